"""What reads otherwise only where nothing is compared is named, so that "no drift" does not vouch for it."""

import json

import pytest
from msgspec import structs

from driftwatch.compare.pages.unwatched import otherwise_beyond
from driftwatch.model.snapshot import Document, Snapshot
from tests.compare.page_snapshots import site


def pages(*, says: str = "How many.", most: int = 9, sample: str = "blue", words: str = "It paints.") -> Snapshot:
    """Read a specification, and a page with a sample."""
    schema = {"type": "integer", "maximum": most}
    called = {"parameters": [{"name": "limit", "in": "query", "description": says, "schema": schema}]}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Paint", "version": "1"},
        "paths": {"/v1/paint": {"get": {**called, "responses": {"200": {"description": "Done."}}}}},
    }
    guide = f'# Guide\n\n{words}\n\n```json\n{{"colour": "{sample}"}}\n```\n'
    return site(**{"api.json": json.dumps(document), "guide": guide})


@pytest.mark.parametrize(
    ("new", "named"),
    [
        (pages(), ()),
        (pages(says="At most how many."), ("api.json",)),
        (pages(sample="red"), ("guide",)),
        (pages(says="At most how many.", sample="red"), ("api.json", "guide")),
        (pages(words="It draws.", sample="red"), ()),
    ],
)
def test_descriptions_and_values_of_samples_are_named(new: Snapshot, named: tuple[str, ...]) -> None:
    assert otherwise_beyond(pages(), new, told=()) == named


def test_a_document_of_which_something_is_told_is_not_named() -> None:
    new = pages(says="At most how many.", most=8)
    assert otherwise_beyond(pages(), new, told={new.documents["api.json"].url}) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "unseen", "reason": "unreachable"},
        {"missing_since": "2026-01-01"},
        {"digest": ""},
        {"digest": "0" * 64},
        {"formerly": (pages().documents["api.json"].digest,)},
    ],
)
def test_only_what_was_read_whole_and_digested_alike_is_held_against_what_was(change: dict[str, object]) -> None:
    new = pages(says="At most how many.")
    documents: list[Document] = [structs.replace(each, **change) for each in new.documents.values()]
    other = Snapshot(tuple(new.entries.values()), documents, texts=new.texts)
    assert otherwise_beyond(pages(), other, told=()) == ()
