"""Whether this program may use Bluetooth, and what a person has to know before it first does.

Only macOS asks: the first time, a question of its own to the program the terminal runs in. Once refused, it answers
every scan with silence. What was answered can be asked for without raising that question.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import IntEnum

from drivers.faults import permission_hint


class Permission(IntEnum):
    """What macOS was told, by the numbers of `CBManagerAuthorization`."""

    NOT_ASKED = 0
    RESTRICTED = 1  # by whoever administers this Mac
    DENIED = 2
    ALLOWED = 3


def _asked_of_macos() -> int:
    from CoreBluetooth import CBManager  # type: ignore[import-not-found,unused-ignore]

    return int(CBManager.authorization())


def permission_notice(platform: str = sys.platform, ask: Callable[[], int] = _asked_of_macos) -> str | None:
    """What to say before Bluetooth is used; None where there is nothing. `ask` gives the system's own number."""
    if platform != "darwin":
        return None
    try:
        known = Permission(ask())
    except Exception:  # of any kind: an older macOS has no such question, and a notice too many hurts nobody
        known = Permission.NOT_ASKED
    match known:
        case Permission.ALLOWED:
            return None
        case Permission.RESTRICTED:
            return "This Mac's administrator does not let programs use Bluetooth: no sensor will be found."
        case Permission.DENIED:
            return f"macOS was told not to let this terminal use Bluetooth: {permission_hint(platform)}."
        case Permission.NOT_ASKED:
            return (
                "macOS asks now whether this terminal may use Bluetooth: allow it, or no sensor is found."
                " It asks once only; later it is changed under System Settings, Privacy & Security, Bluetooth."
            )
