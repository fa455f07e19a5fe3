"""A session as a table for a spreadsheet: one row a repetition, and one a correction by hand.

docs/export.md says what each column holds. A change of what a column means makes another schema; new columns go to
the end and do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recordings.export import cells
from recordings.export.happened import Happening, held_s, in_order
from recordings.export.moments import moment
from recordings.export.pains import of_set, worst
from recordings.logged import Account, LoggedSession
from tracker.events import Repetition
from tracker.ledger import SetRecord
from tracker.setup import Exercise
from tracker.training.pain import When

SCHEMA = "soleus.reps/1"

COLUMNS = (
    *("schema", "session", "person", "simulated", "session_started_at", "session_whole"),
    *("account", "soleus_version", "account_made_at"),
    *("set", "row", "counts_as_reps", "rep", "started_at", "sensor_clock_s"),
    *("exercise", "declared", "side", "legs", "load_kg", "sensor"),
    *("form", "p_bent", "height_cm", "height_error_cm", "rotation_deg"),
    *("up_duration_s", "top_duration_s", "down_duration_s", "held_s"),
    *("pain_of_set", "pain_during", "pain_after", "pain_next_morning"),
)
_OF_A_REP = COLUMNS[COLUMNS.index("form") : COLUMNS.index("pain_of_set")]


def reps_csv(session: LoggedSession, first_s: float | None) -> str:
    """The file's text. `first_s`: the sensor's clock at the first sample, None where times of day are unknown."""
    rows = [
        _Row(session, account, record, first_s).cells(one)
        for account in session.accounts
        for record in account.ledger.sets
        for one in in_order(record, account.ledger)
    ]
    return cells.table(COLUMNS, [[row.get(name, "") for name in COLUMNS] for row in rows])


@dataclass(frozen=True, slots=True)
class _Row:
    """What the rows of one set have in common."""

    session: LoggedSession
    account: Account
    record: SetRecord
    first_s: float | None
    common: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "common", _of_session(self.session) | _of_account(self.account))

    def cells(self, one: Happening) -> dict[str, str]:
        """A row by the names of its columns."""
        begun_s = one.start_s if isinstance(one, Repetition) else one.t_s
        return {
            **self.common,
            **_of_set(self.record, self.session.header.declared),
            "pain_of_set": _pain(
                next(reversed(of_set(self.session.pains, self.account.ledger, self.record)), None)
            ),
            "started_at": cells.moment(moment(self.session, self.first_s, begun_s)),
            "sensor_clock_s": cells.number(begun_s, 3),
            **self._own(one),
        }

    def _own(self, one: Happening) -> dict[str, str]:
        if not isinstance(one, Repetition):
            undone = (
                one.undone_rep_id is not None
            )  # the repetition is gone from the table: nothing to take off
            return {
                "row": cells.text("undo-by-hand" if undone else "correction-by-hand"),
                "counts_as_reps": cells.whole(0 if undone else one.delta),
            }
        figures = (
            cells.text(one.form),
            cells.number(one.p_bent, 3),
            cells.number(one.height_cm, 2),
            cells.number(one.height_error_cm, 2),
            cells.number(one.rotation_deg, 1),
            cells.number(one.up_duration_s, 3),
            cells.number(one.top_duration_s, 3),
            cells.number(one.down_duration_s, 3),
            cells.number(held_s(one, self.account.ledger.holds), 3),
        )
        return {
            "row": cells.text("partial" if one.partial else "rep"),
            "counts_as_reps": cells.whole(0 if one.partial else 1),
            "rep": cells.whole(one.index),
            **dict(zip(_OF_A_REP, figures, strict=True)),
        }


def _of_session(session: LoggedSession) -> dict[str, str]:
    header = session.header
    return {
        "schema": cells.text(SCHEMA),
        "session": cells.whole(session.session_id),
        "person": cells.text(header.person),
        "simulated": cells.text("yes" if header.simulated else "no"),
        "session_started_at": cells.moment(header.started_at),
        "session_whole": cells.text("yes" if session.whole else "no"),
        "side": cells.text(header.side),
        "legs": cells.text(header.legs),
        "load_kg": cells.number(header.load_kg, 2),
        "sensor": cells.text(header.sensor.name),
        "pain_during": _pain(worst(session, When.DURING)),
        "pain_after": _pain(worst(session, When.AFTER)),
        "pain_next_morning": _pain(worst(session, When.MORNING)),
    }


def _pain(score: int | None) -> str:
    return "" if score is None else cells.whole(score)


def _of_account(account: Account) -> dict[str, str]:
    return {
        "account": cells.text("shown" if account.shown else "reanalysis"),
        "soleus_version": cells.text(account.soleus_version),
        "account_made_at": cells.moment(account.made_at),
    }


def _of_set(record: SetRecord, declared: Exercise | None) -> dict[str, str]:
    summary = record.summary
    return {
        "set": cells.whole(record.index),
        "exercise": cells.text(None if summary is None else summary.exercise),
        "declared": cells.text(declared if summary is None else summary.declared),
    }
