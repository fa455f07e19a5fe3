"""The order of a set's repetitions: that in which they were done, however late one was found, numbered from one, full and
partial ones apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.events import Repetition


def numbered(reps: Iterable[Repetition]) -> list[Repetition]:
    """These in their order, each with its number."""
    in_order = sorted(reps, key=lambda one: (one.start_s, one.rep_id))
    return [one if one.index == k else replace(one, index=k) for k, one in enumerate(in_order, start=1)]


def placed(
    rep: Repetition, reps: Iterable[Repetition], partials: Iterable[Repetition]
) -> tuple[list[Repetition], list[Repetition]]:
    """Full and partial ones, with `rep` among them in place of what was known of it."""
    full, partial = ([one for one in known if one.rep_id != rep.rep_id] for known in (reps, partials))
    (partial if rep.partial else full).append(rep)
    return numbered(full), numbered(partial)
