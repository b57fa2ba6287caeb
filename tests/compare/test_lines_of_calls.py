"""A line that is a call and nothing else is told by the call that came, went or moved, host and query included."""

import pytest

from tests.compare.page_snapshots import changes_of


def page(line: str) -> str:
    said = f"## Make a token\n\nMakes a token.\n\n### Resource URL\n\n{line}\n"
    return f"# Authentication\n\n{said}\n## Other\n\n`GET /boxes`\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("`POST /v1/tokens`", "`POST /v1/auth/tokens`"),
        ("`POST /v1/tokens`", "`POST https://{base_url}/v1/auth/tokens`"),
        ("`POST https://{base_url}/v1/tokens`", "`POST https://{base_url}/v1/auth/tokens`"),
        ("`POST https://api.example.org/v1/tokens`", "`POST https://api.example.org/v1/auth/tokens`"),
    ],
)
def test_a_line_that_is_a_call_is_told_by_the_call_that_moved(old: str, new: str):
    kinds = [each.kind for each in changes_of(page(old), page(new))]
    assert [kind for kind in kinds if kind != "server.added"] == ["operation.moved"]


def test_a_line_that_says_more_than_the_call_is_told_beside_it():
    old, new = "`POST /v1/tokens`", "`POST /v1/auth/tokens` once an hour"
    assert "page.text.changed" in [each.kind for each in changes_of(page(old), page(new))]


def test_a_line_of_another_call_is_told_beside_the_one_that_moved():
    old = page("`POST /v1/tokens`") + "\nSee\n\nGET /crates/tall\n"
    new = page("`POST /v1/auth/tokens`") + "\nSee\n\nGET /crates/wide\n"
    told = changes_of(old, new)
    assert {each.kind for each in told} > {"operation.moved"}


def test_a_host_in_place_of_another_one_is_told():
    old, new = "`POST https://one.example.org/v1/tokens`", "`POST https://two.example.org/v1/auth/tokens`"
    said = " ".join(str(each.after) for each in changes_of(page(old), page(new)))
    assert "two.example.org" in said


def test_a_query_in_place_of_another_one_is_told():
    old, new = "`GET /v1/tokens?sort=rising`", "`GET /v1/auth/tokens?sort=falling`"
    said = " ".join(str(each.after) for each in changes_of(page(old), page(new)))
    assert "falling" in said


@pytest.mark.parametrize(("now", "is_told"), [("v9", True), ("v1", False)])
def test_a_base_path_in_place_of_another_one_is_told(now: str, *, is_told: bool):
    said = "# Jobs\n\n## List\n\n`GET /{0}`\n\nLists them.\n\n> GET https://old.example.org/{1}/{0}\n"
    told = changes_of(said.format("jobs", "v1"), said.format("tasks", now))
    assert any(now in str(each.after) for each in told if each.location == "text") is is_told
