from __future__ import annotations

import numpy as np
import pytest

from drivers.virtual.radio import deliver, lost_runs, packet_size
from drivers.virtual.signal import RadioTrouble
from tracker.samples import Floats

EVEN = np.arange(26_000) / 26.0  # notifications of about seventeen minutes
BAD = RadioTrouble(loss_share=0.05, loss_run=2.0, burst_s=0.045)
CLEAN = RadioTrouble()


def arrivals(trouble: RadioTrouble, sent: Floats = EVEN, seed: int = 1) -> Floats:
    return np.array([t for t in deliver(sent, trouble, seed) if t is not None])


def runs(lost: list[bool]) -> list[int]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.array(lost, dtype=int), [0]))))
    return [int(length) for length in edges[1::2] - edges[::2]]


def chain(share: float, run: float) -> list[bool]:
    return lost_runs(200_000, RadioTrouble(share, run), np.random.default_rng(1))


def test_nothing_is_lost_where_nothing_shall_be_lost() -> None:
    assert None not in deliver(EVEN, CLEAN, 1)


@pytest.mark.parametrize("share", [0.005, 0.05, 0.3])
def test_the_share_asked_for_is_lost(share: float) -> None:
    assert np.mean(chain(share, 2.0)) == pytest.approx(share, rel=0.15)


@pytest.mark.parametrize("run", [1.0, 2.0, 5.0])
def test_losses_come_in_runs_of_the_length_asked_for(run: float) -> None:
    assert np.mean(runs(chain(0.05, run))) == pytest.approx(run, rel=0.05)


def test_delivery_loses_the_share_asked_for() -> None:
    lost = [one is None for one in deliver(EVEN, BAD, 3)]
    assert np.mean(lost) == pytest.approx(0.05, abs=0.01)


def test_every_notification_is_accounted_for() -> None:
    assert len(deliver(EVEN, BAD, 1)) == len(EVEN)


def test_order_is_kept() -> None:
    assert np.all(np.diff(arrivals(BAD)) >= 0)


def test_nothing_arrives_before_it_was_sent() -> None:
    assert np.all(arrivals(CLEAN) > EVEN)


def test_nothing_arrives_later_than_a_few_connection_events() -> None:
    assert np.max(arrivals(CLEAN) - EVEN) < 4 * CLEAN.burst_s


def test_arrivals_come_in_bursts() -> None:
    sent: Floats = np.linspace(0.0, 100.0, 5001)
    assert np.mean(np.diff(arrivals(RadioTrouble(burst_s=0.045), sent)) < 0.005) > 0.2


def test_the_same_seed_gives_the_same_arrivals() -> None:
    assert deliver(EVEN, BAD, 5) == deliver(EVEN, BAD, 5)


def test_another_seed_gives_other_arrivals() -> None:
    assert deliver(EVEN, BAD, 5) != deliver(EVEN, BAD, 6)


@pytest.mark.parametrize(("rate_hz", "size"), [(13, 1), (52, 4), (104, 8), (208, 16), (5, 1)])
def test_a_radio_loses_a_thirteenth_of_a_second_together(rate_hz: float, size: int) -> None:
    assert packet_size(rate_hz) == size
