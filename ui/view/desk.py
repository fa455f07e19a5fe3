"""Desk mode: minutes and cadence of soleus push-ups, from the sets of the ledger, which are its bouts."""

from __future__ import annotations

from tracker.ledger import Ledger, SetRecord
from tracker.setup import Exercise


def desk_s(ledger: Ledger) -> float:
    """Seconds of all bouts so far, each from its first repetition to its last."""
    return sum(_span_s(record) for record in _bouts(ledger))


def desk_words(ledger: Ledger, declared: Exercise | None) -> str | None:
    """As in "Desk: 12.5 min in 3 bouts, 51 a minute"; None where something else is done."""
    if declared is not Exercise.SOLEUS_PUSH_UP or not ledger.sets:
        return None
    seconds = desk_s(ledger)
    bouts = _bouts(ledger)
    tops = [sorted(rep.top_s for rep in (*record.reps, *record.partials)) for record in bouts]
    between_s = sum(one[-1] - one[0] for one in tops)
    pace = f", {60.0 * sum(len(one) - 1 for one in tops) / between_s:.0f} a minute" if between_s > 0.0 else ""
    return f"Desk: {seconds / 60.0:.1f} min in {len(bouts)} {'bout' if len(bouts) == 1 else 'bouts'}{pace}"


def _span_s(record: SetRecord) -> float:
    known = [reps for reps in (record.reps, record.partials) if reps]  # both in the order they came
    return max(reps[-1].end_s for reps in known) - min(reps[0].start_s for reps in known)


def _bouts(ledger: Ledger) -> list[SetRecord]:
    """Sets with a repetition; those done as another exercise, before it was swapped, are none."""
    return [
        record
        for record in ledger.sets
        if (record.reps or record.partials)
        and (record.summary is None or record.summary.declared is Exercise.SOLEUS_PUSH_UP)
    ]
