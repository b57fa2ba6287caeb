"""What prose and tables claim of fields, held against the schema: type, need, default, range, repetition, values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import UNSET

from driftwatch.extract.openapi.disagreements import contradiction, same_text
from driftwatch.extract.openapi.sample_values import statements_of
from driftwatch.model import address, paths
from driftwatch.model.facts import Contradiction, Field, Statement
from driftwatch.model.json_values import Json
from driftwatch.model.tree import Tree
from driftwatch.platforms.platform import Claim

_WILD: Final = frozenset("[]{}*+?.\\()")
"""What in a pattern stands for more than itself."""
_TOLD_AS: Final[Mapping[str, str]] = {"spans": "bounds", "values": "enum"}
"""What a contradiction is of, by what is claimed where that is called otherwise."""
_FROM_A_TABLE: Final = "a value of the table"


def refuted(claim: Claim, document: str, trees: Mapping[str, Tree]) -> Iterator[Contradiction]:
    """Yield the contradictions between a sentence and the fields that it names."""
    for usage in (claim.within,) if claim.within else ("request",):
        for root, field in _named(claim.name, usage, trees):
            says = _claimed(claim, field)
            if says is None:
                continue
            statements = _statements(claim, document, field, says)
            path = address.ROOT if root.startswith("parameter") else address.escape(claim.name)
            aspect = _TOLD_AS.get(claim.aspect, claim.aspect)
            yield contradiction(aspect, address.join(root, path), statements, stated_by=claim.stated_by)


def _statements(claim: Claim, document: str, field: Field, says: Json) -> tuple[Statement, ...]:
    if claim.aspect == "samples":
        return statements_of(claim.says, locator=claim.locator, document=document)
    spoken = _spoken(claim, field)
    return (
        Statement(says=says, stated_by=field.stated_by, document=field.document, locator=field.locator),
        Statement(says=spoken, stated_by=claim.stated_by, document=document, locator=claim.locator),
    )


def _named(name: str, usage: str, trees: Mapping[str, Tree]) -> Iterator[tuple[str, Field]]:
    """Yield (root, field) for each field called `name` directly below a root of a usage: request or response."""
    for root in sorted(trees):
        head, *steps = paths.parts(root)
        if head == "parameter":
            path = address.ROOT if usage == "request" and steps[-1] == name else ""
        else:
            path = address.escape(name) if head == usage and "header" not in steps else ""
        found = trees[root].find(path) if path else None
        if found is not None:
            yield root, found


def _claimed(claim: Claim, field: Field) -> Json:
    """Return what the field says where the claim says otherwise; None when they agree or cannot be compared."""
    return _HELD[claim.aspect](field, claim.says)


def _spoken(claim: Claim, field: Field) -> Json:
    """Return what is said: of a span what lies beyond, of a table against a pattern only that it is one."""
    if claim.aspect == "spans":
        beyond = _narrower(field, claim.says) or {}
        return {name: claim.says[name] for name in beyond}
    return _FROM_A_TABLE if claim.aspect == "enum" and not field.enum else claim.says


def _other_need(field: Field, says: Json) -> Json:
    return None if field.required == says else field.required


def _other_default(field: Field, says: Json) -> Json:
    return None if field.default is UNSET or same_text(field.default, says) else field.default


def _other_type(field: Field, says: Json) -> Json:
    if not field.type or field.ref:
        return None
    meant = (says, "integer") if says == "number" else (says,)
    fits = any(name in field.type for name in meant) or (says == "integer" and "number" in field.type)
    return None if fits else list(field.type)


def _single(field: Field, _says: Json) -> Json:
    """Return the type of a field that holds one value, though it is said to be repeated."""
    if not field.type or field.ref or {"array", "object"} & set(field.type):
        return None
    return list(field.type)


def _other_bounds(field: Field, says: Json) -> Json:
    """Return those bounds of a number that a sentence states otherwise."""
    claimed = says if isinstance(says, dict) and {"integer", "number"} & set(field.type) else {}
    stated = {name: getattr(field, name) for name in claimed}
    return {name: bound for name, bound in stated.items() if bound is not UNSET and bound != claimed[name]} or None


def _narrower(field: Field, says: Json) -> Json:
    """Return those bounds of a number that do not let pass all that a table offers."""
    if not isinstance(says, dict) or not {"integer", "number"} & set(field.type):
        return None
    beyond: dict[str, Json] = {}
    if field.minimum is not UNSET and says["minimum"] < field.minimum:
        beyond["minimum"] = field.minimum
    if field.maximum is not UNSET and says["maximum"] > field.maximum:
        beyond["maximum"] = field.maximum
    return beyond or None


def _beyond(field: Field, listed: Json) -> Json:
    """Return what a schema accepts beyond the table that its values are said to come from: other values, a pattern.

    A pattern of letters alone lists its values. Patterns come from outside and are never run.
    """
    known = set(listed) if isinstance(listed, list) else set()
    if isinstance(field.enum, tuple) and field.enum:
        return sorted(map(str, field.enum)) if {str(value) for value in field.enum} - known else None
    if not field.pattern:
        return None
    spelled = field.pattern.removeprefix("^").removesuffix("$").removeprefix("(?:").strip("()")
    if set(spelled) & _WILD:
        return field.pattern
    return field.pattern if set(spelled.split("|")) - known else None


def _other_values(field: Field, listed: Json) -> Json:
    """Return the values of a field of which a sentence lists some, and another one beside them."""
    known = {str(value).lower() for value in field.enum} if isinstance(field.enum, tuple) else set[str]()
    said = {str(value).lower() for value in listed} if isinstance(listed, list) else set[str]()
    return sorted(map(str, field.enum or ())) if known & said and said - known else None


def _both_listed(field: Field, says: Json) -> Json:
    """Return the list of a field of which samples that should show one call send several values."""
    known = {str(value) for value in field.enum} if isinstance(field.enum, tuple) else set[str]()
    sent = {str(value) for value in says.values()} if isinstance(says, dict) else set[str]()
    return sorted(known) if sent <= known else None


_HELD: Final[Mapping[str, Callable[[Field, Json], Json]]] = {
    "required": _other_need,
    "type": _other_type,
    "default": _other_default,
    "bounds": _other_bounds,
    "spans": _narrower,
    "repeat": _single,
    "enum": _beyond,
    "values": _other_values,
    "samples": _both_listed,
}
