"""The worst recordings of each kind, each with a picture and a sentence why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from recordings.curves import Curves, curves
from recordings.load import Loaded
from recordings.why_plot import why_plot
from tests.accuracy.measure import Outcome
from tests.accuracy.report.markdown import picture, times
from tests.accuracy.report.outcomes import Outcomes
from tests.accuracy.scoring import SetScore
from tests.accuracy.task import Kind, Recorded, record
from tracker.explain import Candidate

HOW_MANY = 3
MOST_S = 60.0
THINNED = 3  # every third point is enough for a picture


@dataclass(frozen=True, slots=True)
class Worst:
    """A recording, how bad it is, from when to when it is to be seen, and why it is here."""

    outcome: Outcome
    badness: float
    start_s: float
    end_s: float
    sentence: str


def chapter(outcomes: Outcomes, pictures: dict[str, str]) -> list[str]:
    """Three of each kind."""
    lines: list[str] = []
    for title, file, found in (
        ("Counted wrong", "count", _each_set(outcomes, _miscounted)),
        ("Knee called wrong", "form", _each_set(outcomes, _misjudged)),
        ("Heights wrong", "height", _each_set(outcomes, _mismeasured)),
        ("Told late", "late", _each_set(outcomes, _late)),
        ("Counted in everyday movement", "everyday", _idle(outcomes, Kind.EVERYDAY)),
        ("Counted at exercise-like pace", "pace", _idle(outcomes, Kind.ADVERSARIAL)),
    ):
        worst = sorted(found, key=lambda one: (-one.badness, one.outcome.task.seed))[:HOW_MANY]
        if not worst:
            continue
        lines += [f"### {title}", ""]
        for number, one in enumerate(worst, start=1):
            name = f"worst-{file}-{number}.svg"
            pictures[name] = drawn(one)
            words = f"{title}, number {number}"
            lines += [f"{number}. {one.outcome.task.words}: {one.sentence}", "", picture(name, words), ""]
    return lines


def drawn(one: Worst) -> str:
    """The recording made again, walked again, and cut to what is to be seen."""
    task = one.outcome.task
    recorded = record(task)
    seen = curves(loaded(recorded, task.words))
    start_s, end_s = one.start_s, min(one.end_s, one.start_s + MOST_S)
    tops = [rep.top_s for rep in recorded.truth.reps]
    about = f"{one.sentence} Rings: true tops."
    return why_plot(f"{task.kind} {task.athlete}: {task.words}", cut(seen, start_s, end_s), about, tops)


def loaded(recorded: Recorded, name: str) -> Loaded:
    """As if it had been read from a file."""
    return Loaded(Path(name), "", "imu-csv", [], samples=recorded.samples)


def cut(seen: Curves, start_s: float, end_s: float) -> Curves:
    """A stretch of it, thinned."""

    def points(course: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [point for point in course if start_s <= point[0] <= end_s][::THINNED]

    def when(one: Candidate) -> float:
        return one.top_s if one.top_s is not None else one.start_s

    chosen = [one for one in seen.candidates if start_s <= when(one) <= end_s]
    return Curves(points(seen.rise_cm), points(seen.turn_deg), chosen)


def _each_set(outcomes: Outcomes, look: Callable[[Outcome, SetScore], Worst | None]) -> list[Worst]:
    found = (look(outcome, one) for outcome in outcomes.of(Kind.SETS) for one in outcome.score.sets)
    return [one for one in found if one is not None]


def _miscounted(outcome: Outcome, one: SetScore) -> Worst | None:
    if one.off == 0:
        return None
    reasons = Counter(outcome.why_missed).most_common(2)
    missed = "; ".join(f"{times(n)}: {reason}" for reason, n in reasons)
    why = (
        f"Missed {missed}"
        if missed
        else "None was missed: there were more, or partial ones were taken for full"
    )
    sentence = f"{one.found_reps} counted of {one.true_reps}. {why}."
    return Worst(outcome, abs(one.off), one.start_s - 3.0, one.end_s + 3.0, sentence)


def _misjudged(outcome: Outcome, one: SetScore) -> Worst | None:
    if one.form is None or one.p_bent is None or one.form in (one.true_form, "uncertain"):
        return None
    sure = one.p_bent if one.form == "bent" else 1.0 - one.p_bent
    knee = f" ({one.pairs[0].true.knee_flexion_deg:.0f} deg)" if one.pairs else ""
    turned = [
        p.found.rotation_deg / p.found.height_cm
        for p in one.pairs
        if p.found.rotation_deg is not None and p.found.height_cm > 1.0
    ]
    seen = (
        f" What it saw of the shank: {sum(turned) / len(turned):+.1f} deg backward a cm over {len(turned)} repetitions"
        " (straight 0.3-0.7, seated 1.0-1.6)."
        if turned
        else f" Which way is backward it did not know in any of {len(one.pairs)} repetitions."
    )
    sentence = f"called {one.form} with {100 * sure:.0f} %, the knee was {one.true_form}{knee}.{seen}"
    return Worst(outcome, sure, one.start_s - 3.0, one.end_s + 3.0, sentence)


def _mismeasured(outcome: Outcome, one: SetScore) -> Worst | None:
    if len(one.pairs) < 3:
        return None
    errors = [p.found.height_cm - p.true.height_cm for p in one.pairs]
    mean = sum(abs(e) for e in errors) / len(errors)
    ups = sorted(p.true.top_s - p.true.start_s for p in one.pairs)
    gaps = sum(p.gap for p in one.pairs)
    sentence = (
        f"heights off by {mean:.1f} cm on average, by {sum(errors) / len(errors):+.1f} cm taken together;"
        f" up in {ups[len(ups) // 2]:.1f} s, {gaps} of {len(errors)} beside a gap."
    )
    return Worst(outcome, mean, one.start_s - 3.0, one.end_s + 3.0, sentence)


def _late(outcome: Outcome, one: SetScore) -> Worst | None:
    late = [
        (p.found.counted_s - p.true.low_s, p)
        for p in one.pairs
        if p.found.counted_s is not None and not p.gap
    ]
    if not late:
        return None
    worst_s, pair = max(late, key=lambda item: item[0])
    tick_s = pair.found.ticked_s - pair.true.top_s if pair.found.ticked_s is not None else None
    sentence = (
        f"the repetition at {pair.true.top_s:.1f} s was counted {worst_s:.1f} s after the heel was down"
        + (f", and ticked {tick_s:+.1f} s after its top." if tick_s is not None else ", without a tick.")
    )
    return Worst(outcome, worst_s, pair.true.start_s - 10.0, pair.true.end_s + 10.0, sentence)


def _idle(outcomes: Outcomes, kind: Kind) -> list[Worst]:
    found = []
    for outcome in outcomes.of(kind):
        false = outcome.score.false_reps
        if not false:
            continue
        where = Counter(outcome.false_in).most_common(2)
        sentence = f"{len(false)} counted: " + ", ".join(f"{n} {_at(name)}" for name, n in where) + "."
        start_s = _busiest(sorted(rep.peak_s for rep in false))
        found.append(Worst(outcome, len(false), start_s - 3.0, start_s + MOST_S, sentence))
    return found


def _at(name: str) -> str:
    return name if name.startswith("on the way") else f"in {name}"


def _busiest(times: Sequence[float]) -> float:
    """Where the minute begins that holds most of them."""
    return max(times, key=lambda t: sum(t <= other <= t + MOST_S for other in times))
