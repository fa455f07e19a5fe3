"""Several programs at one logbook, each a real process: everything is entered, nothing twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.recordings.logbook.pieces import book_in, put

ROOT = Path(__file__).parents[3]
DEADLINE_S = 60.0
EACH = 15

ENTER = """
import sys
from pathlib import Path
from recordings.logbook.book import Logbook
from tests.recordings.pieces import HEADER, recorded

root, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
events = recorded().events
print("ready", flush=True)
sys.stdin.readline()
for k in range(number):
    with Logbook(root, busy_s=30.0) as book:
        book.add(HEADER, root / "recordings" / f"{name}_{k}.jsonl", events, 1.0, True)
"""
BRING_IN = """
import sys
from pathlib import Path
from recordings.logbook.book import Logbook
from recordings.logbook.recovery import recover

root = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
with Logbook(root, busy_s=30.0) as book:
    recover(book, root / "recordings")
"""


def all_at_once(script: str, *arguments: tuple[str, ...]) -> list[str]:
    """Start a process for each, let them go together; what they said on stderr."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for words in arguments
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=DEADLINE_S)[1] for process in processes]


def test_programs_that_make_the_logbook_together_enter_everything(tmp_path: Path) -> None:
    names = ("a", "b", "c")
    assert all_at_once(ENTER, *((str(tmp_path), name, str(EACH)) for name in names)) == [""] * len(names)
    with book_in(tmp_path) as book:
        entered = [row.recording for row in book.sessions()]
    assert len(entered) == len(set(entered)) == EACH * len(names)


def test_programs_that_bring_in_the_same_recordings_enter_each_once(tmp_path: Path) -> None:
    for k in range(EACH):
        put(tmp_path, f"{k}.jsonl")
    assert all_at_once(BRING_IN, (str(tmp_path),), (str(tmp_path),)) == ["", ""]
    with book_in(tmp_path) as book:
        entered = [row.recording for row in book.sessions()]
    assert len(entered) == len(set(entered)) == EACH
