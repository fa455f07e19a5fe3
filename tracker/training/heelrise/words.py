"""A result in plain lines, and what it may be held against: the same words on the screen, in plain mode and on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tracker.setup import Legs
from tracker.training.heelrise.compare import changes, pair, symmetry, why_not
from tracker.training.heelrise.norms import OF_ONE_LEG, Norm, Sex, norm_for
from tracker.training.heelrise.protocol import Knee, Protocol
from tracker.training.heelrise.result import Result

DISCLAIMER = "Figures of this leg on this day, for you and your therapist; no diagnosis."


def result_lines(result: Result) -> list[str]:
    """The figures."""
    reps = f"{result.reps} {'repetition' if result.reps == 1 else 'repetitions'}"
    legs = "both legs" if result.legs is Legs.BOTH else f"{result.side.value} leg"
    lines = [f"{result.title}, {legs}: {reps}, ended: {result.ended_by.value}"]
    if not result.ended_by.is_result:
        lines.append("This is no result of the test: it is kept, and not compared.")
    if result.best_height_cm is not None:
        loss = "" if result.height_loss_pct is None else f", height loss {result.height_loss_pct:.0f} %"
        lines.append(
            f"Height: best {result.best_height_cm:.1f} cm, {result.total_height_cm:.0f} cm in all{loss}"
        )
    if result.work_index_j is not None:
        lines.append(
            f"Work index {result.work_index_j:.0f} J (from heel height: 21-25 % more than the body's work, fair between"
            " legs; Andreasen 2021)"
        )
    if result.cadence_per_min is not None:
        kept = "" if result.beats_kept_share is None else f", {result.beats_kept_share:.0%} of the beats kept"
        lines.append(f"Cadence: {result.cadence_per_min:.0f} a minute{kept}")
    lines.append(f"Knee: straight {result.straight}, bent {result.bent}, uncertain {result.uncertain}")
    if result.faults:
        named = ", ".join(f"{fault.value} {n}" for fault, n in Counter(result.faults).items())
        lines.append(f"Not counted: {named}; prompts: {result.prompts}")
    return lines


def norm_line(result: Result, protocol: Protocol, age: int, sex: Sex) -> str:
    """The norm, or why there is none."""
    norm = norm_for(protocol, age, sex)
    if not isinstance(norm, Norm):
        return norm
    if result.legs is Legs.BOTH or result.load_kg:
        return OF_ONE_LEG
    return norm.words[:1].upper() + norm.words[1:]


def held_against(now: Result, others: Sequence[tuple[date, Result]]) -> list[str]:
    """What the same person's other tests make of this one: earlier on this leg, the other leg, the other knee, the
    newest of each that may be compared. `others`: with their days, the oldest first."""
    lines: list[str] = []
    newest = list(reversed(others))
    alike = [(day, one) for day, one in newest if why_not(now, one) is None]
    for day, then in [(day, one) for day, one in alike if one.side is now.side][:1]:
        lines.append(f"Against {day.isoformat()}, same leg:")
        lines += [f"  {change.words}" for change in changes(now, then)]
    for day, other in [
        (day, one) for day, one in alike if one.side is not now.side and now.legs is not Legs.BOTH
    ][:1]:
        lines.append(f"{symmetry(now, other).words}; the other leg's test is of {day.isoformat()}")
    twins = [
        one
        for _, one in newest
        if one.knee is not now.knee and one.side is now.side and why_not(now, one, knee_apart=True) is None
    ]
    for twin in twins[:1]:
        lines.append((pair(now, twin) if now.knee is Knee.STRAIGHT else pair(twin, now)).words)
    return lines
