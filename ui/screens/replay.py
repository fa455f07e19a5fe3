"""A recording on the same screen: held, stepped from repetition to repetition, faster and slower."""

from __future__ import annotations

from ui.deeds import REPLAY
from ui.player import Player
from ui.screens.live import WatchScreen
from ui.sounds import Sounds
from ui.view.follow import LiveView


class ReplayScreen(WatchScreen):
    """Plays; what was counted stays as it is."""

    deeds = REPLAY

    def __init__(self, view: LiveView, player: Player, sounds: Sounds | None) -> None:
        super().__init__(view, player, sounds)
        self._player = player

    def notice(self) -> str:
        """How it plays."""
        if self._player.over:
            return "end of the recording, q leaves"
        speed = "as fast as it goes" if self._player.speed == float("inf") else f"{self._player.speed:g}x"
        held = "held" if self._player.paused else speed
        return "   ".join(word for word in (f"replay: {held}", super().notice()) if word)

    def pause(self) -> None:
        """Hold, or go on."""
        self._player.toggle_pause()

    def next_rep(self) -> None:
        """On to the next one."""
        self._player.next_rep()

    def change_speed(self, factor: float) -> None:
        """Twice or half."""
        self._player.change_speed(factor)
