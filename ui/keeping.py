"""A finished session goes into the logbook. Whatever is wrong with that is a line on stderr and nothing more: the
recording is closed by then, and brings itself in the next time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from drivers.source import LinkChange, SensorInfo
from recordings.header import Header
from recordings.home import home
from recordings.logbook.claim import is_ended
from tracker.errors import SoleusError
from tracker.events import Event
from tracker.samples import Samples
from ui.output import note, patience

OTHERS_S = 2.0  # for what earlier sessions left behind: nobody waits longer at the end of a training


class Told:
    """A sink that keeps what the logbook will hold."""

    def __init__(self) -> None:
        self.said: list[Event] = []
        self._first_s: float | None = None
        self._last_s = 0.0

    @property
    def duration_s(self) -> float:
        """From the first sample to the last, on the sensor's clock."""
        return 0.0 if self._first_s is None else max(0.0, self._last_s - self._first_s)

    def opened(self, info: SensorInfo) -> None:
        """Nothing to keep."""

    def link(self, change: LinkChange) -> None:
        """Nothing to keep."""

    def samples(self, samples: Samples) -> None:
        """When it began, how far it is."""
        self._last_s = float(samples.t_s[-1])
        if self._first_s is None:
            self._first_s = float(samples.t_s[0])

    def events(self, events: list[Event]) -> None:
        """Kept."""
        self.said.extend(events)


def keep(
    header: Header, recording: Path, told: Told, clock: Callable[[], float] = time.monotonic
) -> int | None:
    """Enter a session whose recording is closed; its number, None where that did not work."""
    number: int | None = None
    whole = is_ended(recording)
    try:
        from recordings.logbook.book import Logbook  # brings sqlite3 along, which is needed only here
        from recordings.logbook.recovery import recover

        until_s = clock() + OTHERS_S
        with patience("Entering it into the logbook ..."), Logbook(home()) as book:
            number = book.add(header, recording, told.said, told.duration_s, whole)
            found = recover(book, recording.parent, go_on=lambda _, __: clock() < until_s)
        for warning in found.warnings:
            note(f"soleus: {warning}")
    except Exception as error:  # of any kind: the session is over and must end as it did
        why = error.message if isinstance(error, SoleusError) else f"{type(error).__name__}: {error}"
        if number is not None:
            note(f"soleus: {why}")
        elif whole:  # else the session itself ends with an error, and one line about a full disk is enough
            note(
                f"soleus: not in the logbook yet: {why}; the recording is safe in {recording} and will be"
                " brought in next time"
            )
    return number
