"""The cause of a change: what one edit of the documentation did, whichever operations and copies it reached."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from msgspec import UNSET, UnsetType

from driftwatch.model.change import Change
from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import PROPERTY, steps
from driftwatch.model.snapshot import Owner
from driftwatch.rules.rule import Rule

_ALONE: Final = (
    "capture.",
    "comparison.",
    "document.",
    "manifest.",
    "operation.added",
    "operation.removed",
    "page.",
    "pages.",
    "reading.",
    "sample.",
    "schema.",
    "variant.",
)
"""How kinds of changes begin of which each is told alone: they are about the whole of an operation, a schema or
a page, or about what a page says in words."""
_OF_FORMS: Final = ("media-type.added", "media-type.removed")
"""Kinds of changes that are each about one of the forms of a body."""
_OF_LISTS: Final = ("values.value.", *_OF_FORMS)
"""How kinds of changes begin that are each about one of several: values of a list, forms of a body."""
_MOVED: Final = "operation.moved"
_ANSWERS: Final = ("response.body", "response.header")
_DIGITS: Final = 12
_List: TypeAlias = tuple[str, Owner, str, str | None, str | None]


class Lists:
    """The values that each list, or forms that each body, gained and lost by the same edit: they are its sides."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._values: defaultdict[_List, list[Json]] = defaultdict(list)
        self._known: dict[_List, list[Json]] = {}
        for change in changes:
            if change.kind.startswith(_OF_LISTS):
                self._values[_list(change)].append(_sides(change))

    def sides(self, change: Change) -> list[Json]:
        """Return the sides of a change; of one of several values or forms those of them all."""
        key = _list(change)
        together = self._values.get(key, ())
        if len(together) < 2:  # noqa: PLR2004 - one is told alone
            return list(_sides(change))
        if key not in self._known:
            said = sorted(together, key=canonical)
            # A body may have thousands of forms: each names them all, so that they are written out once.
            self._known[key] = [_digest(*said)] if change.kind in _OF_FORMS else said
        return self._known[key]


def _list(change: Change) -> "_List":
    return change.kind, change.owner, change.location, change.status, change.name


def cause_of(
    change: Change, *, rule: Rule, bound: Level, where: str, fingerprint: str, lists: Lists | None = None
) -> str:
    """Return 12 hex digits that changes of one cause have in common; of what is told alone, its own fingerprint.

    Like a fingerprint, but without the owner; of what is inside an answer without the status, and of what is inside a
    body without the media type: equal bodies are one schema that is written several times. So are objects that are
    written out wherever they are used: of a field its own name counts, not what it is a field of; and not even that
    where one named schema gave way to another, which is one edit whatever the two have in common. The row that judges
    it and the bound take part, so that what is told together is as severe as each of it.

    Args:
        change: what is asked about.
        rule: the row that judges it.
        bound: the most severe level that it can have, whatever the row says.
        where: the location, as a part of the fingerprint.
        fingerprint: of the finding that is made of it.
        lists: the values that lists gained and lost in the same comparison.
    """
    if not rule.on or change.kind.startswith(_ALONE) or _is_of_words(change):
        return fingerprint
    inside = change.location.endswith(_ANSWERS) and not change.kind.startswith("response.")
    written = change.location.endswith(".body") and change.kind.startswith("field.")
    return _digest(
        rule.id_at(change.role),
        rule.on,
        [sorted(rule.when), sorted(rule.unless)],
        bound,
        where,
        None if written or change.kind in _OF_FORMS else change.media_type,
        None if inside else change.status,
        change.name,
        [*change.exchange] or _own(change),
        None if change.exchange else change.content,
        change.sunset,
        change.identity,
        *(list(_sides(change)) if lists is None else lists.sides(change)),
    )


def _is_of_words(change: Change) -> bool:
    """Tell whether a page contradicts itself: an example that many operations share is one, what pages say is not."""
    return change.kind.startswith("contradiction.") and change.owner.kind not in {"operation", "schema"}


def _own(change: Change) -> str | None:
    """Return the path of what changed, from the last field on; in parameters and headers the whole of it."""
    if change.field is None or not (change.kind.startswith("field.") and change.location.endswith(".body")):
        return change.field
    known = steps(change.field)
    last = max((number for number, step in enumerate(known) if step.keyword == PROPERTY), default=0)
    return "".join(step.text for step in known[last:])


def cause_that_hurts(cause: str) -> str:
    """Return the cause of those findings of a cause that affect a manifest: they are told, and accepted, apart."""
    return _digest(cause, "affects")


def _sides(change: Change) -> tuple[Json, Json]:
    before, after = (None if isinstance(side, UnsetType) else side for side in (change.before, change.after))
    if change.kind == _MOVED and isinstance(before, str) and isinstance(after, str):
        return _without_what_stays(before, after)
    # That nothing is stated and that null is stated are two things.
    return [before, change.before is UNSET], [after, change.after is UNSET]


def _without_what_stays(before: str, after: str) -> tuple[Json, Json]:
    """Return the steps by which two calls differ: `/v1/things` and `/v2/things` by `v1` and `v2` in the same place."""
    old, new = before.split("/"), after.split("/")
    shortest = min(len(old), len(new))
    start = _alike(old, new, shortest)
    end = _alike(old[::-1], new[::-1], shortest - start)
    return [*old[1:start], old[start : len(old) - end]], [*new[1:start], new[start : len(new) - end]]


def _alike(one: Sequence[str], other: Sequence[str], most: int) -> int:
    return next((number for number in range(most) if one[number] != other[number]), most)


def _digest(*parts: Json) -> str:
    return hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
