"""Follows a session and says what the screen shows of it at any moment.

A sink of the session loop: events fold into the ledger, the one that every reader asks; what is computed here is
only what a glance needs: the pace of the last repetitions, their height against the best, how long the rest lasts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace

from drivers.linkstats import LinkFigures
from drivers.source import LinkChange, LinkState, SensorInfo
from tracker.events import (
    Declared,
    Event,
    PainNoted,
    Paused,
    RepCounted,
    Repetition,
    RepPartial,
    RepRevoked,
    RepStarted,
    RepTopped,
    Resumed,
    SetEnd,
    SetEnded,
    SetStarted,
    SetWithdrawn,
    WornWrong,
)
from tracker.ledger import Ledger, SetRecord
from tracker.samples import Samples
from tracker.setup import Exercise, Form, Setup
from tracker.training.catalogue.entry import Slug
from tracker.training.pain import Zones
from ui.view.desk import desk_s
from ui.view.metronome import USUAL_PER_MIN, Metronome
from ui.view.other_leg import OtherLegView
from ui.view.shown import Goal, Mode, RepShown, SensorShown, SetRow, Shown
from ui.view.warnings import expected_form, form_warning, height_warning, is_fault, link_warning, pain_warning

PACE_REPS = 5  # cadence is told over the last so many
SAID_S = 6.0  # three rises at the usual pace: long enough to be read with a glance between two
WORN_WRONG_S = 30.0  # as long as it takes to look down at the strap, and to finish the repetition
REMARK_S = 20.0  # long enough to be read between two repetitions, short enough not to be a fixture
RATE_BLOCKS = 64  # blocks of samples the real rate is told over: about five seconds


class LiveView:
    """What a session looks like. `clock` counts seconds of the session (drivers.pace); `lost_share` is asked for
    the share of samples that never came, None where that is not known; `is_up` whether a heel is at its top now, for a
    tick whose rise was left is answered only when its set is read again."""

    def __init__(
        self,
        setup: Setup,
        goal: Goal,
        clock: Callable[[], float],
        *,
        load_kg: float | None = None,
        simulated: bool = False,
        lost_share: Callable[[], float | None] = lambda: None,
        figures: Callable[[], LinkFigures] = LinkFigures,
        is_up: Callable[[], bool] = lambda: True,
        other: OtherLegView | None = None,
    ) -> None:
        self.ledger = Ledger()
        self.setup = setup
        self.goal = goal
        self.sound = True
        self.zones = Zones()  # of pain
        self.goals: Mapping[Slug, Goal] = {}  # of the exercises the plan asks for, should one be swapped in
        self._clock = clock
        self._simulated = simulated
        self._lost_share = lost_share
        self._figures = figures
        self._is_up = is_up
        self._other = other
        self._streams: set[int] = set()
        self._second: SensorShown | None = None  # a second sensor, once it has said how it is
        self._second_s = 0.0
        self._worn_wrong, self._worn_wrong_s = "", 0.0
        self._remark = ("", 0.0)  # the last one of a link that stands, and when
        self._title = _title(setup, load_kg)
        self._pains: dict[int, int] = {}  # by the index of the set that ran or was over; 0 before the first
        self._sensor = SensorShown("", LinkState.CONNECTING, "connecting")
        self._link_s = clock()
        self._blocks: deque[tuple[float, int]] = deque(maxlen=RATE_BLOCKS)
        self._running: int | None = None  # index of the set that runs
        self._rest_from_s: float | None = None
        self._zero_s: float | None = None  # where the clock stood at time 0 of the last samples
        self._ended = (0, 0.0)  # the set that rests are counted from, and where the clock stood at its time 0
        self._paused = False
        self._topped: int | None = None  # the repetition whose heel is up
        self._metronome: Metronome | None = None
        self._pace_per_min = USUAL_PER_MIN
        self._said: tuple[float, str] | None = None

    def beat(self, per_min: float) -> None:
        """Start the metronome, that many rises a minute."""
        self._pace_per_min = per_min
        self._metronome = Metronome(self._clock(), per_min)

    def toggle_metronome(self) -> None:
        """On, from now; or off."""
        if self._metronome is None:
            self.beat(self._pace_per_min)
        else:
            self._metronome = None

    def say(self, words: str) -> None:
        """A sentence for the person, among the warnings for a while."""
        self._said = self._clock(), words

    def opened(self, info: SensorInfo) -> None:
        """The sensor is there."""
        self._sensor = SensorShown(info.name, LinkState.STREAMING, "streaming", battery_pct=info.battery_pct)
        self._link_s = self._clock()

    def samples(self, samples: Samples) -> None:
        """For the rate of what really arrives, and where the clock stands on the samples' time axis."""
        last_s = float(samples.t_s[-1])
        self._blocks.append((last_s, len(samples)))
        self._zero_s = self._clock() - last_s

    def link(self, change: LinkChange) -> None:
        """How the link is doing."""
        if change.state is LinkState.STREAMING and change.sensor in self._streams:
            self._remark = (change.reason, self._clock())
        if change.state is LinkState.STREAMING:
            self._streams.add(change.sensor)
        if change.sensor:
            if self._second is None or change.state is not self._second.state:
                self._second_s = self._clock()
            self._second = SensorShown("", change.state, change.reason)
            return
        known = self._sensor
        if change.state is not known.state:
            self._link_s = self._clock()
        self._sensor = SensorShown(known.name, change.state, change.reason, battery_pct=known.battery_pct)

    def events(self, events: list[Event]) -> None:  # noqa: C901 - one case a kind of event
        """What the tracker says."""
        for event in events:
            self.ledger.add(event)
            match event:
                case SetStarted():
                    self._running, self._rest_from_s = event.set_index, None
                case SetEnded():
                    self._end(event)
                case SetWithdrawn():
                    self._withdraw()
                case RepStarted():
                    self._topped = None
                case RepTopped():
                    self._topped = event.rep_id
                case RepCounted() | RepPartial():  # one found in hindsight says nothing of the heel now
                    self._topped = None if event.rep.rep_id == self._topped else self._topped
                case RepRevoked():
                    self._topped = None if event.rep_id == self._topped else self._topped
                case Declared():
                    self.setup = replace(self.setup, declared=event.exercise)
                    self.goal = self.goals.get(event.exercise, self.goal)
                    self._title = _title(self.setup, None)  # the load was the other exercise's
                case PainNoted():
                    self._note(event)
                case WornWrong():
                    self._worn_wrong, self._worn_wrong_s = event.words, self._clock()
                case Paused():
                    self._paused = True
                case Resumed():
                    self._paused = False
                case _:
                    pass

    def _end(self, event: SetEnded) -> None:
        """A set is over, or is told again: then by where the clock stood when it was over. Without a link the tracker's
        time stands still, so the clock is read as the last samples came; one before the running set says nothing of a rest."""
        index = event.summary.index
        if index == self._running:
            self._running = None
            if event.reason is not SetEnd.STREAM_END:
                zero_s = self._clock() - event.t_s if self._zero_s is None else self._zero_s
                self._ended = index, zero_s
        if self._running is None and index == self._ended[0]:
            self._rest_from_s = self._ended[1] + event.summary.end_s

    def _withdraw(self) -> None:
        """A set was none: who rests does so since the one before it."""
        if self._running is None and self._rest_from_s is not None:
            over = [one for one in self.ledger.sets if one.end_s is not None]
            self._ended = (over[-1].index if over else 0), self._ended[1]
            self._rest_from_s = self._ended[1] + (over[-1].end_s or 0.0) if over else None

    def at(self, notice: str = "") -> Shown:
        """The picture of this moment."""
        record = self.ledger.sets[-1] if self.ledger.sets else None
        mode = self._mode()
        index = record.index if record is not None else 1
        return Shown(
            title=self._title,
            simulated=self._simulated,
            mode=mode,
            count=record.count if record is not None else 0,
            set_index=index + 1 if mode is Mode.REST else index,
            goal=self.goal,
            cadence_per_min=_cadence(record) if record is not None else None,
            rep=self._rep(record) if record is not None else None,
            rising=self._topped is not None and self._is_up(),
            rest_s=None if self._rest_from_s is None else self._clock() - self._rest_from_s,
            warnings=self._warnings(record),
            sets=tuple(
                _row(one, self._pains.get(one.index), running=one.index == self._running)
                for one in self.ledger.sets
            ),
            sensor=self._sensor_now(),
            sound=self.sound,
            notice=notice if self.ledger.sets or 0 not in self._pains else f"pain {self._pains[0]} noted",
            beat=None if self._metronome is None else self._metronome.at(self._clock()),
            other=self._other.words if self._other is not None else "",
            minutes=self._desk_minutes(),
        )

    @property
    def exercise(self) -> Exercise | None:
        """What is done: as declared, else what the last set was taken for; None where nobody knows."""
        if self.setup.declared is not None:
            return self.setup.declared
        summaries = [one.summary for one in self.ledger.sets if one.summary is not None]
        return summaries[-1].exercise if summaries else None

    def is_faulty(self, rep: Repetition) -> bool:
        """Whether a repetition was surely done with the other knee form than its set is held against."""
        reps = self.ledger.sets[-1].reps if self.ledger.sets else []
        return is_fault(rep.form, expected_form(self.setup.declared, reps))

    def _desk_minutes(self) -> float | None:
        """Of soleus push-ups so far; None for other exercises, whose repetitions matter and not their minutes."""
        return desk_s(self.ledger) / 60.0 if self.setup.declared is Exercise.SOLEUS_PUSH_UP else None

    def _note(self, event: PainNoted) -> None:
        self._pains[self.ledger.sets[-1].index if self.ledger.sets else 0] = event.score

    def _mode(self) -> Mode:
        if self._paused:
            return Mode.PAUSED
        if self._running is not None:
            return Mode.SET
        return Mode.WAITING if self._rest_from_s is None else Mode.REST

    def _warnings(self, record: SetRecord | None) -> tuple[str, ...]:
        sensor, second = self._sensor, self._second
        said = [link_warning(sensor.state, sensor.reason, self._clock() - self._link_s), self._sentence()]
        said.append(pain_warning(self._pains.get(0 if record is None else record.index), self.zones))
        if second is not None:
            said.append(
                link_warning(second.state, second.reason, self._clock() - self._second_s, "Second sensor")
            )
        if self._worn_wrong and self._clock() - self._worn_wrong_s < WORN_WRONG_S:
            said.append(self._worn_wrong[:1].upper() + self._worn_wrong[1:])
        remark, since_s = self._remark
        if remark and self._clock() - since_s < REMARK_S:
            said.append(remark[:1].upper() + remark[1:])
        if record is not None and record.index == self._running:
            said += [form_warning(self.setup.declared, record.reps), height_warning(record.reps)]
        return tuple(words for words in said if words is not None)

    def _sentence(self) -> str | None:
        if self._said is None or self._clock() - self._said[0] > SAID_S:
            return None
        return self._said[1]

    def _rep(self, record: SetRecord) -> RepShown | None:
        both = sorted(
            (*record.reps, *record.partials), key=lambda rep: rep.start_s
        )  # not by when it was found
        if not both:
            return None
        last = both[-1]
        return RepShown(
            last.form,
            1.0 - last.p_bent if last.form is Form.STRAIGHT else last.p_bent,
            last.height_cm,
            last.height_cm / max(rep.height_cm for rep in both),
            last.up_duration_s,
            last.top_duration_s,
            last.down_duration_s,
            last.partial,
            self.is_faulty(last),
        )

    def _sensor_now(self) -> SensorShown:
        known, blocks = self._sensor, self._blocks
        rate_hz = None
        if len(blocks) > 1 and blocks[-1][0] > blocks[0][0]:
            rate_hz = (sum(n for _, n in blocks) - blocks[0][1]) / (blocks[-1][0] - blocks[0][0])
        figures = self._figures()
        battery_pct = figures.battery_pct
        return SensorShown(
            known.name,
            known.state,
            known.reason,
            rate_hz,
            self._lost_share(),
            known.battery_pct if battery_pct is None else battery_pct,
            figures.delay_s,
        )


def _title(setup: Setup, load_kg: float | None) -> str:
    parts = [setup.declared.label if setup.declared is not None else "Any exercise"]
    if setup.side is not None:
        parts.append(setup.side.value)
    if load_kg:
        parts.append(f"{load_kg:g} kg")
    return " · ".join(parts)


def _cadence(record: SetRecord) -> float | None:
    tops = sorted(rep.top_s for rep in (*record.reps, *record.partials))[-PACE_REPS:]
    return 60.0 * (len(tops) - 1) / (tops[-1] - tops[0]) if len(tops) > 1 and tops[-1] > tops[0] else None


def _row(record: SetRecord, pain: int | None, *, running: bool) -> SetRow:
    forms = [rep.form for rep in record.reps]
    heights = [rep.height_cm for rep in record.reps]
    return SetRow(
        record.index,
        record.count,
        record.corrected,
        len(record.partials),
        forms.count(Form.BENT),
        forms.count(Form.STRAIGHT),
        forms.count(Form.UNCERTAIN),
        sum(heights) / len(heights) if heights else None,
        record.time_under_tension_s,
        running,
        pain,
    )
