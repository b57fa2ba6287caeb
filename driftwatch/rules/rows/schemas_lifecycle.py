"""Rules for the life of a field: deprecated, with or without a date, and its stability."""

from typing import Final

from driftwatch.rules.rows.schemas_bounds import NOTED
from driftwatch.rules.rule import CHECK_DOCS, NOTHING, Example, Levels, Rule

_BREAKS: Final = Levels(request="breaking", response="breaking")
_WARNS: Final = Levels(request="warning", response="warning")
_TEXT: Final = {"type": "string"}
_OLD: Final = {"type": "string", "deprecated": True}
_LEAVE: Final = "Move to what takes its place before it is gone."
_PREVIEW: Final = "oasdiff leaves out operations that are draft or alpha; what is documented of them is told here."

RULES: Final = (
    Rule(
        on="field.deprecated",
        id="{role}-deprecated-with-sunset",
        level=NOTED,
        when=frozenset({"has-sunset"}),
        unless=frozenset({"sunset-unreadable"}),
        title="Deprecated, with a date",
        why="It will be gone after the date.",
        advice=_LEAVE,
        message="{subject} is now deprecated, until {sunset}",
        example=Example(before=_TEXT, after=_OLD | {"x-sunset": "2099-12-31"}),
    ),
    Rule(
        on="field.deprecated",
        id="{role}-deprecated-sunset-invalid",
        level=_BREAKS,
        when=frozenset({"sunset-unreadable"}),
        title="Deprecated, with a date that cannot be read",
        why="Nobody can tell how long it will work.",
        advice=f"{_LEAVE} Ask the provider for the date.",
        message="{subject} is now deprecated, and its date {sunset} cannot be read",
        example=Example(before=_TEXT, after=_OLD | {"x-sunset": "next spring"}),
    ),
    Rule(
        on="field.deprecated",
        id="{role}-deprecated",
        level=NOTED,
        title="Deprecated",
        why="It will be gone some day.",
        advice=_LEAVE,
        message="{subject} is now deprecated",
        deviation=_PREVIEW,
        example=Example(before=_TEXT, after=_OLD),
    ),
    Rule(
        on="field.reactivated",
        id="{role}-reactivated",
        level=NOTED,
        title="No longer deprecated",
        why="It will stay.",
        advice=NOTHING,
        message="{subject} is no longer deprecated",
        example=Example(before=_OLD, after=_TEXT),
    ),
    Rule(
        on="field.sunset.set",
        id="{role}-sunset-set",
        level=NOTED,
        title="A date is documented for what is deprecated",
        why="It will be gone after the date.",
        advice=_LEAVE,
        message="{subject}, which is deprecated, now has the date {after}",
        example=Example(before=_OLD, after=_OLD | {"x-sunset": "2099-12-31"}),
    ),
    Rule(
        on="field.sunset.changed",
        id="{role}-sunset-changed",
        level=_WARNS,
        title="What is deprecated has another date",
        why="It may be gone sooner than planned.",
        advice=_LEAVE,
        message="{subject}, which is deprecated, now has the date {after}, before {before}",
        example=Example(before=_OLD | {"x-sunset": "2099-12-31"}, after=_OLD | {"x-sunset": "2098-12-31"}),
    ),
    Rule(
        on="field.sunset.removed",
        id="{role}-sunset-deleted",
        level=_BREAKS,
        title="What is deprecated has no date any more",
        why="It may be gone at any time.",
        advice=_LEAVE,
        message="{subject}, which is deprecated, no longer has the date {before}",
        example=Example(before=_OLD | {"x-sunset": "2099-12-31"}, after=_OLD),
    ),
    Rule(
        on="field.stability.lowered",
        id="{role}-stability-decreased",
        level=_BREAKS,
        title="Less stable than before",
        why="It may change without notice.",
        advice=CHECK_DOCS,
        message="the stability of {subject} is now {after}, before {before}",
        example=Example(before=_TEXT | {"x-stability-level": "stable"}, after=_TEXT | {"x-stability-level": "alpha"}),
    ),
    Rule(
        on="field.stability.raised",
        id="{role}-stability-increased",
        level=NOTED,
        title="More stable than before",
        why="More can be relied on.",
        advice=NOTHING,
        message="the stability of {subject} is now {after}, before {before}",
        example=Example(before=_TEXT | {"x-stability-level": "alpha"}, after=_TEXT | {"x-stability-level": "stable"}),
    ),
    Rule(
        on="field.stability.unreadable",
        id="{role}-invalid-stability-level",
        level=_WARNS,
        title="A stability that nobody knows",
        why="Nobody can tell what may be relied on.",
        advice=CHECK_DOCS,
        message="the stability of {subject} is now {after}, before {before}",
        example=Example(before=_TEXT, after=_TEXT | {"x-stability-level": "solid"}),
    ),
)
