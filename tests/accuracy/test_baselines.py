"""The counters of today count what they were made for: a clean, even row of raises, once they know where it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.accuracy.baselines import BASELINES, counted, within
from tracker.samples import Floats, Samples


def row(reps: int, every_s: float = 2.0) -> Samples:
    """Raises of 5 cm along one axis, up in 0.6 s, down in 0.8 s."""
    t = np.arange(0.0, reps * every_s + 2.0, 0.01)
    acc = np.zeros((len(t), 3))
    acc[:, 2] = 9.81
    for k in range(reps):
        for begin, long, sign in ((1.0 + k * every_s, 0.6, 1.0), (1.6 + k * every_s, 0.8, -1.0)):
            u = np.clip((t - begin) / long, 0.0, 1.0)
            acc[:, 2] += sign * 0.05 * (60 * u - 180 * u**2 + 120 * u**3) / long**2
    return Samples(t, acc, np.zeros((len(t), 3)))


@pytest.mark.parametrize("times", BASELINES.values(), ids=BASELINES.keys())
def test_an_even_row_is_counted_within_one(times: Callable[[Samples], Floats]) -> None:
    assert abs(len(times(row(10))) - 10) <= 1


@pytest.mark.parametrize("times", BASELINES.values(), ids=BASELINES.keys())
def test_nothing_is_counted_at_rest(times: Callable[[Samples], Floats]) -> None:
    still = row(10)
    rest = np.tile([0.0, 0.0, 9.81], (len(still), 1))
    rest += np.random.default_rng(1).normal(0.0, 0.02, rest.shape)
    assert len(times(Samples(still.t_s, rest, still.gyr_rads))) == 0


def test_a_stretch_is_cut_out_by_time() -> None:
    part = within(row(3), 1.0, 2.0)
    assert part.t_s[0] == pytest.approx(1.0)
    assert part.t_s[-1] < 2.0


def test_what_lies_outside_is_counted() -> None:
    assert counted(np.array([1.0, 5.0, 9.0]), [(4.0, 6.0)]) == 2
