"""Lists of which each item documents a call: what is said of it stands inside the item, as below a heading.

`GET /widgets` as a term with fields in its definition; "- `GET /widgets` - Lists them" with bullets and tables of its
own; `<li><h3>List widgets</h3>`. Readers of calls look at sections, so that each such item is shown to them as one;
what a page says in words is taken of the page as it is.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Block, Item, List, Paragraph, Section, Text
from driftwatch.platforms.calls.call_listings import head_of_item
from driftwatch.platforms.calls.endpoint_headings import call_of_blocks, call_of_text

_NEAR: Final = 4
"""Blocks of an item, its heading among them, in which its call stands."""
_LONGEST: Final = 120
"""Letters of a heading."""


class _Head(Struct, frozen=True):
    """The heading of an item that documents a call, what stands behind it on its line, and what stands below."""

    heading: Text
    said: Text
    blocks: tuple[Block, ...]


def with_calls_of_items(page: Section) -> Section:
    """Return a page of which the items that document calls are sections; the same page where none does.

    Where one does, the lists beside it that hold nothing but calls are of the same kind, with less to say.
    """
    is_reference = any(_documents(block) for _, section in page.walk() for block in section.blocks)
    return _opened(page) if is_reference else page


def _documents(block: Block) -> bool:
    return isinstance(block, List) and any(item.blocks and _head(item) is not None for item in block.items)


def _opened(section: Section) -> Section:
    left: list[Block] = []
    found: list[Section] = []
    for block in section.blocks:
        heads = _heads(block) if isinstance(block, List) else ()
        if not isinstance(block, List) or not any(heads):
            left.append(block)
            continue
        others = tuple(item for item, head in zip(block.items, heads, strict=True) if head is None)
        left.extend([replace(block, items=others)] if others else [])
        found.extend(_section(head, section.level + 1) for head in heads if head is not None)
    return replace(section, blocks=tuple(left), children=(*found, *map(_opened, section.children)))


def _section(head: _Head, level: int) -> Section:
    first = (Paragraph(head.said),) if head.said.plain else ()
    return Section(title=head.heading.plain, heading=head.heading, level=level, blocks=(*first, *head.blocks))


def _heads(block: List) -> Sequence[_Head | None]:
    """Return the heading of each item, where one of them holds more than its call, or all are calls."""
    heads = [_head(item) for item in block.items]
    is_told = any(head is not None and head.blocks for head in heads)
    return heads if is_told or all(heads) else ()


def _head(item: Item) -> _Head | None:
    if item.text.runs:
        head = head_of_item(item.text)
        return _Head(*head, item.blocks) if head is not None else None
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph) or not first.text.is_label or len(first.text.plain) > _LONGEST:
        return None
    below = item.blocks[1:]
    is_call = call_of_text(first.text) is not None or call_of_blocks(below[: _NEAR - 1]) is not None
    return _Head(first.text, Text(), below) if is_call else None
