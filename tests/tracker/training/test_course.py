"""A plan that runs: its weeks, its doses, its loads, and what was done of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recordings.plans import BUILT_IN, read_plan
from tracker.setup import Exercise, Legs, TimedExercise
from tracker.training.adherence import Adherence, adherence
from tracker.training.course import Course, Wording, weeks
from tracker.training.done import Done, days_with_data
from tracker.training.pain import Answer, PainNote, When, Zones
from tracker.training.plan import Plan
from tracker.training.plan_text import parse_plan
from tracker.training.sources import ALL
from tracker.training.today import Today, today_of

MONDAY = date(2026, 3, 2)
SEATED, STANDING = Exercise.SEATED_SOLEUS_RAISE, Exercise.STANDING_CALF_RAISE
HSR = read_plan("heavy-slow-resistance")


def course(plan: Plan = HSR, **rest: object) -> Course:
    return replace(Course(MONDAY, (Wording(MONDAY, plan),)), **rest)  # type: ignore[arg-type]


def day(number: int) -> date:
    """Days since the plan began."""
    return MONDAY + timedelta(days=number)


def sets_of(slug: Exercise, number: int, on: date, reps: int = 15, **more: object) -> list[Done]:
    bent = reps if slug.expected_form == "bent" else 0
    one = Done(on, slug, reps, tension_s=6.0 * reps, bent=bent, straight=reps - bent)
    return [replace(one, **more)] * number  # type: ignore[arg-type]


def trained(days: Iterable[int], sets: int = 3) -> list[Done]:
    return [one for k in days for slug in (SEATED, STANDING) for one in sets_of(slug, sets, day(k))]


def painless(days: Iterable[int], score: int = 0) -> list[PainNote]:
    return [PainNote(day(k), when, score) for k in days for when in When]


WEEK_ONE = (0, 2, 4)


def at(number: int, done: list[Done], notes: list[PainNote]) -> Today:
    return today_of(course(), day(number), done, notes)


def test_beyers_weeks_are_followed_as_they_stand_in_the_study() -> None:
    doses = {week: HSR.steps[0].dose_in(week) for week in range(1, 13)}
    assert [(doses[w].sets, doses[w].reps) for w in (1, 2, 3, 4, 5, 6, 8, 9, 12)] == [
        (3, 15), (3, 12), (3, 12), (4, 10), (4, 10), (4, 8), (4, 8), (4, 6), (4, 6)
    ]  # fmt: skip
    assert HSR.steps[0].tempo is not None
    assert HSR.steps[0].tempo.rep_s == 6.0
    assert "Beyer 2015" in HSR.source
    assert HSR.steps[0].phases[3].source == "commonly taught, no primary source read"


def test_alfredsons_plan_is_180_repetitions_a_day_for_twelve_weeks() -> None:
    plan = read_plan("alfredson")
    assert plan.weeks == 12
    assert all(len(step.days) == 7 for step in plan.steps)
    assert sum(step.times_a_day * step.dose.sets * (step.dose.reps or 0) for step in plan.steps) == 180
    assert {step.add_kg for step in plan.steps} == {5.0}
    assert all("Alfredson 1998" in step.source for step in plan.steps)


def test_every_step_of_a_built_in_plan_has_a_source_that_is_known() -> None:
    names = [source.name.split(",")[0] for source in ALL if source.name] + [
        s.words for s in ALL if not s.name
    ]
    for name in BUILT_IN:
        plan = read_plan(name)
        assert any(word in plan.source for word in names), name
        assert all(any(word in step.source for word in names) for step in plan.steps), name


def test_a_week_done_without_pain_leads_to_the_next_dose() -> None:
    now = at(7, trained(WEEK_ONE), painless(WEEK_ONE))
    assert (now.week.number, now.week.dose_week, now.due[0].dose.reps) == (2, 2, 12)
    assert now.advice.answer is Answer.PROGRESS


def test_acceptable_pain_keeps_the_dose_for_a_week() -> None:
    now = at(7, trained(WEEK_ONE), painless(WEEK_ONE, 4))
    assert (now.week.number, now.week.dose_week, now.due[0].dose.reps) == (2, 1, 15)
    assert "the dose of week 1 stays" in now.week.why


def test_a_week_with_under_half_of_its_sets_keeps_the_dose() -> None:
    now = at(7, trained((0,), sets=2), painless((0,)))
    assert now.week.dose_week == 1
    assert now.week.why == "4 of 18 sets of week 1 were done, under half: the dose stays"


def test_without_a_word_about_pain_the_calendar_decides() -> None:
    assert at(7, trained(WEEK_ONE), []).week.dose_week == 2


def test_high_pain_offers_something_lighter_and_blocks_nothing() -> None:
    now = at(4, trained((0, 2)), painless((0,)) + painless((2,), 7))
    assert now.advice.answer is Answer.SWAP
    assert [due.sets_asked for due in now.due] == [3, 3]
    assert [one.entry.slug for one in now.due[1].instead] == [Exercise.SOLEUS_BRIDGE, SEATED]


def test_a_day_of_rest_asks_for_nothing_and_the_end_is_the_end() -> None:
    assert at(1, [], []).due == ()
    assert not at(1, [], []).over
    assert at(12 * 7 - 1, [], []).over is False
    assert at(12 * 7, [], []).over is True
    assert at(-3, [], []).due == ()
    assert at(-3, [], []).over is False


def test_the_load_is_what_was_used_and_goes_up_once_a_week_when_pain_allows() -> None:
    plan = read_plan("alfredson")
    drops = Exercise.HEEL_DROP_STRAIGHT
    runs = Course(MONDAY, (Wording(MONDAY, plan),))

    def load(after_days: int, score: int) -> float | None:
        days = range(after_days)
        done = [one for k in days for one in sets_of(drops, 3, day(k), load_kg=10.0)]
        return today_of(runs, day(after_days), done, painless(days, score)).due[0].load_kg

    assert load(0, 0) == 0.0
    assert load(3, 0) == 10.0
    assert load(7, 0) == 15.0
    assert load(7, 4) == 10.0


def test_the_morning_nobody_told_is_asked_for_today() -> None:
    assert at(1, trained((0,)), []).ask_morning == MONDAY
    assert at(1, trained((0,)), painless((0,))).ask_morning is None


def measured(done: list[Done], until: int, runs: Course | None = None) -> Adherence:
    return adherence(runs or course(), day(until), done, [])


def test_done_against_prescribed_in_sets_repetitions_tension_and_form() -> None:
    done = trained(WEEK_ONE, sets=2) + sets_of(SEATED, 1, day(4), reps=10, bent=6, straight=3, uncertain=1)
    seated, standing = measured(done, 4).tallies
    assert (seated.sets, seated.sets_asked, seated.reps, seated.reps_asked) == (7, 9, 100, 135)
    assert (seated.tension_s, seated.tension_asked_s) == (600.0, 9 * 15 * 6.0)
    assert (seated.as_asked, seated.formed) == (96, 100)
    assert (standing.sets, standing.share) == (6, 6 / 9)


def test_tuesday_makes_up_for_monday_but_next_week_does_not_for_this_one() -> None:
    tuesday = sets_of(SEATED, 9, day(1))
    assert measured(tuesday, 4).tallies[0].sets == 9
    more = measured(sets_of(SEATED, 9, day(8)), 7 + 4).tallies[0]
    assert (more.sets, more.sets_asked) == (9, 18)
    assert measured(sets_of(SEATED, 20, day(8)), 7 + 4).tallies[0].more_sets == 11


def test_another_exercise_than_the_plans_is_named_and_stands_for_none() -> None:
    done = sets_of(Exercise.SQUAT_SOLEUS_RAISE, 3, day(0))
    one = measured(done, 0)
    assert one.sets == 0
    assert one.others == ((Exercise.SQUAT_SOLEUS_RAISE, 3),)


def test_a_plan_edited_while_it_runs_holds_each_day_against_its_own_words() -> None:
    shorter = parse_plan(
        'plan = "x"\nweeks = 12\n[[exercise]]\nslug = "seated-soleus-raise"\nsets = 1\nreps = 5\n', "x"
    )
    runs = Course(MONDAY, (Wording(MONDAY, HSR), Wording(day(4), shorter)))
    done = sets_of(SEATED, 3, day(0)) + sets_of(SEATED, 1, day(4), reps=5)
    seated, standing = measured(done, 4, runs).tallies
    assert (seated.sets, seated.sets_asked, seated.reps_asked) == (4, 3 + 3 + 1, 45 + 45 + 5)
    assert standing.sets_asked == 6
    assert today_of(runs, day(4), done, []).due[0].dose.reps == 5


def test_after_it_was_stopped_nothing_is_asked_and_what_was_done_stays() -> None:
    runs = course(stopped=day(3))
    one = measured(trained(WEEK_ONE), 30, runs)
    assert [tally.sets_asked for tally in one.tallies] == [6, 6]
    assert [tally.sets for tally in one.tallies] == [6, 6]


def test_each_leg_by_itself_is_twice_the_sets_and_all_on_one_leg_is_noticed() -> None:
    plan = parse_plan(
        'plan = "x"\nweeks = 1\n[[exercise]]\nslug = "seated-soleus-raise"\nsets = 3\nreps = 5\nlegs = "each"\n',
        "x",
    )
    runs = Course(MONDAY, (Wording(MONDAY, plan),))
    left, right = (sets_of(SEATED, 3, MONDAY, legs=legs) for legs in (Legs.LEFT, Legs.RIGHT))
    (both,) = measured(left + right, 0, runs).tallies
    assert (both.sets, both.sets_asked, both.one_sided) == (6, 6, False)
    (one,) = measured(left + left, 0, runs).tallies
    assert (one.sets, one.legs, one.one_sided) == (6, (6, 0), True)


def test_what_is_timed_is_measured_in_seconds() -> None:
    runs = Course(MONDAY, (Wording(MONDAY, read_plan("soleus-starter")),))
    stretch = [Done(MONDAY, TimedExercise.SOLEUS_STRETCH, span_s=30.0)] * 3
    tally = next(t for t in measured(stretch, 0, runs).tallies if t.slug is TimedExercise.SOLEUS_STRETCH)
    assert (tally.sets, tally.sets_asked, tally.tension_s, tally.tension_asked_s) == (3, 4, 90.0, 120.0)


def test_days_with_data_are_those_of_the_last_thirty() -> None:
    done = [one for k in (0, 0, 1, 29, 30) for one in sets_of(SEATED, 2, day(30 - k))]
    assert days_with_data(done, day(30)) == 3


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.sampled_from([SEATED, STANDING]), st.integers(0, 30)), max_size=80
    ),
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from(When), st.integers(0, 10)), max_size=40),
    st.integers(-5, 100),
)
def test_any_history_has_an_answer_on_any_day(
    history: list[tuple[int, Exercise, int]], said: list[tuple[int, When, int]], on: int
) -> None:
    done = [one for k, slug, reps in sorted(history) for one in sets_of(slug, 1, day(k), reps)]
    notes = [PainNote(day(k), when, score) for k, when, score in said]
    now = today_of(course(), day(on), done, notes, Zones())
    assert 1 <= now.week.dose_week <= now.week.number <= 12
    one = adherence(course(), day(on), done, notes)
    assert 0 <= one.sets <= one.sets_asked
    every = weeks(course(), day(on), done, notes)
    assert all(0 <= b.dose_week - a.dose_week <= 1 for a, b in itertools.pairwise(every))
