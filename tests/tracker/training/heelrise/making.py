"""Tests as the tracker would tell them: repetitions on a beat, with whatever is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.events import Event, RepCounted, Repetition, RepPartial, RepTopped
from tracker.setup import Form
from tracker.training.heelrise.ending import Ended, Prompt
from tracker.training.heelrise.referee import Referee

BEAT_S = 2.0
DECIDED_S = 0.9  # after the top: down and counted
P_BENT = {Form.BENT: 0.95, Form.STRAIGHT: 0.05, Form.UNCERTAIN: 0.5}


def repetition(
    number: int, top_s: float, form: Form = Form.STRAIGHT, height_cm: float = 8.0, *, partial: bool = False
) -> Repetition:
    """One repetition whose top is at `top_s`."""
    return Repetition(
        rep_id=number,
        index=number,
        partial=partial,
        start_s=top_s - 0.7,
        top_s=top_s,
        peak_s=top_s + 0.1,
        end_s=top_s + 0.9,
        up_duration_s=0.7,
        top_duration_s=0.2,
        down_duration_s=0.7,
        height_cm=height_cm,
        height_error_cm=0.3,
        rotation_deg=2.0,
        form=form,
        p_bent=P_BENT[form],
        knee_flexion_deg=None,
        ticked_s=top_s,
        counted_s=top_s + DECIDED_S,
    )


def called(rep: Repetition, form: Form, p_bent: float | None = None) -> Repetition:
    """The same with another form, of which the tracker is sure unless it says how likely it is."""
    return replace(rep, form=form, p_bent=P_BENT[form] if p_bent is None else p_bent)


def counted(rep: Repetition) -> Event:
    """The event that counts it."""
    return (RepPartial if rep.partial else RepCounted)(rep.top_s + DECIDED_S, 1, rep)


def told(reps: Iterable[Repetition]) -> list[Event]:
    """All that is said of them: the tick and the count of each."""
    return [
        event
        for rep in reps
        for event in (RepTopped(rep.top_s + 0.1, rep.rep_id, rep.top_s, rep.height_cm), counted(rep))
    ]


def steady(n: int, first_s: float = 5.0, beat_s: float = BEAT_S) -> list[Repetition]:
    """Faultless ones on the beat."""
    return [repetition(k + 1, first_s + k * beat_s) for k in range(n)]


def renumbered(reps: Iterable[Repetition]) -> list[Repetition]:
    """In order, with numbers of their own."""
    return [replace(rep, rep_id=k, index=k) for k, rep in enumerate(reps, start=1)]


def follow(referee: Referee, events: Iterable[Event], until_s: float) -> list[Prompt | Ended]:
    """What the referee says to them one by one, the time going on to `until_s`."""
    said = []
    for event in events:
        said += referee.update([event], event.t_s)
    return said + referee.update([], until_s)
