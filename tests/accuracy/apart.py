"""`uv run python -m tests.accuracy.apart`: what each fault of a sensor costs.

The same athletes do the same sets with the worst grade of sensor, as it is and with one or more of its faults made
as small as a good sensor's; its noise, scale, clock and low-pass stay. Athletes are those to tune on, so that the report's are seen by the report alone. What is
printed goes into docs/limits.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from drivers.virtual.quality import Faults, Quality
from drivers.virtual.scenario import Scenario, simulate
from tests.accuracy import recipes
from tests.accuracy.athletes import Lot
from tests.accuracy.figures import Calls, Counting, Heights, revoked, sets_of, share
from tests.accuracy.measure import Outcome, judge, listen
from tests.accuracy.runner import run
from tests.accuracy.task import Recorded, Task, delivered, holes_of
from tracker.setup import Setup

OFFSET_MS2, BIAS_RADS, SOFT = 0.05, np.radians(0.1), 0.3
"""What a good sensor is off by at most (drivers/virtual/quality.py)."""


def nothing_lost(faults: Faults) -> Faults:
    """No packet goes astray."""
    return replace(faults, trouble=replace(faults.trouble, loss_share=0.0))


def shorter_bursts(faults: Faults) -> Faults:
    """As many go, one at a time."""
    return replace(faults, trouble=replace(faults.trouble, loss_run=1.0))


def small_offset(faults: Faults) -> Faults:
    """The accelerometer is off by no more than a good one."""
    size = float(np.linalg.norm(faults.acc_offset_ms2))
    return replace(faults, acc_offset_ms2=faults.acc_offset_ms2 * min(1.0, OFFSET_MS2 / size))


def small_bias(faults: Faults) -> Faults:
    """The gyroscope is off by no more than a good one."""
    size = float(np.linalg.norm(faults.gyr_bias_rads))
    return replace(faults, gyr_bias_rads=faults.gyr_bias_rads * min(1.0, float(BIAS_RADS) / size))


def firm_flesh(faults: Faults) -> Faults:
    """The strap sits as a good one does, and does not slip."""
    return replace(faults, soft_share=SOFT, slip_rad=0.0)


def mended(which: Sequence[Callable[[Faults], Faults]], faults: Faults) -> Faults:
    """One after the other."""
    for mend in which:
        faults = mend(faults)
    return faults


APART: tuple[tuple[str, tuple[Callable[[Faults], Faults], ...]], ...] = (
    ("as it is", ()),
    ("single packets lost, as many", (shorter_bursts,)),
    ("nothing lost", (nothing_lost,)),
    ("accelerometer off as a good one", (small_offset,)),
    ("gyroscope off as a good one", (small_bias,)),
    ("flesh and strap of a good one", (firm_flesh,)),
    ("nothing lost, accelerometer off as a good one", (nothing_lost, small_offset)),
    ("all of these", (nothing_lost, small_offset, small_bias, firm_flesh)),
)


def measured(task: tuple[int, Task]) -> tuple[int, Outcome]:
    """One set, with the faults of one row of `APART`."""
    row, one = task
    scenario = Scenario(one.items, one.mount, one.quality, one.rate_hz, one.seed)
    made = simulate(scenario, mended=partial(mended, APART[row][1]))
    samples = delivered(made, one.seed)
    recorded = Recorded(samples, made.truth, holes_of(samples.t_s))
    return row, judge(one, recorded, listen(samples, Setup(), 1))


def line(name: str, outcomes: Sequence[Outcome]) -> str:
    """Of one row."""
    sets = sets_of(outcomes)
    counting, calls = Counting.of(sets), Calls.of(sets)
    taken_back, ticks = revoked(outcomes)
    cells = (
        name,
        f"{counting.exact:.1f} %",
        f"{counting.within_one:.1f} %",
        str(sum(len(outcome.why_missed) for outcome in outcomes)),
        f"{share(taken_back, ticks):.1f} %",
        f"{calls.sets_right:.1f} %",
        f"{Heights.of(sets).mae:.2f} cm",
    )
    return "| " + " | ".join(cells) + " |"


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m tests.accuracy.apart", description=__doc__)
    parser.add_argument("--athletes", type=int, default=120, help="how many, of each row")
    parser.add_argument("--first", type=int, default=40000, help="number of the first athlete")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(sys.argv[1:] if words is None else words)
    made = recipes.sets(Lot.TUNING, range(given.first, given.first + 18 * (given.athletes // 6 + 1)))
    bad = [task for task in made if task.quality is Quality.BAD][: given.athletes]
    found = run(
        "Apart", measured, [(row, task) for row in range(len(APART)) for task in bad], given.processes
    )
    print(
        "| the worst grade of sensor | exact | within one | missed | ticks revoked | form of sets | height |"
    )
    print("|---|---|---|---|---|---|---|")
    for row, (name, _) in enumerate(APART):
        print(line(name, [outcome for at, outcome in found if at == row]))
    print(f"\n{len(bad)} sets in each row")
    return 0


if __name__ == "__main__":
    sys.exit(main())
