"""What each fault of a sensor costs is measured on sensors that lack it and are the same in all else."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.virtual.quality import Faults, Quality, draw_faults
from tests.accuracy.apart import APART, main, mended


def worst() -> Faults:
    return draw_faults(Quality.BAD, np.random.default_rng(3))


@pytest.mark.parametrize(("name", "which"), APART)
def test_what_is_mended_is_no_worse_than_a_good_one_and_all_else_stays(name: str, which: tuple) -> None:  # type: ignore[type-arg]
    before, after = worst(), mended(which, worst())
    assert after.clock == before.clock
    assert after.low_pass_hz == before.low_pass_hz
    assert after.trouble.loss_share == (0.0 if "nothing lost" in name or name == "all of these" else 0.05)
    offset = float(np.linalg.norm(after.acc_offset_ms2))
    assert (offset <= 0.05 + 1e-12) == ("accelerometer" in name or name == "all of these")


def test_the_table_has_a_line_for_each_and_says_of_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--athletes", "6", "--processes", "1"]) == 0
    said = capsys.readouterr().out
    assert all(f"| {name} |" in said for name, _ in APART)
    assert "6 sets in each row" in said
