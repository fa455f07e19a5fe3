"""A measured sensor in words: good enough or not, and what to change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

import numpy as np
import pytest

from drivers.families import FAMILIES
from drivers.linkstats import LinkFigures
from drivers.source import BatteryLevel, Heard, LinkChange, LinkState, SensorInfo, Setting
from tests.drivers.turns import Turns
from tests.ui.scripted import SENSOR, raises
from tracker.errors import SensorError, SensorReason
from tracker.samples import Samples
from ui.doctor.finding import Finding, Verdict, exit_code
from ui.doctor.measuring import SECONDS, Measured, measure
from ui.doctor.sensor import sensor_findings, verdict_words

FIGURES = LinkFigures(104.0, 104.0, 0.001, 0.0, 13.0, 0.1, 0.02, 0.09, 80)


def lying(seconds: float = 20.0, force: float = 9.81, bias_rads: float = 0.005) -> Samples:
    """A sensor left alone."""
    rng = np.random.default_rng(1)
    n = round(seconds * 100)
    acc = np.tile([0.0, 0.0, force], (n, 1)) + 0.02 * rng.standard_normal((n, 3))
    gyr = np.tile([bias_rads, 0.0, 0.0], (n, 1)) + 0.002 * rng.standard_normal((n, 3))
    return Samples(np.arange(n) / 100.0, acc, gyr)


def measured(
    figures: LinkFigures = FIGURES,
    samples: Samples | None = None,
    *,
    family: str = "movesense",
    settings: Mapping[str, Setting] | None = None,
    broke: int = 0,
    rejected: int = 0,
) -> Measured:
    info = SensorInfo(family, "leg", "AA", "2.3", 80, dict(settings or {"rate_hz": 104}))
    return Measured(info, 20.0, samples if samples is not None else lying(), figures, broke, rejected)


def changed(**figures: float | int | None) -> LinkFigures:
    return LinkFigures(**{name: figures.get(name, getattr(FIGURES, name)) for name in FIGURES.__slots__})


def worse(one: Measured) -> list[Finding]:
    return [finding for finding in sensor_findings(one) if finding.verdict is not Verdict.OK]


def test_a_good_sensor_is_good_enough() -> None:
    findings = sensor_findings(measured())
    assert {finding.verdict for finding in findings} == {Verdict.OK}
    assert verdict_words("leg", findings) == "leg is good enough to count by."


TROUBLES = [
    (measured(changed(rate_hz=9.0, nominal_hz=None)), Verdict.BAD, "50 Hz"),
    (measured(changed(rate_hz=None)), Verdict.BAD, "bring it"),
    (measured(changed(rate_hz=25.0, nominal_hz=25.0)), Verdict.LOOK, "50 Hz"),
    (measured(changed(rate_hz=52.0)), Verdict.LOOK, "104 were asked for"),
    (measured(changed(lost_share=0.04)), Verdict.LOOK, "bring it"),
    (measured(changed(lost_share=0.3)), Verdict.BAD, "bring it"),
    (measured(changed(late_s=0.4)), Verdict.LOOK, "connection interval"),
    (measured(changed(delay_s=0.5)), Verdict.LOOK, "connection interval"),
    (measured(changed(delay_s=0.5), family="polar"), Verdict.LOOK, "frames"),
    (measured(changed(pause_s=2.1)), Verdict.LOOK, "2.1 s"),
    (measured(changed(battery_pct=9)), Verdict.LOOK, "charge it"),
    (measured(broke=2), Verdict.BAD, "2 times"),
    (measured(rejected=50), Verdict.LOOK, "firmware"),
    (measured(settings={"low_pass_hz": 10}), Verdict.LOOK, "low-pass"),
    (measured(settings={"acc_range_g": 4}), Verdict.LOOK, "8 g"),
    (measured(settings={"gyr_range_dps": 500}), Verdict.LOOK, "1000 deg/s"),
    (measured(samples=lying(force=8.9)), Verdict.BAD, "calibrate"),
    (measured(samples=lying(bias_rads=0.2)), Verdict.LOOK, "calibrate"),
]


@pytest.mark.parametrize(("one", "verdict", "words"), TROUBLES, ids=[words for _, _, words in TROUBLES])
def test_a_trouble_is_told_alone_and_with_what_to_do(one: Measured, verdict: Verdict, words: str) -> None:
    (finding,) = worse(one)
    assert finding.verdict is verdict
    assert finding.remedy
    assert words in finding.line


@pytest.mark.parametrize("one", [one for one, _, _ in TROUBLES], ids=[words for _, _, words in TROUBLES])
def test_what_is_bad_ends_with_3_and_what_is_to_look_at_with_0(one: Measured) -> None:
    findings = sensor_findings(one)
    bad = any(finding.verdict is Verdict.BAD for finding in findings)
    assert exit_code(findings) == (3 if bad else 0)
    assert ("not good enough" in verdict_words("leg", findings)) == bad


def test_a_gyroscope_that_is_off_is_bad() -> None:
    one = lying()
    (finding,) = worse(measured(samples=Samples(one.t_s, one.acc_ms2, np.zeros_like(one.gyr_rads))))
    assert finding.verdict is Verdict.BAD


def test_a_sensor_that_moves_throughout_is_not_judged_by_its_zero() -> None:
    rng = np.random.default_rng(2)
    one = lying()
    moving = Samples(one.t_s, one.acc_ms2 + rng.standard_normal((len(one), 3)), one.gyr_rads)
    assert worse(measured(samples=moving)) == []


@pytest.mark.parametrize("slug", [family.slug for family in FAMILIES])
def test_every_family_is_told_what_makes_its_packets_come_sooner(slug: str) -> None:
    (finding,) = worse(measured(changed(delay_s=0.9), family=slug))
    assert finding.remedy


# Measuring


class Source:
    """Sends what it is given at its times, until it is closed."""

    def __init__(self, pace: Turns, items: Sequence[Heard]) -> None:
        self._pace, self._items = pace, items
        self.closed = False

    async def open(self) -> SensorInfo:
        return SENSOR

    async def stream(self) -> AsyncIterator[Heard]:
        for item in self._items:
            await self._pace.until(item.arrival_s)
            if self.closed:
                return
            yield item
        while not self.closed:
            await self._pace.sleep(0.1)

    async def close(self) -> None:
        self.closed = True


def taken(items: Sequence[Heard]) -> tuple[Measured, list[float], float]:
    """What is measured of it, how far it was told to be, and when it was over."""
    pace, at = Turns(), list[float]()
    one = pace.run(measure(Source(pace, items), pace, at.append))
    return one, at, pace.now()


def test_it_measures_for_twenty_seconds_and_tells_how_far_it_is() -> None:
    one, at, over_s = taken(raises())
    assert over_s == pytest.approx(SECONDS, abs=0.5)
    assert at == sorted(at)
    assert at[-1] > SECONDS - 1.0
    assert len(one.samples) > 900


def test_it_counts_how_often_the_link_went_and_takes_the_battery_as_told_last() -> None:
    items: list[Heard] = [
        *raises()[:200],
        LinkChange(16.0, LinkState.LOST, "gone"),
        LinkChange(16.5, LinkState.BACK, "back"),
        BatteryLevel(17.0, 7),
    ]
    one, _, _ = taken(sorted(items, key=lambda item: item.arrival_s))
    assert one.broke == 1
    assert one.figures.battery_pct == 7


def test_a_sensor_that_sends_nothing_is_a_sensor_error() -> None:
    with pytest.raises(SensorError) as caught:
        taken([])
    assert caught.value.reason is SensorReason.SILENT
