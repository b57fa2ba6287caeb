"""Advice and what a tool makes a page of: what comes or goes of either asks nothing of clients."""

import pytest

from tests.compare.test_page_contracts import CALL, topical

ADVICE = ["Best practices", "Security best practices", "Tips", "Recommendations", "Contact support", "Need help?"]
PAGE = "# Rate limits\n\nEach key may send 60 calls a minute.\n"
SAID = "Wait for 5 seconds before you send `box_id` again, and do not send more.\n"


@pytest.mark.parametrize("heading", ADVICE)
@pytest.mark.parametrize(
    ("said", "does"),
    [
        ("Never show your keys to people, and keep errors in a log.\n", False),
        ("Read the log of box_id first when tokens are lost.\n", False),
        ("Each client should keep the tokens that were returned.\n", False),
        (SAID, True),
        ("Requests must carry an `Idempotency-Key` header.\n", True),
        ("Wait as long as `Retry-After` says.\n", True),
        ("No more than 5 deliveries may be open at once.\n", True),
    ],
)
def test_advice_that_is_new_or_gone_warns_where_it_obliges(heading: str, said: str, *, does: bool):
    without, given = f"{PAGE}\n## {heading}\n\nBe kind.\n", f"{PAGE}\n## {heading}\n\nBe kind.\n\n{said}"
    assert topical(PAGE, given, "rate-limits", boxes=CALL) is does
    assert topical(given, PAGE, "rate-limits", boxes=CALL) is does
    assert topical(without, given, "rate-limits", boxes=CALL) is does


@pytest.mark.parametrize("heading", ADVICE)
@pytest.mark.parametrize(
    ("old", "new"), [("5", "9"), ("and do not", "and do"), ("`box_id`", "`crate_id`"), ("seconds", "minutes")]
)
def test_advice_that_is_another_one_warns(heading: str, old: str, new: str):
    given = f"{PAGE}\n## {heading}\n\nBe kind.\n\n{SAID}"
    assert topical(given, given.replace(old, new), "rate-limits", boxes=CALL)


@pytest.mark.parametrize("heading", ["Support of several keys", "Limits", "Practice", "Retries", "Help codes"])
def test_what_is_no_advice_warns_where_it_is_new(heading: str):
    assert topical(PAGE, f"{PAGE}\n## {heading}\n\n{SAID}", "rate-limits", boxes=CALL)


@pytest.mark.parametrize(("key", "does"), [("openapi", False), ("asyncapi", False), ("limit", True)])
def test_the_operation_that_a_page_is_made_of_warns_nobody(key: str, *, does: bool):
    said = f"---\n{key}: boxes.yaml webhook box.error\n---\n\n# Rate limits\n\nA box comes.\n"
    assert topical(said, said.replace("boxes.yaml", "/boxes.yaml 5"), "rate-limits", boxes=CALL) is does


def test_what_people_get_in_an_account_is_asked_of_no_client():
    page = "# Authentication\n\nWords.\n\n## Getting API keys\n\nIt takes 3 steps.\n"
    assert not topical(page, page.replace("3", "4"), "authentication", boxes=CALL)


@pytest.mark.parametrize(
    ("place", "does"),
    [
        ("integration-guides/box-auth.md", False),
        ("quickstart_guide/auth.md", False),
        ("troubleshooting-guide.md", False),
        ("guides/auth.md", True),
        ("integration-guidelines/auth.md", True),
        ("boxes-guide/auth.md", True),
        ("guide-to-integration-rules/auth.md", True),
        ("auth-guides.md", True),
    ],
)
def test_a_guide_to_an_integration_is_a_lesson(place: str, *, does: bool):
    page = f"# Authentication\n\n{SAID}"
    assert topical(page, page.replace("5", "9"), place, boxes=CALL) is does
