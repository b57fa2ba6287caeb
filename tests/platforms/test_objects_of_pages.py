"""Objects that a page describes once: where their fields stand, and which calls return or take them."""

import json

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Response
from driftwatch.platforms.messages.page_objects import object_names, objects_of
from driftwatch.platforms.pages.plain_page import operations_of_page

SIZE = "| Field | Type | Description |\n|---|---|---|\n| unit | string | In what |\n| amount | integer | How much |\n"


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ({"unit": "cm", "amount": 3}, {"unit", "amount"}),
        ({"size": {"unit": "cm", "amount": 3}}, {"size.unit", "size.amount"}),  # all of it is wrapped
        ({"widgets": [{"id": 1, "size": {"unit": "cm", "amount": 3}}]}, {"unit", "amount"}),
        ({"size": {"unit": "cm", "amount": 3}, "id": 1}, {"unit", "amount"}),
        ({"widgets": [{"unit": "cm", "boxes": [{"size": {"amount": 3, "unit": "cm"}}]}]}, {"unit", "amount"}),
    ],
)
def test_an_object_stands_where_it_is_used_and_not_where_a_sample_of_something_larger_has_it(
    sample: object, expected: set[str]
) -> None:
    page = f"# Widgets\n\n## Size object\n\n{SIZE}\n```json\n{json.dumps(sample)}\n```\n"
    found = objects_of(sections_of_markdown(page), "widgets")["size-object"]
    names = {fact.at.removeprefix("schema · ") for fact in found}
    assert {name for name in names if name.endswith(("unit", "amount"))} == expected


@pytest.mark.parametrize(
    ("head", "row", "status", "at"),
    [
        ("Status | Meaning | Description | Schema", "200 | OK | Found | [Size](#size-object)", "200", "$"),
        ("Status | Meaning | Schema", "201 | Created | List of [sizes](#size-object)", "201", "[]"),
        ("Status code | Description | Response body", "200 OK | Found | A size", "200", "$"),
        ("Code | Description", "200 | Returns the [size](#size-object)", "200", "$"),
        ("Status | Meaning | Schema", "404 | None | [Size](#size-object)", "404", "$"),
        ("Status | Meaning | Schema", "404 | None | The [size](#size-object)", "", ""),  # words about a failure
        ("Status | Meaning | Schema", "200 | OK | See [sizes](#size-object)", "", ""),  # be it where some words lead
        ("Status | Meaning", "200 | See the [size](#size-object)", "", ""),
    ],
)
def test_a_row_of_a_table_of_responses_names_the_object_that_is_returned(
    head: str, row: str, status: str, at: str
) -> None:
    rule = "|".join("-" * (head.count("|") + 1))
    page = f"# W\n\n## Find\n\n`GET /sizes`\n\n### Response\n\n{head}\n{rule}\n{row}\n\n## Size object\n\n{SIZE}"
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    found = {fact.at: fact.ref for fact in operation.facts if isinstance(fact, Field) and fact.ref}
    assert found == ({f"response · {status} · application/json · {at}": "w#size-object"} if status else {})
    assert [fact.status for fact in operation.facts if isinstance(fact, Response)] == [row[:3]]


@pytest.mark.parametrize(
    ("kind", "title", "at"),
    [
        ("`Size`", "Size", "$"),
        ("Size", "Size", "$"),
        ("`array[Size]`", "Size", "[]"),
        ("Size[]", "Size", "[]"),
        ("list of Size", "Size", "[]"),
        ("`Size` | null", "Size", "$"),
        ("`SizeResponse`", "SizeResponse", "$"),  # the name of a message, as code has it
        ("`size`", "Size", ""),
        ("`map[string]Size`", "Size", ".*"),
        ("string", "string", ""),  # what a type is, the page need not say
        ("Size of it", "Size", ""),
        ("`Response`", "Response", ""),  # a heading that says what is returned
    ],
)
def test_a_type_that_is_called_as_a_section_is_what_that_section_describes(kind: str, title: str, at: str) -> None:
    page = (
        "# W\n\n## Find\n\n`GET /widgets`\n\n### Response\n\n| Field | Type | Description |\n|---|---|---|\n"
        f"| size | {kind} | How large |\n\n## Types\n\n### {title}\n\n{SIZE}"
    )
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    found = {fact.at: fact.ref for fact in operation.facts if isinstance(fact, Field) and fact.ref}
    path = f"response · 200 · application/json · size{at.removeprefix('$')}"
    assert found == ({path: f"w#{title.lower()}"} if at else {})


def test_a_title_of_two_sections_is_no_type_and_an_object_leads_to_others() -> None:
    sizes = SIZE.replace("| amount | integer |", "| within | Size |")
    once = objects_of(sections_of_markdown(f"# W\n\n## Size\n\n{SIZE}\n\n## Box\n\n{sizes}"), "w")
    assert [fact.ref for fact in once["box"] if fact.ref] == ["w#size"]
    twice = objects_of(
        sections_of_markdown(f"# W\n\n## Size\n\n{SIZE}\n\n## Box\n\n{sizes}\n\n### Size\n\n{SIZE}"), "w"
    )
    assert [fact.ref for fact in twice["box"] if fact.ref] == []


@pytest.mark.parametrize(
    ("said", "refs"),
    [
        ("Answers `202 Accepted`. Responds with a job that can be watched.", {"response · 202 · application/json · $"}),
        ("Responds with a job that can be watched.", {"response · 200 · application/json · $"}),
        ("Stopping it twice will return an error.", set()),
        ("Stopping it twice returns an [error](#error-object).", set()),
        ("Stopping it twice returns a [`job_done`](#job-object) error.", set()),
        ("Stopping it twice returns a 409 with the [job](#job-object).", set()),
        ("With a 409 the response body is the [job](#job-object).", set()),
        ("Returns the [job](#job-object) with error details.", {"response · 200 · application/json · $"}),
        ("Returns a list of up to 500 [jobs](#job-object).", {"response · 200 · application/json · []"}),
    ],
)
def test_an_object_is_returned_with_the_success_that_is_named_and_a_failure_with_none(
    said: str, refs: set[str]
) -> None:
    objects = "".join(f"## {name} object\n\n| Field | Type |\n|-|-|\n| id | string |\n\n" for name in ("Job", "Error"))
    page = f"# Widgets\n\n## Stop it\n\n`POST /widgets/{{id}}/stop`\n\n{said}\n\n{objects}"
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    assert {fact.at for fact in operation.facts if isinstance(fact, Field) and fact.ref} == refs


def test_what_does_something_with_an_object_does_not_describe_it() -> None:
    asked = "| Parameter | Type | Description |\n|---|---|---|\n| full | boolean | All of it |\n"
    call = f"### HTTP Request\n\n`GET /widgets/{{id}}`\n\nReturns the widget.\n\n### Query Parameters\n\n{asked}\n"
    described = "\n# Widget item\n\n| Attribute | Type | Description |\n|---|---|---|\n| size | integer | Of it |\n"
    page = sections_of_markdown(f"# Widget items\n\n## Get a widget item\n\n{call}\n# Shelves\n\n{asked}{described}")
    assert object_names(page) == {"widget": "widget-item"}
    names = {anchor: [fact.at for fact in facts][-1] for anchor, facts in objects_of(page, "p").items()}
    assert names["widget-item"] == "schema · size"
    assert names.keys().isdisjoint({"widget-items", "get-a-widget-item"})
    (operation,) = operations_of_page(page, "p")
    assert [fact.ref for fact in operation.facts if isinstance(fact, Field) and fact.ref] == ["p#widget-item"]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("If it works, returns a status code of 200 and a size resource object.", "$"),
        ("Returns a list of size resource objects representing the boxes.", "[]"),
        ("Returns a size object in the response body.", "$"),
        ("Returns a list of your sizes. They are sorted by their width.", "[]"),
        ("Returns the specified size.", "$"),
        ("Returns a single size.", "$"),
        ("Returns your size of the day.", ""),
        ("Returns the size limit of your boxes.", ""),
        ("Returns one of your boxes by its size.", ""),
        ("Returns the given number of sizes.", ""),
        ("Returns existing and new boxes, with a size.", ""),
        ("Returns a size item resource object.", ""),
        ("Returns a size resource of a box.", ""),
    ],
)
def test_a_sentence_may_call_an_object_a_resource(said: str, at: str) -> None:
    page = sections_of_markdown(f"# W\n\n## Find\n\n`GET /sizes`\n\n{said}\n\n## Size Resource\n\n{SIZE}")
    (operation,) = operations_of_page(page, "w")
    refs = {fact.at for fact in operation.facts if isinstance(fact, Field) and fact.ref == "w#size-resource"}
    assert refs == ({f"response · 200 · application/json · {at}"} if at else set())


@pytest.mark.parametrize("kind", ["Map<String, Part>", "map[string]Part", "dict[str, [Part](#part)]"])
def test_values_of_a_map_are_what_its_type_names(kind: str) -> None:
    table = f"| Field | Type | Description |\n|-|-|-|\n| parts | {kind} | By name. |\n"
    page = f"# P\n\n## POST /x\n\n### Request body\n\n{table}\n\n## Part\n\n{SIZE}\n"
    (operation,) = operations_of_page(sections_of_markdown(page), "boxes")
    refs = {fact.at: fact.ref for fact in operation.facts if isinstance(fact, Field) and fact.ref}
    assert refs == {"request · application/json · parts.*": "boxes#part"}


LIST = "- `unit` (string): In what.\n- `amount` (integer): How much.\n"


@pytest.mark.parametrize(
    ("title", "below", "names"),
    [
        ("Size", LIST, {"unit", "amount"}),
        ("Size object", "- `unit`: In what.\n- `amount`: How much.\n", {"unit", "amount"}),
        (
            "Size object",
            "| Field | Description |\n|-|-|\n| unit | In what |\n| amount | How much |\n",
            {"unit", "amount"},
        ),
        ("Size object", f"A size has these:\n\n{LIST}", {"unit", "amount"}),
        ("Size object", '* "unit" : In what.\n* "amount" : How much.\n', {"unit", "amount"}),
        ("Size", "- `unit`: In what.\n- `amount`: How much.\n", set()),  # they may be anything
        ("Size object", "The unit is one of:\n\n- `cm`: Small.\n- `m`: Large.\n", set()),
        ("Size object", "- [Make one](#a)\n- [Drop one](#b)\n", set()),
        ("Size object", "- Small ones.\n- Large ones.\n", set()),
    ],
)
def test_a_list_describes_an_object_as_a_table_does(title: str, below: str, names: set[str]) -> None:
    page = sections_of_markdown(f"# W\n\n## Find\n\n`GET /sizes`\n\nReturns a [size](#s).\n\n## {title}\n\n{below}")
    found = objects_of(page, "w").get(title.lower().replace(" ", "-"), ())
    assert {fact.at.removeprefix("schema · ") for fact in found} - {"$"} == names


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("| LidKind | string | | |", {"$"}),
        ("| LidKind | string | | Yes |", {"$", "LidKind"}),
        ("| lidKind | string | | |", {"$", "lidKind"}),
        ("| LidKind | string | | |\n| size | integer | | |", {"$", "LidKind", "size"}),
    ],
)
def test_a_table_of_nothing_but_the_type_itself_is_a_value(rows: str, names: set[str]) -> None:
    head = "| Name | Type | Description | Required |\n| --- | --- | --- | --- |\n"
    page = sections_of_markdown(f"# Boxes\n\n### Models\n\n#### LidKind\n\n{head}{rows}\n")
    assert {fact.at.removeprefix("schema \u00b7 ") for fact in objects_of(page, "p")["lidkind"]} == names


def test_what_is_said_of_an_answer_and_leads_to_what_it_means_is_no_object() -> None:
    page = "# A\n\n## All\n\n`GET /lids`\n\nThe response is {}. Ask for more.\n"
    (paged,) = operations_of_page(sections_of_markdown(page.format("[paginated](paging#paging)")), "a")
    (lid,) = operations_of_page(sections_of_markdown(page.format("[Lid](lids#lid)")), "a")
    assert [fact.ref for each in (paged, lid) for fact in each.facts if isinstance(fact, Field)] == ["lids#lid"]


@pytest.mark.parametrize(
    ("inner", "names"), [("Short size object", {"unit", "amount"}), ("Members", {"cut", "unit"}), ("", {"cut", "unit"})]
)
def test_an_object_below_the_headings_that_name_the_members_of_another_is_its_own(inner: str, names: set[str]) -> None:
    members = "".join(
        f"### `{name}`\n\n**Type**: String<br />\n**Description**: What.\n\n" for name in ("unit", "amount")
    )
    table = "| Field | Type |\n|-|-|\n| unit | string |\n| cut | boolean |\n"
    page = f"# W\n\n## Size object\n\n{members}### {inner or 'Shown'}\n\n{table}"
    found = objects_of(sections_of_markdown(page), "w")
    assert {fact.at.removeprefix("schema · ") for fact in found["size-object"]} - {"$"} == names


@pytest.mark.parametrize(
    "said",
    [
        "If the box is unknown it fails with a 404, otherwise it returns a [Lid](#the-lid-object).",
        "Instead of a 404, returns a [Lid](#the-lid-object).",
    ],
)
def test_a_failure_of_an_earlier_clause_leaves_what_is_returned(said: str) -> None:
    lid = "## The lid object\n\n| Field | Type |\n|---|---|\n| `size` | integer |\n"
    (found,) = operations_of_page(
        sections_of_markdown(f"## Get a box\n\n`GET /boxes/{{id}}`\n\n{said}\n\n{lid}"), "boxes"
    )
    assert any(isinstance(fact, Response) and fact.status == "200" for fact in found.facts)
