"""Lines that bind who sends calls, and those that only speak of what their heading names."""

import pytest

from driftwatch.extract.words.binding_words import OPPOSITES
from tests.compare.page_snapshots import changes_of
from tests.compare.test_page_contracts import CALL

LIMITS = f"{CALL}\n## Retry policy\n\nSome come late.\n\nBoxes are listed as they came.\n"
"""A heading that names what clients obey."""
STARTED = f"{CALL}\n## How authentication starts\n\nA shop opens its box.\n"
"""One that only mentions it."""


def topical(before: str, after: str) -> bool:
    return any("topical" in each.traits for each in changes_of(before, after) if each.location == "text")


@pytest.mark.parametrize(
    "pair", [("ascending", "descending"), ("inclusive", "exclusive"), ("synchronous", "asynchronous")]
)
def test_the_contrary_of_a_word_warns_below_a_topic(pair: tuple[str, str]):
    said = LIMITS.replace("as they came", f"in {pair[0]} order")
    assert frozenset(pair) in OPPOSITES
    assert topical(said, said.replace(*pair))
    assert topical(said.replace(*pair), said)


def test_the_same_signs_in_another_order_warn_nobody():
    rule, other = "A shelf_id never stands before the box_key.", "Before the box_key there never stands a shelf_id."
    said = LIMITS.replace("Boxes are", f"{rule} Boxes are")
    assert not topical(said, LIMITS.replace("Boxes are", f"{other} Boxes are"))
    assert topical(said, LIMITS.replace("Boxes are", f"{other.replace('box', 'lid')} Boxes are"))
    assert topical(said, LIMITS.replace("Boxes are", f"{other.replace('never', 'then')} Boxes are"))


@pytest.mark.parametrize(
    ("line", "warns"),
    [
        ("The lid_id is made by the shop.", False),
        ("Look at the picture of RFC 7000 as in step 4.", False),
        ("Send the lid_id with each request.", True),
        ("A request without it is rejected.", True),
        ("A token lives for 3 days.", True),
        ("The server allows you to open a box by its key.", False),
    ],
)
def test_a_line_more_below_a_heading_that_only_mentions_a_topic_warns_where_it_binds(line: str, *, warns: bool):
    assert topical(STARTED, f"{STARTED}\n{line}\n") is warns
    assert topical(f"{STARTED}\n{line}\n", STARTED) is warns


@pytest.mark.parametrize(
    ("below", "warns"),
    [
        ("## Of shelves\n\n### Login and authentication", False),
        ("## `GET /shelves`\n\n### Login and authentication", True),
        ("## Deprecated\n\n### Login and authentication", True),
        ("## Of shelves\n\n### Authentication by cookie", True),
    ],
    ids=["alike", "another call", "another fate", "another heading"],
)
def test_what_is_said_again_below_another_heading_of_the_same_name_warns_nobody(below: str, *, warns: bool):
    rule, again = (
        "A request without the box_key is rejected by the shop.",
        "The shop rejected a request without box_key.",
    )
    here = f"{CALL}\n## Of boxes\n\n### Login and authentication\n\nOpen it.\n\n{{}}\n\n{below}\n\nClose it.\n\n{{}}\n"
    assert topical(here.format(rule, ""), here.format("", again)) is warns


def test_a_further_rule_is_not_taken_for_what_others_said():
    rule = "A request must be of a domain on the list of the dashboard."
    said = f"{CALL}\n## Authentication\n\n{rule}\n\nNo token is needed.\n"
    moved = "A request must come from a domain of that list. A token is not needed."
    assert topical(said, said.replace("No token is needed.", "Each request must carry a signature."))
    assert not topical(said, f"{CALL}\n## Authentication\n\n{moved}\n")


@pytest.mark.parametrize(
    ("heading", "warns"),
    [("Key terminology", False), ("Definitions", True), ("Example: a token of it", True)],
)
def test_what_only_goes_along_demands_nothing(heading: str, *, warns: bool):
    said = f"{CALL}\n## Authentication\n\n### {heading}\n\nSend 5 keys.\n"
    assert topical(said, said.replace("5", "6")) is warns
