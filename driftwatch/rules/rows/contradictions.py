"""Rules for statements of one capture that cannot all be true."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import LABEL, NOTHING, Example, Rule

_PAGE: Final[tuple[Role, ...]] = ("page",)
_ONLY: Final = "Only documentation contradicts itself."
_WHY: Final = "One of the statements is wrong, and a client may be built on it."


def _clash(aspect: str, stated_by: str = "example") -> Json:
    return [
        {
            "fact": "contradiction",
            "at": "contradiction · a",
            "aspect": aspect,
            "subject": "request · application/json · a",
            "statements": [
                {"says": "integer", "stated_by": "schema"},
                {"says": "string", "stated_by": stated_by},
            ],
        }
    ]


def _added(rule: str, title: str, when: str, message: str, example: Json) -> Rule:
    """Make the row of one kind of contradiction."""
    return Rule(
        on="contradiction.added",
        id=rule,
        roles=_PAGE,
        when=frozenset({when}) if when else frozenset(),
        level="warning",
        title=title,
        why=_WHY,
        advice=LABEL,
        message=message,
        deviation=_ONLY,
        example=Example(within="facts", before=[], after=example),
    )


CONTRADICTION_RULES: Final[tuple[Rule, ...]] = (
    _added(
        "path-parameter-undeclared",
        "A parameter of the path is not declared",
        "undeclared-parameter",
        "{owner} has a path parameter {field} that it does not declare.",
        _clash("undeclared-parameter"),
    ),
    _added(
        "required-field-missing-from-example",
        "A required field is missing in its own example",
        "missing-in-example",
        "Field {field} of {owner} is required, but its own example lacks it.",
        _clash("missing-in-example"),
    ),
    _added(
        "error-example-contradicts-schema",
        "An error example does not fit the error schema",
        "error-example",
        "An error example of {owner} does not fit its schema at {field}: {after}.",
        _clash("error-example"),
    ),
    _added(
        "samples-contradict",
        "Samples of one call do not agree",
        "samples",
        "Samples of one label do not agree on {field} of {owner}: {after}.",
        _clash("samples"),
    ),
    _added(
        "retry-advice-contradicts",
        "The advice on retrying contradicts itself",
        "retry",
        "Whether failure {field} should be retried is said in two ways: {after}.",
        _clash("retry", "prose"),
    ),
    _added(
        "operation-documented-differently",
        "An operation is documented twice, differently",
        "documented-differently",
        "{owner} is documented differently in several places: {after}.",
        _clash("documented-differently"),
    ),
    _added(
        "table-contradicts-schema",
        "A table does not agree with the schema",
        "table",
        "A table does not agree with the schema on {field} of {owner} ({name}): {after}.",
        _clash("type", "table"),
    ),
    _added(
        "prose-contradicts-schema",
        "Prose does not agree with the schema",
        "prose",
        "Prose does not agree with the schema on {field} of {owner} ({name}): {after}.",
        _clash("type", "prose"),
    ),
    _added(
        "component-contradicts-schema",
        "A component of the page does not agree with the schema",
        "component",
        "The page does not agree with the schema on {field} of {owner} ({name}): {after}.",
        _clash("type", "component"),
    ),
    _added(
        "example-contradicts-schema",
        "An example does not fit the schema",
        "example",
        "An example does not fit the schema at {field} of {owner} ({name}): {after}.",
        _clash("type"),
    ),
    _added(
        "schemas-contradict",
        "Two schemas do not agree",
        "",
        "Two schemas do not agree on {field} of {owner} ({name}): {after}.",
        _clash("type", "schema"),
    ),
    Rule(
        on="contradiction.resolved",
        id="contradiction-resolved",
        roles=_PAGE,
        level="info",
        title="A contradiction is resolved",
        why="The documentation agrees with itself again.",
        advice=NOTHING,
        message="The documentation of {owner} no longer contradicts itself on {field} ({name}).",
        deviation=_ONLY,
        example=Example(within="facts", before=_clash("type"), after=[]),
    ),
)
