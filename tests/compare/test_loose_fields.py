"""Fields of a page that names no call: facts of the page, compared there, and silent once a call is known."""

import pytest

from driftwatch.model.facts import Field
from driftwatch.model.snapshot import Owner
from tests.compare.page_snapshots import changes_of, site

HEAD = "| Name | Type | Required |\n|-|-|-|\n"
PROMPT = "| prompt | string | yes |\n"
COPIES = "| copies | integer | no |\n"


def page(*rows: str, extra: str = "") -> str:
    return f"# Draw\n\n## Input\n\n{HEAD}{''.join(rows)}\n{extra}"


def told(before: str, after: str) -> list[tuple[str, str, str | None]]:
    return [(each.kind, each.location, each.field) for each in changes_of(before, after)]


def addresses(text: str) -> list[str]:
    entry = site(guide=text).entries.get(Owner("page", "guide"))
    return [fact.at for fact in entry.facts if isinstance(fact, Field)] if entry is not None else []


def test_fields_without_a_call_are_facts_of_the_page() -> None:
    text = page(PROMPT, extra=f"## Output\n\n{HEAD}{COPIES}\n## Query parameters\n\n{HEAD}{COPIES}")
    assert addresses(text) == [
        "request · $",
        "request · prompt",
        "request · query · $",
        "request · query · copies",
        "response · $",
        "response · copies",
    ]


@pytest.mark.parametrize(
    ("after", "change"),
    [
        (page(PROMPT), ("field.removed", "request.body", "copies")),
        (page(PROMPT, "| copies | integer | yes |\n"), ("field.became-required", "request.body", "copies")),
        (page(PROMPT, "| copies | string | no |\n"), ("field.type.changed", "request.body", "copies")),
        (page(PROMPT, COPIES, "| size | string | no |\n"), ("field.added", "request.body", "size")),
    ],
)
def test_what_differs_is_told_once_at_the_page(after: str, change: tuple[str, str, str]) -> None:
    before = page(PROMPT, COPIES)
    assert told(before, after) == [change]
    assert changes_of(before, after)[0].owner == Owner("page", "guide")


@pytest.mark.parametrize("before", [page(PROMPT).partition("|")[0] + "None.\n", "# Draw\n\nIt draws.\n"])
@pytest.mark.parametrize("notice", ["", "You may send 60 requests per minute.\n"])
def test_the_first_fields_of_a_page_are_told_by_their_rows_and_so_are_the_last(before: str, notice: str) -> None:
    before, after = (text.replace("# Draw\n", f"# Draw\n\n{notice}") for text in (before, page(PROMPT)))
    assert addresses(after) == ["request · $", "request · prompt"]
    for sides in ((before, after), (after, before)):
        kinds = {change.kind.partition(".")[0] for change in changes_of(*sides) if change.location != "document"}
        assert kinds - {"pages"} == {"page"}


@pytest.mark.parametrize("call", ["`POST /draw`\n", "```\nPOST /draw\n```\n"])
def test_a_call_that_is_known_later_takes_its_fields_in_silence(call: str) -> None:
    before, after = page(PROMPT), page(PROMPT, extra=f"## Endpoint\n\n{call}")
    kinds = {kind for kind, _, _ in told(before, after)}
    assert kinds <= {"operation.added", "page.section.added", "page.text.changed"}
    assert "operation.added" in kinds
    assert addresses(after) == []


def test_a_table_below_no_word_of_what_it_is_for_is_no_fact() -> None:
    assert addresses(f"# Draw\n\n## Settings\n\n{HEAD}{PROMPT}") == []


def test_fields_of_several_things_that_nothing_tells_apart_are_no_facts() -> None:
    one, two = (f"## {name}\n\n### Parameters\n\n{HEAD}{PROMPT}\n" for name in ("draw()", "erase()"))
    assert addresses(f"# Library\n\n{one}") == ["request · $", "request · prompt"]
    assert addresses(f"# Library\n\n{one}{two}") == []


def test_what_a_webhook_sends_is_no_request() -> None:
    assert addresses(f"# Draw\n\n## Webhook payload\n\n{HEAD}{PROMPT}") == []
