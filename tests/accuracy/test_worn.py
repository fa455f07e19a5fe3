"""How the rates of sensors worn wrong are measured."""

from __future__ import annotations

import pytest

from tests.accuracy.athletes import Lot, seed_of
from tests.accuracy.worn import WELL, main, other_leg
from tracker.events import Fault


def test_what_is_told_of_a_session_is_kept_with_how_long_it_lasted() -> None:
    session = other_leg(seed_of(Lot.TUNING, 0))
    assert Fault.OTHER_LEG in session.told
    assert session.lasted_s > 10.0


def test_a_set_in_a_firm_strap_is_not_bothered() -> None:
    sets = dict(WELL)["sets"]
    assert sets(seed_of(Lot.TUNING, 0)).told == ()


def test_nothing_is_measured_of_no_sessions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tune", "--sessions", "0"]) == 0
    assert "on the thigh                 told in 0 of 0" in capsys.readouterr().out
