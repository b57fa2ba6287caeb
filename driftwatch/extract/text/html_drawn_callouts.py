"""Callouts that are drawn as a table: an icon beside what is said, as Asciidoctor and Antora write them."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Table
from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.tree import Node, callout_kind, callout_of

_BOX: Final = "admonitionblock"
"""Class of the element around the table, beside the kind: docs.asciidoctor.org/asciidoc/latest/blocks/admonitions."""
_SAID: Final = "content"
_AROUND: Final = frozenset(("table", "tbody", "tr"))


def drawn_callout(element: Element, read: Callable[[Element], Sequence[Node]]) -> list[Node]:
    """Read such a callout; [] where it is none.

    Its words are kept as those of the table, as they were before it was known as a callout.
    """
    if _BOX not in element.classes:
        return []
    kind = next(filter(None, map(callout_kind, sorted(element.classes))), "")
    row = element
    while len(inner := list(row.elements)) == 1 and inner[0].tag in _AROUND:
        row = inner[0]
    said = [child for child in inner if child.tag == "td" and _SAID in child.classes]
    drawn = read(element) if kind and row.tag == "tr" and len(said) == 1 else ()
    if len(drawn) != 1 or not isinstance(drawn[0], Table):
        return []
    return [replace(callout_of(kind, read(said[0])), drawn=drawn[0])]
