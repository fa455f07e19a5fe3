"""What demo and live share: from a source to a finished, saved, summed-up session, on plain lines or the screen."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from drivers.pace import Pace
from drivers.source import Place, Second, SensorInfo, Source
from recordings.header import Header, other_side, setup_across
from recordings.home import home, new_recording_path, recordings_folder
from recordings.logbook.claim import Claim
from recordings.road import Road, road_of
from recordings.writer import RecordingWriter
from tracker.controls import Control
from tracker.ledger import Ledger
from tracker.setup import Exercise, Setup
from tracker.tracker import Tracker
from ui.keeping import Told, keep
from ui.output import note, say
from ui.plain import PlainLines, mistaken_words, set_words, total_words
from ui.session import Session, Sink
from ui.typed import HELP, listening, understood
from ui.view.answers import Known, swap_answers, swap_question
from ui.view.desk import desk_words
from ui.view.shown import Goal

MakeHeader = Callable[[SensorInfo, datetime], Header]


def called(environment: Mapping[str, str] = os.environ) -> str:
    """What has to be typed to run us: started by `uv run`, which leaves UV behind, we are on no path."""
    return "uv run soleus" if "UV" in environment else "soleus"


def on_screen(*, plain: bool) -> bool:
    """Whether to open the screen: not where plain lines are asked for, nor where there is no terminal for it. It is
    drawn on stderr, so that has to be one as well; and without digits made of blocks nothing could be read."""
    if plain or os.environ.get("TERM") == "dumb":
        return False
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return False
    try:
        "█⠿◆▮".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        note(
            "This terminal's encoding has no blocks for the screen, so here are plain lines (see soleus doctor)."
        )
        return False
    return True


@dataclass(frozen=True, slots=True)
class Start:
    """What a session starts with. `make_header` is None where nothing is to be saved; `also` makes one more sink, which
    may end the session; `beats_per_min`: rises a minute of a metronome that runs from the start; `second` says, once
    the source is open, who a second sensor is."""

    source: Source
    pace: Pace
    setup: Setup
    make_header: MakeHeader | None
    goal: Goal = Goal()  # noqa: RUF009 - frozen
    load_kg: float | None = None
    simulated: bool = False
    sound: bool = True
    also: Callable[[Run], Sink] | None = None
    beats_per_min: float | None = None
    second: Callable[[], Second | None] = lambda: None
    place: Place | None = None  # of the second sensor, known beforehand
    known: Known = field(default_factory=Known)

    @property
    def both_legs(self) -> tuple[str, str] | None:
        """What the first leg and the other one are called; None where one leg is counted."""
        side, other = self.setup.side, other_side(self.setup.side)
        if self.place is not Place.OTHER_LEG or side is None or other is None:
            return None
        return side.value, other.value


@dataclass(frozen=True, slots=True)
class Ended:
    """What is left of a session: its recording, its number in the logbook and the day it began, None where there is
    none; `pain_noted`: whether pain was told while it ran."""

    recording: Path | None
    number: int | None
    day: date | None = None
    pain_noted: bool = False


class Run:
    """One session with its recording; `recording` is its path once it has begun."""

    def __init__(self, start: Start, sinks: list[Sink], others: Sequence[Sink] = ()) -> None:
        self._start = start
        self._told = Told()
        self._header: Header | None = None
        self._claim: Claim | None = None
        self._number: int | None = None  # in the logbook
        self.recording: Path | None = None
        sinks.insert(0, self._told)  # first: a terminal that is gone must not keep anything from it
        self.session = Session(start.source, self._make_road, self._make_writer, sinks, others, start.second)
        self.tell: Callable[[str], None] = say  # a sentence in mid-session; the screen has a place for it
        if start.also is not None:
            sinks.append(start.also(self))

    def _make_road(self, info: SensorInfo) -> Road:
        setup = self._start.setup
        return road_of(info, self._start.second(), Tracker(setup), setup_across(setup))

    def _make_writer(self, info: SensorInfo) -> RecordingWriter | None:
        if self._start.make_header is None:
            return None
        started_at = datetime.now().astimezone()
        header = replace(self._start.make_header(info, started_at), second=self._start.second())
        label = header.declared.value if header.declared else "simulated" if header.simulated else "session"
        path = new_recording_path(recordings_folder(home()), started_at, label)
        writer = RecordingWriter(path, header, time.monotonic)  # half a second of the host's, at any speed
        self._claim = Claim(path)
        self._header = header
        self.recording = path
        return writer

    def keep(self) -> None:
        """Into the logbook, before anything is said: the terminal may be gone."""
        if self._header is not None and self.recording is not None and self._claim is not None:
            self._number = keep(self._header, self.recording, self._told)
            self._claim.release()

    def sum_up(self, ledger: Ledger, declared: Exercise | None, other: Ledger | None = None) -> None:
        """The whole session, of both legs where both are counted, and where it is kept."""
        if ledger.sets or self.recording is not None:
            first, second = self._start.both_legs or ("", "")
            say(f"{first}: {total_words(ledger)}" if first else total_words(ledger))
            if other is not None:
                say(f"{second}: {total_words(other)}")
        for words in (desk_words(ledger, declared), mistaken_words(ledger)):
            if words is not None:
                say(words)
        if self.recording is not None:
            say(f"Saved: {self.recording}")
            say(f'See it again: {called()} replay "{self.recording}"')
        if self._number is not None:
            say(f"Session {self._number} saved: {called()} sessions show {self._number}")

    def ended(self, ledger: Ledger) -> Ended:
        """What is left of it."""
        day = None if self._header is None else self._header.started_at.date()
        return Ended(self.recording, self._number, day, bool(ledger.pains))


async def run_session(start: Start, *, plain: bool) -> Ended:
    """On the screen where there is one, else on plain lines."""
    return await (_run_screen(start) if on_screen(plain=plain) else _run_plain(start))


async def _run_plain(start: Start) -> Ended:
    first, second = start.both_legs or ("", "")
    lines = PlainLines(say, first)
    other = PlainLines(say, second) if second else None
    run = Run(start, [lines], [other] if other is not None else [])
    lines.declared = start.setup.declared
    lines.zones = start.known.zones or lines.zones

    def take(line: str) -> None:
        asked = understood(line, paused=lines.paused, choices=lambda: _choices(lines.declared, start.known))
        if isinstance(asked, Control):
            run.session.give(asked)
            return
        for words in asked:
            say(words)

    try:
        with listening(take) as heard:
            if heard:
                say(HELP)
            await run.session.run()
    except asyncio.CancelledError:
        note("Stopped.")
        raise
    finally:
        run.keep()
        run.sum_up(lines.ledger, lines.declared, other.ledger if other is not None else None)
    return run.ended(lines.ledger)


def _choices(now: Exercise | None, known: Known) -> list[str]:
    """What x may be followed by."""
    answers = swap_answers(now, known)
    return [swap_question(now), *(f"  x {one.control.text}   {one.words}" for one in answers)]


async def _run_screen(start: Start) -> Ended:
    from ui.app import SoleusApp, show
    from ui.screens.live import LiveScreen, WatchScreen
    from ui.sounds import Pattern, Sounds
    from ui.view.follow import LiveView
    from ui.view.other_leg import OtherLegView

    _, across = start.both_legs or ("", "")
    other = OtherLegView(across) if across else None
    view = LiveView(
        start.setup,
        start.goal,
        start.pace.now,
        load_kg=start.load_kg,
        simulated=start.simulated,
        lost_share=lambda: run.session.lost_share,
        figures=lambda: run.session.figures,
        is_up=lambda: run.session.is_up,
        other=other,
    )
    view.sound = start.sound
    view.zones, view.goals = start.known.zones or view.zones, start.known.planned
    if start.beats_per_min is not None:
        view.beat(start.beats_per_min)
    sinks: list[Sink] = [view]
    run = Run(start, sinks, [other] if other is not None else [])
    run.tell = view.say

    def screen(ring: Callable[[Pattern], None]) -> WatchScreen:
        sounds = Sounds(view, ring)
        sinks.append(sounds)
        return LiveScreen(view, run.session, sounds, start.known)

    try:
        await show(SoleusApp(run.session, screen, stays=False), run.session)
    finally:
        run.keep()
        for row in view.ledger.sets:
            if row.summary is not None:
                say(set_words(row.summary))
        run.sum_up(view.ledger, view.setup.declared, other.ledger if other is not None else None)
    return run.ended(view.ledger)
