"""Pain and another exercise in mid-session: a key asks, a key answers, the session is told, the screen shows it."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.live.plays import second_set
from tests.ui.live.stage import Script, played
from tracker.controls import Control, ControlKind
from tracker.events import Declared, PainNoted
from tracker.setup import Exercise, Form, TimedExercise
from ui.screens.pick import Pick
from ui.view.answers import Known, swap_answers
from ui.view.shown import Goal


def given_after(*keys: str, declared: Exercise | None = Exercise.SEATED_SOLEUS_RAISE) -> list[Control]:
    async def press() -> list[Control]:
        async with played(second_set, declared=declared) as one:
            for key in keys:
                await one.pilot.press(key)
                await one.pilot.pause()
            assert not isinstance(one.app.screen, Pick)
            return one.stage.given

    return asyncio.run(press())


@pytest.mark.parametrize(("key", "score"), [("0", 0), ("3", 3), ("9", 9), ("t", 10)])
def test_p_and_a_number_note_pain(key: str, score: int) -> None:
    assert given_after("p", key) == [Control(ControlKind.PAIN, delta=score)]


def test_escape_notes_nothing_and_the_session_goes_on() -> None:
    assert given_after("p", "escape", "x", "escape") == []


def test_the_question_names_the_zones() -> None:
    async def look() -> str:
        async with played(second_set) as one:
            await one.pilot.press("p")
            return await one.seen()

    seen = asyncio.run(look())
    assert "0  safe" in seen
    assert "5  acceptable" in seen
    assert "t  10  high" in seen


def test_x_and_a_number_declare_another_exercise() -> None:
    assert given_after("x", "1") == [Control(ControlKind.DECLARE, text=Exercise.SOLEUS_BRIDGE)]


def offered(now: Exercise | None, known: Known | None = None) -> list[str]:
    return [answer.control.text for answer in swap_answers(now, known or Known())]


@pytest.mark.parametrize("now", [*Exercise, None])
def test_everything_that_can_be_counted_is_offered_but_what_is_done(now: Exercise | None) -> None:
    assert sorted(offered(now)) == sorted(one for one in Exercise if one is not now)


def test_laterals_come_first_then_the_plan_then_the_rest() -> None:
    known = Known(planned={TimedExercise.SOLEUS_STRETCH: Goal(), Exercise.HEEL_DROP_BENT: Goal()})
    assert offered(Exercise.SEATED_SOLEUS_RAISE, known)[:2] == [
        Exercise.SOLEUS_BRIDGE,
        Exercise.HEEL_DROP_BENT,
    ]
    assert offered(Exercise.STANDING_CALF_RAISE, known)[:6] == [
        Exercise.STANDING_SOLEUS_RAISE,
        Exercise.SQUAT_SOLEUS_RAISE,
        Exercise.LUNGE_SOLEUS_RAISE,
        Exercise.SEATED_SOLEUS_RAISE,
        Exercise.SOLEUS_BRIDGE,
        Exercise.HEEL_DROP_BENT,
    ]


def test_the_screen_goes_by_what_was_declared_last() -> None:
    async def look() -> tuple[str, bool]:
        async with played(second_set) as one:
            one.script.tell(Declared(one.script.now_s, Exercise.STANDING_CALF_RAISE))
            one.script.begin()
            one.script.raise_heel(Form.STRAIGHT)
            return await one.seen(), one.view.is_faulty(one.view.ledger.sets[-1].reps[0])

    seen, faulty = asyncio.run(look())
    assert seen.splitlines()[0].startswith("Standing calf raise · left  ")
    assert not faulty


def test_the_goal_is_the_plans_for_what_it_asks_for_and_stays_for_what_takes_its_place() -> None:
    async def look() -> list[int | None]:
        async with played(second_set) as one:
            one.view.goals = {Exercise.STANDING_CALF_RAISE: Goal(8, 4, 150.0)}
            goals = []
            for exercise in (Exercise.SOLEUS_BRIDGE, Exercise.STANDING_CALF_RAISE):
                one.script.tell(Declared(one.script.now_s, exercise))
                goals.append(one.view.at().goal.reps)
            return goals

    assert asyncio.run(look()) == [15, 8]


def test_pain_stands_in_the_row_of_its_set() -> None:
    async def look() -> str:
        async with played(second_set) as one:
            one.script.tell(PainNoted(one.script.now_s, 2))
            return await one.seen()

    rows = [line for line in asyncio.run(look()).splitlines() if line.strip().startswith("set ")]
    assert ["pain 2" in row for row in rows] == [False, True]


def test_pain_before_the_first_set_is_acknowledged() -> None:
    async def look() -> str:
        async with played(lambda script: None) as one:
            one.script.tell(PainNoted(0.0, 4))
            return await one.seen()

    assert "pain 4 noted" in asyncio.run(look())


def test_desk_mode_shows_minutes_and_cadence() -> None:
    def bout(script: Script) -> None:
        script.begin()
        for _ in range(31):
            script.raise_heel()

    async def look() -> str:
        async with played(bout, declared=Exercise.SOLEUS_PUSH_UP) as one:
            return await one.seen()

    seen = asyncio.run(look())
    assert "30 /min" in seen
    assert "1.0 min" in seen


def test_pain_above_what_is_acceptable_is_warned_of_until_the_next_set_and_stops_nothing() -> None:
    async def look() -> list[bool]:
        async with played(second_set) as one:
            warned = []
            for score in (5, 6):
                one.script.tell(PainNoted(one.script.now_s, score))
                warned.append(f"Pain {score}, above 5: x offers something lighter" in await one.seen())
            one.script.begin()
            one.script.raise_heel()
            seen = await one.seen()
            return [*warned, "above 5" in seen, one.view.ledger.sets[-1].count == 1]

    assert asyncio.run(look()) == [False, True, False, True]
