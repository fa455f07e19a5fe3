"""One table of a plan file, asked key by key: what is wrong comes with its line and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, NoReturn

from tracker.errors import InputError, InputReason
from tracker.training.plan_lines import Path, line_of


class PlanTable:
    """A table at `path`. It and every question to it may end in InputError. A key that is not in `keys` is a slip of
    the pen, and would be ignored in silence: it is refused."""

    def __init__(
        self,
        values: Mapping[str, Any],
        path: Path,
        lines: Mapping[Path, int],
        where: str,
        what: str,
        keys: Sequence[str],
    ) -> None:
        self._values = values
        self._path = path
        self._lines = lines
        self._where = where
        self._what = what
        for key in values:
            if key not in keys:
                self.complain(key, f'"{key[:40]}" means nothing in {what}; allowed are {", ".join(keys)}')

    def has(self, key: str) -> bool:
        """Whether it is given."""
        return key in self._values

    def words(self, key: str, default: str | None = None, most: int = 400) -> str:
        """Text; without a default it has to be there."""
        if not self.has(key):
            return self._default(key, default)
        value = self._values[key]
        if not isinstance(value, str) or not value.strip() or len(value) > most:
            self.wrong(key, f'text in quotes, up to {most} characters, as in {key} = "..."')
        return " ".join(value.split())

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of these words."""
        if not self.has(key):
            return self._default(key, default)
        value = self._values[key]
        if not isinstance(value, str) or value not in allowed:
            self.wrong(key, f"one of {', '.join(allowed)}")
        return value

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number."""
        if not self.has(key) and default is not None:
            return default
        value = self._values.get(key)
        if type(value) is not int or not low <= value <= high:
            self.wrong(key, f"a whole number from {low} to {high}")
        return value

    def number(self, key: str, low: float, high: float) -> float | None:
        """A number, None where it is not given."""
        if not self.has(key):
            return None
        value = self._values[key]
        if type(value) not in (int, float) or not isfinite(value) or not low <= value <= high:
            self.wrong(key, f"a number from {low:g} to {high:g}")
        return float(value)

    def raw(self, key: str) -> Any:  # noqa: ANN401 - whatever TOML holds
        """The value as it is, None where it is not given."""
        return self._values[key] if self.has(key) else None

    def tables(self, key: str, what: str, keys: Sequence[str]) -> list[PlanTable]:
        """An array of tables."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, f"tables, each under a line [[{'.'.join(map(str, (*self._named(), key)))}]]")
        return [
            PlanTable(one, (*self._path, key, place), self._lines, self._where, what, keys)
            for place, one in enumerate(value)
        ]

    def table(self, key: str, what: str, keys: Sequence[str]) -> PlanTable | None:
        """A table, None where it is not given."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"a table under a line [{key}]")
        return PlanTable(value, (*self._path, key), self._lines, self._where, what, keys)

    def wrong(self, key: str, allowed: str) -> NoReturn:
        """The value of that key is none."""
        if key not in self._values:
            self.complain(key, f"{self._what} needs {key}: {allowed}")
        shown = repr(self._values[key])
        shown = shown if len(shown) <= 40 else shown[:37] + "..."
        self.complain(key, f"{key} cannot be {shown}; allowed is {allowed}")

    def complain(self, key: str, words: str) -> NoReturn:
        """With the line of that key."""
        line = line_of(self._lines, (*self._path, key))
        raise InputError(InputReason.WRONG_PLAN, f"{self._where}, line {line}: {words}")

    def _default(self, key: str, default: str | None) -> str:
        if default is None:
            self.complain(key, f'{self._what} needs {key}, as in {key} = "..."')
        return default

    def _named(self) -> list[str]:
        return [one for one in self._path if isinstance(one, str)]
