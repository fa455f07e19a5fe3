"""The data folder as it is found; looking at it leaves nothing behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ui.doctor.finding import Verdict
from ui.doctor.folder import (
    HOUR_BYTES,
    folder_findings,
    place_finding,
    recordings_finding,
    rights_finding,
    room_finding,
)
from ui.doctor.writing import there, writing_finding

needs_rights = pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() == 0, reason="root writes everywhere, Windows has other rights"
)


def everything_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


class TestThePlace:
    def test_is_the_system_s_where_nothing_else_is_asked_for(self) -> None:
        finding = place_finding({})
        assert finding.verdict is Verdict.OK
        assert "SOLEUS_HOME is not set" in finding.words

    def test_is_that_of_soleus_home(self, tmp_path: Path) -> None:
        finding = place_finding({"SOLEUS_HOME": str(tmp_path)})
        assert (finding.verdict, finding.words) == (Verdict.OK, f"{tmp_path} (from SOLEUS_HOME)")

    def test_that_moves_with_the_working_directory_is_to_be_looked_at(self) -> None:
        assert place_finding({"SOLEUS_HOME": "here"}).verdict is Verdict.LOOK

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows takes any name for somebody's")
    def test_at_nobody_s_home_is_bad(self) -> None:
        finding = place_finding({"SOLEUS_HOME": "~nobody-of-this-name/data"})
        assert finding.verdict is Verdict.BAD
        assert finding.remedy


class TestWriting:
    def test_is_tried_in_the_folder_and_leaves_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "recordings").mkdir()
        before = everything_in(tmp_path)
        assert writing_finding(tmp_path).verdict is Verdict.OK
        assert everything_in(tmp_path) == before

    def test_in_a_folder_to_be_made_is_tried_beside_it_and_leaves_nothing(self, tmp_path: Path) -> None:
        finding = writing_finding(tmp_path / "not" / "yet")
        assert finding.verdict is Verdict.OK
        assert "not there yet" in finding.words
        assert everything_in(tmp_path) == []

    @pytest.mark.parametrize("below", ["", "data"])
    def test_is_impossible_where_a_file_is_in_the_way(self, below: str, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_text("mine", encoding="utf-8")
        finding = writing_finding(path / below)
        assert finding.verdict is Verdict.BAD
        assert str(path) in finding.words
        assert "SOLEUS_HOME" in (finding.remedy or "")

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
    def test_is_impossible_behind_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(tmp_path / "gone")
        assert writing_finding(link).verdict is Verdict.BAD

    @needs_rights
    @pytest.mark.parametrize("closed", [".", "recordings"])
    def test_is_impossible_where_it_is_not_allowed(self, closed: str, tmp_path: Path) -> None:
        (tmp_path / "recordings").mkdir()
        (tmp_path / closed).chmod(0o500)
        try:
            finding = writing_finding(tmp_path)
        finally:
            (tmp_path / closed).chmod(0o700)
        assert finding.verdict is Verdict.BAD
        assert "Permission denied" in finding.words

    @needs_rights
    def test_is_impossible_in_a_folder_nobody_may_look_into(self, tmp_path: Path) -> None:
        tmp_path.chmod(0)
        try:
            findings = folder_findings(tmp_path / "data")
        finally:
            tmp_path.chmod(0o700)
        assert {finding.verdict for finding in findings} == {Verdict.BAD}
        assert all(finding.remedy for finding in findings)

    @pytest.mark.skipif(
        not Path("/proc/self").exists(), reason="needs a folder nobody can write to, root neither"
    )
    def test_is_impossible_where_the_system_takes_no_files(self) -> None:
        assert writing_finding(Path("/proc/self/soleus")).verdict is Verdict.BAD


@pytest.mark.parametrize(
    ("hours", "verdict", "words"),
    [
        (0.0, Verdict.BAD, "0.0 hours"),
        (0.9, Verdict.BAD, "0.9 hours"),
        (1.5, Verdict.LOOK, "1.5 hours"),
        (20.0, Verdict.OK, "20 hours"),
        (5000.0, Verdict.OK, "more than 1000 hours"),
    ],
)
def test_room_is_told_in_hours_of_recording(hours: float, verdict: Verdict, words: str) -> None:
    finding = room_finding(round(hours * HOUR_BYTES))
    assert finding.verdict is verdict
    assert words in finding.words
    assert (finding.remedy is None) == (verdict is Verdict.OK)


@pytest.mark.parametrize(
    ("rights", "verdict"), [(0o40700, Verdict.OK), (0o40755, Verdict.LOOK), (0o40710, Verdict.LOOK)]
)
def test_a_folder_is_for_its_owner_alone(rights: int, verdict: Verdict, tmp_path: Path) -> None:
    finding = rights_finding(tmp_path, rights)
    assert finding.verdict is verdict
    assert (finding.remedy is None) == (verdict is Verdict.OK)


def test_recordings_are_counted_and_nothing_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "one.jsonl").write_bytes(bytes(1_500_000))
    (folder / "two.jsonl").write_bytes(bytes(500_000))
    (folder / "notes.txt").write_bytes(bytes(9_000_000))
    assert recordings_finding(tmp_path).words == "2 recordings, 2.0 MB"


def test_a_single_recording_is_not_told_as_many(tmp_path: Path) -> None:
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "one.jsonl").write_bytes(b"")
    assert recordings_finding(tmp_path).words.startswith("1 recording,")


def test_no_recordings_are_no_trouble(tmp_path: Path) -> None:
    assert recordings_finding(tmp_path).words == "no recordings yet"


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_folder_that_is_there_is_looked_at_all_over(platform: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    findings = folder_findings(tmp_path, platform)
    assert len(findings) == (3 if platform == "win32" else 4)
    assert Verdict.BAD not in {finding.verdict for finding in findings}


def test_a_folder_that_is_not_there_yet_is_told_with_the_room_it_will_have(tmp_path: Path) -> None:
    findings = folder_findings(tmp_path / "not" / "yet", "linux")
    assert len(findings) == 2
    assert "room for" in findings[1].words


def test_the_nearest_folder_that_is_there_stands_for_one_that_is_not(tmp_path: Path) -> None:
    assert there(tmp_path / "a" / "b") == tmp_path


def test_a_relative_folder_is_found_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert there(Path("a") / "b") == tmp_path
