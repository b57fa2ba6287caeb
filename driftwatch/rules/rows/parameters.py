"""Rules for parameters: which there are, where they go, how they are written.

The headers and query of a webhook or callback come from the provider: they are judged as what we receive.
"""

from typing import Final

from driftwatch.model.address import ROOT, join
from driftwatch.model.change import Role
from driftwatch.model.facts import UNSTATED
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.requirements import with_key_listed
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, Advice, Example, Levels, Rule

_PLACES: Final[tuple[Role, ...]] = ("request-parameter", "response-header")
_UNDER_THE_NEW_NAME: Final = Advice(
    request="Send it under the new name.", response="Read the new name; keep the old one as long as it comes."
)
_AS_DOCUMENTED: Final = Advice(
    request="Write the value as it is documented now.", response="Read the value as it is documented now."
)
_SEND: Final = "Send the parameter from now on; calls without it are refused."


def _one(*, within: str = "query", name: str = "limit", **more: Json) -> Json:
    """Write an Operation Object with one parameter."""
    return {"parameters": [{"name": name, "in": within, "schema": {"type": "string"}, **more}]}


def _of_call(within: str) -> Json:
    """Write the facts of a call with one parameter."""
    styles = {} if within == UNSTATED else {"style": "form", "explode": True}
    at = join("parameter", within, "limit")
    return {
        "call": [
            {"fact": "operation", "at": "operation", "method": "POST", "path": "/things"},
            {"fact": "parameter", "at": at, "name": "limit", "within": within, **styles},
            {"fact": "field", "at": join(at, ROOT), "type": ["string"]},
        ]
    }


def _list(**more: Json) -> Json:
    return _one(schema={"type": "array", "items": {"type": "string"}}, **more)


def _path(template: str, name: str) -> Json:
    parameter = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    return {"paths": {template: {"get": {"parameters": [parameter], "responses": {"204": {"description": "-"}}}}}}


def _undeclared(template: str) -> Json:
    return {"paths": {template: {"get": {"responses": {"204": {"description": "-"}}}}}}


def _item(**parameter: Json) -> Json:
    shared = {"name": "limit", "in": "query", "schema": {"type": "string"}, **parameter}
    return {"paths": {"/things": {"parameters": [shared]}}}


_AS_CREDENTIALS: Final = tuple(
    Rule(
        on=f"parameter.{what}",
        id=id_,
        roles=("request-parameter",),
        when=frozenset({"as-credentials"}),
        level=Levels(request="info", response="info"),
        title=title,
        why="Calls that send the credentials send it as they did.",
        advice=NOTHING,
        message=message,
        deviation="oasdiff knows parameters and credentials as two things, whatever they have in common.",
        example=Example(
            within="document",
            before=with_key_listed(secured=True, listed=what == "removed"),
            after=with_key_listed(secured=True, listed=what == "added"),
        ),
    )
    for what, id_, title, message in (
        (
            "removed",
            "request-parameter-removed",
            "A parameter is stated as credentials alone",
            "{subject} of {owner} is no longer listed; its credentials are sent there.",
        ),
        (
            "added",
            "new-required-request-parameter",
            "Credentials are listed as a parameter as well",
            "{subject} of {owner} is listed now; its credentials were sent there before.",
        ),
    )
)


PARAMETER_RULES: Final[tuple[Rule, ...]] = (
    *_AS_CREDENTIALS,
    Rule(
        on="parameter.added",
        id="new-request-path-parameter",
        ids={"response-header": "event-path-parameter-added"},
        roles=_PLACES,
        when=frozenset({"path", "in-template"}),
        level=Levels(request="info", response="info"),
        title="What goes into a path is documented now",
        why="The path, or the base URL, had the place before: calls have always filled it.",
        advice=NOTHING,
        message="{subject} of {owner} is now documented; the URL had it before.",
        deviation="oasdiff says error. Nobody could call the path without a value there: info.",
        example=Example(within="document", before=_undeclared("/boxes/{id}"), after=_path("/boxes/{id}", "id")),
    ),
    Rule(
        on="parameter.added",
        id="new-request-path-parameter",
        ids={"response-header": "event-path-parameter-added"},
        roles=_PLACES,
        when=frozenset({"path"}),
        level=Levels(request="breaking", response="info"),
        title="A path parameter was added",
        why="The path cannot be built without it.",
        advice=_SEND,
        message="{subject} of {owner} is now documented.",
        example=Example(within="operation", before={}, after=_one(within="path", name="id", required=True)),
    ),
    Rule(
        on="parameter.added",
        id="new-required-request-default-parameter-to-existing-path",
        ids={"response-header": "event-shared-required-parameter-added"},
        roles=_PLACES,
        when=frozenset({"required", "path-item"}),
        level=Levels(request="breaking", response="info"),
        title="A required parameter was added for all methods of a path",
        why="Calls that do not send it are refused, whatever the method.",
        advice=_SEND,
        message="{subject} of {owner} is new and required, as for all methods of its path.",
        example=Example(within="document", before={}, after=_item(required=True)),
    ),
    Rule(
        on="parameter.added",
        id="new-optional-request-default-parameter-to-existing-path",
        ids={"response-header": "event-shared-optional-parameter-added"},
        roles=_PLACES,
        when=frozenset({"optional", "path-item"}),
        level=Levels(request="info", response="info"),
        title="An optional parameter was added for all methods of a path",
        why="Calls without it stay valid.",
        advice=NOTHING,
        message="{subject} of {owner} is new and optional, as for all methods of its path.",
        example=Example(within="document", before={}, after=_item()),
    ),
    Rule(
        on="parameter.added",
        id="new-required-request-parameter",
        ids={"response-header": "event-required-parameter-added"},
        roles=_PLACES,
        when=frozenset({"required"}),
        level=Levels(request="breaking", response="info"),
        title="A required parameter was added",
        why="Calls that do not send it are refused.",
        advice=_SEND,
        message="{subject} of {owner} is new and required.",
        example=Example(within="operation", before={}, after=_one(required=True)),
    ),
    Rule(
        on="parameter.added",
        id="new-optional-request-parameter",
        ids={"response-header": "event-optional-parameter-added"},
        roles=_PLACES,
        level=Levels(request="info", response="info"),
        title="An optional parameter was added",
        why="Calls without it stay valid.",
        advice=NOTHING,
        message="{subject} of {owner} is new and optional.",
        example=Example(within="operation", before={}, after=_one()),
    ),
    Rule(
        on="parameter.removed",
        id="request-parameter-removed",
        ids={"response-header": "event-parameter-removed"},
        roles=_PLACES,
        when=frozenset({"path", "in-template"}),
        level=Levels(request="info", response="info"),
        title="What goes into a path is no longer documented",
        why="The path, or the base URL, still has the place: calls fill it as before.",
        advice=NOTHING,
        message="{subject} of {owner} is no longer documented; the URL still has it.",
        deviation="oasdiff says warning. Calls are made as before: info.",
        example=Example(within="document", before=_path("/boxes/{id}", "id"), after=_undeclared("/boxes/{id}")),
    ),
    Rule(
        on="parameter.removed",
        id="request-parameter-removed-before-sunset",
        ids={"response-header": "event-parameter-removed-before-sunset"},
        roles=_PLACES,
        when=frozenset({"deprecated", "sunset-ahead"}),
        level=Levels(request="breaking", response="breaking"),
        title="A deprecated parameter was removed before its sunset",
        why="It was promised to stay until a date that has not come.",
        advice=CHECK_DOCS,
        message="{subject} of {owner} is no longer documented, although it was to stay until {sunset}.",
        example=Example(within="operation", before=_one(deprecated=True, **{"x-sunset": "9999-12-31"}), after={}),
    ),
    Rule(
        on="parameter.removed",
        id="request-parameter-sunset-parse",
        ids={"response-header": "event-parameter-sunset-parse"},
        roles=_PLACES,
        when=frozenset({"deprecated", "sunset-unreadable"}),
        level=Levels(request="breaking", response="breaking"),
        title="A deprecated parameter with an unreadable sunset date was removed",
        why="Nobody could know until when it was to stay.",
        advice=CHECK_DOCS,
        message="{subject} of {owner} is no longer documented; its sunset date {sunset} is not a date.",
        example=Example(within="operation", before=_one(deprecated=True, **{"x-sunset": "soon"}), after={}),
    ),
    Rule(
        on="parameter.removed",
        id="request-parameter-removed-with-deprecation",
        ids={"response-header": "event-parameter-removed-with-deprecation"},
        roles=_PLACES,
        when=frozenset({"deprecated"}),
        level=Levels(request="info", response="info"),
        title="A deprecated parameter was removed",
        why="It was announced; what is still sent is ignored or refused.",
        advice=Advice(request="Stop sending it.", response="Do without it."),
        message="{subject} of {owner}, which was deprecated, is no longer documented.",
        deviation="oasdiff says nothing once the sunset date has passed. The parameter is gone all the same: info.",
        example=Example(within="operation", before=_one(deprecated=True), after={}),
    ),
    Rule(
        on="parameter.removed",
        id="request-parameter-removed",
        ids={"response-header": "event-parameter-removed"},
        roles=_PLACES,
        level=Levels(request="warning", response="warning"),
        title="A parameter is no longer documented",
        why="What is still sent is ignored in silence, or the call is refused.",
        advice=CHECK_DOCS,
        message="{subject} of {owner} is no longer documented.",
        example=Example(within="operation", before=_one(), after={}),
    ),
    Rule(
        on="parameter.renamed",
        id="request-path-parameter-renamed",
        ids={"response-header": "event-path-parameter-renamed"},
        roles=_PLACES,
        when=frozenset({"path"}),
        level=Levels(request="info", response="info"),
        sdk=Levels(request="warning", response="warning"),
        title="A path parameter has another name",
        why="The value goes to the same place of the path; only generated clients see the name.",
        advice="Nothing has to be done unless the client is generated from the documentation.",
        message="Path parameter {before} of {owner} is now called {after}.",
        deviation="oasdiff says nothing, and names the operation by its old path. The path that is called stays the "
        "same: info, and the operation is named as it is documented now.",
        example=Example(within="document", before=_path("/boxes/{id}", "id"), after=_path("/boxes/{box_id}", "box_id")),
    ),
    Rule(
        on="parameter.renamed",
        id="request-parameter-renamed",
        ids={"response-header": "event-parameter-renamed"},
        roles=_PLACES,
        when=frozenset({"required"}),
        level=Levels(request="breaking", response="breaking"),
        title="A required parameter was renamed",
        why="Calls with the old name are refused.",
        advice=_UNDER_THE_NEW_NAME,
        message="{subject} of {owner} was documented as {before}.",
        deviation="oasdiff reports a removal and an addition; both are one renaming.",
        example=Example(
            within="operation",
            before=_one(name="pageSize", required=True),
            after=_one(name="page_size", required=True),
        ),
    ),
    Rule(
        on="parameter.renamed",
        id="request-parameter-renamed",
        ids={"response-header": "event-parameter-renamed"},
        roles=_PLACES,
        level=Levels(request="warning", response="warning"),
        title="An optional parameter was renamed",
        why="The old name is ignored in silence, or refused.",
        advice=_UNDER_THE_NEW_NAME,
        message="{subject} of {owner} was documented as {before}.",
        deviation="oasdiff reports a removal and an addition; both are one renaming, found by likeness: a warning.",
        example=Example(within="operation", before=_one(name="pageSize"), after=_one(name="page_size")),
    ),
    Rule(
        on="parameter.moved",
        id="request-parameter-moved",
        ids={"response-header": "event-parameter-moved"},
        roles=_PLACES,
        level=Levels(request="breaking", response="breaking"),
        title="A parameter goes to another place",
        why="A value sent in the old place is not read.",
        advice=Advice(request="Send it in the new place.", response="Read it in the new place."),
        message="Parameter {name} of {owner} now goes in the {after} (was {before}).",
        deviation="oasdiff reports a removal and an addition; both are one move.",
        example=Example(within="operation", before=_one(), after=_one(within="header")),
    ),
    Rule(
        on="parameter.place.stated",
        id="parameter-place-stated",
        roles=("request-parameter",),
        level=Levels(request="info", response="info"),
        title="It is said now where a field travels",
        why="Before, the documentation did not say whether query, body or response carries it.",
        advice="Look whether your code has it there.",
        message="{name} of {owner} is now stated to travel in the {after}.",
        example=Example(within="facts", before=_of_call(UNSTATED), after=_of_call("query")),
    ),
    Rule(
        on="parameter.place.unstated",
        id="parameter-place-unstated",
        roles=("request-parameter",),
        level=Levels(request="info", response="info"),
        title="It is said no longer where a field travels",
        why="The documentation says of it all but whether query, body or response carries it.",
        advice="Go on as it was stated before.",
        message="{name} of {owner} is no longer stated to travel in the {before}.",
        example=Example(within="facts", before=_of_call("query"), after=_of_call(UNSTATED)),
    ),
    Rule(
        on="parameter.became-required",
        id="request-parameter-became-required",
        ids={"response-header": "event-parameter-became-required"},
        roles=_PLACES,
        level=Levels(request="breaking", response="info"),
        title="A parameter became required",
        why="Calls without it are refused.",
        advice=_SEND,
        message="{subject} of {owner} is now required.",
        example=Example(within="operation", before=_one(), after=_one(required=True)),
    ),
    Rule(
        on="parameter.became-optional",
        id="request-parameter-became-optional",
        ids={"response-header": "event-parameter-became-optional"},
        roles=_PLACES,
        level=Levels(request="info", response="warning"),
        strict=Levels(request="info", response="breaking"),
        title="A parameter became optional",
        why="Calls with it stay valid.",
        advice=NOTHING,
        message="{subject} of {owner} is now optional.",
        example=Example(within="operation", before=_one(required=True), after=_one()),
    ),
)


WIRE_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="parameter.style.changed",
        id="request-parameter-style-changed",
        ids={"response-header": "event-parameter-style-changed"},
        roles=_PLACES,
        level=Levels(request="breaking", response="breaking"),
        title="How a parameter is written changed",
        why="Values written in the old style are read wrongly.",
        advice=_AS_DOCUMENTED,
        message="{subject} of {owner} is now written in style {after} (was {before}).",
        deviation="Not in oasdiff 1.27; the id is that of its later releases.",
        example=Example(
            within="operation", before=_list(explode=False), after=_list(style="pipeDelimited", explode=False)
        ),
    ),
    Rule(
        on="parameter.explode.changed",
        id="request-parameter-explode-changed",
        ids={"response-header": "event-parameter-explode-changed"},
        roles=_PLACES,
        level=Levels(request="breaking", response="breaking"),
        title="How the parts of a parameter are written changed",
        why="A list or object written in the old way is read wrongly.",
        advice=_AS_DOCUMENTED,
        message="{subject} of {owner} is now written with explode {after} (was {before}).",
        deviation="Not in oasdiff 1.27; the id is that of its later releases.",
        example=Example(within="operation", before=_list(), after=_list(explode=False)),
    ),
    Rule(
        on="parameter.media-type.changed",
        id="request-parameter-media-type-changed",
        ids={"response-header": "event-parameter-media-type-changed"},
        roles=_PLACES,
        level=Levels(request="breaking", response="breaking"),
        title="The form of a parameter's value changed",
        why="A value written in the old form is not understood.",
        advice=_AS_DOCUMENTED,
        message="{subject} of {owner} is now written as {after} (was {before}).",
        deviation="oasdiff says nothing; the values differ on the wire.",
        example=Example(
            within="operation",
            before=_one(),
            after={
                "parameters": [
                    {"name": "limit", "in": "query", "content": {"application/json": {"schema": {"type": "string"}}}}
                ]
            },
        ),
    ),
    Rule(
        on="parameter.allow-reserved.set",
        id="request-parameter-became-allow-reserved",
        ids={"response-header": "event-parameter-became-allow-reserved"},
        roles=_PLACES,
        level=Levels(request="info", response="warning"),
        strict=Levels(request="info", response="breaking"),
        title="Reserved characters are now sent as they are",
        why="Escaped values stay readable.",
        advice=NOTHING,
        message="{subject} of {owner} now takes reserved characters unescaped.",
        deviation="Not in oasdiff 1.27; the id is that of its later releases.",
        example=Example(within="operation", before=_one(), after=_one(allowReserved=True)),
    ),
    Rule(
        on="parameter.allow-reserved.removed",
        id="request-parameter-became-not-allow-reserved",
        ids={"response-header": "event-parameter-became-not-allow-reserved"},
        roles=_PLACES,
        level=Levels(request="breaking", response="info"),
        title="Reserved characters must now be escaped",
        why="A value with `/`, `?` or `&` sent as it is is cut or refused.",
        advice="Escape the value.",
        message="{subject} of {owner} no longer takes reserved characters unescaped.",
        deviation="Not in oasdiff 1.27; the id is that of its later releases.",
        example=Example(within="operation", before=_one(allowReserved=True), after=_one()),
    ),
    Rule(
        on="parameter.allow-empty.set",
        id="request-parameter-became-allow-empty-value",
        ids={"response-header": "event-parameter-became-allow-empty-value"},
        roles=_PLACES,
        level=Levels(request="info", response="warning"),
        strict=Levels(request="info", response="breaking"),
        title="A parameter may now be empty",
        why="Calls with a value stay valid.",
        advice=NOTHING,
        message="{subject} of {owner} may now be empty.",
        deviation="oasdiff says nothing; it widens what may be sent.",
        example=Example(within="operation", before=_one(), after=_one(allowEmptyValue=True)),
    ),
    Rule(
        on="parameter.allow-empty.removed",
        id="request-parameter-became-not-allow-empty-value",
        ids={"response-header": "event-parameter-became-not-allow-empty-value"},
        roles=_PLACES,
        level=Levels(request="breaking", response="info"),
        title="A parameter may no longer be empty",
        why="Calls with an empty value are refused.",
        advice="Leave the parameter out, or send a value.",
        message="{subject} of {owner} may no longer be empty.",
        deviation="oasdiff says nothing; it narrows what may be sent.",
        example=Example(within="operation", before=_one(allowEmptyValue=True), after=_one()),
    ),
)
