"""The golden vectors are decoded to the last digit of their sources, and the documents say how many there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drivers.families import FAMILIES, Family
from tests.drivers import vectors

ROOT = Path(__file__).parents[2]
SENSORS = ROOT / "docs" / "sensors.md"
RECIPE = ROOT / "docs" / "add-a-sensor.md"


@pytest.mark.parametrize("title", vectors.FILES)
def test_every_vector_of_samples_is_decoded_exactly(title: str) -> None:
    name, check = vectors.FILES[title]
    if not vectors.FOLDER.exists():
        pytest.skip("shared vectors are not here")
    assert [one["what"] for one in vectors.vectors(name) if check(one) is False] == []


def test_the_document_has_the_table_as_it_is() -> None:
    if not vectors.FOLDER.exists():
        pytest.skip("shared vectors are not here")
    assert "\n".join(vectors.table()) in SENSORS.read_text(encoding="utf-8")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.slug)
def test_the_document_names_every_family_and_every_setting_of_a_log(family: Family) -> None:
    (row,) = re.findall(rf"^\| `{family.slug}` \|.*$", SENSORS.read_text(encoding="utf-8"), re.M)
    for name in family.reads:
        assert f"`{name}`" in row


def test_the_recipe_names_files_there_are() -> None:
    named = re.findall(r"`((?:drivers|tests)/[\w/]+\.py)`", RECIPE.read_text(encoding="utf-8"))
    real = [name for name in named if "NAME" not in name]
    assert len(real) > 8
    assert [name for name in real if not (ROOT / name).exists()] == []
