"""A check that takes long is told of, and one that never ends is left behind: a network drive, a driver that hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from ui.output import Progress

T = TypeVar("T")
LOOK_S = 0.2
LIMIT_S = 8.0  # more than all the waiting a check may do itself


def in_time(
    check: Callable[[], T],
    progress: Progress,
    limit_s: float = LIMIT_S,
    clock: Callable[[], float] = time.monotonic,
) -> T:
    """Its result or its exception; TimeoutError where neither is there in time. It runs beside, and dies with
    the program."""
    results: list[T] = []
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            results.append(check())
        except BaseException as error:  # raised again below
            troubles.append(error)

    began_s = clock()
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive() and clock() - began_s < limit_s:
            worker.join(LOOK_S)
            progress.at(f"{clock() - began_s:.0f} s")
    finally:
        progress.done()
    if troubles:
        raise troubles[0]
    if not results:
        raise TimeoutError(f"no answer within {limit_s:.0f} s")
    return results[0]
