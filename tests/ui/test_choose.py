"""Which of the sensors in reach is meant, and what is said where that cannot be told."""

from __future__ import annotations

import pytest
from bleak.backends.device import BLEDevice

from drivers.families import Advertisement, family_of
from drivers.scan import Found
from tracker.errors import SensorError, SensorReason
from ui.commands.scan import nothing_words, scan_lines
from ui.reaching import choose, is_practice


def heard(name: str | None, address: str = "AA:00", rssi_dbm: int | None = -60) -> Found:
    """A device as a scan hears it."""
    seen = Advertisement(address, name, rssi_dbm)
    return Found(seen, family_of(seen), BLEDevice(address, name, None))


ONE = heard("Movesense 1111", "AA:01")
TWO = heard("Movesense 2222", "BB:02")
OTHER = heard("WT901BLE67", "CC:03")
FRIDGE = heard("Fridge", "DD:04")
NAMELESS = heard(None, "EE:05")


def refusal(found: list[Found], wanted: str | None = None) -> SensorError:
    """What is said where nothing can be chosen."""
    with pytest.raises(SensorError) as caught:
        choose(found, wanted, ask=False)
    return caught.value


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person at the terminal will type."""
    typed: list[str] = []
    monkeypatch.setattr("builtins.input", lambda _: typed.pop(0))
    return typed


class TestChoosing:
    def test_the_only_sensor_needs_no_name(self) -> None:
        assert choose([ONE], None, ask=False) is ONE

    def test_strangers_do_not_count(self) -> None:
        assert choose([FRIDGE, NAMELESS, ONE], None, ask=False) is ONE

    def test_every_family_can_be_chosen(self) -> None:
        assert choose([FRIDGE, ONE, OTHER], "wt901", ask=False) is OTHER

    def test_a_part_of_the_name_is_enough(self) -> None:
        assert choose([ONE, TWO], "222", ask=False) is TWO

    def test_a_part_of_the_address_is_enough(self) -> None:
        assert choose([ONE, TWO], "BB:", ask=False) is TWO

    def test_capitals_do_not_matter(self) -> None:
        assert choose([ONE], "MOVESENSE 1", ask=False) is ONE

    def test_with_nothing_in_reach_it_says_so(self) -> None:
        assert refusal([]).reason is SensorReason.NOT_FOUND

    def test_a_name_nobody_has_is_not_found(self) -> None:
        assert refusal([ONE, TWO], "3333").reason is SensorReason.NOT_FOUND

    def test_a_name_nobody_has_is_repeated(self) -> None:
        assert '"3333"' in refusal([ONE], "3333").message

    def test_the_name_of_a_stranger_is_not_found(self) -> None:
        assert refusal([FRIDGE], "fridge").reason is SensorReason.NOT_FOUND

    def test_several_without_a_terminal_are_ambiguous(self) -> None:
        assert refusal([ONE, TWO]).reason is SensorReason.AMBIGUOUS

    def test_a_name_that_fits_several_is_ambiguous(self) -> None:
        assert refusal([ONE, TWO], "movesense").reason is SensorReason.AMBIGUOUS

    def test_several_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        refusal([ONE, TWO])
        assert [line[:18] for line in capsys.readouterr().err.splitlines()] == [
            "1  Movesense: Move",
            "2  Movesense: Move",
        ]

    def test_several_at_a_terminal_are_asked_for(self, answers: list[str]) -> None:
        answers.append("2")
        assert choose([ONE, TWO], None, ask=True) is TWO

    def test_no_answer_ends_it_as_ctrl_c_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_more(_: str) -> str:
            raise EOFError

        monkeypatch.setattr("builtins.input", no_more)
        with pytest.raises(KeyboardInterrupt):
            choose([ONE, TWO], None, ask=True)

    @pytest.mark.parametrize("wrong", ["", "0", "3", "two", "-1", "²"])
    def test_a_wrong_answer_is_asked_again(self, wrong: str, answers: list[str]) -> None:
        answers += [wrong, "1"]
        assert choose([ONE, TWO], None, ask=True) is ONE


class TestListing:
    def test_a_sensor_is_family_name_address_and_signal(self) -> None:
        assert scan_lines([ONE]) == ["Movesense: Movesense 1111, AA:01, signal -60 dBm"]

    def test_each_is_called_by_its_family(self) -> None:
        assert scan_lines([OTHER]) == ["WitMotion BLE5: WT901BLE67, CC:03, signal -60 dBm"]

    def test_an_unknown_signal_is_called_so(self) -> None:
        assert scan_lines([heard("Movesense 3", rssi_dbm=None)])[0].endswith("signal unknown")

    def test_strangers_are_left_out(self) -> None:
        assert scan_lines([FRIDGE, NAMELESS]) == []

    @pytest.mark.parametrize(
        ("found", "words"),
        [
            ([], "not a single device heard"),
            ([FRIDGE], "1 other device heard"),
            ([FRIDGE, NAMELESS], "2 other devices heard"),
        ],
        ids=["silence", "a stranger", "strangers"],
    )
    def test_nothing_of_use_has_its_reason(self, found: list[Found], words: str) -> None:
        assert words in nothing_words(found)


@pytest.mark.parametrize(
    ("sensor", "practice"),
    [
        (None, False),
        ("practice", True),
        ("practice:7", True),
        ("practice room", False),
        ("Movesense 1", False),
    ],
)
def test_practice_is_a_word_of_its_own(sensor: str | None, practice: bool) -> None:
    assert is_practice(sensor) is practice
