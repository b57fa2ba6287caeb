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
