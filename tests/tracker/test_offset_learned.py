"""What the accelerometer's offset is learned from: from rests, and from nothing that a leg does on its way."""

from __future__ import annotations

from math import hypot

import pytest

from tests.tracker.course import Leg, Shank, course, raised, rest
from tests.tracker.driving import final, told
from tracker.motion import Motion
from tracker.samples import Samples
from tracker.timeline import Cell, Timeline

CYCLING = [Leg(0.45, 16.0, 18.0, 12.0), Leg(0.45, -16.0, -18.0, -12.0)] * 20
STILL_DIFFERENT_MS2 = 0.15


def offset_after(samples: Samples) -> tuple[float, float, float]:
    motion = Motion()
    for cell in Timeline().cells(samples):
        if isinstance(cell, Cell):
            motion.step(cell)
    return motion.height.offset_ms2


def test_a_leg_that_cycles_shows_no_offset_where_there_is_none() -> None:
    assert hypot(*offset_after(course(rest(0.3), CYCLING))) < STILL_DIFFERENT_MS2


def test_a_rest_shows_the_offset_along_the_vertical() -> None:
    z = offset_after(course(rest(6.0), shank=Shank(acc_offset_ms2=(0.0, 0.0, 0.3))))[2]
    assert z == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("up_s", [0.6, 0.9, 1.4])
def test_a_set_is_counted_as_well_after_cycling_as_without(up_s: float) -> None:
    reps = final(told(course(rest(0.3), CYCLING, rest(1.5), raised(4.0, up_s, 0.4, up_s) * 6, rest(3))))
    assert len(reps) == 6
    assert [rep.height_cm for rep in reps] == pytest.approx([4.0] * 6, abs=0.8)
