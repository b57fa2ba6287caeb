"""Rules for objects that stand below a property by now, or no longer do."""

from typing import Final

from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import REPLACED
from driftwatch.rules.rule import BODIES, PROPERTIES, Advice, Example, Rule

_WHY: Final = "Nothing is where it was: what was sent is refused, and what reads it finds none of it."
_DEVIATION: Final = "oasdiff reports each property as removed, and one added or the other way round."
_BOX: Final[dict[str, Json]] = {"type": "object", "properties": {"size": {"type": "string"}, "of": {"type": "string"}}}
_DATA: Final[dict[str, Json]] = {"type": "object", "properties": {"data": _BOX}}

RULES: Final = (
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
