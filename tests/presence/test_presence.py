"""How each document fared, told once."""

import pytest

from driftwatch.model.reading import Reading, ReadingState
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.presence.presence import (
    UNLISTED,
    Presence,
    never_read,
    presences_of,
    unlisted,
    unseen_among,
    why_unread,
)

SITE = "https://docs.example.com"
BASE = f"{SITE}/llms.txt"


def reading(path: str, state: ReadingState = "read", *, final: str = "", **more: object) -> Reading:
    return Reading(url=SITE + path, final_url=SITE + (final or path), state=state, **more)  # type: ignore[arg-type]


def document(path: str, **more: object) -> Document:
    return Document(path=path, url=f"{SITE}/{path}", **more)  # type: ignore[arg-type]


def test_a_document_is_where_it_was_read_and_not_where_it_was_asked_for() -> None:
    found = presences_of([reading("/old", final="/new")], (), BASE, None)
    assert list(found) == ["new"]
    assert found["new"] == Presence(path="new", url=f"{SITE}/new")


def test_what_could_not_be_read_is_unseen_for_that_reason_where_it_was_asked_for() -> None:
    found = presences_of([reading("/old", "login", final="/sign-in")], (), BASE, None)
    assert found == {"old": Presence(path="old", url=f"{SITE}/old", state="unseen", reason="login")}


def test_what_the_site_says_is_gone_is_gone() -> None:
    assert presences_of([reading("/old", "gone")], (), BASE, None)["old"].state == "gone"


def test_how_well_a_document_was_understood_counts_more_than_that_it_came() -> None:
    half = Presence(path="chat", state="unseen", reason="unreadable", in_part=True)
    assert presences_of([reading("/chat")], [half], BASE, None) == {"chat": half}


def test_a_presence_knows_what_the_snapshot_before_says_of_its_document() -> None:
    before = document("chat", digest="d1")
    found = presences_of([reading("/chat"), reading("/new")], (), BASE, Snapshot((), [before]))
    assert (found["chat"].before, found["new"].before) == (before, None)


@pytest.mark.parametrize(
    ("presence", "unchanged"),
    [
        (Presence(path="chat", digest="d1", before=document("chat", digest="d1")), True),
        (Presence(path="chat", digest="d2", before=document("chat", digest="d1")), False),
        (Presence(path="chat", digest="d1"), False),
        (Presence(path="chat", state="unseen", digest="d1", before=document("chat", digest="d1")), False),
    ],
)
def test_only_what_was_read_with_the_text_of_before_is_unchanged(presence: Presence, unchanged: bool) -> None:  # noqa: FBT001
    assert presence.is_unchanged is unchanged


def test_what_is_known_and_nobody_asked_for_is_unlisted_unless_it_was_gone_before() -> None:
    previous = Snapshot((), [document("asked"), document("left"), document("lost", state="gone")])
    found = unlisted(previous, {"asked": Presence(path="asked")})
    assert found == {"left": Presence(path="left", state="unseen", reason=UNLISTED, before=document("left"))}


def test_the_unseen_are_sorted_by_path() -> None:
    each = [Presence(path=path, state=state) for path, state in (("b", "unseen"), ("c", "read"), ("a", "unseen"))]
    assert [one.path for one in unseen_among(each)] == ["a", "b"]


def test_a_document_that_never_came_is_known_by_where_it_was_asked_for() -> None:
    unseen = [
        Presence(path="known", url=f"{SITE}/known", state="unseen", reason="blocked"),
        Presence(path="fresh", url=f"{SITE}/fresh", state="unseen", reason="blocked"),
        Presence(path="nowhere", state="unseen", reason=UNLISTED),
    ]
    assert never_read([document("known")], unseen) == (document("fresh", state="unseen", reason="blocked"),)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "blocked"),
        ({"status": 403}, "blocked (HTTP 403)"),
        ({"status": 403, "detail": "answered 403"}, "answered 403"),
        ({"status": 200, "detail": "a challenge"}, "a challenge (HTTP 200)"),
    ],
)
def test_why_a_document_was_not_read_names_the_status_once(more: dict[str, object], said: str) -> None:
    assert why_unread(reading("/chat", "blocked", **more)) == said
