"""Results held against each other: both legs, knee straight with bent, now with earlier. Never across protocols.

| rule | source |
|---|---|
| symmetry is the leg of concern over the other (involved / uninvolved); left over right where neither is named | convention |
| 90 % and more is called symmetrical by convention; one such figure proves little: with 13.5 % of variation a test, two of them vary by 19 % | Byrne 2017 (CV), by calculation |
| height shows a deficit that repetitions hide: after a rupture 84 % in repetitions and 61 % in work at 6 months | Silbernagel 2010 |
| with the knee bent by 45 deg young people did 3 repetitions more than straight, on an incline | 56 people, Clin Biomech 2013 |
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.errors import InputError, InputReason
from tracker.setup import Legs, Side
from tracker.training.heelrise.noise import SEM_HEIGHT_CM, SEM_REPS, SEM_WORK_J, Change, mdc, published
from tracker.training.heelrise.result import Result

SYMMETRY_NOISE_PCT = 19
"""One standard deviation of a symmetry, an upper bound: sqrt(2) times the variation of one test."""


@dataclass(frozen=True, slots=True)
class Symmetry:
    """Limb symmetry indices in per cent; None where a leg has nothing to divide by."""

    over: Side
    total_height_pct: float | None
    best_height_pct: float | None
    reps_pct: float | None

    @property
    def words(self) -> str:
        """A line for people, the heights first."""
        named = (
            ("total height", self.total_height_pct),
            ("best height", self.best_height_pct),
            ("repetitions", self.reps_pct),
        )
        figures = ", ".join(f"{name} {value:.0f} %" for name, value in named if value is not None)
        under = Side.RIGHT if self.over is Side.LEFT else Side.LEFT
        return (
            f"Limb symmetry index, {self.over.value} over {under.value}: {figures or 'nothing to compare'}"
            f" (its standard deviation from test to test: up to {SYMMETRY_NOISE_PCT} %)"
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """One leg, knee straight and knee bent, as one result."""

    straight: Result
    bent: Result

    @property
    def words(self) -> str:
        """A line for people."""
        one, other = self.straight, self.bent
        return (
            f"Knee straight and bent, {one.side.value} leg: {one.reps} and {other.reps} repetitions,"
            f" {one.total_height_cm:.0f} and {other.total_height_cm:.0f} cm in all (56 young people did 3 more with the"
            " knee bent by 45 deg, Clin Biomech 2013; no norms exist for the bent knee)"
        )


def why_not(one: Result, other: Result, *, knee_apart: bool = False) -> str | None:
    """Why the two cannot be compared, None where they can: results of one protocol, done alike. `knee_apart`: but for
    the knee."""
    for result in (one, other):
        if not result.ended_by.is_result:
            return f"a test that was not finished ({result.ended_by.value}) is not compared"
        if result.legs is not Legs.BOTH and result.legs.value != result.side.value:
            return (
                f"in a test of the {result.side.value} leg the {result.legs.value} one is said to have worked:"
                " correct its side first"
            )
    keys = [result.protocol for result in (one, other)]
    if knee_apart:
        keys = [
            key.replace(f"knee {knee}", "knee")
            for key, knee in zip(keys, (one.knee, other.knee), strict=True)
        ]
    if keys[0] != keys[1]:
        return f"different protocols are never compared: {one.protocol} and {other.protocol}"
    if (one.legs is Legs.BOTH) != (other.legs is Legs.BOTH):
        return "a test on one leg is not compared with one on both"
    if (one.load_kg or 0.0) != (other.load_kg or 0.0):
        return f"the loads differ: {one.load_kg or 0.0:g} and {other.load_kg or 0.0:g} kg"
    return None


def symmetry(one: Result, other: Result, involved: Side | None = None) -> Symmetry:
    """Both legs of one test; `involved` is the leg of concern. InputError where both are of one leg, or
    of two legs working."""
    if one.side is other.side:
        raise _no(f"both results are of the {one.side.value} leg: symmetry needs one of each")
    _check(why_not(one, other))
    if one.legs is Legs.BOTH:
        raise _no("in a test on both legs one helps the other: it says nothing of their symmetry")
    over = involved or Side.LEFT
    top, bottom = (one, other) if one.side is over else (other, one)
    return Symmetry(
        over,
        _share(top.total_height_cm, bottom.total_height_cm),
        _share(top.best_height_cm or 0.0, bottom.best_height_cm or 0.0),
        _share(top.reps, bottom.reps),
    )


def pair(straight: Result, bent: Result) -> Pair:
    """The twin tests of one leg. InputError where they are not."""
    if straight.side is not bent.side:
        raise _no("knee straight and bent are compared on one leg, these are of two")
    _check(why_not(straight, bent, knee_apart=True))
    return Pair(straight, bent)


def changes(now: Result, then: Result) -> list[Change]:
    """What changed on one leg, each against the noise of this test where somebody has published it."""
    if now.side is not then.side:
        raise _no("a change is of one leg: these results are of two")
    _check(why_not(now, then))

    noise_known = published(now.slug, now.knee) and now.legs is not Legs.BOTH and not now.load_kg

    def change(figure: str, unit: str, after: float | None, before: float | None, sem: float) -> list[Change]:
        if after is None or before is None:
            return []
        return [Change(figure, unit, after, before, mdc(sem) if noise_known else None)]

    work = (
        (now.work_index_j, then.work_index_j)
        if now.mass_kg is not None and then.mass_kg is not None
        else (None, None)
    )
    return [
        *change("repetitions", "", now.reps, then.reps, SEM_REPS),
        *change("best height", "cm", now.best_height_cm, then.best_height_cm, SEM_HEIGHT_CM),
        *change("work index", "J", *work, SEM_WORK_J),
    ]


def _check(words: str | None) -> None:
    if words is not None:
        raise _no(words)


def _no(words: str) -> InputError:
    return InputError(InputReason.BAD_VALUE, words)


def _share(top: float, bottom: float) -> float | None:
    return 100.0 * top / bottom if bottom > 0.0 else None
