"""CSV files that can be used, however they are written, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recordings.csv_imu import imu_csv, parse_imu_csv
from recordings.load import Loaded, load
from tests.recordings.pieces import moving, moving_rows
from tracker.samples import Floats, Samples

HEADER = "time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "legs.csv"


def loaded(path: Path, content: str | bytes) -> Loaded:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(path)


def table(rows: list[str], header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def good() -> str:
    return imu_csv(moving())


def blanked(first: int, last: int, blank: str = ",,,,,") -> str:
    """The good file without numbers in the lines from `first` to `last`."""
    rows = list(moving_rows())
    for number in range(first, last + 1):
        rows[number - 2] = rows[number - 2].split(",")[0] + "," + blank
    return table(rows)


def assert_same(loaded: Loaded, samples: Samples) -> None:
    assert loaded.samples is not None
    assert np.array_equal(loaded.samples.t_s, samples.t_s)
    assert np.array_equal(loaded.samples.acc_ms2, samples.acc_ms2)
    assert np.array_equal(loaded.samples.gyr_rads, samples.gyr_rads)


def test_a_good_file_has_nothing_to_warn_of(path: Path) -> None:
    assert loaded(path, good()).warnings == []


def test_what_was_exported_reads_back_the_same(path: Path) -> None:
    assert_same(loaded(path, good()), moving())


values = arrays(np.float64, (20, 3), elements=st.floats(-1e6, 1e6))


@given(st.floats(-1e9, 1e9), values, values)
def test_every_number_keeps_every_bit(start_s: float, acc_ms2: Floats, gyr_rads: Floats) -> None:
    samples = Samples(start_s + np.linspace(0.0, 1.1, 20), acc_ms2, gyr_rads)
    again = parse_imu_csv(imu_csv(samples).encode(), Path("legs.csv")).samples
    assert again.t_s.tobytes() == samples.t_s.tobytes()
    assert again.acc_ms2.tobytes() == samples.acc_ms2.tobytes()
    assert again.gyr_rads.tobytes() == samples.gyr_rads.tobytes()


def test_a_byte_order_mark_is_accepted(path: Path) -> None:
    assert_same(loaded(path, b"\xef\xbb\xbf" + good().encode()), moving())


def test_newlines_of_windows_are_accepted(path: Path) -> None:
    assert_same(loaded(path, good().replace("\n", "\r\n")), moving())


def test_newlines_of_the_old_macintosh_are_accepted(path: Path) -> None:
    assert_same(loaded(path, good().replace("\n", "\r")), moving())


def test_a_last_line_without_newline_is_accepted(path: Path) -> None:
    assert_same(loaded(path, good().rstrip("\n")), moving())


@pytest.mark.parametrize(
    "end", ["\n", "\n\n\n", "   \n\n", ",,,,,,\n"], ids=["one", "three", "spaces", "commas"]
)
def test_blank_lines_at_the_end_are_accepted(path: Path, end: str) -> None:
    assert_same(loaded(path, good() + end), moving())


@pytest.mark.parametrize("end", ["\n", "\n\n\n", "   \n\n"], ids=["one", "three", "spaces"])
def test_blank_lines_at_the_end_need_no_warning(path: Path, end: str) -> None:
    assert loaded(path, good() + end).warnings == []


def test_columns_may_stand_in_any_order(path: Path) -> None:
    rows = [",".join(reversed(row.split(","))) for row in moving_rows()]
    assert_same(loaded(path, table(rows, ",".join(reversed(HEADER.split(","))))), moving())


def test_other_columns_are_left_aside(path: Path) -> None:
    rows = [f"left,{row},1.5,ok" for row in moving_rows()]
    assert_same(loaded(path, table(rows, f"leg,{HEADER},mag_x,note")), moving())


def test_other_columns_may_hold_quoted_commas(path: Path) -> None:
    rows = [f'"left, then right",{row}' for row in moving_rows()]
    assert_same(loaded(path, table(rows, f"note,{HEADER}")), moving())


@pytest.mark.parametrize(
    "header", [HEADER.upper(), HEADER.replace(",", " , "), '"' + HEADER.replace(",", '","') + '"']
)
def test_names_may_be_in_capitals_spaced_or_quoted(path: Path, header: str) -> None:
    assert_same(loaded(path, table(list(moving_rows()), header)), moving())


def test_numbers_may_be_spaced(path: Path) -> None:
    assert_same(loaded(path, good().replace(",", " , ")), moving())


@pytest.mark.parametrize(
    "blank", [",,,,,", "NaN,NaN,NaN,NaN,NaN,NaN", "1,2,3,4,5,", "null,NA,none,-,n/a,nan"]
)
def test_rows_without_numbers_are_left_out(path: Path, blank: str) -> None:
    kept = np.r_[: 500 - 2, 520 - 2 + 1 : len(moving())]
    samples = moving()
    expected = Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])
    assert_same(loaded(path, blanked(500, 520, blank)), expected)


def test_rows_without_numbers_are_told_with_their_line(path: Path) -> None:
    (warning,) = loaded(path, blanked(500, 520)).warnings
    assert warning.startswith(f"{path}, line 500: 21 rows without numbers")


def test_half_a_second_without_numbers_is_a_gap(path: Path) -> None:
    t_s = moving().t_s
    assert loaded(path, blanked(500, 550)).gaps == ((t_s[497], t_s[549]),)


def test_two_gaps_are_two_gaps(path: Path) -> None:
    rows = list(moving_rows())
    for number in (*range(300, 310), *range(600, 640)):
        rows[number] = ",,,,,,"
    assert len(loaded(path, table(rows)).gaps) == 2


def test_a_row_that_is_too_short_is_a_row_without_numbers(path: Path) -> None:
    rows = list(moving_rows())
    rows[100] = rows[100].rsplit(",", 3)[0]
    (warning,) = loaded(path, table(rows)).warnings
    assert warning.startswith(f"{path}, line 102: 1 row ")


def test_a_last_row_cut_short_is_left_out(path: Path) -> None:
    rows = [*moving_rows()[:-1], moving_rows()[-1].rsplit(",", 2)[0]]
    assert_same(loaded(path, table(rows)), moving()[:-1])


def test_missing_rows_need_no_warning(path: Path) -> None:
    rows = [*moving_rows()[:500], *moving_rows()[900:]]
    assert loaded(path, table(rows)).warnings == []


def test_a_time_told_twice_counts_once(path: Path) -> None:
    rows = list(moving_rows())
    rows.insert(300, rows[299])
    assert_same(loaded(path, table(rows)), moving())


def test_a_time_told_twice_is_told_with_its_line(path: Path) -> None:
    rows = list(moving_rows())
    rows.insert(300, rows[299])
    (warning,) = loaded(path, table(rows)).warnings
    assert warning.startswith(f"{path}, line 302: 1 row repeats the time before")


@pytest.mark.parametrize("start_s", [-1000.0, 1764000000.0])
def test_time_may_begin_anywhere(path: Path, start_s: float) -> None:
    samples = moving()
    assert (
        loaded(path, imu_csv(Samples(samples.t_s + start_s, samples.acc_ms2, samples.gyr_rads))).warnings
        == []
    )


def test_a_file_in_which_nothing_moves_is_told(path: Path) -> None:
    rest = Samples(np.arange(500) / 100.0, np.tile([0.0, 0.0, 9.81], (500, 1)), np.zeros((500, 3)))
    (warning,) = loaded(path, imu_csv(rest)).warnings
    assert "nothing moves" in warning


def test_the_rate_is_told_without_its_gaps() -> None:
    rows = [*moving_rows()[:500], *moving_rows()[900:]]
    assert parse_imu_csv(table(rows).encode(), Path("legs.csv")).rate_hz == pytest.approx(100.0)
