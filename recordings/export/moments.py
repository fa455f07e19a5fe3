"""From the sensor's clock to the time of day.

A repetition is timed by its sensor, whose clock began when the sensor was switched on, not when the session did. The
session's first sample says what that clock stood at as the session began. Only the recording holds it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from drivers.families import decoder_for
from drivers.packet import Packet
from recordings.entries import from_line
from recordings.logged import LoggedSession
from tracker.errors import SoleusError


def first_sample_s(session: LoggedSession) -> float | None:
    """The sensor's clock at the session's first sample; None where no recording can tell any more."""
    if session.recording is None:
        return None
    sensor = session.header.sensor
    try:
        decoder = decoder_for(sensor.family, sensor.settings)
        with session.recording.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if not line.startswith('["p"'):
                    continue
                try:
                    entry = from_line(line)
                except ValueError:  # a damaged line is left out, as the reader of recordings does
                    continue
                if isinstance(entry, Packet) and len(samples := decoder.feed(entry)):
                    return float(samples.t_s[0])
    except (OSError, ValueError, SoleusError):
        return None
    return None


def moment(session: LoggedSession, first_s: float | None, t_s: float) -> datetime | None:
    """The time of day of `t_s` on the sensor's clock, in the session's own offset; None where it is not known."""
    if first_s is None:
        return None
    try:
        return session.header.started_at + timedelta(seconds=t_s - first_s)
    except (OverflowError, ValueError):
        return None
