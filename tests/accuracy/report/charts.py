"""Small pictures of figures, as SVG written here. Read without colour; each says in words what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from recordings.export.markup import Markup, tag
from tests.accuracy.figures import Heights

WIDE, HIGH = 420.0, 300.0
LEFT, RIGHT, TOP, FOOT = 56.0, 14.0, 18.0, 42.0
STYLE = (
    "text{font:11px sans-serif}.grid{stroke:#ccc;stroke-width:.5}.axis{stroke:#000}.mid{text-anchor:middle}"
    ".end{text-anchor:end}.dot{fill:#000}.faint{fill:#000;fill-opacity:.25}.line{stroke:#000;fill:none}"
    ".dash{stroke:#000;stroke-dasharray:5 4;fill:none}.bar{fill:#999;stroke:#000;stroke-width:.5}"
)
Span = tuple[float, float]


class Chart:
    """Axes and marks in the units of the data."""

    def __init__(self, x: Span, y: Span, x_words: str, y_words: str, steps: tuple[float, float]) -> None:
        self._x, self._y = x, y
        self._parts: list[Markup] = []
        for k in range(round((y[1] - y[0]) / steps[1]) + 1):
            value = y[0] + k * steps[1]
            self._parts.append(self._line((x[0], value), (x[1], value), "grid"))
            self._parts.append(
                tag("text", f"{value:.4g}", x=LEFT - 5, y=self._at((0, value))[1] + 4, class_="end")
            )
        for k in range(round((x[1] - x[0]) / steps[0]) + 1):
            value = round(x[0] + k * steps[0], 6)
            place = self._at((value, y[0]))
            self._parts.append(tag("text", f"{value:.4g}", x=place[0], y=place[1] + 15, class_="mid"))
        self._parts.append(self._line((x[0], y[0]), (x[1], y[0]), "axis"))
        self._parts.append(self._line((x[0], y[0]), (x[0], y[1]), "axis"))
        self._parts.append(tag("text", x_words, x=0.5 * (LEFT + WIDE), y=HIGH - 8, class_="mid"))
        turned = f"translate(14 {0.5 * HIGH:.0f}) rotate(-90)"
        self._parts.append(tag("text", y_words, transform=turned, class_="mid"))

    def dots(self, points: Sequence[tuple[float, float]], radius: float, class_: str = "dot") -> None:
        """A dot each, at the edge where it lies beyond."""
        for point in points:
            x, y = self._at(point)
            self._parts.append(tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=radius, class_=class_))

    def line(self, a: tuple[float, float], b: tuple[float, float], class_: str) -> None:
        """Straight."""
        self._parts.append(self._line(a, b, class_))

    def bar(self, x: Span, top: float) -> None:
        """From the floor."""
        (x0, y1), (x1, y0) = self._at((x[0], self._y[0])), self._at((x[1], top))
        self._parts.append(tag("rect", x=x0, y=y0, width=x1 - x0, height=y1 - y0, class_="bar"))

    def words(self, at: tuple[float, float], words: str, class_: str | None = None) -> None:
        """Beside a place."""
        x, y = self._at(at)
        self._parts.append(tag("text", words, x=x, y=y - 4, class_=class_))

    def group(self, down: float) -> Markup:
        """All of it, moved down the picture."""
        return tag("g", *self._parts, transform=f"translate(0 {down:.0f})")

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        x = min(max(point[0], self._x[0]), self._x[1])
        y = min(max(point[1], self._y[0]), self._y[1])
        return (
            LEFT + (WIDE - LEFT - RIGHT) * (x - self._x[0]) / (self._x[1] - self._x[0]),
            HIGH - FOOT - (HIGH - TOP - FOOT) * (y - self._y[0]) / (self._y[1] - self._y[0]),
        )

    def _line(self, a: tuple[float, float], b: tuple[float, float], class_: str) -> Markup:
        (x1, y1), (x2, y2) = self._at(a), self._at(b)
        return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def drawn(charts: Sequence[Chart], title: str) -> str:
    """Charts below one another as one picture."""
    high = HIGH * len(charts)
    return str(
        tag(
            "svg",
            tag("title", title),
            tag("style", Markup(STYLE)),
            tag("rect", width=WIDE, height=high, fill="#fff"),
            *(chart.group(k * HIGH) for k, chart in enumerate(charts)),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDE:.0f} {high:.0f}",
            width=WIDE,
            height=high,
            role="img",
        )
    ) + "\n"  # fmt: skip


def reliability_chart(rows: Sequence[tuple[float, float, int]]) -> str:
    """Said against true; the nearer to the dashed line the truer."""
    chart = Chart((0.0, 1.0), (0.0, 1.0), "probability of bent, as said", "share that was bent", (0.2, 0.2))
    chart.line((0.0, 0.0), (1.0, 1.0), "dash")
    for (a, b, _), (c, d, _) in pairwise(rows):
        chart.line((a, b), (c, d), "line")
    chart.dots([(said, true) for said, true, _ in rows], 3.5)
    return drawn([chart], "Said against true probability of a bent knee")


def agreement_chart(points: Sequence[tuple[float, float]], heights: Heights) -> str:
    """Bland and Altman's: difference against mean, bias and limits as lines. At most 600 repetitions are drawn."""
    chart = Chart(
        (0.0, 12.0), (-4.0, 4.0), "mean of found and true height, cm", "found less true, cm", (2.0, 1.0)
    )
    chart.dots(points[:: max(1, len(points) // 600)], 1.5, "faint")
    chart.line((0.0, heights.bias), (12.0, heights.bias), "line")
    for limit, words in ((heights.low, "mean - 1.96 deviations"), (heights.high, "mean + 1.96 deviations")):
        chart.line((0.0, limit), (12.0, limit), "dash")
        chart.words((12.0, limit), f"{words}: {limit:+.2f}", "end")
    chart.words((12.0, heights.bias), f"bias {heights.bias:+.2f}", "end")
    return drawn([chart], "Agreement of heights")


def histogram(courses: Sequence[tuple[str, Sequence[float]]], span: Span, unit: str) -> str:
    """A chart each; what lies beyond is in the last bar."""
    charts = []
    bins = 32
    width = (span[1] - span[0]) / bins
    for words, values in courses:
        counts = [0] * bins
        for value in values:
            counts[min(bins - 1, max(0, int((value - span[0]) / width)))] += 1
        most = max(1, *counts)
        step = 10.0 ** len(str(most // 2)) / 10.0
        top = step * (most // step + 1)
        chart = Chart(
            span, (0.0, top), f"{words}, {unit}", "repetitions", (0.2, step if top / step < 8 else 2 * step)
        )
        for k, count in enumerate(counts):
            if count:
                chart.bar((span[0] + k * width, span[0] + (k + 1) * width), float(count))
        chart.line((0.0, 0.0), (0.0, top), "dash")
        charts.append(chart)
    return drawn(charts, ", ".join(words for words, _ in courses))
