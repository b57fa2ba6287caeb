"""Null in a schema: every way in which one says that it may be there, brought to one."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from driftwatch.extract.data import loose
from driftwatch.model.json_values import Json

_UNIONS: Final = frozenset(("oneOf", "anyOf"))
_FLAGS: Final = frozenset(("deprecated", "readOnly", "writeOnly", "nullable", "uniqueItems"))
"""Keywords whose `false` is the same as nothing."""


def without_null(node: Json) -> tuple[Json, bool]:
    """Take a null branch out of oneOf or anyOf; what remains alone takes the place of the composition."""
    if not isinstance(node, dict) or _UNIONS.isdisjoint(node):
        return node, False
    for keyword in ("oneOf", "anyOf"):
        branches = node.get(keyword)
        if not isinstance(branches, list) or len(branches) < 2:  # noqa: PLR2004 - null and something else
            continue
        others = [branch for branch in branches if not _is_null(branch)]
        if len(others) == len(branches) or not others:
            continue
        rest = {key: value for key, value in node.items() if key != keyword}
        if len(others) > 1:
            return {**rest, keyword: others}, True
        return _beside(rest, others[0], keyword), True
    return node, False


def _beside(rest: Mapping[str, Json], branch: Json, keyword: str) -> Json:
    if not isinstance(branch, dict):
        return {**rest, keyword: [branch]}
    said, more = _without_defaults(rest), _without_defaults(branch)
    clash = (set(said) & set(more)) - {"description", "title", "example", "examples"}
    return {**rest, keyword: [branch]} if clash else {**more, **said}


def _without_defaults(node: Mapping[str, Json]) -> dict[str, Json]:
    """Leave out flags that say what is so anyway."""
    return {key: value for key, value in node.items() if not (value is False and key in _FLAGS)}


_NULL_ALONE: Final[tuple[Json, ...]] = (
    {"const": None}, {"enum": [None]}, {"nullable": True}, {"x-nullable": True}, {"type": None},
)  # fmt: skip
"""What else a branch says that means null. OpenAPI 3.0 has no type for it, so that generators write a branch that is
nullable and nothing else; taken by the letter it admits anything, and the other branches would mean nothing. In YAML
the name of the type is null itself where nobody put it in quotes."""


def _is_null(branch: Json) -> bool:
    if not isinstance(branch, dict):
        return False
    stated = branch.get("type")
    if stated == "null" or (isinstance(stated, list) and named_types(stated) == {"null"}):
        return branch.get("const") is None and None in loose.items(branch.get("enum", [None]))
    says = {key: value for key, value in branch.items() if key not in ("description", "title")}
    return says in _NULL_ALONE


def named_types(listed: Iterable[Json]) -> set[str]:
    """Return the types of a list; in YAML that of null is null itself where nobody put it in quotes."""
    return {"null" if name is None else name for name in listed if name is None or isinstance(name, str)}


def read_null(stated: Json, values: dict[str, Any], *, nullable: bool) -> None:
    """Note in what was read of a schema that null may be there, be it by the `type` that it states."""
    types = named_types(stated) if isinstance(stated, list) else set()
    listed = "null" in types and len(types) > 1
    if nullable or listed or "nullable" in values:
        values["nullable"] = True
        if None in values.get("enum", ()):
            values["enum"] = tuple(item for item in values["enum"] if item is not None)
