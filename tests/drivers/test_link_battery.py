"""A link that asks for the battery now and then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.dialogue import Talk
from drivers.families import Family
from drivers.movesense_talk import MovesenseDialogue
from drivers.source import BatteryLevel
from tests.drivers.linking import FAMILY, World, listen

EVERY_S = 5.0


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.charge.BATTERY_S", EVERY_S)


def heard_levels(world: World, levels: list[int | Exception | None]) -> list[BatteryLevel]:
    """What a session tells of a battery that is asked as often as there are levels."""
    told = iter(levels)

    class Draining(MovesenseDialogue):
        async def battery(self, talk: Talk) -> int | None:
            level = next(told, levels[-1])
            if isinstance(level, Exception):
                raise level
            return level

    family: Family = replace(FAMILY, dialogue=Draining)
    heard = listen(world, world.device(EVERY_S * (len(levels) - 0.5)), family)
    return [item for item in heard if isinstance(item, BatteryLevel)]


def test_a_battery_that_drains_is_told_with_its_moment(world: World) -> None:
    levels = heard_levels(world, [80, 79, 78, 78])
    assert [one.battery_pct for one in levels] == [79, 78]
    assert [one.arrival_s for one in levels] == pytest.approx([EVERY_S, 2 * EVERY_S], abs=0.1)


def test_a_battery_that_stays_is_not_told_again(world: World) -> None:
    assert heard_levels(world, [80, 80, 80, 80]) == []


def test_a_battery_that_cannot_be_asked_just_now_is_asked_again(world: World) -> None:
    levels = heard_levels(world, [80, OSError("busy"), None, 70])
    assert [one.battery_pct for one in levels] == [70]
