"""The picture behind `analyze --plot`: everything the tracker looked at is in it, told in words and signs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers.virtual.athlete.distractors import Distractor
from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from recordings.analysis import analyze
from recordings.curves import Curves, curves
from recordings.load import Loaded
from recordings.why_plot import why_plot
from tests.ui.processes import soleus
from tracker.explain import Verdict
from tracker.setup import Exercise

SVG = "{http://www.w3.org/2000/svg}"
ITEMS = (
    Item(Exercise.SEATED_SOLEUS_RAISE, 5),
    Item(distractor=Distractor.SIT_TO_STAND, duration_s=15.0),
)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    samples = simulate(Scenario(ITEMS, quality=Quality.GOOD, seed=3, steady=True)).signal.samples
    return Loaded(Path("raises.csv"), "0" * 64, "imu-csv", [], samples=samples)


@pytest.fixture(scope="module")
def seen(loaded: Loaded) -> Curves:
    return curves(loaded)


@pytest.fixture(scope="module")
def texts(seen: Curves) -> list[str]:
    root = ET.fromstring(why_plot("raises.csv", seen, "five raises"))
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_the_curves_are_those_of_the_whole_file(loaded: Loaded, seen: Curves) -> None:
    assert loaded.samples is not None
    t_s = np.array([t for t, _ in seen.rise_cm])
    assert np.all(np.diff(t_s) > 0.0)
    assert t_s[-1] == pytest.approx(loaded.samples.t_s[-1], abs=0.3)
    assert len(seen.turn_deg) == len(seen.rise_cm)


def test_each_repetition_stands_out_of_the_curve_as_high_as_it_was(loaded: Loaded, seen: Curves) -> None:
    t_s, rise = np.array(seen.rise_cm).T
    (one,) = analyze(loaded).report["sets"]
    for rep in one["reps"]:
        here = rise[(t_s >= rep["start_s"]) & (t_s <= rep["end_s"])]
        assert float(here.max()) == pytest.approx(rep["height_cm"], abs=1.5)


def test_the_candidates_are_those_of_the_analysis(loaded: Loaded, seen: Curves) -> None:
    assert seen.candidates == analyze(loaded).candidates


def test_every_repetition_taken_has_its_number_and_its_line(texts: list[str]) -> None:
    assert {"1", "2", "3", "4", "5"} <= set(texts)
    assert sum("taken at" in text and "counted" in text for text in texts) == 5


def test_what_was_left_has_a_letter_and_says_why(seen: Curves, texts: list[str]) -> None:
    reasons = {one.verdict.value for one in seen.candidates if not one.accepted}
    assert reasons
    assert all(any("left" in text and reason in text for text in texts) for reason in reasons)


def test_taken_and_left_differ_without_colour(seen: Curves) -> None:
    root = ET.fromstring(why_plot("raises.csv", seen))
    bands = [rect for rect in root.iter(f"{SVG}rect") if rect.get("height") == "110"]
    assert {rect.get("class") or rect.get("fill") for rect in bands} == {"taken", "url(#left)"}


def test_one_that_stayed_alone_is_drawn_once_where_it_was_done(seen: Curves) -> None:
    first, *others = [one for one in seen.candidates if one.accepted]
    alone = replace(
        first, verdict=Verdict.ALONE, start_s=first.start_s + 0.1, decided_s=first.decided_s + 40.0
    )
    both = Curves(seen.rise_cm, seen.turn_deg, [first, *others, alone])
    root = ET.fromstring(why_plot("raises.csv", both))
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert sum("taken at" in text for text in texts) == len(others)
    assert sum(Verdict.ALONE.value in text for text in texts) == 1
    bands = [rect for rect in root.iter(f"{SVG}rect") if rect.get("height") == "110"]
    assert max(float(rect.get("width", "")) for rect in bands) < 200.0


def test_a_file_without_signal_says_so() -> None:
    assert "no signal to draw" in why_plot("empty.csv", Curves([], [], []))


class TestTheCommand:
    def test_draws_beside_the_table(self, tmp_path: Path) -> None:
        given, out = tmp_path / "a.csv", tmp_path / "why.svg"
        made = soleus("simulate", "--exercise", "standing-calf-raise", "--reps", "3", given, home=tmp_path)
        assert made.code == 0
        assert soleus("analyze", given, "--plot", out, home=tmp_path).code == 0
        assert ET.fromstring(out.read_text(encoding="utf-8")).tag == f"{SVG}svg"

    @pytest.mark.parametrize("out", ["why.png", "there.svg", "nowhere/why.svg"])
    def test_refuses_a_place_it_cannot_draw_to(self, tmp_path: Path, out: str) -> None:
        (tmp_path / "there.svg").write_text("mine", encoding="utf-8")
        given = tmp_path / "a.csv"
        given.touch()
        done = soleus("analyze", given, "--plot", tmp_path / out, home=tmp_path)
        assert (done.code, len(done.complaints)) == (2, 1)
        assert (tmp_path / "there.svg").read_text(encoding="utf-8") == "mine"

    def test_draws_one_file_at_a_time(self, tmp_path: Path) -> None:
        done = soleus(
            "analyze", tmp_path / "a.csv", tmp_path / "b.csv", "--plot", tmp_path / "why.svg", home=tmp_path
        )
        assert (done.code, len(done.complaints)) == (2, 1)
