"""What of a page looks like facts, and what became of it: counted whoever could read it."""

import pytest

from driftwatch.extract.pages.coverage import Gap, gaps_on, looked_at, specifications_in
from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import ErrorRule, Field, Parameter, Response
from driftwatch.model.seen import Seen
from driftwatch.model.text import Line


def lines(page: str) -> tuple[Line, ...]:
    return watched([sections_of_markdown(page)]).text.lines


TABLE = (
    "# Jobs\n\n## Input\n\n| Field | Type | Notes |\n|---|---|---|\n| `name` | string | a |\n| `max_size` | int | b |\n"
)
NAME = Field(at="request · application/json · name", type=("string",))
SIZE = Parameter(at="parameter · query · max_size", name="max_size", within="query")


def test_rows_of_a_table_of_fields_are_counted_and_those_that_became_facts():
    assert looked_at(lines(TABLE), [NAME]).seen == Seen(fields=2, fields_used=1)
    assert looked_at(lines(TABLE), [NAME, SIZE]).seen == Seen(fields=2, fields_used=2)


@pytest.mark.parametrize(
    "block",
    [
        "| Was | Wie |\n|---|---|\n| `max_size` | integer |\n| `min_size` | integer |\n",
        "- `max_size` (integer, required): how large.\n- `min_size` (integer): how small.\n",
        "- `max_size`: integer. How large.\n- `min_size`: optional integer. How small.\n",
        '<Param body="max_size" type="integer">How large.</Param>\n\n<Param body="min_size">How small.</Param>\n',
        "### `max_size`\n\n- Type: integer\n\n### `min_size`\n\n- Type: integer\n",
    ],
)
def test_fields_in_other_clothes_are_counted_as_well(block):
    assert looked_at(lines(f"# Jobs\n\n{block}"), []).seen == Seen(fields=2)


@pytest.mark.parametrize(
    "block",
    [
        "| Plan | Calls |\n|---|---|\n| Free | 50 |\n| Team | 500 |\n",
        "| Credits | Price |\n|---|---|\n| 100 | $1 |\n| 500 | $4 |\n| 2000 | $9 |\n| 9000 | $20 |\n",
        "- Paris: a city\n- Limit: number of calls\n",
        "Send `max_size`, which is an integer.\n",
    ],
)
def test_what_names_no_fields_is_not_counted(block):
    assert looked_at(lines(f"# Jobs\n\n{block}"), []).seen is None


def test_failures_are_counted_by_their_status():
    page = "# Errors\n\n| What | Why |\n|---|---|\n| 402 | no money |\n| 5xx | ours |\n"
    listed = "# Errors\n\n- `402` - no money\n- `429`: too many\n"
    assert looked_at(lines(page), []).seen == Seen(errors=2)
    assert looked_at(lines(listed), [Response(at="response · 402", status="402")]).seen == Seen(errors=2, errors_used=1)
    rule = ErrorRule(at="error-rule · 429", signal="429", status=429)
    assert looked_at(lines(listed), [rule]).seen == Seen(errors=2, errors_used=1)


def test_a_name_is_compared_by_its_last_step():
    page = "# Jobs\n\n| Field | Type |\n|---|---|\n| `messages[].role` | string |\n| `Tags[]` | array |\n"
    facts = [
        Field(at="request · application/json · messages[].role", type=("string",)),
        Field(at="request · application/json · tags[]", type=("string",)),
    ]
    assert looked_at(lines(page), facts).seen == Seen(fields=2, fields_used=2)


def test_forms_write_the_steps_of_a_name_in_brackets():
    table = "| `logo[size]` | string |\n| `parts[][lid]` | string |\n| `tags[0]` | string |\n| `logo[hue]` | string |\n"
    facts = [
        Field(at=f"request · application/x-www-form-urlencoded · {at}", type=("string",))
        for at in ("logo.size", "parts[].lid", "tags[]", "logo")
    ]
    looked = looked_at(lines(f"# Jobs\n\n| Field | Type |\n|---|---|\n{table}"), facts)
    assert (looked.seen, looked.missed) == (Seen(fields=4, fields_used=3), ("logo[hue]",))
    asked = "# Jobs\n\n| Field | Type |\n|---|---|\n| `filter[hue]` | string |\n| `filter[size]` | string |\n"
    known = [Parameter(at="parameter · query · filter[hue]", name="filter[hue]", within="query")]
    assert looked_at(lines(asked), known).missed == ("filter[size]",)


def test_gaps_say_under_which_heading_and_in_which_words():
    page = TABLE + "\n## Failures\n\n- `402` - no money\n- `429`: too many\n"
    assert gaps_on(lines(page), [NAME]) == (
        Gap(kind="fields", heading="Jobs > Input", count=1, words="max_size int b"),
        Gap(kind="errors", heading="Jobs > Failures", count=2, words="402 no money"),
    )


def test_components_below_one_heading_are_one_gap():
    page = "# Jobs\n\n" + "".join(
        f'<ParamField body="{name}" type="string">Its words.</ParamField>\n\n' for name in "abc"
    )
    (gap,) = gaps_on(lines(page), [])
    assert (gap.heading, gap.count, gap.words) == ("Jobs", 3, "a body, string")


def test_addresses_of_specifications_are_found_in_any_markup():
    page = (
        "[Spec](https://specs.example.com/v2/openapi.json) and <a href='/files/swagger.yaml?x=1'>it</a>, not "
        "openapi.json, nor (https://docs.example.com/openapi.json/readme), but https://u:p@specs.example.com/openapi-v1.yml."
    )
    assert specifications_in(page, "https://docs.example.com/guide") == (
        "https://docs.example.com/files/swagger.yaml",
        "https://specs.example.com/v2/openapi.json",
    )
    assert specifications_in("see https://u:p@specs.example.com/openapi-v1.yml now", "https://docs.example.com/g") == (
        "https://specs.example.com/openapi-v1.yml",
    )


def test_a_link_that_says_that_it_is_a_specification_is_one_whatever_its_file_is_called():
    page = (
        "[OpenAPI orders](https://raw.example.com/a/orders.json) [The Swagger file](/files/all.yml) "
        "[Orders](https://raw.example.com/b/orders.json) [OpenAPI guide](https://docs.example.com/openapi)"
    )
    assert specifications_in(page, "https://docs.example.com/guide") == (
        "https://docs.example.com/files/all.yml",
        "https://raw.example.com/a/orders.json",
    )
