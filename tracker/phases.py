"""The phases of a repetition, and the bounds by which one passes into the next (reps.py).

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `RISING_MS` | 2 cm/s | a 4 cm rise of 2.5 s peaks at 3 | velocity is known to 0.6 at rest |
| `RISING_MOST_MS` | 5 cm/s | where velocity is badly known one sigma of it is asked for, up to this: a rise of 6 cm in 2 s peaks at 5.6 | after a hole velocity is off by 2-10 |
| `STEP`, `SLOWER` | half of the mean rate of turning, in 0.3 s | a rise that slowed down so is at 95 % of its way | halfway up it turns twice as quickly as on average |
| `TOLD_SIGMA_M` | 0.5 cm | how well a slow rise's height is measured at its top, the velocity at both ends being known | the filtered one is off by 3 |
| `ONSET_M` | 0.6 cm | a tenth of a usual rise | height noise at rest 0.3 |
| `MAX_START` | half of the peak velocity | a heel starts from rest; the integral is off by a third | a rise cut out of a larger movement starts near its peak |
| `TOPPING` | 35 % of the peak velocity | a minimum-jerk rise has it at 95 % of its height | a bounce on the way up slows to 60 % |
| `MAX_RISE_S` | 8 s | the slowest rise takes 4 s, and may have begun to drift before it | a leg that is held lifted never tops |
| `DOWN` | 20 % of the height | design: a repetition is over there | a bounce at the top leaves 75 |
| `KNOWN` | 20 % of the height | where height is known so well, its fall is believed as it comes | unknown height is off by as much as the repetition |
| `SLOWING`, `SLOWING_MS` | 30 % of the peak rise, 3 cm/s | a fall that slows by so much is ending; as a change it stands any error of the velocity | tremor and noise change it by 1 cm/s |
| `SLOWED_MS`, `BACK`, `BACK_RAD` | 1.5 cm/s, once 35 % are left of 1.5 deg or more of turn | a slow fall peaks at 3-4 cm/s; down to 20 % it has as much of its turn left | tremor and noise make 1 cm/s of change; a bounce at the top leaves 75 % |
| `ALL_BUT` | 15 % of a turn that tells (`TELLING_RAD`) | down to 20 % of its height a heel has as much of its turn left, whatever its speed: a fall of 3 cm in 2.5 s never slows by `SLOWED_MS` | a bounce at the top, 75; a hold, 60 and more |
| `DRIFT_RADS` | 0.15 deg more a second | what a bias not yet known turns the shank by, and looks like coming back | a rise of 4 cm seated 4-6 deg |
| `SLOWS` | 15 % of its speed | a fall down to a quarter has slowed by so much | halfway down it is quickest |
| `UNFELT`, `UNFELT_MS` | a fall half as quick as its rise, or of 6 cm/s at most | down to 20 % it has slowed by a third of its speed, which is less than `SLOWING` and `SLOWED_MS` ask, or little more | a usual fall is as quick as its rise, 12 cm/s |
| `AT_REST` | 2.5 sigma | a fall is over when its velocity may be nought | one time in eighty by chance |
| `CALM_MS2` | 0.3 m/s2 | a leg that rises speeds up or slows down by more, a rise of 6 cm in 1 s by 0.35 | a resting leg's 0.05, whatever velocity the integral has |
| `LEFT` | 60 % of the height | nearer to a fall than to a hold, by velocity alone | a bounce at the top leaves 75, a hold 100 |
| `TELLING_RAD`, `STILL_UP`, `BEYOND` | 2.5 deg, 60-160 % of the turn | a shank that turned by so much with the rise, and still stands so, has its heel still up | sway of 0.5 deg either way is a fifth of it |
| `AT_TOP` | 65 % of the height | a tick from there on was the top's | a pause on the way up |
| `WAIT`, `TURNS_ON` | in 0.22 s after the top, 12 % and 0.35 deg more turn | at its top a heel has stopped turning; one alone or unlike others is told when that shows | a foot set elsewhere is halfway round, and turns on by 30 % |
| `AMONG` | 15 s | a repetition so soon after another is one among others: a pause of 6 s and the slowest rise | rests between sets begin at 20 |
| `END_KNOWN_MS` | 2 cm/s | velocity known so well is taken for that of an end that still moves | a fall cut short by 0.2 s ends at 5 |
| `LOST_MS`, `LOST_FOR` | 3.5 cm/s, 3 s | velocity known no better so soon after a hole was lost in it, and a rise begins at rest whatever it seems to be | 0.6-2 without; a landing that rebounds is no rise |
| `SOON` | 0.4 s | the tick comes up to so long before the highest point | sinking and trembling later is not the top |
| `ELSEWHERE_RAD` | 30 deg | no heel turns the shank by so much, 24 at most (gates.py) | a leg that kneels, swings or steps on: 40-90 |
| `FELT_LEFT` | 40 % of the height | the same by the filtered height, which has drifted since the start | as above |
| `STAYS` | 30 % of the height | a heel that is still, and has not come down by so much since it last was, stays up: it sinks by 4, the filtered height by 10 in a second | a fall, 80 |
| `ROSE_ON` | 10 % of the height | a heel that rose by so much since it seemed to stay was on its way | a hold wobbles by 2 % |
| `OWN_FALL`, `OWN_MOST`, `OWN_GAIN` | 80 %, 130 %, a third of the newest | of the person's own height: a fall by so much ends a rise, however high that seemed; heights vary by 15 % in a set | a bounce at the top dips by 15 |
| `BOTTOM`, `AGAIN` | 30 %, 60 % of the height | a heel that fell by the one and rises by the other is at its next repetition | a bounce at the top dips by 15 % and returns |
| `MAX_TOP_S` | 90 s from its start | isometric holds last 30-60 s | then the heel stands on something new |
| `ALIKE` | half of the height | figures measured with what came after agree with those it was counted with, 0.5 cm in 6 | a shift of the foot into the rest makes another height of it |
| `BOTTOM_SIGMA_M` | 1 cm | how alike two bottoms are, while the leg still moves | the least repetition, 1.2 |
| `SETTLED_S` | 0.3 s | a slow end looks still for a while: a fall of 2 s has its last 3 mm in as much | the shortest rest between quick repetitions, 0.4 |
| `SETTLE_S` | 0.8 s | longest wait for the heel to come to rest after the count, then its figures are final | the next rise of brisk repetitions comes after 0.1-0.9 |
| `TURNING` | 0.3 s | how far after its lowest point a rise may seem to begin: velocity is off by a third of a slow one's | the shortest rise, 0.3 |
| `ABOUT` | 0.06 s | how far a bottom may be misplaced, by noise | a tenth of a fall |
| `BEFORE` | 0.5 s | how far a slow start may lie before the last still moment: 2 cm/s are reached so late in a rise of 4 s | the rest before it lasts as long |
| `ROUND` | 0.3 s | before a rise the shank must not come round, as out of a squat | a squat comes up in 0.8-1.5 |
| `LATEST` | 12 s | the fall after a long hold lies in it, and some of the hold | what is remembered, 24 s |
| `OFTEN` | 0.5 s | between two looks for a set that began without a rest (rhythm.py): half of its quickest repetitions | |
| `SELDOM` | 2 s | between two looks for a set too slow to be felt (swings.py): a third of its repetitions | |
| `EVERY` | 0.1 s | between two measurements of a fall that has not ended: half a tenth of its usual second | |
"""

from __future__ import annotations

from enum import Enum, auto
from math import radians

from tracker.timeline import CELL_S

RISING_MS = 0.02
RISING_MOST_MS = 0.05
ONSET_M = 0.006
SLOWER = 0.5
TOLD_SIGMA_M = 0.005
MAX_START = 0.5
TOPPING = 0.35
MAX_RISE_S = 8.0
DOWN = 0.2
KNOWN = 0.2
SLOWING = 0.3
SLOWING_MS = 0.03
SLOWED_MS = 0.015
BACK = 0.35
BACK_RAD = radians(1.5)
ALL_BUT = 0.15
DRIFT_RADS = radians(0.15)
SLOWS = 0.15
UNFELT = 0.5
UNFELT_MS = 0.06
AT_REST = 2.5
CALM_MS2 = 0.3
LEFT = 0.6
FELT_LEFT = 0.4
STAYS = 0.3
ROSE_ON = 0.1
AT_TOP = 0.65
TURNS_ON = 0.12
TURNS_ON_RAD = radians(0.35)
END_KNOWN_MS = 0.02
LOST_MS = 0.035
TELLING_RAD = radians(2.5)
STILL_UP = 0.6
BEYOND = 1.6
ELSEWHERE_RAD = radians(30.0)
OWN_FALL = 0.8
OWN_MOST = 1.3
OWN_GAIN = 0.33
BOTTOM = 0.3
AGAIN = 0.6
MAX_TOP_S = 90.0
ALIKE = 0.5
BOTTOM_SIGMA_M = 0.01
SETTLED_S = 0.3
SETTLE_S = 0.8
# In cells, as places in what is remembered:
TURNING = round(0.3 / CELL_S)
STEP = round(0.3 / CELL_S)
WAIT = round(0.22 / CELL_S)
AMONG = round(15.0 / CELL_S)
LOST_FOR = round(3.0 / CELL_S)
SOON = round(0.4 / CELL_S)
ABOUT = round(0.06 / CELL_S)
BEFORE = round(0.5 / CELL_S)
ROUND = round(0.3 / CELL_S)
LATEST = round(12.0 / CELL_S)
EVERY = round(0.1 / CELL_S)
OFTEN = round(0.5 / CELL_S)
SELDOM = round(2.0 / CELL_S)


class Phase(Enum):
    """Where the heel is."""

    DOWN = auto()
    RISING = auto()
    TOP = auto()
