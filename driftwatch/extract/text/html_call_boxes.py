"""Boxes that begin with the call that they show: all else in them is of that call."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.tree import Head, Node, Part
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.patterns import lazy_regex

CALL_ALONE: Final = lazy_regex(
    rf"\s{{0,9}}(?:{ANY_METHOD})(?:\s?:)?\s{{1,9}}(?:https?:/)?/\S{{0,400}}\s{{0,9}}", re.IGNORECASE
)
"""A call and nothing else."""
_HEAD_AND_BOX: Final = (Head, Part)
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))


def opened(nodes: list[Node]) -> list[Node]:
    """Open a box that is all that stands below a heading within the box of both: it is the section of that heading.

    Starlight keeps what is below the title of a page in a box of its own, Asciidoctor so for each heading.
    """
    if len(nodes) != len(_HEAD_AND_BOX) or not all(map(isinstance, nodes, _HEAD_AND_BOX)):
        return nodes
    return [nodes[0], *(inner for box in nodes[1:] if isinstance(box, Part) for inner in box.nodes)]


def below_its_call(element: Element, nodes: list[Node]) -> list[Node]:
    """Put all headings of such a box below that of the call, however great they are written.

    What a window shows is written apart from its title, and its headings begin anew: `h4` above `h2`. Where the
    headings stand beside each other, and where the box holds another call, their levels say which is of which.
    """
    if not nodes or not isinstance(first := nodes[0], Head) or not CALL_ALONE.fullmatch(first.text.plain):
        return nodes
    others = [node for node in nodes[1:] if isinstance(node, Head)]
    least = min((node.level for node in others), default=first.level + 1)
    if least > first.level or _is_flat(element) or any(map(_is_call, others)):
        return nodes
    lower = first.level + 1 - least
    return [first, *_lowered(nodes[1:], lower)]


def _is_call(head: Head) -> bool:
    return CALL_ALONE.fullmatch(head.text.plain) is not None


def _is_flat(element: Element) -> bool:
    return any(child.tag in _HEADINGS for child in element.elements)


def _lowered(nodes: Sequence[Node], by: int) -> list[Node]:
    return [replace(node, level=node.level + by) if isinstance(node, Head) else node for node in nodes]
