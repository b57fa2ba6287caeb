"""A word of a heading that lists where fields travel is one edit, whichever two of the places it is about."""

from itertools import permutations

import pytest

from driftwatch import judge_snapshots
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site

ROWS = (
    "| `item` | string | yes | Which. |\n| `count` | integer | no | How many. |\n| `gift` | boolean | no | Whether. |\n"
)
TABLE = "| Name | Type | Required | Description |\n|-|-|-|-|\n"
PLACES = {"Query": "query", "Header": "header", "Body": "body"}


def page(place: str, rows: str = ROWS, more: str = "") -> Snapshot:
    return site(
        order=f"# Order\n\n`POST https://api.acme.test/v1/orders`\n\n## {place} parameters\n\n{TABLE}{rows}{more}"
    )


def told(old: Snapshot, new: Snapshot) -> list[Finding]:
    return [each for each in judge_snapshots(old, new).findings if each.area != "documents" and each.location != "text"]


@pytest.mark.parametrize(("before", "after"), list(permutations(PLACES, 2)))
def test_fields_that_travel_elsewhere_together_are_one_finding(before: str, after: str) -> None:
    (one,) = told(page(before), page(after))
    assert (one.id, one.before, one.after) == ("request-parameter-moved", PLACES[before], PLACES[after])
    assert sorted(each.field or "" for each in one.single) == ["count", "gift", "item"]
    assert one.message.endswith("The same holds for parameters `gift`, `item`.")


def test_one_that_travels_elsewhere_is_told_by_its_name() -> None:
    row = ROWS.splitlines(keepends=True)[0]
    (one,) = told(page("Query", row), page("Body", row))
    assert one.message == "Parameter `item` of `POST /v1/orders` now goes in the `body` (was `query`)."


@pytest.mark.parametrize(
    ("old", "new"), [("| integer | no |", "| string | no |"), ("| boolean | no |", "| boolean | yes |")]
)
def test_what_is_another_field_as_well_is_told_as_one_that_went_and_a_body_that_came(old: str, new: str) -> None:
    found = told(page("Query"), page("Body", ROWS.replace(old, new)))
    assert sorted(each.id for each in found) == [
        "request-body-added-required", "request-parameter-moved", "request-parameter-removed",
    ]  # fmt: skip


def test_a_body_that_holds_more_than_what_went_there_is_told_as_well() -> None:
    more = "| `note` | string | yes | What to write on it. |\n"
    found = told(page("Query"), page("Body", ROWS + more))
    assert sorted(each.id for each in found) == ["request-body-added-required", "request-parameter-moved"]
    found = told(page("Body", ROWS + more), page("Query"))
    assert sorted(each.id for each in found) == ["request-body-removed", "request-parameter-moved"]


def test_calls_whose_parameters_went_elsewhere_alike_are_one_finding() -> None:
    sides = [
        site(**{name: f"# {name}\n\n`POST https://api.acme.test/v1/{name}`\n\n## {place} parameters\n\n{TABLE}{ROWS}"
                for name in ("orders", "gifts")})
        for place in ("Query", "Header")
    ]  # fmt: skip
    (one,) = told(*sides)
    assert one.operations == ("POST /v1/gifts", "POST /v1/orders")


def test_rows_of_one_table_that_went_are_one_finding_and_so_are_those_that_came() -> None:
    first, *others = ROWS.splitlines(keepends=True)
    (one,) = told(page("Query"), page("Query", first))
    assert (one.id, [each.field for each in one.single]) == ("request-parameter-removed", ["count", "gift"])
    (came,) = told(page("Query", first), page("Query"))
    assert (came.id, [each.field for each in came.single]) == ("new-optional-request-parameter", ["count", "gift"])
    assert all(f"`{name}`" in came.message for name in ("count", "gift"))
    second = first.replace("item", "shop")
    (one,) = told(page("Query", ROWS + second), page("Query", "".join(others)))
    assert [each.field for each in one.single] == ["item", "shop"]


def test_a_row_that_went_from_the_tables_of_several_calls_is_one_finding() -> None:
    def calls(rows: str) -> Snapshot:
        below = f"\n\n## Query parameters\n\n{TABLE}{rows}"
        names = ("orders", "gifts")
        return site(**{name: f"# {name}\n\n`GET https://api.acme.test/v1/{name}`{below}" for name in names})

    (one,) = told(calls(ROWS), calls("".join(ROWS.splitlines(keepends=True)[:2])))
    assert (one.operations, one.field) == (("GET /v1/gifts", "GET /v1/orders"), "gift")
