"""What one edit of one place did is told once, though each part of it has a name of its own."""

from collections.abc import Iterable
from typing import Any

import pytest

from driftwatch.model.finding import Finding
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put
from tests.rules.test_wrappers import TEXT, ref, thing


def found(old: dict[str, Any], new: dict[str, Any]) -> tuple[Finding, ...]:
    return folded(judge(changes(old, new)))


def counted(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted((one.id, len(one.single)) for one in found(old, new))


def calls(statuses: Iterable[str] = (), **headers: Iterable[str]) -> dict[str, Any]:
    """Two calls that may fail, and whose answers have headers, by the name of the call."""
    paths = {}
    for name in ("a", "b"):
        known = {each: {"schema": TEXT} for each in headers.get(name, ())}
        answers: dict[str, Any] = {"200": {"description": "-", "headers": known}}
        answers |= {status: {"description": "-"} for status in statuses}
        paths[f"/{name}"] = {"get": {"responses": answers}}
    return {**document({}), "paths": paths}


def test_headers_that_come_to_the_same_answers_are_one_edit_that_names_each() -> None:
    [one] = found(calls(), calls(a=("X-Left", "X-Reset"), b=("X-Left", "X-Reset")))
    assert (one.id, one.level, len(one.single)) == ("response-header-added", "info", 4)
    assert one.message.endswith("is now documented. The same holds for `GET /b` and for header `x-reset`.")
    assert counted(calls(), calls(a=("X-Left", "X-Reset"), b=("X-Left",))) == [
        ("response-header-added", 1),
        ("response-header-added", 2),
    ]
    [gone] = found(calls(a=("X-Left", "X-Reset")), calls())
    assert (gone.level, len(gone.single)) == ("warning", 2)
    assert gone.message.endswith("The same holds for header `x-reset`.")


def test_failures_that_come_to_the_same_calls_are_one_edit_that_names_each_status() -> None:
    statuses = [str(number) for number in range(410, 425)]
    [one] = found(calls(), calls(statuses))
    assert (one.id, one.level, len(one.single)) == ("response-non-success-status-added", "info", 30)
    assert all(f"`{status}`" in one.message for status in statuses)
    assert {each.status for each in one.single} == set(statuses)
    [gone] = found(calls(("410", "411")), calls())
    assert {(each.level, each.status) for each in gone.members} == {("warning", "410"), ("warning", "411")}
    assert gone.message.count("`411`") == 1


def test_a_failure_of_more_calls_than_another_one_is_told_apart() -> None:
    new = calls(("409", "410"))
    del new["paths"]["/b"]["get"]["responses"]["410"]
    assert [(one.status, len(one.single)) for one in found(calls(), new)] == [("409", 2), ("410", 1)]


def test_a_success_is_not_told_with_failures() -> None:
    assert {one.id: one.status for one in found(calls(), calls(("202", "409")))} == {
        "response-success-status-added": "202",
        "response-non-success-status-added": "409",
    }


def listed(values: Iterable[str], *, other: Iterable[str] = "xy") -> dict[str, Any]:
    body = thing(state={"type": "string", "enum": [*values]}, other={"type": "string", "enum": [*other]})
    return document(put("request-body", ref("Thing")) | put("response-body", ref("Thing")), Thing=body)


def test_what_a_list_of_values_gains_and_loses_is_one_edit_however_severe_each_of_it_is() -> None:
    [told] = found(listed("ab"), listed("ac"))
    assert [(one.level, one.id) for one in told.single] == [
        ("breaking", "request-property-enum-value-removed"),
        ("warning", "response-property-enum-value-added"),
        ("info", "request-property-enum-value-added"),
        ("info", "response-property-enum-value-removed"),
    ]
    assert told.level == "breaking"
    assert told.message == (
        "Request field `state` of schema `Thing` no longer documents `b`. "
        "Warning: Response field `state` of schema `Thing` now documents `c`. "
        "Info: Request field `state` of schema `Thing` now documents `c`. "
        "Info: Response field `state` of schema `Thing` no longer documents `b`."
    )


def test_what_two_lists_gain_and_lose_is_two_edits() -> None:
    assert len(found(listed("abc"), listed("ab", other="xyz"))) == 2
    assert len(found(listed("ab", other="xb"), listed("ac", other="xc"))) == 1
    assert len(found(listed("ab", other="xyb"), listed("ac"))) == 2
    assert len(found(listed("ab"), listed("abc"))) == 1


def chosen(name: str, *, stated: str = "", mapped: bool = True) -> dict[str, Any]:
    """A union whose alternatives say by one value which they are, and are named by it."""
    said = {"cat": stated or name, "dog": "dog"}
    schemas = {key.title(): thing("kind", kind={**TEXT, "const": value}, **{key: TEXT}) for key, value in said.items()}
    union: dict[str, Any] = {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}}
    if mapped:
        union["discriminator"]["mapping"] = {name: ref("Cat")["$ref"], "dog": ref("Dog")["$ref"]}
    return document(put("request-body", ref("Pet")) | put("response-body", ref("Pet")), Pet=union, **schemas)


def test_a_value_that_names_an_alternative_and_is_its_only_one_is_told_once() -> None:
    [one] = found(chosen("cat"), chosen("feline"))
    assert (one.level, {each.id.partition("-")[2] for each in one.single}) == (
        "breaking",
        {"body-discriminator-mapping-renamed", "property-const-changed"},
    )
    assert len({each.fingerprint for each in one.single}) == 4
    assert "must now be `feline`, before `cat`" in one.message


@pytest.mark.parametrize("stated", ["lion", "dog"])
def test_a_value_that_is_another_one_than_the_mapping_says_is_told_by_itself(stated: str) -> None:
    ids = {one.id for one in found(chosen("cat", stated="cat"), chosen("feline", stated=stated))}
    assert {"request-body-discriminator-mapping-renamed", "request-property-const-changed"} <= ids


def test_a_value_that_is_no_text_names_no_alternative() -> None:
    sides = [chosen(name) for name in ("cat", "feline")]
    for side, size in zip(sides, (3, 4), strict=True):
        side["components"]["schemas"]["Cat"]["properties"]["size"] = {"type": "integer", "const": size}
    told = [{each.field for each in one.single} for one in found(*sides)]
    assert {"size"} in told
    assert len(told) == 2


def named_in(*unions: str, cat: str = "#/components/schemas/Cat", **names: str) -> dict[str, Any]:
    """Unions of the same alternatives, the first value of which is the one of `Cat`."""
    schemas = {name: thing("kind", kind={**TEXT, "const": value}) for name, value in names.items()}
    mapping = {value: ref(name)["$ref"] for name, value in names.items()}
    several = {f"a-{names['Cat']}": ref("Cat")["$ref"]} if cat == "several" else {}
    for union in unions:
        leads = {**mapping, names["Cat"]: cat} if union == "Other" and not several else mapping
        said = {"propertyName": "kind", "mapping": leads | several}
        schemas[union] = {"oneOf": [*map(ref, names)], "discriminator": said}
    return document(put("request-body", thing(**{union: ref(union) for union in unions})), **schemas)


def test_a_schema_follows_the_mapping_of_its_own_document() -> None:
    sides = [named_in("First", "Other", cat="other.yaml#/defs/Cat", Cat=name, Dog="dog") for name in ("cat", "lion")]
    for old, new in (sides, sides[::-1]):
        told = {tuple(sorted(filter(None, (each.schema for each in one.single)))) for one in found(old, new)}
        assert told == {("Cat", "First"), ("Other",)}


def test_a_schema_that_several_values_name_on_each_side_is_told_by_itself() -> None:
    sides = [named_in("First", cat="several", Cat=name, Dog="dog") for name in ("cat", "lion")]
    for old, new in (sides, sides[::-1]):
        assert sorted(one.schema for one in found(old, new)) == ["Cat", "First"]


def test_what_mappings_say_differently_is_told_of_each() -> None:
    sides = [named_in("First", "Other", Cat=name, Dog=dog) for name, dog in (("cat", "dog"), ("lion", "wolf"))]
    for side, dog in zip(sides, ("dog", "wolf"), strict=True):
        del side["components"]["schemas"]["Other"]["discriminator"]["mapping"][dog]
    for old, new in (sides, sides[::-1]):
        told = [[each.schema for each in one.single] for one in found(old, new)]
        assert ["Cat"] in told
        assert ["Dog", "First"] in told


def reached(api: str, **calls: str) -> dict[str, Any]:
    """An API at a base URL, of which some calls have another one."""
    paths = {
        f"/{name}": {"get": {**put("response-body", TEXT), "servers": [{"url": url}]}} for name, url in calls.items()
    }
    paths["/plain"] = {"get": put("response-body", TEXT)}
    return {**document({}), "paths": paths, "servers": [{"url": api}]}


def test_a_host_that_is_another_one_is_told_once_of_the_api_and_of_calls_with_addresses_of_their_own() -> None:
    def at(host: str) -> dict[str, Any]:
        return reached(f"https://{host}/v1", a=f"https://{host}/up", b=f"https://{host}/down")

    [one] = found(at("old.example.com"), at("new.example.com"))
    assert (one.level, len(one.single)) == ("breaking", 3)
    assert "The base URL is now `https://new.example.com/v1` (was `https://old.example.com/v1`)." in one.message
    assert (
        "`GET /a` is now documented at `https://new.example.com/up` (was `https://old.example.com/up`)." in one.message
    )
    assert one.message.endswith("The same change holds for `GET /b`.")


@pytest.mark.parametrize("own", ["https://other.example.com/up", "https://new.example.com/elsewhere"])
def test_a_call_that_goes_elsewhere_than_its_api_is_told_apart(own: str) -> None:
    old = reached("https://old.example.com/v1", a="https://old.example.com/up")
    assert len(found(old, reached("https://new.example.com/v1", a=own))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a-b.one.example", "a.b.one.example"), ("c-d.two.example", "c.d.two.example")),
        (("boxes", "box"), ("cats", "cat")),
        (("api.one.example", "api.one.example.eu"), ("api.two.example", "api.two.example.eu")),
    ],
)
@pytest.mark.parametrize("path", ["", "/v1"])
def test_another_host_is_another_one_however_alike_it_is_spelled(
    one: tuple[str, str], other: tuple[str, str], path: str
) -> None:
    sides = [
        reached("https://own.example", a=f"https://{one[side]}{path}", b=f"https://{other[side]}{path}")
        for side in (0, 1)
    ]
    assert [len(found(*each)) for each in (sides, sides[::-1])] == [2, 2]


def test_a_host_and_a_version_that_are_others_are_one_edit_wherever_they_are_both() -> None:
    old = reached("https://old.example/v1", a="https://old.example/v1/up", b="https://old.example/v1/down")
    new = reached("https://new.example/v2", a="https://new.example/v2/up", b="https://new.example/v1/down")
    assert sorted(len(one.single) for one in found(old, new)) == [1, 2]


def test_both_ends_of_a_range_are_one_edit_of_what_is_sent_whatever_else_comes_has_one_of_them() -> None:
    def side(name: dict[str, Any], role: dict[str, Any]) -> dict[str, Any]:
        schemas = {"Name": TEXT | name, "Role": TEXT | role}
        places = put("request-body", thing(name=ref("Name"))) | put(
            "response-body", thing(name=ref("Name"), role=ref("Role"))
        )
        return document(places, **schemas)

    most, both = {"maxLength": 63}, {"maxLength": 63, "minLength": 3}
    told = found(side({}, {}), side(both, most))
    assert [(one.level, len(one.single)) for one in told] == [("breaking", 2), ("info", 2), ("info", 1)]
    assert {one.area for one in told[0].single} == {"request"}


def needing(*required: str, place: str = "request-body", **others: Iterable[str]) -> dict[str, Any]:
    """A schema that travels, with objects beside that list as required what is given for them."""
    names = ("mast", "Mast", "sail", "Sail")
    boats = {
        name: thing(*listed, **dict.fromkeys(names, TEXT)) for name, listed in {"Boat": required, **others}.items()
    }
    whole = thing(**{name.lower(): ref(name) for name in boats})
    ways = ("request-body", "response-body") if place == "both" else (place,)
    operation: dict[str, Any] = {}
    for each in ways:
        operation |= put(each, whole)
    return document(operation, **boats)


def test_a_name_that_takes_the_place_of_another_one_in_the_list_of_what_is_required_is_one_edit() -> None:
    [one] = found(needing("mast", "sail", place="both"), needing("Mast", "Sail", place="both"))
    assert (one.level, len(one.single)) == ("breaking", 8)
    assert {each.id: each.level for each in one.single} == {
        "request-property-became-required": "breaking",
        "request-property-became-optional": "info",
        "response-property-became-required": "info",
        "response-property-became-optional": "warning",
    }
    assert all(f"`{name}`" in one.message for name in ("mast", "sail", "Mast", "Sail"))
    assert counted(needing("mast"), needing("sail")) == [("request-property-became-required", 2)]
    copies = found(needing("mast", Ship=("mast",)), needing("sail", Ship=("sail",)))
    assert [len(one.single) for one in copies] == [4]


@pytest.mark.parametrize("place", ["request-body", "both"])
def test_several_names_may_take_the_place_of_one(place: str) -> None:
    for sides in ((("mast",), ("sail", "Sail", "Mast")), (("sail", "Sail", "Mast"), ("mast",))):
        [one] = found(*(needing(*names, place=place) for names in sides))
        assert len(one.single) == (8 if place == "both" else 4)


def test_what_two_objects_require_otherwise_is_told_apart() -> None:
    assert len(found(needing("mast", Ship=("Mast",)), needing("sail", Ship=("Sail",)))) == 2
    assert len(found(needing("mast", Ship=()), needing(Ship=("mast",)))) == 2
    # What both lost is one edit of both: in its place two things came.
    assert len(found(needing("mast", Ship=("mast",)), needing("sail", Ship=("Sail",)))) == 3


def asking(*in_path: str, **in_query: dict[str, Any]) -> dict[str, Any]:
    """Two calls that ask for the same parameters."""
    listed = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in in_path]
    items = {"type": "array", "items": TEXT}
    listed += [{"name": name, "in": "query", "schema": items, **said} for name, said in in_query.items()]
    steps = "".join(f"/{{{name}}}" for name in in_path)
    call = {"parameters": listed, "responses": {}}
    return {**document({}), "paths": {f"/{first}{steps}": {"get": call} for first in "ab"}}


def test_parameters_that_are_all_written_in_another_way_are_one_edit_that_names_each() -> None:
    apart = {"explode": False}
    [one] = found(asking(hue=apart, size=apart), asking(hue={}, size={}))
    assert (one.id, len(one.single)) == ("request-parameter-explode-changed", 4)
    assert one.message.endswith("The same holds for `GET /b` and for parameter `size`.")
    assert len(found(asking(hue=apart, size=apart), asking(hue={}, size={"style": "pipeDelimited", **apart}))) == 2


def test_parameters_that_are_written_in_another_way_are_known_by_their_names_all_of_which_are_said() -> None:
    def written(*names: str) -> Any:
        [one] = found(*(asking(**dict.fromkeys(names, said)) for said in ({"explode": False}, {})))
        return one

    many = [f"part{number:02}" for number in range(12)]
    assert not [name for name in many if f"`{name}`" not in written(*many).message]
    assert len({written(*names).fingerprint for names in ("ab", "abc", "cd", "a", "b")}) == 5


def test_parameters_that_are_spelled_otherwise_are_known_by_their_names() -> None:
    def spelled(*names: str) -> str:
        [one] = found(asking(*(f"{name}Id" for name in names)), asking(*(f"{name}_id" for name in names)))
        return one.fingerprint

    assert len({spelled(*names) for names in (["boat"], ["boat", "mast"], ["boat", "sail"])}) == 3


def test_parameters_whose_names_are_all_spelled_otherwise_are_one_edit() -> None:
    [one] = found(asking("boatId", "mastId"), asking("boat_id", "mast_id"))
    assert (one.id, len(one.single)) == ("request-path-parameter-renamed", 4)
    assert one.message.endswith("The same change of spelling holds for `GET /b/{}/{}` and for parameter `mast_id`.")
    assert len(found(asking("boatId", "mastId"), asking("boat_id", "sail"))) == 2
