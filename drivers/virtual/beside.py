"""A second virtual device on the same body: it lives through the same session as the first, from the same moment."""

from __future__ import annotations

from collections.abc import Callable

from drivers.virtual.device import Device
from drivers.virtual.playing import Playing
from drivers.virtual.radio import Air


class Beside(Playing):
    """Played beside another one, which is told to stream before: what either measures at one moment is of one pose.
    It may be of the same make, so it has an `address` of its own."""

    def __init__(self, device: Device, first: Playing, address: str, air: Air | None = None) -> None:
        super().__init__(device, first.pace, air)
        self._first = first
        self._address = address

    @property
    def address(self) -> str:
        """Where it is."""
        return self._address

    def connect(self, heard: Callable[[str, bytes], None], gone: Callable[[], None]) -> None:
        """A link; the session is already under way."""
        if self.started_s is None:
            self.started_s = self._first.started_s
        super().connect(heard, gone)
