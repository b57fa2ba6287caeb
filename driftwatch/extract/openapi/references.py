"""JSON pointers and `$ref` inside one document (RFC 6901; OpenAPI Reference Object)."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final

from driftwatch.extract.openapi.known_fields import KnownFields
from driftwatch.extract.openapi.reference_text import named_schema
from driftwatch.model.address import METHODS
from driftwatch.model.facts import AnyFact
from driftwatch.model.json_values import Json, pointer_parts
from driftwatch.patterns import lazy_regex

_MAX_HOPS: Final = 20
MAX_FOLLOWED: Final = 8
"""Pointers into other schemas that are followed one inside the other."""
FEW_FOLLOWED: Final = 2
"""The same where that comes to too much. Real files point at parts of parts of parts, and written out they come to
millions of fields; what is left as a reference is compared where it stands."""

_OTHER_COMPONENT: Final = lazy_regex(
    r"#/(?:components/)?(?:parameters|responses|headers|requestBodies|links|callbacks|securitySchemes|pathItems)/[^/]+"
)
"""References to what is defined once in a document and is no schema by its place."""
_OF_OTHERS: Final = frozenset(
    (
        "in", "name", "content", "schema", "style", "explode", "allowReserved", "allowEmptyValue", "headers", "links",
        "operationId", "operationRef", "parameters", "requestBody", "server", "servers", "summary", *METHODS,
    )
)  # fmt: skip
"""What components of other kinds say, and no schema."""
_OF_BOTH: Final = frozenset(("description", "required", "deprecated", "example", "examples"))
"""What they say as schemas do."""


class Pointers:
    """Resolves references of one document; what leads nowhere resolves to an empty object."""

    def __init__(self, document: Mapping[str, Json], *, siblings: bool, known: KnownFields | None = None) -> None:
        self._document = document
        self._targets: dict[str, Json] = {}
        self._read: dict[Hashable, tuple[AnyFact, ...]] = {}
        self.siblings = siblings
        """Whether keywords beside `$ref` count, as in OpenAPI 3.1."""
        self.known = known
        """What was flattened before, of this document or another one."""

    def schema_name(self, node: Json) -> str:
        """Name the schema that a node refers to; a reference out of the document keeps its text; else ""."""
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str):
            return ""
        return named_schema(reference) or reference

    def follow(
        self, node: Json, followed: tuple[str, ...], *, most: int = MAX_FOLLOWED
    ) -> tuple[Json, tuple[str, ...]]:
        """Replace a reference to anything but a named schema by what it refers to.

        `followed` are the pointers followed on the way here, at `most`: one that comes again is left as it is.
        """
        if not isinstance(node, dict) or "$ref" not in node:
            return node, followed
        for _ in range(_MAX_HOPS):
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str) or named_schema(reference):
                break
            target = self.target(reference)
            if target is None or reference in followed or len(followed) >= most or _is_no_schema(reference, target):
                break
            followed = (*followed, reference)
            node = self._merged(node, target)
        if isinstance(node, dict) and not self.siblings and isinstance(node.get("$ref"), str) and len(node) > 1:
            node = {"$ref": node["$ref"]}
        return node, followed

    def resolved(self, node: Json) -> Mapping[str, Json]:
        """Follow references of any kind until an object that is none; an empty object when there is no such thing."""
        for _ in range(_MAX_HOPS):
            if not isinstance(node, dict):
                return {}
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self.target(reference)
        return {}

    def dangling(self, node: Json) -> str:
        """Return the reference of a node that leads nowhere, to another document or around in a circle; else ""."""
        first = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(first, str):
            return ""
        for _ in range(_MAX_HOPS):
            if not isinstance(node, dict):
                return first
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return ""
            node = self.target(reference)
        return first

    def read_once(self, node: Json, *place: Hashable, read: Callable[[], Iterable[AnyFact]]) -> Iterable[AnyFact]:
        """Return what is read of a node at a place; what is referred to is read once there, however many refer to it.

        Operations refer to the same parameters and error responses, each at the address that it has in all of them.
        """
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str):
            return read()
        key = reference, place
        if key not in self._read:
            self._read[key] = tuple(read())
        return self._read[key]

    def target(self, reference: str) -> Json:
        """Return what a reference inside this document points to, or None."""
        if reference not in self._targets:
            self._targets[reference] = self._looked_up(reference)
        return self._targets[reference]

    def _looked_up(self, reference: str) -> Json:
        if not reference.startswith("#"):
            return None
        node: Json = self._document
        for part in pointer_parts(reference):
            if isinstance(node, dict):
                node = node.get(part)
            elif isinstance(node, list) and part.isdecimal() and int(part) < len(node):
                node = node[int(part)]
            else:
                return None
        return node

    def _merged(self, node: Mapping[str, Json], target: Json) -> Json:
        beside = {key: value for key, value in node.items() if key != "$ref"}
        if not self.siblings or not beside or not isinstance(target, dict):
            return target
        return {**target, **beside}


def _is_no_schema(reference: str, target: Json) -> bool:
    """Tell whether a reference leads to a component of another kind: it says nothing else than one does.

    Any other word may be one of a schema that somebody put into another drawer, and what it demands counts.
    """
    if not _OTHER_COMPONENT.fullmatch(reference) or not isinstance(target, dict):
        return False
    said = {key for key in target if not key.startswith("x-")}
    return said <= (_OF_OTHERS | _OF_BOTH) and (not _OF_OTHERS.isdisjoint(said) or said <= {"description"})
