"""From a flat run of headings, blocks and components to the tree of sections."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Block, Callout, FieldBlock, Paragraph, Run, Section, Text, Within
from driftwatch.extract.text.mdx import BRACED
from driftwatch.extract.words.wording import slug, tidy
from driftwatch.patterns import lazy_regex

_BANNERS: Final = ("documentation index", "agent instructions")
_SECTION_KINDS: Final = {
    "accordion": "accordion", "details": "accordion", "tab": "tab", "tabitem": "tab", "step": "step", "card": "card",
    "expandable": "expandable", "swagger": "operation", "openapi": "operation", "openapi-operation": "operation",
    "swagger-response": "response", "update": "update",
}  # fmt: skip
_CALLOUT_KINDS: Final = {
    "note": "note", "info": "info", "tip": "tip", "warning": "warning", "danger": "danger", "check": "check",
    "success": "check", "important": "note", "caution": "warning", "callout": "note", "hint": "note", "aside": "note",
    "notice": "note", "error": "danger",
}  # fmt: skip
_OF_NO_KIND: Final = frozenset(("callout", "hint", "aside", "notice"))
"""Names of callouts that tell nothing of their kind."""
_WITHIN: Final[dict[str, Within]] = {
    "path": "path", "query": "query", "header": "header", "cookie": "cookie", "body": "body", "formdata": "body",
}  # fmt: skip


_QUOTED: Final = lazy_regex(r"\"((?:[^\"\\]|\\.)*+)\"|'((?:[^'\\]|\\.)*+)'|`([^`$]*)`|^\{(-?\d[\d.]*)\}$", re.DOTALL)
"""Texts in the braces of an attribute, or a number."""
_LITERAL: Final = lazy_regex(r"\{\s{0,9}(?:\"([^\"\\{}]{0,1000})\"|'([^'\\{}]{0,1000})')\s{0,9}\}")
"""A text in the braces of JSX."""
_ESCAPED: Final = lazy_regex(r"\\(.)", re.DOTALL)
_BLANKS: Final = {"n": " ", "t": " ", "r": " "}
"""Escapes of a script's text that stand for blanks."""
_MARKUP: Final = lazy_regex(rf"</?[A-Za-z](?:[^<>{{}}]++|{BRACED})*+>|</?>|{BRACED}")
"""Tags of an attribute that holds markup; what readers see of it stands between them."""


_NO_HEADING: Final = 99
"""The level of what no heading is above that ends it."""
MARKS: Final = 8
"""Anchors of one heading, and more than that are no anchors."""


class Head(Struct, frozen=True):
    """A heading before the tree is built."""

    level: int
    text: Text
    anchor: str = ""
    marks: tuple[str, ...] = ()

    def marked(self, marks: Iterable[str]) -> "Head":
        """Return it with further anchors."""
        return replace(self, marks=(*self.marks, *filter(None, marks))[-MARKS:])


class Part(Struct, frozen=True):
    """What stands in a box that names a call ahead of its headings: these are of that call, and end with the box."""

    nodes: "tuple[Node, ...]"

    @property
    def level(self) -> int:
        """The level of its greatest heading."""
        return min((node.level for node in self.nodes if isinstance(node, Head | Part)), default=_NO_HEADING)


Node: TypeAlias = Block | Section | Head | Part


def mark_head_above(found: list[Node], marks: Sequence[str]) -> None:
    """Give anchors that stand right below a heading to it: generators write there what links have called it."""
    if found and any(marks) and isinstance(found[-1], Head):
        found[-1] = found[-1].marked(marks)


def with_description(nodes: list[Node]) -> list[Node]:
    """Take the quotation below the title as prose: it is the page's description, and its HTML has no quotation."""
    for index, node in enumerate(nodes[:-1]):
        below = nodes[index + 1]
        if isinstance(node, Head):
            if node.level == 1 and isinstance(below, Callout) and below.kind == "quote":
                return [*nodes[: index + 1], *below.blocks, *nodes[index + 2 :]]
            break
    return nodes


def page_of(nodes: Sequence[Node]) -> Section:
    """Build the page: its section is the first heading of level 1, with what stands before it."""
    root = _nested(nodes, level=0)
    if len(root.children) == 1 and root.children[0].level == 1 and not root.children[0].kind:
        only = root.children[0]
        return replace(only, blocks=(*root.blocks, *only.blocks))
    return root


def section_of(kind: str, title: Text, nodes: Sequence[Node]) -> Section:
    """Build the section of an accordion, tab or step; its level is set where it is placed."""
    inner = _nested(nodes, level=0)
    plain = tidy(title.plain)
    return replace(inner, title=plain, heading=title, kind=kind, anchor=slug(plain))


def field_of(block: FieldBlock, nodes: Sequence[Node]) -> FieldBlock:
    """Give a field its description and the fields of its expandables; what else stands in it is kept apart."""
    blocks: list[Block] = []
    fields: list[FieldBlock] = []
    apart: list[Block] = []
    words = list(block.words)
    for node in nodes:
        if isinstance(node, FieldBlock):
            fields.append(node)
        elif isinstance(node, Section) and node.kind == "expandable":
            words.extend([node.title] if node.title else [])
            found, others = _of_expandable(node)
            fields.extend(found)
            apart.extend(others)
        else:
            said = flat([node])
            blocks.extend(without_fields(said))
            apart.extend(each for each in said if isinstance(each, FieldBlock))
    return replace(block, blocks=tuple(blocks), fields=tuple(fields), apart=tuple(apart), words=tuple(words))


def callout_of(kind: str, nodes: Sequence[Node], label: str = "") -> Callout:
    """Build a callout; headings in it are strong paragraphs. `label` is what its kind is called, if it has no title."""
    name = label.strip().lower()
    return Callout(kind, tuple(flat(nodes)), name if name not in _OF_NO_KIND and callout_kind(name) else "")


def is_banner(nodes: Sequence[Node]) -> bool:
    """Tell whether a quotation is the banner that the platform puts into every page."""
    first = nodes[0] if nodes else None
    return isinstance(first, Head) and first.text.plain.lower().startswith(_BANNERS)


def flat(nodes: Iterable[Node]) -> list[Block]:
    """Turn headings and sections into blocks, where no section can stand."""
    blocks: list[Block] = []
    for node in nodes:
        if isinstance(node, Head):
            blocks.append(_strong(node.text))
        elif isinstance(node, Part):
            blocks.extend(flat(node.nodes))
        elif isinstance(node, Section):
            blocks.extend([_strong(node.heading)] if node.title else [])
            blocks.extend(node.blocks)
            blocks.extend(flat(node.children))
        else:
            blocks.append(node)
    return blocks


def without_fields(blocks: Iterable[Block]) -> list[Block]:
    """Leave out fields."""
    return [block for block in blocks if not isinstance(block, FieldBlock)]


def section_kind(name: str) -> str:
    """Name the kind of section that a tag opens; "" for none."""
    return _SECTION_KINDS.get(name.lower(), "")


def callout_kind(name: str) -> str:
    """Name the kind of callout that a tag or class opens; "" for none."""
    return _CALLOUT_KINDS.get(name.lower(), "")


def within_of(name: str) -> Within:
    """Name where a field travels, from an attribute or pill; "" when it does not say."""
    return _WITHIN.get(name.strip().lower(), "")


def _strong(text: Text) -> Paragraph:
    return Paragraph(Text(tuple(Run(run.text, code=run.code, strong=True, href=run.href) for run in text.runs)))


def _of_expandable(section: Section) -> tuple[list[FieldBlock], list[Block]]:
    """Part what an expandable holds into the fields of the field that it belongs to, and the rest."""
    fields = [block for block in section.blocks if isinstance(block, FieldBlock)]
    apart: list[Block] = without_fields(section.blocks)
    for inner in section.children:
        if inner.kind == "expandable":
            found, others = _of_expandable(inner)
            fields.extend(found)
            apart.extend(([_strong(inner.heading)] if inner.title else []) + others)
        else:
            apart.extend(flat([inner]))
    return fields, apart


class _Growing:
    """A section while its content arrives."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.blocks: list[Block] = []
        self.children: list[Section] = []
        self.holds_parts = False

    def section(self) -> Section:
        title = tidy(self.head.text.plain)
        return Section(
            title=title,
            level=self.head.level,
            blocks=tuple(self.blocks),
            children=tuple(self.children),
            anchor=self.head.anchor or slug(title),
            marks=self.head.marks,
            heading=self.head.text,
        )


def _nested(nodes: Sequence[Node], *, level: int) -> Section:
    stack = [_Growing(Head(level, Text()))]
    waiting = deque(nodes)
    while waiting:
        node = waiting.popleft()
        if isinstance(node, Head):
            _close(stack, node.level)
            stack.append(_Growing(node))
        elif isinstance(node, Section):
            stack[-1].children.append(replace(node, level=stack[-1].head.level + 1))
        elif isinstance(node, Part):
            _close(stack, _NO_HEADING)
            if len(stack) > 1 and node.level > stack[-1].head.level:
                stack[-1].children.append(_nested(node.nodes, level=stack[-1].head.level))
                stack[-1].holds_parts = True
            else:
                waiting.extendleft(reversed(node.nodes))
        else:
            if stack[-1].holds_parts:  # what stands behind a part is neither of it nor ahead of it
                stack.append(_Growing(Head(_NO_HEADING, Text())))
            stack[-1].blocks.append(node)
    _close(stack, level)
    return stack[0].section()


def _close(stack: list[_Growing], level: int) -> None:
    """End the sections that a heading of a level ends, but for the outermost one."""
    while len(stack) > 1 and stack[-1].head.level >= level:
        done = stack.pop().section()
        stack[-1].children.append(done)


def gitbook_operation(attributes: dict[str, str | None]) -> Text:
    """Write the title of a GitBook operation block: `POST /v1/x`."""
    method, path = attributes.get("method") or "", attributes.get("path") or ""
    return Text((Run(f"{method.upper()} {path}".strip(), code=True),))


def field_block(name: str, attributes: dict[str, str | None]) -> FieldBlock:
    """Read the tag of ParamField, Param, ResponseField or GitBook's swagger-parameter.

    Mintlify takes a field as required only where the attribute is bare or `{true}`; GitBook writes "true".
    """
    lowered = {key.lower(): value for key, value in attributes.items()}
    title, within = _name_and_place(name.lower(), lowered)
    gitbook = name == "swagger-parameter"
    return FieldBlock(
        name=title,
        within=within,
        type=_type(lowered.get("type") or ""),
        required=_is_on(lowered, "required", or_text=gitbook),
        deprecated=_is_on(lowered, "deprecated", or_text=gitbook),
        default=_default(lowered),
        words=tuple(shown_values(lowered, ("placeholder", "initialvalue", "pre", "post", "label"))),
    )


def shown_values(attributes: Mapping[str, str | None], names: Iterable[str]) -> Iterator[str]:
    """Yield what these attributes of a tag show; what a script computes says nothing here.

    >>> list(shown_values({"post": '{["v2 only", "beta"]}', "title": "{name}"}, ("post", "title")))
    ['v2 only', 'beta']
    """
    for name in names:
        yield from filter(None, map(tidy, _said(attributes.get(name) or "")))


def _said(value: str) -> Iterable[str]:
    value = value.strip()
    if value.startswith("{<"):
        return [_MARKUP.sub(" ", value[1:-1])]
    return map(_unescaped, map("".join, _QUOTED.findall(value))) if value.startswith("{") else [value]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _BLANKS.get(match[1], match[1]), text)


def _type(said: str) -> str:
    """Take the type out of `{"string"}`; quotes without braces are a literal type, as in `'on' | 'off'`."""
    return said.strip("{}").strip("'\"") if said.startswith("{") else said


def _literal(value: str | None) -> str:
    """Take the text out of `{"size"}`, which says what `"size"` says; what a script computes stays as it is written."""
    match = _LITERAL.fullmatch(value or "")
    return (match[1] or match[2] or "") if match else value or ""


def _name_and_place(tag: str, attributes: dict[str, str | None]) -> tuple[str, Within]:
    name = _literal(attributes.get("name"))
    if tag == "responsefield":
        return name, "response"
    if tag != "swagger-parameter":
        for place in ("path", "query", "header", "cookie", "body"):
            if place in attributes:
                return _literal(attributes[place]), within_of(place)
    return name, within_of(_literal(attributes.get("in")))


def _is_on(attributes: dict[str, str | None], name: str, *, or_text: bool) -> bool:
    if name not in attributes:
        return False
    value = attributes[name]
    return value is None or value.strip() == "{true}" or (or_text and value == "true")


def _default(attributes: dict[str, str | None]) -> str | UnsetType:
    value = attributes.get("default")
    return UNSET if value is None else _literal(value)
