"""How people label by hand what a call takes and answers with: items, brackets, lines of headers."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(f"# Shop\n\n{markdown}"), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def the(markdown: str) -> PageOperation:
    (made,) = operations(markdown).values()
    return made


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def fields(operation: PageOperation) -> dict[str, Field]:
    found = (fact for fact in operation.facts if isinstance(fact, Field))
    return {fact.at.rpartition(" · ")[2]: fact for fact in found if not fact.at.endswith("$")}


def statuses(operation: PageOperation) -> list[str]:
    return [fact.status for fact in operation.facts if isinstance(fact, Response)]


@pytest.mark.parametrize("heading", ["2. `/widgets`", "Endpoint: `/widgets`", "2 Endpunkt: /widgets", "URL: /widgets"])
def test_an_address_in_a_heading_may_have_a_number_or_a_label(heading: str) -> None:
    assert list(operations(f"## {heading}\n\n- **Method**: `POST`\n- **About**: Adds one.\n")) == ["POST /widgets"]


def test_a_label_that_is_no_word_for_an_address_makes_none() -> None:
    assert operations("## Note: /widgets\n\n- **Method**: `POST`\n") == {}


def test_what_an_item_for_the_request_holds_may_be_its_method_and_path() -> None:
    made = the("## Add\n\n- **Request:**\n  - *Method:* POST\n  - *Path:* api/widgets\n")
    assert (made.method, made.path) == ("POST", "/api/widgets")


TABLE = "| Field | Type |\n|---|---|\n| {} | string |\n"


def test_the_last_item_of_a_list_is_the_label_of_the_table_below_it() -> None:
    said = "## GET /widgets\n\n- Takes nothing.\n- **Response:**\n\n"
    assert "size" in fields(the(said + TABLE.format("size")))


def test_labels_within_an_item_are_those_of_the_tables_below_them() -> None:
    inner = "- **Request:**\n  - *Header*:\n\n  {}\n  - *Body*:\n\n  {}\n"
    rows = (TABLE.format(name).rstrip().replace("\n", "\n  ") + "\n" for name in ("x-shop", "size"))
    made = the(f"## POST /widgets\n\n{inner.format(*rows)}")
    assert parameters(made) == {"x-shop": "header"}
    assert "size" in fields(made)


@pytest.mark.parametrize("label", ["Body", "Request body", "Corpo da requisição", "Тело запроса"])
def test_an_item_is_the_label_of_the_code_below_it(label: str) -> None:
    made = the(
        f'## Add\n\n- Path\n```http\nPOST /widgets\n```\n- {label}\n```javascript\n{{\n    "size": string,\n}}\n```\n'
    )
    assert fields(made)["size"].type == ("string",)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("### Validation errors (422)\n\n", ["422"]),
        ("**Lid is taken (409 Conflict):**\n", ["409"]),
        ("**Error response** (401/404):\n", ["401", "404"]),
        ("**Réponse d'erreur** (401, 404) :\n", ["401", "404"]),
        ("### Fehler (400)\n\n", ["400"]),
        ("**404** si l'identifiant est inconnu. **422** si le type est invalide.\n", ["404", "422"]),
        ("**404** wenn es fehlt. **422** wenn es falsch ist.\n", ["404", "422"]),
        ("### Widgets (200)\n\n", []),
        ("**Lids that are sold (404 of them):**\n", []),
        ("### Errors (404/9999)\n\n", []),
    ],
)
def test_statuses_stand_in_brackets_behind_what_is_about_answers(said: str, found: list[str]) -> None:
    made = the(f"## GET /widgets\n\nLists them.\n\n{said}\nWords.\n")
    assert [status for status in statuses(made) if status != "200"] == found


@pytest.mark.parametrize(
    "headers",
    [
        "**Headers**:\n```http\nAuthorization: Bearer <token>\nX-Shop: 3\n```\n",
        "**Headers Requeridos**:\n```\nAuthorization: Bearer <token>\n\nX-Shop: 3\n```\n",
        "- **Header**:\n  - `Authorization: <TOKEN>`\n  - `X-Shop: <ID>`\n",
    ],
)
def test_headers_as_they_travel_are_parameters(headers: str) -> None:
    assert parameters(the(f"## GET /widgets\n\n{headers}")) == {"Authorization": "header", "X-Shop": "header"}


@pytest.mark.parametrize(
    "said",
    [
        "**Headers**:\n```http\nX-Shop: 3\nsend it\n```\n",
        "**Response headers**:\n```http\nX-Shop: 3\n```\n",
        "**Notes**:\n```\nX-Shop: 3\n```\n",
        "**Headers**:\n```\nhttps://shop.example\n```\n",
        "**Headers**:\n```\nContent-Type: application/json\n```\n",  # those of an answer look the same
        "**Headers**:\n```\nContent-Type: application/json\nLocation: shop.example/3\n```\n",
    ],
)
def test_other_lines_are_no_headers_that_are_sent(said: str) -> None:
    assert parameters(the(f"## GET /widgets\n\n{said}")) == {}


@pytest.mark.parametrize(
    ("item", "values"),
    [
        ("`lid`: `red` | `blue` (optional, default: `red`)", ("blue", "red")),
        ("`lid`: `red | blue` (optional)", ("blue", "red")),
        ("`lid` (`red | blue`, optional): text", ("blue", "red")),
        ("`lid` (`red` | `blue`) - text", ("blue", "red")),
        ("`lid`: `Lid` | `Box` (optional)", None),
        ("`lid`: `lid` | `null` (optional)", None),
        ("`lid`: `string | null`", None),
        ("`lid` (`bool | mixed`, optional): text", None),
        ("`lid`: `int` | `false` (optional)", None),
        ("`lid` (`int | false`): text", None),
        ("`lid`: see `red` | blue", None),
    ],
)
def test_values_with_strokes_between_them_stand_where_the_type_would(item: str, values: tuple[str, ...] | None) -> None:
    made = the(f"## GET /widgets\n\n**Query parameters:**\n- {item}\n")
    found = [fact.enum for fact in made.facts if isinstance(fact, Field) and "lid" in fact.at]
    assert [enum for enum in found if isinstance(enum, tuple)] == ([values] if values else [])


@pytest.mark.parametrize(
    "label",
    [
        "Required fields:", "Champs requis :", "Campos obrigatórios:", "Обязательные поля:", "必填字段\uff1a",
        "必須フィールド:", "Campi obbligatori:", "Zorunlu alanlar:", "Trường bắt buộc:", "Kolom wajib:", "필수 필드:",
    ],
)  # fmt: skip
def test_a_line_names_the_fields_that_must_be_sent_in_any_language(label: str) -> None:
    made = the(f"## POST /widgets\n\n{label} `size` (string), `lid` (text).\n")
    assert [(fields(made)[name].required) for name in ("size", "lid")] == [True, True]


@pytest.mark.parametrize("head", ["Values", "Valeurs", "Valores", "Werte", "Значения", "值"])
def test_a_column_of_values_holds_what_may_be_sent(head: str) -> None:
    rows = f"| Param | {head} | Default |\n|---|---|---|\n| `lid` | `red`, `blue` | `red` |\n"
    made = the(f"## GET /widgets\n\n**Query params**\n\n{rows}")
    assert [fact.enum for fact in made.facts if isinstance(fact, Field) and "lid" in fact.at] == [("blue", "red")]


@pytest.mark.parametrize(("kind", "need"), [("型別", "必填"), ("Tipo", "Obligatorio"), ("Тип", "Обязательный")])
def test_lines_below_a_heading_describe_its_field_in_any_language(kind: str, need: str) -> None:
    yes = {"必填": "是", "Obligatorio": "sí", "Обязательный": "да"}[need]
    said = f"### Parameters\n\n#### size\n\n- **{kind}**: `string`\n- **{need}**: {yes}\n"
    found = fields(the(f"## POST /widgets\n\n{said}"))["size"]
    assert (found.type, found.required) == (("string",), True)


def test_rows_of_numbers_without_a_head_are_no_fields() -> None:
    rows = "| 200 | Good |\n| 404 | None |\n"
    assert fields(the(f"## GET /widgets\n\n**Response**\n\n{rows}")) == {}


def test_the_label_that_ends_a_list_is_of_the_block_right_below_it() -> None:
    call = (
        "- **Method**: POST\n- **Route**: /widgets\n- **Parameters**:\n\n| Name | Type |\n|-|-|\n| size | integer |\n\n"
    )
    made = the(f"## Make\n\n{call}- **Notes**:\n- Sizes are rounded.\n- Lids come later.\n")
    assert list(fields(made)) == ["size"]


def test_a_status_that_labels_a_sample_is_one_of_the_call() -> None:
    answer = '- **200 OK**\n\n```json\n{"lids": [{"size": "big"}, {"size": "small"}]}\n```\n'
    assert statuses(the(f"## List\n\n**GET** `/widgets`\n\n**Response:**\n\n{answer}")) == ["200"]


def test_a_call_that_labels_tell_is_no_mention_where_a_deeper_section_documents_another() -> None:
    labels = "- **Method**: GET\n- **Route**: /lids/{lid}\n- **Returns**: image/*\n"
    deep = "## Widgets\n\n### Make\n\n`POST /widgets`\n\n| Name | Type |\n|-|-|\n| size | integer |\n\n"
    assert set(operations(f"{deep}## Lid\n\n{labels}")) == {"POST /widgets", "GET /lids/{lid}"}


def test_a_label_in_a_quotation_is_of_the_code_behind_it() -> None:
    shape = '> {\n>   "lid": string,  // what it is called\n> }\n'
    told = f"> Request format:\n> ```js\n{shape}> ```\n>\n> Status: <b>200</b>\n"
    made = the(f"<details>\n<summary>POST /widgets</summary>\n\n> Adds one.\n>\n{told}</details>\n")
    assert fields(made)["lid"].type == ("string",)
