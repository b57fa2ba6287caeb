"""What somebody did to a whole API at once is one edit, and names all that it was done to."""

from typing import Any

import pytest

from driftwatch.model.finding import Finding
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put
from tests.rules.edited_operations import between, spec
from tests.rules.test_wrappers import TEXT, ref, thing


def boxes(count: int, *, required: bool, ways: dict[str, int]) -> dict[str, Any]:
    """As many schemas with two fields each; `ways` says how many of them travel in each place."""
    names = [f"Box{number:02}" for number in range(count)]
    held = {
        name: thing(*((f"a{name}", f"b{name}") if required else ()), **{f"a{name}": TEXT, f"b{name}": TEXT})
        for name in names
    }
    operation: dict[str, Any] = {}
    for place, many in ways.items():
        operation |= put(place, thing(**{name.lower(): ref(name) for name in names[:many]}))
    return document(operation, **held)


def found(count: int, ways: dict[str, int], *, now: bool = True) -> tuple[Finding, ...]:
    old, new = (boxes(count, required=required, ways=ways) for required in (not now, now))
    return folded(judge(changes(old, new)))


@pytest.mark.parametrize(("count", "told"), [(10, [20]), (9, [2] * 9)])
def test_that_many_fields_are_always_there_by_now_is_one_edit_of_all(count: int, told: list[int]) -> None:
    findings = found(count, {"response-body": count})
    assert [(one.level, len(one.single)) for one in findings] == [("info", members) for members in told]
    assert {each.field for one in findings for each in one.single} == {
        f"{side}Box{number:02}" for number in range(count) for side in "ab"
    }
    sent = found(count, {"request-body": count}, now=False)
    assert [len(one.single) for one in sent] == told


def test_what_asks_for_something_is_told_of_each_object_however_many_there_are() -> None:
    assert [(one.level, len(one.single)) for one in found(10, {"request-body": 10})] == [("breaking", 2)] * 10
    missed = found(10, {"response-body": 10}, now=False)
    assert [(one.level, len(one.single)) for one in missed] == [("warning", 2)] * 10


def test_what_travels_both_ways_stays_one_edit_of_its_object_beside_all_others() -> None:
    findings = found(13, {"response-body": 13, "request-body": 2})
    assert [(one.level, len(one.single)) for one in findings] == [("breaking", 4), ("breaking", 4), ("info", 22)]


@pytest.mark.parametrize(("count", "told"), [(20, [20]), (19, [1] * 19)])
def test_tags_that_so_many_calls_got_are_one_edit_of_all(count: int, told: list[int]) -> None:
    def tagged(path: str, operation: dict[str, Any]) -> None:
        operation["tags"] = [path.title()]

    paths = [f"/part{number:02}" for number in range(count)]
    findings = folded(between(spec(*paths), spec(*paths, edit=tagged)))
    assert [len(one.single) for one in findings] == told
    whole = f"The same kind of change holds for {count - 1} other operations."
    assert findings[0].message.endswith(whole) is (told == [20])
    assert {each.after for one in findings for each in one.single} == {path.title() for path in paths}


@pytest.mark.parametrize(("count", "told"), [(20, [40]), (19, [2] * 19)])
def test_that_so_many_lists_of_values_are_gone_is_one_edit_of_all(count: int, told: list[int]) -> None:
    def listing(*, limited: bool) -> dict[str, Any]:
        lists = {
            f"code{number:02}": TEXT | ({"enum": ["x", f"v{number:02}"]} if limited else {}) for number in range(count)
        }
        whole = ref("Box")
        return document(put("request-body", whole) | put("response-body", whole), Box=thing(**lists))

    findings = folded(judge(changes(listing(limited=True), listing(limited=False))))
    assert [(one.level, len(one.single)) for one in findings] == [("warning", members) for members in told]
    assert ("The same kind of change holds for fields" in findings[0].message) is (told == [40])
    assert {each.level for each in findings[0].single} == {"warning", "info"}
    limited = folded(judge(changes(listing(limited=False), listing(limited=True))))
    assert [(one.level, len(one.single)) for one in limited] == [("breaking", 2)] * count


def without_lists(prefix: str, *, count: int = 22) -> Finding:
    """Return what is told of a schema of so many fields that lose their lists of values."""
    old, new = (
        document(
            put("response-body", ref("Box")),
            Box=thing(
                **{f"{prefix}{n:02}": TEXT | ({"enum": [f"{n}a", f"{n}b"]} if listed else {}) for n in range(count)}
            ),
        )
        for listed in (True, False)
    )
    [one] = folded(judge(changes(old, new)))
    return one


def test_a_sweep_is_known_by_all_that_it_is_about_and_names_each() -> None:
    """Who accepts one has not seen another one of the same kind, nor one that reaches further."""
    one = without_lists("hue")
    assert one.fingerprint == without_lists("hue").fingerprint
    assert len({one.fingerprint, without_lists("size").fingerprint, without_lists("hue", count=23).fingerprint}) == 3
    assert not [each.field for each in one.single if f"`{each.field}`" not in one.message]


@pytest.mark.parametrize(("count", "told"), [(20, [20]), (19, [1] * 19)])
def test_lists_that_so_many_parameters_of_one_call_lost_are_one_edit_as_those_of_many_calls_are(
    count: int, told: list[int]
) -> None:
    def asking(*, listed: bool) -> dict[str, Any]:
        names = [f"part{number:02}" for number in range(count)]
        schemas = [{**TEXT, **({"enum": [f"{name}a", f"{name}b"]} if listed else {})} for name in names]
        given = [{"name": name, "in": "query", "schema": schema} for name, schema in zip(names, schemas, strict=True)]
        return document({"parameters": given, "responses": {}})

    findings = folded(judge(changes(asking(listed=True), asking(listed=False))))
    assert [len(one.single) for one in findings] == told
