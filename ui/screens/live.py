"""The live screen: asks the view for a picture twenty times a second and hands each widget its part.

Deeds come in from keys and palette; they become controls of the session. Nothing is counted or computed here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol

from textual.app import ComposeResult, SystemCommand
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Footer

from tracker.controls import Control, ControlKind
from ui.deeds import LIVE, Deed
from ui.screens.ask import Ask
from ui.screens.help import Help
from ui.screens.pick import Pick
from ui.sounds import Sounds
from ui.view.answers import PAIN_QUESTION, Answer, Known, pain_answers, swap_answers, swap_question
from ui.view.follow import LiveView
from ui.view.layout import layout_of
from ui.view.metronome import beat_words
from ui.view.plot import SPAN_S
from ui.view.shown import Mode, Shown
from ui.view.words import (
    badge_words,
    big_words,
    fact_words,
    head_words,
    height_words,
    row_words,
    sensor_words,
    tempo_words,
)
from ui.widgets.big import Big
from ui.widgets.line import Line
from ui.widgets.rise import Rise
from ui.widgets.sets import Sets

FRAMES_PER_S = 20


class Feed(Protocol):
    """What runs behind the screen: a live session or a file that is played."""

    def rise(self, seconds: float) -> list[tuple[float, float]]:
        """Time in s and height in cm of the last moments."""
        ...

    def run(self) -> Awaitable[None]:
        """To its end."""
        ...

    def stop(self) -> None:
        """End it; what it holds is saved."""
        ...


class Session(Feed, Protocol):
    """A feed that takes controls."""

    def give(self, control: Control) -> None:
        """To the tracker, at this moment."""
        ...


class WatchScreen(Screen[None]):
    """What a live session and a replay show alike."""

    DEFAULT_CSS = """
    WatchScreen { layout: vertical; }
    WatchScreen #head { height: 1; background: $panel; color: $text; }
    WatchScreen #title { width: 1fr; height: 1; text-style: bold; }
    WatchScreen #sensor { width: auto; height: 1; }
    WatchScreen #main { height: auto; margin: 1 1 0 1; }
    WatchScreen #big { color: $text; text-style: bold; }
    WatchScreen #facts { width: 18; height: auto; margin-left: 2; }
    WatchScreen #badge { height: 1; margin: 1 1 0 1; text-style: bold; width: auto; padding: 0 1; }
    WatchScreen #badge.bent { background: $primary; color: $text; }
    WatchScreen #badge.straight { background: $accent; color: auto; }
    WatchScreen #badge.faulty { background: $error; color: $text; }
    WatchScreen #tempo { height: 1; margin: 0 2; }
    WatchScreen #metronome { height: 1; margin: 0 2; text-style: bold; }
    WatchScreen #warnings { height: auto; margin: 0 1; padding: 0 1; background: $error; color: $text; text-style: bold; }
    WatchScreen #notice { height: auto; margin: 0 2; color: $text-muted; }
    WatchScreen #sets { height: 1fr; margin: 1 2 0 2; }
    WatchScreen.small #main, WatchScreen.small #badge, WatchScreen.small #sets { margin: 0; }
    """

    deeds: tuple[Deed, ...] = LIVE

    def __init__(self, view: LiveView, feed: Feed, sounds: Sounds | None) -> None:
        super().__init__()
        self._view = view
        self._feed = feed
        self._sounds = sounds
        for deed in self.deeds:
            if not deed.shown:
                continue  # the app's own: it holds on every screen
            self._bindings.bind(
                deed.keys, f"deed('{deed.name}')", deed.label, show=deed.in_footer, key_display=deed.key_name,
            )  # fmt: skip

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        with Horizontal(id="head"):
            yield Line(id="title")
            yield Line(id="sensor")
        with Horizontal(id="main"):
            yield Big(id="big")
            with Vertical(id="facts"):
                yield Line(id="fact-lines")
            yield Rise(id="rise")
        yield Line(id="badge")
        yield Line(id="tempo")
        yield Line(id="metronome")
        yield Line(id="warnings")
        yield Line(id="notice")
        yield Sets(id="sets")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin to draw."""
        self.picture()
        self.set_interval(1.0 / FRAMES_PER_S, self.picture)

    def on_resize(self, event: Resize) -> None:
        """Drop what has no room, the plot first."""
        if not self.query("#sets"):
            return
        fits = layout_of(event.size.width, event.size.height)
        self.set_class(event.size.height < 14, "small")
        self.query_one(Big).fit(event.size.width * 9 // 20 if fits.facts else event.size.width, fits.big_rows)
        rise = self.query_one(Rise)
        rise.display = fits.plot
        rise.styles.height = fits.big_rows
        for name, there in (
            ("#head", fits.head),
            ("#facts", fits.facts),
            ("#tempo", fits.tempo),
            ("#sets", fits.sets),
            ("#badge", fits.badge),
        ):
            self.query_one(name).display = there
        self.query_one(Footer).display = fits.footer
        self._badge_fits, self._facts_fit = fits.badge, fits.facts
        self.picture()

    _badge_fits = _facts_fit = True

    def notice(self) -> str:
        """What else has to be said."""
        return "" if self._view.sound else "sound is off"

    def picture(self) -> None:
        """Draw what is so now."""
        if not self.query("#sets"):  # not composed yet, or no longer
            return
        shown = self._view.at(self.notice())
        with self.app.batch_update():
            self._lay(shown)
        if self._sounds is not None:
            self._sounds.shown(shown)

    def _lay(self, shown: Shown) -> None:
        line = self._line
        title = head_words(shown, self.size.width)
        line("title").show(title)
        line("sensor").show(sensor_words(shown.sensor, max(2, self.size.width - len(title) - 2)))
        self.query_one(Big).show(big_words(shown))
        line("fact-lines").show("\n".join(fact_words(shown)))
        badge = line("badge")
        badge.show(badge_words(shown.rep))
        badge.display = self._badge_fits and shown.rep is not None
        if shown.rep is not None:
            for form in ("bent", "straight"):
                badge.set_class(shown.rep.form == form and not shown.rep.faulty, form)
            badge.set_class(shown.rep.faulty, "faulty")
        line("tempo").show(
            "   ".join(w for w in (tempo_words(shown.rep, shown.goal.tempo), height_words(shown.rep)) if w)
        )
        state = fact_words(shown)[0] if not self._facts_fit and shown.mode in (Mode.PAUSED, Mode.REST) else ""
        notice = "   ".join(word for word in (state, shown.notice) if word)
        for name, text in (("warnings", "\n".join(shown.warnings)), ("notice", notice)):
            line(name).show(text)
            line(name).display = bool(text)
        beat = line("metronome")
        beat.show("" if shown.beat is None else beat_words(shown.beat))
        beat.display = shown.beat is not None
        self.query_one(Sets).show([row_words(row) for row in shown.sets])
        rise = self.query_one(Rise)
        if rise.display:
            rise.show(self._feed.rise(SPAN_S))

    def _line(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)

    # Deeds.

    def action_deed(self, name: str) -> None:
        """Do what was asked for by key or palette."""
        next(deed for deed in self.deeds if deed.name == name).do(self)
        self.picture()

    def give(self, control: Control) -> None:
        """Nothing to give it to."""

    def pause(self) -> None:
        """See the screens."""

    def next_rep(self) -> None:
        """See the replay."""

    def change_speed(self, factor: float) -> None:
        """See the replay."""

    def note_pain(self) -> None:
        """See the live screen."""

    def swap(self) -> None:
        """See the live screen."""

    def toggle_sound(self) -> None:
        """On or off."""
        self._view.sound = not self._view.sound

    def toggle_metronome(self) -> None:
        """On or off."""
        self._view.toggle_metronome()

    def show_help(self) -> None:
        """All keys."""
        self.app.push_screen(Help(self.deeds))

    def ask_to_end(self) -> None:
        """Once; what is there is saved either way."""
        self.app.push_screen(Ask("End the session and save it?"), self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self.end()

    def end(self) -> None:
        """Leave; the session is saved by whoever started it."""
        self.app.exit()


class LiveScreen(WatchScreen):
    """A session that runs."""

    def __init__(
        self, view: LiveView, session: Session, sounds: Sounds | None, training: Known | None = None
    ) -> None:
        super().__init__(view, session, sounds)
        self._session = session
        self._training = training or Known()

    def give(self, control: Control) -> None:
        """To the tracker."""
        self._session.give(control)

    def pause(self) -> None:
        """Or go on."""
        paused = self._view.at().mode is Mode.PAUSED
        self.give(Control(ControlKind.RESUME if paused else ControlKind.PAUSE))

    def note_pain(self) -> None:
        """A key a number."""
        self.app.push_screen(Pick(PAIN_QUESTION, pain_answers(self._training.zones)), self._picked)

    def swap(self) -> None:
        """A key an exercise."""
        now = self._view.exercise
        answers = swap_answers(now, self._training)
        self.app.push_screen(Pick(swap_question(now), answers), self._picked)

    def _picked(self, answer: Answer | None) -> None:
        if answer is not None:
            self.give(answer.control)


def palette(deeds: Sequence[Deed], run: Callable[[str], None]) -> Iterable[SystemCommand]:
    """The same deeds, for the palette."""
    for deed in deeds:
        yield SystemCommand(deed.label.capitalize(), deed.words, lambda name=deed.name: run(name))
