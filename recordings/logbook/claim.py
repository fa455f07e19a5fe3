"""Whose a recording is while it is being written: so that no other program takes it for one that was cut off.

The file's age alone does not tell: a session whose sensor is out of reach writes nothing for minutes, and is alive.
So whoever writes a recording holds a lock on it, which the system lets go when the program ends by any means. Where
there are no such locks (Windows, some network folders) the age alone has to do: five seconds, ten times as long as
the writer keeps anything back. Should a living session be taken for a dead one there, its own end puts that right.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from recordings.entries import End, from_line

FRESH_S = 5.0
TAIL = 200  # bytes; an End line has a dozen


class Claim:
    """Held from making it to `release()`, or to the end of the program. Made right after the file was: as long as
    that is fresh, nobody asks for the lock."""

    def __init__(self, recording: Path) -> None:
        self._descriptor: int | None = None
        with contextlib.suppress(OSError):
            self._descriptor = os.open(recording, os.O_RDONLY)
            _lock(self._descriptor)

    def release(self) -> None:
        """Let go; safe to call twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_ended(recording: Path) -> bool:
    """Whether its last line closes it. Cheap: only the end is read."""
    try:
        with recording.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            lines = file.read().split()
        return bool(lines) and isinstance(from_line(lines[-1].decode()), End)
    except (OSError, ValueError):
        return False


def is_being_written(recording: Path, now_s: float) -> bool:
    """Whether someone is at it: not ended, and written to just now or held by its writer. `now_s` is the time of
    the day in seconds since 1970, as files have it."""
    if is_ended(recording):
        return False
    try:
        if abs(now_s - recording.stat().st_mtime) < FRESH_S:
            return True
        descriptor = os.open(recording, os.O_RDONLY)
    except OSError:
        return False  # whoever reads it will say what is wrong
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Whether it could be had; also where there are no locks to be had."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True
