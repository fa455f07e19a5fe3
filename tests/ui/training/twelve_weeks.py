"""Twelve simulated weeks of heavy slow resistance: a made-up person does what the plan asks for on that day, skips
some, hurts some, and on five days asks what is due. Nothing here is drawn by chance, and no real leg is behind it.

`uv run python -m tests.ui.training.twelve_weeks` prints docs/twelve-weeks.md.
"""

from __future__ import annotations

from datetime import date, timedelta

from recordings.plans import read_plan
from tracker.setup import Exercise, Form, Legs
from tracker.training.adherence import adherence
from tracker.training.catalogue.entry import Slug
from tracker.training.course import Course, Wording
from tracker.training.done import Done
from tracker.training.pain import Answer, PainNote, When, Zones
from tracker.training.today import Due, today_of
from ui.training_lines import today_lines

FIRST = date(2026, 3, 2)
DAYS = 12 * 7
ASKED = {
    0: "the first day",
    7: "a week without pain behind",
    23: "two days after pain of 7",
    35: "a week of pain between 3 and 4 behind",
    81: "the last day of training",
}
SKIPPED = {25, 37, 39, 65}
"""Training days on which nothing was done, counted from the first day."""
PAIN = {
    14: (2, 2, 1),
    16: (3, 2, 1),
    18: (3, 3, 2),
    21: (7, 5, 3),
    23: (3, 3, 2),
    28: (3, 3, 2),
    30: (4, 3, 2),
    32: (3, 3, 2),
}
"""During, after and next morning; every other training day is (1, 1, 0)."""
UNANSWERED = {44}
"""Training days whose next morning was never told."""
WRONG_KNEE_EVERY = 9


def history() -> tuple[Course, list[Done], list[PainNote]]:
    """All that was done and told, day by day, at the dose and in the place the plan named on that very day."""
    course = Course(FIRST, (Wording(FIRST, read_plan("heavy-slow-resistance")),))
    done: list[Done] = []
    notes: list[PainNote] = []
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        today = today_of(course, day, done, notes)
        if not today.due or number in SKIPPED:
            continue
        for due in today.due:
            slug = due.step.slug
            if (
                today.advice.answer is Answer.SWAP
            ):  # the first in the list, the same without its weight included
                slug = due.instead[0].entry.slug
            done += [_set(slug, due, day, k) for k in range(due.sets_asked)]
        scores = PAIN.get(number, (1, 1, 0))
        notes += [
            PainNote(day, when, score)
            for when, score in zip(When, scores, strict=True)
            if when is not When.MORNING or number not in UNANSWERED
        ]
    return course, done, notes


def _set(slug: Slug, due: Due, day: date, number: int) -> Done:
    if not isinstance(slug, Exercise):
        return Done(day, slug, span_s=60.0)
    reps = (due.dose.reps or 0) - (number == due.sets_asked - 1)
    wrong = reps // WRONG_KNEE_EVERY
    bent = reps - wrong if slug.expected_form is Form.BENT else wrong
    return Done(
        day, slug, reps, 5.6 * reps, span_s=6.5 * reps, bent=bent, straight=reps - bent, legs=Legs.BOTH
    )


def said_on(number: int) -> list[str]:
    """What `soleus plan today` prints on that day, before anything is done on it."""
    course, done, notes = history()
    day = FIRST + timedelta(days=number)
    before = [one for one in done if one.day < day]
    told = [note for note in notes if note.day < day]
    today = today_of(course, day, before, told)
    return today_lines(today, course, Zones(), adherence(course, day, before, told))


def page() -> str:
    """The page in docs."""
    course, done, notes = history()
    lines = [
        "# Twelve weeks of a plan, simulated",
        "",
        "A made-up person follows the plan `heavy-slow-resistance` from 2026-03-02. No real leg is behind these figures;",
        "they show what the rules say. The page is made by `uv run python -m tests.ui.training.twelve_weeks`, and a test",
        "holds it to what the program prints.",
        "",
        "## Pain log and sets done",
        "",
        "| day | sets | pain during, after, next morning |",
        "|---|---|---|",
    ]
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        if not course.plan.on(day.weekday()):
            continue
        sets = sum(one.day == day for one in done)
        told = [next((n.score for n in notes if (n.day, n.when) == (day, when)), None) for when in When]
        words = ", ".join("not told" if one is None else str(one) for one in told) if sets else ""
        lines.append(f"| {day:%a} {day} | {sets or 'none'} | {words} |")
    lines += ["", "## What the tool said on five days"]
    for number, what in ASKED.items():
        lines += ["", f"### {FIRST + timedelta(days=number)}, {what}", "", "```text", *said_on(number), "```"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
