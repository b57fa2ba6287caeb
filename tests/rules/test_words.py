"""What pages say in words binds nobody: at most a warning, whoever relies on the page."""

from msgspec import structs

from driftwatch.model.finding import Finding, Impact
from driftwatch.rules.policy import raised

TOLD = Finding(
    id="page-text-changed",
    level="info",
    area="documents",
    operations=(),
    location="text",
    message="-",
    advice="-",
    fingerprint="000000000000",
)


def test_words_of_a_page_that_a_manifest_cites_are_a_warning_and_never_more():
    affects = Impact(kind="affects")
    assert raised(TOLD, affects) == "warning"
    assert raised(structs.replace(TOLD, level="warning"), affects) == "warning"
    assert raised(TOLD, Impact(kind="unused")) == "info"


def test_a_warning_about_what_a_manifest_uses_is_breaking():
    contract = structs.replace(TOLD, location="errors", level="warning")
    assert raised(contract, Impact(kind="affects")) == "breaking"
    assert raised(contract, Impact()) == "warning"


def test_that_a_cited_page_is_not_understood_is_a_warning_and_never_more():
    unread = structs.replace(TOLD, id="pages-not-understood", location="documents")
    assert raised(unread, Impact(kind="affects")) == "warning"
    assert raised(unread, Impact(kind="unused")) == "info"
