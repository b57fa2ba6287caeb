"""What a capture holds of a page that it has read: facts and words as bytes, neither the body nor its text."""

import gc
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from driftwatch.assemble.assembly import Assembly, assemble
from driftwatch.config.keys import SourceConfig
from driftwatch.model.page import Page
from driftwatch.model.reading import Inventory, Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.workflows import heard
from driftwatch.workflows.capture import Captured, capture

SITE = "https://docs.example.com"
BODY = 40_000
"""Bytes of a page, nearly all of them a sample that states nothing."""
MOST = 20_000
"""Bytes that a page may cost: less than half of its body."""


class Site:
    """A site whose pages are made when they are asked for."""

    def __init__(self, pages: int) -> None:
        self._pages = pages

    def stored(self) -> Inventory | None:
        return None

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        found = tuple(
            Reading(url=url, final_url=url, state="read", content_type="text/markdown", body=self._body(url).encode())
            for url in urls
        )
        if on_reading is not None:
            for reading in found:
                on_reading(reading)
        return found

    def _body(self, url: str) -> str:
        if url.endswith("/llms.txt"):
            return "# Docs\n" + "".join(f"- [Page {n}]({SITE}/p{n}.md)\n" for n in range(self._pages))
        name = url.rpartition("/")[2].removesuffix(".md")
        rows = "".join(f"| `{name}_{n}` | string | yes |\n" for n in range(12))
        head = f"# {name}\n\n`POST /v1/{name}`\n\n| Field | Type | Required |\n|---|---|---|\n{rows}\n"
        return f"{head}Words of {name}.\n\n```text\n{f'{name} ' * (BODY // (len(name) + 1))}\n```\n"

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        return self.read(urls)

    def keep(self, reading: Reading) -> None:
        assert len(reading.body) > BODY // 2 or reading.url.endswith("/llms.txt")

    def forget_others(self) -> None: ...


class Store:
    """Keeps statements in memory of the test, which is not measured: it fills before."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def find(self, page: Page) -> bytes | None:
        return self.known.get(page.url)

    def keep(self, page: Page, content: bytes) -> None:
        self.known[page.url] = content

    def discard(self) -> None:
        raise AssertionError("what was kept is what is read")

    def forget_others(self) -> None: ...


class Silent:
    def say(self, line: str) -> None: ...

    def started(self, what: str, total: int) -> None: ...

    def step(self, line: str) -> None: ...

    def finished(self) -> None: ...


def made(pages: int, store: Store, before: Mapping[str, bytes]) -> Captured:
    source = SourceConfig(index=f"{SITE}/llms.txt")
    previous = snapshot_of_files(before, label="before") if before else None
    site, day = Site(pages), "2026-01-02"
    return capture(source, previous=previous, fetcher=site, talk=Silent(), label=day, today=day, kept=store)


def held(pages: int, store: Store, before: Mapping[str, bytes]) -> int:
    """Return the bytes that a capture holds once everything is read, which is when it holds most."""
    found: list[int] = []

    def assembled(*arguments: Any) -> Assembly:
        gc.collect()
        found.append(tracemalloc.get_traced_memory()[0])
        return assemble(*arguments)

    gc.collect()
    tracemalloc.start()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("driftwatch.workflows.capture.assemble", assembled)
            made(pages, store, before)
    finally:
        tracemalloc.stop()
    return found[0]


@pytest.mark.parametrize("is_first", [True, False], ids=["first capture", "nothing changed"])
def test_a_page_that_was_read_costs_less_than_half_of_its_body(
    monkeypatch: pytest.MonkeyPatch, *, is_first: bool
) -> None:
    monkeypatch.setattr(heard, "_AT_ONCE", 5)
    few, many = 8, 28
    stores = {few: Store(), many: Store()}
    before = {pages: files_of(made(pages, store, {}).snapshot) for pages, store in stores.items()}
    bytes_held = {
        pages: held(pages, Store() if is_first else store, {} if is_first else before[pages])
        for pages, store in stores.items()
    }
    assert (bytes_held[many] - bytes_held[few]) / (many - few) < MOST


def test_words_and_facts_are_held_as_bytes() -> None:
    snapshot: Snapshot = made(3, Store(), {}).snapshot
    entries = [entry for owner, entry in snapshot.entries.items() if owner.kind == "operation"]
    assert len(entries) == 3
    assert all(entry._facts is None for entry in entries)
