"""What a person is told of a link that stands: that it loses much, runs at another rate, or that its battery ends.

| constant | value | why |
|---|---|---|
| `MUCH_LOST` | 10 % | the tracker bridges a lost packet now and then; at a tenth, repetitions begin to be cut |
| `LITTLE_LOST` | 4 % | so a link at the border is not told of again and again |
| `OFF_RATE` | 15 % | clocks and sampling are off by a few per cent; the next rate a sensor has is a fifth away and more |
| `LOW_PCT` | 15 % | an hour or two of streaming, so the next session may not end |
| `LOOK_S` | 1 s | nothing here changes faster |
"""

from __future__ import annotations

from drivers.dialogue import SLOWEST_HZ
from drivers.linkstats import LinkFigures, LinkStats
from drivers.source import LinkChange, LinkState

MUCH_LOST = 0.10
LITTLE_LOST = 0.04
OFF_RATE = 0.15
LOW_PCT = 15
LOOK_S = 1.0

STANDS = (LinkState.STREAMING, LinkState.WEAK, LinkState.BACK)


class Remarks:
    """One sensor's, from its figures."""

    def __init__(self, name: str, stats: LinkStats, sensor: int = 0) -> None:
        self._name = name
        self._stats = stats
        self._sensor = sensor
        self._state = LinkState.CONNECTING
        self._losing = self._off_told = self._low_told = False
        self._looked_s = float("-inf")

    def changed(self, change: LinkChange) -> None:
        """The link itself said how it is."""
        self._state = change.state
        if change.state in (LinkState.LOST, LinkState.BACK):
            self._stats.restart()
            self._losing = False

    def look(self, now_s: float) -> list[LinkChange]:
        """What is to be told now; to be asked with every packet."""
        if now_s - self._looked_s < LOOK_S or self._state not in STANDS:
            return []
        self._looked_s = now_s
        figures = self._stats.figures()
        told = [self._loss(figures), self._rate(figures), self._battery(figures)]
        return [LinkChange(now_s, *words, self._sensor) for words in told if words is not None]

    def _loss(self, figures: LinkFigures) -> tuple[LinkState, str] | None:
        lately = figures.lost_lately
        if lately is None or self._losing == (lately > (LITTLE_LOST if self._losing else MUCH_LOST)):
            return None
        self._losing = not self._losing
        if not self._losing:
            return LinkState.STREAMING, f"{self._name} loses little again"
        return (
            LinkState.WEAK,
            f"{100 * lately:.0f} % of the samples of {self._name} are lost: bring it nearer to the computer, with no"
            " body between",
        )

    def _rate(self, figures: LinkFigures) -> tuple[LinkState, str] | None:
        nominal_hz, rate_hz = figures.nominal_hz, figures.rate_hz
        if self._off_told or nominal_hz is None or rate_hz is None:
            return None
        if abs(rate_hz / nominal_hz - 1.0) < OFF_RATE:
            return None
        self._off_told = True
        so = "it counts all the same" if rate_hz >= SLOWEST_HZ else "too slow to count by, so restart it"
        return self._now(), f"{self._name} runs at {rate_hz:.0f} Hz, {nominal_hz:.0f} were asked for; {so}"

    def _battery(self, figures: LinkFigures) -> tuple[LinkState, str] | None:
        battery_pct = figures.battery_pct
        if self._low_told or battery_pct is None or battery_pct > LOW_PCT:
            return None
        self._low_told = True
        return self._now(), f"battery of {self._name} at {battery_pct} %: charge it or change it before long"

    def _now(self) -> LinkState:
        return LinkState.WEAK if self._losing else LinkState.STREAMING
