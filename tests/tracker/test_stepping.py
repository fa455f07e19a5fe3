"""Whether a foot was set just before a set or just after it."""

from __future__ import annotations

from math import exp

from tracker.leaving import LOOK_S
from tracker.motion import Moment
from tracker.priors import prior_of
from tracker.stepping import Stepping
from tracker.strapping import Mount
from tracker.surroundings import After, Around

UP = (0.0, 0.0, 1.0)
LUNGE, STRAIGHT, SEATED = 5, 2, 0


def leg(*steps: tuple[float, float], seconds: float = 20.0) -> Stepping:
    """A leg that turns as quickly as that (rad/s) about those moments, and else keeps still."""
    stepping = Stepping()
    for n in range(round(seconds / LOOK_S)):
        t_s = n * LOOK_S
        rate = sum(rads * exp(-(((t_s - at) / 0.2) ** 2)) for at, rads in steps)
        stepping.step(
            Moment(t_s, t_s, 0.0, 0.0, 0.0, 0.0, UP, UP, UP, (1.0, 0.0, 0.0, 0.0), rate, 0.0, 0.0, False)
        )
    return stepping


def test_a_step_is_seen_before_a_set_and_after_it() -> None:
    assert leg((8.0, 1.5)).before(10.0) is True
    assert leg((12.0, 1.5)).after(10.0) is True


def test_a_leg_that_sways_or_sits_down_has_not_stepped() -> None:
    assert leg((8.0, 0.7)).before(10.0) is False


def test_a_step_long_before_is_none_of_the_sets() -> None:
    assert leg((4.0, 1.5)).before(10.0) is False


def test_the_raise_itself_is_no_step() -> None:
    assert leg((10.4, 1.2)).before(10.0) is False


def test_who_walks_up_tells_nothing() -> None:
    assert leg(*((7.0 + 0.5 * k, 4.0) for k in range(5))).before(10.0) is None


def test_what_was_not_seen_tells_nothing() -> None:
    assert leg(seconds=10.5).after(10.0) is None


def chances(before: bool | None, after: bool | None = None, *, over: bool = False) -> list[float]:
    """Of the postures."""
    mount = Mount.unseen(UP)
    return list(prior_of(Around(stepped=before), After(mount, 0.0, after) if over else None, None))


def test_a_step_speaks_for_a_lunge_and_none_against_it() -> None:
    stepped, stood, unknown = (chances(seen)[LUNGE] for seen in (True, False, None))
    assert stepped > unknown > stood


def test_out_of_a_lunge_one_steps_as_well() -> None:
    assert (
        chances(True, True, over=True)[LUNGE] > chances(True)[LUNGE] > chances(True, False, over=True)[LUNGE]
    )


def test_a_step_tells_nothing_between_the_other_postures() -> None:
    stepped, stood = chances(True), chances(False)
    assert stepped[STRAIGHT] / stepped[SEATED] == stood[STRAIGHT] / stood[SEATED]


def test_who_stays_as_he_was_after_a_set_was_at_ease_in_it() -> None:
    mount = Mount.unseen(UP)
    at_once, stayed = (prior_of(Around(), After(mount, s, None), None) for s in (0.0, 9.0))
    assert stayed[STRAIGHT] > at_once[STRAIGHT]
    assert stayed[LUNGE] < 0.3 * at_once[LUNGE]
