"""What may be on when a picture is taken."""

from __future__ import annotations

from drivers.source import LinkState
from tests.ui.live.stage import Script
from tracker.events import Paused
from tracker.setup import Form


def waiting(script: Script) -> None:
    """The sensor streams, nobody has moved."""
    script.hear()


def a_set(script: Script, reps: int) -> None:
    """A set that goes on."""
    script.begin()
    for _ in range(reps):
        script.raise_heel()


def second_set(script: Script) -> None:
    """Fifteen, a rest, and seven of the next; the heel is up."""
    a_set(script, 15)
    script.end_set()
    script.now_s += 40.0
    a_set(script, 7)
    script.hear()
    script.raise_heel(count=False)


def resting(script: Script) -> None:
    """Half a minute into the rest."""
    script.hear()
    a_set(script, 15)
    script.end_set()
    script.now_s += 22.0


def drifting(script: Script) -> None:
    """The knee went straight three repetitions ago, and the heel comes up less."""
    script.hear()
    a_set(script, 6)
    for _ in range(3):
        script.raise_heel(Form.STRAIGHT, 4.0)


def link_lost(script: Script) -> None:
    """For twelve seconds now."""
    script.hear()
    a_set(script, 6)
    script.link(LinkState.LOST, "connection gone, looking for Movesense 2234")
    script.now_s += 12.0


def paused(script: Script) -> None:
    """In the middle of a set."""
    script.hear()
    a_set(script, 3)
    script.tell(Paused(script.now_s))


PLAYS = {play.__name__: play for play in (waiting, second_set, resting, drifting, link_lost, paused)}
