"""Faults of a Linux system, through bleak's own backend and the fake BlueZ; see tests.air.faults."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from drivers import connection, known
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.playing import Playing
from tests.air.bluez import FakeBluez
from tests.air.faults import Fault, mid_rep
from tests.air.lockstep import Lockstep
from tests.air.sessions import Kept
from tests.air.system import Air, play
from tests.air.three_sets import simulated

Mishap = Callable[[Air, Playing], Awaitable[None]]


def system(mishap: Mishap, before: Callable[[Air, Playing], None] | None = None) -> Callable[[Path], Kept]:
    """Something is wrong with the system: bleak's own Linux backend and the fake org.bluez."""

    def run(path: Path) -> Kept:
        pace = Lockstep()
        one = Playing(Movesense(simulated(104.0).signal), pace)

        async def beside(air: Air) -> None:
            await mid_rep(one)
            await mishap(air, one)

        return play(one, pace, path, beside, lambda air: before(air, one) if before else None)

    return run


async def link_lost(air: Air, one: Playing) -> None:
    """Out of reach for four seconds."""
    one.refuse = True
    one.drop()
    await air.pace.sleep(4.0)
    one.refuse = False


async def switched_off(air: Air, one: Playing) -> None:
    """Somebody switches Bluetooth off, and on again after four seconds."""
    air.bluez.power(on=False)
    await air.pace.sleep(4.0)
    air.bluez.power(on=True)


async def bus_killed(air: Air, one: Playing) -> None:
    """The system's bus dies with all that hangs on it, and comes back."""
    air.daemon.kill()
    await air.pace.sleep(4.0)
    one.drop()  # as BlueZ takes links down where it starts anew
    air.daemon.start()
    await air.serve(FakeBluez(air.daemon.address, one))


async def nothing(air: Air, one: Playing) -> None:
    """It was wrong before."""


def hold_notifications(air: Air, one: Playing) -> None:
    """Another program on this computer has them."""
    air.bluez.held_notify = True


def refuse(air: Air, one: Playing) -> None:
    """It was heard, but cannot be connected to; it is listened for again, here not for long."""
    air.patch.setattr(known, "SEARCH_S", 0.3)
    one.refuse = True


def hold_elsewhere(air: Air, one: Playing) -> None:
    """A phone connected to it after it was heard; bleak waits for it, here not for long."""
    air.patch.setattr(connection, "CONNECT_S", 0.3)
    one.connect(lambda uuid, data: None, lambda: None)


SYSTEM_FAULTS: Mapping[str, Fault] = {
    "link lost": Fault(
        "the link breaks in the middle of a repetition; the sensor is out of reach for 4 s",
        system(link_lost),
        ("the link broke, looking for", "is back", "signal lost for"),
    ),
    "connecting fails": Fault(
        "the sensor was heard, but does not let itself be connected to",
        system(nothing, refuse),
        ("connecting to Movesense 000000000000 failed",),
        starts=False,
    ),
    "adapter off": Fault(
        "Bluetooth is switched off in the middle of a repetition, and on again after 4 s",
        system(switched_off),
        ("the link broke, looking for", "Bluetooth is off: turn it on", "is back", "signal lost for"),
    ),
    "bus killed": Fault(
        "the D-Bus daemon is killed in the middle of a repetition, and started again after 4 s",
        system(bus_killed),
        ("the link broke, looking for", "no D-Bus system bus", "is back", "signal lost for"),
    ),
    "held by a program": Fault(
        "another program on this computer has acquired the sensor's notifications",
        system(nothing, hold_notifications),
        ("another program holds the sensor; close it",),
        starts=False,
    ),
    "held by a phone": Fault(
        "a phone took the sensor after it was heard",
        system(nothing, hold_elsewhere),
        ("took too long: bring the sensor nearer, close other apps that hold it",),
        starts=False,
    ),
}
