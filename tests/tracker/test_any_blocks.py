"""The tracker's law: however the samples are cut into blocks, the same events at the same sample."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Scenario, mix, simulate
from tests.accuracy.task import delivered
from tests.tracker.lift import Lifts
from tracker.controls import Control, ControlKind
from tracker.events import Event
from tracker.samples import Samples
from tracker.tracker import Tracker

CONTROLS = {
    4000: Control(ControlKind.PAUSE),
    4500: Control(ControlKind.RESUME),
    6000: Control(ControlKind.UNDO),
    7000: Control(ControlKind.CORRECT, 2),
    8000: Control(ControlKind.NEXT_SET),
}


@cache
def session() -> Samples:
    """Sets and everyday movement on a bad sensor: holes, and a cut of three seconds."""
    simulated = simulate(Scenario(mix(True, 5), MountKind.ANY, Quality.BAD, 52.0, 5))
    samples = delivered(simulated, 5)
    return Samples.concat([samples[:9000], samples[9156:12000]])


@cache
def lifts() -> Samples:
    return Lifts(count=6, hold_s=4.0, turn_deg=8.0, gyr_bias_dps=(1.0, -0.5, 0.3)).samples()


def told(samples: Samples, cuts: list[int]) -> list[Event]:
    tracker = Tracker()
    events: list[Event] = []
    edges = sorted({0, len(samples), *CONTROLS, *(cut % len(samples) for cut in cuts)})
    for a, b in pairwise(edges):
        if a in CONTROLS:
            events += tracker.control(CONTROLS[a])
        events += tracker.update(samples[a:b])
    return events + tracker.finish()


@cache
def single(name: str) -> list[Event]:
    samples = session() if name == "session" else lifts()
    return told(samples, list(range(len(samples))))


def test_a_session_holds_what_could_depend_on_blocks() -> None:
    kinds = {event.kind for event in single("session")} | {event.kind for event in single("lifts")}
    assert kinds >= {
        "rep_counted",
        "rep_measured",
        "signal_gap",
        "set_ended",
        "hold_ended",
        "count_corrected",
    }


def test_one_block_says_what_single_samples_say() -> None:
    assert told(session(), []) == single("session")


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 11_000), max_size=60))
def test_any_cutting_of_a_session_gives_the_same_events(cuts: list[int]) -> None:
    assert told(session(), cuts) == single("session")


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 3000), st.integers(0, 3000))
def test_blocks_of_any_size_give_the_same_events(size: int, offset: int) -> None:
    samples = lifts()
    assert told(samples, list(range(offset, len(samples), size))) == single("lifts")


def test_every_event_is_decided_at_the_time_of_a_sample() -> None:
    times = session().t_s
    late = [event for event in single("session") if not np.isclose(times, event.t_s, atol=0.0).any()]
    assert late == []
