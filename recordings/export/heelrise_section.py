"""The heel-rise tests taken in a session: each result as it was told, and what it may be held against."""

from __future__ import annotations

from recordings.export.markup import Markup, join, tag
from recordings.logged import LoggedSession, SessionTest
from tracker.setup import Legs
from tracker.training.heelrise.norms import NO_NORMS, OF_ONE_LEG, SOURCE
from tracker.training.heelrise.protocol import HEEL_RISE, Knee
from tracker.training.heelrise.result import Result
from tracker.training.heelrise.words import DISCLAIMER, held_against, result_lines


def heelrise_section(session: LoggedSession) -> Markup:
    """Empty where none was taken."""
    if not session.tests:
        return Markup("")
    return join(
        tag("h2", "Heel-rise tests" if len(session.tests) > 1 else "Heel-rise test"),
        *(_section(one) for one in session.tests),
        tag("p", DISCLAIMER),
    )


def _section(one: SessionTest) -> Markup:
    result = one.result
    against = held_against(result, one.earlier)
    lines = [
        *result_lines(result),
        f"Protocol: {result.protocol}.",
        *(against or ["Held against: no earlier test of this person may be compared with it."]),
        _norms(result),
    ]
    return tag("section", *(tag("p", line.strip()) for line in lines))


def _norms(result: Result) -> str:
    if result.slug == HEEL_RISE and result.knee is Knee.STRAIGHT:
        if result.legs is Legs.BOTH or result.load_kg:
            return OF_ONE_LEG
        return f"Norms of this test go by age and sex, which the logbook does not hold; they are of {SOURCE}."
    return NO_NORMS
