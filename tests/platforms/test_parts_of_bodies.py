"""What stands in a field of a body, and which lists and groups are fields of a call."""

import json

import pytest
from msgspec import UNSET

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page
from tests.platforms.test_binding import names, table


def kinds(**types: str) -> str:
    rows = "".join(f"| {name} | {kind} | no |\n" for name, kind in types.items())
    return f"\n| Field | Type | Required |\n|-|-|-|\n{rows}\n"


@pytest.mark.parametrize(
    "lead",
    [
        "#### `filter`\n",
        "#### filter object\n",
        "#### Filter object\n",
        "#### Filter Object\n",
        "#### FILTER OBJECT\n",
        "`filter` must be an object. It accepts the following parameters:\n",
        "The `filter` object has these fields:\n",
        "#### Filter parameters\n",
    ],
)
def test_what_describes_a_field_of_the_body_stands_in_it(lead: str) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{kinds(filter='object', size='integer')}{lead}{table('b')}"
    assert names(page) == {"POST /x": {"body filter", "body size", "body filter.b"}}


def test_a_name_in_the_singular_means_the_items_of_a_list() -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{kinds(messages='array')}The `message` object holds:\n{table('b')}"
    assert names(page) == {"POST /x": {"body messages", "body messages[]", "body messages[].b"}}


def test_what_describes_an_unknown_object_is_left_out() -> None:
    lead = "`other` is an object with these fields:\n"
    page = f"# P\n\n## POST /x\n\n### Request body\n{kinds(size='integer')}{lead}{table('b')}"
    assert names(page) == {"POST /x": {"body size"}}


def test_a_sentence_may_say_that_the_body_holds_an_object() -> None:
    lead = "The response contains a `report` object with the following fields:\n"
    items = "Each entry in `rows` includes:\n\n- `id`: its number\n- `costs`: what it cost\n\n"
    told = f"{lead}{kinds(rows='array', size='integer')}{items}#### Rows costs\n{table('sum')}"
    page = f"# P\n\n## GET /x\n\n### Response\n\n{told}"
    assert names(page)["GET /x"] - {"response report.rows[]"} == {
        "response report",
        "response report.rows",
        "response report.size",
        "response report.rows[].id",
        "response report.rows[].costs",
        "response report.rows[].costs.sum",
    }


def test_groups_of_parameters_belong_to_the_call() -> None:
    page = f"# P\n\n## GET /x\n\n### Filter parameters\n{table('a')}### Paging parameters\n{table('b')}"
    assert names(page) == {"GET /x": {"query a", "query b"}}


@pytest.mark.parametrize("title", ["Error response parameters", "Callback parameters", "Environment parameters"])
def test_parameters_of_something_else_are_not_sent(title: str) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{table('a')}## {title}\n{table('b')}"
    assert names(page) == {"POST /x": {"body a"}}


def test_a_method_may_stand_apart_from_its_address() -> None:
    shown = "### Request URL\n\n<Badge colour='blue'>PUT</Badge> <code>https://a.test/api/x/{id}</code>\n\n"
    apart = "### Request URL\n\n<Mark colour='blue'>PUT</Mark> <code>https://a.test/api/x/{id}</code>\n\n"
    for route in (shown, apart):
        assert names(f"# P\n\n## Change\n\n{route}### Request parameters\n{table('a')}") == {
            "PUT /api/x/{id}": {"body a"}
        }


LIST = "- `a`: one thing\n- `b`: another\n"


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("", {"body a", "body b"}),
        ("It takes what follows, and nothing else than that; see the samples below for how it all looks:\n\n", None),
        ("Advanced parameters (optional):\n\n", {"body a", "body b"}),
        ("Possible values:\n\n", set()),
        ("Use one of the following options:\n\n", set()),
        ("Known sources:\n\n", set()),
    ],
)
def test_a_list_below_a_heading_that_says_the_role_is_one_of_fields(lead: str, found: set[str] | None) -> None:
    page = f"# P\n\n## POST /x\n\n### Parameters\n\n{lead}{LIST}"
    assert names(page)["POST /x"] == ({"body a", "body b"} if found is None else found)


def test_a_list_elsewhere_is_none() -> None:
    assert names(f"# P\n\n## POST /x\n\n{LIST}") == {"POST /x": set()}


@pytest.mark.parametrize("line", ["**Definition**\n`GET /x/:id`", "#### Definition\n`GET /x/:id`"])
def test_a_call_behind_a_label_counts_without_fields(line: str) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{table('a')}## Look\n\nShows one.\n\n{line}\n"
    assert names(page) == {"POST /x": {"body a"}, "GET /x/{id}": set()}


ADDRESS = "## Endpoint\n\n`https://api.example.com/v1/x`\n\n"


def test_an_address_alone_is_a_call_of_any_method() -> None:
    assert names(f"# P\n\n{ADDRESS}## Request body\n{table('a')}") == {"ANY /v1/x": {"body a"}}
    assert names(f"# P\n\n**Endpoint:** `/v1/x`\n\n## Request body\n{table('a')}") == {"ANY /v1/x": {"body a"}}


def test_an_address_alone_has_the_method_of_the_samples() -> None:
    sample = '## Sample\n\n```sh\ncurl -X PUT https://api.example.com/v1/x -d \'{"a": "b"}\'\n```\n'
    assert names(f"# P\n\n{ADDRESS}## Request body\n{table('a')}{sample}") == {"PUT /v1/x": {"body a"}}
    other = sample.replace("PUT", "POST")
    assert names(f"# P\n\n{ADDRESS}## Request body\n{table('a')}{sample}{other}") == {"ANY /v1/x": {"body a"}}


def test_an_address_of_which_nothing_is_told_is_no_call() -> None:
    assert names(f"# P\n\n{ADDRESS}All calls go there.\n") == {}


def curl(command: str) -> str:
    return f"\n```sh\ncurl {command}\n```\n"


@pytest.mark.parametrize(
    ("method", "sample", "place"),
    [
        ("POST", "-X POST 'https://a.test/x?a=1&b=2'", "query"),
        ("POST", "-X POST https://a.test/x -d '{\"a\": 1}'", "body"),
        ("POST", "-X POST 'https://a.test/x?b=1' -d 'a=2'", "body"),
        ("DELETE", "-X DELETE https://a.test/x -d '{\"a\": 1}'", "body"),
        ("DELETE", "-X DELETE 'https://a.test/x?a=1'", "query"),
        ("GET", "-G https://a.test/x -d 'a=1'", "query"),
        ("PUT", "-X POST 'https://a.test/x?a=1'", "body"),
    ],
)
def test_samples_say_where_parameters_travel(method: str, sample: str, place: str) -> None:
    page = f"# P\n\n## {method} /x\n\n### Parameters\n{table('a')}{curl(sample)}"
    assert names(page) == {f"{method} /x": {f"{place} a"}}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("For `POST` and `PUT` endpoints, the parameters may be sent as a `query string` or in the body.", "query"),
        ("For `GET` endpoints, parameters must be sent as a `query string`.", "body"),
        ("`POST` takes JSON. Parameters of `GET` are sent in the query string.", "body"),
    ],
)
def test_a_sentence_may_say_that_parameters_stand_in_the_query(sentence: str, place: str) -> None:
    page = f"# P\n\n- {sentence}\n\n## POST /x\n\n### Parameters\n{table('a')}"
    assert names(page) == {"POST /x": {f"{place} a"}}


def test_samples_do_not_overrule_headings() -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{table('a')}{curl('-X POST https://a.test/x?a=1')}"
    assert names(page) == {"POST /x": {"body a"}}


ROWS = kinds(id="string", size="integer", tags="array")


@pytest.mark.parametrize(
    ("sample", "root"),
    [
        ('{"widget": {"id": "a", "size": 1, "tags": []}}', "widget."),
        ('{"code": 0, "data": {"id": "a", "size": 1, "tags": []}}', "data."),
        ('{"widgets": [{"id": "a", "size": 1, "tags": []}], "total": 1}', "widgets[]."),
        ('{"id": "a", "size": 1, "tags": []}', ""),
        ('[{"id": "a", "size": 1, "tags": []}]', ""),
        ('{"id": "a", "other": {"size": 1, "tags": []}}', ""),
        ('{"a": {"id": "a", "size": 1}, "b": {"id": "a", "size": 1}}', ""),
        ('{"widget": {"colour": "red"}}', None),
        ("{id: a}", ""),
    ],
)
def test_a_sample_shows_where_the_fields_of_a_table_stand(sample: str, root: str | None) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n\n```json\n{sample}\n```\n{ROWS}"
    expected = "widget." if root is None else root  # what wraps all that is sent wraps these as well
    found = names(page)["POST /x"]
    assert {f"body {expected}{name}" for name in ("id", "size", "tags")} <= found
    assert ("body id" in found) == (expected == "")


def test_groups_stand_below_what_the_sample_has_them_in() -> None:
    sample = '```json\n{"widget": {"id": "a", "size": 1, "parts": [{"name": "b", "sum": 2}]}}\n```\n'
    own = kinds(id="string", size="integer", parts="array")
    told = f"{sample}{own}#### Parts\n{kinds(name='string', sum='integer')}"
    found = names(f"# P\n\n## POST /x\n\n### Request body\n\n{told}")["POST /x"]
    assert {"body widget.parts[].name", "body widget.parts[].sum"} <= found
    old = f"{told}#### Deprecated attributes\n{table('colour')}"
    assert "body widget.colour" in names(f"# P\n\n## POST /x\n\n### Request body\n\n{old}")["POST /x"]


def test_the_method_may_be_the_title_of_a_sample() -> None:
    route = '## Route\n\n```curl title="PUT"\n/api/x/:id\n```\n\n'
    assert names(f"# P\n\n{route}## Arguments\n{table('a')}") == {"PUT /api/x/{id}": {"body a"}}


def test_components_in_a_row_are_part_of_its_cells() -> None:
    rows = "| Attributes | Type |\n|-|-|\n| a | String <Required>**Required**</Required> |\n| b | Array<String> |\n"
    assert names(f"# P\n\n## POST /x\n\n### Body\n\n{rows}")["POST /x"] == {"body a", "body b", "body b[]"}
    named = "| Attributes | Description |\n|-|-|\n| **a** <Type>String</Type> <Null>Not null</Null> | One |\n"
    assert names(f"# P\n\n## POST /x\n\n### Body\n\n{named}")["POST /x"] == {"body a"}


def test_tabs_of_docusaurus_are_sections() -> None:
    tabs = (
        f'## Responses\n\n<Tabs>\n<TabItem value="200" label="HTTP 200">\n{table("a")}</TabItem>\n'
        f'<TabItem value="422" label="HTTP 422">\n{table("b")}</TabItem>\n</Tabs>\n'
    )
    assert names(f"# P\n\n`POST /x`\n\n{tabs}") == {"POST /x": {"response a", "response b"}}


def test_parts_of_parts_end_somewhere() -> None:
    parts = "".join(f"#### a{n}\n{kinds(**{f'a{n + 1}': 'object'})}" for n in range(100))
    found = names(f"# P\n\n## POST /x\n\n### Request body\n{kinds(a0='object')}{parts}")["POST /x"]
    assert max(name.count(".") for name in found) <= 13


@pytest.mark.parametrize(
    "sample",
    [
        '{"parcel": {"a": 1, "b": "x"}}',
        '{"parcel": {"a": 1, "b": "x, }",}}',
        '{\n  "parcel": {\n    "a": [1, 2,],\n    "b": "\\", }",\n  },\n}',
        '{\n  "parcel": { // sent "as is"\n    "a": 1,\n    "b": "https://a.test/...",\n    ...\n  }\n}',
        '{\n  "parcel": {\n    "a": 1\n    "b": "x: {y"\n  }\n}',
        '{\n  parcel: {\n    a: 1,\n    b: "x"\n    . . .\n  }\n}\n}',
        '{"parcel": {"c": [1 2 {"d": 2} {"d": 3}], "a": <number>, "b": \'x\'',
    ],
)
def test_a_sample_that_people_wrote_shows_where_the_fields_stand(sample: str) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n\n```json\n{sample}\n```\n{kinds(a='integer', b='string')}"
    assert names(page) == {"POST /x": {"body parcel", "body parcel.a", "body parcel.b"}}


@pytest.mark.parametrize(
    "sample",
    [
        "{\n  parcel {\n    a\n    b\n  }\n}",
        '{"parcel": ' + '{"x": ' * 100 + '{"a": 1 "b": 2',
        "{{ a: 1, b: 2 }}",
        "{ parcel => { a => 1, b => 2 } }",
        "[a b]",
    ],
)
def test_what_is_no_object_shows_nothing(sample: str) -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n\n```json\n{sample}\n```\n{kinds(a='integer', b='string')}"
    assert names(page) == {"POST /x": {"body a", "body b"}}


def test_a_heading_says_which_of_two_like_objects_has_the_fields() -> None:
    own = kinds(id="integer", shade="string")
    made = kinds(name="string", shade="string")
    sample = '```json\n{"made": [{"name": "a", "shade": "b"}], "changed": [{"id": 1, "shade": "b"}]}\n```\n'
    parts = f"#### Made\n{made}#### Changed\n{kinds(id='integer', name='string', shade='string')}#### Gone\n{own}"
    page = f"# P\n\n## POST /x\n\n### Input\n{kinds(made='array', changed='array', gone='array')}{parts}{sample}"
    assert {name for name in names(page)["POST /x"] if "[]." in name} == {
        "body made[].name",
        "body made[].shade",
        "body changed[].id",
        "body changed[].name",
        "body changed[].shade",
        "body gone[].id",
        "body gone[].shade",
    }


def test_fields_of_items_that_a_sample_shows_stand_in_them_with_what_is_in_these() -> None:
    rows = "".join(f"| {name} | string |\n" for name in ("total", "found", "name", "state", "state.since"))
    sample = '```json\n{"total": 1, "found": [{"name": "a", "state": {"since": "b"}}]}\n```\n'
    page = f"# P\n\n## GET /x\n\n### Response\n\n| Name | Type |\n|-|-|\n{rows}\n{sample}"
    told = {name.removeprefix("response ") for name in names(page)["GET /x"]}
    assert {"total", "found[].name", "found[].state", "found[].state.since"} <= told
    assert not {"name", "state", "state.since"} & told


def test_a_row_between_others_that_a_sample_shows_in_one_item_stands_there_too() -> None:
    rows = ("total", "found", "name", "colour", "extra", "extra.since", "state", "links", "note")
    listed = "".join(f"| {name} | string |\n" for name in rows)
    sample = '```json\n{"total": 1, "found": [{"name": "a", "state": "b"} {"name": "c" . . .}], "links": {}}\n```\n'
    page = f"# P\n\n## GET /x\n\n### Response\n\n| Name | Type |\n|-|-|\n{listed}\n{sample}"
    told = {name.removeprefix("response ") for name in names(page)["GET /x"]}
    inside = {"found[].name", "found[].colour", "found[].extra", "found[].extra.since", "found[].state"}
    assert inside | {"total", "links", "note"} <= told
    assert not {"colour", "extra", "found[].note", "found[].links"} & told


def test_what_holds_fields_stands_in_what_the_sample_shows_it_in() -> None:
    listed = "".join(f"| {name} | string |\n" for name in ("id", "parts", "name", "sum"))
    sample = '```json\n{"id": 1, "inside": {"parts": [{"name": "a", "sum": 2}]}}\n```\n'
    page = f"# P\n\n## GET /x\n\n### Response\n\n| Name | Type |\n|-|-|\n{listed}\n{sample}"
    told = {name.removeprefix("response ") for name in names(page)["GET /x"]}
    assert {"id", "inside.parts[].name", "inside.parts[].sum"} <= told
    assert not {"parts", "name", "sum", "parts[].name"} & told


def test_the_tables_of_an_answer_stand_where_its_sample_shows_them() -> None:
    sample = '```json\n{"lots": [{"code": 7, "height": 2}], "usage": {"free": 1, "used": 2}, "state": "open"}\n```\n'
    page = (
        "# P\n\n## GET /lots\n\nLists them.\n\n"
        + sample
        + "\n| Field | Type |\n|-|-|\n| lots | array |\n| usage | object |\n| state | string |\n"
        "\n| Field | Type |\n|-|-|\n| code | int |\n| height | int |\n"
        "\n| Field | Type |\n|-|-|\n| free | int |\n| used | int |\n"
    )
    assert names(page)["GET /lots"] == {
        "response lots",
        "response lots[]",
        "response lots[].code",
        "response lots[].height",
        "response usage",
        "response usage.free",
        "response usage.used",
        "response state",
    }


def test_a_key_that_is_a_value_is_no_name_of_a_member() -> None:
    sample = '```json\n{"lots": {"a6625877d318c430": {"code": 7, "height": 2}}}\n```\n'
    page = f"# P\n\n## GET /lots\n\nAll.\n\n{sample}\n| Field | Type |\n|-|-|\n| code | int |\n| height | int |\n"
    assert {"response lots.*.code", "response lots.*.height"} <= names(page)["GET /lots"]


def test_the_envelope_of_another_transport_holds_nothing_of_a_call_with_a_path_of_its_own() -> None:
    sent = '```json\n{"jsonrpc": "2.0", "method": "lots.open", "params": {"code": 7, "size": 2}, "id": 1}\n```\n'
    fields = "\n| Field | Type | Required |\n|-|-|-|\n| code | int | yes |\n| size | int | no |\n"
    one = f"## Open\n\n`POST /lots/open`\n\n{sent}{fields}\n"
    body = f"# P\n\n{one}"
    assert names(f"{body}## Close\n\n`POST /lots/close`\n")["POST /lots/open"] == {"body code", "body size"}
    assert names(body)["POST /lots/open"] == {"body params", "body params.code", "body params.size"}


@pytest.mark.parametrize(
    ("shown", "told", "step"),
    [
        ("reds", "An answer about a shelf named `reds`:", "*"),
        ("reds", "An answer with a field named `reds`:", "reds"),
        ("reds", "An answer:", "reds"),
        ("Vc0d4RgbTM6kLDwuud2XZQ", "An answer:", "*"),
        ("oauth2ClientSettings", "An answer:", "oauth2ClientSettings"),
        ("ipv4AndIpv6Gateways", "An answer:", "ipv4AndIpv6Gateways"),
    ],
)
def test_a_name_that_a_thing_of_a_sample_has_is_no_field(shown: str, told: str, step: str) -> None:
    sample = f'```json\n{{"{shown}": {{"a": 1, "b": 2}}}}\n```\n'
    page = f"# P\n\n## GET /x\n\n### Response\n\n{told}\n\n{sample}{kinds(a='number', b='number')}"
    assert {f"response {step}.a", f"response {step}.b"} <= names(page)["GET /x"]


def test_a_table_says_itself_that_fields_stand_below_any_name() -> None:
    sample = '```json\n{"reds": {"a": 1, "b": 2}}\n```\n'
    rows = {"`<shelf>`": "object", "`<shelf>.a`": "number", "`<shelf>.b`": "number"}
    page = f"# P\n\n## GET /x\n\n### Response\n\n{sample}{kinds(**rows)}"
    assert names(page)["GET /x"] == {"response *", "response *.a", "response *.b"}


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("The values that the `kind` parameter can have for this request are:", ("new", "old")),
        ("The following values are supported in the `kind` field:", ("new", "old")),
        ("The `kind` parameter accepts two values:", ("new", "old")),
        ("Supported values for `kind`:", ("new", "old")),
        ("These are values of the field `kind`:", ("new", "old")),
        ("Some values for `kind` that are not supported:", None),
        ("Examples of values for `kind`:", None),
        ("The values of `kind` and `size` are:", None),
        ("Values for `made_at` are:", None),
        ("The `kind` parameter does this.", None),
    ],
)
@pytest.mark.parametrize("is_table", [True, False])
def test_a_sentence_may_say_of_which_field_the_values_stand_below(
    said: str, values: tuple[str, ...] | None, *, is_table: bool
) -> None:
    table = "| Kinds | Description |\n|-|-|\n| `new` | Not old |\n| `old` | Not new |\n"
    listed = table if is_table else "- `new`: not old\n- `old`: not new\n"
    fields = "| Name | Type |\n|-|-|\n| `kind` | string |\n| `size` | string |\n"
    page = f"# P\n\n## GET /x\n\n### Query parameters\n\n{fields}\n{said}\n\n{listed}"
    (operation,) = operations_of_page(sections_of_markdown(page), "p")
    found = {fact.at: fact.enum for fact in operation.facts if isinstance(fact, Field) and fact.enum is not UNSET}
    assert found == ({"parameter · query · kind · $": values} if values else {})
    if values:
        assert names(page) == {"GET /x": {"query kind", "query size"}}


@pytest.mark.parametrize(
    ("sample", "names"),
    [
        (
            {"time": 1, "widgets": [{"id": 1, "size": 2, "box": 3}]},
            {"time", "widgets[].id", "widgets[].size", "widgets[].box"},
        ),
        ({"time": 1, "id": 2, "widgets": [{"id": 1, "size": 2, "box": 3}]}, {"time", "id", "size", "box"}),  # which id?
        ({"time": 1, "red": {"id": 1, "size": 2}, "blue": {"box": 3}}, {"time", "id", "size", "box"}),
        ({"time": 1, "widgets": [{"id": 1, "size": 2}]}, {"time", "id", "size", "box"}),  # too little to tell by
    ],
)
def test_fields_of_one_object_beside_those_of_the_body_stand_where_samples_show_them(
    sample: object, names: set[str]
) -> None:
    rows = "".join(f"| {name} | What it is |\n" for name in ("time", "id", "size", "box"))
    page = (
        f"# Widgets\n\n## List them\n\n`GET /widgets`\n\n### Response\n\n```json\n{json.dumps(sample)}\n```\n\n"
        f"| Field | Description |\n|---|---|\n{rows}"
    )
    (operation,) = operations_of_page(sections_of_markdown(page), "w")
    found = {fact.at.rpartition(" · ")[2] for fact in operation.facts if isinstance(fact, Field)}
    assert {name for name in found if name.rpartition(".")[2] in ("time", "id", "size", "box")} == names


def typed(*rows: str) -> str:
    lines = "".join(f"| {row} | What it is. |\n" for row in rows)
    return f"\n| Name | Type | Description |\n|-|-|-|\n{lines}\n"


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("BoxPart", ""),
        ("BoxPart[]", "[]"),
        ("[BoxPart]", "[]"),
        ("array of BoxPart", "[]"),
        ("List<BoxPart>", "[]"),
        ("Map<String, BoxPart>", ".*"),
        ("map[string]BoxPart", ".*"),
        ("dict[str, BoxPart]", ".*"),
    ],
)
def test_what_a_heading_calls_like_the_type_of_a_field_stands_in_that_field(kind: str, steps: str) -> None:
    sample = {"meta": {"label": "a", "size": 1}, "parts": {"lid": {"label": "b"}}}
    told = f"#### BoxSpec\n{typed('meta | BoxMeta', f'parts | {kind}')}#### BoxMeta\n{typed('label | string')}"
    told += f"#### BoxPart\n{typed('label | string', 'size | integer')}"
    page = f"# P\n\n## POST /x\n\n### Parameters\n{told}\n### Request\n\n```json\n{json.dumps(sample)}\n```\n"
    inside = {f"body parts{steps}.{name}" for name in ("label", "size")}
    assert names(page)["POST /x"] - {"body parts[]", "body parts.*"} == {
        "body meta",
        "body parts",
        "body meta.label",
        *inside,
    }


def test_fields_of_one_type_each_hold_what_its_table_describes() -> None:
    told = f"#### BoxSpec\n{typed('lid | BoxPart', 'base | BoxPart')}#### BoxPart\n{typed('label | string')}"
    page = f"# P\n\n## POST /x\n\n### Request body\n{told}"
    assert names(page)["POST /x"] == {"body lid", "body base", "body lid.label", "body base.label"}


def test_a_type_of_many_fields_is_described_once() -> None:
    many = [f"part{number} | BoxPart" for number in range(9)]
    told = f"#### BoxSpec\n{typed(*many)}#### BoxPart\n{typed('label | string')}"
    page = f"# P\n\n## POST /x\n\n### Request body\n{told}"
    assert names(page)["POST /x"] == {f"body part{number}" for number in range(9)}


@pytest.mark.parametrize(("heading", "shelf"), [("#### Box object\n", "boxes[].shelf"), ("", "shelf")])
def test_all_of_an_object_stands_where_the_sample_has_some_of_it(heading: str, shelf: str) -> None:
    sample = '{"boxes": [{"size": 1, "color": "red", "label": "a"}], "paper": {"sheets": 3}}'
    unshown = dict.fromkeys(("depth", "height", "owner", "shelf"), "string")
    told = f"{table('boxes')}{heading}{kinds(size='integer', color='string', label='string', **unshown)}"
    page = f"# P\n\n## POST /x\n\n### Request body\n{told}\n\n### Sample request\n\n```json\n{sample}\n```\n"
    assert f"body {shelf}" in names(page)["POST /x"]
