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
