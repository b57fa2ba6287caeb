"""A specification that names what it no longer holds, or is of another day, is believed on the second date."""

import pytest

from driftwatch.model.finding import Finding
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


WEIGHT = "        weight: {type: integer}\n"
OLDER = without(BODIES[0]).replace("1.10.0", "1.9.2")
TYPES = without("type: integer", "type: string").replace("{}", "{description: It}")
HELD = {
    "required properties that are not there": without(WEIGHT),
    "values of paths that are not stated": WHOLE.replace(SIZE, "", 3),
    "an older version": OLDER,
}
NEW_CALL = "  /v2/new: {get: {responses: {'200': {description: It is new}}}}\n"
TOLD = {
    "a body that went": without(BODIES[0]),
    "a newer version": without(BODIES[0]).replace("1.10.0", "2.0.0"),
    "another sort of version": without(BODIES[0]).replace("1.10.0", "2026-05-01"),
    "an older version alone": WHOLE.replace("1.10.0", "1.9.2"),
    "an older version with a new call": OLDER.replace("paths:\n", f"paths:\n{NEW_CALL}"),
    "parts in files of their own": WHOLE.replace("'#/components/schemas/", "'./schemas/"),
    "one that is required": WHOLE.replace(WEIGHT, "", 1),
    "required names that were never stated": WHOLE.replace("[weight, label]", "[weight, label, ghost]"),
    "required properties that are called anew": WHOLE.replace(WEIGHT, WEIGHT.replace("weight", "mass")),
    "a value of a path that is not stated": WHOLE.replace(SIZE, "", 1),
    "values of paths that are not stated, and a new call": WHOLE.replace(SIZE, "", 3).replace(
        "paths:\n", f"paths:\n{NEW_CALL}"
    ),
    "another server": WHOLE.replace("boxes.example.com", "crates.example.com"),
    "another server, and fewer calls beside a new one": without(
        *map(operation, NOUNS[:3]), *map(schema, NOUNS[:3]), of=WHOLE.replace("boxes.example", "crates.example")
    ).replace("paths:\n", f"paths:\n{NEW_CALL}"),
    "no body": without(*BODIES),
    "no failure": without("        '409': {description: It exists}\n"),
    "a failure that is called otherwise": WHOLE.replace("'409'", "4XX"),
    "another type": WHOLE.replace("type: integer", "type: number"),
    "no type": TYPES,
    "nothing required": without("      required: [weight, label]\n"),
    "no server": without(SERVERS),
    "no authentication": without(SECURITY, SCHEME),
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
    site.answers[PATH] = Answer(OLDER, PLAIN)
    (held,) = watch.next_day()
    assert "came with nothing new: it says less, and its version is less" in held.message
    assert "request-body-removed" in ids(watch.next_day())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("30.11.2025", "01.12.2025"),
        ("30.11.2025", "1.12.2025"),
        ("30.11.25", "10.12.25"),
        ("11.2025", "1.2026"),
        ("1.10.0", "1.9"),
        ("2025.11.1", "2.0.0"),
    ],
)
def test_dates_and_other_sorts_of_versions_are_none_that_is_less(was: str, now: str) -> None:
    site, watch = watched(WHOLE.replace("1.10.0", was))
    site.answers[PATH] = Answer(OLDER.replace("1.9.2", now), PLAIN)
    assert "request-body-removed" in ids(watch.next_day())


@pytest.mark.parametrize("came", HELD.values(), ids=HELD.keys())
def test_what_was_doubted_is_told_on_the_second_date_whatever_else_is_edited(came: str) -> None:
    site, watch = watched()
    site.answers[PATH] = Answer(came, PLAIN)
    (held,) = watch.next_day()
    assert "hashes" not in held.message
    site.answers[PATH] = Answer(without(operation("trays"), of=came), PLAIN)
    told = ids(watch.next_day())
    assert told
    assert "document-incomplete" not in told


def test_a_specification_that_is_edited_each_day_is_told_each_day() -> None:
    site, watch = watched()
    for day in range(3):
        field = f"        label: {{type: string}}\n        extra{day}: {{type: string}}\n"
        came = without(SECURITY, SCHEME).replace("        label: {type: string}\n", field)
        site.answers[PATH] = Answer(came, PLAIN)
        told = ids(watch.next_day())
        assert told
        assert "document-incomplete" not in told
