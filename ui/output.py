"""Words on the terminal, whatever it can show: never fails for an encoding, nor for a reader that left."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from tracker.errors import InputError, InputReason


def prepare() -> None:
    """What a pipe's encoding lacks becomes a question mark, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(errors="replace")


def say(line: str = "") -> None:
    """A line for the person, at once; InputError where it cannot be written, as on a full disk."""
    try:
        print(_folded(line, sys.stdout), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_stdout()
        raise InputError(
            InputReason.NOT_WRITABLE, f"cannot write the output: {error.strerror or error}"
        ) from error


def _folded(line: str, stream: TextIO | None) -> str:
    """On a terminal, long lines break between words; elsewhere a line stays a line. A closed stream is None."""
    if stream is None or not stream.isatty() or len(line) <= (width := shutil.get_terminal_size().columns):
        return line
    import textwrap  # 3 ms to load, and only here

    return textwrap.fill(
        line, max(width, 20), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


@contextlib.contextmanager
def patience(words: str, after_s: float = 1.0) -> Iterator[None]:
    """Says what is waited for, once it takes longer than a person likes to wait without a word."""
    timer = threading.Timer(after_s, note, (words,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def ring() -> None:
    """The terminal's bell; silent where there is none."""
    if sys.stderr is not None and sys.stderr.isatty():
        print("\a", end="", file=sys.stderr, flush=True)


def note(line: str) -> None:
    """A line beside the output: warnings, progress, errors."""
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)


def trace() -> None:
    """Where the error that is being handled came from."""
    import traceback  # 5 ms to load, and only here

    traceback.print_exc()


def drop_stdout() -> None:
    """The reader of our output has gone: let nothing more be written, also not at the interpreter's end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """Tells on a terminal's stderr how far something is, from one second on, twice a second at most."""

    def __init__(
        self, what: str, clock: Callable[[], float] = time.monotonic, *, quiet: bool = False
    ) -> None:
        self._what = what
        self._clock = clock
        self._next_s = clock() + 1.0
        self._shown = False
        self._live = sys.stderr.isatty() and not quiet

    def at(self, how_far: str) -> None:
        """Show it if it is time."""
        if self._live and self._clock() >= self._next_s:
            self._next_s = self._clock() + 0.5
            self._shown = True
            print(f"\r{self._what} {how_far}   ", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the line away, for good or for something else to be said."""
        if self._shown:
            self._shown = False
            print("\r" + " " * 70 + "\r", end="", file=sys.stderr, flush=True)
