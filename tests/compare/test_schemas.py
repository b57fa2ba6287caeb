"""What is told about schemas, and what is not."""

import pytest

from tests.compare.schema_documents import body_changes, changes, document, put, said

TEXT = {"type": "string"}
PET = {"type": "object", "required": ["name"], "properties": {"name": TEXT, "age": {"type": "integer"}}}
CAT = {"type": "object", "title": "Cat", "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}}
DOG = {"type": "object", "title": "Dog", "properties": {"kind": {"const": "dog"}, "barks": {"type": "boolean"}}}
FISH = {"type": "object", "title": "Fish", "properties": {"kind": {"const": "fish"}, "fins": {"type": "integer"}}}
PET_REF = {"$ref": "#/components/schemas/Pet"}

SAME = {
    "a reference inlined": (PET_REF, PET),
    "a reference extracted": (PET, PET_REF),
    "a reference wrapped in allOf": (PET_REF, {"allOf": [PET_REF]}),
    "a reference wrapped in oneOf": (PET_REF, {"oneOf": [PET_REF]}),
    "a schema wrapped in anyOf": (PET, {"anyOf": [PET]}),
    "a schema split over allOf": (
        PET,
        {
            "allOf": [
                {"type": "object", "properties": {"name": TEXT}, "required": ["name"]},
                {"properties": {"age": {"type": "integer"}}},
            ]
        },
    ),
    "allOf branches merged": (
        {"allOf": [{"type": "object", "required": ["name"]}, {"properties": {"name": TEXT}}, PET]},
        {"allOf": [PET]},
    ),
    "allOf branches in another order": ({"allOf": [CAT, PET]}, {"allOf": [PET, CAT]}),
    "oneOf branches in another order": ({"oneOf": [CAT, DOG, FISH]}, {"oneOf": [FISH, CAT, DOG]}),
    "properties and required in another order": (
        {"type": "object", "required": ["a", "b"], "properties": {"a": TEXT, "b": TEXT}},
        {"required": ["b", "a"], "properties": {"b": TEXT, "a": TEXT}, "type": "object"},
    ),
    "enum members in another order": (TEXT | {"enum": ["a", "b"]}, TEXT | {"enum": ["b", "a"]}),
    "a list of one type": (TEXT, {"type": ["string"]}),
    "nullable as a list of types": (TEXT | {"nullable": True}, {"type": ["string", "null"]}),
    "nullable as a branch": ({"type": ["string", "null"]}, {"anyOf": [TEXT, {"type": "null"}]}),
    "a nullable reference in two spellings": (
        {"oneOf": [PET_REF, {"type": "null"}]},
        {"allOf": [PET_REF], "nullable": True},
    ),
    "exclusiveMinimum as boolean and as number": (
        {"type": "number", "minimum": 5, "exclusiveMinimum": True},
        {"type": "number", "exclusiveMinimum": 5},
    ),
    "a constant as an enum of one": (TEXT | {"const": "a"}, TEXT | {"enum": ["a"]}),
    "integers as multiples of one": ({"type": "integer"}, {"type": "number", "multipleOf": 1}),
    "integers as multiples of a whole number": (
        {"type": "integer", "multipleOf": 3, "maximum": 8},
        {"type": "number", "multipleOf": 3, "exclusiveMaximum": 9},
    ),
    "a discriminator with the names of schemas": (
        {"oneOf": [PET_REF, TEXT], "discriminator": {"propertyName": "kind"}},
        {
            "oneOf": [PET_REF, TEXT],
            "discriminator": {"propertyName": "kind", "mapping": {"Pet": "#/components/schemas/Pet"}},
        },
    ),
    "integers written as floats": ({"type": "number", "default": 1.0}, {"type": "number", "default": 1}),
    "words about the schema": (PET, PET | {"title": "Pet", "description": "A pet.", "example": {"name": "x"}}),
    "lower bounds of nothing": (TEXT, TEXT | {"minLength": 0}),
    "extra properties allowed as by default": (PET, PET | {"additionalProperties": True}),
    "a missing schema on both sides": ({"$ref": "#/components/schemas/None"}, {"$ref": "#/components/schemas/None"}),
}


@pytest.mark.parametrize("place", ["request-body", "request-property", "response-body", "response-property"])
@pytest.mark.parametrize("pair", SAME.values(), ids=SAME.keys())
def test_what_means_the_same_is_silent(pair, place):
    for before, after in (pair, pair[::-1]):
        assert () == body_changes(before, after, place=place, components={"Pet": PET})


def test_a_renamed_component_is_silent():
    old = document(put("request-body", {"type": "array", "items": PET_REF}), Pet=PET)
    new = document(put("request-body", {"type": "array", "items": {"$ref": "#/components/schemas/Animal"}}), Animal=PET)
    assert [] == [change for change in changes(old, new) if change.kind.startswith("field.")]


def test_a_renamed_component_that_changed_is_compared_once():
    bigger = PET | {"properties": PET["properties"] | {"colour": TEXT}}
    uses = put("request-body", {"type": "object", "properties": {"one": PET_REF, "two": PET_REF}})
    animal = {"$ref": "#/components/schemas/Animal"}
    new_uses = put("request-body", {"type": "object", "properties": {"one": animal, "two": animal}})
    found = changes(document(uses, Pet=PET), document(new_uses, Animal=bigger))
    assert [("field.added", "colour")] == said(tuple(one for one in found if one.kind.startswith("field.")))


def test_a_shared_schema_is_told_once_for_each_direction():
    uses = {**put("request-body", {"type": "object", "properties": {"a": PET_REF, "b": PET_REF}})}
    uses |= put("response-body", {"type": "object", "properties": {"a": PET_REF, "b": PET_REF}})
    old = document(uses, Pet=PET)
    new = document(uses, Pet=PET | {"required": ["name", "age"]})
    found = changes(old, new)
    assert [("request-property", "age"), ("response-property", "age")] == [(one.role, one.field) for one in found]
    assert {"Pet"} == {one.owner.name for one in found}
    assert {("POST /things",)} == {tuple(owner.name for owner in one.operations) for one in found}


def test_a_schema_nobody_uses_is_told_once_and_of_no_operation():
    body = put("request-body", TEXT)
    (change,) = changes(document(body, Pet=PET), document(body, Pet=PET | {"required": []}))
    assert ("field.became-optional", (), "schemas") == (change.kind, change.operations, change.location)
    assert "unreached" in change.traits


def test_the_root_of_a_shared_schema_has_the_place_of_its_use():
    uses = put("request-body", {"allOf": [{"$ref": "#/components/schemas/Size"}]}) | put(
        "response-property", {"$ref": "#/components/schemas/Size"}
    )
    found = changes(
        document(uses, Size={"type": "number", "maximum": 5}), document(uses, Size={"type": "number", "maximum": 4})
    )
    assert [("request-body", None), ("response-property", None)] == [(one.role, one.field) for one in found]


def test_a_removed_object_is_told_once():
    before = {"type": "object", "properties": {"a": PET, "b": TEXT}}
    after = {"type": "object", "properties": {"b": TEXT}}
    assert [("field.removed", "a")] == said(body_changes(before, after))


def test_a_rename_is_one_change():
    before = {"type": "object", "properties": {"max_tokens": {"type": "integer", "minimum": 1}}}
    after = {"type": "object", "properties": {"max_completion_tokens": {"type": "integer", "minimum": 1}}}
    found = body_changes(before, after)
    assert [("field.renamed", "max_completion_tokens")] == said(found)
    assert ("max_tokens", "max_completion_tokens") == (found[0].before, found[0].after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("temperature", "temp"), ("a", "a2"), ("max_tokens", "maxTokens"), ("colour", "color"), ("id", "user_id")],
)
@pytest.mark.parametrize("place", ["request-body", "response-body", "request-parameter"])
def test_names_that_are_alike_are_one_rename(before, after, place):
    old, new = ({"type": "object", "properties": {name: TEXT, "kept": TEXT}} for name in (before, after))
    assert [("field.renamed", after)] == said(body_changes(old, new, place=place))


def test_what_became_two_kinds_of_itself_is_called_neither():
    def listed(*names):
        return {"type": "object", "properties": {name: {"type": "array", "items": TEXT} for name in names}}

    split = said(body_changes(listed("nodes"), listed("near_nodes", "very_far_nodes"), place="response-body"))
    assert {("field.removed", "nodes"), ("field.added", "near_nodes"), ("field.added", "very_far_nodes")} == set(split)
    joined = said(body_changes(listed("near_nodes", "very_far_nodes"), listed("nodes"), place="response-body"))
    assert "field.renamed" not in {kind for kind, _ in joined}
    alone = said(body_changes(listed("nodes"), listed("near_nodes"), place="response-body"))
    assert [("field.renamed", "near_nodes")] == alone


@pytest.mark.parametrize(
    ("removed", "added"),
    [
        ({"user_name": TEXT}, {"user_names": {"type": "array"}}),
        ({"role": TEXT}, {"limit": TEXT}),
        ({"user_name": TEXT}, {"user_name_a": TEXT, "user_name_b": TEXT}),
        ({"a": TEXT}, {"b": TEXT}),
        ({"имя": TEXT}, {"дата": TEXT}),
        ({"a_a": TEXT}, {"a_b": TEXT, "b_a": TEXT}),
        ({"role": TEXT}, {"newRoleName": TEXT}),
        ({"start_date": TEXT}, {"end_date": TEXT}),
        ({"min_length": TEXT}, {"max_length": TEXT}),
        ({"user_names": TEXT, "user_named": TEXT}, {"user_name": TEXT}),
    ],
)
def test_what_could_be_something_else_is_no_rename(removed, added):
    found = body_changes({"type": "object", "properties": removed}, {"type": "object", "properties": added})
    assert {"field.removed", "field.added"} == {change.kind for change in found}


def test_a_read_only_property_is_nothing_to_a_request():
    before, after = {"type": "object"}, {"type": "object", "properties": {"id": TEXT | {"readOnly": True}}}
    assert () == body_changes(before, after)
    assert [("field.added", "id")] == said(body_changes(before, after, place="response-body"))


def test_branches_are_paired_by_what_they_are():
    more = DOG | {"properties": DOG["properties"] | {"size": TEXT}}
    assert [("field.added", "<oneOf:Dog>.size")] == said(body_changes({"oneOf": [CAT, DOG]}, {"oneOf": [more, CAT]}))
    assert [("field.one-of.added", None)] == said(body_changes({"oneOf": [CAT, DOG]}, {"oneOf": [FISH, CAT, DOG]}))
    assert [("field.one-of.removed", None)] == said(body_changes({"oneOf": [CAT, DOG, FISH]}, {"oneOf": [FISH, CAT]}))


def test_a_schema_that_became_one_of_several_is_told_once():
    assert [("field.one-of.wrapped", None)] == said(body_changes(CAT, {"oneOf": [DOG, CAT]}))
    assert [("field.any-of.unwrapped", None)] == said(body_changes({"anyOf": [DOG, CAT]}, CAT))


def test_types_as_alternatives_are_a_list_of_types():
    listed = {"oneOf": [TEXT, {"type": "array", "items": TEXT}]}
    assert [("field.types.widened", None)] == said(body_changes(TEXT, listed))
    assert [("field.types.narrowed", None)] == said(body_changes(listed, TEXT))


def test_an_all_of_branch_that_is_new_as_a_whole_is_told_as_such():
    named = {"Pet": PET, "Cat": {**CAT, "maxProperties": 9}}
    one, both = {"allOf": [PET_REF, {"description": "x"}]}, {"allOf": [PET_REF, {"$ref": "#/components/schemas/Cat"}]}
    assert ["field.all-of.added"] == [
        one.kind for one in body_changes(one, both, components=named) if "annotation" not in one.kind
    ]


def test_a_property_that_moved_into_a_branch_is_silent_and_one_that_did_not_is_told():
    before = {"allOf": [PET, {"properties": {"colour": TEXT}}]}
    after = {"allOf": [{**PET, "properties": {"name": TEXT, "colour": TEXT}}]}
    assert [("field.removed", "age")] == said(body_changes(before, after))


def test_what_is_required_beside_a_reference_is_found():
    before, after = {"allOf": [PET_REF]}, {"allOf": [PET_REF, {"required": ["age"]}]}
    assert {"field.became-required", "field.all-of.added"} & {
        one.kind for one in body_changes(before, after, components={"Pet": PET})
    }


def test_true_is_not_one():
    assert [("field.const.changed", None)] == said(body_changes({"const": 1}, {"const": True}))
    assert [("field.default.changed", None)] == said(body_changes({"default": 0}, {"default": False}))
    assert [("field.minimum.set", None)] == said(body_changes({"type": "number"}, {"type": "number", "minimum": 0}))


def test_a_nested_default_says_where_it_differs():
    before = {"type": "object", "default": {"a": {"b": 1, "c": [1, 2]}, "d": "x"}}
    after = {"type": "object", "default": {"a": {"b": 2, "c": [1, 2]}, "d": "x"}}
    (found,) = body_changes(before, after)
    assert ({"a.b": 1}, {"a.b": 2}) == (found.before, found.after)


def test_one_value_sent_as_a_repeated_parameter_fits_an_array_of_it():
    one, many = put("request-parameter", TEXT), put("request-parameter", {"type": "array", "items": TEXT})
    assert [("field.type.generalized", None)] == said(changes(document(one), document(many)))


def test_a_header_that_became_an_object_tells_its_type_only():
    one, other = put("response-header", TEXT), put("response-header", PET)
    assert [("field.type.changed", None)] == said(changes(document(one), document(other)))


def test_evidence_is_the_new_document():
    (found,) = body_changes(TEXT, {"type": "integer"})
    assert ["old"] == [source.url for source in found.sources]


NUMBER = {"type": "number"}


@pytest.mark.parametrize(
    ("inclusive", "exclusive", "narrower", "wider"),
    [
        ({"minimum": 20}, {"exclusiveMinimum": 20}, "field.minimum.raised", "field.minimum.lowered"),
        ({"minimum": 20}, {"exclusiveMinimum": 19}, "field.minimum.lowered", "field.minimum.raised"),
        ({"maximum": 20}, {"exclusiveMaximum": 20}, "field.maximum.lowered", "field.maximum.raised"),
        ({"maximum": 20}, {"exclusiveMaximum": 21}, "field.maximum.raised", "field.maximum.lowered"),
    ],
)
def test_an_end_of_a_range_that_is_included_or_not_is_told_once(inclusive, exclusive, narrower, wider):
    (there,) = body_changes(NUMBER | inclusive, NUMBER | exclusive)
    (back,) = body_changes(NUMBER | exclusive, NUMBER | inclusive)
    assert (narrower, wider) == (there.kind, back.kind)
    assert there.before == back.after == next(iter(inclusive.values()))
    assert there.after == back.before == f"{'more' if 'minimum' in inclusive else 'less'} than {exclusive.popitem()[1]}"


def test_an_end_of_a_range_that_both_keywords_limit_is_told_keyword_by_keyword():
    one, both = NUMBER | {"minimum": 1}, NUMBER | {"minimum": 1, "exclusiveMinimum": 3}
    assert [("field.exclusive-minimum.set", "f")] == said(body_changes(holding(one), holding(both)))


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_what_admits_nothing_is_told_without_what_it_no_longer_says(place):
    wordy = {"type": "string", "minLength": 3, "enum": ["abc", "abcd"]}
    assert [("field.became-impossible", "f")] == said(body_changes(holding(wordy), NEVER, place=place))
    assert [("field.became-possible", "f")] == said(body_changes(NEVER, holding(wordy), place=place))


def holding(schema):
    return {"type": "object", "properties": {"f": schema}}


NEVER = {"type": "object", "properties": {"f": False}}


@pytest.mark.parametrize(
    ("fewer", "more"),
    [({"enum": ["a"]}, {"enum": ["a", "b"]}), ({"type": "string", "minLength": 3}, {"type": "string"})],
)
def test_what_is_ruled_out_is_more_or_less_where_that_is_known(fewer, more):
    old, new = {"not": fewer}, {"not": more}
    assert ["rules-out-more"] == [name for one in body_changes(old, new) for name in one.traits if "rules" in name]
    assert ["rules-out-less"] == [name for one in body_changes(new, old) for name in one.traits if "rules" in name]
    assert [] == [name for one in body_changes(old, {"not": {"const": 7}}) for name in one.traits if "rules" in name]


@pytest.mark.parametrize("same", [{"enum": ["a"]}, {"type": "string", "const": "a"}], ids=str)
def test_one_value_is_ruled_out_by_whichever_keyword_it_is_written(same):
    one, other = ({"type": "string", "not": schema} for schema in ({"const": "a"}, same))
    for sides in ((one, other), (other, one), (holding(one), holding(other))):
        assert () == body_changes(*sides)
    assert ["field.not.changed"] == [change.kind for change in body_changes(one, {**one, "not": {"enum": ["b"]}})]


@pytest.mark.parametrize(("guard", "place"), [("readOnly", "request-body"), ("writeOnly", "response-body")])
def test_what_came_went_or_must_be_there_below_what_never_travels_says_so(guard, place):
    kept = {"type": "object", guard: True, "properties": {"a": {"type": "string"}}}
    more = kept | {"required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    trait = {"readOnly": "read-only", "writeOnly": "write-only"}[guard]
    for sides in ((kept, more), (more, kept)):
        found = body_changes(*map(holding, sides), place=place)
        assert len(found) > 1
        assert all(trait in one.traits for one in found)


def test_a_number_in_a_parameter_of_json_is_no_text():
    for old, new in (("string", "integer"), ("integer", "string")):
        (told,) = changes(*(document(put("request-parameter", {"type": one}, in_json=True)) for one in (old, new)))
        assert told.kind == "field.type.changed"


@pytest.mark.parametrize("items", [{}, {"items": {"type": "string"}}])
def test_that_nothing_may_follow_fixed_positions_is_no_property_that_is_gone(items):
    at = {"type": "array", "prefixItems": [{"type": "string"}]}
    (closed,) = body_changes(at | items, at | {"items": False}, place="response-body")
    (opened,) = body_changes(at | {"items": False}, at | items, place="response-body")
    assert [("field.became-impossible", "[]"), ("field.became-possible", "[]")] == said((closed, opened))
    assert "beyond-positions" in closed.traits & opened.traits
    (gone,) = body_changes({"type": "array", "items": {}}, {"type": "array", "items": False}, place="response-body")
    assert "beyond-positions" not in gone.traits
