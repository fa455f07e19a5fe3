"""Faults, one test each: the session and its recording survive, the count outside the gap is right, nothing is invented, and
the user is told."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import pytest

from tests.air.faults import FAULTS, Fault
from tests.air.sessions import Kept
from tests.air.table import DOCS, without_numbers
from tests.air.three_sets import counts_of, simulated
from tracker.errors import SensorError
from tracker.events import SignalGap

NEAR_S = 0.6  # of a counted peak to that of a repetition that was done
SETTLES_S = (
    2.0  # a gap may end with the heel up: it has to come down, and rest, before the next rise can be told
)

running = [name for name, fault in FAULTS.items() if fault.starts]
in_vain = [name for name, fault in FAULTS.items() if not fault.starts]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@cache
def kept_of(name: str, folder: Path) -> Kept:
    return FAULTS[name].run(folder / f"{name}.jsonl")


def peaks(fault: Fault, gaps: list[tuple[float, float]]) -> list[float]:
    """Of the repetitions that were done, those cut by no gap."""
    return [
        rep.peak_s
        for rep in simulated(fault.rate_hz).truth.reps
        if all(rep.end_s < begin or rep.start_s > end + SETTLES_S for begin, end in gaps)
    ]


@pytest.mark.parametrize("name", running)
def test_the_session_survives_and_its_recording_says_the_same_again(name: str, folder: Path) -> None:
    kept = kept_of(name, folder)
    assert kept.error is None
    kept.check()


@pytest.mark.parametrize("name", running)
def test_outside_the_gap_the_count_is_right_and_nothing_is_invented(name: str, folder: Path) -> None:
    fault, kept = FAULTS[name], kept_of(name, folder)
    to_truth = kept.to_world(simulated(fault.rate_hz).signal)
    gaps = [(to_truth(gap.start_s), to_truth(gap.end_s)) for gap in kept.events if isinstance(gap, SignalGap)]
    gaps.append((to_truth(float(kept.samples.t_s[-1])), math.inf))
    counted = [to_truth(count.rep.peak_s) for count in counts_of(kept.events)]
    done = peaks(fault, [])
    invented = [peak for peak in counted if not any(abs(peak - one) < NEAR_S for one in done)]
    missed = [one for one in peaks(fault, gaps) if not any(abs(peak - one) < NEAR_S for peak in counted)]
    assert invented == []
    assert not fault.counts or missed == []
    assert len(counted) <= len(done)


@pytest.mark.parametrize("name", in_vain)
def test_a_session_that_cannot_begin_ends_in_one_sentence(name: str, folder: Path) -> None:
    assert isinstance(kept_of(name, folder).error, SensorError)


@pytest.mark.parametrize("name", FAULTS)
def test_the_user_is_told(name: str, folder: Path) -> None:
    lines = iter(kept_of(name, folder).lines)
    for words in FAULTS[name].says:
        assert any(words in line for line in lines), f"nobody said: {words}"


@pytest.mark.parametrize("name", FAULTS)
def test_the_table_in_the_docs_has_it_with_what_the_user_has_to_see(name: str) -> None:
    """If it has not: uv run python -m tests.air.table."""
    fault = FAULTS[name]
    (line,) = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if f"| {fault.what} |" in line]
    words = [re.escape(without_numbers(words)) for words in fault.says]
    assert re.search(".*".join(words), without_numbers(line))
