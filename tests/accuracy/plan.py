"""How much of each recipe the report runs, on athletes nobody looked at while choosing constants."""

from __future__ import annotations

from dataclasses import replace

from tests.accuracy import recipes
from tests.accuracy.athletes import Lot
from tests.accuracy.task import Task

SETS, MORE = 360, 108
DROPS, CALIBRATED, TWO_SENSORS, LYING = 48, 108, 108, 9
EVERYDAY, ADVERSARIAL = 220, 120
OTHER_SETS, OTHER_IDLE = 108, 60


def tasks() -> list[Task]:
    """The long ones first, so that no process is left with one at the end."""
    lot = Lot.REPORT
    return [
        *(replace(task, more=task.athlete < MORE) for task in recipes.sets(lot, range(SETS))),
        *(replace(task, more=task.athlete < MORE) for task in recipes.everyday(lot, range(EVERYDAY))),
        *(replace(task, more=True) for task in recipes.adversarial(lot, range(ADVERSARIAL))),
        *recipes.calibrated_sets(lot, range(CALIBRATED)),
        *recipes.two_sensors(lot, range(TWO_SENSORS)),
        *recipes.drops(lot, range(DROPS)),
        *recipes.lying(lot, range(LYING)),
        *(replace(task, more=True) for task in recipes.other_sets(lot, range(OTHER_SETS))),
        *(replace(task, more=True) for task in recipes.other_idle(lot, range(OTHER_IDLE))),
    ]
