"""Lines that stand below another heading now, written a little otherwise, warn nobody where they ask the same."""

import pytest

from driftwatch.compare.compare import compare
from tests.compare.page_snapshots import site

PAGE = "# Boxes API\n\n## Rate limits\n\nEach key counts.\n\n{}\n\n## Quotas of bags\n\nEach bag counts.\n\n{}\n"


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("A key has 60 calls per minute.", "The key has 60 calls per minute.", False),
        ("A key begins with 60 and a dash.", "The key begins with 50 and a dash.", True),
        ("Keys must be sent with each call.", "The keys must be sent with each call.", False),
        ("Keys must be sent with each call.", "Keys need not be sent with each call.", True),
        ("Send the `box_key` in the query of calls.", "Send the `box_key` in the cookie of calls.", True),
        ("A call costs 2 credits.", "Whoever opens more bags than boxes of calls costs 2 credits.", True),
    ],
)
def test_a_line_below_another_heading_warns_where_it_asks_something_else(before: str, after: str, *, warns: bool):
    told = compare(site(guide=PAGE.format(before, "")), site(guide=PAGE.format("", after)))
    assert any("topical" in each.traits for each in told) is warns


def test_each_line_came_back_once():
    old = PAGE.format("A key has 60 calls per minute.", "")
    new = PAGE.format("", "The key has 60 calls per minute.\n\nOne key has 60 calls per minute.")
    assert any("topical" in each.traits for each in compare(site(guide=old), site(guide=new)))
