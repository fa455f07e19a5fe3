"""Accuracy on simulated sessions: what the tracker says against what is true of them.

`uv run python -m tests.accuracy.sessions` runs seeds 1-100 over all exercises, qualities and mounts, and an hour
of everyday movement; the suite runs a few of them and holds the floor.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.radio import lost_runs, packet_size
from drivers.virtual.scenario import PERFORMED, Scenario, Simulated, bustle_only, set_of, simulate
from drivers.virtual.truth import Segment, TrueRep
from tracker.events import Event, Repetition
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Exercise, Form
from tracker.tracker import Tracker

SLACK_S = 1.0


@dataclass
class SetResult:
    """One true set and what was made of it. `reps` pairs a true repetition with the one found."""

    exercise: Exercise
    quality: Quality
    true_reps: int
    found_reps: int
    true_form: Form
    found_form: Form | None
    group_right: bool
    reps: list[tuple[TrueRep, Repetition]]


@dataclass
class Result:
    """One session."""

    seed: int
    sets: list[SetResult]
    false_reps: int
    idle_s: float
    ticks: int
    revoked: int
    notes: list[str] = field(default_factory=list)


def run(simulated: Simulated, seed: int, *, block: int = 1) -> list[Event]:
    """The events of a session as they come over the radio, samples lost in runs."""
    samples = delivered(simulated, seed)
    tracker = Tracker()
    events: list[Event] = []
    for part in samples.blocks(block):
        events.extend(tracker.update(part))
    return events + tracker.finish()


def delivered(simulated: Simulated, seed: int) -> Samples:
    """What the radio leaves of the signal."""
    samples = simulated.signal.samples
    size = packet_size(simulated.signal.rate_hz)
    lost = lost_runs(-(-len(samples) // size), simulated.trouble, np.random.default_rng(seed))
    kept = np.logical_not(np.repeat(lost, size)[: len(samples)])
    return Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])


def score(simulated: Simulated, events: list[Event], seed: int, quality: Quality) -> Result:
    """Compare."""
    ledger = Ledger(events)
    found = [rep for record in ledger.sets for rep in record.reps]
    partials = [rep for record in ledger.sets for rep in record.partials]
    sets, busy = [], []
    for segment in simulated.truth.segments:
        if segment.exercise is None:
            continue
        busy.append((segment.start_s - SLACK_S, segment.end_s + SLACK_S))
        sets.append(_set(segment, simulated, found, ledger, quality))
    false = sum(not any(a <= rep.peak_s <= b for a, b in busy) for rep in found + partials)
    total_s = float(simulated.signal.samples.t_s[-1])
    return Result(
        seed,
        sets,
        false,
        total_s - sum(b - a for a, b in busy),
        sum(event.kind == "rep_topped" for event in events),
        sum(event.kind == "rep_revoked" for event in events),
    )


def _set(
    segment: Segment, simulated: Simulated, found: list[Repetition], ledger: Ledger, quality: Quality
) -> SetResult:
    assert segment.exercise is not None
    assert segment.form is not None
    inside = [r for r in found if segment.start_s - SLACK_S <= r.peak_s <= segment.end_s + SLACK_S]
    true = [r for r in simulated.truth.reps if segment.start_s <= r.peak_s <= segment.end_s]
    pairs = []
    for rep in true:
        hits = [r for r in inside if rep.start_s <= r.peak_s <= rep.end_s]
        if len(hits) == 1:
            pairs.append((rep, hits[0]))
    records = [r for r in ledger.sets if any(rep in inside for rep in r.reps) and r.summary is not None]
    record = max(records, key=lambda r: len(r.reps), default=None)
    summary = record.summary if record is not None else None
    return SetResult(
        segment.exercise,
        quality,
        sum(not rep.partial for rep in true),
        len(inside),
        segment.form,
        summary.form if summary is not None else None,
        summary is not None and summary.exercise_group is segment.exercise.group,
        pairs,
    )


def session(seed: int) -> Result:
    """Seed's own session: exercise, quality, mount and rate go round."""
    exercise = PERFORMED[seed % len(PERFORMED)]
    quality = list(Quality)[(seed // 6) % 3]
    mount = list(MountKind)[(seed // 2) % 3]
    rate = (104.0, 50.0, 100.0, 26.0, 200.0)[seed % 5]
    reps = 6 + seed % 10
    simulated = simulate(Scenario(set_of(exercise, reps, seed % 2 == 0, seed), mount, quality, rate, seed))
    return score(simulated, run(simulated, seed), seed, quality)


def everyday(seed: int) -> Result:
    """Two minutes of movement with nothing to count."""
    quality = list(Quality)[seed % 3]
    simulated = simulate(Scenario(bustle_only(seed, 7), MountKind.ANY, quality, 104.0, seed))
    return score(simulated, run(simulated, seed, block=1000), seed, quality)


def report(results: Iterable[Result], idle: Iterable[Result]) -> list[str]:
    """The figures, a line each."""
    results, idle = list(results), list(idle)
    sets = [one for result in results for one in result.sets]
    lines = []
    for name, chosen in [
        ("all", sets),
        *((e.value, [s for s in sets if s.exercise is e]) for e in PERFORMED),
        *((q.value, [s for s in sets if s.quality is q]) for q in Quality),
    ]:
        lines.append(f"{name:24s} {_figures(chosen)}")
    pairs = [pair for one in sets for pair in one.reps]
    tick = np.array([found.ticked_s - true.top_s for true, found in pairs if found.ticked_s is not None])
    count = np.array([found.counted_s - true.low_s for true, found in pairs if found.counted_s is not None])
    lines.append(
        f"tick after the top   p50 {np.percentile(tick, 50):+.2f} p95 {np.percentile(tick, 95):+.2f} p5 {np.percentile(tick, 5):+.2f} s"
    )
    lines.append(
        f"count after 20 %     p50 {np.percentile(count, 50):+.2f} p95 {np.percentile(count, 95):+.2f} s"
    )
    ticks, revoked = sum(r.ticks for r in results), sum(r.revoked for r in results)
    lines.append(f"ticks revoked        {revoked} of {ticks} = {100 * revoked / max(ticks, 1):.1f} %")
    for what, some in (("between the sets", results), ("everyday movement", idle)):
        hours = sum(r.idle_s for r in some) / 3600.0
        false = sum(r.false_reps for r in some)
        if hours > 0:
            lines.append(
                f"false reps, {what}: {false} in {hours:.2f} h = {false / hours:.1f} an hour"
                f" (95 % upper bound {poisson_upper(false) / hours:.1f})"
            )
    return lines


def poisson_upper(count: int) -> float:
    """One-sided 95 % upper bound of a Poisson mean, by bisection of its distribution."""
    low, high = float(count), count + 10.0 + 5.0 * math.sqrt(count)
    for _ in range(60):
        mid = 0.5 * (low + high)
        term = total = math.exp(-mid)
        for k in range(1, count + 1):
            term *= mid / k
            total += term
        low, high = (mid, high) if total > 0.05 else (low, mid)
    return high


def _figures(sets: list[SetResult]) -> str:
    n = max(len(sets), 1)
    exact = sum(s.found_reps == s.true_reps for s in sets)
    within = sum(abs(s.found_reps - s.true_reps) <= 1 for s in sets)
    right = sum(s.found_form is s.true_form for s in sets)
    unsure = sum(s.found_form is Form.UNCERTAIN for s in sets)
    group = sum(s.group_right for s in sets)
    pairs = [pair for s in sets for pair in s.reps]
    errors = np.array([found.height_cm - true.height_cm for true, found in pairs] or [0.0])
    rep_right = sum(found.form is true.form for true, found in pairs)
    rep_unsure = sum(found.form is Form.UNCERTAIN for _, found in pairs)
    m = max(len(pairs), 1)
    return (
        f"sets {len(sets):3d} exact {100 * exact / n:3.0f} % within one {100 * within / n:3.0f} %"
        f" | form of sets {100 * right / n:3.0f} % (uncertain {100 * unsure / n:3.0f}), of reps {100 * rep_right / m:3.0f} %"
        f" (uncertain {100 * rep_unsure / m:3.0f}), group {100 * group / n:3.0f} %"
        f" | height mean abs {np.abs(errors).mean():.2f} bias {errors.mean():+.2f} cm"
    )


def main(first: int, last: int) -> None:
    """Run and print."""
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(session, range(first, last + 1)))
        idle = list(pool.map(everyday, range(first, last + 1)))
    for line in report(results, idle):
        print(line)
    if "-v" in sys.argv:
        for result in results:
            for one in result.sets:
                if one.found_reps != one.true_reps or result.false_reps:
                    print(
                        result.seed,
                        one.exercise,
                        one.quality,
                        one.true_reps,
                        one.found_reps,
                        result.false_reps,
                    )
        print("idle", [(r.seed, r.false_reps) for r in idle if r.false_reps])


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word.isdigit()]
    main(*(int(word) for word in words)) if words else main(1, 100)
