"""Bluetooth in words: what each state of it means, and what to do about it on this system."""

from __future__ import annotations

from drivers.adapter import OLDEST_BLUEZ, Bluetooth, Radio, is_served
from drivers.faults import permission_hint, start_hint
from ui.doctor.finding import Finding, Room, Verdict


def radio_finding(found: Bluetooth, platform: str) -> Finding:
    """Its state as one line."""
    if found.radio is Radio.ON:
        return Finding(Room.BLUETOOTH, Verdict.OK, f"{_adapter(found)}on")
    words, remedy = _words(found, platform)
    return Finding(Room.BLUETOOTH, Verdict.BAD, words, remedy)


def version_finding(version: tuple[int, int]) -> Finding | None:
    """A line where bleak does not work with this BlueZ."""
    if is_served(version):
        return None
    least = OLDEST_BLUEZ
    words = f"BlueZ {version[0]}.{version[1]}, bleak works with {least[0]}.{least[1]} and later ones of {least[0]}"
    remedy = "update the system's package bluez" if version < least else "update soleus"
    return Finding(Room.BLUETOOTH, Verdict.BAD, words, remedy)


def _adapter(found: Bluetooth) -> str:
    return f"adapter {found.detail} is " if found.detail else ""


def _words(found: Bluetooth, platform: str) -> tuple[str, str]:
    """What it is, and what to do."""
    match found.radio:
        case Radio.OFF:
            return f"{_adapter(found)}off", start_hint(platform)
        case Radio.NO_ADAPTER:
            return "no adapter", "plug one in (Bluetooth 4.0 or later), or enable the one that is built in"
        case Radio.NO_LOW_ENERGY:
            return "the adapter knows no Low Energy", "plug in one of Bluetooth 4.0 or later"
        case Radio.DENIED:
            return "may not be used by this program", permission_hint(platform)
        case Radio.NO_BUS:
            why = f" ({found.detail})" if found.detail else ""
            what = "start dbus and bluetoothd (in a container, share the host's /run/dbus)"
            return f"no D-Bus system bus here{why}", what
        case Radio.SILENT_BUS:
            return "the D-Bus system bus does not answer", "restart the computer"
        case Radio.NO_SERVICE:
            what = (
                "sudo systemctl enable --now bluetooth (package bluez; without an adapter it does not start)"
            )
            return "the Bluetooth service is not running", what
        case Radio.SILENT:
            return _silent(platform)
        case _:
            return f"trouble: {found.detail}", "turn Bluetooth off and on, then try again"


def _silent(platform: str) -> tuple[str, str]:
    if platform == "darwin":
        return "macOS does not answer, it may be waiting for your permission", permission_hint(platform)
    if platform == "win32":
        return "Windows does not answer", "turn Bluetooth off and on in the quick settings, then try again"
    return "the Bluetooth service does not answer", "sudo systemctl restart bluetooth"
