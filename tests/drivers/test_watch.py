"""Silence, judged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.watch import LOST_S, RECENT, WATCH_S, WEAK_S, Silence, Watch


def looks(watch: Watch, from_s: float, to_s: float) -> list[tuple[float, Silence]]:
    """What regular looks find new, with their times."""
    found = []
    for k in range(1, round((to_s - from_s) / WATCH_S) + 1):
        now_s = from_s + k * WATCH_S
        silence = watch.look(now_s)
        if silence is not None:
            found.append((now_s, silence))
    return found


def told(watch: Watch, step_s: float, seconds: float) -> list[Silence]:
    """What is found while packets come, so far apart."""
    found, packet_s, now_s = [], 0.0, 0.0
    while now_s < seconds:
        now_s += WATCH_S
        while packet_s <= now_s:
            watch.heard(packet_s)
            packet_s += step_s
        if (silence := watch.look(now_s)) is not None:
            found.append(silence)
    return found


def test_silence_is_weak_after_a_second_and_lost_after_three() -> None:
    found = looks(Watch(0.0), 0.0, LOST_S + WATCH_S)
    assert [silence for _, silence in found] == [Silence.WEAK, Silence.LOST]
    assert WEAK_S < found[0][0] <= WEAK_S + WATCH_S
    assert LOST_S < found[1][0] <= LOST_S + WATCH_S


@pytest.mark.parametrize("step_s", [0.01, 0.08, 0.5, 0.9])
def test_packets_that_come_each_second_are_no_silence(step_s: float) -> None:
    assert told(Watch(0.0), step_s, 60.0) == []


def test_frames_of_two_seconds_are_no_silence_once_known() -> None:
    watch = Watch(0.0)
    told(watch, 2.0, 2.0 * (RECENT + 2))
    assert told_after(watch, 2.0 * (RECENT + 2), 2.0) == []


def told_after(watch: Watch, from_s: float, step_s: float) -> list[Silence]:
    found, packet_s, now_s = [], from_s + step_s, from_s
    while now_s < from_s + 30.0:
        now_s += WATCH_S
        while packet_s <= now_s:
            watch.heard(packet_s)
            packet_s += step_s
        if (silence := watch.look(now_s)) is not None:
            found.append(silence)
    return found[1:] if found[:1] == [Silence.OVER] else found


def test_a_stream_that_flows_again_is_told() -> None:
    watch = Watch(0.0)
    looks(watch, 0.0, 2.0)
    watch.heard(2.1)
    assert watch.look(2.25) is Silence.OVER


def test_a_host_that_was_away_takes_nothing_for_silence() -> None:
    watch = Watch(0.0)
    assert watch.look(WATCH_S) is None
    assert watch.look(WATCH_S + 60.0 + WATCH_S) is None


@given(st.lists(st.floats(0.0, 100.0), max_size=30), st.floats(0.0, 100.0))
def test_packets_in_any_order_of_times_make_no_silence_below_zero(
    arrivals: list[float], now_s: float
) -> None:
    watch = Watch(0.0)
    for arrival_s in arrivals:
        watch.heard(arrival_s)
    assert watch.silent_s(now_s) >= 0.0
