"""A sensor on the thigh or on the foot, a slack strap, a strap that slips: what the virtual athlete does to them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.stance import Stance
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from drivers.virtual.strap import Wear, Worn
from tracker.samples import Floats
from tracker.setup import Exercise

ITEMS = (
    Item(still=Stance.STANDING, duration_s=4.0),
    Item(still=Stance.SEATED, duration_s=4.0),
    Item(Exercise.SEATED_SOLEUS_RAISE, 4),
    Item(distractor=Distractor.WALKING, duration_s=6.0),
    Item(Exercise.SQUAT_SOLEUS_RAISE, 4),
)


@cache
def session(wear: Wear | None = None) -> Simulated:
    return simulate(
        Scenario(ITEMS, MountKind.ALIGNED, Quality.GOOD, 100.0, 5, wear=wear or Wear(), thigh=True)
    )


def part(name: str, course: Floats, one: Simulated) -> Floats:
    (segment,) = (s for s in one.truth.segments if s.name == name)
    inner = (one.signal.samples.t_s > segment.start_s + 0.5) & (one.signal.samples.t_s < segment.end_s - 0.5)
    return course[inner]


@pytest.mark.parametrize(
    ("name", "least", "most"), [("standing", -2, 12), ("seated", 75, 105), ("seated-soleus-raise", 65, 115)]
)
def test_the_knee_is_flexed_as_the_posture_has_it(name: str, least: float, most: float) -> None:
    flexion = part(name, session().flexion_deg, session())
    assert least < flexion.min() <= flexion.max() < most


def test_walking_flexes_the_knee_in_every_swing() -> None:
    assert 40 < np.ptp(part("walking", session().flexion_deg, session())) < 90


def test_the_thigh_is_level_on_the_chair_and_upright_on_the_feet() -> None:
    one = session()
    assert one.thigh is not None
    force = one.thigh.samples.acc_ms2
    assert part("seated", force, one)[:, 0].mean() == pytest.approx(9.7, abs=0.4)
    assert part("standing", force, one)[:, 2].mean() == pytest.approx(9.8, abs=0.2)


def test_both_sensors_tell_of_the_same_moments() -> None:
    one = session()
    assert one.thigh is not None
    assert np.array_equal(one.thigh.samples.t_s, one.signal.samples.t_s)


def test_a_foot_turns_far_more_in_a_raise_than_a_shank() -> None:
    def turned(one: Simulated) -> float:
        return float(np.abs(part("seated-soleus-raise", one.signal.samples.gyr_rads, one)).max())

    assert turned(session(Wear(Worn.FOOT))) > 1.5 * turned(session())


def test_a_slack_strap_lets_the_sensor_swing_after_each_step() -> None:
    def between_four_and_ten_hz(one: Simulated) -> float:
        rate = part("walking", one.signal.samples.gyr_rads, one)
        power = np.abs(np.fft.rfft(rate, axis=0)) ** 2
        hz = np.fft.rfftfreq(len(rate), 0.01)
        return float(power[(hz > 4) & (hz < 10)].sum())

    assert between_four_and_ten_hz(session(Wear(slack_m=0.05))) > 2 * between_four_and_ten_hz(session())


def test_a_strap_that_slips_leaves_the_sensor_askew() -> None:
    firm, slipped = session(), session(Wear(slips=True))
    apart = np.degrees(np.arccos(np.clip((firm.up_sensor[-1] * slipped.up_sensor[-1]).sum(), -1, 1)))
    assert apart > 0.5
    assert np.allclose(firm.up_sensor[:50], slipped.up_sensor[:50], atol=0.02)


def test_how_it_is_worn_changes_nothing_of_how_the_athlete_moves() -> None:
    assert np.array_equal(session(Wear(Worn.FOOT)).flexion_deg, session().flexion_deg)
