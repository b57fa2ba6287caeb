"""Calls of sections that an overview of the page links to: "[addWidget](#addwidget) | POST /widgets"."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Code, Section, Table, Text
from driftwatch.extract.words.wording import slug
from driftwatch.platforms.calls.call_lines import LINE
from driftwatch.platforms.calls.call_titles import match_whole
from driftwatch.platforms.calls.endpoint_headings import is_in_language
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.overview_tables import calls_of_overview

_NONE: Final[Mapping[str, NamedCall]] = MappingProxyType({})


def linked_calls(page: Section) -> Mapping[str, NamedCall]:
    """Return the calls that rows of tables name beside a link into the page, by the anchor as `anchor_key` writes it.

    A row says one call, and an anchor is of one: the generators of clients document each below the name of its
    function, and say in the table at the top alone which call it makes.
    """
    rows = [
        (table, row)
        for _, section in page.walk()
        for table in section.blocks
        if isinstance(table, Table)
        for row in table.rows
        if any(map(_anchors, row))
    ]
    found: dict[str, set[NamedCall]] = {}
    for table, row in rows:
        for call in (calls := _calls_of(table, row)):
            for anchor in {anchor for cell in row for anchor in _anchors(cell)} if len(calls) == 1 else ():
                found.setdefault(anchor, set()).add(call)
    return {anchor: calls.pop() for anchor, calls in found.items() if len(calls) == 1} or _NONE


def linked_call(section: Section, linked: Mapping[str, NamedCall]) -> NamedCall | None:
    """Return the call of a section that a row links to.

    What shows a program is about a function of a client, whose arguments and members have names of their own.
    """
    keys = [key for each in (section.anchor, *section.marks) if (key := anchor_key(each)) in linked] if linked else []
    return linked[keys[0]] if keys and not _shows_program(section) else None


def _shows_program(section: Section) -> bool:
    blocks = (block for _, inner in section.walk() for block in inner.blocks)
    return any(isinstance(block, Code) and is_in_language(block) for block in blocks)


def anchor_key(anchor: str) -> str:
    """Return an anchor as links and headings of several dialects of Markdown agree on it.

    >>> anchor_key("addWidget"), anchor_key("add_widget")
    ('addwidget', 'add-widget')
    """
    return slug(anchor)


def _calls_of(table: Table, row: tuple[Text, ...]) -> set[NamedCall]:
    whole = {call for cell in row if (call := match_whole(LINE, cell)) is not None}
    return whole or {call for call, _ in calls_of_overview(replace(table, rows=(row,)))}


def _anchors(cell: Text) -> list[str]:
    """Return the anchors to which a cell leads that is a link and nothing else."""
    runs = [run for run in cell.runs if run.text.strip()]
    is_link = bool(runs) and all("#" in run.href and "://" not in run.href for run in runs)
    return [key for run in runs if (key := anchor_key(run.href.rpartition("#")[2]))] if is_link else []
