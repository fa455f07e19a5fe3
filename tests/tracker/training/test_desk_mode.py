"""Desk mode: soleus push-ups are small and quick, and are counted with their cadence."""

from __future__ import annotations

import pytest

from tests.tracker.course import course, raised, rest
from tests.tracker.driving import told
from tracker.ledger import Ledger
from tracker.setup import Exercise, Form, Setup
from ui.view.desk import desk_s, desk_words

PUSH_UPS = 50


@pytest.mark.parametrize("cm", [3.0, 4.0, 6.0])
def test_a_minute_at_fifty_is_counted_as_bouts_with_minutes_and_cadence(cm: float) -> None:
    cycle_s = 60.0 / PUSH_UPS
    one = raised(cm, 0.4 * cycle_s, 0.1 * cycle_s, 0.4 * cycle_s, 0.1 * cycle_s, deg_per_cm=1.3)
    events = told(course(rest(4), one * PUSH_UPS, rest(12)), setup=Setup(Exercise.SOLEUS_PUSH_UP))
    ledger = Ledger(events)
    (bout,) = ledger.sets
    assert bout.count == PUSH_UPS
    assert bout.summary is not None
    assert (bout.summary.exercise, bout.summary.form) == (Exercise.SOLEUS_PUSH_UP, Form.BENT)
    assert bout.summary.cadence_per_min == pytest.approx(PUSH_UPS, rel=0.02)
    assert desk_s(ledger) == pytest.approx(60.0, abs=1.0)
    assert desk_words(ledger, Exercise.SOLEUS_PUSH_UP) == "Desk: 1.0 min in 1 bout, 50 a minute"
    assert desk_words(ledger, Exercise.SEATED_SOLEUS_RAISE) is None
