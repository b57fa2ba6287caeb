"""Properties whose names are spelled in another style are the same properties, however many of them there are."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.respelling import letters_of_field, respelling
from driftwatch.rules.folding import folded
from tests.compare.schema_documents import document, put
from tests.rules.examples import findings_between

TEXT = {"type": "string"}
STEMS = [f"{one}_{other}" for one in ("box", "lid", "hinge", "label") for other in ("width", "colour", "made_at", "by")]


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def findings(old, new):
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return findings_between(*sides)


def of(names, place="response-property", **types):
    fields = {name: types.get(name, TEXT) for name in names}
    return document(put(place, {"type": "object", "properties": fields}, whole=True))


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_fields_that_are_all_spelled_in_another_style_are_renamed_and_told_once(place):
    told = findings(of(STEMS, place), of(map(camel, STEMS), place))
    assert {(one.before, one.after) for one in told} == {(name, camel(name)) for name in STEMS}
    assert {one.id for one in told} == {f"{place}-renamed"}
    (one,) = folded(told)
    assert len(one.members) == len(STEMS)
    assert "was called `box_by` before. The same change of spelling holds for fields" in one.message


def test_names_alike_are_no_hindrance_where_each_has_one_that_is_only_spelled_otherwise():
    old, new = ["created_time", "credited_time"], ["createdTime", "creditedTime"]
    assert {(one.before, one.after) for one in findings(of(old), of(new))} == set(zip(old, new, strict=True))


def test_another_type_beside_another_spelling_is_told_as_such():
    told = findings(of(["vlan_tag"]), of(["vlan-tag"], **{"vlan-tag": {"type": "integer"}}))
    assert sorted(one.id for one in told) == ["response-property-renamed", "response-property-type-changed"]


def test_names_that_two_could_be_are_renamed_by_nobody():
    told = findings(of(["made_at"], made_at={"type": "integer"}), of(["madeAt", "made-at"]))
    assert "response-property-renamed" not in {one.id for one in told}


def test_names_that_gain_or_lose_the_same_words_are_one_edit():
    old, new = ["client_id", "client_uri", "made_by"], ["id", "uri", "made_for"]
    told = folded(findings(of(old), of(new)))
    renamed = {one.message for one in told if one.id == "response-property-renamed"}
    assert [len(one.single) for one in told if one.before == "client_id"] == [2], renamed
    assert any("The same change of words holds for field `uri`." in one for one in renamed)


def test_other_names_are_told_apart_from_other_spellings():
    told = folded(findings(of(["made_by", "colour"]), of(["madeBy", "colours"])))
    assert {(one.before, one.after, len(one.members)) for one in told} == {
        ("made_by", "madeBy", 0), ("colour", "colours", 0),
    }  # fmt: skip


def test_spelling_is_about_letters_and_what_joins_them():
    assert letters_of_field("vlan-tag") == letters_of_field("vlanTag") == letters_of_field("VLAN_tag")
    assert letters_of_field("+1") != letters_of_field("-1")
    assert letters_of_field("_") != letters_of_field("-")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("made_at", "madeAt", ["_", "aA"]), ("made-at", "made_at", ["-", "_"]), ("MadeAt", "madeAt", ["AA", "aA"]),
        ("colour", "colours", None), ("+1", "-1", None), ("a", "a", None),
    ],
)  # fmt: skip
def test_a_respelling_names_both_styles(old, new, said):
    assert respelling(old, new) == said


def test_an_old_name_that_is_still_called_required_is_no_property():
    old = {"type": "object", "required": ["ID", "by"], "properties": {"ID": TEXT, "by": TEXT}}
    new = {**old, "properties": {"id": TEXT, "by": TEXT}}
    told = findings(*(document(put("response-property", side, whole=True)) for side in (old, new)))
    assert [(one.id, one.level, one.before, one.after) for one in told] == [
        ("response-property-renamed", "breaking", "ID", "id"),
    ]  # fmt: skip
