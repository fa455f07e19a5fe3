"""Files whose rows were stamped a packet at a time: their samples are spread out again, and that is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recordings.csv_imu import imu_csv
from recordings.load import Loaded, load
from recordings.packets import are_packed, spread
from tests.recordings.pieces import moving
from tracker.samples import Floats, Samples


def stamped(t_s: Floats, size: int, apart_s: float = 0.0, late_s: float = 0.0) -> Floats:
    """As they arrive: packets of `size`, each up to `late_s` late, its samples `apart_s` apart."""
    late = np.random.default_rng(1).uniform(0.0, late_s, len(t_s))
    times = t_s.copy()
    for first in range(0, len(t_s), size):
        last = min(first + size, len(t_s)) - 1
        places = np.arange(first, last + 1)
        times[places] = t_s[last] + late[last] + apart_s * (places - last)
    return np.maximum.accumulate(times)


def read(path: Path, t_s: Floats, samples: Samples | None = None) -> Loaded:
    samples = samples or moving()
    path.write_text(imu_csv_at(t_s, samples), encoding="ascii")
    return load(path)


def imu_csv_at(t_s: Floats, samples: Samples) -> str:
    """Rows may share a time: imu_csv() knows samples only, whose times differ."""
    head, *rows = imu_csv(samples).splitlines()
    timed = [",".join([repr(float(t)), *row.split(",")[1:]]) for t, row in zip(t_s, rows, strict=True)]
    return "\n".join([head, *timed]) + "\n"


@pytest.mark.parametrize("size", [2, 5, 10, 20])
@pytest.mark.parametrize("apart_s", [0.0, 0.0005])
def test_samples_of_a_packet_are_where_they_were_taken(size: int, apart_s: float, tmp_path: Path) -> None:
    true_s = moving().t_s
    loaded = read(tmp_path / "packed.csv", stamped(true_s, size, apart_s))
    assert loaded.samples is not None
    assert loaded.samples.t_s == pytest.approx(true_s, abs=0.0015)


def test_packets_that_come_late_are_off_by_no_more_than_that(tmp_path: Path) -> None:
    true_s = moving().t_s
    loaded = read(tmp_path / "late.csv", stamped(true_s, 10, late_s=0.03))
    assert loaded.samples is not None
    assert np.abs(loaded.samples.t_s - true_s).max() < 0.035
    assert (np.diff(loaded.samples.t_s) > 0.0).all()


def test_it_is_told_in_one_sentence(tmp_path: Path) -> None:
    (warning,) = read(tmp_path / "packed.csv", stamped(moving().t_s, 10)).warnings
    assert "packets as they arrived" in warning


def test_a_lost_packet_stays_a_gap() -> None:
    true_s = np.arange(500) / 100.0
    kept = np.concatenate((np.arange(200), np.arange(230, 500)))
    times = spread(stamped(true_s, 10)[kept])
    assert np.diff(times).max() == pytest.approx(0.31, abs=0.02)


def packed(t_s: Floats) -> bool:
    rows = np.random.default_rng(2).normal(size=(len(t_s), 7))
    rows[:, 0] = t_s
    return are_packed(rows)


def test_sampling_that_jitters_is_no_packet() -> None:
    even = np.arange(1000) / 100.0
    assert not packed(even + np.random.default_rng(3).uniform(-0.003, 0.003, 1000))


def test_holes_in_even_sampling_are_no_packets() -> None:
    even = np.arange(1000) / 100.0
    assert not packed(even[np.random.default_rng(4).uniform(size=1000) > 0.3])


def test_rows_written_twice_are_no_packets() -> None:
    rows = np.repeat(np.random.default_rng(5).normal(size=(500, 7)), 2, axis=0)
    rows[:, 0] = np.repeat(np.arange(500) / 100.0, 2)
    assert not are_packed(rows)
