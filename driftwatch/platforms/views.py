"""Looking fields up by address in one documentation, through references and compositions.

A page that shows a body unfolds what the OpenAPI file keeps in named schemas: the same field has another address there.
"""

from collections.abc import Iterable, Iterator, Mapping

from driftwatch.model import address, paths
from driftwatch.model.facts import AnyFact, Field

Fields = Mapping[str, Field]
"""Fields below one root, by path."""

_MAX_HOPS = 40
_COMPOSITIONS = frozenset(("allOf", "oneOf", "anyOf"))


class View:
    """The fields of one operation and of the named schemas that it can refer to."""

    def __init__(self, facts: Iterable[AnyFact], schemas: Mapping[str, Iterable[AnyFact]]) -> None:
        self._roots = _by_root(facts)
        self._named = schemas
        self._schemas: dict[str, Fields] = {}
        self._branches: dict[int, Mapping[str, tuple[str, ...]]] = {}

    @property
    def roots(self) -> tuple[str, ...]:
        """Addresses below which fields stand, without the path: `request · application/json`; sorted."""
        return tuple(sorted(self._roots))

    def find(self, root: str, path: str) -> Field | None:
        """Return the field that stands at a path below a root, or is meant by it; None when there is none."""
        fields = self._roots.get(root)
        if fields is None or address.ROOT not in fields:
            return fields.get(path) if fields else None
        if path in fields:
            return fields[path]
        return self._descend(fields, address.ROOT, [step.text for step in paths.steps(path)], _MAX_HOPS)

    def find_by_name(self, name: str, *, usage: str) -> Iterator[tuple[str, Field]]:
        """Yield (root, field) for each field named `name` directly below a root of a usage: request or response."""
        heads = ("response",) if usage == "response" else ("request", "parameter")
        for root in self.roots:
            if root.startswith(heads) and "header" not in paths.parts(root)[2:3]:
                if root.startswith("parameter"):
                    found = self.find(root, address.ROOT) if paths.split(root)[1] == name else None
                else:
                    found = self.find(root, address.escape(name))
                if found is not None:
                    yield root, found

    def _descend(self, fields: Fields, path: str, steps: list[str], hops: int) -> Field | None:
        if not steps:
            return fields.get(path)
        if hops <= 0:
            return None
        direct = address.child(path, steps[0])
        if direct in fields:
            found = self._descend(fields, direct, steps[1:], hops - 1)
            if found is not None:
                return found
        for branch in self._branches_of(fields).get(path, ()):
            found = self._descend(fields, branch, steps, hops - 1)
            if found is not None:
                return found
        field = fields.get(path)
        schema = self._schema(field.ref) if field is not None and field.ref else None
        return self._descend(schema, address.ROOT, steps, hops - 1) if schema else None

    def _schema(self, name: str) -> Fields | None:
        if name not in self._schemas:
            self._schemas[name] = _by_root(self._named.get(name, ())).get("schema", {})
        return self._schemas[name] or None

    def _branches_of(self, fields: Fields) -> Mapping[str, tuple[str, ...]]:
        known = self._branches.get(id(fields))
        if known is None:
            found: dict[str, list[str]] = {}
            for path in fields:
                parent, step = paths.cut(path) if path != address.ROOT else (path, None)
                if step is not None and step.keyword in _COMPOSITIONS:
                    found.setdefault(parent, []).append(path)
            known = {parent: tuple(sorted(paths)) for parent, paths in found.items()}
            self._branches[id(fields)] = known
        return known


def _by_root(facts: Iterable[AnyFact]) -> dict[str, dict[str, Field]]:
    roots: dict[str, dict[str, Field]] = {}
    for fact in facts:
        if isinstance(fact, Field):
            root, path = paths.split(fact.at)
            roots.setdefault(root, {})[path] = fact
    return roots
