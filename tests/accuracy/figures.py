"""Figures of many recordings: counts, forms, heights, latencies, false repetitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tests.accuracy.bounds import poisson_upper
from tests.accuracy.measure import Outcome
from tests.accuracy.scoring import Pair, SetScore
from tracker.samples import Floats


def share(hits: int, of: int) -> float:
    """In percent; nan of nothing."""
    return 100.0 * hits / of if of else float("nan")


@dataclass(frozen=True, slots=True)
class Counting:
    """How sets were counted; shares in percent, precision and recall over repetitions full and partial."""

    sets: int
    exact: float
    within_one: float
    mae: float
    precision: float
    recall: float
    split: float

    @staticmethod
    def of(sets: Sequence[SetScore]) -> Counting:
        """Over these."""
        n = len(sets)
        pairs = sum(len(s.pairs) for s in sets)
        return Counting(
            n,
            share(sum(s.off == 0 for s in sets), n),
            share(sum(abs(s.off) <= 1 for s in sets), n),
            float(np.mean([abs(s.off) for s in sets])) if sets else float("nan"),
            share(pairs, pairs + sum(len(s.extra) for s in sets)),
            share(pairs, pairs + sum(len(s.missed) for s in sets)),
            share(sum(s.pieces > 1 for s in sets), n),
        )


@dataclass(frozen=True, slots=True)
class Calls:
    """Knee form called, in percent of sets found and of repetitions matched; `missed` sets had none found."""

    sets_right: float
    sets_uncertain: float
    sets_wrong: float
    reps_right: float
    reps_uncertain: float
    reps_wrong: float
    group_right: float
    missed: int

    @staticmethod
    def of(sets: Sequence[SetScore]) -> Calls:
        """Over these."""
        told = [s for s in sets if s.form is not None]
        pairs = pairs_of(sets)
        right = share(sum(s.form == s.true_form for s in told), len(told))
        unsure = share(sum(s.form == "uncertain" for s in told), len(told))
        rep_right = share(sum(p.found.form == p.true.form.value for p in pairs), len(pairs))
        rep_unsure = share(sum(p.found.form == "uncertain" for p in pairs), len(pairs))
        return Calls(
            right,
            unsure,
            max(0.0, 100.0 - right - unsure),
            rep_right,
            rep_unsure,
            max(0.0, 100.0 - rep_right - rep_unsure),
            share(sum(s.group_right for s in told), len(told)),
            len(sets) - len(told),
        )


@dataclass(frozen=True, slots=True)
class Heights:
    """Found less true height in cm; `low` and `high` are Bland and Altman's 95 % limits of agreement."""

    mae: float
    bias: float
    low: float
    high: float
    n: int

    @staticmethod
    def of(sets: Sequence[SetScore]) -> Heights:
        """Over the repetitions matched."""
        errors = np.array([p.found.height_cm - p.true.height_cm for p in pairs_of(sets)])
        if len(errors) < 2:
            return Heights(float("nan"), float("nan"), float("nan"), float("nan"), len(errors))
        bias, spread = float(errors.mean()), 1.96 * float(errors.std(ddof=1))
        return Heights(float(np.abs(errors).mean()), bias, bias - spread, bias + spread, len(errors))


@dataclass(frozen=True, slots=True)
class Latency:
    """In s of sample time, outside gaps: 5th, 50th and 95th of a hundred. `silent` never ticked, in percent: they
    were found in hindsight, and are not in `live`, as the others are."""

    tick: tuple[float, float, float]
    count: tuple[float, float, float]
    live: tuple[float, float, float]
    silent: float
    n: int

    @staticmethod
    def of(sets: Sequence[SetScore]) -> Latency:
        """Over the repetitions matched."""
        pairs = [p for p in pairs_of(sets) if not p.gap]
        ticks = [p.found.ticked_s - p.true.top_s for p in pairs if p.found.ticked_s is not None]
        counts = [p.found.counted_s - p.true.low_s for p in pairs if p.found.counted_s is not None]
        live = [
            p.found.counted_s - p.true.low_s
            for p in pairs
            if p.found.counted_s is not None and p.found.ticked_s is not None
        ]
        silent = share(sum(p.found.ticked_s is None for p in pairs), len(pairs))
        return Latency(_spread(ticks), _spread(counts), _spread(live), silent, len(pairs))


@dataclass(frozen=True, slots=True)
class False_:  # noqa: N801 - False is taken
    """Repetitions where there are none."""

    reps: int
    partials: int
    hours: float

    @property
    def per_hour(self) -> float:
        """Full repetitions an hour."""
        return self.reps / self.hours if self.hours else float("nan")

    @property
    def upper(self) -> float:
        """Its upper 95 % bound."""
        return poisson_upper(self.reps) / self.hours if self.hours else float("nan")

    @staticmethod
    def of(outcomes: Sequence[Outcome]) -> False_:
        """Over what lies outside of sets."""
        return False_(
            sum(len(o.score.false_reps) for o in outcomes),
            sum(len(o.score.false_partials) for o in outcomes),
            sum(o.score.idle_s for o in outcomes) / 3600.0,
        )


@dataclass(frozen=True, slots=True)
class Knees:
    """Found less true knee flexion in deg, where it was told; `told` in percent of the repetitions matched. `half`:
    within this are half of them, whatever the worst are."""

    rmse: float
    half: float
    bias: float
    told: float
    n: int

    @staticmethod
    def of(sets: Sequence[SetScore]) -> Knees:
        """Over the repetitions matched."""
        pairs = pairs_of(sets)
        errors = np.array(
            [
                p.found.knee_flexion_deg - p.true.knee_flexion_deg
                for p in pairs
                if p.found.knee_flexion_deg is not None
            ]
        )
        if not len(errors):
            return Knees(float("nan"), float("nan"), float("nan"), share(0, len(pairs)), 0)
        rmse = float(np.sqrt(np.mean(np.square(errors))))
        half = float(np.median(np.abs(errors)))
        return Knees(rmse, half, float(errors.mean()), share(len(errors), len(pairs)), len(errors))


def revoked(outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """Ticks taken back, and ticks."""
    return sum(o.revoked for o in outcomes), sum(o.ticks for o in outcomes)


def reliability(sets: Sequence[SetScore], bins: int = 10) -> list[tuple[float, float, int]]:
    """Said probability of bent (mean), share truly bent, and number of repetitions, for each tenth said."""
    pairs = pairs_of(sets)
    said = np.array([p.found.p_bent for p in pairs])
    bent = np.array([p.true.form.value == "bent" for p in pairs], dtype=float)
    rows = []
    for k in range(bins):
        upper = 1.01 if k == bins - 1 else (k + 1) / bins
        here = (said >= k / bins) & (said < upper) if len(said) else np.zeros(0, dtype=bool)
        if here.any():
            rows.append((float(said[here].mean()), float(bent[here].mean()), int(here.sum())))
    return rows


def calibration_error(sets: Sequence[SetScore]) -> float:
    """Expected calibration error: mean distance of said from true, weighted by how often it was said."""
    rows = reliability(sets)
    total = sum(n for _, _, n in rows)
    return sum(abs(said - true) * n for said, true, n in rows) / total if total else float("nan")


def pairs_of(sets: Sequence[SetScore]) -> list[Pair]:
    """All repetitions matched."""
    return [pair for one in sets for pair in one.pairs]


def sets_of(outcomes: Sequence[Outcome]) -> list[SetScore]:
    """All sets."""
    return [one for outcome in outcomes for one in outcome.score.sets]


def by(outcomes: Sequence[Outcome], key: Callable[[Outcome], str | None]) -> dict[str, list[Outcome]]:
    """Outcomes by some condition, in the order it was first met; None is left out."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        name = key(outcome)
        if name is not None:
            groups.setdefault(name, []).append(outcome)
    return groups


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    if not values:
        return float("nan"), float("nan"), float("nan")
    found: Floats = np.percentile(np.asarray(values), [5, 50, 95])
    return float(found[0]), float(found[1]), float(found[2])
