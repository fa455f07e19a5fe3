"""The door of the tracker: samples and controls in, events out.

Samples become cells (timeline), cells become movement (motion), movement becomes findings about repetitions
(reps); here findings become the events of sets, with form and numbers. One sample at a time, so any cutting
of the same samples into blocks gives the same events at the same sample.
"""

from __future__ import annotations

from itertools import islice

from tracker.candidates import left, taken
from tracker.controls import Control, ControlKind
from tracker.counting import Counting
from tracker.cues import ALL_CUES, Cue
from tracker.events import (
    MOST_PAIN,
    Declared,
    Event,
    Fault,
    Marked,
    PainNoted,
    Paused,
    RepStarted,
    RepTopped,
    Resumed,
    SetEnd,
    SignalGap,
    WornWrong,
)
from tracker.explain import Candidate, Observer, Verdict
from tracker.findings import Began, Down, Dropped, Finding, Settled, Swung, Topped
from tracker.fitting import Fitting
from tracker.hindsight import BRIDGED_S, WAIT_S, Hindsight
from tracker.knee import Knee
from tracker.leaving import LOOK_S, Leaving
from tracker.lying import Lying
from tracker.measure import Shape
from tracker.motion import Moment, Motion
from tracker.past import between
from tracker.phases import MAX_TOP_S, Phase
from tracker.reps import Reps
from tracker.samples import Samples
from tracker.sets import PAUSE_S
from tracker.setup import Exercise, Setup
from tracker.shaking import tremble_of
from tracker.staying import Staying
from tracker.surroundings import Surroundings
from tracker.timeline import CELL_S, Cut, Timeline
from tracker.trace import levelled
from tracker.trail import Trail
from tracker.unanswered import Tick, Unanswered
from tracker.worn import FOOT_UP_S, Told, Worn

LOOK = round(LOOK_S / CELL_S)


class Tracker:
    """Streaming. `observer` is told every candidate and why it was taken or left; `cues` tell knee form (cues.py)."""

    def __init__(
        self,
        setup: Setup | None = None,
        observer: Observer | None = None,
        cues: frozenset[Cue] = ALL_CUES,
    ) -> None:
        self._observer = observer
        self._timeline = Timeline()
        self._motion = Motion()
        self._reps = Reps(self._motion)
        self._surroundings = Surroundings(self._reps.facing)
        self._leaving = Leaving()
        setup = setup or Setup()
        self._knee = Knee(setup.calibration)
        self._worn = Worn()
        self._fitting = None if setup.calibration is None else Fitting(setup.calibration)
        self._counting = Counting(setup, cues)
        self._trail = Trail()
        self._hindsight = Hindsight(self._trail)
        self._reps.of_set = lambda: (self._hindsight.knows, self._hindsight.has_partial)
        self._unanswered = Unanswered()
        self._reread_s = 0.0  # when the end of the set was last read again
        self._staying = Staying()
        self._lying = Lying(setup.calibration)
        self._now_s = 0.0  # time of the last sample
        self._paused, self._paused_s, self._cells = False, 0.0, 0
        self._ticked_s: float | None = None

    def update(self, samples: Samples) -> list[Event]:
        """The events decided by these samples."""
        out: list[Event] = []
        motion, timeline, step = self._motion, self._timeline, self._reps.step
        for cell in timeline.cells(samples):
            if isinstance(cell, Cut):
                self._now_s = cell.end_s
                self._cut(cell, out)
                continue
            self._now_s = now = cell.decided_s
            moment = motion.step(cell)
            timeline.bias = motion.inclination.bias
            if self._paused:
                self._reps.pass_over()
                continue
            for finding in step(moment):
                self._tell(now, finding, out)
            self._cells += 1
            if self._cells % LOOK == 0:
                self._look(moment, out)
        self._now_s = max(self._now_s, timeline.last_s)
        return out

    def update_thigh(self, samples: Samples) -> list[Event]:
        """Samples of a second sensor on the thigh, on the same time axis: they measure the knee. They decide
        nothing by themselves, and may come up to half a second later than the shank's (knee.py)."""
        self._knee.thigh.give(samples)
        return []

    def control(self, control: Control) -> list[Event]:
        """The events of a control given after the last sample pushed."""
        out: list[Event] = []
        now = self._now_s
        match control.kind:
            case ControlKind.PAUSE if not self._paused:
                self._paused, self._paused_s = True, now
                self._abandon(Verdict.PAUSED, out)
                self._break_off(now, now, out)
                self._surroundings.cut()
                out.append(Paused(now))
            case ControlKind.RESUME if self._paused:
                self._paused = False
                self._counting.resume(now)
                self._not_seen(now - self._paused_s)
                out.append(Resumed(now))
            case ControlKind.NEXT_SET:
                self._abandon(Verdict.PAUSED, out)
                self._end_set(now, SetEnd.NEXT_SET, out)
            case ControlKind.CORRECT:
                self._counting.correct(now, control.delta, out)
                self._hindsight.close(now)
            case ControlKind.UNDO:
                self._counting.undo(now, out)
            case ControlKind.DECLARE if control.text in list(Exercise):
                self._abandon(Verdict.PAUSED, out)
                self._end_set(now, SetEnd.DECLARED, out)
                self._counting.declare(Exercise(control.text))
                out.append(Declared(now, Exercise(control.text)))
            case ControlKind.PAIN if 0 <= control.delta <= MOST_PAIN:
                self._counting.speak_for()
                out.append(PainNoted(now, control.delta))
            case ControlKind.MARK:
                out.append(Marked(now, control.text))
            case _:
                pass  # pause while paused, resume while running, an exercise or a pain that is none: nothing changes
        return out

    def finish(self) -> list[Event]:
        """The events that the end of the stream decides: the last repetition and set are closed."""
        out: list[Event] = []
        if not self._paused:
            for finding in self._reps.finish():
                self._tell(self._now_s, finding, out)
        self._abandon(Verdict.CUT, out)
        self._end_set(self._now_s, SetEnd.STREAM_END, out)
        self._counting.withdraw(self._now_s, 0.0, out, self._explain)
        return out

    def rise(self, seconds: float) -> list[tuple[float, float]]:
        """The last moments as a plot wants them: time in s, the sensor's height above its rest in cm."""
        return levelled(self.moments(seconds))

    def moments(self, seconds: float) -> list[Moment]:
        """The last moments as the rules of repetitions see them, oldest first: what a plot of the why is made of."""
        return list(islice(reversed(self._motion.memory), round(seconds / CELL_S)))[::-1]

    @property
    def is_up(self) -> bool:
        """Whether a heel is at its top, as far as is seen."""
        return self._reps.phase is Phase.TOP

    def rests(self) -> list[tuple[float, float]]:
        """Where the leg rested, as far as is remembered: since when, and the knee's flexion in degrees as the two
        sensors tell it now. Empty without a thigh."""
        return self._knee.rests()

    def _look(self, m: Moment, out: list[Event]) -> None:
        """Ten times a second: what the leg does between repetitions, and whether the set is over."""
        t_s, resting = m.t_s, self._reps.phase is Phase.DOWN
        self._trail.take(self._motion.memory)
        self._staying.step(t_s, up=self._hindsight.is_up(m.u))
        stays_s = self._staying.since_s(t_s)
        if (
            self._counting.idle_s(t_s) >= WAIT_S
            and t_s - self._reread_s >= WAIT_S
            and (stays_s is None or self._reread_s < stays_s)
        ):
            self._read_latest(m, out)
        posture = self._counting.posture
        self._surroundings.step(m, resting=resting, exercising=posture is not None)
        self._knee.step(m)
        self._lying.look(m)
        self._warn(m.decided_s, self._worn.look(m, exercising=posture is not None), out)
        reason = self._leaving.step(m, posture)
        if reason is None and resting and self._is_over(t_s):
            reason = SetEnd.PAUSE
        if reason is not None:
            self._end_set(m.decided_s, reason, out)
        if resting and self._counting.alone.open:
            self._counting.withdraw(m.decided_s, LOOK_S, out, self._explain)

    def _is_over(self, t_s: float) -> bool:
        """Whether the running set has had no repetition, nor a heel that is held, for too long."""
        counted_s = self._counting.idle_s(t_s)
        # No stay is longer than the longest hold: who leans is no heel.
        idle_s = min(counted_s, max(self._staying.idle_s(t_s), counted_s - MAX_TOP_S))
        return idle_s >= PAUSE_S and idle_s >= self._counting.pause_s  # the second is dearer, and never less

    def _tell(self, now: float, found: Finding, out: list[Event]) -> None:
        counting = self._counting
        if isinstance(found, Down):
            self._check_profile(now, found.shape, out)
        finding = self._lying.sift(found, self._motion.inclination.up)
        match finding:
            case Began():
                self._ticked_s = None
                out.append(RepStarted(now, counting.next_rep(), finding.start_s))
            case Topped():
                self._ticked_s = now
                out.append(RepTopped(now, counting.rep_id, finding.top_s, 100.0 * finding.height_m))
            case Down():
                around = self._surroundings.take(finding.shape.up_at_start, finding.shape.start_s)
                knee = self._knee.raised(finding.shape, self._motion.memory, around.mount)
                tremble = tremble_of(self._motion.memory, finding.shape)
                partial = counting.count(now, finding.shape, self._ticked_s, around, out, knee, tremble)
                verdict = Verdict.PARTIAL if partial else Verdict.COUNTED
                why = f"fit strained by {finding.shape.strain:.1f} sigma"
                self._explain(taken(now, finding.shape, verdict, why))
                self._hindsight.counted(finding.shape, partial=partial, rep_id=counting.rep_id)
                self._read_again(now, finding.shape.start_s, out, ends=False)
                self._watch_strap(now, finding.shape, out)
            case Settled():
                counting.settle(now, finding.shape, out)
                self._hindsight.settled(finding.shape, partial=counting.is_partial(counting.rep_id))
            case Swung():
                self._hindsight.swung(finding.shapes)
                self._counting.amend(now, self._hindsight.amended(), out)
            case Dropped():
                if finding.ticked and self._ticked_s is not None:
                    tick = Tick(counting.rep_id, self._ticked_s, finding.top_s, finding.words)
                    out.extend(self._unanswered.leave(now, tick, in_set=counting.posture is not None))
                if finding.verdict is Verdict.LIFTED and not finding.in_a_set:
                    self._hindsight.left(finding.start_s, finding.top_s, now)
                self._explain(left(now, finding))
                self._warn(now, self._worn.dropped(now, finding, self.moments(FOOT_UP_S + 1.0)), out)

    def _read_again(self, now: float, until_s: float, out: list[Event], *, ends: bool) -> None:
        """What the set had before `until_s` that was not told live."""
        offset_ms2 = self._motion.height.offset_ms2
        found = self._hindsight.missed(offset_ms2, until_s, ends=ends)
        if ends:
            found = found + self._hindsight.missed_before(offset_ms2)
        open_s = self._reps.open_since_s
        if ends and open_s is not None and any(shape.end_s > open_s for shape in found):
            self._abandon(Verdict.NO_RETURN, out)  # its tick, if it had one, is that of one found
        for shape in found:
            self._counting.add_late(now, shape, out, self._unanswered.take(shape))
            self._explain(taken(now, shape, Verdict.COUNTED, "found in hindsight"))
            self._reps.late_s = max(self._reps.late_s, shape.end_s)
        self._counting.amend(now, self._hindsight.amended(), out)
        self._counting.sum_up_again(now, out)
        if self._hindsight.knows and not ends:
            out.extend(self._unanswered.revoked(now))

    def _read_latest(self, m: Moment, out: list[Event]) -> None:
        """Nothing was told for a while. Whoever seems to be up for longer than any repetition lasts may have come down
        and risen again."""
        open_s = self._reps.open_since_s
        if open_s is not None and m.t_s - open_s <= self._hindsight.longest_s():
            return
        self._reread_s = m.t_s
        self._read_again(m.decided_s, m.t_s, out, ends=True)

    def _break_off(self, now: float, until_s: float, out: list[Event]) -> None:
        """What was before is not joined to what follows."""
        self._read_again(now, until_s, out, ends=True)
        out.extend(self._unanswered.revoked(now))
        self._hindsight.close(now)
        self._trail.clear()
        self._staying.clear()

    def _end_set(self, now: float, reason: SetEnd, out: list[Event]) -> None:
        """Nothing is said of the next set by what this one was."""
        open_s = self._reps.open_since_s
        self._read_again(now, now if open_s is None else open_s, out, ends=True)
        out.extend(self._unanswered.revoked(now))
        self._counting.end_set(now, reason, out, self._surroundings)
        self._hindsight.new_set(now if reason.said else 0.0)
        self._staying.clear()

    def _watch_strap(self, now: float, shape: Shape, out: list[Event]) -> None:
        """What a raise shows of how the sensors are worn."""
        raised = between(self._motion.memory, shape.start_s - 0.2, shape.end_s + 0.3)
        self._warn(now, self._worn.raised(shape, raised), out)
        if self._knee.elsewhere:
            self._warn(now, self._worn.once(Fault.OTHER_LEG), out)

    def _check_profile(self, now: float, shape: Shape, out: list[Event]) -> None:
        """Whatever rose and fell, also what is left because the shank seems to lie: a sensor may be upside down."""
        if self._fitting is None or self._lying.lies(shape):
            return
        if (unfit := self._fitting.raised(shape)) is not None:
            self._fitting = self._knee.calibration = None
            self._lying = Lying(None)
            self._counting.forget_calibration()
            self._warn(now, (Fault.PROFILE, unfit), out)

    def _warn(self, now: float, told: Told | None, out: list[Event]) -> None:
        out += [] if told is None else [WornWrong(now, *told)]

    def _cut(self, cut: Cut, out: list[Event]) -> None:
        """A hole nobody can bridge: what it cuts is not guessed, but a heel that was held may be so after it."""
        bridged = cut.end_s - cut.start_s < BRIDGED_S and len(self._trail.steps) > 0
        if not (held := bridged and self._reps.crosses(cut)):
            self._abandon(Verdict.CUT, out)
        if bridged:
            self._trail.bridge(cut.end_s)
        else:
            self._break_off(cut.end_s, cut.start_s, out)
        self._motion.reset()
        self._surroundings.cut()
        self._worn.cut()
        out.append(SignalGap(cut.end_s, cut.start_s, cut.end_s))
        if not (held or self._paused) and self._is_over(cut.end_s):
            self._end_set(cut.end_s, SetEnd.GAP, out)
        if not self._paused:  # or it is told when that is over
            self._not_seen(cut.end_s - cut.start_s)

    def _not_seen(self, seconds: float) -> None:
        """What was done meanwhile nobody knows."""
        self._counting.alone.not_seen(seconds)
        self._lying.not_seen(seconds)

    def _abandon(self, verdict: Verdict, out: list[Event]) -> None:
        if (dropped := self._reps.abandon(verdict)) is not None:
            self._tell(self._now_s, dropped, out)

    def _explain(self, candidate: Candidate) -> None:
        if self._observer is not None:
            self._observer(candidate)
