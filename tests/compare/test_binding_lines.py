"""Lines that bind who sends calls, and those that only speak of what their heading names."""

import pytest

from tests.compare.page_snapshots import changes_of
from tests.compare.test_page_contracts import CALL

LIMITS = f"{CALL}\n## Retry policy\n\nSome come late.\n\nBoxes are listed as they came.\n"
"""A heading that names what clients obey."""
STARTED = f"{CALL}\n## How authentication starts\n\nA shop opens its box.\n"
"""One that only mentions it."""


def topical(before: str, after: str) -> bool:
    return any("topical" in each.traits for each in changes_of(before, after) if each.location == "text")


@pytest.mark.parametrize(
    "pair",
    [
        ("ascending", "descending"),
        ("inclusive", "exclusive"),
        ("synchronous", "asynchronous"),
        ("case-sensitive", "case-insensitive"),
        ("idempotent", "non-idempotent"),
    ],
)
def test_the_contrary_of_a_word_warns_below_a_topic(pair: tuple[str, str]):
    said = LIMITS.replace("as they came", f"in {pair[0]} order")
    assert topical(said, said.replace(*pair))
    assert topical(said.replace(*pair), said)


@pytest.mark.parametrize(
    "pair",
    [
        ("here and there", "here or there"),
        ("on the left", "on the right"),
        ("to http://a.example", "to https://a.example"),
    ],
)
def test_words_that_prose_has_for_both_are_no_contraries(pair: tuple[str, str]):
    said = LIMITS.replace("as they came", pair[0])
    assert not topical(said, said.replace(*pair))


@pytest.mark.parametrize("heading", ["Rate limits", "How authentication starts"])
@pytest.mark.parametrize(
    ("said", "swapped"),
    [
        ("Free keys get 60 calls and paid keys get 600 calls.", "Free keys get 600 calls and paid keys get 60 calls."),
        ("The token is required, the key is not.", "The key is required, the token is not."),
        ("A shelf_id goes before the box_key.", "A box_key goes before the shelf_id."),
        (
            "| Plan | Calls | Boxes |\n|---|---|---|\n| Free | 60 | 5 |",
            "| Plan | Calls | Boxes |\n|---|---|---|\n| Free | 5 | 60 |",
        ),
    ],
    ids=["amounts", "demands", "names", "cells"],
)
def test_what_two_things_swap_warns_whatever_the_heading_has_of_a_topic(heading: str, said: str, swapped: str):
    above = f"{CALL}\n## {heading}\n\nSome come late.\n\n"
    assert topical(f"{above}{said}\n", f"{above}{swapped}\n")


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Authentication", "Keys are scoped to a project."),
        ("Rate limits", "Every key shares one bucket."),
        ("Rate limits", "Uploads count double."),
        ("Retries", "Repeated calls get the first answer."),
        ("Authentication", "Nonces are used once."),
    ],
)
@pytest.mark.parametrize("is_whole", [False, True], ids=["line", "section"])
def test_a_short_rule_below_the_name_of_a_topic_warns_where_it_goes(heading: str, line: str, *, is_whole: bool):
    above = f"{CALL}\n## {heading}\n\nA shop opens its box.\n"
    assert topical(f"{above}\n{line}\n", CALL if is_whole else above)


@pytest.mark.parametrize(
    ("line", "warns"),
    [
        ("The lid is made by the shop.", False),
        ("Look at the picture in step 4.", False),
        ("The lid_id is made by the shop.", True),
        ("Send the lid_id with each request.", True),
        ("A request without it is rejected.", True),
        ("A token lives for 3 days.", True),
        ("Authentication is mandatory.", True),
        ("Boxes are opened three at a time.", True),
        ("One of them is red.", False),
        ("The server allows you to open a box by its key.", False),
    ],
)
def test_a_line_more_below_a_heading_that_only_mentions_a_topic_warns_where_it_binds(line: str, *, warns: bool):
    assert topical(STARTED, f"{STARTED}\n{line}\n") is warns
    assert topical(f"{STARTED}\n{line}\n", STARTED) is warns
