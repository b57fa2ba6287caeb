"""A call is removed only when no form of its page documents it, a specification only when no page links to it."""

import json

import pytest

from driftwatch.errors import ObservationError
from tests.presence.island import HTML, JSON, PLAIN, Answer, Island, Watch, html_about

CALL = "api-path-removed-without-deprecation"
BARE = (
    "# Create depots\n\nCall this once for every depot that your warehouse hands over.\n\n"
    "## Limits\n\nRate limit: 16 requests per minute for depots.\n\n"
    "## Errors\n\n| Status | Meaning | Retry |\n| --- | --- | --- |\n"
    "| 409 | The depot exists already. | No |\n| 429 | Too many depots at once. | Yes, with backoff |\n"
)
VIEWER = (
    "<!DOCTYPE html><html><head><title>Reference</title></head><body><redoc spec-url='/hidden/openapi.json'></redoc>"
    "<script src='/redoc.standalone.js'></script></body></html>"
)


@pytest.fixture
def watch() -> Watch:
    made = Watch(Island())
    made.island.answers["/api/depots"] = Answer(html_about("depots"), HTML)
    made.next_day()
    return made


def test_a_call_that_markdown_leaves_out_and_html_still_shows_stays(watch: Watch) -> None:
    watch.island.answers["/api/depots.md"] = Answer(BARE)
    for _ in range(3):
        assert [finding.id for finding in watch.next_day() if "endpoint" in finding.id or "api-" in finding.id] == []
    assert watch.captured.counts.unseen == 0


def test_a_call_that_no_form_of_its_page_shows_is_removed(watch: Watch) -> None:
    watch.island.answers["/api/depots.md"] = Answer(BARE)
    watch.island.answers["/api/depots"] = Answer("", PLAIN, status=404)
    assert CALL not in [finding.id for finding in watch.next_day()], "a part of the page may have been lost on its way"
    assert CALL in [finding.id for finding in watch.next_day()]


def test_a_call_stays_while_the_other_form_of_its_page_cannot_be_read(watch: Watch) -> None:
    watch.island.answers["/api/depots.md"] = Answer(BARE)
    watch.island.answers["/api/depots"] = Answer("", PLAIN, status=503)
    assert CALL not in [finding.id for finding in watch.next_day()]
    watch.island.answers["/api/depots"] = Answer("", PLAIN, status=404)
    assert CALL in [finding.id for finding in watch.next_day()]


@pytest.mark.parametrize("status", [404, 503])
def test_a_specification_whose_page_is_away_is_read_all_the_same(status: int) -> None:
    watch = linking()
    watch.island.answers["/reference"] = Answer("", PLAIN, status=status)
    told = [finding.id for finding in watch.next_day()]
    watch.island.answers["/reference"] = Answer(VIEWER, HTML)
    told += [finding.id for finding in watch.next_day()]
    assert [each for each in told if each != "document-missing"] == []


def test_a_specification_that_its_page_no_longer_links_to_is_gone() -> None:
    watch = linking()
    watch.island.answers["/reference"] = Answer(html_about("tariffs").replace("tariffs", "sorters"), HTML)
    assert [finding.id for finding in watch.next_day()].count("document-missing") == 1, "it is there still"
    assert CALL in [finding.id for finding in watch.next_day()]


def test_a_specification_that_nothing_links_to_and_that_does_not_answer_is_gone_at_once() -> None:
    watch = linking()
    watch.island.answers["/reference"] = Answer(html_about("tariffs").replace("tariffs", "sorters"), HTML)
    del watch.island.answers["/hidden/openapi.json"]
    assert CALL in [finding.id for finding in watch.next_day()]


def linking() -> Watch:
    """The island, whose specification is known from a viewer's page alone."""
    watch = Watch(Island())
    answers = watch.island.answers
    answers["/hidden/openapi.json"] = answers.pop("/openapi.json")
    answers["/reference"] = Answer(VIEWER, HTML)
    watch.island.listed.remove("/openapi.json")
    watch.island.listed.append("/reference")
    watch.next_day()
    assert "hidden/openapi.json" in watch.known.documents
    return watch


def test_a_source_that_lost_most_of_its_facts_asks_for_a_person() -> None:
    properties = {f"field_{number}": {"type": "string"} for number in range(60)}
    watch = Watch(Island())
    watch.island.listed = ["/openapi.json", "/guides/billing.md"]
    full = json.loads(watch.island.answers["/openapi.json"].body)
    call = full["paths"]["/v1/scans"]["get"]
    call["responses"]["200"]["content"]["application/json"]["schema"]["properties"] = properties
    watch.island.answers["/openapi.json"] = Answer(json.dumps(full), JSON)
    watch.next_day()
    watch.island = Island()
    watch.island.listed = ["/openapi.json", "/guides/billing.md"]
    with pytest.raises(ObservationError, match="facts were found: the site may have changed its layout"):
        watch.next_day()
    assert watch.next_day(accept_loss=True)
