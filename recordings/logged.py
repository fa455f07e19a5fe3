"""A session as the logbook holds it: who, with what, and what was told of it.

What stood on the screen is one account; a later version's analysis of the same recording is another, and both
stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from recordings.header import Header
from tracker.ledger import Ledger
from tracker.training.heelrise.result import Result
from tracker.training.pain import When


@dataclass(frozen=True, slots=True)
class Account:
    """What one version of soleus told of a session. `made_at` carries its UTC offset; `shown`: it is what stood
    on the screen while the session ran."""

    soleus_version: str
    made_at: datetime
    shown: bool
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class SessionPain:
    """Pain of a session, 0 to 10; `t_s` on the sensor's clock where it was noted while that ran."""

    when: When
    score: int
    t_s: float | None = None


@dataclass(frozen=True, slots=True)
class SessionTest:
    """A heel-rise test taken in a session; `earlier`: the same person's tests before it with their days, the oldest
    first, real ones for a real one."""

    test_id: int
    result: Result
    earlier: tuple[tuple[date, Result], ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """One session; `accounts` begin with the one that was shown. `recording` is None where none was kept, and may
    name a file that is no longer there. `whole`: it was ended in good order. `pains` is what the person said, in no account's words."""

    session_id: int
    header: Header
    duration_s: float
    recording: Path | None
    whole: bool
    accounts: tuple[Account, ...]
    pains: tuple[SessionPain, ...] = ()
    tests: tuple[SessionTest, ...] = ()

    @property
    def shown(self) -> Account:
        """What stood on the screen."""
        return self.accounts[0]
