"""At which line of a specification a finding is documented, where its text is at hand.

Thousands of findings cost little more than a few: what was looked up in a text is kept.
"""

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
_Keys = tuple[str, ...]
_PARAMETERS: Final = frozenset({"request.query", "request.path", "request.header", "request.cookie"})
_DEEPEST: Final = 10
_MOST_MERGED: Final = 500_000
"""Keys that are gathered from the branches of the schemas of a text: schemas may hold each other in each other."""


def with_lines(report: Report, text_of: Callable[[str], str]) -> Report:
    """Name the line in each source of a finding that is a specification and names no other place.

    Args:
        report: of specifications.
        text_of: returns the text of a document by its URL, "" where it is not at hand.
    """
    ways: dict[str, _Ways] = {}

    def lined(finding: Finding) -> Finding:
        members = tuple(map(lined, finding.members))
        sources = tuple(located(finding, source) for source in finding.sources)
        if members and len(sources) == 1:  # what is told of several stands where the first of them is told
            sources = members[0].sources if members[0].sources[:1] != finding.members[0].sources[:1] else sources
        return structs.replace(finding, sources=sources, members=members)

    def located(finding: Finding, source: Source) -> Source:
        if source.locator or source.stated_by != "schema":
            return source
        if source.url not in ways:
            ways[source.url] = _Ways(Outline(text_of(source.url)))
        line = ways[source.url].line_of(finding)
        return structs.replace(source, locator=f"line {line}") if line else source

    return structs.replace(report, findings=tuple(map(lined, report.findings)))


class _Ways:
    """The ways through a text to what findings are about."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._parameters: dict[Node, dict[str, Node]] = {}
        self._merged: dict[Node, tuple[dict[_Keys, Node], Iterator[Node]]] = {}
        self._left = _MOST_MERGED

    def line_of(self, finding: Finding) -> int:
        """Return the line, from 1, of the deepest key on the way to what a finding is about; 0 where none is found."""
        found = None
        for found in self._way(finding):  # noqa: B007 - the last one is meant
            pass
        return found.first + 1 if found is not None else 0

    def _way(self, finding: Finding) -> Iterator[Node]:
        outline = self._outline
        if finding.schema:
            schema = next((node for each in _SCHEMAS if (node := outline.find((*each, finding.schema)))), None)
            if schema is not None:
                yield schema
                yield from self._field(schema, finding.field)
            return
        if not finding.operations:
            return
        method, _, path = finding.first_operation.partition(" ")
        item = outline.find(("paths", path))
        if item is None:
            return
        yield item
        item = outline.followed(item)
        operation = outline.child(item, method.lower())
        if operation is not None:
            yield operation
            if finding.location in _PARAMETERS and finding.field:
                yield from self._parameter(finding.field, (item, operation))
            else:
                yield from self._inside(finding, operation)

    def _inside(self, finding: Finding, operation: Node) -> Iterator[Node]:
        outline = self._outline
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
        yield from self._field(schema, finding.field) if schema is not None else ()

    def _parameter(self, field: str, holders: tuple[Node, ...]) -> Iterator[Node]:
        """Yield the item of a list of parameters that has the name; the last is that of the operation."""
        name = steps(field)[0].name
        for holder in holders:
            listed = self._outline.child(holder, "parameters")
            found = self._named(listed).get(name) if listed is not None else None
            if found is not None:
                yield found

    def _named(self, listed: Node) -> dict[str, Node]:
        """Return where each parameter of a list stands, by name: the line of its name, or of the reference to it."""
        if listed not in self._parameters:
            found = self._parameters[listed] = {}
            for item in self._outline.below(listed):
                target = self._outline.followed(item)
                # In `"parameters": [ {` the brackets of items have no lines of their own: keys stand right below.
                named = item if item.key == "name" else self._outline.child(target, "name")
                if named is not None:
                    found[self._outline.value(named)] = named if item in (target, named) else item
        return self._parameters[listed]

    def _field(self, schema: Node, path: str | None) -> Iterator[Node]:
        """Yield the keys on the way to a field, as far as they are found; branches are looked through, not told."""
        node = schema
        for step in steps(path) if path else ():
            if step.keyword not in _KEYS:
                continue
            node, keys = self._outline.followed(node), _KEYS[step.keyword](step)
            below = self._outline.find(keys, node) or self._in_branches(node, keys)
            if below is None:
                return
            yield below
            node = below

    def _in_branches(self, node: Node, keys: _Keys) -> Node | None:
        """Return what stands at some keys of the first branch of a schema that has them."""
        if node not in self._merged:
            self._merged[node] = {}, self._branches(node, {node}, 0)
        merged, rest = self._merged[node]
        while keys not in merged and (branch := next(rest, None)) is not None:
            for found, below in self._held(branch):
                merged.setdefault(found, below)
        return merged.get(keys)

    def _held(self, branch: Node) -> Iterator[tuple[_Keys, Node]]:
        properties = self._outline.child(branch, "properties")
        below = self._outline.below(properties) if properties is not None else ()
        self._left -= len(below)
        yield from ((("properties", each.key), each) for each in below)
        for key in ("items", "additionalProperties"):
            found = self._outline.child(branch, key)
            if found is not None:
                yield (key,), found

    def _branches(self, node: Node, seen: set[Node], depth: int) -> Iterator[Node]:
        """Yield the branches of a schema and theirs in turn, each once."""
        joined = (found for key in _JOINED if (found := self._outline.child(node, key)) is not None)
        for item in (item for each in joined for item in self._outline.below(each)):
            branch = self._outline.followed(item)
            self._left -= 1
            if self._left <= 0:
                return
            if branch not in seen:
                seen.add(branch)
                yield branch
                if depth < _DEEPEST:
                    yield from self._branches(branch, seen, depth + 1)
