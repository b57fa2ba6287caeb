"""Links between pages that describe objects, as files lie and as addresses are served."""

import pytest

from driftwatch.assemble.assembly import Assembly, assemble
from driftwatch.model.facts import Field
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of

TABLE = "| Field | Type | Description |\n|-|-|-|\n"


def site(**texts: str) -> Assembly:
    read = [
        statements_of(Page(url=f"https://docs.example.com/{place}", path=place, text=text))
        for place, text in texts.items()
    ]
    return assemble(read, None, [])


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("../box", "box"),  # as a browser reads it on `/objects/lid/`
        ("../Box/", "box"),
        ("box", "box"),  # as files lie beside each other
        ("./box.md", "box"),
        ("../objects/box", "box"),
        ("../../box", ""),
        ("../crate", ""),
        ("../../objects/crate", ""),
        ("/crate/box", ""),
    ],
)
def test_an_object_leads_to_another_page_by_its_file_or_as_a_page_that_is_served_as_a_folder(
    link: str, named: str
) -> None:
    lid = f"# Lid\n\n{TABLE}| id | string | Which |\n| box | [Box]({link}) | Below it |\n"
    box = f"# Box\n\n{TABLE}| id | string | Which |\n| size | integer | How large |\n"
    calls = "# Calls\n\n## GET /lid\n\nReturns a [lid](../objects/lid).\n"
    found = site(**{"en/objects/lid": lid, "en/objects/box": box, "en/calls/lid": calls})
    (entry,) = (entry for entry in found.entries if entry.owner.name == "lid")
    refs = [fact.ref for fact in entry.facts if isinstance(fact, Field) and fact.ref]
    assert refs == ([named] if named else [])


def reference(page: str, link: str, *objects: str) -> list[str]:
    """Return the places of the objects to which the one call of a page leads by its link."""
    call = f"# Me\n\n`GET /me`\n\n## Response\n\n{TABLE}| user | [User]({link}) | Who it is |\n"
    user = f"# User\n\n## User\n\n{TABLE}| id | string | Which |\n| size | integer | How large |\n"
    found = site(**{page: call}, **dict.fromkeys(objects, user))
    return [place for entry in found.entries if entry.owner.kind == "schema" for place in entry.documents]


@pytest.mark.parametrize(
    ("page", "link", "objects", "place"),
    [
        ("guide/objects/me", "/guide/user#user", ("en/guide/user", "guide/objects/user"), "en/guide/user"),
        ("guide/objects/me", "../User.md#user", ("guide/user", "guide/objects/user"), "guide/user"),
        ("guide/objects/me", "../User#user", ("guide/user", "guide/objects/user"), "guide/user"),
        ("guide/objects/me", "../user#user", ("en/guide/user", "guide/objects/user"), "en/guide/user"),
        ("guide/objects/me", "../User#user", ("guide/user", "en/guide/User"), "guide/user"),
        ("guide/objects/me", "../user#user", ("guide/objects/user",), "guide/objects/user"),
        ("guide/objects/me", "../objects/user#user", ("guide/objects/me/user",), ""),
    ],
)
def test_a_page_is_served_as_a_folder_only_where_no_other_reading_of_a_link_leads_anywhere(
    page: str, link: str, objects: tuple[str, ...], place: str
) -> None:
    assert reference(page, link, *objects) == ([place] if place else [])


@pytest.mark.parametrize(
    ("page", "link", "other"),
    [
        ("v2/users/me", "/v2/user#user", "v2/users/user"),
        ("guide/objects/me", "../user.md#user", "guide/objects/user"),
        ("guide/objects/me", "/guide/user#user", "guide/objects/user"),
        ("guide/objects/me", "user#user", "guide/objects/me/user"),
    ],
)
def test_a_link_from_the_root_or_to_a_file_leads_to_no_other_object_when_its_page_is_gone(
    page: str, link: str, other: str
) -> None:
    assert reference(page, link, other) == []


def test_what_is_of_no_call_keeps_the_one_place_to_which_its_link_leads() -> None:
    text = f"# Things\n\n## Request body\n\n{TABLE}| user | [User](../user#user) | Who it is |\n"
    stated = statements_of(Page(url="https://docs.example.com/guide/me", path="guide/me", text=text)).facts
    assert [fact.ref for fact in stated if isinstance(fact, Field) and fact.ref] == ["user#user"]
