"""Rules for null: whether it is allowed, and whether it can be sent at all."""

from typing import Final

from msgspec import structs

from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, WIDENED
from driftwatch.rules.rule import BODIES, CONTROLLED, HEADERS, NOTHING, PARAMETERS, PROPERTIES, Example, Levels, Rule

_AS_TEXT: Final = "A parameter or header is text: null never travels in one, so that nobody sends or reads it."
_NO_NULL_IN_TEXT: Final = "oasdiff judges null in a parameter or header as in a body. It cannot travel there."
_KNOWN: Final = Levels(request="info", response="info")
_JSON: Final = frozenset({"in-json"})

_ALLOWED: Final = Rule(
    on="field.became-nullable",
    id="{role}-became-nullable",
    level=LOOSER,
    strict=WIDENED,
    roles=(*BODIES, *PROPERTIES),
    title="Null is allowed now",
    why="Null comes where a value was always there.",
    advice=CONTROLLED,
    message="{subject} may now be null",
    deviation="oasdiff reports a longer list of types where null became an alternative and the other one "
    "changed as well; null is told as null here.",
    example=Example(before={"type": "string"}, after={"type": ["string", "null"]}),
)
_RULED_OUT: Final = Rule(
    on="field.became-not-nullable",
    id="{role}-became-not-nullable",
    level=NARROWED,
    roles=(*BODIES, *PROPERTIES),
    title="Null is no longer allowed",
    why="A null that was accepted before is refused now.",
    advice="Leave it out, or send a value, where you send null.",
    message="{subject} may no longer be null",
    example=Example(before={"type": ["string", "null"]}, after={"type": "string"}),
)
_NULLABLE: Final = [{"type": ["object", "null"], "required": [name]} for name in ("a", "b")]
_RULED_OUT_BESIDE: Final = structs.replace(
    _RULED_OUT,
    level=Levels(request="warning", response="info"),
    strict=NARROWED,
    when=frozenset({"beside-alternatives"}),
    title="Null, which alternatives admit, is ruled out by the type beside them",
    why="By the letter a null is refused now; the alternatives still name it, so that it may not be meant.",
    deviation="oasdiff looks at what stands beside alternatives alone.",
    example=Example(before={"oneOf": _NULLABLE}, after={"type": "object", "oneOf": _NULLABLE}),
)

_NONE: Final = Rule(
    on="field.default.set",
    id="{role}-default-value-added",
    level="info",
    when=frozenset({"null-default"}),
    title="A default is documented, which is null",
    why="What is left out was no value before either.",
    advice=NOTHING,
    message="{subject} now defaults to {after}",
    deviation="oasdiff takes null for a value like any other.",
    example=Example(before={"type": ["string", "null"]}, after={"type": ["string", "null"], "default": None}),
)

RULES: Final = (
    _NONE,
    structs.replace(
        _NONE,
        on="field.default.unset",
        id="{role}-default-value-removed",
        title="A default of null is no longer documented",
        message="{subject} no longer defaults to {before}",
        example=Example(before=_NONE.example.after, after=_NONE.example.before),
    ),
    *(
        structs.replace(
            rule,
            level=_KNOWN,
            strict=None,
            roles=(*PARAMETERS, *HEADERS),
            unless=_JSON,
            why=_AS_TEXT,
            advice=NOTHING,
            deviation=_NO_NULL_IN_TEXT,
        )
        for rule in (_ALLOWED, _RULED_OUT)
    ),
    *(structs.replace(rule, roles=PARAMETERS, when=_JSON) for rule in (_ALLOWED, _RULED_OUT)),
    _ALLOWED,
    _RULED_OUT_BESIDE,
    _RULED_OUT,
)
