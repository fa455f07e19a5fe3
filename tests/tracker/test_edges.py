"""When a hold told by its lean begins and ends, by how the repetitions of its set rise and fall."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.edges import Edges

USUAL = Edges(0.05, 2.0, 3.0)


def test_a_long_hold_begins_and_ends_as_the_usual_ones_do() -> None:
    start_s, top_s, leave_s, end_s = USUAL.times_s(10.0, 20.0)
    assert top_s - start_s == pytest.approx(0.81 * USUAL.up_s)
    assert end_s - leave_s == pytest.approx(0.81 * USUAL.down_s)
    assert 9.0 < start_s < 10.0 < top_s < leave_s < 20.0 < end_s < 21.5


@given(st.floats(0.0, 30.0), st.floats(0.2, 8.0), st.floats(0.2, 8.0))
def test_however_short_it_is_its_times_are_in_order(lasts_s: float, up_s: float, down_s: float) -> None:
    times_s = Edges(0.05, up_s, down_s).times_s(100.0, 100.0 + lasts_s)
    assert list(times_s) == sorted(times_s)
