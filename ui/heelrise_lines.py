"""A test in plain lines: what is asked, and what the referee says."""

from __future__ import annotations

from tracker.training.heelrise.ending import Ended, Prompt
from tracker.training.heelrise.protocol import HEEL_RISE, Knee, Protocol

UNSEEN = "Fingertips only for balance: support and trunk are for whoever stands beside, no sensor sees them."


def asked_lines(protocol: Protocol) -> list[str]:
    """What to do."""
    if protocol.slug != HEEL_RISE:
        return [
            f"{protocol.title}: sit with knee and ankle at right angles, no weight on the knee, and raise the heel as"
            " often as you can. The minute begins with your first rise."
        ]
    knee = "straight" if protocol.knee is Knee.STRAIGHT else "bent, and kept so"
    return [
        f"{protocol.title}: stand on one leg, knee {knee}; up on one beat, down on the next,"
        f" {protocol.cadence_per_min:g} rises a minute, as high as you can, until you cannot.",
        f"It ends after {protocol.prompts} prompts in a row that nothing follows: no rise, pace lost, less than"
        f" {protocol.least_share:.0%} of your first three heights, knee moved. {UNSEEN}",
    ]


def said_words(said: Prompt | Ended) -> str:
    """A prompt or the end."""
    if isinstance(said, Prompt):
        return f"Prompt {said.unanswered + 1}, {said.fault.value}: {said.fault.prompt}"
    return f"Test over at {said.t_s:.1f} s: {said.by.value}."
