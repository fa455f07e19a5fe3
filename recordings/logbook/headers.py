"""A recording's header into the row of its session and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drivers.source import SensorInfo, Setting
from recordings.header import Header
from recordings.logbook.rows import Cell, cell
from tracker.setup import Exercise, Legs, Side


def header_row(header: Header) -> dict[str, Cell]:
    """Every column but the person's; ValueError where a number is none."""
    sensor = header.sensor
    return {
        "started_at": header.started_at.isoformat(),
        "simulated": header.simulated,
        "side": cell(header.side),
        "legs": cell(header.legs),
        "load_kg": None if header.load_kg is None else cell(float(header.load_kg)),
        "declared": cell(header.declared),
        "calibration": None if header.calibration is None else _json(header.calibration),
        "soleus_version": header.soleus_version,
        "sensor_family": sensor.family,
        "sensor_name": sensor.name,
        "sensor_address": sensor.address,
        "sensor_firmware": sensor.firmware,
        "sensor_battery_pct": sensor.battery_pct,
        "sensor_settings": _json(sensor.settings),
    }


def header_of(row: sqlite3.Row) -> Header:
    """The header again, from a row that has the person's name too; ValueError or TypeError where it is none."""
    calibration = row["calibration"]
    return Header(
        sensor=SensorInfo(
            family=row["sensor_family"],
            name=row["sensor_name"],
            address=row["sensor_address"],
            firmware=row["sensor_firmware"],
            battery_pct=row["sensor_battery_pct"],
            settings=dict(json.loads(row["sensor_settings"])),
        ),
        started_at=datetime.fromisoformat(row["started_at"]),
        person=row["person"],
        side=None if row["side"] is None else Side(row["side"]),
        legs=None if row["legs"] is None else Legs(row["legs"]),
        load_kg=row["load_kg"],
        declared=None if row["declared"] is None else Exercise(row["declared"]),
        calibration=None if calibration is None else dict(json.loads(calibration)),
        simulated=bool(row["simulated"]),
        soleus_version=row["soleus_version"],
    )


def person_id(connection: sqlite3.Connection, name: str | None) -> int | None:
    """The number of that person, new where they are."""
    if name is None:
        return None
    connection.execute("INSERT OR IGNORE INTO persons (name) VALUES (?)", (name,))
    (number,) = connection.execute("SELECT person_id FROM persons WHERE name = ?", (name,)).fetchone()
    return int(number)


def _json(values: Mapping[str, Setting] | Mapping[str, float]) -> str:
    plain: dict[str, Any] = dict(values)
    return json.dumps(plain, allow_nan=False)
