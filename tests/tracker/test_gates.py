"""The bounds of a heel rise, each from just inside and from just outside."""

from __future__ import annotations

from math import radians

import pytest

from tracker.explain import Verdict
from tracker.gates import MAX_RISE_M, MAX_UP_S, MIN_RISE_M, MIN_UP_S, judge_return, judge_rise

RISE_M, TURN_RAD, UP_S, JOLT_MS2 = 0.06, radians(4.0), 0.8, 1.0


def rise(
    rise_m: float = RISE_M, turn_rad: float = TURN_RAD, up_s: float = UP_S, jolt_ms2: float = JOLT_MS2
) -> Verdict | None:
    found = judge_rise(rise_m, turn_rad, up_s, jolt_ms2)
    return found[0] if found else None


def landed(
    turn_rad: float = 0.0,
    rise_m: float = RISE_M,
    shift_m: float = 0.0,
    whole_s: float = 2.0,
    shake_ms2: float = 0.3,
    up_s: float = UP_S,
) -> Verdict | None:
    found = judge_return(turn_rad, rise_m, shift_m, whole_s, shake_ms2, up_s, 1.0)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("limit_m", "out", "verdict"), [(MIN_RISE_M, -0.001, Verdict.TOO_LOW), (MAX_RISE_M, 0.001, Verdict.SWUNG)]
)
def test_a_rise_has_a_least_and_a_greatest_height(limit_m: float, out: float, verdict: Verdict) -> None:
    assert [rise(rise_m=limit_m - out), rise(rise_m=limit_m + out)] == [None, verdict]


@pytest.mark.parametrize(
    ("limit_s", "out", "verdict"), [(MIN_UP_S, -0.01, Verdict.TOO_FAST), (MAX_UP_S, 0.01, Verdict.TOO_SLOW)]
)
def test_a_rise_takes_its_time(limit_s: float, out: float, verdict: Verdict) -> None:
    assert [rise(up_s=limit_s - out), rise(up_s=limit_s + out)] == [None, verdict]


@pytest.mark.parametrize(("height_cm", "most_deg"), [(2.0, 8.6), (6.0, 15.8), (10.0, 23.0), (13.0, 24.0)])
def test_the_higher_the_rise_the_further_the_shank_may_turn(height_cm: float, most_deg: float) -> None:
    turns = [radians(most_deg - 0.2), radians(most_deg + 0.2)]
    assert [rise(height_cm / 100.0, turn) for turn in turns] == [None, Verdict.TURNED]


@pytest.mark.parametrize(("height_cm", "up_s", "most_ms2"), [(6.0, 0.8, 4.31), (6.0, 2.0, 3.21)])
def test_what_may_jolt_depends_on_how_brisk_the_rise_is(
    height_cm: float, up_s: float, most_ms2: float
) -> None:
    jolts = [most_ms2 - 0.05, most_ms2 + 0.05]
    assert [rise(height_cm / 100.0, up_s=up_s, jolt_ms2=jolt) for jolt in jolts] == [None, Verdict.JERKED]


def test_no_rise_jolts_like_a_step() -> None:
    jolts = [9.7, 9.9]
    assert [rise(0.1, up_s=0.3, jolt_ms2=jolt) for jolt in jolts] == [None, Verdict.JERKED]


@pytest.mark.parametrize("up_s", [0.3, 0.5, 0.8, 1.5])
@pytest.mark.parametrize("height_cm", [2.0, 6.0, 12.0])
def test_the_jolt_of_the_rise_itself_is_always_allowed(height_cm: float, up_s: float) -> None:
    peak_ms2 = 5.78 * height_cm / 100.0 / up_s**2
    assert rise(height_cm / 100.0, up_s=up_s, jolt_ms2=peak_ms2) is None


def test_the_heel_comes_back_to_the_posture_it_left() -> None:
    assert [landed(radians(deg)) for deg in (7.9, 8.1)] == [None, Verdict.NO_RETURN]


@pytest.mark.parametrize("height_cm", [2.0, 6.0])
def test_the_foot_comes_back_to_where_it_was(height_cm: float) -> None:
    most_m = 0.06 + 0.5 * height_cm / 100.0
    shifts = [most_m - 0.005, most_m + 0.005]
    verdicts = [landed(rise_m=height_cm / 100.0, shift_m=shift) for shift in shifts]
    assert verdicts == [None, Verdict.SWUNG]


def test_in_a_long_repetition_the_drift_along_the_floor_says_nothing() -> None:
    assert [landed(shift_m=0.3, whole_s=whole) for whole in (2.4, 2.6)] == [Verdict.SWUNG, None]


def test_a_leg_that_drums_shakes_more_than_it_rises() -> None:
    verdicts = [landed(rise_m=0.015, shake_ms2=shake, up_s=0.25) for shake in (1.9, 2.1)]
    assert verdicts == [None, Verdict.JERKED]


def test_gentle_shaking_says_nothing() -> None:
    verdicts = [landed(rise_m=0.015, shake_ms2=shake, up_s=2.0) for shake in (0.99, 1.01)]
    assert verdicts == [None, Verdict.JERKED]


@pytest.mark.parametrize(
    ("judged", "figure"),
    [
        (judge_rise(0.005, 0.0, 1.0, 0.0), "0.5 cm"),
        (judge_rise(0.2, 0.0, 1.0, 0.0), "20.0 cm"),
        (judge_rise(0.06, 0.0, 0.1, 0.0), "0.10 s"),
        (judge_rise(0.06, 0.0, 7.0, 0.0), "7.0 s"),
        (judge_rise(0.06, radians(30.0), 1.0, 0.0), "30 deg in 6.0 cm"),
        (judge_rise(0.06, 0.0, 1.0, 20.0), "20.0 m/s2"),
        (judge_return(radians(20.0), 0.06, 0.0, 1.0, 0.0, 0.8, 1.0), "20 deg off"),
        (judge_return(0.0, 0.06, 0.25, 1.0, 0.0, 0.8, 1.0), "25 cm along the floor"),
        (judge_return(0.0, 0.01, 0.0, 1.0, 5.0, 0.8, 1.0), "it shakes by 5.0 m/s2 and rises by 1.0 cm"),
    ],
)
def test_a_refusal_tells_the_figure_that_caused_it(judged: tuple[Verdict, str] | None, figure: str) -> None:
    assert judged is not None
    assert judged[1] == figure
