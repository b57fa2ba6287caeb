"""Plain pages (GitBook, Slate, widdershins, Stainless, tables by hand): endpoint headings and tables to operations."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.base_urls import servers
from driftwatch.extract.blocks import Block, Callout, FieldBlock, List, Paragraph, Section, Table, Text
from driftwatch.extract.call_facts import Call, call_facts
from driftwatch.extract.components import documented_field, status_of_titles
from driftwatch.extract.field_tables import heading_field, list_fields, table_fields, within_of_title
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.wording import tidy, word
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import AnyFact, Operation, StatedBy
from driftwatch.platforms.endpoint_headings import NamedCall, call_of_section, calls_of_overview, names_call
from driftwatch.platforms.widdershins import (
    enumerated_values,
    resolved,
    responses_of,
    schemas_of,
    with_values,
    without_body_prefix,
    written_status,
)

_ENDPOINT_TITLES: Final = frozenset(
    (
        "endpoint", "endpoints", "http request", "request url", "url", "request", "api endpoint",
        "route", "method", "request line",
        "http method", "接口地址", "请求地址", "请求", "эндпоинт",
    )
)  # fmt: skip
_MEDIA_TYPE: Final = re.compile(
    r"content-type\W{0,6}(application/[\w.+-]{1,60}|multipart/form-data|text/[\w.+-]{1,40})", re.IGNORECASE
)
_STATUS: Final = re.compile(r"(?:HTTP )?([1-5]\d\d|[1-5]xx|default)\b", re.IGNORECASE)
_BODILESS: Final = frozenset(("GET", "DELETE", "HEAD", "OPTIONS"))
_LABEL: Final = 80


class PageOperation(Struct, frozen=True, kw_only=True):
    """One documented call of a page with its facts (an Operation fact first); `server` is "" when none is stated."""

    method: str
    path: str
    facts: tuple[AnyFact, ...]
    server: str = ""


class _Scope(Struct, frozen=True):
    """A call with the section that documents it."""

    call: NamedCall
    section: Section
    title: str
    depth: int
    """How many sections stand above it."""
    is_named: bool
    """Its own heading names the call."""


class _Found:
    """What was found of a call while its blocks are read."""

    def __init__(self) -> None:
        self.request: list[DocumentedField] = []
        self.responses: dict[str, list[DocumentedField]] = {}
        self.media_type = ""
        self.component = False


def operations_of_page(page: Section, place: str) -> tuple[PageOperation, ...]:
    """Return the operations that a page documents, in its order; one that it names twice is told once.

    A call without a table, list or component about it is a mention where the page documents others, unless a heading
    names it or it stands in a section beside theirs. A page that documents none at all may list some in an overview.
    `place` is the page's place in the site.
    """
    stated = servers(page)
    server = stated[0].url if len(stated) == 1 else ""
    schemas = schemas_of(page)
    found: dict[tuple[str, str], tuple[_Scope, PageOperation]] = {}
    for scope in _scopes(page, ()):
        operation = _operation(scope, server=server, schemas=schemas, place=place)
        known = found.get((operation.method, operation.path))
        if known is None or len(operation.facts) > len(known[1].facts):
            found[operation.method, operation.path] = scope, operation
    if not found:
        return tuple(_of_overviews(page, server=server))
    depths = {scope.depth for scope, operation in found.values() if len(operation.facts) > 1}
    return tuple(
        operation
        for scope, operation in found.values()
        if not depths or len(operation.facts) > 1 or scope.is_named or (scope.depth and scope.depth in depths)
    )


def _of_overviews(page: Section, *, server: str) -> Iterator[PageOperation]:
    seen: set[NamedCall] = set()
    for _, section in page.walk():
        for table in (block for block in section.blocks if isinstance(block, Table)):
            for call, target in calls_of_overview(table):
                if call not in seen:
                    seen.add(call)
                    place = f"{section.title} > {target}".removeprefix(" > ")
                    fact = Operation(
                        at="operation", method=call.method, path=call.path, stated_by="table", locator=place
                    )
                    yield PageOperation(method=call.method, path=call.path, facts=(fact,), server=call.server or server)


def _scopes(section: Section, above: tuple[Section, ...]) -> Iterator[_Scope]:
    call = call_of_section(section)
    if call is None:
        for child in section.children:
            yield from _scopes(child, (*above, section))
        return
    if above and _is_endpoint_title(section.title) and _calls(above[-1]) == 1:
        yield _Scope(call, above[-1], above[-1].title, depth=len(above) - 1, is_named=names_call(section))
        return
    yield _Scope(call, section, section.title, depth=len(above), is_named=names_call(section))
    for child in section.children:
        yield from _scopes(child, (*above, section))


def _is_endpoint_title(title: str) -> bool:
    return word(title) in _ENDPOINT_TITLES


def _calls(section: Section) -> int:
    return len({call for _, inner in section.walk() if (call := call_of_section(inner)) is not None})


def _operation(
    scope: _Scope, *, server: str, schemas: dict[str, tuple[DocumentedField, ...]], place: str
) -> PageOperation:
    found = _Found()
    _read(scope.section, scope, titles=(), found=found, schemas=schemas)
    responses = {status: tuple(fields) for status, fields in sorted(found.responses.items())}
    call = Call(request=without_body_prefix(found.request), responses=responses, media_type=found.media_type)
    stated_by: StatedBy = "component" if found.component else "table"
    operation = Operation(
        at="operation",
        method=scope.call.method,
        path=scope.call.path,
        summary=_summary(scope),
        deprecated=bool(DEPRECATED_WORDS & set(re.findall(r"\w+", scope.title.lower()))),
        stated_by="prose",
        locator=scope.title or place,
    )
    facts = (operation, *call_facts(call, stated_by=stated_by))
    return PageOperation(
        method=scope.call.method, path=scope.call.path, facts=facts, server=scope.call.server or server
    )


def _summary(scope: _Scope) -> str:
    """Return the title, unless it is but the call itself."""
    return "" if scope.call.path in scope.title else tidy(scope.title)


def _read(
    section: Section,
    scope: _Scope,
    *,
    titles: tuple[str, ...],
    found: _Found,
    schemas: dict[str, tuple[DocumentedField, ...]],
) -> None:
    named = heading_field(section, place=" > ".join(titles[-1:]))
    inner = (*titles, section.title)
    if named is not None:
        _add((named,), scope, titles=titles, found=found)
    else:
        _read_blocks(section.blocks, scope, titles=inner, found=found, schemas=schemas)
    for child in section.children:
        other = call_of_section(child)
        if other is None or (other.method, other.path) == (scope.call.method, scope.call.path):
            _read(child, scope, titles=inner, found=found, schemas=schemas)


def _read_blocks(
    blocks: Sequence[Block],
    scope: _Scope,
    *,
    titles: tuple[str, ...],
    found: _Found,
    schemas: dict[str, tuple[DocumentedField, ...]],
) -> None:
    label: tuple[str, ...] = ()
    for block in blocks:
        place = label[-1] if label else titles[-1] if titles else ""
        here = (*titles, *label)
        if isinstance(block, Paragraph):
            label = _label(block.text) or label
            _note(block.text, (*titles, *label), found)
        elif isinstance(block, Table):
            _read_table(block, scope, titles=here, found=found, schemas=schemas)
        elif isinstance(block, List):
            _add(list_fields(block, place=place), scope, titles=here, found=found)
            _listed_statuses(block, here, found)
        elif isinstance(block, FieldBlock):
            found.component = True
            _add((documented_field(block, place=place, within=block.within),), scope, titles=here, found=found)
        elif isinstance(block, Callout):
            _read_blocks(block.blocks, scope, titles=here, found=found, schemas=schemas)


def _label(text: Text) -> tuple[str, ...]:
    """Return a paragraph that serves as a heading: all strong, or short with a colon at its end."""
    plain = tidy(text.plain)
    if len(plain) > _LABEL or not plain:
        return ()
    strong = "".join(run.text for run in text.runs if run.strong).strip(" :")
    return (plain.rstrip(":： "),) if text.is_label or plain.endswith((":", "：")) or within_of_title(strong) else ()


def _note(text: Text, titles: tuple[str, ...], found: _Found) -> None:
    plain = tidy(text.plain)
    media_type = _MEDIA_TYPE.search(plain[:500])
    if media_type and _within(titles) != "response":
        found.media_type = found.media_type or media_type[1].lower()
    status = _STATUS.search(plain) if len(plain) <= _LABEL and _within(titles) == "response" else None
    if status and plain.lower().startswith(("response", "http", status[1].lower())):
        found.responses.setdefault(written_status(status[1]), [])


def _add(fields: tuple[DocumentedField, ...], scope: _Scope, *, titles: tuple[str, ...], found: _Found) -> None:
    heading = _within(titles)
    for field in fields:
        within = field.within or heading or _by_method(field, scope.call)
        if within in ("body", "response") and not field.within and field.name in path_parameters(scope.call.path):
            within = "path" if within == "body" and heading == "" else within
        if within == "response":
            status = status_of_titles(list(titles)) or "200"
            found.responses.setdefault(status, []).append(replace(field, within="response"))
        else:
            found.request.append(replace(field, within=within))


def _within(titles: Sequence[str]) -> str:
    return next((said for title in reversed(titles) if (said := _said_by_title(title))), "")


@lru_cache(maxsize=1024)  # asked again for every block below a title, by every operation that the title belongs to
def _said_by_title(title: str) -> str:
    said = within_of_title(title) or within_of_title(re.split(r"[\s(:`]*\b[1-5](?:\d\d|xx)\b", title)[0])
    return said or ("response" if _STATUS.match(tidy(title)) else "")


def _by_method(field: DocumentedField, call: NamedCall) -> str:
    """Place a field of a table that is just called "Parameters"."""
    if field.name in path_parameters(call.path):
        return "path"
    return "query" if call.method in _BODILESS else "body"


def _read_table(
    table: Table,
    scope: _Scope,
    *,
    titles: tuple[str, ...],
    found: _Found,
    schemas: dict[str, tuple[DocumentedField, ...]],
) -> None:
    values = enumerated_values(table)
    if values:
        found.request = with_values(found.request, values)
        return
    fields = table_fields(table, place=titles[-1] if titles else "")
    _add(resolved(table, fields, schemas), scope, titles=titles, found=found)
    for status, response in responses_of(table, schemas):
        found.responses.setdefault(status, []).extend(response)


def _listed_statuses(block: List, titles: tuple[str, ...], found: _Found) -> None:
    if _within(titles) != "response" and not any("response" in word(title) for title in titles[-1:]):
        return
    for item in block.items:
        match = _STATUS.match(tidy(item.text.plain))
        if match and item.text.runs[0].code:
            found.responses.setdefault(written_status(match[1]), [])
