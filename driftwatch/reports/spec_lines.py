"""At which line of a specification a finding is documented, where its text is at hand."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import structs

from driftwatch.located.outline import Node, Outline
from driftwatch.model.finding import Finding, Report
from driftwatch.model.paths import ITEMS, MAP, PROPERTY, Step, steps
from driftwatch.model.source import Source

_SCHEMAS: Final = (("components", "schemas"), ("definitions",))
_JOINED: Final = ("allOf", "oneOf", "anyOf")
_KEYS: Final[Mapping[str, Callable[[Step], tuple[str, ...]]]] = {
    PROPERTY: lambda step: ("properties", step.name),
    ITEMS: lambda _: ("items",),
    MAP: lambda _: ("additionalProperties",),
}
_PARAMETERS: Final = frozenset({"request.query", "request.path", "request.header", "request.cookie"})
_DEEPEST: Final = 10


def with_lines(report: Report, text_of: Callable[[str], str]) -> Report:
    """Name the line in each source of a finding that is a specification and names no other place.

    Args:
        report: of specifications.
        text_of: returns the text of a document by its URL, "" where it is not at hand.
    """
    outlines: dict[str, Outline] = {}

    def lined(finding: Finding) -> Finding:
        members = tuple(map(lined, finding.members))
        sources = tuple(located(finding, source) for source in finding.sources)
        if members and len(sources) == 1:  # what is told of several stands where the first of them is told
            sources = members[0].sources if members[0].sources[:1] != finding.members[0].sources[:1] else sources
        return structs.replace(finding, sources=sources, members=members)

    def located(finding: Finding, source: Source) -> Source:
        if source.locator or source.stated_by != "schema":
            return source
        if source.url not in outlines:
            outlines[source.url] = Outline(text_of(source.url))
        line = line_of(finding, outlines[source.url])
        return structs.replace(source, locator=f"line {line}") if line else source

    return structs.replace(report, findings=tuple(map(lined, report.findings)))


def line_of(finding: Finding, outline: Outline) -> int:
    """Return the line, from 1, of the deepest key on the way to what a finding is about; 0 where none is found."""
    found = None
    for found in _way(finding, outline):  # noqa: B007 - the last one is meant
        pass
    return found.first + 1 if found is not None else 0


def _way(finding: Finding, outline: Outline) -> Iterator[Node]:
    if finding.schema:
        schema = next((node for each in _SCHEMAS if (node := outline.find((*each, finding.schema)))), None)
        if schema is not None:
            yield schema
            yield from _field(outline, schema, finding.field)
        return
    if not finding.operations:
        return
    method, _, path = finding.operations[0].partition(" ")
    item = outline.find(("paths", path))
    if item is None:
        return
    yield item
    item = outline.followed(item)
    operation = outline.child(item, method.lower())
    if operation is not None:
        yield operation
        if finding.location in _PARAMETERS and finding.field:
            yield from _parameter(finding.field, outline, (item, operation))
        else:
            yield from _inside(finding, outline, operation)


def _inside(finding: Finding, outline: Outline, operation: Node) -> Iterator[Node]:
    if finding.location.startswith("response") and finding.status:
        steps: tuple[str, ...] = ("responses", finding.status)
    elif finding.location.startswith("request.body"):
        steps = ("requestBody",)
    else:
        return
    body = outline.find(steps, operation)
    if body is None:
        return
    yield body
    content = outline.child(outline.followed(body), "content")
    media = list(outline.below(content)) if content is not None else []
    chosen = next((each for each in media if each.key == finding.media_type), media[0] if media else None)
    schema = outline.child(chosen, "schema") if chosen is not None else outline.child(body, "schema")
    yield from _field(outline, schema, finding.field) if schema is not None else ()


def _parameter(field: str, outline: Outline, holders: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the item of a list of parameters that has the name; the last is that of the operation."""
    name = re.escape(steps(field)[0].name)
    named = re.compile(rf"(?m)^[ \t]*(?:-[ \t]+)?[\"']?name[\"']?[ \t]*:[ \t]*[\"']?{name}[\"']?,?[ \t]*$")
    for holder in holders:
        listed = outline.child(holder, "parameters")
        items = outline.below(listed) if listed is not None else ()
        for item in items:
            found = named.search(said := outline.says(outline.followed(item)))
            if found is not None and outline.followed(item) == item:
                yield structs.replace(item, first=item.first + said[: found.start()].count("\n"))
            elif found is not None:
                yield item


def _field(outline: Outline, schema: Node, path: str | None) -> Iterator[Node]:
    """Yield the keys on the way to a field, as far as they are found; branches are looked through, not told."""
    node = schema
    for step in steps(path) if path else ():
        if step.keyword not in _KEYS:
            continue
        below = _step(outline, node, step, 0)
        if below is None:
            return
        yield below
        node = below


def _step(outline: Outline, node: Node, step: Step, depth: int) -> Node | None:
    node = outline.followed(node)
    found = outline.find(_KEYS[step.keyword](step), node)
    if found is not None or depth > _DEEPEST:
        return found
    branches = (each for key in _JOINED if (joined := outline.child(node, key)) for each in outline.below(joined))
    return next((found for each in branches if (found := _step(outline, each, step, depth + 1))), None)
