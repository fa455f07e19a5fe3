"""Keys, palette, footer and help come from one declaration; what they do reaches the session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.ui.live.plays import PLAYS, paused, second_set
from tests.ui.live.stage import Played, Script, played, rep
from tracker.controls import Control, ControlKind
from tracker.events import RepCounted
from tracker.setup import Form
from ui.deeds import LIVE, REPLAY
from ui.screens.ask import Ask
from ui.screens.help import Help
from ui.sounds import FAULT, REST_OVER, TICK


def after(*keys: str, play: Callable[[Script], object] = second_set) -> Played:
    """What stands behind the screen once these keys were pressed."""

    async def press() -> Played:
        async with played(play) as one:
            for key in keys:
                await one.pilot.press(key)
            await one.pilot.pause()
            return one

    return asyncio.run(press())


@pytest.mark.parametrize(
    ("key", "control"),
    [
        ("space", Control(ControlKind.PAUSE)),
        ("n", Control(ControlKind.NEXT_SET)),
        ("u", Control(ControlKind.UNDO)),
        ("plus", Control(ControlKind.CORRECT, delta=1)),
        ("equals_sign", Control(ControlKind.CORRECT, delta=1)),
        ("minus", Control(ControlKind.CORRECT, delta=-1)),
    ],
)
def test_a_key_gives_its_control_to_the_session(key: str, control: Control) -> None:
    assert after(key).stage.given == [control]


def test_space_in_a_pause_goes_on() -> None:
    assert after("space", play=paused).stage.given == [Control(ControlKind.RESUME)]


def test_q_asks_once_and_a_no_goes_on() -> None:
    async def press() -> None:
        async with played(second_set) as one:
            await one.pilot.press("q")
            assert isinstance(one.app.screen, Ask)
            await one.pilot.press("n")
            assert one.app.is_running
            assert not isinstance(one.app.screen, Ask)

    asyncio.run(press())


@pytest.mark.parametrize(
    "keys", [("q", "y"), ("q", "q"), ("q", "enter"), ("ctrl+c",), ("ctrl+q",), ("q", "ctrl+c")]
)
def test_these_keys_end_the_session(keys: tuple[str, ...]) -> None:
    async def press() -> bool:
        async with played(second_set) as one:
            await one.pilot.press(*keys)
            await one.pilot.pause()
            return one.app._exit

    assert asyncio.run(press())


def test_help_names_every_deed_with_its_key() -> None:
    async def press() -> str:
        async with played(second_set) as one:
            await one.pilot.press("question_mark")
            assert isinstance(one.app.screen, Help)
            return await one.seen()

    seen = asyncio.run(press())
    for deed in LIVE:
        assert any(deed.key_name in line and deed.words[:30] in line for line in seen.splitlines()), deed.name


def test_the_footer_names_every_deed_that_is_for_it() -> None:
    async def look() -> str:
        async with played(second_set) as one:
            return (await one.seen()).splitlines()[-1]

    footer = asyncio.run(look())
    assert [deed.label for deed in LIVE if deed.shown and deed.in_footer and deed.label not in footer] == []


def test_the_palette_offers_every_deed() -> None:
    async def look() -> set[str]:
        async with played(second_set) as one:
            return {command.title.lower() for command in one.app.get_system_commands(one.app.screen)}

    assert {deed.label for deed in LIVE} <= asyncio.run(look())


@pytest.mark.parametrize("deeds", [LIVE, REPLAY])
def test_no_key_means_two_things(deeds: tuple[object, ...]) -> None:
    keys = [key for deed in LIVE for key in deed.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_a_tick_rings_once_and_a_wrong_knee_twice() -> None:
    def one_wrong(script: Script) -> None:
        script.begin()
        script.raise_heel()
        script.raise_heel(Form.STRAIGHT)

    assert after(play=one_wrong).rung == [TICK, TICK, FAULT]


def test_a_wrong_knee_that_shows_late_in_the_set_before_does_not_ring() -> None:
    def late(script: Script) -> None:
        script.begin()
        script.raise_heel()
        script.begin()
        script.raise_heel()
        script.tell(RepCounted(script.now_s, 1, rep(99, 2, Form.STRAIGHT)))

    assert after(play=late).rung == [TICK, TICK]


def test_an_uncertain_knee_is_no_fault() -> None:
    def uncertain(script: Script) -> None:
        script.begin()
        script.raise_heel(Form.UNCERTAIN)

    assert after(play=uncertain).rung == [TICK]


def test_sound_off_is_silent_and_said() -> None:
    async def press() -> tuple[str, Played]:
        async with played(PLAYS["waiting"]) as one:
            await one.pilot.press("s")
            one.script.begin()
            one.script.raise_heel()
            return await one.seen(), one

    seen, one = asyncio.run(press())
    assert "sound is off" in seen
    assert one.rung == []


def test_the_end_of_the_rest_rings_three_times_once() -> None:
    async def rest() -> Played:
        async with played(PLAYS["resting"]) as one:
            one.rung.clear()
            await one.seen()
            for _ in range(5):
                one.script.now_s += 10.0
                await one.seen()
            return one

    assert asyncio.run(rest()).rung == [REST_OVER]
