"""Make one recording, push it through the tracker a sample at a time, and score it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from drivers.virtual.truth import TrueRep
from recordings.load import Loaded
from tests.accuracy.csv_road import analysed
from tests.accuracy.extras import Other, compared, without_each_cue
from tests.accuracy.found import FoundRep, FoundSet, from_events, from_report
from tests.accuracy.scoring import Holds, Score, SetScore, score, score_holds
from tests.accuracy.task import Kind, Recorded, Task, record
from tracker.events import Event, RepCounted, SetStarted, SetWithdrawn
from tracker.explain import Candidate
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Setup
from tracker.tracker import Tracker


@dataclass(slots=True)
class Outcome:
    """A task and how it came out. `seconds_in`: how long each movement that is no set lasted; `false_in`: in which of
    them the false repetitions were; `taken_back`: how many were counted and then were none, their set alone; `why_missed`: the tracker's own word on each repetition missed."""

    task: Task
    score: Score
    ticks: int = 0
    revoked: int = 0
    calibrated: bool = False
    holds: Holds = field(default_factory=Holds)
    seconds_in: dict[str, float] = field(default_factory=dict)
    false_in: list[str] = field(default_factory=list)
    taken_back: int = 0
    why_missed: list[str] = field(default_factory=list)
    others: dict[str, Other] = field(default_factory=dict)
    variants: dict[str, list[SetScore]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the tracker made of a recording."""

    events: list[Event]
    candidates: list[Candidate]
    sets: list[FoundSet]


def measure(task: Task) -> Outcome:
    """The whole way, in one process."""
    recorded = record(task)
    setup = task.setup or Setup()
    if recorded.calibration is not None:
        setup = replace(setup, calibration=recorded.calibration)
    if recorded.thigh is not None:
        heard = listen_to_both(recorded.samples, recorded.thigh, setup)
    else:
        heard = listen(recorded.samples, setup, 1 if task.exercise is not None else IDLE_BLOCK)
    if recorded.csv is not None:
        heard = replace(heard, sets=from_report(analysed(recorded.csv)))
    return judge(task, recorded, heard)


def listen(samples: Samples, setup: Setup | None = None, block: int = 1) -> Heard:
    """The events of a recording as they come live, one sample after the other."""
    candidates: list[Candidate] = []
    tracker = Tracker(setup, candidates.append)
    events: list[Event] = []
    for part in samples.blocks(block):
        events.extend(tracker.update(part))
    events.extend(tracker.finish())
    return Heard(events, candidates, from_events(events))


def listen_to_both(shank: Samples, thigh: Samples, setup: Setup) -> Heard:
    """The same with a second sensor's samples, side by side as a file gives them."""
    candidates: list[Candidate] = []
    tracker = Tracker(setup, candidates.append)
    both = Loaded(Path("two"), "", "imu-csv", [], samples=shank, thigh=thigh)
    events = [event for step in both.steps(tracker, 1) for event in step.events]
    return Heard(events, candidates, from_events(events))


def judge(task: Task, recorded: Recorded, heard: Heard) -> Outcome:
    """Score what was heard."""
    duration_s = float(recorded.samples.t_s[-1])
    scored = score(recorded.truth, heard.sets, recorded.holes, duration_s)
    kinds = [event.kind for event in heard.events]
    outcome = Outcome(task, scored, kinds.count("rep_topped"), kinds.count("rep_revoked"))
    outcome.failures = [
        line
        for one in scored.sets
        if one.off or one.form != one.true_form or one.missed or one.extra
        for line in explain_set(task, one, recorded, heard.candidates)
    ]
    told = [(event.start_s, event.end_s) for event in Ledger(heard.events).holds]
    outcome.holds = score_holds(recorded.truth, told)
    outcome.calibrated = recorded.calibration is not None
    for segment in recorded.truth.segments:
        if segment.exercise is None:
            outcome.seconds_in[segment.name] = (
                outcome.seconds_in.get(segment.name, 0.0) + segment.end_s - segment.start_s
            )
    outcome.false_in = [during(rep.peak_s, recorded) for rep in scored.false_reps]
    outcome.taken_back = taken_back(heard.events)
    outcome.why_missed = [why(rep, recorded, heard.candidates) for one in scored.sets for rep in one.missed]
    if task.more:
        outcome.others = compared(recorded, scored.sets)
        if task.exercise is not None and task.kind is Kind.SETS:
            outcome.variants = without_each_cue(recorded, task.exercise)
    for rep in [*scored.false_reps, *scored.false_partials]:
        outcome.failures.append(f"{_name(task)}: {explain_false(rep, recorded)}")
    return outcome


def taken_back(events: list[Event]) -> int:
    """How many repetitions stood in sets that were withdrawn."""
    counted: dict[int, int] = {}
    gone = 0
    for event in events:
        if isinstance(event, SetStarted):
            counted[event.set_index] = 0
        elif isinstance(event, RepCounted):
            counted[event.set_index] += 1
        elif isinstance(event, SetWithdrawn):
            gone += counted[event.set_index]
    return gone


def explain_set(task: Task, one: SetScore, recorded: Recorded, candidates: list[Candidate]) -> list[str]:
    """What went wrong in a set: every repetition missed or too many, and what the tracker said of it."""
    lines = [
        f"{_name(task)}: {one.exercise} {one.start_s:.1f}-{one.end_s:.1f} s,"
        f" counted {one.found_reps} of {one.true_reps} (partial {one.found_partials} of {one.true_partials}),"
        f" form {one.form} of {one.true_form}" + (f" p {one.p_bent:.2f}" if one.p_bent is not None else "")
    ]
    for rep in one.missed:
        gap = _hole_s(rep, recorded)
        near = _near(rep, candidates)
        said = "; ".join(f"{c.verdict.value} ({c.height_cm:.1f} cm, {c.detail})" for c in near) or UNSEEN
        lines.append(
            f"    missed {rep.start_s:7.2f}-{rep.top_s:.2f}-{rep.end_s:.2f} s {rep.height_cm:.1f} cm"
            f"{' partial' if rep.partial else ''}{f' hole {gap:.2f} s' if gap else ''}: {said}"
        )
    lines.extend(
        f"    extra  {rep.start_s:7.2f}-{rep.top_s:.2f}-{rep.end_s:.2f} s {rep.height_cm:.1f} cm"
        f"{' partial' if rep.partial else ''}"
        for rep in one.extra
    )
    for pair in one.pairs:
        if pair.true.partial != pair.found.partial:
            said = "partial" if pair.found.partial else "full"
            lines.append(
                f"    called {said}: {pair.true.top_s:.2f} s, {pair.found.height_cm:.1f} of {pair.true.height_cm:.1f} cm"
            )
    return lines


def explain_false(rep: FoundRep, recorded: Recorded) -> str:
    """Where a false repetition came from."""
    return (
        f"false {'partial' if rep.partial else 'repetition'} at {rep.top_s:.2f} s in {during(rep.peak_s, recorded)}:"
        f" {rep.height_cm:.1f} cm, up {rep.top_s - rep.start_s:.2f} s, down at {rep.end_s:.2f} s"
    )


def why(rep: TrueRep, recorded: Recorded, candidates: list[Candidate]) -> str:
    """Why a repetition was missed, in the tracker's own words: of the highest candidate in it, or of a hole."""
    near = _near(rep, candidates)
    left = [c for c in near if not c.accepted]
    if _hole_s(rep, recorded) > 0.25:
        return "signal missing for more than a quarter of a second"
    if any(c.accepted for c in near):
        return "taken together with its neighbour, or told elsewhere"
    return max(left, key=lambda c: c.height_cm).verdict.value if left else UNSEEN


def during(t_s: float, recorded: Recorded) -> str:
    """What was done at a moment."""
    here = (s.name for s in recorded.truth.segments if s.start_s <= t_s <= s.end_s)
    return next(here, "on the way between")


UNSEEN = "nothing seen"
IDLE_BLOCK = 1000


def _near(rep: TrueRep, candidates: list[Candidate]) -> list[Candidate]:
    return [c for c in candidates if c.start_s < rep.end_s and (c.top_s or c.decided_s) > rep.start_s]


def _hole_s(rep: TrueRep, recorded: Recorded) -> float:
    """The longest hole in a repetition, or just before it."""
    return max(
        (b - a for a, b in recorded.holes.tolist() if a < rep.end_s and b > rep.start_s - 0.5), default=0.0
    )


def _name(task: Task) -> str:
    return f"{task.kind} {task.athlete} [{task.words}]"
