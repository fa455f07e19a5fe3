"""HTML and SVG from plain functions: text is escaped because nothing else can be put in."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from recordings.export.words import plain

_EMPTY = frozenset({"meta", "line", "rect", "path", "circle"})
"""Elements without content; `meta` of HTML, the others of SVG."""


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str | float | None) -> Markup:
    """An element. What is not Markup is text and escaped; an attribute that is None is left out. A Python word
    as an attribute has a line behind it (`class_`), a hyphen is a line (`aria_label`)."""
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{words}>" if name == "meta" else f"<{name}{words}/>")
    return Markup(f"<{name}{words}>{join(*inside)}</{name}>")


def join(*parts: str) -> Markup:
    """One after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(plain(part)) for part in parts))


def pairs(facts: Mapping[str, str], class_: str | None = None) -> Markup:
    """Names with what is known of each."""
    parts = (tag("div", tag("dt", name), Markup(" "), tag("dd", words)) for name, words in facts.items())
    return tag("dl", *parts, class_=class_)


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return plain(value)
    return f"{value:z.1f}".removesuffix(".0")
