"""What makes a rise of the shank a heel rise: bounds from the anatomy, each with its nearest negative.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `MIN_RISE_M` | 1.2 cm | real repetitions rise 2-12 cm, the smallest partials of interest 1.5 | fidgeting and sway stay under 1 cm |
| `MAX_RISE_M` | 14 cm | real repetitions rise 12 cm at most (biomechanics 3), 2 for the error | a leg swung forward lifts the ankle 10-30 cm |
| `MIN_UP_S` | 0.19 s | the quickest real rise takes 0.3 s, and 0.2-0.24 from its onset to 95 % of its height | leg bouncing at 4 Hz rises in 0.12 s |
| `MAX_UP_S` | 6 s | the slowest takes 4 s | a leg lifted and held seldom rises on |
| `TURN_RAD`, `TURN_RAD_M` | 5 deg + 1.8 deg/cm | seated 1.0-1.6 deg/cm, soft tissue 1-4 deg | squat 15-27 deg, sit-to-stand 13-15 deg, both without 2 cm of rise |
| `MAX_TURN_RAD` | 24 deg | 12 deg seated at 10 cm, twice that for a bridge | step 29-41, knee extension 50-80, walking 70 |
| `JOLT_MS2`, `JOLT_SHAPE` | 3 m/s2 and 14 rises a squared up time | a minimum-jerk rise peaks at 5.8 of these, real ones at twice that | leg bouncing at 4-7 Hz makes 5-10 |
| `SHAKE_MS2`, `SHAKE_SHARE` | above 1 m/s2 rms, 0.12 of it times the squared up time | a minimum-jerk rise is 0.34 of it | a leg drumming at 4-7 Hz is under 0.1 |
| `MAX_SHIFT_M`, `SHIFT_SHARE`, `SHIFT_S` | 6 cm and half the rise, in 2.5 s | the foot stays; a tilt that changes by 2 deg on the way makes 5 cm in 1.5 s | a foot lifted and put elsewhere goes 5-15, half a squat reads 10 |
| `MAX_RETURN_RAD` | 8 deg | sway 1 deg and what is left at 20 % of the height, 2-3 deg | squats and lunges come by at 15-40 |
| `MAX_STRAIN` | 4 sigma | of all that a sensor can be off by, to bring the heel back down | one repetition in sixteen thousand by chance; half a squat taken for a rise 8 |
| `MAX_JOLT_MS2` | 9.8 | nobody jumps: a heel rise peaks at 6 raw | walking and running 15-80 at each strike |
"""

from __future__ import annotations

from math import degrees, radians

from tracker.explain import Verdict

MIN_RISE_M = 0.012
MAX_RISE_M = 0.14
MIN_UP_S = 0.19
MAX_UP_S = 6.0
TURN_RAD = radians(5.0)
TURN_RAD_M = radians(1.8) * 100.0
MAX_TURN_RAD = radians(24.0)
MAX_JOLT_MS2 = 9.8
JOLT_MS2 = 3.0
JOLT_SHAPE = 14.0
SHAKE_MS2 = 1.0
SHAKE_SHARE = 0.12
MAX_SHIFT_M = 0.06
SHIFT_SHARE = 0.5
SHIFT_S = 2.5
MAX_RETURN_RAD = radians(8.0)
MAX_STRAIN = 4.0


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


def judge_return(
    turn_rad: float,
    rise_m: float,
    shift_m: float,
    whole_s: float,
    shake_ms2: float,
    up_s: float,
    strain: float,
) -> tuple[Verdict, str] | None:
    """Why what came down is not the heel that went up: the shank stands elsewhere, or higher or lower."""
    if turn_rad > MAX_RETURN_RAD:
        return Verdict.NO_RETURN, f"{degrees(turn_rad):.0f} deg off"
    if strain > MAX_STRAIN:
        return Verdict.NO_RETURN, f"by {strain:.0f} sigma of what the sensor can be off by"
    if shake_ms2 > SHAKE_MS2 and rise_m < SHAKE_SHARE * shake_ms2 * up_s * up_s:
        return Verdict.JERKED, f"it shakes by {shake_ms2:.1f} m/s2 and rises by {100 * rise_m:.1f} cm"
    if whole_s < SHIFT_S and shift_m > MAX_SHIFT_M + SHIFT_SHARE * rise_m:
        return Verdict.SWUNG, f"{100 * shift_m:.0f} cm along the floor"
    return None
