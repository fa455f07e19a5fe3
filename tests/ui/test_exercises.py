"""`soleus exercises`: the catalogue as it prints."""

from __future__ import annotations

import pytest

from tracker.events import MOST_PAIN
from tracker.training.catalogue import CATALOGUE
from tracker.training.catalogue.entry import Entry, Equipment
from tracker.training.sources import ALL
from ui import training_options
from ui.cli import main


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(("exercises", *words)) == 0
    return capsys.readouterr().out


def test_the_list_names_every_exercise_once_with_its_tier(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys).splitlines()
    for entry in CATALOGUE:
        (line,) = (line for line in lines if line.split()[:1] == [entry.slug.value])
        assert f"load tier {entry.tier.value}" in line


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)
def test_one_is_shown_with_set_up_faults_sources_and_laterals(
    entry: Entry, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, "show", entry.slug)
    for words in (*entry.set_up, *entry.faults, entry.sensor, entry.what_for, entry.tier_why.words):
        assert words in said
    assert any(source.words in said for source in ALL)
    assert "In its place when it hurts" in said
    assert "No diagnosis" in said


def test_every_line_is_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    for entry in CATALOGUE:
        assert printed(capsys, "show", entry.slug).isascii()


def test_a_wrong_name_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("exercises", "show", "toe-yoga")) == 2
    said = capsys.readouterr().err
    assert "toe-yoga is no exercise" in said
    assert "soleus-stretch" in said


def test_the_options_know_all_equipment_and_the_whole_scale() -> None:
    assert list(training_options.EQUIPMENT) == list(Equipment)
    assert training_options.MOST_PAIN == MOST_PAIN
