"""Where recordings live, and what they are called there."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.home import home, new_recording_path, recordings_folder
from tracker.errors import InputError, InputReason

STARTED = datetime(2026, 3, 1, 18, 30, 5, tzinfo=timezone(timedelta(hours=2)))

posix = pytest.mark.skipif(os.name != "posix", reason="modes of folders are a matter of POSIX")


def test_soleus_home_is_home(tmp_path: Path) -> None:
    assert home({"SOLEUS_HOME": str(tmp_path)}) == tmp_path


def test_soleus_home_may_begin_with_a_tilde() -> None:
    assert home({"SOLEUS_HOME": "~/soleus"}) == Path.home() / "soleus"


@pytest.mark.parametrize("moved", [{}, {"SOLEUS_HOME": ""}, {"SOLEUS_HOME": "  "}])
def test_without_soleus_home_the_system_says_where(moved: dict[str, str]) -> None:
    assert home(moved).name == "soleus"


def test_the_home_of_nobody_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        home({"SOLEUS_HOME": "~nobody-of-that-name/soleus"})
    assert caught.value.reason is InputReason.NOT_WRITABLE


def test_the_folder_of_recordings_is_made(tmp_path: Path) -> None:
    assert recordings_folder(tmp_path / "a" / "soleus").is_dir()


def test_a_folder_that_is_there_is_used(tmp_path: Path) -> None:
    assert recordings_folder(tmp_path) == recordings_folder(tmp_path)


@posix
def test_the_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    recordings_folder(tmp_path / "soleus")
    assert stat.S_IMODE((tmp_path / "soleus").stat().st_mode) == 0o700


@posix
def test_the_folder_of_recordings_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert stat.S_IMODE(recordings_folder(tmp_path / "soleus").stat().st_mode) == 0o700


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "soleus").write_text("in the way")
    with pytest.raises(InputError, match="SOLEUS_HOME") as caught:
        recordings_folder(tmp_path / "soleus")
    assert caught.value.reason is InputReason.NOT_WRITABLE


def test_a_recording_is_called_by_its_local_time_and_label(tmp_path: Path) -> None:
    path = new_recording_path(tmp_path, STARTED, "seated-soleus-raise")
    assert path == tmp_path / "2026-03-01_18-30-05_seated-soleus-raise.jsonl"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = new_recording_path(tmp_path, STARTED, "demo")
        path.touch()
        names.append(path.name.removeprefix("2026-03-01_18-30-05_"))
    assert names == ["demo.jsonl", "demo_2.jsonl", "demo_3.jsonl"]


@pytest.mark.parametrize("label", ["", "...", "跟腱", "///"])
def test_a_label_without_letters_is_a_session(tmp_path: Path, label: str) -> None:
    assert new_recording_path(tmp_path, STARTED, label).stem.endswith("_session")


@given(st.text(max_size=200))
def test_a_name_is_safe_on_every_file_system(label: str) -> None:
    name = new_recording_path(Path("nowhere"), STARTED, label).name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(name) < 80


@given(st.text(max_size=50))
def test_a_name_stays_in_its_folder(label: str) -> None:
    assert new_recording_path(Path("nowhere"), STARTED, label).parent == Path("nowhere")
