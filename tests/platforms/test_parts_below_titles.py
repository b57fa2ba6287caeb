"""What stands below a heading or a sentence that names a field of the body: in it, or in each of its items."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names
from tests.platforms.test_parts_of_bodies import kinds


@pytest.mark.parametrize("title", ["parts", "`parts`", "parts (Parts of the box)"])
@pytest.mark.parametrize("kind", ["object", "array", "object[]", "array of objects"])
def test_a_heading_that_is_the_name_of_a_field_with_members_holds_what_is_below_it(title: str, kind: str) -> None:
    rows = "\n| Field | Type | Required |\n|-|-|-|\n| b | string | yes |\n"
    page = f"# P\n\n## Make a box\n\n`POST /x`\n{kinds(parts=kind, size='integer')}#### {title}\n{rows}"
    step = "body parts.b" if kind == "object" else "body parts[].b"
    assert names(page)["POST /x"] >= {"body size", "body parts", step}
    facts = operations_of_page(sections_of_markdown(page), "p")[0].facts
    assert [fact.required for fact in facts if isinstance(fact, Field) and fact.at.endswith(".b")] == [True]


def test_what_a_sample_shows_within_others_stays_there_whatever_its_heading_is_called() -> None:
    rows = f"{kinds(lids='object[]', size='integer')}#### lids\n\nThe `lids` field contains these objects.\n"
    rows += f"{kinds(hooks='object[]', name='string')}#### hooks\n\nThe `hooks` field contains these objects.\n"
    rows += kinds(b="string", c="string")
    sample = '```json\n{"size": 1, "lids": [{"name": "a", "hooks": [{"b": "x", "c": "y"}]}]}\n```\n'
    page = f"# P\n\n## Make a box\n\n`POST /x`\n\n### Request body\n{rows}\n### Example request\n\n{sample}"
    hooks = "body lids[].hooks"
    own = {name for name in names(page)["POST /x"] if "hooks" in name}
    assert own == {hooks, f"{hooks}[]", f"{hooks}[].b", f"{hooks}[].c"}


@pytest.mark.parametrize(
    ("title", "kind"), [("parts", "string[]"), ("parts", "string"), ("Parts", "object"), ("lids", "object")]
)
def test_other_headings_hold_nothing(title: str, kind: str) -> None:
    page = f"# P\n\n## Make a box\n\n`POST /x`\n{kinds(parts=kind, size='integer')}#### {title}\n{kinds(b='string')}"
    assert not [name for name in names(page)["POST /x"] if name.startswith("body parts.") or name.endswith("].b")]


@pytest.mark.parametrize("lead", ["Each box object contains:", "All of them. Every box item has the following fields:"])
def test_what_is_said_of_each_of_several_stands_in_the_items_of_the_field_called_so(lead: str) -> None:
    rows = "\n| Field | Description |\n|-|-|\n| boxes | All. |\n| total | How many. |\n\n"
    page = f"# P\n\n## GET /x\n\n### Response\n{rows}{lead}\n\n| Field | Description |\n|-|-|\n| b | What. |\n"
    held = {"response boxes", "response boxes[]", "response boxes[].b"}
    assert names(page) == {"GET /x": held | {"response total"}}


@pytest.mark.parametrize("lead", [
    "The `parts` object in the body of `a` is for boxes. The `parts` object supports the following fields.",
    "The following table lists the available fields of the `parts` object.",
    "It is small. The `parts` object has these fields:",
])  # fmt: skip
def test_a_section_behind_the_body_describes_the_object_that_its_sentence_names(lead: str) -> None:
    page = f"# P\n\n`POST /x`\n\n## Request body\n{kinds(parts='object', size='integer')}"
    below = f"\n## What it is made of\n\n{lead}\n{kinds(b='string')}"
    assert names(page + below)["POST /x"] == {"body parts", "body parts.b", "body size"}
    returned = f"\n## Response\n{kinds(parts='object')}"
    assert "body parts.b" not in names(page + returned + below)["POST /x"]
    other = below.replace("parts", "lids")
    assert names(page + other)["POST /x"] == {"body parts", "body size"}


@pytest.mark.parametrize("marks", [("##", "###"), ("##", "##")], ids=["below its call", "beside it"])
def test_an_object_of_another_call_is_none_of_this_one(marks: tuple[str, str]) -> None:
    call, part = marks
    first = f"{call} GET /boxes\n\n{part} Response\n{kinds(error='object')}\n"
    second = f"{call} POST /lids\n\n{part} Request body\n{kinds(name='string')}\n"
    errors = f"{part} Errors\n\nThe `error` object contains the following fields.\n{kinds(code='string')}"
    found = names(f"# P\n\n{first}\n{second}\n{errors}")
    assert found == {"GET /boxes": {"response error"}, "POST /lids": {"body name"}}


def test_an_object_is_found_by_the_last_steps_of_its_name() -> None:
    parts = f"The `parts` array has objects with these fields:\n{kinds(lid='object', a='string')}"
    lid = f"The `parts.lid` object has the following fields.\n{kinds(b='string')}"
    page = f"# P\n\n`POST /x`\n\n## Request body\n{kinds(parts='object[]')}\n{parts}\n{lid}"
    assert {"body parts[].lid", "body parts[].lid.b"} <= names(page)["POST /x"]
