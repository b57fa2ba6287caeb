"""How much what differs has to say where a heading only mentions a topic, and where it names one."""

import pytest

from tests.compare.test_page_contracts import CALL, topical

NAMING = [
    "Errors", "Rate limits", "2. Error handling", "Retry policy", "API keys", "Limits of a key",
    "Errors and their causes", "Authentication", "Cost per box",
]  # fmt: skip
MENTIONING = [
    "What becomes of a box when limits are met", "A box that is missing is not always an error",
    "When retries bring a box twice", "Best practices for API key management", "Keep your API keys secret",
    "Boxes that errors come from", "Box login (with credentials)", "Open boxes (requires authentication)",
]  # fmt: skip
WORDED = [
    ("which is read out", "which is sent and valid"),
    ("which is read out", "which the developers support"),
    ("which is read out", "which some people may enable"),
    ("which is read out", "which returns an OAuth2 token"),
    ("which is read out", "which error boxes have"),
]
OBEYED = [
    ("60 seconds", "20 seconds"),
    ("which is read", "which is not read"),
    ("which is read out", "for which you pay"),
    ("which is read out", "which must be read out"),
    ("which is read out", "after a 503"),
    ("which is read out", "sent as `X-Box-Key`"),
    ("which is read out", "read from `box_key`"),
    ("which is read out", "read from `POST /boxes`"),
    ("which is read out", "so wait"),
    ("which is read out", "with the scope boxes.read"),
    ("which is read out", "sent as application/x-box"),
]


def warns(heading: str, old: str, new: str) -> bool:
    said = f"{CALL}\n## {heading}\n\nEach box waits for 60 seconds, which is read out.\n"
    assert old in said
    return topical(said, said.replace(old, new))


@pytest.mark.parametrize("heading", MENTIONING)
@pytest.mark.parametrize(("old", "new"), WORDED)
def test_a_heading_that_mentions_a_topic_makes_no_warning_of_words_that_any_page_has(heading: str, old: str, new: str):
    assert not warns(heading, old, new)


@pytest.mark.parametrize("heading", [*MENTIONING, *NAMING])
@pytest.mark.parametrize(("old", "new"), OBEYED)
def test_amounts_denials_demands_and_names_warn_below_either(heading: str, old: str, new: str):
    assert warns(heading, old, new)


@pytest.mark.parametrize("heading", NAMING)
@pytest.mark.parametrize(("old", "new"), WORDED[:3])
def test_below_a_heading_that_names_a_topic_words_do(heading: str, old: str, new: str):
    assert warns(heading, old, new)


@pytest.mark.parametrize(("said", "does"), [("which is sent and valid", False), ("which is not read out", True)])
@pytest.mark.parametrize("place", ["errors", "rate-limits"])
def test_so_do_sections_of_a_page_on_a_topic_whose_own_headings_name_none(place: str, said: str, *, does: bool):
    page = f"# {place}\n\n## Boxes\n\nEach box waits for 60 seconds, which is read out.\n"
    assert topical(page, page.replace("which is read out", said), place, boxes=CALL) is does


@pytest.mark.parametrize("heading", [*MENTIONING, *NAMING])
@pytest.mark.parametrize(("old", "new"), [("read", "rejected"), ("read out", "sent"), ("read", "token header")])
def test_a_word_that_gave_way_to_another_one_warns_below_either(heading: str, old: str, new: str):
    assert warns(heading, old, new)


def test_so_does_where_a_secret_is_put_on_a_page_on_it():
    page = "# Authentication\n\n## Where to put it\n\nPut what you got into the header.\n"
    assert topical(page, page.replace("the header", "the query"), "authentication", boxes=CALL)
