"""Playing a recording: held, stepped, faster and slower; what is counted stays what it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from recordings.load import load
from recordings.replay import stored_events
from tracker.events import RepCounted
from ui.player import FASTEST, SLOWEST, Player

SAMPLE = Path(__file__).parents[2] / "recordings" / "samples" / "seated.jsonl"
DEADLINE_S = 20.0


def play(act: Callable[[Player], Coroutine[None, None, None]], speed: float = float("inf")) -> Player:
    """Play the sample while something is done to it."""

    async def both() -> Player:
        player = Player(load(SAMPLE), [], speed)
        running = asyncio.create_task(player.run())
        await asyncio.wait_for(act(player), DEADLINE_S)
        player.stop()
        await asyncio.gather(running, return_exceptions=True)
        return player

    return asyncio.run(both())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - nobody tells when
        await asyncio.sleep(0)


def counted(player: Player) -> int:
    return sum(isinstance(event, RepCounted) for event in player.events)


def test_played_to_its_end_it_says_what_was_stored() -> None:
    async def wait(player: Player) -> None:
        await until(lambda: player.over)

    player = play(wait)
    recording = load(SAMPLE).recording
    assert recording is not None
    assert len(player.events) == len(stored_events(recording))


def test_next_rep_goes_on_to_one_repetition_and_holds_there() -> None:
    async def step(player: Player) -> None:
        player.toggle_pause()
        for reps in (1, 2, 3):
            player.next_rep()
            await until(lambda: player.paused)
            assert counted(player) == reps

    assert not play(step).over


def test_held_it_does_not_go_on() -> None:
    async def hold(player: Player) -> None:
        await until(lambda: counted(player) >= 1)
        player.toggle_pause()
        for _ in range(3):
            await asyncio.sleep(0)
        before = player.now()
        for _ in range(200):
            await asyncio.sleep(0)
        assert player.now() == before
        player.toggle_pause()
        await until(lambda: player.now() > before)

    play(hold)


@pytest.mark.parametrize(("factor", "end"), [(2.0, FASTEST), (0.5, SLOWEST)])
def test_speed_changes_by_halves_and_doubles_up_to_a_limit(factor: float, end: float) -> None:
    async def change(player: Player) -> None:
        player.change_speed(factor)
        assert player.speed == factor
        for _ in range(20):
            player.change_speed(factor)
        assert player.speed == end

    play(change, 1.0)


def test_time_goes_by_at_the_speed_asked_for() -> None:
    async def go(player: Player) -> None:
        await until(lambda: player.now() > 0.0)
        from_s = player.now()
        await asyncio.sleep(0.5)
        assert player.now() - from_s == pytest.approx(10.0, rel=0.2)

    play(go, 20.0)


def test_the_last_seconds_can_be_drawn() -> None:
    async def look(player: Player) -> None:
        await until(lambda: counted(player) >= 2)
        times = [t for t, _ in player.rise(5.0)]
        assert times == sorted(times)
        assert times[-1] - times[0] == pytest.approx(5.0, abs=0.1)
        assert max(rise for _, rise in player.rise(10.0)) > 2.0

    play(look)
