"""Whether the data folder can be written, found out by writing; nothing is left behind."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from ui.doctor.finding import Finding, Room, Verdict

OTHERS = "make it writable for you, or set SOLEUS_HOME to a folder that is"


def writing_finding(root: Path) -> Finding:
    """Whether it takes a file, tried."""
    folder = root
    try:
        if root.is_symlink() and not root.exists():
            return _finding(Verdict.BAD, f"{root} is a link that leads nowhere", OTHERS)
        for folder in (root, root / "recordings"):
            if folder.exists():
                _try_file(folder)
        if not root.exists():
            folder = there(root)
            _try_folder(folder)
            return _finding(Verdict.OK, "not there yet, can be made; the first session does")
    except OSError as error:
        return _finding(Verdict.BAD, f"cannot write in {folder}: {error.strerror or error}", OTHERS)
    return _finding(Verdict.OK, "can be written")


def there(root: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    for path in (root, *root.absolute().parents):
        if path.exists():
            return path
    raise FileNotFoundError(errno.ENOENT, f"no drive for {root}")


def _try_file(folder: Path) -> None:
    path = folder / _trial_name()
    with path.open("xb", buffering=0) as file:  # nothing left to be written when it is closed
        try:
            file.write(bytes(4096))
            os.fsync(file.fileno())
        finally:
            file.close()  # Windows removes no open file
            path.unlink()


def _try_folder(parent: Path) -> None:
    path = parent / _trial_name()
    path.mkdir(mode=0o700)
    path.rmdir()


def _trial_name() -> str:
    return f".soleus-doctor-{secrets.token_hex(4)}"


def _finding(verdict: Verdict, words: str, remedy: str | None = None) -> Finding:
    return Finding(Room.DATA, verdict, words, remedy)
