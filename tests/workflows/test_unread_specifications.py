"""Which OpenAPI files that pages link to count as not read."""

import pytest

from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document
from driftwatch.platforms.platform import Statements
from driftwatch.workflows.specifications import with_unread

SITE = "https://docs.acme.example/llms.txt"
FOLDER = "file://docs/"
FORGE = "https://forge.example/acme/docs/blob/HEAD/"


def unread(linked: str, *tried: str, base: str = SITE, is_repository: bool = False) -> tuple[str, ...]:
    document = Document(path="a", url=f"{base}a.md", format="markdown", seen=Seen(specifications=(linked,)))
    (one,) = with_unread([Statements(document=document)], {}, tried, base, is_repository=is_repository)
    return one.document.seen.specifications if one.document.seen is not None else ()


def test_what_was_read_is_not_told_and_what_was_not_is() -> None:
    assert unread("https://docs.acme.example/v2/openapi.yml", "v2/openapi.yml") == ()
    other = "https://docs.acme.example/v1/openapi.yml"
    assert unread(other, "v2/openapi.yml") == (other,)


def test_the_other_form_of_a_file_that_was_read_says_nothing_more() -> None:
    assert unread("https://docs.acme.example/v2/openapi.json", "v2/openapi.yml") == ()
    other = "https://docs.acme.example/v2/openapi.json"
    assert unread(other, "v2/openapi") == (other,)


@pytest.mark.parametrize("base", [FOLDER, FORGE])
@pytest.mark.parametrize("form", ["yml", "json"])
def test_a_file_of_a_repository_is_read_wherever_the_top_of_its_site_lies(base: str, form: str) -> None:
    linked = f"{base}v2/openapi.{form}"
    assert unread(linked, "content/v2/openapi.yml", base=base, is_repository=True) == ()
    assert unread(linked, "content/v12/openapi.yml", base=base, is_repository=True) == (linked,)


def test_of_a_site_the_folder_counts() -> None:
    other = "https://docs.acme.example/v2/openapi.yml"
    assert unread(other, "old/v2/openapi.yml") == (other,)
