"""`soleus export`: a session of the logbook becomes a file, whole, or one clear line."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from recordings.logbook.book import FILE, Logbook
from tests.recordings.export.making import FIRST_S, HEADER, a_set, largest
from tests.recordings.export.reading import Read
from tests.recordings.logbook.pieces import put
from tests.recordings.pieces import HEADER as RECORDED_HEADER
from tests.recordings.pieces import recorded
from tests.ui.processes import soleus
from ui.cli import main
from ui.options import EXPORTS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A logbook with a session whose recording is there (1), and one that has none (2)."""
    root = tmp_path / "home"
    monkeypatch.setenv("SOLEUS_HOME", str(root))
    recording = put(root, "one.jsonl")
    with Logbook(root) as book:
        assert book.add(RECORDED_HEADER, recording, recorded().events, 60.0, True) == 1
        assert book.add(HEADER, None, a_set(1, FIRST_S, "bsp+"), 30.0, True) == 2
    return root


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def refusal(words: list[str | Path], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line it says, with exit code 2."""
    code = main(["export", *map(str, words)])
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert (code, told.out, len(lines)) == (2, "", 1)
    return lines[0]


def test_a_table_holds_what_was_shown(home: Path, tmp_path: Path) -> None:
    assert main(["export", "1", "--to", "csv", str(tmp_path / "out.csv")]) == 0
    with Logbook(home) as book:
        shown = sum(record.count for record in book.session(1).shown.ledger.sets)
    assert sum(int(row["counts_as_reps"]) for row in rows(tmp_path / "out.csv")) == shown


def test_a_page_holds_the_sets(home: Path, tmp_path: Path) -> None:
    assert main(["export", "1", "--to", "html", str(tmp_path / "out.html")]) == 0
    page = Read((tmp_path / "out.html").read_text(encoding="utf-8"))
    with Logbook(home) as book:
        assert len(page.all("section")) == len(book.session(1).shown.ledger.sets)


def test_it_says_where_it_wrote(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "1", "--to", "csv", str(tmp_path / "out.csv")])
    assert capsys.readouterr().out == f"{tmp_path / 'out.csv'}: session 1 of 2026-03-01 18:30+02:00, 3 sets\n"


@pytest.mark.parametrize("to", EXPORTS)
def test_the_same_session_makes_the_same_bytes(to: str, home: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert main(["export", "1", "--to", to, str(tmp_path / name)]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_times_of_day_come_from_the_recording(home: Path, tmp_path: Path) -> None:
    main(["export", "1", "--to", "csv", str(tmp_path / "out.csv")])
    first = rows(tmp_path / "out.csv")[0]
    assert first["started_at"].startswith("2026-03-01T18:30:06.")
    assert first["started_at"].endswith("+02:00")


def test_without_a_recording_times_of_day_are_blank_and_it_says_so(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "2", "--to", "csv", str(tmp_path / "out.csv")]) == 0
    assert "left blank" in capsys.readouterr().err
    assert {row["started_at"] for row in rows(tmp_path / "out.csv")} == {""}


def test_a_re_analysis_is_beside_what_was_shown(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Logbook(home) as book:
        book.add_account(2, a_set(1, FIRST_S, "bb"))
    assert main(["export", "2", "--to", "csv", str(tmp_path / "out.csv")]) == 0
    assert capsys.readouterr().out.endswith(", and 1 re-analysis beside it\n")
    assert {row["account"] for row in rows(tmp_path / "out.csv")} == {"shown", "reanalysis"}


def test_the_largest_session_goes_through_the_logbook(home: Path, tmp_path: Path) -> None:
    large = largest()
    with Logbook(home) as book:
        events = [event for k in range(1, 20) for event in a_set(k, FIRST_S + 2000.0 * k, "bsu" * 60)]
        number = book.add(large.header, None, events, 40000.0, True)
    assert main(["export", str(number), "--to", "html", str(tmp_path / "out.html")]) == 0
    assert len(Read((tmp_path / "out.html").read_text(encoding="utf-8")).all("section")) == 19


def test_a_file_that_is_there_is_kept_without_force(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    assert "--force" in refusal(["1", "--to", "csv", tmp_path / "out.csv"], capsys)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "mine"


def test_with_force_it_is_replaced(home: Path, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    assert main(["export", "1", "--to", "csv", str(tmp_path / "out.csv"), "--force"]) == 0
    assert rows(tmp_path / "out.csv")[0]["session"] == "1"


def test_a_folder_is_refused(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "folder" in refusal(["1", "--to", "csv", tmp_path, "--force"], capsys)


def test_a_missing_folder_is_refused(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere" in refusal(["1", "--to", "csv", tmp_path / "nowhere" / "out.csv"], capsys)


def test_a_session_that_is_not_there_is_refused_and_nothing_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no session 9" in refusal(["9", "--to", "csv", tmp_path / "out.csv"], capsys)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("to", EXPORTS)
def test_a_full_disk_is_one_line_and_leaves_nothing(
    to: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in refusal(["1", "--to", to, tmp_path / "out"], capsys)
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


@pytest.mark.parametrize("name", ["recordings/one.jsonl", "recordings/new.csv", FILE, FILE + "-wal"])
def test_what_soleus_keeps_is_never_written_over(
    name: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert "keeps its own" in refusal(["1", "--to", "csv", home / name, "--force"], capsys)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "words",
    [
        ("1", "out.csv"),
        ("1", "--to", "pdf", "out.pdf"),
        ("one", "--to", "csv", "out.csv"),
        ("0", "--to", "csv", "out.csv"),
        ("--to", "csv", "out.csv"),
        ("1", "--to", "csv"),
    ],
    ids=["no format", "another format", "a number in words", "number nought", "no number", "no file"],
)
def test_wrong_use_is_one_line(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    refusal(list(words), capsys)


def test_a_simulated_session_of_a_real_process_says_so(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out.html"
    assert soleus("demo", "--speed", "max", home=home).code == 0
    done = soleus("export", "1", "--to", "html", out, home=home)
    assert (done.code, done.out.strip().endswith("simulated")) == (0, True)
    assert "SIMULATED: a virtual athlete" in out.read_text(encoding="utf-8")
