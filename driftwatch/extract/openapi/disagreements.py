"""Fields that two documents, or two parts of one, state differently."""

from collections.abc import Iterator
from typing import Final

from msgspec import UNSET

from driftwatch.model import address, paths
from driftwatch.model.facts import Contradiction, Field, StatedBy, Statement
from driftwatch.model.json_values import Json, canonical, same_json
from driftwatch.patterns import lazy_regex

_NUMBER: Final = lazy_regex(r"[+-]?\d{1,30}(?:\.\d{1,30})?")
_PARAMETER: Final = f"parameter{address.SEPARATOR}"
_TEXT_OR_LIST: Final = frozenset(("string", "array", "null"))
"""What a parameter may be called that is a text of several values between commas."""
_BOUNDS: Final = (
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
)


def disagreements(
    schema: Field, other: Field, *, is_exact: bool, denies: bool = False
) -> Iterator[tuple[str, Json, Json]]:
    """Yield (aspect, what `schema` says, what `other` says) for each point on which both speak and differ.

    `schema` is the more trusted. Unless `other` is exact, it may list a part of an enum, and says nothing by leaving
    out "required"; `denies`: it says outright that the field is not.
    """
    is_listed = _is_parameter(schema) and _TEXT_OR_LIST.issuperset((*schema.type, *other.type))
    if schema.type and other.type and not is_listed and not _types_meet(schema.type, other.type):
        yield "type", list(schema.type), list(other.type)
    speaks = is_exact or denies or other.required
    if schema.required != other.required and speaks and paths.split(schema.at)[1] != address.ROOT:
        yield "required", schema.required, other.required
    yield from _enum_disagreement(schema, other, is_exact=is_exact)
    if schema.default is not UNSET and other.default is not UNSET and not same_text(schema.default, other.default):
        yield "default", schema.default, other.default
    stated = [(name, getattr(schema, name), getattr(other, name)) for name in _BOUNDS]
    bounds = [(name, one, two) for name, one, two in stated if UNSET not in (one, two) and one != two]
    if bounds:
        yield "bounds", {name: one for name, one, _ in bounds}, {name: two for name, _, two in bounds}


def contradiction(
    aspect: str, subject: str, statements: tuple[Statement, ...], *, stated_by: StatedBy
) -> Contradiction:
    """Make a contradiction; its evidence is that of the statement that is trusted less."""
    last = statements[-1]
    return Contradiction(
        at=address.join("contradiction", aspect, subject),
        aspect=aspect,
        subject=subject,
        statements=statements,
        document=last.document,
        locator=last.locator,
        stated_by=stated_by,
    )


def _enum_disagreement(schema: Field, other: Field, *, is_exact: bool) -> Iterator[tuple[str, Json, Json]]:
    if not isinstance(schema.enum, tuple) or not isinstance(other.enum, tuple) or not schema.enum or not other.enum:
        return
    one = {_plain(value) for value in schema.enum}
    two = {_plain(value) for value in other.enum}
    if two - one or (is_exact and one != two):
        yield "enum", list(schema.enum), list(other.enum)


def _is_parameter(field: Field) -> bool:
    root, path = paths.split(field.at)
    return path == address.ROOT and root.startswith(_PARAMETER)


def _types_meet(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    def widened(names: tuple[str, ...]) -> set[str]:
        return {"number" if name == "integer" else name for name in names} - {"null"}

    left, right = widened(one), widened(two)
    return bool(left & right) or not left or not right


def same_text(one: Json, two: Json) -> bool:
    """Tell whether two values are written alike: `5` in prose and 5 in a schema are one, and so are 1 and `1.0`.

    >>> same_text(1, "1.0"), same_text("0.50", 0.5), same_text("1.0", "1"), same_text(True, "1")
    (True, True, False, False)
    >>> same_text(False, "False"), same_text(None, "None"), same_text("False", "false")
    (True, True, False)

    The braces around what a reader fills in belong to the markup here and there.

    >>> same_text("{YourKey}", "YourKey"), same_text("{YourKey}", "OtherKey"), same_text("{}", "")
    (True, False, False)
    """
    if same_json(one, two) or _plain(one) == _plain(two) or _filled_in(one) == _filled_in(two):
        return True
    if any(value is None or isinstance(value, bool) for value in (one, two)):
        return _named(one) == _named(two)
    numbers = [value for value in (one, two) if isinstance(value, int | float) and not isinstance(value, bool)]
    written = [_NUMBER.fullmatch(_plain(value)) for value in (one, two)]
    return bool(numbers) and all(written) and float(_plain(one)) == float(_plain(two))


def _filled_in(value: Json) -> str:
    said = _plain(value)
    return said[1:-1] if len(said) > 2 and said[0] == "{" and said[-1] == "}" and ":" not in said else said  # noqa: PLR2004


def _named(value: Json) -> str:
    """Write a value as JSON names it, where the code of another language does: `False`, `None`."""
    said = _plain(value).lower()
    return "null" if said in ("none", "nil", "undefined") else said


def _plain(value: Json) -> str:
    return value.strip("\"'` ") if isinstance(value, str) else canonical(value)
