"""`uv run python -m tests.accuracy`: measure, and tell."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from tests.accuracy import plan, recipes
from tests.accuracy.athletes import Lot
from tests.accuracy.measure import measure
from tests.accuracy.report.compose import report, write
from tests.accuracy.runner import run
from tests.accuracy.task import Kind, Task
from tests.accuracy.terminal import lines
from tracker.setup import Exercise


def main(words: Sequence[str] | None = None) -> int:
    """The whole report, or figures of a selection on the terminal."""
    given = sys.argv[1:] if words is None else list(words)
    chosen = parser().parse_args(given)
    began_s = time.monotonic()
    if not given or given[:1] == ["--processes"]:
        return whole(chosen.processes, began_s)
    tasks = selected(chosen)
    outcomes = run("Measuring", measure, tasks, chosen.processes)
    if chosen.explain_failures:
        for outcome in outcomes:
            for line in outcome.failures:
                print(line)
    for line in lines(outcomes):
        print(line)
    print(f"{chosen.lot} athletes, {len(tasks)} recordings, {time.monotonic() - began_s:.0f} s")
    return 0


def whole(processes: int, began_s: float) -> int:
    """Everything, into docs/accuracy.md."""
    page, pictures = report(run("Measuring", measure, plan.tasks(), processes))
    write(page, pictures)
    print(f"docs/accuracy.md and {len(pictures)} pictures, {(time.monotonic() - began_s) / 60.0:.1f} minutes")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    told = argparse.ArgumentParser("python -m tests.accuracy", description=__doc__)
    told.add_argument(
        "--tune",
        dest="lot",
        action="store_const",
        const=Lot.TUNING,
        default=Lot.REPORT,
        help="athletes one may look at",
    )
    told.add_argument("--kind", type=Kind, action="append", help=f"{', '.join(Kind)}; may be repeated")
    told.add_argument("--exercise", type=Exercise, action="append")
    told.add_argument(
        "--way", action="append", help="the style of a set, or what interrupts it: held, short, ..."
    )
    told.add_argument("--quality", type=Quality, action="append")
    told.add_argument("--mount", type=MountKind, action="append")
    told.add_argument("--rate", type=float, action="append", help="Hz")
    told.add_argument(
        "--seeds", type=_span, default=range(60), metavar="A:B", help="athletes A to B-1; 0:60 if not given"
    )
    told.add_argument(
        "--explain-failures", action="store_true", help="what went wrong, and what the tracker said"
    )
    told.add_argument("--processes", type=int, default=2)
    return told


def selected(chosen: argparse.Namespace) -> list[Task]:
    """The tasks meant."""
    kinds = chosen.kind or (
        [Kind.SETS, Kind.DROPS, Kind.CALIBRATED, Kind.OTHER_SETS]
        if chosen.exercise or chosen.way
        else list(Kind)
    )
    tasks: list[Task] = []
    for kind, make in (
        (Kind.SETS, recipes.sets),
        (Kind.DROPS, recipes.drops),
        (Kind.EVERYDAY, recipes.everyday),
        (Kind.ADVERSARIAL, recipes.adversarial),
        (Kind.CALIBRATED, recipes.calibrated_sets),
        (Kind.TWO_SENSORS, recipes.two_sensors),
        (Kind.LYING, recipes.lying),
        (Kind.OTHER_SETS, recipes.other_sets),
        (Kind.OTHER_IDLE, recipes.other_idle),
    ):
        if kind in kinds:
            tasks.extend(make(chosen.lot, chosen.seeds))
    return [
        task
        for task in tasks
        if (not chosen.exercise or task.exercise in chosen.exercise)
        and (not chosen.way or task.way in chosen.way)
        and (not chosen.quality or task.quality in chosen.quality)
        and (not chosen.mount or task.mount in chosen.mount)
        and (not chosen.rate or task.rate_hz in chosen.rate)
    ]


def _span(word: str) -> range:
    first, colon, last = word.partition(":")
    try:
        return range(int(first), int(last)) if colon else range(int(first), int(first) + 1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word} is no span of athletes; write A:B, as 0:60") from None


if __name__ == "__main__":
    sys.exit(main())
