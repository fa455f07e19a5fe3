"""Profiles in the data folder: kept, found again, and told in one sentence where they cannot be read."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.profiles import (
    Profile,
    last_profile,
    load_profile,
    profile_name,
    profile_path,
    save_profile,
)
from tracker.calibration import Calibration, Raises
from tracker.errors import InputError, InputReason
from tracker.setup import Side

KNOWN = Calibration((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), -2.5, Raises(6.0, 0.5, 0.1, 0.2), Raises(5.0, 1.3, 0.0))
MADE = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
ADA = Profile("Ada left", MADE, KNOWN, "Ada", Side.LEFT, "outer shin")


def test_a_profile_reads_back_the_same(tmp_path: Path) -> None:
    save_profile(tmp_path, ADA)
    assert load_profile(tmp_path, "Ada left") == ADA


def test_a_profile_of_the_same_name_replaces_the_one_before(tmp_path: Path) -> None:
    save_profile(tmp_path, ADA)
    later = replace(ADA, made_at=MADE + timedelta(days=1))
    save_profile(tmp_path, later)
    assert load_profile(tmp_path, "Ada left") == later


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a matter of POSIX")
def test_a_profile_is_for_its_owners_eyes_alone(tmp_path: Path) -> None:
    path = save_profile(tmp_path / "home", ADA)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_names_that_differ_have_files_that_differ(a: str, b: str) -> None:
    root = Path("home")
    assert (profile_path(root, a).name.lower() == profile_path(root, b).name.lower()) is (a == b)


@given(st.text(min_size=1, max_size=80))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    path = profile_path(Path("home"), name)
    assert path.parent == Path("home") / "profiles"
    assert set(path.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_a_profile_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    save_profile(tmp_path, ADA)
    with pytest.raises(InputError, match="Ada left") as refused:
        load_profile(tmp_path, "Bob")
    assert refused.value.reason is InputReason.MISSING


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"\xff\xfe\x00",
        b"[" * 5000,
        json.dumps({**ADA.to_dict(), "calibration": {"axis_x": 1.0}}).encode(),
        json.dumps({**ADA.to_dict(), "calibration": [1]}).encode(),
        json.dumps({**ADA.to_dict(), "made_at": "2026-03-01"}).encode(),
        json.dumps({**ADA.to_dict(), "side": "middle"}).encode(),
        json.dumps({**ADA.to_dict(), "name": 7}).encode(),
        json.dumps({**ADA.to_dict(), "schema": "soleus.recording/1"}).encode(),
    ],
)
def test_a_damaged_profile_is_one_sentence(tmp_path: Path, damage: bytes) -> None:
    save_profile(tmp_path, ADA).write_bytes(damage)
    with pytest.raises(InputError, match="not a profile") as refused:
        load_profile(tmp_path, "Ada left")
    assert "\n" not in refused.value.message


def test_a_profile_of_a_newer_soleus_is_told_as_such(tmp_path: Path) -> None:
    newer = json.dumps({**ADA.to_dict(), "schema": "soleus.profile/2"}).encode()
    save_profile(tmp_path, ADA).write_bytes(newer)
    with pytest.raises(InputError, match="newer soleus") as refused:
        load_profile(tmp_path, "Ada left")
    assert refused.value.reason is InputReason.NEWER_SCHEMA


def test_the_last_one_of_the_person_and_leg_is_used(tmp_path: Path) -> None:
    others = [
        replace(ADA, name="older", made_at=MADE - timedelta(days=1)),
        replace(ADA, name="right", side=Side.RIGHT, made_at=MADE + timedelta(days=1)),
        replace(ADA, name="Bob", person="Bob", made_at=MADE + timedelta(days=2)),
        replace(ADA, name="practice", simulated=True, made_at=MADE + timedelta(days=3)),
    ]
    for profile in (ADA, *others):
        save_profile(tmp_path, profile)
    assert last_profile(tmp_path, "Ada", Side.LEFT, simulated=False) == (ADA, [])
    assert last_profile(tmp_path, None, None, simulated=False) == (None, [])


def test_a_damaged_file_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    save_profile(tmp_path, ADA)
    save_profile(tmp_path, replace(ADA, name="broken")).write_bytes(b"{")
    profile, trouble = last_profile(tmp_path, "Ada", Side.LEFT, simulated=False)
    assert profile == ADA
    assert len(trouble) == 1


def test_without_a_data_folder_there_is_no_profile(tmp_path: Path) -> None:
    assert last_profile(tmp_path / "nowhere", None, None, simulated=False) == (None, [])


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match="cannot write the profile"):
        save_profile(tmp_path / "file", ADA)


@pytest.mark.parametrize(
    ("person", "side", "position", "name"),
    [(None, None, None, "me"), ("Ada", Side.LEFT, None, "Ada left"), ("Ada", None, "calf", "Ada calf")],
)
def test_a_profile_is_called_by_whose_and_where_it_is(
    person: str | None, side: Side | None, position: str | None, name: str
) -> None:
    assert profile_name(person, side, position) == name
