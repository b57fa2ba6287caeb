"""Tables below a label that is the name of a type, which a field of the same call refers to."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page

HEAD = "| Field | Type | Required |\n|-|-|-|\n"
LID = f"{HEAD}| name | string | yes |\n| note | string | no |\n"


def fields(told: str) -> set[str]:
    page = f"# Things\n\n## Fold\n\n`POST /fold`\n\n## Make\n\n`POST /boxes`\n\n{told}"
    (found,) = (item for item in operations_of_page(sections_of_markdown(page), "w") if item.path == "/boxes")
    facts = {fact.at for fact in found.facts if isinstance(fact, Field)}
    return {at.replace(" · application/json · ", " ") for at in facts if not at.endswith(("$", "[]"))}


@pytest.mark.parametrize("kind", ["Lid[]", "`[]Lid`", "array of Lid", "List<Lid>"])
@pytest.mark.parametrize("label", ["`Lid` fields:", "**Lid**", "**`Lid` object:**", "Each `Lid` has:", "`Lid` 字段:"])
def test_members_stand_in_the_field_that_has_the_type_of_their_label(kind: str, label: str) -> None:
    told = f"**Request body:**\n\n{HEAD}| lids | {kind} | yes |\n\n{label}\n\n{LID}"
    assert fields(told) == {"request lids", "request lids[].name", "request lids[].note"}


def test_a_heading_around_them_says_of_which_message_they_are() -> None:
    told = f"### Request body\n\n{HEAD}| lids | Lid[] | yes |\n\n**Lid**\n\n{LID}"
    assert fields(told) == {"request lids", "request lids[].name", "request lids[].note"}


def test_a_type_of_what_is_sent_and_returned_stands_in_both() -> None:
    sent = f"**Request body:**\n\n{HEAD}| lid | Lid | yes |\n\n"
    returned = f"**Response:**\n\n{HEAD}| top | Lid | yes |\n\n"
    assert fields(f"{sent}{returned}**Lid**\n\n{LID}") == {
        *("request lid", "request lid.name", "request lid.note"),
        *("response · 200 top", "response · 200 top.name", "response · 200 top.note"),
    }


def test_a_label_that_is_no_type_of_these_fields_says_nothing() -> None:
    told = f"**Request body:**\n\n{HEAD}| lids | Lid[] | yes |\n\n**Lids**\n\n{LID}"
    assert "request lids[].name" not in fields(told)
