"""Sensors worn last: kept, found again, and never in the way."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.remembered import FILE, MOST, Remembered, called, remember, remembered, worn_last
from tracker.errors import InputError, InputReason

LEG = Remembered("shank", "movesense", "Movesense 1111", "AA:01")
SPARE = Remembered("shank", "witmotion", "WT901BLE67", "BB:02")
THIGH = Remembered("thigh", "movesense", "Movesense 2222", "CC:03")
ON_MAC = Remembered("shank", "movesense", "Movesense 1111", "12345678-1234-1234-1234-123456789ABC")


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert remembered(tmp_path) == []


def test_what_was_worn_is_remembered_the_last_one_first(tmp_path: Path) -> None:
    remember(tmp_path, [LEG])
    remember(tmp_path, [SPARE])
    assert remembered(tmp_path) == [SPARE, LEG]


def test_what_is_worn_again_is_remembered_once(tmp_path: Path) -> None:
    for one in (LEG, SPARE, LEG):
        remember(tmp_path, [one])
    assert remembered(tmp_path) == [LEG, SPARE]


def test_each_place_has_its_own_last_one(tmp_path: Path) -> None:
    remember(tmp_path, [LEG, THIGH])
    remember(tmp_path, [SPARE])
    ones = remembered(tmp_path)
    assert worn_last(ones, "shank") == SPARE
    assert worn_last(ones, "thigh") == THIGH
    assert worn_last(ones, "other-leg") is None


def test_a_drawer_full_is_enough(tmp_path: Path) -> None:
    for k in range(MOST + 5):
        remember(tmp_path, [Remembered("shank", "movesense", f"Movesense {k}", f"AA:{k}")])
    assert len(remembered(tmp_path)) == MOST


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    remember(tmp_path, [LEG])
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    remember(tmp_path / "new", [LEG])
    assert remembered(tmp_path / "new") == [LEG]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError) as caught:
        remember(tmp_path / "file", [LEG])
    assert caught.value.reason is InputReason.NOT_WRITABLE


@given(
    st.one_of(
        st.binary(max_size=60),
        st.recursive(st.none() | st.integers() | st.text(), st.lists).map(
            lambda v: json.dumps({"schema": "soleus.sensors/1", "sensors": v}).encode()
        ),
    )
)
def test_a_damaged_file_remembers_nothing(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("home")
    (folder / FILE).write_bytes(data)
    assert remembered(folder) == []


def test_a_file_of_another_schema_remembers_nothing(tmp_path: Path) -> None:
    remember(tmp_path, [LEG])
    text = (tmp_path / FILE).read_text()
    (tmp_path / FILE).write_text(text.replace("soleus.sensors/1", "soleus.sensors/9"))
    assert remembered(tmp_path) == []


@pytest.mark.parametrize("wanted", ["1111", "movesense 1", "aa:0"])
def test_a_part_of_name_or_address_finds_it(wanted: str) -> None:
    assert called([LEG, SPARE], wanted) == LEG


@pytest.mark.parametrize("wanted", ["movesense", "fridge"])
def test_what_is_none_or_several_finds_nothing(wanted: str) -> None:
    assert called([LEG, SPARE, THIGH], wanted) is None


def test_it_is_known_by_its_address_in_any_case() -> None:
    assert LEG.is_one("movesense", "renamed", "aa:01")


def test_another_of_the_same_name_is_not_taken_for_it() -> None:
    assert not SPARE.is_one("witmotion", "WT901BLE67", "BB:99")


def test_on_a_mac_that_gave_it_a_new_address_it_is_known_by_its_name() -> None:
    assert ON_MAC.is_one("movesense", "Movesense 1111", "99999999-1234-1234-1234-123456789ABC")
    assert not ON_MAC.is_one("movesense", "Movesense 2222", "99999999-1234-1234-1234-123456789ABC")


def test_the_same_name_of_another_family_is_another_sensor() -> None:
    assert not LEG.is_one("polar", "Movesense 1111", "AA:01")
