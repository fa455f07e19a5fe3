"""Every height, tempo and rate of a real repetition: counted once each, and measured."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import final, only, told
from tracker.events import Event, RepTopped

REPS = 4
LEAD_S, HOLD_S, PAUSE_S = 4.0, 0.3, 0.7
RATES_HZ = (26.0, 52.0, 104.0, 200.0)
BRISK = [(up_s, cm) for up_s in (0.5, 0.7, 1.0) for cm in (2.5, 4.0, 6.0, 8.0, 10.0, 12.0)]
ALL = [
    *BRISK,
    *[(0.35, cm) for cm in (2.0, 4.0, 6.0, 8.0)],
    *[(0.5, 1.8), (0.7, 1.8)],
    *[(1.5, cm) for cm in (4.0, 6.0)],
    *[(2.2, cm) for cm in (6.0, 8.0, 10.0)],
]
rate = pytest.mark.parametrize("rate_hz", RATES_HZ)
grid = pytest.mark.parametrize(("up_s", "cm"), ALL)
brisk = pytest.mark.parametrize(("up_s", "cm"), BRISK)


@cache
def events(up_s: float, cm: float, rate_hz: float) -> list[Event]:
    noise_ms2 = 0.003 * rate_hz**0.5  # of the part, whatever its rate
    shank = Shank(rate_hz=rate_hz, acc_noise_ms2=noise_ms2, seed=round(100 * up_s + cm))
    return told(
        course(
            rest(LEAD_S),
            *[raised(cm, up_s, HOLD_S, up_s, PAUSE_S, 0.8) for _ in range(REPS)],
            rest(3),
            shank=shank,
        )
    )


def starts_s(up_s: float) -> list[float]:
    return [LEAD_S + k * (2 * up_s + HOLD_S + PAUSE_S) for k in range(REPS)]


@rate
@grid
def test_each_is_counted_once(up_s: float, cm: float, rate_hz: float) -> None:
    assert len(final(events(up_s, cm, rate_hz))) == REPS


@rate
@grid
def test_each_lies_where_it_was(up_s: float, cm: float, rate_hz: float) -> None:
    peaks = [start + up_s + HOLD_S / 2 for start in starts_s(up_s)]
    assert [rep.peak_s for rep in final(events(up_s, cm, rate_hz))] == pytest.approx(
        peaks, abs=0.2 + 0.11 * up_s
    )


@rate
@brisk
def test_each_is_about_as_high_as_it_was(up_s: float, cm: float, rate_hz: float) -> None:
    heights = [rep.height_cm for rep in final(events(up_s, cm, rate_hz))]
    assert sum(heights) / len(heights) == pytest.approx(cm, abs=0.7)


@rate
@grid
def test_each_is_ticked_near_its_top(up_s: float, cm: float, rate_hz: float) -> None:
    ticks = [event.t_s for event in only(events(up_s, cm, rate_hz), RepTopped)]
    tops = [start + 0.81 * up_s for start in starts_s(up_s)]  # where a minimum-jerk rise has 95 %
    assert ticks == pytest.approx(tops, abs=0.3)


@rate
@grid
def test_none_overlaps_the_next(up_s: float, cm: float, rate_hz: float) -> None:
    reps = final(events(up_s, cm, rate_hz))
    assert all(b.start_s >= a.end_s - 0.05 for a, b in pairwise(reps))
