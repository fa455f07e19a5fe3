"""Blocks of samples: cut, joined and empty ones."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tracker.course import course, rest
from tests.tracker.driving import joined, without
from tracker.samples import Samples

SOME = course(rest(1.03))


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_blocks_joined_again_are_the_whole(size: int) -> None:
    again = Samples.concat(SOME.blocks(size))
    assert np.array_equal(again.t_s, SOME.t_s)
    assert np.array_equal(again.acc_ms2, SOME.acc_ms2)
    assert np.array_equal(again.gyr_rads, SOME.gyr_rads)


def test_no_block_is_larger_than_asked_for() -> None:
    assert [len(block) for block in SOME.blocks(40)] == [40, 40, 23]


def test_nothing_joined_is_empty() -> None:
    assert len(Samples.concat([])) == len(Samples.empty()) == 0


def test_an_empty_block_can_be_joined() -> None:
    assert len(Samples.concat([Samples.empty(), SOME])) == len(SOME)


def test_a_slice_holds_the_same_samples_of_all_three() -> None:
    part = SOME[10:20]
    assert (part.t_s.shape, part.acc_ms2.shape, part.gyr_rads.shape) == ((10,), (10, 3), (10, 3))
    assert part.acc_ms2[0].tolist() == SOME.acc_ms2[10].tolist()


def test_recordings_one_after_the_other_keep_their_step() -> None:
    assert np.diff(joined(SOME, SOME, SOME).t_s) == pytest.approx(0.01)


def test_lost_samples_leave_the_others_as_they_were() -> None:
    left = without(SOME, 0.3, 0.5)
    assert (len(left), left.t_s[30]) == (83, pytest.approx(0.5))
