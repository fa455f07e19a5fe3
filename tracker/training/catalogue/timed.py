"""By the clock: the shank does not move, so nothing is counted and no sensor is needed."""

from __future__ import annotations

from tracker.setup import TimedExercise
from tracker.training.catalogue.entry import Cited, Counted, Entry, Equipment, Purpose, Tier
from tracker.training.sources import OWN, TAUGHT

ANKLE_PUMP = Entry(
    slug=TimedExercise.ANKLE_PUMP,
    purpose=Purpose.KEEP_MOVING,
    what_for="The muscle pump: the foot up and down, freely, to keep the calf moving where you sit or lie.",
    set_up=(
        "Sit or lie with the heel free of the floor, or the leg stretched out.",
        "Pull the toes towards you as far as they go, then point them away.",
        "Go on at an easy, even pace until the time is over.",
    ),
    sensor="none: the shank does not move. A sensor on the foot would see it; soleus does not count from there",
    form=None,
    counted=(Counted.TIME,),
    equipment=(),
    tier=Tier.HARDLY,
    tier_why=Cited("the foot is free and carries nothing", OWN),
    faults=("none can be seen: it is timed only",),
)

SOLEUS_STRETCH = Entry(
    slug=TimedExercise.SOLEUS_STRETCH,
    purpose=Purpose.EASE,
    what_for="Range of motion of the ankle with the knee bent, where the soleus is what holds.",
    set_up=(
        "Face a wall with both hands on it, one foot in front, both flat on the floor.",
        "Bend both knees and let the weight sink over the rear foot, its heel down.",
        "Stay where it pulls without pain, breathe, and change legs when the time is over.",
    ),
    sensor="none is needed",
    form=None,
    counted=(Counted.TIME,),
    equipment=(Equipment.SUPPORT,),
    tier=Tier.LOW,
    tier_why=Cited("a still stretch under part of the body's weight", OWN),
    faults=("none can be seen: it is timed only",),
    facts=(Cited("30 seconds or more a time", TAUGHT),),
)

SOFT_TISSUE_RELEASE = Entry(
    slug=TimedExercise.SOFT_TISSUE_RELEASE,
    purpose=Purpose.EASE,
    what_for="Manual soft-tissue release: slow pressure on the calf by hand, ball or roller.",
    set_up=(
        "Sit with the leg relaxed, calf on the roller or in both hands.",
        "Move slowly from the ankle upward; stay off the back of the knee and off the tendon itself.",
        "Wait on a tight spot until it eases; it may press, it must not hurt.",
    ),
    sensor="none is needed",
    form=None,
    counted=(Counted.TIME,),
    equipment=(Equipment.ROLLER,),
    tier=Tier.HARDLY,
    tier_why=Cited("the muscle is relaxed", OWN),
    faults=("none can be seen: it is timed only",),
)

TIMED = (ANKLE_PUMP, SOLEUS_STRETCH, SOFT_TISSUE_RELEASE)
