"""Which simulated athletes may be looked at while constants are chosen, and which are kept for the report.

Athlete k is the k-th of either lot. The two lots share no seed, whatever k is. Only the report runs the second.
"""

from __future__ import annotations

from enum import StrEnum

LOT = 1_000_000
"""More athletes than a lot will ever have."""


class Lot(StrEnum):
    """Athletes one may tune on, and athletes of the report."""

    TUNING = "tuning"
    REPORT = "report"


def seed_of(lot: Lot, athlete: int) -> int:
    """The seed everything about an athlete is drawn from."""
    if not 0 <= athlete < LOT:
        raise ValueError(f"athletes are numbered from 0 to {LOT - 1}, not {athlete}")
    return athlete + (LOT if lot is Lot.TUNING else 2 * LOT)
