"""The calls that the data of apiDoc documents: where each field travels, what is needed, and what is answered."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.apidoc.data import Entry
from driftwatch.extract.apidoc.failures import states_a_body
from driftwatch.extract.apidoc.fields import returned_fields, sent_fields
from driftwatch.extract.data import loose
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.queries import parameters_of_query
from driftwatch.extract.words.roles import Aim, aim_of, role_of_title
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import tidy, word
from driftwatch.model.address import operation_key
from driftwatch.model.facts import Operation
from driftwatch.model.json_values import Json
from driftwatch.model.path_parameters import spelled_as
from driftwatch.patterns import lazy_regex, unescape
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.messages.found_call import FoundCall
from driftwatch.platforms.messages.sample_places import NOTHING_SENT
from driftwatch.platforms.messages.told import Told
from driftwatch.platforms.pages.plain_page import PageOperation
from driftwatch.platforms.pages.same_calls import together

_SENT: Final = Aim("request")
_RETURNED: Final = Aim("response")
_METHODS: Final = lazy_regex(rf"(?:{ANY_METHOD})(?:\s?[,/|&]\s?(?:{ANY_METHOD})){{0,5}}", re.IGNORECASE)
_STATUS: Final = lazy_regex(r"(?<![\w.])([1-5](?:\d\d|[xX]{2}))(?![\w.])")
_STATUS_FIRST: Final = lazy_regex(r"([1-5]\d\d)(?!\w)")
_ANSWERED: Final = lazy_regex(r"\s{0,20}HTTP/\d(?:\.\d)?\s{1,4}([1-5]\d\d)\b")
_LEFT_OUT: Final = lazy_regex(r"/(:\w{1,60})\?(?=/|$)")
"""A step that may be left out, as Express writes it: `/widgets/:id?`."""
_LISTS: Final = ("query", "body")
"""Members of an entry that are lists since version 0.50; what they name travels there."""
_RETURN: Final = "response"
_EMPTY: Final = ("204", "205", "304")
"""Statuses without a body (RFC 9110): what authors list below them says so in words."""
_NOT_SENT_BACK: Final = frozenset(("path", "query", "header", "cookie", "url", "response-header"))
"""Roles by which a group below what is returned is no body: some authors write `@apiSuccess` for `@apiParam`."""


def operations_of_apidoc(entries: Sequence[Entry], *, server: str = "") -> tuple[PageOperation, ...]:
    """Return the calls that entries document, each once: several entries of one call tell it together."""
    found: dict[str, list[PageOperation]] = {}
    for entry in entries:
        for each in _operations(entry, server):
            found.setdefault(operation_key(each.method, each.path), []).append(each)
    return tuple(_as_one(each) for each in found.values())


def call_said(entry: Entry) -> str:
    """Return the call of an entry as its page shows it."""
    return tidy(f"{loose.text(entry.get('type')).upper()} {loose.text(entry.get('url'))}")


def groups_of(entry: Entry, member: str) -> Iterator[tuple[str, list[Json]]]:
    """Yield the groups of fields of one member of an entry, each with its title."""
    for group, items in loose.mapping(loose.mapping(entry.get(member)).get("fields")).items():
        yield tidy(unescape(group)), loose.items(items)


def _as_one(found: Sequence[PageOperation]) -> PageOperation:
    first, *others = found
    if not others:
        return first
    return PageOperation(
        method=first.method,
        path=first.path,
        server=first.server,
        facts=together([spelled_as(first.path, each.path, each.facts) for each in found]),
        denied=frozenset[str]().union(*(each.denied for each in found)),
        assumed=frozenset[str]().union(*(each.assumed for each in found)),
    )


def _operations(entry: Entry, server: str) -> Iterator[PageOperation]:
    address, _, query = _LEFT_OUT.sub(r"[/\1]", loose.text(entry.get("url")).strip()).partition("?")
    named = _named(loose.text(entry.get("type")).strip(), address)
    if named is None:
        return
    asked = parameters_of_query(query)
    title = tidy(loose.text(entry.get("title"))) or call_said(entry)
    told = tuple(_told(entry, title, asked))
    for call in named.forms():
        found = FoundCall(call, NOTHING_SENT, query=asked)
        for each in told:
            found.add(each)
        operation = Operation(
            at="operation",
            method=call.method,
            path=call.path,
            summary=title,
            deprecated=bool(entry.get("deprecated")),
            stated_by="table",
            locator=title,
        )
        facts = found.facts()
        yield PageOperation(
            method=call.method,
            path=call.path,
            facts=(operation, *facts),
            server=call.server or server,
            denied=found.denied(facts),
            assumed=found.assumed(facts),
        )


def _named(method: str, address: str) -> NamedCall | None:
    """Return the call that an entry names; what is not called over HTTP (`socket`) is none."""
    if not _METHODS.fullmatch(method):
        return None
    begins = address.startswith(("/", "http://", "https://", "{", "$", "<"))
    return call_of_line(f"{method.upper()} {address if begins else f'/{address}'}")


def _told(entry: Entry, title: str, asked: Sequence[str]) -> Iterator[Told]:
    """Yield what the groups of an entry say, each as if it were a table below its title."""
    sent: list[DocumentedField] = []
    for within in _LISTS:
        sent += sent_fields(loose.items(entry.get(within)), f"{title} > {within}", within=within)
    for group, items in groups_of(entry, "header"):
        if _RETURN not in word(group):  # "Response headers"
            sent += sent_fields(items, f"{title} > {group}", within="header")
    yield _block(_SENT, sent)
    known = {field.name for field in sent}
    for group, items in groups_of(entry, "parameter"):
        aim = aim_of(("Parameters", group))
        fields = list(sent_fields(items, f"{title} > {group}")) if aim.side == "request" else []
        known.update(field.name for field in fields)
        yield _block(aim, fields)
    yield _block(_SENT, [_asked(name, title) for name in asked if name not in known])
    yield from _answers(entry, title)


def _asked(name: str, title: str) -> DocumentedField:
    return DocumentedField(name=name, within="query", locator=title)


def _block(aim: Aim, fields: Sequence[DocumentedField]) -> Told:
    return Told(place=((), 0), aim=aim, fields=tuple(fields))


def _answers(entry: Entry, title: str) -> Iterator[Told]:
    """Yield statuses with what is returned; of a failure only where its group states a body, and no names of codes."""
    for member in ("success", "error"):
        for group, items in groups_of(entry, member):
            if role_of_title(group) in _NOT_SENT_BACK:
                continue
            match = _STATUS.search(group)
            status = match[1].upper() if match else ""
            is_body = status not in _EMPTY and (member == "success" or states_a_body(items))
            fields = tuple(returned_fields(items, f"{title} > {group}")) if is_body else ()
            if status or (fields and member == "success"):
                yield _answer(status or "200", fields, is_said=bool(status))
            if not is_body:
                yield from map(_answer, _statuses_in(items))
        for example in map(loose.mapping, loose.items(loose.mapping(entry.get(member)).get("examples"))):
            if match := _ANSWERED.match(loose.text(example.get("content"))[:200]):
                yield _answer(match[1])


def _answer(status: str, fields: Sequence[DocumentedField] = (), *, is_said: bool = True) -> Told:
    if not is_said:
        return Told(place=((), 0), aim=_RETURNED, fields=tuple(fields))
    return Told(place=((), 0), aim=_RETURNED, responses=((status, tuple(fields)),))


def _statuses_in(items: Sequence[Json]) -> Iterator[str]:
    """Yield the statuses that stand as the type or the name of a failure: `{404} NotFound`, `404 Not found`."""
    for item in map(loose.mapping, items):
        for said in (loose.text(item.get("type")), loose.text(item.get("field"))):
            if match := _STATUS_FIRST.match(said.strip()):
                yield match[1]
                break
