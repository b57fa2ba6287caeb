"""A sample that ends as another one tells that what stood between the two was lost on the way."""

import pytest

from driftwatch.presence.missing import LESSENED
from driftwatch.presence.torn import has_torn_sample
from tests.presence.island import Answer, Island, Watch

PAGE = "/api/parcels.md"
SAMPLE = '```json\n{"weight": 3,\n "labels": ["a}", "b"]}\n```\n'
XML = "```xml\n<parcel>\n<weight>3</weight>\n</parcel>\n```\n"
DOCUMENTED = (
    "# Create parcels\n\n`POST https://api.example.com/v1/parcels`\n\nHands a parcel over to the next courier.\n\n"
    f"## Request\n\n{XML}\n## Errors\n\n| Status | Meaning |\n| --- | --- |\n| 409 | The parcel exists already. |\n"
    f"| 429 | Too many parcels at once. |\n| 413 | The parcel is too heavy. |\n\n{SAMPLE}\n## Journal\n\n"
    "Each parcel leaves a line in the journal.\n"
)


def test_an_endless_number_in_a_sample_is_no_fault_of_ours() -> None:
    assert not has_torn_sample(f"<html><body><pre>[&#{'1' * 5000};]</pre></body></html>")


@pytest.mark.parametrize(
    "text", [SAMPLE, XML, "```\n<token> of yours:\n```", "```sh\ncurl {\n```", "```json\n{\n", "no sample"]
)
def test_whole_samples_are_not_torn(text: str) -> None:
    assert not has_torn_sample(text)


@pytest.mark.parametrize(
    "text",
    [
        "```json\n<parcel>\n<weight>3</weight>\n}\n```\n",
        '```json\n{"weight": 3,\n</parcel>\n```\n',
        '```json\n{"labels": ["a", "b"}\n```\n',
        "```json\n[1]\n}\n```\n",
        "}\n```\n\nWords.\n\n```json\n{}\n```\n",
        "<html><body><pre class='a'><span>{</span>&quot;a&quot;: 1</pre><pre>{}</pre></body></html>",
    ],
    ids=["XML and JSON", "JSON and XML", "brackets", "one too many", "a block in a block", "HTML"],
)
def test_a_sample_that_ends_as_another_one_is_torn(text: str) -> None:
    assert has_torn_sample(text)


def test_whole_sections_that_went_from_one_sample_to_another_may_have_been_lost() -> None:
    site = Island()
    site.answers[PAGE] = Answer(DOCUMENTED)
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    torn = DOCUMENTED[: DOCUMENTED.index("</parcel>")] + DOCUMENTED[DOCUMENTED.index(' "labels"') :]
    site.answers[PAGE] = Answer(torn)
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    assert watch.known is not None
    assert watch.known.documents["api/parcels"].reason == LESSENED
    site.answers[PAGE] = Answer(DOCUMENTED)
    assert watch.next_day() == []
    assert watch.facts() == before


def test_whole_sections_that_went_and_left_whole_samples_were_taken_out() -> None:
    site = Island()
    site.answers[PAGE] = Answer(DOCUMENTED)
    watch = Watch(site)
    watch.next_day()
    less = DOCUMENTED[: DOCUMENTED.index("## Errors")] + DOCUMENTED[DOCUMENTED.index("## Journal") :]
    site.answers[PAGE] = Answer(less)
    assert "error-rule-removed" in [each.id for each in watch.next_day()]


def test_pages_that_are_torn_alike_were_not_edited_alike() -> None:
    site = Island()
    pages = {f"/api/{noun}.md": DOCUMENTED.replace("parcel", noun[:-1]) for noun in ("parcels", "couriers", "depots")}
    site.answers.update({page: Answer(text) for page, text in pages.items()})
    watch = Watch(site)
    watch.next_day()
    for page, text in pages.items():
        lost = text[text.index("</weight>") + len("</weight>") : text.index(' "labels"')]
        site.answers[page] = Answer(text.replace(lost, ""))
    assert {each.id for each in watch.next_day()} == {"document-incomplete"}


TALK = (
    "# Weigh parcels\n\n`PUT https://api.example.com/v1/weights`\n\nPuts a parcel on the scales.\n\n"
    "## Body\n\n| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    "| `grams` | integer | yes | How heavy the parcel is by your own scales. |\n"
    "| `holder` | string | no | Who holds the parcel while it lies there. |\n"
    "| `until` | string | no | How long the parcel may lie there. |\n\n"
    "## Example\n\n```http\nPUT /v1/weights HTTP/1.1\nHost: api.example.com\nContent-Type: application/json\n\n"
    '{"grams": 12, "holder": "me", "until": "noon"}\n```\n\n## Response\n\nThis is what comes back.\n\n'
    '```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"grams": 12}\n```\n'
)


def test_what_was_code_is_read_as_words_where_the_line_that_opened_it_was_lost() -> None:
    site = Island()
    site.answers[PAGE] = Answer(TALK)
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    site.answers[PAGE] = Answer(TALK[: TALK.index("| `holder`")] + TALK[TALK.index('{"grams": 12, ') :])
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    site.answers[PAGE] = Answer(TALK)
    assert watch.next_day() == []
    assert watch.facts() == before
