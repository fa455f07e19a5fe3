"""What pain says about the next time: each rule with the source it names, and what is asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.training.pain import (
    Advice,
    Answer,
    PainNote,
    When,
    Zones,
    advise,
    morning_to_ask,
)
from tracker.training.sources import OWN, PAIN_MODEL, TAUGHT

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)


def noted(
    day: date, during: int | None = None, after: int | None = None, morning: int | None = None
) -> list[PainNote]:
    said = {When.DURING: during, When.AFTER: after, When.MORNING: morning}
    return [PainNote(day, when, score) for when, score in said.items() if score is not None]


def on_tuesday(*scores: int | None, zones: Zones | None = None) -> Advice:
    """Trained on Monday with that pain during, after and the next morning; asked on Tuesday."""
    return advise(noted(MONDAY, *scores), [MONDAY], TUESDAY, zones)


@pytest.mark.parametrize(
    ("scores", "answer", "source"),
    [
        ((0, 0, 0), Answer.PROGRESS, TAUGHT),
        ((2, 2, 2), Answer.PROGRESS, TAUGHT),
        ((3, 0, 0), Answer.HOLD, PAIN_MODEL),
        ((0, 5, 0), Answer.HOLD, PAIN_MODEL),
        ((0, 0, 3), Answer.HOLD, PAIN_MODEL),
        ((6, 0, 0), Answer.SWAP, PAIN_MODEL),
        ((0, 6, 0), Answer.SWAP, PAIN_MODEL),
        ((0, 0, 6), Answer.SWAP, PAIN_MODEL),
        ((1, 1, None), Answer.HOLD, PAIN_MODEL),
        ((None, None, None), Answer.HOLD, OWN),
        ((None, None, 0), Answer.HOLD, OWN),
    ],
)
def test_the_zones_of_the_pain_monitoring_model_decide(
    scores: tuple[int | None, ...], answer: Answer, source: object
) -> None:
    advice = on_tuesday(*scores)
    assert (advice.answer, advice.source) == (answer, source)


def test_why_names_the_number_the_day_and_the_limit() -> None:
    assert on_tuesday(7, 0, 0).why == "pain 7 of 10 during training on 2026-03-02, above 5"


def test_the_zones_can_be_set() -> None:
    assert on_tuesday(3, 3, 3, zones=Zones(3, 5)).answer is Answer.PROGRESS
    assert on_tuesday(5, 0, 0, zones=Zones(2, 4)).answer is Answer.SWAP


@pytest.mark.parametrize(("safe", "acceptable"), [(-1, 5), (5, 4), (2, 10)])
def test_zones_that_are_none_are_refused(safe: int, acceptable: int) -> None:
    with pytest.raises(ValueError, match="zones go up"):
        Zones(safe, acceptable)


@pytest.mark.parametrize("score", [-1, 11])
def test_pain_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        PainNote(MONDAY, When.DURING, score)


def test_pain_unsettled_on_two_mornings_running_is_a_reason_to_swap() -> None:
    notes = noted(MONDAY, 3, 3, 3) + noted(TUESDAY, 3, 3, 4)
    advice = advise(notes, [MONDAY, TUESDAY], TUESDAY + timedelta(days=1))
    assert (advice.answer, advice.source) == (Answer.SWAP, OWN)


def test_pain_that_rises_from_week_to_week_holds_though_each_day_is_safe() -> None:
    days = [MONDAY + timedelta(days=k) for k in (0, 2, 8, 10)]
    notes = [note for day, score in zip(days, (0, 1, 2, 2), strict=True) for note in noted(day, score, 0, 0)]
    advice = advise(notes, days, days[-1] + timedelta(days=1))
    assert (advice.answer, advice.source) == (Answer.HOLD, PAIN_MODEL)
    assert "2.0 this week, 0.5 the week before" in advice.why


def test_after_a_week_without_training_old_pain_says_nothing() -> None:
    advice = advise(noted(MONDAY, 9, 9, 9), [MONDAY], MONDAY + timedelta(days=8))
    assert advice.answer is Answer.HOLD
    assert "begin where you stopped" in advice.why


def test_before_the_first_training_there_is_nothing_to_judge() -> None:
    assert advise([], [], MONDAY).answer is Answer.HOLD


@given(
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from(When), st.integers(0, 10))),
    st.lists(st.integers(0, 20)),
)
def test_there_is_always_an_answer_and_what_comes_later_changes_none(
    said: list[tuple[int, When, int]], trained: list[int]
) -> None:
    notes = [PainNote(MONDAY + timedelta(days=k), when, score) for k, when, score in said]
    days = [MONDAY + timedelta(days=k) for k in trained]
    today = MONDAY + timedelta(days=10)
    until = [note for note in notes if note.day <= today]
    assert advise(notes, days, today) == advise(until, [day for day in days if day <= today], today)


@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10))
def test_more_pain_never_asks_for_more(during: int, after: int, morning: int) -> None:
    order = [Answer.SWAP, Answer.HOLD, Answer.PROGRESS]
    now = order.index(on_tuesday(during, after, morning).answer)
    for k in range(3):
        worse = [during, after, morning]
        worse[k] = min(10, worse[k] + 1)
        assert order.index(on_tuesday(*worse).answer) <= now


def test_a_morning_not_told_is_asked_for() -> None:
    assert morning_to_ask(noted(MONDAY, 1, 1), [MONDAY], TUESDAY) == MONDAY


@pytest.mark.parametrize(
    ("notes", "today"),
    [
        (noted(MONDAY, 1, 1, 0), TUESDAY),
        (noted(MONDAY, 1, 1), MONDAY),
        (noted(MONDAY, 1, 1), MONDAY + timedelta(days=8)),
    ],
    ids=["answered", "not yet morning", "too long ago"],
)
def test_nothing_is_asked_for_that(notes: list[PainNote], today: date) -> None:
    assert morning_to_ask(notes, [MONDAY], today) is None
