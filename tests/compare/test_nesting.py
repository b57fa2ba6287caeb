"""Properties that stand below a new one beside them by now moved: one edit, and neither gone nor new."""

from typing import Any

import pytest

from driftwatch.model.change import Change
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes, said

TEXT, COUNT = {"type": "string"}, {"type": "integer"}
PLACES = ("request-body", "response-body", "request-property", "response-property")


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


FLAT = thing("kept", width=TEXT, height=TEXT, kept=TEXT)
NESTED = thing("kept", size=thing(width=TEXT, height=TEXT), kept=TEXT)
NAMED = {"Size": thing(width=TEXT, height=TEXT)}
BY_NAME = thing("kept", size={"$ref": "#/components/schemas/Size"}, kept=TEXT)


def levels(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(one.id.partition("-fields-")[2], one.level) for one in judge(changes)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("nested", [NESTED, BY_NAME], ids=["inline", "named"])
def test_what_moved_is_told_once(nested: dict[str, Any], place: str) -> None:
    (below,) = body_changes(FLAT, nested, place=place, components=NAMED)
    assert (below.kind, below.before, below.after) == ("field.moved-below", ["height", "width"], "size")
    (back,) = body_changes(nested, FLAT, place=place, components=NAMED)
    assert (back.kind, back.before, back.after) == ("field.moved-from-below", "size", ["height", "width"])


def test_what_differs_in_what_moved_is_told_where_it_stands() -> None:
    longer = thing("kept", size=thing(width={**TEXT, "maxLength": 9}, height=TEXT), kept=TEXT)
    assert said(body_changes(FLAT, longer)) == [("field.max-length.set", "size.width"), ("field.moved-below", None)]
    assert said(body_changes(longer, FLAT)) == [("field.max-length.unset", "width"), ("field.moved-from-below", None)]


@pytest.mark.parametrize(
    ("old", "new", "request_", "response"),
    [
        (FLAT, NESTED, "warning", "warning"),
        (thing(**FLAT["properties"]), thing(**NESTED["properties"]), "warning", "breaking"),
        (thing("kept", "width", **FLAT["properties"]), NESTED, "warning", "breaking"),
        (FLAT, thing("kept", "size", **NESTED["properties"]), "breaking", "warning"),
        (FLAT, {**NESTED, "additionalProperties": False}, "breaking", "warning"),
    ],
    ids=["optional", "nothing required", "always there", "needed now", "refused where it was"],
)
def test_who_fails_decides_how_much_it_counts(old: Any, new: Any, request_: str, response: str) -> None:
    assert ("moved-below", request_) in levels(body_changes(old, new, place="request-body"))
    assert ("moved-below", response) in levels(body_changes(old, new, place="response-body"))


@pytest.mark.parametrize(
    ("old", "new", "request_", "response"),
    [
        (NESTED, FLAT, "warning", "warning"),
        (thing("kept", "size", **NESTED["properties"]), FLAT, "warning", "breaking"),
        (NESTED, thing("kept", "width", **FLAT["properties"]), "breaking", "warning"),
    ],
    ids=["optional", "always there", "needed now"],
)
def test_what_came_out_counts_alike(old: Any, new: Any, request_: str, response: str) -> None:
    assert ("moved-from-below", request_) in levels(body_changes(old, new, place="request-body"))
    assert ("moved-from-below", response) in levels(body_changes(old, new, place="response-body"))


@pytest.mark.parametrize(
    "new",
    [
        thing("kept", size=thing(length=TEXT, depth=TEXT), kept=TEXT),
        thing("kept", size=thing(width=TEXT, a=TEXT, b=TEXT, c=TEXT, d=TEXT), kept=TEXT),
        thing("kept", sizes={"type": "array", "items": thing(width=TEXT, height=TEXT)}, kept=TEXT),
        thing("kept", size=thing(width=COUNT, height=COUNT), kept=TEXT),
        thing("kept", width=TEXT, height=TEXT, size=thing(width=TEXT, height=TEXT), kept=TEXT),
    ],
    ids=["others", "one of many", "a list", "other types", "both stay"],
)
def test_what_only_looks_so_is_told_as_before(new: dict[str, Any]) -> None:
    assert not any(one.kind.startswith("field.moved-") for one in body_changes(FLAT, new))


@pytest.mark.parametrize(("name", "moved"), [("width", True), ("id", False)])
def test_one_property_alone_moved_where_its_name_says_what_it_is(name: str, moved: bool) -> None:  # noqa: FBT001
    old = thing("kept", kept=TEXT, other=TEXT, **{name: TEXT})
    new = thing("kept", kept=TEXT, other=TEXT, size=thing(**{name: TEXT}))
    for one, other in ((old, new), (new, old)):
        assert any(each.kind.startswith("field.moved-") for each in body_changes(one, other)) is moved


def test_two_that_moved_below_are_told_apart() -> None:
    old = thing("kept", width=TEXT, height=TEXT, red=COUNT, blue=COUNT, kept=TEXT)
    new = thing("kept", size=thing(width=TEXT, height=TEXT), colour=thing(red=COUNT, blue=COUNT), kept=TEXT)
    assert [change.after for change in body_changes(old, new)] == ["colour", "size"]
    swapped = thing("kept", width=TEXT, height=TEXT, colour=thing(red=COUNT, blue=COUNT), kept=TEXT)
    crossed = thing("kept", size=thing(width=TEXT, height=TEXT), red=COUNT, blue=COUNT, kept=TEXT)
    assert {each.kind for each in body_changes(swapped, crossed)} == {"field.moved-below", "field.moved-from-below"}


def test_what_stays_where_it_was_as_well_did_not_move() -> None:
    both = thing("kept", width=TEXT, size=thing(width=TEXT, height=TEXT, depth=TEXT), kept=TEXT)
    (change,) = body_changes(thing("kept", width=TEXT, height=TEXT, depth=TEXT, kept=TEXT), both)
    assert (change.kind, change.before, change.after) == ("field.moved-below", ["depth", "height"], "size")
