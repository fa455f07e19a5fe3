"""Events and controls as plain JSON values and back: floats to the last digit, every field of its declared type.

The dataclasses of the tracker are the schema: what they declare is what is read, nothing is coerced, so bytes
that were damaged on the disk become a ValueError here and not a surprise later.
"""

from __future__ import annotations

from dataclasses import MISSING, asdict, fields, is_dataclass
from enum import StrEnum
from math import isfinite
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tracker import events
from tracker.controls import Control
from tracker.events import Event

KINDS: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in vars(events).values()
    if isinstance(cls, type) and issubclass(cls, Event) and cls is not Event
}
"""Every event by the name it has in a recording."""


def event_to_dict(event: Event) -> dict[str, Any]:
    """Plain values: enums are their text, a repetition or a summary is an object of its own."""
    return {"kind": event.kind, **asdict(event)}


def event_from_dict(data: dict[str, Any]) -> Event:
    """The event again; ValueError where the values are none."""
    values = dict(data)
    kind = values.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError("no kind of event")
    event: Event = _build(KINDS[kind], values)
    return event


def control_to_dict(control: Control) -> dict[str, Any]:
    """Plain values."""
    return asdict(control)


def control_from_dict(data: dict[str, Any]) -> Control:
    """The control again; ValueError where the values are none."""
    control: Control = _build(Control, data)
    return control


_shapes: dict[type[Any], dict[str, tuple[Any, bool]]] = {}


def _shape(cls: type[Any]) -> dict[str, tuple[Any, bool]]:
    """Fields of a dataclass: declared type, and whether it can be left out."""
    if cls not in _shapes:
        hints = get_type_hints(cls)
        _shapes[cls] = {
            field.name: (hints[field.name], field.default is not MISSING) for field in fields(cls)
        }
    return _shapes[cls]


def _build(cls: type[Any], data: object) -> Any:  # noqa: ANN401 - an instance of cls
    if not isinstance(data, dict):
        raise ValueError(f"{cls.__name__} is no object")
    shape = _shape(cls)
    unknown = data.keys() - shape.keys()
    if unknown:
        raise ValueError(f"{cls.__name__} has no field of that name")
    values = {}
    for name, (declared, optional) in shape.items():
        if name in data:
            values[name] = _value(declared, data[name])
        elif not optional:
            raise ValueError(f"{cls.__name__} without {name}")
    return cls(**values)


def _value(declared: Any, value: object) -> Any:  # noqa: ANN401 - what was declared
    if get_origin(declared) is UnionType:
        if value is None:
            return None
        (declared,) = (one for one in get_args(declared) if one is not type(None))
    if is_dataclass(declared):
        assert isinstance(declared, type)
        return _build(declared, value)
    if isinstance(declared, type) and issubclass(declared, StrEnum):
        return declared(str(value))  # ValueError where it is none of them
    if declared is float:
        return number(value)
    if type(value) is not declared:  # exact: true is no 1
        raise ValueError(f"{declared.__name__} expected")
    return value


def number(value: object) -> float:
    """A finite number as a float; ValueError for anything else."""
    if type(value) is int and abs(value) <= 2**53:  # beyond, a float would be another number
        return float(value)
    if type(value) is not float or not isfinite(value):
        raise ValueError("finite number expected")
    return value
