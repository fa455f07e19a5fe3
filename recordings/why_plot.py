"""Why each movement was counted or not, as one SVG: rows of time with the rise and the turn of the shank, every
candidate marked at its top and told in words below its row. Taken ones are a solid band, a tick and their number;
left ones a hatched band, a cross and a letter. Nothing is told by colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from recordings.curves import Curves
from recordings.export.markup import Markup, tag
from tracker.explain import Candidate, Verdict

ROW_S = 30.0
LEFT, WIDTH = 46.0, 900.0
RISE, TURN, GAP, LINE = 110.0, 60.0, 14.0, 14.0
TOGETHER_S = 0.7
"""Left ones of one reason, so near to each other, share a mark and a line."""
NEAR = 26.0
"""Marks nearer than this have their labels at different heights."""
RISE_CM = (-2.0, 10.0)
TURN_DEG = (0.0, 30.0)
STYLE = (
    "text{font:11px sans-serif;fill:#000}.grid{stroke:#bbb;stroke-width:.5}.axis{stroke:#000;stroke-width:.8}"
    ".curve{fill:none;stroke:#000;stroke-width:1.2}.taken{fill:#ddd}.mid{text-anchor:middle}.end{text-anchor:end}"
    ".mark{fill:none;stroke:#000;stroke-width:1.6}.over{paint-order:stroke;stroke:#fff;stroke-width:3}"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """One candidate, or some left for the same reason at once, under one label."""

    label: str
    ones: tuple[Candidate, ...]

    @property
    def when_s(self) -> float:
        return _when(self.ones[0])

    @property
    def words(self) -> str:
        first, last = self.ones[0], self.ones[-1]
        if len(self.ones) == 1:
            return _words(first)
        return f"left {len(self.ones)} times, {_when(first):.1f}-{_when(last):.1f} s: {first.verdict.value}"


def why_plot(name: str, seen: Curves, about: str = "", tops_s: Sequence[float] = ()) -> str:
    """The whole file. `name` heads it, `about` is said below the name; `tops_s`: where a top is known to have been,
    drawn as a ring on the ground."""
    if not seen.rise_cm:
        return _page([tag("text", f"{name}: no signal to draw", x=LEFT, y=20)], 40.0)
    first_s, last_s = seen.rise_cm[0][0], seen.rise_cm[-1][0]
    marks = _marks(seen.candidates)
    parts: list[Markup] = [tag("text", name, x=LEFT, y=16, font_weight="bold")]
    y = 22.0
    for line in _wrapped(about):
        y += LINE
        parts.append(tag("text", line, x=LEFT, y=y))
    start_s = first_s
    while start_s <= last_s:
        y += GAP
        row = [mark for mark in marks if start_s <= mark.when_s < start_s + ROW_S]
        parts.append(_row(seen, row, start_s, y))
        parts += [_ring(t_s, start_s, y) for t_s in tops_s if start_s <= t_s < start_s + ROW_S]
        y += RISE + TURN + 2 * GAP + 6
        for mark in row:
            y += LINE
            parts.append(tag("text", f"{mark.label}  {mark.words}", x=LEFT, y=y))
        start_s += ROW_S
    return _page(parts, y + GAP)


def _page(parts: Sequence[Markup], height: float) -> str:
    hatch = tag(
        "pattern",
        tag("path", d="M-1 1 1-1M0 6 6 0M5 7 7 5", stroke="#888", stroke_width="0.8"),
        id="left",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    wide = LEFT + WIDTH + 10
    body = tag(
        "svg",
        tag("style", Markup(STYLE)),
        tag("defs", hatch),
        tag("rect", width=wide, height=height, fill="#fff"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide:.0f} {height:.0f}",
        width=wide,
        height=height,
    )
    return str(body) + "\n"


def _row(seen: Curves, row: Sequence[_Mark], start_s: float, top: float) -> Markup:
    turn_top = top + RISE + GAP
    parts = [
        *_bands(row, start_s, top),
        *_axis(top, RISE, RISE_CM, (0.0, 5.0, 10.0), "rise cm"),
        *_axis(turn_top, TURN, TURN_DEG, (0.0, 15.0, 30.0), "turn deg"),
    ]
    for k in range(0, int(ROW_S) + 1, 5):
        x = LEFT + WIDTH * k / ROW_S
        parts.append(tag("line", x1=x, x2=x, y1=turn_top + TURN, y2=turn_top + TURN + 4, class_="axis"))
        parts.append(tag("text", f"{start_s + k:.0f} s", x=x, y=turn_top + TURN + 15, class_="mid"))
    for points, place, height, span in (
        (seen.rise_cm, top, RISE, RISE_CM),
        (seen.turn_deg, turn_top, TURN, TURN_DEG),
    ):
        parts.append(tag("path", d=_path(points, start_s, place, height, span), class_="curve"))
    return tag("g", *parts)


def _ring(t_s: float, start_s: float, top: float) -> Markup:
    ground = top + RISE * RISE_CM[1] / (RISE_CM[1] - RISE_CM[0])
    return tag(
        "circle", cx=LEFT + WIDTH * (t_s - start_s) / ROW_S, cy=ground, r=4, fill="#fff", stroke="#000"
    )


def _bands(row: Sequence[_Mark], start_s: float, top: float) -> list[Markup]:
    """A band from a candidate's start to where it was decided, and its mark above the curve."""
    bands, marks = [], []
    level, before = 0, -NEAR
    for mark in row:
        taken = mark.ones[0].accepted
        for one in mark.ones:
            x0 = LEFT + WIDTH * max(0.0, one.start_s - start_s) / ROW_S
            x1 = LEFT + WIDTH * min(ROW_S, max(one.decided_s, one.start_s + 0.1) - start_s) / ROW_S
            look = {"class_": "taken"} if taken else {"fill": "url(#left)"}
            bands.append(tag("rect", x=x0, y=top, width=max(1.0, x1 - x0), height=RISE, **look))
        x = LEFT + WIDTH * (mark.when_s - start_s) / ROW_S
        level, before = (level + 1) % 3 if x - before < NEAR else 0, x
        sign = f"M{x - 4:.1f} {top + 6:.1f}l3 4 6-9" if taken else f"M{x - 4:.1f} {top + 1:.1f}l8 8m0-8l-8 8"
        marks.append(tag("path", d=sign, class_="mark"))
        marks.append(tag("text", mark.label, x=x, y=top + 21 + 11 * level, class_="mid over"))
    return bands + marks


def _axis(
    top: float, height: float, span: tuple[float, float], at: Sequence[float], words: str
) -> list[Markup]:
    parts = [tag("text", words, x=LEFT + 4, y=top + 10, class_="over")]
    for value in at:
        y = top + height * (span[1] - value) / (span[1] - span[0])
        parts.append(tag("line", x1=LEFT, x2=LEFT + WIDTH, y1=y, y2=y, class_="grid" if value else "axis"))
        parts.append(tag("text", f"{value:.0f}", x=LEFT - 5, y=y + 4, class_="end"))
    return parts


def _path(
    points: Sequence[tuple[float, float]],
    start_s: float,
    top: float,
    height: float,
    span: tuple[float, float],
) -> str:
    """Straight lines from point to point, cut at the edges of the plot; a pen lifted where signal is missing."""
    words: list[str] = []
    before_s = float("-inf")
    for t_s, value in points:
        if not start_s <= t_s <= start_s + ROW_S:
            continue
        x = LEFT + WIDTH * (t_s - start_s) / ROW_S
        y = top + height * (span[1] - min(max(value, span[0]), span[1])) / (span[1] - span[0])
        words.append(f"{'L' if t_s - before_s < 0.5 else 'M'}{x:.1f} {y:.1f}")
        before_s = t_s
    return "".join(words) or f"M{LEFT} {top}"


def _as_they_stand(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One that was counted and did not stay so is drawn once, as what it turned out to be."""
    stand = [one for one in candidates if one.verdict is not Verdict.ALONE]
    for one in candidates:
        taken = [k for k, was in enumerate(stand) if was.accepted]
        if one.verdict is Verdict.ALONE and taken:
            place = min(taken, key=lambda k: abs(stand[k].start_s - one.start_s))
            stand[place] = replace(one, decided_s=stand[place].decided_s)
    return stand


def _marks(candidates: Sequence[Candidate]) -> list[_Mark]:
    """Numbers for what was taken, letters for what was left."""
    groups: list[list[Candidate]] = []
    for one in _as_they_stand(candidates):
        last = groups[-1][-1] if groups else None
        alike = last is not None and not one.accepted and one.verdict is last.verdict
        if alike and last is not None and one.start_s - last.start_s < TOGETHER_S:
            groups[-1].append(one)
        else:
            groups.append([one])
    marks, taken, left = [], 0, 0
    for group in groups:
        if group[0].accepted:
            taken += 1
            label = str(taken)
        else:
            high, low = divmod(left, 26)
            label = (ascii_lowercase[(high - 1) % 26] if high else "") + ascii_lowercase[low]
            left += 1
        marks.append(_Mark(label, tuple(group)))
    return marks


def _when(one: Candidate) -> float:
    return one.top_s if one.top_s is not None else one.start_s


def _words(one: Candidate) -> str:
    taken = "taken" if one.accepted else "left"
    detail = f", {one.detail}" if one.detail else ""
    return (
        f"{taken} at {_when(one):.1f} s: {one.verdict.value}{detail}"
        f" (height {one.height_cm:.1f} cm, turn {one.rotation_deg:.1f} deg, up {one.up_duration_s:.2f} s)"
    )


def _wrapped(words: str, most: int = 150) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
