from __future__ import annotations

import pytest

from drivers.permission import Permission, permission_notice


def never() -> int:
    raise AssertionError("asked")


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_other_systems_have_nothing_to_say_and_are_not_asked(platform: str) -> None:
    assert permission_notice(platform, never) is None


def test_macos_that_allowed_it_before_says_nothing() -> None:
    assert permission_notice("darwin", lambda: Permission.ALLOWED) is None


def test_macos_that_is_about_to_ask_is_explained_before_it_does() -> None:
    words = permission_notice("darwin", lambda: Permission.NOT_ASKED) or ""
    assert "allow it" in words
    assert "Privacy & Security, Bluetooth" in words


def test_macos_that_refused_before_is_told_with_where_to_change_it() -> None:
    words = permission_notice("darwin", lambda: Permission.DENIED) or ""
    assert "Privacy & Security, Bluetooth" in words


def test_a_mac_of_an_administrator_is_told_as_that() -> None:
    assert "administrator" in (permission_notice("darwin", lambda: Permission.RESTRICTED) or "")


@pytest.mark.parametrize("answer", [7, -1])
def test_an_answer_nobody_knows_is_taken_for_not_asked(answer: int) -> None:
    assert permission_notice("darwin", lambda: answer) == permission_notice("darwin", lambda: 0)


def test_a_macos_that_cannot_be_asked_is_explained_all_the_same() -> None:
    def broken() -> int:
        raise AttributeError("no such method")

    assert "allow it" in (permission_notice("darwin", broken) or "")
