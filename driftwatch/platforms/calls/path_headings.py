"""Headings that are addresses, above the methods that these take: items, lines of their own, or a table of methods.

"## /boxes", and below it "- GET: lists them", "**POST**", or "Method | Description".
"""

from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, List, Paragraph, Section, Table, Text
from driftwatch.extract.words.vocabulary import ANY_METHOD, METHOD_COLUMNS, URL_KEYS
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.announced_calls import is_endpoint_title
from driftwatch.platforms.calls.call_lines import BARE_METHOD, LINE, LONGEST_TARGET, call_matched
from driftwatch.platforms.calls.endpoint_headings import BARE
from driftwatch.platforms.calls.named_call import WRITING, NamedCall

_AT_HEAD: Final = lazy_regex(rf"({ANY_METHOD})(?=\s?(?:[:\uff1a(\uff08\u2013\u2014\u2192-]|=>|$))")
"""A method with which an item begins, alone or before a sign: "GET: lists them"."""
_MOST: Final = 8
"""Blocks of one section that name a method, and items of one list that do."""
_FEW_RUNS: Final = 2


def calls_below_path(section: Section, above: Sequence[Section]) -> tuple[tuple[int, NamedCall], ...]:
    """Return the calls of a section whose heading is an address, each with the number of the block that names it.

    Below "Methods" the heading around it is the address. Of several methods in one block those that send come last.
    """
    heading = above[-1].heading if above and is_endpoint_title(section.title) else section.heading
    target = _address(heading)
    if not target:
        return ()
    named = [(number, methods) for number, block in enumerate(section.blocks) if (methods := tuple(_methods(block)))]
    found = (
        (number, call_matched(LINE.match(f"{method} {target}")))
        for number, methods in named[:_MOST]
        for method in sorted(dict.fromkeys(methods), key=lambda method: method in WRITING)
    )
    return tuple((number, call) for number, call in found if call is not None)


def _address(heading: Text) -> str:
    """Return the address that a heading consists of, "" for any other heading."""
    said = tidy(heading.plain) if len(heading.plain) <= LONGEST_TARGET and "/" in heading.plain else ""
    match = BARE.match(said) if said else None
    return match["target"] if match else ""


def _methods(block: Block) -> Iterator[str]:
    if isinstance(block, List):
        yield from _of_items(block)
    elif isinstance(block, Paragraph):
        yield from _of_line(block.text)
    elif isinstance(block, Table):
        yield from _of_table(block)


def _of_items(block: List) -> Iterator[str]:
    """Yield the methods with which all items of a list begin.

    What stands below one of several items is of its call alone, which cannot be told: of such a list there is none.
    """
    found = [_AT_HEAD.match(tidy(item.text.plain[:LONGEST_TARGET])) for item in block.items[: _MOST + 1]]
    is_of_all = not any(not isinstance(inner, Paragraph) for item in block.items for inner in item.blocks)
    if len(found) <= _MOST and (is_of_all or len(found) == 1):
        methods = [match[1] for match in found if match is not None]
        yield from methods if len(methods) == len(found) else ()


def _of_line(text: Text) -> Iterator[str]:
    """Yield the method that a line consists of, or with which it begins in bold or in code."""
    runs = [run for run in text.runs[: _FEW_RUNS + 1] if run.text.strip(" :\uff1a")]
    first = runs[0].text.strip(" :\uff1a") if runs else ""
    if BARE_METHOD.match(first) and first.isupper():
        is_alone = len(runs) == 1
        is_set_apart = runs[0].strong or runs[0].code
        yield from (first,) if is_alone or (is_set_apart and _AT_HEAD.match(tidy(text.plain[:LONGEST_TARGET]))) else ()


def _of_table(table: Table) -> Iterator[str]:
    """Yield the methods of a table that has a column of such, and none of addresses."""
    heads = [word(cell.plain) for cell in table.header]
    at = next((number for number, head in enumerate(heads) if head in METHOD_COLUMNS), -1)
    if at < 0 or not URL_KEYS.isdisjoint(heads) or len(table.rows) > _MOST:
        return
    said = [tidy(row[at].plain) for row in table.rows]
    yield from (each.upper() for each in said) if said and all(map(BARE_METHOD.match, said)) else ()
