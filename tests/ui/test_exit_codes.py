"""What a real process answers to what it is asked: exit code, one line, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.processes import Finished, soleus

NO_BUS = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV file with six raises in it."""
    folder = tmp_path_factory.mktemp("good")
    path = folder / "good.csv"
    words = ("--exercise", "seated-soleus-raise", "--reps", "6", "--quality", "good")
    assert soleus("simulate", *words, path, home=folder).code == 0
    return path


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of another kind."""
    path = tmp_path_factory.mktemp("bad") / "bad.csv"
    path.write_text("dear diary,\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def both_as_json(good: Path, bad: Path) -> Finished:
    """The bad file first, then the good one."""
    return soleus("analyze", "--json", bad, good, home=good.parent)


@pytest.fixture(scope="module")
def both_as_table(good: Path, bad: Path) -> Finished:
    """The bad file first, then the good one."""
    return soleus("analyze", bad, good, home=good.parent)


@pytest.fixture(scope="module")
def reports(both_as_json: Finished) -> list[dict[str, Any]]:
    """All that is on stdout, which has to be one array."""
    read = json.loads(both_as_json.out)
    assert isinstance(read, list)
    return read


WRONG = {
    "no command": (),
    "unknown command": ("jump",),
    "unknown option": ("demo", "--loud"),
    "replay of nothing": ("replay",),
    "replay of a missing file": ("replay", "missing.jsonl"),
    "replay at no speed": ("replay", "missing.jsonl", "--speed", "0"),
    "replay at a speed that is no number": ("replay", "missing.jsonl", "--speed", "fast"),
    "replay at nan": ("replay", "missing.jsonl", "--speed", "nan"),
    "analyze of a missing file": ("analyze", "missing.csv"),
    "analyze of a folder": ("analyze", "."),
    "analyze of an unknown exercise": ("analyze", "missing.csv", "--exercise", "burpee"),
    "demo backwards": ("demo", "--speed", "-1"),
    "live with a load that cannot be": ("live", "--sensor", "practice", "--load", "9000"),
    "live of nobody": ("live", "--sensor", "practice", "--person", " "),
    "live with a third leg": ("live", "--sensor", "practice", "--side", "middle"),
    "simulate with a raised two": ("simulate", "--mix", "--seed", "²", "out.csv"),
    "live with a practice seed raised to two": ("live", "--sensor", "practice:²"),
    "live with a practice seed in words": ("live", "--sensor", "practice:seven"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_one_line_and_exit_code_2(words: tuple[str, ...], tmp_path: Path) -> None:
    done = soleus(*words, home=tmp_path)
    last = done.err.splitlines()[-1:]
    assert (done.code, done.out, done.complaints) == (2, "", last)
    assert "Traceback" not in done.err


def test_a_missing_file_is_called_by_its_name(tmp_path: Path) -> None:
    done = soleus("replay", "nowhere.jsonl", home=tmp_path)
    assert "nowhere.jsonl: no such file" in done.err


def test_debug_shows_where_an_error_came_from(tmp_path: Path) -> None:
    assert "Traceback" in soleus("--debug", "replay", "missing.jsonl", home=tmp_path).err


def test_debug_leaves_the_exit_code_as_it_is(tmp_path: Path) -> None:
    assert soleus("--debug", "replay", "missing.jsonl", home=tmp_path).code == 2


def test_a_wrong_word_writes_nothing_into_the_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    soleus("live", "--sensor", "practice:seven", home=home)
    assert not home.exists()


def test_of_two_files_the_bad_one_makes_exit_code_2(both_as_json: Finished) -> None:
    assert both_as_json.code == 2


def test_of_two_files_the_bad_one_is_reported_in_its_place(reports: list[dict[str, Any]], bad: Path) -> None:
    assert reports[0]["source"]["path"] == str(bad)
    assert reports[0]["error"]


def test_of_two_files_the_good_one_is_analysed(reports: list[dict[str, Any]]) -> None:
    assert (reports[1]["schema"], reports[1]["totals"]["reps"]) == ("soleus.analysis/1", 6)


def test_the_bad_file_is_one_line_on_stderr(both_as_json: Finished, bad: Path) -> None:
    assert len(both_as_json.complaints) == 1
    assert str(bad) in both_as_json.complaints[0]


def test_the_table_holds_the_good_file_alone(both_as_table: Finished, bad: Path, good: Path) -> None:
    assert both_as_table.out.startswith(f"{good}: ")
    assert str(bad) not in both_as_table.out


def test_the_table_and_the_json_agree_on_the_exit_code(both_as_table: Finished) -> None:
    assert both_as_table.code == 2


def test_explain_does_not_disturb_the_json(good: Path) -> None:
    done = soleus("analyze", "--json", "--explain", good, home=good.parent)
    assert len(json.loads(done.out)) == 1


def test_explain_names_what_was_taken(good: Path) -> None:
    done = soleus("analyze", "--explain", good, home=good.parent)
    assert sum(": taken, " in line for line in done.out.splitlines()) == 6


def test_analyze_tells_the_declared_exercise(good: Path) -> None:
    done = soleus("analyze", "--json", "--exercise", "soleus-bridge", good, home=good.parent)
    assert [one["declared"] for one in json.loads(done.out)[0]["sets"]] == ["soleus-bridge"]


@pytest.mark.parametrize("words", [("scan",), ("live",)], ids=["scan", "live"])
def test_without_bluetooth_it_is_one_line_and_exit_code_3(words: tuple[str, ...], tmp_path: Path) -> None:
    done = soleus(*words, home=tmp_path, more=NO_BUS)
    assert (done.code, done.out, len(done.complaints)) == (3, "", 1)
    assert "Traceback" not in done.err
