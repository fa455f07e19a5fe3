"""A session as one page for a physical therapist: self-contained, printable, the same bytes for the same session."""

from __future__ import annotations

from datetime import timedelta

from recordings.export.heelrise_section import heelrise_section
from recordings.export.markup import Markup, join, pairs, tag
from recordings.export.overview import overview
from recordings.export.pains import pain_words
from recordings.export.pairing import sets_told
from recordings.export.set_section import set_section
from recordings.export.strip import axis_cm
from recordings.export.style import SIMULATED_STYLE, STYLE
from recordings.export.words import figure, length_words, offset_words
from recordings.logged import LoggedSession
from tracker.setup import Legs

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page runs and fetches nothing, and the browser sees to it."""

METHOD = (
    "Method: one motion sensor on the shank. Repetitions, the rise of the ankle in cm and the form of the knee (bent:"
    " above about 22 degrees) are inferred from how the shank moves; the knee angle itself is not measured."
    " Percentages are the probability of the form that is called. What was corrected by hand is marked as such.",
    "Limits: how exact this is, is known from simulated legs only. Counts, heights and forms can be wrong, most of all"
    " with packets lost or a sensor that slips; compare only sessions of the same exercise, load, tempo and strap.",
    "Not a medical device: no diagnosis, no norm, no claim about health.",
)

LEGEND = (
    "Height loss: the last three repetitions of a set against the first three. Up / top / down: mean seconds of the"
    " phases. Under tension: the time the heel was off its rest, partial repetitions too. In the strips: one bar a"
    " repetition, its height in cm. B, solid: knee bent. S, hatched: knee straight. ?, dotted: uncertain."
    " Hollow with a small letter: partial, not counted. A line above with seconds: held at the top."
    " Dotted box: corrected by hand."
)


def session_page(session: LoggedSession, first_s: float | None) -> str:
    """The whole page. `first_s`: the sensor's clock at the first sample, None where times of day are unknown."""
    header = session.header
    told = sets_told(session)
    axis = axis_cm(session)
    title = f"Calf raises, {header.person or 'no name'}, {header.started_at.isoformat(' ', 'minutes')}"
    simulated = header.simulated
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"SIMULATED: {title}" if simulated else title),
        tag("style", Markup(STYLE + (SIMULATED_STYLE if simulated else ""))),
    )
    sections = (set_section(session, one, first_s, axis, f"set{k}") for k, one in enumerate(told, start=1))
    body = tag(
        "body",
        *([tag("p", "SIMULATED: a virtual athlete, not a person", class_="simulated")] if simulated else []),
        tag("h1", "Calf-raise session"),
        _facts(session),
        heelrise_section(session),
        tag("h2", "All sets"),
        overview(session, told),
        *([tag("h2", "Set by set"), tag("p", LEGEND), *sections] if told else []),
        tag("div", *(tag("p", line) for line in METHOD), class_="limits"),
    )
    return "<!DOCTYPE html>\n" + tag("html", Markup("\n"), head, Markup("\n"), body, lang="en") + "\n"


def _facts(session: LoggedSession) -> Markup:
    header = session.header
    sensor = header.sensor
    rate = sensor.settings.get("rate_hz")
    facts = {
        "Person": header.person or "no name given",
        "Period": _period(session),
        "Exercise, as declared": "none declared" if header.declared is None else header.declared.label,
        "Legs working": _legs(header.legs),
        "Load": "none given" if header.load_kg is None else f"{header.load_kg:g} kg",
        "Pain": pain_words(session) or "none told",
        "Sensor": sensor.name + ("" if rate is None else f", {rate} Hz"),
        "Sensor worn on": "not given" if header.side is None else f"{header.side} shank",
        "Session": f"{session.session_id}, counted by soleus {session.shown.soleus_version}",
        "Recording": "none kept" if session.recording is None else session.recording.name,
    }
    notes = [] if session.whole else ["Cut off: the last moments of this session may be missing."]
    lost = session.shown.ledger.gaps
    if lost:
        seconds = sum(gap.end_s - gap.start_s for gap in lost)
        times = "once" if len(lost) == 1 else f"{len(lost)} times"
        notes.append(f"Signal lost {times}, {figure(seconds, 1, 's')} in all; nothing was guessed there.")
    return join(
        pairs(facts),
        *(tag("p", words) for words in notes),
    )


def _period(session: LoggedSession) -> str:
    start = session.header.started_at
    words = f"{start:%Y-%m-%d %H:%M}"
    try:
        end = start + timedelta(seconds=session.duration_s)
        words += f" to {end:%H:%M}" if end.date() == start.date() else f" to {end:%Y-%m-%d %H:%M}"
    except (OverflowError, ValueError):
        pass
    return f"{words} ({offset_words(start)}), {length_words(session.duration_s)}"


def _legs(legs: Legs | None) -> str:
    if legs is None:
        return "not given"
    return "both" if legs is Legs.BOTH else f"{legs} only"
