"""Makes the README's picture from the app itself: `uv run python -m docs.pictures.make`.

The demo (simulated) is run once into a folder that is thrown away, and its recording played up to its seventh
repetition, on the screen a live session has.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from recordings.load import load
from tracker.controls import Control
from tracker.setup import Setup, Side
from ui.app import SoleusApp
from ui.player import Player
from ui.screens.live import LiveScreen
from ui.session import Sink
from ui.view.braille import BITS, EMPTY
from ui.view.follow import LiveView
from ui.view.shown import Goal

ROOT = Path(__file__).parents[2]
OUT = Path(__file__).parent / "live.svg"
REPS = 7
SIZE = (100, 22)
TEXT = re.compile(r'<text class="(?P<style>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<long>[\d.]+)"[^>]*>(?P<text>[^<]*)</text>')  # fmt: skip


class Standing(Player):
    """A playing that can stand behind the live screen: nothing is given to it."""

    def give(self, control: Control) -> None:
        """Nothing."""


def demo(folder: Path) -> Path:
    """The recording of a demo."""
    subprocess.run(
        [sys.executable, "-m", "ui.cli", "demo", "--speed", "max"],
        cwd=ROOT, env={**os.environ, "SOLEUS_HOME": str(folder)}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (path,) = (folder / "recordings").glob("*.jsonl")
    return path


async def picture(recording: Path) -> str:
    """The screen as SVG."""
    sinks: list[Sink] = []
    player = Standing(load(recording), sinks, float("inf"))
    setup = Setup(None, Side.LEFT)
    view = LiveView(setup, Goal(8, 2), player.now, simulated=True, lost_share=lambda: 0.0)
    sinks.append(view)
    player.toggle_pause()
    app = SoleusApp(player, lambda ring: LiveScreen(view, player, None), stays=True)
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(REPS):
            player.next_rep()
            while not player.paused:  # noqa: ASYNC110 - the player holds by itself
                await asyncio.sleep(0)
        await pilot.pause(0.2)
        svg = app.export_screenshot(title="soleus live")
        player.stop()
    return svg


def dotted(svg: str) -> str:
    """Braille patterns as circles at their places, whatever font the reader has; nothing fetched from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    circles: list[str] = []

    def draw(match: re.Match[str]) -> str:
        text = html.unescape(match["text"])
        if not any(EMPTY < ord(sign) <= EMPTY + 0xFF for sign in text):
            return match[0]
        wide = float(match["long"]) / len(text)
        for place, sign in enumerate(text):
            bits = ord(sign) - EMPTY if EMPTY < ord(sign) <= EMPTY + 0xFF else 0
            for side in (0, 1):
                for down in range(4):
                    if bits & BITS[side][down]:
                        x = float(match["x"]) + wide * (place + 0.25 + 0.5 * side)
                        y = float(match["y"]) - 15.5 + 6.1 * down
                        circles.append(
                            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.7" class="{match["style"]}"/>'
                        )
        plain = "".join(
            "\u00a0" if sign == " " or EMPTY <= ord(sign) <= EMPTY + 0xFF else sign for sign in text
        )
        return match[0].replace(match["text"], html.escape(plain))

    drawn = TEXT.sub(draw, svg)
    # The circles belong into the group that holds the text: the last one that was opened.
    head, tail = drawn.rsplit("</g>", 2)[0], "</g>" + "</g>".join(drawn.rsplit("</g>", 2)[1:])
    return head + "".join(circles) + tail


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        svg = asyncio.run(picture(demo(Path(folder))))
    OUT.write_text(dotted(svg), encoding="utf-8")
    print(OUT)
