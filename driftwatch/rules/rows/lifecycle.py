"""Rules for the life of operations and parameters: deprecated, with or without a date, and how stable they are.

What a sunset date means depends on the day: `dated` adds that to the traits of a change before it is judged.
"""

import datetime as dt
from typing import Final

from msgspec import Struct

from driftwatch.model.change import Change, Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, Example, Levels, Rule

_OPERATION: Final[tuple[Role, ...]] = ("operation",)
_LEAVE: Final = "Move to what takes its place before it is gone."
_ASK: Final = "Ask the provider for the date, and plan the move without it."
_FUTURE: Final = "9999-12-31"
_LATER: Final = "9999-12-30"
_PAST: Final = "2001-01-01"


class Calendar(Struct, frozen=True, kw_only=True):
    """What judging a date needs. `today` is ISO, UTC; `grace_days` is how long a sunset must be announced before."""

    today: str = ""
    grace_days: int = 0


def dated(change: Change, calendar: Calendar) -> frozenset[str]:
    """Return the traits of a change, with what its sunset date means today."""
    traits = set(change.traits)
    if "deprecated" in change.kind and not change.sunset and calendar.grace_days > 0:
        traits.add("sunset-missing")
    if not change.sunset:
        return frozenset(traits)
    date, today = _date(change.sunset), _date(calendar.today)
    before = _date(change.before) if isinstance(change.before, str) else None
    if date is None or (change.kind.endswith("sunset.changed") and before is None):
        return frozenset(traits | {"sunset-unreadable"})
    if before is not None:
        traits.add("sunset-earlier" if date < before else "sunset-later")
    traits.add("sunset-ahead" if today is None or date > today else "sunset-passed")
    if today is not None and (date - today).days < calendar.grace_days:
        traits.add("sunset-too-soon")
    return frozenset(traits)


def _date(text: str) -> dt.date | None:
    """Read an ISO date, alone or at the head of a time stamp."""
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _old(sunset: str = "") -> Json:
    return {"deprecated": True, **({"x-sunset": sunset} if sunset else {})}


OPERATION_LIFE: Final[tuple[Rule, ...]] = (
    Rule(
        on="operation.deprecated",
        id="api-deprecated-sunset-parse",
        roles=_OPERATION,
        when=frozenset({"sunset-unreadable"}),
        level="breaking",
        title="An operation was deprecated with an unreadable sunset date",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="{owner} is now deprecated; its sunset date {sunset} is not a date.",
        example=Example(within="operation", before={}, after=_old("soon")),
    ),
    Rule(
        on="operation.deprecated",
        id="api-sunset-date-too-small",
        roles=_OPERATION,
        when=frozenset({"sunset-too-soon"}),
        level="breaking",
        title="An operation was deprecated with a sunset date that is too near",
        why="There is no time left to move.",
        advice=_LEAVE,
        message="{owner} is now deprecated, and was to go on {sunset} already.",
        example=Example(within="operation", before={}, after=_old(_PAST)),
    ),
    Rule(
        on="operation.deprecated",
        id="api-deprecated-sunset-missing",
        roles=_OPERATION,
        when=frozenset({"sunset-missing"}),
        level="breaking",
        title="An operation was deprecated without the sunset date that your policy demands",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="{owner} is now deprecated, without a sunset date.",
        example=Example(within="operation", before={}, after=_old()),
    ),
    Rule(
        on="operation.deprecated",
        id="endpoint-deprecated-with-sunset",
        roles=_OPERATION,
        when=frozenset({"has-sunset"}),
        level="warning",
        title="An operation was deprecated, with a date",
        why="It will be gone after the date.",
        advice=_LEAVE,
        message="{owner} is now deprecated, until {sunset}.",
        deviation="oasdiff says info: it speaks to the provider. Who calls the operation has to move.",
        example=Example(within="operation", before={}, after=_old(_FUTURE)),
    ),
    Rule(
        on="operation.deprecated",
        id="endpoint-deprecated",
        roles=_OPERATION,
        level="warning",
        title="An operation was deprecated",
        why="It will be gone some day.",
        advice=_LEAVE,
        message="{owner} is now deprecated.",
        deviation="oasdiff says info: it speaks to the provider. Who calls the operation has to move.",
        example=Example(within="operation", before={}, after=_old()),
    ),
    Rule(
        on="operation.reactivated",
        id="endpoint-reactivated",
        roles=_OPERATION,
        level="info",
        title="An operation is no longer deprecated",
        why="It will stay.",
        advice=NOTHING,
        message="{owner} is no longer deprecated.",
        example=Example(within="operation", before=_old(), after={}),
    ),
    Rule(
        on="operation.sunset.removed",
        id="sunset-deleted",
        roles=_OPERATION,
        level="breaking",
        title="A deprecated operation has no sunset date any more",
        why="It may be gone at any time.",
        advice=_ASK,
        message="{owner}, which is deprecated, no longer has the sunset date {before}.",
        example=Example(within="operation", before=_old(_FUTURE), after=_old()),
    ),
    Rule(
        on="operation.sunset.changed",
        id="api-path-sunset-parse",
        roles=_OPERATION,
        when=frozenset({"sunset-unreadable"}),
        level="breaking",
        title="The sunset date of an operation cannot be read",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="The sunset date of {owner} is now {after} (was {before}); one of them is not a date.",
        example=Example(within="operation", before=_old(_FUTURE), after=_old("soon")),
    ),
    Rule(
        on="operation.sunset.changed",
        id="api-sunset-date-changed-too-small",
        roles=_OPERATION,
        when=frozenset({"sunset-earlier", "sunset-too-soon"}),
        level="breaking",
        title="The sunset date of an operation was moved to a day that is too near",
        why="There is no time left to move.",
        advice=_LEAVE,
        message="The sunset date of {owner} is now {after} (was {before}).",
        example=Example(within="operation", before=_old(_FUTURE), after=_old(_PAST)),
    ),
    Rule(
        on="operation.sunset.changed",
        id="api-sunset-date-earlier",
        roles=_OPERATION,
        when=frozenset({"sunset-earlier"}),
        level="warning",
        title="The sunset date of an operation was moved to an earlier day",
        why="It will be gone sooner than planned.",
        advice=_LEAVE,
        message="The sunset date of {owner} is now {after} (was {before}).",
        deviation="oasdiff says nothing while the new date is far enough away; plans made for the old one fail.",
        example=Example(within="operation", before=_old(_FUTURE), after=_old(_LATER)),
    ),
    Rule(
        on="operation.sunset.changed",
        id="api-sunset-date-later",
        roles=_OPERATION,
        level="info",
        title="The sunset date of an operation was moved to a later day",
        why="There is more time to move.",
        advice=_LEAVE,
        message="The sunset date of {owner} is now {after} (was {before}).",
        deviation="oasdiff says nothing.",
        example=Example(within="operation", before=_old(_LATER), after=_old(_FUTURE)),
    ),
    Rule(
        on="operation.sunset.set",
        id="api-sunset-date-added",
        roles=_OPERATION,
        level="warning",
        title="A deprecated operation got a sunset date",
        why="It will be gone after the date.",
        advice=_LEAVE,
        message="{owner}, which is deprecated, now has the sunset date {after}.",
        deviation="oasdiff says nothing; the end is now near enough to be named.",
        example=Example(within="operation", before=_old(), after=_old(_FUTURE)),
    ),
    Rule(
        on="operation.stability.lowered",
        id="api-stability-decreased",
        roles=_OPERATION,
        level="breaking",
        title="An operation is less stable than before",
        why="It may change without notice.",
        advice=CHECK_DOCS,
        message="The stability of {owner} is now {after} (was {before}).",
        example=Example(within="operation", before={}, after={"x-stability-level": "beta"}),
    ),
    Rule(
        on="operation.stability.raised",
        id="api-stability-increased",
        roles=_OPERATION,
        level="info",
        title="An operation is more stable than before",
        why="More can be relied on.",
        advice=NOTHING,
        message="The stability of {owner} is now {after} (was {before}).",
        example=Example(within="operation", before={"x-stability-level": "beta"}, after={}),
    ),
    Rule(
        on="operation.stability.unreadable",
        id="api-invalid-stability-level",
        roles=_OPERATION,
        level="breaking",
        title="An operation has a stability that nobody knows",
        why="Nobody can tell what may be relied on.",
        advice=CHECK_DOCS,
        message="The stability of {owner} is now {after} (was {before}).",
        example=Example(within="operation", before={}, after={"x-stability-level": "solid"}),
    ),
)

FIELD_LIFE: Final[tuple[Rule, ...]] = (
    Rule(
        on="field.deprecated",
        id="{role}-sunset-date-too-small",
        when=frozenset({"sunset-too-soon"}),
        level=Levels(request="breaking", response="breaking"),
        title="A field was deprecated with a sunset date that is too near",
        why="There is no time left to move.",
        advice=_LEAVE,
        message="{subject} is now deprecated, and was to go on {sunset} already",
        example=Example(before={"type": "string"}, after={"type": "string", **_old(_PAST)}),
    ),
    Rule(
        on="field.deprecated",
        id="{role}-deprecated-sunset-missing",
        when=frozenset({"sunset-missing"}),
        level=Levels(request="breaking", response="breaking"),
        title="A field was deprecated without the sunset date that your policy demands",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="{subject} is now deprecated, without a sunset date",
        example=Example(before={"type": "string"}, after={"type": "string", **_old()}),
    ),
)
