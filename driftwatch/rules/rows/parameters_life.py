"""Rules for the life of parameters: deprecated, with or without a date, and how stable they are."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, Example, Levels, Rule

_PLACES: Final[tuple[Role, ...]] = ("request-parameter", "response-header")
_LEAVE: Final = "Move to what takes its place before it is gone."
_ASK: Final = "Ask the provider for the date, and plan the move without it."
_BREAKS: Final = Levels(request="breaking", response="breaking")
_NOTED: Final = Levels(request="info", response="info")
_FUTURE: Final = "9999-12-31"
_LATER: Final = "9999-12-30"
_PAST: Final = "2001-01-01"


def _parameter(**more: Json) -> Json:
    return {"parameters": [{"name": "limit", "in": "query", "schema": {"type": "string"}, **more}]}


def _old(sunset: str = "") -> Json:
    return _parameter(deprecated=True, **({"x-sunset": sunset} if sunset else {}))


PARAMETER_LIFE: Final[tuple[Rule, ...]] = (
    Rule(
        on="parameter.deprecated",
        id="request-parameter-sunset-parse",
        ids={"response-header": "event-parameter-sunset-parse"},
        roles=_PLACES,
        when=frozenset({"sunset-unreadable"}),
        level=_BREAKS,
        title="A parameter was deprecated with an unreadable sunset date",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="{subject} of {owner} is now deprecated; its sunset date {sunset} is not a date.",
        example=Example(within="operation", before=_parameter(), after=_old("soon")),
    ),
    Rule(
        on="parameter.deprecated",
        id="request-parameter-sunset-date-too-small",
        ids={"response-header": "event-parameter-sunset-date-too-small"},
        roles=_PLACES,
        when=frozenset({"sunset-too-soon"}),
        level=_BREAKS,
        title="A parameter was deprecated with a sunset date that is too near",
        why="There is no time left to move.",
        advice=_LEAVE,
        message="{subject} of {owner} is now deprecated, and was to go on {sunset} already.",
        example=Example(within="operation", before=_parameter(), after=_old(_PAST)),
    ),
    Rule(
        on="parameter.deprecated",
        id="request-parameter-deprecated-sunset-missing",
        ids={"response-header": "event-parameter-deprecated-sunset-missing"},
        roles=_PLACES,
        when=frozenset({"sunset-missing"}),
        level=_BREAKS,
        title="A parameter was deprecated without the sunset date that your policy demands",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="{subject} of {owner} is now deprecated, without a sunset date.",
        example=Example(within="operation", before=_parameter(), after=_old()),
    ),
    Rule(
        on="parameter.deprecated",
        id="request-parameter-deprecated",
        ids={"response-header": "event-parameter-deprecated"},
        roles=_PLACES,
        level=_NOTED,
        title="A parameter was deprecated",
        why="It will be gone some day.",
        advice=_LEAVE,
        message="{subject} of {owner} is now deprecated.",
        example=Example(within="operation", before=_parameter(), after=_old()),
    ),
    Rule(
        on="parameter.reactivated",
        id="request-parameter-reactivated",
        ids={"response-header": "event-parameter-reactivated"},
        roles=_PLACES,
        level=_NOTED,
        title="A parameter is no longer deprecated",
        why="It will stay.",
        advice=NOTHING,
        message="{subject} of {owner} is no longer deprecated.",
        example=Example(within="operation", before=_old(), after=_parameter()),
    ),
    Rule(
        on="parameter.sunset.removed",
        id="request-parameter-sunset-deleted",
        ids={"response-header": "event-parameter-sunset-deleted"},
        roles=_PLACES,
        level=_BREAKS,
        title="A deprecated parameter has no sunset date any more",
        why="It may be gone at any time.",
        advice=_ASK,
        message="{subject} of {owner}, which is deprecated, no longer has the sunset date {before}.",
        example=Example(within="operation", before=_old(_FUTURE), after=_old()),
    ),
    Rule(
        on="parameter.sunset.changed",
        id="request-parameter-sunset-parse",
        ids={"response-header": "event-parameter-sunset-parse"},
        roles=_PLACES,
        when=frozenset({"sunset-unreadable"}),
        level=_BREAKS,
        title="The sunset date of a parameter cannot be read",
        why="Nobody can tell how long it will work.",
        advice=_ASK,
        message="The sunset date of {subject} of {owner} is now {after} (was {before}); one of them is not a date.",
        example=Example(within="operation", before=_old(_FUTURE), after=_old("soon")),
    ),
    Rule(
        on="parameter.sunset.changed",
        id="request-parameter-sunset-date-changed-too-small",
        ids={"response-header": "event-parameter-sunset-date-changed-too-small"},
        roles=_PLACES,
        when=frozenset({"sunset-earlier", "sunset-too-soon"}),
        level=_BREAKS,
        title="The sunset date of a parameter was moved to a day that is too near",
        why="There is no time left to move.",
        advice=_LEAVE,
        message="The sunset date of {subject} of {owner} is now {after} (was {before}).",
        example=Example(within="operation", before=_old(_FUTURE), after=_old(_PAST)),
    ),
    Rule(
        on="parameter.sunset.changed",
        id="request-parameter-sunset-date-earlier",
        ids={"response-header": "event-parameter-sunset-date-earlier"},
        roles=_PLACES,
        when=frozenset({"sunset-earlier"}),
        level=Levels(request="warning", response="warning"),
        title="The sunset date of a parameter was moved to an earlier day",
        why="It will be gone sooner than planned.",
        advice=_LEAVE,
        message="The sunset date of {subject} of {owner} is now {after} (was {before}).",
        deviation="oasdiff says nothing while the new date is far enough away; plans made for the old one fail.",
        example=Example(within="operation", before=_old(_FUTURE), after=_old(_LATER)),
    ),
    Rule(
        on="parameter.sunset.changed",
        id="request-parameter-sunset-date-later",
        ids={"response-header": "event-parameter-sunset-date-later"},
        roles=_PLACES,
        level=_NOTED,
        title="The sunset date of a parameter was moved to a later day",
        why="There is more time to move.",
        advice=_LEAVE,
        message="The sunset date of {subject} of {owner} is now {after} (was {before}).",
        deviation="oasdiff says nothing.",
        example=Example(within="operation", before=_old(_LATER), after=_old(_FUTURE)),
    ),
    Rule(
        on="parameter.sunset.set",
        id="request-parameter-sunset-date-added",
        ids={"response-header": "event-parameter-sunset-date-added"},
        roles=_PLACES,
        level=_NOTED,
        title="A deprecated parameter got a sunset date",
        why="It will be gone after the date.",
        advice=_LEAVE,
        message="{subject} of {owner}, which is deprecated, now has the sunset date {after}.",
        deviation="oasdiff says nothing.",
        example=Example(within="operation", before=_old(), after=_old(_FUTURE)),
    ),
    Rule(
        on="parameter.stability.lowered",
        id="request-parameter-stability-decreased",
        ids={"response-header": "event-parameter-stability-decreased"},
        roles=_PLACES,
        level=_BREAKS,
        title="A parameter is less stable than before",
        why="It may change without notice.",
        advice=CHECK_DOCS,
        message="The stability of {subject} of {owner} is now {after} (was {before}).",
        deviation="oasdiff says this of operations and properties only.",
        example=Example(within="operation", before=_parameter(), after=_parameter(**{"x-stability-level": "beta"})),
    ),
    Rule(
        on="parameter.stability.raised",
        id="request-parameter-stability-increased",
        ids={"response-header": "event-parameter-stability-increased"},
        roles=_PLACES,
        level=_NOTED,
        title="A parameter is more stable than before",
        why="More can be relied on.",
        advice=NOTHING,
        message="The stability of {subject} of {owner} is now {after} (was {before}).",
        deviation="oasdiff says this of operations and properties only.",
        example=Example(within="operation", before=_parameter(**{"x-stability-level": "beta"}), after=_parameter()),
    ),
    Rule(
        on="parameter.stability.unreadable",
        id="request-parameter-invalid-stability-level",
        ids={"response-header": "event-parameter-invalid-stability-level"},
        roles=_PLACES,
        level=Levels(request="warning", response="warning"),
        title="A parameter has a stability that nobody knows",
        why="Nobody can tell what may be relied on.",
        advice=CHECK_DOCS,
        message="The stability of {subject} of {owner} is now {after} (was {before}).",
        deviation="oasdiff says this of operations only.",
        example=Example(within="operation", before=_parameter(), after=_parameter(**{"x-stability-level": "solid"})),
    ),
)
