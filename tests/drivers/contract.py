"""What every family is held to, and how one is tried: its virtual device on the air, a real link, bleak between them.

The signal is a ramp: acceleration and rotation rise evenly, so each sample tells by its own values when it was measured,
whatever the family's clock, rate or filter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import numpy as np

from drivers.families import FAMILIES, Advertisement, Family, family_named
from drivers.link import Link
from drivers.packet import Packet
from drivers.source import Heard, LinkChange, LinkState, SensorInfo, Setting
from drivers.virtual.bleak_backend import AIR, VirtualClient
from drivers.virtual.device import Device
from drivers.virtual.devices.diy import Diy
from drivers.virtual.devices.metaboard import BMI160
from drivers.virtual.devices.metawear import Metawear
from drivers.virtual.devices.polar import Polar
from drivers.virtual.devices.witmotion import Witmotion
from drivers.virtual.playing import Playing
from drivers.virtual.practice import DEVICES
from drivers.virtual.signal import VirtualSignal
from recordings.header import Header
from tests.drivers.template_device import TemplateDevice
from tests.drivers.template_family import TEMPLATE
from tests.drivers.turns import Turns
from tracker.samples import Floats, Samples

SECONDS = 12.0
FULL_HZ = 208.0  # any family's rate is taken out of this one
ACC_X_A_SECOND, GYR_X_A_SECOND = 1.0, 0.2
ACC_Y_MS2 = 9.0
STEP_MS2, STEP_RADS = 0.01, 0.002  # wider than any family's registers
CLOCKED_S, CLOCKLESS_S = 0.03, 0.06  # how even times are: by a device's clock, by a fit of the arrivals
CONVERSATION_TURNS = (
    80  # of the event loop, in which a whole reconnect has passed that waits for nothing but answers
)


@dataclass(frozen=True)
class Case:
    """A family and its virtual device; `variant` names other settings than the usual, or another model."""

    family: Family
    device: Callable[[VirtualSignal], Device]
    variant: str = ""
    wishes: tuple[tuple[str, Setting], ...] = ()

    @property
    def slug(self) -> str:
        """Its name in the list of tests."""
        return f"{self.family.slug} {self.variant}".strip()

    @property
    def clockless(self) -> bool:
        """Whether its times are a fit of the arrivals."""
        return self.slug == "witmotion" or self.variant in ("50 Hz", "two streams", "count")


def _variant(
    slug: str, variant: str, make: Callable[[VirtualSignal], Device] | None = None, **wishes: Setting
) -> Case:
    return Case(family_named(slug), make or DEVICES[slug], variant, tuple(wishes.items()))


CASES = (
    *(Case(family, DEVICES[family.slug]) for family in FAMILIES),
    Case(TEMPLATE, TemplateDevice),
)
VARIANTS = (
    _variant("movesense", "52 Hz", rate_hz=52),
    _variant("movesense", "208 Hz", rate_hz=208),
    _variant("witmotion", "50 Hz", rate_hz=50, low_pass_hz=20),
    _variant("witmotion", "dated", lambda signal: Witmotion(signal, dated=True)),
    _variant("polar", "older", lambda signal: Polar(signal, older=True)),
    _variant("polar", "without SDK mode", sdk_mode=0, rate_hz=52, acc_range_g=8),
    _variant("metawear", "bmi160", lambda signal: Metawear(signal, chip=BMI160)),
    _variant("metawear", "two streams", stream="two"),
    _variant("metawear", "count", stamp="count", acc_range_g=8, gyr_range_dps=1000),
    _variant("movella-dot", "mode 20", mode=20, rate_hz=30),
    _variant("diy", "a line a sample", lambda signal: Diy(signal, batch=1, fill=False)),
)


def ramp(seconds: float = SECONDS) -> VirtualSignal:
    """The signal."""
    t_s = np.arange(round(seconds * FULL_HZ)) / FULL_HZ
    acc = np.column_stack((ACC_X_A_SECOND * t_s, np.full_like(t_s, ACC_Y_MS2), -ACC_X_A_SECOND * t_s))
    gyr = np.column_stack((GYR_X_A_SECOND * t_s, np.zeros_like(t_s), -GYR_X_A_SECOND * t_s))
    return VirtualSignal(Samples(t_s, acc, gyr), t_s, FULL_HZ)


def measured_s(samples: Samples) -> Floats:
    """When each sample was measured, by its acceleration."""
    at_s: Floats = samples.acc_ms2[:, 0] / ACC_X_A_SECOND
    return at_s


@dataclass
class Session:
    """What came of a session over a link."""

    info: SensorInfo
    device: Device
    commands: list[bytes]
    heard: list[Heard] = field(default_factory=list)

    @property
    def packets(self) -> list[Packet]:
        """As they are recorded."""
        return [one for one in self.heard if isinstance(one, Packet)]

    @property
    def states(self) -> list[LinkState]:
        """Of the link."""
        return [one.state for one in self.heard if isinstance(one, LinkChange)]


def advertisement(device: Device) -> Advertisement:
    """As a scan hears it."""
    return Advertisement(device.address, device.name, -50, frozenset(device.advertised), device.manufacturer)


def session(
    case: Case, *, drop_at_s: float = np.inf, restart_at_s: float = np.inf, close_at_s: float = np.inf
) -> Session:
    """All the device sends, over a link, until the moment it is closed. The link drops at a moment, or the device's
    battery is taken out and put in again; it comes back by itself."""
    pace = Turns(CONVERSATION_TURNS)

    async def whole() -> Session:
        playing = Playing(case.device(ramp()), pace)
        AIR.clear()
        AIR[playing.address] = playing
        link = Link(
            case.family,
            playing.address,
            name="leg",
            settings=case.family.wished(dict(case.wishes)),
            pace=pace,
            backend=VirtualClient,
            is_over=lambda: playing.over,
        )
        done = Session(await link.open(), playing.device, playing.commands)
        try:
            async for item in link.stream():
                done.heard.append(item)
                if LinkState.LOST not in done.states and playing.connected:
                    if playing.world_s() > drop_at_s:
                        playing.drop()
                    elif playing.world_s() > restart_at_s:
                        playing.restart()
                if playing.world_s() > close_at_s:
                    break
        finally:
            await link.close()
            AIR.clear()
        return done

    return pace.run(whole(), limit_s=60.0)


@cache
def whole_session(slug: str) -> Session:
    """One undisturbed session of each family, made once."""
    return session(next(case for case in (*CASES, *VARIANTS) if case.slug == slug))


def decoded(case: Case, settings: Mapping[str, Setting], packets: list[Packet]) -> Samples:
    """What a fresh decoder makes of packets."""
    decoder = case.family.decoder(settings)
    return Samples.concat([decoder.feed(packet) for packet in packets])


def through_a_header(info: SensorInfo) -> SensorInfo:
    """As it comes back from a recording's first line."""
    header = Header(info, datetime(2026, 3, 1, tzinfo=UTC))
    return Header.from_dict(json.loads(json.dumps(header.to_dict())), "here").sensor


def assert_its_values_are_the_ramps(got: Samples, apart_s: float = 0.0) -> None:
    """Every sample is one that was measured, both channels at once."""
    at_s = measured_s(got)
    np.testing.assert_allclose(got.acc_ms2[:, 1], ACC_Y_MS2, atol=STEP_MS2)
    np.testing.assert_allclose(got.acc_ms2[:, 2], -ACC_X_A_SECOND * at_s, atol=2 * STEP_MS2)
    most_rads = STEP_RADS + GYR_X_A_SECOND * (STEP_MS2 + apart_s)
    np.testing.assert_allclose(got.gyr_rads[:, 0], GYR_X_A_SECOND * at_s, atol=most_rads)
    np.testing.assert_allclose(got.gyr_rads[:, 2], -got.gyr_rads[:, 0], atol=2 * STEP_RADS)


def assert_it_is_the_ramp(case: Case, got: Samples) -> None:
    """And its time is right, up to a constant."""
    assert_its_values_are_the_ramps(got)
    # WitMotion is timed by its arrivals, and those of its first packets are of the rate it had before.
    late_s = (got.t_s - measured_s(got))[measured_s(got) > (0.5 if case.clockless else 0.0)]
    most_s = CLOCKLESS_S if case.clockless else CLOCKED_S
    np.testing.assert_allclose(late_s, np.median(late_s), atol=most_s)
