"""Standing: the body's own weight on one leg or both, knee bent for the soleus, straight for the whole calf."""

from __future__ import annotations

from tracker.setup import Exercise, Form
from tracker.training.catalogue.entry import Cited, Counted, Entry, Equipment, Purpose, Tier
from tracker.training.catalogue.seated import SHIN
from tracker.training.sources import BAXTER_RETOLD, KNEE_ANGLES, KNEE_SHARES, OWN, TAUGHT

_BENT_SHARE = Cited(
    "standing with the knee at 45 degrees in place of 0 the soleus works only 4 % more and the gastrocnemius 5 % less:"
    " bent is soleus-biased, it does not switch the gastrocnemius off",
    KNEE_SHARES,
)
_SPARING = "the knee creeping straight: form of each repetition, and a warning after three in a row"
_SHORT = "short repetitions: under half of your own height, shown as partial"
_DROPPING = "dropping the heel: the time down falls far below the time up"

STANDING_SOLEUS_RAISE = Entry(
    slug=Exercise.STANDING_SOLEUS_RAISE,
    purpose=Purpose.SOLEUS,
    what_for="Strength of the soleus under the body's own weight, on one leg or both.",
    set_up=(
        "Stand tall with fingertips on a wall or rail, feet hip-wide.",
        "Bend the knees to about 45 degrees, shins forward, and keep them there.",
        "Raise the heels without straightening the knees, stop, lower them under control.",
    ),
    sensor=SHIN,
    form=Form.BENT,
    counted=(Counted.REPS, Counted.HOLD),
    equipment=(Equipment.SUPPORT,),
    tier=Tier.MIDDLE,
    tier_why=Cited("as the straight-knee raise on both legs, about 1.6 times the body's weight", TAUGHT),
    one_leg_tier=Tier.HIGH,
    faults=(_SPARING, _SHORT, _DROPPING),
    facts=(_BENT_SHARE,),
)

SQUAT_SOLEUS_RAISE = Entry(
    slug=Exercise.SQUAT_SOLEUS_RAISE,
    purpose=Purpose.SOLEUS,
    what_for="Strength of the soleus at a deep knee bend, with the thighs holding.",
    set_up=(
        "Hold on to a rack, rail or door frame, feet hip-wide.",
        "Go down into a half squat and stay there, weight over the balls of the feet.",
        "Raise the heels and lower them; the hips stay at their height.",
    ),
    sensor=SHIN,
    form=Form.BENT,
    counted=(Counted.REPS, Counted.HOLD),
    equipment=(Equipment.SUPPORT,),
    tier=Tier.MIDDLE,
    tier_why=Cited("as the standing bent-knee raise on both legs", OWN),
    faults=("standing up during the set: the shank turns without a rise, which is not counted", _SPARING, _SHORT),
)  # fmt: skip

LUNGE_SOLEUS_RAISE = Entry(
    slug=Exercise.LUNGE_SOLEUS_RAISE,
    purpose=Purpose.SOLEUS,
    what_for="Strength of the soleus of the front leg, with balance (the sneaky lunge).",
    set_up=(
        "Step into a lunge, sensor on the front leg, a hand on a wall if you sway.",
        "Sink until the front knee is over the toes, and stay there.",
        "Raise the front heel, stop, lower it; the knee keeps its bend.",
    ),
    sensor=SHIN + ", of the front leg",
    form=Form.BENT,
    counted=(Counted.REPS, Counted.HOLD),
    equipment=(Equipment.SUPPORT,),
    tier=Tier.MIDDLE,
    tier_why=Cited(
        "lunges load the tendon of the trailing leg more than that of the front one", BAXTER_RETOLD
    ),
    faults=("swaying: unequal heights and a form called uncertain", _SPARING, _SHORT),
)

STANDING_CALF_RAISE = Entry(
    slug=Exercise.STANDING_CALF_RAISE,
    purpose=Purpose.CALF,
    what_for="The straight-knee twin: strength of the whole calf, the gastrocnemius doing its full part.",
    set_up=(
        "Stand tall with fingertips on a wall or rail, feet hip-wide or one foot alone.",
        "Lock the knees gently straight and keep them so.",
        "Raise the heels as high as they go, stop, lower them under control.",
    ),
    sensor=SHIN,
    form=Form.STRAIGHT,
    counted=(Counted.REPS, Counted.HOLD),
    equipment=(Equipment.SUPPORT,),
    tier=Tier.MIDDLE,
    tier_why=Cited("about 1.6 times the body's weight on both legs, 3.0 times on one", TAUGHT),
    one_leg_tier=Tier.HIGH,
    faults=(
        "the knee bending as the calf tires: form of each repetition, and a warning after three in a row",
        _SHORT,
        _DROPPING,
        "height fading through the set: the height loss of the set",
    ),
    facts=(
        Cited("people told to keep the knee straight keep it between -6 and 22 degrees; above that it is bent", KNEE_ANGLES),
    ),
)  # fmt: skip

HEEL_DROP_STRAIGHT = Entry(
    slug=Exercise.HEEL_DROP_STRAIGHT,
    purpose=Purpose.CALF,
    what_for="Lowering under load with the knee straight: the eccentric half of Alfredson's programme.",
    set_up=(
        "Stand on the edge of a step on the balls of both feet, a hand on the rail.",
        "Rise on both legs, then shift the weight to the one that works, knee straight.",
        "Lower it slowly until the heel is below the step; the other leg brings you up again.",
    ),
    sensor=SHIN + ", of the leg that lowers",
    form=Form.STRAIGHT,
    counted=(Counted.REPS,),
    equipment=(Equipment.STEP, Equipment.SUPPORT),
    tier=Tier.HIGH,
    tier_why=Cited("one leg carries the body's weight into the stretch, as in the raise on one leg", TAUGHT),
    faults=(_DROPPING, "the knee bending on the way down: form of each repetition", _SHORT),
)

HEEL_DROP_BENT = Entry(
    slug=Exercise.HEEL_DROP_BENT,
    purpose=Purpose.SOLEUS,
    what_for="Lowering under load with the knee bent: the soleus half of Alfredson's programme.",
    set_up=(
        "Stand on the edge of a step on the balls of both feet, a hand on the rail.",
        "Rise on both legs, then shift the weight to the one that works and bend its knee.",
        "Lower it slowly until the heel is below the step; the other leg brings you up again.",
    ),
    sensor=SHIN + ", of the leg that lowers",
    form=Form.BENT,
    counted=(Counted.REPS,),
    equipment=(Equipment.STEP, Equipment.SUPPORT),
    tier=Tier.HIGH,
    tier_why=Cited("one leg carries the body's weight into the stretch, as in the raise on one leg", TAUGHT),
    faults=(_DROPPING, _SPARING, _SHORT),
    facts=(_BENT_SHARE,),
)

STANDING = (
    STANDING_SOLEUS_RAISE,
    SQUAT_SOLEUS_RAISE,
    LUNGE_SOLEUS_RAISE,
    STANDING_CALF_RAISE,
    HEEL_DROP_STRAIGHT,
    HEEL_DROP_BENT,
)
