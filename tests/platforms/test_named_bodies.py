"""Bodies that a page names by a type: in a sentence, behind a label, below a heading, in an item or a cell."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Response
from driftwatch.platforms.pages.plain_page import operations_of_page

LID = "| Field | Type | Description |\n|-|-|-|\n| size | integer | How large |\n| rim | string | Of what |\n"
SENT, RETURNED = "request · application/json · ", "response · 200 · application/json · "


def refs(said: str, title: str = "Lid") -> dict[str, str]:
    page = f"# Boxes\n\n## Make\n\n`POST /boxes`\n\n{said}\n\n# Types\n\n## {title}\n\n{LID}\n\n## Rim\n\n{LID}"
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    return {fact.at: fact.ref for fact in operation.facts if isinstance(fact, Field) and fact.ref}


@pytest.mark.parametrize("title", ["Lid", "Lid object"])
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("Response: `Lid`", f"{RETURNED}$"),
        ("**Response**: `Lid`", f"{RETURNED}$"),
        ("**Response type:** `Lid[]`", f"{RETURNED}[]"),
        ("**Response:** array of [Lid](#anchor)", f"{RETURNED}[]"),
        ("Response body: [`Lid`](#anchor)", f"{RETURNED}$"),
        ("Response 201: `Lid`", "response · 201 · application/json · $"),
        ("Returns: `Array<Lid>`", f"{RETURNED}[]"),
        ("Makes one. Returns the new `Lid`, once it is there.", f"{RETURNED}$"),
        ("Returns a list of `Lid` objects.", f"{RETURNED}[]"),
        ("Returns `201` with a `Lid` object.", "response · 201 · application/json · $"),
        ("### Response\n\n`Lid`", f"{RETURNED}$"),
        ("### Response\n\nAn array of `Lid` objects", f"{RETURNED}[]"),
        ("### Responses\n\n- `200 OK`: [Lid](#anchor)", f"{RETURNED}$"),
        ("### Responses\n\n- 200: `Lid`\n- 404: nothing", f"{RETURNED}$"),
        ("### Responses\n\n| Code | Type |\n|-|-|\n| 200 | `Lid` |\n| 404 | `none` |", f"{RETURNED}$"),
        ("### Response\n\n[Lid](#anchor) with its present [state](#state)", f"{RETURNED}$"),
        ("### Request body\n\n`Lid`", f"{SENT}$"),
        ("**Request body**: `Lid`", f"{SENT}$"),
        ("Request body: a JSON object of type `Lid`", f"{SENT}$"),
        ("The request body is a `Lid` object.", f"{SENT}$"),
    ],
)
def test_a_type_is_what_a_call_sends_or_returns(title: str, said: str, at: str) -> None:
    anchor = title.lower().replace(" ", "-")
    assert refs(said.replace("#anchor", f"#{anchor}"), title) == {at: f"w#{anchor}"}


@pytest.mark.parametrize(
    "said",
    [
        "Returns a 404 if there is none; otherwise returns the [Lid](#lid).",
        "If the name is taken it responds with a 409, otherwise it returns the [Lid](#lid).",
        "Returns the [Lid](#lid), or a 404.",
        "Returns a lid object with HTTP 200, else HTTP 404.",
        "Returns a lid object if there is one, or a 404.",
    ],
)
def test_a_failure_in_another_clause_is_not_what_a_call_returns(said: str) -> None:
    assert refs(said.replace("#lid", "#lid-object"), "Lid object") == {f"{RETURNED}$": "w#lid-object"}


@pytest.mark.parametrize(
    "said",
    [
        "Returns a 404 with the [Lid](#lid).",
        "With a 404 it returns the [Lid](#lid).",
        "Returns a lid object with HTTP 404.",
        "With status 404 it returns a lid object.",
        "Returns `true`.",
        "Returns the `size` of the `Lid`.",
        "Returns a `Lid` or a `Rim`.",
        "Returns a partial `Lid`.",
        "Returns whether the `Lid` is there.",
        "Returns the id of a `Lid`.",
        "Response: `Box`",
        "Response: `Lid` without its `size`",
        "Response: `Map<String, Lid>`",
        "Note: `Lid`",
        "Callback: `Lid`",
        "### Response\n\nWhat a `Lid` has, but for its size",
        "### Responses\n\n- 200: see `Lid`",
        "### Response\n\n[Lid](#lid) for boxes, [Rim](#rim) otherwise",
        "### Response\n\n[Lid](#lid) if it is there, and else a [Rim](#rim)",
        "### Response\n\nA [page](#page) with [Lid](#lid) items",
        "### Response\n\n[Lid](#lid) for each [Rim](#rim)",
        "### Response\n\n[Page](#page) objects representing [Lid](#lid)",
        "### Response\n\n[Lid](#lid) with its [state](#state), a [Rim](#rim) for v2",
    ],
)
def test_a_type_of_which_something_else_is_said_is_no_body(said: str) -> None:
    assert refs(said) == {}
    assert refs(said.replace("#lid", "#lid-object"), "Lid object") == {}


def test_a_long_paragraph_of_types_is_read_in_time_that_grows_with_it() -> None:
    assert refs("Returns `Lid` and returns " * 4_000) == {}


def test_a_return_type_is_the_body_of_the_success_that_a_table_states() -> None:
    page = """# Boxes

## Add a box

`POST /boxes`

### Return Type

[Box](#box)

### Responses

| Code | Message | Datatype |
|---|---|---|
| 201 | Made | [Box](#box) |
| 404 | No shelf | [Fault](#fault) |

## Box

| Name | Type |
|---|---|
| size | integer |
"""
    (found,) = operations_of_page(sections_of_markdown(page), "p")
    at = {fact.at: fact.ref for fact in found.facts if isinstance(fact, Field)}
    assert at == {"response · 201 · application/json · $": "p#box", "response · 404 · application/json · $": "p#fault"}
    assert {fact.status for fact in found.facts if isinstance(fact, Response)} == {"201", "404"}


def test_a_sentence_is_never_asked_as_a_whole_for_the_field_that_holds_a_type(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Counting:
        def search(self, said: str) -> None:
            asked.append(len(said))

    monkeypatch.setattr("driftwatch.platforms.messages.whole_bodies._WITHIN", Counting())
    refs("Returns an object with a [Lid](#lid) " + "in `a-b` words and " * 400)
    assert asked
    assert max(asked) <= 300


@pytest.mark.parametrize(
    ("said", "fields"),
    [("The new one. [Lid](#lid)", {"$": "w#lid"}), ("The new one.", {"$": "", "lid": ""})],
)
def test_a_body_of_one_row_is_what_its_description_ends_in(said: str, fields: dict[str, str]) -> None:
    row = f"| Name | Description | Required | Default | Pattern |\n|-|-|-|-|-|\n| lid | {said} | X | | |\n"
    page = f"# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Body Parameter\n\n{row}\n# Types\n\n## Lid\n\n{LID}"
    (found,) = operations_of_page(sections_of_markdown(page), "w")
    sent = [fact for fact in found.facts if isinstance(fact, Field) and fact.at.startswith(SENT)]
    assert {fact.at.removeprefix(SENT): fact.ref for fact in sent} == fields
