"""Put the example of a rule into every role that the rule judges a change in."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec
from msgspec import UNSET, structs

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.asked import Asked
from driftwatch.model.facts import AnyFact, Field, MediaType, Operation, RequestBody, Server
from driftwatch.model.finding import Finding, Strictness
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Content, Document, Entry, Owner, Snapshot
from driftwatch.model.text import Kept
from driftwatch.platforms.detection import statements_of
from driftwatch.rules.judge import documented_paths, judge
from driftwatch.rules.rows.lifecycle import Calendar
from driftwatch.rules.rule import Example

TODAY = "2026-11-24"
_ANSWER = {"responses": {"204": {"description": "nothing"}}}
_MINIMAL: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1.0.0"},
    "paths": {"/things": {"post": _ANSWER}},
}


def findings_between(
    old: Snapshot, new: Snapshot, *, grace_days: int = 0, strictness: Strictness = "tolerant"
) -> tuple[Finding, ...]:
    changes = compare(old, new)
    calendar = Calendar(today=TODAY, grace_days=grace_days)
    return judge(changes, calendar=calendar, paths=documented_paths(changes, old, new), strictness=strictness)


def placed(example: Example, role: str) -> tuple[Snapshot, Snapshot]:
    """Make the two snapshots of an example whose change has a role."""
    if example.within in {"schema", "object"}:
        return tuple(snapshot(schema_at(side, role, example.within)) for side in (example.before, example.after))
    if example.within == "operation":
        hook = role not in outward(example)
        return tuple(snapshot(operation(side, hook=hook)) for side in (example.before, example.after))
    if example.within == "document" and role == "page":
        return tuple(servers_of(document(side)) for side in (example.before, example.after))
    if example.within == "document":
        inward = role == "response-header"
        return tuple(snapshot(document(side, hook=inward)) for side in (example.before, example.after))
    return tuple(page(side, role) for side in (example.before, example.after))


def outward(example: Example) -> set[str]:
    """Places of what is found when the example stands in an ordinary operation."""
    old, new = (snapshot(operation(side)) for side in (example.before, example.after))
    return {change.role for change in compare(old, new)}


def snapshot(described: dict[str, Any]) -> Snapshot:
    return snapshot_of_openapi(described, place="openapi", label="example")


def operation(fragment: dict[str, Any], *, hook: bool = False) -> dict[str, Any]:
    described = {**_ANSWER, **fragment}
    if hook:
        return {**_MINIMAL, "webhooks": {"done": {"post": described}}}
    return {**_MINIMAL, "paths": {"/things": {"post": described}}}


def document(fragment: dict[str, Any], *, hook: bool = False) -> dict[str, Any]:
    whole = overlaid(_MINIMAL, fragment)
    if hook:
        whole = {**whole, "webhooks": {f"on{path}": item for path, item in whole["paths"].items()}, "paths": {}}
    return whole


def overlaid(below: Any, above: Any) -> Any:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: overlaid(below.get(key), value) for key, value in above.items()}}


def schema_at(schema: Any, role: str, within: str) -> dict[str, Any]:
    """Put a schema at the root or at the property `f` of a body, parameter or header."""
    stated = schema is not UNSET
    if role.endswith("property") and within == "schema":
        properties = {"f": schema} if stated else {}
        schema, stated = {"type": "object", "properties": properties}, True
    holder = {"schema": schema} if stated else {}
    if role.startswith("request-parameter"):
        return operation({"parameters": [{"name": "p", "in": "query", **holder}]})
    if role.startswith("response-header"):
        return operation({"responses": {"200": {"description": "-", "headers": {"X-H": holder}}}})
    content = {"application/json": holder}
    if role.startswith("request"):
        return operation({"requestBody": {"content": content}})
    return operation({"responses": {"200": {"description": "-", "content": content}}})


def servers_of(described: dict[str, Any]) -> Snapshot:
    """Let a page say in prose what a document states as its servers."""
    api = snapshot(described).entries[Owner("api", "")]
    servers = tuple(msgspec.structs.replace(f, stated_by="prose") for f in api.facts if isinstance(f, Server))
    return Snapshot([entry(Owner("page", "guide"), servers)], [readable("guide")])


def page(side: Any, place: str) -> Snapshot:
    """Make a snapshot of a page's facts, of documents by their state, or of variants of an operation."""
    if isinstance(side, dict) and "words" in side:
        facts = msgspec.convert(side["words"], tuple[AnyFact, ...])
        return Snapshot([entry(Owner("page", "guide"), facts)], [structs.replace(readable("guide"), digest="same")])
    if isinstance(side, dict) and "call" in side:
        facts = msgspec.convert(side["call"], tuple[AnyFact, ...])
        return Snapshot([entry(Owner("operation", "POST /things"), facts, "guide")], [readable("guide")])
    if isinstance(side, dict) and "pages" in side:
        return pages(side["pages"], side.get("content", "api"), side.get("text", "full"))
    if isinstance(side, dict):
        return documents_only(side.get("documents", {}), side.get("exclude"))
    if side and isinstance(side[0], list):
        return Snapshot([variant(*row) for row in side], [readable(row[1]) for row in side])
    facts = msgspec.convert(side, tuple[AnyFact, ...])
    owner = Owner("api", "") if place == "api" else Owner("page", "guide")
    return Snapshot([entry(owner, facts)], [readable("guide")])


def pages(texts: dict[str, str], content: Content = "api", kept: Kept = "full") -> Snapshot:
    """Read pages of Markdown as a capture does."""
    read = [
        statements_of(Page(url=f"https://docs.example.com/{place}", path=place, text=text))
        for place, text in texts.items()
    ]
    if content == "text":
        read = [msgspec.structs.replace(one, documentations=()) for one in read]
    assembly = assemble(read)
    texts = {place: text.digested() if kept == "digest" else text for place, text in assembly.texts.items()}
    words = {place: partial(lambda known: known, text) for place, text in texts.items()}
    return Snapshot(assembly.entries, assembly.documents, texts=words, content=content)


def documents_only(states: dict[str, str], exclude: list[str] | None = None) -> Snapshot:
    known = [readable("guide")]
    for place, state in states.items():
        unread = {} if state == "read" else {"state": "unseen", "reason": state}
        unread |= {"reason": "gone", "missing_since": "2026-01-02"} if state == "missing" else {}
        if state == "incomplete":
            unread |= {"reason": "lessened", "missing_since": "2026-01-02", "answered": "less", "lacks": ("A limit.",)}
        if state == "drawn":
            unread |= {"reason": "drawn", "missing_since": "2026-01-02", "answered": "less", "lacks": ("size",)}
        if state == "rearranged":
            unread |= {"reason": "mixed", "missing_since": "2026-01-02", "answered": "less"}
        digest = "" if state == "never read" else "same"
        known.append(Document(path=place, url=f"https://docs.example.com/{place}", digest=digest, **unread))
    return Snapshot([], known, asked=None if exclude is None else Asked(exclude=tuple(exclude)))


def readable(place: str) -> Document:
    return Document(path=place, url=f"https://docs.example.com/{place}", format="markdown")


def variant(key: str, name: str, field: str) -> Entry:
    method, _, path = key.partition(" ")
    facts = (
        Operation(at="operation", method=method, path=path),
        RequestBody(at="request"),
        MediaType(at="request · application/json", name="application/json", has_schema=True),
        Field(at="request · application/json · $", type=("object",)),
        *(Field(at=f"request · application/json · {field}_{index}", type=("string",)) for index in range(4)),
    )
    return entry(Owner("operation", key, name), facts)


def entry(owner: Owner, facts: tuple[AnyFact, ...], document: str = "") -> Entry:
    ordered = tuple(sorted(facts, key=lambda fact: fact.at))
    digest = "facts:" + msgspec.json.encode(ordered).hex()
    place = document or owner.variant or owner.name or "openapi"
    return Entry(owner, (place,), digest, facts=lambda: ordered, references=tuple)


def rows_by_role(rules: tuple[Any, ...]) -> Iterator[tuple[Any, str]]:
    for rule in rules:
        for role in rule.roles:
            yield rule, role
