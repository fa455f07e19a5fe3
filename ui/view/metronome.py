"""A metronome to see and hear: up on one beat, down on the next, as heel-rise tests are done.

The beat of heel-rise tests is 60 a minute for 30 rises (Hebert-Losier 2022); the tempo is that of rises.
"""

from __future__ import annotations

from dataclasses import dataclass

USUAL_PER_MIN = 30.0
SLOWEST_PER_MIN, FASTEST_PER_MIN = 4.0, 120.0
BAR = 12  # characters


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment of it: which half, how much of it has passed, and the number of halves before it."""

    up: bool
    share: float
    number: int
    per_min: float


@dataclass(frozen=True, slots=True)
class Metronome:
    """Runs since `since_s` on the session's clock."""

    since_s: float
    per_min: float = USUAL_PER_MIN

    def at(self, now_s: float) -> Beat:
        """Where it is."""
        halves = max(0.0, now_s - self.since_s) * self.per_min / 30.0
        number = int(halves)
        return Beat(number % 2 == 0, halves - number, number, self.per_min)


def beat_words(beat: Beat) -> str:
    """As in "▲ up    ━━━━━━──────  30 /min": told by word, glyph and place, the bar growing through the half."""
    full = round(beat.share * BAR)
    bar = "━" * full + "─" * (BAR - full)
    return f"{'▲ up  ' if beat.up else '▼ down'}  {bar}  {beat.per_min:g} /min"
