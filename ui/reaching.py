"""From what a person named, or nothing, to a link that is open: the sensor worn last without a scan, else one in reach."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence

from bleak.backends.device import BLEDevice

from drivers.dialogue import GOOD_HZ
from drivers.families import FAMILIES, Family
from drivers.link import Link
from drivers.pace import Pace
from drivers.permission import permission_notice
from drivers.scan import Found, scan
from drivers.source import Setting
from recordings.home import home
from recordings.remembered import SHANK, Remembered, called, remember, remembered, worn_last
from tracker.errors import InputError, InputReason, SensorError, SensorReason
from ui.commands.scan import nothing_words, scan_lines
from ui.interrupts import question
from ui.output import note

DIRECT_S = 10.0
"""A sensor that is awake is heard within two seconds and connected within another two; more is not worth waiting for,
as the scan that follows finds it too."""

ELSEWHERE = {SensorReason.NOT_FOUND, SensorReason.CONNECT_FAILED, SensorReason.LOST, SensorReason.UNSUPPORTED}
"""Reasons for which a sensor remembered is looked for by a scan; nothing else would go better with one."""

PRACTICE = "practice"


async def find_link(wanted: str | None, pace: Pace, settings: Mapping[str, Setting] | None = None) -> Link:
    """The sensor meant, connected, or the practice one; `settings` are wishes other than the usual."""
    if wanted is not None and is_practice(wanted):
        from ui.practice import practice_link

        slug, seed = practice_of(wanted)
        return practice_link(seed, pace, slug, settings)
    reacher = Reacher(pace, settings)
    link = await reacher.link(wanted)
    reacher.keep()
    return link


def is_practice(sensor: str | None) -> bool:
    """Whether the practice sensor is meant: "practice", with a family and a seed behind it or not."""
    return sensor is not None and sensor.split(":")[0] == PRACTICE


def practice_of(sensor: str) -> tuple[str, int]:
    """Family and seed of a practice sensor, as in "practice", "practice:7", "practice:polar" or "practice:polar:7"."""
    words = sensor.split(":")[1:]
    slugs = [family.slug for family in FAMILIES]
    slug = words.pop(0) if words and words[0] in slugs else slugs[0]
    seed = words[0] if words else ""
    if len(words) > 1 or (seed and not (seed.isdecimal() and len(seed) < 10)):
        raise InputError(
            InputReason.BAD_VALUE,
            f"--sensor {sensor}: behind practice stand a family ({', '.join(slugs)}) or the seed, a whole number of up"
            " to 9 digits, or both",
        )
    return slug, int(seed or 1)


class Reacher:
    """Finds the sensors of one session, one after the other."""

    def __init__(self, pace: Pace, settings: Mapping[str, Setting] | None = None) -> None:
        self._pace = pace
        self._wishes = settings or {}
        self._turn = asyncio.Lock()
        self._memory = remembered(home())
        self._worn: list[Remembered] = []

    async def link(self, wanted: str | None, place: str = SHANK) -> Link:
        """An open link to the sensor meant; SensorError where there is none."""
        if not self._worn and (words := permission_notice()) is not None:
            note(words)
        known = worn_last(self._memory, place) if wanted is None else called(self._memory, wanted)
        if known is not None and known.address not in self._taken():
            link = await self._directly(known)
            if link is not None:
                return await self._opened(link, place)
        note("Looking for a sensor ..." if place == SHANK else f"Looking for the sensor of the {place} ...")
        found = [one for one in await scan() if one.seen.address not in self._taken()]
        one = choose(found, wanted, ask=sys.stdin.isatty() and sys.stdout.isatty(), known=self._meant(known))
        assert one.family is not None
        name = one.seen.name or one.seen.address
        return await self._opened(self._made(one.family, one.device, name), place)

    def keep(self) -> None:
        """Remember who was worn; that it does not work costs the next session a scan and nothing else."""
        try:
            remember(home(), self._worn)
        except InputError as error:
            note(f"soleus: the sensor is not remembered: {error.message}")

    def _taken(self) -> set[str]:
        return {one.address for one in self._worn}

    def _meant(self, known: Remembered | None) -> list[Remembered]:
        return [known] if known is not None else []

    async def _directly(self, known: Remembered) -> Link | None:
        """The sensor worn last, open; None where it has to be looked for."""
        family = next((one for one in FAMILIES if one.slug == known.family), None)
        if family is None:
            return None
        note(f"Connecting to {known.name}, as last time ...")
        link = self._made(family, known.address, known.name)
        try:
            async with asyncio.timeout(DIRECT_S):
                await link.open()
        except TimeoutError:
            why = "it does not answer"
        except SensorError as error:
            await link.close()
            if error.reason not in ELSEWHERE:
                raise
            why = error.message
        except BaseException:
            await link.close()
            raise
        else:
            return link
        await link.close()
        note(f"{known.name}: {why}.")
        return None

    def _made(self, family: Family, device: BLEDevice | str, name: str) -> Link:
        settings = family.wished(self._wishes)
        return Link(family, device, name=name, settings=settings, pace=self._pace, turn=self._turn)

    async def _opened(self, link: Link, place: str) -> Link:
        try:
            info = await link.open()
        except BaseException:
            await link.close()
            raise
        rate_hz = info.settings.get("rate_hz")
        if isinstance(rate_hz, (int, float)) and rate_hz < GOOD_HZ:
            note(
                f"{info.name} streams at {rate_hz:g} Hz; from {GOOD_HZ:g} Hz on, heights and times are better."
            )
        self._worn.append(Remembered(place, info.family, info.name, info.address))
        return link


def choose(found: list[Found], wanted: str | None, *, ask: bool, known: Sequence[Remembered] = ()) -> Found:
    """The sensor meant: the only one, or the one whose name or address holds `wanted`, or the one `known` from last
    time; else ask, or SensorError."""
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
    last = [one for one in usable if any(is_remembered(one, it) for it in known)]
    if len(last) == 1:
        return last[0]
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


def is_remembered(one: Found, it: Remembered) -> bool:
    """Whether a sensor in reach is the one remembered."""
    return one.family is not None and it.is_one(one.family.slug, one.seen.name, one.seen.address)


def _is_called(one: Found, wanted: str) -> bool:
    return wanted.lower() in f"{one.seen.name or ''}\n{one.seen.address}".lower()
