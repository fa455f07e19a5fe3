"""How sets were counted, by exercise and by condition, and by the counters of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from tests.accuracy.bounds import wilson
from tests.accuracy.figures import Calls, Counting, Heights, by, sets_of, share
from tests.accuracy.measure import Outcome
from tests.accuracy.report.markdown import number, pct, table
from tests.accuracy.report.outcomes import LABELS, Outcomes
from tests.accuracy.scoring import SetScore
from tests.accuracy.task import Kind

HEAD = ("", "sets", "exact (95 % interval)", "within one", "mean error", "precision", "recall", "in pieces")


def chapter(outcomes: Outcomes) -> list[str]:
    """Tables of the first simulator, of heel drops, of the second simulator, and of other counters."""
    sets = outcomes.of(Kind.SETS)
    lines = ["### By exercise", "", *table(HEAD, [_row("all", sets), *_rows(sets, "exercise")])]
    lines += ["### By condition", ""]
    conditions = [
        *_rows(sets, "quality"),
        *_rows(sets, "mount"),
        *_rows(sets, "rate_hz"),
        *_rows(sets, "way"),
    ]
    lines += table(HEAD, conditions)
    lines += [
        "Heel drops from a step (the heel goes below level, four sets in ten begin at the top):",
        "",
        *table(HEAD, _rows(outcomes.of(Kind.DROPS), "exercise")),
        _held(sets),
        "",
        "Why repetitions of the six exercises were missed, in the tracker's own words (`--explain`), of"
        f" {sum(len(o.why_missed) for o in sets)}:",
        "",
        *_reasons(sets),
    ]
    return lines


def second(outcomes: Outcomes) -> list[str]:
    """The same of the second simulator, read from CSV through `analyze --json`."""
    sets = outcomes.of(Kind.OTHER_SETS)
    head = (*HEAD, "form of sets right (uncertain)", "height, mean absolute (bias)")
    rows = []
    for name, some in [("all", sets), *_groups(sets, "exercise"), *_groups(sets, "quality")]:
        chosen = sets_of(some)
        calls, heights = Calls.of(chosen), Heights.of(chosen)
        rows.append(
            (
                *_row(name, some),
                f"{pct(calls.sets_right)} ({pct(calls.sets_uncertain)})",
                f"{number(heights.mae, 2)} ({number(heights.bias, 2, 'cm', signed=True)})",
            )
        )
    return table(head, rows)


def others(outcomes: Outcomes) -> list[str]:
    """What other counters make of the same recordings."""
    lines: list[str] = []
    names = list(next((o.others for o in outcomes.all if o.others), {}))
    rows = []
    for words, kind in (("virtual athlete", Kind.SETS), ("second simulator", Kind.OTHER_SETS)):
        told = [o for o in outcomes.of(kind) if o.others]
        rows.append((words, "soleus", *_counts([(s.true_reps, s.found_reps) for s in sets_of(told)])))
        rows += [
            (words, name, *_counts([pair for o in told for pair in o.others[name].sets])) for name in names
        ]
    lines += table(("sets of the", "counter", "sets", "exact", "within one", "mean error"), rows)
    idle: list[tuple[str, ...]] = []
    for words, kind in (
        ("everyday", Kind.EVERYDAY),
        ("at exercise-like pace", Kind.ADVERSARIAL),
        ("second simulator", Kind.OTHER_IDLE),
    ):
        told = [o for o in outcomes.of(kind) if o.others]
        hours = sum(o.score.idle_s for o in told) / 3600.0
        if hours:
            found = [
                sum(len(o.score.false_reps) for o in told),
                *(sum(o.others[n].false for o in told) for n in names),
            ]
            idle.append((words, f"{hours:.1f}", *(f"{count / hours:.0f}" for count in found)))
    lines += table(("counted per hour of", "hours", "soleus", *names), idle)
    return lines


def _held(outcomes: Sequence[Outcome]) -> str:
    holds = [o.holds for o in outcomes]
    true, found, matched = (sum(getattr(h, name) for h in holds) for name in ("true", "found", "matched"))
    starts = [abs(s) for h in holds for s in h.start_off_s]
    ends = [abs(s) for h in holds for s in h.end_off_s]
    off = (
        f" Their starts are off by {float(np.median(starts)):.1f} s, their ends by {float(np.median(ends)):.1f} s (medians)."
        if starts
        else ""
    )
    return f"Tops kept for 3 s or more, which are holds as well: {true} there were, {matched} of them were told, and {found - matched} more.{off}"


def _counts(pairs: Sequence[tuple[int, int]]) -> tuple[str, str, str, str]:
    n = len(pairs)
    off = [abs(a - b) for a, b in pairs]
    return (
        str(n),
        pct(share(sum(d == 0 for d in off), n)),
        pct(share(sum(d <= 1 for d in off), n)),
        f"{sum(off) / max(n, 1):.2f}",
    )


def _rows(outcomes: Sequence[Outcome], key: str) -> list[tuple[str, ...]]:
    return [_row(name, some) for name, some in _groups(outcomes, key)]


def _groups(outcomes: Sequence[Outcome], key: str) -> list[tuple[str, list[Outcome]]]:
    groups = by(outcomes, lambda o: _name(getattr(o.task, key)))
    order = sorted(groups, key=lambda name: (float(name.split()[0]) if name[0].isdigit() else 0.0, name))
    return [(name, groups[name]) for name in order]


def _name(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f} Hz"
    words = str(value)
    return {"good": "sensor good", "typical": "sensor typical", "bad": "sensor bad", "aligned": "strapped as in a drawing",
            "strapped": "any side, either end up", "any": "any side, face and edge"}.get(words, LABELS.get(words, words))  # fmt: skip


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    sets: list[SetScore] = sets_of(outcomes)
    c = Counting.of(sets)
    low, high = wilson(sum(s.off == 0 for s in sets), len(sets))
    return (
        name,
        str(c.sets),
        f"{pct(c.exact)} ({100 * low:.0f}-{100 * high:.0f})",
        pct(c.within_one),
        number(c.mae),
        pct(c.precision),
        pct(c.recall),
        pct(c.split),
    )


def _reasons(outcomes: Sequence[Outcome]) -> list[str]:
    reasons = Counter(reason for o in outcomes for reason in o.why_missed)
    return table(("reason", "repetitions"), [(name, str(n)) for name, n in reasons.most_common(10)])
