"""Knee flexion from the inclinations of two segments, shank and thigh, without knowing how either sensor sits.

Each segment turns in the sagittal plane about an axis its sensor shows (hinge.py), so tilts can be counted along
it; what is missing is where to count from. Standing is: the knee is as good as straight, and of all the places
where a leg rests it is the one where the thigh is tipped back least. So the knee's flexion is that of standing,
plus what the shank has tipped forward since, plus what the thigh has tipped back, and how either sensor is strapped
on cancels. Where the athlete has not been seen to stand, the sensor's axes are taken for the bones' (they are
strapped on up to 15 deg askew), and a thigh is upright or level by how it takes part in raises.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LAG_S` | 0.5 s | by so much the thigh's samples may come later than the shank's and nothing changes | a raise is counted 0.4 s after its top at the earliest |
| `CALM_RADS`, `CALM_S` | 25 deg/s, 0.4 s | a leg that stays: sway peaks at 6 deg/s, people who stand up five times in a row stand for half a second | sitting down takes a second at 80 |
| `APART_DEG` | 35 deg | two places that cannot both be standing: a squat of 60 deg of flexion tips the thigh back by so much | a straight leg's thigh wanders by 10 |
| `NEAR_DEG` | 15 deg | places to stand, by the thigh's tilt: the best known is taken | |
| `UPRIGHT_DEG` | 25 deg | of a sensor's axis against vertical where the bone is upright: 15 askew, 10 of lean | a kneeling shank is 70-88 off |
| `PASSAGE_S`, `PASSED_S` | 6, 1.5 s | the longest way from rest to rest that is integrated, and how long it takes to sit down; errors grow by the square | |
| `RISES_M`, `RISEN_M`, `RISEN_MOST` | 0.15, 0.06 m, 6 | a thigh's sensor comes up by 0.05-0.3 m as one stands up, known to 0.06; no way is trusted by more than 400 to 1 | |
| `TIP_DEG`, `TIP_MOST` | 4 deg, 3 | a shank tips forward beyond both rests by 3-20 deg on the way | the foot set down anew 3 |
| `SWAY_ODDS`, `SWAY_MOST`, `SWAYS` | 1.5 a power of ten, 1.5; 10 looks | standing thighs sway by 0.2-1 deg, those on a chair by 0.1; many hold on to something | |
| `WALK_ODDS`, `WALKED` | 2, 2 s | a walking thigh is upright in the mean; a cycling one swings as fast and is not | |
| `LEVEL_MOST` | 1.5 | what raises show of a thigh's posture is never trusted by more | |
| `STANDING_DEG`, `STANDING_SPREAD_DEG` | 4, 3 deg | flexion of a knee that stands at ease (Hebert-Losier) | |
| `MOUNT_DEG` | 5.5 deg | a sensor's axis against the bone in the sagittal plane: up to 15 deg askew | |
| `FLESH_DEG` | 2.5 deg | calf and thigh under two straps | |
| `WHOLE` | 20 % | a sense of the thigh's axis that knows of no standing may be wrong by so much | |
| `SEEN_DEG` | 20 deg | forward as walking showed it is used where it is known so well | |
| `APART_SHARE`, `APART_DEG_CM`, `APART_RAISES` | 12 %, 0.2 deg/cm, 4 raises | a thigh whose knee rises shares 0.3-1 of it, and on a chair turns by 1.2 deg/cm | a leg that stands still beside shares nothing |
| `HELD_S` | 10 s | of a long hold so much is looked at: what is remembered is no longer | |
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import exp, hypot, log10, radians

from tracker.calibration import AGAIN_DEG, Calibration
from tracker.gait import APART_S, STRIDE_MOST_S, STRIDES
from tracker.hinge import Hinge, rotation, swing_deg
from tracker.leaving import LOOK_S, SWING_RADS
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.places import SAME_DEG, Pair, Place, alike, level_axis, level_odds, risen_m, share_of, towards
from tracker.strapping import Mount
from tracker.thigh import Thigh
from tracker.vectors import NOTHING, Vector, apart_deg, cross, mean, nearest_axis, scaled, unit

LAG_S = 0.5
CALM_RADS = radians(25.0)
CALM_S = 0.4
APART_DEG = 35.0
PASSAGE_S = 6.0
RISEN_M = 0.06
STANDING_DEG = 4.0
STANDING_SPREAD_DEG = 3.0
MOUNT_DEG = 5.5
FLESH_DEG = 2.5
RISES_M = 0.15
PASSED_S = 1.5
RISEN_MOST = 6.0
TIP_DEG = 4.0
TIP_MOST = 3.0
WHOLE = 0.2
UPRIGHT_DEG = 25.0
SEEN_DEG = 20.0
SWAYS = 10
SWAY_ODDS = 1.5
SWAY_MOST = 1.5
WALKED = 20
WALK_ODDS = 2.0
HELD_S = 10.0
APART_SHARE = 0.12
APART_DEG_CM = 0.2
APART_RAISES = 4
LEVEL_MOST = 1.5
NEAR_DEG = 15.0
SWAY_LOOKS = 5
KEPT_S = 40.0
PLACES = 8


@dataclass(frozen=True, slots=True)
class Flexion:
    """`deg` to `spread_deg`, with this chance; where more than one is possible there are several."""

    chance: float
    deg: float
    spread_deg: float


class Knee:
    """Streaming. The thigh's samples come by `thigh.update`, the shank's moments by `step`, every look."""

    def __init__(self, calibration: Calibration | None = None) -> None:
        self.thigh = Thigh()
        self.calibration = calibration
        self._coming: deque[tuple[float, Vector]] = deque()  # the shank's, until the thigh's are there too
        self._pairs: deque[Pair] = deque(maxlen=round(KEPT_S / LOOK_S))
        self._shank, self._thigh = Hinge(), Hinge()
        self._places: list[Place] = []
        self._mount: Mount | None = None
        self._apart: deque[bool] = deque(maxlen=APART_RAISES)  # raises in which the thigh took no part
        self._swings, self._swung_s = 0, float("-inf")
        self._walk, self._walked = NOTHING, 0  # mean of the thigh's tilt in strides
        self._here: Place | None = None  # the last of them
        self._stay: Place | None = None
        self._way: list[Pair] = []  # since the last place was left
        self._raises: deque[tuple[Vector, float]] = deque(maxlen=8)  # tilt, and log odds of a level thigh

    @property
    def worn(self) -> bool:
        """Whether there is a thigh."""
        return bool(self._pairs)

    @property
    def elsewhere(self) -> bool:
        """Whether the thigh takes no part in what the shank does: it is the other leg's."""
        return len(self._apart) == APART_RAISES and all(self._apart)

    def step(self, m: Moment) -> None:
        """Advance by one look."""
        self._coming.append((m.t_s, m.u))
        if m.rate_rads > SWING_RADS and m.t_s - self._swung_s > APART_S:
            self._swings = self._swings + 1 if m.t_s - self._swung_s < STRIDE_MOST_S else 1
            self._swung_s = m.t_s
        self.thigh.advance(m.t_s - LAG_S)
        while self._coming and self._coming[0][0] <= m.t_s - LAG_S:
            t_s, shank = self._coming.popleft()
            tilt = self.thigh.at(t_s)
            if tilt is None:
                self._stay, self._way = None, []
            else:
                self._take(Pair(t_s, shank, tilt.up))

    def raised(self, shape: Shape, moments: list[Moment], mount: Mount | None = None) -> tuple[Flexion, ...]:
        """A raise of the shank's heel: the knee's flexion up to the leaving of its top, and what it shows of the
        thigh. `moments`: the shank's of the raise; `mount`: how its sensor is strapped on, as far as that was seen."""
        self._mount = mount
        self._watch(shape, moments)
        return self.between(shape.start_s, min(shape.leave_s, shape.top_s + HELD_S))

    def _watch(self, shape: Shape, moments: list[Moment]) -> None:
        first, top = self._near(shape.start_s, shape.top_s)
        if first is None or top is None:
            return
        turn = rotation(first.thigh, top.thigh)
        self._thigh.raise_(turn)
        self._shank.raise_(rotation(first.shank, top.shank))
        back = abs(swing_deg(first.thigh, top.thigh, self._thigh.line)) / (100.0 * shape.height_m)
        share = share_of(moments, self.thigh)
        self._raises.append((first.thigh, level_odds(back, share)))
        if share is not None:
            self._apart.append(share < APART_SHARE and back < APART_DEG_CM)

    def rests(self) -> list[tuple[float, float]]:
        """The places the leg rested at: since when last, and the likeliest flexion there."""
        return sorted(
            (place.since_s, max(self.flexion(place.shank, place.thigh), key=lambda one: one.chance).deg)
            for place in self._places
        )

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
        odds += self._stands(line) - self._stands(scaled(line, -1.0))
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

    def _stands(self, left: Vector) -> float:
        """Log odds, were that the thigh's left, of where it would stand: who walks is upright, and who stands sways
        more than who sits."""
        standing = self._standing(left)
        if standing is None:
            return 0.0
        first = standing.thigh
        other = min(self._places, key=lambda place: swing_deg(first, place.thigh, left))
        odds = 0.0
        if min(standing.sways, other.sways) >= SWAYS:
            odds += max(
                -SWAY_MOST,
                min(SWAY_MOST, SWAY_ODDS * log10((standing.sway_deg + 0.01) / (other.sway_deg + 0.01))),
            )
        if self._walked >= WALKED:
            near, far = apart_deg(self._walk, standing.thigh), apart_deg(self._walk, other.thigh)
            odds += WALK_ODDS if near < far else -WALK_ODDS
        return odds

    def _by_axes(self, shank: Vector, thigh: Vector) -> tuple[Flexion, ...]:
        """By the sensor's own axes, taken for those of the bones."""
        known, mount = self.calibration, self._mount
        if known is not None:
            lean, lean_deg = known.lean_deg(shank), AGAIN_DEG
        elif mount is not None:
            lean, lean_deg = (
                mount.lean_deg + swing_deg(mount.up, shank, self._left()),
                mount.lean_spread_deg,
            )
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
        """The shank's: calibrated, seen in walking, or by its own swings."""
        mount = self._mount
        if self.calibration is not None:
            return self.calibration.left
        if mount is not None and mount.forward is not None and mount.forward_deg < SEEN_DEG:
            return unit(cross(mount.up, mount.forward))
        return self._shank.left

    def _take(self, pair: Pair) -> None:
        before = self._pairs[-1] if self._pairs else None
        self._pairs.append(pair)
        if before is None or pair.t_s - before.t_s > 2.0 * LOOK_S:
            self._stay, self._way = None, [pair]
            return
        self._shank.turn(before.shank, pair.shank)
        self._thigh.turn(before.thigh, pair.thigh)
        if self._swings >= STRIDES and pair.t_s < self._swung_s:
            self._walked += 1
            self._walk = (
                towards(self._walk, pair.thigh, min(self._walked, 200)) if self._walked > 1 else pair.thigh
            )
        rate = radians(max(apart_deg(before.shank, pair.shank), apart_deg(before.thigh, pair.thigh))) / LOOK_S
        stay = self._stay
        if rate > CALM_RADS or (stay is not None and apart_deg(pair.thigh, stay.thigh) > SAME_DEG):
            self._stay = None
            self._way.append(pair)
        elif stay is None:
            self._stay = Place(pair.shank, pair.thigh, pair.t_s, pair.t_s)
            self._way.append(pair)
        else:
            earlier = self._pairs[-1 - SWAY_LOOKS] if len(self._pairs) > SWAY_LOOKS else None
            stay.take(pair, earlier)
            if pair.t_s - stay.since_s >= CALM_S and stay is not self._here:
                self._arrive(stay, earlier)

    def _arrive(self, stay: Place, earlier: Pair | None) -> None:
        """The leg rests: a new place, or one that is known."""
        if self._here is not None:
            self._passed(self._here, stay)
        known = next((p for p in self._places if alike(p, stay)), None)
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

    def _passed(self, a: Place, b: Place) -> None:
        """From one rest to another: up, if the thigh came up to stand."""
        line = self._thigh.line
        turned = swing_deg(a.thigh, b.thigh, line)
        if abs(turned) < APART_DEG or b.since_s - a.last_s > PASSAGE_S:
            return
        risen = risen_m(
            self.thigh.stretch(a.last_s - 0.5, a.last_s - 0.1),
            self.thigh.stretch(a.last_s - 0.1, b.since_s + 0.1),
            self.thigh.stretch(b.since_s + 0.1, b.since_s + CALM_S),
        )
        off_m = RISEN_M * max(1.0, (b.since_s - a.last_s) / PASSED_S) ** 2
        odds = max(-RISEN_MOST, min(RISEN_MOST, 2.0 * RISES_M * risen / off_m**2))
        self._thigh.vote(scaled(line, turned), odds)
        # The shank tips forward on the way, beyond where it was at either end.
        line = self._shank.line
        course = [swing_deg(a.shank, pair.shank, line) for pair in self._way]
        end = swing_deg(a.shank, b.shank, line)
        ahead, behind = max([0.0, *course]) - max(0.0, end), min(0.0, end) - min([0.0, *course])
        self._shank.vote(line, max(-TIP_MOST, min(TIP_MOST, (ahead - behind) / TIP_DEG)))

    def _standing(self, left: Vector) -> Place | None:
        """The place where the athlete stands, if he was seen to stand up or to sit down."""
        if len(self._places) < 2:
            return None
        first = self._places[0].thigh
        tips = [swing_deg(first, place.thigh, left) for place in self._places]
        upright = [(tip, p) for tip, p in zip(tips, self._places, strict=True) if self._may_stand(p)]
        most = max((tip for tip, _ in upright), default=-360.0)
        if most - min(tips) < APART_DEG:
            return None
        return max((p for tip, p in upright if most - tip < NEAR_DEG), key=lambda place: place.looks)

    def _may_stand(self, place: Place) -> bool:
        """Whether both segments may be upright there: a kneeling shank is not, however upright its thigh."""
        shank = self._mount.up if self._mount is not None else nearest_axis(place.shank)
        return (
            max(apart_deg(place.shank, shank), apart_deg(place.thigh, nearest_axis(place.thigh)))
            < UPRIGHT_DEG
        )

    def _near(self, *moments_s: float) -> list[Pair | None]:
        found: list[Pair | None] = []
        for t_s in moments_s:
            near = min(self._pairs, key=lambda pair: abs(pair.t_s - t_s), default=None)
            found.append(near if near is not None and abs(near.t_s - t_s) < 2.0 * LOOK_S else None)
        return found
