"""A sink that has a test refereed: prompts are said as they come, and the session ends with the test.

The session hands samples over before the events they led to; so time moves on only with the next block, and a beat is
not called missed while the news of its repetition is on its way.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers.source import LinkChange, SensorInfo
from tracker.events import Event
from tracker.samples import Samples
from tracker.training.heelrise.ending import Ended, Prompt
from tracker.training.heelrise.referee import Referee


class Refereed:
    """`tell` is given what the referee says; `over` is called once when the test has ended before the session did."""

    def __init__(
        self,
        referee: Referee,
        tell: Callable[[Prompt | Ended], None],
        over: Callable[[], None] = lambda: None,
    ) -> None:
        self.referee = referee
        self._tell = tell
        self._over = over
        self._now_s = 0.0

    def opened(self, info: SensorInfo) -> None:
        """Nothing to judge."""

    def link(self, change: LinkChange) -> None:
        """Judged by the gap it leaves."""

    def samples(self, samples: Samples) -> None:
        """What lies behind the last block is settled."""
        self._say(self.referee.update([], self._now_s))
        self._now_s = float(samples.t_s[-1])

    def events(self, events: list[Event]) -> None:
        """What the tracker says."""
        self._say(self.referee.update(events, events[-1].t_s if events else self._now_s))

    def finish(self) -> None:
        """Nothing more comes: a test that is not over by now was broken off. There is no session left to end."""
        self._over = lambda: None
        self._say(self.referee.update([], self._now_s))
        self._say(self.referee.break_off(self._now_s))

    def _say(self, said: list[Prompt | Ended]) -> None:
        for one in said:
            self._tell(one)
            if isinstance(one, Ended):
                self._over()
