"""One recording's truth against what was found in it.

| figure | how it is taken |
|---|---|
| count of a set | full repetitions whose top lies in it, a second of slack at both ends; parts of one set with a short break between them are one set |
| match | a repetition found belongs to the true one at whose top it lies, at most 0.5 s before or after; each at most once, full and partial alike |
| false | repetitions found outside of every set, full ones and partial ones apart |
| tick | `ticked_s` less the first moment the true heel was at 95 % of its height; early is negative |
| count | `counted_s` less the moment the true heel was down to 20 % of its height |
| near a gap | more than 0.1 s of signal missing from 0.6 s before the true top to 0.5 s after it, or about the low |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drivers.virtual.truth import Segment, TrueRep, Truth
from tests.accuracy.found import FoundRep, FoundSet
from tracker.samples import Floats

SLACK_S = 1.0
WINDOW_S = 0.5
BREAK_S = 40.0
"""The longest interruption a set of the recipes has; different sets of one exercise are further apart."""
HOLE_S = 0.1
HOLD_S = 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A true repetition and the one found; `gap` if signal was missing about its top or low."""

    true: TrueRep
    found: FoundRep
    gap: bool


@dataclass(frozen=True, slots=True)
class SetScore:
    """One true set. `missed` and `extra` are full or partial repetitions without a counterpart."""

    exercise: str
    start_s: float
    end_s: float
    true_reps: int
    found_reps: int
    true_partials: int
    found_partials: int
    pieces: int
    true_form: str
    form: str | None
    p_bent: float | None
    group_right: bool
    pairs: tuple[Pair, ...]
    missed: tuple[TrueRep, ...]
    extra: tuple[FoundRep, ...]

    @property
    def off(self) -> int:
        """Repetitions too many, or too few below 0."""
        return self.found_reps - self.true_reps


@dataclass(slots=True)
class Score:
    """A recording."""

    sets: list[SetScore] = field(default_factory=list)
    false_reps: list[FoundRep] = field(default_factory=list)
    false_partials: list[FoundRep] = field(default_factory=list)
    idle_s: float = 0.0
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Holds:
    """Tops kept for 3 s or more: how many there were, were told, were told of those there were, and by how much
    starts and ends of these are off (s)."""

    true: int = 0
    found: int = 0
    matched: int = 0
    start_off_s: tuple[float, ...] = ()
    end_off_s: tuple[float, ...] = ()


def score_holds(truth: Truth, found: Sequence[tuple[float, float]]) -> Holds:
    """`found` are (start_s, end_s). A hold told belongs to the true one it overlaps by half."""
    true = [(rep.top_s, 2.0 * rep.peak_s - rep.top_s) for rep in truth.reps]
    true = [(start, end) for start, end in true if end - start >= HOLD_S]
    pairs = []
    for start, end in true:
        for a, b in found:
            if min(b, end) - max(a, start) >= 0.5 * (end - start):
                pairs.append((a - start, b - end))
                break
    return Holds(len(true), len(found), len(pairs), tuple(a for a, _ in pairs), tuple(b for _, b in pairs))


def score(truth: Truth, found: Sequence[FoundSet], holes: Floats, duration_s: float) -> Score:
    """Compare."""
    result = Score(duration_s=duration_s)
    reps = [rep for one in found for rep in one.reps]
    partials = [rep for one in found for rep in one.partials]
    spans = []
    for parts in whole_sets(truth):
        begin, end = parts[0].start_s - SLACK_S, parts[-1].end_s + SLACK_S
        spans.append((begin, end))
        result.sets.append(_set(parts, truth, found, begin, end, holes))
    result.false_reps = [rep for rep in reps if not _in(rep, spans)]
    result.false_partials = [rep for rep in partials if not _in(rep, spans)]
    result.idle_s = max(0.0, duration_s - sum(end - begin for begin, end in spans))
    return result


def whole_sets(truth: Truth) -> list[list[Segment]]:
    """The stretches of each set: more than one where it was interrupted and went on."""
    sets: list[list[Segment]] = []
    for segment in truth.segments:
        if segment.exercise is None:
            continue
        last = sets[-1][-1] if sets else None
        goes_on = last is not None and last.exercise is segment.exercise
        if goes_on and last is not None and segment.start_s - last.end_s < BREAK_S:
            sets[-1].append(segment)
        else:
            sets.append([segment])
    return sets


def match(true: Sequence[TrueRep], found: Sequence[FoundRep]) -> list[tuple[TrueRep, FoundRep]]:
    """Pairs, nearest first: the top of the one found lies at the true top, give or take the window."""
    apart = []
    for i, rep in enumerate(true):
        last_s = 2.0 * rep.peak_s - rep.top_s  # the top lasts from top_s to here
        for j, one in enumerate(found):
            off = max(rep.top_s - one.peak_s, one.peak_s - last_s, 0.0)
            if off <= WINDOW_S:
                apart.append((off, abs(one.peak_s - rep.peak_s), i, j))
    left, right, pairs = set(range(len(true))), set(range(len(found))), []
    for _, _, i, j in sorted(apart):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return [(true[i], found[j]) for i, j in sorted(pairs)]


def _set(
    parts: Sequence[Segment],
    truth: Truth,
    found: Sequence[FoundSet],
    begin: float,
    end: float,
    holes: Floats,
) -> SetScore:
    first = parts[0]
    assert first.exercise is not None
    assert first.form is not None
    true = [rep for rep in truth.reps if any(p.start_s <= rep.peak_s <= p.end_s for p in parts)]
    inside = [rep for one in found for rep in (*one.reps, *one.partials) if begin <= rep.peak_s <= end]
    inside.sort(key=lambda rep: rep.peak_s)
    matched = match(true, inside)
    held_true, held_found = {id(t) for t, _ in matched}, {id(f) for _, f in matched}
    pieces = [one for one in found if any(begin <= rep.peak_s <= end for rep in one.reps)]
    main = max(pieces, key=lambda one: len(one.reps), default=None)
    return SetScore(
        exercise=first.exercise.value,
        start_s=first.start_s,
        end_s=parts[-1].end_s,
        true_reps=sum(not rep.partial for rep in true),
        found_reps=sum(not rep.partial for rep in inside),
        true_partials=sum(rep.partial for rep in true),
        found_partials=sum(rep.partial for rep in inside),
        pieces=len(pieces),
        true_form=first.form.value,
        form=main.form if main else None,
        p_bent=main.p_bent if main else None,
        group_right=main is not None and main.group == first.exercise.group.value,
        pairs=tuple(Pair(t, f, _near_gap(t, holes)) for t, f in matched),
        missed=tuple(rep for rep in true if id(rep) not in held_true),
        extra=tuple(rep for rep in inside if id(rep) not in held_found),
    )


def _near_gap(rep: TrueRep, holes: Floats) -> bool:
    """Whether a hole touches the top or the low of a repetition."""
    return any(
        end - start > HOLE_S and start < at + 0.5 and end > at - 0.6
        for start, end in holes
        for at in (rep.top_s, rep.low_s)
    )


def _in(rep: FoundRep, spans: Sequence[tuple[float, float]]) -> bool:
    return any(begin <= rep.peak_s <= end for begin, end in spans)
