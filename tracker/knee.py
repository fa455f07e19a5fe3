"""Knee flexion from the inclinations of two segments, shank and thigh, without knowing how either sensor sits.

Each segment turns in the sagittal plane about an axis its sensor shows (hinge.py), so tilts can be counted along
it; what is missing is where to count from. Standing is: the knee is as good as straight, and of all the places
where a leg rests it is the one where the thigh is tipped back least. So the knee's flexion is that of standing,
plus what the shank has tipped forward since, plus what the thigh has tipped back, and how either sensor is strapped
on cancels. Where the athlete has not been seen to stand, the sensor's axes are taken for the bones' (they are
strapped on up to 15 deg askew), and a thigh is upright or level by how it takes part in raises.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LAG_S` | 0.5 s | by so much the thigh's samples may come later than the shank's and nothing changes | a raise is counted 0.4 s after its top at the earliest, and asked for up to there |
| `CALM_RADS`, `CALM_S` | 15 deg/s, 0.6 s | a leg that stays: sway peaks at 6 deg/s | a raise turns a seated thigh at 15-40 |
| `SAME_DEG` | 8 deg | one place to rest: sway, a shifted foot | sitting and standing 80 apart |
| `APART_DEG` | 35 deg | two places that cannot both be standing: the least bent squat (flexion 60) tips the thigh back by 35 | a straight leg's thigh wanders by 10 |
| `PASSAGE_S` | 6 s | the longest way from one rest to another that is integrated: the velocity of both ends is nought | sitting down takes 1-2 |
| `RISEN_M` | 0.06 m | what such an integral is off by; a thigh's sensor rises by 0.05-0.3 as one stands up | |
| `STANDING_DEG`, `STANDING_SPREAD_DEG` | 4, 3 deg | flexion of a knee that stands at ease (Hebert-Losier) | |
| `MOUNT_DEG` | 5.5 deg | a sensor's axis against the bone in the sagittal plane: up to 15 deg askew | |
| `FLESH_DEG` | 2.5 deg | calf and thigh under two straps | |
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import exp, hypot, log, radians
from typing import NamedTuple

from tracker.calibration import AGAIN_DEG, Calibration
from tracker.hinge import Hinge, rotation, swing_deg
from tracker.leaving import LOOK_S, SWING_RADS
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.thigh import Thigh, Tilt
from tracker.timeline import CELL_S
from tracker.vectors import Vector, apart_deg, cross, dot, level, mean, nearest_axis, plus, scaled, unit

LAG_S = 0.5
CALM_RADS = radians(15.0)
CALM_S = 0.6
SAME_DEG = 8.0
APART_DEG = 35.0
PASSAGE_S = 6.0
RISEN_M = 0.06
STANDING_DEG = 4.0
STANDING_SPREAD_DEG = 3.0
MOUNT_DEG = 5.5
FLESH_DEG = 2.5
RISES_M = 0.15
RISEN_MOST = 6.0
TIP_DEG = 4.0
TIP_MOST = 3.0
WHOLE = 0.2
THIGH_RADS = 0.8
STRIDE_ODDS = 0.5
UPRIGHT_DEG = 25.0
LEVEL_ODDS = (-1.0, 4.0)
LEVEL_MOST = 2.0
NEAR_DEG = 15.0
SWAY_LOOKS = 5
KEPT_S = 40.0
PLACES = 8


class Pair(NamedTuple):
    """Up in both sensors' frames at one moment."""

    t_s: float
    shank: Vector
    thigh: Vector


@dataclass(frozen=True, slots=True)
class Flexion:
    """`deg` to `spread_deg`, with this chance; where more than one is possible there are several."""

    chance: float
    deg: float
    spread_deg: float


@dataclass(slots=True)
class _Place:
    """Where the leg rests, or rested: means of both tilts, from when to when last; how restless the thigh is there,
    deg over `SWAY_LOOKS`."""

    shank: Vector
    thigh: Vector
    since_s: float
    last_s: float
    looks: int = 1
    sway_deg: float = 0.0
    sways: int = 0

    def take(self, pair: Pair, earlier: Pair | None) -> None:
        """Another look at it."""
        self.looks += 1
        n = min(self.looks, 100)
        self.shank, self.thigh = _towards(self.shank, pair.shank, n), _towards(self.thigh, pair.thigh, n)
        self.last_s = pair.t_s
        if earlier is not None and earlier.t_s >= self.since_s:
            self.sways += 1
            self.sway_deg += (apart_deg(earlier.thigh, pair.thigh) - self.sway_deg) / self.sways


class Knee:
    """Streaming. The thigh's samples come by `thigh.update`, the shank's moments by `step`, every look."""

    def __init__(self, calibration: Calibration | None = None) -> None:
        self.thigh = Thigh()
        self.calibration = calibration
        self._coming: deque[tuple[float, Vector]] = deque()  # the shank's, until the thigh's are there too
        self._pairs: deque[Pair] = deque(maxlen=round(KEPT_S / LOOK_S))
        self._shank, self._thigh = Hinge(), Hinge()
        self._places: list[_Place] = []
        self._here: _Place | None = None  # the last of them
        self._stay: _Place | None = None
        self._way: list[Pair] = []  # since the last place was left
        self._raises: deque[tuple[Vector, float]] = deque(maxlen=8)  # tilt, and log odds of a level thigh

    @property
    def worn(self) -> bool:
        """Whether there is anything from the thigh."""
        return bool(self._pairs)

    def step(self, m: Moment) -> None:
        """Advance by one look."""
        self._coming.append((m.t_s, m.u))
        while self._coming and self._coming[0][0] <= m.t_s - LAG_S:
            t_s, shank = self._coming.popleft()
            tilt = self.thigh.at(t_s)
            if tilt is None:
                self._stay, self._way = None, []
            else:
                self._take(Pair(t_s, shank, tilt.up))

    def raised(self, shape: Shape, moments: list[Moment]) -> None:
        """A raise of the shank's heel: what the thigh did meanwhile. `moments`: the shank's of the raise."""
        first, top = self._near(shape.start_s, shape.top_s)
        if first is None or top is None:
            return
        turn = rotation(first.thigh, top.thigh)
        self._thigh.raise_(turn)
        self._shank.raise_(rotation(first.shank, top.shank))
        back = abs(swing_deg(first.thigh, top.thigh, self._thigh.line)) / (100.0 * shape.height_m)
        self._raises.append((first.thigh, _level_odds(back, self._share(moments))))

    def between(self, start_s: float, end_s: float) -> tuple[Flexion, ...]:
        """Mean flexion over a stretch, as far as it is known; empty without a thigh."""
        pairs = [pair for pair in self._pairs if start_s <= pair.t_s <= end_s]
        if not pairs:
            return ()
        shank, thigh = mean(pair.shank for pair in pairs), mean(pair.thigh for pair in pairs)
        return self.flexion(unit(shank), unit(thigh))

    def flexion(self, shank: Vector, thigh: Vector) -> tuple[Flexion, ...]:
        """Of one posture: as many answers as are possible, with their chances."""
        line = self._thigh.line
        ends = (self._counted(shank, thigh, line), self._counted(shank, thigh, scaled(line, -1.0)))
        odds = self._thigh.odds + self._agrees(line) - self._agrees(scaled(line, -1.0))
        chance = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))
        spread = hypot(STANDING_SPREAD_DEG, FLESH_DEG)
        chances = (chance, 1.0 - chance)
        known = [(c, deg) for c, deg in zip(chances, ends, strict=True) if deg is not None]
        whole = sum(c for c, _ in known)
        if whole < WHOLE:  # the likelier sense knows of no standing
            return self._by_axes(shank, thigh)
        return tuple(Flexion(c / whole, deg, spread) for c, deg in known)

    def _counted(self, shank: Vector, thigh: Vector, left: Vector) -> float | None:
        """Counted from standing, were that the thigh's left; None where the athlete was not seen to stand."""
        standing = self._standing(left)
        if standing is None:
            return None
        lean = swing_deg(standing.shank, shank, self._left())
        return STANDING_DEG + lean - swing_deg(standing.thigh, thigh, left)

    def _agrees(self, left: Vector) -> float:
        """Log odds of what the thigh did in raises, were that its left."""
        standing = self._standing(left)
        if standing is None or not self._raises:
            return 0.0
        backs = [-swing_deg(standing.thigh, thigh, left) for thigh, _ in self._raises]
        odds = sum(one if back > 45.0 else -one for back, (_, one) in zip(backs, self._raises, strict=True))
        return max(-LEVEL_MOST, min(LEVEL_MOST, 0.5 * odds / max(1.0, len(backs) / 3.0)))

    def _by_axes(self, shank: Vector, thigh: Vector) -> tuple[Flexion, ...]:
        """By the sensor's own axes, taken for those of the bones."""
        known = self.calibration
        if known is not None:
            lean, lean_deg = known.lean_deg(shank), AGAIN_DEG
        else:
            left = self._left()
            lean, lean_deg = swing_deg(level_axis(shank, left), shank, left), MOUNT_DEG
        spread = hypot(lean_deg, MOUNT_DEG, FLESH_DEG)
        left = self._thigh.left
        upright = -swing_deg(level_axis(thigh, left), thigh, left)
        # A level thigh's sensor axis nearest to vertical points forward; its bone's axis is across that.
        laid = -swing_deg(cross(level_axis(thigh, left), left), thigh, left)
        odds = sum(one for _, one in self._raises) / max(1.0, len(self._raises) / 3.0)
        chance = 1.0 / (1.0 + exp(-max(-LEVEL_MOST, min(LEVEL_MOST, odds))))
        return (Flexion(1.0 - chance, upright + lean, spread), Flexion(chance, laid + lean, spread))

    def _left(self) -> Vector:
        return self.calibration.left if self.calibration is not None else self._shank.left

    def _take(self, pair: Pair) -> None:
        before = self._pairs[-1] if self._pairs else None
        self._pairs.append(pair)
        if before is None or pair.t_s - before.t_s > 2.0 * LOOK_S:
            self._stay, self._way = None, [pair]
            return
        self._shank.turn(before.shank, pair.shank)
        self._thigh.turn(before.thigh, pair.thigh)
        self._swung(before, pair)
        rate = radians(max(apart_deg(before.shank, pair.shank), apart_deg(before.thigh, pair.thigh))) / LOOK_S
        stay = self._stay
        if rate > CALM_RADS or (stay is not None and apart_deg(pair.thigh, stay.thigh) > SAME_DEG):
            self._stay = None
            self._way.append(pair)
        elif stay is None:
            self._stay = _Place(pair.shank, pair.thigh, pair.t_s, pair.t_s)
            self._way.append(pair)
        else:
            earlier = self._pairs[-1 - SWAY_LOOKS] if len(self._pairs) > SWAY_LOOKS else None
            stay.take(pair, earlier)
            if pair.t_s - stay.since_s >= CALM_S and stay is not self._here:
                self._arrive(stay, earlier)

    def _arrive(self, stay: _Place, earlier: Pair | None) -> None:
        """The leg rests: a new place, or one that is known."""
        if self._here is not None:
            self._passed(self._here, stay)
        known = next((p for p in self._places if _alike(p, stay)), None)
        if known is None:
            known = stay
            self._places = [*self._places, stay]
            if len(self._places) > PLACES:  # the one that was least a place
                self._places.remove(min(self._places[:-1], key=lambda place: place.looks))
        else:
            known.since_s, known.last_s = stay.since_s, stay.last_s
            known.looks += stay.looks
        self._here = self._stay = known
        self._way = []

    def _passed(self, a: _Place, b: _Place) -> None:
        """From one rest to another: up, if the thigh came up to stand."""
        line = self._thigh.line
        turned = swing_deg(a.thigh, b.thigh, line)
        if abs(turned) < APART_DEG or b.since_s - a.last_s > PASSAGE_S:
            return
        risen = _risen_m(
            self.thigh.stretch(a.last_s - 0.5, a.last_s - 0.1),
            self.thigh.stretch(a.last_s - 0.1, b.since_s + 0.1),
            self.thigh.stretch(b.since_s + 0.1, b.since_s + CALM_S),
        )
        odds = max(-RISEN_MOST, min(RISEN_MOST, 2.0 * RISES_M * risen / RISEN_M**2))
        self._thigh.vote(scaled(line, turned), odds)
        # The shank tips forward on the way, beyond where it was at either end.
        line = self._shank.line
        course = [swing_deg(a.shank, pair.shank, line) for pair in self._way]
        end = swing_deg(a.shank, b.shank, line)
        ahead, behind = max([0.0, *course]) - max(0.0, end), min(0.0, end) - min([0.0, *course])
        self._shank.vote(line, max(-TIP_MOST, min(TIP_MOST, (ahead - behind) / TIP_DEG)))

    def _swung(self, before: Pair, now: Pair) -> None:
        """A stride: as the foot swings forward, shank and thigh tip back together."""
        shank, thigh = rotation(before.shank, now.shank), rotation(before.thigh, now.thigh)
        if dot(thigh, thigh) > (THIGH_RADS * LOOK_S) ** 2 and dot(shank, shank) > (SWING_RADS * LOOK_S) ** 2:
            line = self._shank.line
            alike = dot(shank, line) * dot(thigh, self._thigh.left)
            self._shank.vote(line, STRIDE_ODDS if alike > 0.0 else -STRIDE_ODDS)

    def _standing(self, left: Vector) -> _Place | None:
        """The place where the athlete stands, if he was seen to stand up or to sit down."""
        places = [p for p in self._places if apart_deg(p.shank, nearest_axis(p.shank)) < UPRIGHT_DEG]
        if len(places) < 2:
            return None
        first = places[0].thigh
        tips = [swing_deg(first, place.thigh, left) for place in places]
        most = max(tips)
        upright = [p for p, tip in zip(places, tips, strict=True) if most - tip < NEAR_DEG]
        if most - min(tips) < APART_DEG:
            return None
        standing = max(upright, key=lambda place: place.looks)
        return standing if apart_deg(standing.thigh, nearest_axis(standing.thigh)) < UPRIGHT_DEG else None

    def _near(self, *moments_s: float) -> list[Pair | None]:
        found: list[Pair | None] = []
        for t_s in moments_s:
            near = min(self._pairs, key=lambda pair: abs(pair.t_s - t_s), default=None)
            found.append(near if near is not None and abs(near.t_s - t_s) < 2.0 * LOOK_S else None)
        return found

    def _share(self, moments: list[Moment]) -> float | None:
        """How much of the shank's upward acceleration the thigh's sensor shares."""
        both = [(m.raw_ms2, tilt.raw_ms2) for m in moments if (tilt := self.thigh.at(m.t_s)) is not None]
        if len(both) < 10:
            return None
        a = sum(x for x, _ in both) / len(both)
        b = sum(y for _, y in both) / len(both)
        energy = sum((x - a) ** 2 for x, _ in both)
        return sum((x - a) * (y - b) for x, y in both) / energy if energy > 0.0 else None


def level_axis(up: Vector, left: Vector) -> Vector:
    """The sensor axis nearest to vertical, in the plane the segment tips in."""
    return unit(level(nearest_axis(up), left))


def _alike(a: _Place, b: _Place) -> bool:
    return apart_deg(a.thigh, b.thigh) < SAME_DEG and apart_deg(a.shank, b.shank) < SAME_DEG


def _towards(a: Vector, b: Vector, n: int) -> Vector:
    return unit((a[0] + (b[0] - a[0]) / n, a[1] + (b[1] - a[1]) / n, a[2] + (b[2] - a[2]) / n))


def _risen_m(before: list[Tilt], way: list[Tilt], after: list[Tilt]) -> float:
    """Height gained between two rests: integrated twice, with the velocity nought at both. An accelerometer's offset
    turns with the segment; it is read off at the rests, where nothing accelerates."""
    if not before or not way or not after:
        return 0.0
    a, b = before[-1].up, after[0].up
    at_a = sum(tilt.raw_ms2 for tilt in before) / len(before)
    at_b = sum(tilt.raw_ms2 for tilt in after) / len(after)
    c = dot(a, b)
    share = max(1e-3, 1.0 - c * c)
    offset = plus(scaled(a, (at_a - c * at_b) / share), b, (at_b - c * at_a) / share)
    raw = [tilt.raw_ms2 - dot(offset, tilt.up) for tilt in way]
    drift = sum(raw) / len(raw)
    speed = height = 0.0
    for acceleration in raw:
        speed += (acceleration - drift) * CELL_S
        height += speed * CELL_S
    return height


def _level_odds(back_deg_cm: float, share: float | None) -> float:
    """Log odds of a thigh that lies level in a raise, from its turn and from its share of the shank's rise."""
    odds = _normal(back_deg_cm - 1.2, 0.45) - _normal(back_deg_cm - 0.5, 0.45)
    if share is not None:
        odds += max(-3.0, min(3.0, _normal(share - 0.7, 0.17) - _normal(share - 1.0, 0.08)))
    return max(LEVEL_ODDS[0], min(LEVEL_ODDS[1], odds))


def _normal(x: float, sigma: float) -> float:
    return -0.5 * (x / sigma) ** 2 - log(sigma)
