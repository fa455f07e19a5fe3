"""The cues by which knee form is told from one shank, by name, so that each can be left out and its worth seen.

The tracker uses them all. `Tracker(setup, cues=ALL_CUES - {Cue.SWAY})` judges without sway: counting is the same,
form is judged by what is left. So the worth of a cue is what is lost without it, on the same recordings.
"""

from __future__ import annotations

from enum import StrEnum


class Cue(StrEnum):
    """One kind of evidence about the knee."""

    ROTATION = "rotation per rise"  # how far the shank turns for each centimetre, either way
    SIGN = "signed rotation"  # which end of that line is forward, and so whether it turned backward
    CARRY = "carry for the rise"  # how far the sensor is carried forward: less, where the shank turns back under it
    REST_TILT = "rest tilt"  # how far the shank leans forward with the heel down
    STRAPPING = "strapping"  # where the shank's axis is, from walking and resting between the sets
    SWAY = "sway"  # how still the leg is at rest in the set
    MEMORY = "memory"  # posture does not flip between repetitions; without it each is judged alone
    TRANSITION = "transition"  # the sit-down, stand-up, step or walk before the set, how it stood there, and the same after it
    DECLARED = "declared exercise"  # what the athlete said he would do, as a prior


ALL_CUES = frozenset(Cue)
