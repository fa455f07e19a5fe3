"""Being told to stop: Ctrl-C, a closed terminal, a kill. All end a session the same way, everything saved.

asyncio turns Ctrl-C into a cancelled session on every system; here the other signals are made to do as it does.
This is the one place where systems differ in this.
"""

from __future__ import annotations

import signal
from types import FrameType

NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")  # the last one is Windows', the second is not


def end_gently() -> None:
    """From here on these signals end the program as Ctrl-C does; one the caller ignores (nohup) stays ignored."""
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _as_interrupt)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    if callable(signal.getsignal(signal.SIGINT)):
        signal.raise_signal(signal.SIGINT)
    else:  # shells start what runs in the background with Ctrl-C ignored
        raise KeyboardInterrupt


def ended() -> None:
    """Everything is saved: who presses Ctrl-C once more must not turn the exit code into another."""
    for name in ("SIGINT", *NAMES):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)
    # Where Ctrl-C hit code run by exec, as a dataclass being made is, CPython notes it as unhandled, though it was
    # handled, and dies of the signal at its end in place of the exit code. The next exec takes the note back.
    exec("")


def question(words: str) -> str:
    """Ask at the terminal, also inside asyncio, which would keep Ctrl-C to itself until the answer is there. No
    answer (Ctrl-D) ends the program as Ctrl-C does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input(words)
    except EOFError as error:
        raise KeyboardInterrupt from error
    finally:
        signal.signal(signal.SIGINT, before)
