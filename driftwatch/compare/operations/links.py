"""What changed about the links of a response: which calls it says can follow, and with which of its values."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import UNSET

from driftwatch.compare.schemas.sides import Pair
from driftwatch.model.change import Change
from driftwatch.model.facts import Link, content_of
from driftwatch.model.json_values import Json, same_json

LOCATION: Final = "response.link"
_NAMES: Final = {"request_body": "body"}
"""Attributes, and how they are called for people."""


def link_changes(pair: Pair, old: Mapping[str, Link], new: Mapping[str, Link], *, status: str) -> Iterator[Change]:
    """Yield links of a response that came, went or lead elsewhere."""

    def change(what: str, one: Link | None, other: Link | None, **sides: Any) -> Change:
        known = other or one
        name = known.name if known is not None else None
        return pair.change(
            f"link.{what}", "operation", location=LOCATION, old=one, new=other, status=status, name=name, **sides
        )

    for name in sorted(old.keys() - new.keys()):
        if pair.gone(old[name]):
            yield change("removed", old[name], None, before=old[name].target or None)
    for name in sorted(new.keys() - old.keys()):
        yield change("added", None, new[name], after=new[name].target or None)
    for name in sorted(old.keys() & new.keys()):
        before, after = _said(old[name]), _said(new[name])
        differing = [
            key
            for key in sorted({*before, *after})
            if not same_json(before.get(key), after.get(key)) or (key in before) != (key in after)
        ]
        if differing:
            sides = [{key: side[key] for key in differing if key in side} or UNSET for side in (before, after)]
            yield change("changed", old[name], new[name], before=sides[0], after=sides[1])


def but_renamed(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Leave out that a link leads to an operation by its new id: that has another id is told of the operation."""
    renamed = {(change.before, change.after) for change in changes if change.kind == "operation.operation-id.changed"}
    if not renamed:
        return changes
    targets = [({"target": before}, {"target": after}) for before, after in renamed]
    return tuple(
        change for change in changes if change.kind != "link.changed" or (change.before, change.after) not in targets
    )


def _said(link: Link) -> dict[str, Json]:
    return {_NAMES.get(key, key): said for key, said in content_of(link).items() if key != "name"}
