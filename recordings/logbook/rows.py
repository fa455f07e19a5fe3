"""The tracker's dataclasses as rows and back: a column a field, of its declared type, floats to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from enum import StrEnum
from math import isfinite
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Cell = str | int | float | None
Kind = TypeVar("Kind")

RENAMED = {"index": "number", "set_index": "set_number"}
"""Columns that go by another name than their field: `index` is a word of SQL."""


def columns(kind: type[Any]) -> list[str]:
    """The names of its columns, in the order of its fields."""
    return [RENAMED.get(field.name, field.name) for field in fields(kind)]


def cells(value: Any) -> list[Cell]:  # noqa: ANN401 - any dataclass
    """Its row; ValueError where it holds a number that is none, which SQLite would turn into NULL."""
    return [cell(getattr(value, field.name)) for field in fields(value)]


def cell(value: object) -> Cell:
    """One value as SQLite takes it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("finite number expected")
    assert value is None or isinstance(value, (str, int, float))
    return value


def built(kind: type[Kind], row: Sequence[Any]) -> Kind:
    """The dataclass again; ValueError where the row is of other types than it declares."""
    return kind(*(_value(declared, one) for declared, one in zip(_types(kind), row, strict=True)))


_known: dict[type[Any], list[tuple[Any, bool]]] = {}


def _types(kind: type[Any]) -> list[tuple[Any, bool]]:
    """Of each field: its type, and whether it may be unknown."""
    if kind not in _known:
        _known[kind] = _looked_up(kind)
    return _known[kind]


def _looked_up(kind: type[Any]) -> list[tuple[Any, bool]]:
    hints = get_type_hints(kind)
    found = []
    for field in fields(kind):
        declared = hints[field.name]
        optional = get_origin(declared) is UnionType
        if optional:
            (declared,) = (one for one in get_args(declared) if one is not type(None))
        found.append((declared, optional))
    return found


def _value(declared: tuple[Any, bool], value: object) -> Any:  # noqa: ANN401 - what was declared
    kind, optional = declared
    if value is None and optional:
        return None
    if issubclass(kind, StrEnum):
        return kind(value)
    if kind is bool and value in (0, 1):
        return bool(value)
    if type(value) is not kind:
        raise ValueError(f"{kind.__name__} expected")
    return value
