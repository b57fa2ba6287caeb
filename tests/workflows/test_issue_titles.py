"""An issue is called after what changed, and not after what a page says of itself to lists of pages."""

import pytest
from msgspec import structs

from driftwatch.model.change import WORDS
from driftwatch.model.finding import Finding
from driftwatch.model.source import Source
from driftwatch.reports.issue_title import is_of_the_head, title_of


def words(
    before: list[str | None], after: list[str | None], *, location: str = WORDS, heading: str = "Calls"
) -> Finding:
    return Finding(
        id="page-row-changed", level="warning", area="text", operations=(), message="", advice="", fingerprint="0" * 12,
        location=location, before=before, after=after,
        sources=(Source(url="https://docs.example.com/calls", locator=f"Guides > {heading}"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["description: Ten calls."], ["description: Two calls."]),
        ([None], ["title: Calls"]),
        (["Calling"], ["Calls"]),
        (["Calling", None], ["Calls", "description: How to call."]),
    ],
)
def test_front_matter_and_headings_are_of_the_head(before: list[str | None], after: list[str | None]) -> None:
    assert is_of_the_head(words(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["Ten calls a day."], ["Two calls a day."]),
        (["description: Ten calls.", "Ten calls a day."], ["description: Two calls.", "Two calls a day."]),
        (["Description of calls: ten"], ["Description of calls: two"]),
        (["Rate · Ten"], [None]),
        ([], []),
    ],
)
def test_what_calls_can_rely_on_is_not(before: list[str | None], after: list[str | None]) -> None:
    assert not is_of_the_head(words(before, after))


def test_a_sentence_of_the_body_is_not_whatever_it_begins_with() -> None:
    told = words(["summary: It is up."], ["summary: It ends in May."])
    assert not is_of_the_head(structs.replace(told, id="page-text-changed"))


def test_what_is_not_about_words_is_not() -> None:
    assert not is_of_the_head(words(["description: A."], ["description: B."], location="request.body"))


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        ("Changes > 2026-05-01", "Section Changes / 2026-05-01 is new"),
        ("A > 2 of them", "Section … is new"),
    ],
)
def test_a_title_says_the_headings_down_to_a_section(section: str, shown: str) -> None:
    found = structs.replace(words([], ["x"], heading="2026-05-01"), message=f"Section `{section}` is new.")
    assert title_of([found], owner="") == shown
