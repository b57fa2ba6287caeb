"""Lists inside of an item: they hold members where a sample shows so, else what a value means, as nobody can tell."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page

ANSWER = '{"lid": {"hinge": "left", "bolts": 3}, "trays": [{"width": 4, "depth": 2}], "kind": "flat"}'
MEMBERS = "- `lid` - How it shuts\n  - `hinge` - Which one\n  - `bolts` - How many\n"
CALL = "# Boxes\n\n## Read one\n\n`GET /boxes/{id}`\n\n"


def places(page: str) -> dict[str, tuple[str, ...]]:
    """Return the types of the fields of the one call of a page, by where they stand in its answer."""
    facts = operations_of_page(sections_of_markdown(page), "boxes")[0].facts
    return {fact.at.rpartition(" ")[2]: fact.type for fact in facts if isinstance(fact, Field)}


def answered(listed: str, sample: str = ANSWER) -> dict[str, tuple[str, ...]]:
    return places(f"{CALL}**Response:**\n```json\n{sample}\n```\n\n**Response fields:**\n\n{listed}")


def test_a_sample_shows_the_members_of_an_object() -> None:
    assert answered(MEMBERS).keys() == {"$", "lid", "lid.hinge", "lid.bolts"}


def test_those_of_a_list_are_of_each_item() -> None:
    found = answered("- `trays` - What stands in it\n  - `width` - How wide\n  - `depth` - How deep\n")
    assert found.keys() == {"$", "trays", "trays[]", "trays[].width", "trays[].depth"}
    assert found["trays"] == ("array",)


def test_one_that_the_sample_leaves_out_is_a_member_beside_others() -> None:
    assert "lid.glass" in answered(f"{MEMBERS}  - `glass` - What one sees through\n")


def test_they_hold_members_of_their_own() -> None:
    sample = '{"lid": {"hinge": {"side": "left", "worn": true}, "bolts": 3}}'
    listed = "- `lid` - Shuts\n  - `hinge` - Which\n    - `side` - Where\n    - `worn` - If so\n  - `bolts` - Some\n"
    assert {"lid.hinge.side", "lid.hinge.worn"} <= answered(listed, sample).keys()


def test_members_are_no_values_of_what_holds_them() -> None:
    listed = "- `lid`: provide **one of** the fields:\n  - `hinge` - Which one\n  - `bolts` - How many\n"
    page = f"{CALL}**Response:**\n```json\n{ANSWER}\n```\n\n**Response fields:**\n\n{listed}"
    facts = operations_of_page(sections_of_markdown(page), "boxes")[0].facts
    fields = {fact.at.rpartition(" ")[2]: fact for fact in facts if isinstance(fact, Field)}
    assert "lid.hinge" in fields
    assert not fields["lid"].enum


@pytest.mark.parametrize(
    ("listed", "sample"),
    [
        ("- `kind` - Its form\n  - `flat` - No lid\n  - `tall` - With a lid\n", ANSWER),
        (MEMBERS, '{"lid": "shut"}'),  # nothing is in it
        (MEMBERS, '{"lid": {"colour": 1}, "hinge": 1, "bolts": 2}'),  # they stand beside it
        (MEMBERS, '{"other": {"hinge": 1, "bolts": 2}}'),  # in something else
        ("- `lid` - How it shuts\n  - `hinge` - A\n  - `slides` - B\n  - `lifts` - C\n", ANSWER),  # most are not there
        ("- `lid` - How it shuts\n  - With a hinge\n  - With bolts\n", ANSWER),  # no names
        (MEMBERS, "not json {"),
    ],
)
def test_nothing_else_says_so(listed: str, sample: str) -> None:
    found = {place.rpartition(".")[2] for place in answered(listed, sample)}
    assert found.isdisjoint(("hinge", "bolts", "slides", "flat", "tall"))


def test_without_a_sample_they_may_be_anything() -> None:
    assert places(f"{CALL}**Response fields:**\n\n{MEMBERS}").keys() == {"$", "lid"}


@pytest.mark.parametrize(
    "said", ["(object) - How it shuts", "(object, optional): An object with:", ": object, how it shuts"]
)
def test_an_object_has_what_stands_below_it(said: str) -> None:
    listed = f"- `lid` {said}\n  - `hinge` - Which one\n  - `type` - Of steel or of wood\n"
    assert {"lid.hinge", "lid.type"} <= places(f"{CALL}**Response fields:**\n\n{listed}").keys()


@pytest.mark.parametrize(
    "listed",
    [
        "- `lid` (string) - How it shuts\n  - `hinge` - On one side\n  - `bolts` - On all\n",
        "- `lid` (array) - How it shuts\n  - `hinge` - On one side\n  - `bolts` - On all\n",  # may be values
        "- `lid` (object) - How it shuts\n  - `required` - yes\n  - `default` - none\n",  # of the object itself
        "- `lid` (object) - One of these values:\n  - `hinge`\n  - `bolts`\n",
        "- `lid` (object) - How it shuts\n  - At most one hinge\n  - No bolts\n",
        "- `lid` (object) - How it shuts\n",
    ],
)
def test_nothing_else_has_members(listed: str) -> None:
    assert not [place for place in places(f"{CALL}**Response fields:**\n\n{listed}") if "." in place]
