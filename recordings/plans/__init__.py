"""Plans as files: those that come along, and any a therapist has written."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from recordings.reader import read_bytes
from tracker.errors import InputError, InputReason
from tracker.training.plan import Plan
from tracker.training.plan_text import parse_plan

BUILT_IN = ("alfredson", "heavy-slow-resistance", "soleus-starter", "desk")


def built_in_text(name: str) -> str:
    """The text of a plan that comes along."""
    return files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def plan_text(word: str) -> tuple[str, str]:
    """The text of a plan and where it stands: a name that comes along, or a file; InputError where it is neither."""
    if word in BUILT_IN:
        return built_in_text(word), f"{word}.toml"
    path = Path(word)
    if not path.suffix and not path.exists():
        raise InputError(
            InputReason.NO_SUCH_PLAN,
            f"{word} is no plan: name a file, or one of {', '.join(BUILT_IN)}",
        )
    try:
        return read_bytes(path).decode("utf-8-sig"), str(path)
    except UnicodeDecodeError as error:
        raise InputError(InputReason.NOT_TEXT, f"{path} is no text file in UTF-8") from error


def read_plan(word: str) -> Plan:
    """The plan itself."""
    return parse_plan(*plan_text(word))
