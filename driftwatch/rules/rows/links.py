"""Rules for links: which calls a response says can follow, and with which of its values."""

from typing import Any, Final

from driftwatch.rules.rule import NOTHING, Example, Rule

_FOLLOW: Final = "Follow the link as it is documented now, if a client of yours follows it or is generated from it."


def _linked(**links: Any) -> Any:
    return {"responses": {"200": {"description": "answer", "links": links}}}


LINK_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="link.removed",
        id="response-link-removed",
        roles=("operation",),
        level="warning",
        title="A link of a response is no longer documented",
        why="A client that goes on by it no longer knows how; the calls themselves are as they were.",
        advice=_FOLLOW,
        message="Link {name} of response {status} of {owner}, which led to {before}, is no longer documented.",
        example=Example(within="operation", before=_linked(next={"operationId": "getThing"}), after=_linked()),
    ),
    Rule(
        on="link.added",
        id="response-link-added",
        roles=("operation",),
        level="info",
        title="A link of a response is documented",
        why="It says which call can follow.",
        advice=NOTHING,
        message="Link {name} of response {status} of {owner} is now documented: it leads to {after}.",
        example=Example(within="operation", before=_linked(), after=_linked(next={"operationId": "getThing"})),
    ),
    Rule(
        on="link.changed",
        id="response-link-changed",
        roles=("operation",),
        level="warning",
        title="A link of a response leads elsewhere, or takes other values",
        why="A client that goes on by it makes another call than the documentation means now.",
        advice=_FOLLOW,
        message="Link {name} of response {status} of {owner} now has {after} (was {before}).",
        example=Example(
            within="operation",
            before=_linked(next={"operationId": "getThing", "parameters": {"id": "$response.body#/id"}}),
            after=_linked(next={"operationId": "getThing", "parameters": {"id": "$response.body#/next"}}),
        ),
    ),
)
