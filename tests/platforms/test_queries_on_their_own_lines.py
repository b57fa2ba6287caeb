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
