"""The sensors of a session, found and connected: one on the shank, and a second on the thigh or on the other leg."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers.pace import Pace
from drivers.pair import Pair
from drivers.source import Place, Second, Setting, Source
from tracker.errors import InputError, InputReason
from tracker.setup import Side
from ui.reaching import Reacher, find_link, is_practice, practice_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: names or addresses, None for whichever is in reach; settings other than the usual."""

    first: str | None
    place: Place | None = None
    second: str | None = None
    settings: Mapping[str, Setting] = field(default_factory=dict)

    @staticmethod
    def of(
        first: str | None,
        thigh: str | None,
        other_leg: str | None,
        side: Side | None,
        settings: Mapping[str, Setting] | None = None,
    ) -> Wanted:
        """From the options; "" is whichever. InputError where they do not go together."""
        settings = settings or {}
        place = Place.THIGH if thigh is not None else Place.OTHER_LEG if other_leg is not None else None
        second = (thigh or other_leg) or None
        if place is None:
            return Wanted(first, settings=settings)
        if is_practice(first) and second is not None and not is_practice(second):
            raise InputError(
                InputReason.USAGE, f"--{place} {second}: beside the practice sensor only practice can be worn"
            )
        if not is_practice(first) and is_practice(second):
            raise InputError(InputReason.USAGE, f"--{place} practice: only beside --sensor practice")
        if first is not None and not is_practice(first) and first == second:
            raise InputError(
                InputReason.USAGE, f"--{place} {second}: that is the sensor of --sensor; name two"
            )
        if place is Place.OTHER_LEG and side is None:
            raise InputError(
                InputReason.USAGE,
                "--other-leg: say with --side left or right which leg the first sensor is on",
            )
        return Wanted(first, place, second, settings)


@dataclass(frozen=True, slots=True)
class Worn:
    """The source of a session; `second` says who a second sensor is, None without one."""

    source: Source
    second: Callable[[], Second | None] = lambda: None


async def wear(wanted: Wanted, pace: Pace) -> Worn:
    """Connected one after the other; SensorError where one is not to be had."""
    if wanted.place is None:
        return Worn(await find_link(wanted.first, pace, wanted.settings))
    if wanted.first is not None and is_practice(wanted.first):
        from ui.practice import practice_pair

        slug, seed = practice_of(wanted.first)
        pair = practice_pair(seed, slug, wanted.place, pace, wanted.settings)
        return Worn(pair, lambda: pair.second)
    reacher = Reacher(pace, wanted.settings)
    first = await reacher.link(wanted.first)
    try:
        both = Pair(first, await reacher.link(wanted.second, wanted.place), wanted.place, pace)
    except BaseException:
        await first.close()
        raise
    reacher.keep()
    return Worn(both, lambda: both.second)
