"""Rules for what a schema demands of what lies below it: conditions, items, names, what is left over, content."""

from typing import Final

from msgspec import Struct

from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, NOTED, REPLACED, WIDENED
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, NOTHING, REFERENCES, UNRESOLVED, Advice, Example, Levels, Rule

_REFUSED: Final = "What was sent before may be refused now."
_UNEXPECTED: Final = "Something comes that was ruled out before."
_COMPARE: Final = "Compare what you send with the new demand."
_SUB: Final = {"type": "string", "minLength": 1}
_OBJECT: Final = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
_ARRAY: Final = {"type": "array"}
_TEXT: Final = {"type": "string"}


class _Demand(Struct, frozen=True, kw_only=True):
    """A keyword that comes and goes."""

    noun: str
    words: str
    carrier: dict[str, Json]
    stated: dict[str, Json]
    deviation: str = ""
    says: str = ""
    """What a message adds about the side that states it."""
    is_of_types: bool = False
    """Whether it says of what type something is: no reader survives another one, however tolerant."""


_POSITIONS: Final = (
    "oasdiff 1.27 has it the other way round, later releases say warning for both. A position that gets a schema "
    "admits less, one that loses it admits more."
)
_CONDITION: Final[dict[str, Json]] = {"required": ["a"]}
_DEMANDS: Final = (
    _Demand(noun="if", words="a condition (if)", carrier=_OBJECT, stated={"if": _CONDITION}),
    _Demand(noun="then", words="a demand under a condition (then)", carrier=_OBJECT | {"if": _CONDITION},
            stated={"then": {"required": ["b"]}}),
    _Demand(noun="else", words="a demand without a condition (else)", carrier=_OBJECT | {"if": _CONDITION},
            stated={"else": {"required": ["b"]}}),
    _Demand(noun="contains", words="an item that must be there (contains)", carrier=_ARRAY, stated={"contains": _SUB}),
    _Demand(noun="property-names", words="a demand on the names of properties (propertyNames)", carrier=_OBJECT,
            stated={"propertyNames": _SUB}),
    _Demand(noun="pattern-property", words="a demand on properties by pattern (patternProperties)", carrier=_OBJECT,
            stated={"patternProperties": {"^x-": _SUB}}, is_of_types=True),
    _Demand(noun="dependent-schema", words="a demand that depends on a property (dependentSchemas)", carrier=_OBJECT,
            stated={"dependentSchemas": {"a": {"required": ["b"]}}}),
    _Demand(noun="dependent-required", words="a property required by another one (dependentRequired)", carrier=_OBJECT,
            stated={"dependentRequired": {"a": ["b"]}}, says=": {side}"),
    _Demand(noun="unevaluated-properties", words="a demand on further properties (unevaluatedProperties)",
            carrier=_OBJECT, stated={"unevaluatedProperties": _SUB}),
    _Demand(noun="unevaluated-items", words="a demand on further items (unevaluatedItems)", carrier=_ARRAY,
            stated={"unevaluatedItems": _SUB}),
    _Demand(noun="content-schema", words="the schema of what a text contains (contentSchema)", carrier=_TEXT,
            stated={"contentSchema": {"type": "object"}}, is_of_types=True),
    _Demand(noun="prefix-items", words="an item at a fixed position (prefixItems)", carrier=_ARRAY,
            stated={"prefixItems": [_SUB]}, deviation=_POSITIONS, is_of_types=True),
)  # fmt: skip


def _comes_and_goes(demand: _Demand) -> tuple[Rule, Rule]:
    bare, stated = demand.carrier, demand.carrier | demand.stated
    return (
        Rule(
            on=f"field.{demand.noun}.added",
            id=f"{{role}}-{demand.noun}-added",
            level=NARROWED,
            title=f"Documented now: {demand.words}",
            why=_REFUSED,
            advice=_COMPARE,
            message=f"{{subject}} now states {demand.words}{demand.says.format(side='{after}')}",
            deviation=demand.deviation,
            example=Example(before=bare, after=stated),
        ),
        Rule(
            on=f"field.{demand.noun}.removed",
            id=f"{{role}}-{demand.noun}-removed",
            level=WIDENED if demand.is_of_types else LOOSER,
            strict=None if demand.is_of_types else WIDENED,
            title=f"No longer documented: {demand.words}",
            why=_UNEXPECTED,
            advice=CONTROLLED,
            message=f"{{subject}} no longer states {demand.words}{demand.says.format(side='{before}')}",
            deviation=demand.deviation,
            example=Example(before=stated, after=bare),
        ),
    )


_ALIKE: Final = _ARRAY | {"items": _SUB, "unevaluatedItems": _SUB}
_AS_ITEMS: Final = tuple(
    Rule(
        on=f"field.prefix-items.{what}",
        id=f"{{role}}-prefix-items-{what}",
        level=NOTED,
        when=frozenset({"as-items"}),
        title=title,
        why="What stands at the position is told by what is said of it; the rest are other words for it.",
        advice=NOTHING,
        message=message,
        deviation=_POSITIONS,
        example=example,
    )
    for what, title, message, example in (
        (
            "removed",
            "An item at a fixed position is one of those that all are alike",
            "{subject} now says of all items what it said of those at fixed positions",
            Example(before=_ALIKE | {"prefixItems": [_SUB]}, after=_ALIKE),
        ),
        (
            "added",
            "An item that was like all others has a fixed position",
            "{subject} now says of items at fixed positions what it said of all",
            Example(before=_ALIKE, after=_ALIKE | {"prefixItems": [_SUB]}),
        ),
    )
)

_SHUT: Final = tuple(
    Rule(
        on=f"field.unevaluated-{others}.{what}",
        id=f"{{role}}-unevaluated-{others}-{what}",
        level=NARROWED if what == "added" else LOOSER,
        strict=None if what == "added" else WIDENED,
        when=frozenset({"closed"}),
        title=f"No further {others} are allowed" if what == "added" else f"Further {others} are allowed",
        why=_REFUSED if what == "added" else _UNEXPECTED,
        advice=f"Send documented {others} only." if what == "added" else CONTROLLED,
        message=f"{{subject}} {'no longer' if what == 'added' else 'now'} allows further {others}",
        example=Example(before=carrier, after=shut) if what == "added" else Example(before=shut, after=carrier),
    )
    for others, carrier, shut in (
        ("properties", _OBJECT, _OBJECT | {"unevaluatedProperties": False}),
        ("items", _ARRAY, _ARRAY | {"unevaluatedItems": False}),
    )
    for what in ("added", "removed")
)
_NAMES: Final = _OBJECT | {"additionalProperties": False}
_MORE_NAMES: Final = _NAMES | {"patternProperties": {"^x-": _SUB}}
_PATTERNS_ALONE: Final = (
    Rule(
        on="field.pattern-property.removed",
        id="{role}-pattern-property-removed",
        level=NARROWED,
        when=frozenset({"closed"}),
        title="Properties with a name by pattern are no longer allowed",
        why="Calls with such properties are refused now: no other ones are allowed.",
        advice="Send documented properties only.",
        message="{subject} no longer allows properties with names like {before}",
        example=Example(before=_MORE_NAMES, after=_NAMES),
    ),
    Rule(
        on="field.pattern-property.added",
        id="{role}-pattern-property-added",
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"closed"}),
        title="Properties with a name by pattern are allowed",
        why="A reader that refuses unknown properties breaks.",
        advice=CONTROLLED,
        message="{subject} now allows properties with names like {after}",
        example=Example(before=_NAMES, after=_MORE_NAMES),
    ),
)
_KIND: Final[dict[str, Json]] = {"b": {"type": "string"}, "kind": {"enum": ["x", "y", "z"]}}
_FEW: Final[dict[str, Json]] = {"properties": {"kind": {"const": "x"}}}
_MANY: Final[dict[str, Json]] = {"properties": {"kind": {"enum": ["x", "y"]}}}
_NEEDED: Final[dict[str, Json]] = {"required": ["b"]}


def _under(condition: Json, **following: Json) -> Json:
    return {"type": "object", "properties": _KIND, "if": condition, **following}


_CONDITIONS: Final = (
    Rule(
        on="field.if.changed",
        id="{role}-if-changed",
        level=NARROWED,
        when=frozenset({"binds-more"}),
        title="More must meet what is demanded under a condition (if)",
        why=_REFUSED,
        advice=_COMPARE,
        message="more values of {subject} must meet a demand{condition}",
        example=Example(before=_under(_FEW, then=_NEEDED), after=_under(_MANY, then=_NEEDED)),
    ),
    Rule(
        on="field.if.changed",
        id="{role}-if-changed",
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"binds-less"}),
        title="Less must meet what is demanded under a condition (if)",
        why="Values come of which more was demanded before.",
        advice=CONTROLLED,
        message="fewer values of {subject} must meet a demand{condition}",
        example=Example(before=_under(_MANY, then=_NEEDED), after=_under(_FEW, then=_NEEDED)),
    ),
    Rule(
        on="field.if.changed",
        id="{role}-if-changed",
        level=NOTED,
        when=frozenset({"binds-the-same"}),
        title="The same is demanded, whatever another condition asks (if)",
        why="What follows from it is demanded without it as well.",
        advice=NOTHING,
        message="the same is demanded of {subject} as before under another condition{condition}",
        example=Example(before=_under(_FEW, then=_NEEDED, **{"else": _NEEDED}),
                        after=_under(_MANY, then=_NEEDED, **{"else": _NEEDED})),
    ),
    Rule(
        on="field.if.changed",
        id="{role}-if-changed",
        level=REPLACED,
        title="Something is demanded under another condition (if)",
        why="Values that were sent before are refused, and values come of which more was demanded.",
        advice=Advice(
            request=_COMPARE,
            response="Compare what you read with the condition that is documented now, and let an unknown value fail "
            "loudly.",
        ),
        message="other values of {subject} than before must meet a demand{condition}",
        example=Example(before=_under(_FEW, then=_NEEDED),
                        after=_under({"properties": {"kind": {"const": "y"}}}, then=_NEEDED)),
    ),
)  # fmt: skip
_OTHERS: Final = (
    Rule(
        on="field.reference.unresolved",
        id="reference-unresolved",
        level=Levels(request="warning", response="warning"),
        title="A reference leads nowhere",
        why=UNRESOLVED,
        advice=CHECK_DOCS,
        message="{subject} refers to {after}, which leads nowhere or too deep; what it says is unknown",
        deviation=REFERENCES,
        example=Example(before=_TEXT, after={"$ref": "#/components/schemas/Gone"}),
    ),
    Rule(
        on="field.reference.resolved",
        id="reference-resolved",
        level=Levels(request="info", response="info"),
        title="A reference that led nowhere is defined now",
        why="What it demands may have held all along: until now nobody could read it.",
        advice=NOTHING,
        message="{subject} referred to {before}, which led nowhere; now it says what is meant",
        deviation=REFERENCES,
        example=Example(before={"$ref": "#/components/schemas/Gone"}, after={}),
    ),
    Rule(
        on="field.dependent-required.changed",
        id="{role}-dependent-required-changed",
        level=REPLACED,
        title="A property requires other ones than before",
        why="What was sent before may be refused, and what was always there may be missing.",
        advice=Advice(request=_COMPARE, response="Read them as what may be absent, and compare with the new demand."),
        message="{subject} now requires {after}, before {before}",
        example=Example(
            before=_OBJECT | {"dependentRequired": {"a": ["b"]}}, after=_OBJECT | {"dependentRequired": {"a": ["c"]}}
        ),
    ),
    Rule(
        on="field.content-encoding.changed",
        id="{role}-content-encoding-changed",
        level=REPLACED,
        title="A text is encoded in another way",
        why="What was sent before cannot be decoded, and neither can what is received.",
        advice=Advice(request="Encode as documented now.", response="Decode as documented now."),
        message="the encoding of {subject} is now {after}, before {before}",
        example=Example(before=_TEXT | {"contentEncoding": "base64"}, after=_TEXT | {"contentEncoding": "base32"}),
    ),
    Rule(
        on="field.content-media-type.changed",
        id="{role}-content-media-type-changed",
        level=REPLACED,
        title="A text contains another media type",
        why="What was sent before cannot be read, and neither can what is received.",
        advice=Advice(
            request="Write the media type that is documented now.",
            response="Read the media type that is documented now.",
        ),
        message="the media type inside of {subject} is now {after}, before {before}",
        example=Example(
            before=_TEXT | {"contentMediaType": "text/csv"}, after=_TEXT | {"contentMediaType": "image/png"}
        ),
    ),
    Rule(
        on="field.additional-properties.closed",
        id="{role}-additional-properties-disallowed",
        level=NARROWED,
        title="No further properties are allowed",
        why="Calls with properties that are not documented are refused now.",
        advice="Send documented properties only.",
        message="{subject} no longer allows further properties",
        example=Example(before=_OBJECT, after=_OBJECT | {"additionalProperties": False}),
    ),
    Rule(
        on="field.additional-properties.opened",
        id="{role}-additional-properties-allowed",
        level=LOOSER,
        strict=WIDENED,
        title="Further properties are allowed",
        why="A reader that refuses unknown properties breaks.",
        advice=CONTROLLED,
        message="{subject} now allows further properties",
        example=Example(
            before=_OBJECT | {"additionalProperties": False}, after=_OBJECT | {"additionalProperties": True}
        ),
    ),
    Rule(
        on="field.additional-properties.restricted",
        id="{role}-additional-properties-restricted",
        level=NARROWED,
        title="Further properties must fit a schema",
        why=_REFUSED,
        advice=_COMPARE,
        message="further properties of {subject} must now fit a schema",
        example=Example(before=_OBJECT, after=_OBJECT | {"additionalProperties": _TEXT}),
    ),
    Rule(
        on="field.additional-properties.freed",
        id="{role}-additional-properties-unrestricted",
        level=WIDENED,
        title="Further properties may be anything",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="further properties of {subject} may now be anything",
        example=Example(before=_OBJECT | {"additionalProperties": _TEXT}, after=_OBJECT),
    ),
)

RULES: Final = (
    *_AS_ITEMS,
    *_SHUT,
    *_PATTERNS_ALONE,
    *(row for demand in _DEMANDS for row in _comes_and_goes(demand)),
    *_CONDITIONS,
    *_OTHERS,
)
