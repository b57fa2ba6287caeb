"""A specification in YAML is whole wherever a line ends: what it refers to, and its last operation, tell more."""

import pytest

from driftwatch.model.facts import Field, Response, Server
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.presence.came import Came
from driftwatch.presence.lessened import part_of
from driftwatch.presence.missing import LESSENED
from driftwatch.presence.silence import silent
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


REFERENCE = "{$ref: '#/components/schemas/boxes'}"


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
    (SCHEMAS_LAST, SCHEMAS_LAST.partition(schema("pallets"))[0]),
    (SCHEMAS_LAST, SCHEMAS_LAST.replace(schema("crates") + schema("pallets") + schema("sacks"), "")),
]


@pytest.mark.parametrize(
    ("whole", "came"),
    CUT,
    ids=[
        "in the midst of an operation",
        "in the midst of a later one",
        "between two schemas",
        "a hole in the schemas",
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
        without(*NOUNS[3:]) + "  description: The only one\n",
        f"{HEAD}{SERVERS}paths: {{}}\n{SCHEMAS}",
    ],
    ids=["operations and schemas", "and a type", "and a little of another one", "and a word", "all operations"],
)
def test_a_specification_of_which_much_is_missing_and_nothing_new_is_believed_on_the_second_date(came: str) -> None:
    """A server that leaves out what it could not load, or what others may see, sends a whole file."""
    told, watch = told_of(OPERATIONS_LAST, came)
    assert told == ["document-incomplete"]
    assert "api-path-removed-without-deprecation" in ids(watch.next_day())


@pytest.mark.parametrize(
    "came",
    [
        without(NOUNS[5]),
        without(NOUNS[5]).replace(SERVERS, ""),
        without(*NOUNS[3:]).replace(SERVERS, "".join(map(operation, ("lids", "hoops", "straps"))) + SERVERS),
    ],
    ids=["one", "one, and the server", "others in their place"],
)
def test_operations_that_were_taken_out_are_told_at_once(came: str) -> None:
    assert "api-path-removed-without-deprecation" in told_of(OPERATIONS_LAST, came)[0]


def test_a_list_of_values_that_lost_most_of_them_is_believed_on_the_second_date() -> None:
    whole = SCHEMAS_LAST.replace("        weight: {type: integer}\n", "        code: {type: string, enum: [{}]}\n", 1)
    codes = ", ".join(f"code{number}" for number in range(60))
    few = ", ".join(f"code{number}" for number in range(20))
    told, watch = told_of(whole.replace("{}]", f"{codes}]"), whole.replace("{}]", f"{few}]"))
    assert told == ["document-incomplete"]
    assert "request-property-enum-value-removed" in ids(watch.next_day())


def test_values_that_lack_again_are_believed_whatever_else_is_another_each_day() -> None:
    whole = SCHEMAS_LAST.replace("        weight: {type: integer}\n", "        code: {type: string, enum: [{}]}\n", 1)
    few = ", ".join(f"code{number}" for number in range(20))
    codes = ", ".join([few, *(f"lost{number}" for number in range(40))])
    came = whole.replace("{}]", f"{few}]")
    told, watch = told_of(whole.replace("{}]", f"{codes}]"), came)
    assert told == ["document-incomplete"]
    assert watch.known is not None
    assert watch.known.documents["tracking.yaml"].lacks[::20] == ("boxes: schema code lost0", "and 20 more")
    watch.island.answers[PATH] = Answer(came.replace("version: '1'", "version: '2'"), PLAIN)
    assert "request-property-enum-value-removed" in ids(watch.next_day())


def test_of_an_operation_that_is_left_what_it_lacks_is_told_and_of_a_field_no_values() -> None:
    shared = [Response(at="response · 200", status="200")]
    field = Field(at="request · code", type=("string",), enum=("a", "b"))
    was = [entry_of(Owner("operation", "POST /v1/boxes"), ("api.yaml",), (*shared, field))]
    now = [entry_of(Owner("operation", "POST /v1/boxes"), ("api.yaml",), shared)]
    came = Came(path="api.yaml", digest="2", facts=1, owners=1, entries=tuple(now))
    assert part_of(None, came, was, place="api.yaml").lacks == ("POST /v1/boxes: request code",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: {type: string}", "label: {type: integer}"),
        ("label: {type: string}", "label: {type: string, maxLength: 9}"),
        ("      type: object\n", "      type: object\n      required: [weight, label, sender]\n"),
        ("label: {type: string}", "label: {type: string, xml: {attribute: true}}"),
    ],
    ids=["types", "bounds", "what is required", "in XML"],
)
def test_facts_that_say_something_else_are_something_new(old: str, new: str) -> None:
    came = without(*NOUNS[3:]).replace(old, new)
    assert "api-path-removed-without-deprecation" in told_of(OPERATIONS_LAST, came)[0]


def test_facts_that_say_less_are_nothing_new() -> None:
    whole = OPERATIONS_LAST.replace("      type: object\n", "      type: object\n      required: [weight, label]\n")
    came = whole
    for noun in NOUNS[3:]:
        came = came.replace(operation(noun), "")
    came = came.replace("      required: [weight, label]\n", "")
    assert told_of(whole, came)[0] == ["document-incomplete"]


def test_operations_that_go_one_by_one_are_told_from_the_second_date_on() -> None:
    _, watch = told_of(OPERATIONS_LAST, without(*NOUNS[3:]))
    watch.island.answers[PATH] = Answer(without(*NOUNS[2:]), PLAIN)
    assert "api-path-removed-without-deprecation" in ids(watch.next_day())
    assert watch.next_day() == []


def less(whole: str, *parts: str) -> str:
    for part in parts:
        assert part in whole
        whole = whole.replace(part, "")
    return whole


@pytest.mark.parametrize(
    ("whole", "came"),
    [
        (SCHEMAS_LAST, less(SCHEMAS_LAST, schema("trays"))),
        (SCHEMAS_LAST, SCHEMAS_LAST.replace("    trays:\n", "    trayz:\n")),
        (
            SCHEMAS_LAST,
            HEAD + SERVERS + PATHS[:7] + operation("boxes").replace("/boxes:", "/lids:"),
        ),
        (
            SCHEMAS_LAST,
            less(SCHEMAS_LAST, *map(schema, NOUNS[:4])).replace("weight: {type: integer}", "mass: {type: integer}"),
        ),
    ],
    ids=[
        "a schema, and who refers to it was forgotten",
        "another name of a schema",
        "one new operation alone",
        "schemas, and something else of the rest",
    ],
)
def test_what_an_edit_leaves_that_forgets_something_is_told_at_once(whole: str, came: str) -> None:
    told = told_of(whole, came)[0]
    assert told
    assert "document-incomplete" not in told


def test_schemas_that_another_file_defines_by_now_were_moved() -> None:
    site = Island()
    site.answers[PATH] = Answer(SCHEMAS_LAST, PLAIN)
    site.listed.append(PATH)
    watch = Watch(site)
    watch.next_day()
    moved = "".join(map(schema, NOUNS[1:4]))
    site.answers[PATH] = Answer(SCHEMAS_LAST.replace(moved, ""), PLAIN)
    site.answers["/shapes.yaml"] = Answer(
        f"{HEAD}paths: {{/v1/lids: {{get: {{responses: {{'200': {{description: Lids}}}}}}}}}}\n"
        f"components:\n  schemas:\n{moved}",
        PLAIN,
    )
    site.listed.append("/shapes.yaml")
    assert "document-incomplete" not in ids(watch.next_day())


def test_operations_that_all_went_into_another_file_were_moved() -> None:
    site = Island()
    site.answers[PATH] = Answer(SCHEMAS_LAST, PLAIN)
    site.listed.append(PATH)
    watch = Watch(site)
    watch.next_day()
    site.answers[PATH] = Answer(f"{HEAD}{SERVERS}paths: {{}}\n{SCHEMAS}", PLAIN)
    site.answers["/calls.yaml"] = Answer(SCHEMAS_LAST, PLAIN)
    site.listed.append("/calls.yaml")
    assert "document-incomplete" not in ids(watch.next_day())


def test_a_field_that_came_in_place_of_many_was_written() -> None:
    many = "".join(f"        field{number}: {{type: string}}\n" for number in range(60))
    whole = SCHEMAS_LAST.replace("        label: {type: string}\n", many, 1)
    told = told_of(whole, whole.replace(many, "        mark: {type: string}\n"))[0]
    assert told
    assert "document-incomplete" not in told


def test_a_hole_with_another_version_each_day_is_believed_on_the_second_day() -> None:
    hole = SCHEMAS_LAST.replace("".join(map(schema, NOUNS[1:4])), "")
    told, watch = told_of(SCHEMAS_LAST, hole.replace("version: '1'", "version: '2'"))
    assert told == ["document-incomplete"]
    watch.island.answers[PATH] = Answer(hole.replace("version: '1'", "version: '3'"), PLAIN)
    assert "reference-unresolved" in ids(watch.next_day())
    assert watch.known is not None
    assert watch.known.documents["tracking.yaml"].missing_since == ""


def test_what_other_documents_say_of_an_api_and_its_operations_is_no_loss_of_one() -> None:
    page = {"document": "auth.md"}
    api = Server(at="server · https://eu.example.com", url="https://eu.example.com", **page)
    answers = [Response(at=f"response · {status}", status=str(status), **page) for status in range(400, 430)]
    calls = [Owner("operation", f"GET /v1/{noun}") for noun in NOUNS]
    before = [
        entry_of(Owner("api", ""), ("tracking.yaml", "auth.md"), (api,)),
        *(entry_of(call, ("tracking.yaml", "auth.md"), answers if call is calls[0] else ()) for call in calls),
    ]
    known = Document(path="tracking.yaml", url="https://example.com/tracking.yaml", digest="1")

    def fate(number: int) -> dict[str, str]:
        left = tuple(entry_of(call, ("tracking.yaml",), ()) for call in calls[:number])
        came = Came(path="tracking.yaml", digest="2", facts=3, owners=3, entries=left, ending="line")
        return silent(Snapshot(before, [known]), {"tracking.yaml": came})

    assert fate(5) == {}
    assert fate(3) == {"tracking.yaml": LESSENED}


@pytest.mark.parametrize("part", ["requestBody", "schema"])
def test_a_reference_that_leads_nowhere_holds_back_no_edit_of_a_specification_that_lost_nothing(part: str) -> None:
    body = f"      requestBody:\n        content:\n          application/json:\n            schema: {REFERENCE}\n"
    nowhere = {
        "requestBody": "      requestBody: {$ref: '#/components/requestBodies/lid'}\n",
        "schema": body.replace(REFERENCE, "{$ref: '#/components/schemas/lid'}"),
    }
    assert body in SCHEMAS_LAST
    came = SCHEMAS_LAST.replace(body, nowhere[part]).replace(
        "    crates:\n      type: object\n", "    crates:\n      type: object\n      required: [weight]\n"
    )
    told, watch = told_of(SCHEMAS_LAST, came)
    assert "request-property-became-required" in told
    assert "document-incomplete" not in told
    watch.island.answers[PATH] = Answer(came.replace("version: '1'", "version: '2'"), PLAIN)
    assert watch.next_day() == []


def test_a_specification_that_breaks_off_at_another_place_on_the_next_date_waits_on() -> None:
    _, watch = told_of(SCHEMAS_LAST, SCHEMAS_LAST[: SCHEMAS_LAST.index("    sacks:\n")])
    for came in (SCHEMAS_LAST[: SCHEMAS_LAST.index("    pallets:\n")], SCHEMAS_LAST):
        watch.island.answers[PATH] = Answer(came, PLAIN)
        assert ids(watch.next_day()) == (["document-incomplete"] if came != SCHEMAS_LAST else [])


def test_the_specification_of_another_service_waits() -> None:
    other = ("lids", "ropes", "hooks")
    came = HEAD + SERVERS + "paths:\n" + "".join(map(operation, other)) + "components:\n  schemas:\n"
    assert told_of(SCHEMAS_LAST, came + "".join(map(schema, other)))[0] == ["document-incomplete"]


@pytest.mark.parametrize(
    "came",
    [
        SCHEMAS_LAST.replace("/v1/", "/v2/"),
        SCHEMAS_LAST.replace("/v1/", "/"),
        "".join((HEAD, SERVERS, PATHS.replace("  /v1/", "  /v1/all_"), SCHEMAS)),
    ],
    ids=["another base", "no base", "the same schemas"],
)
def test_a_specification_whose_calls_have_other_paths_is_told_at_once(came: str) -> None:
    assert "document-incomplete" not in told_of(SCHEMAS_LAST, came)[0]
