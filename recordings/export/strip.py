"""A set as a strip of bars, one a repetition, as inline SVG: height on an axis in centimetres, form as pattern and
letter, partial ones hollow, what was done by hand between them. Read without colour, and without eyes: each strip
has a title and a description, each bar its own words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from recordings.export.happened import Happening, held_s
from recordings.export.markup import Markup, join, tag
from recordings.export.rep_words import hand_words, rep_words, strip_words
from recordings.export.words import LETTER, figure, known
from recordings.logged import LoggedSession
from tracker.events import HoldEnded, Repetition
from tracker.setup import Form

PER_STRIP = 40  # as many as stand legibly across A4
PER_STRIP_BESIDE = 17  # across half of it, where two accounts stand side by side
PITCH, BAR = 16, 10
LEFT, TOP, PLOT, FOOT = 42, 16, 84, 26
LEAST_CM = 4.0
STEPS = 4


def axis_cm(session: LoggedSession) -> tuple[float, float]:
    """Step and top of the axis for all strips of a session, so that they compare."""
    heights = [
        known(rep.height_cm) or 0.0
        for account in session.accounts
        for record in account.ledger.sets
        for rep in (*record.reps, *record.partials)
    ]
    most = max([LEAST_CM, *heights])
    power = 10.0 ** math.floor(math.log10(most / STEPS))
    step = next(power * k for k in (1, 2, 5, 10) if power * k * STEPS >= most * 0.999)
    return step, step * math.ceil(most / step - 1e-9)


def strips(
    happened: Sequence[Happening],
    holds: Sequence[HoldEnded],
    axis: tuple[float, float],
    name: str,
    key: str,
    per_strip: int = PER_STRIP,
) -> Markup:
    """All strips of a set. `name` says which set in words; `key` is unique on the page."""
    parts = [happened[k : k + per_strip] for k in range(0, len(happened), per_strip)]
    return join(
        *(
            _strip(part, holds, axis, f"{name}{f', part {k}' if len(parts) > 1 else ''}", f"{key}-{k}")
            for k, part in enumerate(parts, start=1)
        )
    )


def _strip(
    part: Sequence[Happening], holds: Sequence[HoldEnded], axis: tuple[float, float], name: str, key: str
) -> Markup:
    width, height = LEFT + PITCH * len(part) + 4, TOP + PLOT + FOOT
    full = [one.index for one in part if isinstance(one, Repetition) and not one.partial]
    numbered = {*full[:1], *(index for index in full if index % 5 == 0 and index - full[0] > 1)}
    return tag(
        "svg",
        tag("title", f"{name}: height of each repetition in cm", id=f"{key}-title"),
        tag("desc", strip_words(part), id=f"{key}-desc"),
        tag("defs", *_patterns(key)),
        *_axis(axis, width),
        *(_slot(one, k, holds, axis[1], key, numbered) for k, one in enumerate(part)),
        class_="strip",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
    )


def _patterns(key: str) -> list[Markup]:
    """Hatching for straight, dots for uncertain; bent is solid."""
    return [
        tag(
            "pattern",
            tag("rect", width=4, height=4, fill="#fff"),
            tag("path", d="M-1 1 1-1M0 4 4 0M3 5 5 3", stroke="#000", stroke_width="0.9"),
            **_tile(f"{key}-{Form.STRAIGHT}"),
        ),
        tag(
            "pattern",
            tag("rect", width=4, height=4, fill="#fff"),
            tag("circle", cx=2, cy=2, r="0.8"),
            **_tile(f"{key}-{Form.UNCERTAIN}"),
        ),
    ]


def _tile(key: str) -> dict[str, str | float | None]:
    return {"id": key, "width": 4, "height": 4, "patternUnits": "userSpaceOnUse"}


def _axis(axis: tuple[float, float], width: float) -> list[Markup]:
    step, top = axis
    marks = [tag("text", "cm", x=2, y=TOP + 4)]
    for k in range(round(top / step) + 1):
        y = TOP + PLOT - PLOT * k * step / top
        marks.append(tag("line", x1=LEFT, x2=width, y1=y, y2=y, class_="grid" if k else "ground"))
        marks.append(tag("text", f"{k * step:.4g}", x=LEFT - 4, y=y + 3, text_anchor="end"))
    return marks


def _slot(
    one: Happening, place: int, holds: Sequence[HoldEnded], top_cm: float, key: str, numbered: set[int]
) -> Markup:
    x = LEFT + PITCH * place + PITCH / 2
    if not isinstance(one, Repetition):
        y = TOP + PLOT / 2
        return tag(
            "g",
            tag("rect", x=x - 7, y=TOP, width=14, height=PLOT, class_="hand"),
            tag("text", hand_words(one), transform=f"translate({x + 3:g} {y:g}) rotate(-90)", class_="mid"),
        )
    tall = PLOT * max(0.0, min(known(one.height_cm) or 0.0, top_cm)) / top_cm
    top = TOP + PLOT - tall
    hold_s = held_s(one, holds)
    letter = LETTER[one.form]
    marks = [
        tag("title", rep_words(one, holds)),
        tag("rect", x=x - BAR / 2, y=top, width=BAR, height=tall, **_look(one, key)),
        tag("text", letter.lower() if one.partial else letter, x=x, y=TOP + PLOT + 11, class_="mid"),
    ]
    if hold_s is not None:
        marks.append(tag("line", x1=x - 7, x2=x + 7, y1=top - 3, y2=top - 3, class_="held"))
        marks.append(tag("text", figure(hold_s, 0, "s").replace(" ", ""), x=x, y=top - 6, class_="mid"))
    if not one.partial and one.index in numbered:
        marks.append(tag("text", str(one.index), x=x, y=TOP + PLOT + 23, class_="mid number"))
    return tag("g", *marks)


def _look(rep: Repetition, key: str) -> dict[str, str | float | None]:
    if rep.partial:
        return {"class_": "partial"}
    return {"class_": "full", "fill": "#000" if rep.form is Form.BENT else f"url(#{key}-{rep.form})"}
