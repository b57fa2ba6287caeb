"""A specification that names what it no longer holds, or is of another day, is believed on the second date."""

import pytest

from driftwatch.model.finding import Finding
from driftwatch.presence.sorts import lost_a_sort
from tests.presence.island import PLAIN, Answer, Island, Watch

PATH = "/tracking.yaml"
SERVERS = "servers:\n- url: https://boxes.example.com\n"
SECURITY = "security:\n- key: []\n"
NOUNS = ("boxes", "crates", "pallets", "sacks", "tubes", "trays")


SIZE = "      parameters:\n      - {name: size, in: path, required: true, description: It, schema: {type: string}}\n"


def operation(noun: str) -> str:
    return (
        f"  /v1/{noun}/{{size}}:\n    post:\n      requestBody:\n        content:\n          application/json:\n"
        f"            schema: {{$ref: '#/components/schemas/{noun}'}}\n"
        f"{SIZE}"
        f"      responses:\n        '200': {{description: All {noun}}}\n        '409': {{description: It exists}}\n"
    )


def schema(noun: str) -> str:
    return (
        f"    {noun}:\n      type: object\n      required: [weight, label]\n      properties:\n"
        f"        weight: {{type: integer}}\n        label: {{type: string}}\n"
    )


HEAD = "openapi: 3.1.0\ninfo: {title: Boxes, version: 1.10.0}\n"
SCHEME = "  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n"
WHOLE = (
    f"{HEAD}{SERVERS}{SECURITY}paths:\n{''.join(map(operation, NOUNS))}"
    f"components:\n{SCHEME}  schemas:\n{''.join(map(schema, NOUNS))}"
)
BODIES = [
    f"      requestBody:\n        content:\n          application/json:\n"
    f"            schema: {{$ref: '#/components/schemas/{noun}'}}\n"
    for noun in NOUNS
]


def without(*parts: str, of: str = WHOLE) -> str:
    for part in parts:
        assert part in of
        of = of.replace(part, "")
    return of


def ids(findings: list[Finding]) -> list[str]:
    return sorted({each.id for each in findings})


def watched(whole: str = WHOLE) -> tuple[Island, Watch]:
    site = Island()
    site.answers[PATH] = Answer(whole, PLAIN)
    site.listed.append(PATH)
    watch = Watch(site)
    watch.next_day()
    return site, watch


HELD = {
    "its parts in files that are not there": WHOLE.replace("'#/components/schemas/", "'./schemas/"),
    "required properties that are not there": without("        weight: {type: integer}\n"),
    "a value of a path that is not stated": WHOLE.replace(SIZE, "", 1),
    "an older version": without(BODIES[0]).replace("1.10.0", "1.9.2"),
    "for others to read": without(
        *map(operation, NOUNS[:3]),
        *map(schema, NOUNS[:3]),
        of=WHOLE.replace("boxes.example.com", "staging.example.com"),
    ).replace("paths:\n", "paths:\n  /internal/health: {get: {responses: {'200': {description: It is well}}}}\n"),
    "no body": without(*BODIES),
    "no failure": without("        '409': {description: It exists}\n"),
    "no type": without("type: integer", "type: string").replace("{}", "{description: It}"),
    "nothing required": without("      required: [weight, label]\n"),
    "no server": without(SERVERS),
    "no authentication": without(SECURITY, SCHEME),
}
TOLD = {
    "a body that went": without(BODIES[0]),
    "a newer version": without(BODIES[0]).replace("1.10.0", "2.0.0"),
    "another sort of version": without(BODIES[0]).replace("1.10.0", "2026-05-01"),
    "a part in a file that is not there": WHOLE.replace("'#/components/schemas/boxes'", "'./schemas/boxes'"),
    "one that is required": WHOLE.replace("        weight: {type: integer}\n", "", 1),
    "another server": WHOLE.replace("boxes.example.com", "crates.example.com"),
}


@pytest.mark.parametrize("came", HELD.values(), ids=HELD.keys())
def test_what_contradicts_itself_is_awaited(came: str) -> None:
    site, watch = watched()
    site.answers[PATH] = Answer(came, PLAIN)
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers[PATH] = Answer(WHOLE, PLAIN)
    assert watch.next_day() == []


@pytest.mark.parametrize("came", TOLD.values(), ids=TOLD.keys())
def test_what_somebody_forgot_or_took_out_is_told_at_once(came: str) -> None:
    site, watch = watched()
    site.answers[PATH] = Answer(came, PLAIN)
    told = ids(watch.next_day())
    assert told
    assert "document-incomplete" not in told


def test_an_older_version_is_told_on_the_second_date() -> None:
    site, watch = watched()
    site.answers[PATH] = Answer(HELD["an older version"], PLAIN)
    (held,) = watch.next_day()
    assert "its version is less" in held.message
    assert "request-body-removed" in ids(watch.next_day())


def test_a_page_states_the_types_of_some_of_its_fields() -> None:
    was = {"Operation": 1, "Field of request below": 4, "type string": 4, "RequestBody": 4}
    fields = {"Operation": 1, "Field of request below": 4, "RequestBody": 4}
    assert lost_a_sort(was, fields, is_specification=False)
    assert not lost_a_sort(was, was, is_specification=False)
    assert not lost_a_sort(was | {"type string": 2}, fields, is_specification=False)
    assert not lost_a_sort(was, {"Operation": 1, "Field of request below": 4}, is_specification=False), "a section"
    assert lost_a_sort(was, {"Operation": 1, "Field of request below": 4}, is_specification=True)
    assert not lost_a_sort(was, {"Field of request below": 4}, is_specification=True), "its call went as well"
    assert not lost_a_sort({"Server": 1}, {}, is_specification=True), "nothing is known of what came"
