"""Sets of several accounts are the same one where they overlap in time."""

from __future__ import annotations

from recordings.export.pairing import sets_told
from recordings.logged import LoggedSession
from tests.recordings.export.making import FIRST_S, a_set, analysed_again, session, told


def numbers(one: LoggedSession) -> list[tuple[int | None, ...]]:
    """The sets by the numbers each account gives them."""
    return [tuple(None if record is None else record.index for record in found) for found in sets_told(one)]


def test_one_account_gives_its_sets_in_their_order() -> None:
    assert numbers(session(told(a_set(1, FIRST_S), a_set(2, FIRST_S + 60.0)))) == [(1,), (2,)]


def test_a_set_that_only_the_later_account_has_stands_alone_and_shifts_no_other() -> None:
    assert numbers(analysed_again()) == [(None, 1), (1, 2)]


def test_a_set_that_only_the_shown_account_has_stands_alone() -> None:
    one = session(
        told(a_set(1, FIRST_S), a_set(2, FIRST_S + 60.0)),
        told(a_set(1, FIRST_S + 61.0), version="0.2.0", shown=False),
    )
    assert numbers(one) == [(1, None), (2, 1)]


def test_a_set_that_became_two_is_paired_with_the_first_of_them() -> None:
    one = session(
        told(a_set(1, FIRST_S, "b" * 12)),
        told(a_set(1, FIRST_S, "bbb"), a_set(2, FIRST_S + 40.0, "bbb"), version="0.2.0", shown=False),
    )
    assert numbers(one) == [(1, 1), (None, 2)]


def test_three_accounts_stand_in_three_columns() -> None:
    again = (told(a_set(1, FIRST_S + k), version=f"0.{k}.0", shown=False) for k in (2, 3))
    assert numbers(session(told(a_set(1, FIRST_S)), *again)) == [(1, 1, 1)]


def test_a_set_that_was_cut_off_reaches_to_its_last_repetition() -> None:
    one = session(
        told(a_set(1, FIRST_S, "bbb", ended=False)),
        told(a_set(1, FIRST_S + 9.0, "b"), version="0.2.0", shown=False),
    )
    assert numbers(one) == [(1, 1)]


def test_no_sets_are_no_pairs() -> None:
    assert numbers(session(told())) == []
