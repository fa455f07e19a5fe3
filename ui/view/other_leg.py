"""The other leg on the screen of the first: its count, mentioned."""

from __future__ import annotations

from drivers.source import LinkChange, SensorInfo
from tracker.events import Event
from tracker.ledger import Ledger
from tracker.samples import Samples


class OtherLegView:
    """A sink of what is counted of the other leg, which is called `side`."""

    def __init__(self, side: str) -> None:
        self.ledger = Ledger()
        self._side = side

    def opened(self, info: SensorInfo) -> None:
        """Nothing to show."""

    def samples(self, samples: Samples) -> None:
        """Nothing to show."""

    def link(self, change: LinkChange) -> None:
        """The first leg's screen shows it."""

    def events(self, events: list[Event]) -> None:
        """Counted."""
        for event in events:
            self.ledger.add(event)

    @property
    def words(self) -> str:
        """As in "right 12"."""
        count = self.ledger.sets[-1].count if self.ledger.sets else 0
        return f"{self._side} {count}"
