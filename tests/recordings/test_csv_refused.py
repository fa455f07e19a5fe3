"""CSV files that cannot be used: one sentence each, with the file, and line and column where there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.analysis import analyze
from recordings.csv_imu import imu_csv
from recordings.load import load
from tests.recordings.pieces import moving, moving_rows
from tracker.errors import InputError, InputReason
from tracker.samples import Samples

HEADER = "time_s,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z"
COLUMNS = HEADER.split(",")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "legs.csv"


def refusal(path: Path, content: str | bytes | None = None) -> InputError:
    """The refusal of a file with this content."""
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        load(path)
    return caught.value


def table(rows: list[str], header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def changed(number: int, name: str, cell: str) -> str:
    """The good file with one cell of one line (the header is line 1) changed."""
    rows = list(moving_rows())
    cells = rows[number - 2].split(",")
    cells[COLUMNS.index(name)] = cell
    rows[number - 2] = ",".join(cells)
    return table(rows)


def blanked(first: int, last: int) -> str:
    """The good file without numbers in the lines from `first` to `last`."""
    rows = list(moving_rows())
    for number in range(first, last + 1):
        rows[number - 2] = rows[number - 2].split(",")[0] + ",NaN,,nan,,,"
    return table(rows)


def scaled(time: float = 1.0, acc: float = 1.0, gyr: float = 1.0) -> str:
    samples = moving()
    return imu_csv(Samples(samples.t_s * time, samples.acc_ms2 * acc, samples.gyr_rads * gyr))


def only(part: slice) -> str:
    return imu_csv(moving()[part])


BAD: dict[str, tuple[Callable[[], str | bytes], InputReason]] = {
    "an empty file": (lambda: "", InputReason.EMPTY),
    "blank lines alone": (lambda: "\n\r\n  \n", InputReason.EMPTY),
    "binary rubbish": (lambda: bytes(range(256)) * 40, InputReason.NOT_TEXT),
    "text in UTF-16": (lambda: table(list(moving_rows())).encode("utf-16"), InputReason.NOT_TEXT),
    "a wrong header": (lambda: "t,ax,ay,az,gx,gy,gz\n0,0,0,9.8,0,0,0\n", InputReason.WRONG_HEADER),
    "no header": (lambda: "\n".join(moving_rows()), InputReason.WRONG_HEADER),
    "semicolons": (lambda: only(slice(None)).replace(",", ";"), InputReason.WRONG_HEADER),
    "tabs": (lambda: only(slice(None)).replace(",", "\t"), InputReason.WRONG_HEADER),
    "a column twice": (lambda: table(list(moving_rows()), HEADER + ",acc_x"), InputReason.WRONG_HEADER),
    "a column missing": (lambda: table([], HEADER.replace(",gyr_z", "")), InputReason.WRONG_HEADER),
    "text for a number": (lambda: changed(57, "gyr_y", "fast"), InputReason.BAD_VALUE),
    "commas for decimal points": (lambda: table(["0,0" + ",1,5" * 6] * 300), InputReason.BAD_VALUE),
    "a number beyond any sensor": (lambda: changed(57, "acc_z", "1e12"), InputReason.BAD_VALUE),
    "time that goes backwards": (lambda: changed(57, "time_s", "0.1"), InputReason.TIME_BACKWARDS),
    "time that stands still": (lambda: scaled(time=0.0), InputReason.TOO_SHORT),
    "no sample": (lambda: HEADER + "\n", InputReason.TOO_SHORT),
    "one sample": (lambda: only(slice(1)), InputReason.TOO_SHORT),
    "half a second": (lambda: only(slice(50)), InputReason.TOO_SHORT),
    "five samples a second": (lambda: only(slice(None, None, 20)), InputReason.TOO_SLOW),
    "time that jumps by more than a day": (lambda: changed(57, "time_s", "1e300"), InputReason.BAD_VALUE),
    "time in milliseconds": (lambda: scaled(time=1e3), InputReason.TOO_SLOW),
    "time in microseconds": (lambda: scaled(time=1e6), InputReason.TOO_SLOW),
    "acceleration in g": (lambda: scaled(acc=1 / 9.80665), InputReason.WRONG_UNITS),
    "acceleration in mg": (lambda: scaled(acc=1000 / 9.80665), InputReason.WRONG_UNITS),
    "acceleration without gravity": (lambda: scaled(acc=0.01), InputReason.WRONG_UNITS),
    "gyroscope in deg/s": (lambda: scaled(gyr=57.2958), InputReason.WRONG_UNITS),
    "two thirds of a second without numbers": (lambda: blanked(500, 567), InputReason.TOO_MANY_BAD_ROWS),
    "no row with numbers": (lambda: table([",,,,,,"] * 300), InputReason.TOO_MANY_BAD_ROWS),
}


@pytest.mark.parametrize(("make", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_for_its_reason(
    path: Path, make: Callable[[], str | bytes], reason: InputReason
) -> None:
    assert refusal(path, make()).reason is reason


@pytest.mark.parametrize("make", [make for make, _ in BAD.values()], ids=BAD.keys())
def test_a_refusal_is_one_line_that_names_the_file(path: Path, make: Callable[[], str | bytes]) -> None:
    message = refusal(path, make()).message
    assert message.startswith(str(path))
    assert len(message.splitlines()) == 1


def test_a_missing_file_is_named(path: Path) -> None:
    error = refusal(path)
    assert error.reason is InputReason.MISSING
    assert error.message == f"{path}: no such file"


def test_a_folder_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert error.reason is InputReason.NOT_A_FILE
    assert error.message.startswith(f"{tmp_path} is a folder")


def test_text_for_a_number_names_line_and_column(path: Path) -> None:
    message = refusal(path, changed(57, "gyr_y", "fast")).message
    assert message == f'{path}, line 57, column gyr_y: "fast" is no number'


def test_text_in_the_first_row_names_line_two(path: Path) -> None:
    assert f"{path}, line 2, column time_s:" in refusal(path, changed(2, "time_s", "noon")).message


def test_text_in_the_last_row_names_its_line(path: Path) -> None:
    last = len(moving_rows()) + 1
    assert f"{path}, line {last}, column gyr_z:" in refusal(path, changed(last, "gyr_z", "?")).message


def test_blank_lines_count_as_lines(path: Path) -> None:
    content = changed(57, "gyr_y", "fast").replace("\n", "\n\n", 3)
    assert ", line 60, column gyr_y:" in refusal(path, content).message


def test_a_quoted_comma_does_not_shift_the_columns(path: Path) -> None:
    rows = [f'"left, right",{row}' for row in moving_rows()]
    rows[40] = rows[40].replace(",", ",x", 2)
    assert ", line 42, column time_s:" in refusal(path, table(rows, "note," + HEADER)).message


def test_a_number_beyond_any_sensor_names_line_and_column(path: Path) -> None:
    assert f"{path}, line 57, column acc_z:" in refusal(path, changed(57, "acc_z", "1e12")).message


def test_time_that_goes_backwards_names_line_and_column(path: Path) -> None:
    message = refusal(path, changed(57, "time_s", "0.1")).message
    assert message.startswith(f"{path}, line 57, column time_s: time goes backwards")


def test_a_missing_column_is_named(path: Path) -> None:
    message = refusal(path, HEADER.replace(",gyr_z", "") + "\n").message
    assert message.startswith(f"{path}, line 1: no column gyr_z;")


def test_a_column_that_stands_twice_is_named(path: Path) -> None:
    assert "two columns acc_x" in refusal(path, table(list(moving_rows()), HEADER + ",acc_x")).message


def test_semicolons_are_named(path: Path) -> None:
    assert "semicolons" in refusal(path, only(slice(None)).replace(",", ";")).message


def test_numbers_missing_for_too_long_name_their_line(path: Path) -> None:
    assert f"{path}, line 500:" in refusal(path, blanked(500, 567)).message


def test_milliseconds_are_named(path: Path) -> None:
    assert "milliseconds, divide it by 1000" in refusal(path, scaled(time=1e3)).message


def test_microseconds_are_named(path: Path) -> None:
    assert "microseconds" in refusal(path, scaled(time=1e6)).message


@pytest.mark.parametrize(("factor", "words"), [(1e3, "divide it by 1000"), (1e6, "divide it by 1e6")])
@pytest.mark.parametrize("damage", ["a hole of two minutes", "a time that goes back", "a second of blanks"])
def test_the_unit_is_asked_for_before_what_looks_wrong_in_it(
    factor: float, words: str, damage: str, path: Path
) -> None:
    t_s = moving().t_s.copy()
    if damage == "a hole of two minutes":
        t_s[500:] += 120.0
    elif damage == "a time that goes back":
        t_s[500] -= 3.0
    rows = imu_csv(moving()).splitlines()[1:]
    rows = [
        ",".join([repr(factor * t), *row.split(",")[1:]]) for t, row in zip(t_s.tolist(), rows, strict=True)
    ]
    if damage == "a second of blanks":
        rows[500:600] = [row.split(",")[0] + ",,,,,," for row in rows[500:600]]
    assert words in refusal(path, table(rows)).message


def test_acceleration_in_g_is_named_with_its_factor(path: Path) -> None:
    message = refusal(path, scaled(acc=1 / 9.80665)).message
    assert "in g," in message
    assert "9.80665" in message


def test_acceleration_in_mg_is_named_with_its_factor(path: Path) -> None:
    message = refusal(path, scaled(acc=1000 / 9.80665)).message
    assert "in mg," in message
    assert "0.00980665" in message


def test_degrees_a_second_are_named_with_their_factor(path: Path) -> None:
    message = refusal(path, scaled(gyr=57.2958)).message
    assert "deg/s" in message
    assert "0.0174533" in message


@pytest.mark.parametrize("jump_s", [1e5, 1e9, 1e15, 1e300])
def test_a_last_row_far_in_the_future_is_named(path: Path, jump_s: float) -> None:
    """A replay would wait for it, and the length of the file be none."""
    last = len(moving_rows()) + 1
    message = refusal(path, changed(last, "time_s", repr(jump_s))).message
    assert message.startswith(f"{path}, line {last}, column time_s: the time jumps from")


def test_a_gap_of_hours_is_one(path: Path) -> None:
    last = len(moving_rows()) + 1
    path.write_text(changed(last, "time_s", "3e4"))
    assert len(analyze(load(path)).report["sets"]) <= 1


def test_a_quote_that_never_closes_is_refused_in_its_line(path: Path) -> None:
    message = refusal(path, changed(57, "acc_x", '"' + "1" * 200_000)).message
    assert message.startswith(f"{path}, line 57, column acc_x:")
    assert len(message) < 300


CELLS = st.sampled_from(
    ["", "nan", "1e400", "-1e308", "1_0", "0x1", '"', '"1', "1 2", "é", "\u2212 1", "1,1", ";"]
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_changed_cells_raise_nothing_but_input_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows = list(moving_rows()[:200])
    for _ in range(data.draw(st.integers(1, 4), label="cells")):
        number = data.draw(st.integers(0, len(rows) - 1), label="row")
        cells = rows[number].split(",")
        cells[data.draw(st.integers(0, 6), label="column") % len(cells)] = data.draw(
            CELLS | st.floats().map(repr), label="cell"
        )
        rows[number] = ",".join(cells)
    assert_harmless(tmp_path_factory.getbasetemp() / "changed.csv", table(rows).encode())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_changed_bytes_raise_nothing_but_input_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    damaged = bytearray(table(list(moving_rows()[:200])).encode())
    for place in data.draw(
        st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=6), label="places"
    ):
        damaged[place] = data.draw(st.integers(0, 255), label="byte")
    assert_harmless(tmp_path_factory.getbasetemp() / "damaged.csv", bytes(damaged))


@given(st.binary(max_size=300))
def test_any_bytes_raise_nothing_but_input_errors(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    assert_harmless(tmp_path_factory.getbasetemp() / "rubbish.csv", content)


def assert_harmless(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        report = analyze(load(path)).report
    except InputError as error:
        assert len(error.message.splitlines()) == 1  # noqa: PT017 - being refused is one of two good ends
    else:
        assert np.isfinite(report["duration_s"])
