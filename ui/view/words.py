"""The screen's sentences: from what is shown to lines of text, form never told by colour alone."""

from __future__ import annotations

from drivers.source import LinkState
from tracker.setup import Form
from ui.view.shown import Mode, RepShown, SensorShown, SetRow, Shown
from ui.view.warnings import is_silent

GLYPH = {Form.BENT: "◆", Form.STRAIGHT: "▮", Form.UNCERTAIN: "?"}
BADGE = {Form.BENT: "KNEE BENT", Form.STRAIGHT: "KNEE STRAIGHT", Form.UNCERTAIN: "KNEE UNCERTAIN"}
LINK_GLYPH = {
    LinkState.SEARCHING: "○",
    LinkState.CONNECTING: "○",
    LinkState.STREAMING: "●",
    LinkState.WEAK: "◐",
    LinkState.LOST: "!",
    LinkState.BACK: "●",
    LinkState.CLOSED: "○",
}
WIDE = 100  # columns from which there is room for more than what has to be said
LEAST_NAME = 14  # characters of a sensor's name that still tell it: a family and some of its number
LINK_WORDS = {LinkState.LOST: "lost", LinkState.CLOSED: "let go"}


def sensor_words(sensor: SensorShown, width: int) -> str:
    """As in "● Movesense 2234  104 Hz  0.0 % lost  battery 82 %": the longest form that fits, the state in any."""
    glyph = LINK_GLYPH[sensor.state]
    if sensor.state in (LinkState.SEARCHING, LinkState.CONNECTING):
        return _cut(f"{glyph} {sensor.reason}", width)
    if sensor.state in LINK_WORDS or is_silent(sensor.state, sensor.reason):
        state = f"  {LINK_WORDS.get(sensor.state, 'silent')}"
        return f"{glyph} {_cut(sensor.name, max(LEAST_NAME, width - 2 - len(state)))}{state}"
    rate = "" if sensor.rate_hz is None else f"  {sensor.rate_hz:.0f} Hz"
    lost = "" if sensor.lost_share is None else f"  {100 * sensor.lost_share:.1f} % lost"
    battery = "" if sensor.battery_pct is None else f"  battery {sensor.battery_pct} %"
    delay = "" if sensor.delay_s is None else f"  {1000 * sensor.delay_s:.0f} ms"
    for rest in (rate + lost + delay + battery, rate + lost + battery, rate + lost, lost):
        if len(rest) + 2 + min(len(sensor.name), LEAST_NAME) <= width:
            return f"{glyph} {_cut(sensor.name, width - 2 - len(rest))}{rest}"
    return _cut(f"{glyph} {sensor.name}", width)


def _cut(text: str, width: int) -> str:
    if width < 2:
        return text[: max(0, width)]
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def head_words(shown: Shown, width: int) -> str:
    """What this session is."""
    name = "soleus · " if width >= WIDE else ""
    return name + shown.title + (" · SIMULATED" if shown.simulated else "")


def badge_words(rep: RepShown | None) -> str:
    """Form of the last repetition: word, glyph, probability."""
    if rep is None:
        return ""
    share = f"{100 * rep.p_form:.0f} %" + (" bent" if rep.form is Form.UNCERTAIN else "")
    return f"{GLYPH[rep.form]} {BADGE[rep.form]} {share}" + ("  partial" if rep.partial else "")


def tempo_words(rep: RepShown | None, asked: str = "") -> str:
    """Up, hold, down, and what the plan asks for."""
    aim = f"asked {asked} s" if asked else ""
    if rep is None:
        return aim
    return f"up {rep.up_s:.1f}  hold {rep.hold_s:.1f}  down {rep.down_s:.1f} s" + (f", {aim}" if aim else "")


def height_words(rep: RepShown | None) -> str:
    """Height, and what it is of the best in this set."""
    return "" if rep is None else f"height {rep.height_cm:.1f} cm · {100 * rep.best_share:.0f} % of best"


def fact_words(shown: Shown) -> list[str]:
    """What stands beside the big number."""
    aim = shown.goal.sets
    of_sets = f" of {aim}" if aim is not None and shown.set_index <= aim else ""
    facts = [
        {
            Mode.WAITING: "ready",
            Mode.SET: "▲ top" if shown.rising else "going",
            Mode.REST: "rest",
            Mode.PAUSED: "paused",
        }[shown.mode],
        f"{'next: ' if shown.mode is Mode.REST else ''}set {shown.set_index}{of_sets}",
    ]
    if shown.other:
        facts.append(shown.other)
    if shown.mode is Mode.REST:
        facts.append(f"of {clock_words(shown.goal.rest_s)}")
        return facts
    if shown.goal.reps is not None:
        facts.append(f"goal {shown.goal.reps}")
    if shown.cadence_per_min is not None:
        facts.append(f"{shown.cadence_per_min:.0f} /min")
    if shown.minutes is not None:
        minutes = "" if shown.goal.minutes is None else f" of {shown.goal.minutes:g}"
        facts.append(f"{shown.minutes:.1f}{minutes} min")
    return facts


def big_words(shown: Shown) -> str:
    """The number to read from afar: the count, or the rest."""
    if shown.mode is Mode.REST and shown.rest_s is not None:
        return clock_words(shown.rest_s)
    return str(shown.count)


def clock_words(seconds: float) -> str:
    """Minutes and seconds."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def row_words(row: SetRow) -> str:
    """A set in a line."""
    parts = [f"set {row.index}", f"{row.count} {'rep' if row.count == 1 else 'reps'}"]
    for name, number in (("bent", row.bent), ("straight", row.straight), ("uncertain", row.uncertain)):
        if number:
            parts.append(f"{name} {number}/{row.bent + row.straight + row.uncertain}")
    if row.partials:
        parts.append(f"{row.partials} partial")
    if row.corrected:
        parts.append(f"{row.corrected:+d} by hand")
    if row.height_cm is not None:
        parts.append(f"{row.height_cm:.1f} cm")
    if row.tension_s > 0.0:
        parts.append(f"{row.tension_s:.0f} s under tension")
    if row.pain is not None:
        parts.append(f"pain {row.pain}")
    return "  ".join(parts)
