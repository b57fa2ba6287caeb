"""Rules for what the live API was observed to do, and what either of the others says otherwise: fields.

Documentation says, a manifest relies, the API does. Advice follows the four drift rules of an operator: (1) the docs
changed and the API still does it, (2) the API changed and the docs stand, (3) the docs are ambiguous, (4) it is gone.
"""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.manifests import ONLY, OPERATION
from driftwatch.rules.rule import NOTHING, Example, Levels, Rule

_FIELDS: Final[tuple[Role, ...]] = ("request-property", "response-property")
_READ: Final[tuple[Role, ...]] = ("response-property",)
_SENT: Final[tuple[Role, ...]] = ("request-property",)
NOTHING_FRESH: Final = "observed-nothing-fresh"
REVIEW: Final = (
    "Drift rule 1, the docs changed and the API did not: look whether the integration rests on behaviour that is being "
    "phased out, record that with driftwatch manifest review --by NAME, and label what it still needs as observed only."
)
ESCALATE: Final = (
    "Drift rule 2, the API changed and the docs did not: send the provider what driftwatch escalate prints, and leave "
    "the client as it is until there is an answer."
)
ASK: Final = (
    "Drift rule 3, the docs are ambiguous: label the line of the manifest as observed only or unknown, ask the "
    "provider's support, and write the answer down as confirmed by support."
)
REPLACE: Final = (
    "Drift rule 4, it is gone from both: find what takes its place, change the parser on purpose with the fallback of "
    "the manifest and a test of it, and do not fall back in silence."
)
LABELLED: Final = (
    "Drift rule 3, nobody documents it: label the line of the manifest as observed only with an accepted_risk until a "
    "day, and ask the provider's support whether it may be relied on."
)
LISTED: Final = (
    "Drift rule 3, the docs do not say it: add it to the manifest with its label, or ask the provider for it."
)


def seen(manifest: Json, cases: Json, *, earlier: Json = None, documentation: Json = None, **target: Json) -> Example:
    """Lay cases as an observation holds them beside a manifest and a documentation; `earlier` is a state before."""
    after = {"cases": cases, "earlier": earlier or {}, "documentation": documentation or {}, **target}
    return Example(within="observation", before=manifest, after=after)


def success(shape: Json, **more: Json) -> Json:
    """Return the case of an answer to a call that was right."""
    return {"success": {"got": {"status": 200, "content_type": "application/json"}, "shape": shape, **more}}


def _reads(**field: Json) -> Json:
    return {"response": {"fields": {"id": {"type": "string", **field}}}}


_PROPERTY: Final[dict[str, Json]] = {"type": "string"}


def _answer(properties: Json) -> Json:
    body = {"type": "object", "properties": properties, "required": []}
    return {
        "operation": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": body}}}}}
    }


_OBSERVED_ONLY: Final[dict[str, Json]] = {"evidence": {"label": "observed only", "at": "2026-11-01", "ref": "ticket 1"}}
_OTHERS: Final = _answer({"name": _PROPERTY})
_BOTH: Final = _answer({"id": _PROPERTY, "name": _PROPERTY})
_CLASH: Final[dict[str, Json]] = {
    "contradictions": [
        {
            "aspect": "type",
            "field": "id",
            "statements": [
                {"says": "string", "stated_by": "schema"},
                {"says": "integer", "stated_by": "prose"},
            ],
        }
    ]
}

OBSERVED_FIELDS: Final[tuple[Rule, ...]] = (
    Rule(
        on="manifest.observed.gone",
        id="observed-gone",
        roles=_READ,
        level="breaking",
        title="A field that is read is neither documented nor returned",
        why="The code reads what does not come any more.",
        advice=REPLACE,
        message="The manifest relies on {subject} of {owner}, which is neither documented nor returned.",
        deviation=ONLY,
        example=seen(_reads(**_OBSERVED_ONLY), success({"name": "string"}), documentation=_OTHERS),
    ),
    Rule(
        on="manifest.observed.no-longer",
        id="observed-no-longer-returned",
        roles=_READ,
        when=frozenset({"required"}),
        level="breaking",
        title="A field that was returned is not any more",
        why="The documentation still promises it, and the code fails without it.",
        advice=ESCALATE,
        message="{subject} of {owner} was returned before and is not any more, though it is documented.",
        deviation=ONLY,
        example=seen(
            _reads(),
            success({"name": "string"}),
            earlier=success({"id": "string", "name": "string"}),
            documentation=_BOTH,
        ),
    ),
    Rule(
        on="manifest.observed.no-longer",
        id="observed-no-longer-returned",
        roles=_READ,
        level="warning",
        title="An optional field that was returned is not any more",
        why="The fallback of the manifest is what happens now.",
        advice=ESCALATE,
        message="{subject} of {owner} was returned before and is not any more, though it is documented.",
        deviation=ONLY,
        example=seen(
            _reads(required=False, fallback="fail"),
            success({"name": "string"}),
            earlier=success({"id": "string", "name": "string"}),
            documentation=_BOTH,
        ),
    ),
    Rule(
        on="manifest.observed.never",
        id="observed-never-returned",
        roles=_READ,
        when=frozenset({"required"}),
        level="breaking",
        title="A documented field that is read was never returned",
        why="The code fails without it, whatever the documentation promises.",
        advice=ESCALATE,
        message="{subject} of {owner} is documented, and no answer had it; the manifest needs it.",
        deviation=ONLY,
        example=seen(_reads(), success({"name": "string"}), documentation=_BOTH),
    ),
    Rule(
        on="manifest.observed.never",
        id="observed-never-returned",
        roles=_READ,
        level="info",
        title="A documented, optional field that is read was never returned",
        why="An optional field may be absent; the code copes without it.",
        advice=NOTHING,
        message="{subject} of {owner} is documented, and no answer had it; the manifest calls it optional.",
        deviation=ONLY,
        example=seen(_reads(required=False, fallback="fail"), success({"name": "string"}), documentation=_BOTH),
    ),
    Rule(
        on="manifest.observed.disagree",
        id="observed-docs-disagree",
        roles=_READ,
        level="warning",
        title="The documentation contradicts itself about a field that is read",
        why="One of the statements is wrong; what is observed does not become a promise by that.",
        advice=ASK,
        message="The documentation of {subject} of {owner} contradicts itself ({before}); observed is {after}.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen(_reads(), success({"id": "string"}), documentation=_CLASH),
    ),
    Rule(
        on="manifest.observed.removed",
        id="observed-removed-from-docs",
        roles=_FIELDS,
        level="warning",
        title="A field that a manifest calls documented is not, and still works",
        why="Nothing promises it any more, so it may go any day.",
        advice=REVIEW,
        message="{subject} of {owner} is not documented any more; the API still has it.",
        deviation=ONLY,
        example=seen(_reads(), success({"id": "string", "name": "string"}), documentation=_OTHERS),
    ),
    Rule(
        on="manifest.observed.undocumented",
        id="observed-undocumented",
        roles=_FIELDS,
        level="warning",
        title="A field works, nobody documents it, and nobody accepts that",
        why="It may go without notice.",
        advice=LABELLED,
        message="{subject} of {owner} works and is not documented; the manifest has it as {before}.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen(
            _reads(evidence={"label": "assumption", "by": "lead", "expires": "2027-01-01"}),
            success({"id": "string", "name": "string"}),
            documentation=_OTHERS,
        ),
    ),
    Rule(
        on="manifest.observed.new",
        id="observed-new-field",
        roles=_FIELDS,
        level="info",
        title="A field was observed that is neither documented nor relied on",
        why="It may be documented later, or be an accident.",
        advice=NOTHING,
        message="{subject} of {owner} was observed ({after}); it is neither documented nor in the manifest.",
        deviation=ONLY,
        sides_tell_apart=False,
        example=seen(_reads(), success({"id": "string", "tone": "string"})),
    ),
    Rule(
        on="manifest.observed.null",
        id="observed-null",
        roles=_READ,
        level="breaking",
        title="A field that is read was null, which its manifest does not have",
        why="The code meets a null where it expects a value.",
        advice=ESCALATE,
        message="{subject} of {owner} was null; the manifest has {before}.",
        deviation=ONLY,
        example=seen(
            _reads(), success({"id": ["null", "string"]}), documentation=_answer({"id": {"type": ["string", "null"]}})
        ),
    ),
    Rule(
        on="manifest.observed.type",
        id="observed-type-differs",
        roles=_READ,
        level="breaking",
        title="A field that is read came with another type than its manifest has",
        why="The parser meets a value that it cannot read.",
        advice=ESCALATE,
        message="{subject} of {owner} was {after}; the manifest has {before}.",
        deviation=ONLY,
        example=seen(_reads(), success({"id": "integer"})),
    ),
    Rule(
        on="manifest.observed.type-undocumented",
        id="observed-type-undocumented",
        roles=_READ,
        level="warning",
        title="A field that is read came with a type that is not documented for it",
        why="The manifest takes it, and nothing promises that it stays so.",
        advice=ASK,
        message="{subject} of {owner} was {after}; documented is {before}.",
        deviation=ONLY,
        example=seen(_reads(type=["string", "null"]), success({"id": ["null", "string"]})),
    ),
    Rule(
        on="manifest.observed.value",
        id="observed-value-unlisted",
        roles=_READ,
        level="warning",
        title="A value came that the manifest does not list",
        why="The code does not know what to do with it.",
        advice=LISTED,
        message="{subject} of {owner} had a value that is not among those of the manifest: {before}.",
        deviation=ONLY,
        example=seen(_reads(one_of=["a", "b"]), success({"id": "string"}, other_values=["id"])),
    ),
    Rule(
        on="manifest.observed.value-undocumented",
        id="observed-value-undocumented",
        roles=_READ,
        level="warning",
        title="A value came that the manifest lists and nobody documents",
        why="Nothing promises that it stays so.",
        advice=ASK,
        message="{subject} of {owner} had {after}; documented are {before}.",
        deviation=ONLY,
        example=seen(
            _reads(one_of=["a"]),
            success({"id": "string"}, values={"id": ["b"]}),
            documentation=_answer({"id": {"type": "string", "enum": ["a"]}}),
        ),
    ),
    Rule(
        on="manifest.observed.sometimes",
        id="observed-sometimes-missing",
        roles=_READ,
        level="warning",
        title="A field that a manifest requires was missing in some answers",
        why="The code fails on the answers without it.",
        advice=ESCALATE,
        message="{subject} of {owner} was missing in some answers; the manifest needs it.",
        deviation=ONLY,
        example=seen(_reads(), success({"id": "string"}, answers=3, sometimes={"id": "2 of 3"})),
    ),
    Rule(
        on="manifest.observed.never-sent",
        id="observed-never-sent",
        roles=_SENT,
        level="info",
        title="Calls passed without a field that a manifest requires",
        why="The manifest says more of what is needed than calls show.",
        advice=NOTHING,
        message="Calls of {owner} passed without {subject}; the manifest has it as {before}.",
        deviation=ONLY,
        example=seen(
            {"request": {"fields": {"name": {"type": "string"}}}},
            success({"id": "string"}, sent={"fields": ["name2"]}),
            documentation={
                "operation": {
                    "requestBody": {
                        "content": {
                            "application/json": {
                                "schema": {"type": "object", "properties": {"name": _PROPERTY, "name2": _PROPERTY}}
                            }
                        }
                    }
                }
            },
        ),
    ),
    Rule(
        on="manifest.observed.empty",
        id="observed-list-empty",
        roles=_READ,
        level="info",
        title="Nothing is known of what a list that is read would hold",
        why="Every list that came was empty, which proves nothing of its items.",
        advice="Record a call whose answer has items, then import it.",
        message="Every {before} that {owner} returned was empty: whether {subject} comes is unknown.",
        deviation=ONLY,
        example=seen(
            {"response": {"fields": {"data.*.id": {"type": "string"}}}},
            success({"data": "array"}, samples={"data.*": 0}),
            documentation=_answer(
                {"data": {"type": "array", "items": {"type": "object", "properties": {"id": _PROPERTY}}}}
            ),
        ),
    ),
    Rule(
        on="manifest.observed.unknown",
        id=NOTHING_FRESH,
        roles=OPERATION,
        level="info",
        title="Nothing fresh is observed of an operation that a manifest relies on",
        why="Whether the API does what is documented is unknown, which is not the same as passed.",
        advice="Take recorded traffic in with driftwatch observe import.",
        message="No fresh answer of {owner} to a good call is known: whether it does what is documented is unknown.",
        deviation=ONLY,
        example=seen(_reads(), success({"id": "string"}), at="2026-01-01"),
    ),
    Rule(
        on="manifest.observed.operation-undocumented",
        id="observed-operation-undocumented",
        roles=OPERATION,
        level="warning",
        title="An operation that is not documented any more still answers",
        why="Nothing promises it any more, so it may go any day.",
        advice=REVIEW,
        message="{before} is not documented any more; the API still answers it.",
        deviation=ONLY,
        example=seen(_reads(), success({"id": "string"}), documentation={"path": "/other"}),
    ),
)
"""What the body of a message holds, and whether the operation is there at all."""

BY_DIRECTION: Final = Levels(request="warning", response="breaking")
