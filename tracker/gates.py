"""What makes a rise of the shank a heel rise: bounds from the anatomy, each with its nearest negative.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `MIN_RISE_M` | 1.2 cm | real repetitions rise 2-12 cm, the smallest partials of interest 1.5 | fidgeting and sway stay under 1 cm |
| `MAX_RISE_M` | 14 cm | real repetitions rise 12 cm at most (biomechanics 3), 2 for the error | a leg swung forward lifts the ankle 10-30 cm |
| `MIN_UP_S` | 0.19 s | the quickest real rise takes 0.3 s, and 0.2-0.24 from its onset to 95 % of its height | leg bouncing at 4 Hz rises in 0.12 s |
| `MAX_UP_S` | 6 s | the slowest takes 4 s | a leg lifted and held seldom rises on |
| `TURN_RAD`, `TURN_RAD_M` | 7 deg + 2 deg/cm | seated 1.0-1.6 deg/cm, a bridge more, soft tissue 1-4 deg | squat 15-27 deg, sit-to-stand 13-15 deg, both without 2 cm of rise |
| `MAX_TURN_RAD` | 24 deg | 12 deg seated at 10 cm, twice that for a bridge | step 29-41, knee extension 50-80, walking 70 |
| `JOLT_MS2`, `JOLT_SHAPE` | 3 m/s2 and 14 rises a squared up time | a minimum-jerk rise peaks at 5.8 of these, real ones at twice that | leg bouncing at 4-7 Hz makes 5-10 |
| `SHAKE_MS2`, `SHAKE_SHARE` | above 1 m/s2 rms, 0.12 of it times the squared up time | a minimum-jerk rise is 0.34 of it | a leg drumming at 4-7 Hz is under 0.1 |
| `MAX_SHIFT_M`, `SHIFT_SHARE`, `SHIFT_S` | 6 cm and half the rise, in 2.5 s | the foot stays; a tilt that changes by 2 deg on the way makes 5 cm in 1.5 s | a foot lifted and put elsewhere goes 5-15, half a squat reads 10 |
| `SHIFT_M`, `SHIFT_MS2` | 2.5 cm + 5 cm a squared second, where that is less | the quicker, the less an error of tilt adds up: 1 deg makes 9 cm a squared second, half of it after the fit | a quick step on the spot, 5-20 in 0.7 s |
| `RETURN_RAD`, `RETURN_ALONE_RAD`, `RETURN_SHARE` | 3 deg, 2.3 for one alone, + 30 % of the turn at the top | sway of 1 deg on either side, and the turn left at 20 % | a foot set elsewhere under a still knee, 3-8, half of it at the top |
| `LOST_SHARE` | half of the turning seen, over what was lost | a straight line across a hole is off by as much | nothing is lost: nothing is allowed |
| `MAX_ALONG_MS`, `ALONG_MS2`, `ALONG_SHARE` | 10 cm/s + 25 cm/s a second + 40 % of the rise's speed | at 95 % of its height a heel has a third of its speed left; a tilt off by 1.5 deg makes the 25 | a foot on its way to the next step, 40-130 |
| `MAX_TWIST_RAD` | 16 deg, in 2.5 s: longer, the gyro's bias adds up | a raised heel swings outward by 0-4 deg, with flesh by 12 | a step that turns, 30-50 |
| `MAX_SHAKE_MS2` | 1.6 m/s2 rms | a landing of the real raises makes 0.4-1.0 in the second it falls in | a drumming leg 2-9 |
| `RATE_RADS`, `RATE_RAD_M` | 20 deg/s + 4 deg/cm of the heel's speed | real raises turn by up to 100 deg/s at 25 cm/s, tissue included | sit-to-stand and squats, 45-60 deg/s at the 3-5 cm/s the sensor seems to rise with |
| `MIN_WHOLE_S` | 0.6 s | the quickest repetition: 0.3 s up, 0.4 s down (biomechanics 3) | a foot picked up and put down, 0.4-0.6 |
| `FAR_M`, `FAR_LOST_M` | 8 cm, across a hole 15 more, + the same 5 cm a squared second, for those | sway that is no drift; what half a second of a brisk raise is off by | a seat in a car that brakes or takes a bend, 12-30 cm a squared second |
| `MAX_STRAIN`, `ALONE`, `ALONE_M` | 3 sigma; for one alone 2.2, and 0.7 a centimetre of its rise | of all that a sensor can be off by, to bring the heel back down; real raises take up to 1.6 | half a squat 2.4-8, a drumming leg 2-4 |
| `ERRORS`, `TOLD_BY_TURN_RAD` | 3 sigma, unless it turns by 3 deg | one alone rises by more than its height may be off by, or its turn tells; flesh makes 1-4 | weight shifts on a bad sensor, 1.7-2.8 and 1 deg; repetitions 3.9 and more |
| `LEAST_TURN_RAD` | 0.4 deg, for one alone | the ankle goes 2 cm and more forward under a body of 0.9 m; real raises turn by 1.2-4.6 | what a car or a chair shakes moves as a whole, 0.1-0.2 |
| `MAX_JOLT_MS2` | 9.8 | nobody jumps: a heel rise peaks at 6 raw | walking and running 15-80 at each strike |
"""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, radians, sqrt

from tracker.explain import Verdict
from tracker.footing import Footing
from tracker.measure import Shape

MIN_RISE_M = 0.012
MAX_RISE_M = 0.14
MIN_UP_S = 0.19
MAX_UP_S = 6.0
TURN_RAD = radians(7.0)
TURN_RAD_M = radians(2.0) * 100.0
MAX_TURN_RAD = radians(24.0)
MAX_JOLT_MS2 = 9.8
JOLT_MS2 = 3.0
JOLT_SHAPE = 14.0
SHAKE_MS2 = 1.0
SHAKE_SHARE = 0.12
MAX_SHIFT_M = 0.06
SHIFT_SHARE = 0.5
SHIFT_S = 2.5
SHIFT_M = 0.025
SHIFT_MS2 = 0.05
FAR_M = 0.08
FAR_LOST_M = 0.15
RETURN_RAD = radians(3.0)
RETURN_ALONE_RAD = radians(2.3)
RETURN_SHARE = 0.3
MAX_TWIST_RAD = radians(16.0)
LOST_SHARE = 0.5
MAX_ALONG_MS = 0.1
ALONG_MS2 = 0.25
ALONG_SHARE = 0.4
MAX_SHAKE_MS2 = 1.6
RATE_RADS = radians(20.0)
RATE_RAD_M = radians(4.0) * 100.0
MIN_WHOLE_S = 0.6
MAX_STRAIN = 3.0
ALONE = 2.2
ALONE_M = 70.0
ERRORS = 3.0
TOLD_BY_TURN_RAD = radians(3.0)
LEAST_TURN_RAD = radians(0.4)


@dataclass(frozen=True, slots=True)
class Back:
    """A heel that came down again. `turn_rad`: how far the shank is from where it began, `top_turn_rad`: how far it
    was at the top, `lost_rad`: what the mean rate of turning makes of the time lost in holes; `error_m`: what its
    height may be off by, `shift_m`: how far along the floor the foot is; `whole_s`, `up_s`: of the repetition and of its rise; `shake_ms2`, `strain`: measure.py; `twist_rad`: turn about the vertical;
    `among_others`: another was counted shortly before."""

    turn_rad: float
    top_turn_rad: float
    lost_rad: float
    rise_m: float
    error_m: float
    shift_m: float
    whole_s: float
    up_s: float
    shake_ms2: float
    strain: float
    twist_rad: float
    among_others: bool


def back_of(
    shape: Shape,
    *,
    turn_rad: float,
    lost_rad: float,
    twist_rad: float,
    among_others: bool,
    up_s: float | None = None,
) -> Back:
    """That of a repetition as measured; `up_s` where its rise is known better than the measurement has it."""
    return Back(
        turn_rad=turn_rad,
        top_turn_rad=sqrt(sum(c * c for c in shape.turn_rad)),
        lost_rad=lost_rad,
        rise_m=shape.height_m,
        error_m=shape.error_m,
        shift_m=shape.shift_m,
        whole_s=shape.end_s - shape.start_s,
        up_s=shape.top_s - shape.start_s if up_s is None else up_s,
        shake_ms2=shape.shake_ms2,
        strain=shape.strain,
        twist_rad=twist_rad,
        among_others=among_others,
    )


def judge_rise(rise_m: float, turn_rad: float, up_s: float, jolt_ms2: float) -> tuple[Verdict, str] | None:
    """Why this is no heel rise, with the figure that says so; None if nothing speaks against it."""
    if jolt_ms2 > min(MAX_JOLT_MS2, JOLT_MS2 + JOLT_SHAPE * max(rise_m, MIN_RISE_M) / max(up_s, 0.1) ** 2):
        return Verdict.JERKED, f"{jolt_ms2:.1f} m/s2"
    if rise_m < MIN_RISE_M:
        return Verdict.TOO_LOW, f"{100 * rise_m:.1f} cm"
    if rise_m > MAX_RISE_M:
        return Verdict.SWUNG, f"{100 * rise_m:.1f} cm"
    if up_s < MIN_UP_S:
        return Verdict.TOO_FAST, f"{up_s:.2f} s"
    if up_s > MAX_UP_S:
        return Verdict.TOO_SLOW, f"{up_s:.1f} s"
    if turn_rad > min(MAX_TURN_RAD, TURN_RAD + TURN_RAD_M * rise_m):
        return Verdict.TURNED, f"{degrees(turn_rad):.0f} deg in {100 * rise_m:.1f} cm"
    return None


def judge_footing(
    footing: Footing, fastest_ms: float, rise_s: float, *, among_others: bool
) -> tuple[Verdict, str] | None:
    """Why the foot did not stay where it was, at the top of a rise that took `rise_s` and was `fastest_ms` at its
    quickest. `twist_rad`: turn about the vertical;
    `among_others`: another was counted shortly before."""
    if footing.shake_ms2 > MAX_SHAKE_MS2:
        return Verdict.JERKED, f"it shook by {footing.shake_ms2:.1f} m/s2 before"
    if not among_others and not footing.rested:
        return Verdict.UNSETTLED, "no rest before it"
    if footing.rate_rads > RATE_RADS + RATE_RAD_M * fastest_ms:
        return Verdict.TURNED, f"by {degrees(footing.rate_rads):.0f} deg/s at {100 * fastest_ms:.0f} cm/s"
    if footing.twist_rad > MAX_TWIST_RAD:
        return Verdict.TURNED, f"{degrees(footing.twist_rad):.0f} deg about the vertical"
    most_ms = MAX_ALONG_MS + ALONG_MS2 * rise_s + ALONG_SHARE * fastest_ms
    if footing.along_ms is not None and footing.along_ms > most_ms:
        return Verdict.SWUNG, f"{100 * footing.along_ms:.0f} cm/s along the floor at the top"
    return None


def judge_return(back: Back) -> tuple[Verdict, str] | None:
    """Why what came down is not the heel that went up: the shank stands elsewhere, or higher or lower."""
    rise_m, whole_s, up_s, shake_ms2 = back.rise_m, back.whole_s, back.up_s, back.shake_ms2
    if whole_s < SHIFT_S and back.twist_rad > MAX_TWIST_RAD + LOST_SHARE * back.lost_rad:
        return Verdict.TURNED, f"{degrees(back.twist_rad):.0f} deg about the vertical"
    if (
        back.turn_rad
        > (RETURN_RAD if back.among_others else RETURN_ALONE_RAD)
        + RETURN_SHARE * back.top_turn_rad
        + LOST_SHARE * back.lost_rad
    ):
        return Verdict.NO_RETURN, f"{degrees(back.turn_rad):.0f} deg off"
    if whole_s < MIN_WHOLE_S:
        return Verdict.TOO_FAST, f"up and down in {whole_s:.2f} s"
    if back.strain > (MAX_STRAIN if back.among_others else min(ALONE, ALONE_M * rise_m)):
        return Verdict.NO_RETURN, f"by {back.strain:.1f} sigma of what the sensor can be off by"
    if not back.among_others and rise_m < ERRORS * back.error_m and back.top_turn_rad < TOLD_BY_TURN_RAD:
        return Verdict.UNSETTLED, f"alone, {100 * rise_m:.1f} cm give or take {100 * back.error_m:.1f}"
    if not back.among_others and back.top_turn_rad < LEAST_TURN_RAD:
        return Verdict.UNSETTLED, f"alone, the shank turning by {degrees(back.top_turn_rad):.1f} deg"
    if shake_ms2 > SHAKE_MS2 and rise_m < SHAKE_SHARE * shake_ms2 * up_s * up_s:
        return Verdict.JERKED, f"it shakes by {shake_ms2:.1f} m/s2 and rises by {100 * rise_m:.1f} cm"
    drift_m = SHIFT_MS2 * whole_s * whole_s
    shift_m = FAR_M + drift_m + (FAR_LOST_M if back.lost_rad > 0.0 else 0.0)
    if whole_s < SHIFT_S and back.lost_rad <= 0.0:
        shift_m = min(MAX_SHIFT_M + SHIFT_SHARE * rise_m, SHIFT_M + drift_m)
    if back.shift_m > shift_m:
        return Verdict.SWUNG, f"{100 * back.shift_m:.0f} cm along the floor"
    return None
