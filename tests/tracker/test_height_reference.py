"""The height filter, written out term by term for speed, against the same filter in plain matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.tracker.test_height_covariance import STEPS, Step, after, covariance
from tracker.height import (
    FAR_M,
    FAST_MS,
    MOTION_SHARE,
    NOISE_MS2,
    OFFSET_SIGMA_MS2,
    OFFSET_WANDER_MS2,
    OUTLIER,
    SPAN,
)
from tracker.samples import Floats
from tracker.timeline import CELL_S

T = SPAN * CELL_S


class Plain:
    """State: height, velocity, offset in the sensor's frame."""

    def __init__(self) -> None:
        self.x: Floats = np.zeros(5)
        self.p: Floats = np.diag(np.array([0.0, 0.0, *[OFFSET_SIGMA_MS2**2] * 3]))
        self.reset()

    def reset(self) -> None:
        """A hole: height and velocity are lost."""
        self.x[:2] = 0.0
        self.p[:2, :] = self.p[:, :2] = 0.0
        self.p[0, 0], self.p[1, 1] = FAR_M**2, FAST_MS**2

    def move(self, measured_ms2: float, u: Floats) -> None:
        """Over one span of cells."""
        a = measured_ms2 - float(u @ self.x[2:])
        for _ in range(SPAN):
            self.x[0] += CELL_S * (self.x[1] + 0.5 * CELL_S * a)
            self.x[1] += CELL_S * a
        f = np.eye(5)
        f[0, 1] = T
        f[0, 2:], f[1, 2:] = -0.5 * T * T * u, -T * u
        g = np.array([0.5 * T * T, T, 0.0, 0.0, 0.0])
        self.p = f @ self.p @ f.T + np.outer(g, g) * (NOISE_MS2**2 + MOTION_SHARE**2 * a * a)
        self.p[2:, 2:] += np.eye(3) * OFFSET_WANDER_MS2**2 * T

    def observe(self, which: int, value: float, sigma: float) -> None:
        """Height (0) or velocity (1)."""
        innovation = value - self.x[which]
        if innovation**2 > OUTLIER**2 * (self.p[which, which] + sigma**2):
            own = self.p[which, which] + innovation**2
            self.p[which, :] = self.p[:, which] = 0.0
            self.p[which, which] = own
        gain = self.p[:, which] / (self.p[which, which] + sigma**2)
        self.x += gain * innovation
        self.p -= np.outer(gain, self.p[which, :])


def reference(steps: list[Step]) -> Plain:
    plain = Plain()
    for what, a, b in steps:
        if what == "move":
            plain.move(a, np.array([np.sin(b), 0.6 * np.cos(b), 0.8 * np.cos(b)]))
        elif what == "still":
            plain.observe(1, 0.0, a)
        elif what == "level":
            plain.observe(0, b, a)
        else:
            plain.reset()
    return plain


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_its_state_is_that_of_the_plain_filter(steps: list[Step]) -> None:
    height = after(steps)
    plain = reference(steps)
    found = [height.h_m, height.v_ms, *height.offset_ms2]
    assert found == pytest.approx(plain.x.tolist(), rel=1e-5, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_its_covariance_is_that_of_the_plain_filter(steps: list[Step]) -> None:
    scale = np.sqrt(np.diag(reference(steps).p))
    apart = (covariance(after(steps)) - reference(steps).p) / np.outer(scale, scale)
    assert np.abs(apart).max() < 1e-5
