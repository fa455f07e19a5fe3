"""Writes a recording as it happens: appended, handed to the system every half second, never rewritten.

What was handed over survives the end of the program by any means; what the program still holds is at most
half a second. The disk itself is asked to settle (fsync) at the start, every ten seconds and at the end: a
power cut costs no more than that.
"""

from __future__ import annotations

import contextlib
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
    """One recording being written. `clock` counts seconds and is asked at every write and `tick()`.

    Where the disk is full or gone, `write`, `tick`, `flush` and `close` raise InputError. What is stored stays,
    what is not is kept and tried again with the next call, so no line is ever torn in the middle.
    """

    def __init__(self, path: Path, header: Header, clock: Callable[[], float]) -> None:
        """Creates the file, for its owner's eyes alone; InputError where it exists or cannot be written."""
        self.path = path
        self._clock = clock
        self._held: list[str] = [json.dumps(header.to_dict(), separators=(",", ":")) + "\n"]
        self._unwritten = b""
        self._flushed_s = clock()
        self._synced_s = self._flushed_s - SYNC_S
        binary = getattr(os, "O_BINARY", 0)  # without it Windows writes two bytes for a newline
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | binary
            self._file = os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)
        except FileExistsError as error:
            raise InputError(
                InputReason.NOT_WRITABLE, f"{path} is there already and is not overwritten"
            ) from error
        except OSError as error:
            raise _not_writable(path, error) from error
        try:
            self.flush()
        except InputError:
            self._file.close()
            raise
        _sync_folder(path.parent)

    def write(self, entries: Iterable[Entry]) -> None:
        """Append entries in the order they happened."""
        self._held.extend(to_line(entry) for entry in entries)
        self.tick()

    def tick(self) -> None:
        """Hand over what is due; to be called at least twice a second, also when nothing comes."""
        if self._clock() - self._flushed_s >= FLUSH_S:
            self.flush()

    def flush(self) -> None:
        """Hand everything to the system now, and to the disk if that is due."""
        self._flushed_s = self._clock()
        self._unwritten += "".join(self._held).encode()
        self._held.clear()
        try:
            while self._unwritten:
                self._unwritten = self._unwritten[self._file.write(self._unwritten) or 0 :]
            if self._flushed_s - self._synced_s >= SYNC_S:
                self._synced_s = self._flushed_s
                os.fsync(self._file.fileno())
        except OSError as error:
            raise _not_writable(self.path, error) from error

    def close(self, samples: int | None = None) -> None:
        """Finish; with the number of samples where the session ended in good order. Safe to call twice."""
        if self._file.closed:
            return
        if samples is not None:
            self._held.append(to_line(End(samples)))
        self._synced_s = self._clock() - SYNC_S
        try:
            self.flush()
        finally:
            self._file.close()


def _sync_folder(folder: Path) -> None:
    """Settle the new name too, where the system lets a folder be opened (Windows does not, nor needs it)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _not_writable(path: Path, error: OSError) -> InputError:
    return InputError(
        InputReason.NOT_WRITABLE,
        f"cannot write {path}: {error.strerror or error}; what is stored there already is kept",
    )
