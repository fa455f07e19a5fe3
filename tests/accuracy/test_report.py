"""The report from a few recordings: it says everything it has to, the same each time, and its pictures are drawn."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.accuracy import plan, recipes
from tests.accuracy.athletes import LOT, Lot
from tests.accuracy.measure import Outcome, measure
from tests.accuracy.report.compose import report, write
from tests.accuracy.report.markdown import number, pct, table, times
from tests.accuracy.task import Kind, Task


def few() -> list[Task]:
    lot = Lot.TUNING
    return [
        *(replace(task, more=task.athlete == 0) for task in recipes.sets(lot, range(2))),
        *(replace(task, items=task.items[:3], more=True) for task in recipes.everyday(lot, range(1))),
        *(replace(task, items=task.items[:3]) for task in recipes.adversarial(lot, range(1))),
        *recipes.calibrated_sets(lot, range(1)),
        *recipes.two_sensors(lot, range(1)),
        *recipes.drops(lot, range(1)),
        *recipes.lying(lot, range(1)),
        *recipes.other_sets(lot, range(1)),
        *recipes.other_idle(lot, range(1)),
    ]


@cache
def outcomes() -> list[Outcome]:
    return [measure(task) for task in few()]


@cache
def made() -> tuple[str, dict[str, str]]:
    return report(outcomes())


@pytest.mark.parametrize(
    "heading",
    [
        "## Targets",
        "## What is simulated",
        "## What was tuned on what",
        "### By exercise",
        "## Counted where there is nothing to count",
        "### What each cue adds",
        "## Heights",
        "## Latency",
        "## The second simulator",
        "## The same recordings, counted by what people use today",
        "## Real legs",
        "## Known failures",
        "## The worst recordings of each kind",
    ],
)
def test_it_has_every_chapter(heading: str) -> None:
    assert heading in made()[0]


def test_every_kind_of_recording_is_in_it() -> None:
    assert {outcome.task.kind for outcome in outcomes()} == set(Kind)


def test_every_picture_it_shows_is_drawn_and_the_other_way_round() -> None:
    page, pictures = made()
    assert set(re.findall(r"\(accuracy/([^)]+)\)", page)) == set(pictures)
    assert all(ET.fromstring(svg).tag.endswith("svg") for svg in pictures.values())


def test_tables_are_as_wide_as_their_heads() -> None:
    for block in made()[0].split("\n\n"):
        widths = {line.count("|") for line in block.splitlines() if line.startswith("|")}
        assert len(widths) <= 1


def test_it_is_the_same_each_time() -> None:
    assert report(outcomes()) == made()


def test_a_recording_made_again_comes_out_the_same() -> None:
    assert measure(few()[0]).score == outcomes()[0].score


def test_pictures_no_longer_drawn_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "accuracy").mkdir()
    (tmp_path / "accuracy" / "old.svg").write_text("<svg/>", encoding="utf-8")
    write("page\n", {"new.svg": "<svg/>"}, tmp_path)
    assert {path.name for path in (tmp_path / "accuracy").iterdir()} == {"new.svg"}
    assert (tmp_path / "accuracy.md").read_text(encoding="utf-8") == "page\n"


def test_the_report_runs_on_athletes_of_its_own_lot_alone() -> None:
    assert all(2 * LOT <= task.seed < 3 * LOT for task in plan.tasks())


def test_the_report_has_hours_of_exposure_in_its_plan() -> None:
    kinds = [task.kind for task in plan.tasks()]
    assert set(kinds) == set(Kind)
    assert kinds.count(Kind.SETS) >= 300


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (pct(99.97), "100 %"),
        (pct(93.33), "93.3 %"),
        (pct(-1e-12), "0 %"),
        (pct(float("nan")), "-"),
        (number(0.125, 2, "cm", signed=True), "+0.12 cm"),
        (times(1), "once"),
        (times(4), "4 times"),
        ("\n".join(table(("a", "b"), [("1", "2")])), "| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
    ],
)
def test_figures_are_said_plainly(words: str, said: str) -> None:
    assert words == said
