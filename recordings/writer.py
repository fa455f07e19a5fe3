"""Writes a recording as it happens: appended, handed to the system every half second, never rewritten.

What was handed over survives the end of the program by any means; what the program still holds is at most
half a second. The disk itself is asked to settle (fsync) every ten seconds and at the end, for power cuts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from recordings.entries import End, Entry, to_line
from recordings.header import Header
from tracker.errors import InputError, InputReason

FLUSH_S = 0.5
SYNC_S = 10.0


class RecordingWriter:
    """One recording being written. `clock` counts seconds and is asked at every write and `tick()`."""

    def __init__(self, path: Path, header: Header, clock: Callable[[], float]) -> None:
        """Creates the file; InputError where it exists or cannot be written."""
        self.path = path
        self._clock = clock
        self._held: list[str] = []
        self._flushed_s = self._synced_s = clock()
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        except FileExistsError as error:
            raise InputError(
                InputReason.NOT_WRITABLE, f"{path} is there already and is not overwritten"
            ) from error
        except OSError as error:
            raise _not_writable(path, error) from error
        self._file = os.fdopen(descriptor, "wb", buffering=0)
        self._held.append(json.dumps(header.to_dict(), separators=(",", ":")) + "\n")
        self.flush()

    def write(self, entries: Iterable[Entry]) -> None:
        """Append entries in the order they happened."""
        self._held.extend(to_line(entry) for entry in entries)
        self.tick()

    def tick(self) -> None:
        """Hand over what is due; to be called at least twice a second, also when nothing comes."""
        now = self._clock()
        if now - self._flushed_s >= FLUSH_S:
            self.flush()

    def flush(self) -> None:
        """Hand everything to the system now; InputError where the disk is full or gone."""
        now = self._clock()
        self._flushed_s = now
        if not self._held:
            return
        data = "".join(self._held).encode()
        self._held.clear()
        try:
            while data:
                data = data[self._file.write(data) or 0 :]
            if now - self._synced_s >= SYNC_S:
                self._synced_s = now
                os.fsync(self._file.fileno())
        except OSError as error:
            raise _not_writable(self.path, error) from error

    def close(self, samples: int | None = None) -> None:
        """Finish; with the number of samples where the session ended in good order."""
        if self._file.closed:
            return
        try:
            if samples is not None:
                self._held.append(to_line(End(samples)))
            self.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


def _not_writable(path: Path, error: OSError) -> InputError:
    return InputError(
        InputReason.NOT_WRITABLE,
        f"cannot write {path}: {error.strerror or error}; what is stored there already is kept",
    )
