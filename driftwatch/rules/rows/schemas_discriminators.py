"""Rules for the discriminator that tells the branches of a composition apart."""

from typing import Final

from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import LOOSER, NOTED, REPLACED
from driftwatch.rules.rule import NOTHING, Advice, Example, Levels, Rule

_TWO: Final = [
    {"type": "object", "title": title, "required": [name], "properties": {name: {"type": "string"}}}
    for title, name in (("A", "a"), ("B", "b"))
]
_OTHERWISE: Final = Levels(request="warning", response="warning")
_LATER: Final = "oasdiff 1.27 does not know defaultMapping, which is new in OpenAPI 3.2."
_CHOSEN: Final = "oasdiff says info. Which shape a value means is chosen by it: at least a warning."


def _told(**words: Json) -> dict[str, Json]:
    """Write a discriminated oneOf of two branches."""
    return {"oneOf": _TWO, "discriminator": {"propertyName": "kind", **words}}


def of_kind(**stated: Json) -> Json:
    """Write a document with one call, whose body is one of several kinds that a discriminator tells apart."""
    box: Json = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", **stated}}}
    kinds = {"Box": box, "Bag": {"type": "object", "properties": {"kind": {"type": "string"}}}}
    to = {name: f"#/components/schemas/{name}" for name in kinds}
    told: Json = {
        "oneOf": [{"$ref": target} for target in to.values()],
        "discriminator": {"propertyName": "kind", "mapping": {"box": to["Box"]}},
    }
    body: Json = {"content": {"application/json": {"schema": told}}}
    call: Json = {"requestBody": body, "responses": {"204": {"description": "-"}}}
    return {"paths": {"/boxes": {"post": call}}, "components": {"schemas": kinds}}


RULES: Final = (
    Rule(
        on="field.discriminator.added",
        id="{role}-discriminator-added",
        level=Levels(request="warning", response="info"),
        title="A property tells the alternatives apart",
        why="What does not name its shape by it may be taken for another one, or refused.",
        advice="Send the property that names the shape.",
        message="the alternatives of {subject} are now told apart by {after}",
        deviation=_CHOSEN,
        example=Example(before={"oneOf": _TWO}, after=_told()),
    ),
    Rule(
        on="field.discriminator.removed",
        id="{role}-discriminator-removed",
        level=LOOSER,
        title="No property tells the alternatives apart any more",
        why="A reader that chooses the shape by it may find nothing.",
        advice="Tell the shapes apart by what else they hold.",
        message="the alternatives of {subject} are no longer told apart by {before}",
        deviation=_CHOSEN,
        example=Example(before=_told(), after={"oneOf": _TWO}),
    ),
    Rule(
        on="field.discriminator.property-changed",
        id="{role}-discriminator-property-name-changed",
        level=_OTHERWISE,
        strict=REPLACED,
        title="Another property tells the alternatives apart",
        why="Who decides by the old one decides wrongly.",
        advice=Advice(request="Name the shape by the new property.", response="Choose the shape by the new property."),
        message="the alternatives of {subject} are now told apart by {after}, before by {before}",
        deviation=_CHOSEN,
        example=Example(before=_told(), after=_told(propertyName="sort")),
    ),
    Rule(
        on="field.discriminator.default-changed",
        id="{role}-discriminator-default-mapping-changed",
        level=_OTHERWISE,
        strict=REPLACED,
        title="What names no alternative is of another one",
        why="Which shape is meant where none is named is decided by it.",
        advice=Advice(request="Name the shape in what you send.", response="Choose the shape by the new default."),
        message="the alternative of {subject} where none is named is now {after}, before {before}",
        deviation=_LATER,
        example=Example(before=_told(defaultMapping="A"), after=_told(defaultMapping="B")),
    ),
    Rule(
        on="field.discriminator-mapping.added",
        id="{role}-discriminator-mapping-added",
        level=NOTED,
        title="A value that names an alternative is new",
        why="The alternative itself is told where it is new.",
        advice=NOTHING,
        message="a value that names an alternative of {subject} is new: {after}",
        example=Example(before=_told(mapping={"a": "A"}), after=_told(mapping={"a": "A", "b": "B"})),
    ),
    Rule(
        on="field.discriminator-mapping.removed",
        id="{role}-discriminator-mapping-deleted",
        level=NOTED,
        title="A value that names an alternative is gone",
        why="The alternative itself is told where it is gone.",
        advice=NOTHING,
        message="a value that named an alternative of {subject} is gone: {before}",
        example=Example(before=_told(mapping={"a": "A", "b": "B"}), after=_told(mapping={"a": "A"})),
    ),
    Rule(
        on="field.discriminator-mapping.changed",
        id="{role}-discriminator-mapping-changed",
        level=_OTHERWISE,
        strict=REPLACED,
        title="A value names another alternative",
        why="Who decides by it decides wrongly.",
        advice=Advice(
            request="Send the shape that the value names now.", response="Expect the shape that the value names now."
        ),
        message="a value names another alternative of {subject}: {after}, before {before}",
        deviation=_CHOSEN,
        example=Example(before=_told(mapping={"a": "A"}), after=_told(mapping={"a": "B"})),
    ),
    Rule(
        on="field.discriminator-mapping.renamed",
        id="{role}-discriminator-mapping-renamed",
        level=REPLACED,
        title="An alternative is named by another value",
        why="The value of before names nothing any more: it is refused, or one comes that no reader knows.",
        advice=Advice(request="Name the shape by the new value.", response="Choose the shape by the new value."),
        message="an alternative of {subject} is named by another value: {after}, before {before}",
        deviation="oasdiff says that one value is new and another one gone, both at info: none of the two is sent "
        "and understood on both sides.",
        example=Example(before=_told(mapping={"a": "A", "b": "B"}), after=_told(mapping={"c": "A", "b": "B"})),
    ),
)
