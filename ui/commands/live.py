"""`soleus live`: count with a sensor, recorded."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace
from datetime import datetime

from drivers.pace import Pace
from drivers.source import SensorInfo
from recordings.header import Header
from tracker.errors import InputError, InputReason
from tracker.setup import Legs, Setup, Side, TimedExercise
from ui.given import each_once
from ui.interrupts import end_gently
from ui.output import note
from ui.profile_options import usual
from ui.reaching import is_practice
from ui.running import Ended, Start, run_session
from ui.training_session import ask_after, begin, due_time_s
from ui.wearing import Wanted, wear


def run(chosen: argparse.Namespace) -> int:
    """Find the sensor, run the session; exit code."""
    end_gently()
    if isinstance(chosen.exercise, TimedExercise):
        return _timed(chosen)
    setup = Setup(
        chosen.exercise,
        Side(chosen.side) if chosen.side else None,
        Legs(chosen.legs) if chosen.legs else None,
    )
    _check_legs(chosen.side, chosen.legs, other_worn=chosen.other_leg is not None)
    simulated = is_practice(chosen.sensor)
    profile = usual(chosen, simulated=simulated)
    if profile is not None:
        setup = replace(setup, calibration=profile.calibration)
    wanted = Wanted.of(chosen.sensor, chosen.thigh, chosen.other_leg, setup.side, each_once(chosen.set))
    begun = begin(chosen, simulated=simulated)

    def header(info: SensorInfo, started_at: datetime) -> Header:
        return Header(
            info,
            started_at,
            person=chosen.person,
            side=setup.side,
            legs=setup.legs,
            load_kg=begun.load_kg,
            declared=setup.declared,
            simulated=simulated,
            calibration=None if profile is None else profile.calibration.numbers(),
            profile=None if profile is None else profile.name,
        )

    async def session() -> Ended:
        pace = Pace()
        worn = await wear(wanted, pace)
        note("Counting. Ctrl-C ends and saves.")
        start = Start(
            worn.source,
            pace,
            setup,
            header,
            begun.goal,
            begun.load_kg,
            simulated,
            sound=not chosen.no_sound,
            known=begun.known,
            second=worn.second,
            place=wanted.place,
        )
        try:
            return await run_session(start, plain=chosen.plain)
        finally:
            await worn.source.close()

    ended = asyncio.run(session())
    if not simulated:
        ask_after(ended, chosen.person)
    return 0


def _check_legs(side: str | None, legs: str | None, *, other_worn: bool) -> None:
    """A leg that works without a sensor on it would be counted as nothing: better told before than after."""
    if side is not None and legs not in (None, side, Legs.BOTH.value) and not other_worn:
        raise InputError(
            InputReason.USAGE,
            f"--side {side} --legs {legs}: the leg that works wears no sensor; strap it to the {legs} one, or name the"
            " legs anew",
        )


def _timed(chosen: argparse.Namespace) -> int:
    """No sensor is needed for what goes by the clock."""
    from ui.commands import timed

    note(
        f"{chosen.exercise.label} goes by the clock, without a sensor; soleus timed sets another time with --for."
    )
    time_s = due_time_s(chosen.exercise, chosen.person)
    legs = None if chosen.legs is None else Legs(chosen.legs)
    timed.do(chosen.exercise, time_s, legs, chosen.person, sound=not chosen.no_sound)
    return 0
