"""Tasks over processes, with a bar that tells how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TypeVar

WIDTH = 30

T = TypeVar("T")
R = TypeVar("R")


class Bar:
    """A progress bar on stderr: redrawn in a terminal, a line each tenth elsewhere."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, max(total, 1), 0
        self._began_s = time.monotonic()
        self._live = sys.stderr.isatty()
        self._shown_tenth = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        share = self._done / self._total
        tenth = int(10 * share)
        last = self._done == self._total
        if not self._live and tenth == self._shown_tenth:
            return
        self._shown_tenth = tenth
        full = int(WIDTH * share)
        took_s = time.monotonic() - self._began_s
        left_s = took_s / share - took_s
        line = f"{self._what} [{'#' * full}{'.' * (WIDTH - full)}] {self._done}/{self._total}"
        line += f" {took_s:.0f} s" if last else f" {took_s:.0f} s, {left_s:.0f} s left"
        end = "\n" if last or not self._live else ""
        print(f"\r{line}   " if self._live else line, end=end, file=sys.stderr, flush=True)


def run(what: str, work: Callable[[T], R], tasks: Sequence[T], processes: int) -> list[R]:
    """The results in the order of the tasks, whichever was ready first."""
    if not tasks:
        return []
    bar = Bar(what, len(tasks))
    results: dict[int, R] = {}
    for number, result in _each(work, tasks, processes):
        results[number] = result
        bar.step()
    return [results[number] for number in range(len(tasks))]


def _each(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[tuple[int, R]]:
    if processes <= 1:
        for number, task in enumerate(tasks):
            yield number, work(task)
        return
    with ProcessPoolExecutor(processes) as pool:
        waiting = {pool.submit(work, task): number for number, task in enumerate(tasks)}
        for ready in as_completed(waiting):
            yield waiting[ready], ready.result()
