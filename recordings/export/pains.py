"""Pain of a session, and which set it belongs to: the one that ran when it was noted, or was over."""

from __future__ import annotations

from collections.abc import Sequence

from recordings.logged import LoggedSession, SessionPain
from tracker.ledger import Ledger, SetRecord
from tracker.training.pain import When


def worst(session: LoggedSession, when: When) -> int | None:
    """The highest that was told of that moment, None where nothing was."""
    return max((one.score for one in session.pains if one.when is when), default=None)


def of_set(pains: Sequence[SessionPain], ledger: Ledger, record: SetRecord) -> tuple[int, ...]:
    """What was noted from that set's start to the start of the next, in order."""
    place = ledger.sets.index(record)
    following = ledger.sets[place + 1 :]
    end_s = following[0].start_s if following else float("inf")
    return tuple(one.score for one in pains if one.t_s is not None and record.start_s <= one.t_s < end_s)


def pain_words(session: LoggedSession) -> str:
    """As in "during training 3, after training 1, the next morning 0; on a scale of 0 to 10"; empty where none was
    told."""
    told = [(when, worst(session, when)) for when in When]
    parts = [f"{when.words} {score}" for when, score in told if score is not None]
    return f"{', '.join(parts)}; on a scale of 0 to 10" if parts else ""
