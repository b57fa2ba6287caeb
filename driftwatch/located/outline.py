"""Which line of a JSON or YAML text holds a key, told by how the text is indented: nothing is parsed.

A key stands below another one when it is indented deeper, in both languages as people and tools write them: a text of
one line, or one whose indentation means nothing, has no keys. What is inside of a text over several lines is deeper
than the key of that text, and nobody looks for keys there.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from driftwatch.model.json_values import pointer_parts
from driftwatch.patterns import lazy_regex

_KEY: Final = lazy_regex(
    r"[ \t]*(?:-[ \t]+)*(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\n]|'')*)'"
    r"|((?:[^\s\"'\[\]{},#&*!|>%@`-]|-[^\s])(?:[^\n]*?[^ \t\n])??))[ \t]*:(?=[ \t\n]|$)"
)
_REFERENCE: Final = lazy_regex(r"\$ref[\"']?[ \t]*:[ \t]*[\"']?#(/[^\s\"']{1,500})")
_VALUE: Final = lazy_regex(
    r":[ \t]+(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\n]|'')*)'|([^\s\"',#](?:[^\n]*[^\s,])?)),?[ \t]*$"
)
_ESCAPED: Final = lazy_regex(r"\\([\"\\/])")
MOST: Final = 4_000_000
"""Characters of a text whose lines are told."""


class Node(Struct, frozen=True):
    """A key or an item of a list, and the lines that it takes: the first, and the one behind the last, from 0."""

    key: str
    first: int
    behind: int
    indent: int


class Outline:
    """The lines of a text with their keys.

    Args:
        text: JSON or YAML.
    """

    def __init__(self, text: str) -> None:
        lines = text.splitlines() if len(text) <= MOST else []
        self._lines = [(len(line) - len(line.lstrip(" \t")), line) for line in lines]
        self._below: dict[tuple[int, int], dict[str, Node]] = {}
        self._items: dict[tuple[int, int], tuple[Node, ...]] = {}
        self._followed: dict[Node, Node] = {}
        self.top: Final = self._whole()
        """The whole text."""

    def _whole(self) -> Node:
        for number, (indent, line) in enumerate(self._lines):
            if line.strip() == "{":
                return Node("", number, len(self._lines), indent)
            if line.strip():
                break
        return Node("", -1, len(self._lines), -1)

    def below(self, node: Node) -> tuple[Node, ...]:
        """Return the keys right below a node, or the items of its list."""
        at = (node.first, node.indent)
        if at not in self._items:
            self._items[at] = tuple(self._found(node))
        return self._items[at]

    def child(self, node: Node, key: str) -> Node | None:
        """Return what stands at a key right below a node."""
        at = (node.first, node.indent)
        if at not in self._below:
            self._below[at] = {each.key: each for each in reversed(self.below(node))}
        return self._below[at].get(key)

    def find(self, steps: tuple[str, ...], node: Node | None = None) -> Node | None:
        """Return what stands at a path of keys."""
        found = node or self.top
        for step in steps:
            below = self.child(found, step)
            if below is None:
                return None
            found = below
        return found

    def followed(self, node: Node) -> Node:
        """Return what a node refers to, as far as it stands in the text; else the node."""
        if node not in self._followed:
            self._followed[node] = self._target(node)
        return self._followed[node]

    def value(self, node: Node) -> str:
        """Return the text that stands behind a key in its line, "" where none does."""
        line = self._lines[node.first][1] if node.first >= 0 else ""
        key = _KEY.match(line)
        match = _VALUE.match(line, key.end() - 1) if key else None
        return _said(match) if match else ""

    def _target(self, node: Node) -> Node:
        for _ in range(10):
            reference = next(self._references(node), None)
            target = self.find(pointer_parts(reference)) if reference else None
            if target is None:
                return node
            node = target
        return node

    def _found(self, node: Node) -> Iterator[Node]:
        starts = list(self._inside(node))
        own, indent = self._own(node, starts)
        for number, behind in zip(own, [*own[1:], node.behind], strict=False):
            yield Node(_key_of(self._lines[number][1]), number, behind, indent)

    def _own(self, node: Node, starts: list[int]) -> tuple[list[int], int]:
        """Return which of some lines begin what is right below a node, and how deep that stands."""
        first = node.first
        if node.key and self._is_item(first) and node.indent == self._lines[first][0]:
            # The first key of an item stands in the line of the item.
            line = self._lines[first][1]
            indent = len(line) - len(line.lstrip(" \t-"))
            return [first, *(number for number in starts if self._lines[number][0] == indent)], indent
        if not starts:
            return [], 0
        indent, listed = self._lines[starts[0]][0], self._is_item(starts[0])
        # A list may stand as deep as the key that holds it: its items are no keys beside that one.
        return [each for each in starts if self._lines[each][0] == indent and self._is_item(each) is listed], indent

    def _references(self, node: Node) -> Iterator[str]:
        own = [node.first] if node.first >= 0 else []
        for number in (*own, *(each.first for each in self.below(node) if each.key == "$ref")):
            if match := _REFERENCE.search(self._lines[number][1]):
                yield match[1]

    def _is_item(self, number: int) -> bool:
        return self._lines[number][1].lstrip()[:2] in ("- ", "-")

    def _inside(self, node: Node) -> Iterator[int]:
        """Yield the lines of a node behind its first that may begin something."""
        for number in range(node.first + 1, node.behind):
            indent, line = self._lines[number]
            begins = line.lstrip()
            if begins[:1] in ("", "#"):
                continue
            if indent < node.indent or (indent == node.indent and not self._is_item(number)):
                return
            if begins[0] not in "}]":
                yield number


def _key_of(line: str) -> str:
    match = _KEY.match(line)
    return _said(match) if match else ""


def _said(match: re.Match[str]) -> str:
    """Return what stands in double quotes, in single ones, or bare."""
    if match[1] is not None:
        return _ESCAPED.sub(r"\1", match[1])
    return match[2].replace("''", "'") if match[2] is not None else match[3].strip()
