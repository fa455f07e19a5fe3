"""What one notification said, before two streams are joined: the layer under `drivers.packet.Decoder`.

A family has a `Reader`, bytes to readings; its decoder is made of it. Where every reading holds both
accelerometer and gyroscope, `SixAxis(reader)` is that decoder; where they come as two streams, the family
joins them on the device clock. `soleus decode` prints the readings themselves, of a reader that leaves out
nothing for having come twice or late: a log is shown as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from drivers.packet import Packet
from tracker.samples import Floats, Samples

Ints = NDArray[np.int64]


class Stream(StrEnum):
    """Which of a sensor's streams: both channels in one, or one alone."""

    IMU = "imu"
    ACC = "acc"
    GYR = "gyr"


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Samples of one stream in order of time: shapes and units as in `tracker.samples.Samples`.

    A channel the stream has not is None; `counter` (n,) is the sensor's own number of each sample, as sent, None
    where it sends none. All values are finite.
    """

    stream: Stream
    t_s: Floats
    acc_ms2: Floats | None = None
    gyr_rads: Floats | None = None
    counter: Ints | None = None

    def __len__(self) -> int:
        return len(self.t_s)


class Reader(Protocol):
    """Bytes to readings, pure and streaming: never raises on any bytes, invents nothing.

    One instance a connection-independent stream, as for a Decoder. `Packet.arrival_s` is nan where nobody
    knows it (a log without times); a sensor without a clock then gets its times from its rate alone.
    """

    @property
    def lost_samples(self) -> int:
        """Samples the device's clock or counter says are missing so far."""
        ...

    @property
    def rejected_packets(self) -> int:
        """Packets that were no valid data so far."""
        ...

    @property
    def fault(self) -> str | None:
        """What was wrong with the last packet rejected, in words; None while all is well."""
        ...

    def read(self, packet: Packet) -> list[Readings]:
        """What this packet completes, in the order sent; often nothing."""
        ...

    def finish(self) -> list[Readings]:
        """What still waited for more bytes and is whole without them: nothing more will come."""
        ...


class SixAxis:
    """The decoder of a reader whose every reading has both channels; see drivers.packet.Decoder."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def lost_samples(self) -> int:
        """Samples missing so far."""
        return self._reader.lost_samples

    @property
    def rejected_packets(self) -> int:
        """Packets that were no valid data so far."""
        return self._reader.rejected_packets

    @property
    def fault(self) -> str | None:
        """What was wrong with the last packet rejected."""
        return self._reader.fault

    def feed(self, packet: Packet) -> Samples:
        """The samples this packet completes."""
        return Samples.concat(
            Samples(one.t_s, one.acc_ms2, one.gyr_rads)
            for one in self._reader.read(packet)
            if one.acc_ms2 is not None and one.gyr_rads is not None
        )
