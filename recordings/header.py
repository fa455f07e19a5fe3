"""The first line of a recording: who, with which sensor, which leg, what for, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from drivers.source import Place, Second, SensorInfo, Setting
from recordings.events_json import number
from tracker.calibration import Calibration
from tracker.errors import InputError, InputReason
from tracker.setup import Exercise, Legs, Setup, Side
from tracker.version import __version__

SCHEMA = "soleus.recording"
SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True)
class Header:
    """`started_at` carries its UTC offset: ValueError without. `calibration`: what the tracker was calibrated
    with, numbers by name, None without; `profile`: whose that was. `simulated` recordings come from the virtual
    athlete and stay out of every statistic. `soleus_version` is the version that wrote the recording. `second` is
    a second sensor worn at the same time, None without. `keeps_all`: no set was to be taken back (tracker.setup)."""

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
    profile: str | None = None
    second: Second | None = None
    keeps_all: bool = False

    def __post_init__(self) -> None:
        if self.started_at.utcoffset() is None:
            raise ValueError("started_at without UTC offset")

    @property
    def setup(self) -> Setup:
        """What the tracker is told beforehand."""
        return Setup(self.declared, self.side, self.legs, self._calibrated(), self.keeps_all)

    @property
    def both_legs(self) -> tuple[str, str] | None:
        """What the first leg and the other one are called; None where one leg is counted."""
        if self.second is None or self.second.place is not Place.OTHER_LEG:
            return None
        other = other_side(self.side)
        return (
            (self.side.value, other.value)
            if self.side is not None and other is not None
            else ("first", "other")
        )

    @property
    def other_setup(self) -> Setup:
        """What the tracker of the other leg is told."""
        return setup_across(self.setup)

    def _calibrated(self) -> Calibration | None:
        """The calibration that was used; None also where its numbers are those of another version."""
        if self.calibration is None:
            return None
        try:
            return Calibration.from_numbers(self.calibration)
        except (KeyError, ValueError):
            return None

    def to_dict(self) -> dict[str, Any]:
        """As the recording holds it."""
        second = self.second
        return {
            "schema": f"{SCHEMA}/{SCHEMA_VERSION}",
            "soleus_version": self.soleus_version,
            "started_at": self.started_at.isoformat(),
            "simulated": self.simulated,
            "sensor": _sensor_dict(self.sensor),
            "second": None if second is None else {"place": second.place, **_sensor_dict(second.sensor)},
            "person": self.person,
            "side": self.side,
            "legs": self.legs,
            "load_kg": self.load_kg,
            "declared": self.declared,
            "calibration": None if self.calibration is None else dict(self.calibration),
            "profile": self.profile,
            "keeps_all": self.keeps_all,
        }

    @staticmethod
    def from_dict(data: object, where: str) -> Header:
        """Back from the first line; InputError where it is no header or one of a newer schema."""
        schema = data.get("schema") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(schema, str) or not schema.startswith(SCHEMA + "/"):
            raise InputError(
                InputReason.WRONG_HEADER,
                f"{where}, line 1: not a soleus recording (no schema {SCHEMA}/{SCHEMA_VERSION})",
            )
        version = schema.removeprefix(SCHEMA + "/")
        if version.isascii() and version.isdigit() and int(version[:9]) > SCHEMA_VERSION:
            raise InputError(
                InputReason.NEWER_SCHEMA,
                f"{where}: written by a newer soleus (recording schema {version[:20]}, this one reads up to"
                f" {SCHEMA_VERSION}): update soleus",
            )
        try:
            if version not in map(str, range(1, SCHEMA_VERSION + 1)):
                raise ValueError("schema")
            for step in range(int(version), SCHEMA_VERSION):
                data = MIGRATIONS[step](data)
            return _parse(data)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise InputError(
                InputReason.WRONG_HEADER,
                f"{where}, line 1: damaged header of a recording ({_damage(error)})",
            ) from error


def _damage(error: Exception) -> str:
    """What is wrong with it, in our words; an enum's and a date's own say it well."""
    if isinstance(error, KeyError):
        return f'no "{error.args[0]}"'
    if isinstance(error, ValueError):
        return str(error)[:80]
    return "a value of the wrong kind"


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 knew one sensor."""
    return {**data, "second": None}


MIGRATIONS = {1: _from_1}
"""By the version each brings one further."""


def other_side(side: Side | None) -> Side | None:
    """The leg across."""
    if side is None:
        return None
    return Side.RIGHT if side is Side.LEFT else Side.LEFT


def setup_across(setup: Setup) -> Setup:
    """The other leg's; it has no calibration, which is of one sensor on one leg."""
    return Setup(setup.declared, other_side(setup.side), setup.legs, keeps_all=setup.keeps_all)


def _sensor_dict(sensor: SensorInfo) -> dict[str, Any]:
    return {
        "family": sensor.family,
        "name": sensor.name,
        "address": sensor.address,
        "firmware": sensor.firmware,
        "battery_pct": sensor.battery_pct,
        "settings": dict(sensor.settings),
    }


def _sensor(data: dict[str, Any]) -> SensorInfo:
    battery = data.get("battery_pct")
    return SensorInfo(
        family=_text(data["family"]),
        name=_text(data["name"]),
        address=_text(data["address"]),
        firmware=_text_or_none(data.get("firmware")),
        battery_pct=None if battery is None else int(number(battery)),
        settings={key: _setting(value) for key, value in (data.get("settings") or {}).items()},
    )


def _parse(data: dict[str, Any]) -> Header:
    load, calibration, second = data.get("load_kg"), data.get("calibration"), data.get("second")
    return Header(
        sensor=_sensor(data["sensor"]),
        started_at=datetime.fromisoformat(data["started_at"]),
        person=_text_or_none(data.get("person")),
        side=None if data.get("side") is None else Side(data["side"]),
        legs=None if data.get("legs") is None else Legs(data["legs"]),
        load_kg=None if load is None else number(load),
        declared=None if data.get("declared") is None else Exercise(data["declared"]),
        calibration=None if calibration is None else {key: number(v) for key, v in calibration.items()},
        profile=_text_or_none(data.get("profile")),
        simulated=data.get("simulated", False) is True,
        soleus_version=_text(data.get("soleus_version", "unknown")),
        second=None if second is None else Second(Place(second["place"]), _sensor(second)),
        keeps_all=data.get("keeps_all", False) is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _setting(value: object) -> Setting:
    return value if isinstance(value, str) or type(value) is int else number(value)
