"""The versions stand in one line; what is missing has another."""

from __future__ import annotations

import pytest

from tracker.version import __version__
from ui.doctor.finding import Verdict
from ui.doctor.versions import installed_version, system_words, versions_findings

ALL = {"bleak": "3.1.0", "numpy": "2.4.6", "textual": "8.2.8"}


def test_everything_that_has_a_version_is_in_one_line() -> None:
    (finding,) = versions_findings(ALL.get, (5, 66), "Plan 9 (vax)", "linux")
    assert finding.verdict is Verdict.OK
    for words in (
        f"soleus {__version__}",
        "Python 3.",
        "bleak 3.1.0",
        "numpy 2.4.6",
        "textual 8.2.8",
        "BlueZ 5.66",
    ):
        assert words in finding.words
    assert finding.words.endswith("Plan 9 (vax)")


def test_a_bluez_that_does_not_tell_its_version_is_not_known() -> None:
    assert "BlueZ not known" in versions_findings(ALL.get, None, "here", "linux")[0].words


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_bluez_is_linux_s_alone(platform: str) -> None:
    assert "BlueZ" not in versions_findings(ALL.get, None, "here", platform)[0].words


def test_what_is_not_installed_is_bad_and_named() -> None:
    first, second = versions_findings({**ALL, "textual": None}.get, None, "here", "darwin")
    assert "textual" not in first.words
    assert (second.verdict, second.words) == (Verdict.BAD, "not installed: textual")
    assert second.remedy


def test_a_package_that_is_there_tells_its_version() -> None:
    assert (installed_version("bleak") or "").startswith("3.")


def test_a_package_that_is_not_there_has_none() -> None:
    assert installed_version("no-such-package-of-soleus") is None


def test_this_system_has_a_name_of_one_line() -> None:
    assert system_words().isprintable()
