"""A Linux system with Bluetooth: a D-Bus of its own, a fake BlueZ on it, what is in reach, and time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drivers.link import Link
from drivers.scan import scan
from drivers.virtual.playing import Playing
from tests.air.bluez import FakeBluez
from tests.air.bus import Daemon, private_bus
from tests.air.lockstep import Lockstep
from tests.air.sessions import DEADLINE_S, Kept, run_session

SCAN_S = 0.3


@dataclass
class Air:
    """A system with Bluetooth: its D-Bus, its BlueZ, what is in reach, and time."""

    daemon: Daemon
    bluez: FakeBluez
    pace: Lockstep
    patch: pytest.MonkeyPatch
    stack: contextlib.AsyncExitStack

    async def serve(self, bluez: FakeBluez) -> None:
        """Another BlueZ, where the one before has gone with its bus."""
        self.bluez = await self.stack.enter_async_context(bluez)
        self.pace.settled = bluez.settled

    async def find(self, one: Playing) -> Link:
        """A link to the sensor a scan found."""
        (found,) = [found for found in await scan(SCAN_S) if found.seen.address == one.address]
        assert found.family is not None, f"nobody knows {found.seen}"
        return Link(found.family, found.device, name=one.name, pace=self.pace, is_over=lambda: one.over)


async def no_fault(_: Air) -> None:
    """It goes well on a system."""


@contextlib.asynccontextmanager
async def air_of(pace: Lockstep, *playing: Playing) -> AsyncIterator[Air]:
    """A system for a while."""
    with private_bus() as daemon, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBUS_SYSTEM_BUS_ADDRESS", daemon.address)
        async with contextlib.AsyncExitStack() as stack:
            air = Air(daemon, FakeBluez(daemon.address, *playing), pace, patch, stack)
            await air.serve(air.bluez)
            yield air


def play(
    one: Playing,
    pace: Lockstep,
    path: Path,
    mishap: Callable[[Air], Coroutine[Any, Any, None]] = no_fault,
    found: Callable[[Air], object] = lambda air: None,
) -> Kept:
    """A session with this sensor, on a system of its own; `found` happens between scan and connection."""

    async def whole() -> Kept:
        async with air_of(pace, one) as air:
            link = await air.find(one)
            found(air)
            return await pace.run(run_session(pace, link, path, lambda _: mishap(air)))

    async def in_time() -> Kept:
        return await asyncio.wait_for(whole(), DEADLINE_S)

    return asyncio.run(in_time())
