"""Pages in the format of API Blueprint: what their headings and lists of attributes state."""

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import AnyFact, Field, Parameter, Response
from driftwatch.platforms.messages.page_objects import listed_by, objects_of
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page

PAGE = """FORMAT: 1A
HOST: https://api.example.com

# Boxes and Widgets

# Group Storage

## Widgets [/boxes/{box}/widgets{?size,page}]

+ Parameters
    + box: `red` (string, required) - Which box they are in.

### List Widgets [GET]

+ Parameters
    + size (optional, number)
        How many are returned.
        + Default: `20`
    + order: `asc` (enum[string], optional)
        + Members
            + `asc`
            + `desc`

+ Response 200 (application/json)
    + Attributes (array[Widget])

+ Response 200 (application/json; extended)
    + Attributes (array[Big Widget])

+ Response 404 (application/json)
    + Attributes (Failure)

### Put a Widget into a Box [POST]

+ Request (application/json)
    + Attributes
        + name: `bolt` (string, required) - How it is called.
        + colour (Colour, optional)
        + properties: (array[Property], optional) - What else is known.
        + weight (number, nullable)

    + Body

            {"name": "bolt"}

+ Response 201 (application/json)
    + Attributes (Widget)

#### Take it out [DELETE /boxes/{box}/widgets/{id}]

+ Response 204

# Data Structures

## Colour (enum)
+ red (string) - Warm.
+ blue (string)

## Property (object)
+ `key` (required, string)

## Widget (object)
+ id: `3` (number, required)
+ colour: (Colour, required)

## Big Widget (Widget)
+ parts: (array[Widget], required)

## Failure (object)
+ code: `404.1` (string, required)
"""


def operations() -> dict[str, PageOperation]:
    return {f"{each.method} {each.path}": each for each in operations_of_page(sections_of_markdown(PAGE), "boxes")}


def fields(operation: PageOperation, above: str) -> dict[str, Field]:
    found = (fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(f"{above} · "))
    return {fact.at.removeprefix(f"{above} · "): fact for fact in found}


def parameters(operation: PageOperation) -> dict[str, tuple[str, bool]]:
    return {fact.name: (fact.within, fact.required) for fact in operation.facts if isinstance(fact, Parameter)}


def test_an_action_is_called_by_its_own_path_or_by_that_of_its_resource() -> None:
    found = operations()
    assert list(found) == [
        "GET /boxes/{box}/widgets",
        "POST /boxes/{box}/widgets",
        "DELETE /boxes/{box}/widgets/{id}",
    ]
    assert {each.server for each in found.values()} == {"https://api.example.com"}


def test_parameters_stand_where_the_template_has_them_and_those_of_the_resource_count_for_its_actions() -> None:
    found = operations()
    assert parameters(found["GET /boxes/{box}/widgets"]) == {
        "box": ("path", True),
        "order": ("query", False),
        "page": ("query", False),
        "size": ("query", False),
    }
    assert parameters(found["DELETE /boxes/{box}/widgets/{id}"]) == {"box": ("path", True)}
    order = fields(found["GET /boxes/{box}/widgets"], "parameter · query · order")["$"]
    size = fields(found["GET /boxes/{box}/widgets"], "parameter · query · size")["$"]
    assert (order.type, order.enum, size.type, size.default) == (("string",), ("asc", "desc"), ("number",), 20)


def test_attributes_are_the_fields_of_a_body_with_their_types_needs_and_values() -> None:
    body = fields(operations()["POST /boxes/{box}/widgets"], "request · application/json")
    stated = {name: (fact.type, fact.required, fact.nullable) for name, fact in body.items()}
    assert stated == {
        "$": (("object",), False, False),
        "colour": (("string",), False, False),
        "name": (("string",), True, False),
        "properties": (("array",), False, False),
        "properties[]": (("object",), False, False),
        "weight": (("number",), False, True),
    }
    assert (body["colour"].enum, body["properties[]"].ref) == (("blue", "red"), "boxes#property-object")


def test_statuses_have_what_their_attributes_name() -> None:
    found = operations()
    created = found["POST /boxes/{box}/widgets"]
    assert fields(created, "response · 201 · application/json")["$"].ref == "boxes#widget-object"
    listed = found["GET /boxes/{box}/widgets"]
    assert [fact.status for fact in listed.facts if isinstance(fact, Response)] == ["200", "404"]
    assert fields(listed, "response · 404 · application/json")["$"].ref == "boxes#failure-object"


def test_of_several_forms_of_an_answer_all_fields_are_known_and_those_of_all_are_needed() -> None:
    body = fields(operations()["GET /boxes/{box}/widgets"], "response · 200 · application/json")
    assert {name: fact.required for name, fact in body.items()} == {
        "$": False,
        "[]": False,
        "[].colour": True,
        "[].id": True,
        "[].parts": False,
        "[].parts[]": False,
    }


def test_structures_are_objects_with_the_fields_of_what_they_are_made_from_and_no_lists_of_values() -> None:
    page = sections_of_markdown(PAGE)
    known: dict[str, tuple[AnyFact, ...]] = {**objects_of(page, "boxes")}
    names = {fact.at.removeprefix("schema · ") for fact in known["big-widget-widget"]}
    assert names == {"$", "colour", "id", "parts", "parts[]"}
    assert "widget-object" not in listed_by(page, "boxes")


def test_attributes_of_a_call_that_sends_no_body_are_its_query() -> None:
    page = (
        "# Count [/widgets/count/]\n\n## GET\n\n+ Request\n    + Parameters\n        + `box` (optional, string)\n"
        "    + Attributes\n        + `colour` (required, string)\n\n+ Response 200\n    + Attributes\n"
        "        + `total` (required, number)\n"
    )
    (operation,) = operations_of_page(sections_of_markdown(page), "count")
    assert parameters(operation) == {"box": ("query", False), "colour": ("query", True)}
    assert fields(operation, "response · 200 · application/json")["total"].required


def test_a_page_with_a_word_in_brackets_in_a_heading_is_none() -> None:
    page = "# Widgets [beta]\n\n- Response 200\n\n## Sizes [/docs/sizes]\n\nText.\n\n`GET /sizes`\n"
    assert [each.path for each in operations_of_page(sections_of_markdown(page), "w")] == ["/sizes"]


BESIDE = """FORMAT: 1A

# Boxes

# Group Storage

## Boxes [/boxes]

## List them [GET]

+ Request
    + Headers

            Accept: application/json
            X-Shop: north

+ Response 200
    + Headers

            X-Left: 3

# Group Yard

## Lost [POST]

+ Response 200

# Lids [/lids]

{between}

# Find [GET /lids/{{id}}]

+ Response 200

# Find all [GET]

+ Response 200
"""


def calls_of(text: str) -> dict[str, list[str]]:
    found = operations_of_page(sections_of_markdown(text), "p")
    return {
        f"{each.method} {each.path}": [
            fact.at for fact in each.facts if isinstance(fact, Parameter) and fact.within == "header"
        ]
        for each in found
    }


def test_an_action_beside_its_resource_is_of_it() -> None:
    assert calls_of(BESIDE.format(between="")) == {
        "GET /boxes": ["parameter \u00b7 header \u00b7 accept", "parameter \u00b7 header \u00b7 x-shop"],
        "GET /lids/{id}": [],
        "GET /lids": [],
    }


def test_a_heading_between_them_ends_a_resource() -> None:
    assert list(calls_of(BESIDE.format(between="# Notes"))) == ["GET /boxes", "GET /lids/{id}"]


def test_members_of_a_structure_may_stand_below_a_heading_of_their_own() -> None:
    body = (
        "+ Request (application/json)\n    + Attributes\n        + kind (Kind)\n        + lid (Lid)\n\n+ Response 204\n"
    )
    kind = "## Kind (enum[string])\n\nAll of them.\n\n### Members\n\n+ `round`\n+ `square`\n"
    lid = "## Lid (object)\n\n### Properties\n\n+ size (number, required)\n\n### Sample\n\n+ other\n"
    page = f"FORMAT: 1A\n\n# Boxes [/boxes]\n\n## Make [POST]\n\n{body}\n# Data Structures\n\n{kind}\n{lid}"
    facts = {fact.at: fact for found in operations_of_page(sections_of_markdown(page), "p") for fact in found.facts}
    kinds = facts["request · application/json · kind"]
    assert isinstance(kinds, Field)
    assert kinds.enum == ("round", "square")
    assert {field.at for field in objects_of(sections_of_markdown(page), "p")["lid-object"]} == {
        "schema · $", "schema · size",
    }  # fmt: skip
