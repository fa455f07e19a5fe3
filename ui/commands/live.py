"""`soleus live`: count with a sensor, recorded."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import datetime

from drivers.link import Link
from drivers.pace import Pace
from drivers.permission import permission_notice
from drivers.scan import Found, scan
from drivers.source import SensorInfo
from recordings.header import Header
from tracker.errors import InputError, InputReason, SensorError, SensorReason
from tracker.setup import Legs, Setup, Side
from ui.commands.scan import nothing_words, scan_lines
from ui.interrupts import end_gently, question
from ui.output import note
from ui.running import Start, run_session
from ui.view.shown import Goal

PRACTICE = "practice"


def run(chosen: argparse.Namespace) -> int:
    """Find the sensor, run the session; exit code."""
    end_gently()
    setup = Setup(
        chosen.exercise,
        Side(chosen.side) if chosen.side else None,
        Legs(chosen.legs) if chosen.legs else None,
    )
    simulated = is_practice(chosen.sensor)

    def header(info: SensorInfo, started_at: datetime) -> Header:
        return Header(
            info,
            started_at,
            person=chosen.person,
            side=setup.side,
            legs=setup.legs,
            load_kg=chosen.load,
            declared=setup.declared,
            simulated=simulated,
        )

    async def session() -> None:
        pace = Pace()
        link = await find_link(chosen.sensor, pace)
        note("Counting. Ctrl-C ends and saves.")
        goal = Goal(chosen.goal, chosen.sets, chosen.rest)
        start = Start(link, pace, setup, header, goal, chosen.load, simulated, sound=not chosen.no_sound)
        await run_session(start, plain=chosen.plain)

    asyncio.run(session())
    return 0


async def find_link(wanted: str | None, pace: Pace) -> Link:
    """The sensor meant, or the practice one."""
    return (
        _practice(wanted, pace) if wanted is not None and is_practice(wanted) else await _find(wanted, pace)
    )


def is_practice(sensor: str | None) -> bool:
    """Whether the practice sensor is meant: "practice", or "practice:SEED"."""
    return sensor is not None and sensor.split(":")[0] == PRACTICE


def _practice(sensor: str, pace: Pace) -> Link:
    from ui.practice import practice_link

    _, _, seed = sensor.partition(":")
    if seed and not (seed.isdecimal() and len(seed) < 10):
        raise InputError(
            InputReason.BAD_VALUE,
            f"--sensor {sensor}: the seed of practice is a whole number of up to 9 digits",
        )
    return practice_link(int(seed or 1), pace)


async def _find(wanted: str | None, pace: Pace) -> Link:
    if (words := permission_notice()) is not None:
        note(words)
    note("Looking for a sensor ...")
    one = choose(await scan(), wanted, ask=sys.stdin.isatty() and sys.stdout.isatty())
    assert one.family is not None
    return Link(one.family, one.device, name=one.seen.name or one.seen.address, pace=pace)


def choose(found: list[Found], wanted: str | None, *, ask: bool) -> Found:
    """The sensor meant: the only one, or the one whose name or address holds `wanted`; else ask, or SensorError."""
    usable = [one for one in found if one.family is not None]
    if wanted is not None:
        hits = [one for one in usable if _is_called(one, wanted)]
        if not hits:
            raise SensorError(
                SensorReason.NOT_FOUND,
                f'no sensor in reach is called "{wanted}"; soleus scan lists those that are',
            )
        usable = hits
    if not usable:
        raise SensorError(SensorReason.NOT_FOUND, nothing_words(found))
    if len(usable) == 1:
        return usable[0]
    for number, line in enumerate(scan_lines(usable), start=1):
        note(f"{number}  {line}")
    if not ask:
        raise SensorError(
            SensorReason.AMBIGUOUS, f"{len(usable)} sensors in reach: name one with --sensor NAME or ADDRESS"
        )
    numbers = [str(number) for number in range(1, len(usable) + 1)]
    while True:
        answer = question(f"Which one, 1 to {len(usable)}? ").strip()
        if answer in numbers:
            return usable[numbers.index(answer)]


def _is_called(one: Found, wanted: str) -> bool:
    return wanted.lower() in f"{one.seen.name or ''}\n{one.seen.address}".lower()
