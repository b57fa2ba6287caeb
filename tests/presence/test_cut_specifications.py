"""A specification in YAML is whole wherever a line ends: what it refers to, and its last operation, tell more."""

import pytest

from driftwatch.model.finding import Finding
from tests.presence.island import PLAIN, Answer, Island, Watch

PATH = "/tracking.yaml"
HEAD = "openapi: 3.1.0\ninfo: {title: Boxes, version: '1'}\n"
SERVERS = "servers:\n- url: https://boxes.example.com\n"
NOUNS = ("boxes", "crates", "pallets", "sacks", "tubes", "trays")


def operation(noun: str) -> str:
    return (
        f"  /v1/{noun}:\n    post:\n      requestBody:\n        content:\n          application/json:\n"
        f"            schema: {{$ref: '#/components/schemas/{noun}'}}\n"
        f"      parameters:\n      - {{name: since, in: query, schema: {{type: string}}}}\n"
        f"      responses:\n        '200': {{description: All {noun}}}\n        '409': {{description: It exists}}\n"
    )


def schema(noun: str) -> str:
    return (
        f"    {noun}:\n      type: object\n      properties:\n        weight: {{type: integer}}\n"
        f"        label: {{type: string}}\n        sender: {{type: string}}\n"
    )


PATHS = "paths:\n" + "".join(map(operation, NOUNS))
SCHEMAS = "components:\n  schemas:\n" + "".join(map(schema, NOUNS))
OPERATIONS_LAST = HEAD + SCHEMAS + PATHS + SERVERS
SCHEMAS_LAST = HEAD + SERVERS + PATHS + SCHEMAS


def ids(findings: list[Finding]) -> list[str]:
    return sorted({each.id for each in findings})


def told_of(whole: str, came: str) -> tuple[list[str], Watch]:
    """What is told on the day on which something else came, of a site that has a specification in YAML."""
    site = Island()
    site.answers[PATH] = Answer(whole, PLAIN)
    site.listed.append(PATH)
    watch = Watch(site)
    watch.next_day()
    site.answers[PATH] = Answer(came, PLAIN)
    return ids(watch.next_day()), watch


CUT = [
    (
        OPERATIONS_LAST,
        OPERATIONS_LAST.rpartition("      parameters:\n")[0]
        .replace(operation("sacks"), "")
        .replace(operation("tubes"), "")
        .replace(operation("boxes"), "")
        + SERVERS,
    ),
    (
        OPERATIONS_LAST,
        OPERATIONS_LAST.partition(operation("pallets"))[0] + operation("pallets").partition("      p")[0],
    ),
    (OPERATIONS_LAST, OPERATIONS_LAST.partition(operation("pallets"))[0]),
    (SCHEMAS_LAST, SCHEMAS_LAST.partition(schema("pallets"))[0]),
    (SCHEMAS_LAST, SCHEMAS_LAST.partition(schema("trays"))[0]),
    (SCHEMAS_LAST, SCHEMAS_LAST.replace(schema("crates") + schema("pallets") + schema("sacks"), "")),
    (SCHEMAS_LAST, SCHEMAS_LAST.replace("s:\n      type: object\n" + schema("crates").partition("t\n")[2], "y:\n", 1)),
]


@pytest.mark.parametrize(
    ("whole", "came"),
    CUT,
    ids=[
        "in the midst of an operation",
        "in the midst of a later one",
        "between two operations, and what stood behind them",
        "between two schemas",
        "before the last schema",
        "a hole in the schemas",
        "a name that is two halves",
    ],
)
def test_what_was_cut_or_has_a_hole_is_told_as_such_and_whole_again_the_day_after(whole: str, came: str) -> None:
    told, watch = told_of(whole, came)
    assert told == ["document-incomplete"]
    watch.island.answers[PATH] = Answer(whole, PLAIN)
    assert watch.next_day() == []


def test_what_lacks_again_is_believed_on_the_second_day() -> None:
    _, watch = told_of(*CUT[0])
    assert "api-path-removed-without-deprecation" in ids(watch.next_day())


def without(*nouns: str) -> str:
    left = OPERATIONS_LAST
    for noun in nouns:
        left = left.replace(operation(noun), "").replace(schema(noun), "")
    return left


@pytest.mark.parametrize(
    "came",
    [
        without(*NOUNS[3:]),
        without(*NOUNS[3:]).replace(": string}}\n      responses", ": integer}}\n      responses", 1),
        without(*NOUNS[3:]).replace("        '409': {description: It exists}\n", "", 1),
        without(*NOUNS[3:]).replace("        '409': {description: It exists}\n", ""),
        without(NOUNS[5]).replace(SERVERS, ""),
        without(*NOUNS[3:]) + "  description: The only one\n",
    ],
    ids=[
        "operations and schemas",
        "and a type",
        "and a little of another one",
        "and the same of all others",
        "one, and the server",
        "and a word",
    ],
)
def test_operations_that_were_taken_out_are_told_at_once(came: str) -> None:
    assert "api-path-removed-without-deprecation" in told_of(OPERATIONS_LAST, came)[0]
