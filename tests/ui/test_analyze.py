"""`soleus analyze`: which files are meant, and the table a person reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.virtual.quality import Quality
from drivers.virtual.scenario import Item, Scenario, simulate
from recordings.analysis import Analysis, analyze
from recordings.load import Loaded
from tests.ui.processes import soleus
from tracker.setup import Exercise
from ui.commands.analyze import meant, table


def files(folder: Path, *names: str) -> list[Path]:
    """Empty files of those names."""
    paths = [folder / name for name in names]
    for path in paths:
        path.touch()
    return paths


class TestAPattern:
    """As shells of Windows hand it on."""

    def test_means_the_files_it_fits_in_order(self, tmp_path: Path) -> None:
        files(tmp_path, "b.csv", "a.csv", "c.jsonl")
        assert meant(tmp_path / "*.csv") == [tmp_path / "a.csv", tmp_path / "b.csv"]

    def test_that_fits_nothing_means_itself(self, tmp_path: Path) -> None:
        assert meant(tmp_path / "*.csv") == [tmp_path / "*.csv"]

    @pytest.mark.skipif("sys.platform == 'win32'", reason="no such names on Windows")
    def test_that_is_the_name_of_a_file_means_that_file(self, tmp_path: Path) -> None:
        odd, _ = files(tmp_path, "what?.csv", "whats.csv")
        assert meant(odd) == [odd]

    def test_reaches_the_command(self, tmp_path: Path) -> None:
        files(tmp_path, "a.csv", "b.csv")
        assert len(soleus("analyze", tmp_path / "*.csv", home=tmp_path).complaints) == 2


def test_a_plain_name_means_itself_also_where_nothing_is(tmp_path: Path) -> None:
    assert meant(tmp_path / "a.csv") == [tmp_path / "a.csv"]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """Five standing raises, on a good sensor."""
    scenario = Scenario((Item(Exercise.STANDING_CALF_RAISE, 5),), quality=Quality.GOOD, seed=3, steady=True)
    return Loaded(Path("raises.csv"), "0" * 64, "imu-csv", [], samples=simulate(scenario).signal.samples)


@pytest.fixture(scope="module")
def done(loaded: Loaded) -> Analysis:
    return analyze(loaded)


class TestTheTable:
    def test_opens_with_file_length_rate_and_totals(self, done: Analysis) -> None:
        first = table(done.report)[0]
        totals = done.report["totals"]
        assert first.startswith(
            f"raises.csv: {done.report['duration_s']:.1f} s at 104 Hz, {totals['reps']} rep"
        )

    def test_has_a_line_for_every_repetition(self, done: Analysis) -> None:
        rows = [line for line in table(done.report) if line.startswith("      ")]
        assert len(rows) == done.report["totals"]["reps"] > 0

    def test_has_a_line_for_every_set(self, done: Analysis) -> None:
        sets = [line for line in table(done.report) if line.startswith("  set ")]
        assert len(sets) == len(done.report["sets"]) > 0

    def test_tells_holds_and_gaps(self, done: Analysis) -> None:
        hold = {"start_s": 3.0, "end_s": 7.5, "form": "bent", "height_cm": 5.0}
        report = {**done.report, "holds": [hold], "gaps": [{"start_s": 9.0, "end_s": 9.25}]}
        assert table(report)[-2:] == ["  held 3.0-7.5 s at 5.0 cm", "  signal missing 9.00-9.25 s"]

    def test_tells_the_partial_ones_of_a_set(self, done: Analysis) -> None:
        one = done.report["sets"][0]
        report = {**done.report, "sets": [{**one, "partials": one["reps"][:2]}]}
        assert table(report)[1].endswith(" repetitions, 2 partial")

    def test_without_a_rate_does_not_speak_of_it(self, done: Analysis) -> None:
        assert "Hz" not in table({**done.report, "rate_hz": None})[0]


def test_an_analysis_tells_how_far_it_is_up_to_the_end(loaded: Loaded) -> None:
    told: list[float] = []
    analyze(loaded, at=told.append)
    assert loaded.samples is not None
    assert told == sorted(told)
    assert told[-1] == loaded.samples.t_s[-1]
