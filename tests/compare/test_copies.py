"""A page that was left out as a copy of another one said what that one did: its edit is an edit, not a new page."""

import pytest
from hypothesis import given
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site
from tests.compare.pages_of_one_call import Edited, edits, written

LIMITS = "# Limits\n\n## Rate limits\n\nYou can send 60 requests per minute.\n\nAsk us for more.\n"


def with_copies(snapshot: Snapshot, **copies: tuple[str, ...]) -> Snapshot:
    return snapshot.with_parts(
        documents=[
            structs.replace(document, copies=copies.get(place, ())) for place, document in snapshot.documents.items()
        ]
    )


def told(old: Snapshot, new: Snapshot) -> list[tuple[str, str]]:
    return [(each.kind, page(each)) for each in compare(old, new)]


def page(change: Change) -> str:
    return change.sources[0].url.rpartition("/")[2]


def test_the_edit_of_a_copy_is_told_as_the_edit_that_it_is():
    before = with_copies(site(limits=LIMITS), limits=("en",))
    after = site(limits=LIMITS, en=LIMITS.replace("60", "30").replace("Ask us", "Write to us"))
    assert sorted(told(before, after)) == [("notice.amounts.changed", "en"), ("page.text.changed", "en")]


def test_a_copy_that_says_the_same_is_no_change_and_a_page_that_was_none_is_new():
    before = with_copies(site(limits=LIMITS), limits=("en",))
    assert told(before, site(limits=LIMITS, en=LIMITS)) == []
    assert ("document.added", "other") in told(before, site(limits=LIMITS, other=LIMITS.replace("60", "30")))


def test_what_is_a_copy_still_is_not_looked_for():
    before = with_copies(site(limits=LIMITS), limits=("en", "fr"))
    after = with_copies(site(limits=LIMITS, en=LIMITS.replace("60", "30")), limits=("fr",))
    assert told(before, after) == [("notice.amounts.changed", "en")]


@pytest.mark.thorough
@given(edits())
def test_an_edit_of_a_field_on_a_copy_is_told_of_the_copy_with_the_name_of_the_field(edit: Edited):
    old, new = (written(fields, "table", "Create") for fields in (edit.before, edit.after))
    before = with_copies(site(create=old), create=("copy",))
    found = [each for each in compare(before, site(create=old, copy=new)) if each.kind.startswith("field.")]
    assert found
    assert all(each.field == edit.name and page(each) == "copy" for each in found)
    assert not [
        kind for kind, _ in told(before, site(create=old, copy=new)) if kind.startswith(("document", "variant"))
    ]


VERSIONS = "# Create parcels\n\n`POST https://api.example.com/v1/parcels`\n\nHands a parcel over to a courier.\n\n"
VERSIONS += "## Request body\n\n| Name | Type |\n|---|---|\n| `weight` | integer |\n\n## Limits\n\n"
VERSIONS += "Rate limit: 60 requests per minute.\n"
OLDER = VERSIONS.replace("Hands", "This is the older version of these pages. Hands")


def moves(old: Snapshot, new: Snapshot) -> dict[object, object]:
    return {each.before: each.after for each in compare(old, new) if each.kind == "document.moved"}


def test_copies_that_a_new_generator_writes_otherwise_are_the_pages_that_they_were():
    before = with_copies(site(parcels=VERSIONS), parcels=("1.x/parcels", "2.x/parcels"))
    after = site(
        **{"ref/parcels": VERSIONS, "ref/1.x/parcels": OLDER, "ref/2.x/parcels": OLDER.replace("older", "old")}
    )
    base = "https://docs.example.com/"
    assert moves(before, after) == {
        f"{base}parcels": f"{base}ref/parcels",
        f"{base}1.x/parcels": f"{base}ref/1.x/parcels",
        f"{base}2.x/parcels": f"{base}ref/2.x/parcels",
    }
    assert {kind for kind, _ in told(before, after)} == {"document.moved", "page.text.changed"}


def test_what_is_edited_of_such_a_copy_is_told():
    before = with_copies(site(parcels=VERSIONS), parcels=("1.x/parcels",))
    after = site(**{"ref/parcels": VERSIONS, "ref/1.x/parcels": OLDER.replace("60", "30")})
    assert "notice.amounts.changed" in {kind for kind, _ in told(before, after)}


def test_copies_that_went_with_a_migration_are_no_pages_that_are_gone():
    before = with_copies(site(parcels=VERSIONS), parcels=("1.x/parcels",))
    assert [kind for kind, _ in told(before, site(**{"ref/parcels": VERSIONS}))] == ["document.moved"]


def test_copies_that_are_copies_still_are_not_looked_for():
    before = with_copies(site(parcels=VERSIONS), parcels=("1.x/parcels",))
    after = with_copies(site(**{"ref/parcels": VERSIONS, "other": LIMITS}), **{"ref/parcels": ("1.x/parcels",)})
    assert {kind for kind, at in told(before, after) if at != "other"} == {"document.moved"}


def test_a_page_about_something_else_is_new_however_many_copies_went():
    before = with_copies(site(parcels=VERSIONS), parcels=("1.x/parcels",))
    found = told(before, site(**{"ref/parcels": VERSIONS, "ref/1.x/limits": LIMITS}))
    assert ("document.added", "limits") in found


def test_a_page_that_another_one_said_the_same_as_is_left_out_and_nothing_of_it_is_gone():
    before = site(parcels=VERSIONS, **{"1.x/parcels": VERSIONS, "2.x/parcels": VERSIONS, "limits": LIMITS})
    after = with_copies(site(parcels=VERSIONS, limits=LIMITS), parcels=("1.x/parcels", "2.x/parcels"))
    assert told(before, after) == []
    edited = with_copies(
        site(parcels=VERSIONS.replace("60", "30"), limits=LIMITS), parcels=("1.x/parcels", "2.x/parcels")
    )
    assert [kind for kind, _ in told(before, edited)] == ["notice.amounts.changed"]


def test_a_page_that_is_gone_is_told_though_another_one_says_the_same():
    before = site(parcels=VERSIONS, **{"1.x/parcels": VERSIONS, "limits": LIMITS})
    assert "document.removed" in dict(told(before, site(parcels=VERSIONS, limits=LIMITS)))


def test_a_page_whose_twin_is_gone_too_or_that_moved_is_not_left_out():
    before = site(parcels=VERSIONS, **{"1.x/parcels": VERSIONS, "limits": LIMITS})
    assert "operation.removed" in {each.kind for each in compare(before, site(limits=LIMITS))}
    after = site(parcels=VERSIONS.replace("60", "30"), **{"ref/1.x/parcels": VERSIONS, "limits": LIMITS})
    assert sorted(told(before, after)) == [("document.moved", "parcels"), ("notice.amounts.changed", "parcels")]
