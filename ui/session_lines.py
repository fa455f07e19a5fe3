"""Sessions of the logbook as plain lines, in the words of the plain mode. For people, screen readers and pipes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

from recordings.export.pains import of_set, pain_words
from recordings.logbook.listing import SessionRow, Sums
from recordings.logged import Account, LoggedSession, SessionPain
from tracker.events import CountCorrected, HoldEnded, Repetition, SetEnd
from tracker.ledger import Ledger, SetRecord, is_top_of
from tracker.setup import Legs
from ui.plain import hold_words, rep_words, set_words, total_words


def row_words(row: SessionRow) -> str:
    """A session in a line of the list."""
    forms = (("bent", row.bent), ("straight", row.straight), ("uncertain", row.uncertain))
    by_form = [f"{name} {number}" for name, number in forms if number]
    if row.corrected:
        by_form.append(f"{row.corrected:+d} by hand")
    parts = [
        f"{row.session_id}: {time_words(row.started_at)}",
        row.person or "no name",
        " and ".join(one.label for one in row.exercises) or "no exercise",
        _count_words(row.count) + (f" ({', '.join(by_form)})" if by_form else ""),
    ]
    if row.partials:
        parts.append(f"{row.partials} partial")
    if row.load_kg is not None:
        parts.append(f"{row.load_kg:g} kg")
    if not row.whole:
        parts.append("cut off")
    if row.simulated:
        parts.append("simulated")
    return ", ".join(parts)


def sums_words(sums: Sums) -> str:
    """What the real sessions come to; the simulated ones are only counted."""
    line = (
        f"Real sessions: {sums.sessions}; {_count_words(sums.count)}: bent {sums.bent},"
        f" straight {sums.straight}, uncertain {sums.uncertain}"
    )
    return line + (f"; simulated sessions, left out: {sums.simulated}" if sums.simulated else "")


def time_words(moment: datetime) -> str:
    """Local time with its offset, to the minute."""
    return moment.isoformat(sep=" ", timespec="minutes")


def session_lines(session: LoggedSession, end_reasons: Sequence[Sequence[SetEnd | None]]) -> list[str]:
    """One session: what is known of it, then each account, then where a later one differs from what was shown."""
    lines = _head(session)
    for number, (account, reasons) in enumerate(zip(session.accounts, end_reasons, strict=True)):
        if number:
            lines += [
                "",
                f"Analysed again by soleus {account.soleus_version}, {time_words(account.made_at)}:",
            ]
        lines += _account_lines(account.ledger, reasons, session.pains if account.shown else ())
    for later in session.accounts[1:]:
        lines += ["", *compared_lines(session.shown, later)]
    return lines


def compared_lines(shown: Account, later: Account) -> list[str]:
    """What was shown against what a later version makes of it, a line a set."""
    lines = [
        f"Shown by soleus {shown.soleus_version}, against soleus {later.soleus_version},"
        f" {time_words(later.made_at)}:"
    ]
    for then, now in zip_longest(shown.ledger.sets, later.ledger.sets):
        if now is None:
            lines.append(f"{_set_line(then)}: not any more")
        elif then is None:
            lines.append(f"{_set_line(now)}: only now")
        elif _told(then) == _told(now):
            lines.append(f"Set {then.index}: the same, {_count_words(then.count)}")
        else:
            lines.append(f"{_set_line(then)}; now {_set_line(now)}; {_same_words(then, now)}")
    return lines if len(lines) > 1 else [*lines, "No sets in either"]


def _head(session: LoggedSession) -> list[str]:
    header = session.header
    lines = [f"Session {session.session_id}: {time_words(header.started_at)}, {session.duration_s:.0f} s"]
    if header.simulated:
        lines.append("Simulated: this is the virtual athlete's.")
    if not session.whole:
        lines.append("Cut off: its last moments may be missing.")
    facts = {
        "Person": header.person,
        "Exercise": None if header.declared is None else f"{header.declared.label}, as declared",
        "Sensor": f"{header.sensor.name}" + ("" if header.side is None else f" on the {header.side} leg"),
        "Legs": None
        if header.legs is None
        else "both"
        if header.legs is Legs.BOTH
        else f"{header.legs} only",
        "Load": None if header.load_kg is None else f"{header.load_kg:g} kg",
        "Pain": pain_words(session) or None,
        "Shown by": f"soleus {session.shown.soleus_version}",
    }
    lines += [f"{name}: {value}" for name, value in facts.items() if value is not None]
    if session.recording is not None:
        gone = "" if session.recording.exists() else " (not there any more)"
        lines.append(f"Recording: {session.recording}{gone}")
    return lines


def _account_lines(
    ledger: Ledger, reasons: Sequence[SetEnd | None], pains: Sequence[SessionPain]
) -> list[str]:
    lines = []
    for record, reason in zip(ledger.sets, reasons, strict=True):
        lines += [f"Set {record.index}", *_inside(record, ledger), _set_line(record, reason)]
        lines += [f"     pain {score} of 10" for score in of_set(pains, ledger, record)]
    for gap in ledger.gaps:
        lines.append(
            f"Signal lost at {gap.start_s:.0f} s for {gap.end_s - gap.start_s:.1f} s, nothing guessed"
        )
    return [*lines, total_words(ledger)]


def _inside(record: SetRecord, ledger: Ledger) -> list[str]:
    """What happened in a set, in its order."""
    happened: list[tuple[float, Repetition | HoldEnded | CountCorrected]] = [
        (rep.end_s, rep) for rep in (*record.reps, *record.partials)
    ]
    happened += [
        (rep.end_s, hold)
        for rep in (*record.reps, *record.partials)
        for hold in ledger.holds
        if is_top_of(hold, rep)
    ]
    happened += [(one.t_s, one) for one in ledger.corrections if one.set_index == record.index]
    lines = []
    count = 0
    for _, one in sorted(happened, key=lambda pair: pair[0]):
        match one:
            case Repetition(partial=True):
                lines.append(f"  -  partial, {rep_words(one)}")
            case Repetition():
                count += 1
                lines.append(f"{count:3d}  {rep_words(one)}")
            case HoldEnded():
                lines.append(f"     {hold_words(one)}")
            case CountCorrected(undone_rep_id=None):
                count += one.delta
                lines.append(f"     corrected by hand {one.delta:+d}: {count}")
            case CountCorrected():
                lines.append(f"     last repetition taken back by hand: {count}")
    return lines


def _set_line(record: SetRecord, reason: SetEnd | None = None) -> str:
    """The set in the words of the plain mode; with what was corrected after it was over."""
    if record.summary is None:
        return f"Set {record.index}, cut off: {_count_words(record.count)}"
    stands = replace(
        record.summary,
        reps=len(record.reps),
        partials=len(record.partials),
        corrected=record.corrected,
    )
    return set_words(stands, "" if reason is None else reason.value)


def _told(record: SetRecord) -> tuple[str, list[str]]:
    """All that a person is told of a set."""
    return _set_line(record), [rep_words(rep) for rep in (*record.reps, *record.partials)]


def _same_words(then: SetRecord, now: SetRecord) -> str:
    """How much of it stayed; one more or less in between moves no other."""
    both = Counter(_told(then)[1]) & Counter(_told(now)[1])
    return f"the same in both: {_count_words(both.total())}"


def _count_words(count: int) -> str:
    return f"{count} {'repetition' if count == 1 else 'repetitions'}"
