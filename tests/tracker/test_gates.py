"""The bounds of a heel rise, each from just inside and from just outside."""

from __future__ import annotations

from math import radians

import pytest

from tracker.explain import Verdict
from tracker.footing import Footing
from tracker.gates import (
    ERRORS,
    LEAST_TURN_RAD,
    MAX_RISE_M,
    MAX_UP_S,
    MIN_RISE_M,
    MIN_UP_S,
    TOLD_BY_TURN_RAD,
    Back,
    judge_footing,
    judge_return,
    judge_rise,
)

RISE_M, TURN_RAD, UP_S, JOLT_MS2 = 0.06, radians(4.0), 0.8, 1.0


def rise(
    rise_m: float = RISE_M, turn_rad: float = TURN_RAD, up_s: float = UP_S, jolt_ms2: float = JOLT_MS2
) -> Verdict | None:
    found = judge_rise(rise_m, turn_rad, up_s, jolt_ms2)
    return found[0] if found else None


def back(
    turn_rad: float = 0.0,
    rise_m: float = RISE_M,
    shift_m: float = 0.0,
    whole_s: float = 2.0,
    shake_ms2: float = 0.3,
    up_s: float = UP_S,
    top_turn_rad: float = TURN_RAD,
    lost_rad: float = 0.0,
    twist_rad: float = 0.0,
    among_others: bool = True,
    strain: float = 1.0,
    error_m: float = 0.003,
) -> tuple[Verdict, str] | None:
    return judge_return(
        Back(
            turn_rad,
            top_turn_rad,
            lost_rad,
            rise_m,
            error_m,
            shift_m,
            whole_s,
            up_s,
            shake_ms2,
            strain,
            twist_rad,
            among_others,
        )
    )


def landed(**changes: float) -> Verdict | None:
    found = back(**changes)  # type: ignore[arg-type]
    return found[0] if found else None


def stood(
    along_ms: float | None = 0.0,
    shake_ms2: float = 0.0,
    rate_rads: float = 0.0,
    rise_s: float = 1.0,
    fastest_ms: float = 0.1,
    twist_rad: float = 0.0,
    rested: bool = True,
    among_others: bool = True,
) -> Verdict | None:
    footing = Footing(along_ms, rate_rads, twist_rad, shake_ms2, rested)
    found = judge_footing(footing, fastest_ms, rise_s, among_others=among_others)
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


@pytest.mark.parametrize(("height_cm", "most_deg"), [(2.0, 11.0), (6.0, 19.0), (8.0, 23.0), (13.0, 24.0)])
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
    most_deg = 3.0 + 0.3 * 4.0
    turns = [radians(most_deg - 0.1), radians(most_deg + 0.1)]
    assert [landed(turn_rad=turn) for turn in turns] == [None, Verdict.NO_RETURN]


def test_what_a_hole_hid_of_the_turning_is_not_held_against_the_heel() -> None:
    lost = [radians(deg) for deg in (0.0, 4.0)]
    verdicts = [landed(turn_rad=radians(5.5), lost_rad=turn) for turn in lost]
    assert verdicts == [Verdict.NO_RETURN, None]


def test_nothing_goes_up_and_down_quicker_than_a_heel() -> None:
    assert [landed(whole_s=whole) for whole in (0.58, 0.62)] == [Verdict.TOO_FAST, None]


@pytest.mark.parametrize(("rise_s", "most_ms"), [(0.4, 0.24), (1.0, 0.39)])
def test_at_the_top_the_foot_is_on_no_way_along_the_floor(rise_s: float, most_ms: float) -> None:
    verdicts = [stood(along_ms=most_ms + off, rise_s=rise_s) for off in (-0.01, 0.01)]
    assert verdicts == [None, Verdict.SWUNG]


def test_where_samples_were_lost_the_way_along_the_floor_says_nothing() -> None:
    assert stood(along_ms=None) is None


def test_a_leg_that_shook_before_does_not_begin_to_rise() -> None:
    assert [stood(shake_ms2=shake) for shake in (1.5, 1.7)] == [None, Verdict.JERKED]


@pytest.mark.parametrize("among_others", [True, False])
def test_only_one_alone_needs_a_rest_before_it(among_others: bool) -> None:
    verdict = stood(rested=False, among_others=among_others)
    assert verdict is (None if among_others else Verdict.UNSETTLED)


def test_a_foot_that_turns_about_the_vertical_is_on_a_step() -> None:
    twists = [radians(deg) for deg in (15.0, 17.0)]
    assert [stood(twist_rad=twist) for twist in twists] == [None, Verdict.TURNED]
    assert [landed(twist_rad=twist) for twist in twists] == [None, Verdict.TURNED]


@pytest.mark.parametrize(("whole_s", "lost_rad"), [(4.0, 0.0), (2.0, 0.02)])
def test_a_slow_one_and_one_across_a_hole_drift_no_further_than_a_tilt_explains(
    whole_s: float, lost_rad: float
) -> None:
    most_m = 0.08 + 0.05 * whole_s**2 + (0.15 if lost_rad else 0.0)
    verdicts = [landed(shift_m=most_m + off, whole_s=whole_s, lost_rad=lost_rad) for off in (-0.01, 0.01)]
    assert verdicts == [None, Verdict.SWUNG]


@pytest.mark.parametrize(("rise_m", "most"), [(0.015, 1.05), (0.03, 2.1), (0.06, 2.2)])
def test_of_a_low_rise_alone_less_may_be_error(rise_m: float, most: float) -> None:
    assert landed(rise_m=rise_m, strain=most - 0.05, among_others=False) is None
    assert landed(rise_m=rise_m, strain=most + 0.05, among_others=False) is Verdict.NO_RETURN
    assert landed(rise_m=rise_m, strain=most + 0.05) is None


@pytest.mark.parametrize("error_m", [0.006, 0.01])
def test_one_alone_that_hardly_turns_rises_by_more_than_its_height_may_be_off_by(error_m: float) -> None:
    least_m, turned = ERRORS * error_m, 0.5 * TOLD_BY_TURN_RAD
    low = {"rise_m": least_m - 0.001, "error_m": error_m, "top_turn_rad": turned}
    assert landed(**low, among_others=False) is Verdict.UNSETTLED
    assert landed(**(low | {"rise_m": least_m + 0.001}), among_others=False) is None
    assert landed(**(low | {"top_turn_rad": 1.1 * TOLD_BY_TURN_RAD}), among_others=False) is None
    assert landed(**low) is None


def test_a_shank_that_does_not_turn_is_shaken_unless_others_were_counted() -> None:
    shaken = 0.5 * LEAST_TURN_RAD
    assert landed(top_turn_rad=shaken, among_others=False) is Verdict.UNSETTLED
    assert landed(top_turn_rad=2.0 * LEAST_TURN_RAD, among_others=False) is None
    assert landed(top_turn_rad=shaken) is None


def test_the_shank_turns_no_quicker_than_the_heel_explains() -> None:
    turns = [radians(20.0 + 4.0 * 10.0 + off) for off in (-1.0, 1.0)]
    assert [stood(rate_rads=turn) for turn in turns] == [None, Verdict.TURNED]


@pytest.mark.parametrize("height_cm", [2.0, 6.0])
def test_the_foot_comes_back_to_where_it_was(height_cm: float) -> None:
    most_m = 0.06 + 0.5 * height_cm / 100.0  # in 2 s; a second or less allows for less
    shifts = [most_m - 0.005, most_m + 0.005]
    verdicts = [landed(rise_m=height_cm / 100.0, shift_m=shift) for shift in shifts]
    assert verdicts == [None, Verdict.SWUNG]


def test_the_quicker_the_less_the_foot_may_seem_to_have_gone() -> None:
    shifts = [0.025 + 0.05 * 0.8**2 + off for off in (-0.002, 0.002)]
    assert [landed(shift_m=shift, whole_s=0.8) for shift in shifts] == [None, Verdict.SWUNG]


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
        (back(turn_rad=radians(20.0)), "20 deg off"),
        (back(shift_m=0.25), "25 cm along the floor"),
        (back(rise_m=0.01, shake_ms2=5.0), "it shakes by 5.0 m/s2 and rises by 1.0 cm"),
    ],
)
def test_a_refusal_tells_the_figure_that_caused_it(judged: tuple[Verdict, str] | None, figure: str) -> None:
    assert judged is not None
    assert judged[1] == figure
