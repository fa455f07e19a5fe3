"""The virtual athlete going through the calibration's sequence, or through something else."""

from __future__ import annotations

from functools import cache

from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, calibration_items, simulate
from tracker.calibrating import Calibrating
from tracker.samples import Samples

STAND, SIT, STANDING_RAISES, SEATED_RAISES = calibration_items()


@cache
def sequence(
    seed: int, items: tuple[Item, ...] = calibration_items(), quality: Quality = Quality.GOOD
) -> Simulated:
    """The athlete of a seed, a sensor strapped on any way."""
    return simulate(Scenario(items, MountKind.ANY, quality, 104.0, seed))


def through(samples: Samples, block: int = 52) -> Calibrating:
    """What the finder makes of it."""
    finder = Calibrating()
    for part in samples.blocks(block):
        finder.update(part)
    return finder
