"""How sets and repetitions are told: what is known by now in place of what was told in the same moment, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

from tracker.events import Event, Repetition, RepMeasured, SetEnded
from tracker.sets import OpenSet


def called_as(rep: Repetition, other: Repetition) -> Repetition:
    """With the form of another."""
    return replace(rep, form=other.form, p_bent=other.p_bent, knee_flexion_deg=other.knee_flexion_deg)


def tell_measured(now: float, opened: OpenSet, rep: Repetition, out: list[Event]) -> None:
    """What is known of it by now; if it was measured in this moment already, in place of that."""
    place = len(out)
    while place and out[place - 1].t_s >= now:
        place -= 1
        told = out[place]
        if isinstance(told, RepMeasured) and told.rep.rep_id == rep.rep_id:
            del out[place]
            break
    out.append(RepMeasured(now, opened.index, opened.put(rep)))


def sum_up(now: float, opened: OpenSet, out: list[Event]) -> None:
    """The summary of a set that is over, unless it is as it was told."""
    if opened.over is None:
        return
    reason, call, declared = opened.over
    summary = opened.summary(call, declared)
    if summary != opened.summed:
        opened.summed = summary
        out.append(SetEnded(now, reason, summary))
