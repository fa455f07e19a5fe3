"""What a set's repetitions have in common: asked of one moment or of many, it says the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.tracker.test_stepdown import stayed
from tracker.explain import Verdict
from tracker.usual import Usual


def test_the_lean_of_one_moment_is_judged_as_that_of_many() -> None:
    one = stayed(Verdict.NO_RETURN)
    assert one is not None
    usual = Usual([replace(one, turn_rad=(0.08, 0.02, 0.0))] * 3)
    ups = usual.rest + np.random.default_rng(1).uniform(-0.15, 0.15, (2000, 3))
    many = usual.is_up(ups).tolist()
    assert many == [usual.leans_as_up((x, y, z)) for x, y, z in ups.tolist()]
    assert 0 < sum(many) < len(many)
