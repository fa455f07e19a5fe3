"""The currency of the house: a block of inertial samples, of any size, in SI units and the sensor's frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """A block of samples in order of time.

    `t_s` has shape (n,), seconds on the sensor's own clock, never falling; `acc_ms2` (n, 3) is specific
    force in m/s2, so 9.81 upward at rest; `gyr_rads` (n, 3) is angular rate in rad/s. Both in the sensor
    frame, right-handed. Values are finite: what was lost is simply absent, a jump in `t_s` is a gap. The tracker takes a sample that is not
    finite all the same for one that was lost.
    """

    t_s: Floats
    acc_ms2: Floats
    gyr_rads: Floats

    def __len__(self) -> int:
        return len(self.t_s)

    def __getitem__(self, part: slice) -> Samples:
        return Samples(self.t_s[part], self.acc_ms2[part], self.gyr_rads[part])

    def blocks(self, size: int) -> Iterator[Samples]:
        """The same samples in blocks of at most `size`."""
        for start in range(0, len(self), size):
            yield self[start : start + size]

    @staticmethod
    def empty() -> Samples:
        """A block of no samples."""
        return Samples(np.empty(0), np.empty((0, 3)), np.empty((0, 3)))

    @staticmethod
    def concat(blocks: Iterable[Samples]) -> Samples:
        """All blocks as one, in the order given."""
        whole = list(blocks)
        if not whole:
            return Samples.empty()
        return Samples(
            np.concatenate([b.t_s for b in whole]),
            np.concatenate([b.acc_ms2 for b in whole]),
            np.concatenate([b.gyr_rads for b in whole]),
        )
