"""Results and what they may be held against; each figure's source stands in the module that has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.training.heelrise.making import follow, repetition, steady, told
from tracker.errors import InputError
from tracker.setup import Form, Legs, Side
from tracker.training.heelrise.compare import changes, pair, symmetry
from tracker.training.heelrise.ending import EndedBy
from tracker.training.heelrise.noise import SEM_HEIGHT_CM, SEM_REPS, SEM_WORK_J, Change, mdc, published
from tracker.training.heelrise.norms import NO_NORMS, OF_ONE_LEG, Norm, Sex, norm_for
from tracker.training.heelrise.protocol import HEEL_RISE, SEATED_60, Knee, heel_rise, seated_60
from tracker.training.heelrise.referee import Referee
from tracker.training.heelrise.result import Result, Taken, result_of
from tracker.training.heelrise.words import held_against, norm_line


def taken(
    reps: int = 12, side: Side = Side.LEFT, knee: Knee = Knee.STRAIGHT, height_cm: float = 8.0, **more: float
) -> Result:
    """A test of so many repetitions, ended by exhaustion."""
    referee = Referee(heel_rise(knee))
    done = [replace(rep, form=knee.form, height_cm=height_cm) for rep in steady(reps)]
    follow(referee, told(done), 400.0)
    legs = Legs.LEFT if side is Side.LEFT else Legs.RIGHT
    result = result_of(referee, Taken(side, legs, more.get("mass_kg"), more.get("load_kg")))
    assert result is not None
    return result


def test_a_test_that_never_began_has_no_result() -> None:
    referee = Referee(heel_rise(Knee.STRAIGHT))
    referee.break_off(10.0)
    assert result_of(referee, Taken(Side.LEFT, Legs.LEFT)) is None


def test_a_result_holds_what_was_measured() -> None:
    result = taken(12, mass_kg=80.0)
    assert result.ended_by is EndedBy.NO_RISE
    assert (result.reps, result.best_height_cm, result.total_height_cm) == (12, 8.0, 96.0)
    assert (result.straight, result.bent, result.uncertain) == (12, 0, 0)
    assert result.cadence_per_min == pytest.approx(30.0)
    assert result.beats_kept_share == 1.0  # the three beats that end it are no pace lost
    assert result.work_index_j == pytest.approx(80.0 * 9.80665 * 0.96)
    assert result.prompts == 2


def test_a_beat_missed_before_the_last_rise_is_not_kept() -> None:
    referee = Referee(heel_rise(Knee.STRAIGHT))
    follow(referee, told(rep for rep in steady(10) if rep.rep_id != 6), 60.0)
    result = result_of(referee, Taken(Side.LEFT, Legs.LEFT))
    assert result is not None
    assert result.beats_kept_share == pytest.approx(9 / 10)


def test_a_load_is_lifted_too_and_without_a_mass_there_is_no_work() -> None:
    assert taken(mass_kg=80.0, load_kg=10.0).work_index_j == pytest.approx(90.0 * 9.80665 * 0.96)
    assert taken().work_index_j is None


def test_height_loss_is_of_the_last_three_against_the_best_three() -> None:
    result = replace(taken(), heights_cm=(6.0, 8.0, 8.0, 8.0, 7.0, 6.0, 6.0, 6.0))
    assert result.height_loss_pct == pytest.approx(25.0)
    assert replace(taken(), heights_cm=(8.0, 8.0, 8.0, 2.0, 2.0)).height_loss_pct is None


def test_faulty_repetitions_are_not_counted_but_named() -> None:
    referee = Referee(heel_rise(Knee.STRAIGHT))
    reps = [*steady(5), repetition(6, 15.0, Form.BENT), repetition(7, 17.0)]
    follow(referee, told(reps), 60.0)
    result = result_of(referee, Taken(Side.LEFT, Legs.LEFT))
    assert result is not None
    assert result.reps == 6
    assert "knee moved" in result.faults


def test_symmetry_is_the_leg_of_concern_over_the_other() -> None:
    left, right = taken(9, Side.LEFT), taken(12, Side.RIGHT)
    assert symmetry(left, right).reps_pct == pytest.approx(75.0)
    assert symmetry(right, left).reps_pct == pytest.approx(75.0)
    assert symmetry(left, right, Side.RIGHT).reps_pct == pytest.approx(400.0 / 3.0)


def test_symmetry_says_how_noisy_it_is() -> None:
    words = symmetry(taken(9), taken(12, Side.RIGHT)).words
    assert "repetitions 75 %" in words
    assert "19 %" in words


def test_both_results_of_one_leg_have_no_symmetry() -> None:
    with pytest.raises(InputError, match="both results are of the left leg"):
        symmetry(taken(), taken())


def test_different_protocols_are_never_compared() -> None:
    low = replace(taken(), protocol=heel_rise(Knee.STRAIGHT, 0.8).key)
    with pytest.raises(InputError, match="never compared"):
        changes(taken(), low)
    with pytest.raises(InputError, match="never compared"):
        symmetry(taken(), taken(side=Side.RIGHT, knee=Knee.BENT))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ended_by": EndedBy.SIGNAL_LOST}, "not finished"),
        ({"legs": Legs.BOTH}, "one leg is not compared with one on both"),
        ({"legs": Legs.RIGHT}, "correct its side first"),
        ({"load_kg": 5.0}, "the loads differ"),
        ({"side": Side.RIGHT}, "a change is of one leg"),
    ],
)
def test_what_was_done_otherwise_is_not_compared(change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        changes(replace(taken(), **change), taken())  # type: ignore[arg-type]


def test_straight_and_bent_are_one_pair() -> None:
    both = pair(taken(20), taken(24, knee=Knee.BENT))
    assert "20 and 24 repetitions" in both.words
    assert "no norms exist for the bent knee" in both.words
    with pytest.raises(InputError, match="of two"):
        pair(taken(20), taken(24, Side.RIGHT, Knee.BENT))


def test_the_detectable_changes_follow_from_byrnes_errors() -> None:
    assert mdc(SEM_REPS) == pytest.approx(18.6, abs=0.05)
    assert mdc(SEM_WORK_J) == pytest.approx(1161.0, abs=1.0)
    assert mdc(SEM_HEIGHT_CM) == pytest.approx(2.2, abs=0.05)


def test_three_repetitions_more_are_noise_and_twenty_are_not() -> None:
    few, many = (changes(taken(n), taken(12))[0] for n in (15, 32))
    assert few.words.startswith("repetitions +3: within noise")
    assert many.words.startswith("repetitions +20: more than noise")


def test_where_no_study_is_known_no_noise_is_claimed() -> None:
    assert published(HEEL_RISE, Knee.STRAIGHT)
    assert not published(HEEL_RISE, Knee.BENT)
    assert not published(SEATED_60, Knee.BENT)
    assert Change("repetitions", "", 15, 12, None).beyond_noise is None


def test_norms_are_of_the_straight_knee_by_age_and_sex() -> None:
    assert norm_for(heel_rise(Knee.STRAIGHT), 45, Sex.FEMALE) == Norm(24, 25, 40, Sex.FEMALE)
    assert norm_for(heel_rise(Knee.STRAIGHT), 20, Sex.MALE) == Norm(37, 37, 20, Sex.MALE)
    assert norm_for(heel_rise(Knee.BENT), 45, Sex.FEMALE) == NO_NORMS
    assert norm_for(seated_60(), 45, Sex.MALE) == NO_NORMS


@pytest.mark.parametrize("age", [14, 95])
def test_outside_the_ages_of_the_norms_it_says_so(age: int) -> None:
    assert "there is none to compare with" in str(norm_for(heel_rise(Knee.STRAIGHT), age, Sex.MALE))


@pytest.mark.parametrize("age", [-1, 0, 4, 111, 1978])
def test_ages_outside_sense_are_refused(age: int) -> None:
    with pytest.raises(InputError, match="makes no sense"):
        norm_for(heel_rise(Knee.STRAIGHT), age, Sex.MALE)


def test_norms_noise_and_symmetry_are_of_one_leg_without_a_load() -> None:
    both, right = replace(taken(), legs=Legs.BOTH), replace(taken(side=Side.RIGHT), legs=Legs.BOTH)
    loaded = taken(load_kg=10.0)
    for other in (both, loaded):
        assert norm_line(other, heel_rise(Knee.STRAIGHT), 44, Sex.FEMALE) == OF_ONE_LEG
        assert all(change.mdc is None for change in changes(other, other))
    assert "24-25" in norm_line(taken(), heel_rise(Knee.STRAIGHT), 44, Sex.FEMALE)
    with pytest.raises(InputError, match="on both legs"):
        symmetry(both, right)
    assert held_against(both, [(date(2026, 1, 1), right)]) == []


@pytest.mark.parametrize(
    ("sex", "usual"),
    [(Sex.MALE, "37 32-33 28 23-24 19 14-15 10"), (Sex.FEMALE, "30-31 27 24-25 21-22 19 16-17 13-14")],
)
def test_every_decade_has_the_norm_that_clinics_retell_of_hebert_losier_2017(sex: Sex, usual: str) -> None:
    for decade, words in zip(range(20, 90, 10), usual.split(), strict=True):
        for age in (decade, decade + 9):
            norm = norm_for(heel_rise(Knee.STRAIGHT), age, sex)
            assert isinstance(norm, Norm)
            assert norm.words.startswith(
                f"usual for {'men' if sex is Sex.MALE else 'women'} in their {decade}s"
            )
            assert f": {words} repetitions" in norm.words
