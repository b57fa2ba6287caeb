"""Cells that are amounts: the same one written otherwise is good to know, a limit that went down a warning."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import changes_of


def table(heading: str, column: str, *rows: tuple[str, str]) -> str:
    lines = "".join(f"| {key} | {cell} | yes |\n" for key, cell in rows)
    return f"# API plans\n\n## {heading}\n\n| Plan | {column} | Support |\n|-|-|-|\n{lines}| Own | ask us | yes |\n"


def told(heading: str, column: str, old: str, new: str, key: str = "Free") -> tuple[str, str, str]:
    """Return id, level and message of what is found when one cell of a table changes."""
    (finding,) = judge(changes_of(table(heading, column, (key, old)), table(heading, column, (key, new))))
    return finding.id, finding.level, finding.message


@pytest.mark.parametrize(
    ("old", "new"),
    [("1,000", "1000"), ("$0.50", "0.50 USD"), ("2 MB", "2MB"), ("1.50", "1.5"), ("60 req/min", "60 rpm")],
)
def test_the_same_amount_written_otherwise_is_told_as_that(old: str, new: str) -> None:
    id_, level, message = told("Quotas", "Emails", old, new)
    assert (id_, level) == ("page-row-changed", "info")
    assert message == (
        f"Under `Quotas` a row writes the same amount otherwise: it says `Free · Emails: {new}`, "
        f"before `Free · Emails: {old}`."
    )


@pytest.mark.parametrize(
    ("old", "new", "level", "said"),
    [
        ("100", "50", "warning", "a limit was lowered"),
        ("50", "1,000", "info", "a limit was raised"),
        ("10 MB", "0.5 GB", "info", "a limit was raised"),
        ("10 MB", "500 KB", "warning", "a limit was lowered"),
    ],
)
def test_which_way_a_limit_went_decides_the_level(old: str, new: str, level: str, said: str) -> None:
    id_, found, message = told("Quotas", "Emails", old, new)
    assert (id_, found) == ("page-row-changed", level)
    assert message == f"Under `Quotas` {said}: a row says `Free · Emails: {new}`, before `Free · Emails: {old}`."


def test_limiting_is_about_limits() -> None:
    assert told("Rate limiting", "Burst", "200", "400")[1] == "info"


@pytest.mark.parametrize(
    ("heading", "column", "key", "old", "new"),
    [
        ("Quotas", "Emails", "Free", "100", "100 for each key"),
        ("Quotas", "Emails", "Free", "100", "unlimited"),
        ("Quotas", "Emails", "Free", "100", "50 images"),
        ("Quotas", "Minimum", "Free", "100", "50"),
        ("Quotas", "Emails", "Wait between calls", "100", "200"),
        ("Quotas", "Price", "Free", "1", "2"),
        ("Quotas", "Emails", "Free", "$1", "$2"),
        ("Quotas", "Emails", "Free", "30 s", "60 s"),
        ("Prices", "Emails", "Free", "1", "2"),
    ],
)
def test_what_is_no_limit_has_no_direction(heading: str, column: str, key: str, old: str, new: str) -> None:
    id_, level, message = told(heading, column, old, new, key)
    assert (id_, level) == ("page-row-changed", "warning")
    assert message.startswith(f"Under `{heading}` a row says ")


def test_limits_that_went_both_ways_have_none() -> None:
    before = table("Quotas", "Emails", ("Free", "50"), ("Team", "500"))
    after = table("Quotas", "Emails", ("Free", "20"), ("Team", "900"))
    (finding,) = judge(changes_of(before, after))
    assert (finding.level, finding.message[:24]) == ("warning", "Under `Quotas` a row say")


def test_a_limit_that_was_raised_beside_one_written_otherwise_was_raised() -> None:
    before = table("Quotas", "Emails", ("Free", "50"), ("Team", "1000"))
    after = table("Quotas", "Emails", ("Free", "80"), ("Team", "1,000"))
    (finding,) = judge(changes_of(before, after))
    assert (finding.level, finding.message[:32]) == ("info", "Under `Quotas` a limit was raise")


def test_a_limit_beside_other_words_that_changed_is_told_as_words() -> None:
    before = table("Quotas", "Emails", ("Free", "50"))
    (finding,) = judge(changes_of(before, before.replace("| 50 | yes |", "| 80 | no |")))
    assert (finding.level, finding.message[:24]) == ("warning", "Under `Quotas` a row say")


def test_a_raised_number_on_a_page_that_documents_no_api_is_told_as_words() -> None:
    before = table("Quotas", "Letters", ("Free", "50")).replace("API plans", "Plans")
    (finding,) = judge(changes_of(before, before.replace("| 50 |", "| 40 |")))
    assert (finding.level, finding.message[:24]) == ("info", "Under `Quotas` a row say")


def test_of_two_identical_amounts_nothing_else_is_said_than_what_the_page_says() -> None:
    before = table("Quotas", "Emails", ("Free", "60 requests per minute"))
    (finding,) = judge(changes_of(before, before.replace("60 requests per minute", "60 requests / min")))
    assert "writes the same amount otherwise" in finding.message
    assert "60 requests / min" in finding.message


def test_a_limit_beside_a_column_more_is_told_as_words() -> None:
    before = table("Quotas", "Emails", ("Free", "50"))
    after = (
        before.replace(" Support |", " Support | Seats |").replace("|-|-|-|", "|-|-|-|-|").replace("yes |", "yes | 1 |")
    )
    findings = judge(changes_of(before, after.replace("| 50 |", "| 80 |")))
    assert findings
    assert all("a limit was" not in finding.message for finding in findings)
