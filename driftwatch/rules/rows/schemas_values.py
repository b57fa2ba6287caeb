"""Rules for the values themselves: enum, const, default, pattern, multiples, uniqueness."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, NOTED, REPLACED, WIDENED
from driftwatch.rules.rows.schemas_discriminators import of_kind
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, NOTHING, Advice, Example, Levels, Rule

_REFUSED: Final = "Values that were sent before are refused now."
_UNEXPECTED: Final = "Values come that no reader expects."
_REPLACE: Final = "Replace the values that are no longer documented."
_ONE: Final = {"type": "string", "enum": ["a"]}
_TWO: Final = {"type": "string", "enum": ["a", "b"]}
_ON_ADDED: Final = Advice(
    request="Nothing has to be done; send {after} where it helps.",
    response="Decide what a reader does on {after}, and let a value that it does not know fail loudly.",
)
_AGAINST_THE_PATTERN: Final = "Compare what you assume of the text with the new pattern."


_ANY: Final = {"type": "string"}
_OPEN_ONE: Final = {"type": "string", "x-extensible-enum": ["a"]}
_OPEN_TWO: Final = {"type": "string", "x-extensible-enum": ["a", "b"]}
_MEDIA: Final[dict[Role, str]] = {"response-body": "response-mediatype-enum-value-removed"}
_DEFAULTED: Final = {"type": "string", "default": "a"}
_BEHAVES: Final = Levels(request="warning", response="info")


def _step(**stated: Json) -> Json:
    """Write a document with one call, whose path has a parameter."""
    step: Json = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", **stated}}
    return {"paths": {"/boxes/{id}": {"get": {"parameters": [step], "responses": {"204": {"description": "-"}}}}}}


_DEFAULTS: Final = (
    "oasdiff: breaking for parameters, info elsewhere. A default breaks no call and decides what it does wherever it "
    "stands, so that it is a warning for whatever is sent."
)

RULES: Final = (
    Rule(
        on="field.enum.value-removed",
        id="request-read-only-property-enum-value-removed",
        level=NOTED,
        roles=("request-property",),
        when=frozenset({"read-only"}),
        title="A read-only property lost values",
        why="A read-only property is not sent, so no call can break.",
        advice=NOTHING,
        message="{subject}, which is read-only, no longer documents {before}",
        example=Example(before=_TWO | {"readOnly": True}, after=_ONE | {"readOnly": True}),
    ),
    Rule(
        on="field.enum.value-removed",
        id="{role}-enum-value-removed",
        ids=_MEDIA,
        level=NOTED,
        when=frozenset({"open-list"}),
        title="A value is no longer named, where any text is admitted",
        why="It may be refused all the same, or come no more: the list says what is known.",
        advice="Check whether the values that you use are still named.",
        message="{subject} no longer names {before} among the values that it knows",
        deviation="oasdiff looks at the list alone. Any text is admitted beside it: info.",
        example=Example(before={"anyOf": [_ANY, _TWO]}, after={"anyOf": [_ANY, _ONE]}),
    ),
    Rule(
        on="field.enum.value-removed",
        id="{role}-enum-value-removed",
        level=NOTED,
        roles=("request-property",),
        when=frozenset({"discriminates"}),
        title="A list has only the value left by which a discriminator leads here",
        why="By the other values the discriminator led elsewhere, so nobody could send them here.",
        advice=NOTHING,
        message="{subject} no longer documents {before}, by which a discriminator never led to it",
        deviation="oasdiff looks at the list alone. What a discriminator leads elsewhere by is no value here: info.",
        example=Example(before=of_kind(enum=["bag", "box"]), after=of_kind(enum=["box"]), within="document"),
    ),
    Rule(
        on="field.enum.value-removed",
        id="{role}-enum-value-removed",
        ids=_MEDIA,
        level=NARROWED,
        title="A value is no longer documented",
        why=_REFUSED,
        advice=_REPLACE,
        message="{subject} no longer documents {before}",
        example=Example(before=_TWO, after=_ONE),
    ),
    Rule(
        on="field.enum.value-added",
        id="response-write-only-property-enum-value-added",
        level=NOTED,
        roles=("response-property",),
        when=frozenset({"write-only"}),
        title="A write-only property got values",
        why="A write-only property is not received, so no reader can break.",
        advice=NOTHING,
        message="{subject}, which is write-only, now documents {after}",
        example=Example(before=_ONE | {"writeOnly": True}, after=_TWO | {"writeOnly": True}),
    ),
    Rule(
        on="field.enum.value-added",
        id="{role}-enum-value-added",
        level=NOTED,
        when=frozenset({"open-list"}),
        title="A value is named that was not before, where any text is admitted",
        why="The list says what is known; others were to be expected all along.",
        advice=NOTHING,
        message="{subject} now names {after} among the values that it knows",
        deviation="oasdiff looks at the list alone. Any text is admitted beside it: info.",
        example=Example(before={"anyOf": [_ANY, _ONE]}, after={"anyOf": [_ANY, _TWO]}),
    ),
    Rule(
        on="field.enum.value-added",
        id="{role}-enum-value-added",
        level=LOOSER,
        strict=WIDENED,
        title="A value is documented that was not before",
        why="A reader that knows all values by name meets one that it does not know.",
        advice=CONTROLLED,
        naming_advice=_ON_ADDED,
        message="{subject} now documents {after}",
        deviation="oasdiff 1.27 says warning in a response, later releases breaking: both are right, for tolerant "
        "readers and under `strict`.",
        example=Example(before=_ONE, after=_TWO),
    ),
    *(
        Rule(
            on=f"field.{noun}.set",
            id=f"{{role}}-{said}",
            level=NOTED,
            roles=("request-property",),
            when=frozenset({"discriminates"}),
            title="The value by which a schema is told from others is written out",
            why="It is the one that leads to the schema: where that is another one now, the alternatives tell it.",
            advice=NOTHING,
            message="{subject} is always {after}, by which it is chosen",
            deviation="oasdiff looks at the property alone: breaking.",
            example=Example(before=of_kind(), after=of_kind(**{noun: value}), within="document"),
        )
        for noun, said, value in (("const", "const-added", "box"), ("enum", "became-enum", ["box"]))
    ),
    Rule(
        on="field.enum.set",
        id="request-header-property-became-enum",
        level=NARROWED,
        roles=("request-parameter-property",),
        when=frozenset({"in-header"}),
        title="A property of a header is limited to listed values",
        why=_REFUSED,
        advice=_REPLACE,
        message="{subject} is now limited to {after}",
        example=Example(before=_ANY, after=_TWO),
    ),
    Rule(
        on="field.enum.set",
        id="{role}-became-enum",
        ids={"response-property": "response-property-enum-value-added"},
        level=NARROWED,
        title="Values are limited to a list",
        why=_REFUSED,
        advice=_REPLACE,
        message="{subject} is now limited to {after}",
        deviation="oasdiff also reports each value of the new list as added, and a new list in a response as a "
        "warning; a list where any value could come rules values out, so it is told once, and as info in responses.",
        example=Example(before=_ANY, after=_TWO),
    ),
    Rule(
        on="field.enum.unset",
        id="{role}-enum-value-removed",
        ids=_MEDIA,
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"open-list"}),
        title="A list of values became an open one",
        why="Further values may come, as the documentation says beforehand.",
        advice=CONTROLLED,
        message="{subject} is no longer limited to {before}: further values are announced",
        deviation="oasdiff knows no open lists. A reader is told to expect further values, so that it is a warning.",
        example=Example(before=_TWO, after=_OPEN_TWO),
    ),
    Rule(
        on="field.enum.unset",
        id="{role}-enum-value-removed",
        ids=_MEDIA,
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"typed"}),
        title="Values are no longer limited to a list",
        why="A reader that knows all values by name may meet one that it does not know.",
        advice=CONTROLLED,
        message="{subject} is no longer limited to {before}",
        deviation="oasdiff judges the loss of the whole list like the loss of each value (breaking in requests, info "
        "in responses); without a list every value is allowed: info in requests. In responses it is what a new value "
        "is, however many may come: a reader that survives one survives all. A warning, and breaking under `strict`.",
        example=Example(before=_TWO, after=_ANY),
    ),
    Rule(
        on="field.enum.unset",
        id="{role}-enum-value-removed",
        ids=_MEDIA,
        level=WIDENED,
        title="Nothing is said any more of values that were listed",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} is no longer limited to {before}",
        deviation="oasdiff judges the loss of the whole list like the loss of each value (breaking in requests, "
        "info in responses); without a list and a type everything is allowed: info in requests, breaking in responses.",
        example=Example(before={"enum": ["a", "b"]}, after={}),
    ),
    Rule(
        on="field.extensible-enum.value-removed",
        id="{role}-x-extensible-enum-value-removed",
        level=NARROWED,
        title="A value of an open list is no longer documented",
        why=_REFUSED,
        advice=_REPLACE,
        message="the open list of {subject} no longer documents {before}",
        example=Example(before=_OPEN_TWO, after=_OPEN_ONE),
    ),
    Rule(
        on="field.extensible-enum.value-added",
        id="{role}-x-extensible-enum-value-added",
        level=NOTED,
        strict=WIDENED,
        title="A value of an open list is documented that was not before",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        naming_advice=_ON_ADDED,
        message="the open list of {subject} now documents {after}",
        deviation="Whoever reads an open list is told beforehand that further values come: info, and breaking "
        "under `strict`.",
        example=Example(before=_OPEN_ONE, after=_OPEN_TWO),
    ),
    Rule(
        on="field.extensible-enum.set",
        id="{role}-x-extensible-enum-set",
        level=Levels(request="warning", response="info"),
        title="An open list of values is documented",
        why="Values outside of the list may be refused.",
        advice=CHECK_DOCS,
        message="{subject} now has an open list of values: {after}",
        example=Example(before=_ANY, after=_OPEN_TWO),
    ),
    Rule(
        on="field.extensible-enum.unset",
        id="{role}-x-extensible-enum-unset",
        level=Levels(request="info", response="warning"),
        title="An open list of values is gone",
        why="Nothing says any more which values are to be expected.",
        advice=CONTROLLED,
        message="{subject} no longer has an open list of values",
        example=Example(before=_OPEN_TWO, after=_ANY),
    ),
    Rule(
        on="field.const.set",
        id="{role}-const-added",
        level=NARROWED,
        title="Only one value is allowed",
        why=_REFUSED,
        advice=_REPLACE,
        message="{subject} must now be {after}",
        example=Example(before=_ANY, after=_ANY | {"const": "a"}),
    ),
    Rule(
        on="field.const.changed",
        id="{role}-const-changed",
        level=REPLACED,
        title="The only allowed value is another one",
        why="The value that was sent before is refused, and the one that was received does not come any more.",
        advice=Advice(request=_REPLACE, response="Read the value that comes now, and let another one fail loudly."),
        message="{subject} must now be {after}, before {before}",
        example=Example(before=_ANY | {"const": "a"}, after=_ANY | {"const": "b"}),
    ),
    Rule(
        on="field.const.unset",
        id="{role}-const-removed",
        level=WIDENED,
        title="More than one value is allowed",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} is no longer always {before}",
        example=Example(before=_ANY | {"const": "a"}, after=_ANY),
    ),
    Rule(
        on="field.default.set",
        id="{role}-default-value-added",
        level=_BEHAVES,
        unless=frozenset({"null-default"}),
        title="A default is documented",
        why="Calls that leave it out may behave in another way than before.",
        advice="Send the value that you rely on.",
        message="{subject} now defaults to {after}",
        deviation=_DEFAULTS,
        example=Example(before=_ANY, after=_DEFAULTED),
    ),
    Rule(
        on="field.default.changed",
        id="{role}-default-value-changed",
        level=Levels(request="warning", response="warning"),
        title="The default is another one",
        why="Calls that leave it out behave in another way, without an error.",
        advice=Advice(
            request="Send the value that you rely on.", response="Decide what it means that the value is not there."
        ),
        message="the default of {subject} is now {after}, before {before}",
        deviation="oasdiff: breaking for parameters, info elsewhere. A changed default breaks no call and changes "
        "what it does wherever it stands, so it is a warning everywhere.",
        example=Example(before=_DEFAULTED, after=_ANY | {"default": "b"}),
    ),
    Rule(
        on="field.default.unset",
        id="{role}-default-value-removed",
        level=_BEHAVES,
        unless=frozenset({"null-default"}),
        title="A default is no longer documented",
        why="Calls that leave it out may behave in another way than before.",
        advice="Send the value that you rely on.",
        message="{subject} no longer defaults to {before}",
        deviation=_DEFAULTS,
        example=Example(before=_DEFAULTED, after=_ANY),
    ),
    *(
        Rule(
            on=f"field.pattern.{what}",
            id=f"{{role}}-pattern-{said}",
            level=NOTED,
            roles=("request-parameter", "response-header"),
            when=frozenset({"anything"}),
            title=f"A pattern that all matches which can go there was {said}",
            why="It rules nothing out: a step of a path without any text is another path.",
            advice=NOTHING,
            message=message,
            deviation="oasdiff takes each pattern for a demand.",
            example=Example(before=before, after=after, within="document"),
        )
        for what, said, message, before, after in (
            (
                "set",
                "added",
                "{subject} now has the pattern {after}, which all that can go there matches",
                _step(),
                _step(pattern=".+"),
            ),
            (
                "unset",
                "removed",
                "{subject} no longer has the pattern {before}, which all that can go there matches",
                _step(pattern=".+"),
                _step(),
            ),
        )
    ),
    Rule(
        on="field.pattern.set",
        id="{role}-pattern-added",
        level=NARROWED,
        title="A pattern is demanded",
        why=_REFUSED,
        advice="Compare what you send with the pattern.",
        message="{subject} must now match {after}",
        example=Example(before=_ANY, after=_ANY | {"pattern": "^a+$"}),
    ),
    Rule(
        on="field.pattern.unset",
        id="{role}-pattern-removed",
        level=LOOSER,
        strict=WIDENED,
        title="No pattern is promised any more",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} no longer has the pattern {before}",
        deviation="oasdiff: info also in responses. Any text is wider than a text with a pattern: a warning there, and "
        "breaking under `strict`.",
        example=Example(before=_ANY | {"pattern": "^a+$"}, after=_ANY),
    ),
    Rule(
        on="field.pattern.generalized",
        id="{role}-pattern-generalized",
        ids={"response-property": "response-property-pattern-changed"},
        level=LOOSER,
        strict=WIDENED,
        title="The pattern admits everything",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="the pattern of {subject} is now {after}, before {before}",
        deviation="oasdiff: info also in responses. A pattern that admits everything is like none: a warning there, "
        "and breaking under `strict`.",
        example=Example(before=_ANY | {"pattern": "^a+$"}, after=_ANY | {"pattern": ".*"}),
    ),
    Rule(
        on="field.pattern.changed",
        id="{role}-pattern-changed",
        when=frozenset({"disjoint"}),
        level=Levels(request="breaking", response="warning"),
        strict=REPLACED,
        title="The pattern is another one, which nothing meets that met the former",
        why="Texts begin otherwise: what was sent before is refused.",
        advice=Advice(request="Compare what you send with the new pattern.", response=_AGAINST_THE_PATTERN),
        message="the pattern of {subject} is now {after}, before {before}",
        deviation="oasdiff says warning in a request, 1.27 info in a response. No text begins as both of these demand: "
        "what was sent is refused, and what comes is never info.",
        example=Example(before=_ANY | {"pattern": "^a+$"}, after=_ANY | {"pattern": "^b+$"}),
    ),
    Rule(
        on="field.pattern.changed",
        id="{role}-pattern-changed",
        level=Levels(request="warning", response="warning"),
        strict=REPLACED,
        title="The pattern is another one",
        why="What was sent before may be refused, and what comes may look otherwise; nobody can tell in general which "
        "of two patterns admits more.",
        advice=Advice(request="Compare what you send with the new pattern.", response=_AGAINST_THE_PATTERN),
        message="the pattern of {subject} is now {after}, before {before}",
        deviation="oasdiff 1.27 says info in a response. Neither pattern need contain the other: never info.",
        example=Example(before=_ANY | {"pattern": "^a+$"}, after=_ANY | {"pattern": "^[bc]+$"}),
    ),
    Rule(
        on="field.multiple-of.set",
        id="{role}-multiple-of-set",
        level=NARROWED,
        title="Only multiples of a number are allowed",
        why=_REFUSED,
        advice="Round what you send.",
        message="{subject} must now be a multiple of {after}",
        example=Example(before={"type": "number"}, after={"type": "number", "multipleOf": 2}),
    ),
    Rule(
        on="field.multiple-of.unset",
        id="{role}-multiple-of-unset",
        level=LOOSER,
        strict=WIDENED,
        title="More than the multiples of a number are allowed",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} is no longer a multiple of {before}",
        example=Example(before={"type": "number", "multipleOf": 2}, after={"type": "number"}),
    ),
    Rule(
        on="field.multiple-of.tightened",
        id="{role}-multiple-of-specialized",
        level=NARROWED,
        title="Only multiples of a larger number are allowed",
        why=_REFUSED,
        advice="Round what you send.",
        message="{subject} must now be a multiple of {after}, before of {before}",
        example=Example(before={"type": "number", "multipleOf": 2}, after={"type": "number", "multipleOf": 4}),
    ),
    Rule(
        on="field.multiple-of.loosened",
        id="{role}-multiple-of-generalized",
        level=LOOSER,
        strict=WIDENED,
        title="Multiples of a smaller number are allowed",
        why=_UNEXPECTED,
        advice=CONTROLLED,
        message="{subject} must now be a multiple of {after}, before of {before}",
        example=Example(before={"type": "number", "multipleOf": 4}, after={"type": "number", "multipleOf": 2}),
    ),
    Rule(
        on="field.multiple-of.changed",
        id="{role}-multiple-of-changed",
        level=REPLACED,
        title="Only multiples of another number are allowed",
        why="Values that were sent before are refused, and values come that were ruled out.",
        advice=Advice(request="Round what you send.", response="Check what you assume of the number."),
        message="{subject} must now be a multiple of {after}, before of {before}",
        example=Example(before={"type": "number", "multipleOf": 2}, after={"type": "number", "multipleOf": 3}),
    ),
    Rule(
        on="field.unique-items.set",
        id="{role}-unique-items-set",
        level=NARROWED,
        title="Items must be unique",
        why="Lists with an item twice are refused now.",
        advice="Remove repeated items before you send.",
        message="the items of {subject} must now be unique",
        example=Example(before={"type": "array"}, after={"type": "array", "uniqueItems": True}),
    ),
    Rule(
        on="field.unique-items.unset",
        id="{role}-unique-items-unset",
        level=LOOSER,
        strict=WIDENED,
        title="Items may be repeated",
        why="A reader that uses items as keys meets one twice.",
        advice=CONTROLLED,
        message="the items of {subject} are no longer unique",
        example=Example(before={"type": "array", "uniqueItems": True}, after={"type": "array"}),
    ),
)
