"""The sensor's clock at the session's first sample, from the recording, however damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drivers.families import decoder_for
from drivers.packet import Packet
from recordings.export.moments import first_sample_s
from recordings.logged import LoggedSession
from tests.recordings.export.making import session
from tests.recordings.pieces import HEADER, recorded


def recorded_as(data: bytes, folder: Path) -> LoggedSession:
    path = folder / "session.jsonl"
    path.write_bytes(data)
    return replace(session(header=HEADER), recording=path)


@pytest.fixture(scope="module")
def first_s() -> float:
    """As the decoder says it."""
    decoder = decoder_for(HEADER.sensor.family, HEADER.sensor.settings)
    made = (decoder.feed(one) for one in recorded().entries if isinstance(one, Packet))
    return next(float(samples.t_s[0]) for samples in made if len(samples))


def test_it_is_the_time_of_the_first_sample(first_s: float, tmp_path: Path) -> None:
    assert first_sample_s(recorded_as(recorded().data, tmp_path)) == first_s


def test_damaged_lines_before_it_are_passed_over(first_s: float, tmp_path: Path) -> None:
    head, rest = recorded().data.split(b"\n", 1)
    data = head + b'\n["p",1,\n["p",true,"data","AA"]\n\xff\xfe\n' + rest
    assert first_sample_s(recorded_as(data, tmp_path)) == first_s


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n", b'{}\n["end",0]\n'], ids=repr)
def test_a_recording_without_samples_cannot_tell(data: bytes, tmp_path: Path) -> None:
    assert first_sample_s(recorded_as(data, tmp_path)) is None


def test_a_recording_that_is_gone_cannot_tell(tmp_path: Path) -> None:
    assert first_sample_s(replace(session(), recording=tmp_path / "gone.jsonl")) is None


def test_a_session_without_recording_cannot_tell() -> None:
    assert first_sample_s(replace(session(), recording=None)) is None


def test_a_sensor_this_version_does_not_know_cannot_tell(tmp_path: Path) -> None:
    one = recorded_as(recorded().data, tmp_path)
    other = replace(HEADER, sensor=replace(HEADER.sensor, family="abacus"))
    assert first_sample_s(replace(one, header=other)) is None
