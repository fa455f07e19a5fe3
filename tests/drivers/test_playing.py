"""A virtual device as it is played: one link at a time, what nobody listens to is gone, what a link carries at once, a battery
that ends; and the air between."""

from __future__ import annotations

from collections.abc import Coroutine
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from drivers.virtual.device import Sent
from drivers.virtual.devices.diy import NOTIFY, Diy
from drivers.virtual.peripheral import Battery
from drivers.virtual.playing import Playing
from drivers.virtual.radio import Radio
from drivers.virtual.signal import RadioTrouble, VirtualSignal
from tests.drivers.turns import Turns
from tracker.samples import Samples

SECONDS = 6.0


def sensor(battery: Battery | None = None) -> Diy:
    t_s = np.arange(int(100.0 * SECONDS)) / 100.0
    acc = np.column_stack((np.sin(t_s), np.cos(t_s), np.full(len(t_s), 9.8)))
    return Diy(VirtualSignal(Samples(t_s, acc, 0.1 * acc), t_s, 100.0), battery, batch=1, fill=False)


class Careless(Diy):
    """A board that thinks its link carries any line."""

    mtu = 23

    def _cut(self, waiting: bytearray, *, whole: bool) -> list[bytes]:
        line = bytes(waiting)
        waiting.clear()
        return [line]


class Listener:
    """Who has a link to it, on time that jumps."""

    def __init__(self, battery: Battery | None = None, **how: Any) -> None:  # noqa: ANN401 - of the playing
        self.pace = Turns()
        self.one = Playing(sensor(battery), self.pace, **how)
        self.heard: list[tuple[float, bytes]] = []
        self.gone_s: list[float] = []

    def connect(self) -> None:
        self.one.connect(
            lambda uuid, data: self.heard.append((self.pace.now(), data)),
            lambda: self.gone_s.append(self.pace.now()),
        )
        self.one.listen(NOTIFY, on=True)

    def run(self, happens: Coroutine[Any, Any, None]) -> Listener:
        self.pace.run(happens)
        return self


def listen_for(seconds: float, listener: Listener | None = None) -> Listener:
    one = listener or Listener()

    async def listening() -> None:
        one.connect()
        await one.pace.sleep(seconds)

    return one.run(listening())


def numbers(listener: Listener) -> list[int]:
    """Counters of the samples heard."""
    lines = b"".join(data for _, data in listener.heard).split(b"\n")[:-1]
    return [int(line.split(b",")[0]) for line in lines if not line.startswith(b"#")]


def test_every_sample_is_heard_when_it_was_measured() -> None:
    listener = listen_for(2.0)
    assert numbers(listener) == list(range(len(numbers(listener))))
    assert len(numbers(listener)) == pytest.approx(200, abs=2)
    assert [at for at, data in listener.heard if data.startswith(b"150,")] == [1.5]


def test_a_device_that_has_sent_all_lets_go() -> None:
    listener = listen_for(SECONDS + 1.0)
    assert numbers(listener)[-1] == 599
    assert listener.one.over
    assert listener.gone_s == [pytest.approx(SECONDS + 0.3, abs=0.02)]


def test_one_that_is_connected_is_not_in_reach_of_another() -> None:
    listener = Listener()

    async def twice() -> None:
        assert listener.one.in_reach
        listener.connect()
        assert not listener.one.in_reach
        listener.one.drop()
        assert listener.one.in_reach

    listener.run(twice())


def test_what_is_measured_while_nobody_listens_is_gone() -> None:
    listener = Listener()

    async def away() -> None:
        listener.connect()
        await listener.pace.sleep(1.0)
        listener.one.drop()
        await listener.pace.sleep(2.0)
        listener.connect()
        await listener.pace.sleep(1.0)

    missing = [b - a for a, b in pairwise(numbers(listener.run(away())))]
    assert max(missing) == pytest.approx(200, abs=2)
    assert sorted(missing)[-2] == 1


def test_a_battery_that_ends_takes_the_link_down_for_good() -> None:
    listener = listen_for(4.0, Listener(Battery(50.0, 25.0)))
    assert listener.gone_s == [2.0]
    assert not listener.one.in_reach


def test_a_link_carries_no_more_at_once_than_its_mtu() -> None:
    listener = Listener()
    listener.one.device = Careless(sensor().signal, batch=1, fill=False)
    assert max(len(data) for _, data in listen_for(1.0, listener).heard) == 20


def test_between_connection_events_nothing_is_carried() -> None:
    times = {at for at, _ in listen_for(1.0, Listener(interval_s=0.05)).heard}
    assert all(at / 0.05 == pytest.approx(round(at / 0.05)) for at in times)
    assert len(times) == pytest.approx(20, abs=1)


def test_a_restart_ends_the_link_and_the_clock_begins_anew() -> None:
    listener = Listener()

    async def loose() -> None:
        listener.connect()
        await listener.pace.sleep(1.0)
        listener.one.restart()
        listener.connect()
        await listener.pace.sleep(1.0)

    listener.run(loose())
    stamps = [int(data.split(b",")[1]) for _, data in listener.heard if not data.startswith(b"#")]
    assert len(listener.gone_s) == 1
    assert min(stamps) < 20_000


# The air


def carried(trouble: RadioTrouble, seed: int = 1) -> list[tuple[float, float]]:
    """When each of ten thousand that came was sent and heard."""
    radio = Radio(trouble, seed)
    sent = [Sent(0.02 * k, NOTIFY, b"") for k in range(10_000)]
    return [(one.sent_s, came.arrival_s) for one in sent for came in radio.carry(one)]


def test_a_radio_loses_the_share_it_is_told() -> None:
    assert len(carried(RadioTrouble(0.1, 3.0))) == pytest.approx(9000, abs=300)


def test_a_radio_keeps_the_order_and_hands_nothing_over_before_it_was_sent() -> None:
    came = carried(RadioTrouble(0.05, 3.0, burst_s=0.045))
    assert all(arrival_s > sent_s for sent_s, arrival_s in came)
    assert all(a[1] <= b[1] for a, b in pairwise(came))


def test_a_radio_loses_no_answers() -> None:
    radio = Radio(RadioTrouble(0.9, 10.0), 1)
    answers = [Sent(0.1 * k, NOTIFY, b"", answer=True) for k in range(100)]
    assert [came.arrival_s for one in answers for came in radio.carry(one)] == [one.sent_s for one in answers]
