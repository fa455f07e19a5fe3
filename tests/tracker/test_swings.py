"""Sets too slow to be felt: told by how the shank leans in turn, and nothing told where it leans and does not rise."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import final, joined, only, told, without
from tests.tracker.test_hindsight import shape
from tracker.carry import Carries
from tracker.events import RepCounted, RepTopped
from tracker.facing import Facing
from tracker.hindsight import Hindsight
from tracker.motion import Moment, Motion
from tracker.raising import risen, rises
from tracker.rhythm import Repeated
from tracker.samples import Floats, Samples
from tracker.swings import OFTEN, Swings
from tracker.timeline import Cut, Timeline
from tracker.trail import Trail

NOISY = Shank(acc_noise_ms2=0.05, gyr_noise_dps=0.25, acc_offset_ms2=(0.1, -0.05, 0.1), seed=2)
LEAD, TAIL = rest(6), rest(4)


def unfelt(cm: float = 4.0, up_s: float = 3.0, deg_per_cm: float = 1.8) -> list[Leg]:
    """A repetition that speeds up by 0.025 m/s2, and hardly rests."""
    return raised(cm, up_s, 0.3, 1.1 * up_s, 0.4, deg_per_cm)


def leaning(deg: float, seconds: float = 3.2) -> list[Leg]:
    """The same turn without a rise."""
    return [Leg(seconds, 0.0, deg), rest(0.3), Leg(1.1 * seconds, 0.0, -deg), rest(0.4)]


def rocking(seed: int) -> Samples:
    """A leg that rocks slowly about its ankle, and an accelerometer that is off by 0.2 to 0.4 m/s2, anyhow."""
    rng = np.random.default_rng(seed)
    deg, seconds = rng.uniform(4.0, 10.0), rng.uniform(2.2, 4.0)
    offset = rng.normal(size=3)
    offset *= rng.uniform(0.2, 0.4) / np.linalg.norm(offset)
    legs: list[Leg] = []
    for _ in range(5):
        turn_deg, turn_s = (rng.uniform(0.9, 1.1, 2) * (deg, seconds)).tolist()
        legs += [Leg(turn_s, 0.0, -turn_deg), rest(0.3), Leg(1.1 * turn_s, 0.0, turn_deg), rest(0.5)]
    x, y, z = offset.tolist()
    return course(
        LEAD, legs, TAIL, shank=Shank(thrust=0.0, rate_hz=50.0, acc_offset_ms2=(x, y, z), seed=seed)
    )


def rows(samples: Samples, every: int | None = None) -> list[list[Repeated]]:
    """What the swings alone show, looked for at the end, or time and again."""
    motion, timeline, swings, n = Motion(), Timeline(), Swings(), 0
    seen = []
    for cell in timeline.cells(samples):
        if isinstance(cell, Cut):
            motion.reset()
            continue
        motion.step(cell)
        n += 1
        if n % OFTEN == 0:
            swings.take(motion.memory)
        if every is not None and n % every == 0:
            seen.append(swings.find(n, motion.height.offset_ms2, Carries(Facing(motion))))
    return seen or [swings.find(n - n % OFTEN, motion.height.offset_ms2, Carries(Facing(motion)))]


def found(samples: Samples) -> list[tuple[float, float, float]]:
    """What they show at the end: start, end, height in cm."""
    return [
        (one.shape.start_s, one.shape.end_s, 100.0 * one.shape.height_m)
        for row in rows(samples)
        for one in row
    ]


def row_of(
    cm: float, deg: float, offset_ms2: tuple[float, float, float]
) -> tuple[list[Moment], Floats, float]:
    """Moments of some that rise and turn so, the turn of up in the sensor frame, and how long each lasts."""
    legs = [[Leg(2.5, cm, deg), rest(0.5), Leg(2.8, -cm, -deg), rest(0.5)]] * 4
    who = Shank(acc_offset_ms2=offset_ms2, gyr_noise_dps=0.25)
    motion = Motion()
    for cell in Timeline().cells(course(LEAD, *legs, TAIL, shank=who)):
        assert not isinstance(cell, Cut)
        motion.step(cell)
    moments = [m for m in motion.memory if m.t_s > 5.5 + 6.3]
    first = moments[0].u
    top = max(moments, key=lambda m: abs(m.u[0] - first[0]))
    return moments, np.array(top.u) - np.array(first), 6.3


def test_a_set_of_raises_that_cannot_be_felt_shows_by_how_the_shank_leans() -> None:
    row = found(course(LEAD, *[unfelt()] * 4, TAIL, shank=NOISY))
    assert [start for start, _, _ in row] == pytest.approx([6.0, 13.0, 20.0], abs=0.6)
    assert median(height for _, _, height in row) == pytest.approx(4.0, abs=1.0)


@pytest.mark.parametrize("deg", [2.0, 4.0, 8.0])
def test_a_leg_that_rocks_and_does_not_rise_is_none(deg: float) -> None:
    assert found(course(LEAD, *[leaning(deg)] * 4, TAIL, shank=NOISY)) == []


@pytest.mark.parametrize(
    "seed", [8, 15, 19, 95, *range(4)]
)  # the first four feign three alike, of 1.2 to 4.5 cm
def test_nor_is_one_whose_accelerometer_makes_a_rise_of_each_turn(seed: int) -> None:
    assert not any(rows(rocking(seed), every=100))


@pytest.mark.parametrize(
    "offset_ms2", [(0.4, 0.0, 0.0), (-0.4, 0.0, 0.0), (0.2, -0.2, 0.25), (0.0, 0.4, -0.1)]
)
@pytest.mark.parametrize("cm", [0.0, 3.0, 6.0])
def test_a_row_tells_how_high_it_rises_whatever_the_accelerometer_is_off_by(
    cm: float, offset_ms2: tuple[float, float, float]
) -> None:
    rise_m, sigma_m = risen(*row_of(cm, 7.0, offset_ms2))
    assert rise_m == pytest.approx(0.01 * cm, abs=max(3.0 * sigma_m, 0.1 * 0.01 * cm))
    assert sigma_m < 0.01


@pytest.mark.parametrize(("cm", "is_one"), [(2.3, False), (6.0, True)])
def test_a_knee_that_goes_to_the_wall_and_back_lifts_its_sensor_by_less_than_a_heel_for_its_turn(
    cm: float, is_one: bool
) -> None:
    row = row_of(cm, 14.0, (0.1, 0.0, 0.0))
    rise_m, sigma_m = risen(*row)
    assert rise_m > 0.012 + 2.0 * sigma_m
    assert rises(*row) is is_one


def test_nor_one_that_turns_another_way_each_time() -> None:
    turns = [leaning(6.0), leaning(2.0), leaning(-5.0), leaning(3.0)]
    assert found(course(LEAD, *turns, TAIL, shank=NOISY)) == []


def test_two_are_no_row() -> None:
    assert found(course(LEAD, *[unfelt()] * 2, TAIL, shank=NOISY)) == []


def test_a_gap_or_a_step_parts_what_was_before_from_what_follows() -> None:
    two = course(LEAD, *[unfelt()] * 2, rest(1.0), shank=NOISY)
    gap = without(joined(two, course(rest(2.0), *[unfelt()] * 2, TAIL, shank=NOISY)), 22.0, 23.5)
    step = course(LEAD, *[unfelt()] * 2, Leg(0.4, 0.0, 20.0), Leg(0.4, 0.0, -20.0), *[unfelt()] * 2, TAIL)
    assert found(gap) == found(step) == []


def test_the_whole_set_is_counted_then_and_what_comes_so_late_has_no_tick() -> None:
    events = told(course(LEAD, *[unfelt()] * 7, TAIL, shank=NOISY))
    counted, topped = only(events, RepCounted), only(events, RepTopped)
    assert len(final(events)) == 7
    assert len({event.rep.rep_id for event in counted} - {event.rep_id for event in topped}) >= 3


@pytest.mark.parametrize(("measured_cm", "shown"), [(5.5, [3]), (2.5, [])])
def test_one_told_as_a_partial_one_is_full_if_it_is_as_high_from_rest_to_rest(
    measured_cm: float, shown: list[int]
) -> None:
    hindsight = Hindsight(Trail())
    for k in range(4):
        hindsight.counted(shape(k, 2.0 if k == 3 else 6.0), partial=k == 3, rep_id=k)
    assert hindsight.has_partial
    hindsight.swung([shape(2), shape(3, measured_cm)])
    assert [number for number, _, partial in hindsight.amended() if not partial] == shown
    assert hindsight.has_partial is (shown == [])


def uneven(seed: int) -> tuple[Samples, int]:
    """One or two slow sets, no repetition as the next, and how many there are."""
    rng = np.random.default_rng(seed)
    noise, gyr_noise = float(rng.uniform(0.01, 0.06)), float(rng.uniform(0.05, 0.3))
    offset = rng.uniform(-0.15, 0.15, 3)
    sway_deg, rate_hz = float(rng.choice([0, 0, 0.3])), float(rng.choice([50, 100]))
    shank = Shank(0.0, sway_deg, 0.6, rate_hz, noise, gyr_noise, (offset[0], offset[1], offset[2]), seed=seed)
    legs, reps = [rest(rng.uniform(3, 7))], 0
    for _ in range(rng.integers(1, 3)):
        up, cm, deg = rng.uniform(1.5, 4.0), rng.uniform(3, 6), rng.uniform(0.6, 1.9)
        hold = float(rng.choice([0.1, 0.3, 0.5, 3.5]))
        pause = float(rng.choice([0.3, 0.5, 1.0, 2.0, 4.0]))
        for _ in range(rng.integers(3, 9)):
            slow = rng.uniform(0.9, 1.1)
            takes = up * slow if rng.random() > 0.2 else up * 0.55
            legs += raised(cm * rng.uniform(0.9, 1.1), takes, hold, takes * 1.1, pause, deg)
            reps += 1
        legs.append(rest(float(rng.choice([12, 15, 20, 30, 45]))))
    return course(*legs, shank=shank), reps


def test_what_hindsight_has_counted_is_not_told_again() -> None:
    """The last of the first set is found late; when that is over, it is remembered how the shank leaned."""
    samples, reps = uneven(336)
    assert len(final(told(samples))) == reps
