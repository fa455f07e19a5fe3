"""What the height filter says of its own certainty, through any sequence of movement and anchors."""

from __future__ import annotations

from math import cos, sin

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.test_height import LEVEL_M, STILL_MS, settled
from tracker.height import Height
from tracker.samples import Floats

Step = tuple[str, float, float]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.floats(-80.0, 80.0), st.floats(-3.0, 3.0)),
        st.tuples(st.just("still"), st.floats(0.001, 0.2), st.just(0.0)),
        st.tuples(st.just("level"), st.floats(0.001, 0.2), st.floats(-0.2, 0.2)),
        st.tuples(st.just("hole"), st.just(0.0), st.just(0.0)),
    ),
    max_size=60,
)


def after(steps: list[Step]) -> Height:
    height = Height()
    for what, a, b in steps:
        if what == "move":
            for _ in range(5):
                height.step(a, sin(b), 0.6 * cos(b), 0.8 * cos(b))
        elif what == "still":
            height.observe_velocity(a)
        elif what == "level":
            height.observe_height(b, a)
        else:
            height.reset()
    return height


def covariance(height: Height) -> Floats:
    """Of height, velocity and the three offsets."""
    hh, hv, h1, h2, h3, vv, v1, v2, v3 = height._motions
    o11, o12, o13, o22, o23, o33 = height._offsets
    return np.array(
        [
            [hh, hv, h1, h2, h3],
            [hv, vv, v1, v2, v3],
            [h1, v1, o11, o12, o13],
            [h2, v2, o12, o22, o23],
            [h3, v3, o13, o23, o33],
        ]
    )


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_the_covariance_stays_one(steps: list[Step]) -> None:
    whole = covariance(after(steps))
    scale = np.sqrt(np.diag(whole))
    assert np.linalg.eigvalsh(whole / np.outer(scale, scale)).min() > -1e-7


@settings(max_examples=60, deadline=None)
@given(STEPS, st.floats(0.001, 0.2))
def test_no_anchor_leaves_velocity_less_known_than_itself(steps: list[Step], sigma_ms: float) -> None:
    height = after(steps)
    height.observe_velocity(sigma_ms)
    assert 0.0 < height.sigma_v_ms <= sigma_ms * (1.0 + 1e-6)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.floats(0.001, 0.2))
def test_no_level_leaves_height_less_known_than_itself(steps: list[Step], sigma_m: float) -> None:
    height = after(steps)
    height.observe_height(0.0, sigma_m)
    assert 0.0 < height.sigma_h_m <= sigma_m * (1.0 + 1e-6)


def test_without_anchors_everything_becomes_less_certain() -> None:
    height = settled()
    sigmas = []
    for _ in range(10):
        for _ in range(5):
            height.step(0.0, 0.0, 0.0, 1.0)
        sigmas.append((height.sigma_h_m, height.sigma_v_ms))
    assert sigmas == sorted(sigmas)


def test_hard_movement_costs_more_certainty_than_gentle() -> None:
    gentle, hard = settled(), settled()
    for k in range(50):
        gentle.step(0.5 * (-1) ** k, 0.0, 0.0, 1.0)
        hard.step(20.0 * (-1) ** k, 0.0, 0.0, 1.0)
    assert hard.sigma_v_ms > 2.0 * gentle.sigma_v_ms


def test_a_long_rest_knows_velocity_better_than_one_anchor() -> None:
    assert settled().sigma_v_ms < 0.5 * STILL_MS


def test_a_long_rest_knows_height_better_than_one_level() -> None:
    assert settled().sigma_h_m < 0.6 * LEVEL_M
