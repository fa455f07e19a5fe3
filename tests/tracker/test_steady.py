"""Where the force holds still, up is told; what moves on evenly, turns or was not seen tells nothing."""

from __future__ import annotations

from math import radians

import pytest

from tracker.steady import GRAVITY_MS2, Drift, Steady
from tracker.timeline import CELL_S

STILL = (0.0, 0.0, GRAVITY_MS2)
TIPPED = (GRAVITY_MS2 * 0.5, 0.0, GRAVITY_MS2 * 0.75**0.5)
UP, TIPPED_UP = (0.0, 0.0, 1.0), (0.5, 0.0, 0.75**0.5)


def fed(
    steady: Steady,
    seconds: float,
    force: tuple[float, float, float],
    since_s: float = 0.0,
    rate_dps: float = 0.0,
    *,
    hole: bool = False,
) -> list[Drift]:
    """What it told, one cell after the other."""
    told = []
    for k in range(round(seconds / CELL_S)):
        t_s = since_s + (k + 1) * CELL_S
        if (drift := steady.step(t_s, *force, radians(rate_dps) ** 2, hole)) is not None:
            told.append(drift)
    return told


def test_up_is_where_the_force_holds_still() -> None:
    steady = Steady()
    fed(steady, 0.5, TIPPED)
    assert steady.up(*UP) == pytest.approx(TIPPED_UP)


def test_nothing_is_told_before_it_has_held_for_long_enough() -> None:
    steady = Steady()
    fed(steady, 0.3, TIPPED)
    assert steady.up(*UP) is None


def test_what_is_as_it_was_thought_is_not_told() -> None:
    steady = Steady()
    fed(steady, 0.5, (0.2, 0.0, GRAVITY_MS2))
    assert steady.up(*UP) is None


def test_a_force_that_is_not_gravity_tells_nothing() -> None:
    steady = Steady()
    fed(steady, 0.5, (0.0, 0.0, GRAVITY_MS2 + 1.0))
    assert steady.up(1.0, 0.0, 0.0) is None


def test_a_leg_that_turns_does_not_hold_still_however_even_its_force() -> None:
    steady = Steady()
    fed(steady, 0.9, TIPPED, rate_dps=30.0)
    assert steady.up(*UP) is None


def test_what_is_drawn_across_a_hole_tells_nothing() -> None:
    steady = Steady()
    fed(steady, 0.5, TIPPED, hole=True)
    assert steady.up(*UP) is None


def test_by_how_much_gravity_went_between_two_stills_a_bias_turned_it() -> None:
    steady = Steady()
    fed(steady, 1.0, STILL)
    fed(steady, 1.0, STILL, 1.0, rate_dps=30.0)
    went = (GRAVITY_MS2 * 0.04, 0.0, GRAVITY_MS2)
    told = fed(steady, 1.0, went, 2.0)
    assert len(told) == 1
    assert told[0].rate == pytest.approx((0.0, 0.02, 0.0), abs=0.001)  # two seconds from middle to middle


def test_what_was_not_seen_in_between_is_no_bias() -> None:
    steady = Steady()
    fed(steady, 1.0, STILL)
    steady.forget()
    assert fed(steady, 1.0, TIPPED, 2.0) == []


def test_a_bias_learned_in_between_is_not_learned_again() -> None:
    steady = Steady()
    fed(steady, 1.0, STILL)
    steady.amend((0.0, 0.02, 0.0), 1.5)  # turned it for one second of the two
    (drift,) = fed(steady, 1.0, (GRAVITY_MS2 * 0.02, 0.0, GRAVITY_MS2), 2.0)
    assert drift.rate == pytest.approx((0.0, 0.0, 0.0), abs=0.001)
