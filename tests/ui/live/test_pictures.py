"""The live screen as text, beside what it should be: pictures/NAME_WIDTHxHEIGHT.txt.

`SOLEUS_WRITE_PICTURES=1 uv run pytest tests/ui/live` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.ui.live.plays import PLAYS
from tests.ui.live.stage import played

PICTURES = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 36))
SMALL = (("second_set", (40, 12)), ("link_lost", (20, 5)), ("second_set", (20, 5)))


def picture_of(name: str, size: tuple[int, int]) -> str:
    async def look() -> str:
        async with played(PLAYS[name], size) as one:
            return await one.seen()

    return asyncio.run(look())


@pytest.mark.parametrize(("name", "size"), [*((name, size) for name in PLAYS for size in SIZES), *SMALL])
def test_the_screen_shows(name: str, size: tuple[int, int]) -> None:
    seen = picture_of(name, size)
    path = PICTURES / f"{name}_{size[0]}x{size[1]}.txt"
    if os.environ.get("SOLEUS_WRITE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["textual-light", "textual-dark", "ansi-light"])
def test_the_words_are_the_same_in_every_theme(theme: str) -> None:
    async def look() -> str:
        async with played(PLAYS["drifting"]) as one:
            one.app.theme = theme
            return await one.seen()

    assert asyncio.run(look()) == picture_of("drifting", (80, 24))


def test_without_colours_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = picture_of("drifting", (80, 24))
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture_of("drifting", (80, 24)) == coloured


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 9), (20, 5), (12, 3), (8, 2)])
def test_the_count_stands_there_at_any_size_and_comes_back_unharmed(size: tuple[int, int]) -> None:
    async def look() -> tuple[str, str]:
        async with played(PLAYS["second_set"], (80, 24)) as one:
            before = await one.seen()
            await one.pilot.resize_terminal(*size)
            small = await one.seen()
            await one.pilot.resize_terminal(80, 24)
            assert await one.seen() == before
            return before, small

    _, small = asyncio.run(look())
    assert "7" in small or "██████" in small
