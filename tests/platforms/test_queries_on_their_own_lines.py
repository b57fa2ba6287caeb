"""Calls in code of which the query stands on the lines below the path."""

import pytest

from tests.platforms.test_binding import names

PAGE = "# Store\n\n## Find boxes\n\n```http\n{}\n```\n\nIt finds them.\n"


@pytest.mark.parametrize(
    "code",
    [
        "GET /boxes\n  ?size=3\n  &lid=flat",
        "GET /boxes?size=3\n&lid=flat",
        "GET /boxes\n?size={size}\n&lid={lid}",
    ],
)
def test_a_query_goes_on_where_a_line_begins_with_its_signs(code: str) -> None:
    assert names(PAGE.format(code)) == {"GET /boxes": {"query size", "query lid"}}


@pytest.mark.parametrize(
    "code",
    [
        "GET /boxes\n\n? size",
        "GET /boxes\nsize=3\nlid=flat",
        "GET /boxes\n# ?size=3",
        'GET /boxes\n\n{"a": "?size=3"}',
        "GET /boxes\n&& echo size=3",
    ],
)
def test_other_lines_are_no_part_of_it(code: str) -> None:
    assert set(names(PAGE.format(code)).get("GET /boxes", ())) == set()


def test_a_query_behind_another_method_is_of_that_call() -> None:
    lines = "GET /boxes?size={size}\nPOST /boxes\nDELETE /boxes/{id}"
    found = names(f"# Store\n\n## Boxes\n\n```\n{lines}\n```\n\nAll of them.\n")
    assert found == {"GET /boxes": {"query size"}, "POST /boxes": set(), "DELETE /boxes/{id}": set()}


@pytest.mark.parametrize("code", ["GET /boxes?size={size}", "GET /boxes?size={size}\nGET /boxes?size={size}&lid={lid}"])
def test_behind_the_same_one_it_is_its_own(code: str) -> None:
    assert "query size" in names(PAGE.format(code))["GET /boxes"]
