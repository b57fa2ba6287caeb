"""Statuses that stand apart in sentences, each with the case in which it comes."""

import pytest

from driftwatch.extract.text.blocks import Text
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.platforms.messages.statuses import statuses_in


def statuses(markdown: str) -> set[str]:
    (paragraph,) = sections_of_markdown(markdown).blocks
    text = getattr(paragraph, "text", None)
    assert isinstance(text, Text)
    return set(statuses_in(text))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Stops a job and its parts; `409` if it has ended", {"409"}),
        ("Stops a job. 409 if it has ended.", {"409"}),
        ("Needs `shelf` \u2014 400 otherwise.", {"400"}),
        ("The open gate of a run (404 if none).", {"404"}),
        ("Checks that the box is there (`404` otherwise), and writes it.", {"404"}),
        ("HTTP 503 when the shelf is shut.", {"503"}),
        ("At most three of them (HTTP 409 `shelf_full`).", {"409"}),
        ("An unknown box is refused (`404 no_such_box`).", {"404"}),
        ("Lids without a box are rejected with 422.", {"422"}),
        ("If boxes are sealed, this will be rejected with `403 Forbidden`.", {"403"}),
        ("An unknown box yields a `404`.", {"404"}),
        ("`404 no_such_box` if there is none, or `409` for one that is taken.", {"404", "409"}),
    ],
)
def test_a_status_apart_with_its_case_is_answered(said: str, expected: set[str]) -> None:
    assert statuses(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "Sends 500 boxes if the shelf is full.",
        "The limit is 50, `500` if the shelf is large.",
        "Takes 400 if you let it.",
        "Rejected 404 boxes on one day.",
        "The shelf gets 500 lids when it is new.",
        "Boxes (400) are old.",
        "Not told until now; `409` if it has ended.",
        "Unlike `/lids`, this is told; `409` if it has ended.",
        "It never says so; `409` if it has ended.",
        "Costs $4.04 if it is late; 4.04 if not.",
        "Ports (HTTP 8080) are open.",
        "Lids; `100` if the shelf is full.",
        "Lids; `499x` if the shelf is full.",
    ],
)
def test_other_numbers_and_what_is_denied_are_no_statuses(said: str) -> None:
    assert statuses(said) == set()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("This call returns at most **500** rows at once.", set()),
        ("It returns `500` items, or fewer.", set()),
        ("It returns `429` limit reached.", {"429"}),
        ("It returns a **500** once the shelf is full.", {"500"}),
        ("It returns `404` errors for boxes that are gone.", {"404"}),
        ("It responds with **503** and no rows.", {"503"}),
        ("It returns `400` Bad Request.", {"400"}),
    ],
)
def test_a_number_that_is_set_apart_counts_what_stands_behind_it(said: str, expected: set[str]) -> None:
    assert statuses(said) == expected
