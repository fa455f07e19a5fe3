"""A file is written whole or not at all, and never over another one unasked.

It is made beside its place under a name of its own, settled on the disk, and moved when it is complete. It is
readable by its owner alone: it tells of a person's body.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from tracker.errors import InputError, InputReason


def check_place(path: Path, *, force: bool) -> None:
    """InputError where a file cannot go there: it is a folder, in none, or there already."""
    try:
        if path.is_dir():
            raise InputError(InputReason.NOT_WRITABLE, f"{path} is a folder: name a file in it")
        if not path.parent.is_dir():
            raise InputError(InputReason.NOT_WRITABLE, f"{path.parent} is no folder: make it first")
        if path.exists() and not path.is_file():
            raise InputError(InputReason.NOT_WRITABLE, f"{path} is no file that can be replaced")
        if not force and (path.exists() or path.is_symlink()):
            raise _exists(path)
    except (OSError, ValueError, RuntimeError) as error:
        raise _not_writable(path, error) from error


def write_whole(path: Path, data: bytes, *, force: bool) -> None:
    """Write it; InputError, and no file, where that fails."""
    check_place(path, force=force)
    try:
        place = path.resolve()  # a link stays one: what it leads to is replaced
        descriptor, name = tempfile.mkstemp(prefix=".soleus-", suffix=".part", dir=place.parent)
        made = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _move(made, place, force=force)
        finally:
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _exists(path) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise _not_writable(path, error) from error
    _settle(place.parent)


def _move(made: Path, place: Path, *, force: bool) -> None:
    """To its place; FileExistsError where one came there meanwhile, as far as the system can tell."""
    if force:
        made.replace(place)
        return
    try:
        place.hardlink_to(made)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a disk without links
        if place.exists():
            raise FileExistsError(str(place)) from None
        made.replace(place)


def _settle(folder: Path) -> None:
    """The new name too, where the system lets a folder be opened (Windows does not, nor needs it)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _exists(path: Path) -> InputError:
    return InputError(InputReason.EXISTS, f"{path} is there already: name another file, or add --force")


def _not_writable(path: Path, error: Exception) -> InputError:
    return InputError(
        InputReason.NOT_WRITABLE, f"cannot write {path}: {getattr(error, 'strerror', None) or error}"
    )
