"""Each cue can be left out: then what it alone tells apart is told apart no more, and the rest still is."""

from __future__ import annotations

import pytest

from tests.tracker.shapes import judged, turned
from tracker.cues import ALL_CUES, Cue
from tracker.setup import Exercise

NO_EVIDENCE = ALL_CUES & {Cue.DECLARED, Cue.MEMORY}


def test_without_rotation_turning_more_makes_no_difference() -> None:
    cues = ALL_CUES - {Cue.ROTATION}
    assert judged(turned(9.0), cues=cues).p_bent == pytest.approx(judged(turned(2.0), cues=cues).p_bent)


def test_without_its_sign_turning_forward_is_as_good_as_backward() -> None:
    cues = ALL_CUES - {Cue.SIGN}
    there, back = (judged(turned(deg), cues=cues, times=3).p_bent for deg in (7.0, -7.0))
    assert there == pytest.approx(back, abs=0.01)
    assert judged(turned(7.0), times=3).p_bent > judged(turned(0.0), times=3).p_bent + 0.2


def test_without_rest_tilt_leaning_far_makes_no_difference() -> None:
    cues = ALL_CUES - {Cue.REST_TILT}
    upright, leaning = (judged(turned(3.0, lean), cues=cues).p_bent for lean in (3.0, 24.0))
    assert upright == pytest.approx(leaning, abs=0.01)


def test_without_sway_stillness_makes_no_difference() -> None:
    cues = ALL_CUES - {Cue.SWAY}
    assert judged(turned(5.0), sway_deg=0.02, cues=cues) == judged(turned(5.0), sway_deg=0.6, cues=cues)


def test_without_memory_only_the_last_repetition_speaks() -> None:
    cues = ALL_CUES - {Cue.MEMORY}
    assert judged(turned(9.0), turned(3.0), cues=cues) == judged(turned(3.0), cues=cues)


def test_without_declarations_they_make_no_difference() -> None:
    cues = ALL_CUES - {Cue.DECLARED}
    assert judged(turned(5.0), declared=Exercise.STANDING_CALF_RAISE, cues=cues) == judged(
        turned(5.0), cues=cues
    )


def test_without_any_evidence_everybody_is_alike() -> None:
    assert judged(turned(9.0), cues=NO_EVIDENCE).p_bent == pytest.approx(
        judged(turned(2.0, 20.0), cues=NO_EVIDENCE).p_bent
    )
