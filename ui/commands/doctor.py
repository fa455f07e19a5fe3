"""`soleus doctor`: whether everything soleus stands on is there, a line each, ok or what to do; with --sensor, whether
a sensor is good enough."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tracker.errors import InputError, SoleusError
from ui.doctor.finding import Finding, Room, Verdict, closing, exit_code
from ui.doctor.patience import in_time
from ui.output import Progress, note, say, trace

Check = Callable[[], list[Finding]]


def run(chosen: argparse.Namespace) -> int:
    """Look at everything, or at one sensor, telling each as soon as it is known; exit code."""
    if chosen.sensor is not None:
        return _sensor(chosen.sensor)
    findings: list[Finding] = []
    for room, check in checks():
        for finding in looked(room, check, debug=chosen.debug):
            say(finding.line)
            findings.append(finding)
    code = exit_code(findings)
    if code:
        note(f"soleus: {closing(findings)}")
    else:
        say(closing(findings))
    return code


def _sensor(wanted: str) -> int:
    """Measure a sensor and say whether it will do."""
    from drivers.pace import Pace
    from ui.doctor.measuring import SECONDS, Measured, measure
    from ui.doctor.sensor import sensor_findings, verdict_words
    from ui.interrupts import end_gently
    from ui.reaching import find_link

    end_gently()

    async def measured() -> Measured:
        pace = Pace()
        link = await find_link(wanted or None, pace)
        note(f"Measuring for {SECONDS:.0f} s: let it lie or wear it, where you train ...")
        progress = Progress("Measuring,")
        try:
            return await measure(link, pace, lambda gone_s: progress.at(f"{gone_s:.0f} of {SECONDS:.0f} s"))
        finally:
            progress.done()
            await link.close()

    one = asyncio.run(measured())
    findings = sensor_findings(one)
    for finding in findings:
        say(finding.line)
    code = exit_code(findings)
    words = verdict_words(one.info.name, findings)
    if code:
        note(f"soleus: {words}")
    else:
        say(words)
    return code


def looked(room: Room, check: Check, *, debug: bool = False) -> list[Finding]:
    """What a check found; that it failed is a finding too."""
    try:
        return in_time(check, Progress(f"Looking at {room.value},"))
    except Exception as error:
        if debug:
            trace()
        return [_failed(room, error)]


def _failed(room: Room, error: Exception) -> Finding:
    if isinstance(error, SoleusError):
        return Finding(room, Verdict.BAD, error.message)
    if isinstance(error, TimeoutError):
        return Finding(room, Verdict.BAD, str(error) or "no answer", "a restart of the computer may help")
    if isinstance(error, OSError):
        words = f"cannot be looked at: {error.strerror or error}"
        return Finding(room, Verdict.BAD, words, "see that you may read and write it")
    words = f"the check failed: {type(error).__name__}: {str(error)[:160]}"
    return Finding(room, Verdict.BAD, words, "soleus --debug doctor shows where")


def checks() -> Iterator[tuple[Room, Check]]:
    """Every check of this system. What is heavy is loaded inside them: a part that is broken is a finding."""
    platform = sys.platform

    @cache
    def bluez() -> tuple[int, int] | None:
        from drivers.adapter import bluez_version

        return bluez_version() if platform == "linux" else None

    def radio() -> list[Finding]:
        from drivers.adapter import bluetooth
        from drivers.permission import permission_notice
        from ui.doctor.radio import radio_finding, version_finding

        if (words := permission_notice(platform)) is not None:
            note(words)
        found = radio_finding(asyncio.run(bluetooth(platform)), platform)
        version = bluez()
        old = None if version is None else version_finding(version)
        return [found] if old is None else [found, old]

    def terminal() -> list[Finding]:
        from ui.doctor.terminal import bell_finding, ends_of, terminal_findings

        ends = ends_of(sys.stdin, sys.stdout)
        bell = [bell_finding(sys.stdout)] if ends.shown else []
        return terminal_findings(ends, os.environ, platform) + bell

    def versions() -> list[Finding]:
        from ui.doctor.versions import installed_version, system_words, versions_findings

        return versions_findings(installed_version, bluez(), system_words(), platform)

    yield Room.BLUETOOTH, radio
    yield Room.TERMINAL, terminal
    yield Room.DATA, _place
    if (root := _root()) is not None:
        yield Room.DATA, lambda: _folder(root)
        yield Room.LOGBOOK, lambda: _logbook(root)
    yield Room.VERSIONS, versions


def _root() -> Path | None:
    from recordings.home import home

    try:
        return home()
    except InputError:
        return None  # the check of the place tells it


def _place() -> list[Finding]:
    from ui.doctor.folder import place_finding

    return [place_finding(os.environ)]


def _folder(root: Path) -> list[Finding]:
    from ui.doctor.folder import folder_findings

    return folder_findings(root)


def _logbook(root: Path) -> list[Finding]:
    from ui.doctor.logbook import logbook_finding

    return [logbook_finding(root)]
