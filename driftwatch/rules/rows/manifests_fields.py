"""Rules for breaches of fields: what a manifest sends or reads, against what is documented of it."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.facts import UNSTATED
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.manifests import ONLY, example
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, LABEL, NOTHING, Advice, Levels, Rule

_FIELDS: Final[tuple[Role, ...]] = ("request-property", "response-property")
_SENT: Final[tuple[Role, ...]] = ("request-property",)
_READ: Final[tuple[Role, ...]] = ("response-property",)


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


def _loose(name: str) -> Json:
    at = f"parameter · {UNSTATED} · {name}"
    kind: Json = {"fact": "field", "at": f"{at} · $", "type": ["string"]}
    return [{"fact": "parameter", "at": at, "name": name, "within": UNSTATED}, kind]


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
        deviation=ONLY,
        example=example(
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
        level="breaking",
        title="A field of a manifest is not documented",
        why="What is sent may be ignored; what is read may be absent.",
        advice=CONTROLLED,
        message="The manifest relies on {subject} of {owner}, which is not documented.",
        deviation=ONLY,
        example=example(
            {"request": ["title"], "response": ["title"]},
        ),
    ),
    Rule(
        on="manifest.field.place-unstated",
        id="manifest-field-place-unstated",
        roles=_FIELDS,
        level=Levels(request="info", response="warning"),
        title="The documentation does not say where a field of a manifest travels",
        why="It names the field for the call; whether query, body or response carries it is nowhere said.",
        advice="Try it against the API and label the field observed, or ask the provider.",
        message="The manifest relies on {subject} of {owner}; the documentation names such a field and not its place.",
        deviation=ONLY,
        example=example({"response": ["digest"]}, beside=_loose("digest")),
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
        deviation=ONLY,
        example=example(
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
        level="info",
        title="A field of a manifest is deprecated",
        why="It will go; the code needs another field before that.",
        advice=CHECK_DOCS,
        message="The manifest relies on {subject} of {owner}, which is deprecated.",
        deviation=ONLY,
        example=example(
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
        deviation=ONLY,
        example=example({**_sends(type="integer"), **_reads(type="integer")}),
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
        deviation=ONLY,
        example=example(
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
        level=Levels(request="info", response="breaking"),
        title="A field that a manifest calls required is optional",
        why="What is read may be absent one day; what is sent could be left out.",
        advice=Advice(
            request=NOTHING,
            response="Let the reader bear its absence, or have the provider confirm that it is always there and label "
            "the line of the manifest so.",
        ),
        message="{subject} of {owner} is optional; the manifest calls it required.",
        deviation=ONLY,
        example=example(
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
        advice="Send it in every call, and list it in the manifest.",
        message="{subject} of {owner} is required; the manifest does not send it.",
        deviation=ONLY,
        example=example(
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
        deviation=ONLY,
        example=example(
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
        level="breaking",
        title="A documented value is not known to a manifest",
        why="The code meets a value that it has no branch for.",
        advice="Decide what the code does with the value, and list it under one_of.",
        message="{subject} of {owner} can be {after}, which the manifest does not list.",
        deviation=ONLY,
        example=example(
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
        deviation=ONLY,
        example=example(_sends(type="integer", max=90), operation=_body(type="integer", maximum=30)),
    ),
    Rule(
        on="manifest.field.default",
        id="manifest-default-differs",
        roles=_SENT,
        level="breaking",
        title="A default differs from what a manifest believes",
        why="A call that leaves the field out does something else than expected.",
        advice="Send the value, or change what the code expects.",
        message="The manifest believes that {subject} of {owner} defaults to {before}; documented is {after}.",
        deviation=ONLY,
        example=example(_sends(default="a"), operation=_body(default="b")),
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
        deviation=ONLY,
        example=example({"request": ["size"], "response": ["size"]}, variant={"size": {"type": "string"}}),
    ),
)
