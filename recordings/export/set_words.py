"""The figures of a set in words."""

from __future__ import annotations

from datetime import datetime

from recordings.export.figures import Figures
from recordings.export.words import GLYPH, UNKNOWN, figure, form_words
from recordings.logged import Account
from tracker.setup import Form


def account_words(account: Account) -> str:
    """Whose figures these are."""
    if account.shown:
        return f"As shown on the screen, soleus {account.soleus_version}"
    return f"Re-analysed {account.made_at:%Y-%m-%d} by soleus {account.soleus_version}"


def forms_words(one: Figures) -> str:
    """As in "◆ bent 14, ▮ straight 1, ? uncertain 0"."""
    return ", ".join(f"{GLYPH[form]} {form.value} {one.by_form[form]}" for form in Form)


def loss_words(loss_pct: float | None) -> str:
    """As in "8 %": how much lower the last three repetitions are than the first three."""
    if loss_pct is None:
        return UNKNOWN
    return figure(loss_pct, 0, "%") if loss_pct >= 0.0 else f"none, {figure(-loss_pct, 0, '%')} higher"


def tempo_words(one: Figures) -> str:
    """As in "1.2 / 0.4 / 2.1 s"."""
    return UNKNOWN if one.tempo_s is None else " / ".join(figure(s, 1) for s in one.tempo_s) + " s"


def by_hand_words(one: Figures) -> str:
    """As in "+2, 1 undone": what was done by hand to the count, and whether repetitions were taken back."""
    said = [f"{one.corrected:+d}"] if one.corrections else []
    said += [f"{one.undone} undone"] if one.undone else []
    return ", ".join(said) or UNKNOWN


def clock_words(at: datetime | None) -> str:
    """Time of day to the second."""
    return UNKNOWN if at is None else f"{at:%H:%M:%S}"


def called_words(one: Figures) -> str:
    """The form the set was called, and how many repetitions were called as declared."""
    said = [] if one.summary is None else [form_words(one.summary.form, one.summary.p_bent)]
    if one.expected is not None:
        of = [f"{one.by_form[one.expected]} of {sum(one.by_form.values())} as declared"]
        of += [
            f"{one.by_form[form]} {form.value}"
            for form in Form
            if form is not one.expected and one.by_form[form]
        ]
        said.append(", ".join(of))
    return "; ".join(said) or UNKNOWN


def seen_words(one: Figures) -> str:
    """As in "seated-like 92 %, taken for: Seated soleus raise"."""
    summary = one.summary
    if summary is None or summary.exercise_group is None:
        return UNKNOWN
    name = "" if summary.exercise is None else f", taken for: {summary.exercise.label}"
    sure = summary.exercise_confidence
    return f"{summary.exercise_group}" + ("" if sure is None else f" {figure(100.0 * sure, 0, '%')}") + name
