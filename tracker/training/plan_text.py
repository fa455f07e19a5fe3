"""A plan file's text as a plan. docs/training.md shows how one is written by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from tracker.errors import InputError, InputReason
from tracker.setup import Exercise, TimedExercise
from tracker.training.catalogue import entry_of, slug_named
from tracker.training.catalogue.entry import Counted, Slug
from tracker.training.pain import Zones
from tracker.training.plan import WEEKDAYS, Dose, Phase, Plan, PlanLegs, Step, Tempo
from tracker.training.plan_lines import lines_of
from tracker.training.plan_table import PlanTable

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
TEMPO = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
WEEKS = re.compile(r"(\d+)(?:-(\d+))?")
MOST_CHARACTERS = 100_000
MOST_PHASE_S = 120.0  # of a tempo: nobody takes two minutes for a rise
MOST_TIME_S = 4 * 3600.0
MOST_KG = 500.0

_DOSE_KEYS = ("sets", "reps", "hold_s", "time_s", "load")
PLAN_KEYS = ("plan", "title", "for", "weeks", "days", "source", "pain", "exercise")
PAIN_KEYS = ("safe_to", "acceptable_to")
PHASE_KEYS = ("weeks", *_DOSE_KEYS, "source")
EXERCISE_KEYS = (
    *("slug", *_DOSE_KEYS, "load_kg", "add_kg", "tempo", "rest_s", "legs"),
    *("days", "times_a_day", "phase", "source"),
)

EVERY_DAY = "every day"
DAYS_ALLOWED = f'"{EVERY_DAY}" or days in brackets, as in ["mon", "wed", "fri"]'


def parse_plan(text: str, where: str) -> Plan:
    """The plan; InputError with `where`, the line, what is wrong and what is allowed."""
    if len(text) > MOST_CHARACTERS:
        raise InputError(InputReason.WRONG_PLAN, f"{where}, line 1: too long for a plan")
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(InputReason.WRONG_PLAN, _not_toml(str(error), where, text)) from error
    table = PlanTable(values, (), lines_of(text), where, "a plan", PLAN_KEYS)
    name = table.words("plan", most=40)
    if not NAME.fullmatch(name):
        table.wrong("plan", "a short name of small letters, digits and -")
    title = table.words("title", name, most=100)
    weeks = table.whole("weeks", 1, 104)
    days = _days(table, frozenset(range(len(WEEKDAYS))))
    what_for, source = table.words("for", ""), table.words("source", "")
    zones = _zones(table)
    exercises = table.tables("exercise", "an [[exercise]]", EXERCISE_KEYS)
    if not exercises:
        table.complain("exercise", "a plan needs at least one [[exercise]]")
    steps = tuple(_step(one, weeks, days) for one in exercises)
    return Plan(name, title, weeks, steps, what_for, source, zones)


def _not_toml(error: str, where: str, text: str) -> str:
    place = re.search(r"at line (\d+), column (\d+)", error)
    line = place.group(1) if place else str(max(1, len(text.splitlines())))
    what = re.sub(r"\s*\(at .*\)", "", error)
    return f'{where}, line {line}: {what}; a plan holds lines like sets = 3, tempo = "2-1-2" and [[exercise]]'


def _days(table: PlanTable, default: frozenset[int]) -> frozenset[int]:
    value = table.raw("days")
    if value is None:
        return default
    if value == EVERY_DAY:
        return frozenset(range(len(WEEKDAYS)))
    if not isinstance(value, list) or not value or any(day not in WEEKDAYS for day in value):
        table.wrong("days", DAYS_ALLOWED)
    return frozenset(WEEKDAYS.index(day) for day in value)


def _zones(table: PlanTable) -> Zones | None:
    pain = table.table("pain", "[pain]", PAIN_KEYS)
    return None if pain is None else zones_in(pain)


def zones_in(pain: PlanTable) -> Zones:
    """The zones of a table with `safe_to` and `acceptable_to`."""
    known = Zones()
    safe, acceptable = (
        pain.whole("safe_to", 0, 9, known.safe_to),
        pain.whole("acceptable_to", 0, 9, known.acceptable_to),
    )
    try:
        return Zones(safe, acceptable)
    except ValueError as error:
        pain.complain("safe_to", str(error))


def _step(table: PlanTable, weeks: int, days: frozenset[int]) -> Step:
    word = table.words("slug")
    slug = slug_named(word)
    if slug is None:
        table.wrong("slug", f"one of {', '.join([*Exercise, *TimedExercise])}")
    dose = _dose(table, slug, None)
    return Step(
        slug=slug,
        dose=dose,
        days=_days(table, days),
        times_a_day=table.whole("times_a_day", 1, 20, 1),
        legs=PlanLegs(table.choice("legs", list(PlanLegs), PlanLegs.BOTH)),
        tempo=_tempo(table),
        rest_s=table.number("rest_s", 0.0, 3600.0),
        load_kg=table.number("load_kg", 0.0, MOST_KG),
        add_kg=table.number("add_kg", 0.0, 50.0),
        phases=_phases(table, slug, dose, weeks),
        source=table.words("source", ""),
    )


def _dose(table: PlanTable, slug: Slug, base: Dose | None) -> Dose:
    """A dose; in a phase, what is not given is that of the exercise."""
    amounts: Mapping[str, Any] = {
        "reps": table.whole("reps", 1, 500) if table.has("reps") else None,
        "hold_s": table.number("hold_s", 1.0, 600.0),
        "time_s": table.number("time_s", 5.0, MOST_TIME_S),
    }
    given = [key for key, value in amounts.items() if value is not None]
    sets = table.whole("sets", 1, 50, None if base is None else base.sets)
    load = table.words("load", "" if base is None else base.load or "", most=80)
    if not given and base is not None:
        return Dose(sets, base.reps, base.hold_s, base.time_s, load)
    if len(given) != 1:
        table.complain(
            given[-1] if given else "reps", "give one of reps, hold_s (held at the top) and time_s"
        )
    counted = {"reps": Counted.REPS, "hold_s": Counted.HOLD, "time_s": Counted.TIME}[given[0]]
    allowed = entry_of(slug).counted
    if counted not in allowed:
        words = " or ".join(one.value for one in allowed)
        table.complain(given[0], f"{given[0]} does not fit {slug}, which goes by {words}")
    return Dose(sets, load=load, **amounts)


def _tempo(table: PlanTable) -> Tempo | None:
    if not table.has("tempo"):
        return None
    found = TEMPO.fullmatch(table.words("tempo"))
    if found is None:
        table.wrong("tempo", 'seconds up, held, down, as in "3-0-3"')
    up_s, hold_s, down_s = (float(part) for part in found.groups())
    if not up_s + hold_s + down_s > 0.0 or max(up_s, hold_s, down_s) > MOST_PHASE_S:
        table.wrong("tempo", f"seconds up, held, down, each up to {MOST_PHASE_S:g}, not all of them 0")
    return Tempo(up_s, hold_s, down_s)


def _phases(table: PlanTable, slug: Slug, dose: Dose, weeks: int) -> tuple[Phase, ...]:
    found: list[Phase] = []
    for one in table.tables("phase", "an [[exercise.phase]]", PHASE_KEYS):
        match = WEEKS.fullmatch(one.words("weeks"))
        first, last = (int(match.group(1)), int(match.group(2) or match.group(1))) if match else (0, 0)
        if not 1 <= first <= last <= weeks:
            one.wrong("weeks", f'a week or weeks from 1 to {weeks}, as in "2-3"')
        if any(first <= other.last_week and other.first_week <= last for other in found):
            one.complain("weeks", "these weeks are in an earlier phase already")
        found.append(Phase(first, last, _dose(one, slug, dose), one.words("source", "")))
    return tuple(found)
