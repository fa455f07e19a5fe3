"""The virtual athlete against what is known of real legs: the ranges are those of published movement data and
of leg recordings, not those the athlete is drawn from."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor, distract
from drivers.virtual.athlete.exercise import perform, perform_squats
from drivers.virtual.athlete.lift import RepPlan, heel_course, plan_set
from drivers.virtual.athlete.linkage import ankle, joint_above, pitch_for_height, shank_under
from drivers.virtual.athlete.person import FINE_HZ, Person, draw_person
from drivers.virtual.athlete.pose import Poses, smooth
from drivers.virtual.athlete.stance import Stance, Stretch
from drivers.virtual.athlete.sway import restless, wander
from drivers.virtual.athlete.transitions import join
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import PERFORMED, Item, Scenario, Simulated, bustle_only, mix, set_of, simulate
from drivers.virtual.truth import TrueRep, form_of
from tests.drivers.legs import SEEDS, calm_person, calm_set, fine, turns_deg, turns_deg_cm
from tracker.samples import Floats
from tracker.setup import Exercise, Form

STANDING = (
    Exercise.STANDING_CALF_RAISE,
    Exercise.STANDING_SOLEUS_RAISE,
    Exercise.SQUAT_SOLEUS_RAISE,
    Exercise.LUNGE_SOLEUS_RAISE,
)
COURSES = ("x", "y", "z", "pitch", "roll", "yaw", "contraction")


def rest_deg(exercise: Exercise) -> Floats:
    return np.array([np.degrees(calm_set(exercise, seed)[0].pitch[0]) for seed in SEEDS])


def middle_of(values: Floats) -> tuple[float, float]:
    """Where nine tenths lie."""
    low, high = np.percentile(values, [5, 95])
    return float(low), float(high)


# Rotation of the shank for the rise of the ankle


def test_seated_the_shank_turns_backward_by_one_to_one_and_a_half_degrees_a_centimetre() -> None:
    low, high = middle_of(turns_deg_cm(Exercise.SEATED_SOLEUS_RAISE))
    assert 0.9 < low < high < 1.8


def test_seated_a_full_raise_turns_the_shank_by_five_to_twelve_degrees() -> None:
    turned = turns_deg(Exercise.SEATED_SOLEUS_RAISE, 5.0)
    assert 4.5 < turned.min() < turned.max() < 12.0


def test_standing_straight_the_shank_turns_by_a_third_to_two_thirds_of_a_degree_a_centimetre() -> None:
    low, high = middle_of(turns_deg_cm(Exercise.STANDING_CALF_RAISE))
    assert 0.2 < low < high < 0.85


def test_standing_straight_a_full_raise_turns_the_shank_as_in_recordings() -> None:
    low, high = middle_of(turns_deg(Exercise.STANDING_CALF_RAISE, 5.0))
    assert 1.2 < low < high < 4.6


def test_standing_bent_the_shank_turns_as_little_as_standing_straight() -> None:
    bent = np.median(turns_deg_cm(Exercise.STANDING_SOLEUS_RAISE))
    assert bent == pytest.approx(np.median(turns_deg_cm(Exercise.STANDING_CALF_RAISE)), abs=0.15)


def test_in_a_bridge_the_shank_turns_at_least_as_far_as_seated() -> None:
    bridge = np.median(turns_deg_cm(Exercise.SOLEUS_BRIDGE))
    assert bridge >= np.median(turns_deg_cm(Exercise.SEATED_SOLEUS_RAISE))


@pytest.mark.parametrize("exercise", [Exercise.SQUAT_SOLEUS_RAISE, Exercise.LUNGE_SOLEUS_RAISE])
def test_in_a_squat_or_lunge_the_shank_turns_more_than_standing_and_less_than_seated(
    exercise: Exercise,
) -> None:
    standing = np.median(turns_deg_cm(Exercise.STANDING_CALF_RAISE))
    seated = np.median(turns_deg_cm(Exercise.SEATED_SOLEUS_RAISE))
    assert standing < np.median(turns_deg_cm(exercise)) < seated


@pytest.mark.parametrize("exercise", PERFORMED)
def test_the_shank_always_turns_backward_as_the_ankle_rises(exercise: Exercise) -> None:
    assert turns_deg_cm(exercise).min() > 0.0


# Where the shank stands at rest


def test_standing_bent_the_shank_rests_far_forward() -> None:
    rest = rest_deg(Exercise.STANDING_SOLEUS_RAISE)
    assert 15.0 <= rest.min() <= rest.max() <= 35.0


def test_standing_straight_the_shank_rests_upright() -> None:
    assert (
        np.abs(rest_deg(Exercise.STANDING_CALF_RAISE)).max() < 13.5
    )  # with the 18 deg of a knee told straight


def test_in_a_bridge_the_shank_rests_slightly_backward() -> None:
    rest = rest_deg(Exercise.SOLEUS_BRIDGE)
    assert -20.0 < rest.min() <= rest.max() < 0.0


@pytest.mark.parametrize(
    ("exercise", "form"),
    [(one, Form.STRAIGHT if one is Exercise.STANDING_CALF_RAISE else Form.BENT) for one in PERFORMED],
)
def test_the_knee_is_as_the_exercise_asks(exercise: Exercise, form: Form) -> None:
    assert {form_of(rep.flexion_deg) for seed in SEEDS for rep in calm_set(exercise, seed)[1]} == {form}


@pytest.mark.parametrize(("flexion_deg", "form"), [(22.0, Form.STRAIGHT), (22.1, Form.BENT)])
def test_bent_begins_above_twenty_two_degrees(flexion_deg: float, form: Form) -> None:
    assert form_of(flexion_deg) is form


# The linkage


def test_a_foot_of_usual_size_pitched_by_thirty_degrees_lifts_the_ankle_by_five_and_a_half_centimetres() -> (
    None
):
    _, z = ankle(usual_foot(), np.radians([0.0, 30.0]))
    assert z[1] - z[0] == pytest.approx(0.056, abs=0.001)


def test_a_foot_of_usual_size_pitched_by_thirty_degrees_carries_the_ankle_five_centimetres_forward() -> None:
    x, _ = ankle(usual_foot(), np.radians([0.0, 30.0]))
    assert x[1] - x[0] == pytest.approx(0.05, abs=0.004)


def usual_foot() -> Person:
    person = calm_person(0)
    values = {name: getattr(person, name) for name in Person.__slots__}
    return Person(**(values | {"ball_to_ankle_m": 0.13, "ankle_height_m": 0.07}))


def test_the_pitch_for_a_height_lifts_the_ankle_by_it() -> None:
    person = calm_person(1)
    _, z = ankle(person, np.array([pitch_for_height(person, 0.04)]))
    assert z[0] - person.ankle_height_m == pytest.approx(0.04, abs=1e-9)


def test_the_knee_found_under_a_hip_is_the_knee_it_was_made_from() -> None:
    person = calm_person(0)
    pitch, flexion = np.radians([-15.0, 0.0, 30.0]), np.radians([95.0, 40.0, 110.0])
    x, z = np.full(3, -0.13), np.full(3, 0.07)
    hip = joint_above(person, x, z, pitch, flexion, person.thigh_m)
    found_pitch, found_flexion = shank_under(person, x, z, hip, person.thigh_m)
    np.testing.assert_allclose(found_pitch, pitch, atol=1e-12)
    np.testing.assert_allclose(found_flexion, flexion, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_seated_the_knee_keeps_its_distance_from_the_hip(seed: int) -> None:
    person = calm_person(seed)
    x, z = ankle(person, np.linspace(0.0, 0.6, 50))
    flat = np.array([0.05])
    hip_x, hip_z = joint_above(person, x[:1], z[:1], flat, flat + np.pi / 2, person.thigh_m)
    hip = np.full(50, hip_x[0]), np.full(50, hip_z[0])
    pitch, _ = shank_under(person, x, z, hip, person.thigh_m)
    away = np.hypot(x + person.shank_m * np.sin(pitch) - hip[0], z + person.shank_m * np.cos(pitch) - hip[1])
    np.testing.assert_allclose(away, person.thigh_m, atol=1e-9)
    assert pitch[0] == pytest.approx(0.05, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_seated_the_knee_goes_nearly_straight_up(seed: int) -> None:
    poses, _, person = calm_set(Exercise.SEATED_SOLEUS_RAISE, seed)
    knee_x = poses.x + person.shank_m * np.sin(poses.pitch)
    assert np.ptp(knee_x) < 0.4 * np.ptp(poses.x)


# Repetitions


@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_set_has_as_many_repetitions_as_asked_for(exercise: Exercise) -> None:
    assert len(calm_set(exercise, 1, 9)[1]) == 9


def rises(exercise: Exercise) -> Floats:
    return np.array([rep.height_cm for seed in SEEDS for rep in calm_set(exercise, seed)[1]])


@pytest.mark.parametrize("exercise", PERFORMED)
def test_the_ankle_rises_by_what_ankles_can(exercise: Exercise) -> None:
    assert 2.0 < rises(exercise).min() < rises(exercise).max() < 9.0


def planned(seed: int, *, steady: bool = False) -> list[RepPlan]:
    return plan_set(calm_person(seed), 12, np.random.default_rng(seed), steady=steady, slowest_s=4.0)


def test_going_up_and_down_takes_as_long_as_it_does() -> None:
    plans = [plan for seed in range(80) for plan in planned(seed)]
    assert all(0.3 <= plan.up_s <= 4.0 and 0.4 <= plan.down_s <= 4.0 for plan in plans)
    assert all(0.0 <= plan.pause_s <= 6.5 and 0.0 <= plan.hold_s <= 60.0 for plan in plans)
    assert max(plan.up_s for plan in plans) > 2.5
    assert min(plan.up_s for plan in plans) < 0.35


def test_some_sets_end_with_an_isometric_hold() -> None:
    assert any(plan.hold_s >= 30.0 for seed in range(80) for plan in planned(seed))


def test_a_steady_set_has_no_partials() -> None:
    truths = [rep for seed in SEEDS for rep in calm_set(Exercise.STANDING_CALF_RAISE, seed)[1]]
    assert not any(rep.partial for rep in truths)


@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_partial_stays_below_half_of_the_athletes_own_height_and_never_opens_a_set(
    exercise: Exercise,
) -> None:
    partials = 0
    for seed in range(40):
        _, reps = perform(exercise, calm_person(seed), 12, np.random.default_rng(seed), steady=False)
        best = max(rep.height_cm for rep in reps)
        partials += sum(rep.partial for rep in reps)
        assert all(rep.height_cm < 0.5 * best for rep in reps if rep.partial)
        assert not any(rep.partial for rep in reps[:3])
    assert partials > 3


def test_the_heel_ends_where_it_began_in_a_steady_set() -> None:
    course = heel_course(planned(3, steady=True), 1.0)
    assert course[-1] == pytest.approx(course[0], abs=1e-9)


def test_the_heel_never_goes_through_the_floor() -> None:
    courses = [heel_course(planned(seed), 1.0) for seed in SEEDS]
    assert min(float(course.min()) for course in courses) > -1e-9


def test_a_raise_in_a_squat_begins_only_when_the_athlete_is_down() -> None:
    person = calm_person(5)
    stretch, truths = perform_squats(person, 4, np.random.default_rng(5))
    poses = stretch.poses
    assert all(np.degrees(poses.pitch[fine(rep.start_s)] - poses.pitch[0]) > 12.0 for rep in truths)


def performed(exercise: Exercise) -> list[Poses]:
    return [
        perform(
            exercise, draw_person(np.random.default_rng(seed)), 8, np.random.default_rng(seed), steady=False
        )[0].poses
        for seed in SEEDS
    ]


def test_a_heel_that_stays_short_of_the_floor_does_not_make_the_shank_jump() -> None:
    """The share by which a shank turns changes between repetitions, also while the heel is still up."""
    for seed in SEEDS:
        person = calm_person(seed)
        stretch, _ = perform(
            Exercise.STANDING_CALF_RAISE, person, 10, np.random.default_rng(seed), steady=False
        )
        assert np.abs(np.diff(stretch.poses.pitch, 2)).max() * FINE_HZ**2 < 40.0


@pytest.mark.parametrize("exercise", PERFORMED)
def test_nothing_moves_faster_than_a_sensor_can_tell(exercise: Exercise) -> None:
    fastest = max(np.abs(np.gradient(poses.pitch)).max() * FINE_HZ for poses in performed(exercise))
    assert fastest < 3.0


@pytest.mark.parametrize("exercise", PERFORMED)
def test_poses_are_finite(exercise: Exercise) -> None:
    assert all(np.isfinite(getattr(poses, name)).all() for poses in performed(exercise) for name in COURSES)


# Distractors

STRIDES = (Distractor.WALKING, Distractor.STAIRS, Distractor.STAIRS_DOWN, Distractor.RUNNING)
AT_REST = [kind for kind in Distractor if kind not in STRIDES]


@cache
def stretches(kind: Distractor) -> list[Poses]:
    return [
        distract(kind, draw_person(np.random.default_rng(seed)), 15.0, np.random.default_rng(seed)).poses
        for seed in SEEDS
    ]


def range_deg(kind: Distractor) -> Floats:
    return np.array([np.degrees(np.ptp(poses.pitch)) for poses in stretches(kind)])


def lift_cm(kind: Distractor) -> Floats:
    return np.array([100.0 * np.ptp(poses.z) for poses in stretches(kind)])


def test_squats_tip_the_shank_15_to_27_degrees_or_2_when_it_is_kept_upright() -> None:
    rngs = [np.random.default_rng(seed) for seed in range(60)]
    squats = [distract(Distractor.SQUATS, draw_person(rng), 15.0, rng).poses for rng in rngs]
    turned = np.array([np.degrees(np.ptp(poses.pitch)) for poses in squats])
    upright = turned < 4.0  # a Spanish squat
    assert 0 < upright.sum() < 15
    assert 14.9 < turned[~upright].min() < turned[~upright].max() < 27.0
    fastest = np.array([np.abs(np.gradient(poses.pitch)).max() * FINE_HZ for poses in squats])
    assert 1.6 < fastest.max() < 2.6  # 1.6-2.3 rad/s recorded of brisk ones


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (Distractor.WALKING, 60.0, 80.0),  # 70
        (Distractor.STAIRS, 29.0, 60.0),
        (Distractor.STEP_UPS, 29.0, 41.5),  # 29-41
        (Distractor.SIT_TO_STAND, 13.0, 23.0),  # 13-20 from either rest, which differ by some degrees
        (Distractor.KNEE_EXTENSION, 50.0, 81.0),  # 50-80
        (Distractor.LEG_BOUNCING, 0.8, 3.2),  # 1-3
        (Distractor.STANDING, 0.5, 25.0),  # a small step now and then
    ],
)
def test_the_shank_turns_as_far_as_in_recordings(kind: Distractor, low: float, high: float) -> None:
    turned = range_deg(kind)
    assert low <= turned.min() < turned.max() < high


def test_sitting_the_shank_keeps_still() -> None:
    assert range_deg(Distractor.SITTING).max() < 0.1


@pytest.mark.parametrize("kind", [Distractor.SIT_TO_STAND, Distractor.SQUATS])
def test_squats_and_standing_up_hardly_lift_the_ankle(kind: Distractor) -> None:
    assert lift_cm(kind).max() < 1.0


def test_a_bouncing_leg_lifts_its_heel_by_one_or_two_centimetres() -> None:
    lifted = lift_cm(Distractor.LEG_BOUNCING)
    assert 0.95 < lifted.min() < lifted.max() < 2.05


def test_a_bouncing_leg_drums_four_to_seven_times_a_second() -> None:
    hz = []
    for poses in stretches(Distractor.LEG_BOUNCING):
        middle = poses.z[round(3 * FINE_HZ) : round(12 * FINE_HZ)]
        at_hz = np.fft.rfftfreq(len(middle), 1 / FINE_HZ)
        spectrum = np.abs(np.fft.rfft(middle - middle.mean())) * (at_hz > 2.0)  # bouts come and go below that
        hz.append(float(at_hz[spectrum.argmax()]))
    assert 3.5 < min(hz) < max(hz) < 7.7


def test_walking_turns_the_shank_as_fast_as_in_recordings() -> None:
    fastest = [np.abs(np.gradient(poses.pitch)).max() * FINE_HZ for poses in stretches(Distractor.WALKING)]
    assert np.median(fastest) == pytest.approx(4.6, rel=0.3)


def test_walking_strikes_the_floor() -> None:
    thrown = [np.abs(np.diff(poses.shake_m, 2)).max() for poses in stretches(Distractor.WALKING)]
    assert min(thrown) * FINE_HZ**2 > 10.0


def test_stairs_go_up() -> None:
    assert min(poses.z[-1] - poses.z[0] for poses in stretches(Distractor.STAIRS)) > 1.0


@pytest.mark.parametrize("kind", AT_REST)
def test_a_stretch_begins_at_rest(kind: Distractor) -> None:
    assert max(abs(poses.pitch[1] - poses.pitch[0]) for poses in stretches(kind)) < 1e-5


@pytest.mark.parametrize("kind", AT_REST)
def test_a_stretch_ends_at_rest(kind: Distractor) -> None:
    assert max(abs(poses.pitch[-1] - poses.pitch[-2]) for poses in stretches(kind)) < 1e-5


@pytest.mark.parametrize("kind", list(Distractor))
def test_a_stretch_lasts_about_as_long_as_asked_for(kind: Distractor) -> None:
    lengths = [len(poses) / FINE_HZ for poses in stretches(kind)]
    assert 12.0 < min(lengths) <= max(lengths) < 18.0


@pytest.mark.parametrize("kind", list(Distractor))
def test_nothing_that_distracts_is_a_repetition(kind: Distractor) -> None:
    assert simulate(Scenario((Item(distractor=kind, duration_s=8.0),))).truth.reps == []


# Building blocks


def test_a_minimum_jerk_course_begins_and_ends_without_speed() -> None:
    speed = np.gradient(smooth(np.linspace(0.0, 1.0, 1001)))
    assert max(speed[0], speed[-1]) < 1e-6


def test_sway_is_on_average_as_large_as_asked_for() -> None:
    courses = [wander(20_000, 0.01, 0.2, 1.0, np.random.default_rng(seed)) for seed in range(40)]
    assert np.sqrt(np.mean(np.square(courses))) == pytest.approx(0.01, rel=0.05)


# From one stance to the next


@cache
def everything(seed: int) -> tuple[list[Stretch], Poses, list[tuple[int, int]]]:
    """All a session may hold, in random order."""
    rng = np.random.default_rng(seed)
    person = draw_person(rng)
    stretches = [distract(kind, person, 12.0, rng) for kind in Distractor]
    stretches += [perform(exercise, person, 4, rng, steady=False)[0] for exercise in PERFORMED]
    order = [stretches[k] for k in rng.permutation(len(stretches))]
    poses, spans = join(person, order, rng)
    return order, poses, spans


def ways(*ends: Stance) -> list[Poses]:
    """Every passage between these two, from the last sample of a stretch to the first of the next."""
    found = []
    for seed in range(6):
        order, poses, spans = everything(seed)
        for (before, after), ((_, last), (first, _)) in zip(pairwise(order), pairwise(spans), strict=True):
            if {before.ends, after.begins} == set(ends):
                part = {name: getattr(poses, name)[last : first + 1] for name in Poses.__slots__}
                found.append(Poses(**part))
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("name", "speed", "acceleration"),
    [("x", 14.0, 250.0), ("y", 3.0, 40.0), ("z", 4.0, 100.0), ("pitch", 14.0, 250.0), ("roll", 3.0, 60.0)],
)
def test_a_session_goes_on_without_a_jump_of_place_angle_or_speed(
    seed: int, name: str, speed: float, acceleration: float
) -> None:
    course = getattr(everything(seed)[1], name)
    assert np.abs(np.diff(course)).max() * FINE_HZ < speed
    assert np.abs(np.diff(course, 2)).max() * FINE_HZ**2 < acceleration


def test_between_chair_and_standing_the_shank_tips_forward_by_13_to_20_degrees_and_comes_back() -> None:
    risen = ways(Stance.SEATED, Stance.STANDING)
    assert len(risen) >= 5
    for way in risen:
        assert 0 < np.argmax(way.pitch) < len(way) - 1
        apart = abs(
            float(np.degrees(way.pitch[-1] - way.pitch[0]))
        )  # the tilts at rest of chair and standing
        assert 12.9 < np.degrees(np.ptp(way.pitch)) < max(20.1, apart + 3.1)
        assert np.ptp(way.z) < 0.007


def test_lying_down_and_getting_up_go_by_way_of_kneeling() -> None:
    for other in (Stance.SEATED, Stance.STANDING):
        assert all(np.degrees(way.pitch.max()) > 65.0 for way in ways(Stance.LYING, other))


def test_a_lunge_is_stepped_into() -> None:
    stepped = ways(Stance.STANDING, Stance.LUNGING)
    assert stepped
    assert all(np.ptp(way.z) > 0.03 and np.ptp(way.x) > 0.2 for way in stepped)


def test_stairs_leave_the_floor_where_they_ended() -> None:
    for seed in range(6):
        _, poses, spans = everything(seed)
        between = [abs(poses.z[first] - poses.z[last]) for (_, last), (first, _) in pairwise(spans)]
        assert max(between) < 0.25  # up to a step and its edge


@pytest.mark.parametrize(
    ("kind", "low_deg", "high_deg"), [(Distractor.STANDING, 0.1, 2.0), (Distractor.SITTING, 0.002, 0.2)]
)
def test_a_standing_leg_sways_and_a_seated_one_hardly(
    kind: Distractor, low_deg: float, high_deg: float
) -> None:
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        person = draw_person(rng)
        loaded = float(distract(kind, person, 10.0, rng).poses.loaded[0])
        rest = restless(Poses.still(24_000, loaded=loaded), person, rng)
        assert low_deg < np.degrees(np.ptp(rest.pitch)) < high_deg


# Sessions


@cache
def session(seed: int) -> Simulated:
    return simulate(Scenario(mix(True, seed), seed=seed))


@cache
def sets(exercise: Exercise, quality: Quality = Quality.BAD) -> list[TrueRep]:
    items = (Item(distractor=Distractor.SITTING, duration_s=20.0), Item(exercise, 12))
    scenarios = [Scenario(items, quality=quality, rate_hz=26, seed=seed) for seed in range(5)]
    return [rep for scenario in scenarios for rep in simulate(scenario).truth.reps]


@pytest.mark.parametrize("exercise", PERFORMED)
def test_every_repetition_starts_tops_peaks_lowers_and_ends_in_this_order(exercise: Exercise) -> None:
    assert all(rep.start_s < rep.top_s <= rep.peak_s < rep.low_s < rep.end_s for rep in sets(exercise))


@pytest.mark.parametrize("moment", ["start_s", "top_s", "peak_s", "low_s", "end_s"])
def test_a_wrong_clock_stretches_every_moment_of_the_truth_alike(moment: str) -> None:
    good, bad = (sets(Exercise.STANDING_CALF_RAISE, quality) for quality in (Quality.GOOD, Quality.BAD))
    ratios = [
        getattr(b, moment) / getattr(g, moment) - b.start_s / g.start_s
        for g, b in zip(good, bad, strict=True)
    ]
    assert max(map(abs, ratios)) < 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_repetitions_never_overlap(seed: int) -> None:
    reps = session(seed).truth.reps
    assert all(before.end_s <= after.start_s + 1e-9 for before, after in pairwise(reps))


@pytest.mark.parametrize("seed", range(3))
def test_every_repetition_lies_in_a_stretch_of_an_exercise(seed: int) -> None:
    truth = session(seed).truth
    stretches_of = [one for one in truth.segments if one.exercise is not None]
    assert all(
        any(s.start_s <= rep.start_s and rep.end_s <= s.end_s for s in stretches_of) for rep in truth.reps
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_truth_ends_with_the_signal(seed: int) -> None:
    one = session(seed)
    assert one.truth.segments[-1].end_s == pytest.approx(one.signal.samples.t_s[-1], abs=0.05)


def test_a_truth_file_leaves_out_what_its_schema_does_not_have() -> None:
    (first, *_) = session(0).truth.to_dict()["reps"]
    assert "low_s" not in first


@pytest.mark.parametrize("part", ["t_s", "acc_ms2", "gyr_rads"])
def test_the_same_scenario_gives_the_same_numbers(part: str) -> None:
    scenario = Scenario(set_of(Exercise.LUNGE_SOLEUS_RAISE, 4, True, 7), seed=7)
    one, two = simulate(scenario).signal.samples, simulate(scenario).signal.samples
    np.testing.assert_array_equal(getattr(one, part), getattr(two, part))


def test_the_same_scenario_gives_the_same_truth() -> None:
    scenario = Scenario(set_of(Exercise.LUNGE_SOLEUS_RAISE, 4, True, 7), seed=7)
    assert simulate(scenario).truth == simulate(scenario).truth


def test_another_seed_gives_another_athlete() -> None:
    items = (Item(Exercise.LUNGE_SOLEUS_RAISE, 4),)
    assert simulate(Scenario(items, seed=1)).person != simulate(Scenario(items, seed=2)).person


def test_a_mix_has_at_least_three_sets() -> None:
    assert min(sum(item.exercise is not None for item in mix(False, seed)) for seed in range(20)) >= 3


def test_a_bustle_has_nothing_to_count() -> None:
    assert all(item.exercise is None for item in bustle_only(1, 12))
