"""Lists of which each item documents a call: what is said of it stands inside the item, as below a heading.

`GET /widgets` as a term with fields in its definition; "- `GET /widgets` - Lists them" with bullets and tables of its
own; `<li><h3>List widgets</h3>`. Readers of calls look at sections, so that each such item is shown to them as one;
what a page says in words is taken of the page as it is.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Block, Item, List, Paragraph, Section, Table, Text
from driftwatch.platforms.calls.call_listings import head_of_item
from driftwatch.platforms.calls.endpoint_headings import call_of_blocks, call_of_section, call_of_text

_NEAR: Final = 4
"""Blocks of an item, its heading among them, in which its call stands."""
_LONGEST: Final = 120
"""Letters of a heading."""
_ENDS: Final = (".", "!", "?", "\u3002")
"""How a sentence ends that announces nothing below it."""


class _Head(Struct, frozen=True):
    """The heading of an item that documents a call, what stands behind it on its line, and what stands below."""

    heading: Text
    said: Text
    blocks: tuple[Block, ...]


def with_calls_of_items(page: Section) -> Section:
    """Return a page of which the items that document calls are sections; the same page where none does.

    Where one does, the lists beside it that hold nothing but calls are of the same kind, with less to say.
    """
    blocks = [block for _, section in page.walk() for block in section.blocks]
    page = _with_lone_calls(page) if any(map(_is_lone_call, blocks)) else page
    return _opened(page) if any(map(_documents, blocks)) else page


def _with_lone_calls(section: Section, *, is_of_call: bool = False) -> Section:
    """Return a section in which a list of one call and nothing else, above tables, is the line that it is meant as.

    "- **GET** `/widgets`" below the heading that names the call, and its fields below that. Where a heading or a line
    has named a call (`is_of_call`, of those above), or words announce the list, it names another one to look at.
    """
    is_of_call = is_of_call or call_of_section(section) is not None
    lone = -1 if is_of_call else _lone_call(section.blocks)
    children = tuple(_with_lone_calls(child, is_of_call=is_of_call or lone >= 0) for child in section.children)
    blocks = (_line_of(block) if number == lone else block for number, block in enumerate(section.blocks))
    return replace(section, blocks=tuple(blocks), children=children)


def _lone_call(blocks: Sequence[Block]) -> int:
    """Return the number of the list of one call that stands above tables, with nothing but sentences in front."""
    first = next((number for number, block in enumerate(blocks) if not isinstance(block, Paragraph)), len(blocks))
    before = [block.text for block in blocks[:first] if isinstance(block, Paragraph)]
    is_said = all(text.plain.rstrip().endswith(_ENDS) for text in before)
    is_lone = first < len(blocks) and is_said and _is_lone_call(blocks[first])
    return first if is_lone and any(isinstance(block, Table) for block in blocks[first:]) else -1


def _line_of(block: Block) -> Block:
    return Paragraph(block.items[0].text) if isinstance(block, List) else block


def _is_lone_call(block: Block) -> bool:
    if not isinstance(block, List) or len(block.items) != 1 or block.items[0].blocks:
        return False
    return call_of_text(block.items[0].text) is not None


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
