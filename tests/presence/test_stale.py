"""A page that says again what it said some days ago may come out of an old cache: believed on the second date."""

import pytest

from driftwatch.model.snapshot import Document, Earlier
from driftwatch.presence.missing import STALE, Wait
from driftwatch.presence.stale import is_stale, with_earlier
from tests.presence.island import Answer, Island, Watch, page_about
from tests.presence.test_lessened import ids

PAGE = "/api/parcels.md"
PLACE = "api/parcels"
FIRST = page_about("parcels")
SECOND = FIRST.replace("| `fragile` | boolean | no |", "| `brittle` | boolean | yes |")
THIRD = SECOND.replace("POST https://api.example.com/v1/parcels", "POST https://api.example.com/v2/parcels")


def edited(*bodies: str, **settings: object) -> tuple[Island, Watch]:
    """A site of which one page said one thing after the other, a day each."""
    site = Island()
    watch = Watch(site, **settings)
    for body in (FIRST, *bodies):
        say(site, watch, body)
    return site, watch


def say(site: Island, watch: Watch, body: str, days: int = 1) -> list[str]:
    site.answers[PAGE] = Answer(body)
    return ids(watch.next_day(days))


@pytest.mark.parametrize("body", [FIRST, SECOND], ids=["two versions ago", "yesterday"])
def test_an_old_copy_that_comes_on_one_day_says_nothing(body: str) -> None:
    site, watch = edited(SECOND, THIRD)
    before = watch.facts()
    assert say(site, watch, body) == ["document-incomplete"]
    assert watch.known is not None
    assert watch.known.documents[PLACE].reason == STALE
    assert (say(site, watch, THIRD), watch.facts()) == ([], before)


def test_what_was_taken_back_is_told_on_the_second_date() -> None:
    site, watch = edited(SECOND)
    assert say(site, watch, FIRST) == ["document-incomplete"]
    assert watch.next_day(0) == [], "the same day says nothing new"
    assert "request-property-removed" in ids(watch.next_day())
    assert watch.next_day() == []
    assert watch.known is not None
    assert (watch.known.documents[PLACE].state, watch.known.documents[PLACE].missing_since) == ("read", "")


def test_an_edit_that_others_make_meanwhile_is_told() -> None:
    site, watch = edited(SECOND)
    site.answers["/api/depots.md"] = Answer(page_about("depots").replace("`city`", "`town`"))
    assert "request-property-removed" in say(site, watch, FIRST)


def test_an_edit_beside_several_that_are_taken_back_is_told() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    taken_back, edited_now = site.calls[:3], site.calls[4]
    first = {path: site.answers[path].body for path in site.calls}
    for path in taken_back:
        site.answers[path] = Answer(first[path].replace("until the evening", "until noon"))
    watch.next_day()
    site.answers |= {path: Answer(first[path]) for path in taken_back}
    left = "".join(line for line in first[edited_now].splitlines(keepends=True) if "| no |" not in line)
    site.answers[edited_now] = Answer(left)
    found = ids(watch.next_day())
    assert (found.count("document-incomplete"), found.count("request-property-removed")) == (3, 2)


def test_a_cache_that_answers_every_other_day_is_never_believed() -> None:
    site, watch = edited(SECOND)
    told = [each for _ in range(4) for body in (FIRST, SECOND) for each in say(site, watch, body)]
    assert set(told) == {"document-incomplete"}


@pytest.mark.parametrize(
    ("settings", "body", "days"),
    [
        ({}, FIRST, 15),
        ({}, FIRST.replace("until the evening", "until noon"), 1),
        ({"confirm_removals": 1}, FIRST, 1),
    ],
    ids=["of long ago", "and something new with it", "who awaits nothing"],
)
def test_what_is_no_old_copy_is_told_at_once(settings: dict[str, object], body: str, days: int) -> None:
    site, watch = edited(SECOND, **settings)
    assert "request-property-removed" in say(site, watch, body, days)


def test_what_a_person_accepts_is_told_at_once() -> None:
    site, watch = edited(SECOND)
    site.answers[PAGE] = Answer(FIRST)
    assert "request-property-removed" in ids(watch.next_day(accept_loss=True))


def test_a_page_that_is_edited_again_and_again_keeps_its_last_versions_alone() -> None:
    site, watch = edited()
    for day in range(8):
        say(site, watch, f"{FIRST}\nBuilt for the {day}th time.\n")
    assert watch.known is not None
    earlier = watch.known.documents[PLACE].earlier
    assert [each.until for each in earlier] == ["2026-05-09", "2026-05-08", "2026-05-07"]


def test_a_page_that_says_what_it_said_keeps_its_line() -> None:
    _, watch = edited(SECOND)
    before = watch.facts()
    watch.next_day()
    assert watch.facts() == before


KNOWN = Document(
    path="a", url="https://docs.example.com/a", digest="new", earlier=(Earlier(until="2026-05-10", digest="old"),)
)


@pytest.mark.parametrize(
    ("digest", "today", "expected"),
    [
        ("old", "2026-05-11", True),
        ("old", "2026-05-24", True),
        ("old", "2026-05-25", False),
        ("new", "2026-05-11", False),
        ("other", "2026-05-11", False),
        ("", "2026-05-11", False),
    ],
)
def test_how_long_an_old_copy_is_doubted(digest: str, today: str, expected: bool) -> None:  # noqa: FBT001
    assert is_stale(KNOWN, digest, today=today) is expected


def test_what_is_remembered_of_a_page() -> None:
    now = Document(path="a", url="https://docs.example.com/a", digest="newest")
    told = with_earlier(now, KNOWN, today="2026-05-12").earlier
    assert [(each.until, each.digest) for each in told] == [("2026-05-12", "new"), ("2026-05-10", "old")]
    assert [each.digest for each in with_earlier(now, KNOWN, today="2026-06-12").earlier] == ["new"]
    assert with_earlier(now, None, today="2026-05-12") == now
    assert Wait(today="2026-05-12", confirm=2).missing("a", KNOWN, STALE) is not None
