"""What a calibration learned, in words, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.calibration import Calibration, Raises
from tracker.ledger import Ledger
from tracker.samples import Samples
from tracker.setup import Form, Setup
from tracker.tracker import Tracker

BLOCK = 512
BEFORE_S, AFTER_S = 4.0, 1.0  # of what surrounds the raises, for the tracker to settle in
STRAIGHT_ON_DEG = 3.0  # by so much a hand cannot strap it straighter
_AXES = ("x", "y", "z")


def learned_words(known: Calibration) -> list[str]:
    """A line each: how the sensor sits, and how this leg raises."""
    k = max(range(3), key=lambda i: abs(known.axis[i]))
    end = "up" if known.axis[k] > 0.0 else "down"
    askew = known.askew_deg()
    sits = (
        f"The sensor's {_AXES[k]} axis points {end} the shin"
        + (f", askew by {askew:.0f} deg" if askew > STRAIGHT_ON_DEG else ", straight")
        + f"; forward is {_direction(known)}."
    )
    return [
        sits,
        f"Standing, knee straight: {_raise_words(known.standing)}.",
        f"Seated: {_raise_words(known.seated)}; the shank leans {_lean_words(known.sitting_lean_deg)} on the chair.",
    ]


def gain_words(samples: Samples, raises_s: Sequence[tuple[float, float]], known: Calibration) -> list[str]:
    """How sure the knee's form is called in the very raises the profile was learned from, without it and with it;
    `raises_s`: from when to when the standing ones took place, and the seated ones."""
    parts = [samples[_place(samples, a - BEFORE_S) : _place(samples, b + AFTER_S)] for a, b in raises_s]
    without, with_it = (
        [_sureness(part, one, bent=bent) for part, bent in zip(parts, (False, True), strict=True)]
        for one in (None, known)
    )
    if None in (*without, *with_it):
        return []
    return [
        "How sure the knee is called in these raises, without the profile and with it (that they are called right"
        " here is no proof: they were learned from):",
        *(
            f"  {what}: {_share(a)} without, {_share(b)} with"
            for what, a, b in zip(("standing straight", "seated, bent"), without, with_it, strict=True)
        ),
    ]


def _place(samples: Samples, t_s: float) -> int:
    return sum(1 for one in samples.t_s.tolist() if one < t_s)


def _sureness(samples: Samples, known: Calibration | None, *, bent: bool) -> float | None:
    """Probability of the form those raises had; None where they are not found again."""
    tracker = Tracker(Setup(calibration=known))
    events = [event for part in samples.blocks(BLOCK) for event in tracker.update(part)]
    reps = [rep for record in Ledger([*events, *tracker.finish()]).sets for rep in record.reps]
    if not reps:
        return None
    p_bent = reps[-1].p_bent
    return p_bent if bent else 1.0 - p_bent


def _share(p: float | None) -> str:
    assert p is not None
    word = Form.UNCERTAIN.value if 0.35 < p < 0.65 else "sure" if p >= 0.65 else "wrong"
    return f"{100 * p:.0f} % ({word})"


def _raise_words(raises: Raises) -> str:
    return f"{raises.height_cm:.1f} cm, the shank turns back by {raises.backward_deg_cm:.1f} deg a cm"


def _lean_words(deg: float) -> str:
    return f"{abs(deg):.0f} deg {'forward' if deg >= 0.0 else 'back'}"


def _direction(known: Calibration) -> str:
    """The sensor axis nearest to forward, and how far it is off."""
    k = max(range(3), key=lambda i: abs(known.forward[i]))
    return f"along its {'+' if known.forward[k] > 0.0 else '-'}{_AXES[k]}"
