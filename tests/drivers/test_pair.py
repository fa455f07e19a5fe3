"""Two sensors as one source."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from drivers.pace import Pace
from drivers.packet import Packet
from drivers.pair import Pair
from drivers.source import BatteryLevel, Heard, LinkChange, LinkState, Place, Second, SensorInfo
from tracker.errors import SensorError, SensorReason

LEG = SensorInfo("movesense", "leg", "AA:01")
THIGH = SensorInfo("movesense", "thigh", "AA:02")


class Scripted:
    """A source: what it says, and how it ends. An endless one ends when it is closed."""

    def __init__(
        self,
        info: SensorInfo,
        says: Sequence[Heard] = (),
        *,
        opens: Exception | None = None,
        ends: Exception | None = None,
        endless: bool = False,
        log: list[str] | None = None,
    ) -> None:
        self._info, self._says, self._opens, self._ends = info, says, opens, ends
        self._log = log if log is not None else []
        self._closed = asyncio.Event()
        if not endless:
            self._closed.set()
        self.closed = False

    async def open(self) -> SensorInfo:
        self._log.append(f"open {self._info.name}")
        if self._opens is not None:
            raise self._opens
        return self._info

    async def stream(self) -> AsyncIterator[Heard]:
        for item in self._says:
            yield item
            await asyncio.sleep(0)
        await self._closed.wait()
        if self._ends is not None:
            raise self._ends

    async def close(self) -> None:
        self._log.append(f"close {self._info.name}")
        self.closed = True
        self._closed.set()


def heard(first: Scripted, second: Scripted) -> list[Heard]:
    """All that the pair says."""

    async def whole() -> list[Heard]:
        pair = Pair(first, second, Place.THIGH, Pace())
        await pair.open()
        try:
            return [item async for item in pair.stream()]
        finally:
            await pair.close()

    return asyncio.run(asyncio.wait_for(whole(), 5.0))


def says(text: str) -> list[Heard]:
    return [Packet(float(k), "data", text.encode()) for k in range(3)]


def test_what_the_second_says_bears_its_number() -> None:
    items: list[Heard] = [*says("b"), LinkChange(1.0, LinkState.LOST, "gone"), BatteryLevel(2.0, 50)]
    everything = heard(Scripted(LEG, [*says("a")] * 4), Scripted(THIGH, items))
    assert [item for item in everything if item.sensor == 0] == [*says("a")] * 4
    assert {type(item) for item in everything if item.sensor == 1} == {Packet, LinkChange, BatteryLevel}


def test_they_are_connected_one_after_the_other_and_let_go() -> None:
    log: list[str] = []
    heard(Scripted(LEG, log=log), Scripted(THIGH, log=log))
    assert log == ["open leg", "open thigh", "close thigh", "close leg"]


def test_the_pair_names_the_first_and_tells_who_the_second_is() -> None:
    async def opened() -> tuple[SensorInfo, Second]:
        pair = Pair(Scripted(LEG), Scripted(THIGH), Place.OTHER_LEG, Pace())
        return await pair.open(), pair.second

    assert asyncio.run(opened()) == (LEG, Second(Place.OTHER_LEG, THIGH))


def test_a_second_that_cannot_be_reached_lets_the_first_go() -> None:
    first = Scripted(LEG)
    trouble = SensorError(SensorReason.NOT_FOUND, "not there")
    with pytest.raises(SensorError, match="not there"):
        heard(first, Scripted(THIGH, opens=trouble))
    assert first.closed


def test_the_pair_is_over_when_the_first_is() -> None:
    assert len(heard(Scripted(LEG, says("a")), Scripted(THIGH, endless=True))) == 3


def test_a_second_given_up_is_told_and_the_first_goes_on() -> None:
    trouble = SensorError(SensorReason.REFUSED, "thigh refused to stream")
    everything = heard(Scripted(LEG, [*says("a")] * 5), Scripted(THIGH, ends=trouble))
    told = [item for item in everything if isinstance(item, LinkChange)]
    assert [(one.state, one.sensor) for one in told] == [(LinkState.CLOSED, 1)]
    assert told[0].reason == "thigh refused to stream; going on without it"
    assert len(everything) == 16


def test_a_first_that_is_given_up_ends_the_pair_with_its_reason() -> None:
    trouble = SensorError(SensorReason.SILENT, "leg sent nothing")
    with pytest.raises(SensorError, match="leg sent nothing"):
        heard(Scripted(LEG, ends=trouble), Scripted(THIGH, endless=True))


def test_a_fault_of_the_second_s_link_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="ours"):
        heard(Scripted(LEG, endless=True), Scripted(THIGH, ends=ValueError("ours")))
