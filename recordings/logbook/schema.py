"""The tables of the logbook, as the list of steps that lead from an empty file to the present form.

A step is never changed once it was published: the next form is one more step. `user_version` holds how many were
taken. Numbers with a fraction stand in columns without a type, for SQLite stores -0.0 as 0.0 in a REAL one; the
checks see to it that they are of type real all the same. NaN would be stored as NULL, and is refused before.

What is derived (counts, sums, time under tension) is not stored twice: a set's summary is stored because it was
shown, and may differ from what stands (a correction after the set was over).
"""

from __future__ import annotations

_SESSIONS = """
CREATE TABLE persons (
    person_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE sessions (
    session_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a deleted session's number is never given again
    started_at TEXT NOT NULL,  -- ISO 8601 with UTC offset
    duration_s NOT NULL CHECK (typeof(duration_s) = 'real' AND duration_s >= 0),
    recording TEXT UNIQUE CHECK (recording <> ''),  -- relative to the data folder where it lies in it
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    person_id INTEGER REFERENCES persons,
    side TEXT CHECK (side IN ('left', 'right')),
    legs TEXT CHECK (legs IN ('left', 'right', 'both')),
    load_kg CHECK (typeof(load_kg) IN ('real', 'null')),
    declared TEXT,
    calibration TEXT,  -- JSON object
    soleus_version TEXT NOT NULL,  -- the one that wrote the recording
    sensor_family TEXT NOT NULL,
    sensor_name TEXT NOT NULL,
    sensor_address TEXT NOT NULL,
    sensor_firmware TEXT,
    sensor_battery_pct INTEGER,
    sensor_settings TEXT NOT NULL  -- JSON object
);
CREATE INDEX sessions_of_person ON sessions (person_id);
CREATE TABLE accounts (
    account_id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    soleus_version TEXT NOT NULL,  -- the one that told it
    made_at TEXT NOT NULL,
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    UNIQUE (session_id, soleus_version, shown)
);
CREATE UNIQUE INDEX one_shown_account ON accounts (session_id) WHERE shown;
"""

_WHAT_WAS_TOLD = """
CREATE TABLE sets (
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start_s NOT NULL CHECK (typeof(start_s) = 'real'),
    corrected INTEGER NOT NULL,
    end_s CHECK (typeof(end_s) IN ('real', 'null')),  -- NULL, like all that follows, in a set that was cut off
    end_reason TEXT,
    summary_start_s CHECK (typeof(summary_start_s) IN ('real', 'null')),
    summary_corrected INTEGER,
    exercise TEXT,
    exercise_group TEXT,
    exercise_confidence CHECK (typeof(exercise_confidence) IN ('real', 'null')),
    declared TEXT,
    form TEXT CHECK (form IN ('bent', 'straight', 'uncertain')),
    p_bent CHECK (typeof(p_bent) IN ('real', 'null') AND p_bent BETWEEN 0 AND 1),
    knee_flexion_deg CHECK (typeof(knee_flexion_deg) IN ('real', 'null')),
    reps INTEGER CHECK (reps >= 0),
    partials INTEGER CHECK (partials >= 0),
    best_height_cm CHECK (typeof(best_height_cm) IN ('real', 'null')),
    mean_height_cm CHECK (typeof(mean_height_cm) IN ('real', 'null')),
    height_loss_pct CHECK (typeof(height_loss_pct) IN ('real', 'null')),
    cadence_per_min CHECK (typeof(cadence_per_min) IN ('real', 'null')),
    PRIMARY KEY (account_id, place),
    CHECK ((end_s IS NULL) = (end_reason IS NULL)),
    CHECK ((end_s IS NULL) = (summary_start_s IS NULL)),
    CHECK ((end_s IS NULL) = (summary_corrected IS NULL)),
    CHECK ((end_s IS NULL) = (form IS NULL)),
    CHECK ((end_s IS NULL) = (p_bent IS NULL)),
    CHECK ((end_s IS NULL) = (reps IS NULL)),
    CHECK ((end_s IS NULL) = (partials IS NULL))
);
CREATE TABLE reps (
    account_id INTEGER NOT NULL,
    set_place INTEGER NOT NULL,
    rep_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
    start_s NOT NULL CHECK (typeof(start_s) = 'real'),
    top_s NOT NULL CHECK (typeof(top_s) = 'real'),
    peak_s NOT NULL CHECK (typeof(peak_s) = 'real'),
    end_s NOT NULL CHECK (typeof(end_s) = 'real'),
    up_duration_s NOT NULL CHECK (typeof(up_duration_s) = 'real'),
    top_duration_s NOT NULL CHECK (typeof(top_duration_s) = 'real'),
    down_duration_s NOT NULL CHECK (typeof(down_duration_s) = 'real'),
    height_cm NOT NULL CHECK (typeof(height_cm) = 'real'),
    height_error_cm CHECK (typeof(height_error_cm) IN ('real', 'null')),
    rotation_deg CHECK (typeof(rotation_deg) IN ('real', 'null')),
    form TEXT NOT NULL CHECK (form IN ('bent', 'straight', 'uncertain')),
    p_bent NOT NULL CHECK (typeof(p_bent) = 'real' AND p_bent BETWEEN 0 AND 1),
    knee_flexion_deg CHECK (typeof(knee_flexion_deg) IN ('real', 'null')),
    ticked_s CHECK (typeof(ticked_s) IN ('real', 'null')),
    counted_s CHECK (typeof(counted_s) IN ('real', 'null')),
    PRIMARY KEY (account_id, set_place, rep_id),
    FOREIGN KEY (account_id, set_place) REFERENCES sets ON DELETE CASCADE
);
CREATE TABLE holds (
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    place INTEGER NOT NULL,
    t_s NOT NULL CHECK (typeof(t_s) = 'real'),
    start_s NOT NULL CHECK (typeof(start_s) = 'real'),
    end_s NOT NULL CHECK (typeof(end_s) = 'real'),
    form TEXT NOT NULL CHECK (form IN ('bent', 'straight', 'uncertain')),
    height_cm NOT NULL CHECK (typeof(height_cm) = 'real'),
    PRIMARY KEY (account_id, place)
);
CREATE TABLE gaps (
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    place INTEGER NOT NULL,
    t_s NOT NULL CHECK (typeof(t_s) = 'real'),
    start_s NOT NULL CHECK (typeof(start_s) = 'real'),
    end_s NOT NULL CHECK (typeof(end_s) = 'real'),
    PRIMARY KEY (account_id, place)
);
CREATE TABLE corrections (
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    place INTEGER NOT NULL,
    t_s NOT NULL CHECK (typeof(t_s) = 'real'),
    set_number INTEGER NOT NULL,
    delta INTEGER NOT NULL,
    undone_rep_id INTEGER,
    PRIMARY KEY (account_id, place)
);
"""

_TRAINING = """
CREATE TABLE pains (
    pain_id INTEGER PRIMARY KEY,
    session_id INTEGER REFERENCES sessions ON DELETE CASCADE,  -- NULL where it was told of a day
    person TEXT,
    day TEXT NOT NULL,  -- the training day it speaks of, ISO 8601; also for the morning after it
    moment TEXT NOT NULL CHECK (moment IN ('during', 'after', 'next-morning')),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
    noted_at TEXT NOT NULL,  -- ISO 8601 with UTC offset
    t_s CHECK (typeof(t_s) IN ('real', 'null'))  -- on the sensor's clock where the recording holds it
);
CREATE INDEX pains_of_session ON pains (session_id);
CREATE TABLE timed (
    timed_id INTEGER PRIMARY KEY,
    person TEXT,
    started_at TEXT NOT NULL,  -- ISO 8601 with UTC offset
    exercise TEXT NOT NULL,
    duration_s NOT NULL CHECK (typeof(duration_s) = 'real' AND duration_s > 0),
    legs TEXT CHECK (legs IN ('left', 'right', 'both'))
);
CREATE TABLE plan_runs (
    run_id INTEGER PRIMARY KEY,
    person TEXT,
    name TEXT NOT NULL,
    started_on TEXT NOT NULL,  -- ISO 8601
    stopped_on TEXT  -- the first day it no longer ran
);
CREATE TABLE plan_wordings (
    run_id INTEGER NOT NULL REFERENCES plan_runs ON DELETE CASCADE,
    from_day TEXT NOT NULL,
    origin TEXT NOT NULL,  -- the file it was read from, or the name it comes along under
    wording TEXT NOT NULL,  -- the file's text
    PRIMARY KEY (run_id, from_day)
);
"""

_TAKEN_TESTS = """
CREATE TABLE taken_tests (
    test_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a deleted test's number is never given again
    session_id INTEGER REFERENCES sessions ON DELETE SET NULL,  -- where the logbook has the session
    recording TEXT,  -- what it was read from, NULL where none was kept
    person TEXT,
    taken_at TEXT NOT NULL,  -- ISO 8601 with UTC offset
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    soleus_version TEXT NOT NULL,
    slug TEXT NOT NULL,
    knee TEXT NOT NULL CHECK (knee IN ('straight', 'bent')),
    protocol TEXT NOT NULL,  -- only equal ones compare
    title TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('left', 'right')),
    legs TEXT NOT NULL CHECK (legs IN ('left', 'right', 'both')),
    ended_by TEXT NOT NULL,
    ended_s NOT NULL CHECK (typeof(ended_s) = 'real'),
    reps INTEGER NOT NULL CHECK (reps >= 0),
    heights_cm TEXT NOT NULL,  -- JSON array, one a counted repetition
    bent INTEGER NOT NULL,
    straight INTEGER NOT NULL,
    uncertain INTEGER NOT NULL,
    faults TEXT NOT NULL,  -- JSON array, one a faulty beat
    prompts INTEGER NOT NULL,
    cadence_per_min CHECK (typeof(cadence_per_min) IN ('real', 'null')),
    beats_kept_share CHECK (typeof(beats_kept_share) IN ('real', 'null')),
    mass_kg CHECK (typeof(mass_kg) IN ('real', 'null')),
    load_kg CHECK (typeof(load_kg) IN ('real', 'null'))
);
CREATE INDEX taken_tests_of_session ON taken_tests (session_id);
"""

_TILT = """
ALTER TABLE reps ADD COLUMN tilt_deg CHECK (typeof(tilt_deg) IN ('real', 'null'));
"""

_HELD = """
ALTER TABLE holds ADD COLUMN kept_pct CHECK (typeof(kept_pct) IN ('real', 'null'));
ALTER TABLE holds ADD COLUMN tremble_deg CHECK (typeof(tremble_deg) IN ('real', 'null'));
"""

MIGRATIONS: tuple[str, ...] = (_SESSIONS + _WHAT_WAS_TOLD, _TRAINING, _TAKEN_TESTS, _TILT, _HELD)
"""From nothing to version 1, from 1 to 2, and so on."""
