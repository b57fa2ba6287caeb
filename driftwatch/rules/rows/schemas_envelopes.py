"""Rules for objects, and for some of their properties, that stand below a property by now, or no longer do."""

from typing import Final

from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import REPLACED
from driftwatch.rules.rule import BODIES, PROPERTIES, Advice, Example, Levels, Rule

_TEXT: Final[dict[str, Json]] = {"type": "string"}
_WARNS: Final = Levels(request="warning", response="warning")
_WHY: Final = "Nothing is where it was: what was sent is refused, and what reads it finds none of it."
_DEVIATION: Final = "oasdiff reports each property as removed, and one added or the other way round."
_BOX: Final[dict[str, Json]] = {"type": "object", "properties": {"size": {"type": "string"}, "of": {"type": "string"}}}
_DATA: Final[dict[str, Json]] = {"type": "object", "properties": {"data": _BOX}}

_FLAT: Final[dict[str, Json]] = {
    "type": "object",
    "properties": {"size": _TEXT, "depth": _TEXT, "kept": _TEXT},
    "required": ["kept"],
}
_NESTED: Final[dict[str, Json]] = {
    "type": "object",
    "properties": {"box": {"type": "object", "properties": {"size": _TEXT, "depth": _TEXT}}, "kept": _TEXT},
    "required": ["kept"],
}
_SIZED: Final = _FLAT | {"required": ["kept", "size"]}
_BOXED: Final = _NESTED | {"required": ["kept", "box"]}
_MOVED_WHY: Final = "Nobody finds them where they were, and what is sent there is read no more, or refused."
_BELOW: Final = Advice(request="Send them below the property.", response="Read them below the property.")
_OUTSIDE: Final = Advice(request="Send them beside it.", response="Read them beside it.")


def _moved() -> tuple[Rule, ...]:
    """Make the rows for some of the properties of an object that moved: those that must be there, and others."""
    ways = (
        ("below", "Properties of an object stand below a new one now", _BELOW,
         ((_SIZED, _BOXED), (_FLAT, _NESTED)),
         "what {subject} held in {before} is now below its field {after}"),
        ("from-below", "Properties that stood below one of an object are its own now", _OUTSIDE,
         ((_BOXED, _SIZED), (_NESTED, _FLAT)),
         "what {subject} held below its field {before} is now in {after}"),
    )  # fmt: skip
    return tuple(
        Rule(
            on=f"field.moved-{way}",
            id=f"{{role}}-fields-moved-{way}",
            level=level,
            strict=REPLACED,
            roles=(*BODIES, *PROPERTIES),
            when=frozenset({"missed"} if level is REPLACED else ()),
            title=title,
            why=_MOVED_WHY,
            advice=advice,
            message=message,
            deviation=_DEVIATION,
            example=Example(before=before, after=after),
        )
        for way, title, advice, examples, message in ways
        for level, (before, after) in zip((REPLACED, _WARNS), examples, strict=True)
    )


RULES: Final = (
    *_moved(),
    Rule(
        on="field.wrapped",
        id="{role}-wrapped-in-property",
        level=REPLACED,
        roles=(*BODIES, *PROPERTIES),
        title="All of an object stands below a property now",
        why=_WHY,
        advice=Advice(request="Send it below the property.", response="Read it below the property."),
        message="what {subject} held is now below its field {after}",
        deviation=_DEVIATION,
        example=Example(before=_BOX, after=_DATA),
    ),
    Rule(
        on="field.unwrapped",
        id="{role}-unwrapped-from-property",
        level=REPLACED,
        roles=(*BODIES, *PROPERTIES),
        title="What stood below a property of an object is the object itself now",
        why=_WHY,
        advice=Advice(request="Send it without that property.", response="Read it without that property."),
        message="{subject} is now what was below its field {before}",
        deviation=_DEVIATION,
        example=Example(before=_DATA, after=_BOX),
    ),
)
