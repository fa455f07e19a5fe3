"""What was counted where there was nothing to count, and in which movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.accuracy.bounds import poisson_upper
from tests.accuracy.figures import False_
from tests.accuracy.measure import Outcome
from tests.accuracy.report.markdown import table
from tests.accuracy.report.outcomes import Outcomes
from tests.accuracy.task import Kind

TAKEN_BACK = (
    "Counted is what stands when the recording is over. Taken back were sets of one or two that no others came near for"
    " 40 s (tracker/alone.py): until then they stood in the count.",
    "",
)


def chapter(outcomes: Outcomes) -> list[str]:
    """Rates with their bounds, then by movement."""
    lying = outcomes.of(Kind.LYING)
    groups = [
        ("everyday movement", outcomes.of(Kind.EVERYDAY)),
        ("everyday movement around sets", outcomes.of(Kind.SETS)),
        ("at exercise-like pace", outcomes.of(Kind.ADVERSARIAL)),
        ("second simulator", outcomes.of(Kind.OTHER_IDLE)),
        ("lying leg raises, mount known", [o for o in lying if o.task.way == "mount known" and o.calibrated]),
        ("lying leg raises, mount unknown", [o for o in lying if o.task.way == "mount unknown"]),
    ]
    rows = []
    for name, some in groups:
        false = False_.of(some)
        if false.hours:
            rows.append(
                (
                    name,
                    f"{false.hours:.2f}",
                    str(false.reps),
                    f"{false.per_hour:.1f}",
                    f"{false.upper:.1f}",
                    str(false.partials),
                    str(sum(o.taken_back for o in some)),
                )
            )
    head = (
        "",
        "hours",
        "counted",
        "an hour",
        "95 % upper bound",
        "partial ones besides",
        "taken back besides",
    )
    lines = [*table(head, rows), *TAKEN_BACK]
    lines += ["By movement, everyday and at exercise-like pace together:", ""]
    return lines + _by_movement(outcomes.of(Kind.EVERYDAY, Kind.ADVERSARIAL))


def _by_movement(outcomes: Sequence[Outcome]) -> list[str]:
    seconds: dict[str, float] = {}
    for outcome in outcomes:
        for name, length_s in outcome.seconds_in.items():
            seconds[name] = seconds.get(name, 0.0) + length_s
    false = Counter(name for outcome in outcomes for name in outcome.false_in)
    rest_s = sum(o.score.idle_s for o in outcomes) - sum(seconds.values())
    seconds["on the way between"] = max(rest_s, 1.0)
    rows = []
    for name in sorted(seconds, key=lambda name: -false[name] / seconds[name]):
        hours = seconds[name] / 3600.0
        rows.append(
            (
                name,
                f"{hours:.2f}",
                str(false[name]),
                f"{false[name] / hours:.1f}",
                f"{poisson_upper(false[name]) / hours:.1f}",
            )
        )
    return table(("movement", "hours", "counted", "an hour", "95 % upper bound"), rows)
