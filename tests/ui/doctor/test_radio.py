"""Each state of Bluetooth has its words on each system."""

from __future__ import annotations

import pytest

from drivers.adapter import Bluetooth, Radio
from ui.doctor.finding import Verdict
from ui.doctor.radio import radio_finding, version_finding

PLATFORMS = ("linux", "darwin", "win32")
TROUBLES = [radio for radio in Radio if radio is not Radio.ON]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("radio", TROUBLES)
def test_what_does_not_serve_is_bad_and_told_with_what_to_do(radio: Radio, platform: str) -> None:
    finding = radio_finding(Bluetooth(radio, "hci0"), platform)
    assert finding.verdict is Verdict.BAD
    assert finding.words
    assert finding.remedy
    assert finding.line.isascii()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_two_troubles_are_told_alike(platform: str) -> None:
    assert len({radio_finding(Bluetooth(radio), platform).words for radio in TROUBLES}) == len(TROUBLES)


@pytest.mark.parametrize(("name", "words"), [("hci0", "adapter hci0 is on"), ("", "on")])
def test_bluetooth_that_is_on_is_ok(name: str, words: str) -> None:
    finding = radio_finding(Bluetooth(Radio.ON, name), "linux")
    assert (finding.verdict, finding.words, finding.remedy) == (Verdict.OK, words, None)


@pytest.mark.parametrize(
    ("radio", "platform", "hint"),
    [
        (Radio.OFF, "linux", "bluetoothctl power on"),
        (Radio.OFF, "darwin", "Control Centre"),
        (Radio.OFF, "win32", "quick settings"),
        (Radio.DENIED, "linux", "group bluetooth"),
        (Radio.DENIED, "darwin", "System Settings"),
        (Radio.DENIED, "win32", "Settings, Privacy"),
        (Radio.SILENT, "linux", "systemctl restart bluetooth"),
        (Radio.SILENT, "darwin", "System Settings"),
        (Radio.SILENT, "win32", "quick settings"),
    ],
)
def test_what_to_do_is_told_for_the_system(radio: Radio, platform: str, hint: str) -> None:
    assert hint in (radio_finding(Bluetooth(radio), platform).remedy or "")


def test_what_the_system_said_is_passed_on() -> None:
    assert (
        "org.bluez.Error.NotReady"
        in radio_finding(Bluetooth(Radio.FAILED, "org.bluez.Error.NotReady"), "linux").words
    )


@pytest.mark.parametrize("version", [(5, 55), (5, 82)])
def test_a_bluez_that_bleak_works_with_has_no_line_of_its_own(version: tuple[int, int]) -> None:
    assert version_finding(version) is None


@pytest.mark.parametrize(
    ("version", "remedy"), [((5, 50), "update the system's package bluez"), ((6, 1), "update soleus")]
)
def test_a_bluez_that_bleak_refuses_is_bad(version: tuple[int, int], remedy: str) -> None:
    finding = version_finding(version)
    assert finding is not None
    assert (finding.verdict, finding.remedy) == (Verdict.BAD, remedy)
    assert f"BlueZ {version[0]}.{version[1]}" in finding.words
    assert "5.55" in finding.words
