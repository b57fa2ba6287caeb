"""Objects that pages write in a line or a cell, and the statuses with which rows and items say that calls answer."""

import pytest

from driftwatch.extract.fields.line_objects import members_of
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {f"{item.method} {item.path}": item for item in found}


def fields(operation: PageOperation, at: str) -> dict[str, tuple[str, ...]]:
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(f"{at} · ")]
    return {fact.at.removeprefix(f"{at} · "): fact.type for fact in found if not fact.at.endswith("$")}


def statuses(operation: PageOperation) -> set[str]:
    return {fact.status for fact in operation.facts if isinstance(fact, Response)}


SENT = "request · application/json"
RETURNED = "response · 200 · application/json"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ('{ "name": "...", "lid": "..." }', ["name", "lid"]),
        ("{ id, lids[], shelf? }", ["id", "lids", "shelf"]),
        ("{ boxes: Box[], left: [{ id, why? }] }", ["boxes", "left"]),
        ('{ "done": true, "box": { "id": string, "lid": string | null } }', ["done", "box"]),
        ('{ "name": "...", "kind": "red"|"blue", "shelf": 1, "note"?: "..." }', ["name", "kind", "shelf", "note"]),
        ('{ title: "First", note?: "..." | null }', ["title", "note"]),
        ("{ name, fails?: false }", ["name", "fails"]),
        ("{ id, ...others }", ["id"]),
        ("{ ids: [ { id }, ... ] }", ["ids"]),
        ('{ "name": "red box", "size": 3 }', []),
        ("{ done: true }", []),
        ("{ ...rows }", []),
        ("{}", []),
        ('{ "a" "b" }', []),
        ("{ size: y }", []),
        ("{ id", []),
        ("{ 3: id }", []),
        ("{ ids: [{ id } or { name }] }", []),
        ("{ a: { b: } ", []),
        ("{a:{b:{c:{d:{e:{f:{g:{h}}}}}}}}", []),
        ("{ " + ", ".join(f"a{number}" for number in range(80)) + " }", []),
        ("{ " + "a" * 1200 + " }", []),
    ],
)
def test_an_object_in_a_line_names_its_members_unless_it_is_a_sample(written: str, names: list[str]) -> None:
    assert [field.name for field in members_of(written)] == names


def test_members_of_an_object_in_a_line_have_types_and_members() -> None:
    kind, text, box, boxes, parts = members_of(
        '{ type: "text", text: "string", box: { id: integer, lid? }, boxes: Box[], parts: { id }[] }'
    )
    assert (kind.type, text.type, box.type, boxes.type, parts.type) == ("", "string", "object", "Box[]", "object[]")
    assert [(field.name, field.type, field.required) for field in box.children] == [
        ("id", "integer", None),
        ("lid", "", False),
    ]


def test_a_holder_of_values_alone_has_no_members() -> None:
    meta, box = members_of("{ meta: { size: 3 }, box: string }")
    assert (meta.type, meta.children, box.type) == ("object", (), "string")


@pytest.mark.parametrize(
    "said",
    [
        '**Body**: `{ "name": "...", "size": "..." }`\n\n**Response `200`**: `{ "id": string, "lid": { size } }`',
        "Makes one. **Body**: `{ name, size? }`\n\n**Returns**: `{ id: string, lid: { size } }` - the new one",
        "- **Request:** `{ name, size }` (as JSON).\n- **Success (200):** `{ id: string, lid: { size } }`",
    ],
)
def test_a_line_may_write_what_is_sent_and_what_is_returned(said: str) -> None:
    found = operations(f"# Shop\n\n## POST /boxes\n\n{said}\n")["POST /boxes"]
    assert set(fields(found, SENT)) == {"name", "size"}
    assert fields(found, RETURNED) == {"id": ("string",), "lid": ("object",), "lid.size": ()}


def test_an_object_may_stand_behind_its_status() -> None:
    found = operations(
        "# Shop\n\n## POST /boxes\n\n**Returns:**\n\n- `201 Created { id, lid: { size } }` when it is made\n"
        '- `409 { error: "It is there" }` when it is there\n- `404 { why }` when there is no shelf\n'
    )["POST /boxes"]
    assert set(fields(found, "response · 201 · application/json")) == {"id", "lid", "lid.size"}
    assert set(fields(found, "response · 404 · application/json")) == {"why"}
    assert statuses(found) == {"201", "404", "409"}


def test_a_remark_may_stand_behind_what_is_sent() -> None:
    found = operations("# Shop\n\n## PATCH /boxes/:id\n\nBody: `{ name?: string, size?: number }` - one at least.\n")
    assert fields(found["PATCH /boxes/{id}"], SENT) == {"name": ("string",), "size": ("number",)}


def test_what_is_returned_is_of_the_call_of_its_section_alone() -> None:
    boxes = "## Boxes\n\n```\ncurl https://x.example/v1/boxes\n```\n"
    page = f"# Shop\n\n## About\n\nResponse: `{{ id, size: number }}`\n\n{boxes}"
    assert all(not fields(each, RETURNED) for each in operations(page).values())


def test_columns_say_what_is_returned_and_with_which_status() -> None:
    found = operations(
        "# Shop\n\n| Method | Path | Returns | Success |\n|-|-|-|-|\n"
        "| GET | `/boxes?shelf=<shelf>` | `{ boxes: Box[] }` | 200 OK |\n"
        "| POST | `/boxes` | `Box`: `{ id, size: number }` - the new one | `201 Created` |\n"
        "| PUT | `/boxes/:id` | `{ done: true }` | 204 |\n"
        "| DELETE | `/boxes/:id` | nothing | 204, 404 |\n"
    )
    assert fields(found["GET /boxes"], RETURNED) == {"boxes": ("array",)}
    assert {fact.name for fact in found["GET /boxes"].facts if isinstance(fact, Parameter)} == {"shelf"}
    assert fields(found["POST /boxes"], "response · 201 · application/json") == {"id": (), "size": ("number",)}
    assert statuses(found["PUT /boxes/{id}"]) == {"204"}
    assert statuses(found["DELETE /boxes/{id}"]) == {"204", "404"}


def test_the_state_of_a_call_is_no_status() -> None:
    found = operations(
        "# Shop\n\n| Method | Path | Status | Purpose |\n|-|-|-|-|\n"
        "| GET | `/boxes` | 200 | All |\n| POST | `/boxes` | planned | Makes 201 of them |\n"
    )
    assert statuses(found["GET /boxes"]) == set()
    assert statuses(found["POST /boxes"]) == set()


def test_a_call_that_is_listed_twice_has_the_queries_of_both_and_no_one_of_their_answers() -> None:
    found = operations(
        "# Shop\n\n| Method | Path | Response |\n|-|-|-|\n"
        "| GET | `/boxes?size=3` | `200` the large |\n| GET | `/boxes?kind=red` | `206 Partial Content` |\n"
        "| PUT | `/boxes` | `200` |\n| PUT | `/boxes` | `204` |\n"
    )
    assert {fact.name for fact in found["GET /boxes"].facts if isinstance(fact, Parameter)} == {"size", "kind"}
    assert statuses(found["PUT /boxes"]) == set()


def test_what_a_row_says_of_a_call_with_a_section_of_its_own_counts_as_well() -> None:
    found = operations(
        "# Shop\n\n## All\n\n| Method | Path | Success | Errors |\n|-|-|-|-|\n"
        "| POST | `/boxes` | 201 | 409 if it is there |\n| PUT | `/boxes` | 200 | |\n"
        "| GET | `/boxes` | `{ id }` | 404 |\n\n"
        "## POST /boxes\n\n| Field | Type |\n|-|-|\n| name | string |\n\n"
        "## PUT /boxes\n\n**Query parameters:**\n\n- `size` - How large.\n\nReturns `204 No Content`.\n"
    )
    assert statuses(found["POST /boxes"]) == {"201", "409"}
    assert statuses(found["PUT /boxes"]) == {"204"}
    assert statuses(found["GET /boxes"]) == {"404"}


def test_a_table_of_one_call_says_what_it_returns() -> None:
    page = "# Shop\n\n## Find\n\n| Method | Path | Returns |\n|-|-|-|\n| GET | `/find` | `{ id, size: number }` |\n"
    found = operations(f"{page}\n## POST /boxes\n\n| Field | Type |\n|-|-|\n| name | string |\n")
    assert fields(found["GET /find"], RETURNED) == {"id": (), "size": ("number",)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("remove one (204 No Content on success; 409 Conflict if one is in it; 404 Not Found)", {"204", "409", "404"}),
        ("stop it (202=told, 409=not running)", {"202", "409"}),
        ("look -> 200 or 404", {"200", "404"}),
        ("look. Returns 404 if there is none", {"404"}),
        ("look at most (500 of them)", set()),
        ("look for 404 pages", set()),
    ],
)
def test_an_item_says_behind_its_call_with_what_it_answers(said: str, expected: set[str]) -> None:
    found = operations(f"# Shop\n\n- `GET /boxes` - list\n- `DELETE /boxes/:id` - {said}\n")
    assert statuses(found["DELETE /boxes/{id}"]) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("**Busy response (429):**\n\n```json\n{ }\n```", {"429"}),
        ("- **Success (202):** Soon.\n- **Failure (409)**: There is one", {"202", "409"}),
        ('```\n201 Created\n{ "id": 7 }\n```', {"201"}),
        ('```json\n202 { "id": 7 }\n```', {"202"}),
        ("```\n200 {boxes}\n```", set()),
        ("**Boxes (200)** are many", set()),
    ],
)
def test_labels_and_samples_name_statuses(said: str, expected: set[str]) -> None:
    assert statuses(operations(f"# Shop\n\n## POST /boxes\n\nMakes one.\n\n{said}\n")["POST /boxes"]) == expected


ROW = "# P\n\n| Method | Path | What |\n|-|-|-|\n| POST | `/boxes` | {said} |\n| GET | `/lids` | All |\n"
ITEM = "# P\n\n## Store\n\n- `POST /boxes` \u2014 {said}\n- `GET /lids` \u2014 All of them\n"
LINE = "# P\n\n## Make a box\n\n`POST /boxes`\n\n{said}\n"


@pytest.mark.parametrize("page", [ROW, ITEM, LINE])
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("Makes one; body `{ lid, size? }`", SENT),
        ("Makes one. Body `{ lid, size? }`.", SENT),
        ("Makes one (request body `{ lid, size? }`)", SENT),
        ("Makes one. Takes `{ lid, size? }` and no more.", SENT),
        ("Makes one. Returns `{ lid, size }`.", RETURNED),
        ("Makes one; returns `{ lid, size }`", RETURNED),
        ("Makes one. Responds with `{ lid, size }`.", RETURNED),
    ],
)
def test_an_object_behind_a_word_for_a_message_needs_no_colon(page: str, said: str, at: str) -> None:
    operation = operations(page.format(said=said))["POST /boxes"]
    assert set(fields(operation, at)) == {"lid", "size"}


@pytest.mark.parametrize("page", [ROW, ITEM, LINE])
@pytest.mark.parametrize(
    "said",
    [
        "Makes one; each shelf returns `{ lid, size }`",
        "Makes one. Returns `{ error, size }`.",
        "Makes one. Returns `{ lid, size }` if it is known.",
        "Makes one. Returns `{lid}`.",
        "Makes one as `find` returns `{ lid, size }` there.",
        "Makes one. Its somebody `{ lid, size }` is new.",
    ],
)
def test_an_object_of_something_else_is_no_message_of_the_call(page: str, said: str) -> None:
    operation = operations(page.format(said=said)).get("POST /boxes")
    assert operation is None or not {*fields(operation, SENT), *fields(operation, RETURNED)} & {"lid", "size"}


def test_what_a_sentence_says_of_another_call_is_not_of_this_one() -> None:
    page = LINE.format(said="Like `GET /boxes/new`. Returns `{ lid, size }`.")
    assert not fields(operations(page)["POST /boxes"], RETURNED)


def test_what_a_call_is_written_with_is_kept_beside_what_it_returns() -> None:
    page = "# P\n\n## Find\n\n```\nGET /boxes?size=<size>\n```\n\nFinds them.\n\nReturns `{ size, lid }`.\n"
    operation = operations(page)["GET /boxes"]
    assert [fact.name for fact in operation.facts if isinstance(fact, Parameter)] == ["size"]
    assert set(fields(operation, RETURNED)) == {"size", "lid"}
