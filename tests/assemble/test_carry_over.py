"""Silence is not removal: what unseen documents stated stays, under the same names."""

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms.detection import statements_of
from driftwatch.presence.presence import Presence
from tests.assemble.test_assembly import COMPONENTS, OTHER, SPEC, VIDEO, whole
from tests.platforms.pages_of_ours import changed, facts, fenced, operation, owners, page, spec

ERRORS = page(
    "/errors.md",
    "# Errors\n\n| Status | What it means | Retry? | Action |\n| - | - | - | - |\n| 409 | Busy | Yes | Wait |\n",
)
QUOTA = operation(path="/user/quota", method="get", servers=[{"url": "https://query.example.com"}])
SITE = (
    spec(SPEC, VIDEO),
    fenced("/api/video/seedance/create", VIDEO, spec_path=SPEC.strip("/"), prose=COMPONENTS),
    fenced("/api/video/sora/create-video", OTHER, spec_path="api/openapi/video/sora/post-create.openapi.json"),
    fenced("/api/video/veo3/create", changed(OTHER, seed={"type": "integer"})),
    spec("/openapi.json", whole()),
    spec("/quota.json", QUOTA),
    ERRORS,
)
PLACES = tuple(item.path for item in SITE)


def captured(pages, previous=None, unseen=None):
    away = [Presence(path=place, state="unseen", reason=reason) for place, reason in (unseen or {}).items()]
    found = assemble([statements_of(item) for item in pages], previous, away)
    files = files_of(Snapshot(found.entries, found.documents))
    return found, snapshot_of_files(files, label="x")


def contract(snapshot):
    """Every fact without its evidence, by owner."""
    return {
        owner: sorted((type(fact).__name__, fact.at) for fact in entry.facts)
        for owner, entry in snapshot.entries.items()
    }


@pytest.mark.parametrize("place", PLACES)
def test_an_unseen_document_changes_nothing(place):
    _, before = captured(SITE)
    found, after = captured([item for item in SITE if item.path != place], before, {place: "unreachable"})
    assert contract(after) == contract(before)
    assert [change.kind for change in compare(before, after) if not change.kind.startswith("document")] == []
    (document,) = [item for item in found.documents if item.path == place]
    assert (document.state, document.reason) == ("unseen", "unreachable")


def test_all_documents_unseen_changes_nothing():
    _, before = captured(SITE)
    _, after = captured((), before, dict.fromkeys(PLACES, "unreachable"))
    assert contract(after) == contract(before)


def test_a_document_may_stay_away_for_long():
    _, before = captured(SITE)
    away = SITE[2].path
    rest = [item for item in SITE if item.path != away]
    _, once = captured(rest, before, {away: "unreachable"})
    _, twice = captured(rest, once, {away: "truncated"})
    assert contract(twice) == contract(before)
    assert twice.documents[away].reason == "truncated"


def test_a_document_that_is_gone_takes_its_facts_along():
    _, before = captured(SITE)
    found, _ = captured([item for item in SITE if item.path != "errors"], before)
    assert owners(found, "page") == []


def test_an_operation_that_its_document_no_longer_states_is_dropped():
    _, before = captured(SITE)
    smaller = operation({"a": {"type": "string"}}, path="/v1/a")
    rest = [item for item in SITE if item.path != "openapi.json"]
    found, _ = captured([*rest, spec("/openapi.json", smaller)], before)
    assert ("", "POST /v1/b") not in owners(found, "operation")


def test_what_a_read_page_adds_is_taken_from_it_again_while_the_file_is_away():
    _, before = captured(SITE)
    silent = fenced("/api/video/seedance/create", VIDEO, spec_path=SPEC.strip("/"))
    rest = [item for item in SITE if item.path not in (SPEC.strip("/"), "api/video/seedance/create")]
    found, _ = captured([*rest, silent], before, {SPEC.strip("/"): "unreachable"})
    known = facts(found, "POST /v1/videos", "video/seedance")
    assert ("Field", "request · multipart/form-data · callback_url") not in known
    assert ("Field", "request · multipart/form-data · seconds") in known


def test_a_document_that_cannot_be_understood_counts_as_unseen():
    _, before = captured(SITE)
    broken = page("/" + SPEC.strip("/"), '{"openapi": "3.1.0", "paths": {')
    found, after = captured([broken, *SITE[1:]], before)
    assert contract(after) == contract(before)
    assert after.documents[SPEC.strip("/")].reason == "unreadable"
    assert [problem.path for problem in found.problems] == [SPEC.strip("/")]


def test_a_page_with_one_broken_block_keeps_what_the_block_stated():
    _, before = captured(SITE)
    place = "api/video/veo3/create"
    broken = page(f"/{place}.md", "# Veo\n\n## OpenAPI\n\n````yaml post /v1/videos\n]\n````\n")
    _, after = captured([broken, *(item for item in SITE if item.path != place)], before)
    assert contract(after) == contract(before)


def test_an_unknown_unseen_document_is_nothing():
    _, before = captured(SITE)
    found, _ = captured(SITE, before, {"never/seen": "unreachable"})
    assert "never/seen" not in {document.path for document in found.documents}


def table_page(name, *rows):
    told = "".join(f"| `{row}` | string | yes | The {row} of it. |\n" for row in rows)
    return page(
        f"/{name}.md",
        f"# Move a crate\n\n`POST /v1/crates`\n\n## Request body\n\n| Name | Type | Required | Description |\n"
        f"| - | - | - | - |\n{told}",
    )


@pytest.mark.parametrize("rows", [("crate", "shelf"), ("crate", "aisle")], ids=["agreeing", "differing"])
@pytest.mark.parametrize("away", [0, 1])
def test_a_page_that_is_away_is_believed_as_much_as_it_was(rows, away):
    pages = [table_page("a", "crate", "shelf"), table_page("b", *rows), table_page("c", "crate", "shelf")]
    _, before = captured(pages)
    rest = [item for number, item in enumerate(pages) if number != away]
    _, after = captured(rest, before, {pages[away].path: "unreachable"})
    assert {owner: entry.documents for owner, entry in after.entries.items()} == {
        owner: entry.documents for owner, entry in before.entries.items()
    }
    assert contract(after) == contract(before)
    _, again = captured(pages, after)
    assert compare(after, again) == compare(before, before)
