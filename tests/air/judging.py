"""What every fault is judged by: the session and its recording survive, the count outside the gap is right, nothing is
invented, and the user is told."""

from __future__ import annotations

import math
import re

from tests.air.faults import Fault
from tests.air.sessions import Kept
from tests.air.table import DOCS, without_numbers
from tests.air.three_sets import counts_of, simulated
from tracker.events import SignalGap

NEAR_S = 0.6  # of a counted peak to that of a repetition that was done
SETTLES_S = (
    2.0  # a gap may end with the heel up: it has to come down, and rest, before the next rise can be told
)
STRAY = 1  # a movement in standing between the sets, of which more than half is missing


def done(fault: Fault, gaps: list[tuple[float, float]]) -> list[float]:
    """Peaks of the repetitions that were done, those cut by no gap."""
    return [
        rep.peak_s
        for rep in simulated(fault.rate_hz).truth.reps
        if all(rep.end_s < begin or rep.start_s > end + SETTLES_S for begin, end in gaps)
    ]


def check_count(fault: Fault, kept: Kept) -> None:
    """Outside the gaps it is right, and nothing is invented; where most is missing, `STRAY` is, and none is counted twice.

    Numbers alone do not hold it there: one missed may make up for one invented."""
    to_truth = kept.to_world(simulated(fault.rate_hz).signal)
    gaps = [(to_truth(gap.start_s), to_truth(gap.end_s)) for gap in kept.events if isinstance(gap, SignalGap)]
    gaps.append((to_truth(float(kept.samples.t_s[-1])), math.inf))
    counted = [to_truth(count.rep.peak_s) for count in counts_of(kept.events)]
    every = done(fault, [])
    invented = [peak for peak in counted if not any(abs(peak - one) < NEAR_S for one in every)]
    missed = [one for one in done(fault, gaps) if not any(abs(peak - one) < NEAR_S for peak in counted)]
    assert not fault.counts or (invented, missed) == ([], [])
    assert len(invented) <= STRAY
    assert len(counted) - len(invented) <= len(every)


def check_told(fault: Fault, kept: Kept) -> None:
    """All that has to be said was said, in its order."""
    lines = iter(kept.lines)
    for words in fault.says:
        assert any(words in line for line in lines), f"nobody said: {words}"


def check_documented(fault: Fault) -> None:
    """The table in the docs has it, with what has to be said."""
    (line,) = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if f"| {fault.what} |" in line]
    words = [re.escape(without_numbers(words)) for words in fault.says]
    assert re.search(".*".join(words), without_numbers(line)), "uv run python -m tests.air.table"
