"""Rules for response headers; what answers a webhook or callback is sent by us."""

from typing import Final

from msgspec import UNSET

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CONTROLLED, NOTHING, Advice, Example, Levels, Rule

_HEADERS: Final[tuple[Role, ...]] = ("response-header", "request-parameter")


_GONE: Final = Advice(request="Stop sending it once you know what took its place.", response=CONTROLLED)
_AS_DOCUMENTED: Final = Advice(
    request="Write the value as it is documented now.", response="Read the value as it is documented now."
)


def _header(header: Json = UNSET) -> Json:
    headers = {} if header is UNSET else {"X-Trace": {"schema": {"type": "string"}, **header}}
    return {"responses": {"200": {"description": "answer", "headers": headers}}}


HEADER_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="header.removed",
        id="required-response-header-removed",
        ids={"request-parameter": "event-required-header-removed"},
        roles=_HEADERS,
        when=frozenset({"required"}),
        level=Levels(request="warning", response="breaking"),
        title="A header that always came is no longer documented",
        why="A client that reads it finds nothing.",
        advice=_GONE,
        message="Response header {name} of {owner}, which was always sent, is no longer documented.",
        example=Example(within="operation", before=_header({"required": True}), after=_header()),
    ),
    Rule(
        on="header.removed",
        id="optional-response-header-removed",
        ids={"request-parameter": "event-optional-header-removed"},
        roles=_HEADERS,
        level=Levels(request="warning", response="warning"),
        title="An optional response header is no longer documented",
        why="A client that reads it when it is there no longer finds it.",
        advice=_GONE,
        message="Response header {name} of {owner} is no longer documented.",
        deviation="oasdiff says so in 1.27, and info later. Who reads it where it comes finds it no longer: a warning.",
        example=Example(within="operation", before=_header({}), after=_header()),
    ),
    Rule(
        on="header.added",
        id="response-header-added",
        ids={"request-parameter": "event-required-header-added"},
        roles=_HEADERS,
        when=frozenset({"required"}),
        level=Levels(request="breaking", response="info"),
        title="A response header was added",
        why="More is promised. Whoever answers a webhook must send it.",
        advice=NOTHING,
        message="Response header {name} of {owner} is now documented, and always sent.",
        example=Example(within="operation", before=_header(), after=_header({"required": True})),
    ),
    Rule(
        on="header.added",
        id="response-header-added",
        ids={"request-parameter": "event-optional-header-added"},
        roles=_HEADERS,
        level=Levels(request="info", response="info"),
        title="An optional response header was added",
        why="More may come than before.",
        advice=NOTHING,
        message="Response header {name} of {owner} is now documented.",
        example=Example(within="operation", before=_header(), after=_header({})),
    ),
    Rule(
        on="header.became-required",
        id="response-header-became-required",
        ids={"request-parameter": "event-header-became-required"},
        roles=_HEADERS,
        level=Levels(request="breaking", response="info"),
        title="A response header became required",
        why="It now always comes. Whoever answers a webhook must send it.",
        advice=NOTHING,
        message="Response header {name} of {owner} is now always sent.",
        deviation="oasdiff says nothing; it is the mirror of response-header-became-optional.",
        example=Example(within="operation", before=_header({}), after=_header({"required": True})),
    ),
    Rule(
        on="header.became-optional",
        id="response-header-became-optional",
        ids={"request-parameter": "event-header-became-optional"},
        roles=_HEADERS,
        level=Levels(request="info", response="warning"),
        strict=Levels(request="info", response="breaking"),
        title="A response header became optional",
        why="A client that relies on it may find nothing.",
        advice=CONTROLLED,
        message="Response header {name} of {owner} is no longer always sent.",
        example=Example(within="operation", before=_header({"required": True}), after=_header({})),
    ),
    Rule(
        on="header.deprecated",
        id="response-header-deprecated",
        ids={"request-parameter": "event-header-deprecated"},
        roles=_HEADERS,
        level=Levels(request="info", response="info"),
        title="A response header was deprecated",
        why="It will go.",
        advice="Plan to do without it.",
        message="Response header {name} of {owner} is now deprecated.",
        deviation="oasdiff says nothing of headers; properties and parameters are info as well.",
        example=Example(within="operation", before=_header({}), after=_header({"deprecated": True})),
    ),
    Rule(
        on="header.reactivated",
        id="response-header-reactivated",
        ids={"request-parameter": "event-header-reactivated"},
        roles=_HEADERS,
        level=Levels(request="info", response="info"),
        title="A response header is no longer deprecated",
        why="It will stay.",
        advice=NOTHING,
        message="Response header {name} of {owner} is no longer deprecated.",
        deviation="oasdiff says nothing of headers; properties and parameters are info as well.",
        example=Example(within="operation", before=_header({"deprecated": True}), after=_header({})),
    ),
    Rule(
        on="header.style.changed",
        id="response-header-style-changed",
        ids={"request-parameter": "event-header-style-changed"},
        roles=_HEADERS,
        level=Levels(request="breaking", response="breaking"),
        title="How a response header is written changed",
        why="A value written in the new way is read wrongly.",
        advice=_AS_DOCUMENTED,
        message="Response header {name} of {owner} is now written in style {after} (was {before}).",
        deviation="oasdiff says nothing; the values differ on the wire.",
        example=Example(within="operation", before=_header({}), after=_header({"style": "matrix"})),
    ),
    Rule(
        on="header.explode.changed",
        id="response-header-explode-changed",
        ids={"request-parameter": "event-header-explode-changed"},
        roles=_HEADERS,
        level=Levels(request="breaking", response="breaking"),
        title="How the parts of a response header are written changed",
        why="A list or object written in the new way is read wrongly.",
        advice=_AS_DOCUMENTED,
        message="Response header {name} of {owner} is now written with explode {after} (was {before}).",
        deviation="oasdiff says nothing; the values differ on the wire.",
        example=Example(within="operation", before=_header({}), after=_header({"explode": True})),
    ),
)
