"""Facts as rows that people read: sections of an operation, a schema or a page, in the order of reading."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from msgspec import Struct

from driftwatch.model import address, paths
from driftwatch.model.facts import (
    UNSTATED,
    AnyFact,
    Api,
    Contradiction,
    ErrorRule,
    Field,
    Header,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    SecurityScheme,
    Server,
    Values,
    content_of,
)
from driftwatch.model.json_values import Json, same_json
from driftwatch.reports.safe import shown
from driftwatch.reports.site.model import Stand

_IN_THE_TYPE: Final = frozenset({"type", "nullable", "format", "ref"})
_OF_PLACES: Final = {UNSTATED: "place not stated"}
_TAGS: Final = frozenset({"required", "deprecated", "read_only", "write_only", "impossible", "within", "topic"})
_TOLD_BY_NAME: Final[Mapping[type, frozenset[str]]] = {
    Parameter: frozenset({"name", "style", "explode"}),
    Header: frozenset({"name", "style", "explode"}),
    Operation: frozenset({"method", "path"}),
    MediaType: frozenset({"name", "has_schema"}),
    Response: frozenset({"status"}),
    ErrorRule: frozenset({"signal"}),
    Values: frozenset({"name"}),
    Server: frozenset({"url"}),
    SecurityScheme: frozenset({"name"}),
    Contradiction: frozenset({"subject"}),
}
_SECTIONS: Final[Mapping[str, tuple[int, str]]] = {
    "operation": (0, "Operation"),
    "parameter": (1, "Parameters"),
    "request": (2, "Request body"),
    "schema": (4, "Fields"),
    "values": (5, "Listed values"),
    "error-rule": (6, "Failures"),
    "error-envelope": (7, "Error body"),
    "notice": (8, "Limits and notices"),
    "server": (9, "Servers"),
    "security-scheme": (10, "Security schemes"),
    "contradiction": (12, "Contradictions"),
}
_LONG: Final = 600
_LISTED: Final = 1000
"""Values of one list that a row shows."""


class Said(Struct, frozen=True, kw_only=True):
    """One thing that a fact says. `values` are the members of a list; `text` is everything else."""

    label: str
    text: str = ""
    values: tuple[str, ...] = ()
    more: int = 0
    """Members that are not shown."""


class Row(Struct, frozen=True, kw_only=True):
    """One fact. `parent` is the part of a field's path above `name`; `before` is what it said until `since`."""

    at: str
    parent: str = ""
    name: str
    group: bool = False
    """It heads the rows below it: a status, a media type."""
    kind: str = ""
    """The type in words: `string (binary) or null`."""
    ref: str = ""
    """Name of the schema that it refers to."""
    tags: tuple[str, ...] = ()
    says: tuple[Said, ...] = ()
    before: tuple[Said, ...] = ()
    since: int
    place: str = ""
    stated_by: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """Rows that belong together; `title` is ours, `name` (a status) is from outside."""

    title: str
    name: str = ""
    head: Row | None = None
    """What is said of the whole: a response, a body."""
    rows: tuple[Row, ...] = ()


def sections_of(stands: Iterable[Stand]) -> tuple[Section, ...]:
    """Arrange facts for reading: the operation, parameters, request, responses, then what the prose says."""
    placed: dict[tuple[int, str, str], list[Stand]] = {}
    for stand in stands:
        placed.setdefault(_section(stand.fact.at), []).append(stand)
    return tuple(_headed(key[1], key[2], _rows(placed[key])) for key in sorted(placed))


def _headed(title: str, name: str, rows: tuple[Row, ...]) -> Section:
    """Let the row of a response or body head its section, when it says no more than a heading can."""
    first = rows[0] if rows else None
    heads = {"request", address.join("response", name)}
    if first is not None and first.at in heads and not (first.says or first.before):
        return Section(title=title, name=name, head=first, rows=rows[1:])
    return Section(title=title, name=name, rows=rows)


def _section(at: str) -> tuple[int, str, str]:
    steps = paths.parts(at)
    if steps[0] == "response" and len(steps) > 1:
        return 3, "Response", steps[1]
    return (*_SECTIONS.get(steps[0], (11, "The API")), "")


def _rows(stands: list[Stand]) -> tuple[Row, ...]:
    """Make rows; what the root of a parameter's, header's or body's schema says stands in the row of its name."""
    roots = {stand.fact.at: stand for stand in stands if paths.split(stand.fact.at)[1] == address.ROOT}
    found = []
    swallowed = set()
    for stand in stands:
        row = _row(stand)
        root = roots.get(address.join(stand.fact.at, address.ROOT))
        if root is not None and isinstance(stand.fact, Parameter | Header | MediaType):
            row = _joined(row, _row(root))
            swallowed.add(root.fact.at)
        if stand.fact.at not in swallowed and not _is_idle(row):
            found.append(row)
    return tuple(found)


def _is_idle(row: Row) -> bool:
    """Tell whether a row is the root of a body that is an object and nothing more."""
    return row.name == "body" and row.kind in {"object", ""} and not (row.ref or row.says or row.tags or row.before)


def _joined(row: Row, root: Row) -> Row:
    newest = max(row, root, key=lambda one: one.since)
    return msgspec.structs.replace(
        row,
        kind=root.kind,
        ref=root.ref,
        says=(*row.says, *root.says),
        tags=tuple(dict.fromkeys((*row.tags, *root.tags))),
        before=newest.before,
        since=newest.since,
    )


def _row(stand: Stand) -> Row:
    fact = stand.fact
    parent, name = _name(fact)
    return Row(
        at=fact.at,
        parent=parent,
        name=name,
        group=isinstance(fact, RequestBody | Response | MediaType),
        kind=_kind(fact),
        ref=fact.ref if isinstance(fact, Field) else "",
        tags=_tags(fact),
        says=_said(fact),
        before=_before(stand.before, fact) if stand.before is not None else (),
        since=stand.since,
        place=fact.locator if fact.stated_by != "schema" else "",
        stated_by=fact.stated_by if fact.stated_by != "schema" else "",
    )


def _name(fact: AnyFact) -> tuple[str, str]:
    """Name a fact, and say what stands before the name: `messages[].` and `role`."""
    own = _own_name(fact)
    if own:
        return "", own
    last = paths.split(fact.at)[1]
    if last == address.ROOT:
        return "", "body"
    return paths.before_name(last) if isinstance(fact, Field) else ("", last)


def _own_name(fact: AnyFact) -> str:
    match fact:
        case Operation():
            return fact.call
        case RequestBody():
            return "body"
        case Parameter() | Header() | MediaType() | SecurityScheme() | Values():
            return fact.name
        case Server():
            return fact.url
        case Contradiction():
            return fact.subject
    return fact.title or "API" if isinstance(fact, Api) else ""


def _kind(fact: AnyFact) -> str:
    if not isinstance(fact, Field):
        return ""
    kinds = " or ".join(fact.type)
    if fact.format:
        kinds = f"{kinds} ({fact.format})" if kinds else fact.format
    if fact.nullable:
        kinds = f"{kinds} or null" if kinds else "may be null"
    return kinds


def _tags(fact: AnyFact) -> tuple[str, ...]:
    stated = content_of(fact)
    said = [str(stated[key]) for key in ("within", "topic") if key in stated]
    found = [_OF_PLACES.get(each, each.replace("-", " ")) for each in said]
    if isinstance(fact, RequestBody) and not fact.required:
        found.append("optional")
    found += [key.replace("_", " ") for key in ("required", "deprecated", "read_only", "write_only") if stated.get(key)]
    return tuple(found)


def _said(fact: AnyFact) -> tuple[Said, ...]:
    """Tell what a fact says, one attribute a line, without its name and type."""
    if isinstance(fact, Contradiction):
        return tuple(
            _one(f"{one.stated_by}{f' of {one.document}' if one.document else ''}", one.says) for one in fact.statements
        )
    hidden = _TOLD_BY_NAME.get(type(fact), frozenset()) | _TAGS | _IN_THE_TYPE
    if isinstance(fact, ErrorRule) and str(fact.status) == fact.signal:
        hidden |= {"status"}
    if isinstance(fact, SecurityScheme):
        hidden -= {"type"}
    return tuple(_one(key, value) for key, value in content_of(fact).items() if key not in hidden)


def _before(old: AnyFact, new: AnyFact) -> tuple[Said, ...]:
    """Tell what was said otherwise until the newest change, or not at all."""
    was, now = content_of(old), content_of(new)
    keys = [key for key in {**was, **now} if not (key in was and key in now and same_json(was[key], now[key]))]
    return tuple(_one(key, was[key]) if key in was else Said(label=_label(key), text=_absent(key)) for key in keys)


def _absent(key: str) -> str:
    return "no" if key in _TAGS or key == "nullable" else "not documented"


def _one(key: str, value: Json) -> Said:
    if isinstance(value, list | tuple) and value and not any(isinstance(item, dict | list | tuple) for item in value):
        members = tuple(shown(item) for item in value[:_LISTED])
        return Said(label=_label(key), values=members, more=len(value) - len(members))
    if value is True:
        return Said(label=_label(key), text="yes")
    if value is False:
        return Said(label=_label(key), text="no")
    return Said(label=_label(key), text=shown(value, limit=_LONG))


def _label(key: str) -> str:
    return key.replace("_", " ")
