"""Calls of sections to which a table of a generator links: "Method | HTTP request", "[addWidget](#addwidget) | ..."."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from driftwatch.extract.text.blocks import Code, List, Section, Table, Text
from driftwatch.extract.text.prose import texts_of_page
from driftwatch.extract.words.wording import slug, tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import LINE
from driftwatch.platforms.calls.call_titles import match_whole
from driftwatch.platforms.calls.endpoint_headings import is_in_language
from driftwatch.platforms.calls.named_call import NamedCall

_NONE: Final[Mapping[str, NamedCall]] = MappingProxyType({})
_HEAD: Final = "http request"
_OF_CLIENT: Final = frozenset(("required", "notes"))
"""Columns that stand side by side in the pages of a client which shows no program."""
_SENT: Final = lazy_regex(r"content-type: {0,3}([\w.+-]{1,40}/[\w.+*-]{1,60})?", re.IGNORECASE)
JSON: Final = "application/json"


def linked_calls(page: Section) -> Mapping[str, NamedCall]:
    """Return the calls that rows name behind a link into the page, by the slug of its anchor.

    A generator documents each below the name of a function, and says in the table at the top alone which call that
    makes, below "HTTP request". Any other table may link to whatever has to do with a call. A row says one call, and
    an anchor is of one.
    """
    found: dict[str, set[NamedCall]] = {}
    for table in _tables(page):
        column = next((at for at, cell in enumerate(table.header) if word(cell.plain) == _HEAD), 0)
        for row in table.rows if column else ():
            call = match_whole(LINE, row[column])
            if call is not None and (anchor := _anchor(row[0])):
                found.setdefault(anchor, set()).add(call)
    one = {anchor: calls.pop() for anchor, calls in found.items() if len(calls) == 1}
    return one if one and not _is_of_client(page) else _NONE


def linked_call(section: Section, linked: Mapping[str, NamedCall]) -> NamedCall | None:
    """Return the call of a section that a row links to."""
    keys = [key for each in (section.anchor, *section.marks) if (key := slug(each)) in linked] if linked else []
    return linked[keys[0]] if keys else None


def media_type_sent(section: Section) -> str:
    """Return what an item says that a call sends: "Content-Type: application/json"; "" where it says that of nothing.

    Without such an item that is JSON.
    """
    lists = (block for _, inner in section.walk() for block in inner.blocks if isinstance(block, List))
    found = (_SENT.match(tidy(item.text.plain)) for block in lists for item in block.items)
    return next(((said[1] or "").lower() for said in found if said), JSON)


def _is_of_client(page: Section) -> bool:
    """Tell whether a page is about functions of a client, whose arguments and members have names of their own.

    It shows a program, or types as a language writes them: `models::Widget`.
    """
    blocks = (block for _, inner in page.walk() for block in inner.blocks)
    return (
        any(isinstance(block, Code) and is_in_language(block) for block in blocks)
        or any("::" in text.plain for text in texts_of_page(page))
        or any({word(cell.plain) for cell in table.header} >= _OF_CLIENT for table in _tables(page))
    )


def _tables(page: Section) -> list[Table]:
    return [block for _, section in page.walk() for block in section.blocks if isinstance(block, Table)]


def _anchor(cell: Text) -> str:
    """Return the anchor to which a cell leads that is a link and nothing else."""
    hrefs = {run.href for run in cell.runs if run.text.strip()}
    href = hrefs.pop() if len(hrefs) == 1 else ""
    return slug(href.partition("#")[2]) if "://" not in href else ""
