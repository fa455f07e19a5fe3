"""What the tracker says: frozen events, each with the time of the sample that decided it.

A repetition runs `RepStarted`, `RepTopped` (the tick), then `RepCounted` or `RepPartial` (the heel is down
to 20 % of its height, or at rest) or `RepRevoked` (the tick was none). `RepMeasured` follows when later
samples sharpen the figures, and may make a partial one full or a full one partial: the count moves by one then. One that shows only in hindsight (hindsight.py) comes as
`RepCounted` with times before those of others, and without a tick unless one was heard in it: a tick whose rise was left
waits in a running set until that is read again (unanswered.py), and has its answer after later ticks then. All times are seconds on the time axis of the samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tracker.setup import Exercise, Form, Group


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition, full or partial. What is unknown is None.

    `top_s`: first at 95 % of its height, or where a hold begins; `peak_s`: the middle of its top. `height_cm`: rise of the ankle
    (the sensor's rise corrected for shank rotation). `rotation_deg`: sagittal, positive when the top of the
    shank goes backward as the heel rises. `ticked_s`, `counted_s`: time of the sample whose update()
    returned the tick and the count. `tilt_deg`: how far the rest before it tilts from the one before the set's first
    repetition; None where that is not known. `rep_id` is unique within a tracker; `index` counts from 1 within the
    set, full and partial repetitions apart.
    """

    rep_id: int
    index: int
    partial: bool
    start_s: float
    top_s: float
    peak_s: float
    end_s: float
    up_duration_s: float
    top_duration_s: float
    down_duration_s: float
    height_cm: float
    height_error_cm: float | None
    rotation_deg: float | None
    form: Form
    p_bent: float
    knee_flexion_deg: float | None
    ticked_s: float | None
    counted_s: float | None
    tilt_deg: float | None = None

    @property
    def leave_s(self) -> float:
        """When its top was left."""
        return self.top_s + self.top_duration_s


MOST_PAIN = 10
"""The upper end of the numeric pain scale: 0 is none, 10 the worst that can be imagined."""


class SetEnd(StrEnum):
    """Why a set ended."""

    PAUSE = "no repetition for 10 s"
    WALKED = "walked off"
    POSTURE = "posture changed"
    NEXT_SET = "next set asked for"
    DECLARED = "another exercise declared"
    GAP = "signal lost"
    STREAM_END = "end of the session"

    @property
    def said(self) -> bool:
        """Whether whoever trains said so: what is found later of the time before is none of the next set's."""
        return self in (SetEnd.NEXT_SET, SetEnd.DECLARED)


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A finished set in figures; `corrected` is the sum of corrections by hand, not counted in `reps`."""

    index: int
    start_s: float
    end_s: float
    exercise: Exercise | None
    exercise_group: Group | None
    exercise_confidence: float | None
    declared: Exercise | None
    form: Form
    p_bent: float
    knee_flexion_deg: float | None
    reps: int
    partials: int
    corrected: int
    best_height_cm: float | None
    mean_height_cm: float | None
    height_loss_pct: float | None
    cadence_per_min: float | None


@dataclass(frozen=True, slots=True)
class Event:
    """Anything the tracker says; `t_s` is the time of the sample that decided it."""

    kind: ClassVar[str] = "event"
    t_s: float


@dataclass(frozen=True, slots=True)
class SetStarted(Event):
    """A set began with the repetition that follows."""

    kind: ClassVar[str] = "set_started"
    set_index: int
    start_s: float


@dataclass(frozen=True, slots=True)
class SetEnded(Event):
    """A set is over. Told again, for the same reason, where it changes after that: a repetition of it may show only by the
    next set, and a hand may take one back or correct the count."""

    kind: ClassVar[str] = "set_ended"
    reason: SetEnd
    summary: SetSummary


@dataclass(frozen=True, slots=True)
class SetWithdrawn(Event):
    """A set that was over was none: one or two repetitions, and no others for long (alone.py). Nothing of it stands, and
    its number is given again where no other has come since."""

    kind: ClassVar[str] = "set_withdrawn"
    set_index: int
    reason: str


@dataclass(frozen=True, slots=True)
class RepStarted(Event):
    """The heel leaves its rest."""

    kind: ClassVar[str] = "rep_started"
    rep_id: int
    start_s: float


@dataclass(frozen=True, slots=True)
class RepTopped(Event):
    """The tick: the heel is at its top."""

    kind: ClassVar[str] = "rep_topped"
    rep_id: int
    top_s: float
    height_cm: float


@dataclass(frozen=True, slots=True)
class RepCounted(Event):
    """A full repetition."""

    kind: ClassVar[str] = "rep_counted"
    set_index: int
    rep: Repetition


@dataclass(frozen=True, slots=True)
class RepPartial(Event):
    """A repetition under half of the person's own height: shown, flagged, not counted as full."""

    kind: ClassVar[str] = "rep_partial"
    set_index: int
    rep: Repetition


@dataclass(frozen=True, slots=True)
class RepRevoked(Event):
    """A tick that turned out to be none; `reason` says why in words."""

    kind: ClassVar[str] = "rep_revoked"
    rep_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class RepMeasured(Event):
    """Sharper figures of a repetition already counted; replaces what RepCounted or RepPartial said."""

    kind: ClassVar[str] = "rep_measured"
    set_index: int
    rep: Repetition


@dataclass(frozen=True, slots=True)
class HoldEnded(Event):
    """An isometric hold of 3 s or more at the top, from `start_s` to `end_s`; also a repetition, whose top it is, and which
    may be measured sharper later. `kept_pct`: its mean height against its best;
    `tremble_deg`: the shank's tremble at the top, root mean square; None where that is not known."""

    kind: ClassVar[str] = "hold_ended"
    start_s: float
    end_s: float
    form: Form
    height_cm: float
    kept_pct: float | None = None
    tremble_deg: float | None = None


class Fault(StrEnum):
    """How a sensor can be worn wrong, in words that say what to do."""

    THIGH = "the sensor seems to be on the thigh: it belongs on the shin"
    FOOT = "the sensor seems to be on the foot: it belongs on the shin"
    SLACK = "the strap is slack, the sensor swings: tighten it"
    SLIPPED = "the strap has slipped"
    OTHER_LEG = "the thigh's sensor takes no part in the raises: is it on the other leg?"
    PROFILE = "the profile does not fit today's strapping, going on without it: calibrate anew"


@dataclass(frozen=True, slots=True)
class WornWrong(Event):
    """Something about how a sensor is worn; `detail` says by what it was seen, "" where there is no more to say."""

    kind: ClassVar[str] = "worn_wrong"
    fault: Fault
    detail: str

    @property
    def words(self) -> str:
        """The sentence for a person."""
        return f"{self.fault.value} ({self.detail})" if self.detail else self.fault.value


@dataclass(frozen=True, slots=True)
class SignalGap(Event):
    """Samples are missing for longer than can be bridged: the signal was cut and settles anew."""

    kind: ClassVar[str] = "signal_gap"
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """Nothing is counted from here."""

    kind: ClassVar[str] = "paused"


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """Counting goes on."""

    kind: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class Marked(Event):
    """A person marked this moment."""

    kind: ClassVar[str] = "marked"
    text: str


@dataclass(frozen=True, slots=True)
class Declared(Event):
    """From here on the person does another exercise."""

    kind: ClassVar[str] = "declared"
    exercise: Exercise


@dataclass(frozen=True, slots=True)
class PainNoted(Event):
    """The person's pain at this moment, from 0 (none) to 10 (the worst that can be imagined)."""

    kind: ClassVar[str] = "pain_noted"
    score: int


@dataclass(frozen=True, slots=True)
class CountCorrected(Event):
    """A hand correction of the running or last set; `undone_rep_id` names a repetition taken back by undo."""

    kind: ClassVar[str] = "count_corrected"
    set_index: int
    delta: int
    undone_rep_id: int | None = None
