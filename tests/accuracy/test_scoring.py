"""The judge judged: made-up truths and answers with known scores."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drivers.virtual.truth import Segment, TrueRep, Truth
from tests.accuracy.athletes import LOT, Lot, seed_of
from tests.accuracy.figures import Calls, Counting, Heights, Knees, Latency
from tests.accuracy.found import FoundRep, FoundSet
from tests.accuracy.scoring import Score, match, score, score_holds
from tests.accuracy.task import holes_of
from tracker.setup import Exercise, Form

NO_HOLES = np.empty((0, 2))


def true(start_s: float, *, partial: bool = False) -> TrueRep:
    return TrueRep(
        start_s, start_s + 0.8, start_s + 1.0, start_s + 2.0, 5.0, Form.BENT, 90.0, partial, start_s + 1.8
    )


def found(peak_s: float, *, height_cm: float = 5.0, partial: bool = False, form: str = "bent") -> FoundRep:
    return FoundRep(
        peak_s - 1.0,
        peak_s - 0.2,
        peak_s,
        peak_s + 1.0,
        height_cm,
        None,
        form,
        0.9,
        None,
        peak_s - 0.1,
        peak_s + 0.9,
        partial,
    )


def as_set(*reps: FoundRep, form: str = "bent") -> FoundSet:
    full = tuple(rep for rep in reps if not rep.partial)
    return FoundSet(full, tuple(rep for rep in reps if rep.partial), form, 0.9, "seated-like")


TRUTH = Truth(
    [
        Segment(0.0, 10.0, "sitting", None, None),
        Segment(10.0, 22.0, "seated-soleus-raise", Exercise.SEATED_SOLEUS_RAISE, Form.BENT),
        Segment(22.0, 40.0, "walking", None, None),
    ],
    [true(11.0), true(14.0), true(17.0)],
)
ALL = (found(12.0), found(15.0), found(18.0))


def judged(*sets: FoundSet, truth: Truth = TRUTH, holes: np.ndarray = NO_HOLES) -> Score:
    return score(truth, sets, holes, 40.0)


def test_a_set_counted_right_is_exact() -> None:
    (one,) = judged(as_set(*ALL)).sets
    assert (one.off, len(one.pairs), one.missed, one.extra) == (0, 3, (), ())


def test_a_repetition_not_found_is_missed() -> None:
    (one,) = judged(as_set(*ALL[:2])).sets
    assert (one.off, [rep.start_s for rep in one.missed]) == (-1, [17.0])


def test_one_too_many_in_a_set_is_extra_and_not_false() -> None:
    scored = judged(as_set(*ALL, found(20.5)))
    assert (scored.sets[0].off, len(scored.sets[0].extra), scored.false_reps) == (1, 1, [])


def test_one_outside_of_the_set_is_false_and_does_not_touch_its_count() -> None:
    scored = judged(as_set(*ALL), as_set(found(30.0)))
    assert (scored.sets[0].off, len(scored.false_reps)) == (0, 1)


def test_a_missed_one_and_an_extra_one_do_not_make_a_set_right_in_precision() -> None:
    figures = Counting.of(judged(as_set(*ALL[:2], found(20.7))).sets)
    assert figures.exact == 100.0
    assert figures.precision == figures.recall == pytest.approx(200.0 / 3.0)


def test_the_time_between_sets_is_what_is_left_of_the_recording() -> None:
    assert judged().idle_s == pytest.approx(40.0 - 14.0)


def test_a_found_top_half_a_second_off_is_still_the_one() -> None:
    assert len(match([true(11.0)], [found(11.31)])) == 1  # the top lasts from 11.8 to 12.2
    assert match([true(11.0)], [found(11.29)]) == []


def test_the_nearer_of_two_is_taken() -> None:
    near, far = found(12.05), found(11.6)
    assert match([true(11.0)], [far, near]) == [(true(11.0), near)]


def test_an_interrupted_set_is_one_set() -> None:
    parts = [
        replace(TRUTH.segments[1], start_s=10.0, end_s=16.5),
        Segment(16.5, 17.0, "adjusting", None, None),
        replace(TRUTH.segments[1], start_s=17.0, end_s=22.0),
    ]
    (one,) = judged(as_set(*ALL[:2]), as_set(ALL[2]), truth=Truth(parts, TRUTH.reps)).sets
    assert (one.off, one.pieces) == (0, 2)


def test_a_partial_called_full_makes_the_count_wrong() -> None:
    reps = [true(11.0), true(14.0), true(17.0, partial=True)]
    (one,) = judged(as_set(*ALL), truth=Truth(TRUTH.segments, reps)).sets
    assert (one.off, len(one.pairs)) == (1, 3)


def test_form_is_judged_of_sets_found() -> None:
    calls = Calls.of(judged(as_set(*ALL, form="uncertain")).sets + judged().sets)
    assert (calls.sets_uncertain, calls.reps_right, calls.missed) == (100.0, 100.0, 1)


def test_heights_are_found_less_true() -> None:
    heights = Heights.of(judged(as_set(*(replace(rep, height_cm=5.5) for rep in ALL))).sets)
    assert (heights.mae, heights.bias, heights.n) == (0.5, 0.5, 3)


def test_an_early_tick_is_negative_and_a_count_is_timed_from_the_low() -> None:
    latency = Latency.of(judged(as_set(*(found(rep.peak_s) for rep in ALL))).sets)
    assert latency.tick[1] == pytest.approx(0.1)
    assert latency.count[1] == pytest.approx(0.1)


def test_repetitions_near_a_gap_have_no_latency() -> None:
    holes = np.array([[11.5, 11.75], [30.0, 31.0]])
    assert Latency.of(judged(as_set(*ALL), holes=holes).sets).n == 2


def test_a_hole_is_a_jump_of_more_than_two_and_a_half_steps() -> None:
    t_s = np.delete(np.arange(100) / 50.0, [20, 40, 41])
    assert holes_of(t_s).tolist() == [[39 / 50.0, 42 / 50.0]]


def test_no_athlete_is_in_both_lots() -> None:
    tuned = {seed_of(Lot.TUNING, 0), seed_of(Lot.TUNING, LOT - 1)}
    kept = {seed_of(Lot.REPORT, 0), seed_of(Lot.REPORT, LOT - 1)}
    assert max(tuned) < min(kept)


def test_an_athlete_of_no_lot_is_refused() -> None:
    with pytest.raises(ValueError, match="numbered from 0"):
        seed_of(Lot.TUNING, LOT)


def test_a_hold_told_for_half_of_its_time_is_the_one() -> None:
    long = replace(true(11.0), peak_s=14.3, end_s=18.0, low_s=17.9)  # its top lasts from 11.8 to 16.8
    holds = score_holds(Truth([], [long, true(20.0)]), [(12.3, 16.6), (30.0, 34.0)])
    assert (holds.true, holds.found, holds.matched) == (1, 2, 1)
    assert holds.start_off_s == pytest.approx((0.5,))
    assert holds.end_off_s == pytest.approx((-0.2,))


def test_a_knee_angle_is_judged_where_it_was_told() -> None:
    reps = (
        replace(found(12.0), knee_flexion_deg=80.0),
        found(15.0),
        replace(found(18.0), knee_flexion_deg=96.0),
    )
    knees = Knees.of(judged(as_set(*reps)).sets)
    assert (knees.n, knees.bias, knees.half) == (2, -2.0, 8.0)
    assert knees.rmse == pytest.approx(np.sqrt((100.0 + 36.0) / 2))
