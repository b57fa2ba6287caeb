"""Tables of calls that name in columns of their own what each sends and returns: `Path | Request | Response`."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Section, Table, Text, tables_of
from driftwatch.extract.words.vocabulary import words
from driftwatch.extract.words.wording import word
from driftwatch.model.facts import AnyFact
from driftwatch.platforms.calls.endpoint_headings import call_of_text
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.overview_tables import calls_of_overview
from driftwatch.platforms.messages.sample_places import BODILESS
from driftwatch.platforms.messages.schema_cells import whole_of_cell
from driftwatch.platforms.messages.whole_bodies import REQUEST, whole_facts

_SENT: Final = words("request | request object | request schema | request type | input")
_BODY: Final = words("request body | request payload | body | payload | 请求体 | тело запроса")
"""The same where a column says that it is a body, be it of a call that has none as a rule."""
_RETURNED: Final = words(
    """
    response | response body | response payload | response object | response schema | response type | returns | output |
    响应体 | тело ответа
    """
)
_NAMING: Final = _SENT | _BODY | _RETURNED
_MOST: Final = 400
"""Rows of one table that are looked at."""


def bodies_in_tables(page: Section, place: str) -> dict[tuple[str, str], tuple[AnyFact, ...]]:
    """Return the bodies that a table of calls of the page at `place` names by links, by method and path."""
    found: dict[tuple[str, str], tuple[AnyFact, ...]] = {}
    for _, section in page.walk():
        for table in tables_of(section.blocks):
            for call, facts in _named_in(table, place):
                found.setdefault((call.method, call.path), facts)
    return found


def _named_in(table: Table, place: str) -> Iterator[tuple[NamedCall, tuple[AnyFact, ...]]]:
    heads = [word(cell.plain) for cell in table.header]
    columns = [(at, "200" if head in _RETURNED else REQUEST) for at, head in enumerate(heads) if head in _NAMING]
    for row in table.rows[:_MOST] if columns else ():
        wholes = [whole for at, status in columns if (whole := whole_of_cell(row[at], place, status))]
        for call in _calls_of(table, row) if wholes else ():
            # what a call without a body sends stands in its address
            has_body = call.method not in BODILESS or not _BODY.isdisjoint(heads)
            said = [whole for whole in wholes if whole.status != REQUEST or has_body]
            facts = tuple(fact for whole in said for fact in whole_facts(whole, "application/json"))
            yield from ((form, facts) for form in call.forms() if facts)


def _calls_of(table: Table, row: tuple[Text, ...]) -> tuple[NamedCall, ...]:
    listed = tuple(call for call, _ in calls_of_overview(replace(table, rows=(row,))))
    return listed or tuple(call for cell in row if (call := call_of_text(cell)) is not None)[:1]
