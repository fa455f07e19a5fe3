"""Drives a tracker through samples and hand controls, and picks from what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

import numpy as np

from tracker.controls import Control
from tracker.events import Event, RepCounted, Repetition, RepMeasured, RepPartial
from tracker.explain import Observer
from tracker.samples import Samples
from tracker.setup import Setup
from tracker.tracker import Tracker

Some = TypeVar("Some", bound=Event)


def told(
    samples: Samples,
    controls: Mapping[float, Control | tuple[Control, ...]] | None = None,
    setup: Setup | None = None,
    observer: Observer | None = None,
) -> list[Event]:
    """All events to the end of the stream; `controls` by the time in seconds at which they are given."""
    tracker = Tracker(setup, observer)
    orders = sorted((controls or {}).items())
    places = [int(np.searchsorted(samples.t_s, at_s)) for at_s, _ in orders]
    events: list[Event] = []
    for (a, b), order in zip(
        pairwise([0, *places, len(samples)]), [*(o for _, o in orders), ()], strict=True
    ):
        events += tracker.update(samples[a:b])
        for control in order if isinstance(order, tuple) else (order,):
            events += tracker.control(control)
    return events + tracker.finish()


def only(events: Iterable[Event], kind: type[Some]) -> list[Some]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def final(events: Iterable[Event]) -> list[Repetition]:
    """Full and partial repetitions with the figures told last, in the order they were counted."""
    known: dict[int, Repetition] = {}
    for event in events:
        if isinstance(event, RepCounted | RepPartial | RepMeasured):
            known[event.rep.rep_id] = event.rep
    return list(known.values())


def joined(*parts: Samples) -> Samples:
    """One after the other, without a pause between them."""
    shifted, at_s = [], 0.0
    for part in parts:
        step_s = float(part.t_s[1] - part.t_s[0])
        shifted.append(Samples(part.t_s - part.t_s[0] + at_s, part.acc_ms2, part.gyr_rads))
        at_s += float(part.t_s[-1] - part.t_s[0]) + step_s
    return Samples.concat(shifted)


def without(samples: Samples, from_s: float, to_s: float) -> Samples:
    """The samples of that stretch of time are lost."""
    lost = (samples.t_s >= from_s) & (samples.t_s < to_s)
    kept = np.logical_not(lost)
    return Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])
