"""Where recordings live: the system's place for a user's data, or `SOLEUS_HOME`, readable by its owner alone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tracker.errors import InputError, InputReason


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder; it need not exist yet. InputError where SOLEUS_HOME names nobody's home."""
    moved = environment.get("SOLEUS_HOME", "").strip()
    if moved:
        try:
            return Path(moved).expanduser()
        except RuntimeError as error:  # ~somebody who is not there
            raise InputError(InputReason.NOT_WRITABLE, f"SOLEUS_HOME={moved}: no such home") from error
    import platformdirs  # 12 ms to load, and only here

    return Path(platformdirs.user_data_dir("soleus", appauthor=False))


def recordings_folder(root: Path) -> Path:
    """The folder of recordings, made where it is missing; InputError where it cannot be."""
    folder = root / "recordings"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise InputError(
            InputReason.NOT_WRITABLE,
            f"cannot make the data folder {folder}: {error.strerror or error}; set SOLEUS_HOME to one that can be",
        ) from error
    return folder


def new_recording_path(folder: Path, started_at: datetime, label: str) -> Path:
    """A name not taken yet: local time and what was done, safe on every file system."""
    plain = re.sub(r"[^a-z0-9-]+", "-", label.lower()).strip("-")[:40] or "session"
    stem = f"{started_at:%Y-%m-%d_%H-%M-%S}_{plain}"
    path, number = folder / f"{stem}.jsonl", 2
    while path.exists():
        path, number = folder / f"{stem}_{number}.jsonl", number + 1
    return path
