"""A set read again: heels that land hard, and feet that were lifted as a heel may be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.test_hindsight import found_by, shape, six
from tracker.gates import MAX_JOLT_MS2
from tracker.samples import Samples


def struck(samples: Samples, at_s: float, ms2: float) -> Samples:
    """The floor strikes back, along it."""
    acc = samples.acc_ms2.copy()
    acc[:, 0] += ms2 * np.exp(-(((samples.t_s - at_s) / 0.03) ** 2))
    return replace(samples, acc_ms2=acc)


@pytest.mark.parametrize("ms2", [0.0, 5.0, 8.0])
def test_a_heel_that_lands_hard_is_found_like_any_other(ms2: float) -> None:
    assert len(found_by(struck(six(), shape(2).end_s, ms2), (0, 1, 3, 4, 5))) == 1


def test_a_foot_that_strikes_as_in_walking_is_none() -> None:
    assert found_by(struck(six(), shape(2).peak_s, 1.5 * MAX_JOLT_MS2), (0, 1, 3, 4, 5)) == []
