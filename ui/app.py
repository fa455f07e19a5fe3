"""The app: one screen on top of a feed, which runs in the same event loop and outlives any trouble of the app's."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ui.screens.live import Feed, WatchScreen, palette
from ui.sounds import Pattern

GOODBYE_S = 3.0

MakeScreen = Callable[[Callable[[Pattern], None]], WatchScreen]
"""Makes the first screen; it is given what makes a pattern heard."""


class SoleusApp(App[None]):
    """Starts the feed when it can show it. `stays`: whether it stays open once the feed has ended."""

    TITLE = "soleus"
    ENABLE_COMMAND_PALETTE = True
    # On every screen, the palette and the help included; priority, for an input field would take it for itself.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "end_now", "end now", show=False, priority=True)
    ]

    def __init__(self, feed: Feed, make_screen: MakeScreen, *, stays: bool) -> None:
        super().__init__()
        forgive_keys()
        self._feed = feed
        self._make_screen = make_screen
        self._stays = stays
        self.running: asyncio.Task[None] | None = None
        self.interrupted = False

    def action_end_now(self) -> None:
        """Ctrl-C: end, save, and say so with the exit code."""
        self.interrupted = True
        self.exit()

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
    what stopped the feed is raised, and so is a Ctrl-C."""
    shown = asyncio.create_task(app.run_async())
    try:
        await asyncio.wait({shown})
    finally:
        if app.running is not None:
            feed.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await app.running
        if not shown.done():  # told from outside: the terminal may be gone, and nobody waits for it for ever
            app.exit()
            await asyncio.wait({shown}, timeout=GOODBYE_S)
            shown.cancel()
    if not shown.cancelled() and shown.exception() is not None:
        raise shown.exception() or AssertionError
    if app.interrupted:
        raise KeyboardInterrupt


def forgive_keys() -> None:
    """A key that is no UTF-8, as from a Latin-1 terminal, is a key nobody bound, and not the end of the session:
    Textual's reader of keys decodes strictly, and dies of it."""
    with contextlib.suppress(ImportError):  # Windows has none
        from textual.drivers import linux_driver

        if hasattr(linux_driver, "getincrementaldecoder"):
            vars(linux_driver)["getincrementaldecoder"] = _lenient


def _lenient(name: str) -> Callable[[], codecs.IncrementalDecoder]:
    return lambda: codecs.getincrementaldecoder(name)("replace")
