"""A minute of the soak; the hour is `python -m tests.air.soak`."""

from __future__ import annotations

import asyncio

import pytest

from tests.air.soak import Soaked, soak


@pytest.fixture(scope="module")
def soaked(tmp_path_factory: pytest.TempPathFactory) -> Soaked:
    return asyncio.run(asyncio.wait_for(soak(1, tmp_path_factory.mktemp("soak") / "soak.jsonl"), 60.0))


def test_of_two_sensors_all_is_recorded_that_was_sent(soaked: Soaked) -> None:
    assert soaked.heard == soaked.sent
    assert soaked.heard_sums == soaked.sent_sums


def test_of_two_sensors_no_sample_is_missing(soaked: Soaked) -> None:
    assert soaked.lost == [0, 0]


def test_both_sensors_were_heard_for_the_whole_minute(soaked: Soaked) -> None:
    movesense, witmotion = soaked.sent
    assert movesense > 54 * 26
    assert witmotion > 54 * 25
