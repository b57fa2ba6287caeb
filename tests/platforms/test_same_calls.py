"""One call of which several sections of a page tell."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.pages.plain_page import operations_of_page

SPELLED = (
    "# P\n\n## GET /boxes/{id}\n\n### Path\n\n- `id` (integer): which\n\n### Query\n\n- `size` (integer): how large\n\n"
)
CALL = "```\nGET /boxes/{id}\n```\n"
SENT = "| Parameter | Required | Description |\n|-|-|-|\n| lid | yes | The lid |\n"
RETURNED = "| Field name | Type | Description |\n|-|-|-|\n| size | integer | How large |\n"


def told(markdown: str) -> dict[str, bool]:
    (found,) = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {
        fact.at: fact.required
        for fact in found.facts
        if isinstance(fact, Parameter | Field) and not fact.at.endswith("$")
    }


def test_each_section_that_repeats_a_call_tells_its_part_of_it() -> None:
    page = f"# Box\n\n{CALL}\n## Parameters\n\n{CALL}\n{SENT}\n## Examples\n\n{CALL}\n## Response\n\n{RETURNED}"
    assert told(page) == {
        "parameter · query · lid": True,
        "response · 200 · application/json · size": False,
    }


def test_what_one_of_two_ways_to_make_a_call_needs_the_call_does_not() -> None:
    way = (
        "## {0}\n\n`POST /boxes`\n\n### Body\n\n* `{1}` (string, required): It\n* `size` (string, required): Its size\n"
    )
    ways = (way.format("Find", "lid"), way.format("Look up", "name"))
    assert told("# Store\n\n" + "\n".join(ways)) == {
        "request · application/json · lid": False,
        "request · application/json · name": False,
        "request · application/json · size": True,
    }


def test_a_section_that_tells_of_answers_alone_adds_those_that_nobody_else_tells() -> None:
    sent = "### Request\n\n`GET` **`/boxes`**\n\n#### Query\n\n* `size` (integer): How large\n\n"
    fields = f"{sent}#### Response\n\n{RETURNED}"
    answers = "Status | Meaning\n-|-\n202 | Found later\n404 | None there\n"
    (found,) = operations_of_page(sections_of_markdown(f"# P\n\n## GET /boxes\n\n{answers}\n{fields}"), "boxes")
    assert [fact.status for fact in found.facts if isinstance(fact, Response)] == ["200", "404"]


def test_all_that_is_sent_to_one_address_is_not_one_call() -> None:
    methods = [f"## Do {name}\n\n`POST /rpc`\n\n### Body\n\n* `{name}` (string): It\n" for name in "abcdefg"]
    assert len(told("# Store\n\n" + "\n".join(methods))) == 1


@pytest.mark.parametrize("spelled", [":box", "<box>", "{box}", "{box}/"])
def test_a_call_written_with_another_placeholder_is_the_same(spelled: str) -> None:
    other = (
        f"## Again\n\n`GET /boxes/{spelled}`\n\n### Path\n\n- `box.lid` (string): its lid\n\n### Response\n\n{RETURNED}"
    )
    assert told(SPELLED + other).keys() == {
        "parameter · path · box",
        "parameter · path · box · lid",
        "parameter · query · size",
        "response · 200 · application/json · size",
    }


def test_an_overview_may_spell_it_otherwise_as_well() -> None:
    overview = "## All\n\n| Method | Path |\n|-|-|\n| GET | /boxes/:boxId |\n| GET | /lids |\n\n"
    found = operations_of_page(sections_of_markdown(SPELLED + overview), "boxes")
    assert sorted(each.path for each in found) == ["/boxes/{id}", "/lids"]


BOXES = """\
# Boxes

## List boxes

Send a `GET` request to `/v1/boxes` to list them. The server answers with `200 OK`.

## Make boxes

Send a `POST` request to `/v1/boxes` to make some. The server answers with `201 Created`.
{more}
## Burn a box

Send a `DELETE` request to `/v1/boxes/{{id}}` to burn it. The server answers with `204 No Content`.
"""
FROM_A_FILE = """
### Make boxes from a file

Send a `POST` request to `/v1/boxes`. It expects a `multipart/form-data` body.

| Field | Type |
| --- | --- |
| `size` | integer |
"""


def test_fields_of_one_call_in_a_subsection_make_no_mentions_of_the_others() -> None:
    calls = ["DELETE /v1/boxes/{id}", "GET /v1/boxes", "POST /v1/boxes"]
    for more in ("", FROM_A_FILE):
        found = operations_of_page(sections_of_markdown(BOXES.format(more=more)), "boxes")
        assert sorted(f"{each.method} {each.path}" for each in found) == calls
