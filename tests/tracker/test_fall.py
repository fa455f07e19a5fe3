"""Whether a fall is over: a slow one ends unfelt, and the shank tells it."""

from __future__ import annotations

import pytest

from tests.tracker.course import Leg, Shank, course, edges_s, raised, rest
from tests.tracker.driving import only, told
from tracker.events import RepCounted

LOW = 0.71
"""Of the time of a minimum-jerk fall: down to 20 %."""


@pytest.mark.parametrize(("cm", "up_s", "down_s"), [(3.5, 1.2, 2.5), (4.0, 2.0, 3.5), (6.0, 0.5, 3.0)])
def test_a_slow_fall_among_others_is_counted_when_the_shank_is_back(
    cm: float, up_s: float, down_s: float
) -> None:
    who = Shank(acc_offset_ms2=(0.1, -0.1, 0.15), gyr_bias_dps=(0.5, -0.5, 0.3))
    one = raised(cm, up_s, 0.6, down_s, 2.5, deg_per_cm=1.3)
    legs = [rest(8.0), *(leg for _ in range(5) for leg in one), rest(2.0)]
    counts = [event.t_s for event in only(told(course(legs, shank=who)), RepCounted)]
    lows = [edges_s(legs)[k] + LOW * down_s for k in range(2, 22, 4)]
    assert len(counts) == 5
    late_s = [count - low for count, low in zip(counts, lows, strict=True)][
        1:
    ]  # the first has none before it
    assert max(late_s) < 0.3
    assert min(late_s) > -0.35


def test_a_heel_that_stays_up_while_the_shank_leans_back_is_not_down() -> None:
    up, lean = Leg(0.8, 5.0, 5.0), Leg(1.5, 0.0, -5.0)
    legs = [rest(5.0), up, rest(0.5), lean, rest(3.0), Leg(0.8, -5.0, 0.0), rest(3.0)]
    counts = [event.t_s for event in only(told(course(legs)), RepCounted)]
    fall_s = edges_s(legs)[4]
    assert all(count > fall_s for count in counts)
    assert len(counts) == 1
