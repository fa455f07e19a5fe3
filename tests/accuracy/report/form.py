"""Knee form: confusion, reliability of its probabilities, what each cue adds."""

from __future__ import annotations

from collections.abc import Sequence

from tests.accuracy.figures import Calls, Knees, calibration_error, reliability, sets_of
from tests.accuracy.report.charts import reliability_chart
from tests.accuracy.report.markdown import number, pct, picture, table
from tests.accuracy.report.outcomes import LABELS, Outcomes
from tests.accuracy.scoring import SetScore
from tests.accuracy.task import Kind

HEAD = (
    "", "sets", "right", "uncertain", "wrong", "reps right", "uncertain", "wrong", "group right", "not found",
)  # fmt: skip


def chapter(outcomes: Outcomes, pictures: dict[str, str]) -> list[str]:
    """Tables; a picture goes into `pictures` by its file name."""
    lines = ["### Nothing declared, no calibration", ""]
    lines += table(HEAD, _by_exercise(outcomes, Kind.SETS))
    lines += ["### After a calibration, sensor on any side, face and edge", ""]
    refused = sum(not o.calibrated for o in outcomes.of(Kind.CALIBRATED))
    lines += table(HEAD, _by_exercise(outcomes, Kind.CALIBRATED))
    lines += [
        f"The calibration was refused, three times over, in {refused} of {len(outcomes.of(Kind.CALIBRATED))}; these sets count with the others.",
        "",
    ]
    lines += ["### With a second sensor on the thigh, both put on any way", ""]
    lines += table(HEAD, _by_exercise(outcomes, Kind.TWO_SENSORS))
    lines += ["Knee flexion of repetitions, found less true:", "", *_knees(outcomes)]
    sets = outcomes.sets(Kind.SETS)
    rows = [(number(said), number(true), str(n)) for said, true, n in reliability(sets)]
    pictures["reliability.svg"] = reliability_chart(reliability(sets))
    lines += [
        "### Are the probabilities true?",
        "",
        "Of the repetitions for which a probability of bent was said, the share that was bent. On average the two are"
        f" {calibration_error(sets):.3f} apart.",
        "",
        *table(("said", "true", "repetitions"), rows),
        picture("reliability.svg", "Said against true probability of a bent knee"),
        "",
        "### What each cue adds",
        "",
        "The same sets judged again, one cue left out at a time; what is lost is its worth. Declared exercises: a"
        " right one helps, a wrong one must not decide.",
        "",
        *_ablation(outcomes),
    ]
    return lines


def _by_exercise(outcomes: Outcomes, kind: Kind) -> list[tuple[str, ...]]:
    sets = outcomes.sets(kind)
    names = sorted({s.exercise for s in sets})
    return [
        _row("all", sets),
        *(_row(LABELS[name], outcomes.sets(kind, name)) for name in names),
        *(_row(f"sensor {q}", outcomes.sets(kind, quality=q)) for q in ("good", "typical", "bad")),
    ]


def _knees(outcomes: Outcomes) -> list[str]:
    rows = []
    for name, kind in (
        ("two sensors", Kind.TWO_SENSORS),
        ("one sensor, calibrated", Kind.CALIBRATED),
        ("one sensor", Kind.SETS),
    ):
        k = Knees.of(outcomes.sets(kind))
        rows.append(
            (
                name,
                pct(k.told),
                number(k.rmse, 1, "deg"),
                number(k.half, 1, "deg"),
                number(k.bias, 1, "deg", signed=True),
            )
        )
    return table(("", "told, of repetitions", "root mean square", "half of them within", "mean"), rows)


def _ablation(outcomes: Outcomes) -> list[str]:
    told = [o for o in outcomes.of(Kind.SETS) if o.variants]
    names = list(told[0].variants) if told else []
    rows = [_row("all cues", sets_of(told))]
    rows += [_row(name, [s for o in told for s in o.variants[name]]) for name in names]
    return table(HEAD, rows)


def _row(name: str, sets: Sequence[SetScore]) -> tuple[str, ...]:
    c = Calls.of(sets)
    return (
        name,
        str(len(sets)),
        pct(c.sets_right),
        pct(c.sets_uncertain),
        pct(c.sets_wrong),
        pct(c.reps_right),
        pct(c.reps_uncertain),
        pct(c.reps_wrong),
        pct(c.group_right),
        str(c.missed),
    )
