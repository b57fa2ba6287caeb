"""Rules for properties: added, removed, renamed, required, read-only, write-only."""

from typing import Final

from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import NARROWED, NOTED, WIDENED
from driftwatch.rules.rule import BELOW, CHECK_DOCS, CONTROLLED, NOTHING, Example, Levels, Rule

_BREAKS: Final = Levels(request="breaking", response="breaking")
_WARNS: Final = Levels(request="warning", response="warning")
_REQUIRED: Final = frozenset({"required"})
_HIDDEN: Final = frozenset({"write-only"})
_HEADER: Final = frozenset({"in-header"})


def _with(schema: Json, *, required: bool = False) -> dict[str, Json]:
    return {"type": "object", "properties": {"f": schema}} | ({"required": ["f"]} if required else {})


_TEXT: Final = {"type": "string"}
_SECRET: Final = {"type": "string", "writeOnly": True}
_NONE: Final = {"type": "object", "properties": {}}
_OPTIONAL: Final = _with(_TEXT)
_NEEDED: Final = _with(_TEXT, required=True)
_SEND_IT: Final = "Send it in every call."
_UNSENT: Final = "Calls that do not send it are refused now."
_NOT_RECEIVED: Final = "A write-only property is not received, so no reader can break."
_OLD: Final = {"type": "object", "properties": {"user_name": _TEXT}}
_ELSE: Final = {"type": "object", "properties": {"userName": _TEXT}}

_ADDED: Final = (
    Rule(
        on="field.added",
        id="new-required-request-property-with-default",
        level="breaking",
        roles=("request-property",),
        when=frozenset({"required", "has-default"}),
        title="A required property with a default is new",
        why="Calls without it may be refused, although a default is documented.",
        advice=_SEND_IT,
        message="{subject} is new and required; its default is documented",
        example=Example(before=_NONE, after=_with(_TEXT | {"default": "a"}, required=True), within="object"),
    ),
    Rule(
        on="field.added",
        id="new-required-request-property",
        level="breaking",
        roles=("request-property",),
        when=_REQUIRED,
        title="A required property is new",
        why=_UNSENT,
        advice=_SEND_IT,
        message="{subject} is new and required",
        example=Example(before=_NONE, after=_NEEDED, within="object"),
    ),
    Rule(
        on="field.added",
        id="new-optional-request-property",
        level="info",
        roles=("request-property",),
        title="An optional property is new",
        why="There is something more to ask for.",
        advice=NOTHING,
        message="{subject} is new and optional",
        example=Example(before=_NONE, after=_OPTIONAL, within="object"),
    ),
    Rule(
        on="field.added",
        id="new-required-request-header-property",
        level="breaking",
        roles=("request-parameter-property",),
        when=_REQUIRED | _HEADER,
        title="A required property of a header is new",
        why=_UNSENT,
        advice=_SEND_IT,
        message="{subject} is new and required",
        example=Example(before=_NONE, after=_NEEDED, within="object"),
    ),
    Rule(
        on="field.added",
        id="new-required-request-parameter-property",
        level="breaking",
        roles=("request-parameter-property",),
        when=_REQUIRED,
        title="A required property of a parameter is new",
        why=_UNSENT,
        advice=_SEND_IT,
        message="{subject} is new and required",
        example=Example(before=_NONE, after=_NEEDED, within="object"),
    ),
    Rule(
        on="field.added",
        id="new-optional-request-parameter-property",
        level="info",
        roles=("request-parameter-property",),
        title="An optional property of a parameter is new",
        why="There is something more to ask for.",
        advice=NOTHING,
        message="{subject} is new and optional",
        example=Example(before=_NONE, after=_OPTIONAL, within="object"),
    ),
    Rule(
        on="field.added",
        id="response-required-write-only-property-added",
        level="info",
        roles=("response-property",),
        when=_REQUIRED | _HIDDEN,
        title="A required write-only property is new",
        why=_NOT_RECEIVED,
        advice=NOTHING,
        message="{subject} is new, required and write-only",
        example=Example(before=_NONE, after=_with(_SECRET, required=True), within="object"),
    ),
    Rule(
        on="field.added",
        id="response-optional-write-only-property-added",
        level="info",
        roles=("response-property",),
        when=_HIDDEN,
        title="An optional write-only property is new",
        why=_NOT_RECEIVED,
        advice=NOTHING,
        message="{subject} is new and write-only",
        example=Example(before=_NONE, after=_with(_SECRET), within="object"),
    ),
    Rule(
        on="field.added",
        id="response-required-property-added",
        level="info",
        roles=("response-property",),
        when=_REQUIRED,
        title="A property that is always there is new",
        why="There is something more to read. A reader that refuses unknown properties must learn it.",
        advice=NOTHING,
        message="{subject} is new and always there",
        example=Example(before=_NONE, after=_NEEDED, within="object"),
    ),
    Rule(
        on="field.added",
        id="response-optional-property-added",
        level="info",
        roles=("response-property",),
        title="A property is new",
        why="There is something more to read. A reader that refuses unknown properties must learn it.",
        advice=NOTHING,
        message="{subject} is new",
        example=Example(before=_NONE, after=_OPTIONAL, within="object"),
    ),
    Rule(
        on="field.added",
        id="response-header-property-added",
        level="info",
        roles=("response-header-property",),
        title="A property of a header is new",
        why="There is something more to read.",
        advice=NOTHING,
        message="{subject} is new",
        example=Example(before=_NONE, after=_OPTIONAL, within="object"),
    ),
)

_REMOVED: Final = (
    Rule(
        on="field.removed",
        id="{role}-removed",
        level="warning",
        roles=("request-property", "request-parameter-property"),
        title="A property is no longer documented",
        why="It may be ignored in silence, or refused.",
        advice=f"Stop sending it once you know what took its place. {CHECK_DOCS}",
        message="{subject} is no longer documented",
        example=Example(before=_OPTIONAL, after=_NONE, within="object"),
    ),
    Rule(
        on="field.removed",
        id="response-required-write-only-property-removed",
        level="info",
        roles=("response-property",),
        when=_REQUIRED | _HIDDEN,
        title="A required write-only property is no longer documented",
        why=_NOT_RECEIVED,
        advice=NOTHING,
        message="{subject}, which is write-only, is no longer documented",
        example=Example(before=_with(_SECRET, required=True), after=_NONE, within="object"),
    ),
    Rule(
        on="field.removed",
        id="response-optional-write-only-property-removed",
        level="info",
        roles=("response-property",),
        when=_HIDDEN,
        title="A write-only property is no longer documented",
        why=_NOT_RECEIVED,
        advice=NOTHING,
        message="{subject}, which is write-only, is no longer documented",
        example=Example(before=_with(_SECRET), after=_NONE, within="object"),
    ),
    Rule(
        on="field.removed",
        id="response-required-property-removed",
        ids={"response-header-property": "response-header-required-property-removed"},
        level=_BREAKS,
        roles=("response-property", "response-header-property"),
        when=_REQUIRED,
        title="A property that was always there is no longer documented",
        why="What reads it finds nothing.",
        advice=CONTROLLED,
        message="{subject}, which was always there, is no longer documented",
        example=Example(before=_NEEDED, after=_NONE, within="object"),
    ),
    Rule(
        on="field.removed",
        id="response-optional-property-removed",
        ids={"response-header-property": "response-header-optional-property-removed"},
        level=_WARNS,
        roles=("response-property", "response-header-property"),
        title="A property is no longer documented",
        why="What reads it may find nothing any more.",
        advice=f"{CONTROLLED} {CHECK_DOCS}",
        message="{subject} is no longer documented",
        example=Example(before=_OPTIONAL, after=_NONE, within="object"),
    ),
    Rule(
        on="field.renamed",
        id="{role}-renamed",
        level=_WARNS,
        roles=("response-property", "response-header-property"),
        unless=frozenset({"was-required"}),
        title="An optional property has another name",
        why="What reads it under the old name finds nothing.",
        advice="Read the new name; keep the old one as long as it comes.",
        message="{before} is now called {after}",
        deviation="oasdiff reports a property removed and another one added.",
        example=Example(before=_OLD, after=_ELSE, within="object"),
    ),
    Rule(
        on="field.renamed",
        id="{role}-renamed",
        level=_BREAKS,
        roles=BELOW,
        title="A property has another name",
        why="Under the old name it is ignored or refused, and what reads it finds nothing.",
        advice="Use the new name; keep the old one as long as it works.",
        message="{before} is now called {after}",
        deviation="oasdiff reports a property removed and another one added.",
        example=Example(
            before=_OLD | {"required": ["user_name"]}, after=_ELSE | {"required": ["userName"]}, within="object"
        ),
    ),
)

_REQUIREMENT: Final = (
    Rule(
        on="field.became-required",
        id="request-property-became-required-with-default",
        level="breaking",
        roles=("request-property",),
        when=frozenset({"has-default"}),
        title="A property with a default is required now",
        why="Calls without it may be refused, although a default is documented.",
        advice=_SEND_IT,
        message="{subject} is now required; its default is documented",
        example=Example(
            before=_with(_TEXT | {"default": "a"}),
            after=_with(_TEXT | {"default": "a"}, required=True),
            within="object",
        ),
    ),
    Rule(
        on="field.became-required",
        id="request-header-property-became-required",
        level="breaking",
        roles=("request-parameter-property",),
        when=_HEADER,
        title="A property of a header is required now",
        why=_UNSENT,
        advice=_SEND_IT,
        message="{subject} is now required",
        example=Example(before=_OPTIONAL, after=_NEEDED, within="object"),
    ),
    Rule(
        on="field.became-required",
        id="response-write-only-property-became-required",
        level="info",
        roles=("response-property",),
        when=_HIDDEN,
        title="A write-only property is required now",
        why=_NOT_RECEIVED,
        advice=NOTHING,
        message="{subject}, which is write-only, is now required",
        example=Example(before=_with(_SECRET), after=_with(_SECRET, required=True), within="object"),
    ),
    Rule(
        on="field.became-required",
        id="{role}-became-required",
        level=NARROWED,
        roles=BELOW,
        title="A property is required now",
        why=_UNSENT,
        advice=_SEND_IT,
        message="{subject} is now required",
        example=Example(before=_OPTIONAL, after=_NEEDED, within="object"),
    ),
    Rule(
        on="field.became-optional",
        id="response-write-only-property-became-optional",
        level="info",
        roles=("response-property",),
        when=_HIDDEN,
        title="A write-only property is optional now",
        why=_NOT_RECEIVED,
        advice=NOTHING,
        message="{subject}, which is write-only, is now optional",
        example=Example(before=_with(_SECRET, required=True), after=_with(_SECRET), within="object"),
    ),
    Rule(
        on="field.became-optional",
        id="{role}-became-optional",
        level=WIDENED,
        roles=BELOW,
        title="A property is optional now",
        why="What was always there may be missing.",
        advice=CONTROLLED,
        message="{subject} is now optional",
        example=Example(before=_NEEDED, after=_OPTIONAL, within="object"),
    ),
)


def _access(word: str, *, required: bool, lost: bool) -> Rule:
    keyword = "readOnly" if word == "read-only" else "writeOnly"
    sides = (_with(_TEXT, required=required), _with(_TEXT | {keyword: True}, required=required))
    before, after = sides[::-1] if lost else sides
    arrives = lost and required and word == "write-only"
    need, verb = ("required" if required else "optional"), ("no longer" if lost else "now")
    action = f"became-{'not-' if lost else ''}{word}"
    return Rule(
        on=f"field.{action}",
        id=f"request-{need}-property-{action}",
        ids={
            "response-property": f"response-{need}-property-{action}",
            "request-parameter-property": f"request-parameter-{need}-property-{action}",
            "response-header-property": f"response-header-{need}-property-{action}",
        },
        level=Levels(request="info", response="warning") if arrives else NOTED,
        roles=BELOW,
        when=frozenset({need}),
        title=f"{'A required' if required else 'An optional'} property is {verb} {word}",
        why="It is sent only." if word == "write-only" else "It is received only.",
        advice="Make sure that you read it." if arrives else NOTHING,
        message=f"{{subject}} is {verb} {word}",
        example=Example(before=before, after=after, within="object"),
    )


_ACCESS: Final = tuple(
    _access(word, required=required, lost=lost)
    for word in ("read-only", "write-only")
    for lost in (False, True)
    for required in (True, False)
)

RULES: Final = (*_ADDED, *_REMOVED, *_REQUIREMENT, *_ACCESS)
