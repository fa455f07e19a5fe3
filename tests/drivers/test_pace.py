from __future__ import annotations

import asyncio

import pytest

from drivers.pace import Pace


class Clock:
    """A clock that stands wherever it is set."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize("speed", [1.0, 8.0])
def test_a_session_runs_at_its_speed(speed: float) -> None:
    clock = Clock()
    pace = Pace(speed, clock)
    begin = pace.now()
    clock.at += 3.0
    assert pace.now() - begin == 3.0 * speed


def test_without_end_of_speed_the_clock_of_the_host_does_not_matter() -> None:
    clock = Clock()
    pace = Pace(float("inf"), clock)
    begin = pace.now()
    clock.at += 3.0
    assert pace.now() == begin


def test_without_end_of_speed_a_sleep_moves_time_by_its_length() -> None:
    pace = Pace(float("inf"), Clock())
    begin = pace.now()
    asyncio.run(pace.sleep(3600.0))
    assert pace.now() - begin == 3600.0


def test_waiting_for_a_moment_ends_at_that_moment() -> None:
    pace = Pace(float("inf"), Clock())
    asyncio.run(pace.until(pace.now() + 7.0))
    assert pace.now() == 107.0


def test_waiting_for_a_moment_gone_by_does_not_turn_time_back() -> None:
    pace = Pace(float("inf"), Clock())
    asyncio.run(pace.until(50.0))
    assert pace.now() == 100.0


def test_every_sleep_gives_the_others_a_turn() -> None:
    pace = Pace(float("inf"), Clock())

    async def both() -> list[str]:
        said: list[str] = []

        async def say(word: str) -> None:
            said.append(word)
            await pace.sleep(0.0)
            said.append(word)

        await asyncio.gather(say("one"), say("two"))
        return said

    assert asyncio.run(both()) == ["one", "two", "one", "two"]
