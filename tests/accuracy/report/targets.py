"""The table of targets: what must be, what is aimed at, what was reached on all sensors and on bad ones alone."""

from __future__ import annotations

from dataclasses import dataclass

from tests.accuracy.bounds import poisson_upper
from tests.accuracy.figures import Calls, Counting, False_, Heights, Latency, revoked, share
from tests.accuracy.report.markdown import number, pct, table
from tests.accuracy.report.outcomes import BENT_STANDING, PLAINEST, SEATED_OR_STRAIGHT, Outcomes
from tests.accuracy.scoring import SetScore
from tests.accuracy.task import Kind

NAMED = (
    "walking", "stairs", "stairs-down", "sitting", "standing", "sit-to-stand", "squats", "running", "knee-extension",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Target:
    """One row: what is asked for, what was reached on all sensors and on bad ones, whether it is met."""

    what: str
    must: str
    aim: str
    told: str
    bad: str
    met: bool


def chapter(outcomes: Outcomes) -> list[str]:
    """The table."""
    targets = [
        _counting(outcomes, "sets counted exactly, all six exercises", (), 90.0, 97.0, 0),
        _counting(outcomes, "the same, seated and standing straight alone", PLAINEST, 95.0, 99.0, 0),
        _counting(outcomes, "sets within one", (), 98.0, 100.0, 1),
        _false(outcomes, "counted per hour of everyday movement", Kind.EVERYDAY, 3.0, "0"),
        _named(outcomes),
        _false(outcomes, "counted per hour at exercise-like pace", Kind.ADVERSARIAL, 10.0, "2"),
        _form(
            outcomes,
            "knee form, sets / reps: seated, bridge, standing straight",
            Kind.SETS,
            SEATED_OR_STRAIGHT,
            (92.0, 90.0),
            (97.0, 95.0),
        ),
        _form(
            outcomes,
            "the same: squat, lunge, standing bent",
            Kind.SETS,
            BENT_STANDING,
            (80.0, 78.0),
            (92.0, 90.0),
        ),
        _form(
            outcomes,
            "knee form with a calibrated mount, all",
            Kind.CALIBRATED,
            (),
            (97.0, 95.0),
            (99.0, 98.0),
        ),
        _form(
            outcomes,
            "knee form from two sensors, true flexion outside 17-27 deg",
            Kind.TWO_SENSORS,
            (),
            (99.0, 98.0),
            (100.0, 99.5),
        ),
        _heights(outcomes),
        _tick(outcomes),
        _count(outcomes),
        _revoked(outcomes),
        _group(outcomes),
    ]
    head = ("what", "must", "aim", "reached", "bad sensors alone", "")
    return table(
        head, [(t.what, t.must, t.aim, t.told, t.bad, "met" if t.met else "**short**") for t in targets]
    )


def _counting(
    outcomes: Outcomes, what: str, exercises: tuple[str, ...], must: float, aim: float, within: int
) -> _Target:
    def reached(sets: list[SetScore]) -> float:
        figures = Counting.of(sets)
        return figures.within_one if within else figures.exact

    value = reached(outcomes.sets(Kind.SETS, *exercises))
    bad = reached(outcomes.sets(Kind.SETS, *exercises, quality="bad"))
    return _Target(what, pct(must), pct(aim), pct(value), pct(bad), value >= must)


def _false(outcomes: Outcomes, what: str, kind: Kind, must: float, aim: str) -> _Target:
    false = False_.of(outcomes.of(kind))
    bad = False_.of([o for o in outcomes.of(kind) if o.task.quality.value == "bad"])
    told = f"{false.per_hour:.1f} (at most {false.upper:.1f}; {false.hours:.1f} h)"
    return _Target(
        what,
        f"{must:.0f}",
        aim,
        told,
        f"{bad.per_hour:.1f} (at most {bad.upper:.1f})",
        false.per_hour <= must,
    )


def _named(outcomes: Outcomes) -> _Target:
    """Of a day, the movements the target names, by the time spent in them; ways between them are left out."""

    def rate(quality: str | None) -> tuple[int, float]:
        chosen = [o for o in outcomes.of(Kind.EVERYDAY) if quality in (None, o.task.quality.value)]
        hours = sum(s for o in chosen for name, s in o.seconds_in.items() if name in NAMED) / 3600.0
        return sum(name in NAMED for o in chosen for name in o.false_in), max(hours, 1e-6)

    (false, hours), (bad, bad_hours) = rate(None), rate("bad")
    told = f"{false / hours:.1f} (at most {poisson_upper(false) / hours:.1f}; {hours:.1f} h)"
    worst = f"{bad / bad_hours:.1f} (at most {poisson_upper(bad) / bad_hours:.1f})"
    what = "the same, walking, stairs, sitting, standing, standing up, squats, running, knee extension alone"
    return _Target(what, "3", "0", told, worst, false / hours <= 3.0)


def _form(
    outcomes: Outcomes,
    what: str,
    kind: Kind,
    exercises: tuple[str, ...],
    must: tuple[float, float],
    aim: tuple[float, float],
) -> _Target:
    def calls_of(quality: str | None) -> Calls:
        sets = outcomes.sets(kind, *exercises, quality=quality)
        return Calls.of(_off_the_border(sets) if kind is Kind.TWO_SENSORS else sets)

    calls, bad = calls_of(None), calls_of("bad")

    def pair(a: float, b: float) -> str:
        return f"{pct(a)} / {pct(b)}"

    met = calls.sets_right >= must[0] and calls.reps_right >= must[1]
    if exercises == SEATED_OR_STRAIGHT:
        met = met and calls.sets_uncertain <= 10.0
    told = f"{pair(calls.sets_right, calls.reps_right)} (uncertain {pct(calls.sets_uncertain)})"
    return _Target(what, pair(*must), pair(*aim), told, pair(bad.sets_right, bad.reps_right), met)


def _off_the_border(sets: list[SetScore]) -> list[SetScore]:
    """Sets whose knee is told from nobody's 22 deg."""
    return [s for s in sets if s.pairs and not 17.0 <= s.pairs[0].true.knee_flexion_deg <= 27.0]


def _heights(outcomes: Outcomes) -> _Target:
    h, bad = Heights.of(outcomes.sets(Kind.SETS)), Heights.of(outcomes.sets(Kind.SETS, quality="bad"))
    return _Target(
        "height of the ankle's rise, mean absolute error / bias",
        "0.8 / 0.3 cm",
        "0.5 / 0.2 cm",
        f"{h.mae:.2f} / {h.bias:+.2f} cm",
        f"{bad.mae:.2f} / {bad.bias:+.2f} cm",
        h.mae <= 0.8 and abs(h.bias) <= 0.3,
    )


def _tick(outcomes: Outcomes) -> _Target:
    value = Latency.of(outcomes.sets(Kind.SETS)).tick[2]
    bad = Latency.of(outcomes.sets(Kind.SETS, quality="bad")).tick[2]
    return _Target(
        "tick after the top, p95",
        "0.3 s",
        "0.2 s",
        number(value, 2, "s", signed=True),
        number(bad, 2, "s", signed=True),
        value <= 0.3,
    )


def _count(outcomes: Outcomes) -> _Target:
    whole, bad = Latency.of(outcomes.sets(Kind.SETS)), Latency.of(outcomes.sets(Kind.SETS, quality="bad"))
    return _Target(
        "count after the heel is down to 20 %, p95",
        "0.3 s",
        "0.15 s",
        f"{number(whole.count[2], 2, 's', signed=True)}; without the {pct(whole.silent)} found in hindsight"
        f" {number(whole.live[2], 2, 's', signed=True)}",
        f"{number(bad.count[2], 2, 's', signed=True)}; {number(bad.live[2], 2, 's', signed=True)}",
        whole.count[2] <= 0.3,
    )


def _revoked(outcomes: Outcomes) -> _Target:
    back, ticks = revoked(outcomes.of(Kind.SETS))
    bad = revoked([o for o in outcomes.of(Kind.SETS) if o.task.quality.value == "bad"])
    return _Target(
        "ticks revoked (sets and what lies around them)",
        "3 %",
        "1 %",
        pct(share(back, ticks)),
        pct(share(*bad)),
        share(back, ticks) <= 3.0,
    )


def _group(outcomes: Outcomes) -> _Target:
    value = Calls.of(outcomes.sets(Kind.SETS)).group_right
    bad = Calls.of(outcomes.sets(Kind.SETS, quality="bad")).group_right
    return _Target(
        "exercise group named, nothing declared", "88 %", "95 %", pct(value), pct(bad), value >= 88.0
    )
