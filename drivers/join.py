"""Two streams of one sensor, acceleration and rotation, on one clock, joined into samples of six axes.

Each has its own phase, often its own rate a little off the other's. Acceleration stays as measured, at its times; the
rotation is interpolated to them on the straight line between its two neighbours.

    both neighbours there                       a sample
    neighbours GAP times as far apart as usual  something is missing between: no sample, a gap stays a gap
    the later neighbour not here yet            it waits, until its own stream has gone on for `wait_s`

Nothing is guessed beyond the ends of a stream. A function of the two streams alone as long as neither is behind by
more than `wait_s`: however they are cut into packets, and whichever comes first, the samples are the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from statistics import median
from typing import Protocol

import numpy as np

from drivers.packet import Packet
from drivers.readings import Reader, Readings, Stream
from tracker.samples import Floats, Samples

WAIT_S = 5.0  # a frame may hold two seconds and a half, and the other stream's one too
GAP = 1.5  # one missing sample makes the distance of its neighbours twice the usual
LONGEST_S = 0.25  # no two neighbours are further apart, whatever is usual
RECENT = 9

Row = list[float]


class Join:
    """Streaming. `unpaired` counts accelerations, since both streams began, for which there was no rotation."""

    def __init__(self, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._acc: deque[tuple[float, Row]] = deque()  # that still wait
        self._gyr: deque[tuple[float, Row, bool]] = deque()  # whether there is a gap before
        self._acc_s = self._gyr_s = float("-inf")  # the newest of each
        self._distances_s: deque[float] = deque(maxlen=RECENT)
        self._began_s: float | None = None  # the first rotation
        self.unpaired = 0

    def feed(self, readings: Iterable[Readings]) -> Samples:
        """The samples that are complete with these; a reading not newer than its stream's last is left out."""
        done: list[tuple[float, Row, Row]] = []
        for one in readings:
            times: list[float] = one.t_s.tolist()
            if one.stream is Stream.ACC and one.acc_ms2 is not None:
                for time_s, row in zip(times, one.acc_ms2.tolist(), strict=True):
                    self._take_acc(time_s, row)
                    self._pair(done)
            elif one.stream is Stream.GYR and one.gyr_rads is not None:
                for time_s, row in zip(times, one.gyr_rads.tolist(), strict=True):
                    self._take_gyr(time_s, row)
                    self._pair(done)
        if not done:
            return Samples.empty()
        times_s, acc, gyr = zip(*done, strict=True)
        return Samples(_array(times_s), _array(acc), _array(gyr))

    def _take_acc(self, time_s: float, row: Row) -> None:
        if time_s > self._acc_s:
            self._acc_s = time_s
            self._acc.append((time_s, row))

    def _take_gyr(self, time_s: float, row: Row) -> None:
        if time_s <= self._gyr_s:
            return
        if self._began_s is None:
            self._began_s = time_s
        distance_s = time_s - self._gyr_s
        usual_s = median(self._distances_s) if len(self._distances_s) >= 3 else LONGEST_S
        gap = distance_s > min(GAP * usual_s, LONGEST_S)
        if self._gyr:
            self._distances_s.append(distance_s)
        self._gyr_s = time_s
        self._gyr.append((time_s, row, gap))

    def _pair(self, done: list[tuple[float, Row, Row]]) -> None:
        while self._acc:
            time_s, acc = self._acc[0]
            while len(self._gyr) >= 2 and self._gyr[1][0] <= time_s:
                self._gyr.popleft()
            if self._gyr_s < time_s:
                if self._acc_s - time_s <= self._wait_s:
                    return
                gyr = None
            else:
                gyr = self._at(time_s)
            self._acc.popleft()
            if gyr is not None:
                done.append((time_s, acc, gyr))
            elif self._began_s is None or time_s >= self._began_s:
                self.unpaired += 1
        while len(self._gyr) >= 2 and self._gyr_s - self._gyr[1][0] > self._wait_s:
            self._gyr.popleft()

    def _at(self, time_s: float) -> Row | None:
        """The rotation at a time that this stream has reached; None before its begin and in its gaps."""
        before_s, before, _ = self._gyr[0]
        if before_s == time_s:
            return before
        if before_s > time_s or self._gyr[1][2]:
            return None
        after_s, after, _ = self._gyr[1]
        share = (time_s - before_s) / (after_s - before_s)
        return [a + share * (b - a) for a, b in zip(before, after, strict=True)]


def _array(rows: Iterable[float] | Iterable[Row]) -> Floats:
    return np.array(rows, dtype=np.float64)


class TwoStreams(Reader, Protocol):
    """A reader that tells the loss of each stream."""

    def lost_of(self, stream: Stream) -> int:
        """Samples missing so far from one stream."""
        ...


class Joined:
    """The decoder of a reader of two streams; see drivers.packet.Decoder."""

    def __init__(self, reader: TwoStreams, wait_s: float = WAIT_S) -> None:
        self._reader = reader
        self._join = Join(wait_s)

    @property
    def lost_samples(self) -> int:
        """Samples of six axes missing so far: without acceleration, or without rotation."""
        return self._reader.lost_of(Stream.ACC) + self._join.unpaired

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
        return self._join.feed(self._reader.read(packet))
