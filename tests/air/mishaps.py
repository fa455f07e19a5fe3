"""What can happen to notifications between a device and who listens, each an air of its own (drivers.virtual.radio.Air).

Chances come from a seed, so a mishap is the same every time.
"""

from __future__ import annotations

import math
import random

from drivers.virtual.device import Sent
from drivers.virtual.playing import Clear
from drivers.virtual.radio import Arrived

SEED = 11


class Split(Clear):
    """A share of notifications comes in two pieces, cut anywhere."""

    def __init__(self, share: float = 1.0) -> None:
        self._share, self._chance = share, random.Random(SEED)

    def carry(self, sent: Sent) -> list[Arrived]:
        """The pieces, one behind the other."""
        if len(sent.data) < 2 or self._chance.random() >= self._share:
            return super().carry(sent)
        at = self._chance.randrange(1, len(sent.data))
        return [
            Arrived(sent.sent_s, sent.uuid, sent.data[:at]),
            Arrived(sent.sent_s + 0.0001, sent.uuid, sent.data[at:]),
        ]


class Merged(Clear):
    """A share of notifications waits for the next one and comes as one with it."""

    def __init__(self, share: float = 1.0) -> None:
        self._share, self._chance = share, random.Random(SEED)
        self._waits: Sent | None = None

    def carry(self, sent: Sent) -> list[Arrived]:
        """Nothing, or two in one."""
        before, self._waits = self._waits, None
        if before is not None and before.uuid == sent.uuid:
            return [Arrived(sent.sent_s, sent.uuid, before.data + sent.data)]
        held = [] if before is None else super().carry(before)
        if self._chance.random() < self._share:
            self._waits = sent
            return held
        return held + super().carry(sent)


class Doubled(Clear):
    """A share of notifications comes twice, one behind the other, as where two listeners share a callback."""

    def __init__(self, share: float = 0.3) -> None:
        self._share, self._chance = share, random.Random(SEED)

    def carry(self, sent: Sent) -> list[Arrived]:
        """It, and perhaps it again."""
        return super().carry(sent) * (2 if self._chance.random() < self._share else 1)


class Bursts(Clear):
    """All are held back and come together."""

    def __init__(self, every_s: float = 2.0) -> None:
        self._every_s = every_s

    def carry(self, sent: Sent) -> list[Arrived]:
        """At the end of its time."""
        return [Arrived(math.ceil(sent.sent_s / self._every_s) * self._every_s, sent.uuid, sent.data)]


class Lossy(Clear):
    """A share never comes, each for itself."""

    def __init__(self, share: float = 0.3) -> None:
        self._share, self._chance = share, random.Random(SEED)

    def carry(self, sent: Sent) -> list[Arrived]:
        """It, or nothing."""
        return [] if self._chance.random() < self._share else super().carry(sent)


class Garbage(Clear):
    """Between a share of notifications come bytes nobody sent. (Changed bits do not come: each packet of Bluetooth has
    24 bits of checksum.)"""

    def __init__(self, share: float = 0.05) -> None:
        self._share, self._chance = share, random.Random(SEED)

    def carry(self, sent: Sent) -> list[Arrived]:
        """It, perhaps in bad company."""
        came = super().carry(sent)
        if self._chance.random() < self._share:
            noise = self._chance.randbytes(self._chance.randrange(1, 60))
            came.append(Arrived(sent.sent_s, sent.uuid, noise))
        return came


class Silenced(Clear):
    """Nothing but answers to commands comes, of what is sent within some time."""

    def __init__(self, from_s: float = 0.0, to_s: float = math.inf) -> None:
        self._from_s, self._to_s = from_s, to_s

    def carry(self, sent: Sent) -> list[Arrived]:
        """Nothing then."""
        return super().carry(sent) if sent.answer or not self._from_s <= sent.sent_s < self._to_s else []
