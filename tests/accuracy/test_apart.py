"""What each fault of a sensor costs is measured on sensors that lack it and are the same in all else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest

from drivers.virtual.quality import Faults, Quality, draw_faults
from tests.accuracy.apart import (
    APART,
    BIAS_RADS,
    OFFSET_MS2,
    SOFT,
    firm_flesh,
    main,
    mended,
    nothing_lost,
    shorter_bursts,
    small_bias,
    small_offset,
)

CHANGES: dict[Callable[[Faults], Faults], set[str]] = {
    nothing_lost: {"trouble"},
    shorter_bursts: {"trouble"},
    small_offset: {"acc_offset_ms2"},
    small_bias: {"gyr_bias_rads"},
    firm_flesh: {"soft_share", "slip_rad"},
}


def worst() -> Faults:
    return draw_faults(Quality.BAD, np.random.default_rng(3))


@pytest.mark.parametrize("mend", CHANGES)
def test_one_is_mended_and_all_else_stays(mend: Callable[[Faults], Faults]) -> None:
    before, after = worst(), mend(worst())
    changed = {
        one.name
        for one in fields(Faults)
        if not np.array_equal(getattr(before, one.name), getattr(after, one.name))
    }
    assert changed - {"slip_rad"} == CHANGES[mend] - {"slip_rad"}
    assert changed <= CHANGES[mend]


def test_what_is_mended_is_as_on_a_good_one() -> None:
    after = mended(APART[-1][1], worst())
    assert after.trouble.loss_share == 0.0
    assert float(np.linalg.norm(after.acc_offset_ms2)) == pytest.approx(OFFSET_MS2)
    assert float(np.linalg.norm(after.gyr_bias_rads)) == pytest.approx(float(BIAS_RADS))
    assert (after.soft_share, after.slip_rad) == (SOFT, 0.0)
    assert shorter_bursts(worst()).trouble.loss_run == 1.0


def test_the_table_has_a_line_for_each_and_says_of_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--athletes", "6", "--processes", "1"]) == 0
    said = capsys.readouterr().out
    assert all(f"| {name} |" in said for name, _ in APART)
    assert "6 sets in each row" in said
