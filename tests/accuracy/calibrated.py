"""Athletes who calibrated first: the sequence of `soleus calibrate`, then a session in the same strapping."""

from __future__ import annotations

from dataclasses import replace

from drivers.virtual.scenario import Scenario, Simulated, calibration_items, simulate
from tracker.calibrating import Calibrating
from tracker.calibration import Calibration
from tracker.calibration_fit import UnfitError

BLOCK = 256


def calibrated(scenario: Scenario, *, attempts: int = 3) -> tuple[Simulated, Calibration | None]:
    """The session, and what the calibration before it learned; None where it refused every attempt, as it may
    where the signal is too torn."""
    session = simulate(scenario)
    for attempt in range(attempts):
        first = replace(scenario, items=calibration_items(), seed=(scenario.seed + 1) * 100 + attempt)
        made = simulate(first, session.person, session.mount)
        finder = Calibrating()
        for part in made.signal.samples.blocks(BLOCK):
            finder.update(part)
        try:
            return session, finder.fit()
        except UnfitError:
            continue
    return session, None
