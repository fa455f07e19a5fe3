"""Reading back: whole, cut at any byte, damaged in the middle, and what is no recording at all."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.analysis import analyze
from recordings.entries import End, Given, to_line
from recordings.load import load
from recordings.reader import parse_recording, read_bytes
from recordings.replay import replay
from tests.recordings.making import seated_packets, write_session
from tracker.controls import Control, ControlKind
from tracker.errors import InputError, InputReason
from tracker.events import Marked

PATH = Path("r.jsonl")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Three seconds, with a mark and a pause in them."""
    path = tmp_path_factory.mktemp("whole") / "r.jsonl"
    mark, pause = Control(ControlKind.MARK, text="here é"), Control(ControlKind.PAUSE)
    write_session(path, seated_packets()[:60], {20: mark, 40: pause})
    return path.read_bytes()


def test_cut_at_any_byte_everything_up_to_the_cut_is_there(whole: bytes) -> None:
    entries = parse_recording(whole, PATH).entries
    head = whole.index(b"\n")
    ends = []
    end = head + 1
    for entry in entries:
        end += len(to_line(entry))
        ends.append(end - 1)  # its newline adds nothing to it
    assert end == len(whole)
    for cut in range(head, len(whole) - 1):
        read = parse_recording(whole[:cut], PATH)
        assert read.entries == entries[: sum(end <= cut for end in ends)]
        assert read.warning is not None


def test_cut_within_the_header_is_one_sentence(whole: bytes) -> None:
    for cut in range(1, whole.index(b"\n")):
        with pytest.raises(InputError, match=r"^r.jsonl, line 1: [^\n]+$"):
            parse_recording(whole[:cut], PATH)


def test_a_cut_recording_is_analysed_however_little_is_left(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    for cut in range(whole.index(b"\n"), len(whole) - 1, 331):
        path.write_bytes(whole[:cut])
        loaded = load(path)
        assert loaded.warnings
        report = analyze(loaded).report
        assert report["duration_s"] >= 0.0
        assert report["totals"]["reps"] == 0


def test_a_whole_recording_of_half_a_second_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.jsonl"
    write_session(path, seated_packets()[:10], {})
    with pytest.raises(InputError, match="at least 1 s") as refused:
        analyze(load(path))
    assert refused.value.reason is InputReason.TOO_SHORT


def test_a_damaged_line_in_the_middle_costs_that_line_only(whole: bytes) -> None:
    lines = whole.split(b"\n")
    lines[9] = lines[9][:20] + b"\0\0\0\0" + lines[9][24:]
    read = parse_recording(b"\n".join(lines), PATH)
    entries = parse_recording(whole, PATH).entries
    assert read.entries == entries[:8] + entries[9:]
    assert read.warning == "r.jsonl: 1 damaged line left out, the first is line 10"


def test_an_editor_that_saved_it_with_another_newline_and_a_mark_does_no_harm(whole: bytes) -> None:
    edited = b"\xef\xbb\xbf" + whole.replace(b"\n", b"\r\n") + b"\r\n"
    assert parse_recording(edited, PATH) == parse_recording(whole, PATH)


def test_controls_stand_at_their_sample(whole: bytes) -> None:
    entries = parse_recording(whole, PATH).entries
    given = [entry for entry in entries if isinstance(entry, Given)]
    marked = [entry for entry in entries if isinstance(entry, Marked)]
    assert [one.control.kind for one in given] == [ControlKind.MARK, ControlKind.PAUSE]
    assert [one.sample for one in given] == [80, 160]  # two notifications make eight samples
    assert marked[0].text == "here é"
    assert isinstance(entries[-1], End)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_damage_never_raises_anything_but_an_input_error(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)), "cut")])
    for _ in range(data.draw(st.integers(1, 20), "times")):
        place = data.draw(st.integers(0, len(damaged)), "place")
        damaged[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=5))
    survives(bytes(damaged))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100), st.lists(st.binary(max_size=40), max_size=20))
def test_random_bytes_as_packets_never_raise(whole: bytes, rubbish: bytes, packets: list[bytes]) -> None:
    lines = b"".join(b'["p",1.0,"data","%s"]\n' % base64.b64encode(packet) for packet in packets)
    survives(whole[: whole.index(b"\n") + 1] + lines + rubbish)


def survives(data: bytes) -> None:
    refusal = ""
    try:
        for _ in replay(parse_recording(data, PATH)):
            pass
    except InputError as refused:
        refusal = refused.message
    assert "\n" not in refusal


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file") as refused:
        read_bytes(tmp_path / "none.jsonl")
    assert refused.value.reason is InputReason.MISSING


def test_a_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder") as refused:
        read_bytes(tmp_path)
    assert refused.value.reason is InputReason.NOT_A_FILE


@pytest.mark.parametrize("content", [b"", b"\n", b"  \r\n\n"])
def test_an_empty_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is empty") as refused:
        read_bytes(path)
    assert refused.value.reason is InputReason.EMPTY


@pytest.mark.skipif(sys.platform == "win32", reason="a device file of Unix")
def test_a_device_that_never_ends_is_not_read() -> None:
    with pytest.raises(InputError, match="is no file"):
        read_bytes(Path("/dev/zero"))


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="root reads everything")
def test_a_file_of_somebody_else_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        read_bytes(path)


def test_a_name_no_system_can_have_is_one_sentence() -> None:
    with pytest.raises(InputError):
        read_bytes(Path("a\0b"))
