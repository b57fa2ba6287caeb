"""HTML as readers see it: elements without scripts and menus, and where the content of a page is."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import Final

PART: Final = "data-component-part"
"""Mintlify's name for what an element is."""
_CONTENT: Final = {
    "#content-area": 0, "article": 1, "main": 2, "=main": 3, "#content": 4, "markdown-body": 5, "content": 6,
    "api-content": 7,
}  # fmt: skip
_ANNOUNCING: Final = frozenset(("banner", "announce", "announcement"))
"""Roles and ids of the bar that a generator puts above each page: ARIA, Mintlify, MkDocs Material."""


class Element:
    """A tag with what readers see of it."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    @property
    def classes(self) -> frozenset[str]:
        """Class names, as written."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator["Element"]:
        """Children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def strings(self) -> Iterator[str]:
        """What stands in it as text, piece by piece in its order."""
        waiting: list[Element | str] = [self]
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, str):
                yield piece
            else:
                waiting.extend(reversed(piece.children))

    def part(self, name: str) -> "Element | None":
        """Find the first element below with this `data-component-part`."""
        waiting = [self]
        while waiting:
            element = waiting.pop(0)
            if element.attributes.get(PART) == name:
                return element
            waiting.extend(element.elements)
        return None

    @property
    def has_text(self) -> bool:
        """Tell whether readers see any word in it."""
        return any(map(str.strip, self.strings))


def around(*children: Element | str) -> Element:
    """Put a box around something."""
    element = Element("div", {})
    element.children.extend(children)
    return element


def content_of(body: Element) -> Element:
    """Find the part of a page that is its content, by the names that generators give it; else the whole body.

    A name that several elements bear (an `<article>` for each card) is not the content's.
    """
    found: dict[int, Element] = {}
    count: Counter[int] = Counter()
    waiting = deque([body])
    while waiting:
        element = waiting.popleft()
        names = {
            element.tag,
            f"#{element.attributes.get('id')}",
            f"={element.attributes.get('role')}",
            *element.classes,
        }
        for rank in {_CONTENT[name] for name in names & _CONTENT.keys()}:
            found.setdefault(rank, element)
            count[rank] += 1
        waiting.extend(element.elements)
    return next((found[rank] for rank in sorted(found) if count[rank] == 1 and found[rank].has_text), body)


def title_of(body: Element, content: Element) -> Element | None:
    """Find the title of a page that stands beside its content: the one heading of level 1, where the content has none.

    AsciiDoc puts it into a box of its own, with what a manual page is about; the box is returned then.
    """
    if content is body or any(element.tag == "h1" for element, _ in all_in(content)):
        return None
    found = [(element, around) for element, around in all_in(body, but=content) if element.tag == "h1"]
    if len(found) != 1:
        return None
    title, around = found[0]
    if around.attributes.get("id") == "header":
        around.children = [child for child in around.children if isinstance(child, str) or not _lists_headings(child)]
        return around
    return title if title.has_text else None


def _lists_headings(element: Element) -> bool:
    return element.attributes.get("id") == "toc"


def all_in(top: Element, but: Element | None = None) -> Iterator[tuple[Element, Element]]:
    """Yield all elements, each with that which it stands in."""
    waiting = [top]
    while waiting:
        around = waiting.pop()
        for child in around.elements:
            if child is not but:
                yield child, around
                waiting.append(child)


def announcements_of(body: Element, content: Element) -> Iterator[Element]:
    """Yield what a site says above the content of all of its pages, in reading order: that a version ends, say."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element is content:
            continue
        if _announces(element) and element.has_text:
            yield element
        else:
            waiting.extend(reversed(list(element.elements)))


def _announces(element: Element) -> bool:
    named = {element.attributes.get(name, "") for name in ("role", "id", "data-md-component")}
    return not _ANNOUNCING.isdisjoint(named) or any(
        name.lower().startswith(("announcement", "md-banner")) for name in element.classes
    )
