"""A session of two sensors from end to end: virtual athlete, virtual sensors, real bleak, recording, replay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drivers.families import decoder_for
from drivers.packet import Packet
from drivers.source import Place
from drivers.virtual.scenario import Item
from recordings.header import Header
from recordings.load import load
from recordings.replay import differences, stored_events, stored_of_other
from recordings.road import road_of
from tests.drivers.turns import Turns
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Exercise, Setup, Side
from tracker.tracker import Tracker
from ui import practice
from ui.running import Start, run_session

REPS = 5


@pytest.fixture
def recorded(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Path:
    """A short session of a family and a place, on plain lines."""
    slug, place = request.param
    monkeypatch.setenv("SOLEUS_HOME", str(tmp_path))
    items = (Item(Exercise.SEATED_SOLEUS_RAISE, REPS),)
    monkeypatch.setattr(practice, "mix", lambda *_: items)
    pace = Turns()

    async def session() -> Path:
        pair = practice.practice_pair(4, slug, place, pace)
        setup = Setup(None, Side.LEFT)
        start = Start(
            pair,
            pace,
            setup,
            lambda info, at: Header(info, at, side=Side.LEFT, simulated=True),
            simulated=True,
            second=lambda: pair.second,
            place=place,
        )
        ended = await run_session(start, plain=True)
        assert ended.recording is not None
        return ended.recording

    path = pace.run(session(), limit_s=60.0)
    path.with_suffix(".txt").write_text(capsys.readouterr().out)
    return path


LEGS = ("movesense", Place.OTHER_LEG)
THIGH = ("movesense", Place.THIGH)
POLAR = ("polar", Place.THIGH)


@pytest.mark.parametrize("recorded", [LEGS], indirect=True)
def test_each_leg_is_counted_and_told_under_its_name(recorded: Path) -> None:
    out = recorded.with_suffix(".txt").read_text()
    assert f"left: Total: {REPS} repetitions in 1 set" in out
    assert f"right: Total: {REPS} repetitions in 1 set" in out
    recording = load(recorded).recording
    assert recording is not None
    assert Ledger(stored_of_other(recording)).totals.reps == REPS


@pytest.mark.parametrize("recorded", [LEGS, THIGH, POLAR], indirect=True)
def test_a_recording_of_two_replays_to_the_same(recorded: Path) -> None:
    loaded = load(recorded)
    assert loaded.warnings == []
    assert loaded.recording is not None
    steps = list(loaded.steps())
    assert (
        differences(stored_events(loaded.recording), [e for s in steps for e in s.events], whole=True) == []
    )
    assert (
        differences(stored_of_other(loaded.recording), [e for s in steps for e in s.other], whole=True) == []
    )


@pytest.mark.parametrize("recorded", [THIGH], indirect=True)
def test_what_the_thigh_sent_is_recorded_and_counted_no_second_time(recorded: Path) -> None:
    lines = [json.loads(line) for line in recorded.read_text().splitlines()[1:]]
    packets = [line for line in lines if line[0] == "p"]
    assert {len(line) for line in packets} == {4, 5}
    recording = load(recorded).recording
    assert recording is not None
    assert Ledger(stored_events(recording)).totals.reps == REPS
    assert stored_of_other(recording) == []


@pytest.mark.parametrize("recorded", [THIGH, POLAR], indirect=True)
def test_the_thigh_stands_on_the_shank_s_clock_to_some_hundredths_of_a_second(recorded: Path) -> None:
    """Both devices' clocks are one in truth, so the thigh's own times are what they should come to."""
    recording = load(recorded).recording
    assert recording is not None
    header = recording.header
    assert header.second is not None
    road = road_of(header.sensor, header.second, Tracker(), Setup())
    its_own = decoder_for(header.second.sensor.family, header.second.sensor.settings)
    off_s = []
    for packet in recording.entries:
        if isinstance(packet, Packet):
            road.packet(packet)
            samples = its_own.feed(packet) if packet.sensor else Samples.empty()
            if len(samples) and len(road.second):
                off_s.append(float(road.second.t_s[-1] - samples.t_s[-1]))
    assert len(off_s) > 50
    assert max(map(abs, off_s)) < 0.06
