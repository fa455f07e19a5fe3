"""docs/faults.md, made by running the faults: `uv run python -m tests.air.table`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.air.faults import DEVICE_FAULTS, Fault
from tests.air.sessions import Kept
from tests.air.three_sets import SETS

DOCS = Path(__file__).parents[2] / "docs" / "faults.md"
SEEN = re.compile(r"Sensor: .*battery [0-9]?[0-9] %|Link \w+: |soleus: | +signal lost ")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
HEAD = """# Faults, and what the user sees of them

Each of these is a test: a simulated athlete does {reps} repetitions in three sets, a simulated sensor sends them, something
goes wrong, and everything behind the radio is the real thing. The faults of the system pass through bleak's own Linux
backend and a D-Bus of the test's own; the others through a backend of ours. In every one the recording is whole and
replays to what was said live, and outside the gaps every repetition is counted and nothing else; where more than
half of all samples are missing, that cannot be held.

Three of ten notifications lost at random is more than a link in use should see. Where one holds many samples (Movesense,
Polar, WitMotion, long lines of a home-built sensor), repetitions are missed then, and now and then a movement in standing
is taken for one: believe the warning.

The lines are those of the plain mode; the screen shows the same words. This table is made by
`uv run python -m tests.air.table`.

| what happens | what the user sees | counted |
|---|---|---|
"""


def seen(kept: Kept) -> list[str]:
    """What was said of the fault; a line that differs from another by its numbers alone is said once."""
    first: dict[str, str] = {}
    for line in kept.lines:
        if SEEN.match(line):
            first.setdefault(without_numbers(line), line.strip())
    return list(first.values())


def without_numbers(line: str) -> str:
    """The words alone: seconds differ from run to run."""
    return NUMBER.sub("N", line.strip())


def row(fault: Fault, kept: Kept) -> str:
    """A line of the table."""
    words = "<br>".join(line.replace("|", "\\|") for line in seen(kept)) or "nothing: all is counted"
    counted = f"{kept.counted} of {sum(SETS)}" if fault.starts else "no session"
    return f"| {fault.what} | {words} | {counted} |"


def made(folder: Path) -> str:
    """The whole document."""
    from tests.air.system_faults import SYSTEM_FAULTS  # on Linux only

    faults = {**SYSTEM_FAULTS, **DEVICE_FAULTS}
    rows = [row(fault, fault.run(folder / f"{name}.jsonl")) for name, fault in faults.items()]
    return HEAD.format(reps=sum(SETS)) + "\n".join(rows) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        DOCS.write_text(made(Path(folder)), encoding="utf-8")
