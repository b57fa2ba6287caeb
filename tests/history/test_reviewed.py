"""Reviews: which drift somebody has looked at."""

import pytest
from msgspec import structs

from driftwatch.history.reviewed import Reviews, Seen
from driftwatch.model.finding import Impact, ManifestUse
from driftwatch.model.manifest import Manifest, SignOff
from tests.manifests.documentation import manifest
from tests.reports.sample import REQUIRED

CAPTURES = (
    Seen(digest="c", date="2026-11-03"),
    Seen(digest="b", date="2026-11-02"),
    Seen(digest="a", date="2026-11-01"),
)
NEWEST, MIDDLE, OLDEST = range(3)


def reviewed(at: str, snapshot: str = "", **over: str) -> Manifest:
    return structs.replace(manifest(), review=SignOff(by="jonas", at=at, snapshot=snapshot), **over)


def affecting(*manifests: Manifest):
    uses = tuple(ManifestUse(manifest=one.name, file=one.file, line=1) for one in manifests)
    return structs.replace(REQUIRED, impact=Impact(kind="affects", uses=uses) if uses else Impact(kind="unused"))


def test_a_review_covers_the_capture_that_it_saw_and_those_before() -> None:
    mine = reviewed("2026-11-02", snapshot="b")
    reviews = Reviews([mine], CAPTURES)
    assert [reviews.cover(affecting(mine), place) for place in (NEWEST, MIDDLE, OLDEST)] == [False, True, True]


def test_without_a_digest_the_day_decides_and_the_day_itself_does_not_count() -> None:
    mine = reviewed("2026-11-02")
    reviews = Reviews([mine], CAPTURES)
    assert [reviews.cover(affecting(mine), place) for place in (NEWEST, MIDDLE, OLDEST)] == [False, False, True]


def test_a_digest_that_comes_back_later_was_not_seen_then() -> None:
    mine = reviewed("2026-11-01", snapshot="a")
    back = (Seen(digest="a", date="2026-11-04"), *CAPTURES)
    assert not Reviews([mine], back).cover(affecting(mine), NEWEST)
    assert Reviews([mine], back).cover(affecting(mine), 3)


def test_every_manifest_that_is_affected_has_to_be_reviewed() -> None:
    mine = reviewed("2026-11-03", snapshot="c")
    other = structs.replace(manifest(), file="contracts/other.yaml")
    assert Reviews([mine, other], CAPTURES).cover(affecting(mine), NEWEST)
    assert not Reviews([mine, other], CAPTURES).cover(affecting(mine, other), NEWEST)


def test_what_affects_nobody_was_seen_when_all_manifests_were_reviewed() -> None:
    mine = reviewed("2026-11-03", snapshot="c")
    other = structs.replace(manifest(), file="contracts/other.yaml")
    assert Reviews([mine], CAPTURES).cover(affecting(), NEWEST)
    assert not Reviews([mine, other], CAPTURES).cover(affecting(), NEWEST)
    assert Reviews([mine, structs.replace(other, status="retired")], CAPTURES).cover(affecting(), NEWEST)


@pytest.mark.parametrize("manifests", [[], [manifest()]])
def test_without_a_review_nothing_was_seen(manifests: list[Manifest]) -> None:
    assert not Reviews(manifests, CAPTURES).cover(affecting(), OLDEST)
