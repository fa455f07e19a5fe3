"""A logbook in a folder of its own, sessions to enter, and broken files to put in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import strategies as st

from drivers.source import SensorInfo
from recordings.entries import Entry
from recordings.events_json import KINDS
from recordings.header import Header
from recordings.logbook.book import FILE, Logbook
from tests.recordings.pieces import recorded, written
from tracker.errors import InputError
from tracker.events import Event, Repetition, SetSummary
from tracker.ledger import Ledger
from tracker.setup import Exercise, Legs, Side

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
AT_ONCE_S = 0.0
"""How long a test waits for another program: not at all."""


def book_in(root: Path) -> Logbook:
    """A logbook that waits for nobody, at a time that stands still."""
    return Logbook(root, busy_s=AT_ONCE_S, now=lambda: NOW)


def put(
    root: Path,
    name: str,
    entries: Sequence[Entry] | None = None,
    samples: int | None = None,
    age_s: float = 3600.0,
) -> Path:
    """A recording in the folder of recordings, last written to so long before NOW; the recorded session's if no
    entries are given."""
    folder = root / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(recorded().data if entries is None else written(entries, samples))
    os.utime(path, (NOW.timestamp() - age_s,) * 2)
    return path


def same(one: Ledger, other: Ledger) -> bool:
    """Whether two ledgers say the same, to the last bit: -0.0 is not 0.0."""
    return repr(_plain(one)) == repr(_plain(other))


def _plain(ledger: Ledger) -> list[object]:
    return [ledger.sets, ledger.holds, ledger.gaps, ledger.corrections, ledger.totals]


def refusal(act: Callable[[], object]) -> InputError:
    """The error it ends with."""
    with pytest.raises(InputError) as caught:
        act()
    assert "\n" not in caught.value.message
    return caught.value


def entered(root: Path) -> Logbook:
    """Open a logbook and close it again: it is there, and empty."""
    with book_in(root) as book:
        return book


@contextmanager
def raw(root: Path) -> Iterator[sqlite3.Connection]:
    """The file itself, past the logbook."""
    with closing(sqlite3.connect(root / FILE, timeout=0.0, isolation_level=None)) as connection:
        yield connection


finite = st.floats(allow_nan=False, allow_infinity=False)
whole = st.integers(-(2**63), 2**63 - 1)
share = st.floats(0.0, 1.0)


def _like(
    kind: type[Repetition] | type[SetSummary], **known: st.SearchStrategy[object]
) -> st.SearchStrategy[object]:
    by_type: dict[str, st.SearchStrategy[object]] = {
        "int": whole,
        "float": finite,
        "float | None": st.none() | finite,
    }
    given = {field.name: by_type[str(field.type)] for field in fields(kind) if str(field.type) in by_type}
    return st.builds(kind, **(given | known))


few = st.integers(1, 3)  # so that events speak of the same sets and repetitions
repetitions = _like(Repetition, rep_id=st.integers(1, 6), p_bent=share)
summaries = _like(
    SetSummary, index=few, p_bent=share, reps=st.integers(0, 2**63 - 1), partials=st.integers(0, 2**63 - 1)
)


def _events(kind: type[Event]) -> st.SearchStrategy[Event]:
    named = {field.name for field in fields(kind)}
    known: dict[str, st.SearchStrategy[object]] = {
        "set_index": few,
        "rep": repetitions,
        "summary": summaries,
        "delta": st.integers(-9, 9),
        "undone_rep_id": st.none() | st.integers(1, 6),
        "rep_id": whole,
    }
    floats: dict[str, st.SearchStrategy[object]] = {
        field.name: finite for field in fields(kind) if str(field.type) == "float"
    }
    chosen = floats | {name: strategy for name, strategy in known.items() if name in named}
    return st.builds(kind, **chosen)


events: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of([_events(kind) for kind in KINDS.values()]), max_size=25
)

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
texts = st.text(max_size=12)
settings = st.dictionaries(texts, st.integers(-(2**53), 2**53) | finite | texts, max_size=3)
sensors = st.builds(
    SensorInfo, texts, texts, texts, st.none() | texts, st.none() | st.integers(0, 100), settings
)
headers = st.builds(
    Header,
    sensors,
    st.datetimes(timezones=offsets),
    person=st.none() | texts,
    side=st.none() | st.sampled_from(Side),
    legs=st.none() | st.sampled_from(Legs),
    load_kg=st.none() | finite,
    declared=st.none() | st.sampled_from(Exercise),
    calibration=st.none() | st.dictionaries(texts, finite, max_size=3),
    simulated=st.booleans(),
    soleus_version=texts,
)
