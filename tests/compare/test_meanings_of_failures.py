"""What a failure means: another limit, another cause or another name warns, other words for the same do not."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import changes_of

TABLE = "# Boxes API\n\n## Errors\n\n| Status | Meaning |\n| --- | --- |\n| 404 | No such box |\n| 413 | {} |\n"


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("The box is above 20 KB", "The box is above 10 KB", "warning"),
        ("The box is above 20 KB", "The box is above 20 MB", "info"),
        ("Sent above 5 boxes a minute", "Sent above 5 boxes an hour", "info"),
        ("Boxes came faster than one in 50 ms", "Boxes came faster than one in 100 ms", "warning"),
        ("The box is not yours", "The box is yours", "warning"),
        ("The lid was no `image/jpeg`", "The lid was no `image/png`", "warning"),
        ("The box has no `lid_id`", "The box has no `lid_key`", "warning"),
        ("Closed for five days", "Closed for 5 days", "info"),
        ("The box is too large", "The box is larger than what is carried", "info"),
        (
            "Too large: see the page on size_limits",
            "Boxes of that size are not carried, split them into 2 or more",
            "info",
        ),
        ("The box is full", "The box is empty", "info"),
    ],
)
def test_what_a_failure_means_warns_where_it_states_another_thing(before: str, after: str, level: str):
    (finding,) = (
        each
        for each in judge(changes_of(TABLE.format(before), TABLE.format(after)))
        if each.id == "error-rule-meaning-changed"
    )
    assert finding.level == level
