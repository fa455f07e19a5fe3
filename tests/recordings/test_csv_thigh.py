"""CSV files with a second sensor on the thigh: columns of the suffix _thigh, beside the shank's or in rows of their
own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recordings.csv_imu import imu_csv
from recordings.load import Loaded, load
from tests.recordings.pieces import moving, moving_rows
from tracker.errors import InputError, InputReason
from tracker.events import Event
from tracker.samples import Samples
from tracker.tracker import Tracker

HEADER = "time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z"
THIGH = ",".join(f"{name}_thigh" for name in HEADER.split(",")[1:])


def thigh(shift_s: float = 0.0, step: int = 1) -> Samples:
    """A thigh's samples: the moving ones in another order of axes."""
    samples = moving()[::step]
    return Samples(samples.t_s + shift_s, samples.acc_ms2[:, [1, 2, 0]], samples.gyr_rads[:, [1, 2, 0]])


def loaded(path: Path, text: str) -> Loaded:
    path.write_text(text)
    return load(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "legs.csv"


def assert_same(found: Samples | None, meant: Samples) -> None:
    assert found is not None
    assert np.array_equal(found.t_s, meant.t_s)
    assert np.array_equal(found.acc_ms2, meant.acc_ms2)
    assert np.array_equal(found.gyr_rads, meant.gyr_rads)


def test_a_file_without_thigh_columns_has_no_thigh(path: Path) -> None:
    assert loaded(path, imu_csv(moving())).thigh is None


def test_a_thigh_in_the_same_rows_is_read(path: Path) -> None:
    found = loaded(path, imu_csv(moving(), thigh()))
    assert_same(found.samples, moving())
    assert_same(found.thigh, thigh())


def test_a_thigh_in_the_same_rows_is_nothing_to_warn_of(path: Path) -> None:
    assert loaded(path, imu_csv(moving(), thigh())).warnings == []


def test_a_thigh_of_its_own_rate_and_moments_is_read(path: Path) -> None:
    found = loaded(path, imu_csv(moving(), thigh(0.003, step=2)))
    assert_same(found.samples, moving())
    assert_same(found.thigh, thigh(0.003, step=2))


def test_rows_of_the_thigh_alone_are_no_gap_of_the_shank(path: Path) -> None:
    found = loaded(path, imu_csv(moving(), thigh(0.003)))
    assert found.gaps == ()
    assert found.warnings == []


def test_a_thigh_that_pauses_costs_the_shank_nothing(path: Path) -> None:
    whole = thigh()
    part = Samples.concat([whole[:300], whole[420:]])
    found = loaded(path, imu_csv(moving(), part))
    assert_same(found.samples, moving())
    assert_same(found.thigh, part)


def test_a_shank_that_pauses_costs_the_thigh_nothing(path: Path) -> None:
    whole = moving()
    part = Samples.concat([whole[:300], whole[420:]])
    found = loaded(path, imu_csv(part, thigh()))
    assert_same(found.samples, part)
    assert_same(found.thigh, thigh())


def test_columns_of_the_thigh_may_stand_anywhere(path: Path) -> None:
    rows = imu_csv(moving(), thigh()).splitlines()
    found = loaded(path, "\n".join(",".join(reversed(row.split(","))) for row in rows))
    assert_same(found.thigh, thigh())


def test_a_thigh_that_lacks_a_column_is_left_aside_and_told(path: Path) -> None:
    rows = imu_csv(moving(), thigh()).splitlines()
    found = loaded(path, "\n".join(row.rpartition(",")[0] for row in rows))
    assert found.thigh is None
    assert_same(found.samples, moving())
    (warning,) = found.warnings
    assert "gyr_z_thigh" in warning


def test_a_thigh_of_blanks_is_left_aside_and_told(path: Path) -> None:
    rows = [f"{row},,,,,," for row in moving_rows()]
    found = loaded(path, "\n".join([f"{HEADER},{THIGH}", *rows]))
    assert found.thigh is None
    (warning,) = found.warnings
    assert warning.startswith(f"{path}: the thigh holds no samples")
    assert warning.endswith("its columns are left aside")


def refused(path: Path, text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        loaded(path, text)
    return caught.value


def test_a_word_among_the_thigh_s_numbers_is_named_by_line_and_column(path: Path) -> None:
    rows = imu_csv(moving(), thigh()).splitlines()
    rows[6] = rows[6].rpartition(",")[0] + ",fast"
    assert (
        refused(path, "\n".join(rows)).message == f'{path}, line 7, column gyr_z_thigh: "fast" is no number'
    )


def test_a_number_of_the_thigh_beyond_any_sensor_is_named_by_line_and_column(path: Path) -> None:
    rows = imu_csv(moving(), thigh()).splitlines()
    rows[6] = rows[6].rpartition(",")[0] + ",1e9"
    assert "line 7, column gyr_z_thigh" in refused(path, "\n".join(rows)).message


def test_a_thigh_in_g_is_refused_and_named(path: Path) -> None:
    one = thigh()
    in_g = Samples(one.t_s, one.acc_ms2 / 9.80665, one.gyr_rads)
    trouble = refused(path, imu_csv(moving(), in_g))
    assert trouble.reason is InputReason.WRONG_UNITS
    assert "columns _thigh" in trouble.message


def test_a_thigh_that_rests_is_read_without_a_word(path: Path) -> None:
    one = moving()
    rest = Samples(one.t_s, np.tile([0.0, 0.0, 9.81], (len(one), 1)), np.zeros((len(one), 3)))
    found = loaded(path, imu_csv(moving(), rest))
    assert found.thigh is not None
    assert found.warnings == []


def test_shank_and_thigh_are_given_side_by_side(path: Path) -> None:
    """No moment of the one is a tenth of a second before the other's, nor one left out."""
    given: list[tuple[str, Samples]] = []

    class Listening(Tracker):
        def update(self, samples: Samples) -> list[Event]:
            given.append(("shank", samples))
            return super().update(samples)

        def update_thigh(self, samples: Samples) -> list[Event]:
            given.append(("thigh", samples))
            return []

    list(loaded(path, imu_csv(moving(), thigh(0.003, step=2))).steps(Listening()))
    times = {
        who: np.concatenate([part.t_s for name, part in given if name == who]) for who in ("shank", "thigh")
    }
    assert np.array_equal(times["shank"], moving().t_s)
    assert len(times["thigh"]) >= len(thigh(step=2)) - 1
    at_s = 0.0
    for who, part in given:
        if who == "shank":
            at_s = float(part.t_s[-1])
        else:
            assert at_s <= part.t_s[0] + 0.11
            assert part.t_s[-1] <= at_s + 0.11
