"""Headers and entries as lines and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.packet import Packet
from recordings.entries import Entry, from_line, to_line
from recordings.header import Header
from recordings.reader import parse_recording
from tests.recordings.making import HEADER, SENSOR, anything_like, entries
from tracker.errors import InputError, InputReason
from tracker.setup import Exercise, Legs, Side

PATH = Path("r.jsonl")


def header_line(**changes: object) -> bytes:
    return (json.dumps({**HEADER.to_dict(), **changes}) + "\n").encode()


@given(entries)
def test_every_entry_reads_back_the_same_to_the_last_digit(entry: Entry) -> None:
    line = to_line(entry)
    assert line.isascii()
    assert line.count("\n") == 1
    assert from_line(line) == entry


# Whole minutes, as they are on Earth: some Pythons read an offset under a second as none.
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    st.builds(
        Header,
        st.just(SENSOR),
        st.datetimes(timezones=OFFSETS),
        anything_like(str | None),
        anything_like(Side | None),
        anything_like(Legs | None),
        anything_like(float | None),
        anything_like(Exercise | None),
        st.none() | st.dictionaries(st.text(), anything_like(float)),
        st.booleans(),
        st.text(),
        anything_like(str | None),
    )
)
def test_every_header_reads_back_the_same(header: Header) -> None:
    again = Header.from_dict(json.loads(json.dumps(header.to_dict())), "r.jsonl")
    assert again == header
    assert again.started_at.utcoffset() == header.started_at.utcoffset()


def test_a_header_without_utc_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC offset"):
        replace(HEADER, started_at=datetime(2026, 3, 1))  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize(
    "schema", ["soleus.recording/3", "soleus.recording/10", "soleus.recording/999999999999"]
)
def test_a_newer_schema_is_named_as_such(schema: str) -> None:
    with pytest.raises(InputError, match="newer soleus") as refused:
        parse_recording(header_line(schema=schema), PATH)
    assert refused.value.reason is InputReason.NEWER_SCHEMA


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": "soleus.recording/x"},
        {"schema": "soleus.recording/0"},
        {"schema": 7},
        {"schema": "something.else/1"},
        {"sensor": None},
        {"sensor": {"family": 3, "name": "", "address": ""}},
        {"sensor": {**HEADER.to_dict()["sensor"], "settings": {"rate_hz": [1]}}},
        {"started_at": "2026-03-01T10:00:00"},
        {"started_at": "yesterday"},
        {"started_at": 12},
        {"side": "both"},
        {"legs": 2},
        {"load_kg": "ten"},
        {"load_kg": float("nan")},
        {"load_kg": 10**400},
        {"declared": "pull-up"},
        {"calibration": {"a": "b"}},
        {"calibration": [1]},
        {"person": ["Ada"]},
    ],
)
def test_a_damaged_header_is_one_sentence(changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"^r.jsonl, line 1: [^\n]{5,200}$") as refused:
        parse_recording(header_line(**changes), PATH)
    assert refused.value.reason is InputReason.WRONG_HEADER


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "null",
        '["p",1.0,"data"]',
        '["p",NaN,"data","AA=="]',
        '["p",1e999,"data","AA=="]',
        '["p",true,"data","AA=="]',
        '["p",' + "9" * 400 + ',"data","AA=="]',
        '["p",1.0,"data","A?=="]',
        '["p",1.0,"data","\\u00e9"]',
        '["l",1.0,"asleep",""]',
        '["c",1,{"kind":"dance"}]',
        '["c",1,{"kind":"pause","delta":true}]',
        '["e",{"kind":["paused"],"t_s":1.0}]',
        '["e",{"kind":"event","t_s":1.0}]',
        '["e",{"kind":"paused"}]',
        '["e",{"kind":"paused","t_s":"1"}]',
        '["e",{"kind":"paused","t_s":1.0,"more":1}]',
        '["e",{"kind":"set_ended","t_s":1.0,"reason":"no repetition for 10 s","summary":[]}]',
        "[" * 100_000,
    ],
)
def test_what_is_no_entry_is_a_value_error(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        from_line(line)


def test_a_whole_number_reads_as_the_float_it_is() -> None:
    entry = from_line('["p",3,"data","AA=="]')
    assert entry == Packet(3.0, "data", b"\0")
    assert isinstance(entry, Packet)
    assert type(entry.arrival_s) is float


def test_the_header_names_all_that_was_asked_for() -> None:
    told = HEADER.to_dict()
    for key in ("schema", "soleus_version", "person", "side", "legs", "load_kg", "declared", "calibration"):
        assert key in told
    assert sorted(told["sensor"]) == ["address", "battery_pct", "family", "firmware", "name", "settings"]
    assert told["started_at"] == "2026-03-01T18:30:05.250001+02:00"
