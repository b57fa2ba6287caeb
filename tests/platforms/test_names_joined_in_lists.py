"""Items of a list that name several fields together: each of them is what the item says."""

import pytest

from tests.platforms.test_binding import names


@pytest.mark.parametrize(
    "item",
    [
        "- `page`, `size`: paging\n",
        "- `page` / `size` (integer): paging\n",
        "- `page` and `size` \u2014 paging\n",
        "- **page**, **size**: paging\n",
        "- `page`\u3001`size`\uff1apaging\n",
    ],
)
def test_each_name_at_the_head_of_an_item_is_a_field(item: str) -> None:
    page = f"# P\n\n### GET /boxes\n\n#### Query parameters\n\n{item}- `lid`: which lid\n"
    assert names(page) == {"GET /boxes": {"query page", "query size", "query lid"}}


@pytest.mark.parametrize(
    "item",
    [
        "- `page` and `size` exclude each other\n",
        "- `page`, **size**: paging\n",
        "- `page` or `size`: paging\n",
        "- `page`, `the size`: paging\n",
        "- `page`, `size`:\n  - `a`: first\n",
        "- `page`, `size`: one of both\n- `page`: which\n",
        "- `a`, `b`, `c`, `d`, `e`, `f`, `g`: too many\n",
    ],
)
def test_other_items_name_no_fields_together(item: str) -> None:
    page = f"# P\n\n### GET /boxes\n\n#### Query parameters\n\n{item}- `lid`: which lid\n"
    assert names(page)["GET /boxes"] & {"query page", "query size"} <= {"query page"}
    assert "query g" not in names(page)["GET /boxes"]


def test_a_remark_alone_on_several_fields_is_none() -> None:
    page = "# P\n\n### GET /boxes\n\n#### Query parameters\n\n- `page`, `size`: one of both\n"
    assert names(page) == {"GET /boxes": set()}


def test_names_below_no_word_for_fields_are_none() -> None:
    assert names("# P\n\n### GET /boxes\n\nNotes:\n\n- `page`, `size`: never sent\n") == {"GET /boxes": set()}
