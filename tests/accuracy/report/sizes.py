"""Heights and latencies."""

from __future__ import annotations

from tests.accuracy.figures import Heights, Latency, pairs_of, share
from tests.accuracy.report.charts import agreement_chart, histogram
from tests.accuracy.report.markdown import number, pct, picture, table
from tests.accuracy.report.outcomes import LABELS, Outcomes
from tests.accuracy.task import Kind


def heights(outcomes: Outcomes, pictures: dict[str, str]) -> list[str]:
    """Errors by exercise and grade of sensor, and Bland and Altman's picture."""
    sets = outcomes.sets(Kind.SETS)
    parts = [("all", sets)]
    parts += [(LABELS[name], outcomes.sets(Kind.SETS, name)) for name in sorted({s.exercise for s in sets})]
    parts += [(f"sensor {q}", outcomes.sets(Kind.SETS, quality=q)) for q in ("good", "typical", "bad")]
    rows = []
    for name, some in parts:
        h = Heights.of(some)
        rows.append(
            (
                name,
                str(h.n),
                number(h.mae),
                number(h.bias, signed=True),
                f"{number(h.low, signed=True)} to {number(h.high, signed=True)}",
            )
        )
    h = Heights.of(sets)
    points = [
        (0.5 * (p.found.height_cm + p.true.height_cm), p.found.height_cm - p.true.height_cm)
        for p in pairs_of(sets)
    ]
    pictures["heights.svg"] = agreement_chart(points, h)
    head = ("cm", "repetitions", "mean absolute error", "bias", "95 % limits of agreement")
    return [
        *table(head, rows),
        picture("heights.svg", "Height found less true height, against their mean"),
        "",
    ]


def latencies(outcomes: Outcomes, pictures: dict[str, str]) -> list[str]:
    """Ticks and counts from single samples."""
    rows = []
    for name, quality in (
        ("all", None),
        ("sensor good", "good"),
        ("sensor typical", "typical"),
        ("sensor bad", "bad"),
    ):
        late = Latency.of(outcomes.sets(Kind.SETS, quality=quality))
        rows.append(
            (
                name,
                str(late.n),
                *(number(v, 2, signed=True) for v in (*late.tick, *late.count, late.live[2])),
                pct(late.silent),
            )
        )
    pairs = [p for p in pairs_of(outcomes.sets(Kind.SETS)) if not p.gap]
    ticks = [p.found.ticked_s - p.true.top_s for p in pairs if p.found.ticked_s is not None]
    counts = [p.found.counted_s - p.true.low_s for p in pairs if p.found.counted_s is not None]
    pictures["latency.svg"] = histogram(
        [("tick after the top", ticks), ("count after the heel is down to 20 %", counts)], (-0.6, 1.0), "s"
    )
    head = (
        "s",
        "repetitions",
        "tick p5",
        "p50",
        "p95",
        "count p5",
        "p50",
        "p95",
        "live alone p95",
        "in hindsight",
    )
    early = share(sum(t < -0.1 for t in ticks), len(ticks))
    return [
        *table(head, rows),
        "Counts told live have a tick before them; a repetition found in hindsight is told when the next",
        "one is counted, after 4 s without any, or at the end of the set. One found around a tick that was heard keeps",
        "it, and is among those told live here, however late.",
        "",
        f"{pct(early)} of the ticks come more than 0.1 s before the heel is at 95 % of its height.",
        "",
        picture("latency.svg", "Latencies of ticks and counts"),
        "",
    ]
