"""The pages of a manifest against a documentation in which several of them are elsewhere by now."""

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec import structs

from driftwatch.manifests.check.check import check
from driftwatch.model.snapshot import Document, Snapshot
from tests.manifests.documentation import manifest, snapshot

HOST = "https://docs.example.com"
DIGESTS = {letter: letter * 64 for letter in "abcdef"}


def documentation(endpoint: str, *others: str, digests: Mapping[str, str] | None = None) -> Snapshot:
    """A documentation with one page of the operation and others beside it."""
    known = digests or {}
    taken = snapshot(url=f"{HOST}/{endpoint}")
    documents = [
        Document(path=path, url=f"{HOST}/{path}", format="markdown", digest=known.get(path, "")) for path in others
    ]
    return Snapshot(taken.entries.values(), [*taken.documents.values(), *documents], label="docs")


def page(path: str, *covers: str, digest: str = "") -> dict[str, Any]:
    stated: dict[str, Any] = {"url": f"{HOST}/{path}"}
    if covers:
        stated["covers"] = list(covers)
    if digest:
        stated["snapshot"] = f"sha256:{digest}"
    return stated


def moved(pages: list[dict[str, Any]], taken: Snapshot, **parts: Any) -> dict[str, str | None]:
    """Where pages are said to be now, by their old path; None for what is gone."""
    breaches = check([manifest({"docs": pages, **parts})], taken)
    told: dict[str, str | None] = {}
    for each in breaches:
        if each.change.kind in {"manifest.page.moved", "manifest.page.missing"}:
            before, after = str(each.change.before), each.change.after
            path, now = before.removeprefix(f"{HOST}/"), None
            if isinstance(after, str):
                now = after.removeprefix(f"{HOST}/")
            assert told.setdefault(path, now) == now
    return told


def test_each_of_several_pages_that_moved_is_told_where_it_is() -> None:
    taken = documentation("guide/things", "guide/errors", "guide/limits")
    pages = [page("api/things"), page("api/errors"), page("api/limits")]
    assert moved(pages, taken) == {
        "api/things": "guide/things",
        "api/errors": "guide/errors",
        "api/limits": "guide/limits",
    }


def test_a_page_is_found_by_its_file_where_it_is_told_by_its_public_address() -> None:
    taken = documentation("blob/docs/things.md", "blob/docs/errors.md", "openapi.json")
    told = taken.published(lambda url, _: url.replace("/blob/docs/", "/guides/").removesuffix(".md"))
    assert {one.url for one in told.documents.values()} == {
        f"{HOST}/guides/things",
        f"{HOST}/guides/errors",
        f"{HOST}/openapi.json",
    }
    assert moved([page("blob/docs/things"), page("guides/errors")], told) == {}


def test_the_page_of_the_operation_is_no_successor_of_a_page_about_failures() -> None:
    taken = documentation("guide/create-a-thing", "guide/failures")
    pages = [page("api/things", "endpoint"), page("api/errors", "errors")]
    assert moved(pages, taken) == {"api/things": "guide/create-a-thing", "api/errors": None}


def test_a_page_that_says_what_it_said_is_known_wherever_it_is() -> None:
    taken = documentation(
        "guide/things", "guide/one", "guide/two", digests={"guide/one": DIGESTS["a"], "guide/two": DIGESTS["b"]}
    )
    pages = [page("api/limits", digest=DIGESTS["b"]), page("api/errors", digest=DIGESTS["a"]), page("api/things")]
    assert moved(pages, taken) == {
        "api/limits": "guide/two",
        "api/errors": "guide/one",
        "api/things": "guide/things",
    }


def test_of_pages_with_one_last_name_the_one_with_more_of_the_address_is_meant() -> None:
    taken = documentation("guide/things/overview", "guide/errors/overview")
    pages = [page("api/errors/overview"), page("api/things/overview")]
    assert moved(pages, taken) == {
        "api/errors/overview": "guide/errors/overview",
        "api/things/overview": "guide/things/overview",
    }


def test_a_page_that_the_manifest_names_already_took_no_other_page_over() -> None:
    taken = documentation("api/things", "api/errors-and-retries")
    assert moved([page("api/things"), page("api/errors-and-retries"), page("api/errors-and-retry")], taken) == {
        "api/errors-and-retry": None
    }


@pytest.mark.parametrize("order", [1, -1])
def test_no_page_is_named_for_two_that_are_gone(order: int) -> None:
    taken = documentation("api/things", "guide/error-codes")
    pages = [page("api/things"), *[page("api/error-codes"), page("old/error-codes")][::order]]
    assert sorted(moved(pages, taken).values(), key=str) == [None, None]


def test_pages_of_variants_are_looked_for_together() -> None:
    taken = snapshot(url=f"{HOST}/guide/things", variant={"size": {"type": "string"}})
    pages = {"big": {"docs": f"{HOST}/api/things"}, "other": {"docs": f"{HOST}/api/other"}}
    found = moved([page("api/hub", "errors")], taken, variants=pages)
    assert found == {"api/hub": None, "api/things": "guide/things", "api/other": "other"}


def test_a_pin_of_the_same_words_in_an_older_normal_form_tells_no_change() -> None:
    taken = documentation("api/things", "api/limits", digests={"api/limits": "b" * 32})
    documents = [
        structs.replace(each, formerly=("a" * 32,)) if each.digest else each for each in taken.documents.values()
    ]
    for pinned, told in (("a" * 32, []), ("b" * 32, []), ("c" * 32, ["manifest.page.changed"])):
        pages = [page("api/things"), page("api/limits", digest=pinned)]
        kinds = [each.change.kind for each in check([manifest({"docs": pages})], taken.with_parts(documents=documents))]
        assert [kind for kind in kinds if kind.startswith("manifest.page")] == told


def test_a_pin_of_another_kind_of_digest_says_nothing_and_one_of_the_same_kind_tells_a_change() -> None:
    taken = documentation("api/things", "api/limits", digests={"api/limits": "b" * 64})
    for pinned, told in (("a" * 32, []), ("a" * 64, ["manifest.page.changed"]), ("b" * 64, [])):
        pages = [page("api/things"), page("api/limits", digest=pinned)]
        kinds = [each.change.kind for each in check([manifest({"docs": pages})], taken)]
        assert [kind for kind in kinds if kind.startswith("manifest.page")] == told


def test_a_page_that_the_configuration_leaves_out_is_not_missing() -> None:
    gone = page("guides/start", "errors")
    taken, claimed = documentation("api/chat"), [manifest({"docs": [page("api/chat", "endpoint"), gone]})]
    for unwatched, kinds in (((), ["manifest.page.missing"]), ((gone["url"],), [])):
        told = check(claimed, taken, unwatched=unwatched)
        assert [each.change.kind for each in told if ".page." in each.change.kind] == kinds
