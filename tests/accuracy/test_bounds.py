"""Bounds against published tables."""

from __future__ import annotations

import pytest

from tests.accuracy.bounds import poisson_upper, wilson


@pytest.mark.parametrize(("seen", "upper"), [(0, 2.996), (1, 4.744), (10, 16.962), (100, 118.08)])
def test_the_poisson_bound_agrees_with_the_table(seen: int, upper: float) -> None:
    # One-sided 95 % bounds (Garwood, Biometrika 1936).
    assert poisson_upper(seen) == pytest.approx(upper, abs=0.01)


def test_the_interval_of_a_share_agrees_with_a_worked_example() -> None:
    # 81 of 263 (Newcombe, Statistics in Medicine 1998, example a).
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_nothing_seen_says_nothing_of_a_share() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
