"""Faults of a Linux system, one test each, through bleak's own backend."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.air.judging import check_count, check_documented, check_told
from tests.air.sessions import Kept
from tests.air.system_faults import SYSTEM_FAULTS as FAULTS
from tracker.errors import SensorError

running = [name for name, fault in FAULTS.items() if fault.starts]
in_vain = [name for name, fault in FAULTS.items() if not fault.starts]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@cache
def kept_of(name: str, folder: Path) -> Kept:
    return FAULTS[name].run(folder / f"{name}.jsonl")


@pytest.mark.parametrize("name", running)
def test_the_session_survives_and_its_recording_says_the_same_again(name: str, folder: Path) -> None:
    kept = kept_of(name, folder)
    assert kept.error is None
    kept.check()


@pytest.mark.parametrize("name", running)
def test_outside_the_gap_the_count_is_right_and_nothing_is_invented(name: str, folder: Path) -> None:
    check_count(FAULTS[name], kept_of(name, folder))


@pytest.mark.parametrize("name", in_vain)
def test_a_session_that_cannot_begin_ends_in_one_sentence(name: str, folder: Path) -> None:
    assert isinstance(kept_of(name, folder).error, SensorError)


@pytest.mark.parametrize("name", FAULTS)
def test_the_user_is_told(name: str, folder: Path) -> None:
    check_told(FAULTS[name], kept_of(name, folder))


@pytest.mark.parametrize("name", FAULTS)
def test_the_table_in_the_docs_has_it_with_what_the_user_has_to_see(name: str) -> None:
    check_documented(FAULTS[name])
