"""Events and controls as JSON and back, floats to the last digit."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from tracker import events
from tracker.controls import Control, ControlKind
from tracker.events import Event, Repetition, SetEnd, SetSummary
from tracker.setup import Exercise, Form, Group

KINDS: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in vars(events).values()
    if isinstance(cls, type) and issubclass(cls, Event) and cls is not Event
}


def event_to_dict(event: Event) -> dict[str, Any]:
    """Plain values only: enums as their text."""
    return {"kind": event.kind, **asdict(event)}


def event_from_dict(data: dict[str, Any]) -> Event:
    """Back again; ValueError, KeyError or TypeError where it is no event."""
    cls = KINDS[data["kind"]]
    names = {field.name for field in fields(cls)}
    values = {name: value for name, value in data.items() if name in names}
    if "rep" in values:
        values["rep"] = _repetition(values["rep"])
    if "summary" in values:
        values["summary"] = _summary(values["summary"])
    if "reason" in values and cls is events.SetEnded:
        values["reason"] = SetEnd(values["reason"])
    if "form" in values:
        values["form"] = Form(values["form"])
    return cls(**values)


def control_to_dict(control: Control) -> dict[str, Any]:
    """Plain values only."""
    return asdict(control)


def control_from_dict(data: dict[str, Any]) -> Control:
    """Back again."""
    return Control(ControlKind(data["kind"]), int(data.get("delta", 0)), str(data.get("text", "")))


def _repetition(data: dict[str, Any]) -> Repetition:
    return Repetition(**{**data, "form": Form(data["form"])})


def _summary(data: dict[str, Any]) -> SetSummary:
    return SetSummary(
        **{
            **data,
            "form": Form(data["form"]),
            "exercise": Exercise(data["exercise"]) if data["exercise"] else None,
            "declared": Exercise(data["declared"]) if data["declared"] else None,
            "exercise_group": Group(data["exercise_group"]) if data["exercise_group"] else None,
        }
    )
