"""`soleus test`: take a heel-rise test with a sensor or on a recording, see earlier ones, move one to the other leg."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordings.load import Loaded, load
from tracker.errors import InputError, InputReason
from tracker.setup import Legs, Setup, Side
from tracker.training.heelrise.norms import Sex
from tracker.training.heelrise.protocol import SEATED_60, Knee, Protocol, heel_rise, seated_60
from tracker.training.heelrise.referee import Referee
from tracker.training.heelrise.result import Result, Taken, result_of
from tracker.training.heelrise.words import DISCLAIMER, held_against, norm_line, result_lines
from ui.heelrise_lines import asked_lines, said_words
from ui.output import Progress, note, say
from ui.plain import PlainLines
from ui.refereed import Refereed


@dataclass(frozen=True, slots=True)
class Entered:
    """What the logbook is told of a test besides its result."""

    person: str | None
    taken_at: datetime
    recording: Path | None
    simulated: bool


def run(chosen: argparse.Namespace) -> int:
    """Do what was asked; exit code."""
    if chosen.act in ("list", "show", "correct"):
        from ui.heelrise_book import correct, listed, shown

        acts = {
            "list": lambda: listed(chosen.person),
            "show": lambda: shown(chosen.id),
            "correct": lambda: correct(chosen.id, Side(chosen.side)),
        }
        acts[chosen.act]()
        return 0
    if (chosen.age is None) != (chosen.sex is None):
        raise InputError(InputReason.USAGE, "norms go by age and sex: give both --age and --sex, or neither")
    protocol = (
        seated_60() if chosen.act == SEATED_60 else heel_rise(Knee(chosen.knee), chosen.height_share / 100.0)
    )
    referee = Referee(protocol)
    if chosen.file is not None:
        taken, entered = _of_file(chosen, referee)
    else:
        taken, entered = _live(chosen, referee)
    _tell(chosen, protocol, result_of(referee, taken), entered)
    return 0


def _of_file(chosen: argparse.Namespace, referee: Referee) -> tuple[Taken, Entered]:
    loaded = load(chosen.file)
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    taken = _taken(chosen, loaded)
    header = loaded.recording.header if loaded.recording is not None else None
    progress = Progress(f"Refereeing {loaded.path.name}")

    def write(line: str) -> None:
        progress.done()
        say(line)

    sinks = (
        PlainLines(write),
        Refereed(referee, lambda said: write(said_words(said))),
    )
    for step in loaded.steps(loaded.tracker(referee.protocol.exercise, keeps_all=True)):
        for sink in sinks:
            if len(step.samples):
                sink.samples(step.samples)
            sink.events(step.events)
        if len(step.samples):
            progress.at(f"at {step.samples.t_s[-1]:.0f} s")
        if referee.ended is not None:
            break
    progress.done()
    sinks[1].finish()
    at = header.started_at if header is not None else _written(loaded.path)
    simulated = header is not None and header.simulated
    person = chosen.person or (header.person if header is not None else None)
    return taken, Entered(person, at, loaded.path, simulated)


def _written(path: Path) -> datetime:
    """A CSV file says nothing of when it was recorded; when it was written is the nearest there is."""
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _taken(chosen: argparse.Namespace, loaded: Loaded | None = None) -> Taken:
    header = loaded.recording.header if loaded is not None and loaded.recording is not None else None
    side = Side(chosen.side) if chosen.side else header.side if header is not None else None
    if side is None:
        raise InputError(
            InputReason.USAGE, "a test is of one leg: say which with --side left or --side right"
        )
    if header is not None and header.side is not None and header.side is not side:
        raise InputError(
            InputReason.BAD_VALUE,
            f"{chosen.file} was recorded with the sensor on the {header.side.value} leg, and --side says {side.value}:"
            " which is it? Leave --side out to take the recording's word",
        )
    legs = Legs(chosen.legs) if chosen.legs else header.legs if header is not None else None
    if legs is not None and legs is not Legs.BOTH and legs.value != side.value:
        raise InputError(
            InputReason.BAD_VALUE,
            f"the {legs.value} leg works and the {side.value} one is tested: the leg tested has to work",
        )
    load_kg = chosen.load if chosen.load is not None else header.load_kg if header is not None else None
    return Taken(side, legs or Legs(side.value), chosen.mass, load_kg)


def _live(chosen: argparse.Namespace, referee: Referee) -> tuple[Taken, Entered]:
    from ui.heelrise_live import LiveTest

    taken = _taken(chosen)
    for line in asked_lines(referee.protocol):
        say(line)
    started_at = datetime.now().astimezone()
    setup = Setup(
        referee.protocol.exercise, taken.side, taken.legs, keeps_all=True
    )  # what was refereed stands
    test = LiveTest(chosen, referee, setup)

    def entered() -> Entered:
        return Entered(chosen.person, started_at, test.recording, test.simulated)

    try:
        test.take()
    except BaseException:  # Ctrl-C, a lost sensor, a full disk: what was done by then is kept all the same
        if referee.beats:
            _tell(chosen, referee.protocol, result_of(referee, taken), entered())
        raise
    return taken, entered()


def _tell(chosen: argparse.Namespace, protocol: Protocol, result: Result | None, entered: Entered) -> None:
    if result is None:
        say("No test: not one repetition was seen.")
        return
    for line in result_lines(result):
        say(line)
    if chosen.age is not None and result.ended_by.is_result:
        say(norm_line(result, protocol, chosen.age, Sex(chosen.sex)))
    if not chosen.no_save:
        from ui.heelrise_book import enter

        others, number = enter(result, entered)
        for line in held_against(result, others):
            say(line)
        say(
            f"Test {number} saved: soleus test show {number}. Was it the other leg? soleus test correct {number} --side ..."
        )
    say(DISCLAIMER)
