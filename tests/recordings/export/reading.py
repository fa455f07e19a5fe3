"""Reads a page as a strict reader does: every element closed in its turn, and what it holds by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})


@dataclass
class Element:
    """One element with all text within it."""

    name: str
    attributes: dict[str, str]
    parents: tuple[str, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within, spaces as they are shown."""
        return " ".join("".join(self.parts).split())


class Read(HTMLParser):
    """A page that was read; AssertionError where it is not well formed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()
        assert self._open == [], "left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice in {tag}"
        made = Element(
            tag, {name: value or "" for name, value in attrs}, tuple(one.name for one in self._open)
        )
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} closed, nothing open"
        assert self._open.pop().name == tag, f"{tag} closed out of its turn"

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.parts.append(data)

    def all(self, name: str, class_: str | None = None) -> list[Element]:
        """The elements of that name, and of that class."""
        return [
            one
            for one in self.elements
            if one.name == name and (class_ is None or class_ in one.attributes.get("class", "").split())
        ]

    def one(self, name: str, class_: str | None = None) -> Element:
        """The only one."""
        (found,) = self.all(name, class_)
        return found

    def facts(self) -> dict[str, list[str]]:
        """What stands behind each name, in order."""
        names = [one.text for one in self.all("dt")]
        values = [one.text for one in self.all("dd")]
        found: dict[str, list[str]] = {}
        for name, value in zip(names, values, strict=True):
            found.setdefault(name, []).append(value)
        return found

    def rows(self, table: int) -> list[list[str]]:
        """The cells of a table's body, by the table's number on the page."""
        found: list[list[str]] = []
        seen = -1
        for element in self.elements:
            if element.name == "table":
                seen += 1
            elif seen == table and element.name == "tr" and "tbody" in element.parents:
                found.append([])
            elif seen == table and element.name == "td":
                found[-1].append(element.text)
        return found
