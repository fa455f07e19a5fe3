"""The strip: bars on an axis in centimetres, form as pattern and letter, and words for those who do not see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recordings.export.happened import in_order
from recordings.export.strip import axis_cm, strips
from tests.recordings.export.making import FIRST_S, a_set, session, told
from tests.recordings.export.reading import Read
from tracker.ledger import Ledger

AXIS = (2.0, 8.0)
GOLDEN = """\
<svg class="strip" role="img" aria-labelledby="k-1-title k-1-desc" viewBox="0 0 94 126" width="94" height="126">
<title id="k-1-title">Set 1: height of each repetition in cm</title>
<desc id="k-1-desc">2 repetitions, 1 knee bent, 1 knee straight, height from 6.4 to 6.4 cm, by hand +1</desc>
<g>
<title>Repetition 1: knee bent 97 %, 6.4 cm, up 1.2 s, top 0.5 s, down 2.2 s</title>
<rect x="45" y="32.8" width="10" height="67.2" class="full" fill="#000"/>
<text x="50" y="111" class="mid">B</text>
<text x="50" y="123" class="mid number">1</text></g>
<g>
<title>Repetition 2: knee straight 96 %, 6.4 cm, up 1.2 s, top 0.5 s, down 2.2 s</title>
<rect x="61" y="33" width="10" height="67" class="full" fill="url(#k-1-straight)"/>
<text x="66" y="111" class="mid">S</text></g>
<g>
<rect x="75" y="16" width="14" height="84" class="hand"/>
<text transform="translate(85 58) rotate(-90)" class="mid">by hand +1</text></g></svg>"""


def drawn(forms: str, per_strip: int = 40) -> str:
    ledger = Ledger(a_set(1, FIRST_S, forms))
    return strips(in_order(ledger.sets[0], ledger), ledger.holds, AXIS, "Set 1", "k", per_strip)


def letters(forms: str) -> list[str]:
    texts = Read(drawn(forms)).all("text", "mid")
    return [one.text for one in texts if "number" not in one.attributes["class"]]


def test_it_is_drawn_as_it_was() -> None:
    svg = drawn("bs+")
    cut = svg[: svg.index("<defs>")] + svg[svg.index("<g>") :]
    for opening in ("<title", "<desc", "<g>", "<rect", "<text"):
        cut = cut.replace(opening, "\n" + opening)
    assert cut == GOLDEN


def test_forms_are_letters_and_partial_ones_small() -> None:
    assert letters("bsup") == ["B", "S", "?", "b"]


def test_forms_are_patterns_and_partial_ones_hollow() -> None:
    bars = Read(drawn("bsup"))
    assert [one.attributes["fill"] for one in bars.all("rect", "full")] == [
        "#000",
        "url(#k-1-straight)",
        "url(#k-1-uncertain)",
    ]
    assert ["fill" in one.attributes for one in bars.all("rect", "partial")] == [False]


def test_a_hold_has_a_line_above_it_and_its_seconds() -> None:
    assert len(Read(drawn("bh")).all("line", "held")) == 1
    assert "3s" in letters("bh")


def test_the_first_and_every_fifth_repetition_have_their_number() -> None:
    assert [one.text for one in Read(drawn("b" * 12)).all("text", "number")] == ["1", "5", "10"]


def test_a_long_set_goes_on_in_another_strip_with_the_number_it_goes_on_at() -> None:
    found = Read(drawn("b" * 50))
    assert len(found.all("svg")) == 2
    assert [one.text for one in found.all("text", "number")][8:] == ["40", "41", "45", "50"]
    assert [one.text for one in found.all("title") if "part" in one.text][1].startswith("Set 1, part 2")


def test_every_bar_says_what_it_is() -> None:
    titles = [one.text for one in Read(drawn("bp")).all("title")]
    assert titles[1:] == [
        "Repetition 1: knee bent 97 %, 6.4 cm, up 1.2 s, top 0.5 s, down 2.2 s",
        "Partial 1: knee bent 97 %, 2.5 cm, up 1.2 s, top 0.5 s, down 2.2 s",
    ]


def test_no_repetitions_are_no_strip() -> None:
    assert drawn("") == ""


@pytest.mark.parametrize(
    ("height_cm", "axis"),
    [(6.4, (2.0, 8.0)), (0.5, (1.0, 4.0)), (8.0, (2.0, 8.0)), (8.1, (5.0, 10.0)), (14.0, (5.0, 15.0))],
)
def test_the_axis_has_round_steps(height_cm: float, axis: tuple[float, float]) -> None:
    one = session(told(a_set(1, FIRST_S, "b")))
    record = one.shown.ledger.sets[0]
    record.reps = [replace(record.reps[0], height_cm=height_cm)]
    assert axis_cm(one) == pytest.approx(axis)


def test_a_session_without_repetitions_has_an_axis() -> None:
    assert axis_cm(session(told())) == (1.0, 4.0)


@pytest.mark.parametrize("height_cm", [-3.0, float("nan"), float("inf"), 1e300])
def test_a_height_that_cannot_be_has_no_bar(height_cm: float) -> None:
    ledger = Ledger(a_set(1, FIRST_S, "b"))
    record = ledger.sets[0]
    record.reps = [replace(record.reps[0], height_cm=height_cm)]
    (bar,) = Read(strips(in_order(record, ledger), (), AXIS, "Set 1", "k")).all("rect", "full")
    assert bar.attributes["height"] == "0"
