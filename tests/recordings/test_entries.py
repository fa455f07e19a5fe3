"""Lines of a recording: what is written reads back the same, to the last digit; what is none is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.packet import Packet
from recordings.entries import End, Entry, Given, from_line, to_line
from recordings.events_json import (
    KINDS,
    control_from_dict,
    control_to_dict,
    event_from_dict,
    event_to_dict,
)
from tests.recordings import pieces
from tracker.controls import Control, ControlKind
from tracker.events import Event, Marked, RepCounted

NOTHING_READ = r"."  # whatever the reason, it has words


@given(pieces.entries)
def test_every_entry_reads_back_as_it_was_written(entry: Entry) -> None:
    assert from_line(to_line(entry)) == entry


@given(pieces.events)
def test_an_event_reads_back_as_its_own_kind(event: Event) -> None:
    assert type(event_from_dict(event_to_dict(event))) is type(event)


@given(pieces.controls)
def test_a_control_reads_back_as_it_was_given(control: Control) -> None:
    assert control_from_dict(control_to_dict(control)) == control


@given(st.integers(0, 10**12))
def test_the_end_reads_back_with_its_samples(samples: int) -> None:
    assert from_line(to_line(End(samples))) == End(samples)


@given(pieces.finite)
def test_an_arrival_keeps_every_bit(arrival_s: float) -> None:
    entry = from_line(to_line(Packet(arrival_s, "data", b"")))
    assert isinstance(entry, Packet)
    assert entry.arrival_s.hex() == arrival_s.hex()


@pytest.mark.parametrize("value", [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, 1764000000.123456789])
def test_an_awkward_float_keeps_every_bit(value: float) -> None:
    event = from_line(to_line(Marked(value, "here")))
    assert isinstance(event, Marked)
    assert event.t_s.hex() == value.hex()


@given(pieces.entries)
def test_an_entry_is_one_line_of_ascii(entry: Entry) -> None:
    line = to_line(entry)
    assert line.isascii()
    assert line.splitlines(keepends=True) == [line]


@given(pieces.entries)
def test_no_part_of_an_entry_is_an_entry(entry: Entry) -> None:
    whole = to_line(entry).removesuffix("\n")
    for cut in {1, len(whole) // 2, len(whole) - 2, len(whole) - 1}:
        with pytest.raises(ValueError, match=NOTHING_READ):
            from_line(whole[:cut])


def test_every_kind_of_event_has_a_name_of_its_own() -> None:
    assert {cls.__name__ for cls in KINDS.values()} == {cls.__name__ for cls in Event.__subclasses__()}


def test_a_recorded_session_reads_back_entry_by_entry() -> None:
    entries = pieces.recorded().entries
    assert [from_line(to_line(entry)) for entry in entries] == entries


MARKED = event_to_dict(Marked(1.0, "here"))
COUNTED = event_to_dict(
    next(event for event in pieces.recorded().events if isinstance(event, RepCounted)),
)
DAMAGED = {
    "a number alone": 5,
    "no list": {"kind": "marked"},
    "an empty list": [],
    "an unknown tag": ["x", 1.0],
    "a packet without data": ["p", 1.0, "data"],
    "a packet with too much": ["p", 1.0, "data", "AA==", 2],
    "a packet of a sensor that is true": ["p", 1.0, "data", "AA==", True],
    "a battery of true": ["b", 1.0, True],
    "a battery of a half": ["b", 1.0, 0.5],
    "an event of a third leg": ["e", {"kind": "paused", "t_s": 1.0}, 2],
    "a packet that arrived at a text": ["p", "1.0", "data", "AA=="],
    "a packet that arrived at true": ["p", True, "data", "AA=="],
    "data outside base64": ["p", 1.0, "data", "A*=="],
    "data that is cut base64": ["p", 1.0, "data", "AAA"],
    "data that is no ASCII": ["p", 1.0, "data", "ÄÄÄÄ"],
    "an unknown state of the link": ["l", 1.0, "fine", "why"],
    "a control without its sample": ["c", {"kind": "mark"}],
    "a control at half a sample": ["c", 1.5, {"kind": "mark"}],
    "an unknown control": ["c", 1, {"kind": "dance"}],
    "a control with a text for its delta": ["c", 1, {"kind": "correct", "delta": "1"}],
    "a control with half a delta": ["c", 1, {"kind": "correct", "delta": 0.5}],
    "an unknown event": ["e", {"kind": "danced", "t_s": 1.0}],
    "an event whose kind is a list": ["e", {"kind": ["marked"], "t_s": 1.0}],
    "an event without its time": ["e", {"kind": "marked", "text": "here"}],
    "an event with a field too many": ["e", MARKED | {"colour": "red"}],
    "an event with a text for its time": ["e", MARKED | {"t_s": "1.0"}],
    "an event with an integer no float holds": ["e", MARKED | {"t_s": 2**53 + 1}],
    "an event with null for a text": ["e", MARKED | {"text": None}],
    "a repetition that is a list": ["e", COUNTED | {"rep": [1]}],
    "a repetition with no fields": ["e", COUNTED | {"rep": {}}],
    "a repetition of unknown form": ["e", COUNTED | {"rep": COUNTED["rep"] | {"form": "twisted"}}],
    "an end at half a sample": ["end", 0.5],
}


@pytest.mark.parametrize("values", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_no_entry_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match=NOTHING_READ):
        from_line(json.dumps(values))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_not_finite_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        from_line(f'["p",{word},"data",""]')


def test_brackets_by_the_thousand_are_refused() -> None:
    with pytest.raises(ValueError, match=NOTHING_READ):
        from_line("[" * 100_000)


def test_a_control_may_leave_out_what_has_a_default() -> None:
    assert from_line('["c",7,{"kind":"pause"}]') == Given(7, Control(ControlKind.PAUSE))


def test_a_whole_number_of_seconds_reads_as_a_float() -> None:
    entry = from_line('["p",3,"data",""]')
    assert isinstance(entry, Packet)
    assert type(entry.arrival_s) is float


def test_a_mark_keeps_text_of_any_script() -> None:
    control = Control(ControlKind.MARK, text='über "100", 跟腱\n💪')
    assert from_line(to_line(Given(1, control))) == Given(1, control)
