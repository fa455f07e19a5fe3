"""A session as plain lines: one a repetition, a summary a set. For screen readers, pipes and logs.

Only characters every code page has; a line says what it is in words, nothing by place or colour.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers.source import LinkChange, LinkState, SensorInfo
from tracker.events import (
    CountCorrected,
    Declared,
    Event,
    HoldEnded,
    Marked,
    PainNoted,
    Paused,
    RepCounted,
    Repetition,
    RepMeasured,
    RepPartial,
    Resumed,
    SetEnded,
    SetStarted,
    SetSummary,
    SetWithdrawn,
    SignalGap,
    WornWrong,
)
from tracker.ledger import Ledger, is_top_of
from tracker.samples import Samples
from tracker.setup import Exercise, Form
from tracker.training.pain import Zones
from ui.view.warnings import pain_warning

FORM = {Form.BENT: "knee bent", Form.STRAIGHT: "knee straight", Form.UNCERTAIN: "knee uncertain"}

TOLD = (LinkState.WEAK, LinkState.LOST, LinkState.BACK, LinkState.STREAMING)


class PlainLines:
    """A sink that writes lines with `write`; `leg` stands before each where two legs are counted."""

    def __init__(self, write: Callable[[str], None], leg: str = "") -> None:
        self._write = (lambda line: write(f"{leg}: {line}")) if leg else write
        self._streams: set[int] = set()
        self.ledger = Ledger()
        self.declared: Exercise | None = None
        self.paused = False
        self.zones = Zones()  # of pain

    def opened(self, info: SensorInfo) -> None:
        """Name the sensor."""
        rate = info.settings.get("rate_hz")
        battery = "" if info.battery_pct is None else f", battery {info.battery_pct} %"
        hz = f", {rate:g} Hz" if isinstance(rate, (int, float)) else ""
        self._write(f"Sensor: {info.name}{hz}{battery}")

    def samples(self, samples: Samples) -> None:
        """Nothing to write."""

    def link(self, change: LinkChange) -> None:
        """Trouble and its end, and what is to be known of a link that stands."""
        began = change.state is LinkState.STREAMING and change.sensor not in self._streams
        if began:
            self._streams.add(change.sensor)
        if not began and change.state in TOLD:
            self._write(f"Link {change.state}: {change.reason}")

    def events(self, events: list[Event]) -> None:
        """A line for each that a person wants to know."""
        for event in events:
            again = self._again(event)
            self.ledger.add(event)
            line = again if again is not None else self._line(event)
            self._follow(event)
            if line:
                self._write(line)

    def _line(self, event: Event) -> str | None:  # noqa: C901 - one case a kind of event
        match event:
            case SetStarted():
                return f"Set {event.set_index}"
            case RepCounted():
                return f"{self._number(event.set_index):3d}  {rep_words(event.rep)}"
            case RepPartial():
                return f"  -  partial, {rep_words(event.rep)}"
            case HoldEnded():
                return f"     {hold_words(event)}"
            case CountCorrected(undone_rep_id=None):
                return f"     corrected by hand {event.delta:+d}: {self._number(event.set_index)}"
            case CountCorrected():
                return f"     last repetition taken back: {self._number(event.set_index)}"
            case SignalGap():
                return f"     signal lost for {event.end_s - event.start_s:.1f} s, nothing guessed"
            case WornWrong():
                return f"     {event.words}"
            case Paused():
                return "Paused"
            case Resumed():
                return "Going on"
            case Declared():
                return f"From here on: {event.exercise.label}"
            case PainNoted():
                return pain_warning(event.score, self.zones) or f"Pain {event.score} of 10"
            case Marked():
                return f"Mark: {event.text}"
            case SetWithdrawn():
                return f"     set {event.set_index} taken back, {event.reason}"
            case SetEnded():
                return set_words(event.summary, event.reason.value)
            case _:
                return None

    def _follow(self, event: Event) -> None:
        """What is done, and whether it is held."""
        if isinstance(event, Declared):
            self.declared = event.exercise
        elif isinstance(event, Paused | Resumed):
            self.paused = isinstance(event, Paused)

    def _again(self, event: Event) -> str | None:
        """The line of what was told otherwise before; "" where that is not worth one, None where it was not. Nobody wants
        to hear, amid a set, of each repetition that shows late to be of one before it: how many there were is enough."""
        match event:
            case RepMeasured():
                return self._settled(event)
            case RepCounted() | RepPartial():
                return None if self._summary(event.set_index) is None else ""
            case HoldEnded() if any(
                is_top_of(event, rep) for one in self.ledger.sets if one.summary for rep in one.reps
            ):
                return ""
            case SetEnded() if (was := self._summary(event.summary.index)) is not None:
                found = event.summary.reps > was.reps
                return (
                    f"     {count_words(event.summary)} after all" if found else ""
                )  # a hand was told of before
        return None

    def _summary(self, set_index: int) -> SetSummary | None:
        """Of a set that is over."""
        return next((r.summary for r in reversed(self.ledger.sets) if r.index == set_index), None)

    def _settled(self, event: RepMeasured) -> str | None:
        """Only where later figures make another word of what was said: centimetres are for the summary."""
        known = [rep for one in self.ledger.sets for rep in (*one.reps, *one.partials)]
        was = next((rep for rep in known if rep.rep_id == event.rep.rep_id), event.rep)
        if (was.form, was.partial) == (event.rep.form, event.rep.partial):
            return None
        partial = "partial, " if event.rep.partial else ""
        number = was.index if event.rep.partial else event.rep.index
        return f"     {number} is after all {partial}{form_words(event.rep.form, event.rep.p_bent)}"

    def _number(self, set_index: int) -> int:
        return next((r.count for r in reversed(self.ledger.sets) if r.index == set_index), 0)


def hold_words(hold: HoldEnded) -> str:
    """How long and how high, how much of the height was kept, how it trembled."""
    words = f"held {hold.end_s - hold.start_s:.1f} s at {hold.height_cm:.1f} cm"
    if hold.kept_pct is not None:
        words += f", {hold.kept_pct:.0f} % of the height kept"
    if hold.tremble_deg is not None:
        words += f", trembling by {hold.tremble_deg:.2f} deg"
    return words


def rep_words(rep: Repetition) -> str:
    """Form with its probability, height, tempo."""
    return (
        f"{form_words(rep.form, rep.p_bent)}, {rep.height_cm:.1f} cm, up {rep.up_duration_s:.1f} s,"
        f" hold {rep.top_duration_s:.1f} s, down {rep.down_duration_s:.1f} s"
    )


def form_words(form: Form, p_bent: float) -> str:
    """As in "knee bent 97 %": the probability of what is said; of bent where nothing is."""
    share = 1.0 - p_bent if form is Form.STRAIGHT else p_bent
    words = f"{FORM[form]} {100 * share:.0f} %"
    return words + " bent" if form is Form.UNCERTAIN else words


def count_words(summary: SetSummary, how: str = "") -> str:
    """As in "Set 2: 8 repetitions"."""
    count = summary.reps + summary.corrected
    return f"Set {summary.index}{how}: {count} {'repetition' if count == 1 else 'repetitions'}"


def set_words(summary: SetSummary, reason: str = "") -> str:
    """A finished set in a line."""
    parts = [count_words(summary, f" done ({reason})" if reason else "")]
    if summary.corrected:
        parts.append(f"{summary.corrected:+d} by hand")
    if summary.partials:
        parts.append(f"{summary.partials} partial")
    if summary.exercise is not None and summary.reps + summary.partials:
        parts.append(summary.exercise.label)
        parts.append(form_words(summary.form, summary.p_bent))
    if summary.mean_height_cm is not None and summary.best_height_cm is not None:
        parts.append(f"height {summary.mean_height_cm:.1f} cm, best {summary.best_height_cm:.1f} cm")
    if summary.height_loss_pct is not None:
        lost = summary.height_loss_pct
        parts.append(f"height {'gain' if lost < 0.0 else 'loss'} {abs(lost):.0f} %")
    if summary.cadence_per_min is not None:
        parts.append(f"{summary.cadence_per_min:.0f} a minute")
    return ", ".join(parts)


def total_words(ledger: Ledger) -> str:
    """The whole session in a line."""
    totals = ledger.totals
    count = totals.reps + totals.corrected
    parts = [
        f"Total: {count} {'repetition' if count == 1 else 'repetitions'} in {len(ledger.sets)}"
        f" {'set' if len(ledger.sets) == 1 else 'sets'}",
        f"bent {totals.bent}, straight {totals.straight}, uncertain {totals.uncertain}",
    ]
    if totals.partials:
        parts.append(f"partial {totals.partials}")
    return "; ".join(parts)


def mistaken_words(ledger: Ledger) -> str | None:
    """Which sets were taken for another exercise than was declared, and what becomes of them; None where none was."""
    ended = [record.summary for record in ledger.sets if record.summary is not None]
    other = [one for one in ended if one.declared is not None and one.exercise not in (None, one.declared)]
    if not other:
        return None
    sets = ", ".join(
        f"set {one.index} {one.exercise.label.lower()}" for one in other if one.exercise is not None
    )
    return f"Taken for another exercise than declared, and in the logbook as that: {sets}"
