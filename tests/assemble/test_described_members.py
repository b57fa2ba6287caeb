"""What an object or an array holds may be described where the description of the field leads."""

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.model.facts import Field
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of

HEAD = "| Field | Type | Description |\n|-|-|-|\n"
RATES = f"## Delivery rates\n\n{HEAD}| price | number | Of one box |\n| zone | string | Where |\n"


def references(row: str, head: str = HEAD, below: str = RATES) -> dict[str, str]:
    text = f"# Boxes\n\n## Get a box\n\n`GET /boxes/{{id}}`\n\n### Response\n\n{head}{row}\n\n{below}"
    found = assemble([statements_of(Page(url="https://docs.example.com/boxes", path="boxes", text=text))])
    (call,) = (entry for entry in found.entries if entry.owner.kind == "operation")
    return {
        fact.at.rpartition(" · ")[2]: fact.ref
        for fact in call.facts
        if isinstance(fact, Field) and fact.at.startswith("response") and not fact.at.endswith("$")
    }


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ("| rates | array | What it costs. See [Delivery rates](#delivery-rates). |", "rates[]"),
        ("| rates | Array(Object) | What it costs. See [Delivery rates](#delivery-rates). |", "rates[]"),
        ("| box.rates | object | What it costs; see [below](#delivery-rates). |", "box.rates"),
        ("| entries | array | List of [rates](#delivery-rates) by zone |", "entries[]"),
        ("| rates | array | Those of it. See [The `rates` list](#delivery-rates). |", "rates[]"),
        ("| rates | array | Each has the shape described in [Rates](#delivery-rates). |", "rates[]"),
        ("| entries | list | A list of [Rate](#delivery-rates) objects describing the costs |", "entries[]"),
        ("| rates | array | Refer to the [Delivery rates](#delivery-rates) section for more details. |", "rates[]"),
        ("| entries | array | Array of [rate](#delivery-rates) objects, the best first |", "entries[]"),
        ("| only | object | [Rate](#delivery-rates) object of the zone |", "only"),
    ],
)
def test_an_open_type_holds_what_the_link_of_its_description_leads_to(row: str, at: str) -> None:
    assert {path: ref for path, ref in references(row).items() if ref} == {at: "delivery-rates"}


@pytest.mark.parametrize(
    "row",
    [
        "| rates | string | What it costs. See [Delivery rates](#delivery-rates). |",
        "| rates | array of strings | What it costs. See [Delivery rates](#delivery-rates). |",
        "| rates[].filters | object | For more, see [Delivery rates](#delivery-rates). |",  # of what is around it
        "| places | array | Depend on the zone, see [Delivery rates](#delivery-rates). |",
        "| rates | array | Ids of [Delivery rates](#delivery-rates) |",
        "| rates | array | Part of the [Delivery rates](#delivery-rates) |",
        "| rates | array | [Delivery rates](#delivery-rates) or [others](#others) |",
        "| rates | object | What it costs by zone: its values are [Delivery rates](#delivery-rates) |",
        "| rates | object | one price, which the [delivery rates](#delivery-rates) state |",
        "| costs | object | Lists of [rates](#delivery-rates) |",
        "| rates | array | See [the page](/delivery-rates). |",
        "| rates | array | See [the page](/other#delivery-rates). |",  # which nobody has asked what it tells
        "| list | array | Array of [rates](#delivery-rates) names |",
        "| list | array | Array of [rates](#delivery-rates) objects' ids |",
        "| list | array | [Rates](#delivery-rates) list page |",
        "| rates | object | Unlike the one described in [Delivery rates](#delivery-rates) |",
        "| rates | object | Replaced; before, it was described in [Delivery rates](#delivery-rates) |",
        "| rates | array | See [Delivery rates](#delivery-rates) for how to sort them. |",
        "| rates | Map | See [Delivery rates](#delivery-rates) |",
    ],
)
def test_a_link_that_may_lead_to_something_else_describes_no_members(row: str) -> None:
    assert set(references(row).values()) == {""}


def test_of_items_that_nobody_describes_nothing_is_said() -> None:
    assert references("| rates | array | See [Rates](#rates). |") == {"rates": ""}


def test_an_object_named_by_the_word_for_many_is_none_of_them() -> None:
    below = RATES.replace("Delivery rates", "Rate")
    assert set(references("| rates | object | All of them, see [Rate](#rate) |", below=below).values()) == {""}
    assert references("| rates | array | All of them, see [Rate](#rate) |", below=below)["rates[]"] == "rate"


def test_values_that_are_listed_there_are_those_of_the_items() -> None:
    listed = "## Zones\n\n| Value | Description |\n|-|-|\n| `north` | Cold |\n| `south` | Warm |\n"
    call = "# Boxes\n\n## Get\n\n`GET /boxes`\n\n### Response\n\n"
    text = f"{call}{HEAD}| zones | array | List of [zones](#zones) |\n\n{listed}"
    found = assemble([statements_of(Page(url="https://docs.example.com/boxes", path="boxes", text=text))])
    fields = [fact for entry in found.entries for fact in entry.facts if isinstance(fact, Field)]
    assert {fact.at.rpartition(" · ")[2]: fact.enum for fact in fields}["zones[]"] == ("north", "south")


def test_a_section_that_has_the_field_itself_describes_what_is_around_it() -> None:
    around = RATES.replace("| price |", "| rates.price |")
    assert set(references("| rates | object | See [Delivery rates](#delivery-rates) |", below=around).values()) == {""}


@pytest.mark.parametrize(
    "below",
    [
        RATES.replace("\n\n| Field", "\n\nSend these query parameters:\n\n| Field"),
        RATES.replace("\n\n| Field", "\n\nThe query parameters say what is asked for.\n\n| Field"),
        RATES.replace("\n\n| Field", "\n\n**Headers**\n\n| Field"),
        RATES.replace("\n\n| Field", "\n\n### Query parameters\n\n| Field"),
        RATES.replace("Field | Type", "Field | In").replace("| number", "| query").replace("| string", "| query"),
        RATES.replace("Field", "Parameter"),
        RATES.replace("## Delivery", "## Request body\n\n### Delivery"),
    ],
)
def test_what_is_sent_beside_a_body_is_in_no_object_that_is_returned(below: str) -> None:
    assert set(references("| rates | array | See [Delivery rates](#delivery-rates). |", below=below).values()) == {""}


def test_an_example_is_in_no_object() -> None:
    below = RATES.replace("## Delivery", "## Example: Delivery")
    row = "| rates | array | See [Delivery rates](#example-delivery-rates). |"
    assert set(references(row, below=below).values()) == {""}


def test_the_one_column_that_says_nothing_of_itself_describes_the_field() -> None:
    row = "| rates | array | Array of [rates](#delivery-rates) |"
    assert references(row, "| Key | Type | Value |\n|-|-|-|\n") == {"rates": "", "rates[]": "delivery-rates"}


def test_members_in_rows_of_their_own_say_more_than_a_link() -> None:
    rows = "| rates | object | See [Delivery rates](#delivery-rates) |\n| rates.days | integer | Until it comes |"
    assert references(rows) == {"rates": "", "rates.days": ""}


@pytest.mark.parametrize(
    ("title", "ref"), [("Lid object", "lid-object"), ("The Lid model", "the-lid-model"), ("Lids", "")]
)
def test_a_type_is_called_as_the_title_that_says_what_it_is(title: str, ref: str) -> None:
    below = RATES.replace("Delivery rates", title)
    assert references("| lids | Lid[] | Of the box |", below=below).get("lids[]", "") == ref
    twice = f"{below}\n## Lid\n\n{HEAD}| size | integer | Of it |\n"
    assert references("| lids | Lid[] | Of the box |", below=twice).get("lids[]", "") == "lid"  # called so exactly
