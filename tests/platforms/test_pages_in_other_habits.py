"""Pages as teams of other countries and tools write them: other words, other places for names, types and calls."""

import pytest

from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.fields.components import component_facts
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.pages.plain_page import PageOperation
from tests.platforms.test_fields_of_unknown_pages import fields, operations, parameters


def stated(operation: PageOperation) -> dict[str, Field]:
    return {fact.at: fact for fact in operation.facts if isinstance(fact, Field)}


def required(operation: PageOperation) -> set[str]:
    named = {fact.name for fact in operation.facts if isinstance(fact, Parameter) and fact.required}
    return named | {at.rpartition(" · ")[2] for at, fact in stated(operation).items() if fact.required} - {"$"}


@pytest.mark.parametrize(
    ("body", "response", "head"),
    [
        ("请求 body", "响应 body", "| 参数 | 类型 | 是否必传 | 说明 |"),
        ("请求体 body", "返回值说明", "| 参数名 | 类型 | 必传 | 说明 |"),
        ("請求體", "響應參數", "| 參數 | 類型 | 是否必需 | 說明 |"),
        ("Corpo da requisição", "Retorno", "| Atributo | Tipo | Obrigatório | Descrição |"),
        ("Cuerpo de la petición", "Campos de la respuesta", "| Propiedad | Tipo | Obligatorio | Descripción |"),
        ("Параметры тела", "Структура ответа", "| Имя поля | Тип | Обязательное поле | Описание |"),
        ("Anfrage-Body", "Antwortfelder", "| Feldname | Typ | Pflichtfeld | Beschreibung |"),
    ],
)
def test_headings_and_columns_in_other_languages(body: str, response: str, head: str) -> None:
    line = "|---|---|---|---|\n"
    page = (
        f"# Boxes\n\n## New\n\n`POST /boxes`\n\n### {body}\n\n{head}\n{line}| size | string | yes | x |\n\n"
        f"### {response}\n\n{head}\n{line}| id | string | | x |\n"
    )
    (made,) = operations(page).values()
    assert set(stated(made)) >= {"request · application/json · size", "response · 200 · application/json · id"}


def test_a_header_below_other_parameters_is_no_parameter_of_the_path() -> None:
    page = (
        "# Boxes\n\n## Remove\n\n`DELETE /boxes/{id}`\n\n### 路径参数\n\n#### 请求 header\n\n"
        "| 参数 | 类型 | 是否必需 | 描述 |\n|---|---|---|---|\n| `X-Token` | String | 是 | x |\n"
    )
    (removed,) = operations(page).values()
    assert parameters(removed)["X-Token"] == "header"


@pytest.mark.parametrize(("must", "may"), [("Required", "Optional"), ("Obrigatórios", "Opcionais"), ("必填", "可选")])
def test_a_heading_that_says_required_alone_is_of_what_is_sent(must: str, may: str) -> None:
    head = "| Attribute | Type | Description |\n|---|---|---|\n"
    page = (
        f"# Boxes\n\n## Call\n\n`POST /boxes`\n\n## Attributes\n\n### {must}\n\n{head}| size | string | x |\n\n"
        f"### {may}\n\n{head}| lid | string | x |\n\n## Response\n\n### 200\n\n{head}| id | string | x |\n"
    )
    (made,) = operations(page).values()
    assert {at for at in stated(made) if at.startswith("request")} >= {
        "request · application/json · size",
        "request · application/json · lid",
    }
    assert required(made) == {"size"}


def test_what_the_environment_requires_is_sent_by_nobody() -> None:
    page = (
        "# Boxes\n\n## Call\n\n`POST /boxes`\n\n## Environment variables\n\n### Required\n\n"
        "| Name | Type | Description |\n|---|---|---|\n| HOME | string | x |\n"
    )
    (made,) = operations(page).values()
    assert stated(made) == {}


PARAMETERS = "**Parameters:**\n\n| Name | Type | Required |\n|---|---|---|\n| size | string | YES |\n"


def test_parameters_below_a_sample_of_the_answer_are_sent() -> None:
    page = f'# Boxes\n\n```\nGET /boxes\n```\n\n### Response\n\n```json\n{{"id": 1}}\n```\n\n{PARAMETERS}'
    (listed,) = operations(page).values()
    assert parameters(listed) == {"size": "query"}


def test_parameters_of_a_response_are_returned_where_others_are_sent() -> None:
    sent = "### Request\n\n| Name | Type | Required |\n|---|---|---|\n| lid | string | YES |\n\n"
    page = f"# Boxes\n\n```\nPOST /boxes\n```\n\n{sent}### Response\n\n{PARAMETERS}"
    (made,) = operations(page).values()
    assert "response · 200 · application/json · size" in stated(made)


@pytest.mark.parametrize("written", ["/boxes/red/lid.txt", "/boxes/3f2c9a50-11aa-4c5e"])
def test_a_path_with_values_below_its_parameters_is_an_example(written: str) -> None:
    page = (
        "# Boxes\n\n## Show\n\n**GET /boxes/{path*}**\n\n### Request path parameter\n\n"
        f"* path - where it is\n\nExample:\n\nGET {written}\n\n## Make\n\n**POST /boxes**\n\nMakes one.\n"
    )
    assert list(operations(page)) == ["GET /boxes/{path*}", "POST /boxes"]


def test_names_in_plain_words_below_a_sample_that_shows_them_are_fields() -> None:
    page = (
        '# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Request body\n\n```json\n{"size": 1, "lid": true}\n```\n\n'
        "* size \u2212 how large it is\n* lid \u2212 whether it has one\n"
    )
    (made,) = operations(page).values()
    assert fields(made) == {"size", "lid"}
    (other,) = operations(page.replace("* lid", "* note")).values()
    assert fields(other) == set()


@pytest.mark.parametrize("sign", ["-", "\u2212", "\u2013"])
def test_a_type_in_brackets_stands_before_what_a_field_is(sign: str) -> None:
    page = (
        "# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Request body\n\n"
        f"* size (Integer) {sign} how large it is\n* label (String) {sign} what it is called\n"
    )
    (made,) = operations(page).values()
    assert stated(made)["request · application/json · size"].type == ("integer",)


def test_a_type_in_code_stands_behind_a_name_in_bold() -> None:
    page = (
        "# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Body\n\n* **owner_id** `string`\n  Whose it is.\n\n"
        "* **parts**:\n    * **amount** `integer`\n    * **Label** `string`\n\n### Headers\n\n"
        "**x-owner*** `string`\n<br> Whose it is.\n"
    )
    (made,) = operations(page).values()
    at = "request · application/json · "
    assert {f"{at}owner_id", f"{at}parts.amount", f"{at}parts.Label"} <= set(stated(made))
    assert f"{at}amount" not in stated(made)
    assert parameters(made) == {"x-owner": "header"}


def test_the_status_of_an_answer_stands_on_a_line_of_its_own() -> None:
    page = (
        "# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Responses\n\n#### Fine\n\nStatus-Code: 201\n\n"
        "#### Not there\n\nStatusCode: 404\n"
    )
    (made,) = operations(page).values()
    assert {fact.status for fact in made.facts if isinstance(fact, Response)} == {"201", "404"}


@pytest.mark.parametrize(
    "written", ["`GET/POST /boxes`", "**GET, POST** `/boxes`", "`GET|POST /boxes`", "`GET or POST /boxes`"]
)
def test_several_methods_of_one_address_are_several_calls(written: str) -> None:
    assert set(operations(f"# Boxes\n\n## All\n\n{written}\n\nText.\n")) == {"GET /boxes", "POST /boxes"}


def test_a_title_of_two_words_names_one_method() -> None:
    assert list(operations("# Boxes\n\n## Get post `/posts/{id}`\n\nText.\n")) != [
        "GET /posts/{id}",
        "POST /posts/{id}",
    ]


@pytest.mark.parametrize("head", ["| 方法 | 路径 |", "| Метод | Путь |", "| Método | Ruta |", "| Methods | Path |"])
def test_an_overview_lists_every_method_of_a_row(head: str) -> None:
    page = f"# Boxes\n\n{head}\n|---|---|\n| GET | /boxes |\n| GET, PUT | /boxes/{{id}} |\n| `POST` `PATCH` | /lids |\n"
    assert set(operations(page)) == {
        "GET /boxes",
        "GET /boxes/{id}",
        "PUT /boxes/{id}",
        "POST /lids",
        "PATCH /lids",
    }


def test_address_and_method_stand_below_labels_of_their_own() -> None:
    page = (
        "# 新建\n\n**请求URL\uff1a**\n- ` http://api.example.com/v1/boxes `\n\n"
        "**请求方式\uff1a**\n- POST\n\n**参数\uff1a**\n\n"
        "|参数名|必选|类型|说明|\n|:---|:---|:---|---|\n|size |是 |int |x |\n\n**返回参数说明**\n\n"
        "|参数名|类型|说明|\n|:---|:---|---|\n|id |int |x |\n"
    )
    found = operations(page)
    assert list(found) == ["POST /v1/boxes"]
    assert set(stated(found["POST /v1/boxes"])) >= {
        "request · application/json · size",
        "response · 200 · application/json · id",
    }


def test_rows_of_a_table_without_a_head_state_types() -> None:
    rows = (
        "<tr><td>name</td><td>string</td><td>Required</td></tr><tr><td>size</td><td>integer</td><td>Optional</td></tr>"
    )
    page = f"# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Body\n\n<table>{rows}</table>\n"
    (made,) = operations(page).values()
    at = "request · application/json · "
    assert {at: fact.type for at, fact in stated(made).items() if not at.endswith("$")} == {
        f"{at}name": ("string",),
        f"{at}size": ("integer",),
    }
    assert required(made) == {"name"}


@pytest.mark.parametrize(
    ("kind", "default", "values"),
    [
        ("`open` \\| `shut`", "", ("open", "shut")),
        ("`Highest Rated` \\| `Newest`", "", ("Highest Rated", "Newest")),
        ("`Plain` \\| `Lined`", "`Lined`", ("Lined", "Plain")),
        ("`Plain` \\| `Lined`", "", None),
        ("`BoxKind` or `BoxKind[]`", "", None),
        ("`string` \\| `null`", "", None),
    ],
)
def test_values_stand_where_a_type_is_expected(kind: str, default: str, values: tuple[str, ...] | None) -> None:
    page = (
        "# Boxes\n\n## List\n\n`GET /boxes`\n\n### Query parameters\n\n| Name | Type | Default | Description |\n"
        f"|---|---|---|---|\n| kind | {kind} | {default} | x |\n"
    )
    (listed,) = operations(page).values()
    found = stated(listed)["parameter · query · kind · $"].enum
    assert (found or None) == values


def test_values_stand_in_a_line_each_below_what_they_are_of() -> None:
    head = "| 参数 | 类型 | 描述 |\n|---|---|---|\n"
    rows = (
        "| kind | String | 会话类型\uff1a<br>- `chat`\uff1a单<br>- `group`\uff1a群 |\n"
        "| state | String | 状态\uff1a<br>- `0`\uff1a离<br>- `1`\uff1a在<br>- 其他值 |\n"
    )
    (listed,) = operations(f"# Boxes\n\n## List\n\n`GET /boxes`\n\n### 查询参数\n\n{head}{rows}").values()
    assert stated(listed)["parameter · query · kind · $"].enum == ("chat", "group")
    assert not stated(listed)["parameter · query · state · $"].enum


def test_a_component_lists_its_values_in_html() -> None:
    listed = "  <ul>\n    <li>`{0}`{2}</li>\n    <li>`{1}`{2}</li>\n  </ul>\n"
    page = sections_of_markdown(
        '# Run\n\n<ParamField body="guard" type="string">\n  What to guard. Supported values:\n\n'
        + listed.format("hate", "spam", "")
        + '</ParamField>\n\n<ParamField body="mode" type="enum">\n  How it runs.\n'
        + listed.format("fast", "slow", " - how it runs")
        + "</ParamField>\n"
    )
    found = {fact.at: fact.enum for fact in component_facts(page) if isinstance(fact, Field)}
    assert found["request · application/json · guard"] == ("hate", "spam")
    assert found["request · application/json · mode"] == ("fast", "slow")


def test_a_label_above_a_sample_is_no_advice() -> None:
    page = sections_of_markdown(
        "# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Errors\n\n#### 401 Unauthorized\n\nA credential is needed\n\n"
        "**Header**\n\n```http\nWWW-Authenticate: Basic\n```\n\n## Next\n\nText.\n"
    )
    assert [(rule.meaning, rule.action) for rule in error_rules(page)] == [("A credential is needed", "")]


@pytest.mark.parametrize(("title", "within"), [("Query Param", "query"), ("Header Param", "header")])
def test_a_heading_may_name_one_parameter(title: str, within: str) -> None:
    page = f"# Boxes\n\n## List\n\n`GET /boxes`\n\n### {title}\n\n| Name | Type |\n|---|---|\n| size | string |\n"
    (listed,) = operations(page).values()
    assert parameters(listed) == {"size": within}


def test_rows_are_nested_by_the_marks_of_tabs() -> None:
    page = (
        "# Boxes\n\n## Show\n\n`GET /boxes`\n\n### Response body\n\n| Name | Type |\n|---|---|\n| data | object |\n"
        "|\u21e5 parts | array[object] |\n|\u21e5\u21e5 size | string |\n"
    )
    (shown,) = operations(page).values()
    assert "response · 200 · application/json · data.parts[].size" in stated(shown)


def test_what_a_thing_has_is_not_sent_by_the_call_of_the_next_section() -> None:
    table = "| Name | Type |\n|---|---|\n| size | string |\n\n"
    page = f"# Boxes\n\n## Parameters\n\n{table}## Show the box\n\n`GET /box`\n\nShows it.\n"
    (shown,) = operations(page).values()
    assert (stated(shown), parameters(shown)) == ({}, {})


def test_a_method_stands_above_the_heading_that_is_its_address() -> None:
    page = (
        '# Boxes\n\n## Show\n\nShows one.\n\n### HTTP Request\n\n<div class="endpoint">\n  <div class="data">\n'
        '    <i class="label">GET</i>\n    <h6> https://api.example.com/boxes/&lt;box_id&gt;.json </h6>\n'
        "  </div>\n</div>\n\n"
        "### URL parameters\n\nParameter | Description\n---|---\n`box_id` | Which\n"
    )
    (shown,) = operations(page).items()
    assert shown[0] == "GET /boxes/{box_id}.json"
    assert parameters(shown[1]) == {"box_id": "path"}


def test_an_overview_beside_the_call_of_a_page_lists_calls_as_well() -> None:
    page = (
        "# Hooks\n\n## Make\n\n`POST /hooks`\n\n"
        "| Parameter | Type | Required |\n|---|---|---|\n| url | string | Yes |\n\n"
        "## Others\n\n| Method | Endpoint |\n|---|---|\n| `POST` | `/hooks` |\n| `DELETE` | `/hooks` |\n"
    )
    found = operations(page)
    assert set(found) == {"POST /hooks", "DELETE /hooks"}
    assert fields(found["POST /hooks"]) == {"url"}


def test_the_status_stands_in_the_heading_of_the_answer() -> None:
    page = (
        "# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Request body\n\n| Name | Type |\n|---|---|\n| size | string |\n\n"
        '### Response `201 Created`\n\n```json\n{"id": 1}\n```\n'
    )
    (made,) = operations(page).values()
    assert {fact.status for fact in made.facts if isinstance(fact, Response)} == {"201"}


def test_a_request_names_no_version_of_http() -> None:
    page = (
        "# Boxes\n\n## Parameters\n\n| Parameter | Type | Required |\n|---|---|---|\n| ids | array[string] | Yes |\n\n"
        "### Example request\n\n```http\nDELETE /boxes\nHost: api.example.com\nX-Key: 1\nAccept: */*\n\n[]\n```\n"
    )
    assert list(operations(page)) == ["DELETE /boxes"]


def test_calls_in_a_row_are_several_calls() -> None:
    assert set(operations("# Boxes\n\n## Put\n\nPUT /boxes/put\nPOST /boxes/put\n\nPuts one.\n")) == {
        "PUT /boxes/put",
        "POST /boxes/put",
    }


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Kind of the box. `flat`, `tall`, `wide`", ("flat", "tall", "wide")),
        ("Filter by: `OPEN`, `SHUT`, `LOST`", ("LOST", "OPEN", "SHUT")),
        ("`0`: open; `1`: shut", ("0", "1")),
        ("State. `2`: open, `3`: shut, `4`: shut and locked", ("2", "3", "4")),
        ("Fields to return: `id`, `name`, `size`", None),
        ("In seconds. Common: `600`, `3600`, `86400`", None),
        ("Ends at (ms). `0` means not yet", None),
        ("For example: `a`, `b`, `c`", None),
    ],
)
def test_a_list_of_values_behind_what_they_are_of(said: str, values: tuple[str, ...] | None) -> None:
    page = (
        "# Boxes\n\n## List\n\n`GET /boxes`\n\n### Query parameters\n\n| Name | Type | Description |\n|---|---|---|\n"
        f"| kind | string | {said} |\n"
    )
    (listed,) = operations(page).values()
    assert (stated(listed)["parameter · query · kind · $"].enum or None) == values


def test_whether_a_field_is_required_stands_in_code_behind_its_type() -> None:
    page = (
        "# Cajas\n\n## Nueva\n\n**POST** /boxes\n\n## Estructura de la petición\n\n"
        "- **`Size`**: (``int``) ``Requerido``. x\n- **`Lid`**: (``string``) ``Opcional``. x\n\n"
        "## Estructura de la respuesta\n\n- **`Id`**: (``string``). x\n"
    )
    (made,) = operations(page).values()
    assert required(made) == {"Size"}
    assert "response · 200 · application/json · Id" in stated(made)


def test_an_example_beside_the_form_of_a_path_is_no_call_of_its_own() -> None:
    page = (
        "# Lids\n\n## URL\n\n### Structure\n\n    GET https://api.example.com/boxes/{id}/lids\n\n### Example\n\n"
        "    GET https://api.example.com/boxes/5fde14a2-fa9d/lids\n\n## Request\n\n### Query parameters\n\n"
        "| Name | Type |\n|---|---|\n| size | string |\n"
    )
    (listed,) = operations(page).items()
    assert (listed[0], parameters(listed[1])) == ("GET /boxes/{id}/lids", {"size": "query"})


IN_ITEMS = (
    "* `shift`: Moves it. Parameters:\n  * `x` (integer, required): How far.\n* `paint`: Paints it. Parameters:\n"
    "  * `colour` (string, required): Which one.\n"
)
IN_TERMS = (
    "shift\n\nMoves it. Supported parameters are:\n\n* `x`: How far. Required.\n\n"
    "paint\n\nPaints it. Supported parameters are:\n\n* `colour`: Which one. Required.\n"
)


@pytest.mark.parametrize("listed", [IN_ITEMS, IN_TERMS])
@pytest.mark.parametrize(
    ("said", "needed"),
    [
        ("The following commands are supported:", set()),
        ("Available operations are:", set()),
        ("The available actions are as follows:", set()),
        ("It is sent in two parts:", {"x", "colour"}),
    ],
)
def test_what_one_of_several_commands_needs_the_call_does_not(listed: str, said: str, needed: set[str]) -> None:
    rest = "\nJSON parameters:\n\n* `note` (string, required): Why.\n"
    (call,) = operations(f"# Boxes\n\n## Move\n\n`POST /boxes/move`\n\n{said}\n\n{listed}{rest}").values()
    found = {at.rpartition(" · ")[2] for at in stated(call)}
    assert found >= {"x", "colour", "note"}
    assert required(call) == {*needed, "note"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [("`file` or `dir`, of what it is", ()), ("`file`", ("string",)), ("`string` or `integer`", ("string",))],
)
def test_a_word_for_a_type_that_stands_among_values_is_one_of_them(said: str, kind: tuple[str, ...]) -> None:
    page = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n### Body\n\n* `kind`: {said}\n* `size`: How large.\n"
    (call,) = operations(page).values()
    (field,) = (fact for at, fact in stated(call).items() if at.endswith(" · kind"))
    assert field.type[:1] == kind
