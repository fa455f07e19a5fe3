"""A heel-rise test in the page for a therapist, and what it is held against there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from recordings.export.page import session_page
from recordings.logbook import taken_tests
from recordings.logged import SessionTest
from tests.recordings.export.making import FIRST_S, HEADER, session
from tests.recordings.logbook.pieces import NOW, book_in
from tests.tracker.training.heelrise.test_results import taken
from tracker.setup import Side
from tracker.training.heelrise.norms import NO_NORMS
from tracker.training.heelrise.protocol import Knee


def page(*tests: SessionTest) -> str:
    return session_page(replace(session(), tests=tests), FIRST_S)


def test_a_session_without_a_test_says_nothing_of_tests() -> None:
    assert "Heel-rise test" not in page()


def test_the_page_has_the_result_and_the_change_against_the_noise_of_the_test() -> None:
    text = page(SessionTest(2, taken(15, mass_kg=70.0), ((date(2026, 10, 1), taken(12)),)))
    assert "Heel-rise test, knee straight, left leg: 15 repetitions" in text
    assert "Work index" in text
    assert "Against 2026-10-01, same leg:" in text
    assert "repetitions +3: within noise (changes under 18.6 are; Byrne 2017, 38 people)" in text
    assert "not read in the paper itself" in text
    assert "no diagnosis" in text


def test_the_other_leg_makes_the_symmetry_and_the_bent_knee_has_no_norms() -> None:
    one = taken(20, Side.RIGHT, Knee.BENT)
    text = page(SessionTest(2, one, ((date(2026, 10, 1), taken(18, Side.LEFT, Knee.BENT)),)))
    assert "Limb symmetry index, left over right: total height 90 %" in text
    assert NO_NORMS in text


def test_a_test_that_may_be_compared_with_none_says_so() -> None:
    text = page(SessionTest(2, taken(), ((date(2026, 10, 1), taken(load_kg=5.0)),)))
    assert "no earlier test of this person may be compared with it" in text


def test_the_logbook_gives_a_session_its_tests_with_earlier_ones_of_the_same_person_and_kind(
    tmp_path: Path,
) -> None:
    recording = tmp_path / "recordings" / "one.jsonl"

    with book_in(tmp_path) as book:
        number = book.add(HEADER, recording, [], 60.0, whole=True)
        stored = book.stored_name(recording)
        with book.writing() as connection:
            for days, person, simulated in ((-9, "Ada", False), (-8, "Bob", False), (-7, "Ada", True)):
                taken_tests.enter(
                    connection, taken(), person, NOW + timedelta(days=days), None, simulated=simulated
                )
            taken_tests.enter(connection, taken(14), "Ada", NOW, stored, simulated=False)
            taken_tests.enter(connection, taken(), "Ada", NOW + timedelta(days=1), None, simulated=False)
        (one,) = book.session(number).tests
        assert one.result.reps == 14
        assert [day for day, _ in one.earlier] == [(NOW - timedelta(days=9)).date()]
