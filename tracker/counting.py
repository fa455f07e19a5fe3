"""Keeps the sets: numbers each repetition, gives it its form, closes sets, and takes corrections by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import radians, sin

from tracker.alone import Alone
from tracker.apart import cut_back, fitted
from tracker.bend import Bend
from tracker.candidates import withdrawn
from tracker.cues import ALL_CUES, Cue
from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    RepCounted,
    Repetition,
    RepPartial,
    SetEnd,
    SetStarted,
    SetWithdrawn,
)
from tracker.explain import Observer, Verdict
from tracker.form import FormJudge
from tracker.holding import HOLD_S
from tracker.measure import SENSOR_ABOVE_ANKLE_M, Shape
from tracker.sets import PAUSE_S, OpenSet
from tracker.setup import Exercise, Form, Setup
from tracker.surroundings import Around, Surroundings
from tracker.telling import called_as, sum_up, tell_measured
from tracker.trail import KEPT_S
from tracker.unanswered import Tick
from tracker.vectors import apart_deg


class Counting:
    """Events of sets and repetitions, appended to the list each method is given."""

    def __init__(self, setup: Setup, cues: frozenset[Cue] = ALL_CUES) -> None:
        self._declared = setup.declared
        self._keeps_all = setup.keeps_all
        self._judge = FormJudge(setup.declared, cues, setup.calibration)
        self._set: OpenSet | None = None  # the running set
        self._known: list[OpenSet] = []  # all that stand
        self._earlier: list[OpenSet] = []  # those before the running one of which something may show yet
        self._changed: list[OpenSet] = []  # those of them of which something did
        self.alone = Alone()  # sets that may be none
        self._active_s = 0.0  # when the set last moved on
        self.rep_id = 0  # of the repetition read live
        self._ids = 0  # the last number given
        self._held: set[int] = set()  # those told as holds
        self._judged: list[int] = []  # those of the running set the judge has seen, undone ones too

    def declare(self, exercise: Exercise) -> None:
        """What follows is meant to be that exercise; no set runs."""
        self._declared = exercise
        self._judge.declare(exercise)

    @property
    def _last(self) -> OpenSet | None:
        """The running or the last set: what corrections speak of."""
        return self._known[-1] if self._known else None

    @property
    def posture(self) -> tuple[float, float, float] | None:
        """Up in the sensor frame in the running set, None without one."""
        return None if self._set is None else self._judge.posture

    def forget_calibration(self) -> None:
        """It does not fit: from here on the form is judged without, for this set too."""
        self._judge.calibration = None

    def next_rep(self) -> int:
        """The number of a new repetition."""
        self._ids += 1
        self.rep_id = self._ids
        return self.rep_id

    @property
    def pause_s(self) -> float:
        """So long without a repetition ends the running set."""
        return PAUSE_S if self._set is None else self._set.pause_s

    def idle_s(self, t_s: float) -> float:
        """How long the running set has had no repetition; 0 without one."""
        return 0.0 if self._set is None else t_s - self._active_s

    def resume(self, t_s: float) -> None:
        """Time spent paused is not time without a repetition."""
        self._active_s = t_s

    def count(
        self,
        now: float,
        shape: Shape,
        ticked_s: float | None,
        around: Around,
        out: list[Event],
        knee: Bend | None = None,
        tremble_deg: float | None = None,
    ) -> bool:
        """A repetition is over; True if it is a partial. `knee`: what a second sensor tells of it."""
        opened = self._open(now, shape.start_s, out)
        opened.up_at_first = opened.up_at_first or shape.up_at_start
        self._judge.add(shape, around, knee)
        self._judged.append(self.rep_id)
        partial = opened.is_partial(100.0 * shape.height_m)
        rep = opened.put(self._describe(shape, self.rep_id, opened, partial, ticked_s, now))
        if not partial:
            opened.undoable.append(rep.rep_id)
        self._active_s = opened.read_s = shape.end_s
        out.append((RepPartial if partial else RepCounted)(now, opened.index, rep))
        self._make_room(now, rep, out)
        self._tell_hold(now, shape, rep, tremble_deg, out)
        return partial

    def add_late(self, now: float, shape: Shape, out: list[Event], heard: Tick | None = None) -> None:
        """A repetition of the running set, or of one before it if that is nearer, that shows only in hindsight: its form
        is the set's, it tells nothing new. `heard`: its tick, if it had one."""
        if self._set is None:
            return
        if heard is None:
            self._ids += 1
        rep_id, ticked_s = (self._ids, None) if heard is None else (heard.rep_id, heard.ticked_s)
        opened = min((self._set, *reversed(self._earlier)), key=lambda one: one.away_s(shape))
        rep = self._describe(shape, rep_id, opened, False, ticked_s, now)
        if opened is self._set:
            opened.undoable.append(rep.rep_id)
            self._active_s = max(self._active_s, shape.end_s)
        else:
            self._changed.append(opened)
            if opened.reps:
                rep = called_as(rep, min(opened.reps, key=lambda one: abs(one.peak_s - rep.peak_s)))
        rep = opened.put(rep)
        out.append(RepCounted(now, opened.index, rep))
        self._make_room(now, rep, out)
        self._tell_hold(now, shape, rep, None, out)

    def sum_up_again(self, now: float, out: list[Event]) -> None:
        """The summaries of sets that are over and have shown to hold more, or to have ended sooner."""
        for opened in self._changed:
            sum_up(now, opened, out)
        self._changed.clear()

    def settle(self, now: float, shape: Shape, out: list[Event]) -> None:
        """Final figures of the last repetition, unless it was undone meanwhile."""
        opened = self._set
        known = opened.find(self.rep_id) if opened is not None else None
        if opened is None or known is None:
            return
        self._judge.replace_last(shape)
        partial = opened.is_partial(100.0 * shape.height_m, known.rep_id)
        self._put_again(now, opened, known, shape, out, partial=partial)
        self._active_s = opened.read_s = shape.end_s

    def amend(self, now: float, shown: Iterable[tuple[int, Shape, bool]], out: list[Event]) -> None:
        """Repetitions, by their numbers, have shown to be partial ones, or full ones, with the height and times of these."""
        opened = self._set
        if opened is None:
            return
        for rep_id, shape, partial in shown:
            if (known := opened.find(rep_id)) is not None:
                self._put_again(now, opened, known, shape, out, partial=partial)

    def is_partial(self, rep_id: int) -> bool:
        """Whether a repetition of the running set is a partial one."""
        known = self._set.find(rep_id) if self._set is not None else None
        return known is not None and known.partial

    def _put_again(
        self, now: float, opened: OpenSet, known: Repetition, shape: Shape, out: list[Event], *, partial: bool
    ) -> None:
        rep = self._describe(shape, known.rep_id, opened, partial, known.ticked_s, known.counted_s)
        if known.partial and not partial:
            opened.undoable.append(rep.rep_id)
        elif partial and not known.partial:
            opened.undoable = [one for one in opened.undoable if one != rep.rep_id]
        tell_measured(now, opened, rep, out)
        self._make_room(now, rep, out)
        if rep.rep_id not in self._held or known.top_duration_s < HOLD_S:
            self._tell_hold(now, shape, rep, None, out)

    def _tell_hold(
        self, now: float, shape: Shape, rep: Repetition, tremble_deg: float | None, out: list[Event]
    ) -> None:
        """A repetition whose top was held is also a hold, unless others left it no time for one."""
        if shape.hold_s is not None and rep.top_duration_s >= HOLD_S:
            self._held.add(rep.rep_id)
            kept_pct = None if shape.kept_share is None else 100.0 * shape.kept_share
            out.append(HoldEnded(now, rep.top_s, rep.leave_s, rep.form, rep.height_cm, kept_pct, tremble_deg))

    def end_set(
        self, now: float, reason: SetEnd, out: list[Event], surroundings: Surroundings | None = None
    ) -> None:
        """Close the running set, if there is one. `surroundings` have what came after it."""
        if self._set is None:
            if reason is SetEnd.NEXT_SET:
                self.speak_for()
            return
        up = self._judge.posture
        if surroundings is not None and up is not None:
            self._judge.over(surroundings.over(up, self._set.read_s))
        call = self._judge.whole()
        self._call_again(now, self._set, out)
        self._set.over = (reason, call, self._declared)
        sum_up(now, self._set, out)
        if not self._keeps_all:
            self.alone.over(now, self._set)
        self._set = None
        self._judge.new_set()
        self._judged.clear()

    def withdraw(self, now: float, seen_s: float, out: list[Event], explain: Observer) -> None:
        """So much more was seen, and no set ran: those that turn out to be none are taken back."""
        if self._set is not None:
            return
        for opened in self.alone.look(seen_s):
            out.append(SetWithdrawn(now, opened.index, Verdict.ALONE.value))
            for rep in opened.reps:
                explain(withdrawn(now, rep))
            self._known = [one for one in self._known if one is not opened]
            self._earlier = [one for one in self._earlier if one is not opened and one is not self._last]

    def speak_for(self) -> None:
        """The person told something of the running or last set: it was one."""
        if (last := self._last) is not None:
            last.spoken_for = True

    def correct(self, now: float, delta: int, out: list[Event]) -> None:
        """The person says the count is off by `delta`; no count goes below nought."""
        if self._last is None and delta <= 0:
            return
        opened = self._last if self._last is not None else self._open(now, now, out)
        delta = max(delta, -(len(opened.reps) + opened.corrected))
        if delta == 0:
            return
        opened.corrected += delta
        opened.spoken_for = True
        opened.undoable.append((delta,))
        out.append(CountCorrected(now, opened.index, delta))
        sum_up(now, opened, out)

    def undo(self, now: float, out: list[Event]) -> None:
        """Take back the last counted repetition or correction of the running or last set: that whose count whoever trains
        looks at. What shows late of a set before comes in the same moment, and is not what was to be taken back."""
        opened = self._last
        if opened is None or not opened.undoable:
            return
        last = opened.undoable.pop()
        opened.spoken_for = True
        if isinstance(last, int):
            opened.remove(last)
            out.append(CountCorrected(now, opened.index, -1, last))
        else:
            opened.corrected -= last[0]
            out.append(CountCorrected(now, opened.index, -last[0]))
        sum_up(now, opened, out)

    def _call_again(self, now: float, opened: OpenSet, out: list[Event]) -> None:
        """What the whole set made plain holds for each of its repetitions, those before it did so too; a posture
        taken in mid-set is one of its own."""
        calls = self._judge.calls()
        if not calls:  # without memory each was judged alone
            return
        for rep_id, call in zip(self._judged, calls, strict=True):
            rep = opened.find(rep_id)
            if rep is None or call.form in (rep.form, Form.UNCERTAIN):
                continue
            called = replace(rep, form=call.form, p_bent=call.p_bent, knee_flexion_deg=call.flexion_deg)
            tell_measured(now, opened, called, out)
        judged = [rep for rep in opened.reps if rep.rep_id in self._judged]
        for rep in [rep for rep in opened.reps if judged and rep.rep_id not in self._judged]:
            # One that was found in hindsight has the form of the one nearest to it.
            nearest = min(judged, key=lambda one: abs(one.peak_s - rep.peak_s))
            if rep.form is not nearest.form:
                tell_measured(now, opened, called_as(rep, nearest), out)

    def _open(self, now: float, start_s: float, out: list[Event]) -> OpenSet:
        if self._set is None:
            last = self._last
            before = [] if last is None or last.said else [*self._earlier, last]
            self._earlier = [
                one for one in before if start_s - one.end_s < KEPT_S
            ]  # none is read beyond that
            self._set = OpenSet(1 if last is None else last.index + 1, start_s, start_s)
            self._known.append(self._set)
            self._active_s = start_s
            out.append(SetStarted(now, self._set.index, start_s))
        return self._set

    def _others(self, rep_id: int) -> list[tuple[OpenSet, Repetition]]:
        """All repetitions beside the one of that number that may be near it, and their sets."""
        near = (*self._earlier, *(() if self._set is None else (self._set,)))
        both = [(opened, one) for opened in near for one in (*opened.reps, *opened.partials)]
        return [(opened, one) for opened, one in both if one.rep_id != rep_id]

    def _make_room(self, now: float, rep: Repetition, out: list[Event]) -> None:
        """No other lasts into it."""
        for opened, one in self._others(rep.rep_id):
            if (cut := cut_back(one, rep)) is not one:
                tell_measured(now, opened, cut, out)
                if opened.over is not None:
                    self._changed.append(opened)

    def _describe(
        self,
        shape: Shape,
        rep_id: int,
        opened: OpenSet,
        partial: bool,
        ticked_s: float | None,
        counted_s: float | None,
    ) -> Repetition:
        shape = fitted(shape.as_held(), [one for _, one in self._others(rep_id)])
        call = self._judge.call()
        rotation_deg = self._judge.rotation_deg(shape)
        return Repetition(
            rep_id=rep_id,
            index=0,  # that is for the set to say
            partial=partial,
            start_s=shape.start_s,
            top_s=shape.top_s,
            peak_s=shape.peak_s,
            end_s=shape.end_s,
            up_duration_s=shape.top_s - shape.start_s,
            top_duration_s=shape.leave_s - shape.top_s,
            down_duration_s=shape.end_s - shape.leave_s,
            height_cm=100.0 * _ankle_rise_m(shape, call.lean_deg, rotation_deg),
            height_error_cm=100.0 * shape.error_m,
            rotation_deg=rotation_deg,
            form=call.form,
            p_bent=call.p_bent,
            knee_flexion_deg=call.flexion_deg,
            ticked_s=ticked_s,
            counted_s=counted_s,
            tilt_deg=None if opened.up_at_first is None else apart_deg(opened.up_at_first, shape.up_at_start),
        )


def _ankle_rise_m(shape: Shape, lean_deg: float, rotation_deg: float) -> float:
    """The ankle's rise: on a shank that leans forward, coming back lifts a sensor above the ankle further."""
    lifted = SENSOR_ABOVE_ANKLE_M * sin(radians(lean_deg)) * radians(rotation_deg)
    return max(0.0, shape.height_m - lifted)
