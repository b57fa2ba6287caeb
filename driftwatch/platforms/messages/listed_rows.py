"""What lists of calls say of each, in tables, items and code: fields, answers, the query that it is written with."""

from collections.abc import Iterator
from typing import NamedTuple

from driftwatch.extract.text.blocks import Code, List, Section, Table
from driftwatch.extract.words.release_titles import is_of_release
from driftwatch.platforms.calls.call_listings import calls_of_list, calls_of_listing, lists_in
from driftwatch.platforms.calls.call_queries import names_in_query, queries_of_rows
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.numbered_calls import has_number
from driftwatch.platforms.calls.overview_tables import calls_of_overview
from driftwatch.platforms.calls.relative_calls import behind, prefix_of_list
from driftwatch.platforms.messages.role_lines import Said, fields_behind, fields_of_cells
from driftwatch.platforms.messages.row_answers import answers_behind, answers_of_rows


class ListedRow(NamedTuple):
    """What a list says of one of its calls."""

    target: str
    """Its path, as written in a table."""
    said: tuple[Said, ...] = ()
    answers: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    """Names in the query with which it is written."""


def rows_in(section: Section, *, least: int, numbered: bool) -> Iterator[tuple[NamedCall, ListedRow]]:
    """Yield the calls that tables of a section list, each with what its row says.

    Lists do of at `least` so many, none for 0; without those that are `numbered`, which serve as examples.
    """
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _rows_of(block, section)
        elif isinstance(block, List) and least and not is_of_release(section.title):
            lists = (calls_of_list(each, least=least) for each in lists_in(block))
            rows = [(form, each) for calls in lists for each in calls for form in each.call.forms()]
            yield from (
                (
                    form,
                    ListedRow(
                        each.call.path,
                        fields_behind(each.said, place=section.title),
                        answers_behind(each.said),
                        names_in_query(each.written),
                    ),
                )
                for form, each in rows
                if numbered or not has_number(form)
            )
        elif isinstance(block, Code) and least and not is_of_release(section.title):
            forms = [(form, call.path) for call in calls_of_listing(block) for form in call.forms()]
            yield from ((form, ListedRow(path)) for form, path in forms if numbered or not has_number(form))


def _rows_of(table: Table, section: Section) -> Iterator[tuple[NamedCall, ListedRow]]:
    listed = calls_of_overview(table)
    said = fields_of_cells(table, place=section.title) if listed else {}
    answers = answers_of_rows(table) if listed else {}
    queries = queries_of_rows(table) if listed else {}
    prefix = prefix_of_list(section, [call for call, _ in listed]) if listed else ""
    for call, target in listed:
        key = call.method, target
        query = names_in_query(target) or queries.get(key, ())
        row = ListedRow(target, said.get(key, ()), answers.get(key, ()), query)
        yield from ((behind(prefix, form) if prefix else form, row) for form in call.forms())
