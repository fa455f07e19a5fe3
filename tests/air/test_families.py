"""Every family end to end: virtual athlete, virtual device, fake org.bluez, private D-Bus, bleak's own Linux backend, link,
decoder, tracker, recording. Nothing that was sent is lost on the way, and the count is the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from drivers.families import family_named
from drivers.packet import Packet
from drivers.virtual.device import Device, Sent
from drivers.virtual.devices.metawear import Metawear
from drivers.virtual.devices.witmotion import Witmotion
from drivers.virtual.playing import Clear, Playing
from drivers.virtual.practice import DEVICES, RATES_HZ
from drivers.virtual.radio import Arrived
from tests.air.lockstep import Lockstep
from tests.air.sessions import Kept, play_on_any_system
from tests.air.system import play
from tests.air.three_sets import SETS, counts_of, directly, sets_of, simulated
from tracker.samples import Samples

G = 9.80665
DPS = float(np.radians(1.0))
# Half of a register's step, and the part of a value a float of 32 bits loses.
ACC_OFF_MS2 = {
    "witmotion": 8 * G / 32768,
    "polar": 0.5 * G / 1000,
    "metawear": 8 * G / 32768,
    "diy": 0.5 * G / 2048,
}
GYR_OFF_RADS = {"witmotion": 1000 * DPS / 32768, "metawear": 0.5 * DPS / 16.4, "diy": 0.5 * DPS / 16.4}
FAMILIES = tuple(DEVICES)
SETTLING = 100  # samples
INTERVAL_S = 0.03  # between connection events
TOP_OFF_S = 0.1  # a sensor without clock has its times of a fit of the arrivals


@dataclass
class Watched(Clear):
    """An air that remembers what was sent into it."""

    sent: list[bytes] = field(default_factory=list)

    def carry(self, sent: Sent) -> list[Arrived]:
        self.sent.append(sent.data)
        return super().carry(sent)


@dataclass
class Heard:
    """A session, what was sent, and by whom."""

    kept: Kept
    sent: list[bytes]
    device: Device

    @property
    def data(self) -> list[bytes]:
        """What was recorded, without answers to commands."""
        slug = self.kept.info.family
        dialogue = family_named(slug).dialogue(family_named(slug).settings)
        return [packet.data for packet in self.kept.packets if not dialogue.is_answer(packet)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("air")


@cache
def session(slug: str, folder: Path) -> Heard:
    pace, air = Lockstep(), Watched()
    device = DEVICES[slug](simulated(RATES_HZ[slug]).signal)
    return Heard(
        play(Playing(device, pace, air, interval_s=INTERVAL_S), pace, folder / f"{slug}.jsonl"),
        air.sent,
        device,
    )


@pytest.fixture(params=FAMILIES)
def slug(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def heard(slug: str, folder: Path) -> Heard:
    return session(slug, folder)


def settled(heard: Heard) -> Samples:
    """The samples without the first second, in which a WitMotion is still at its old rate."""
    return heard.kept.samples[SETTLING:]


def rows_sent(slug: str, heard: Heard) -> Samples:
    """Those of the signal, on the signal's clock; of a WitMotion, behind its low-pass."""
    device, got = heard.device, settled(heard)
    whole = simulated(RATES_HZ[slug]).signal.samples
    if isinstance(device, Witmotion):
        of = device.measured()
        whole = Samples(whole.t_s, of.acc_ms2, of.gyr_rads)
    first = int(np.abs(whole.acc_ms2[:800] - got.acc_ms2[0]).sum(axis=1).argmin())
    return whole[first : first + len(got)]


def test_the_session_as_plain_numbers_is_counted_as_it_was_done(slug: str) -> None:
    assert sets_of(directly(RATES_HZ[slug])) == SETS


def test_the_count_is_the_truth(heard: Heard) -> None:
    assert sets_of(heard.kept.events) == SETS
    assert heard.kept.counted == sum(SETS)


def test_every_notification_that_was_sent_is_recorded_in_its_order(heard: Heard) -> None:
    assert heard.data == heard.sent


def test_no_sample_is_said_to_be_missing(heard: Heard) -> None:
    info, packets = heard.kept.info, heard.kept.packets
    decoder = family_named(info.family).decoder(info.settings)
    for packet in packets:
        decoder.feed(packet)
    assert (decoder.lost_samples, decoder.rejected_packets) == (0, 0)


def test_acceleration_is_the_signal_to_the_rounding_of_the_registers(slug: str, heard: Heard) -> None:
    acc = rows_sent(slug, heard).acc_ms2
    got = settled(heard).acc_ms2
    np.testing.assert_allclose(got, acc, rtol=2e-7, atol=1.01 * ACC_OFF_MS2.get(slug, 0.0))


def test_rotation_is_the_signal_to_the_rounding_of_the_registers(slug: str, heard: Heard) -> None:
    gyr = rows_sent(slug, heard).gyr_rads
    got = settled(heard).gyr_rads
    if slug == "polar":  # joined from another phase: on the line between the two samples around
        around = np.abs(np.diff(gyr, axis=0, prepend=gyr[:1]))
        reach = np.maximum(around, np.roll(around, -1, axis=0))
        assert np.all(np.abs(got - gyr)[:-1] <= reach[:-1] + 1e-6)
    else:
        np.testing.assert_allclose(got, gyr, rtol=2e-7, atol=1.01 * GYR_OFF_RADS.get(slug, 0.0))


def test_the_tracker_says_what_it_says_of_the_plain_numbers(slug: str, heard: Heard) -> None:
    times, got_s = rows_sent(slug, heard).t_s, settled(heard).t_s
    for live, plain in zip(counts_of(heard.kept.events), counts_of(directly(RATES_HZ[slug])), strict=True):
        top = float(np.interp(live.rep.top_s, got_s, times))
        assert live.set_index == plain.set_index
        assert live.rep.p_bent == pytest.approx(plain.rep.p_bent, abs=0.2)
        assert top == pytest.approx(plain.rep.top_s, abs=TOP_OFF_S)
        error_cm = (live.rep.height_error_cm or 0.0) + (plain.rep.height_error_cm or 0.0)
        assert live.rep.height_cm == pytest.approx(plain.rep.height_cm, abs=error_cm)


def test_the_recording_is_whole_and_says_the_same_again(heard: Heard) -> None:
    heard.kept.check()


def test_the_user_is_told_that_it_connects_and_streams_and_nothing_else(slug: str, heard: Heard) -> None:
    name = heard.device.name
    assert heard.kept.error is None
    assert heard.kept.told[:2] == [f"connecting to {name}", f"{name} is streaming"]
    assert heard.kept.told[2:] in ([], ["closed"])


def test_the_charge_is_known(heard: Heard) -> None:
    assert heard.kept.info.battery_pct == 100


@pytest.mark.parametrize("chip", ["bmi160"])
def test_the_other_chip_of_a_metawear_counts_the_same(chip: str, tmp_path: Path) -> None:
    pace = Lockstep()
    device = Metawear(simulated(RATES_HZ["metawear"]).signal, chip=chip)
    kept = play_on_any_system(Playing(device, pace), pace, tmp_path / "other.jsonl")
    assert kept.info.settings["chip"] == chip
    assert sets_of(kept.events) == SETS


def test_the_long_packets_of_a_newer_witmotion_count_the_same(tmp_path: Path) -> None:
    pace = Lockstep()
    device = Witmotion(simulated(RATES_HZ["witmotion"]).signal, dated=True)
    kept = play_on_any_system(Playing(device, pace), pace, tmp_path / "dated.jsonl")
    assert sets_of(kept.events) == SETS
    assert isinstance(kept.packets[0], Packet)
