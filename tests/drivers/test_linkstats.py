"""Figures of a link, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from drivers.linkstats import LinkFigures, LinkStats
from drivers.remarks import Remarks
from drivers.source import LinkChange, LinkState
from tracker.samples import Samples

PER_PACKET = 8


def samples(first: int, rate_hz: float) -> Samples:
    t_s = (first + np.arange(PER_PACKET)) / rate_hz
    return Samples(t_s, np.zeros((PER_PACKET, 3)), np.zeros((PER_PACKET, 3)))


def followed(
    seconds: float = 30.0,
    rate_hz: float = 100.0,
    *,
    nominal_hz: float = 100.0,
    lost: Callable[[int], bool] = lambda k: False,
    late_s: Callable[[int], float] = lambda k: 0.0,
    battery_pct: int | None = None,
) -> tuple[LinkFigures, list[LinkChange]]:
    """Figures at the end of a stream, and what was said meanwhile; `lost` and `late_s` by number of packet."""
    stats = LinkStats(nominal_hz, battery_pct)
    remarks = Remarks("leg", stats)
    remarks.changed(LinkChange(500.0, LinkState.STREAMING, "leg is streaming"))
    told, missing = [], 0
    for k in range(round(seconds * rate_hz / PER_PACKET)):
        if lost(k):
            missing += PER_PACKET
            continue
        part = samples(k * PER_PACKET, rate_hz)
        arrival_s = 500.0 + float(part.t_s[-1]) + 0.01 + late_s(k)
        stats.take(arrival_s, part, missing)
        told += remarks.look(arrival_s)
    return stats.figures(), told


def test_nothing_is_known_before_there_is_something() -> None:
    assert LinkStats(100.0, 80).figures() == LinkFigures(nominal_hz=100.0, battery_pct=80)


@pytest.mark.parametrize("rate_hz", [52.0, 100.0, 208.0])
def test_the_rate_is_the_sensor_s_own(rate_hz: float) -> None:
    assert followed(rate_hz=rate_hz)[0].rate_hz == pytest.approx(rate_hz, rel=0.01)


def test_the_rate_holds_what_was_lost() -> None:
    assert followed(lost=lambda k: k % 4 == 1)[0].rate_hz == pytest.approx(100.0, rel=0.03)


def test_loss_is_told_of_all_and_of_lately() -> None:
    figures, _ = followed(lost=lambda k: k < 200 and k % 2 == 1)
    assert figures.lost_lately == 0.0
    assert figures.lost_share == pytest.approx(100 / 375, rel=0.05)


def test_packets_are_counted_by_the_second() -> None:
    assert followed()[0].packets_hz == pytest.approx(12.5, rel=0.02)


def test_the_longest_pause_is_told() -> None:
    figures, _ = followed(late_s=lambda k: 0.5 if k == 300 else 0.0)
    assert figures.pause_s == pytest.approx(0.58, abs=0.01)


def test_an_even_link_is_late_by_nothing_and_its_packets_fill_meanwhile() -> None:
    figures, _ = followed()
    assert figures.late_s == pytest.approx(0.0, abs=0.005)
    assert figures.delay_s == pytest.approx(0.07, abs=0.005)


def test_a_link_that_is_late_now_and_then_is_told_as_that() -> None:
    figures, _ = followed(late_s=lambda k: 0.2 if k % 5 == 0 else 0.0)
    assert figures.late_s == pytest.approx(0.2, abs=0.02)


def test_a_good_link_is_nothing_to_remark_on() -> None:
    assert followed(battery_pct=80)[1] == []


def test_a_link_that_loses_much_is_weak_and_says_what_to_do() -> None:
    _, told = followed(lost=lambda k: k % 3 == 1)
    assert [one.state for one in told] == [LinkState.WEAK]
    assert "bring it nearer" in told[0].reason


def test_a_link_that_loses_little_again_is_told_once() -> None:
    _, told = followed(60.0, lost=lambda k: k < 200 and k % 3 == 1)
    assert [one.state for one in told] == [LinkState.WEAK, LinkState.STREAMING]


def test_a_lost_packet_now_and_then_is_nothing_to_remark_on() -> None:
    assert followed(lost=lambda k: k % 20 == 1)[1] == []


def test_a_rate_other_than_asked_for_is_told_once() -> None:
    _, told = followed(rate_hz=52.0, nominal_hz=104.0)
    assert len(told) == 1
    assert "52 Hz, 104 were asked for" in told[0].reason


@pytest.mark.parametrize("rate_hz", [94.0, 106.0])
def test_a_rate_that_is_a_little_off_is_nothing_to_remark_on(rate_hz: float) -> None:
    assert followed(rate_hz=rate_hz)[1] == []


def test_a_low_battery_is_told_once() -> None:
    _, told = followed(battery_pct=12)
    assert [one.reason[:25] for one in told] == ["battery of leg at 12 %: c"]


def test_a_gap_of_the_link_is_no_loss_of_the_link_that_is_back() -> None:
    stats = LinkStats(100.0)
    remarks = Remarks("leg", stats)
    remarks.changed(LinkChange(500.0, LinkState.STREAMING, "leg is streaming"))
    told: list[LinkChange] = []
    for k in range(400):
        gone = k >= 150
        part = samples(k * PER_PACKET + 2000 * gone, 100.0)
        arrival_s = 500.0 + float(part.t_s[-1])
        if k == 150:
            remarks.changed(LinkChange(arrival_s - 1.0, LinkState.LOST, "gone"))
            remarks.changed(LinkChange(arrival_s, LinkState.BACK, "back"))
        stats.take(arrival_s, part, 2000 * gone)
        told += remarks.look(arrival_s)
    assert told == []


def test_nothing_is_remarked_before_the_link_has_said_that_it_streams() -> None:
    stats = LinkStats(100.0, 12)
    remarks = Remarks("leg", stats)
    assert remarks.look(500.0) == []
    remarks.changed(LinkChange(501.0, LinkState.STREAMING, "leg is streaming"))
    assert len(remarks.look(501.0)) == 1
