"""The golden vectors, decoded on the road of `soleus decode`, as a table: `python -m tests.drivers.vectors` prints it.

A vector of samples counts as exact if every value and stamp its source gives comes out to the last digit given there. The
others (answers, commands, pieces of frames, times without bytes) are held by the tests of each family.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from drivers.families import reader_for
from drivers.packet import Packet
from drivers.readings import Ints, Readings
from drivers.source import Setting
from tracker.samples import Floats

FOLDER = Path(__file__).parents[2].parent / "shared" / "vectors"
GRAVITY_MS2 = 9.80665
UNKNOWN = float("nan")

Vector = dict[str, Any]


def vectors(name: str) -> list[Vector]:
    """Of one file."""
    whole: list[Vector] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return whole


@dataclass(frozen=True)
class Decoded:
    """All samples of one vector, in the units of the sources; absent channels are empty."""

    acc_g: Floats
    gyr_dps: Floats
    t_s: Floats
    counter: Ints

    @property
    def acc_ms2(self) -> Floats:
        """In the units of Movesense."""
        return self.acc_g * GRAVITY_MS2


def decoded(family: str, settings: Mapping[str, Setting], data: bytes) -> Decoded:
    """One notification, as a log of it alone."""
    reader = reader_for(family, settings)
    readings = [*reader.read(Packet(UNKNOWN, "data", data)), *reader.finish()]
    return Decoded(
        _whole(readings, "acc_ms2") / GRAVITY_MS2,
        np.degrees(_whole(readings, "gyr_rads")),
        np.concatenate([one.t_s for one in readings]) if readings else np.zeros(0),
        np.concatenate(
            [np.zeros(0, np.int64), *(one.counter for one in readings if one.counter is not None)]
        ),
    )


def _whole(readings: list[Readings], name: str) -> Floats:
    return np.vstack(
        [np.zeros((0, 3)), *(part for one in readings if (part := getattr(one, name)) is not None)]
    )


def movesense(vector: Vector) -> bool | None:
    """Floats as the maker's own tool prints them; payloads without an accelerometer or gyroscope are none of ours."""
    expected, resource = vector["expected"], vector["settings"]["resource"]
    wanted = {
        name: [[row[axis] for axis in "xyz"] for row in expected[name]]
        for name in ("ArrayAcc", "ArrayGyro")
        if name in expected
    }
    if not wanted:
        return None
    got = decoded("movesense", {"resource": resource}, b"\x02\x63" + bytes.fromhex(vector["bytes_hex"]))
    return (
        _same(got.acc_ms2, wanted.get("ArrayAcc"), 1e-14)
        and _same(got.gyr_dps, wanted.get("ArrayGyro"), 1e-14)
        and got.t_s[0] == expected["Timestamp"] / 1000
    )


def witmotion(vector: Vector) -> bool | None:
    """Captures of 16 of 20 bytes hold all but the angles, and count with zeros for those."""
    data, expected = bytes.fromhex(vector["bytes_hex"]), vector["expected"]
    if "acc_g" in expected:
        got = decoded("witmotion", {"rate_hz": 20}, data)
        at_s = (
            (np.datetime64(expected["chip_time"]) - np.datetime64("2000-01-01"))
            / np.timedelta64(1, "ms")
            / 1000
        )
        return (
            _same(got.acc_g, [expected["acc_g"]])
            and _same(got.gyr_dps, [expected["gyro_dps"]])
            and got.t_s[0] == at_s
        )
    if not vector["what"].startswith("REAL capture"):
        return None
    got, raw = decoded("witmotion", {}, data + bytes(4)), np.frombuffer(data[2:14], "<i2")
    return _same(got.acc_g, [raw[:3] / 2048]) and _same(got.gyr_dps, [raw[3:] / 32768 * 2000])


def polar(vector: Vector) -> bool | None:
    """Whole frames; figures and captures whose text was cut off within a frame are refused, and none of these."""
    expected = vector["expected"]
    if (
        not {"samples_mG", "samples_dps", "sample0_mG"} & expected.keys()
        or vector["settings"].get("factor") != 1.0
    ):
        return None
    got = decoded("polar", {"factor": 1.0}, bytes.fromhex(vector["bytes_hex"]))
    mg = got.acc_g * 1000
    stamp_ns = expected.get(
        "last_sample_timestamp_ns", expected.get("timestamp_ns", (expected.get("timestamps_ns") or [0])[-1])
    )
    return (
        ("samples_mG" not in expected or _same(mg, expected["samples_mG"]))
        and ("samples_dps" not in expected or _same(got.gyr_dps, expected["samples_dps"]))
        and all(
            _same(mg[k : k + 1], [expected[f"sample{k}_mG"]]) for k in (0, 1) if f"sample{k}_mG" in expected
        )
        and len(got.t_s) == expected.get("n_samples", len(got.t_s))
        and got.t_s[-1] == stamp_ns / 1e9
    )


def metawear(vector: Vector) -> bool | None:
    """Rotation to the bits of the maker's 32-bit floats, acceleration to the thousandth its tests print."""
    data, expected, of = vector["bytes_hex"], vector["expected"], vector["settings"]
    if "count" in expected:
        got = decoded("metawear", {"stamp": "count"}, bytes.fromhex(data))
        return bool(got.counter.tolist() == [expected["count"]])
    settings = {name: of[name] for name in ("acc_range_g", "gyro_range_dps") if name in of}
    if "acc_g" in expected:
        return _same(
            decoded("metawear", settings, bytes.fromhex(data)).acc_g,
            expected["acc_g"],
            atol=expected["tolerance"],
        )
    if "gyro_dps" not in expected:
        return None
    dps = decoded("metawear", settings, bytes.fromhex(data)).gyr_dps
    there = np.rint(dps * of["lsb_per_dps"]).astype(np.float32) / np.float32(of["lsb_per_dps"])
    bits = [[f"{value:08x}" for value in row] for row in there.view(np.uint32).tolist()]
    return _same(dps, expected["gyro_dps"], atol=1e-6, rtol=2e-7) and bool(bits == expected["float32_bits"])


def xsens_dot(vector: Vector) -> bool | None:
    """No capture of the payload mode used here is known."""
    return None


def _same(got: Floats, wanted: object, rtol: float = 1e-12, atol: float = 1e-12) -> bool:
    if wanted is None:
        return len(got) == 0
    of = np.asarray(wanted, dtype=np.float64)
    return got.shape == of.shape and bool(np.allclose(got, of, rtol=rtol, atol=atol))


FILES: Mapping[str, tuple[str, Callable[[Vector], bool | None]]] = {
    "Movesense": ("movesense", movesense),
    "WitMotion BLE5": ("witmotion", witmotion),
    "Polar Verity Sense": ("polar", polar),
    "MetaWear": ("metawear", metawear),
    "Movella DOT": ("xsens_dot", xsens_dot),
}


def table() -> list[str]:
    """Lines of Markdown: per family its vectors, those of samples, and how many of these are exact."""
    lines = ["| family | vectors | of samples | exact |", "|---|---|---|---|"]
    for title, (name, check) in FILES.items():
        of = vectors(name)
        checked = [result for result in map(check, of) if result is not None]
        lines.append(f"| {title} | {len(of)} | {len(checked)} | {sum(checked)} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
