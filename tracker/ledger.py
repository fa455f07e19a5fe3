"""Folds the tracker's events into what stands at this moment: sets, repetitions, holds, gaps, totals.

Every reader of events (the plain lines, the analysis, the comparison of a replay) asks this one ledger, so
that nothing downstream counts for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    PainNoted,
    RepCounted,
    Repetition,
    RepMeasured,
    RepPartial,
    SetEnded,
    SetStarted,
    SetSummary,
    SetWithdrawn,
    SignalGap,
)
from tracker.holding import HOLD_S
from tracker.order import numbered, placed
from tracker.setup import Form

SAME_S = 1e-6
"""Times no further apart are one, told twice."""


@dataclass(slots=True)
class SetRecord:
    """One set so far; `summary` is there once it ended. `corrected` is the sum of corrections by hand."""

    index: int
    start_s: float
    end_s: float | None = None
    summary: SetSummary | None = None
    reps: list[Repetition] = field(default_factory=list)
    partials: list[Repetition] = field(default_factory=list)
    corrected: int = 0

    @property
    def count(self) -> int:
        """The number on the screen: full repetitions and the corrections by hand."""
        return len(self.reps) + self.corrected

    @property
    def time_under_tension_s(self) -> float:
        """The time the heel was off its rest: rises, tops and falls of all repetitions, partial ones too."""
        return sum(
            rep.up_duration_s + rep.top_duration_s + rep.down_duration_s
            for rep in (*self.reps, *self.partials)
        )

    def place(self, rep: Repetition) -> None:
        """Add a repetition, or put it in place of what was known of it."""
        self.reps, self.partials = placed(rep, self.reps, self.partials)

    def take_back(self, rep_id: int) -> None:
        """Remove an undone repetition; the others close ranks."""
        self.reps = numbered(rep for rep in self.reps if rep.rep_id != rep_id)


@dataclass(frozen=True, slots=True)
class Totals:
    """Repetitions over all sets; the forms are those of the full repetitions."""

    reps: int
    partials: int
    bent: int
    straight: int
    uncertain: int
    corrected: int


class Ledger:
    """What stands after the events added so far."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.sets: list[SetRecord] = []
        self.holds: list[HoldEnded] = []
        self.gaps: list[SignalGap] = []
        self.corrections: list[CountCorrected] = []
        self.pains: list[PainNoted] = []
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:  # noqa: C901 - one case a kind of event
        """Fold one event in."""
        match event:
            case SetStarted():
                self.sets.append(SetRecord(event.set_index, event.start_s))
            case RepCounted() | RepPartial():
                self._set(event.set_index).place(event.rep)
            case RepMeasured():
                record = self._set(event.set_index)
                self._follow(record, event.rep.rep_id, event.rep)
                record.place(event.rep)
            case CountCorrected():
                self.corrections.append(event)
                if event.undone_rep_id is None:
                    self._set(event.set_index).corrected += event.delta
                else:
                    record = self._set(event.set_index)
                    self._follow(record, event.undone_rep_id, None)
                    record.take_back(event.undone_rep_id)
            case SetEnded():
                record = self._set(event.summary.index)
                record.summary = event.summary
                record.start_s, record.end_s = event.summary.start_s, event.summary.end_s
            case SetWithdrawn():
                record = self._set(event.set_index)
                for rep in record.reps:
                    self._follow(record, rep.rep_id, None)
                self.sets = [one for one in self.sets if one is not record]
            case HoldEnded():
                self.holds.append(event)
            case SignalGap():
                self.gaps.append(event)
            case PainNoted():
                self.pains.append(event)
            case _:
                pass

    @property
    def totals(self) -> Totals:
        """Sums over all sets."""
        reps = [rep for record in self.sets for rep in record.reps]
        forms = [rep.form for rep in reps]
        return Totals(
            reps=len(reps),
            partials=sum(len(record.partials) for record in self.sets),
            bent=forms.count(Form.BENT),
            straight=forms.count(Form.STRAIGHT),
            uncertain=forms.count(Form.UNCERTAIN),
            corrected=sum(record.corrected for record in self.sets),
        )

    def _follow(self, record: SetRecord, rep_id: int, now: Repetition | None) -> None:
        """The hold a repetition had is its top as it is known now, and goes with it when that is undone."""
        was = next((one for one in (*record.reps, *record.partials) if one.rep_id == rep_id), None)
        if was is not None:
            holds = [_followed(hold, was, now) if is_top_of(hold, was) else hold for hold in self.holds]
            self.holds = [hold for hold in holds if hold is not None]

    def _set(self, index: int) -> SetRecord:
        for record in reversed(self.sets):
            if record.index == index:
                return record
        record = SetRecord(index, 0.0)
        self.sets.append(record)
        return record


def is_top_of(hold: HoldEnded, rep: Repetition) -> bool:
    """Whether it is the top of that repetition: no other is done at that time."""
    return rep.start_s <= 0.5 * (hold.start_s + hold.end_s) <= rep.end_s


def _followed(hold: HoldEnded, was: Repetition, now: Repetition | None) -> HoldEnded | None:
    """What the hold of a repetition is now; None where it is none."""
    if now is None:
        return None
    start_s, end_s = hold.start_s, hold.end_s
    if abs(start_s - was.top_s) + abs(end_s - was.leave_s) < SAME_S:
        start_s, end_s = now.top_s, now.leave_s
        if end_s - start_s < HOLD_S:
            return None
    elif not is_top_of(hold, now):  # as older recordings have it, with times of its own
        return None
    return replace(hold, start_s=start_s, end_s=end_s, form=now.form, height_cm=now.height_cm)
