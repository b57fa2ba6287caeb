"""Rules for compositions: allOf, oneOf, anyOf, not."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, NOTED, REPLACED, WIDENED
from driftwatch.rules.rule import CONTROLLED, FLOWING, NOTHING, Advice, Example, Levels, Rule

_A: Final = {"type": "object", "title": "A", "required": ["a"], "properties": {"a": {"type": "string"}}}
_B: Final = {"type": "object", "title": "B", "required": ["b"], "properties": {"b": {"type": "string"}}}
_C: Final = {"type": "object", "title": "C", "required": ["c"], "properties": {"c": {"type": "integer"}}}
_TWO: Final = [_A, _B]
_THREE: Final = [_A, _B, _C]
_PLAIN_TWO: Final = [_A, {"type": "string", "enum": ["all"]}]
_PLAIN_THREE: Final = [*_PLAIN_TWO, {"type": "array", "items": {"type": "string"}}]
_OPTIONAL: Final = {"type": "object", "title": "D", "properties": {"d": {"type": "string"}}}
_ONE_SHAPE: Final[dict[Role, str]] = {
    "request-parameter": "request-parameter-type-changed",
    "response-header": "response-header-type-specialized",
}
_SIZE: Final[dict[str, Json]] = {"size": {"type": "string"}}
_SIZED: Final[dict[str, Json]] = {"type": "object", "properties": _SIZE}
_NAMES: Final = [{"required": ["depth"]}, {"required": ["width"]}]
_MADE: Final[dict[str, Json]] = {"made": {"type": "object", "properties": {"by": {"type": "string"}}}}
_NOTE: Final = {"description": "A remark."}
_REFUSED: Final = "What was sent before is refused, or must meet another demand."
_UNEXPECTED: Final = "Something of another shape comes."
_DECIDE: Final = Advice(
    request="Compare what you send with the shapes that are documented now.",
    response="Compare what you read with the shapes that are documented now, and let an unknown one fail loudly.",
)
_COMPARE: Final = "Compare what you send with the shapes that are documented now."


def _object(properties: dict[str, Json]) -> Json:
    return {"type": "object", "properties": properties}


_ALL_OF: Final = (
    Rule(
        on="field.all-of.offered",
        id="{role}-all-of-added",
        level=NOTED,
        title="A further part declares fields, and demands none (allOf)",
        why="The fields are new and optional: what was sent before is accepted still.",
        advice=NOTHING,
        message="{subject} may now also have {after}",
        deviation="oasdiff says breaking in a request, whatever the part demands. New optional fields are info, "
        "wherever they are written.",
        example=Example(before={"allOf": [_A]}, after={"allOf": [_A, _OPTIONAL]}),
    ),
    Rule(
        on="field.all-of.added",
        id="{role}-all-of-added",
        level=NARROWED,
        title="A further part is demanded (allOf)",
        why=_REFUSED,
        advice=_COMPARE,
        message="{subject} must now also be {after}",
        example=Example(before={"allOf": _TWO}, after={"allOf": _THREE}),
    ),
    Rule(
        on="field.all-of.removed",
        id="{role}-all-of-removed",
        level=WIDENED,
        title="A part is no longer demanded (allOf)",
        why="What the part promised may be missing.",
        advice=CONTROLLED,
        message="{subject} need no longer be {before}",
        deviation="oasdiff 1.27 says warning in a request and info in a response. Less is demanded of what is sent, "
        "and less is promised of what comes; later releases say the same.",
        example=Example(
            before={"allOf": [*_TWO, {"title": "Small", "type": "object", "maxProperties": 9}]}, after={"allOf": _TWO}
        ),
    ),
    Rule(
        on="field.all-of.annotation-added",
        id="{role}-all-of-added-annotation-only",
        level=NOTED,
        title="A part with remarks only is new (allOf)",
        why="It demands nothing.",
        advice=NOTHING,
        message="{subject} has a further part that demands nothing",
        example=Example(before={"allOf": [_A]}, after={"allOf": [_A, _NOTE]}),
    ),
    Rule(
        on="field.all-of.annotation-removed",
        id="{role}-all-of-removed-annotation-only",
        level=NOTED,
        title="A part with remarks only is gone (allOf)",
        why="It demanded nothing.",
        advice=NOTHING,
        message="{subject} lost a part that demanded nothing",
        example=Example(before={"allOf": [_A, _NOTE]}, after={"allOf": [_A]}),
    ),
)


_SOME: Final = {"type": "object", "properties": {"l": {"type": "array", "items": {"type": "string"}}}}
_EITHER: Final = {"type": "array", "items": {"type": ["integer", "string"]}}
_MORE: Final = {"type": "object", "properties": {"l": _EITHER, "n": {"type": "string"}}}
_WORD: Final = {"type": "string", "enum": ["all"]}


def _served(keyword: str, noun: str) -> tuple[Rule, ...]:
    """Rows for alternatives that are no longer told apart, or newly are: another one takes the same."""
    return (
        Rule(
            on=f"field.{noun}.added",
            id=f"{{role}}-{noun}-added",
            level=NOTED,
            when=frozenset({"served"}),
            title=f"What was documented together is told apart ({keyword})",
            why="Another alternative took and sent the same before.",
            advice=NOTHING,
            message="{subject} names {after} as an alternative of its own, which another one allowed before",
            deviation="oasdiff says breaking in a response, whatever was documented before.",
            example=Example(before={keyword: [_MORE, _WORD]}, after={keyword: [_MORE, _WORD, _SOME]}),
        ),
        Rule(
            on=f"field.{noun}.removed",
            id=f"{{role}}-{noun}-removed",
            level=NOTED,
            when=frozenset({"served"}),
            title=f"Alternatives are no longer told apart ({keyword})",
            why="What was sent for the one that is gone fits another one.",
            advice=NOTHING,
            message="{subject} no longer names {before} as an alternative of its own: another one allows it",
            deviation="oasdiff says breaking in a request, whatever is left.",
            example=Example(before={keyword: [_MORE, _WORD, _SOME]}, after={keyword: [_MORE, _WORD]}),
        ),
    )


def _branches(keyword: str, noun: str) -> tuple[Rule, ...]:
    name = f"{keyword} in oasdiff: info, while oneOf is breaking. A new shape is one that no reader knows in either."
    return (
        *_served(keyword, noun),
        Rule(
            on=f"field.{noun}.added",
            id=f"{{role}}-{noun}-added",
            level=LOOSER,
            strict=WIDENED,
            when=frozenset({"open-union"}),
            title=f"A further alternative of several objects is documented ({keyword})",
            why="A reader that knows all alternatives by name meets one that it does not know.",
            advice=CONTROLLED,
            message="{subject} may now also be {after}",
            deviation=f"A new alternative in a response: {name}" if noun == "any-of" else "",
            example=Example(before={keyword: _TWO}, after={keyword: _THREE}),
        ),
        Rule(
            on=f"field.{noun}.added",
            id=f"{{role}}-{noun}-added",
            level=WIDENED,
            title=f"A further alternative is documented ({keyword})",
            why=_UNEXPECTED,
            advice=CONTROLLED,
            message="{subject} may now also be {after}",
            deviation=f"A new alternative in a response: {name}" if noun == "any-of" else "",
            example=Example(before={keyword: _PLAIN_TWO}, after={keyword: _PLAIN_THREE}),
        ),
        Rule(
            on=f"field.{noun}.removed",
            id=f"{{role}}-{noun}-removed",
            level=NARROWED,
            title=f"An alternative is no longer documented ({keyword})",
            why=_REFUSED,
            advice=_COMPARE,
            message="{subject} may no longer be {before}",
            example=Example(before={keyword: _THREE}, after={keyword: _TWO}),
        ),
        Rule(
            on=f"field.{noun}.unwrapped",
            id=f"{{role}}-{noun}-replaced",
            level=REPLACED,
            when=frozenset({"replaced"}),
            title=f"Another shape stands for several alternatives ({keyword})",
            why="What was sent before may not fit it, and what comes is none of the alternatives.",
            advice="Compare your code with the shape that is documented now.",
            message="{subject} is of another shape now, before one of {before}",
            example=Example(before={keyword: _TWO}, after=_C),
        ),
        Rule(
            on=f"field.{noun}.unwrapped",
            id=f"{{role}}-{noun}-removed",
            ids=_ONE_SHAPE,
            level=NOTED,
            strict=REPLACED,
            when=frozenset({"all-in-one"}),
            title=f"One object has what several alternatives had ({keyword})",
            why="It takes what each of them documents, and whoever reads one of them finds it there.",
            advice=NOTHING,
            message="{subject} is now one object with all that {before} have",
            deviation="oasdiff tells each alternative that is gone.",
            example=Example(before={keyword: [_object(_SIZE), _object(_MADE)]}, after=_object({**_SIZE, **_MADE})),
        ),
        Rule(
            on=f"field.{noun}.unwrapped",
            id=f"{{role}}-{noun}-removed",
            ids=_ONE_SHAPE,
            level=NARROWED,
            title=f"One of several alternatives is left ({keyword})",
            why=_REFUSED,
            advice=_COMPARE,
            message="{subject} is now one shape, before one of {before}",
            example=Example(before={keyword: _TWO}, after=_A),
        ),
        *(
            Rule(
                on=f"field.{noun}.{action}",
                id=f"{{role}}-{noun}-{action}",
                level=NOTED,
                when=frozenset({"anything"}),
                title=f"Alternatives of which one takes all came or went ({keyword})",
                why="One of them takes all that is taken without them. To refuse what fits two is meant by nobody.",
                advice=NOTHING,
                message=message,
                deviation="oasdiff tells each alternative. One that takes all leaves nothing to the others.",
                example=Example(before=before, after=after),
            )
            for action, message, before, after in (
                ("imposed", "{subject} is now one of {after}", _A, {**_A, keyword: [_B, {}]}),
                ("dropped", "{subject} was one of {before}", {**_A, keyword: [_B, {}]}, _A),
            )
            if keyword == "oneOf"
        ),
        Rule(
            on=f"field.{noun}.imposed",
            id=f"{{role}}-{noun}-imposed",
            level=NARROWED,
            title=f"Alternatives are demanded beside what was demanded before ({keyword})",
            why=_REFUSED,
            advice=_COMPARE,
            message="{subject} must now also be one of {after}",
            example=Example(before={"type": "object"}, after={"type": "object", keyword: [{"required": ["a"]}, _B]}),
        ),
        Rule(
            on=f"field.{noun}.dropped",
            id=f"{{role}}-{noun}-dropped",
            level=WIDENED,
            title=f"Alternatives are no longer demanded ({keyword})",
            why=_UNEXPECTED,
            advice=CONTROLLED,
            message="{subject} need no longer be one of {before}",
            example=Example(before={"type": "object", keyword: [{"required": ["a"]}, _B]}, after={"type": "object"}),
        ),
    )


_WRAPPED: Final = (
    Rule(
        on="field.one-of.wrapped",
        id="{role}-wrapped-in-one-of-original-preserved",
        level=Levels(request="warning", response="breaking"),
        roles=("request-body", "response-body"),
        when=frozenset({"kept"}),
        title="A body may be of further shapes (oneOf)",
        why="A body that fits two shapes at once is refused; one of another shape may come.",
        advice=_DECIDE,
        message="{subject} is now exactly one of {after}",
        deviation="oasdiff 1.27 tells it like other shapes; later releases say warning in a response, too, where a "
        "second shape is one that no reader knows.",
        example=Example(before=_A, after={"oneOf": _TWO}),
    ),
    Rule(
        on="field.one-of.wrapped",
        id="{role}-wrapped-in-one-of",
        level=REPLACED,
        roles=("request-body", "response-body"),
        title="A body became one of several shapes (oneOf)",
        why="A body that fits two shapes at once is refused; one of another shape may come.",
        advice=_DECIDE,
        message="{subject} is now exactly one of {after}",
        example=Example(before=_A, after={"oneOf": [_B, _C]}),
    ),
    Rule(
        on="field.one-of.wrapped",
        id="{role}-one-of-added",
        ids={
            "request-parameter": "request-parameter-wrapped-in-one-of",
            "response-header": "response-header-wrapped-in-one-of",
        },
        level=WIDENED,
        roles=tuple(role for role in FLOWING if not role.endswith("body")),
        when=frozenset({"kept"}),
        title="A value may be of further shapes (oneOf)",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} is now one of {after}",
        example=Example(before=_A, after={"oneOf": _TWO}),
    ),
    Rule(
        on="field.one-of.wrapped",
        id="{role}-wrapped-in-one-of",
        level=REPLACED,
        roles=tuple(role for role in FLOWING if not role.endswith("body")),
        title="A value is of other shapes than before (oneOf)",
        why="What was sent before may fit none of the shapes, and what comes may be of another one.",
        advice=_DECIDE,
        message="{subject} is now one of {after}",
        example=Example(before=_A, after={"oneOf": [_B, _C]}),
    ),
    Rule(
        on="field.any-of.wrapped",
        id="{role}-any-of-added",
        level=WIDENED,
        when=frozenset({"kept"}),
        title="A value may be of further shapes (anyOf)",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} is now any of {after}",
        deviation="oasdiff: info in responses. A new shape is one that no reader knows.",
        example=Example(before=_A, after={"anyOf": _TWO}),
    ),
    Rule(
        on="field.any-of.wrapped",
        id="{role}-wrapped-in-any-of",
        level=REPLACED,
        title="A value is of other shapes than before (anyOf)",
        why="What was sent before may fit none of the shapes, and what comes may be of another one.",
        advice=_DECIDE,
        message="{subject} is now any of {after}",
        example=Example(before=_A, after={"anyOf": [_B, _C]}),
    ),
    Rule(
        on="field.one-of.to-any-of",
        id="{role}-one-of-became-any-of",
        level=LOOSER,
        strict=WIDENED,
        title="Several shapes may apply at once",
        why="A reader that takes the first shape that fits may take the wrong one.",
        advice="Decide by a property that tells the shapes apart.",
        message="{subject} may now fit several of its alternatives at once",
        example=Example(before={"oneOf": _TWO}, after={"anyOf": _TWO}),
    ),
    Rule(
        on="field.any-of.to-one-of",
        id="{role}-any-of-became-one-of",
        level=Levels(request="warning", response="info"),
        strict=NARROWED,
        title="Exactly one shape must apply",
        why="What fits two shapes at once is refused now.",
        advice="Send the properties of one shape only.",
        message="{subject} must now fit exactly one of its alternatives",
        example=Example(before={"anyOf": _TWO}, after={"oneOf": _TWO}),
    ),
)

_NOT: Final = (
    *(
        Rule(
            on=f"field.not.{action}",
            id=f"{{role}}-not-{action}",
            level=NOTED,
            strict=NARROWED,
            when=frozenset({"undocumented"}),
            title=f"Properties that nobody documented are ruled out{more} (not)",
            why="Nobody sends them by the documentation.",
            advice="Send documented properties only.",
            message=f"properties that nobody documented are ruled out{more} of {{subject}}",
            example=Example(before=before, after=after),
        )
        for action, more, before, after in (
            ("added", "", _SIZED, _SIZED | {"not": _NAMES[0]}),
            ("changed", " as well", _SIZED | {"not": _NAMES[0]}, _SIZED | {"not": {"anyOf": _NAMES}}),
        )
    ),
    Rule(
        on="field.not.added",
        id="{role}-not-added",
        level=NARROWED,
        title="Something is ruled out (not)",
        why=_REFUSED,
        advice=_COMPARE,
        message="some values of {subject} are now ruled out",
        example=Example(before={"type": "string"}, after={"type": "string", "not": {"const": "x"}}),
    ),
    Rule(
        on="field.not.removed",
        id="{role}-not-removed",
        level=LOOSER,
        strict=WIDENED,
        title="Something is no longer ruled out (not)",
        why="Values come that were ruled out before.",
        advice=CONTROLLED,
        message="values of {subject} that were ruled out are allowed now",
        example=Example(before={"type": "string", "not": {"const": "x"}}, after={"type": "string"}),
    ),
    Rule(
        on="field.not.changed",
        id="{role}-not-changed",
        level=NARROWED,
        when=frozenset({"rules-out-more"}),
        title="More is ruled out (not)",
        why=_REFUSED,
        advice=_COMPARE,
        message="more values of {subject} than before are ruled out",
        example=Example(before={"not": {"enum": ["x"]}}, after={"not": {"enum": ["x", "y"]}}),
    ),
    Rule(
        on="field.not.changed",
        id="{role}-not-changed",
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"rules-out-less"}),
        title="Less is ruled out (not)",
        why="Values come that were ruled out before.",
        advice=CONTROLLED,
        message="fewer values of {subject} than before are ruled out",
        example=Example(before={"not": {"enum": ["x", "y"]}}, after={"not": {"enum": ["x"]}}),
    ),
    Rule(
        on="field.not.changed",
        id="{role}-not-changed",
        level=REPLACED,
        title="Something else is ruled out (not)",
        why="Values that were sent before are refused, and values come that were ruled out.",
        advice=_DECIDE,
        message="other values of {subject} than before are ruled out",
        example=Example(before={"not": {"const": "x"}}, after={"not": {"const": "y"}}),
    ),
)

RULES: Final = (
    *_ALL_OF,
    *_branches("oneOf", "one-of"),
    *_branches("anyOf", "any-of"),
    *_WRAPPED,
    *_NOT,
)
