"""What the screen shows of the links: why one is weak, what is worth a word, a second sensor, the other leg."""

from __future__ import annotations

import pytest

from drivers.linkstats import LinkFigures
from drivers.source import LinkState
from tests.ui.live.stage import SENSOR, Script
from tracker.setup import Setup
from ui.view.follow import REMARK_S, LiveView
from ui.view.other_leg import OtherLegView
from ui.view.shown import Goal, SensorShown
from ui.view.words import fact_words, sensor_words

LOSING = "30 % of the samples of leg are lost: bring it nearer"


def followed(
    figures: LinkFigures | None = None, other: OtherLegView | None = None
) -> tuple[Script, LiveView]:
    script = Script()
    view = LiveView(
        Setup(), Goal(), lambda: script.now_s, figures=lambda: figures or LinkFigures(), other=other
    )
    script.sinks = [view]
    view.opened(SENSOR)
    script.link(LinkState.STREAMING, "leg is streaming")
    return script, view


def test_a_link_that_streams_is_nothing_to_say() -> None:
    _, view = followed()
    assert view.at().warnings == ()


def test_a_silent_link_says_for_how_long() -> None:
    script, view = followed()
    script.link(LinkState.WEAK, "no data for 1.2 s")
    script.now_s += 1.5
    assert view.at().warnings == ("Sensor is silent (1 s)",)
    assert "silent" in sensor_words(view.at().sensor, 60)


def test_a_link_that_loses_much_says_what_to_do_and_is_not_called_silent() -> None:
    script, view = followed()
    script.link(LinkState.WEAK, LOSING)
    assert view.at().warnings == (LOSING,)
    assert "silent" not in sensor_words(view.at().sensor, 60)


def test_a_remark_on_a_link_that_stands_is_shown_for_a_while() -> None:
    script, view = followed()
    script.link(LinkState.STREAMING, "battery of leg at 12 %: charge it")
    assert view.at().warnings == ("Battery of leg at 12 %: charge it",)
    script.now_s += REMARK_S + 1.0
    assert view.at().warnings == ()


def test_the_second_sensor_s_trouble_is_told_as_its_own() -> None:
    script, view = followed()
    script.link(LinkState.STREAMING, "thigh is streaming", sensor=1)
    assert view.at().warnings == ()
    script.link(LinkState.LOST, "the link broke", sensor=1)
    script.now_s += 4.0
    assert view.at().warnings == ("Second sensor lost, looking for it (4 s)",)
    assert view.at().sensor.state is LinkState.STREAMING
    script.link(LinkState.BACK, "back", sensor=1)
    assert view.at().warnings == ()


def test_the_charge_shown_is_the_one_told_last() -> None:
    _, view = followed(LinkFigures(battery_pct=41))
    assert view.at().sensor.battery_pct == 41


def test_how_old_samples_are_when_they_come_is_shown_where_there_is_room() -> None:
    _, view = followed(LinkFigures(delay_s=0.123))
    assert "123 ms" in sensor_words(view.at().sensor, 80)
    assert "123 ms" not in sensor_words(view.at().sensor, 30)


def test_the_other_leg_is_mentioned_with_its_count() -> None:
    other = OtherLegView("right")
    script, view = followed(other=other)
    script.sinks = [other]
    script.begin()
    for _ in range(3):
        script.raise_heel()
    assert "right 3" in fact_words(view.at())
    assert view.at().count == 0


@pytest.mark.parametrize("state", list(LinkState))
@pytest.mark.parametrize("reason", ["", LOSING, "no data for 1.2 s"])
def test_every_state_has_its_words(state: LinkState, reason: str) -> None:
    for width in (30, 60):
        words = sensor_words(SensorShown("Movesense 2234", state, reason), width)
        assert 0 < len(words) <= width
