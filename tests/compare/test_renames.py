"""Fields that have nearly the same name, and hold an object that was edited as well."""

from typing import Any

import pytest

from tests.compare.schema_documents import body_changes

TEXT = {"type": "string"}


def holding(name: str, item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"count": {"type": "integer"}, name: item}}


def thing(*names: str) -> dict[str, Any]:
    return {"type": "object", "properties": dict.fromkeys(names, TEXT)}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def kinds(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {(change.kind, change.field) for change in body_changes(old, new, place="response-body")}


@pytest.mark.parametrize("lists", [0, 1, 2])
def test_a_field_that_is_renamed_and_edited_at_once_is_a_renaming_and_what_really_changed(lists: int) -> None:
    old, new = thing("id", "label", "size"), thing("id", "label", "hue")
    for _ in range(lists):
        old, new = listed(old), listed(new)
    below = f"results{'[]' * lists}"
    assert kinds(holding("result", old), holding("results", new)) == {
        ("field.renamed", "results"),
        ("field.removed", f"{below}.size"),
        ("field.added", f"{below}.hue"),
    }


@pytest.mark.parametrize(
    ("names", "old", "new"),
    [
        pytest.param(("result", "results"), thing("id", "size"), thing("id", "hue"), id="one-in-common"),
        pytest.param(("result", "local_result"), thing("a", "b", "c"), thing("a", "b", "d"), id="a-word-more"),
        pytest.param(("result", "outcome"), thing("a", "b", "c"), thing("a", "b", "d"), id="another-name"),
        pytest.param(("result", "results"), thing("a", "b", "c"), listed(thing("a", "b", "d")), id="a-list-of-it"),
        pytest.param(("result", "results"), TEXT, thing("a", "b", "d"), id="no-object"),
    ],
)
def test_what_may_be_another_thing_is_gone_and_new(names, old, new):
    assert {("field.removed", names[0]), ("field.added", names[1])} <= kinds(
        holding(names[0], old), holding(names[1], new)
    )


@pytest.mark.parametrize(
    ("came", "is_renamed"),
    [
        pytest.param({"maker_type": TEXT, "maker_ref": {"type": "integer"}}, False, id="two-parts"),
        pytest.param({"the_maker": TEXT, "maker_ref": {"type": "integer"}}, False, id="a-word-more-in-each"),
        pytest.param({"maker_type": TEXT}, True, id="one"),
        pytest.param({"maker_type": TEXT, "type": TEXT}, True, id="another-is-a-word-less"),
        pytest.param({"maker_type": TEXT, "the_maker_ref": {"type": "integer"}}, True, id="a-word-at-each-end"),
        pytest.param({"maker_type": TEXT, "the_maker_ref": TEXT}, False, id="a-word-at-each-end-of-its-form"),
        pytest.param({"maker_type": TEXT, "owner_ref": {"type": "integer"}}, True, id="another-is-of-something-else"),
    ],
)
def test_a_field_that_was_parted_is_called_none_of_its_parts_now_whatever_forms_they_have(came, is_renamed):
    old, new = ({"type": "object", "properties": {"label": TEXT} | fields} for fields in ({"maker": TEXT}, came))
    told = kinds(old, new)
    assert (("field.renamed", "maker_type") in told) is is_renamed
    assert (("field.removed", "maker") in told) is not is_renamed
