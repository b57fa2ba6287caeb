"""Objects that a page describes once and that its calls return by a link: "Returns a [widget](#widget-object)"."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from driftwatch.extract.blocks import Section, Table, Text
from driftwatch.extract.columns import columns_of
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.fields import field_facts
from driftwatch.extract.places import place_of
from driftwatch.extract.roles import role_of_title
from driftwatch.model import address
from driftwatch.model.facts import AnyFact, Field, MediaType, Response
from driftwatch.platforms.endpoint_headings import call_of_section

_RETURNS: Final = re.compile(
    r"\b(?:returns?|responds?\swith|response(?:\sbody)?\s(?:is|contains))\b|возвращает|в\sответе|返回|响应为|zwraca|renvoie"
    r"|devuelve|retorna",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[.!?](?=\s|$)|[。！？\n]")
_MANY: Final = re.compile(r"\b(?:array|list|collection)s?\sof\b|массив|список|数组|列表|lista|liste", re.IGNORECASE)
_PARTIAL: Final = re.compile(r"\b(?:partial|part\sof|subset|without|whether)\b", re.IGNORECASE)
"""What is returned is not the whole object; which part, is not said."""
_SUCCESS: Final = re.compile(r"(?<!\d)2\d\d(?!\d)")
_SITE: Final = "https://site.invalid/"
_LONGEST: Final = 300
"""Characters of a sentence before its link."""


class Returned(Struct, frozen=True):
    """The object that a call returns: one of them, or an array; `target` is `resources/widget#widget-object`."""

    target: str
    is_array: bool = False
    status: str = "200"


def returned_by(text: Text, place: str) -> Returned | None:
    """Return what a sentence says that a call returns, where it links to a section of a page; `place` is its own."""
    sentence = ""
    for run in text.runs:
        verb = _RETURNS.search(sentence) if run.href else None
        if verb and _PARTIAL.search(sentence, verb.end()):
            return None
        if verb:
            target = _target(run.href, place)
            status = _SUCCESS.search(sentence)
            is_array = _MANY.search(sentence, verb.end()) is not None
            return Returned(target, is_array, status[0] if status else "200") if target else None
        sentence = _ENDS.split(sentence + run.text)[-1][-_LONGEST:]
    return None


def _target(href: str, place: str) -> str:
    """Return the place and the anchor to which a link on the page at `place` leads; "" for one without an anchor."""
    path, _, anchor = href.partition("#")
    if not anchor:
        return ""
    return f"{place_of(path, f'{_SITE}{place}') if path else place}#{anchor}"


def objects_of(page: Section) -> dict[str, tuple[Field, ...]]:
    """Return what sections of a page describe in a table, by the anchors that links name; facts stand at `schema`."""
    found: dict[str, tuple[Field, ...]] = {}
    for above, section in page.walk():
        if not above or not section.anchor or section.anchor in found or role_of_title(section.title):
            continue
        table = next(_tables(section), None)
        if table is not None and call_of_section(section) is None:
            fields = field_facts(table_fields(table, place=section.title), at="schema", stated_by="table")
            found[section.anchor] = fields
    return found


def _tables(section: Section) -> Iterator[Table]:
    for _, inner in section.walk():
        for block in inner.blocks:
            if isinstance(block, Table) and {"name", "type"} <= columns_of(block.header).keys():
                yield block


def returned_facts(returned: Returned) -> Iterator[AnyFact]:
    """Yield the facts of a response that is an object, or an array of such; its target stands as the reference."""
    at = address.join("response", returned.status)
    body = address.join(at, "application/json")
    yield Response(at=at, status=returned.status, stated_by="prose")
    yield MediaType(at=body, name="application/json", has_schema=True, stated_by="prose")
    root = address.join(body, address.ROOT)
    if returned.is_array:
        yield Field(at=root, type=("array",), stated_by="prose")
        root = address.join(body, address.child(address.ROOT, "[]"))
    yield Field(at=root, ref=returned.target, stated_by="prose")
