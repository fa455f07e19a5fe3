"""What a person types in a plain session, a line each: the keys of the screen, as words or signs.

The keyboard is read on the event loop itself where the system can (not on Windows, where typed lines wait for the
questions at the end). Nothing is read where the input is no terminal: a pipe has other uses.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Iterator

from tracker.controls import Control, ControlKind
from tracker.events import MOST_PAIN
from tracker.setup import Exercise
from ui.deeds import LESS, MORE, NEXT_SET, PAIN, PAUSE, SWAP, UNDO

HELP = (
    "Typed and Enter: p 3 pain of 3, x another exercise, x SLUG that one, u undo, n next set, + and - correct,"
    " space pause. Ctrl-C ends and saves."
)
_PLAIN = {
    NEXT_SET.key_name: Control(ControlKind.NEXT_SET),
    UNDO.key_name: Control(ControlKind.UNDO),
    MORE.key_name: Control(ControlKind.CORRECT, delta=1),
    LESS.key_name: Control(ControlKind.CORRECT, delta=-1),
}


def understood(line: str, *, paused: bool, choices: Callable[[], list[str]]) -> Control | list[str]:
    """The control that line asks for, or lines that say what may be typed. `choices`: what x may be followed by."""
    word, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    if not word and line.strip("\n"):
        word = PAUSE.name
    match word.lower():
        case "space" | PAUSE.name:
            return Control(ControlKind.RESUME if paused else ControlKind.PAUSE)
        case PAIN.key_name | PAIN.name:
            if rest.isdecimal() and len(rest) <= 2 and int(rest) <= MOST_PAIN:
                return Control(ControlKind.PAIN, delta=int(rest))
            return [f"Pain is a whole number from 0 to {MOST_PAIN}: p 3"]
        case SWAP.key_name | SWAP.name:
            if rest in list(Exercise):
                return Control(ControlKind.DECLARE, text=rest)
            return choices()
        case known if known in _PLAIN and not rest:
            return _PLAIN[known]
        case _:
            return [HELP]


def _in_front(descriptor: int) -> bool:
    """Whether what is typed is typed to us: a program in the background that reads is stopped by the system."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except AttributeError:  # Windows knows no such groups
        return True


def _typed_to() -> int | None:
    """The terminal's descriptor; None where nobody types to us."""
    try:
        if sys.stdin is None or not sys.stdin.isatty():
            return None
        descriptor = sys.stdin.fileno()
        return descriptor if _in_front(descriptor) else None
    except (OSError, ValueError):  # closed meanwhile, or no terminal of its own
        return None


@contextlib.contextmanager
def listening(take: Callable[[str], object]) -> Iterator[bool]:
    """Hands every typed line to `take` on the running loop; whether anything can be heard at all."""
    loop = asyncio.get_running_loop()
    descriptor = _typed_to()
    if descriptor is None:
        yield False
        return
    buffer = bytearray()

    def read() -> None:
        if not _in_front(descriptor) or not (data := os.read(descriptor, 4096)):
            # What is typed is another program's, or Ctrl-D: nothing more will come.
            loop.remove_reader(descriptor)
            return
        buffer.extend(data)
        while (end := buffer.find(b"\n")) >= 0:
            line = bytes(buffer[: end + 1]).decode(errors="replace")
            del buffer[: end + 1]
            take(line)

    try:
        loop.add_reader(descriptor, read)
    except (NotImplementedError, OSError, ValueError):  # loops on Windows wait for no terminal
        yield False
        return
    try:
        yield True
    finally:
        loop.remove_reader(descriptor)
