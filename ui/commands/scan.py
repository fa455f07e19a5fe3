"""`soleus scan`: the sensors in reach; never nothing without a reason."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence

from drivers.permission import permission_notice
from drivers.scan import SECONDS, Found, scan
from recordings.home import home
from recordings.remembered import Remembered, remembered, worn_last
from tracker.errors import SensorError, SensorReason
from ui.output import note, say


def run(chosen: argparse.Namespace) -> int:
    """Scan and list; exit code 3 where no usable sensor was heard."""
    if (words := permission_notice()) is not None:
        note(words)
    note(f"Listening for {SECONDS:.0f} s ...")
    found = asyncio.run(scan())
    for line in scan_lines(found, remembered(home())):
        say(line)
    if not any(one.family is not None for one in found):
        raise SensorError(SensorReason.NOT_FOUND, nothing_words(found))
    return 0


def scan_lines(found: list[Found], known: Sequence[Remembered] = ()) -> list[str]:
    """One line a sensor of a known family: family, name, address, signal, and where it was worn last."""
    lines = []
    for one in found:
        if one.family is None:
            continue
        seen = one.seen
        signal = "signal unknown" if seen.rssi_dbm is None else f"signal {seen.rssi_dbm} dBm"
        it = next((it for it in known if it.is_one(one.family.slug, seen.name, seen.address)), None)
        worn = ""
        if it is not None:
            worn = f", worn {'last' if worn_last(known, it.place) is it else 'before'} on the {it.place.replace('-', ' ')}"
        lines.append(f"{one.family.title}: {seen.name or 'no name'}, {seen.address}, {signal}{worn}")
    return lines


def nothing_words(found: list[Found]) -> str:
    """Why the list holds no usable sensor, and what to do."""
    others = f"{len(found)} other device{'s' if len(found) != 1 else ''} heard"
    heard = others if found else "not a single device heard"
    return (
        f"no sensor in reach ({heard}): wake it (Movesense: touch both studs), bring it within 2 m,"
        " and close other apps that hold it"
    )
