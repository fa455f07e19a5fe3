"""Knee bent or straight, and which group of exercises, from what one shank shows.

One shank sensor does not measure the knee; it infers the form. Six postures (postures.py) are weighed against each
other by how likely each makes what was seen (evidence.py): turn and carry for the rise, lean at rest against the
shank's own axis (strapping.py), sway, and where the athlete went before the set (whereabouts.py). A set is one run
of repetitions alike, or a few where the lean at rest changes; a change of posture is as likely as `CHANGES` says, so
repetitions of one set speak for each other. Any of these cues can be left out (cues.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `BREAK_DEG` | 7 deg | a knee that bends by 35 or straightens tilts the shank by 15-20 | bottoms of one posture differ by 1-4 |
| `ALIKE_DEG` | 6 deg | two in a row that left make a new run; one alone has stumbled | |
| `CHANGES` | 0.5 | where the lean changed, it is another posture as often as the same one held otherwise | |
| `KEEP` | 0.95 a repetition | a strap creeps round: what showed forward counts half after fourteen | a set has 8-25 |
| `PLAIN` | 4 sigma | from there on the carry's own direction is within 15 deg | 3 sigma is within 20 |
| `FORWARD` | 0.55, 0.2 | how far a sensor is carried for its rise, in all postures | |
| `SIGN_MOST` | 50 to 1 | what was seen of forward before the set is trusted so far: the strap may have been put on anew | |
| `CALLED` | 0.65 | a form is called from odds of two to one on, else it is uncertain | 0.5 is a coin |
| `DECLARED_ODDS` | 3 to 1 | a declared exercise is a prior that evidence overrules within a set | ten repetitions of plain evidence say 100 to 1 |
| `LEFT_DEG` | 0.8 deg | what is left of soft tissue once it was measured on this leg: its own change from set to set | a fifth of the least that tells seated from straight |
| `MEASURED`, `MEASURED_DEG` | 90 %, 6 deg | a knee two sensors measured so surely and so well is the call, whatever else was inferred | by the sensors' own axes it is known to 8 |
| `BENT_DEG` | 22 deg | bent above (Hebert-Losier, JOSPT 2011) | |
| `FLEXION_MOST_DEG` | 30 deg | a knee angle known no better is not told | bent and straight are 45 apart |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import degrees, erf, log, sqrt

import numpy as np

from tracker import evidence
from tracker.calibration import AGAIN_DEG, FORWARD_DEG, Calibration
from tracker.cues import ALL_CUES, Cue
from tracker.evidence import Rep, Run, Table
from tracker.knee import Flexion
from tracker.measure import Shape
from tracker.personal import personal
from tracker.postures import POSTURES
from tracker.samples import Floats
from tracker.setup import Exercise, Form, Group
from tracker.strapping import Mount
from tracker.surroundings import Around
from tracker.vectors import NOTHING, Vector, apart_deg, dot, level, plus, scaled, size, unit
from tracker.whereabouts import BASE

BREAK_DEG = 7.0
ALIKE_DEG = 6.0
CHANGES = 0.5
KEEP = 0.95
PLAIN = 4.0
FORWARD = (0.55, 0.2)
SIGN_MOST = log(50.0)
CALLED = 0.65
DECLARED_ODDS = 3.0
LEFT_DEG = 0.8
FLEXION_MOST_DEG = 30.0
MEASURED = 0.9
MEASURED_DEG = 6.0
BENT_DEG = 22.0

_PRIORS = np.array([p.prior for p in POSTURES])
_BENT = np.array([p.bent for p in POSTURES])
_STANCES = np.array([p.stance for p in POSTURES])
_FLEXIONS = np.array([p.flexion_deg for p in POSTURES])
_LEANS = np.array([p.lean_deg[0] for p in POSTURES])
_GROUPS = {group: np.array([p.group is group for p in POSTURES]) for group in Group}


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
        p_bent = float(chances[_BENT].sum())
        flexion = float(chances @ _FLEXIONS[:, 0])
        spread = sqrt(float(chances @ (_FLEXIONS[:, 1] ** 2 + (_FLEXIONS[:, 0] - flexion) ** 2)))
        groups = {group: float(chances[members].sum()) for group, members in _GROUPS.items()}
        group = max(groups, key=lambda g: groups[g])
        form = form_of(p_bent)
        known = flexion if spread <= FLEXION_MOST_DEG else None
        return Call(form, p_bent, known, group, groups[group], float(chances @ _LEANS))


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
        """A new set is a new posture: only the direction of forward is kept."""
        self._runs = []
        self._around: Around | None = None
        self._known = (self._carried, self._weight)  # of forward, before the set
        self._chances = None
        self._forward = NOTHING

    @property
    def posture(self) -> Vector | None:
        """Up in the sensor frame at the start of the set's last repetition."""
        return self._runs[-1].reps[-1].up if self._runs else None

    def add(self, shape: Shape, around: Around, knee: tuple[Flexion, ...] = ()) -> None:
        """Take a repetition in; `knee`: its flexion, where a second sensor measured it."""
        if Cue.MEMORY not in self._cues:
            self._carried, self._weight = NOTHING, 0.0
            self.new_set()
        if self._around is None:
            self._around = around
        rep = Rep.of(shape, around.sway_deg, knee)
        self._place(rep)
        self._before = (self._carried, self._weight)
        self._push(rep)

    def replace_last(self, shape: Shape) -> None:
        """The last repetition has been measured anew."""
        old = self._runs[-1].reps.pop()
        if not self._runs[-1].reps:
            self._runs.pop()
        rep = Rep.of(shape, old.sway_deg, old.knee)
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
                self._runs.append(Run([run.reps.pop(), rep]))
                return
        run.reps.append(rep)

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
        """What the whole set says of each of its repetitions, in their order."""
        found: list[Call] = []
        for run, chances in zip(self._runs, self._weigh(), strict=True):
            found += [self._call(chances, run)] * len(run.reps)
        return found

    def whole(self) -> Call:
        """What the whole set was: the form of most of its repetitions."""
        chances = self._weigh()
        if not self._runs:
            return Call.of(chances[0])
        n = np.array([len(run.reps) for run in self._runs], dtype=np.float64)
        if len(self._runs) == 1 or any(run.knee for run in self._runs):
            longest = int(np.argmax(n))
            return self._call(chances[longest], self._runs[longest])
        return Call.of((np.array(chances) * n[:, None]).sum(axis=0) / n.sum())

    def _call(self, chances: Floats, run: Run | None) -> Call:
        """Of a run; where its knee was measured for sure, the measurement is the call."""
        call = Call.of(chances)
        if run is None or not run.knee:
            return call
        weights = evidence.answers(self._table, chances, run.knee)
        best = max(range(len(weights)), key=lambda k: weights[k])
        angle = run.knee[best]
        if weights[best] < MEASURED or angle.spread_deg > MEASURED_DEG:
            return replace(call, flexion_deg=angle.deg if weights[best] >= MEASURED else call.flexion_deg)
        p_bent = 0.5 * (1.0 + erf((angle.deg - BENT_DEG) / (angle.spread_deg * sqrt(2.0))))
        return replace(call, form=form_of(p_bent), p_bent=p_bent, flexion_deg=angle.deg)

    def _weigh(self) -> list[Floats]:
        """Chances of the postures in each run, all runs seen together."""
        if self._chances is not None:
            return self._chances
        prior = self._prior()
        if not self._runs:
            self._chances = [prior]
            return self._chances
        up = self._runs[-1].up
        mount = self._mount(up)
        line = self._line(up, mount)
        odds = self._sign_odds(line, mount)
        ends = [self._chain(prior, scaled(line, sign), mount) for sign in (1.0, -1.0)]
        logs = np.array([ends[0][0] + odds, ends[1][0]])
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        self._forward = line if weights[0] >= 0.5 else scaled(line, -1.0)
        self._chances = [weights[0] * a + weights[1] * b for a, b in zip(ends[0][1], ends[1][1], strict=True)]
        return self._chances

    def _prior(self) -> Floats:
        prior = _PRIORS.copy()
        if self._around is not None and Cue.TRANSITION in self._cues:
            prior *= (np.array(self._around.chances) / np.array(BASE))[_STANCES]
        if self._declared is not None:
            prior[_GROUPS[self._declared.group]] *= DECLARED_ODDS
        result: Floats = prior / prior.sum()
        return result

    def _mount(self, up: Vector) -> Mount:
        known = self._calibration
        if known is not None:
            return Mount(known.axis, 0.0, AGAIN_DEG, known.forward, FORWARD_DEG)
        seen = self._around.mount if self._around is not None else None
        if seen is not None and Cue.STRAPPING in self._cues:
            return seen
        return Mount.unseen(up)

    def _line(self, up: Vector, mount: Mount) -> Vector:
        """The line the shank turns along, level with the ground.

        Carry gives it where that is plain, and walking. Slow repetitions hardly push: then the turn itself does.
        """
        seen, weight = self._carried, self._weight
        floor = (FORWARD[0] / 0.015 * 0.3) ** 2 if weight else 0.0
        seen, weight = scaled(seen, floor / (weight + floor + 1e-9)), weight * floor / (weight + floor + 1e-9)
        if mount.forward is not None:
            sure = 1.0 / (FORWARD[0] * np.radians(mount.forward_deg)) ** 2
            seen, weight = plus(seen, scaled(mount.forward, FORWARD[0]), sure), weight + sure
        seen = level(seen, up)
        if size(seen) < PLAIN * sqrt(max(weight, 1e-9)):
            seen = level(self._runs[-1].turn_deg, up)
        return unit(seen)

    def _sign_odds(self, line: Vector, mount: Mount) -> float:
        """Log odds that the line points forward, by what was seen before the set."""
        if Cue.SIGN not in self._cues:
            return 0.0
        odds = 0.0
        seen, weight = self._known
        if weight > 0.0:
            odds += 2.0 * FORWARD[0] * dot(seen, line) / weight / (FORWARD[1] ** 2 + 1.0 / weight)
        if mount.forward is not None:
            odds += 8.0 * dot(mount.forward, line)
        return max(-SIGN_MOST, min(SIGN_MOST, odds))

    def _chain(self, prior: Floats, forward: Vector, mount: Mount) -> tuple[float, list[Floats]]:
        """Log evidence for this end of the line being forward, and the chances of the postures in each run."""
        shared = evidence.softs_prior()[:, None] + evidence.offsets_prior(mount)
        seen = []
        for run in self._runs:
            one = evidence.of_turning(self._table, run, forward, self._cues)[:, :, None] + np.zeros(
                len(evidence.OFFSETS)
            )
            if Cue.REST_TILT in self._cues:
                one = one + evidence.of_tilt(self._table, run, forward, mount)[:, None, :]
            quiet = evidence.of_quiet(self._table, run, self._cues) + evidence.of_knee(self._table, run)
            seen.append(one + quiet[:, None, None])
        after = [np.zeros_like(seen[0])]  # what the runs after each say, by its posture and what is shared
        for one in reversed(seen[1:]):
            after.insert(0, _changed(one + after[0], prior))
        before = np.log(prior)[:, None, None] + shared
        chances = []
        total = 0.0
        for one, later in zip(seen, after, strict=True):
            joint = before + one + later
            total = _log_sum(joint)
            chances.append(np.exp(joint - total).sum(axis=(1, 2)))
            before = _change(before + one, prior)
        return total, chances


def _change(by_posture: Floats, prior: Floats) -> Floats:
    """From a run's postures to the next one's."""
    most = by_posture.max(axis=0)
    total = np.exp(by_posture - most)
    result: Floats = (
        np.log((1.0 - CHANGES) * total + CHANGES * prior[:, None, None] * total.sum(axis=0) + 1e-30) + most
    )
    return result


def _changed(by_posture: Floats, prior: Floats) -> Floats:
    """From what speaks for a run's postures to what speaks for those of the one before it."""
    most = by_posture.max(axis=0)
    total = np.exp(by_posture - most)
    result: Floats = (
        np.log((1.0 - CHANGES) * total + CHANGES * (prior[:, None, None] * total).sum(axis=0) + 1e-30) + most
    )
    return result


def _log_sum(logs: Floats) -> float:
    most = float(logs.max())
    return most + log(float(np.exp(logs - most).sum()))
