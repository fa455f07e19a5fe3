"""The faults a living room has: how each is made, and what the user has to be told.

Each is a session of `three_sets`, on a Movesense unless it says otherwise. Here are those of devices and of the air, through
the backend of ours on any system; those of the system are in tests.air.system_faults. `python -m tests.air.table` makes
docs/faults.md of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from drivers.virtual.device import Device
from drivers.virtual.devices.diy import Diy
from drivers.virtual.devices.dot import Dot
from drivers.virtual.devices.metawear import Metawear
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.devices.witmotion import Witmotion
from drivers.virtual.peripheral import Battery, Peripheral
from drivers.virtual.playing import Playing
from drivers.virtual.radio import Air as Waves
from drivers.virtual.signal import VirtualSignal
from tests.air import mishaps
from tests.air.lockstep import Lockstep
from tests.air.sessions import Kept, play_on_any_system
from tests.air.three_sets import mid_rep_s, simulated
from ui.session import Session

Make = Callable[[VirtualSignal], Device]


@dataclass(frozen=True)
class Fault:
    """`says` are words of lines the user has to see, in their order. `starts` is false where no session can begin,
    `counts` where so much is missing that no count can be right, and the user has to be warned."""

    what: str
    run: Callable[[Path], Kept]
    says: tuple[str, ...] = ()
    rate_hz: float = 104.0
    starts: bool = True
    counts: bool = True


def waves(air: Callable[[], Waves], make: Make = Movesense, rate_hz: float = 104.0) -> Callable[[Path], Kept]:
    """Something happens to the notifications."""

    def run(path: Path) -> Kept:
        pace = Lockstep()
        return play_on_any_system(Playing(make(simulated(rate_hz).signal), pace, air()), pace, path)

    return run


def device(
    make: Make,
    meanwhile: Callable[[Playing], object] | None = None,
    rate_hz: float = 104.0,
    *,
    ends_after_s: float | None = None,
) -> Callable[[Path], Kept]:
    """Something is wrong with the device, from the beginning or from mid-repetition on; the athlete may end the session
    some time after."""

    def run(path: Path) -> Kept:
        pace = Lockstep()
        one = Playing(make(simulated(rate_hz).signal), pace)

        async def beside(session: Session) -> None:
            await mid_rep(one)
            if meanwhile is not None:
                meanwhile(one)
            if ends_after_s is not None:
                await pace.sleep(ends_after_s)
                session.let_end()

        return play_on_any_system(one, pace, path, beside)

    return run


async def mid_rep(one: Playing) -> None:
    """Until the athlete is on the way up in the second repetition of the second set."""
    while one.started_s is None:
        await one.pace.sleep(0.1)
    await one.pace.until(one.started_s + mid_rep_s())


def reset_clock(one: Playing) -> None:
    """Only its clock."""
    assert isinstance(one.device, Peripheral)
    one.device.reset_clock(one.world_s())


DEVICE_FAULTS: Mapping[str, Fault] = {
    "firmware 404": Fault(
        "the sensor's firmware has no such stream (answers 404)",
        device(lambda signal: Movesense(signal, rates_hz=())),
        ("refused to stream: its firmware has no such stream: update its firmware",),
        starts=False,
    ),
    "firmware 507": Fault(
        "the sensor has no free slot for a stream (answers 507)",
        device(lambda signal: Movesense(signal, slots=0)),
        ("refused to stream: it has no free slot for a stream: close other programs",),
        starts=False,
    ),
    "old firmware 507": Fault(
        "the same from old firmware, with the bytes of the 507 the other way round",
        device(lambda signal: Movesense(signal, slots=0, old=True)),
        ("refused to stream: it has no free slot for a stream: close other programs",),
        starts=False,
    ),
    "split": Fault(
        "every notification comes in two pieces, cut anywhere (WitMotion)",
        waves(mishaps.Split, Witmotion, 100.0),
        rate_hz=100.0,
    ),
    "merged": Fault(
        "every two notifications come as one (home-built)",
        waves(mishaps.Merged, Diy, 100.0),
        rate_hz=100.0,
    ),
    "doubled": Fault("3 of 10 notifications come twice", waves(mishaps.Doubled)),
    "doubled, no clock": Fault(
        "3 of 10 notifications come twice, of a sensor without clock or counter (WitMotion)",
        waves(mishaps.Doubled, Witmotion, 100.0),
        rate_hz=100.0,
    ),
    "bursts": Fault(
        "notifications are held back and come in bursts every 2 s",
        waves(mishaps.Bursts),
        ("no data for",),
    ),
    "3 of 10 lost": Fault(
        "3 of 10 notifications never come, one sample each (MetaWear)",
        waves(mishaps.Lossy, Metawear, 100.0),
        ("% of the samples of MetaWear are lost: bring it nearer",),
        rate_hz=100.0,
    ),
    "3 of 10 lost, eight at once": Fault(
        "3 of 10 notifications never come, so that half of the packets of eight samples are missing",
        waves(mishaps.Lossy),
        ("% of the samples of Movesense 000000000000 are lost: bring it nearer", "signal lost for"),
        counts=False,
    ),
    "garbage": Fault("between the notifications come bytes nobody sent", waves(mishaps.Garbage)),
    "garbage of 20 bytes": Fault(
        "the same where a notification of 20 bytes has a meaning (Movella DOT)",
        waves(mishaps.Garbage, Dot, 60.0),
        rate_hz=60.0,
    ),
    "restarted": Fault(
        "the sensor's battery comes loose in the middle of a repetition; its clock begins anew",
        device(Movesense, Playing.restart),
        ("the link broke, looking for", "is back"),
    ),
    "clock reset": Fault(
        "the sensor's clock is set to 0 while it streams (Movella DOT)",
        device(Dot, reset_clock, 60.0),
        rate_hz=60.0,
    ),
    "another rate": Fault(
        "the sensor was asked for 100 samples a second and sends 50 (WitMotion)",
        device(lambda signal: Witmotion(signal, runs_hz=50.0), rate_hz=100.0),
        ("Hz, 100 were asked for; it counts all the same",),
        rate_hz=100.0,
    ),
    "another rate than told": Fault(
        "the sensor's header says 100 samples a second, and it sends 52 (home-built)",
        device(lambda signal: Diy(signal, says_hz=100.0, batch=1), rate_hz=52.0),
        ("Hz, 100 were asked for; it counts all the same",),
        rate_hz=52.0,
    ),
    "too slow": Fault(
        "the sensor lets nothing be set and stays at its 10 samples a second (WitMotion)",
        device(lambda signal: Witmotion(signal, deaf=True), rate_hz=100.0),
        ("stays at 10 Hz, too slow",),
        starts=False,
    ),
    "silent": Fault(
        "the sensor agrees to stream and sends nothing",
        waves(mishaps.Silenced),
        ("connected but sent nothing: restart the sensor",),
        starts=False,
    ),
    "falls silent": Fault(
        "the sensor stays connected and sends nothing for 6 s",
        waves(lambda: mishaps.Silenced(mid_rep_s(), mid_rep_s() + 6.0)),
        ("no data for", "silent for", "is back", "signal lost for"),
    ),
    "battery": Fault(
        "the battery, at 12 %, is empty in the middle of the second set",
        device(lambda signal: Movesense(signal, Battery(12.0, 12.0 / mid_rep_s())), ends_after_s=20.0),
        (
            "battery 12 %",
            "battery of Movesense 000000000000 at 12 %: charge it",
            "the link broke, looking for",
            "not in reach",
        ),
    ),
}
