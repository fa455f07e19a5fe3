"""The referee of a test: follows the tracker's events, prompts, and stops it by the protocol's rules.

A fault (a beat without a rise, pace, height, knee) is prompted at once. The next beat answers the prompt or does not;
after two unanswered prompts in a row, the third faulty beat, the test is over, for the fault its rises had. What a
sensor on the shin cannot see (fingertips, the trunk) remains for whoever stands beside.

Faulty repetitions are not counted in the result. A form that the tracker corrects later (`RepMeasured`) is judged anew,
so a knee that bends over three repetitions ends the test as soon as the tracker is sure of it. The tilt at rest against
that of the first repetitions tells sooner that it moved, if not where it is.

Everything is decided by sample time, so any cutting of a recording into blocks ends the test at the same moment.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `KNEE_TILT_DEG` | 8 deg | the shank's tilt at rest follows the knee by half its flexion: 17 deg, short of the 22 that part straight from bent (Hebert-Losier 2011) | sway at rest 1, a tired stance 3 |
| `SURE` | 3 to 1 | a test is ended by it, so the tracker must be surer than to call a form (form.py), and the test itself speaks against it | a knee that does bend, 9 to 1 and more within three repetitions |
| `LATE` | half a beat | the beat has passed and the heel is still down | a tick comes 0.3 s after the top at most |
| `LOST_BEATS` | 1 | a gap that swallows a whole beat may hold a repetition nobody saw | gaps up to 0.5 s are bridged |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import fmean

from tracker.events import (
    CountCorrected,
    Declared,
    Event,
    Paused,
    RepCounted,
    Repetition,
    RepMeasured,
    RepPartial,
    RepRevoked,
    RepTopped,
    SignalGap,
)
from tracker.setup import Form
from tracker.training.heelrise.ending import Ended, EndedBy, Fault, Prompt
from tracker.training.heelrise.protocol import FIRST, Protocol

KNEE_TILT_DEG = 8.0
SURE = 0.75
LATE = 0.5
LOST_BEATS = 1.0
FREE_BEAT_S = 2.0  # a gap in a test without beats is judged as if it had the usual ones

ENDS = {
    Fault.NO_RISE: EndedBy.NO_RISE,
    Fault.PACE: EndedBy.PACE,
    Fault.HEIGHT: EndedBy.HEIGHT,
    Fault.KNEE: EndedBy.KNEE,
}


@dataclass(slots=True)
class Beat:
    """One repetition, or a beat that had none (`rep` None); `since_s`: from the one before, None for the first."""

    t_s: float
    rep: Repetition | None
    since_s: float | None = None
    fault: Fault | None = None


@dataclass(slots=True)
class Referee:
    """One test. Feed it the tracker's events and the time; `prompts` and `ended` hold what it said."""

    protocol: Protocol
    beats: list[Beat] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    ended: Ended | None = None
    _due_s: float = inf  # when the next beat is missed, or the time is over
    _held_s: float = inf  # when it was missed, were it not for a tick that is not counted yet
    _ticked: int | None = None  # the repetition ticked last
    _prompted: int = 0  # length of the run of faults that was prompted last

    def update(self, events: Iterable[Event], now_s: float) -> list[Prompt | Ended]:
        """What the referee says to these events, in order; `now_s` is the time of the last sample."""
        said: list[Prompt | Ended] = []
        for event in events:
            self._pass(event.t_s, said, strictly=True)
            if self.ended is None:
                self._take(event, said)
        self._pass(now_s, said, strictly=False)
        return said

    def break_off(self, now_s: float) -> list[Prompt | Ended]:
        """Whoever takes the test ends it: tired, or the link is gone for good."""
        if self.ended is not None:
            return []
        said: list[Prompt | Ended] = []
        self._end(now_s, EndedBy.BROKEN_OFF, said)
        return said

    @property
    def counted(self) -> list[Repetition]:
        """The repetitions without fault, within the time."""
        return [beat.rep for beat in self.beats if beat.rep is not None and beat.fault is None]

    def _take(self, event: Event, said: list[Prompt | Ended]) -> None:
        match event:
            case RepTopped() if self.beats and self.protocol.beat_s is not None:
                self._ticked = event.rep_id
                # Known before it is counted, so that a beat is not called missed while the heel comes down.
                self._held_s = self._due_s
                self._due_s = max(self._due_s, event.top_s + (1.0 + LATE) * self.protocol.beat_s)
            case RepRevoked() if event.rep_id == self._ticked:  # one before it may be answered later
                self._due_s, self._held_s = max(min(self._due_s, self._held_s), event.t_s), inf
            case RepCounted() | RepPartial():
                self._held_s = inf if event.rep.rep_id == self._ticked else self._held_s
                self._add(event.rep, event.t_s, said)
            case RepMeasured():
                self._again(event.rep, event.t_s, said)
            case SignalGap() if self.beats:
                beat_s = self.protocol.beat_s or FREE_BEAT_S
                if event.end_s - event.start_s >= LOST_BEATS * beat_s:
                    self._end(event.t_s, EndedBy.SIGNAL_LOST, said)
                elif self.protocol.beat_s is not None:
                    self._due_s += event.end_s - event.start_s  # what nobody saw is not held against anyone
            case Paused() | Declared() if self.beats:  # nobody asked for a rest, or for another exercise
                self._end(event.t_s, EndedBy.BROKEN_OFF, said)
            case CountCorrected() if event.undone_rep_id is not None:
                self._undo(event.undone_rep_id)
            case _:
                pass

    def _add(self, rep: Repetition, now_s: float, said: list[Prompt | Ended]) -> None:
        if self.beats and rep.top_s < self.beats[-1].t_s:
            self._add_late(rep)
            self._judge(now_s, said)
            return
        if self.protocol.lasts_s is not None and not self.beats:
            self._due_s = rep.start_s + self.protocol.lasts_s
        last = self.beats[-1].t_s if self.beats else None
        self.beats.append(Beat(rep.top_s, rep, None if last is None else rep.top_s - last))
        if self.protocol.beat_s is not None:
            self._due_s = rep.top_s + (1.0 + LATE) * self.protocol.beat_s
        self._judge(now_s, said)

    def _add_late(self, rep: Repetition) -> None:
        """One that shows only after later beats (hindsight.py) is the rise of the beat that seemed missed when it was done;
        when the next is due it leaves as it is."""
        beat_s = self.protocol.beat_s or 0.0
        missed = [
            beat for beat in self.beats if beat.rep is None and abs(beat.t_s - rep.top_s) < LATE * beat_s
        ]
        if missed:
            self.beats.remove(min(missed, key=lambda beat: abs(beat.t_s - rep.top_s)))
        place = sum(beat.t_s < rep.top_s for beat in self.beats)
        self.beats.insert(place, Beat(rep.top_s, rep))
        for before, after in pairwise(self.beats[max(0, place - 1) : place + 2]):
            after.since_s = after.t_s - before.t_s

    def _again(self, rep: Repetition, now_s: float, said: list[Prompt | Ended]) -> None:
        for beat in self.beats:
            if beat.rep is not None and beat.rep.rep_id == rep.rep_id:
                beat.rep = rep
                self._judge(now_s, said)
                return

    def _undo(self, rep_id: int) -> None:
        """It was none, says whoever watches; what else is corrected by hand is no figure of a test."""
        place = next((k for k, one in enumerate(self.beats) if one.rep and one.rep.rep_id == rep_id), None)
        if place is None:
            return
        del self.beats[place]
        last_s = self.beats[place - 1].t_s if place else None
        for after in self.beats[place : place + 1]:
            after.since_s = None if last_s is None else after.t_s - last_s

    def _pass(self, now_s: float, said: list[Prompt | Ended], *, strictly: bool) -> None:
        """Time goes by: beats are missed, the minute is over."""
        while self.ended is None and (self._due_s < now_s or (self._due_s == now_s and not strictly)):
            due_s = self._due_s
            beat_s = self.protocol.beat_s
            if beat_s is None:
                wrong = sum(self._is_other(rep) for rep in self.counted)
                self._end(due_s, EndedBy.WRONG_FORM if 2 * wrong > len(self.counted) else EndedBy.TIME, said)
                return
            self.beats.append(Beat(due_s - LATE * beat_s, None))
            self._due_s = due_s + beat_s
            self._judge(due_s, said)

    def _judge(self, now_s: float, said: list[Prompt | Ended]) -> None:
        """Every beat anew: the first three, or a form corrected later, may have changed what is a fault."""
        if self.protocol.lasts_s is not None:
            return  # free pace and height: it is the count in the time that is asked
        first = [beat.rep.height_cm for beat in self.beats if beat.rep is not None][:FIRST]
        tilts = [beat.rep.tilt_deg or 0.0 for beat in self.beats if beat.rep is not None][:FIRST]
        usual_deg = fmean(tilts) if tilts else 0.0
        least_cm = self.protocol.least_share * fmean(first) if len(first) == FIRST else 0.0
        for place, beat in enumerate(self.beats):
            beat.fault = self._fault(beat, least_cm, usual_deg, place)
        run = 0
        while run < len(self.beats) and self.beats[-1 - run].fault is not None:
            run += 1
        if run > self.protocol.prompts:
            self._end(now_s, self._reason(self.beats[-run:]), said)
        elif run > self._prompted:
            fault = self.beats[-1].fault
            assert fault is not None
            prompt = Prompt(now_s, fault, len(self.counted), run - 1)
            self.prompts.append(prompt)
            said.append(prompt)
        self._prompted = run

    def _reason(self, run: list[Beat]) -> EndedBy:
        """No rise where the last two beats had none; else the fault most rises had, of equal ones the later. The knee
        wrong from the very first is no test at all."""
        risen = [beat.fault for beat in run if beat.rep is not None and beat.fault is not None]
        if not risen or (run[-1].rep is None and run[-2].rep is None):
            return EndedBy.NO_RISE
        most = Counter(risen)
        fault = next(fault for fault in reversed(risen) if most[fault] == max(most.values()))
        if fault is Fault.KNEE and len(run) == len(self.beats):
            return EndedBy.WRONG_FORM
        return ENDS[fault]

    def _fault(self, beat: Beat, least_cm: float, usual_deg: float, place: int) -> Fault | None:
        """What is wrong with it: the knee before the height before the pace, for each spoils what follows it."""
        rep, beat_s = beat.rep, self.protocol.beat_s
        if rep is None:
            return Fault.NO_RISE
        moved_deg = 0.0 if rep.tilt_deg is None else abs(rep.tilt_deg - usual_deg)
        if self._is_other(rep) or moved_deg > KNEE_TILT_DEG:
            return Fault.KNEE
        if rep.partial or rep.height_cm < least_cm:
            return Fault.HEIGHT
        if beat_s is None or beat.since_s is None:
            return None
        if self.beats[place - 1].rep is None:
            return Fault.PACE if self._missing_again(place) else None
        return Fault.PACE if abs(beat.since_s / beat_s - 1.0) > self.protocol.pace_tolerance else None

    def _is_other(self, rep: Repetition) -> bool:
        """Whether its knee surely was not as the test asks."""
        p_other = rep.p_bent if self.protocol.knee.form is Form.STRAIGHT else 1.0 - rep.p_bent
        return rep.form not in (self.protocol.knee.form, Form.UNCERTAIN) and p_other > SURE

    def _missing_again(self, place: int) -> bool:
        """Whether beats are missed before this rise as they were before the last one. Rising after a missed beat answers
        its prompt, and there is nothing to keep pace with; whoever misses beats between any two rises has another pace."""
        risen = [k for k in range(place) if self.beats[k].rep is not None]
        return bool(risen) and risen[-1] > 0 and self.beats[risen[-1] - 1].rep is None

    def _end(self, now_s: float, by: EndedBy, said: list[Prompt | Ended]) -> None:
        self.ended = Ended(now_s, by)
        self._due_s = inf
        said.append(self.ended)
