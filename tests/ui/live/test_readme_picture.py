"""The README's picture is made from the app as it is, and needs nothing from elsewhere."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from docs.pictures.make import OUT, dotted, picture
from tests.ui.processes import ROOT

SAMPLE = ROOT / "recordings" / "samples" / "standing.jsonl"


def test_the_script_draws_the_screen_with_the_curve_as_dots() -> None:
    svg = dotted(asyncio.run(picture(SAMPLE)))
    assert "SIMULATED" in svg
    assert svg.count("<circle") > 100
    assert not re.search("[\u2801-\u28ff]", svg)


def test_the_picture_in_the_repository_is_whole_and_fetches_nothing() -> None:
    svg = Path(OUT).read_text(encoding="utf-8")
    assert svg.rstrip().endswith("</svg>")
    assert "font-face" not in svg
    assert not re.search(r"""(?:href|src|url)\s*[=(]\s*['"]?https?:""", svg)
