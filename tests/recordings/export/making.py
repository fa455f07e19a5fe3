"""Sessions as the logbook hands them out, made by hand: every figure is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from drivers.source import SensorInfo
from recordings.header import Header
from recordings.logged import Account, LoggedSession
from tracker.events import (
    CountCorrected,
    Event,
    HoldEnded,
    RepCounted,
    Repetition,
    RepPartial,
    SetEnd,
    SetEnded,
    SetStarted,
    SetSummary,
)
from tracker.ledger import Ledger
from tracker.setup import Exercise, Form, Group, Legs, Side

ZONE = timezone(timedelta(hours=2))
STARTED = datetime(2026, 3, 1, 18, 30, 5, 250001, tzinfo=ZONE)
FIRST_S = 5000.0
"""The sensor was switched on so long before the session."""
HEADER = Header(
    sensor=SensorInfo("movesense", "Movesense 1", "AA:BB", "2.3", 80, {"rate_hz": 104}),
    started_at=STARTED,
    person="Ada",
    side=Side.LEFT,
    legs=Legs.BOTH,
    load_kg=12.5,
    declared=Exercise.SEATED_SOLEUS_RAISE,
    soleus_version="0.1.0",
)
P_BENT = {Form.BENT: 0.97, Form.STRAIGHT: 0.04, Form.UNCERTAIN: 0.55}


def rep(
    number: int, start_s: float, form: Form = Form.BENT, height_cm: float = 6.0, *, partial: bool = False
) -> Repetition:
    """One that takes 4 s: up 1.25, at the top 0.5, down 2.25."""
    return Repetition(
        rep_id=number,
        index=number,
        partial=partial,
        start_s=start_s,
        top_s=start_s + 1.25,
        peak_s=start_s + 1.5,
        end_s=start_s + 4.0,
        up_duration_s=1.25,
        top_duration_s=0.5,
        down_duration_s=2.25,
        height_cm=height_cm,
        height_error_cm=0.8,
        rotation_deg=-7.25,
        form=form,
        p_bent=P_BENT[form],
        knee_flexion_deg=None,
        ticked_s=start_s + 1.3,
        counted_s=start_s + 3.8,
    )


def a_set(index: int, start_s: float, forms: str = "bbb", *, ended: bool = True) -> list[Event]:
    """Letters in the order of the repetitions: b bent, s straight, u uncertain, p partial, h a hold, + - a
    correction by hand, x the last full repetition taken back."""
    kinds = {"b": Form.BENT, "s": Form.STRAIGHT, "u": Form.UNCERTAIN, "p": Form.BENT, "h": Form.BENT}
    events: list[Event] = [SetStarted(start_s, index, start_s)]
    full: list[Repetition] = []
    partials = corrected = 0
    for place, letter in enumerate(forms):
        at_s = start_s + 5.0 * place
        if letter in "+-":
            delta = 1 if letter == "+" else -1
            corrected += delta
            events.append(CountCorrected(at_s, index, delta))
            continue
        if letter == "x":
            events.append(CountCorrected(at_s, index, -1, full.pop().rep_id))
            continue
        made = rep(len(full) + 1, at_s, kinds[letter], round(6.4 - 0.02 * place, 2))
        made = replace(made, rep_id=1000 * index + place)
        if letter == "p":
            partials += 1
            made = replace(made, partial=True, index=partials, height_cm=2.5)
            events.append(RepPartial(at_s + 4.0, index, made))
            continue
        full.append(made)
        events.append(RepCounted(at_s + 4.0, index, made))
        if letter == "h":
            events.append(HoldEnded(at_s + 4.0, at_s + 0.5, at_s + 3.75, Form.BENT, 6.0))
    end_s = start_s + 5.0 * len(forms)
    if ended:
        events.append(
            SetEnded(end_s + 10.0, SetEnd.PAUSE, _summary(index, start_s, end_s, full, partials, corrected))
        )
    return events


def _summary(
    index: int, start_s: float, end_s: float, full: list[Repetition], partials: int, corrected: int
) -> SetSummary:
    heights = [one.height_cm for one in full]
    return SetSummary(
        index=index,
        start_s=start_s,
        end_s=end_s,
        exercise=Exercise.SEATED_SOLEUS_RAISE,
        exercise_group=Group.SEATED_LIKE,
        exercise_confidence=0.92,
        declared=HEADER.declared,
        form=Form.BENT,
        p_bent=0.97,
        knee_flexion_deg=None,
        reps=len(full),
        partials=partials,
        corrected=corrected,
        best_height_cm=max(heights, default=None),
        mean_height_cm=sum(heights) / len(heights) if heights else None,
        height_loss_pct=8.4,
        cadence_per_min=12.0,
    )


def told(*sets: list[Event], version: str = "0.1.0", shown: bool = True) -> Account:
    """What one version tells."""
    made_at = STARTED if shown else datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    return Account(version, made_at, shown, Ledger(event for one in sets for event in one))


def session(*accounts: Account, header: Header = HEADER, whole: bool = True) -> LoggedSession:
    """A session of two minutes; without a word, of one set of three repetitions."""
    return LoggedSession(
        session_id=3,
        header=header,
        duration_s=120.0,
        recording=Path("kept", "2026-03-01_18-30-05_seated.jsonl"),
        whole=whole,
        accounts=accounts or (told(a_set(1, FIRST_S + 10.0)),),
    )


def varied() -> LoggedSession:
    """Two sets with everything that can happen in one."""
    return session(
        told(a_set(1, FIRST_S + 10.0, "bbs+uph"), a_set(2, FIRST_S + 70.0, "bbxsb", ended=False)),
        whole=False,
    )


def analysed_again() -> LoggedSession:
    """What was shown, and a later version that finds a set before it and one repetition less in it."""
    return session(
        told(a_set(1, FIRST_S + 40.0, "bbsb")),
        told(a_set(1, FIRST_S + 5.0, "b"), a_set(2, FIRST_S + 40.0, "bbb"), version="0.2.0", shown=False),
    )


def largest() -> LoggedSession:
    """Twenty sets, one of them of two hundred repetitions, and a name that goes on and on."""
    sets = [a_set(k, FIRST_S + 2000.0 * k, "bsu" * 5) for k in range(1, 20)]
    sets.append(a_set(20, FIRST_S + 50000.0, "bbbbbsbupb" * 20))
    return session(
        told(*sets), header=replace(HEADER, person="Wolfeschlegelsteinhausen" * 12, load_kg=None, side=None)
    )
