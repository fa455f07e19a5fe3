"""Figures as plain lines, for whoever is at work on the tracker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.accuracy.figures import (
    Calls,
    Counting,
    False_,
    Heights,
    Latency,
    by,
    calibration_error,
    reliability,
    revoked,
    sets_of,
)
from tests.accuracy.measure import Outcome
from tests.accuracy.task import Kind

HEAD = f"{'':28s} sets exact  ±1   MAE | prec  rec  split | form sets/unc/wrong  reps/unc/wrong  group | height mae bias"


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    """Everything of these outcomes."""
    told: list[str] = []
    with_sets = [o for o in outcomes if o.score.sets]
    if with_sets:
        told.append(HEAD)
        told.append(_row("all", with_sets))
        for key in ("exercise", "way", "quality", "mount", "rate_hz"):
            groups = by(with_sets, lambda o, key=key: str(getattr(o.task, key)))  # type: ignore[misc]
            if len(groups) > 1:
                told.extend(_row(name, groups[name]) for name in sorted(groups))
        sets = sets_of(with_sets)
        latency = Latency.of(sets)
        told.append("tick after the top   p5 {:+.2f} p50 {:+.2f} p95 {:+.2f} s".format(*latency.tick))
        told.append("count after 20 %     p5 {:+.2f} p50 {:+.2f} p95 {:+.2f} s".format(*latency.count))
        told.append(
            f"   told live alone   p95 {latency.live[2]:+.2f} s, found in hindsight {latency.silent:.1f} %"
        )
        rows = "  ".join(f"{said:.2f}:{true:.2f} ({n})" for said, true, n in reliability(sets))
        told.append(f"p_bent said:true (reps)  {rows}  mean distance {calibration_error(sets):.3f}")
    taken, ticks = revoked(outcomes)
    told.append(f"ticks revoked        {taken} of {ticks} = {100 * taken / max(ticks, 1):.1f} %")
    for kind in Kind:
        chosen = [o for o in outcomes if o.task.kind is kind]
        parts = by(chosen, lambda o: o.task.way) if kind is Kind.LYING else {kind.value: chosen}
        for name, some in parts.items():
            false = False_.of(some)
            if false.hours:
                told.append(
                    f"false, {name:14s}  {false.reps} (and {false.partials} partial) in {false.hours:.2f} h"
                    f" = {false.per_hour:.1f} an hour (95 % upper bound {false.upper:.1f})"
                )
        where = Counter(name for o in chosen for name in o.false_in)
        if where:
            told.append("    " + ", ".join(f"{name} {n}" for name, n in where.most_common(8)))
    missed = Counter(reason for o in outcomes for reason in o.why_missed)
    if missed:
        told.append("missed: " + ", ".join(f"{reason} {n}" for reason, n in missed.most_common(8)))
    return told


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    sets = sets_of(outcomes)
    c, f, h = Counting.of(sets), Calls.of(sets), Heights.of(sets)
    return (
        f"{name:28s} {c.sets:4d} {c.exact:5.1f} {c.within_one:5.1f} {c.mae:4.2f} |"
        f" {c.precision:5.1f} {c.recall:5.1f} {c.split:3.0f} |"
        f" {f.sets_right:5.1f} {f.sets_uncertain:4.1f} {f.sets_wrong:4.1f}   {f.reps_right:5.1f} {f.reps_uncertain:4.1f} {f.reps_wrong:4.1f}"
        f"   {f.group_right:5.1f} | {h.mae:.2f} {h.bias:+.2f}"
    )
