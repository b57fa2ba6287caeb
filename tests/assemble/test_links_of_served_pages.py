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
