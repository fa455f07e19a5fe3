"""What happened in a set, in its order: repetitions, full and partial, and what a person corrected by hand."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.events import CountCorrected, HoldEnded, Repetition
from tracker.ledger import Ledger, SetRecord, is_top_of

Happening = Repetition | CountCorrected


def in_order(record: SetRecord, ledger: Ledger) -> list[Happening]:
    """Repetitions by their end, corrections by the moment they were made."""
    found: list[tuple[float, Happening]] = [(rep.end_s, rep) for rep in (*record.reps, *record.partials)]
    found += [(one.t_s, one) for one in ledger.corrections if one.set_index == record.index]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def held_s(rep: Repetition, holds: Sequence[HoldEnded]) -> float | None:
    """How long the heel was held at the top of it; None where that was no hold."""
    return next((hold.end_s - hold.start_s for hold in holds if is_top_of(hold, rep)), None)


def span_s(record: SetRecord) -> tuple[float, float]:
    """From its start to its end; to its last repetition where it was cut off."""
    last_s = max((rep.end_s for rep in (*record.reps, *record.partials)), default=record.start_s)
    return record.start_s, last_s if record.end_s is None else record.end_s
