"""Layouts met on references of vendors never seen before: each names its calls and fields in its own way."""

import pytest
from msgspec import UNSET

from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import ErrorRule, Field, Operation, Parameter
from driftwatch.platforms.messages.page_objects import listed_by
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def fields(operation: PageOperation, at: str = "request · application/json") -> set[str]:
    found = (fact.at for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at))
    return {place.removeprefix(f"{at} · ") for place in found} - {"$"}


def values(operation: PageOperation) -> dict[str, object]:
    found = (fact for fact in operation.facts if isinstance(fact, Field) and fact.enum is not UNSET)
    return {fact.at.removesuffix(" · $").rpartition(" · ")[2]: fact.enum for fact in found}


def test_a_row_without_a_name_does_not_lose_the_page() -> None:
    (made,) = operations(
        "# W\n\n## Make\n\n`POST /widgets`\n\n### Body\n\n"
        "| Name | Description | Default |\n|-|-|-|\n| | of all | |\n| a | one | 1 |\n"
    ).values()
    assert fields(made) == {"a"}


def test_a_table_below_a_heading_of_parameters_is_one_of_fields_whatever_its_other_columns_are() -> None:
    table = (
        "| Key | Example value | Description |\n|-|-|-|\n| `boxId` | `b12` | The box. |\n| `lid` | `on` | Its lid. |\n"
    )
    (made,) = operations(f"# W\n\n## Make\n\n`POST /widgets`\n\n### Body parameters\n\n{table}").values()
    assert fields(made) == {"boxId", "lid"}
    (other,) = operations(f"# W\n\n## Make\n\n`POST /widgets`\n\n### Words\n\n{table}").values()
    assert fields(other) == set()


def test_a_table_of_one_row_names_the_call_of_its_page() -> None:
    page = (
        "# Close\n\n| URL | Requires login | HTTP method |\n|-|-|-|\n| `/v1/boxes.close` | `yes` | `POST` |\n\n"
        "## Body parameters\n\n| Key | Description |\n|-|-|\n| `boxId` | The box. |\n\n"
        '## Example\n\n```bash\ncurl -X POST https://api.example.com/v2/boxes -d \'{"boxId": "b"}\'\n```\n'
    )
    assert {name: fields(found) for name, found in operations(page).items()} == {"POST /v1/boxes.close": {"boxId"}}


def test_tables_of_one_row_each_only_list_calls_where_nothing_is_told_of_them() -> None:
    table = "| Method | Path |\n|-|-|\n"
    page = f"# Keys\n\n## One\n\n{table}| GET | /a |\n\n## Two\n\n{table}| GET | /b |\n| GET | /c |\n"
    assert list(operations(page)) == ["GET /a", "GET /b", "GET /c"]


@pytest.mark.parametrize(
    ("cell", "path", "found"),
    [
        ("URL", "/boxes/{boxId}", {"boxId": "path"}),
        ("URL", "/boxes", {"boxId": "query"}),
        ("URL", "/boxes/{other}", {}),
        ("Query", "/boxes", {"boxId": "query"}),
    ],
)
def test_a_column_says_where_a_parameter_travels(cell: str, path: str, found: dict[str, str]) -> None:
    table = f"| Parameter | ParamType | DataType |\n|-|-|-|\n| boxId | {cell} | String |\n"
    (read,) = operations(f"# B\n\n## Read\n\n`GET {path}`\n\n### Request parameters\n\n{table}").values()
    assert parameters(read) == found


def test_a_parameter_is_the_one_of_the_path_however_its_words_are_joined() -> None:
    table = "| Name | Type | Required |\n|-|-|-|\n| boxId | string | required |\n| size | string | optional |\n"
    (read,) = operations(f"# B\n\n## Read\n\n`GET /boxes/{{BOX_ID}}`\n\n### Request parameters\n\n{table}").values()
    assert parameters(read) == {"BOX_ID": "path", "size": "query"}


def test_what_is_returned_or_sent_in_a_body_keeps_its_own_name() -> None:
    table = "| Name | Type |\n|-|-|\n| box_id | string |\n| _id | string |\n"
    page = f"# B\n\n## Read\n\n`PUT /boxes/{{boxId}}/{{id}}`\n\n### Body\n\n{table}\n### Response\n\n{table}"
    (made,) = operations(page).values()
    assert fields(made) == fields(made, "response · 200 · application/json") == {"box_id", "_id"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Lists boxes. The following query string parameters are supported:", {"size": "query"}),
        ("The following optional parameters can be sent:", {"size": "query"}),
        ("Boxes have parts:", {}),
    ],
)
def test_a_sentence_says_what_the_list_below_it_is_for(sentence: str, found: dict[str, str]) -> None:
    page = f"# B\n\n## List\n\n{sentence}\n\n- **`size`**: The least size.\n\n`GET /boxes`\n"
    (read,) = operations(page).values()
    expected = dict.fromkeys(found, "query")
    assert parameters(read) == expected


def test_such_a_sentence_speaks_neither_of_later_blocks_nor_against_its_heading_nor_of_other_sections() -> None:
    bullets = "- **`size`**: The least size.\n"
    later = f"# B\n\n## List\n\nThese query parameters are known:\n\n{bullets}\n- **`lid`**: Whether it has one.\n"
    page = f"{later}\nText.\n\n- **`hue`**: Some words.\n\n`GET /boxes`\n"
    (read,) = operations(page).values()
    assert "hue" not in parameters(read)
    table = "| Name | Type |\n|-|-|\n| id | string |\n"
    page = (
        f"# B\n\n## Make\n\n`POST /boxes`\n\n### Response\n\nAs in the request parameters, with these more:\n\n{table}"
    )
    (made,) = operations(page).values()
    assert fields(made, "response · 200 · application/json") == {"id"}
    assert fields(made) == set()
    elsewhere = (
        "# B\n\n## Read\n\n`GET /boxes`\n\n## Log in\n\nThe request body has the following parameters:\n\n" + table
    )
    (read,) = operations(elsewhere).values()
    assert fields(read) == set()


@pytest.mark.parametrize(
    ("said", "array"),
    [
        ("The created [box](#the-box-object)", False),
        ("Fetched [box](#the-box-object).", False),
        ("Array of [boxes](#the-box-object)", True),
        ("An array of box objects.", True),
        ("The requested box object", False),
        ("A box", False),
        ("A new box object with an `id` of its own", False),
        ("The created [box](#the-box-object) record", False),
        ("An array of [box](#the-box-object) records that are attached to this shelf.", True),
        ("A list of boxes for this shelf.", True),
        ("If successful, will return a `200` code with a newly created box entity.", False),
    ],
)
def test_below_a_heading_of_responses_a_few_words_name_what_is_returned(said: str, *, array: bool) -> None:
    page = (
        "# B\n\n## The box object\n\n| Attribute | Type |\n|-|-|\n| id | string |\n\n"
        f"## Make\n\n`POST /boxes`\n\n### Response\n\n{said}\n"
    )
    made = operations(page)["POST /boxes"]
    place = "[]" if array else "$"
    found = {fact.at: fact.ref for fact in made.facts if isinstance(fact, Field)}
    assert found[f"response · 200 · application/json · {place}"] == "widgets#the-box-object"


@pytest.mark.parametrize(
    "said",
    [
        "See the [box](#the-box-object)",
        "A part of the [box](#the-box-object)",
        "The lid of a [box](#the-box-object)",
        "Boxes",
        "The [box](#the-box-object) lid",
        "A box with its id only",
        "The box lid with a box",
        "The box without its parts",
        "A [box](#the-box-object) or a lid",
    ],
)
def test_other_words_below_such_a_heading_name_nothing(said: str) -> None:
    page = (
        "# B\n\n## The box object\n\n| Attribute | Type |\n|-|-|\n| id | string |\n\n"
        f"## Make\n\n`POST /boxes`\n\n### Response\n\n{said}\n"
    )
    assert not fields(operations(page)["POST /boxes"], "response")


ENUM = "| Attribute | Description |\n|-|-|\n| `NEW` | Made. |\n| `OLD` | Used. |\n"


@pytest.mark.parametrize(("title", "anchor"), [("ENUM.BoxState", "enumboxstate"), ("Box state", "box-state")])
def test_a_table_below_a_heading_of_enumerations_lists_values(title: str, anchor: str) -> None:
    page = sections_of_markdown(f"# B\n\n## Enums\n\n### {title}\n\n{ENUM}")
    assert listed_by(page, "b")[anchor].words == ("NEW", "OLD")


def test_such_a_table_is_none_of_fields() -> None:
    page = f"# B\n\n## Make\n\n`POST /boxes`\n\n### Request\n\n#### Enums\n\n##### State\n\n{ENUM}"
    assert fields(operations(page)["POST /boxes"]) == set()


def test_fields_of_a_flat_table_stand_where_samples_show_them() -> None:
    table = (
        "| Name | Type |\n|-|-|\n| lid | object |\n| color | string |\n| parts | array |\n| name | string |\n"
        "| id | string |\n| unseen | string |\n"
    )
    page = (
        "# B\n\n## Make\n\n`POST /boxes`\n\n### Request\n\n```sh\ncurl https://api.example.com/boxes -d '{\n"
        '  "id": "1", "lid": {"color": "red"}, "parts": [{"name": "a"}]\n}\'\n```\n\n'
        f"### Request parameters\n\n{table}"
    )
    made = operations(page)["POST /boxes"]
    assert fields(made) >= {"lid", "lid.color", "parts", "parts[].name", "id", "unseen"}
    assert not fields(made) & {"color", "name"}


@pytest.mark.parametrize(("sent", "found"), [("lid", {"lid", "size"}), ("box", {"box", "box.lid", "box.size"})])
def test_the_only_member_of_a_sample_wraps_the_others_unless_it_is_a_field(sent: str, found: set[str]) -> None:
    head = "| Name | Type |\n|-|-|\n"
    sample = f'curl https://api.example.com/boxes -d \'{{"{sent}": {{"a": 1}}}}\''
    required = f"### Required parameters\n\n{head}| lid | object |\n\n"
    optional = f"### Optional parameters\n\n{head}| size | string |\n"
    page = f"# B\n\n## Make\n\n`POST /boxes`\n\n```sh\n{sample}\n```\n\n{required}{optional}"
    assert fields(operations(page)["POST /boxes"]) == found


@pytest.mark.parametrize(
    ("method", "head", "sample", "found"),
    [
        ("GET", "| Name | Type |\n|-|-|\n", '{"id": 1, "lid": "a"}', {"id", "lid"}),
        (
            "GET",
            "| Name | Type |\n|-|-|\n",
            '{"boxes": [{"id": 1, "lid": "a"}]}',
            {"boxes", "boxes[]", "boxes[].id", "boxes[].lid"},
        ),
        ("GET", "| Name | Type |\n|-|-|\n", '{"other": 1}', set()),
        ("GET", "| Parameter | Type |\n|-|-|\n", '{"id": 1, "lid": "a"}', set()),
        ("POST", "| Name | Type |\n|-|-|\n", '{"id": 1, "lid": "a"}', set()),
    ],
)
def test_what_the_sample_of_a_call_without_a_body_has_is_returned(
    method: str, head: str, sample: str, found: set[str]
) -> None:
    page = (
        f"# B\n\n## List\n\n`{method} /boxes`\n\n### Example of a box response\n\n```json\n{sample}\n```\n\n"
        f"### Properties\n\n{head}| id | string |\n| lid | string |\n"
    )
    (read,) = operations(page).values()
    assert fields(read, "response · 200 · application/json") == found


def test_parameters_below_the_example_of_a_response_are_sent_all_the_same() -> None:
    table = "| Parameter | Description |\n|-|-|\n| size | The least. |\n"
    page = f'# B\n\n## List\n\n`GET /boxes`\n\n### Sample response\n\n```json\n{{"id": 1}}\n```\n\n{table}'
    (read,) = operations(page).values()
    assert parameters(read) == {"size": "query"}


def test_parameters_right_below_the_label_of_a_response_are_returned() -> None:
    table = "| Parameter name | Type |\n|-|-|\n| size | int |\n"
    page = f"# B\n\n## Make\n\n`POST /boxes`\n\nSample response:\n\n{table}"
    (read,) = operations(page).values()
    assert fields(read, "response · 200 · application/json") == {"size"}


def test_sections_that_show_their_calls_by_samples_document_them() -> None:
    table = "| Field name | Field type | Required |\n|-|-|-|\n| `{}` | `string` | yes |\n"
    page = "# Server\n\n## Methods\n\n" + "".join(
        f"### {name}\n\n```bash\ncurl --request POST --data '{{}}' http://localhost:8000/api/{name}\n```\n\n"
        f"#### {name.title()}Request\n\n{table.format('box')}\n#### {name.title()}Response\n\n{table.format('error')}\n"
        for name in ("open", "close")
    )
    found = operations(page)
    assert list(found) == ["POST /api/open", "POST /api/close"]
    for made in found.values():
        assert fields(made) == {"box"}
        assert fields(made, "response · 200 · application/json") == {"error"}
        assert {fact.type for fact in made.facts if isinstance(fact, Field) and not fact.at.endswith("$")} == {
            ("string",)
        }
        assert next(fact for fact in made.facts if isinstance(fact, Operation)).stated_by == "prose"


def test_values_stand_in_a_list_below_their_field() -> None:
    page = (
        "# B\n\n## List\n\nThese query parameters are supported:\n\n- `kind`: Its kind. Valid kinds include:\n"
        "  - `lid`\n  - `box`\n- `size`: Its size.\n\n`GET /boxes`\n"
    )
    (read,) = operations(page).values()
    assert parameters(read) == {"kind": "query", "size": "query"}
    assert values(read) == {"kind": ("box", "lid")}


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("`asc` or `desc`. Defaults to `desc`", ("asc", "desc")),
        ("`a`, `b`, `c`", ("a", "b", "c")),
        ("(`a`, `b`)", ("a", "b")),
        ("`a` - the first<br>`b` - the second", ("a", "b")),
        ("Allowed: `a`, `b`.", ("a", "b")),
        ("Accepts `a`, `b` or `c`.", ("a", "b", "c")),
        ("Valid sizes are `a`, `b`, and `c`.", ("a", "b", "c")),
        ("Usage of the box: `IN`, `OUT`", ("IN", "OUT")),
        ("Its size. Includes the following enums: `BIG`, and `SMALL`.", ("BIG", "SMALL")),
        ("Valid parameters are `a` and `b`", None),
        ("`a`, `b` and others", None),
        ("`a` or `b` that stands there", None),
    ],
)
def test_a_description_that_is_a_list_states_the_values(description: str, found: tuple[str, ...] | None) -> None:
    table = f"| Name | Type | Description |\n|-|-|-|\n| x | string | {description} |\n"
    (read,) = operations(f"# B\n\n## List\n\n`GET /boxes`\n\n### Query parameters\n\n{table}").values()
    assert values(read).get("x") == found


def test_a_list_of_names_is_none_of_the_values_of_an_object() -> None:
    table = "| Name | Type | Description |\n|-|-|-|\n| x | object | `a`, `b` |\n"
    (made,) = operations(f"# B\n\n## Make\n\n`POST /boxes`\n\n### Body\n\n{table}").values()
    assert values(made) == {}


def test_an_enumeration_has_its_name_behind_it_and_hugo_puts_words_into_boxes() -> None:
    table = (
        "| Name | Type | Required | Notes |\n|-|-|-|-|\n"
        "| x | ENUM.BoxState | {{<hint danger>}}Required {{</hint>}} | Now `A`, `B` |\n"
        "| y | string | {{<hint info>}}Optional{{</hint>}} | |\n"
    )
    (made,) = operations(f"# B\n\n## Make\n\n`POST /boxes`\n\n### Body\n\n{table}").values()
    found = {fact.at.rpartition(" · ")[2]: fact for fact in made.facts if isinstance(fact, Field)}
    assert (found["x"].type, found["x"].required, found["y"].required) == (("string",), True, False)


def rules(markdown: str) -> dict[str, ErrorRule]:
    return {rule.signal: rule for rule in error_rules(sections_of_markdown(markdown))}


def test_below_a_heading_of_errors_one_item_is_a_failure() -> None:
    assert rules("# B\n\n## Errors\n\n**`404`** - No such box\n")["404"].meaning == "No such box"
    assert rules("# B\n\n## Text\n\n**`404`** - No such box\n") == {}


def test_failures_stand_in_the_boxes_of_hugo() -> None:
    boxes = "{{<hint warning>}}\n400 - Bad box\n{{</hint>}}\n\n{{<hint warning>}}**`404`** - Gone {{</hint>}}\n"
    page = f"# B\n\n## Error codes\n\n{boxes}"
    assert {signal: rule.meaning for signal, rule in rules(page).items()} == {"400": "Bad box", "404": "Gone"}


def test_the_last_tab_of_a_page_tells_of_a_failure_below_its_sample() -> None:
    page = (
        '# B\n\n<Tabs>\n<TabItem value="404" label="HTTP 404">\n\n```json\n{"status": 404}\n```\n\n'
        "The box was not found.\n\n</TabItem>\n</Tabs>\n"
    )
    assert rules(page)["404"].meaning == "The box was not found."


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014"])
def test_names_in_bold_are_fields_below_a_label_that_says_so(dash: str) -> None:
    page = (
        "# Boxes\n\n## Boxes\n\n#### Make a box\n\n`POST /boxes/(id or name)/make`\n\n"
        f"**JSON parameters**:\n\n-   **Lid** {dash} A string with the colour of its lid.\n"
        f"    More of it.\n-   **Inside** {dash} What is in it.\n"
        f"    -   **Paper** {dash} Sheets of it.\n    -   **Straw**: Its weight.\n"
        f"-   **Notes**\n    -   **Text** {dash} One.\n\n"
        f"**Query parameters**:\n\n-   **dryRun** {dash} 1 to only try.\n\n"
        f"**Limits**:\n\n-   **size** {dash} no larger than this.\n"
    )
    ((key, made),) = operations(page).items()
    assert key == "POST /boxes/{id_or_name}/make"
    assert fields(made) == {"Lid", "Inside", "Inside.Paper", "Inside.Straw", "Notes", "Notes.Text"}
    assert parameters(made) == {"dryRun": "query"}


@pytest.mark.parametrize(
    "listed",
    [
        "- **Keys** - Every call needs one.\n- **Pages** - Lists come in pages.\n",
        "- **Note**: mind the lid.\n- **Warning**: it is heavy.\n",
        "- **A long sentence of words** - and more.\n",
        "- **first** and **second** are words.\n",
    ],
)
def test_words_in_bold_are_no_fields_below_a_heading_that_speaks_of_the_request_alone(listed: str) -> None:
    (made,) = operations(f"# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Request\n\n{listed}").values()
    assert fields(made) == set()


def test_a_call_in_a_code_block_may_begin_without_a_slash() -> None:
    page = (
        "# Store\n\n## Get a box\n\n    GET store/boxes/{boxId}\n\nReturns it.\n\n"
        "## Make a box\n\n    POST store/boxes\n\nMakes it.\n\n## Words\n\n    get in/out\n\n    GET it and/or leave\n"
    )
    assert list(operations(page)) == ["GET /store/boxes/{boxId}", "POST /store/boxes"]


def test_the_caption_of_a_table_says_what_its_fields_are_for() -> None:
    head = "<thead><tr><th>Parameter</th><th>Required</th><th>Value</th><th>Description</th></tr></thead>"
    row = "<tr><td><p>{0}</p></td><td><p>No</p></td><td><p>String</p></td><td><p>One.</p></td></tr>"
    page = "# Store\n\n## Find boxes\n\n    GET store/boxes\n\n" + "".join(
        f"<table>\n<caption>Find boxes - {said}</caption>\n{head}\n<tbody>{row.format(name)}</tbody></table>\n\n"
        for said, name in (("URL query parameters", "lid"), ("Request body", "size"))
    )
    (found,) = operations(page).values()
    assert parameters(found) == {"lid": "query"}
    assert fields(found) == {"size"}


def test_a_list_right_below_the_call_is_of_what_it_takes() -> None:
    page = (
        "# Boxes\n\n## Make\n\n`PUT /boxes/{id}`\n\n* `lid` - (optional) the lid. The default value is `1`.\n"
        "* `size` - how large it is.\n\n## Empty\n\n`POST /boxes/{id}/empty`\n\nOf:\n\n* `a` - one\n* `b` - two\n"
    )
    made, emptied = operations(page).values()
    assert fields(made) == {"lid", "size"}
    assert fields(emptied) == set()


@pytest.mark.parametrize(
    "above",
    [
        "`GET /boxes?lid=red`",
        "```\nGET https://x.example/boxes?lid=red\n```",
        "| URL | HTTP method |\n|-|-|\n| /boxes | GET |",
    ],
)
def test_a_list_below_an_example_of_a_call_is_of_anything(above: str) -> None:
    (found,) = operations(f"# Boxes\n\n## Lid\n\n{above}\n\n* `red` - a colour\n* `green` - a colour\n").values()
    assert set(parameters(found)) <= {"lid"}


def test_names_written_with_the_colon_of_a_path_are_names() -> None:
    page = (
        "# Boxes\n\n## Find\n\n`GET /boxes/:box`\n\n### Parameters\n\n"
        "Name | Type | Description\n-----|------|-----\n`:box` | `integer` | The box.\n\n"
        "### Filters\n\nName | Description\n-----|------\n`:lid_like` | Only those.\n`:size` | Only these.\n"
    )
    (found,) = operations(page).values()
    assert parameters(found) == {"box": "path", "lid_like": "query", "size": "query"}


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ('{"red": {"size": 1, "form": "a", "lid": {}}}', {"*.lid", "*.size", "*.form"}),
        ('{"red-one": {"size": 1, "form": "a", "lid": {}}}', {"*.lid", "*.size", "*.form"}),
        ('{"<name>": {"size": 1, "form": "a", "lid": {}}}', {"*.lid", "*.size", "*.form"}),
        ('{"store": {"size": 1, "form": "a", "lid": {}}}', {"store.lid", "store.size", "store.form"}),
    ],
)
def test_a_name_that_the_sample_of_the_call_asks_for_is_no_name_of_a_field(sample: str, found: set[str]) -> None:
    page = (
        "# Boxes\n\n## Get\n\n`GET /boxes/{name}/store`\n\n### Response\n\n"
        "| Field | Type | Description |\n|-|-|-|\n| lid | object | Its lid. |\n| size | integer | One. |\n"
        "| form | string | Two. |\n\n### Example request\n\n```http\nGET /boxes/red/store\n```\n\n"
        "```bash\ncurl https://x.example/boxes/red-one/store\n```\n\n"
        f"### Example response\n\n```json\n{sample}\n```\n"
    )
    (got,) = operations(page).values()
    assert {name for name in fields(got, "response · 200 · application/json") if name.partition(".")[2]} == found


def test_a_name_in_brackets_stands_for_any() -> None:
    page = (
        "# Boxes\n\n## Get\n\n`GET /boxes`\n\n### Response\n\n| Field | Type | Description |\n|-|-|-|\n"
        "| `{id}` | object | A box. |\n| `{id}.lid` | string | Its lid. |\n| `names.<locale>` | string | A. |\n"
    )
    (got,) = operations(page).values()
    assert fields(got, "response · 200 · application/json") == {"*", "*.lid", "names", "names.*"}


def test_a_table_of_parameters_beside_the_line_of_a_call_is_of_what_it_takes() -> None:
    table = "| {0} | Description |\n|-|-|\n| {1} | How many. (100 by default) |\n| skip | How many not. |\n\n"
    page = (
        "# Boxes\n\n## Lists\n\n```url\nGET /<store>/boxes\n```\n\nLists them.\n\n"
        f"{table.format('Parameter', 'limit')}```url\nPOST /<store>/boxes\n```\n\nMakes one.\n\n"
        f"{table.format('Parameter', 'size')}## Words\n\n{table.format('Parameter', 'left')}"
        f"## Get\n\n```url\nGET /<store>/boxes/<box>\n```\n\n{table.format('Term', 'right')}"
    )
    listed, made, got = operations(page).values()
    assert parameters(listed) == {"limit": "query", "skip": "query"}
    assert fields(made) == {"size", "skip"}
    assert (parameters(got), fields(got)) == ({}, set())


@pytest.mark.parametrize("lang", ["url", "", "http"])
def test_a_page_may_be_that_of_the_one_call_that_a_line_of_code_names(lang: str) -> None:
    page = (
        f"# Logs\n\n```{lang}\nGET /<store>/logs\n```\n\nLists them.\n\n"
        "| Parameter | Description |\n|-|-|\n| limit | How many. |\n| skip | How many not. |\n\n"
        "## Example\n\n```bash\ncurl -G https://x.example/v3/STORE/logs -d skip=50 -d limit=1\n```\n"
    )
    (found,) = operations(page).values()
    assert parameters(found) == {"limit": "query", "skip": "query"}


def test_a_page_is_not_that_of_a_call_that_its_sample_shows() -> None:
    page = (
        "# Keys\n\nSend yours.\n\n```bash\nGET /boxes\n```\n\n```json\n{}\n```\n\n"
        "| Parameter | Description |\n|-|-|\n| limit | How many. |\n"
    )
    assert all(parameters(found) == {} for found in operations(page).values())
