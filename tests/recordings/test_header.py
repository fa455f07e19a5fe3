"""The first line of a recording."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.source import SensorInfo
from recordings.header import SCHEMA, SCHEMA_VERSION, Header
from tests.recordings.pieces import HEADER, SENSOR, finite
from tracker.errors import InputError, InputReason
from tracker.setup import Exercise, Legs, Setup, Side

offsets = st.builds(timezone, st.integers(-1439, 1439).map(lambda minutes: timedelta(minutes=minutes)))
settings = st.dictionaries(st.text(), st.integers(-(2**53), 2**53) | finite | st.text(), max_size=3)
sensors = st.builds(
    SensorInfo,
    st.text(),
    st.text(),
    st.text(),
    st.none() | st.text(),
    st.none() | st.integers(0, 100),
    settings,
)
headers = st.builds(
    Header,
    sensor=sensors,
    started_at=st.datetimes(timezones=offsets),
    person=st.none() | st.text(),
    side=st.none() | st.sampled_from(Side),
    legs=st.none() | st.sampled_from(Legs),
    load_kg=st.none() | finite,
    declared=st.none() | st.sampled_from(Exercise),
    calibration=st.none() | st.dictionaries(st.text(), finite, max_size=3),
    simulated=st.booleans(),
    soleus_version=st.text(),
    keeps_all=st.booleans(),
)


def read(values: object) -> Header:
    return Header.from_dict(json.loads(json.dumps(values)), "a.jsonl")


def refusal(values: object) -> InputError:
    with pytest.raises(InputError) as caught:
        read(values)
    return caught.value


def test_a_header_without_the_key_keeps_no_more_than_ever() -> None:
    values = replace(HEADER, keeps_all=True).to_dict()
    assert read(values).setup.keeps_all
    del values["keeps_all"]
    assert not read(values).setup.keeps_all


@given(headers)
def test_a_header_reads_back_as_it_was_written(header: Header) -> None:
    assert read(header.to_dict()) == header


def test_the_start_keeps_its_offset() -> None:
    assert read(HEADER.to_dict()).started_at.utcoffset() == timedelta(hours=2)


def test_the_start_keeps_its_microseconds() -> None:
    assert read(HEADER.to_dict()).started_at.microsecond == 250001


def test_a_start_without_offset_is_no_header() -> None:
    with pytest.raises(ValueError, match="offset"):
        replace(HEADER, started_at=datetime(2026, 3, 1, 18, 30))  # noqa: DTZ001 - that is the point


def test_what_was_not_known_may_be_missing() -> None:
    values = {name: HEADER.to_dict()[name] for name in ("schema", "sensor", "started_at")}
    assert read(values).setup == Setup()


def test_a_header_tells_the_tracker_its_setup() -> None:
    assert HEADER.setup == Setup(Exercise.SEATED_SOLEUS_RAISE, Side.LEFT, Legs.BOTH)


def test_the_schema_has_name_and_version() -> None:
    assert HEADER.to_dict()["schema"] == f"{SCHEMA}/{SCHEMA_VERSION}"


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 17, 10**30])
def test_a_newer_schema_asks_for_an_update(version: int) -> None:
    error = refusal(HEADER.to_dict() | {"schema": f"{SCHEMA}/{version}"})
    assert error.reason is InputReason.NEWER_SCHEMA
    assert "update soleus" in error.message


def test_a_newer_schema_asks_for_an_update_whatever_else_it_holds() -> None:
    assert (
        refusal({"schema": f"{SCHEMA}/{SCHEMA_VERSION + 1}", "layers": 3}).reason is InputReason.NEWER_SCHEMA
    )


@pytest.mark.parametrize("version", ["", "0", "-1", "1.5", "one", "²"])
def test_a_version_nobody_wrote_is_a_damaged_header(version: str) -> None:
    assert refusal(HEADER.to_dict() | {"schema": f"{SCHEMA}/{version}"}).reason is InputReason.WRONG_HEADER


@pytest.mark.parametrize("values", [None, [], {}, 5, {"schema": 1}, {"schema": "other/1"}, {"schema": None}])
def test_what_is_no_recording_is_said_to_be_none(values: object) -> None:
    assert "not a soleus recording" in refusal(values).message


DAMAGED: dict[str, dict[str, object]] = {
    "no sensor": {"sensor": None},
    "a sensor that is a list": {"sensor": []},
    "a sensor without a name": {"sensor": {"family": "movesense", "address": ""}},
    "a sensor with a number for a name": {"sensor": {"family": "movesense", "name": 1, "address": ""}},
    "settings that are a list": {"sensor": HEADER.to_dict()["sensor"] | {"settings": [1]}},
    "a setting that is an object": {"sensor": HEADER.to_dict()["sensor"] | {"settings": {"rate_hz": {}}}},
    "a setting that is true": {"sensor": HEADER.to_dict()["sensor"] | {"settings": {"rate_hz": True}}},
    "a battery in words": {"sensor": HEADER.to_dict()["sensor"] | {"battery_pct": "full"}},
    "no start": {"started_at": None},
    "a start in words": {"started_at": "yesterday"},
    "a start without offset": {"started_at": "2026-03-01T18:30:05"},
    "a person with a number for a name": {"person": 5},
    "a third side": {"side": "middle"},
    "a list of legs": {"legs": ["left"]},
    "an unknown exercise": {"declared": "bench-press"},
    "a load in words": {"load_kg": "12 kg"},
    "a calibration that is a list": {"calibration": [0.1]},
    "a calibration in words": {"calibration": {"tilt_rad": "small"}},
}


@pytest.mark.parametrize("change", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_header_is_refused_naming_its_line(change: dict[str, object]) -> None:
    error = refusal(HEADER.to_dict() | change)
    assert error.reason is InputReason.WRONG_HEADER
    assert error.message.startswith("a.jsonl, line 1: ")


def test_a_refusal_is_one_line() -> None:
    assert len(refusal(HEADER.to_dict() | {"side": "a\nb\r\nc"}).message.splitlines()) == 1


def test_the_sensor_is_kept_whole() -> None:
    assert read(HEADER.to_dict()).sensor == SENSOR
