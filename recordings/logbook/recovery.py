"""Brings recordings into the logbook that are not in it: the program was killed, or the logbook was not to be had.

What is entered is what their own stored events tell: what was shown. Nothing is counted again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drivers.families import decoder_for
from drivers.packet import Packet
from recordings.entries import End
from recordings.logbook.book import Logbook
from recordings.logbook.claim import is_being_written
from recordings.reader import Recording, read_recording
from recordings.replay import stored_events
from tracker.errors import InputError, InputReason


@dataclass(frozen=True, slots=True)
class Recovered:
    """`added`: the numbers of the sessions brought in; `warnings`: a sentence for each recording that could not be;
    `being_written`: how many are left to the program that is at them; `left`: how many there was no time for."""

    added: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    being_written: int = 0
    left: int = 0


def recover(
    book: Logbook,
    folder: Path,
    *,
    now_s: Callable[[], float] = time.time,
    go_on: Callable[[int, int], bool] = lambda number, of: True,
) -> Recovered:
    """Bring in what lies in `folder` and is not known; what is known is not read. `go_on` is asked before each with
    its number and how many there are. InputError where the logbook itself is in trouble."""
    known = book.recordings()
    unknown = [path for path in sorted(folder.glob("*.jsonl")) if book.stored_name(path) not in known]
    added: list[int] = []
    warnings: list[str] = []
    being_written = 0
    for number, path in enumerate(unknown, start=1):
        if not go_on(number, len(unknown)):
            return Recovered(tuple(added), tuple(warnings), being_written, len(unknown) - number + 1)
        if is_being_written(path, now_s()):
            being_written += 1
            continue
        try:
            recording = read_recording(path)
            length_s = duration_s(recording)
        except InputError as error:
            if path.exists():  # else someone deleted it meanwhile
                warnings.append(error.message)
            continue
        try:
            whole = bool(recording.entries) and isinstance(recording.entries[-1], End)
            added.append(book.add(recording.header, path, stored_events(recording), length_s, whole))
        except InputError as error:
            if error.reason is not InputReason.BAD_VALUE:
                raise
            warnings.append(f"{path} is left out of the logbook: {error.message}")
    return Recovered(tuple(added), tuple(warnings), being_written)


def duration_s(recording: Recording) -> float:
    """From its first sample to its last, on the sensor's clock."""
    header = recording.header
    decoder = decoder_for(header.sensor.family, header.sensor.settings)
    first_s: float | None = None
    last_s = 0.0
    for entry in recording.entries:
        if isinstance(entry, Packet):
            samples = decoder.feed(entry)
            if len(samples):
                last_s = float(samples.t_s[-1])
                first_s = float(samples.t_s[0]) if first_s is None else first_s
    return 0.0 if first_s is None else max(0.0, last_s - first_s)
