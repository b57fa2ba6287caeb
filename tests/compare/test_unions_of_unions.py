"""Alternatives that are offered by one of several alternatives are offered all the same."""

import pytest

from tests.compare.schema_documents import body_changes, changes, document, put

A, B, C, D = (
    {"type": "object", "properties": {name: {"type": "string"}, "n": {"type": "integer"}}, "required": [name]}
    for name in "abcd"
)
NAMED = {"A": A, "B": B, "C": C, "D": D}
REFS = [{"$ref": f"#/components/schemas/{name}"} for name in "ABC"]
MORE = {"$ref": "#/components/schemas/D"}
PLACES = ("request-property", "response-property")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("branches", [REFS, [A, B, C]], ids=["named", "inline"])
def test_a_union_inside_a_union_is_the_same_union(branches, keyword, place):
    flat = {keyword: branches}
    for nested in (
        {keyword: [branches[0], {keyword: branches[1:]}]},
        {keyword: [{keyword: branches[:2], "description": "Either."}, branches[2]]},
    ):
        assert () == body_changes(flat, nested, place=place, components=NAMED)
        assert () == body_changes(nested, flat, place=place, components=NAMED)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_what_a_union_inside_a_union_gained_is_told_alone(keyword, place):
    old = {keyword: REFS}
    new = {keyword: [REFS[0], {keyword: [*REFS[1:], MORE]}]}
    noun = {"oneOf": "one-of", "anyOf": "any-of"}[keyword]
    for one, other, what in ((old, new, "added"), (new, old, "removed")):
        told = body_changes(one, other, place=place, components=NAMED)
        assert [(change.kind, change.before or change.after) for change in told] == [(f"field.{noun}.{what}", ["D"])]


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_a_field_inside_a_union_inside_a_union_is_told_where_it_stands(keyword):
    old = {keyword: [A, {keyword: [B, C]}]}
    less = {**C, "properties": {**C["properties"], "n": {"type": "integer", "minimum": 1}}}
    for new in ({keyword: [A, {keyword: [B, less]}]}, {keyword: [A, B, less]}):
        told = body_changes(old, new, place="request-property")
        assert [change.kind for change in told] == ["field.minimum.set"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_branches_that_are_named_by_now_are_the_branches_that_they_were(keyword, place):
    old, new = {keyword: [A, B, C]}, {keyword: REFS}
    assert () == body_changes(old, new, place=place, components=NAMED)
    assert () == body_changes(new, old, place=place, components=NAMED)


def _audited(old, new):
    """What is told when the audit asks for the values of a property that stands in a branch which is not told of."""
    sides = (
        {"anyOf": [{"title": "One", "type": "object", "properties": {"f": one}}, {"type": "array"}]}
        for one in (old, new)
    )
    return [change.kind for change in body_changes(*sides, place="response-body")]


def test_a_union_inside_a_union_whose_branches_overlap_holds_the_same_values():
    inside = {"oneOf": [{**B, "properties": {"in": {"oneOf": [A, {"oneOf": [C, D]}]}}}, {"oneOf": [C, D]}]}
    flat = {"oneOf": [{**B, "properties": {"in": {"oneOf": [A, C, D]}}}, C, D]}
    assert [] == _audited(inside, flat) == _audited(flat, inside)


def test_a_list_of_values_as_a_union_beside_branches_that_overlap_holds_the_same_values():
    texts = [{"type": "string", "pattern": f"^{letter}+$"} for letter in "xy"]
    kept = {
        "type": "object",
        "properties": {"g": {"oneOf": [{"enum": ["none", "all"]}, *texts]}, "h": {"enum": ["a", "b"]}},
    }
    union = {"oneOf": [{"enum": ["a"]}, {"enum": ["b"]}]}
    parted = {"g": {"oneOf": [{"oneOf": [{"enum": ["none"]}, {"enum": ["all"]}]}, *texts]}, "h": union}
    for one, other in ((kept, {**kept, "properties": parted}), ({**kept, "properties": parted}, kept)):
        assert [] == _audited(one, other)
    less = {**parted, "g": {"oneOf": [{"enum": ["none"]}, *texts]}}
    assert [] != _audited(kept, {**kept, "properties": less})


LISTS = ([{"const": "a"}, {"const": "b"}], [{"enum": ["a", "b"]}], [{"oneOf": [{"const": "a"}, {"const": "b"}]}])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("known", LISTS, ids=["each", "list", "union"])
def test_values_that_are_known_beside_any_text_rule_none_out(known, place):
    text = {"type": "string"}
    for keyword in ("oneOf", "anyOf"):
        for other in (text, {"anyOf": [*known, text]}, {"oneOf": [{"enum": ["a", "b"], **text}, text]}):
            assert () == body_changes({keyword: [*known, text]}, other, place=place)
            assert () == body_changes(other, {keyword: [*known, text]}, place=place)
    more = {"oneOf": [*known, {"const": "c"}, text]}
    assert {"field.enum.value-added"} == {
        one.kind for one in body_changes({"oneOf": [*known, text]}, more, place=place)
    }
    objects = {"oneOf": [A, B]}  # of these a value may fit both, and is refused
    assert () != body_changes(objects, {"anyOf": [A, B]}, place=place)


def test_an_object_that_has_one_of_several_fields_is_a_union_of_objects_already():
    def of(*names):
        fields = {name: {"type": "string"} for name in ("a", "b", "c")}
        return {"type": "object", "properties": fields, "oneOf": [{"required": [name]} for name in names]}

    sides = (document(put("response-property", of(*names))) for names in ("ab", "abc"))
    (change,) = (one for one in changes(*sides) if one.kind.startswith("field.one-of"))
    assert "open-union" in change.traits
