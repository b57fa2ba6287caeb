"""Rules for types, formats and null.

What is called by which id follows oasdiff: a request that narrows and a response that widens are `type-changed`.
"""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, NOTED, REPLACED, WIDENED
from driftwatch.rules.rule import CONTROLLED, FLOWING, NOTHING, Advice, Example, Rule

_CHANGED_IN_REQUESTS: Final[dict[Role, str]] = {
    "request-body": "request-body-type-changed",
    "request-property": "request-property-type-changed",
    "request-parameter": "request-parameter-type-changed",
}
_CHANGED_IN_RESPONSES: Final[dict[Role, str]] = {
    "response-body": "response-body-type-changed",
    "response-property": "response-property-type-changed",
    "response-header": "response-header-type-changed",
    "response-header-property": "response-header-property-type-changed",
}
_TEXTUAL: Final[tuple[Role, ...]] = (
    "request-parameter",
    "request-parameter-property",
    "response-header",
    "response-header-property",
)
_TEXT_IN_HEADERS: Final[dict[Role, str]] = {
    "response-header": "response-header-type-specialized",
    "response-header-property": "response-header-property-type-specialized",
}
_SPECIALIZED: Final = "request-parameter-property-type-specialized"
_NARROWER: Final = "Values of types that were sent before are refused now."
_WIDER: Final = "Values of types come that no reader expects."
_OTHER: Final = "What was sent before is refused, and what is received cannot be read as before."
_SEND: Final = "Send the type that is documented now."
_NEVER: Final = (
    "oasdiff 1.27 does not know it; later releases say info in a response. What never comes is as good as removed."
)
_USE: Final = Advice(request=_SEND, response="Read the type that is documented now, and let another one fail loudly.")
_MESSAGE: Final = "the type of {subject} is now {after}, before {before}"

RULES: Final = (
    Rule(
        on="field.type.generalized",
        id="{role}-type-generalized",
        level=WIDENED,
        title="Further types are admitted",
        why=_WIDER,
        advice=CONTROLLED,
        message=_MESSAGE,
        example=Example(before={"type": "string"}, after={"type": ["string", "integer"]}),
    ),
    Rule(
        on="field.type.promoted",
        id="{role}-type-generalized",
        ids=_CHANGED_IN_RESPONSES,
        level=WIDENED,
        title="The type admits more than before",
        why="Values come that do not fit what reads them: a fraction where whole numbers came.",
        advice=CONTROLLED,
        message=_MESSAGE,
        example=Example(before={"type": "integer"}, after={"type": "number"}),
    ),
    Rule(
        on="field.type.specialized",
        id="{role}-type-specialized",
        ids=_CHANGED_IN_REQUESTS,
        level=NARROWED,
        title="The type admits less than before",
        why=_NARROWER,
        advice=_SEND,
        message=_MESSAGE,
        example=Example(before={"type": "number"}, after={"type": "integer"}),
    ),
    Rule(
        on="field.type.changed",
        id="{role}-type-changed",
        ids={"request-parameter-property": _SPECIALIZED},
        level=REPLACED,
        title="The type is another one",
        why=_OTHER,
        advice=_USE,
        message=_MESSAGE,
        example=Example(before={"type": "integer"}, after={"type": "boolean"}),
    ),
    Rule(
        on="field.type.stringified",
        id="request-parameter-property-type-changed",
        level="warning",
        roles=("request-parameter-property",),
        title="The type is string now",
        why="Written as text most values look as before; inside of an object that is sent as one value they may not.",
        advice=_SEND,
        message=_MESSAGE,
        example=Example(before={"type": "number"}, after={"type": "string"}),
    ),
    Rule(
        on="field.type.stringified",
        id="{role}-type-compatible",
        ids={"request-parameter": "request-parameter-type-generalized", **_CHANGED_IN_RESPONSES},
        level=WIDENED,
        roles=tuple(role for role in FLOWING if role != "request-parameter-property"),
        title="The type is string now, where all values travel as text",
        why=_WIDER,
        advice=CONTROLLED,
        message=_MESSAGE,
        example=Example(before={"type": "integer"}, after={"type": "string"}),
    ),
    Rule(
        on="field.type.destringified",
        id="{role}-type-changed",
        ids={
            "request-parameter-property": _SPECIALIZED,
            "response-header": "response-header-type-compatible",
            "response-header-property": "response-header-property-type-compatible",
        },
        level=REPLACED,
        roles=(
            "request-body",
            "request-property",
            "request-parameter",
            "request-parameter-property",
            "response-header",
            "response-header-property",
        ),
        title="The type is no longer string",
        why="Texts that were sent before are refused now; a reader that expects text gets another type "
        "from its client.",
        advice=_USE,
        message=_MESSAGE,
        deviation="oasdiff calls a header whose type turns from string into another one compatible (info); "
        "typed clients generated from the documentation break all the same, so it is breaking here.",
        example=Example(before={"type": "string"}, after={"type": "integer"}),
    ),
    Rule(
        on="field.type.destringified",
        id="{role}-type-compatible",
        level=NARROWED,
        roles=("response-body", "response-property"),
        title="The type is no longer string, where all values travel as text",
        why="Written as text every value is still a string.",
        advice=NOTHING,
        message=_MESSAGE,
        example=Example(before={"type": "string"}, after={"type": "integer"}),
    ),
    Rule(
        on="field.type.added",
        id="{role}-type-generalized",
        ids=_TEXT_IN_HEADERS,
        level=NOTED,
        roles=_TEXTUAL,
        when=frozenset({"as-text"}),
        title="That a value is text is documented now",
        why="What travels there was text before, though nothing was said of it.",
        advice=NOTHING,
        message=_MESSAGE,
        example=Example(before={}, after={"type": "string"}),
    ),
    Rule(
        on="field.type.removed",
        id="{role}-type-generalized",
        ids=_TEXT_IN_HEADERS,
        level=NOTED,
        roles=_TEXTUAL,
        when=frozenset({"as-text"}),
        title="That a value is text is no longer documented",
        why="What travels there is text all the same.",
        advice=NOTHING,
        message=_MESSAGE,
        example=Example(before={"type": "string"}, after={}),
    ),
    Rule(
        on="field.type.removed",
        id="{role}-type-generalized",
        ids=_CHANGED_IN_RESPONSES,
        level=WIDENED,
        title="The type is no longer documented",
        why="Values of any type may come.",
        advice=CONTROLLED,
        message=_MESSAGE,
        example=Example(before={"type": "integer"}, after={}),
    ),
    Rule(
        on="field.type.added",
        id="{role}-type-specialized",
        ids=_CHANGED_IN_REQUESTS,
        level=NARROWED,
        title="The type is documented now",
        why=_NARROWER,
        advice=_SEND,
        message=_MESSAGE,
        example=Example(before={}, after={"type": "integer"}),
    ),
    Rule(
        on="field.format.generalized",
        id="{role}-type-generalized",
        ids=_CHANGED_IN_RESPONSES,
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"text"}),
        title="The format of a text admits more than before",
        why="Texts come that do not fit what reads them: any text where a date came.",
        advice=CONTROLLED,
        message=_MESSAGE,
        example=Example(before={"type": "string", "format": "uuid"}, after={"type": "string"}),
    ),
    Rule(
        on="field.format.generalized",
        id="{role}-type-generalized",
        ids=_CHANGED_IN_RESPONSES,
        level=WIDENED,
        title="The format admits more than before",
        why="Values come that do not fit what reads them: a 64-bit number in 32 bits.",
        advice=CONTROLLED,
        message=_MESSAGE,
        example=Example(before={"type": "integer", "format": "int32"}, after={"type": "integer", "format": "int64"}),
    ),
    Rule(
        on="field.format.specialized",
        id="{role}-type-specialized",
        ids=_CHANGED_IN_REQUESTS,
        level=NARROWED,
        title="The format admits less than before",
        why=_NARROWER,
        advice=_SEND,
        message=_MESSAGE,
        example=Example(before={"type": "string"}, after={"type": "string", "format": "uuid"}),
    ),
    Rule(
        on="field.format.changed",
        id="{role}-type-changed",
        ids={"request-parameter-property": _SPECIALIZED},
        level=REPLACED,
        title="The format is another one",
        why=_OTHER,
        advice=_USE,
        message=_MESSAGE,
        deviation="oasdiff calls `date-time` turning into `date` a specialization; no date is a date-time (RFC "
        "3339), so it is a change of type here.",
        example=Example(before={"type": "string", "format": "date-time"}, after={"type": "string", "format": "date"}),
    ),
    Rule(
        on="field.types.widened",
        id="{role}-list-of-types-widened",
        level=WIDENED,
        title="A list of alternative types got longer",
        why=_WIDER,
        advice=CONTROLLED,
        message="{subject} may now be {after}, before {before}",
        example=Example(before={"type": "string"}, after={"oneOf": [{"type": "string"}, {"type": "integer"}]}),
    ),
    Rule(
        on="field.types.narrowed",
        id="{role}-list-of-types-narrowed",
        level=NARROWED,
        title="A list of alternative types got shorter",
        why=_NARROWER,
        advice=_SEND,
        message="{subject} may now only be {after}, before {before}",
        example=Example(before={"oneOf": [{"type": "string"}, {"type": "integer"}]}, after={"type": "string"}),
    ),
    Rule(
        on="field.became-impossible",
        id="{role}-schema-became-false",
        level=REPLACED,
        title="No value is allowed any more",
        why="What was sent before is refused, and what was read before is not there.",
        advice=Advice(request="Take it out of your calls.", response="Take it out of what you read."),
        message="{subject} may no longer have any value",
        deviation=_NEVER,
        example=Example(before={}, after=False),
    ),
    Rule(
        on="field.became-possible",
        id="{role}-schema-became-not-false",
        level=WIDENED,
        title="Values are allowed now, where none was",
        why="Something comes that was ruled out before.",
        advice=CONTROLLED,
        message="{subject} may now have a value",
        deviation="oasdiff 1.27 does not know it; later releases say info of a body. What never came is new: breaking.",
        example=Example(before=False, after={}),
    ),
)
