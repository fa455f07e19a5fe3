"""Plain lines of events made by hand: what a person reads or hears read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.source import LinkChange, LinkState, SensorInfo
from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    Marked,
    Paused,
    RepCounted,
    Repetition,
    RepMeasured,
    RepPartial,
    RepRevoked,
    RepStarted,
    RepTopped,
    Resumed,
    SetEnd,
    SetEnded,
    SetStarted,
    SetSummary,
    SetWithdrawn,
    SignalGap,
)
from tracker.explain import Verdict
from tracker.setup import Exercise, Form, Group
from ui.plain import PlainLines, form_words, set_words, total_words

REP = Repetition(
    rep_id=1,
    index=1,
    partial=False,
    start_s=10.0,
    top_s=10.9,
    peak_s=11.0,
    end_s=12.5,
    up_duration_s=0.94,
    top_duration_s=0.2,
    down_duration_s=1.36,
    height_cm=6.14,
    height_error_cm=0.3,
    rotation_deg=12.0,
    form=Form.BENT,
    p_bent=0.97,
    knee_flexion_deg=85.0,
    ticked_s=11.0,
    counted_s=12.6,
)
SUMMARY = SetSummary(
    index=1,
    start_s=10.0,
    end_s=50.0,
    exercise=Exercise.SEATED_SOLEUS_RAISE,
    exercise_group=Group.SEATED_LIKE,
    exercise_confidence=0.9,
    declared=None,
    form=Form.BENT,
    p_bent=0.97,
    knee_flexion_deg=85.0,
    reps=8,
    partials=0,
    corrected=0,
    best_height_cm=6.4,
    mean_height_cm=6.1,
    height_loss_pct=8.0,
    cadence_per_min=24.0,
)
STARTED = SetStarted(10.0, 1, 10.0)
TEMPO = "up 0.9 s, hold 0.2 s, down 1.4 s"


def counted(number: int) -> RepCounted:
    """The repetition of that number in set 1."""
    return RepCounted(12.6, 1, replace(REP, rep_id=number, index=number))


@pytest.fixture
def written() -> list[str]:
    return []


@pytest.fixture
def lines(written: list[str]) -> PlainLines:
    return PlainLines(written.append)


class TestALine:
    def test_of_a_repetition_is_number_form_height_and_tempo(
        self, lines: PlainLines, written: list[str]
    ) -> None:
        lines.events([STARTED, counted(1)])
        assert written == ["Set 1", f"  1  knee bent 97 %, 6.1 cm, {TEMPO}"]

    def test_of_the_next_repetition_has_the_next_number(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([STARTED, counted(1), counted(2)])
        assert written[-1].startswith("  2  ")

    def test_of_a_straight_knee_tells_the_probability_of_straight(
        self, lines: PlainLines, written: list[str]
    ) -> None:
        lines.events([RepCounted(12.6, 1, replace(REP, form=Form.STRAIGHT, p_bent=0.04))])
        assert "knee straight 96 %" in written[0]

    def test_of_an_uncertain_knee_tells_the_probability_of_bent(
        self, lines: PlainLines, written: list[str]
    ) -> None:
        lines.events([RepCounted(12.6, 1, replace(REP, form=Form.UNCERTAIN, p_bent=0.6))])
        assert "knee uncertain 60 % bent" in written[0]

    def test_of_a_partial_has_no_number(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([STARTED, RepPartial(12.6, 1, replace(REP, partial=True))])
        assert written[-1] == f"  -  partial, knee bent 97 %, 6.1 cm, {TEMPO}"

    def test_of_a_partial_does_not_move_the_count(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([STARTED, RepPartial(12.6, 1, replace(REP, rep_id=9, partial=True)), counted(1)])
        assert written[-1].startswith("  1  ")

    def test_of_a_hold_is_its_length_and_height(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([HoldEnded(20.0, 14.0, 19.5, Form.BENT, 5.9)])
        assert written == ["     held 5.5 s at 5.9 cm"]

    @pytest.mark.parametrize(("delta", "words"), [(2, "+2: 3"), (-1, "-1: 0")])
    def test_of_a_correction_is_the_change_and_the_new_count(
        self, delta: int, words: str, lines: PlainLines, written: list[str]
    ) -> None:
        lines.events([STARTED, counted(1), CountCorrected(15.0, 1, delta)])
        assert written[-1] == f"     corrected by hand {words}"

    def test_of_a_set_that_was_none_says_why(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([STARTED, counted(1), SetWithdrawn(60.0, 1, Verdict.ALONE.value)])
        assert written[-1] == "     set 1 taken back, alone: no others within 40 s"
        assert lines.ledger.sets == []

    def test_of_an_undo_is_the_new_count(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([STARTED, counted(1), counted(2), CountCorrected(15.0, 1, -1, undone_rep_id=2)])
        assert written[-1] == "     last repetition taken back: 1"

    def test_after_an_undo_goes_on_from_there(self, lines: PlainLines, written: list[str]) -> None:
        undo = CountCorrected(15.0, 1, -1, undone_rep_id=2)
        lines.events([STARTED, counted(1), counted(2), undo, counted(3)])
        assert written[-1].startswith("  2  ")

    def test_of_a_gap_is_its_length(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([SignalGap(20.0, 14.0, 17.25)])
        assert written == ["     signal lost for 3.2 s, nothing guessed"]

    @pytest.mark.parametrize(
        ("event", "line"),
        [(Paused(1.0), "Paused"), (Resumed(1.0), "Going on"), (Marked(1.0, "left heel"), "Mark: left heel")],
        ids=["pause", "resume", "mark"],
    )
    def test_answers_a_control(self, event: Event, line: str, lines: PlainLines, written: list[str]) -> None:
        lines.events([event])
        assert written == [line]

    @pytest.mark.parametrize(
        "event",
        [
            RepStarted(10.0, 1, 10.0),
            RepTopped(11.0, 1, 10.9, 6.0),
            RepRevoked(11.5, 1, "the knee moved"),
            RepMeasured(13.0, 1, REP),
        ],
        ids=lambda event: event.kind,
    )
    def test_is_not_written_for_what_comes_too_often(
        self, event: Event, lines: PlainLines, written: list[str]
    ) -> None:
        lines.events([event])
        assert written == []


class TestLaterFigures:
    def settled(self, lines: PlainLines, rep: Repetition) -> None:
        lines.events([STARTED, counted(1), RepMeasured(13.0, 1, rep)])

    def test_of_another_form_are_told(self, lines: PlainLines, written: list[str]) -> None:
        self.settled(lines, replace(REP, form=Form.STRAIGHT, p_bent=0.2))
        assert written[-1] == "     1 is after all knee straight 80 %"

    def test_that_make_it_partial_are_told(self, lines: PlainLines, written: list[str]) -> None:
        self.settled(lines, replace(REP, partial=True))
        assert written[-1] == "     1 is after all partial, knee bent 97 %"

    def test_of_the_same_form_are_left_to_the_summary(self, lines: PlainLines, written: list[str]) -> None:
        self.settled(lines, replace(REP, height_cm=5.0, p_bent=0.9))
        assert written[-1].startswith("  1  ")

    def test_make_the_total_agree_with_what_was_told(self, lines: PlainLines) -> None:
        self.settled(lines, replace(REP, form=Form.STRAIGHT, p_bent=0.2))
        assert "bent 0, straight 1" in total_words(lines.ledger)


class TestASetInALine:
    def test_is_count_exercise_form_height_and_cadence(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([SetEnded(60.0, SetEnd.PAUSE, SUMMARY)])
        assert written == [
            "Set 1 done (no repetition for 10 s): 8 repetitions, Seated soleus raise, knee bent 97 %,"
            " height 6.1 cm, best 6.4 cm, height loss 8 %, 24 a minute"
        ]

    def test_of_one_is_one_repetition(self) -> None:
        assert ": 1 repetition," in set_words(replace(SUMMARY, reps=1), "x")

    def test_counts_what_was_corrected_by_hand(self) -> None:
        assert ": 7 repetitions, -1 by hand," in set_words(replace(SUMMARY, corrected=-1), "x")

    @pytest.mark.parametrize(("loss", "words"), [(4.4, "height loss 4 %"), (-5.2, "height gain 5 %")])
    def test_tells_height_lost_or_gained(self, loss: float, words: str) -> None:
        assert words in set_words(replace(SUMMARY, height_loss_pct=loss), "by hand")

    def test_names_partials(self) -> None:
        assert "8 repetitions, 2 partial," in set_words(replace(SUMMARY, partials=2), "x")

    def test_leaves_out_what_is_unknown(self) -> None:
        bare = replace(
            SUMMARY,
            exercise=None,
            best_height_cm=None,
            mean_height_cm=None,
            height_loss_pct=None,
            cadence_per_min=None,
        )
        assert set_words(bare, "walked off") == "Set 1 done (walked off): 8 repetitions"

    def test_whose_repetitions_were_all_taken_back_names_no_exercise(self) -> None:
        assert "Seated" not in set_words(replace(SUMMARY, reps=0), "x")


class TestASetThatIsOver:
    """And is found, by the next one, to have held more."""

    @pytest.fixture(autouse=True)
    def two_sets(self, lines: PlainLines, written: list[str]) -> None:
        second = replace(REP, rep_id=2, start_s=70.0)
        lines.events(
            [
                STARTED,
                counted(1),
                SetEnded(60.0, SetEnd.PAUSE, SUMMARY),
                SetStarted(70.0, 2, 70.0),
                RepCounted(72.6, 2, second),
            ]
        )
        written.clear()

    def test_says_so_in_one_line_however_many_there_were(self, lines: PlainLines, written: list[str]) -> None:
        late = [RepCounted(75.0, 1, replace(REP, rep_id=k, start_s=10.0 + k, end_s=19.0)) for k in (3, 4)]
        hold = HoldEnded(75.0, 14.0, 18.0, Form.BENT, 6.0)
        lines.events([*late, hold, SetEnded(75.0, SetEnd.PAUSE, replace(SUMMARY, reps=10))])
        assert written == ["     Set 1: 10 repetitions after all"]

    def test_leaves_the_running_set_as_it_was(self, lines: PlainLines, written: list[str]) -> None:
        lines.events([RepCounted(75.0, 1, replace(REP, rep_id=3, start_s=14.0))])
        lines.events([RepCounted(76.0, 2, replace(REP, rep_id=4, start_s=74.0))])
        assert [line[:5] for line in written] == ["  2  "]

    def test_does_not_silence_a_hold_of_the_running_one_that_is_told_after_it(
        self, lines: PlainLines, written: list[str]
    ) -> None:
        held = replace(REP, rep_id=2, start_s=70.0, top_s=70.9, top_duration_s=4.0, end_s=76.0)
        lines.events([RepCounted(76.1, 1, replace(REP, rep_id=3, start_s=14.0, end_s=16.0))])
        lines.events([RepMeasured(76.2, 2, held), HoldEnded(76.2, 70.9, 74.9, Form.BENT, 6.0)])
        assert written == ["     held 4.0 s at 6.0 cm"]

    def test_is_not_told_again_where_a_hand_corrected_it(self, lines: PlainLines, written: list[str]) -> None:
        again = SetEnded(75.0, SetEnd.PAUSE, replace(SUMMARY, corrected=1))
        lines.events([CountCorrected(75.0, 1, 1), again])
        assert written == ["     corrected by hand +1: 2"]


class TestTheWhole:
    def test_is_repetitions_sets_and_forms(self, lines: PlainLines) -> None:
        straight = RepCounted(13.0, 1, replace(REP, rep_id=2, form=Form.STRAIGHT, p_bent=0.1))
        lines.events([STARTED, counted(1), straight])
        assert total_words(lines.ledger) == "Total: 2 repetitions in 1 set; bent 1, straight 1, uncertain 0"

    def test_counts_what_was_corrected_by_hand(self, lines: PlainLines) -> None:
        lines.events([STARTED, counted(1), CountCorrected(15.0, 1, 2)])
        assert total_words(lines.ledger).startswith("Total: 3 repetitions in 1 set;")

    def test_names_partials(self, lines: PlainLines) -> None:
        lines.events([STARTED, RepPartial(12.6, 1, replace(REP, partial=True))])
        assert total_words(lines.ledger).endswith("; partial 1")

    def test_of_nothing_is_none(self, lines: PlainLines) -> None:
        assert total_words(lines.ledger).startswith("Total: 0 repetitions in 0 sets;")


class TestTheSensor:
    def test_is_named_with_rate_and_battery(self, lines: PlainLines, written: list[str]) -> None:
        lines.opened(SensorInfo("movesense", "Movesense 7", "AA", None, 82, {"rate_hz": 104}))
        assert written == ["Sensor: Movesense 7, 104 Hz, battery 82 %"]

    def test_that_tells_nothing_is_named(self, lines: PlainLines, written: list[str]) -> None:
        lines.opened(SensorInfo("movesense", "Movesense 7", "AA"))
        assert written == ["Sensor: Movesense 7"]

    @pytest.mark.parametrize("state", [LinkState.WEAK, LinkState.LOST, LinkState.BACK], ids=str)
    def test_in_trouble_is_told_with_its_reason(
        self, state: LinkState, lines: PlainLines, written: list[str]
    ) -> None:
        lines.link(LinkChange(3.0, state, "silent for 3 s"))
        assert written == [f"Link {state}: silent for 3 s"]

    @pytest.mark.parametrize("state", [LinkState.CONNECTING, LinkState.STREAMING, LinkState.CLOSED], ids=str)
    def test_in_good_order_is_not_spoken_of(
        self, state: LinkState, lines: PlainLines, written: list[str]
    ) -> None:
        lines.link(LinkChange(3.0, state, "fine"))
        assert written == []


@pytest.mark.parametrize("form", Form, ids=str)
def test_form_is_told_in_words_and_per_cent(form: Form) -> None:
    assert form_words(form, 0.5).startswith(f"knee {form} 50 %")
