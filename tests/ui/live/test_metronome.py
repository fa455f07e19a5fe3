"""The metronome: seen, heard, switched by a key; a referee's sentence stands among the warnings for a while."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.live.plays import second_set
from tests.ui.live.stage import played
from tracker.setup import Setup
from ui.sounds import TICK, Sounds
from ui.view.follow import SAID_S, LiveView
from ui.view.metronome import Metronome, beat_words
from ui.view.shown import Goal


def test_up_on_one_beat_and_down_on_the_next() -> None:
    metronome = Metronome(10.0)
    assert [metronome.at(10.0 + t).up for t in (0.1, 0.9, 1.1, 1.9, 2.1)] == [True, True, False, False, True]
    assert metronome.at(13.5).share == pytest.approx(0.5)
    assert metronome.at(13.5).number == 3


def test_another_pace_is_another_beat() -> None:
    assert Metronome(0.0, 15.0).at(2.1).number == 1


def test_it_is_told_by_word_glyph_and_place() -> None:
    metronome = Metronome(0.0)
    assert beat_words(metronome.at(0.5)) == "▲ up    ━━━━━━──────  30 /min"
    assert beat_words(metronome.at(1.25)) == "▼ down  ━━━─────────  30 /min"


def test_m_starts_it_and_stops_it() -> None:
    async def press() -> tuple[str, str]:
        async with played(second_set) as one:
            await one.pilot.press("m")
            on = await one.seen()
            await one.pilot.press("m")
            return on, await one.seen()

    on, off = asyncio.run(press())
    assert "▲ up" in on
    assert "▲ up" not in off


class Heard:
    """A view on a clock by hand, and what was rung."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.rung: list[tuple[float, ...]] = []
        self.view = LiveView(Setup(), Goal(), lambda: self.now_s)
        self.sounds = Sounds(self.view, self.rung.append)

    def at(self, now_s: float) -> None:
        self.now_s = now_s
        self.sounds.shown(self.view.at())


def test_it_rings_once_a_beat_however_often_the_screen_is_drawn() -> None:
    heard = Heard()
    heard.view.beat(30.0)
    for k in range(60):
        heard.at(k / 20)
    assert heard.rung == [TICK] * 3


def test_without_sound_it_is_only_seen() -> None:
    heard = Heard()
    heard.view.sound = False
    heard.view.beat(30.0)
    heard.at(1.5)
    assert heard.rung == []


def test_a_sentence_stands_for_a_while() -> None:
    heard = Heard()
    heard.view.say("Keep to the beat.")
    assert "Keep to the beat." in heard.view.at().warnings
    heard.now_s = SAID_S + 0.1
    assert heard.view.at().warnings == ()
