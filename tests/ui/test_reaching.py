"""From what a person named to an open link: the sensor worn last without a scan, else one in reach."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bleak.backends.device import BLEDevice

from drivers.families import Advertisement, family_of
from drivers.pace import Pace
from drivers.scan import Found
from drivers.source import Place, SensorInfo, Setting
from recordings.remembered import Remembered, remember, remembered
from tracker.errors import InputError, SensorError, SensorReason
from tracker.setup import Side
from ui import reaching
from ui.reaching import Reacher, find_link, practice_of
from ui.wearing import Wanted, wear


def heard(name: str, address: str) -> Found:
    seen = Advertisement(address, name, -60)
    return Found(seen, family_of(seen), BLEDevice(address, name, None))


ONE, TWO = heard("Movesense 1111", "AA:01"), heard("Movesense 2222", "AA:02")
LAST = Remembered("shank", "movesense", "Movesense 1111", "AA:01")


@dataclass
class Air:
    """What is in reach, and what fails there."""

    found: list[Found] = field(default_factory=list)
    failing: dict[str, BaseException] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)
    left_open: set[str] = field(default_factory=set)


@pytest.fixture
def air(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Air:
    one = Air()
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path))

    class FakeLink:
        def __init__(
            self,
            family: Any,  # noqa: ANN401
            device: BLEDevice | str,
            *,
            name: str,
            settings: Mapping[str, Setting],
            **_: object,
        ) -> None:
            self._slug, self._name, self._settings = family.slug, name, settings
            self._device = device
            self._address = device if isinstance(device, str) else device.address

        async def open(self) -> SensorInfo:
            how = "address" if isinstance(self._device, str) else "device"
            if self._address not in one.left_open:
                one.acts.append(f"connect {self._address} by {how}")
            if (error := one.failing.get(self._address)) is not None:
                if isinstance(error, TimeoutError):
                    await asyncio.sleep(60.0)
                raise error
            one.left_open.add(self._address)
            return SensorInfo(self._slug, self._name, self._address, settings=self._settings)

        async def close(self) -> None:
            one.left_open.discard(self._address)

    async def scan() -> list[Found]:
        one.acts.append("scan")
        return one.found

    monkeypatch.setattr(reaching, "Link", FakeLink)
    monkeypatch.setattr(reaching, "scan", scan)
    monkeypatch.setattr(reaching, "DIRECT_S", 0.05)
    return one


def reach(wanted: str | None = None, **settings: Setting) -> SensorInfo:
    async def reached() -> SensorInfo:
        return await (await find_link(wanted, Pace(), settings)).open()

    return asyncio.run(reached())


def test_a_sensor_streams_as_its_family_does_unless_something_else_is_wished_for(air: Air) -> None:
    air.found = [ONE]
    assert reach().settings == {"rate_hz": 104}
    assert reach(rate_hz=52).settings == {"rate_hz": 52}


@pytest.mark.parametrize("wish", [{"colour": "red"}, {"rate_hz": 100}])
def test_a_wish_its_family_has_not_is_an_input_error_before_it_is_connected(
    air: Air, wish: dict[str, Setting]
) -> None:
    air.found = [ONE]
    with pytest.raises(InputError):
        reach(None, **wish)
    assert air.acts == ["scan"]


@pytest.mark.parametrize(("rate_hz", "told"), [(26, True), (52, False)])
def test_a_slow_stream_is_told(
    air: Air, rate_hz: int, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    air.found = [ONE]
    reach(rate_hz=rate_hz)
    assert ("streams at 26 Hz; from 50 Hz on" in capsys.readouterr().err) is told


def test_without_a_memory_it_scans(air: Air) -> None:
    air.found = [ONE]
    reach()
    assert air.acts == ["scan", "connect AA:01 by device"]


def test_the_sensor_worn_is_remembered(air: Air, tmp_path: Path) -> None:
    air.found = [ONE]
    reach()
    assert remembered(tmp_path) == [LAST]


def test_the_sensor_worn_last_is_connected_without_a_scan(air: Air, tmp_path: Path) -> None:
    remember(tmp_path, [LAST])
    reach()
    assert air.acts == ["connect AA:01 by address"]


def test_the_sensor_worn_last_can_be_named_and_needs_no_scan(air: Air, tmp_path: Path) -> None:
    remember(tmp_path, [LAST, Remembered("shank", "movesense", "Movesense 2222", "AA:02")])
    reach("2222")
    assert air.acts == ["connect AA:02 by address"]


def test_another_than_the_last_is_scanned_for(air: Air, tmp_path: Path) -> None:
    remember(tmp_path, [LAST])
    air.found = [ONE, TWO]
    reach("2222")
    assert air.acts == ["scan", "connect AA:02 by device"]


@pytest.mark.parametrize(
    "trouble", [SensorError(SensorReason.NOT_FOUND, "not in reach"), TimeoutError()], ids=["gone", "dumb"]
)
def test_a_sensor_worn_last_that_does_not_come_is_scanned_for(
    air: Air, tmp_path: Path, trouble: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    remember(tmp_path, [LAST])
    air.found, air.failing = [TWO], {"AA:01": trouble}
    reach()
    assert air.acts == ["connect AA:01 by address", "scan", "connect AA:02 by device"]
    assert "Movesense 1111: " in capsys.readouterr().err


@pytest.mark.parametrize("reason", [SensorReason.POWERED_OFF, SensorReason.HELD, SensorReason.REFUSED])
def test_what_no_scan_would_mend_is_told_at_once(air: Air, tmp_path: Path, reason: SensorReason) -> None:
    remember(tmp_path, [LAST])
    air.failing = {"AA:01": SensorError(reason, "no")}
    with pytest.raises(SensorError):
        reach()
    assert air.acts == ["connect AA:01 by address"]


def test_of_several_in_reach_the_one_worn_last_is_taken(air: Air, tmp_path: Path) -> None:
    remember(tmp_path, [LAST])
    air.found = [TWO, ONE]
    air.failing = {"AA:01": SensorError(SensorReason.NOT_FOUND, "asleep")}
    with pytest.raises(SensorError, match="asleep"):
        reach()
    assert air.acts[-1] == "connect AA:01 by device"


def test_of_several_in_reach_and_none_known_they_are_listed(
    air: Air, capsys: pytest.CaptureFixture[str]
) -> None:
    air.found = [ONE, TWO]
    with pytest.raises(SensorError) as caught:
        reach()
    assert caught.value.reason is SensorReason.AMBIGUOUS
    listed = capsys.readouterr().err
    assert "AA:01" in listed
    assert "AA:02" in listed


def test_a_memory_that_cannot_be_written_costs_nothing(
    air: Air, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path / "file"))
    air.found = [ONE]
    reach()
    assert "not remembered" in capsys.readouterr().err


# Two sensors


def pair(wanted: Wanted) -> None:
    asyncio.run(wear(wanted, Pace()))


def test_two_sensors_are_connected_one_after_the_other(air: Air, tmp_path: Path) -> None:
    air.found = [ONE, TWO]
    pair(Wanted("1111", Place.THIGH, "2222"))
    assert air.acts == ["scan", "connect AA:01 by device", "scan", "connect AA:02 by device"]
    assert [(one.place, one.address) for one in remembered(tmp_path)] == [
        ("shank", "AA:01"),
        ("thigh", "AA:02"),
    ]


def test_the_second_may_be_whichever_is_left(air: Air) -> None:
    air.found = [ONE, TWO]
    pair(Wanted("1111", Place.THIGH))
    assert air.acts[-1] == "connect AA:02 by device"


def test_both_worn_last_time_need_no_scan(air: Air, tmp_path: Path) -> None:
    remember(tmp_path, [LAST, Remembered("thigh", "movesense", "Movesense 2222", "AA:02")])
    pair(Wanted(None, Place.THIGH))
    assert air.acts == ["connect AA:01 by address", "connect AA:02 by address"]


def test_a_second_that_is_not_there_lets_the_first_go(air: Air) -> None:
    air.found = [ONE]
    with pytest.raises(SensorError):
        pair(Wanted("1111", Place.THIGH))
    assert air.left_open == set()


@pytest.mark.parametrize(
    ("first", "thigh", "other_leg", "side", "words"),
    [
        ("practice", "Movesense", None, None, "only practice"),
        ("Movesense", "practice", None, None, "only beside"),
        ("Movesense", "Movesense", None, None, "name two"),
        ("Movesense", None, "WT901", None, "--side"),
    ],
)
def test_sensors_that_do_not_go_together_are_refused(
    first: str, thigh: str | None, other_leg: str | None, side: Side | None, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        Wanted.of(first, thigh, other_leg, side)


def test_nothing_named_is_whichever_is_in_reach() -> None:
    assert Wanted.of(None, "", None, None) == Wanted(None, Place.THIGH, None)
    assert Wanted.of("A", None, "", Side.LEFT) == Wanted("A", Place.OTHER_LEG, None)


# Practice


@pytest.mark.parametrize(
    ("sensor", "meant"),
    [
        ("practice", ("movesense", 1)),
        ("practice:7", ("movesense", 7)),
        ("practice:polar", ("polar", 1)),
        ("practice:movella-dot:12", ("movella-dot", 12)),
    ],
)
def test_practice_takes_a_family_and_a_seed(sensor: str, meant: tuple[str, int]) -> None:
    assert practice_of(sensor) == meant


@pytest.mark.parametrize("sensor", ["practice:x", "practice:7:polar", "practice:polar:7:8", "practice:-1"])
def test_practice_of_anything_else_is_told(sensor: str) -> None:
    with pytest.raises(InputError, match="behind practice"):
        practice_of(sensor)


def test_a_second_link_shares_the_turn_of_the_first(air: Air, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[object] = []
    fake: Any = vars(reaching)["Link"]

    def kept(*args: Any, turn: object, **kwargs: Any) -> Any:  # noqa: ANN401
        turns.append(turn)
        return fake(*args, **kwargs)

    monkeypatch.setattr(reaching, "Link", kept)
    air.found = [ONE, TWO]

    async def both() -> None:
        reacher = Reacher(Pace())
        await reacher.link("1111")
        await reacher.link("2222", "thigh")

    asyncio.run(both())
    assert len(set(map(id, turns))) == 1
