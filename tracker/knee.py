"""Knee flexion from the inclinations of two segments, shank and thigh, without knowing how either sensor sits.

Each segment turns in the sagittal plane about an axis its sensor shows (hinge.py; the idea that movement itself shows a
hinge is Seel, Raisch and Schauer's, Sensors 14, 2014), so tilts can be counted along it; what is missing is where to
count from, and which end of the axis is left. Both are weighed by where the leg was seen to rest and how it got there
(upright.py), and what stays open is told as chances.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `LAG_S` | 0.5 s | by so much the thigh's samples may come later than the shank's and nothing changes | a raise is counted 0.4 s after its top at the earliest |
| `CALM_RADS`, `CALM_S` | 25 deg/s, 0.4 s | a leg that stays: sway peaks at 6 deg/s, people who stand up five times in a row stand for half a second | sitting down takes a second at 80 |
| `LOOKS` | 5 | shorter stays are on the way | |
| `APART_DEG` | 35 deg | places between which the thigh rose or sank: a squat of 60 deg of flexion tips it back by so much | a straight leg's thigh wanders by 10 |
| `PASSAGE_S`, `PASSED_S` | 6, 1.5 s | the longest way from rest to rest that is integrated, and how long it takes to sit down; errors grow by the square | |
| `RISES_M`, `RISEN_M`, `RISEN_MOST` | 0.15, 0.06 m, 6 | a thigh's sensor comes up by 0.05-0.3 m as one stands up, known to 0.06; no way is trusted by more than 400 to 1 | |
| `TIP_DEG`, `TIP_MOST` | 4 deg, 3 | a shank tips forward beyond both rests by 3-20 deg on the way | the foot set down anew 3 |
| `WALKED_ODDS`, `CALIBRATED_ODDS` | 2, 6 | walking shows forward wrong one time in ten, stairs and running; a calibration hardly ever | |
| `LINE_DEG` | 5 deg | how well the thigh's movement shows its axis | |
| `APART_SHARE`, `APART_DEG_CM`, `APART_RAISES` | 12 %, 0.2 deg/cm, 4 raises | a thigh whose knee rises shares 0.3-1 of it, and on a chair turns by 1.2 deg/cm | a leg that stands still beside shares nothing |
| `HELD_S` | 10 s | of a long hold so much is looked at: what is remembered is no longer | |
"""

from __future__ import annotations

from collections import deque
from math import exp, radians

from tracker.bend import Bend, Flexion, likeliest
from tracker.calibration import AGAIN_DEG, FORWARD_DEG, Calibration
from tracker.hinge import Hinge, rotation, swing_deg
from tracker.leaving import LOOK_S, SWING_RADS
from tracker.measure import Shape
from tracker.motion import Moment
from tracker.past import between
from tracker.places import SAME_DEG, Pair, Place, alike, risen_m, share_of
from tracker.strapping import Mount
from tracker.strolls import Strolls
from tracker.thigh import Thigh
from tracker.upright import Axes, Upright
from tracker.vectors import Vector, apart_deg, cross, dot, mean, scaled, unit

LAG_S = 0.5
CALM_RADS = radians(25.0)
CALM_S = 0.4
APART_DEG = 35.0
PASSAGE_S = 6.0
RISEN_M = 0.06
RISES_M = 0.15
PASSED_S = 1.5
RISEN_MOST = 6.0
TIP_DEG = 4.0
TIP_MOST = 3.0
HELD_S = 10.0
APART_SHARE = 0.12
APART_DEG_CM = 0.2
APART_RAISES = 4
SWAY_LOOKS = 5
KEPT_S = 40.0
PLACES = 8
LOOKS = 5
LINE_DEG = 5.0
CALIBRATED_ODDS = 6.0
WALKED_ODDS = 2.0


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
        self._strolls = Strolls()
        self._here: Place | None = None  # the last of them
        self._stay: Place | None = None
        self._way: list[Pair] = []  # since the last place was left

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
        now_s, coming = m.t_s, self._coming
        coming.append((now_s, m.u))
        if m.rate_rads > SWING_RADS:
            self._strolls.swing(now_s)
        if not self.thigh.given:
            if coming[0][0] <= now_s - LAG_S:
                coming.popleft()
            return
        self.thigh.advance(now_s - LAG_S)
        while coming and coming[0][0] <= now_s - LAG_S:
            t_s, shank = coming.popleft()
            tilt = self.thigh.at(t_s)
            if tilt is None:
                self._stay, self._way = None, []
            else:
                self._take(Pair(t_s, shank, tilt.up))

    def raised(self, shape: Shape, memory: deque[Moment], mount: Mount | None = None) -> Bend | None:
        """A raise of the shank's heel: the knee's flexion up to the leaving of its top, and the thigh's part in it; None
        without a thigh, and where its samples are missing. `memory`: the shank's last moments; `mount`: how its sensor is
        strapped on, as far as that was seen."""
        if not self.worn:
            return None
        self._mount = mount
        turn, share = self._watch(shape, between(memory, shape.start_s, shape.leave_s))
        answers = self._between(shape.start_s, min(shape.leave_s, shape.top_s + HELD_S))
        left = self._shank.line if self.calibration is None else self.calibration.left
        return Bend(answers, turn, share, left) if answers else None

    def _watch(self, shape: Shape, moments: list[Moment]) -> tuple[float | None, float | None]:
        """The thigh's turn for the rise, deg per cm, and its share of it."""
        first, top = self._near(shape.start_s, shape.top_s)
        if first is None or top is None:
            return None, None
        self._thigh.raise_(rotation(first.thigh, top.thigh))
        self._shank.raise_(rotation(first.shank, top.shank))
        turn = abs(swing_deg(first.thigh, top.thigh, self._thigh.line)) / (100.0 * shape.height_m)
        share = share_of(moments, self.thigh)
        if share is not None:
            self._apart.append(share < APART_SHARE and turn < APART_DEG_CM)
        return turn, share

    def rests(self) -> list[tuple[float, float]]:
        """The places the leg rested at: since when last, and the likeliest flexion there."""
        if not self._places:
            return []
        upright = self._upright(max(self._places, key=lambda place: place.looks).shank, self._odds())
        upright.see(self._places)
        return sorted(
            (place.since_s, likeliest(upright.flexion(place.shank, place.thigh)).deg)
            for place in self._places
        )

    def _between(self, start_s: float, end_s: float) -> tuple[Flexion, ...]:
        """Mean flexion over a stretch, as far as it is known; empty without a thigh."""
        pairs = [pair for pair in self._pairs if start_s <= pair.t_s <= end_s]
        if not pairs:
            return ()
        shank, thigh = mean(pair.shank for pair in pairs), mean(pair.thigh for pair in pairs)
        here = Place(unit(shank), unit(thigh), start_s, end_s)
        upright = self._upright(here.shank, self._shank.voted)
        upright.see(place for place in self._places if place.looks >= LOOKS and not alike(place, here))
        upright.bears(here.shank, here.thigh)
        return upright.flexion(here.shank, here.thigh)

    def _upright(self, shank: Vector, odds: float) -> Upright:
        """`odds`: log odds that the first end of the shank's axis is left."""
        known, mount = self.calibration, self._mount
        if known is not None:
            mount = Mount(known.axis, 0.0, AGAIN_DEG, known.forward, FORWARD_DEG)
        elif mount is None:
            mount = Mount.unseen(shank)
        line = self._shank.line if known is None else known.left
        axes = Axes(
            self._thigh.line,
            _chance(self._thigh.odds),
            line,
            _chance(odds if known is None else CALIBRATED_ODDS),
            LINE_DEG,
        )
        upright = Upright(axes, mount)
        for walked in self._strolls.means():
            upright.walked(walked)
        return upright

    def _odds(self) -> float:
        """That the first end of the shank's axis is left, by all that is known here; a raise's own turn and what
        walking showed are weighed by the judge of form."""
        mount, line = self._mount, self._shank.line
        if mount is None or mount.forward is None:
            return self._shank.odds
        return self._shank.odds + WALKED_ODDS * dot(line, cross(mount.up, mount.forward))

    def _take(self, pair: Pair) -> None:
        before = self._pairs[-1] if self._pairs else None
        self._pairs.append(pair)
        if before is None or pair.t_s - before.t_s > 2.0 * LOOK_S:
            self._stay, self._way = None, [pair]
            return
        self._shank.turn(before.shank, pair.shank)
        self._thigh.turn(before.thigh, pair.thigh)
        self._strolls.take(pair.t_s, pair.thigh)
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

    def _near(self, *moments_s: float) -> list[Pair | None]:
        found: list[Pair | None] = []
        for t_s in moments_s:
            near = min(self._pairs, key=lambda pair: abs(pair.t_s - t_s), default=None)
            found.append(near if near is not None and abs(near.t_s - t_s) < 2.0 * LOOK_S else None)
        return found


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))
