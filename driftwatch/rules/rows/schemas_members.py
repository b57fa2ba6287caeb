"""Rules for properties: added, removed, renamed, required."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json
from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, WIDENED
from driftwatch.rules.rule import BELOW, CHECK_DOCS, CONTROLLED, NOTHING, Advice, Example, Levels, Rule

_BREAKS: Final = Levels(request="breaking", response="breaking")
_WARNS: Final = Levels(request="warning", response="warning")
_REQUIRED: Final = frozenset({"required"})
_HIDDEN: Final = frozenset({"write-only"})
_HEADER: Final = frozenset({"in-header"})


def having(schema: Json, *, required: bool = False) -> dict[str, Json]:
    """Write an object with the property `f`."""
    return {"type": "object", "properties": {"f": schema}} | ({"required": ["f"]} if required else {})


_TEXT: Final = {"type": "string"}
_SECRET: Final = {"type": "string", "writeOnly": True}
_NONE: Final = {"type": "object", "properties": {}}
_OPTIONAL: Final = having(_TEXT)
_NEEDED: Final = having(_TEXT, required=True)
SEND_IT: Final = "Send it in every call."
_UNSENT: Final = "Calls that do not send it are refused now."
_NOT_RECEIVED: Final = "A write-only property is not received, so no reader can break."
_OLD: Final = {"type": "object", "properties": {"user_name": _TEXT}}
_ELSE: Final = {"type": "object", "properties": {"userName": _TEXT}}

_OLD_NEEDED: Final = {"required": ["user_name"]}
_ELSE_NEEDED: Final = {"required": ["userName"]}
_SENT: Final[tuple[Role, ...]] = ("request-property", "request-parameter-property")
_RECEIVED: Final[tuple[Role, ...]] = ("response-property", "response-header-property")
_READ_NEW: Final = "Read the new name; keep the old one as long as it comes."
_ONE_RENAMING: Final = "oasdiff reports a property removed and another one added."
_SHUT: Final = {"additionalProperties": False}
_KEPT: Final = {"required": ["kept"]}
_FURTHER: Final = {"additionalProperties": _TEXT}
_PLANNED: Final = "oasdiff says so of operations and parameters alone; later releases of properties as well."

_ADDED: Final = (
    Rule(
        on="field.added",
        id="new-required-request-property-with-default",
        level="breaking",
        roles=("request-property",),
        when=frozenset({"required", "has-default"}),
        title="A required property with a default is new",
        why="Calls without it may be refused, although a default is documented.",
        advice=SEND_IT,
        message="{subject} is new and required; its default is documented",
        example=Example(before=_NONE, after=having(_TEXT | {"default": "a"}, required=True), within="object"),
    ),
    Rule(
        on="field.added",
        id="new-required-request-property",
        level="breaking",
        roles=("request-property",),
        when=_REQUIRED,
        title="A required property is new",
        why=_UNSENT,
        advice=SEND_IT,
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
        advice=SEND_IT,
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
        advice=SEND_IT,
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
        example=Example(before=_NONE, after=having(_SECRET, required=True), within="object"),
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
        example=Example(before=_NONE, after=having(_SECRET), within="object"),
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


def _after_sunset() -> tuple[Rule, ...]:
    """Make the rows for what was deprecated with a date and is gone: before that date, or after."""
    ids: dict[Role, str] = {
        "request-property": "request-property-removed",
        "request-parameter-property": "request-parameter-property-removed",
        "response-property": "response-optional-property-removed",
        "response-header-property": "response-header-optional-property-removed",
    }
    needed: dict[Role, str] = {
        "response-property": "response-required-property-removed",
        "response-header-property": "response-header-required-property-removed",
    }
    times: tuple[tuple[str, str, Level, str, str, str, str], ...] = (
        (
            "sunset-ahead",
            "9999-12-31",
            "breaking",
            "A deprecated property was removed before its date",
            "It was promised to stay until a date that has not come.",
            CHECK_DOCS,
            "{subject} is no longer documented, although it was to stay until {sunset}",
        ),
        (
            "sunset-passed",
            "2001-01-01",
            "info",
            "A deprecated property was removed after its date",
            "It was announced, and the date has come.",
            "Take it out of your code.",
            "{subject}, which was deprecated until {sunset}, is no longer documented",
        ),
    )
    return tuple(
        Rule(
            on="field.removed",
            id=names[roles[0]],
            ids=names,
            level=level,
            roles=roles,
            when=frozenset({"deprecated", trait}) | (_REQUIRED if must else frozenset()),
            title=title,
            why=why,
            advice=advice,
            message=message,
            deviation=_PLANNED,
            example=Example(
                before=having(_TEXT | {"deprecated": True, "x-sunset": date}, required=must) | ({} if must else _KEPT),
                after=_NONE | ({} if must else _KEPT),
                within="object",
            ),
        )
        for trait, date, level, title, why, advice, message in times
        for must, names, roles in ((True, needed, _RECEIVED), (False, ids, BELOW))
    )


_REMOVED: Final = (
    *_after_sunset(),
    Rule(
        on="field.removed",
        id="{role}-removed",
        level="breaking",
        roles=("request-property", "request-parameter-property"),
        when=frozenset({"closed"}),
        title="A property is no longer documented where no others are allowed",
        why="Calls that send it are refused.",
        advice="Stop sending it.",
        message="{subject} is no longer documented, and further properties are not allowed",
        deviation="oasdiff says warning for every removed property. Where further ones are refused, so is this one.",
        example=Example(before=_OPTIONAL | _SHUT, after=_NONE | _SHUT, within="object"),
    ),
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
        example=Example(before=having(_SECRET, required=True), after=_NONE, within="object"),
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
        example=Example(before=having(_SECRET), after=_NONE, within="object"),
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
        when=frozenset({"further"}),
        title="A property is no longer documented by its name, as all further ones are",
        why="What reads it may still find it: properties of any name are documented to hold what it held.",
        advice=CHECK_DOCS,
        message="{subject} is no longer documented by name",
        example=Example(before=_OPTIONAL | _FURTHER, after=_NONE | _FURTHER, within="object"),
    ),
    Rule(
        on="field.removed",
        id="response-optional-property-removed",
        ids={"response-header-property": "response-header-optional-property-removed"},
        level=_BREAKS,
        roles=("response-property", "response-header-property"),
        when=frozenset({"nothing-required"}),
        title="A property is no longer documented where nothing is called required",
        why="What reads it finds nothing. A schema that names no required property does not call any rare.",
        advice=f"{CONTROLLED} {CHECK_DOCS}",
        message="{subject} is no longer documented",
        deviation="oasdiff says warning. Where a schema states no `required` at all, every property that always came "
        "is optional on paper: breaking.",
        example=Example(before=_OPTIONAL, after=_NONE, within="object"),
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
        example=Example(before=having(_TEXT) | _KEPT, after=_NONE | _KEPT, within="object"),
    ),
    *(
        Rule(
            on="field.renamed",
            id="{role}-renamed",
            level=_BREAKS,
            roles=roles,
            when=frozenset({trait}),
            title="A property that must be there has another name",
            why=why,
            advice=advice,
            message="{subject} was called {former} before",
            deviation=_ONE_RENAMING,
            example=Example(before=_OLD | _OLD_NEEDED, after=_ELSE | _ELSE_NEEDED, within="object"),
        )
        for roles, trait, why, advice in (
            (_SENT, "required", _UNSENT, "Send it under the new name."),
            (_RECEIVED, "was-required", "What reads it under the old name finds nothing.", _READ_NEW),
        )
    ),
    Rule(
        on="field.renamed",
        id="{role}-renamed",
        level="breaking",
        roles=_SENT,
        when=frozenset({"closed"}),
        title="A property has another name where no others are allowed",
        why="Calls that send it under the old name are refused.",
        advice="Send it under the new name.",
        message="{subject} was called {former} before, and further properties are not allowed",
        deviation=_ONE_RENAMING,
        example=Example(before=_OLD | _SHUT, after=_ELSE | _SHUT, within="object"),
    ),
    Rule(
        on="field.renamed",
        id="{role}-renamed",
        level=_BREAKS,
        roles=_RECEIVED,
        when=frozenset({"nothing-required"}),
        title="A property has another name where nothing is called required",
        why="What reads it under the old name finds nothing. A schema that names no required property calls none rare.",
        advice=_READ_NEW,
        message="{subject} was called {former} before",
        deviation=_ONE_RENAMING,
        example=Example(before=_OLD, after=_ELSE, within="object"),
    ),
    Rule(
        on="field.renamed",
        id="{role}-renamed",
        level=_WARNS,
        roles=BELOW,
        title="An optional property has another name",
        why="Under the old name it is ignored or refused, and what reads it finds nothing.",
        advice=Advice(request="Send it under the new name; the old one may be ignored in silence.", response=_READ_NEW),
        message="{subject} was called {former} before",
        deviation=_ONE_RENAMING,
        example=Example(before=_OLD | _KEPT, after=_ELSE | _KEPT, within="object"),
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
        advice=SEND_IT,
        message="{subject} is now required; its default is documented",
        example=Example(
            before=having(_TEXT | {"default": "a"}),
            after=having(_TEXT | {"default": "a"}, required=True),
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
        advice=SEND_IT,
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
        example=Example(before=having(_SECRET), after=having(_SECRET, required=True), within="object"),
    ),
    Rule(
        on="field.became-required",
        id="{role}-became-required",
        level=NARROWED,
        roles=BELOW,
        title="A property is required now",
        why=_UNSENT,
        advice=SEND_IT,
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
        example=Example(before=having(_SECRET, required=True), after=having(_SECRET), within="object"),
    ),
    Rule(
        on="field.became-optional",
        id="{role}-became-optional",
        level=LOOSER,
        strict=WIDENED,
        roles=BELOW,
        title="A property is optional now",
        why="What was always there may be missing.",
        advice=CONTROLLED,
        message="{subject} is now optional",
        example=Example(before=_NEEDED, after=_OPTIONAL, within="object"),
    ),
)


RULES: Final = (*_ADDED, *_REMOVED, *_REQUIREMENT)
