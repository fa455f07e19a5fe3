"""The practice sensor: a virtual athlete behind a virtual Movesense, put on the air for a real link to find."""

from __future__ import annotations

from drivers.families import family_named
from drivers.link import Link
from drivers.pace import Pace
from drivers.virtual.bleak_backend import AIR, OnAir, VirtualClient
from drivers.virtual.mount import MountKind
from drivers.virtual.movesense import ADDRESS, NAME, packets_of
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, demo_items, mix, simulate

DEMO_SEED = 9


def demo_link(pace: Pace) -> Link:
    """About forty seconds, on a good sensor and steady legs."""
    return _link(demo_items(), DEMO_SEED, Quality.GOOD, pace, steady=True)


def practice_link(seed: int, pace: Pace) -> Link:
    """Several sets with everyday movement between them, on a typical sensor."""
    return _link(mix(True, seed), seed, Quality.TYPICAL, pace, steady=False)


def _link(items: tuple[Item, ...], seed: int, quality: Quality, pace: Pace, *, steady: bool) -> Link:
    simulated = simulate(Scenario(items, MountKind.STRAPPED, quality, 104.0, seed, steady))
    on_air = OnAir(packets_of(simulated.signal, simulated.trouble, seed), pace)
    AIR[ADDRESS] = on_air
    return Link(
        family_named("movesense"),
        ADDRESS,
        name=f"{NAME} (simulated)",
        pace=pace,
        backend=VirtualClient,
        is_over=lambda: on_air.over,
    )
