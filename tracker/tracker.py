"""The door of the tracker: samples and controls in, events out."""

from __future__ import annotations

from tracker.controls import Control
from tracker.events import Event
from tracker.explain import Observer
from tracker.samples import Samples
from tracker.setup import Setup


class Tracker:
    """Streaming repetition tracker; any cutting of the same samples into blocks gives the same events."""

    def __init__(self, setup: Setup | None = None, observer: Observer | None = None) -> None:
        self._setup = setup or Setup()
        self._observer = observer

    def update(self, samples: Samples) -> list[Event]:
        """The events decided by these samples."""
        return []

    def control(self, control: Control) -> list[Event]:
        """The events of a control given after the last sample pushed."""
        return []

    def finish(self) -> list[Event]:
        """The events that the end of the stream decides: the last repetition and set are closed."""
        return []
