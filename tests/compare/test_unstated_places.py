"""A field of no stated place is the field that is stated elsewhere: no removal and no addition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.model.facts import Field, Parameter
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site
from tests.compare.pages_of_one_call import beside, edits

HEADINGS = {
    "unstated": "",
    "query": "### Query parameters\n\n",
    "body": "### Request body\n\n",
    "response": "### Response\n\n",
}
PLACES = sorted(HEADINGS)


def page(within: str, *rows: tuple[str, str]) -> Snapshot:
    table = "\n".join(f"| `{name}` | {kind} | Made known |" for name, kind in rows)
    head = "| Field | Type | Description |\n|-|-|-|\n"
    return site(guide=f"# Pictures\n\n## POST /v1/pictures\n\n{HEADINGS[within]}{head}{table}\n")


def of_facts(before: Snapshot, after: Snapshot) -> list[Change]:
    return [each for each in compare(before, after) if each.location != "text"]


@pytest.mark.parametrize("within", [place for place in PLACES if place != "unstated"])
def test_that_a_place_is_stated_now_or_no_longer_is_one_change_of_the_field(within: str):
    without, stated = page("unstated", ("colour", "string")), page(within, ("colour", "string"))
    (told,) = of_facts(without, stated)
    assert (told.kind, told.name, told.before, told.after) == (
        "parameter.place.stated",
        "colour",
        "unstated",
        within,
    )
    (told,) = of_facts(stated, without)
    assert (told.kind, told.name, told.before, told.after) == (
        "parameter.place.unstated",
        "colour",
        within,
        "unstated",
    )


@given(
    st.sampled_from(PLACES),
    st.sampled_from(PLACES),
    st.lists(st.sampled_from(("size", "hue", "tags[].name")), min_size=1, unique=True),
)
def test_a_field_between_a_stated_place_and_none_never_comes_or_goes(one: str, other: str, names: list[str]):
    before, after = (page(within, *((name, "string") for name in names)) for within in (one, other))
    if "unstated" in (one, other):
        kinds = {each.kind for each in of_facts(before, after)}
        assert kinds <= {"parameter.place.stated", "parameter.place.unstated"}
        assert len(of_facts(before, after)) == (len(names) if one != other else 0)


def test_what_else_changes_of_the_field_is_told_where_it_travels_now():
    found = of_facts(page("unstated", ("size", "string")), page("body", ("size", "integer")))
    assert [(each.kind, each.location, each.name, each.field) for each in found] == [
        ("field.type.changed", "request.body", None, "size"),
        ("parameter.place.stated", "request.unstated", "size", None),
    ]


def test_a_field_of_no_stated_place_that_comes_or_goes_is_told_as_such():
    one, two = page("unstated", ("size", "string")), page("unstated", ("size", "string"), ("hue", "string"))
    assert [(each.kind, each.name) for each in of_facts(one, two)] == [("parameter.added", "hue")]
    assert [(each.kind, each.name) for each in of_facts(two, one)] == [("parameter.removed", "hue")]


SPECIFIED = (
    '{"openapi": "3.1.0", "info": {"title": "Pictures", "version": "1"}, "paths": {"/v1/pictures": {"post": {'
    '"parameters": [{"name": "size", "in": "query", "schema": {"type": "integer"}}],'
    '"responses": {"200": {"description": "Done."}}}}}}'
)
LOOSE = "# Guide\n\n## POST /v1/pictures\n\n| Field | Type | Description |\n|-|-|-|\n| `size` | string | Size |\n"
ASSUMED = LOOSE.replace("| Field |", "| Parameter |")


@pytest.mark.parametrize("text", [LOOSE, ASSUMED])
def test_a_specification_says_where_a_field_of_a_page_travels(text: str):
    snapshot = site(**{"api.json": SPECIFIED}, guide=text)
    (entry,) = [entry for owner, entry in snapshot.entries.items() if owner.kind == "operation"]
    stated = [fact.at for fact in entry.facts if isinstance(fact, Parameter | Field)]
    assert stated == ["parameter · query · size", "parameter · query · size · $"]
    assert [fact.at for fact in entry.facts if fact.at.startswith("contradiction")] == [
        "contradiction · type · parameter · query · size · $"
    ]


def test_a_parameter_that_the_specification_carries_otherwise_leaves_no_field_behind():
    sent = "\n| Parameter | Type | Description |\n|-|-|-|\n| `size` | string | S |\n\nAnd:\n\n"
    both = LOOSE.replace("\n| Field", f"{sent}| Field")
    snapshot = site(**{"api.json": SPECIFIED}, guide=both)
    facts = [fact for entry in snapshot.entries.values() for fact in entry.facts]
    named = {fact.at for fact in facts if isinstance(fact, Parameter)}
    assert {
        fact.at.rpartition(" · ")[0] for fact in facts if fact.at.startswith("parameter") and fact.at not in named
    } == named


@given(edits())
def test_a_table_beside_a_schema_never_moves_its_fields(edit):
    snapshot = site(guide=beside(edit.before, edit.before))
    facts = [fact for entry in snapshot.entries.values() for fact in entry.facts]
    assert not [fact for fact in facts if isinstance(fact, Parameter)]
