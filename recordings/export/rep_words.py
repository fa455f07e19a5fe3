"""Repetitions in words: each by itself, a strip of them, and what was done by hand."""

from __future__ import annotations

from collections.abc import Sequence

from recordings.export.happened import Happening, held_s
from recordings.export.words import chance, figure, repetitions
from tracker.events import HoldEnded, Repetition
from tracker.setup import Form


def rep_words(rep: Repetition, holds: Sequence[HoldEnded]) -> str:
    """As in "Repetition 3: knee bent 97 %, 6.1 cm, up 1.2 s, top 0.4 s, down 2.1 s"."""
    hold_s = held_s(rep, holds)
    return (
        f"{'Partial' if rep.partial else 'Repetition'} {rep.index}: knee {rep.form.value}"
        f" {chance(rep.form, rep.p_bent)}, {figure(rep.height_cm, 1, 'cm')}, up {figure(rep.up_duration_s, 1, 's')},"
        f" top {figure(rep.top_duration_s, 1, 's')}, down {figure(rep.down_duration_s, 1, 's')}"
        + ("" if hold_s is None else f", held {figure(hold_s, 1, 's')}")
    )


def hand_words(one: Happening) -> str:
    """What was done by hand; nothing for a repetition."""
    if isinstance(one, Repetition):
        return ""
    return f"by hand {one.delta:+d}" if one.undone_rep_id is None else "undone by hand"


def strip_words(part: Sequence[Happening]) -> str:
    """A strip, or a part of it, for who does not see it."""
    reps = [one for one in part if isinstance(one, Repetition)]
    full = [rep for rep in reps if not rep.partial]
    forms = [rep.form for rep in full]
    said = [repetitions(len(full))]
    said += [f"{forms.count(form)} knee {form.value}" for form in Form if form in forms]
    if full:
        heights = [rep.height_cm for rep in full]
        said.append(f"height from {figure(min(heights), 1)} to {figure(max(heights), 1, 'cm')}")
    if len(reps) > len(full):
        said.append(f"{len(reps) - len(full)} partial")
    said += [hand_words(one) for one in part if not isinstance(one, Repetition)]
    return ", ".join(said)
