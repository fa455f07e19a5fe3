"""Which sets of several accounts are the same one: those that overlap in time, whatever their numbers."""

from __future__ import annotations

from recordings.export.happened import span_s
from recordings.logged import LoggedSession
from tracker.ledger import SetRecord

Told = tuple[SetRecord | None, ...]
"""One set as each account tells it, in their order; None where an account has none there."""


def sets_told(session: LoggedSession) -> list[Told]:
    """The sets in their order, each as every account tells it."""
    found: list[list[SetRecord | None]] = []
    for place, account in enumerate(session.accounts):
        for record in account.ledger.sets:
            same = next((told for told in found if told[place] is None and _meets(told, record)), None)
            if same is None:
                same = [None] * len(session.accounts)
                found.append(same)
            same[place] = record
    return [tuple(told) for told in sorted(found, key=_start_s)]


def _meets(told: list[SetRecord | None], record: SetRecord) -> bool:
    start_s, end_s = span_s(record)
    spans = [span_s(one) for one in told if one is not None]
    return any(start_s <= other_end_s and other_start_s <= end_s for other_start_s, other_end_s in spans)


def _start_s(told: list[SetRecord | None]) -> float:
    return min(record.start_s for record in told if record is not None)
