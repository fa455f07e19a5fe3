"""All that the rules of training look at of one person, read from the logbook at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recordings.logbook import courses, doings, pains
from recordings.logbook.book import Logbook
from recordings.logbook.courses import CourseRow
from recordings.zones import own_zones
from tracker.training.catalogue.entry import Slug
from tracker.training.done import Done, last_done
from tracker.training.pain import Advice, PainNote, Zones, advise, morning_to_ask


@dataclass(frozen=True, slots=True)
class Trained:
    """`done` and `notes` in the order of their days; `running`: the plan that runs; `own`: the zones of pain.toml."""

    person: str | None
    done: tuple[Done, ...]
    notes: tuple[PainNote, ...]
    running: CourseRow | None
    own: Zones | None

    @property
    def zones(self) -> Zones:
        """Those of the plan, else the person's own, else the usual ones."""
        return (self.running.course.plan.zones if self.running is not None else None) or self.own or Zones()

    @property
    def days(self) -> list[date]:
        """The days on which anything was done."""
        return sorted({one.day for one in self.done})

    @property
    def last_done(self) -> dict[Slug, date]:
        """The day each exercise was done last."""
        return last_done(self.done)

    def advice(self, today: date) -> Advice:
        """What pain says about the next time."""
        return advise(self.notes, self.days, today, self.zones)

    def morning_to_ask(self, today: date) -> date | None:
        """The training day whose next morning nobody has told."""
        return morning_to_ask(self.notes, self.days, today)


def trained(book: Logbook, root: Path, person: str | None) -> Trained:
    """Of that person; nobody named is one too."""
    with book.reading() as connection:
        return Trained(
            person,
            tuple(doings.done(connection, person)),
            tuple(pains.notes(connection, person)),
            courses.running(connection, person),
            own_zones(root),
        )
