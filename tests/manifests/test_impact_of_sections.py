"""Words of one page that documents several calls, and whom a change of them hurts."""

import pytest

from driftwatch.manifests.check.check import check
from driftwatch.manifests.impact.index import ManifestIndex, impact_of
from driftwatch.model.facts import Operation
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.stored import entry_of
from tests.manifests.documentation import PAGE, TODAY, manifest, snapshot
from tests.manifests.test_impact import finding

READS = manifest()


@pytest.mark.parametrize(
    ("headings", "location", "hurt"),
    [
        (["Drop a thing"], "text", []),
        (["Drop a thing"], "", ["docs"]),
        (["Make a thing"], "text", ["docs"]),
        (["Drop a thing", "Changes"], "text", ["docs"]),
        (["Rules > Both"], "text", ["docs"]),
    ],
    ids=["of another call", "not its words", "of the call", "also elsewhere", "of both calls"],
)
def test_words_in_the_section_of_another_call_on_the_page_hurt_nobody(headings, location, hurt):
    calls = {"POST /things": "Make a thing", "DELETE /things": "Drop a thing"}
    both = {"PUT /things": "Both", **({"POST /things": "Both"} if "Both" in headings[0] else {})}
    entries = [_stated_below(call, heading) for call, heading in (calls | both).items()]
    read = Snapshot(entries, [Document(path="things", url=PAGE, format="markdown")], label="docs")
    found = tuple(Source(url=PAGE, locator=each) for each in headings)
    told = finding("documents", operations=(), rule="page-text-changed", location=location, sources=found)
    assert [use.claim for use in impact_of(told, ManifestIndex((READS,), (read,))).uses] == hurt
    # Who cites a page of other calls alone relies on what it says of these.
    apart = Snapshot(entries[1:], [Document(path="things", url=PAGE, format="markdown")], label="docs")
    assert [use.claim for use in impact_of(told, ManifestIndex((READS,), (apart,))).uses] == ["docs"]


@pytest.mark.parametrize(
    ("line", "hurt"),
    [
        ("All calls of this API need the header X-Trace.", ["docs"]),
        ("Every request to POST /things is limited to 3 a day.", ["docs"]),
        ("The limit of `/things` is 3 a day.", ["docs"]),
        ("This API is limited to 3 calls a day.", ["docs"]),
        ("POST https://api.example.com/v1/things is limited to 3 a day.", ["docs"]),
        ("Each API call costs 3 credits.", ["docs"]),
        ("Up to 3 may be dropped.", []),
        ("DELETE /things is limited to 3 a day.", []),
    ],
)
def test_words_in_the_section_of_another_call_hurt_whom_they_name(line, hurt):
    calls = {"POST /things": "Make a thing", "DELETE /things": "Drop a thing"}
    read = Snapshot([_stated_below(*each) for each in calls.items()], [], label="docs")
    rule, found = "page-text-changed", (Source(url="https://docs.example.com/things", locator="Drop a thing"),)
    sides = {"before": [], "after": [line]}, {"before": [line], "after": ["Something."]}
    for each in sides:
        told = finding("documents", operations=(), rule=rule, location="text", sources=found, **each)
        assert [use.claim for use in impact_of(told, ManifestIndex((READS,), (read,))).uses] == hurt


def _stated_below(call, heading, page="things"):
    method, _, path = call.partition(" ")
    fact = Operation(at="operation", method=method, path=path, locator=heading, stated_by="prose")
    return entry_of(Owner("operation", call), (page,), (fact,))


@pytest.mark.parametrize(
    ("page", "hurt"),
    [
        ("guides/a-tool-of-others", []),
        ("things", ["request without stop"]),
        ("guides/rate-limits", ["request without stop"]),
    ],
)
def test_the_default_of_a_field_of_no_call_hurts_who_cites_the_page(page, hurt):
    found = (Source(url=f"https://docs.example.com/{page}"),)
    rule, read = (
        "request-property-default-value-removed",
        Snapshot([_stated_below("POST /things", "")], [], label="docs"),
    )
    told = finding("request", operations=(), rule=rule, field="stop", location="request.body", sources=found)
    assert [use.claim for use in impact_of(told, ManifestIndex((READS,), (read,))).uses] == hurt
    sent = manifest({"request": {"fields": {"stop": {"type": "string", "required": "optional"}}}})
    assert [use.claim for use in impact_of(told, ManifestIndex((sent,), (read,))).uses] == ["request field stop"]


@pytest.mark.parametrize(
    ("page", "place", "hurt"),
    [
        ("headers", "header", ["request"]),
        ("requests", "query", ["request"]),
        ("others", "header", ["request"]),
        ("others", "query", []),
        ("requests", "body", []),
    ],
)
def test_what_all_calls_have_to_send_from_now_on_hurts_everybody(page, place, hurt):
    found = (Source(url=f"https://docs.example.com/{page}"),)
    entries = [_stated_below("POST /things", ""), _stated_below("GET /others", "", page="others")]
    kind = "property" if place == "body" else "parameter"
    rule, location = f"request-{kind}-became-required", f"request.{place}"
    told = finding("request", operations=(), rule=rule, field="x-org", location=location, sources=found)
    index = ManifestIndex((READS,), (Snapshot(entries, [], label="docs"),))
    assert [use.claim for use in impact_of(told, index).uses] == hurt


def test_a_path_without_its_first_slash_is_the_call_of_the_manifest():
    bare = snapshot(path="things")
    assert [each.change.kind for each in check((manifest(),), bare, today=TODAY)] == []
    gone = finding("operation", operations=("POST things",), rule="api-removed")
    assert [use.claim for use in impact_of(gone, ManifestIndex((READS,), (bare,))).uses] == ["contract"]
    index = ManifestIndex((READS,), (bare,))
    told = [("POST webhook:things",), ()]
    rule = "new-required-request-property"
    called_back, page_wide = (
        impact_of(finding("request", operations=each, rule=rule, field="x"), index) for each in told
    )
    assert called_back == page_wide
