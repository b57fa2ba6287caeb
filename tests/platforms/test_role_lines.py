"""Lines and rows that begin with a word for what the names behind it are for, in any language that has one."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page
from tests.platforms.test_binding import names


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def statuses(operation: PageOperation) -> list[str]:
    return [fact.status for fact in operation.facts if isinstance(fact, Response)]


@pytest.mark.parametrize("label", ["Header", "**Headers**", "헤더", "Заголовки", "请求头"])
def test_an_item_names_the_headers_of_its_call(label: str) -> None:
    (made,) = operations(f"# Shop\n\n## Show\n\n- Method: `GET`\n- Path: `/widgets`\n- {label}: `X-Shop`\n").values()
    assert parameters(made) == {"X-Shop": "header"}


def test_an_item_names_the_query_of_its_call_with_its_values() -> None:
    said = "- Query: `lid` (optional, `RED | BLUE`), `size`\n- Header: none\n"
    (made,) = operations(f"# Shop\n\n## GET /widgets\n\n{said}").values()
    assert parameters(made) == {"lid": "query", "size": "query"}
    lid = next(fact for fact in made.facts if isinstance(fact, Field) and "lid" in fact.at)
    assert lid.enum == ("BLUE", "RED")


def test_an_item_may_write_the_query_as_it_is_sent() -> None:
    (made,) = operations("# Shop\n\n## GET /widgets\n\n- **Query**: `?page=1&size=20`\n").values()
    assert parameters(made) == {"page": "query", "size": "query"}


@pytest.mark.parametrize("said", ["- Query: `GET /lids`", "- Note: `size`", "- Query: see `lids` for more of them"])
def test_other_items_name_nothing(said: str) -> None:
    made = operations(f"# Shop\n\n## GET /widgets\n\n{said}\n")["GET /widgets"]
    assert parameters(made).keys() <= {"lids"}
    assert not parameters(operations(f"# Shop\n\n## Widgets\n\n{said}\n\n## GET /boxes\n\nAll.\n")["GET /boxes"])


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("Response: 201 Created + what was made", ["201"]),
        ("レスポンス\uff1a204 No Content", ["204"]),
        ("Antwort: 200 OK (ein Ding)", ["200"]),
        ("상태 코드: 404", ["404"]),
        ("Response: 200 widgets", []),
        ("Wide: 404 Not Found", []),
    ],
)
def test_a_status_stands_behind_a_word_for_answers(said: str, answers: list[str]) -> None:
    (made,) = operations(f"# Shop\n\n## GET /widgets\n\n* Lists them\n* {said}\n").values()
    assert statuses(made) == answers


def test_rows_of_a_table_about_one_call_say_with_what_it_answers() -> None:
    rows = (
        "| GET | /widgets/{id} |\n| Query | `wide`, `size` |\n| レスポンス | 200 OK (Widget), 404 Not Found : なし |\n"
    )
    (made,) = operations(f"# Shop\n\n## Show\n\n|  |  |\n|-|-|\n{rows}").items()
    assert made[0] == "GET /widgets/{id}"
    assert (parameters(made[1]), statuses(made[1])) == ({"wide": "query", "size": "query"}, ["200", "404"])


def test_a_table_with_several_methods_is_not_about_one_call() -> None:
    rows = "| GET | /widgets |\n| POST | /boxes |\n"
    assert len(operations(f"# Shop\n\n## Calls\n\n|  |  |\n|-|-|\n{rows}")) != 1


def test_the_rows_of_a_list_of_calls_name_what_is_sent() -> None:
    found = operations(
        "# Shop\n\n| Method | Path | Parameters | Description |\n|-|-|-|-|\n"
        "| GET | /widgets | `page`, `size` (optional) | All |\n"
        "| POST | /widgets | name:string<br/>size:int | Makes one |\n"
        "| GET | /widgets/{id} | `id` | One. Query: `wide`, `lid` |\n| DELETE | /widgets/{id} | see `all` | Gone |\n"
    )
    assert parameters(found["GET /widgets"]) == {"page": "query", "size": "query"}
    body = {fact.at.rpartition(" · ")[2]: fact.type for fact in found["POST /widgets"].facts if isinstance(fact, Field)}
    assert body == {"$": ("object",), "name": ("string",), "size": ("integer",)}
    assert parameters(found["GET /widgets/{id}"]) == {"id": "path", "wide": "query", "lid": "query"}
    assert parameters(found["DELETE /widgets/{id}"]) == {}


@pytest.mark.parametrize(
    "label", ["**Réponse** (201 Created) :", "**Успешный ответ (201 Created):**", "**응답** (201)"]
)
def test_a_label_of_an_answer_names_its_status_in_any_language(label: str) -> None:
    (made,) = operations(f"# Shop\n\n## POST /widgets\n\n{label}\n\n```json\n{{}}\n```\n").values()
    assert statuses(made) == ["201"]


def sent(operation: PageOperation) -> set[str]:
    found = (fact.at for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith("request"))
    return {at.rpartition(" · ")[2] for at in found} - {"$"}


@pytest.mark.parametrize(
    "said",
    [
        "Query params: `size` (at most 9, default 2) · `lid` · `q` (part of its name).",
        "All of them. Query: `size`, `lid`, `q`.",
        "All of them. Parameters: `size` (default: 2), `lid` and `q`.",
        "All of them. Query params: `?size=2&lid=a&q=b`.",
    ],
)
def test_a_sentence_may_begin_with_the_label_of_names(said: str) -> None:
    (made,) = operations(f"# Shop\n\n## GET /widgets\n\n{said}\n").values()
    assert parameters(made) == {"size": "query", "lid": "query", "q": "query"}


def test_an_object_in_code_behind_such_a_label_names_what_is_sent() -> None:
    (made,) = operations("# Shop\n\n## POST /widgets\n\nMakes one. Body: `{ size, lid? }`. It takes long.\n").values()
    assert sent(made) == {"size", "lid"}


@pytest.mark.parametrize(
    "said",
    [
        "All of them. Note: `size` is ignored.",
        "All of them in the query: see `GET /lids`.",
        'All of them. Body: `{ "size": 2 }`.',
        "All of them. Returns: `size`, `lid`.",
    ],
)
def test_other_labels_within_a_text_name_nothing_that_is_sent(said: str) -> None:
    (made,) = (each for call, each in operations(f"# Shop\n\n## GET /widgets\n\n{said}\n").items() if "widgets" in call)
    assert not parameters(made)
    assert not sent(made)


@pytest.mark.parametrize(
    ("label", "side"),
    [
        ("Input JSON:", "body"),
        ("Input JSON (at least one of):", "body"),
        ("Expects JSON:", "body"),
        ("Output JSON:", "response"),
        ("Response includes:", "response"),
        ("Response keys:", "response"),
        ("Query args:", "query"),
        ("Query filters:", "query"),
    ],
)
def test_a_label_may_say_in_further_words_what_a_list_is_of(label: str, side: str) -> None:
    bullets = "- `lid` \u2014 which one\n- `size` \u2014 how many\n"
    page = f"# P\n\n## POST /widgets\n\nText.\n\n{label}\n\n{bullets}\n## GET /boxes\n\nText.\n"
    assert names(page)["POST /widgets"] == {f"{side} lid", f"{side} size"}


def test_a_label_of_values_is_one_of_no_fields() -> None:
    page = "# P\n\n## POST /widgets\n\nText.\n\nRequest body is one of:\n\n- `lid` \u2014 shut\n- `size` \u2014 open\n"
    assert names(page) == {"POST /widgets": set()}


def test_the_body_behind_a_status_is_no_body_of_the_request() -> None:
    answers = (
        '- **200** \u2014 Made.\n- **409** \u2014 It is there. Body: `{ "error": "there", "lid", "kind": "a" }`.\n'
    )
    assert names(f"# P\n\n## POST /widgets\n\nText.\n\nResponses:\n\n{answers}") == {"POST /widgets": set()}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("**page** (type: Int32, optional): Which one.<br><br>**size** (type: Int32): How many.", {"page", "size"}),
        ("**page** (type: Int32): Which one.<br>Those that are left are on the next.", set()),
        ("Which one, of how many", set()),
        ("**Note**: It is sent once.<br>**Tip**: Keep it short.", set()),
        ("**JSON** - object<br>**XML** - tree", set()),
        ("**Note** (important): It is sent once.", set()),
    ],
)
def test_a_row_may_hold_a_field_in_each_line_of_its_cell(cell: str, found: set[str]) -> None:
    rows = f"Method | `GET`\nURL | `/widgets`\nQuery parameters | {cell}\n"
    (made,) = operations(f"# Shop\n\n## Show\n\nRequest | Value\n-|-\n{rows}").values()
    assert parameters(made) == dict.fromkeys(found, "query")
    types = {fact.type for fact in made.facts if isinstance(fact, Field) and fact.at.startswith("parameter")}
    assert types == ({("integer",)} if found else set())
