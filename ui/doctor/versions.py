"""The versions of everything that has one, in one line to send along with a question."""

from __future__ import annotations

import platform as host
from collections.abc import Callable
from importlib import metadata

from tracker.version import __version__
from ui.doctor.finding import Finding, Room, Verdict

PACKAGES = ("bleak", "numpy", "textual")


def versions_findings(
    installed: Callable[[str], str | None], bluez: tuple[int, int] | None, system: str, platform: str
) -> list[Finding]:
    """One line, and another for what is missing."""
    packages = {name: installed(name) for name in PACKAGES}
    parts = [f"soleus {__version__}", f"Python {host.python_version()}"]
    parts += [f"{name} {version}" for name, version in packages.items() if version is not None]
    if platform == "linux":  # nobody else has it
        parts.append("BlueZ not known" if bluez is None else f"BlueZ {bluez[0]}.{bluez[1]}")
    findings = [Finding(Room.VERSIONS, Verdict.OK, ", ".join([*parts, system]))]
    missing = [name for name, version in packages.items() if version is None]
    if missing:
        words = f"not installed: {', '.join(missing)}"
        findings.append(Finding(Room.VERSIONS, Verdict.BAD, words, "install soleus anew"))
    return findings


def installed_version(name: str) -> str | None:
    """A package's version as it was installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def system_words() -> str:
    """The operating system as its owner knows it, and its processor."""
    machine = host.machine()
    if host.system() == "Darwin":
        return f"macOS {host.mac_ver()[0]} ({machine})"
    try:
        name = host.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        name = ""
    kernel = f"{host.system()} {host.release()}"
    return f"{name} ({kernel}, {machine})" if name else f"{kernel} ({machine})"
