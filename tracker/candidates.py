"""What the tracker considered, put as those who ask why want it (explain.py)."""

from __future__ import annotations

from math import degrees, sqrt

from tracker.events import Repetition
from tracker.explain import Candidate, Verdict
from tracker.findings import Dropped
from tracker.measure import Shape


def taken(now: float, shape: Shape, verdict: Verdict, detail: str) -> Candidate:
    """One that was told, at `now`."""
    turned = degrees(sqrt(sum(c * c for c in shape.turn_rad)))
    up_s = shape.top_s - shape.start_s
    return Candidate(shape.start_s, shape.top_s, now, verdict, 100.0 * shape.height_m, turned, up_s, detail)


def left(now: float, finding: Dropped) -> Candidate:
    """One that was not."""
    return Candidate(
        finding.start_s,
        finding.top_s,
        now,
        finding.verdict,
        100.0 * finding.height_m,
        degrees(finding.turn_rad),
        finding.up_s,
        finding.detail,
    )


def withdrawn(now: float, rep: Repetition) -> Candidate:
    """One that was counted and does not stand, for it stayed alone."""
    turned = abs(rep.rotation_deg or 0.0)
    return Candidate(
        rep.start_s, rep.top_s, now, Verdict.ALONE, rep.height_cm, turned, rep.up_duration_s, "counted before"
    )
