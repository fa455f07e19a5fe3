"""Whether the foot stayed: what one landing shakes, and what tilt makes of a foot that stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.tracker.course import Leg, rest
from tests.tracker.moments import ideal
from tracker.footing import look
from tracker.gates import MAX_ALONG_MS, MAX_SHAKE_MS2
from tracker.motion import Moment
from tracker.timeline import CELL_S

UP_AND_DOWN = (Leg(0.5, 6.0, 3.0), Leg(0.5, -6.0, -3.0))
TILTED_MS2 = 0.9  # along the floor, of gravity that is told wrong by 5 deg


def shaken(first_s: float, last_s: float) -> list[Moment]:
    """Two seconds of rest that ring at 8 Hz for a while."""
    return [
        m._replace(raw_ms2=5.0 * float(np.sin(2 * np.pi * 8.0 * m.t_s)) if first_s <= m.t_s < last_s else 0.0)
        for m in ideal([rest(1.0), rest(1.0)])
    ]


def one(*legs: Leg) -> tuple[list[Moment], list[Moment]]:
    """From the lowest point on to the top, and to the next one; the leg is never still."""
    whole = [
        m._replace(still_s=0.0, force=(m.force[0] + TILTED_MS2, *m.force[1:]))
        for m in ideal([rest(CELL_S), *legs, rest(CELL_S)])
    ]
    return whole[: round(legs[0].seconds / CELL_S)], whole


def test_a_heel_that_was_let_fall_shakes_once() -> None:
    assert look(shaken(1.5, 1.7), shaken(0.0, 0.0)).shake_ms2 < 0.1 * MAX_SHAKE_MS2


@pytest.mark.parametrize("from_s", [0.0, 1.2, 1.4])
def test_a_leg_that_drums_shakes_on(from_s: float) -> None:
    assert look(shaken(from_s, 2.0), shaken(0.0, 0.0)).shake_ms2 > MAX_SHAKE_MS2


def along_ms(rise: Sequence[Moment], whole: Sequence[Moment] | None) -> float:
    found = look([], rise, whole).along_ms
    assert found is not None
    return found


def test_a_foot_that_stands_goes_nowhere_whatever_tilt_says() -> None:
    rise, whole = one(*UP_AND_DOWN)
    assert along_ms(rise, whole) < MAX_ALONG_MS < along_ms(rise, None)


def test_a_foot_that_is_set_elsewhere_is_on_its_way_at_the_top() -> None:
    rise, whole = one(*UP_AND_DOWN)
    elsewhere = [m.force[0] for m in ideal([rest(CELL_S), Leg(1.0, along_cm=20.0), rest(CELL_S)])]
    gone = [m._replace(force=(m.force[0] + a, *m.force[1:])) for m, a in zip(whole, elsewhere, strict=True)]
    assert along_ms(gone[: len(rise)], gone) > 3.0 * MAX_ALONG_MS
