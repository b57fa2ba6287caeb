"""Rules for bodies: requests, responses and media types.

What webhooks and callbacks send flows towards us: their request is judged as a response, their response as a request.
"""

from typing import Final

from msgspec import UNSET

from driftwatch.model.json_values import Json
from driftwatch.rules.rule import BODIES, CHECK_DOCS, CONTROLLED, NOTHING, Advice, Example, Levels, Rule

_UNPROMISED: Final = (
    "oasdiff 1.27 says warning. Nothing is promised of the body any more, which is wider than anything; later releases "
    "say so, too."
)
_WARNS: Final = Levels(request="warning", response="warning")
_VERSIONS: Final = (
    "oasdiff 1.27 has one id for every parameter of a media type, at info; later releases say breaking of one that "
    "changed or is gone. That another version is answered is a warning, and breaking under `strict`."
)
_OUT_OF_LINE: Final = "Update the client before the next release of the provider; a call without the change is refused."


def _answer(response: Json = UNSET, *, status: str = "200") -> Json:
    """Write an Operation Object that answers `status` with a Response Object, besides an empty 204."""
    answers: Json = {"204": {"description": "nothing"}}
    if response is not UNSET:
        answers[status] = {"description": "answer", **response}
    return {"responses": answers}


def _body(body: Json = UNSET) -> Json:
    return {} if body is UNSET else {"requestBody": body}


def _versioned(parameters: str) -> Json:
    return _body({"content": {f"application/json{parameters}": {"schema": {"type": "object"}}}})


def _parts(types: str) -> Json:
    """Write a body with a part that is encoded as media types, which commas part."""
    return _body({"content": {"multipart/form-data": {"encoding": {"f": {"contentType": types}}}}})


_FORMS_OF_PARTS: Final = (
    (
        "more-types",
        Levels(request="info", response="breaking"),
        "A part of a body may have further media types",
        "A part may come in a form that no reader knows.",
        "image/png",
        "image/png, image/gif",
    ),
    (
        "fewer-types",
        Levels(request="breaking", response="info"),
        "A part of a body may no longer have some media types",
        "A part in one of the other forms is refused.",
        "image/png, image/gif",
        "image/png",
    ),
)
"""Trait of the change, levels, title, why, and both sides of the example."""
_JSON: Final = {"application/json": {"schema": {"type": "object"}}}
_TEXT: Final = {"text/plain": {"schema": {"type": "string"}}}

BODY_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="request-body.added",
        id="request-body-added-required",
        ids={"response-body": "event-body-added"},
        roles=BODIES,
        when=frozenset({"required"}),
        level=Levels(request="breaking", response="info"),
        title="A required request body was added",
        why="A call that sends no body, as documented before, is refused.",
        advice=_OUT_OF_LINE,
        message="{owner} now requires a body.",
        example=Example(within="operation", before=_body(), after=_body({"required": True, "content": _JSON})),
    ),
    Rule(
        on="request-body.added",
        id="request-body-added-optional",
        ids={"response-body": "event-optional-body-added"},
        roles=BODIES,
        level=Levels(request="info", response="info"),
        title="An optional request body was added",
        why="Calls without a body stay valid.",
        advice=NOTHING,
        message="{owner} now accepts a body.",
        example=Example(within="operation", before=_body(), after=_body({"content": _JSON})),
    ),
    Rule(
        on="request-body.removed",
        id="request-body-removed",
        ids={"response-body": "event-body-removed"},
        roles=BODIES,
        level=Levels(request="breaking", response="breaking"),
        title="The request body was removed",
        why="What was sent in the body is no longer read, or the call is refused.",
        advice=CHECK_DOCS,
        message="{owner} no longer documents a body.",
        example=Example(within="operation", before=_body({"content": _JSON}), after=_body()),
    ),
    Rule(
        on="request-body.became-required",
        id="request-body-became-required",
        ids={"response-body": "event-body-became-required"},
        roles=BODIES,
        level=Levels(request="breaking", response="info"),
        title="The request body became required",
        why="A call without a body is refused.",
        advice=_OUT_OF_LINE,
        message="The body of {owner} is now required.",
        example=Example(
            within="operation", before=_body({"content": _JSON}), after=_body({"required": True, "content": _JSON})
        ),
    ),
    Rule(
        on="request-body.became-optional",
        id="request-body-became-optional",
        ids={"response-body": "event-body-became-optional"},
        roles=BODIES,
        level=Levels(request="info", response="warning"),
        strict=Levels(request="info", response="breaking"),
        title="The request body became optional",
        why="Calls with a body stay valid; who receives the body must expect none.",
        advice=NOTHING,
        message="The body of {owner} is now optional.",
        example=Example(
            within="operation", before=_body({"required": True, "content": _JSON}), after=_body({"content": _JSON})
        ),
    ),
    Rule(
        on="response.removed",
        id="response-success-status-removed",
        ids={"request-body": "event-success-status-removed"},
        roles=BODIES,
        when=frozenset({"success", "ranged"}),
        level=Levels(request="info", response="warning"),
        strict=Levels(request="info", response="breaking"),
        title="A success status is documented with all that are like it",
        why="The status comes as before; others may come as well.",
        advice=CONTROLLED,
        message="Success status {status} is documented for {owner} with all others of its kind, as {after}.",
        deviation="oasdiff takes a range of statuses for one more status. It holds the one that there was.",
        example=Example(within="operation", before=_answer({}, status="201"), after=_answer({}, status="2XX")),
    ),
    Rule(
        on="response.removed",
        id="response-success-status-removed",
        ids={"request-body": "event-success-status-removed"},
        roles=BODIES,
        when=frozenset({"success"}),
        level=Levels(request="breaking", response="breaking"),
        title="A success status is no longer documented",
        why="A client that waits for this status sees another one and takes the call for failed.",
        advice=CHECK_DOCS,
        message="Success status {status} is no longer documented for {owner}{instead}.",
        example=Example(within="operation", before=_answer({}), after=_answer()),
    ),
    Rule(
        on="response.removed",
        id="response-non-success-status-removed",
        ids={"request-body": "event-non-success-status-removed"},
        roles=BODIES,
        when=frozenset({"non-success", "ranged"}),
        level=Levels(request="info", response="info"),
        title="An error status is documented with all that are like it",
        why="The failure arrives as before; others of its kind may come as well.",
        advice="Decide whether all of these statuses are retried, and handle them as the other errors.",
        message="Error status {status} is documented for {owner} with all others of its kind, as {after}.",
        deviation="oasdiff takes a range of statuses for one more status. It holds the one that there was.",
        example=Example(within="operation", before=_answer({}, status="404"), after=_answer({}, status="4XX")),
    ),
    Rule(
        on="response.removed",
        id="response-non-success-status-removed",
        ids={"request-body": "event-non-success-status-removed"},
        roles=BODIES,
        level=Levels(request="warning", response="warning"),
        title="An error status is no longer documented",
        why="Error handling for this status may be dead, or the failure now arrives under another status.",
        advice=CHECK_DOCS,
        message="Error status {status} is no longer documented for {owner}{instead}.",
        deviation="oasdiff says info. A client's retry and error handling is written for the documented statuses, "
        "so that one that vanishes is worth a look.",
        example=Example(within="operation", before=_answer({}, status="409"), after=_answer()),
    ),
    Rule(
        on="response.added",
        id="response-success-status-added",
        ids={"request-body": "event-success-status-added"},
        roles=BODIES,
        when=frozenset({"success"}),
        level=Levels(request="info", response="info"),
        title="A success status was added",
        why="A client that accepts exactly one status does not know this one.",
        advice="Accept any 2xx status, or handle the new one.",
        message="{owner} can now answer with {status}.",
        example=Example(within="operation", before=_answer(), after=_answer({}, status="202")),
    ),
    Rule(
        on="response.added",
        id="response-non-success-status-added",
        ids={"request-body": "event-non-success-status-added"},
        roles=BODIES,
        level=Levels(request="info", response="info"),
        title="An error status was added",
        why="The failure is now documented; how to react to it may need a decision.",
        advice="Decide whether this status is retried, and handle it as the other errors.",
        message="Error status {status} is now documented for {owner}.",
        example=Example(within="operation", before=_answer(), after=_answer({}, status="429")),
    ),
    Rule(
        on="media-type.added",
        id="request-body-media-type-added",
        ids={"response-body": "response-media-type-added"},
        roles=BODIES,
        level=Levels(request="info", response="info"),
        title="A media type was added",
        why="The body can be sent in one more form; what is asked for with Accept stays the same.",
        advice=NOTHING,
        message="{media} is now a documented form of the body of {owner}{with_status}.",
        example=Example(
            within="operation", before=_body({"content": _JSON}), after=_body({"content": {**_JSON, **_TEXT}})
        ),
    ),
    Rule(
        on="media-type.removed",
        id="request-body-media-type-removed",
        ids={"response-body": "response-media-type-removed"},
        roles=BODIES,
        when=frozenset({"nameless"}),
        level=Levels(request="info", response="info"),
        title="A form without a name is no longer documented",
        why="A body of which nobody says which form it has can neither be sent nor be asked for.",
        advice=NOTHING,
        message="A form without a name is no longer documented of the body of {owner}{with_status}{instead}.",
        deviation="oasdiff takes any text for the name of a media type. One without a name is none: info.",
        example=Example(
            within="operation",
            before=_body({"content": {**_JSON, "": {"schema": {"type": "object"}}}}),
            after=_body({"content": _JSON}),
        ),
    ),
    Rule(
        on="media-type.removed",
        id="response-media-type-removed",
        roles=("response-body",),
        when=frozenset({"bodiless"}),
        level="info",
        title="A body is no longer documented where none can come",
        why="Answers of this status have no body, whatever was documented.",
        advice=NOTHING,
        message="{media} is no longer documented as the body of {owner} with status {status}, which has none.",
        deviation="oasdiff looks at no status. HTTP knows no body of a 204, 205 or 304: info.",
        example=Example(
            within="operation",
            before={"responses": {"204": {"description": "-", "content": _JSON}}},
            after={"responses": {"204": {"description": "-"}}},
        ),
    ),
    Rule(
        on="media-type.removed",
        id="response-media-type-removed",
        roles=("response-body",),
        when=frozenset({"non-success"}),
        level=Levels(request="warning", response="warning"),
        strict=Levels(request="breaking", response="breaking"),
        title="A form of the body of an error is no longer documented",
        why="An error no longer comes in this form, or without a body: what reads it finds something else.",
        advice="Let what handles errors do without the body, or read a form that is still documented.",
        message="{media} is no longer a documented form of the body of {owner} with status {status}{instead}.",
        deviation="oasdiff makes no difference between successes and errors. An error that is no longer documented is "
        "a warning, and so is the form of its body.",
        example=Example(
            within="operation",
            before={"responses": {"404": {"description": "-", "content": {**_JSON, **_TEXT}}}},
            after={"responses": {"404": {"description": "-", "content": _JSON}}},
        ),
    ),
    Rule(
        on="media-type.removed",
        id="request-body-media-type-removed",
        ids={"response-body": "response-media-type-removed"},
        roles=BODIES,
        level=Levels(request="breaking", response="breaking"),
        title="A media type is no longer documented",
        why="A body sent in this form is refused; an answer in this form no longer comes.",
        advice=Advice(
            request="Send a form that is still documented.", response="Ask for a form that is still documented."
        ),
        message="{media} is no longer a documented form of the body of {owner}{with_status}{instead}.",
        example=Example(
            within="operation", before=_body({"content": {**_JSON, **_TEXT}}), after=_body({"content": _JSON})
        ),
    ),
    Rule(
        on="media-type.renamed",
        id="request-body-media-type-name-specialized",
        ids={"response-body": "response-media-type-name-specialized"},
        roles=BODIES,
        when=frozenset({"specialized"}),
        level=Levels(request="breaking", response="info"),
        title="A media type became more special",
        why="A request in the general form is refused; a response in the special form is still of the general one.",
        advice="Send the special form.",
        message="The body of {owner}{with_status} is now {after}, a special form of {before}.",
        example=Example(
            within="operation",
            before=_body({"content": _JSON}),
            after=_body({"content": {"application/vnd.things+json": {"schema": {"type": "object"}}}}),
        ),
    ),
    Rule(
        on="media-type.renamed",
        id="request-body-media-type-name-generalized",
        ids={"response-body": "response-media-type-name-generalized"},
        roles=BODIES,
        when=frozenset({"generalized"}),
        level=Levels(request="info", response="breaking"),
        title="A media type became more general",
        why="A request in the special form is still of the general one; a response may now be another form of it.",
        advice=CONTROLLED,
        message="The body of {owner}{with_status} is now {after}, a more general form than {before}.",
        example=Example(
            within="operation",
            before=_body({"content": {"application/vnd.things+json": {"schema": {"type": "object"}}}}),
            after=_body({"content": _JSON}),
        ),
    ),
    *(
        Rule(
            on="media-type.renamed",
            id=f"request-body-media-type-parameter-{what}",
            ids={"response-body": f"response-media-type-parameter-{what}"},
            roles=BODIES,
            when=frozenset({f"parameter-{what}"}),
            level=level,
            strict=strict,
            title=f"A parameter of a media type was {what}",
            why="Which version of the form is meant is told by it: who asks for another one may not be answered.",
            advice=Advice(request="Send the media type as documented now.", response="Ask for it as documented now."),
            message="The body of {owner}{with_status} is now {after} (was {before}).",
            deviation=_VERSIONS,
            example=Example(within="operation", before=_versioned(before), after=_versioned(after)),
        )
        for what, before, after, level, strict in (
            ("changed", "; version=1", "; version=2", _WARNS, Levels(request="breaking", response="breaking")),
            (
                "removed",
                "; version=1",
                "",
                Levels(request="info", response="warning"),
                Levels(request="info", response="breaking"),
            ),
            (
                "added",
                "",
                "; version=1",
                Levels(request="warning", response="info"),
                Levels(request="breaking", response="info"),
            ),
        )
    ),
    Rule(
        on="media-type.renamed",
        id="request-body-media-type-name-changed",
        ids={"response-body": "response-media-type-name-changed"},
        roles=BODIES,
        level=Levels(request="info", response="info"),
        title="How the text of a media type is encoded changed",
        why="A client that compares Content-Type letter by letter does not know the new one.",
        advice="Compare media types without their parameters.",
        deviation="oasdiff 1.27 says info, later releases warning. HTTP clients decode text as it says itself.",
        message="The body of {owner}{with_status} is now {after} (was {before}).",
        example=Example(
            within="operation",
            before=_body({"content": _JSON}),
            after=_body({"content": {"application/json; charset=utf-8": {"schema": {"type": "object"}}}}),
        ),
    ),
    Rule(
        on="media-type.schema.added",
        id="{role}-media-type-schema-added",
        roles=BODIES,
        level=Levels(request="breaking", response="info"),
        title="A body without schema got one",
        why="A request that was free in form is now checked; a response is now described.",
        advice="Compare what you send with the schema.",
        message="The {media} body of {owner}{with_status} now has a schema.",
        example=Example(
            within="operation", before=_body({"content": {"application/json": {}}}), after=_body({"content": _JSON})
        ),
    ),
    Rule(
        on="media-type.schema.removed",
        id="{role}-media-type-schema-removed",
        roles=BODIES,
        level=Levels(request="info", response="breaking"),
        title="A body lost its schema",
        why="A request may now have any form; what a response holds is no longer promised.",
        advice=CHECK_DOCS,
        message="The {media} body of {owner}{with_status} no longer has a schema.",
        deviation=_UNPROMISED,
        example=Example(
            within="operation", before=_body({"content": _JSON}), after=_body({"content": {"application/json": {}}})
        ),
    ),
    Rule(
        on="media-type.item-schema.added",
        id="{role}-media-type-item-schema-added",
        roles=BODIES,
        level=Levels(request="breaking", response="info"),
        title="The items of a stream got a schema",
        why="Items sent in another form are refused; received items are now described.",
        advice="Compare what you send with the schema.",
        message="The items of the {media} body of {owner}{with_status} now have a schema.",
        example=Example(
            within="operation",
            before=_body({"content": {"text/event-stream": {}}}),
            after=_body({"content": {"text/event-stream": {"itemSchema": {"type": "object"}}}}),
        ),
    ),
    Rule(
        on="media-type.item-schema.removed",
        id="{role}-media-type-item-schema-removed",
        roles=BODIES,
        level=Levels(request="info", response="breaking"),
        title="The items of a stream lost their schema",
        why="What a received item holds is no longer promised.",
        advice=CHECK_DOCS,
        message="The items of the {media} body of {owner}{with_status} no longer have a schema.",
        deviation=_UNPROMISED,
        example=Example(
            within="operation",
            before=_body({"content": {"text/event-stream": {"itemSchema": {"type": "object"}}}}),
            after=_body({"content": {"text/event-stream": {}}}),
        ),
    ),
    *(
        Rule(
            on="media-type.encoding.changed",
            id="{role}-encoding-changed",
            roles=BODIES,
            level=level,
            when=frozenset({trait}),
            title=title,
            why=why,
            advice=Advice(request="Send the part in a form that is documented.", response="Read what may come now."),
            message="{part} of the {media} body of {owner} is now encoded with {after} (was {before}).",
            example=Example(within="operation", before=_parts(before), after=_parts(after)),
        )
        for trait, level, title, why, before, after in _FORMS_OF_PARTS
    ),
    Rule(
        on="media-type.encoding.changed",
        id="{role}-encoding-changed",
        roles=BODIES,
        level=Levels(request="breaking", response="breaking"),
        title="How a part of a body is encoded changed",
        why="A part sent or read in the old encoding is not understood.",
        advice=Advice(request="Encode the part as documented now.", response="Decode the part as documented now."),
        message="{part} of the {media} body of {owner} is now encoded with {after} (was {before}).",
        example=Example(within="operation", before=_parts("image/png"), after=_parts("image/gif")),
    ),
)
