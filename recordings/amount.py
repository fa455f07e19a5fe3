"""Whether there is enough in a file to count in: its rate and its length."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tracker.errors import InputError, InputReason
from tracker.samples import Floats

LEAST_S = 1.0  # the quickest repetition takes 0.6 s up and down, and stands between two rests
LEAST_HZ = 12.5  # below, the quickest repetition is seven samples
LEAST_SLACK = 0.99  # sensor clocks are off by a percent: 12.5 Hz of theirs may be 12.4 of ours
MOST_HZ = 5000.0  # no wearable sensor is faster; a leg moves below 25 Hz
STEPS = 8  # time stamped on arrival comes in bursts (1, 42, 1, 48 ms): a step alone tells no rate
MS_HINT_S, US_HINT_S, NS_HINT_S = 1.0, 1e3, 1e6  # steps that long: seconds were meant to be something finer


def rate_of(t_s: Floats) -> float | None:
    """Samples a second, gaps left aside; None where it cannot be told. `t_s` has shape (n,), rising but for a
    few."""
    steps = min(STEPS, len(t_s) - 1)
    if steps < 1:
        return None
    span_s = float(np.median(t_s[steps:] - t_s[:-steps]))
    return steps / span_s if span_s > 0.0 else None


def check_rate(t_s: Floats, path: Path | str) -> None:
    """InputError where the rate can be told and is too slow: times of another unit than seconds show so first."""
    rate_hz = rate_of(t_s)
    if rate_hz is not None and rate_hz < LEAST_HZ * LEAST_SLACK:
        raise InputError(
            InputReason.TOO_SLOW,
            f"{path}: {rate_hz:.3g} samples a second, at least {LEAST_HZ} are needed{_finer(1.0 / rate_hz)}",
        )


def check_amount(t_s: Floats, path: Path | str) -> float:
    """The rate in Hz; InputError where that is too slow or too fast, or the whole too short. `t_s` rises."""
    if len(t_s) < 2:
        raise InputError(
            InputReason.TOO_SHORT,
            f"{path} holds {'one sample' if len(t_s) else 'no samples'}: at least {LEAST_S:.0f} s is needed",
        )
    rate_hz = rate_of(t_s)
    if rate_hz is None or rate_hz > MOST_HZ:
        shown = "no time passes" if rate_hz is None else f"{rate_hz:.0f} Hz cannot be"
        raise InputError(InputReason.BAD_VALUE, f"{path}: {shown}; is its time in seconds?")
    duration_s = float(t_s[-1] - t_s[0])
    if duration_s < LEAST_S:
        raise InputError(
            InputReason.TOO_SHORT,
            f"{path} holds {len(t_s)} samples in {duration_s:.2f} s: at least {LEAST_S:.0f} s is needed",
        )
    check_rate(t_s, path)
    return rate_hz


def _finer(step_s: float) -> str:
    """What a step that long hints at."""
    for least, unit, divisor in (
        (NS_HINT_S, "nanoseconds", "1e9"),
        (US_HINT_S, "microseconds", "1e6"),
        (MS_HINT_S, "milliseconds", "1000"),
    ):
        if step_s >= least:
            return f"; if the time is in {unit}, divide it by {divisor}"
    return ""
