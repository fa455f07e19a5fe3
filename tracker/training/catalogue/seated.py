"""Seated and lying: the thigh fixes the knee, the soleus does the work."""

from __future__ import annotations

from tracker.setup import Exercise, Form
from tracker.training.catalogue.entry import Cited, Counted, Entry, Equipment, Purpose, Tier
from tracker.training.sources import BAXTER, HAMILTON, KINOSHITA, OWN, TAUGHT

SHIN = "on the shin, below the knee or above the ankle, strapped so that it does not slide"

SEATED_SOLEUS_RAISE = Entry(
    slug=Exercise.SEATED_SOLEUS_RAISE,
    purpose=Purpose.SOLEUS,
    what_for="Strength of the soleus with the gastrocnemius slack, at a load that can be set to the kilogram.",
    set_up=(
        "Sit upright, knee bent to about 90 degrees, ball of the foot on the floor or on a step.",
        "Put the weight on the thigh just above the knee, or take the pad of the machine there.",
        "Raise the heel as high as it goes, stop, lower it under control until it rests.",
    ),
    sensor=SHIN,
    form=Form.BENT,
    counted=(Counted.REPS, Counted.HOLD),
    equipment=(Equipment.CHAIR, Equipment.WEIGHT),
    tier=Tier.LOW,
    tier_why=Cited("a seated heel raise without weight loads the tendon with 0.5 times the body's weight", BAXTER),
    faults=(
        "short repetitions: under half of your own height, shown as partial",
        "dropping the heel: the time down falls far below the time up",
        "height fading through the set: the height loss of the set",
        "bouncing off the floor: no pause between repetitions and a cadence above what was asked for",
    ),
    facts=(
        Cited("with a weight on the knee it is more; the tier is that of the movement", OWN),
        Cited("12 weeks of it and 12 weeks standing made the soleus grow alike (2.9 and 2.1 %, no difference); the"
              " gastrocnemius grew standing only (lateral 12.4 against 1.7 %, medial 9.2 against 0.6 %)", KINOSHITA),
    ),
)  # fmt: skip

SOLEUS_BRIDGE = Entry(
    slug=Exercise.SOLEUS_BRIDGE,
    purpose=Purpose.SOLEUS,
    what_for="Strength of the soleus together with the hip, without any equipment; repetitions, or a hold at the top.",
    set_up=(
        "Lie on your back, knees well bent, feet flat and hip-wide.",
        "Lift the hips until shoulders, hips and knees are in one line, and keep them there.",
        "Raise the heels, stop or hold at the top, lower them; the hips stay up.",
    ),
    sensor=SHIN,
    form=Form.BENT,
    counted=(Counted.REPS, Counted.HOLD),
    equipment=(Equipment.MAT,),
    tier=Tier.LOW,
    tier_why=Cited("like the seated raise: the knee is bent and the floor carries the trunk", OWN),
    one_leg_tier=Tier.MIDDLE,
    faults=(
        "hips sinking: the height of the repetitions falls",
        "short repetitions: under half of your own height, shown as partial",
        "a hold that sinks: the top is left before the time is over, and the hold ends there",
    ),
)

SOLEUS_PUSH_UP = Entry(
    slug=Exercise.SOLEUS_PUSH_UP,
    purpose=Purpose.KEEP_MOVING,
    what_for="Desk mode: small heel raises for minutes at a time while you sit; cadence and minutes are what is told.",
    set_up=(
        "Sit as you sit, feet flat and the weight of the leg on them, knee at 90 degrees or a little less.",
        "Let the heel rise by itself as the calf tightens, ball of the foot on the floor.",
        "Let go at the top so that it falls back, and go on at an even, easy pace.",
    ),
    sensor=SHIN,
    form=Form.BENT,
    counted=(Counted.REPS, Counted.TIME),
    equipment=(Equipment.CHAIR,),
    tier=Tier.LOW,
    tier_why=Cited("a seated heel raise without weight loads the tendon with 0.5 times the body's weight", BAXTER),
    faults=(
        "bobbing the leg: quick and small, and not counted as repetitions",
        "the pace dying away: the cadence of the bout",
    ),
    facts=(
        Cited("healthy people went on for hours without fatigue, seated and unloaded; one laboratory, few people", HAMILTON),
        Cited("a cadence of about 50 a minute", TAUGHT),
    ),
)  # fmt: skip

SEATED = (SEATED_SOLEUS_RAISE, SOLEUS_BRIDGE, SOLEUS_PUSH_UP)
