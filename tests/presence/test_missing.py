"""How long what is missing is waited for: until the same is missing again, and no longer than a week."""

import pytest

from driftwatch.model.snapshot import Document
from driftwatch.presence.missing import GONE, LESSENED, Wait
from driftwatch.presence.presence import Part, marked
from tests.presence.island import Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"
BEFORE = Document(path="boxes", url="https://docs.example.com/boxes", digest="1")


def held(days: list[int], parts: list[Part | None], confirm: int = 2) -> list[bool]:
    """Tell of captures on days of a month, with what came, whether the document was waited for."""
    known, told = BEFORE, []
    for day, part in zip(days, parts, strict=True):
        wait = Wait(today=f"2026-05-{day:02}", confirm=confirm)
        presence = wait.missing("boxes", known, GONE if part is None else LESSENED, part=part)
        told.append(presence is not None)
        known = BEFORE if presence is None else marked(BEFORE, {"boxes": presence})
    return told


def parts(*lacking: str) -> list[Part | None]:
    """Parts of which each has a digest of its own, and lacks a line a letter; with "" it is not known what."""
    return [Part(digest=f"{at}", lacks=tuple(lines), lacking=frozenset(lines)) for at, lines in enumerate(lacking)]


@pytest.mark.parametrize(
    ("days", "came", "confirm", "expected"),
    [
        ([1, 2], parts("a", "a"), 2, [True, False]),
        ([1, 1, 2], parts("a", "a", "a"), 2, [True, True, False]),
        ([1, 2, 2, 3], parts("a", "b", "b", "b"), 2, [True, True, True, False]),
        ([1, 2, 3], parts("a", "a", "a"), 3, [True, True, False]),
        ([1], parts("a"), 1, [False]),
        (list(range(1, 9)), parts(*"abcdefgh"), 2, [True] * 7 + [False]),
        (list(range(1, 9)), parts(*[""] * 8), 2, [True] * 7 + [False]),
        ([1, 8, 15], parts(*"abc"), 2, [True, True, False]),
        ([1, 2, 3], parts("a", "ab", "abc"), 2, [True, False, True]),
        ([1, 2, 3], parts("ab", "a", "a"), 2, [True, True, False]),
        ([1, 2, 9, 10], [*parts("a", "b"), None, None], 2, [True, True, True, False]),
    ],
    ids=[
        "the same part",
        "the same day",
        "the same day, after another part",
        "three captures",
        "one capture",
        "another part each day",
        "hashes alone",
        "another part each week",
        "a loss that grows",
        "a part of it is back",
        "an error is waited for anew",
    ],
)
def test_what_is_missing_is_waited_for(
    days: list[int], came: list[Part | None], confirm: int, expected: list[bool]
) -> None:
    assert held(days, came, confirm) == expected


def test_a_line_that_is_another_one_each_day_keeps_nothing_waiting() -> None:
    site = Island()
    whole = page_about("parcels").replace("## Request body", "Build 100.\n\n## Request body")
    site.answers[PAGE] = Answer(whole)
    watch = Watch(site)
    watch.next_day()
    less = whole[: whole.index("## Errors")] + whole[whole.index("Rate limit") :]
    site.answers[PAGE] = Answer(less.replace("Build 100", "Build 101"))
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    site.answers[PAGE] = Answer(less.replace("Build 100", "Build 102"))
    assert "error-rule-removed" in [each.id for each in watch.next_day()]
