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


@pytest.mark.parametrize("kind", ["object", "array of objects", "array", "{}"])
@pytest.mark.parametrize("label", ["**Main lid**", "**main_lid**", "Main lid object:", "`mainLid` fields:"])
def test_members_stand_in_the_field_that_their_label_names(kind: str, label: str) -> None:
    head = HEAD if kind != "{}" else "| Field | Required |\n|-|-|\n"
    row = f"| main_lid | {kind} | yes |" if kind != "{}" else "| main_lid | yes |"
    told = f"### Request body\n\n{head}{row}\n\n{label}\n\n{LID}"
    inner = "request main_lid[]" if "array" in kind else "request main_lid"
    assert fields(told) == {"request main_lid", f"{inner}.name", f"{inner}.note"}


def test_a_label_ends_what_the_label_before_it_says() -> None:
    rows = f"{HEAD}| main_lid | dict | yes |"
    assert fields(f"**Payload:**\n\n{rows}\n\n**main_lid:**\n\n{LID}") == {
        *("request main_lid", "request main_lid.name", "request main_lid.note"),
    }


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        ("| main_lid | string | yes |", LID),
        ("| main_lid | array of strings | yes |", LID),
        ("| other_lid | object | yes |", LID),
        ("| main_lid | object | yes |", f"{LID}| main_lid | object | yes |\n"),  # it repeats the field
    ],
)
def test_a_label_of_what_has_no_members_leaves_the_fields_where_they_are(rows: str, below: str) -> None:
    found = fields(f"### Request body\n\n{HEAD}{rows}\n\n**Main lid**\n\n{below}")
    assert {"request name", "request note"} <= found


def test_of_a_label_that_two_fields_have_nobody_knows_which_is_meant() -> None:
    rows = "| main_lid | object | yes |\n| mainLid | object | yes |"
    assert {"request name", "request note"} <= fields(f"### Request body\n\n{HEAD}{rows}\n\n**Main lid**\n\n{LID}")
