"""Height and velocity: an integral held down by what is known, and the accelerometer's offset it learns."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

from tracker.height import Height
from tracker.timeline import CELL_S

STILL_MS = 0.02
LEVEL_M = 0.01


def settled(offset_z_ms2: float = 0.0, seconds: float = 8.0) -> Height:
    """Upright and still for a while, as Motion anchors it."""
    height = Height()
    for _ in range(round(seconds / CELL_S)):
        if height.step(offset_z_ms2, 0.0, 0.0, 1.0):
            height.observe_velocity(STILL_MS)
            height.observe_height(0.0, LEVEL_M)
    return height


def lift(height: Height, rise_m: float, seconds: float, offset_z_ms2: float = 0.0) -> None:
    """A minimum-jerk rise without noise."""
    n = round(seconds / CELL_S)

    def speed(x: float) -> float:
        return rise_m * (30 * x**2 - 60 * x**3 + 30 * x**4) / seconds

    for k in range(n):
        mean = (speed((k + 1) / n) - speed(k / n)) / CELL_S
        height.step(mean + offset_z_ms2, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("rise_m", [0.01, 0.06, 0.12])
@pytest.mark.parametrize("seconds", [0.3, 0.8, 2.0])
def test_a_rise_comes_out_to_the_millimetre(rise_m: float, seconds: float) -> None:
    height = settled()
    lift(height, rise_m, seconds)
    assert height.h_m == pytest.approx(rise_m, abs=0.001)


def test_velocity_follows_the_rise() -> None:
    height = settled()
    lift(height, 0.06, 0.8)
    assert height.v_ms == pytest.approx(0.0, abs=0.001)


@pytest.mark.parametrize("offset_ms2", [-0.5, 0.2, 0.5])
def test_an_offset_is_learned_at_rest(offset_ms2: float) -> None:
    assert settled(offset_ms2).offset_ms2[2] == pytest.approx(offset_ms2, abs=0.01)


@pytest.mark.parametrize("offset_ms2", [-0.5, 0.5])
def test_a_learned_offset_lifts_nothing(offset_ms2: float) -> None:
    height = settled(offset_ms2)
    lift(height, 0.06, 0.8, offset_ms2)
    assert height.h_m == pytest.approx(0.06, abs=0.003)


def test_what_gravity_does_not_touch_is_not_learned() -> None:
    assert settled(0.3).offset_ms2[:2] == (0.0, 0.0)


def test_an_offset_across_is_learned_once_the_shank_leans() -> None:
    height, offset_x = Height(), 0.3
    for k in range(3000):
        lean = radians(30.0) if (k // 500) % 2 else 0.0
        if height.step(offset_x * sin(lean), sin(lean), 0.0, cos(lean)):
            height.observe_velocity(STILL_MS)
    assert height.offset_ms2[0] == pytest.approx(offset_x, abs=0.03)


def test_the_acceleration_told_is_without_the_learned_offset() -> None:
    height = settled(0.4)
    height.step(0.4, 0.0, 0.0, 1.0)
    assert height.a_ms2 == pytest.approx(0.0, abs=0.01)


def test_stillness_takes_a_false_velocity_away() -> None:
    height = settled()
    for _ in range(25):
        height.step(0.1, 0.0, 0.0, 1.0)
    assert height.v_ms > 0.04
    height.observe_velocity(0.001)
    assert abs(height.v_ms) < 0.004


def test_a_level_takes_a_false_height_away() -> None:
    height = settled()
    lift(height, 0.06, 0.8)
    for _ in range(100):
        if height.step(0.0, 0.0, 0.0, 1.0):
            height.observe_height(0.0, LEVEL_M)
    assert abs(height.h_m) < 0.01


def blown(height: Height, speed_ms: float) -> None:
    """An impact the sensor could not follow: it comes out of it with a velocity that is none."""
    height.v_ms += speed_ms


def test_an_anchor_far_off_is_believed() -> None:
    height = settled()
    blown(height, 3.0)
    height.observe_velocity(STILL_MS)
    assert abs(height.v_ms) < 0.01


def test_an_anchor_far_off_does_not_change_the_offset() -> None:
    height = settled(0.2)
    known = height.offset_ms2
    blown(height, 3.0)
    height.observe_velocity(STILL_MS)
    assert height.offset_ms2 == known


def test_a_level_far_off_is_believed_and_changes_no_offset() -> None:
    height = settled(0.2)
    known = height.offset_ms2
    height.h_m += 2.0
    height.observe_height(0.0, LEVEL_M)
    assert (abs(height.h_m) < 0.01, height.offset_ms2) == (True, known)


def test_a_reset_forgets_height_and_velocity() -> None:
    height = settled()
    lift(height, 0.06, 0.4)
    height.reset()
    assert (height.h_m, height.v_ms) == (0.0, 0.0)


def test_a_reset_keeps_the_offset() -> None:
    height = settled(0.3)
    height.reset()
    assert height.offset_ms2[2] == pytest.approx(0.3, abs=0.01)


def test_after_a_reset_nothing_is_known_of_the_height() -> None:
    height = settled()
    known_m = height.sigma_h_m
    height.reset()
    assert height.sigma_h_m > 20.0 * known_m
