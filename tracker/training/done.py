"""What was done, as the rules see it: a set, or a stretch of time, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.setup import Exercise, Form, Legs
from tracker.training.catalogue.entry import Slug

DATA_DAYS = 30
"""Days with data are told over so many: a month, as reports of home training commonly take it."""


@dataclass(frozen=True, slots=True)
class Done:
    """One set, or one stretch of a timed exercise. `slug` is what was seen, not what was meant. `reps` holds
    corrections by hand; `tension_s`: the heel off its rest; `held_s`: held at the top; `span_s`: from the first
    repetition to the last, or by the clock. The forms are those of full repetitions. What is not known is None."""

    day: date
    slug: Slug
    reps: int = 0
    tension_s: float = 0.0
    held_s: float = 0.0
    span_s: float = 0.0
    bent: int = 0
    straight: int = 0
    uncertain: int = 0
    load_kg: float | None = None
    legs: Legs | None = None

    @property
    def as_asked(self) -> int:
        """Full repetitions with the knee form the exercise asks for."""
        if not isinstance(self.slug, Exercise):
            return 0
        return self.bent if self.slug.expected_form is Form.BENT else self.straight

    @property
    def formed(self) -> int:
        """Full repetitions whose form was looked at."""
        return self.bent + self.straight + self.uncertain


def last_done(done: Iterable[Done]) -> dict[Slug, date]:
    """The day each exercise was done last."""
    found: dict[Slug, date] = {}
    for one in done:
        found[one.slug] = max(found.get(one.slug, one.day), one.day)
    return found


def days_with_data(done: Iterable[Done], today: date) -> int:
    """Of the last 30 days, today among them, those on which anything was done."""
    first = today - timedelta(days=DATA_DAYS - 1)
    return len({one.day for one in done if first <= one.day <= today})
