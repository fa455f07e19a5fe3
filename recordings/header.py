"""The first line of a recording: who, with which sensor, which leg, what for, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from drivers.source import SensorInfo
from tracker.errors import InputError, InputReason
from tracker.setup import Exercise, Legs, Setup, Side
from tracker.version import __version__

SCHEMA = "soleus.recording"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Header:
    """`started_at` carries its UTC offset. `calibration`: what the tracker was calibrated with, None without.
    `simulated` recordings come from the virtual athlete and stay out of every statistic."""

    sensor: SensorInfo
    started_at: datetime
    person: str | None = None
    side: Side | None = None
    legs: Legs | None = None
    load_kg: float | None = None
    declared: Exercise | None = None
    calibration: Mapping[str, float] | None = None
    simulated: bool = False
    soleus_version: str = field(default=__version__)

    @property
    def setup(self) -> Setup:
        """What the tracker is told beforehand."""
        return Setup(self.declared, self.side, self.legs)

    def to_dict(self) -> dict[str, Any]:
        """As the recording holds it."""
        sensor = self.sensor
        return {
            "schema": f"{SCHEMA}/{SCHEMA_VERSION}",
            "soleus_version": self.soleus_version,
            "started_at": self.started_at.isoformat(timespec="milliseconds"),
            "simulated": self.simulated,
            "sensor": {
                "family": sensor.family,
                "name": sensor.name,
                "address": sensor.address,
                "firmware": sensor.firmware,
                "battery_pct": sensor.battery_pct,
                "settings": dict(sensor.settings),
            },
            "person": self.person,
            "side": self.side,
            "legs": self.legs,
            "load_kg": self.load_kg,
            "declared": self.declared,
            "calibration": None if self.calibration is None else dict(self.calibration),
        }

    @staticmethod
    def from_dict(data: object, where: str) -> Header:
        """Back from the first line; InputError where it is no header or one of a newer schema."""
        if not isinstance(data, dict) or not str(data.get("schema", "")).startswith(SCHEMA + "/"):
            raise InputError(
                InputReason.WRONG_HEADER, f"{where}, line 1: not a soleus recording (no schema {SCHEMA}/1)"
            )
        version = str(data["schema"]).removeprefix(SCHEMA + "/")
        if version != str(SCHEMA_VERSION):
            raise InputError(
                InputReason.NEWER_SCHEMA,
                f"{where}: recording schema {version}, this soleus reads {SCHEMA_VERSION}: update soleus",
            )
        try:
            return _parse(data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(
                InputReason.WRONG_HEADER, f"{where}, line 1: damaged header ({type(error).__name__}: {error})"
            ) from error


def _parse(data: dict[str, Any]) -> Header:
    sensor = data["sensor"]
    started_at = datetime.fromisoformat(data["started_at"])
    if started_at.utcoffset() is None:
        raise ValueError("started_at without UTC offset")
    load, calibration = data.get("load_kg"), data.get("calibration")
    return Header(
        sensor=SensorInfo(
            family=str(sensor["family"]),
            name=str(sensor["name"]),
            address=str(sensor["address"]),
            firmware=sensor.get("firmware"),
            battery_pct=sensor.get("battery_pct"),
            settings=dict(sensor.get("settings") or {}),
        ),
        started_at=started_at,
        person=data.get("person"),
        side=Side(data["side"]) if data.get("side") else None,
        legs=Legs(data["legs"]) if data.get("legs") else None,
        load_kg=None if load is None else float(load),
        declared=Exercise(data["declared"]) if data.get("declared") else None,
        calibration=None if calibration is None else {str(k): float(v) for k, v in calibration.items()},
        simulated=bool(data.get("simulated", False)),
        soleus_version=str(data.get("soleus_version", "unknown")),
    )
