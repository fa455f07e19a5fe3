"""Pain on a scale of 0 to 10 during training, after it and the next morning, and what it says about the next time.

| zone | default | rule |
|---|---|---|
| safe | 0 to 2 | more may be asked for |
| acceptable | 3 to 5 | go on as it is, no more |
| high | 6 to 10 | something lighter in its place |

That pain up to 5 is allowed during and after training, must have settled by the next morning and must not rise from
week to week is the pain-monitoring model, as others retell it. The line at 2 is commonly taught. Soleus's own choices:
"settled" is back in the safe zone; unsettled twice running is a reason to swap; a rise is a point or more in the mean
of a week's worst values (a person tells whole points); after a week without training nothing is made of old pain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.events import MOST_PAIN
from tracker.training.sources import OWN, PAIN_MODEL, TAUGHT, Source

WEEK = timedelta(days=7)
RISE = 1.0
LEAST_DAYS = 2  # with pain noted in each of two weeks, before they are compared: one day is no trend


class When(StrEnum):
    """Which pain of a training day."""

    DURING = "during"
    AFTER = "after"
    MORNING = "next-morning"

    @property
    def words(self) -> str:
        """For a sentence."""
        return {"during": "during training", "after": "after training"}.get(self.value, "the next morning")

    def of(self, day: date) -> str:
        """As in "during training on 2026-03-02"."""
        return f"the morning after {day}" if self is When.MORNING else f"{self.words} on {day}"


@dataclass(frozen=True, slots=True)
class Zones:
    """The upper ends of the safe and the acceptable zone; ValueError where they are none."""

    safe_to: int = 2
    acceptable_to: int = 5

    def __post_init__(self) -> None:
        if not 0 <= self.safe_to <= self.acceptable_to < MOST_PAIN:
            raise ValueError(f"zones go up: 0 <= safe_to <= acceptable_to < {MOST_PAIN}")

    def name(self, score: int) -> str:
        """The zone of a score."""
        return "safe" if score <= self.safe_to else "acceptable" if score <= self.acceptable_to else "high"


@dataclass(frozen=True, slots=True)
class PainNote:
    """One answer. `day`: the training day it speaks of, also for the morning after it. ValueError off the scale."""

    day: date
    when: When
    score: int

    def __post_init__(self) -> None:
        if not 0 <= self.score <= MOST_PAIN:
            raise ValueError(f"pain is 0 to {MOST_PAIN}")


class Answer(StrEnum):
    """What the rule says about the next time."""

    HOLD = "hold"
    PROGRESS = "progress"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Advice:
    """The answer, the sentence why, and where that rule comes from. `judged`: there was enough to judge by; where
    there was not, a plan goes by its calendar."""

    answer: Answer
    why: str
    source: Source
    judged: bool = True


def advise(
    notes: Iterable[PainNote], trained: Iterable[date], today: date, zones: Zones | None = None
) -> Advice:
    """What the pain so far says about the next training. `trained`: the days on which anything was done; a day for
    which pain was told is one too, for it may have gone without a sensor."""
    zone = zones or Zones()
    known = [note for note in notes if note.day <= today]
    days = _days(known, trained, today)
    if not days:
        return Advice(Answer.HOLD, "nothing was trained yet: begin as it is written", OWN, judged=False)
    last = days[-1]
    if today - last > WEEK:
        return Advice(
            Answer.HOLD, f"last trained {last}, over a week ago: begin where you stopped", OWN, judged=False
        )
    swap = _too_much(known, days, zone)
    if swap is not None:
        return swap
    return _no_more(known, last, today, zone) or Advice(
        Answer.PROGRESS,
        f"pain of {last} stayed within 0 to {zone.safe_to} and had settled by the next morning",
        TAUGHT if zone == Zones() else OWN,
    )


def _too_much(known: Sequence[PainNote], days: Sequence[date], zone: Zones) -> Advice | None:
    """Reasons for something lighter."""
    last = days[-1]
    for when in When:
        worst = worst_of(known, last, when)
        if worst is not None and worst > zone.acceptable_to:
            return Advice(
                Answer.SWAP,
                f"pain {worst} of 10 {when.of(last)}, above {zone.acceptable_to}",
                PAIN_MODEL,
            )
    mornings = [worst_of(known, day, When.MORNING) for day in days[-2:]]
    if len(mornings) == 2 and all(one is not None and one > zone.safe_to for one in mornings):
        return Advice(
            Answer.SWAP,
            f"pain had not settled to {zone.safe_to} by the next morning, two training days running",
            OWN,
        )
    return None


def _no_more(known: Sequence[PainNote], last: date, today: date, zone: Zones) -> Advice | None:
    """Reasons to leave it as it is."""
    morning = worst_of(known, last, When.MORNING)
    if morning is not None and morning > zone.safe_to:
        return Advice(
            Answer.HOLD, f"pain {morning} of 10 the morning after {last}: it had not settled", PAIN_MODEL
        )
    this, before = _mean(known, today - WEEK, today), _mean(known, today - 2 * WEEK, today - WEEK)
    if this is not None and before is not None and this - before >= RISE:
        return Advice(
            Answer.HOLD, f"pain rises: {this:.1f} this week, {before:.1f} the week before", PAIN_MODEL
        )
    scores = [note.score for note in known if note.day == last and note.when is not When.MORNING]
    if scores and max(scores) > zone.safe_to:
        words = f"pain {max(scores)} of 10 on {last}: acceptable, and no reason for more"
        return Advice(Answer.HOLD, words, PAIN_MODEL)
    if not scores and morning is None:
        return Advice(Answer.HOLD, f"no pain was noted for {last}, 0 neither", OWN, judged=False)
    if morning is None:
        wait = "tomorrow morning will tell" if today == last else "the morning after was not answered"
        return Advice(Answer.HOLD, f"pain of {last} is known, {wait}", PAIN_MODEL, judged=False)
    if not scores:
        return Advice(Answer.HOLD, f"pain of {last} is known for the morning after only", OWN, judged=False)
    return None


def worst_of(notes: Iterable[PainNote], day: date, when: When) -> int | None:
    """The worst answer of that kind for that training day, None without one."""
    return max((note.score for note in notes if note.day == day and note.when is when), default=None)


def _mean(notes: Sequence[PainNote], after: date, to: date) -> float | None:
    """Of the worst values of each day in that week; None where it has too few."""
    worst: dict[date, int] = {}
    for note in notes:
        if after < note.day <= to:
            worst[note.day] = max(worst.get(note.day, 0), note.score)
    return sum(worst.values()) / len(worst) if len(worst) >= LEAST_DAYS else None


def morning_to_ask(notes: Iterable[PainNote], trained: Iterable[date], today: date) -> date | None:
    """The last training day before today, within a week, whose next morning nobody has told; None where all is
    answered. Older mornings are not asked for: the rule makes nothing of them, and nobody remembers."""
    told = list(notes)
    days = [day for day in _days(told, trained, today) if day < today and today - day <= WEEK]
    if not days or worst_of(told, days[-1], When.MORNING) is not None:
        return None
    return days[-1]


def _days(notes: Iterable[PainNote], trained: Iterable[date], today: date) -> list[date]:
    """The training days up to today, in order."""
    return sorted(day for day in {*trained, *(note.day for note in notes)} if day <= today)
