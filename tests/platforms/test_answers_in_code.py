"""Tables of calls that write what is answered as code: a status, and behind it what it returns."""

import pytest

from tests.platforms.test_labels_of_hand_written_pages import operations, statuses

TABLE = """| Methode | Pfad | Antwort |
|-|-|-|
| GET | `/boxes` | `200 list[Box]` |
| POST | `/boxes` | `201 Box` / `422` bei Fehlern |
| GET | `/boxes/{id}` | `200 {"lid": 3}` or `404` |
| PUT | `/boxes/{id}` | `20 boxes`, `200kg` |
"""


def test_each_piece_of_code_that_begins_with_a_status_is_an_answer() -> None:
    found = {key: statuses(each) for key, each in operations(f"## Calls\n\n{TABLE}").items()}
    assert found == {
        "GET /boxes": ["200"],
        "POST /boxes": ["201", "422"],
        "GET /boxes/{id}": ["200", "404"],
        "PUT /boxes/{id}": [],
    }


def test_behind_a_word_for_answers_a_list_may_follow_the_status() -> None:
    (made,) = operations('## GET /boxes\n\n- Response: 200 [ { "id": string } ] of all\n').values()
    assert statuses(made) == ["200"]


@pytest.mark.parametrize(
    "cell",
    [
        "up to `100 items`",
        "`500 items`",
        "`500 Items`",
        "`200 ms`",
        "limit `429 per day`",
        "up to `200`",
        "at most `500`",
    ],
)
def test_an_amount_in_code_is_no_answer(cell: str) -> None:
    (listed,) = operations(f"## Calls\n\n| Method | Path | Response |\n|-|-|-|\n| GET | `/boxes` | {cell} |\n").values()
    assert statuses(listed) == []


SENT = "## POST /boxes\n\n| Name | Type |\n|-|-|\n| size | string |\n\n### Notes\n\nKeep it.\n\n"


@pytest.mark.parametrize("form", ["{}", "<ResponseExample>\n\n{}\n</ResponseExample>\n"])
@pytest.mark.parametrize(
    ("ok", "failed"),
    [
        ("200", "401"),
        ("200 成功响应", "401 认证失败"),
        ("Success (200 OK)", "Error (401)"),
        ("200 Success {2-4}", "401: Unauthorized expandable"),
    ],
)
def test_a_block_of_data_that_is_called_by_its_status_is_an_answer(form: str, ok: str, failed: str) -> None:
    shown = f'```json {ok}\n{{"id": 7}}\n```\n\n```json {failed}\n{{"error": "x"}}\n```\n'
    (made,) = operations(SENT + form.format(shown)).values()
    assert statuses(made) == ["200", "401"]


@pytest.mark.parametrize(
    "info",
    [
        "bash 200",
        "python 404 Not Found",
        "json 700 lines",
        "json Boxes of 200",
        'json title="500 lines of config"',
        "json Page 100",
        "json Page 200",
        "json 200 errors",
        "json 500 行配置",
        "json Success (200 boxes)",
    ],
)
def test_other_blocks_are_no_answers_for_a_number(info: str) -> None:
    (made,) = operations(f'{SENT}```{info}\n{{"id": 7}}\n```\n').values()
    assert statuses(made) == []
