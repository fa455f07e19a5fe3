"""Sessions as they may go, drawn by a seed: sets and holds, steps between them, samples lost anywhere, orders given at any
moment, gladly right after a hole."""

from __future__ import annotations

import numpy as np

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import without
from tracker.controls import Control, ControlKind
from tracker.samples import Samples

STEPS = [Leg(0.45, 1.0, -38.0, 45.0), Leg(0.45, -1.0, 38.0, 20.0)]
ORDERS = {
    "next": Control(ControlKind.NEXT_SET),
    "undo": Control(ControlKind.UNDO),
    "one more": Control(ControlKind.CORRECT, 1),
    "one less": Control(ControlKind.CORRECT, -1),
    "other exercise": Control(ControlKind.DECLARE, text="standing-calf-raise"),
    "pause": Control(ControlKind.PAUSE),
}


def session(seed: int) -> tuple[Samples, dict[float, Control]]:
    """What the sensor says of one, and the orders by the time in s at which they are given."""
    rng = np.random.default_rng(seed)
    shank = Shank(
        rate_hz=float(rng.choice([25, 50, 100])),
        sway_deg=rng.uniform(0.0, 0.6),
        gyr_bias_dps=tuple(rng.uniform(-2.0, 2.0, 3)),
        acc_offset_ms2=tuple(rng.uniform(-0.2, 0.2, 3)),
        seed=seed,
    )
    samples = course(_legs(rng), shank=shank)
    last_s = float(samples.t_s[-1])
    ends_s = []
    for _ in range(rng.integers(0, 9)):
        from_s = rng.uniform(0.0, last_s)
        ends_s.append(from_s + float(rng.choice([0.2, 0.4, 0.7, 1.2, 1.8, 2.5])))
        samples = without(samples, from_s, ends_s[-1])
    orders: dict[float, Control] = {}
    for _ in range(rng.integers(0, 4)):
        after_hole = ends_s and rng.random() < 0.5
        at_s = rng.choice(ends_s) + rng.choice([0.005, 0.02, 0.3, 1.0]) if after_hole else 0.0
        at_s = float(at_s) or rng.uniform(2.0, last_s)
        orders[at_s] = ORDERS[str(rng.choice(list(ORDERS)))]
        if orders[at_s].kind is ControlKind.PAUSE:
            orders[at_s + float(rng.choice([1.0, 2.0, 12.0]))] = Control(ControlKind.RESUME)
    if ends_s and rng.random() < 0.2:  # it ends right after a hole
        samples = samples[: int((samples.t_s < rng.choice(ends_s) + 0.01).sum())]
    return samples, orders


def with_a_stop(seed: int) -> tuple[Samples, dict[float, Control]]:
    """A set that is over before it is known, for it lost samples in one of its three, and the next that tells what they were;
    and what is taken back meanwhile."""
    rng = np.random.default_rng(seed)
    shank = Shank(rate_hz=float(rng.choice([50, 100])), sway_deg=rng.uniform(0.0, 0.3), seed=seed)
    up_s, rest_s, stop_s = rng.uniform(0.7, 0.9), rng.uniform(1.0, 1.6), rng.uniform(12.0, 16.0)
    one = raised(rng.uniform(5.0, 7.0), up_s, 0.4, up_s, rest_s, 1.0)
    one_s = 2.0 * up_s + 0.4 + rest_s
    lost_s = 4.0 + int(rng.integers(0, 3)) * one_s
    again_s = 4.0 + 3 * one_s + stop_s
    samples = course(rest(4.0), one * 3, rest(stop_s), one * 4, rest(14.0), shank=shank)
    over_s = float(samples.t_s[-1])
    taken_s = [rng.uniform(lost_s, again_s), rng.uniform(again_s, over_s), rng.uniform(over_s - 4.0, over_s)]
    orders = {float(at_s): ORDERS["undo"] for at_s in taken_s if rng.random() < 0.5}
    return without(samples, lost_s - 0.1, lost_s + 0.7), orders


def _legs(rng: np.random.Generator) -> list[Leg]:
    legs = [rest(rng.uniform(1.0, 6.0))] if rng.random() < 0.7 else [Leg(0.6, 0.0, -20.0, 40.0)]
    for _ in range(rng.integers(1, 4)):
        usual_cm, deg_per_cm = rng.uniform(3.0, 9.0), float(rng.choice([0.2, 0.7, 1.0, 1.3]))
        for _ in range(rng.integers(1, 6)):
            cm = usual_cm * (0.35 if rng.random() < 0.15 else rng.uniform(0.9, 1.1))
            hold_s, pause_s = float(rng.choice([0.1, 0.4, 0.4, 4.0])), float(rng.choice([0.2, 0.8, 1.5, 4.0]))
            legs += raised(cm, rng.uniform(0.4, 1.2), hold_s, rng.uniform(0.4, 1.2), pause_s, deg_per_cm)
        if rng.random() < 0.3:
            legs += STEPS * int(rng.integers(2, 6))
        legs.append(rest(float(rng.choice([3.0, 8.0, 13.0, 13.0]))))
    return legs
