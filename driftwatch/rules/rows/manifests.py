"""Rules for breaches: where a manifest claims what the documentation does not say, or says otherwise."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, LABEL, NOTHING, SILENT, Example, Levels, Rule

_OPERATION: Final[tuple[Role, ...]] = ("operation",)
_PAGE: Final[tuple[Role, ...]] = ("page",)
_FIELDS: Final[tuple[Role, ...]] = ("request-property", "response-property")
_SENT: Final[tuple[Role, ...]] = ("request-property",)
_READ: Final[tuple[Role, ...]] = ("response-property",)
_BODIES: Final[tuple[Role, ...]] = ("request-body", "response-body")
_HEADER: Final[tuple[Role, ...]] = ("request-parameter",)
_ONLY: Final = "Only manifests have this."
_ESCALATE: Final = (
    "Run the tests against the live API. When they fail although the documentation stands, collect sanitised evidence "
    "and escalate; when they pass, mend the manifest."
)
_REVIEW: Final = "Read the page again, then record it: driftwatch manifest review."


def _example(manifest: Json, **documentation: Json) -> Example:
    """Lay parts over a manifest and a documentation that agree: `operation`, `path`, `pages` (facts), `url`."""
    return Example(within="manifest", before=manifest, after=documentation)


def _sends(**field: Json) -> Json:
    return {"request": {"fields": {"name": {"type": "string", **field}}}}


def _reads(**field: Json) -> Json:
    return {"response": {"fields": {"id": {"type": "string", **field}}}}


def _body(**schema: Json) -> Json:
    content = {"application/json": {"schema": {"type": "object", "properties": {"name": {"type": "string", **schema}}}}}
    return {"requestBody": {"content": content}}


def _answer(schema: Json, **more: Json) -> Json:
    body = {"type": "object", "properties": {"id": schema}, **more}
    return {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": body}}}}}


OPERATION_BREACHES: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.operation.missing",
        id="manifest-operation-missing",
        roles=_OPERATION,
        level="breaking",
        title="The operation of a manifest is not documented",
        why="Nothing promises any more that the call works.",
        advice=_ESCALATE,
        message="The manifest relies on {before}, which is not documented.",
        deviation=_ONLY,
        example=_example({"contract": "POST /gone", "docs": "https://elsewhere.example.com/gone"}),
    ),
    Rule(
        on="manifest.operation.moved",
        id="manifest-operation-moved",
        roles=_OPERATION,
        level="breaking",
        title="The operation of a manifest is documented under another path or method",
        why="The old path may stop to answer, or already redirects.",
        advice="Try the documented call, then change path and manifest together.",
        message="The manifest relies on {before}; documented is {after}.",
        deviation=_ONLY,
        example=_example({}, path="/v2/things"),
    ),
    Rule(
        on="manifest.operation.deprecated",
        id="manifest-operation-deprecated",
        roles=_OPERATION,
        level="warning",
        title="The operation of a manifest is deprecated",
        why="It will go; the integration needs a plan before that.",
        advice="Look for what replaces it and plan the change.",
        message="The manifest relies on {owner}, which is deprecated ({after}).",
        deviation=_ONLY,
        example=_example({}, operation={"deprecated": True}),
    ),
    Rule(
        on="manifest.base-url.differs",
        id="manifest-base-url-differs",
        roles=_OPERATION,
        level="warning",
        title="The base URL of a manifest is not documented",
        why="Calls may go to a host that is not meant for them.",
        advice="Compare base_url with the documented servers; a gateway of your own deserves a label in environment.",
        message="The manifest calls {before}; documented is {after}.",
        deviation=_ONLY,
        example=_example({"base_url": "https://eu.example.com"}),
    ),
    Rule(
        on="manifest.media-type.differs",
        id="manifest-media-type-differs",
        roles=_BODIES,
        level="breaking",
        title="The media type of a manifest is not documented",
        why="A body in another form is refused, or can not be parsed.",
        advice=CONTROLLED,
        message="The manifest has {before} for {subject}; documented is {after}.",
        deviation=_ONLY,
        example=_example({"request": {"content_type": "text/xml", "fields": {}}}),
    ),
    Rule(
        on="manifest.body.undocumented",
        id="manifest-body-undocumented",
        roles=_BODIES,
        level="warning",
        title="The documentation states no fields of a body",
        why="What the manifest lists can not be checked.",
        advice=SILENT,
        message="No fields of {subject} are documented; the manifest lists {before}.",
        deviation=_ONLY,
        example=_example({}, operation={"responses": {"200": {"description": "ok"}}}),
    ),
    Rule(
        on="manifest.auth.differs",
        id="manifest-auth-differs",
        roles=_OPERATION,
        level="breaking",
        title="A manifest authenticates in another way than documented",
        why="The call is refused, or passes only as long as an old way is tolerated.",
        advice=_ESCALATE,
        message="The manifest authenticates {owner} by {before}; documented is {after}.",
        deviation=_ONLY,
        example=_example({"auth": "X-Api-Key: $KEY"}),
    ),
    Rule(
        on="manifest.header.undocumented",
        id="manifest-header-differs",
        roles=_HEADER,
        level="warning",
        title="A header of a manifest is not documented",
        why="The provider may ignore it, or refuse it one day.",
        advice=SILENT,
        message="The manifest sends header {name} to {owner}, which is not documented.",
        deviation=_ONLY,
        example=_example({"headers": {"X-Mode": {"value": "fast", "evidence": "documented"}}}),
    ),
    Rule(
        on="manifest.header.unlisted",
        id="manifest-required-header-unlisted",
        roles=_HEADER,
        level="breaking",
        title="A required header is missing in a manifest",
        why="A call without it is refused.",
        advice=CONTROLLED,
        message="Header {name} of {owner} is required; the manifest does not send it.",
        deviation=_ONLY,
        example=_example(
            {},
            operation={
                "parameters": [{"name": "X-Version", "in": "header", "required": True, "schema": {"type": "string"}}]
            },
        ),
    ),
)

FIELD_BREACHES: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.field.undocumented",
        id="manifest-field-undocumented",
        roles=_SENT,
        when=frozenset({"closed"}),
        level="breaking",
        title="A field of a manifest is not documented",
        why="The body takes no other fields than those that are documented: the call is refused.",
        advice=CONTROLLED,
        message="The manifest sends {subject} to {owner}; no such field is documented, and no others are allowed.",
        deviation=_ONLY,
        example=_example(
            _sends(),
            operation={
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {"title": {"type": "string"}},
                                "additionalProperties": False,
                            }
                        }
                    }
                }
            },
        ),
    ),
    Rule(
        on="manifest.field.undocumented",
        id="manifest-field-undocumented",
        roles=_FIELDS,
        level=Levels(request="warning", response="breaking"),
        title="A field of a manifest is not documented",
        why="What is sent may be ignored; what is read may be absent.",
        advice=CONTROLLED,
        message="The manifest relies on {subject} of {owner}, which is not documented.",
        deviation=_ONLY,
        example=_example(
            {"request": ["title"], "response": ["title"]},
        ),
    ),
    Rule(
        on="manifest.field.now-documented",
        id="manifest-field-now-documented",
        roles=_FIELDS,
        level="info",
        title="A field that a manifest calls undocumented is documented",
        why="The accepted risk is no longer needed.",
        advice="Set documented: true and remove the accepted risk.",
        message="The manifest calls {subject} of {owner} undocumented; it is documented.",
        deviation=_ONLY,
        example=_example(
            {
                "request": {
                    "fields": {
                        "name": {
                            "type": "string",
                            "documented": False,
                            "accepted_risk": {
                                "by": "lead",
                                "at": "2026-11-01",
                                "until": "2027-01-31",
                                "because": "seen in use",
                            },
                        }
                    }
                },
                "response": {
                    "fields": {
                        "id": {
                            "type": "string",
                            "documented": False,
                            "accepted_risk": {
                                "by": "lead",
                                "at": "2026-11-01",
                                "until": "2027-01-31",
                                "because": "seen in use",
                            },
                        }
                    }
                },
            }
        ),
    ),
    Rule(
        on="manifest.field.deprecated",
        id="manifest-field-deprecated",
        roles=_FIELDS,
        level="warning",
        title="A field of a manifest is deprecated",
        why="It will go; the code needs another field before that.",
        advice=CHECK_DOCS,
        message="The manifest relies on {subject} of {owner}, which is deprecated.",
        deviation=_ONLY,
        example=_example(
            {"request": ["name"]},
            operation={**_body(deprecated=True), **_answer({"type": "string", "deprecated": True}, required=["id"])},
        ),
    ),
    Rule(
        on="manifest.field.type",
        id="manifest-type-differs",
        roles=_FIELDS,
        level="breaking",
        title="A field has another type than a manifest claims",
        why="A value of another type is refused, or breaks the parser.",
        advice=CONTROLLED,
        message="The manifest has {before} for {subject} of {owner}; documented is {after}.",
        deviation=_ONLY,
        example=_example({**_sends(type="integer"), **_reads(type="integer")}),
    ),
    Rule(
        on="manifest.field.required",
        id="manifest-required-differs",
        roles=_SENT,
        when=frozenset({"stricter"}),
        level="breaking",
        title="A field that a manifest calls optional is required",
        why="A call without it is refused.",
        advice=CONTROLLED,
        message="{subject} of {owner} is required; the manifest calls it {before}.",
        deviation=_ONLY,
        example=_example(
            _sends(required="optional"),
            operation={
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {"name": {"type": "string"}},
                                "required": ["name"],
                            }
                        }
                    }
                }
            },
        ),
    ),
    Rule(
        on="manifest.field.required",
        id="manifest-required-differs",
        roles=_FIELDS,
        level="info",
        title="A field that a manifest calls required is optional",
        why="What is read may be absent one day; what is sent could be left out.",
        advice=LABEL,
        message="{subject} of {owner} is optional; the manifest calls it required.",
        deviation=_ONLY,
        example=_example(
            _sends(documented=True),
            operation=_answer(
                {"type": "string"},
                properties={"id": {"type": "string"}, "object": {"type": "string"}},
                required=["object"],
            ),
        ),
    ),
    Rule(
        on="manifest.field.unlisted",
        id="manifest-required-field-unlisted",
        roles=("request-property", "request-parameter"),
        level="breaking",
        title="A required field is missing in a manifest",
        why="A call without it is refused.",
        advice=CONTROLLED,
        message="{subject} of {owner} is required; the manifest does not send it.",
        deviation=_ONLY,
        example=_example(
            {},
            operation={
                "parameters": [{"name": "limit", "in": "query", "required": True, "schema": {"type": "integer"}}],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {"name": {"type": "string"}},
                                "required": ["name"],
                            }
                        }
                    }
                },
            },
        ),
    ),
    Rule(
        on="manifest.field.constant",
        id="manifest-constant-not-in-enum",
        roles=_FIELDS,
        level=Levels(request="breaking", response="info"),
        title="A value of a manifest is not in the documented list",
        why="A value that is not listed is refused; one that the code knows may never come.",
        advice=CONTROLLED,
        message="The manifest has {before} for {subject} of {owner}; documented are {after}.",
        deviation=_ONLY,
        example=_example(
            {**_sends(one_of=["a", "b"]), **_reads(one_of=["a", "b"])},
            operation={
                **_body(enum=["a"]),
                **_answer({"type": "string", "enum": ["a"]}, required=["id"]),
            },
        ),
    ),
    Rule(
        on="manifest.field.unhandled",
        id="manifest-value-unhandled",
        roles=_READ,
        level="warning",
        title="A documented value is not known to a manifest",
        why="The code meets a value that it has no branch for.",
        advice="Decide what the code does with the value, and list it under one_of.",
        message="{subject} of {owner} can be {after}, which the manifest does not list.",
        deviation=_ONLY,
        example=_example(
            _reads(one_of=["a"]),
            operation=_answer({"type": "string", "enum": ["a", "b"]}, required=["id"]),
        ),
    ),
    Rule(
        on="manifest.field.bounds",
        id="manifest-value-out-of-bounds",
        roles=_SENT,
        level="breaking",
        title="A manifest sends values beyond a documented bound",
        why="Such a value is refused.",
        advice=CONTROLLED,
        message="The manifest sends {subject} of {owner} as far as {before}; documented is {after}.",
        deviation=_ONLY,
        example=_example(_sends(type="integer", max=90), operation=_body(type="integer", maximum=30)),
    ),
    Rule(
        on="manifest.field.default",
        id="manifest-default-differs",
        roles=_SENT,
        level="warning",
        title="A default differs from what a manifest believes",
        why="A call that leaves the field out does something else than expected.",
        advice="Send the value, or change what the code expects.",
        message="The manifest believes that {subject} of {owner} defaults to {before}; documented is {after}.",
        deviation=_ONLY,
        example=_example(_sends(default="a"), operation=_body(default="b")),
    ),
    Rule(
        on="manifest.field.variant-only",
        id="manifest-documented-only-in-variant",
        roles=_FIELDS,
        level="warning",
        title="A field of a manifest is documented for another variant only",
        why="The calls of this integration may not know the field.",
        advice=LABEL,
        message="{subject} is documented in {after} only; the manifest relies on it for {owner}.",
        deviation=_ONLY,
        example=_example({"request": ["size"], "response": ["size"]}, variant={"size": {"type": "string"}}),
    ),
)

SURROUNDING_BREACHES: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.error.undocumented",
        id="manifest-error-undocumented",
        roles=_PAGE,
        level="warning",
        title="A failure of a manifest is not documented",
        why="How the API fails, and what to do then, is no longer said.",
        advice=SILENT,
        message="The manifest has status {before} for {name}, which is not documented for it.",
        deviation=_ONLY,
        example=_example(
            {"errors": {"cases": {"rate-limited": {"status": 429, "retry": "backoff", "evidence": "documented"}}}}
        ),
    ),
    Rule(
        on="manifest.retry.reversed",
        id="manifest-retry-reversed",
        roles=_PAGE,
        level="breaking",
        title="The documentation advises the opposite of a manifest's retry",
        why="The client gives up where it should wait, or repeats a call that can not succeed and may be billed.",
        advice="Change the retry policy on purpose: which statuses are retried, how often, and with what pause.",
        message="The manifest has retry {before} for {name}; the documentation says {after}.",
        deviation=_ONLY,
        example=_example(
            {"errors": {"cases": {"rate-limited": {"status": 429, "retry": "never", "evidence": "documented"}}}},
            pages=[
                {"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, "retry": "yes"},
            ],
        ),
    ),
    Rule(
        on="manifest.limit.changed",
        id="manifest-limit-changed",
        roles=_PAGE,
        level="warning",
        title="A limit or price differs from a manifest",
        why="The client calls too often, or costs more than planned.",
        advice="Adapt the pace of the client and the cost estimate, then the manifest.",
        message="The manifest has {before} for {name}; documented is {after}.",
        deviation=_ONLY,
        example=_example(
            {"limits": {"rate": {"says": "60 requests per minute", "evidence": "documented"}}},
            pages=[
                {
                    "fact": "notice",
                    "at": "notice · rate-limit · calls",
                    "topic": "rate-limit",
                    "text": "30 requests per minute",
                    "amounts": ["30 request/minute"],
                }
            ],
        ),
    ),
    Rule(
        on="manifest.limit.undocumented",
        id="manifest-limit-undocumented",
        roles=_PAGE,
        level="warning",
        title="A limit that a manifest calls documented is not",
        why="Nothing promises it any more.",
        advice=SILENT,
        message="The manifest has {before} for {name}, and no such statement is documented.",
        deviation=_ONLY,
        example=_example({"limits": {"rate": {"says": "60 requests per minute", "evidence": "documented"}}}),
    ),
    Rule(
        on="manifest.limit.now-documented",
        id="manifest-limit-now-documented",
        roles=_PAGE,
        level="info",
        title="A limit that a manifest calls unknown is documented",
        why="What was unknown can be settled.",
        advice=NOTHING,
        message="The manifest calls {name} unknown; documented is {after}.",
        deviation=_ONLY,
        example=_example(
            {"limits": {"rate": "unknown"}},
            pages=[
                {
                    "fact": "notice",
                    "at": "notice · rate-limit · calls",
                    "topic": "rate-limit",
                    "text": "30 requests per minute",
                    "amounts": ["30 request/minute"],
                }
            ],
        ),
    ),
    Rule(
        on="manifest.page.moved",
        id="manifest-page-moved",
        roles=_PAGE,
        level="info",
        title="A page of a manifest moved",
        why="The link in the manifest leads nowhere, or to a redirect.",
        advice="Change the link, and read the page once at its new address.",
        message="The manifest was read from {before}; the page is now {after}.",
        deviation=_ONLY,
        example=_example({}, url="https://docs.example.com/new/things"),
    ),
    Rule(
        on="manifest.page.missing",
        id="manifest-page-missing",
        roles=_PAGE,
        level="warning",
        title="A page of a manifest is gone",
        why="What only it said is no longer promised anywhere.",
        advice=CHECK_DOCS,
        message="The manifest was read from {before}, which is no longer there.",
        deviation=_ONLY,
        example=_example(
            {"docs": ["https://docs.example.com/things", {"url": "https://docs.example.com/old", "covers": ["errors"]}]}
        ),
    ),
    Rule(
        on="manifest.page.changed",
        id="manifest-page-changed",
        roles=_PAGE,
        level="info",
        title="A page changed since a manifest was read from it",
        why="Something in its text is new, perhaps not in what is relied on.",
        advice=_REVIEW,
        message="Page {name} says something else than when it was read ({before}).",
        deviation=_ONLY,
        example=_example({"docs": {"url": "https://docs.example.com/things", "snapshot": "0" * 64}}),
    ),
    Rule(
        on="manifest.access.overdue",
        id="manifest-access-date-overdue",
        roles=_OPERATION,
        level="warning",
        title="The pages of a manifest have not been read for too long",
        why="Nobody has looked whether the manifest still tells what the documentation means.",
        advice=_REVIEW,
        message="The pages of {owner} were last read on {before}; the review interval is {after}.",
        deviation=_ONLY,
        example=_example({"accessed": "2026-01-01"}),
    ),
    Rule(
        on="manifest.claim.expired",
        id="manifest-claim-expired",
        roles=_OPERATION,
        level="warning",
        title="An assumption or accepted risk of a manifest has ended",
        why="It was accepted until a day that has passed.",
        advice="Settle it by a probe or with the provider's support, or accept it anew.",
        message="The manifest's {name} ended on {before}.",
        deviation=_ONLY,
        example=_example(
            {
                "auth": {
                    "header": "Authorization",
                    "scheme": "Bearer",
                    "env": "KEY",
                    "evidence": {"label": "assumption", "by": "lead", "expires": "2026-11-01"},
                }
            }
        ),
    ),
)

MANIFEST_RULES: Final[tuple[Rule, ...]] = (*OPERATION_BREACHES, *FIELD_BREACHES, *SURROUNDING_BREACHES)
