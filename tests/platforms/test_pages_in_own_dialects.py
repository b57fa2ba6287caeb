"""Pages whose calls and fields are told by other marks and words: labels in lists, columns in one, sentences."""

import pytest

from driftwatch.model.facts import Field, Response
from driftwatch.platforms.pages.plain_page import PageOperation
from tests.platforms.test_fields_of_unknown_pages import fields, operations, parameters


def facts(operation: PageOperation) -> dict[str, Field]:
    return {fact.at: fact for fact in operation.facts if isinstance(fact, Field)}


def statuses(operation: PageOperation) -> set[str]:
    return {fact.status for fact in operation.facts if isinstance(fact, Response)}


SENT = "request · application/json · "
RETURNED = "response · 200 · application/json · "


@pytest.mark.parametrize(
    ("address", "method", "asked", "answered"),
    [
        ("요청 URL", "HTTP 메서드", "파라미터", "응답"),
        ("リクエストURL", "HTTPメソッド", "パラメータ", "レスポンス形式"),
        ("Endpunkt", "HTTP-Methode", "Parameter", "Antwortformat"),
        ("Adresse", "Méthode HTTP", "Paramètres", "Champs de la réponse"),
        ("接口地址", "接口方法", "参数", "返回格式"),
    ],
)
def test_a_call_is_told_in_parts_of_any_language(address: str, method: str, asked: str, answered: str) -> None:
    page = (
        f"# Boxes\n\n## Find\n\n### {address}\n\n```sh\nhttps://api.example.com/v1/boxes\n```\n\n"
        f"### {method}\n\nGET\n\n"
        f"### {asked}\n\n| Name | Type |\n|---|---|\n| size | integer |\n\n"
        f"### {answered}\n\n| Name | Type |\n|---|---|\n| id | string |\n"
    )
    (found,) = operations(page).values()
    assert parameters(found) == {"size": "query"}
    assert RETURNED + "id" in facts(found)


@pytest.mark.parametrize("title", ["Response codes", "응답 코드", "Codes de réponse", "Коды ответа", "返回码"])
def test_a_section_of_response_codes_is_of_the_one_call(title: str) -> None:
    page = (
        "# Removing\n\n## Method and path\n\n```\nDELETE /boxes/[name]\n```\n\n"
        f"## {title}\n\n| {title} | Description |\n|---|---|\n| 200 | Gone |\n| 404 | No such box |\n"
    )
    (found,) = operations(page).values()
    assert statuses(found) == {"200", "404"}


@pytest.mark.parametrize(
    "label", ["- Request Elements", "- Request body: `application/json`", "Request body: `application/json`"]
)
def test_a_lone_item_above_a_table_is_its_label(label: str) -> None:
    page = (
        f"# Boxes\n\n## New\n\n`POST /boxes`\n\n{label}\n\n| Name | Type |\n|---|---|\n| size | integer |\n\n"
        "- Response Elements\n\n| Name | Type |\n|---|---|\n| id | string |\n"
    )
    (found,) = operations(page).values()
    assert {SENT + "size", RETURNED + "id"} <= facts(found).keys()


def test_an_item_among_others_is_no_label() -> None:
    page = (
        "# Boxes\n\n## New\n\n`POST /boxes`\n\n- Response\n- Request\n\n| Name | Type | Required |\n|---|---|---|\n"
        "| size | integer | yes |\n"
    )
    (found,) = operations(page).values()
    assert SENT + "size" in facts(found)


def test_names_and_types_may_stand_in_one_column() -> None:
    page = (
        "# Boxes\n\n### Make\n\n```http\nPOST /v1/boxes\n\n{\n}\n```\n\n<strong>Parameters Box.make</strong>\n\n"
        "Name <br> <i> type </i> | Description\n---|---\nsize <br> <i> Integer </i> | (Optional) How large.\n"
        "lid <br><i> String </i> | Which.\n\n<strong>Response Box.make</strong>\n\n```http\n200 OK\n\n{}\n```\n\n"
        "Name <br> <i> type </i> | Description\n---|---\nid <br> <i> String </i> | Its name.\n"
    )
    (found,) = operations(page).values()
    read = facts(found)
    assert {at: read[at].type for at in (SENT + "size", SENT + "lid", RETURNED + "id")} == {
        SENT + "size": ("integer",),
        SENT + "lid": ("string",),
        RETURNED + "id": ("string",),
    }


@pytest.mark.parametrize(
    ("cell", "kind", "required"),
    [
        ("`string` (required) *Example: 7* The box.", ("string",), True),
        ("`integer` (optional) How many.", ("integer",), False),
        ("`string` (see below) The box.", (), None),
        ("`box` (required) The box.", (), None),
    ],
)
def test_a_description_may_begin_with_type_and_need(cell: str, kind: tuple[str, ...], *, required: bool | None) -> None:
    page = (
        f"# Boxes\n\n## `POST /boxes`\n\n### Parameters\n\n| Parameter | Description |\n|---|---|\n| size | {cell} |\n"
    )
    (found,) = operations(page).values()
    field = facts(found)[SENT + "size"]
    assert field.type == kind
    assert field.required is (required is True)


def test_keys_with_values_are_fields_where_a_label_says_so() -> None:
    head = "| Key | Value |\n|---|---|\n"
    page = (
        f"# Boxes\n\n## `GET /boxes`\n\n*Response:*\n\n| Header | Value |\n|---|---|\n| Content-Type | text |\n\n"
        f"{head}| id | Its name |\n| size* | How large |\n"
    )
    (found,) = operations(page).values()
    assert {RETURNED + "id", RETURNED + "size"} <= facts(found).keys()
    assert not any("Content-Type" in at for at in facts(found))
    (other,) = operations(f"# Boxes\n\n## `GET /boxes`\n\n{head}| id | 7 |\n").values()
    assert fields(other) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "To open one, submit a `POST` request to the following endpoint:",
        "Send more `POST` requests to this URL:",
        "It is made by a POST call to the address:",
    ],
)
def test_a_sentence_may_end_above_the_address_of_its_call(sentence: str) -> None:
    page = f"# Boxes\n\n## Open\n\n{sentence}\n\n```\nhttp://<host>:<port>/boxes/<name>\n```\n"
    assert list(operations(page)) == ["POST /boxes/{name}"]


def test_a_sentence_about_an_answer_names_no_call() -> None:
    page = "# Boxes\n\n## Open\n\nA POST request to open one is followed by a redirect to:\n\n```\n/boxes/1\n```\n"
    assert operations(page) == {}


@pytest.mark.parametrize(
    ("lines", "call"),
    [
        ("- Path: `ocs/v1.php/boxes/<name>`\n- Method: `GET`\n", "GET /ocs/v1.php/boxes/{name}"),
        ("| Method | URL |\n|---|---|\n| Patch | http://{the server}/v1/boxes |\n", "PATCH /v1/boxes"),
    ],
)
def test_an_address_behind_a_label_may_lack_its_begin(lines: str, call: str) -> None:
    assert list(operations(f"# Boxes\n\n## One\n\n{lines}")) == [call]


def test_a_quoted_answer_names_its_status() -> None:
    page = "# Boxes\n\n## Find\n\n`GET /boxes`\n\n> Response 203 (application/json)\n\n```json\n{}\n```\n"
    (found,) = operations(page).values()
    assert statuses(found) == {"203"}


def test_what_may_be_undefined_has_the_other_type() -> None:
    page = (
        "# Boxes\n\n## `GET /boxes`\n\n### Response\n\n| Name | Type |\n|---|---|\n| lid | string \\| undefined |\n"
        "| at | LocalDateTime |\n"
    )
    (found,) = operations(page).values()
    assert facts(found)[RETURNED + "lid"].type == ("string",)
    assert facts(found)[RETURNED + "at"].format == "date-time"


@pytest.mark.parametrize(
    ("path", "body", "answer"),
    [
        ("Path 파라미터", "요청 Body", "응답 Body"),
        ("Path パラメータ", "Body パラメータ", "レスポンス Body"),
        ("Path-параметры", "Body параметры", "Ответ body"),
    ],
)
def test_places_may_be_said_in_english_beside_other_words(path: str, body: str, answer: str) -> None:
    head = "| Name | Type |\n|---|---|\n"
    page = (
        f"# Boxes\n\n## Change\n\n`PUT /boxes/{{id}}`\n\n### {path}\n\n{head}| id | string |\n\n"
        f"### {body}\n\n{head}| size | integer |\n\n### {answer}\n\n{head}| lid | string |\n"
    )
    (found,) = operations(page).values()
    assert parameters(found) == {"id": "path"}
    assert {SENT + "size", RETURNED + "lid"} <= facts(found).keys()


def test_a_heading_may_end_with_the_status_of_an_answer() -> None:
    page = (
        "# Boxes\n\n## New\n\n`POST /boxes`\n\n### Структура ответа (203 Accepted)\n\nIt is begun.\n\n"
        "```json\n{}\n```\n"
    )
    (found,) = operations(page).values()
    assert statuses(found) == {"203"}


def test_a_method_may_be_listed_before_what_it_takes() -> None:
    page = "# Boxes\n\n## Save\n\n**URL:**\n\n- `/boxes/save`\n\n**Method:**\n\n- POST\n- JSON\n"
    assert list(operations(page)) == ["POST /boxes/save"]


def test_a_heading_may_begin_with_the_method_of_the_address_below() -> None:
    page = "# Boxes\n\n## GET All boxes\n\n```\nBASE_URL/boxes/{id}\n```\n\n## GET started\n\nRead it.\n"
    assert list(operations(page)) == ["GET /boxes/{id}"]
    assert operations("# Boxes\n\n## Get all boxes\n\n```\n/boxes/7\n```\n") == {}


def test_a_role_may_stand_right_behind_the_signs_of_a_heading() -> None:
    page = "# Boxes\n\n## New\n\n`POST /boxes`\n\n###请求参数\n\n| Name | Type |\n|---|---|\n| size | integer |\n"
    (found,) = operations(page).values()
    assert SENT + "size" in facts(found)


def test_a_call_that_a_sentence_says_is_made_and_a_sample_makes_is_that_of_its_section() -> None:
    said = "A box is found by calling the endpoint `POST {{url}}/boxes/find` with its name."
    sample = "```\ncurl --request POST 'http://localhost:81/boxes/find' --data-raw 'red'\n```\n"
    assert list(operations(f"# Boxes\n\n## Find\n\n{said}\n\n{sample}")) == ["POST /boxes/find"]
    assert operations(f"# Boxes\n\n## Find\n\n{said}\n") == {}
    other = "```\ncurl --request GET 'http://localhost:81/boxes/1'\n```\n"
    assert operations(f"# Boxes\n\n## Find\n\n{said}\n\n{other}") == {}
