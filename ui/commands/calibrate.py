"""`soleus calibrate`: learns how one person's sensor sits and how this leg raises, live or from a file."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import datetime
from pathlib import Path

from drivers.families import decoder_for
from drivers.source import LinkChange, LinkState, SensorInfo
from recordings.header import Header
from recordings.home import home
from recordings.load import load
from recordings.profiles import Profile, profile_name, profiles_folder, save_profile
from recordings.road import Road
from recordings.writer import RecordingWriter
from tracker.calibrating import RAISES, Calibrating, Step
from tracker.calibration_fit import UnfitError
from tracker.errors import InputError, InputReason
from tracker.events import Event
from tracker.samples import Samples
from tracker.setup import Side
from tracker.tracker import Tracker
from ui.interrupts import end_gently
from ui.learned import gain_words, learned_words
from ui.output import note, say
from ui.session import Session

SAYS = {
    Step.STAND: "1 of 4: Stand still, knees straight, weight on both feet, for 5 s.",
    Step.SIT: "2 of 4: Sit down, feet flat, and sit still for 5 s.",
    Step.RAISE_STANDING: "3 of 4: Stand up, wait a moment, then raise both heels three times, slowly, knees straight.",
    Step.RAISE_SEATED: "4 of 4: Sit down, wait a moment, then raise the heels three times, slowly.",
    Step.DONE: "That is all.",
}


class Guide:
    """A sink that follows the sequence, and says what to do next; `session` is ended when all was seen."""

    def __init__(self) -> None:
        self.session: Session | None = None
        self.finder = Calibrating()
        self.heard: list[Samples] = []
        self._said = 0

    def opened(self, info: SensorInfo) -> None:
        """Begin."""
        say(f"Sensor: {info.name}")
        say(SAYS[Step.STAND])

    def samples(self, samples: Samples) -> None:
        """Follow."""
        before = self.finder.step
        if before is Step.DONE:
            return
        self.heard.append(samples)
        step = self.finder.update(samples)
        raised = round(RAISES * self.finder.done)
        if step is not before:
            say("  seen.")
            say(SAYS[step])
            self._said = 0
            if step is Step.DONE and self.session is not None:
                self.session.let_end()
        elif step in (Step.RAISE_STANDING, Step.RAISE_SEATED) and raised > self._said:
            say(f"  {raised}")
            self._said = raised

    def events(self, events: list[Event]) -> None:
        """Nothing: here is nothing to count."""

    def link(self, change: LinkChange) -> None:
        """Trouble, and its end."""
        if change.state in (LinkState.WEAK, LinkState.LOST, LinkState.BACK):
            note(f"Link {change.state}: {change.reason}")


def run(chosen: argparse.Namespace) -> int:
    """Calibrate; exit code."""
    end_gently()
    side = Side(chosen.side) if chosen.side else None
    name = chosen.profile or profile_name(chosen.person, side, chosen.position)
    if chosen.source is not None:
        samples, made_at, simulated = _from_file(chosen.source)
        finder = Calibrating()
        for part in samples.blocks(512):
            finder.update(part)
        where = f"{chosen.source}: "
    else:
        guide, simulated = _live(chosen, side)
        finder, samples, made_at, where = (
            guide.finder,
            Samples.concat(guide.heard),
            datetime.now().astimezone(),
            "",
        )
    try:
        known = finder.fit()
    except UnfitError as error:
        raise InputError(InputReason.BAD_VALUE, f"{where}no calibration: {error}") from error
    profile = Profile(name, made_at, known, chosen.person, side, chosen.position, simulated)
    _tell(profile, samples, save_profile(home(), profile), finder.raises_s())
    return 0


def _tell(profile: Profile, samples: Samples, path: Path, raises_s: list[tuple[float, float]]) -> None:
    known = profile.calibration
    for line in (*learned_words(known), *gain_words(samples, raises_s, known)):
        say(line)
    whose = " ".join(part for part in (profile.person, profile.side.value if profile.side else None) if part)
    say(f'Saved as profile "{profile.name}": {path}')
    who = f"for {whose} " if whose else ""
    say(f"From now on live uses it {who}unless told --no-profile or another --profile.")
    if profile.simulated:
        say("Simulated: only the practice sensor will use it.")


def _from_file(path: Path) -> tuple[Samples, datetime, bool]:
    """The file's samples, when it was made, and whether by the virtual athlete."""
    loaded = load(path)
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    blocks = [step.samples for step in loaded.steps() if len(step.samples)]
    header = loaded.recording.header if loaded.recording is not None else None
    made_at = header.started_at if header is not None else datetime.now().astimezone()
    return Samples.concat(blocks), made_at, header is not None and header.simulated


def _live(chosen: argparse.Namespace, side: Side | None) -> tuple[Guide, bool]:
    """Guide a person through it; what the sensor sent is kept beside the profile."""
    from drivers.pace import Pace
    from ui.reaching import find_link, is_practice

    guide, simulated = Guide(), is_practice(chosen.sensor)

    def writer(info: SensorInfo) -> RecordingWriter:
        started_at = datetime.now().astimezone()
        header = Header(info, started_at, person=chosen.person, side=side, simulated=simulated)
        folder = profiles_folder(home())
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                InputReason.NOT_WRITABLE, f"cannot make {folder}: {error.strerror or error}"
            ) from error
        path = folder / f"{started_at:%Y-%m-%d_%H-%M-%S}_calibration.jsonl"
        return RecordingWriter(path, header, time.monotonic)

    async def session() -> None:
        pace = Pace()
        if simulated:
            from ui.practice import calibration_link

            link = calibration_link(pace)
        else:
            link = await find_link(chosen.sensor, pace)
        guide.session = Session(
            link,
            lambda info: Road(decoder_for(info.family, info.settings), Tracker()),
            writer,
            [guide],
        )
        note("Under a minute; it goes on by what it sees. Ctrl-C ends without a profile.")
        await guide.session.run()

    asyncio.run(session())
    return guide, simulated
