"""A recorded session that was cut off at any byte, or damaged: what is there is read, and no more is refused."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.entries import End, to_line
from recordings.load import load
from recordings.reader import parse_recording
from recordings.replay import replay
from tests.recordings.pieces import recorded
from tracker.errors import InputError, InputReason

PATH = Path("session.jsonl")


def complete(cut: int) -> int:
    """How many entries are whole within the first `cut` bytes; the last newline adds nothing."""
    session = recorded()
    lengths = [len(to_line(entry)) for entry in [*session.entries, End(session.samples)]]
    return sum(end - 1 <= cut for end in accumulate(lengths, initial=session.header_bytes)) - 1


def last_lines(count: int) -> range:
    """Every cut within the last so many lines, but for the one that costs only the last newline."""
    data = recorded().data
    start = len(data) - sum(len(line) for line in data.splitlines(keepends=True)[-count:])
    return range(start, len(data) - 1)


def anywhere(count: int) -> list[int]:
    """So many cuts after the header."""
    data = recorded().data
    return random.Random(7).sample(range(recorded().header_bytes, len(data) - 1), count)


def assert_read_up_to(cut: int) -> None:
    session = recorded()
    recording = parse_recording(session.data[:cut], PATH)
    assert recording.warning is not None
    assert recording.entries == [*session.entries, End(session.samples)][: complete(cut)]


def test_a_whole_session_has_nothing_to_warn_of() -> None:
    assert parse_recording(recorded().data, PATH).warning is None


def test_a_whole_session_reads_entry_by_entry() -> None:
    session = recorded()
    assert parse_recording(session.data, PATH).entries == [*session.entries, End(session.samples)]


def test_a_session_without_its_last_newline_is_whole() -> None:
    assert parse_recording(recorded().data[:-1], PATH).warning is None


def test_a_cut_at_every_byte_of_the_last_three_lines_keeps_what_was_before() -> None:
    # The lines before are parsed alike at every cut; left out, the test takes a hundredth of the time.
    session = recorded()
    head = session.data[: session.header_bytes]
    entries = [*session.entries, End(session.samples)][-6:]
    tail = "".join(map(to_line, entries)).encode()
    assert session.data.endswith(tail)
    offset = len(session.data) - len(tail)
    ends = [offset + end - 1 for end in accumulate(len(to_line(entry)) for entry in entries)]
    for cut in last_lines(3):
        recording = parse_recording(head + session.data[offset:cut], PATH)
        assert recording.warning is not None, cut
        assert recording.entries == entries[: sum(end <= cut for end in ends)], cut


def test_a_cut_at_two_hundred_places_keeps_what_was_before() -> None:
    for cut in anywhere(200):
        assert_read_up_to(cut)


def test_a_cut_inside_a_line_names_the_line() -> None:
    session = recorded()
    lines = session.data.splitlines(keepends=True)
    cut = len(b"".join(lines[:100])) + 9
    assert (
        parse_recording(session.data[:cut], PATH).warning == f"{PATH}: cut off in line 101, read up to there"
    )


def test_a_cut_between_two_lines_is_a_recording_that_was_not_closed() -> None:
    lines = recorded().data.splitlines(keepends=True)
    warning = parse_recording(b"".join(lines[:100]), PATH).warning
    assert warning == f"{PATH}: not closed, so its last moments may be missing"


def test_a_cut_right_after_the_header_leaves_an_empty_session() -> None:
    recording = parse_recording(recorded().data[: recorded().header_bytes], PATH)
    assert recording.entries == []
    assert recording.warning is not None


def test_a_cut_anywhere_in_the_header_is_refused() -> None:
    for cut in range(1, recorded().header_bytes - 1):
        with pytest.raises(InputError, match="cut off within its first line"):
            parse_recording(recorded().data[:cut], PATH)


def test_a_cut_before_the_first_byte_is_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    path.write_bytes(b"")
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.reason is InputReason.EMPTY


def test_a_damaged_line_is_left_out_and_said_so() -> None:
    lines = recorded().data.splitlines(keepends=True)
    lines[50] = b"\xff" + lines[50][1:]
    recording = parse_recording(b"".join(lines), PATH)
    assert len(recording.entries) == len(lines) - 2
    assert recording.warning == f"{PATH}: 1 damaged line left out, the first is line 51"


def test_a_recording_saved_again_by_an_editor_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + recorded().data.replace(b"\n", b"\r\n"))
    loaded = load(path)
    assert loaded.recording is not None
    assert loaded.warnings == []


def short() -> bytes:
    """The header, and lines of every kind."""
    lines = recorded().data.splitlines(keepends=True)
    kinds = [line for line in lines[1:] if not line.startswith(b'["p"')]
    return b"".join([lines[0], *lines[1:40], *kinds])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_changed_bytes_raise_nothing_but_input_errors(data: st.DataObject) -> None:
    damaged = bytearray(short())
    places = st.integers(0, len(damaged) - 1) | st.integers(0, recorded().header_bytes - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8), label="places"):
        damaged[place] = data.draw(st.integers(0, 255), label="byte")
    assert_harmless(bytes(damaged))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_bytes_put_in_or_taken_out_raise_nothing_but_input_errors(data: st.DataObject) -> None:
    whole = short()
    place = data.draw(st.integers(0, len(whole)), label="place")
    taken = data.draw(st.integers(0, 400), label="taken")
    assert_harmless(
        whole[:place] + data.draw(st.binary(max_size=40), label="put in") + whole[place + taken :]
    )


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_after_a_header_raise_nothing_but_input_errors(rubbish: bytes) -> None:
    assert_harmless(recorded().data[: recorded().header_bytes] + rubbish)


def assert_harmless(data: bytes) -> None:
    """Reading and replaying end, or are refused in one line."""
    try:
        for _ in replay(parse_recording(data, PATH)):
            pass
    except InputError as error:
        assert len(error.message.splitlines()) == 1  # noqa: PT017 - being refused is one of two good ends
