"""`soleus analyze`: files as a table for people, or as the JSON of schema soleus.analysis/1."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from recordings.analysis import Analysis, analyze
from recordings.curves import curves
from recordings.export.whole_file import check_place, write_whole
from recordings.load import Loaded, load, with_thigh
from recordings.profiles import Profile
from recordings.why_plot import why_plot
from tracker.errors import InputError, InputReason
from tracker.events import WornWrong
from tracker.explain import Candidate
from tracker.setup import Exercise, Form
from ui.output import Progress, note, say, trace
from ui.plain import form_words
from ui.profile_options import named

MOST_GAPS = 10  # listed one by one


def run(chosen: argparse.Namespace) -> int:
    """Analyse every file, the bad ones reported and the rest done; exit code 2 if one was bad."""
    reports: list[dict[str, Any]] = []
    worst = 0
    files = [path for given in chosen.files for path in meant(given)]
    _check_plot(chosen.plot, files)
    profile = named(chosen)
    if chosen.thigh is not None and len(files) != 1:
        raise InputError(
            InputReason.USAGE,
            f"--thigh goes with one file, and here are {len(files)}: analyse each by itself",
        )
    progress = Progress("Analysing")
    for number, path in enumerate(files, start=1):

        def at(t_s: float, number: int = number) -> None:
            progress.at(f"file {number} of {len(files)}, at {t_s:.0f} s")

        try:
            done = _one(_read(path, chosen, profile), chosen.exercise, chosen.plot, at)
        except InputError as error:
            worst = error.exit_code
            progress.done()
            if chosen.debug:
                trace()
            note(f"soleus: {error.message}")
            reports.append({"source": {"path": str(path)}, "error": error.message})
            continue
        progress.done()
        for event in done.events:
            if isinstance(event, WornWrong):
                note(f"soleus: {path}, at {event.t_s:.1f} s: {event.words}")
        reports.append(done.report)
        _show(path, done, chosen)
    if chosen.json:
        say(json.dumps(reports, indent=1, allow_nan=False))
    return worst


def _show(path: Path, done: Analysis, chosen: argparse.Namespace) -> None:
    """For people; as JSON all files are said at the end."""
    if chosen.explain:
        for candidate in done.candidates:
            (note if chosen.json else say)(_explained(path, candidate))
    if not chosen.json:
        for line in table(done.report):
            say(line)


def meant(given: Path) -> list[Path]:
    """The files a word stands for. Shells of Windows hand patterns on as they are; a pattern that fits nothing,
    or is the name of a file, stands for itself."""
    if given.exists() or not any(sign in given.name for sign in "*?"):
        return [given]
    return sorted(given.parent.glob(given.name)) or [given]


def _check_thigh(thigh: Path | None, files: list[Path]) -> None:
    """InputError where it is not plain whose thigh it is."""
    if thigh is not None and len(files) != 1:
        raise InputError(
            InputReason.USAGE,
            f"--thigh goes with one file, and here are {len(files)}: analyse each by itself",
        )


def _check_plot(out: Path | None, files: list[Path]) -> None:
    """InputError where one picture is not enough, or has no place."""
    if out is None:
        return
    if len(files) != 1:
        raise InputError(
            InputReason.USAGE, f"--plot draws one file, and here are {len(files)}: draw each by itself"
        )
    if out.suffix.lower() != ".svg":
        raise InputError(InputReason.USAGE, f"{out}: --plot draws SVG; name it so, as in why.svg")
    check_place(out, force=False)


def _read(path: Path, chosen: argparse.Namespace, profile: Profile | None) -> Loaded:
    """The file with what was named beside it: a thigh, a profile."""
    loaded = load(path)
    if chosen.thigh is not None:
        loaded = with_thigh(loaded, load(chosen.thigh))
    if profile is not None or chosen.no_profile:
        loaded = replace(
            loaded, calibration=None if profile is None else profile.calibration, bare=chosen.no_profile
        )
    for warning in loaded.warnings:
        note(f"soleus: {warning}")
    return loaded


def _one(
    loaded: Loaded, declared: Exercise | None, plot: Path | None, at: Callable[[float], None]
) -> Analysis:
    done = analyze(loaded, declared, at)
    if plot is not None:
        write_whole(plot, why_plot(loaded.path.name, curves(loaded, declared, at)).encode(), force=False)
    return done


def table(report: dict[str, Any]) -> list[str]:
    """A file's report for people; the other leg's below, where it was counted too."""
    rate_hz = report["rate_hz"]  # unknown in a recording cut off at its start
    rate = f" at {rate_hz:.4g} Hz" if rate_hz is not None else ""
    head = f"{report['source']['path']}: {report['duration_s']:.1f} s{rate}, {_total(report)}"
    lines = [head, *_counted(report), *_missing(report["gaps"])]
    if (across := report.get("other_leg")) is not None:
        lines += [f"{report['source']['path']}, the {across['leg']} leg: {_total(across)}", *_counted(across)]
    return lines


def _total(leg: dict[str, Any]) -> str:
    totals = leg["totals"]
    return (
        f"{totals['reps']} repetitions (bent {totals['bent']}, straight {totals['straight']},"
        f" uncertain {totals['uncertain']}), {totals['partials']} partial"
    )


def _counted(leg: dict[str, Any]) -> list[str]:
    """Sets, repetitions and holds of one leg."""
    lines = []
    for index, one in enumerate(leg["sets"], start=1):
        name = Exercise(one["exercise"]).label if one["exercise"] else "unknown exercise"
        lines.append(
            f"  set {index}: {one['start_s']:.1f}-{one['end_s']:.1f} s, {name},"
            f" {form_words(Form(one['form']), one['p_bent'])}, {len(one['reps'])} repetitions"
            + (f", {len(one['partials'])} partial" if one["partials"] else "")
        )
        for rep in one["reps"]:
            lines.append(
                f"    {rep['index']:3d}  {rep['start_s']:8.2f} s  {rep['height_cm']:5.1f} cm"
                f"  up {rep['up_duration_s']:.1f}  hold {rep['top_duration_s']:.1f}  down {rep['down_duration_s']:.1f} s"
                f"  {form_words(Form(rep['form']), rep['p_bent'])}"
            )
    for hold in leg["holds"]:
        lines.append(f"  held {hold['start_s']:.1f}-{hold['end_s']:.1f} s at {hold['height_cm']:.1f} cm")
    return lines


def _missing(gaps: list[dict[str, float]]) -> list[str]:
    """Where samples are missing, or in how many places."""
    if len(gaps) <= MOST_GAPS:
        return [f"  signal missing {gap['start_s']:.2f}-{gap['end_s']:.2f} s" for gap in gaps]
    total_s = sum(gap["end_s"] - gap["start_s"] for gap in gaps)
    return [f"  signal missing in {len(gaps)} places, {total_s:.1f} s in all (--json lists them)"]


def _explained(path: Path, candidate: Candidate) -> str:
    taken = "taken" if candidate.accepted else "left"
    detail = f", {candidate.detail}" if candidate.detail else ""
    return (
        f"{path.name} {candidate.start_s:8.2f} s: {taken}, {candidate.verdict.value}{detail}"
        f" (height {candidate.height_cm:.1f} cm, turn {candidate.rotation_deg:.1f} deg,"
        f" up {candidate.up_duration_s:.2f} s, decided {candidate.decided_s:.2f} s)"
    )
