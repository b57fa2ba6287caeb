"""What comes or goes because a team asks for other documents is no drift of the documentation."""

from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.asked import Asked
from driftwatch.model.facts import AnyFact, ErrorRule, Field, MediaType, Operation, RequestBody
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of

SITE = "https://docs.example.com"
BODY = "request · application/json"


def call(path: str, place: str, *fields: str, **elsewhere: str) -> Any:
    """A call that a page documents; of what is stated elsewhere the page is given by field."""
    facts: tuple[AnyFact, ...] = (
        Operation(at="operation", method="POST", path=path),
        RequestBody(at="request"),
        MediaType(at="request · application/json", name="application/json", has_schema=True),
        Field(at=f"{BODY} · $", type=("object",)),
        *(Field(at=f"{BODY} · {name}", type=("string",)) for name in fields),
        *(Field(at=f"{BODY} · {name}", type=("string",), document=there) for name, there in elsewhere.items()),
    )
    return entry_of(Owner("operation", f"POST {path}"), tuple(dict.fromkeys((place, *elsewhere.values()))), facts)


def failures(place: str) -> Any:
    facts = (ErrorRule(at="error-rule · 429", signal="429", status=429, retry="yes"),)
    return entry_of(Owner("page", place), (place,), facts)


def asked(asked: Asked | None, *places: str, entries: Any = ()) -> Snapshot:
    documents = [Document(path=one, url=f"{SITE}/{one}.md", format="markdown", digest=f"{one:0<32}") for one in places]
    return Snapshot(entries, documents, asked=asked)


def kinds(old: Snapshot, new: Snapshot) -> list[str]:
    return [change.kind for change in compare(old, new)]


CHAT, JOBS = call("/chat", "api/chat", "model"), call("/jobs", "guides/jobs", "size")
NARROW, WIDE = Asked(include=("/api/*",)), Asked()


def test_what_a_wider_include_brings_is_watched_since_and_nobody_added_it() -> None:
    old = asked(NARROW, "api/chat", entries=[CHAT])
    new = asked(WIDE, "api/chat", "guides/jobs", "guides/why", entries=[CHAT, JOBS, failures("guides/why")])
    [change] = compare(old, new)
    assert (change.kind, change.after) == ("documents.newly-watched", ["guides/jobs", "guides/why"])
    assert [one.url for one in change.sources] == [f"{SITE}/guides/jobs.md", f"{SITE}/guides/why.md"]


def test_what_a_narrower_include_leaves_out_is_not_gone() -> None:
    old = asked(WIDE, "api/chat", "guides/jobs", "guides/why", entries=[CHAT, JOBS, failures("guides/why")])
    assert kinds(old, asked(NARROW, "api/chat", entries=[CHAT])) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (Asked(exclude=("/guides/*",)), Asked()),
        (Asked(exclude=(f"{SITE}/guides/*",)), Asked(exclude=("/api/old/*",))),
        (Asked(), Asked(documents=("guides/jobs",))),
        (Asked(paths=("api/*.md",)), Asked(paths=("**/*.md",))),
        (Asked(paths=("**/*.md",), exclude=("guides/**",)), Asked(paths=("**/*.md",))),
    ],
)
def test_every_key_that_chooses_documents_counts_both_ways(before: Asked, now: Asked) -> None:
    few = asked(before, "api/chat", entries=[CHAT])
    many = asked(now, "api/chat", "guides/jobs", entries=[CHAT, JOBS])
    assert kinds(few, many) == ["documents.newly-watched"]
    assert kinds(many, few) == []


def test_what_the_site_adds_and_takes_away_meanwhile_is_told() -> None:
    old = asked(NARROW, "api/chat", "api/old", entries=[CHAT, call("/old", "api/old", "name")])
    new = asked(WIDE, "api/chat", "api/fresh", "guides/jobs", entries=[CHAT, call("/fresh", "api/fresh", "x"), JOBS])
    found = [(change.kind, change.owner.name) for change in compare(old, new)]
    assert ("operation.added", "POST /fresh") in found
    assert ("operation.removed", "POST /old") in found
    assert ("operation.added", "POST /jobs") not in found


@pytest.mark.parametrize("known", [None, WIDE])
def test_the_same_configuration_or_an_unknown_one_hides_nothing(known: Asked | None) -> None:
    few = asked(known, "api/chat", entries=[CHAT])
    many = asked(NARROW if known is None else known, "api/chat", "guides/jobs", entries=[CHAT, JOBS])
    assert "operation.added" in kinds(few, many)
    assert "operation.removed" in kinds(many, few)


def test_a_first_capture_is_compared_with_nothing() -> None:
    new = asked(NARROW, "api/chat", entries=[CHAT])
    assert "operation.added" in kinds(Snapshot((), asked=WIDE), new)


def test_a_call_that_is_documented_on_a_page_that_is_asked_for_since_is_not_gone_with_its_old_page() -> None:
    old = asked(NARROW, "api/chat", "api/jobs", entries=[CHAT, call("/jobs", "api/jobs", "size")])
    new = asked(WIDE, "api/chat", "guides/jobs", entries=[CHAT, JOBS])
    assert "operation.removed" not in kinds(old, new)


def test_what_a_left_out_page_said_of_a_call_is_not_gone_and_what_another_page_said_is() -> None:
    old = asked(
        WIDE, "api/chat", "guides/chat", entries=[call("/chat", "api/chat", "model", "seed", top="guides/chat")]
    )
    new = asked(NARROW, "api/chat", entries=[CHAT])
    assert [(one.kind, one.field) for one in compare(old, new)] == [("field.removed", "seed")]
    found = [(one.kind, one.field) for one in compare(new, old)]
    assert found == [("field.added", "seed"), ("documents.newly-watched", None)]
