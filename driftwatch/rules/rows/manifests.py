"""Rules for breaches: where a manifest claims of an operation what is not documented, or documented otherwise."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CONTROLLED, SILENT, Example, Rule

OPERATION: Final[tuple[Role, ...]] = ("operation",)
ONLY: Final = "Only manifests have this."
"""Why a finding differs from oasdiff's."""
_BODIES: Final[tuple[Role, ...]] = ("request-body", "response-body")
_HEADER: Final[tuple[Role, ...]] = ("request-parameter",)
_ESCALATE: Final = (
    "Run the tests against the live API. When they fail although the documentation stands, collect sanitised evidence "
    "and escalate; when they pass, mend the manifest."
)


def example(manifest: Json, **documentation: Json) -> Example:
    """Lay parts over a manifest and a documentation that agree: `operation`, `path`, `url`, `pages`, `beside`.

    With `quiet` the captures tell of the manifest's pages that drift is info at most.
    """
    return Example(within="manifest", before=manifest, after=documentation)


OPERATION_BREACHES: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.operation.missing",
        id="manifest-operation-missing",
        roles=OPERATION,
        level="breaking",
        title="The operation of a manifest is not documented",
        why="Nothing promises any more that the call works.",
        advice=_ESCALATE,
        message="The manifest relies on {before}, which is not documented.",
        deviation=ONLY,
        example=example({"contract": "POST /gone", "docs": "https://elsewhere.example.com/gone"}),
    ),
    Rule(
        on="manifest.operation.moved",
        id="manifest-operation-moved",
        roles=OPERATION,
        level="breaking",
        title="The operation of a manifest is documented under another path or method",
        why="The old path may stop to answer, or already redirects.",
        advice="Try the documented call, then change path and manifest together.",
        message="The manifest relies on {before}; documented is {after}.",
        deviation=ONLY,
        example=example({}, path="/v2/things"),
    ),
    Rule(
        on="manifest.operation.deprecated",
        id="manifest-operation-deprecated",
        roles=OPERATION,
        level="breaking",
        title="The operation of a manifest is deprecated",
        why="It will go; the integration needs a plan before that.",
        advice="Look for what replaces it and plan the change.",
        message="The manifest relies on {owner}, which is deprecated ({after}).",
        deviation=ONLY,
        example=example({}, operation={"deprecated": True}),
    ),
    Rule(
        on="manifest.base-url.differs",
        id="manifest-base-url-differs",
        roles=OPERATION,
        level="warning",
        title="The base URL of a manifest is not documented",
        why="Calls may go to a host that is not meant for them.",
        advice="Compare base_url with the documented servers; a gateway of your own deserves a label in environment.",
        message="The manifest calls {before}; documented is {after}.",
        deviation=ONLY,
        example=example({"base_url": "https://eu.example.com"}),
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
        deviation=ONLY,
        example=example({"request": {"content_type": "text/xml", "fields": {}}}),
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
        deviation=ONLY,
        example=example({}, operation={"responses": {"200": {"description": "ok"}}}),
    ),
    Rule(
        on="manifest.auth.differs",
        id="manifest-auth-differs",
        roles=OPERATION,
        level="breaking",
        title="A manifest authenticates in another way than documented",
        why="The call is refused, or passes only as long as an old way is tolerated.",
        advice=_ESCALATE,
        message="The manifest authenticates {owner} by {before}; documented is {after}.",
        deviation=ONLY,
        example=example({"auth": "X-Api-Key: $KEY"}),
    ),
    Rule(
        on="manifest.header.undocumented",
        id="manifest-header-differs",
        roles=_HEADER,
        level="breaking",
        title="A header of a manifest is not documented",
        why="The provider may ignore it, or refuse it one day.",
        advice=SILENT,
        message="The manifest sends header {name} to {owner}, which is not documented.",
        deviation=ONLY,
        example=example({"headers": {"X-Mode": {"value": "fast", "evidence": "documented"}}}),
    ),
    Rule(
        on="manifest.header.unlisted",
        id="manifest-required-header-unlisted",
        roles=_HEADER,
        level="breaking",
        title="A required header is missing in a manifest",
        why="A call without it is refused.",
        advice="Send it in every call, and list it under headers of the manifest.",
        message="Header {name} of {owner} is required; the manifest does not send it.",
        deviation=ONLY,
        example=example(
            {},
            operation={
                "parameters": [{"name": "X-Version", "in": "header", "required": True, "schema": {"type": "string"}}]
            },
        ),
    ),
)
