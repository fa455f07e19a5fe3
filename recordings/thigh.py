"""The thigh's samples on their way into a tracker."""

from __future__ import annotations

from collections.abc import Callable

from tracker.events import Event
from tracker.samples import Samples
from tracker.tracker import Tracker


def thigh_of(tracker: Tracker) -> Callable[[Samples], list[Event]]:
    """Gives the tracker a thigh's samples, on the time axis of the shank's; what they decide."""
    return tracker.update_thigh
