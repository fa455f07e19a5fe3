"""A top that is held stays one, whatever a hole leaves of the velocity: the shank leans as it did there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.course import Shank, course, raised, rest
from tests.tracker.driving import final, only, told, without
from tracker.events import HoldEnded, RepRevoked, RepTopped
from tracker.rereading import tops_apart
from tracker.samples import Samples

FIRST_S = 6.0
HELD_S = 12.0


def held(*, deg_per_cm: float = 1.0) -> Samples:
    """One hold alone, and a repetition after it."""
    one = raised(6.0, 0.8, HELD_S, 0.8, 2.0, deg_per_cm)
    return course(rest(FIRST_S), one, raised(6.0, deg_per_cm=deg_per_cm), rest(14), shank=Shank(sway_deg=0.1))


def shaken(samples: Samples, at_s: float, ms2: float) -> Samples:
    """A tremble of so much along the shank, and a hole of 0.4 s in the middle of it: the straight line across makes a
    velocity of it that is none."""
    x = (samples.t_s - at_s) / 0.3
    push = np.where((x > 0.0) & (x < 1.0), ms2 * np.sin(np.pi * np.clip(x, 0.0, 1.0)), 0.0)
    pushed = replace(samples, acc_ms2=samples.acc_ms2 + push[:, None] * np.array([0.0, 0.0, 1.0]))
    return without(pushed, at_s + 0.15, at_s + 0.55)


@pytest.mark.parametrize("ms2", [-0.5, 0.3, 0.5, 0.7])
def test_a_hole_amid_a_hold_neither_ends_it_nor_takes_it_for_the_ground(ms2: float) -> None:
    events = told(shaken(held(), FIRST_S + 5.0, ms2))
    assert len(only(events, RepTopped)) == 2
    assert only(events, RepRevoked) == []
    assert len(final(events)) == 2
    (hold,) = only(events, HoldEnded)
    assert hold.end_s - hold.start_s == pytest.approx(HELD_S, abs=1.0)


def kicked(samples: Samples, at_s: float, ms2: float, seconds: float, lost_s: tuple[float, float]) -> Samples:
    """The heel bounces by one sine of that acceleration, of which that stretch is lost: a fall or a rise stays, and is none."""
    x = (samples.t_s - at_s) / seconds
    bounce = np.where((x > 0.0) & (x < 1.0), ms2 * np.sin(2.0 * np.pi * np.clip(x, 0.0, 1.0)), 0.0)
    pushed = replace(samples, acc_ms2=samples.acc_ms2 + bounce[:, None] * np.array([0.0, 0.0, 1.0]))
    return without(pushed, at_s + lost_s[0], at_s + lost_s[1])


@pytest.mark.parametrize("cm", [4.0, 6.0, 8.0])
def test_what_holes_make_to_look_like_a_fall_and_a_next_rise_is_none_while_the_shank_leans_as_at_the_top(
    cm: float,
) -> None:
    holding = raised(cm, 0.8, 9.0, 0.8, 1.0, 1.0)
    samples = course(rest(FIRST_S), holding, raised(5.0, deg_per_cm=1.0), rest(3), shank=Shank(sway_deg=0.2))
    samples = kicked(samples, 8.0, -0.3, 1.0, (0.5, 0.91))
    samples = kicked(samples, 9.5, 1.3, 0.5, (0.15, 0.51))
    samples = kicked(samples, 11.4, -0.9, 0.5, (0.2, 0.38))
    events = told(samples)
    assert only(events, RepRevoked) == []
    assert len(final(events)) == 2


# In hindsight: which tops are one.


def tops_of(height_cm: list[float]) -> tuple[list[int], np.ndarray]:
    height = np.array(height_cm)
    inner = range(1, len(height) - 1)
    return [k for k in inner if height[k - 1] < height[k] >= height[k + 1]], height


HEIGHT_CM = [0.0, 4.0, 6.0, 3.0, 1.0, 3.0, 5.0, 0.0]


def test_between_two_tops_the_heel_came_down_where_the_shank_did() -> None:
    tops, height = tops_of(HEIGHT_CM)
    up = np.array([False, True, True, True, False, True, True, False])
    assert tops_apart(tops, height, up, up) == [2, 6]


def test_where_the_shank_stayed_there_the_dip_between_them_is_none() -> None:
    tops, height = tops_of(HEIGHT_CM)
    up = np.array([False, True, True, True, True, True, True, False])
    assert tops_apart(tops, height, up, up) == [2]


def test_a_lean_after_a_hole_is_no_witness_of_that() -> None:
    tops, height = tops_of(HEIGHT_CM)
    up = np.array([False, True, True, True, True, True, True, False])
    surely = np.array([False, True, True, True, False, False, True, False])
    assert tops_apart(tops, height, surely, up) == [2, 6]
