"""The app: one screen on top of a feed, which runs in the same event loop and outlives any trouble of the app's."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable

from textual.app import App, SystemCommand
from textual.screen import Screen

from ui.screens.live import Feed, WatchScreen, palette
from ui.sounds import Pattern

MakeScreen = Callable[[Callable[[Pattern], None]], WatchScreen]
"""Makes the first screen; it is given what makes a pattern heard."""


class SoleusApp(App[None]):
    """Starts the feed when it can show it. `stays`: whether it stays open once the feed has ended."""

    TITLE = "soleus"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, feed: Feed, make_screen: MakeScreen, *, stays: bool) -> None:
        super().__init__()
        self._feed = feed
        self._make_screen = make_screen
        self._stays = stays
        self.running: asyncio.Task[None] | None = None

    def on_mount(self) -> None:
        """The screen, then what it shows."""
        self.push_screen(self._make_screen(self.ring))
        self.running = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            await self._feed.run()
        except BaseException:
            self.exit()
            raise
        if not self._stays:
            self.exit()

    def ring(self, pattern: Pattern) -> None:
        """The terminal's bell, as often as the pattern says."""
        for delay_s in pattern:
            if delay_s > 0.0:
                self.set_timer(delay_s, self.bell)
            else:
                self.bell()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The deeds of the screen, and themes and pictures as Textual has them."""
        if isinstance(screen, WatchScreen):
            yield from palette(screen.deeds, screen.action_deed)
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Screenshot"):
                yield command


async def show(app: SoleusApp, feed: Feed) -> None:
    """Run the app to its end. However that comes, by key, signal or fault, the feed is ended and has saved first;
    what stopped the feed is raised."""
    try:
        await app.run_async()
    finally:
        if app.running is not None:
            feed.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await app.running
