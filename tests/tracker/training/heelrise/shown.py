"""Who ends the test, over many virtual athletes: `python -m tests.tracker.training.heelrise.shown [ATHLETES [FIRST]]`
prints a table of what gave way, which rule ended the test, and how many raises later. Simulated: it shows that rules and
tracker agree, not how any leg does.

Each athlete does ten good raises to the beat; then strength, height, pace or knee gives way, or three seconds of the
signal are lost after the fifth. Half of the athletes wear a good sensor, half a typical one.

| column | meaning |
|---|---|
| ended by the right rule | tests that the rule for what gave way ended |
| within 2 | of those, ended before a third raise after the first wrong one was done |
| latest | the most raises done after the first wrong one |
| good ones counted | tests that counted every raise before it gave way and none after, but for one |
| else | what ended the others |
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.athlete.exhaustion import GivesWay
from drivers.virtual.mount import MountKind
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, Simulated, simulate
from tracker.samples import Samples
from tracker.setup import Setup
from tracker.tracker import Tracker
from tracker.training.heelrise.ending import EndedBy
from tracker.training.heelrise.protocol import Knee, heel_rise
from tracker.training.heelrise.referee import Referee

GOOD = 10
LOST_AFTER = 5
LOST_S = 3.0
FIRST_S = 4.0
MOVED_DEG = 17.0
"""A knee has moved where its flexion is that far from the first raise's: what the referee's 8 deg of tilt stand for."""

RULES = {
    GivesWay.STRENGTH: EndedBy.NO_RISE,
    GivesWay.HEIGHT: EndedBy.HEIGHT,
    GivesWay.PACE: EndedBy.PACE,
    GivesWay.KNEE: EndedBy.KNEE,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One test taken. `late`: raises done after the first wrong one when it ended, None where it did not end."""

    by: EndedBy | None
    right: bool
    late: int | None
    counted: int
    good: int


def athlete(knee: Knee, gives: GivesWay, seed: int, quality: Quality = Quality.GOOD) -> Simulated:
    """One test as a sensor on the shin records it."""
    test = Item(heel_rise(knee).exercise, GOOD, gives=gives)
    still = Item(distractor=Distractor.STANDING, duration_s=FIRST_S)
    return simulate(Scenario((still, test), MountKind.STRAPPED, quality, 104.0, seed))


def refereed(referee: Referee, samples: Samples, block: int = 8) -> Referee:
    """The referee when it has ended the test, or after all of it."""
    tracker = Tracker(Setup(referee.protocol.exercise))
    for part in samples.blocks(block):
        referee.update(tracker.update(part), float(part.t_s[-1]))
        if referee.ended is not None:
            break
    return referee


def torn(simulated: Simulated) -> Samples:
    """Without the seconds after the fifth raise."""
    samples = simulated.signal.samples
    from_s = simulated.truth.reps[LOST_AFTER - 1].end_s + 0.3
    kept = (samples.t_s < from_s) | (samples.t_s > from_s + LOST_S)
    return Samples(samples.t_s[kept], samples.acc_ms2[kept], samples.gyr_rads[kept])


def first_wrong(simulated: Simulated, gives: GivesWay) -> int:
    """The number of the first raise the rule can see to be wrong."""
    if gives is GivesWay.KNEE:
        flexions = [rep.knee_flexion_deg or 0.0 for rep in simulated.truth.reps]
        return next(k for k, deg in enumerate(flexions, start=1) if abs(deg - flexions[0]) > MOVED_DEG)
    # A raise is off pace only against the one before it, so the first slow one shows with the second.
    return GOOD + 1 + (gives is GivesWay.PACE)


def taken(knee: Knee, gives: GivesWay, seed: int, quality: Quality) -> Shown:
    """A test in which something gives way."""
    simulated = athlete(knee, gives, seed, quality)
    referee = refereed(Referee(heel_rise(knee)), simulated.signal.samples)
    return _shown(simulated, referee, RULES[gives], first_wrong(simulated, gives))


def lost(knee: Knee, seed: int, quality: Quality) -> Shown:
    """A test in which the link is lost; the first raise nobody sees is the first wrong one."""
    simulated = athlete(knee, GivesWay.STRENGTH, seed, quality)
    referee = refereed(Referee(heel_rise(knee)), torn(simulated))
    return _shown(simulated, referee, EndedBy.SIGNAL_LOST, LOST_AFTER + 1)


def _shown(simulated: Simulated, referee: Referee, rule: EndedBy, wrong: int) -> Shown:
    ended, counted = referee.ended, len(referee.counted)
    if ended is None:
        return Shown(None, False, None, counted, wrong - 1)
    done = sum(rep.end_s <= ended.t_s for rep in simulated.truth.reps)
    return Shown(ended.by, ended.by is rule, done - wrong, counted, wrong - 1)


def row(knee: Knee, what: str, tests: list[Shown]) -> str:
    """One line of the table."""
    right = [test for test in tests if test.right and test.late is not None]
    soon = sum(test.late <= 2 for test in right if test.late is not None)
    latest = max((test.late for test in right if test.late is not None), default=0)
    good = sum(abs(test.counted - test.good) <= 1 for test in tests)
    others = Counter(
        "not ended" if test.by is None else test.by.name.lower() for test in tests if not test.right
    )
    named = ", ".join(f"{name} {n}" for name, n in others.most_common()) or "-"
    n = len(tests)
    return f"| {knee} | {what} | {len(right)}/{n} | {soon}/{n} | {max(latest, 0)} | {good}/{n} | {named} |"


def quality_of(seed: int) -> Quality:
    """Good and typical sensors in turn."""
    return Quality.TYPICAL if seed % 2 else Quality.GOOD


def main(athletes: int = 20, first: int = 100) -> None:
    """Print the table."""
    seeds = range(first, first + athletes)
    print("| knee | gives way | ended by the right rule | within 2 | latest | good ones counted | else |")
    print("|---|---|---|---|---|---|---|")
    for knee in Knee:
        for gives in GivesWay:
            print(
                row(knee, gives, [taken(knee, gives, seed, quality_of(seed)) for seed in seeds]), flush=True
            )
        print(row(knee, "link", [lost(knee, seed, quality_of(seed)) for seed in seeds]), flush=True)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
