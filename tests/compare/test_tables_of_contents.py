"""A section that comes or goes takes its line in the table of contents of its page along: that is told once."""

import pytest

from tests.compare.page_snapshots import changes_of, lines_of

PAGE = "# Boxes\n\n- [Make a box](#make)\n{entry}\n## Make a box\n\nAsk for it.\n{section}"
ENTRY = "- [Get a receipt](#receipt)\n"
SECTION = "\n## Get a receipt\n\nIt is a file.\n\nIt is kept for a day.\n"


@pytest.mark.parametrize(("old", "new", "kind"), [((), (ENTRY, SECTION), "added"), ((ENTRY, SECTION), (), "removed")])
def test_a_section_and_its_entry_are_one_change(old: tuple[str, str], new: tuple[str, str], kind: str) -> None:
    before, after = (
        PAGE.format(**dict(zip(("entry", "section"), side or ("", ""), strict=True))) for side in (old, new)
    )
    ((told, name, *_),) = lines_of(changes_of(before, after))
    assert (told, name) == (f"page.section.{kind}", "Get a receipt")


def test_an_entry_alone_or_one_that_says_more_is_told() -> None:
    empty, alone = PAGE.format(entry="", section=""), PAGE.format(entry=ENTRY, section="")
    assert len(lines_of(changes_of(empty, alone))) == 1
    more = PAGE.format(entry=ENTRY.replace("\n", " (beta)\n"), section=SECTION)
    assert len(lines_of(changes_of(empty, more))) == len("ab")


def test_a_heading_that_is_called_otherwise_takes_its_entry_along_and_warns_nobody() -> None:
    page = "# Codes ({0})\n\n- [Codes ({0})](#codes)\n- [Lids](#lids)\n\n## Errors\n\nA lid is missing.\n"
    (change,) = changes_of(page.format("2024-01-02"), page.format("2024-03-02"))
    assert change.before == ["Codes (2024-01-02)"]
    assert "topical" not in change.traits


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Limit 60 calls", "Limit 30 calls"),
        ("Send the key in a header.", "Send the key in a cookie."),
        ("Valid keys (2024-01-02)", "Valid keys (2024-03-02)"),
    ],
)
def test_a_rule_that_a_heading_is_called_by_warns(old: str, new: str) -> None:
    page = "# Boxes\n\n## POST /boxes\n\nMakes one.\n\n## Errors and limits\n\n- {0}\n\n## {0}\n\nText.\n"
    changes = changes_of(page.format(old), page.format(new))
    assert any("topical" in change.traits for change in changes)
