"""Knee bent or straight, and which group of exercises, from what one shank shows.

One shank sensor does not measure the knee; it infers the form. Six postures (postures.py) are weighed against each
other by how likely each makes what was seen (evidence.py): turn and carry for the rise, lean at rest against the
shank's own axis (strapping.py, leaned.py), sway, and what the athlete did before the set and after it (whereabouts.py,
stepping.py, priors.py). A set is one run
of repetitions alike, or a few where the lean at rest changes; a change of posture is as likely as `CHANGES` says, so
repetitions of one set speak for each other. Any of these cues can be left out (cues.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `BREAK_DEG` | 7 deg | a knee that bends by 35 or straightens tilts the shank by 15-20 | bottoms of one posture differ by 1-4 |
| `ALIKE_DEG` | 6 deg | two in a row that left make a new run; one alone has stumbled | |
| `CHANGES` | 0.5 | where the lean changed, it is another posture as often as the same one held otherwise | |
| `FAR` | 0.1 | of those changes, one that needs the feet set elsewhere or a seat: for such the set is left; what was declared has no say in a change | |
| `BETWEEN`, `EARLIER`, `LEAST` | 0.8, 2, 3 | from set to set it is another exercise that often; so many sets before are remembered, for they share flesh and strap, if they had so many repetitions | |
| `KEEP` | 0.95 a repetition | a strap creeps round: what showed forward counts half after fourteen | a set has 8-25 |
| `FORWARD_FLOOR` | 0.09 | what of a carry is alike in all repetitions and is none: gravity that leaks into 0.03 m/s2 at a lift of 0.3 | |
| `SIGN_LEAST` | 0.02 | what was seen of forward before the set is trusted 50 to 1: the strap may have been put on anew | |
| `LEVELLED_DEG` | 5 deg | forward shown while walking and in the set's lean are not of one plane | |
| `LEANT` | 8 deg | a shank that leans so much shows by it which way forward lies | sway 1, a mount 5 |
| `SAME_LINE` | cos 20 deg | lines so near are one | |
| `CALLED` | 4 in 7 | a form is called from odds of four to three on, else it is uncertain: of what is said at 0.6, six in ten are, of 0.8, nine | 0.5 is a coin |
| `LEFT_DEG` | 0.8 deg | what is left of soft tissue once it was measured on this leg: its own change from set to set | a fifth of the least that tells seated from straight |
| `FLEXION_MOST_DEG` | 20 deg | a knee angle known no better is not told: standing bent and squat are one group, 45 apart | a posture known for sure is told to 5-10 |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import degrees, radians

import numpy as np

from tracker import evidence
from tracker.bend import Bend, seen_as
from tracker.calibration import AGAIN_DEG, FORWARD_DEG, Calibration
from tracker.chain import chain, changing
from tracker.cues import ALL_CUES, Cue
from tracker.evidence import FORWARD, Rep, Run, Table
from tracker.leaned import OFFSETS, offsets_prior
from tracker.measure import Shape
from tracker.personal import personal
from tracker.postures import POSTURES
from tracker.priors import EVEN, GROUPS, prior_of
from tracker.samples import Floats
from tracker.setup import Exercise, Form, Group
from tracker.strapping import Mount
from tracker.surroundings import After, Around
from tracker.vectors import NOTHING, Vector, apart_deg, dot, level, plus, scaled, size, unit

BREAK_DEG = 7.0
ALIKE_DEG = 6.0
CHANGES = 0.5
FAR = 0.1
BETWEEN = 0.8
EARLIER = 2
LEAST = 3
KEEP = 0.95
FORWARD_FLOOR = 0.09
SIGN_LEAST = 0.02
LEVELLED_DEG = 5.0
SAME_LINE = 0.94
LEANT = 0.14
CALLED = 4.0 / 7.0
LEFT_DEG = 0.8
FLEXION_MOST_DEG = 20.0

_FLEXIONS = np.array([p.flexion_deg for p in POSTURES])
_TOLD = np.column_stack(
    [
        [p.bent for p in POSTURES],
        [p.lean_deg[0] for p in POSTURES],
        _FLEXIONS[:, 0],
        (_FLEXIONS * _FLEXIONS).sum(axis=1),
        *GROUPS.values(),
    ]
).astype(np.float64)  # what each posture is, and which of the groups
_NEAR = np.array([[1.0 if p.feet == q.feet else FAR for q in POSTURES] for p in POSTURES])
_WITHIN = changing(CHANGES, EVEN * _NEAR)


def form_of(p_bent: float) -> Form:
    """The form that is called at a probability."""
    return Form.BENT if p_bent >= CALLED else Form.STRAIGHT if p_bent <= 1.0 - CALLED else Form.UNCERTAIN


@dataclass(frozen=True, slots=True)
class Call:
    """A form with its probability; `group` with its own. `flexion_deg` None where it is not known to `FLEXION_MOST_DEG`."""

    form: Form
    p_bent: float
    flexion_deg: float | None
    group: Group
    group_confidence: float
    lean_deg: float  # expected of the postures, not measured: the mount is askew by as much

    @staticmethod
    def of(chances: Floats) -> Call:
        """From the chances of the postures."""
        p_bent, lean, flexion, square, *groups = (chances @ _TOLD).tolist()
        sure, group = max(zip(groups, GROUPS, strict=True), key=lambda one: one[0])
        known = flexion if square - flexion * flexion <= FLEXION_MOST_DEG**2 else None
        return Call(form_of(p_bent), p_bent, known, group, sure, lean)


class FormJudge:
    """Evidence of one set, repetition by repetition; `forward` carries over, the strap stays where it is."""

    def __init__(
        self,
        declared: Exercise | None,
        cues: frozenset[Cue] = ALL_CUES,
        calibration: Calibration | None = None,
    ) -> None:
        self._declared = declared if Cue.DECLARED in cues else None
        self._cues = cues
        self._runs: list[Run] = []
        self._earlier: list[tuple[Run, Floats]] = []  # of the sets before, each with its own prior
        self.calibration = calibration
        self._carried, self._weight = NOTHING, 0.0  # forward, as all repetitions so far showed it
        self._before = (NOTHING, 0.0)
        self.new_set()

    def declare(self, exercise: Exercise) -> None:
        """The prior from here on; forward stays what it is, for the sensor stayed where it was strapped."""
        self._declared = exercise if Cue.DECLARED in self._cues else None

    @property
    def calibration(self) -> Calibration | None:
        """How the sensor sits on this leg, where that is known and holds."""
        return self._calibration

    @calibration.setter
    def calibration(self, known: Calibration | None) -> None:
        self._calibration = known
        self._table = Table() if known is None else Table(personal(POSTURES, known), LEFT_DEG)
        self._chances: list[Floats] | None = None

    def new_set(self) -> None:
        """A new set is a new posture on the same leg, in the same strap."""
        if self._runs and Cue.MEMORY in self._cues:
            run = max(self._runs, key=lambda one: len(one.reps))
            if len(run.reps) >= LEAST:
                self._earlier = [*self._earlier, (run, self._prior())][-EARLIER:]
        self._runs = []
        self._after: After | None = None
        self._chances = None
        self._forward = NOTHING
        self._forwards: Floats = np.zeros((0, 3))

    @property
    def posture(self) -> Vector | None:
        """Up in the sensor frame at the start of the set's last repetition."""
        return self._runs[-1].reps[-1].up if self._runs else None

    def add(self, shape: Shape, around: Around, knee: Bend | None = None) -> None:
        """Take a repetition in; `knee`: what a second sensor tells of it."""
        if Cue.MEMORY not in self._cues:
            self._carried, self._weight = NOTHING, 0.0
            self.new_set()
        rep = Rep.of(shape, around, knee)
        self._place(rep)
        self._before = (self._carried, self._weight)
        self._push(rep)

    def over(self, after: After) -> None:
        """The set is over: what was seen after it, as far as anything was."""
        self._after = after
        self._chances = None

    def replace_last(self, shape: Shape) -> None:
        """The last repetition has been measured anew."""
        old = self._runs[-1].pop()
        if not self._runs[-1].reps:
            self._runs.pop()
        rep = Rep.of(shape, old.around, old.knee)
        self._place(rep)
        self._carried, self._weight = self._before
        self._push(rep)

    def _place(self, rep: Rep) -> None:
        """Into the present run, or, when it and the one before it left that, into a new one."""
        self._chances = None
        if not self._runs:
            self._runs.append(Run([rep]))
            return
        run = self._runs[-1]
        last = run.reps[-1]
        if len(run.reps) > 1:
            known = Run(run.reps[:-1]).up
            left = apart_deg(rep.up, known) > BREAK_DEG and apart_deg(last.up, known) > BREAK_DEG
            if left and apart_deg(rep.up, last.up) < ALIKE_DEG:
                self._runs.append(Run([run.pop(), rep]))
                return
        run.add(rep)

    def _push(self, rep: Rep) -> None:
        self._carried = plus(scaled(self._carried, KEEP), rep.carry, rep.weight)
        self._weight = KEEP * self._weight + rep.weight

    def rotation_deg(self, shape: Shape) -> float:
        """Backward turn of the shank in this repetition."""
        self._weigh()
        return degrees(dot(shape.turn_rad, self._forward))

    def call(self) -> Call:
        """What the set so far says, as it is now: of its last run."""
        return self._call(self._weigh()[-1], self._runs[-1] if self._runs else None)

    def calls(self) -> list[Call]:
        """What the whole set says of each of its repetitions, in their order; nothing without memory."""
        if Cue.MEMORY not in self._cues or not self._runs:
            return []
        found: list[Call] = []
        for run, chances in zip(self._runs, self._weigh(), strict=True):
            found += [self._call(chances, run)] * len(run.reps)
        return found

    def whole(self) -> Call:
        """What the whole set was: the form of most of its repetitions."""
        chances = self._weigh()
        if not self._runs:
            return self._call(chances[0], None)
        n = np.array([len(run.reps) for run in self._runs], dtype=np.float64)
        if len(self._runs) == 1 or any(run.knee is not None for run in self._runs):
            longest = int(np.argmax(n))
            return self._call(chances[longest], self._runs[longest])
        return Call.of((np.array(chances).sum(axis=1) * n[:, None]).sum(axis=0) / n.sum())

    def _call(self, chances: Floats, run: Run | None) -> Call:
        """Of a run; where a second sensor tells the knee, of that in the light of all else."""
        call = Call.of(chances.sum(axis=0))
        if run is None or run.knee is None:
            return call
        lefts = evidence.across(run.up, self._forwards)
        p_bent, flexion, spread = seen_as(self._table.flexions, chances, run.knee, lefts)
        known = flexion if spread <= FLEXION_MOST_DEG else None
        return replace(call, form=form_of(p_bent), p_bent=p_bent, flexion_deg=known)

    def _weigh(self) -> list[Floats]:
        """Chances of the postures with each way forward, (forwards, postures), in each run, all runs seen together."""
        if self._chances is not None:
            return self._chances
        prior = self._prior()
        if not self._runs:
            self._chances = [prior[None]]
            return self._chances
        up = self._runs[-1].up
        mount = self._mount(up)
        lines = self._lines(up, mount)
        forwards = np.array([scaled(line, sign) for line in lines for sign in (1.0, -1.0)])
        logs, chances = self._chain(prior, forwards, mount)
        logs = logs + self._walked(forwards, mount)
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        best = forwards[int(np.argmax(weights))]
        self._forward = (float(best[0]), float(best[1]), float(best[2]))
        self._forwards = forwards
        self._chances = [weights[:, None] * one for one in chances]
        return self._chances

    def _prior(self) -> Floats:
        """By what was seen before the set: a first repetition whose posture was none of the others' tells nothing."""
        first = next((run for run in self._runs if len(run.reps) > 1), self._runs[0] if self._runs else None)
        told = first is not None and Cue.TRANSITION in self._cues
        return prior_of(
            first.reps[0].around if first is not None and told else None,
            self._after,
            self._declared.group if self._declared is not None else None,
        )

    def _mount(self, up: Vector) -> Mount:
        known = self._calibration
        if known is not None:
            return Mount(known.axis, 0.0, AGAIN_DEG, known.forward, FORWARD_DEG)
        seen = self._runs[-1].reps[-1].around.mount if self._after is None else self._after.mount
        if seen is not None and Cue.STRAPPING in self._cues:
            return seen
        return Mount.unseen(up)

    def _lines(self, up: Vector, mount: Mount) -> list[Vector]:
        """The lines the shank may turn along, level with the ground: that of the carry, with what walking showed, and
        that of the turn itself, for slow repetitions hardly push, and that of the lean, where there is one."""
        seen, weight = self._carried, self._weight
        share = 1.0 / (
            1.0 + weight * FORWARD_FLOOR**2
        )  # many repetitions know it no better than what is alike in all
        seen = scaled(seen, share)
        if mount.forward is not None:
            sure = 1.0 / (FORWARD[0] * radians(mount.forward_deg)) ** 2
            seen = plus(seen, scaled(mount.forward, FORWARD[0]), sure)
        told = [seen, self._runs[-1].turn_deg]
        leant = level(plus(mount.up, up, -1.0), up)
        if size(leant) > LEANT:
            told.append(leant)
        lines: list[Vector] = []
        for one in told:
            line = unit(level(one, up))
            if line != NOTHING and all(abs(dot(line, other)) <= SAME_LINE for other in lines):
                lines.append(line)
        return lines or [NOTHING]

    def _walked(self, forwards: Floats, mount: Mount) -> Floats:
        """Log likelihood of what walking, or a calibration, showed of forward."""
        if mount.forward is None or Cue.SIGN not in self._cues:
            return np.zeros(len(forwards))
        off = np.degrees(np.arccos(np.clip(forwards @ np.array(mount.forward), -1.0, 1.0)))
        result: Floats = np.log(np.exp(-0.5 * (off / (mount.forward_deg + LEVELLED_DEG)) ** 2) + SIGN_LEAST)
        return result

    def _chain(self, prior: Floats, forwards: Floats, mount: Mount) -> tuple[Floats, list[Floats]]:
        """Log evidence for each of these being forward, and the chances of the postures in each run of the set. The sets before it are links of the same chain: the same flesh, the same strap."""
        shared = evidence.SOFTS_PRIOR[:, None]
        runs = [run for run, _ in self._earlier] + self._runs
        priors = [*(one for _, one in self._earlier), prior]
        changes = [changing(BETWEEN, one[None]) for one in priors[1:]]
        changes += [_WITHIN] * (len(self._runs) - 1)
        seen = self._seen(runs, forwards, mount)
        up = self._runs[-1].up
        seen[0] += offsets_prior(mount, up, forwards, evidence.across(up, forwards))[:, None, None]
        total, chances = chain(seen, priors[0], changes, shared)
        return total, chances[len(self._earlier) :]

    def _seen(self, runs: list[Run], forwards: Floats, mount: Mount) -> Floats:
        """Log likelihood of each run, (runs, forwards, postures, softs, offsets)."""
        turning = evidence.of_turning(self._table, runs, forwards, self._cues)[..., None]
        table, cues = self._table, self._cues
        still = [evidence.of_quiet(table, run, cues) + evidence.of_knee(table, run, forwards) for run in runs]
        turning += np.array(still)[:, :, :, None, None]
        if Cue.REST_TILT in cues:
            return turning + evidence.of_tilt(table, runs, forwards, mount)[:, :, :, None, :]
        return turning + np.zeros(len(OFFSETS))
