"""What alternatives are told by: a property that is written out as one value now, or what each of them requires."""

import json

import pytest

from tests.compare.schema_documents import body_changes, document, put
from tests.compare.test_ends_and_alternatives import told

TEXT = {"type": "string"}


def union(box, mapping):
    names = ("Box", "Bag")
    to = {name: {"$ref": f"#/components/schemas/{name}"} for name in names}
    said = {"propertyName": "kind"} | ({"mapping": mapping} if mapping else {})
    kinds = {
        name: {"type": "object", "properties": {"kind": kind}} for name, kind in zip(names, (box, TEXT), strict=True)
    }
    return document(put("request-body", {"oneOf": list(to.values()), "discriminator": said}), **kinds)


BOX = "#/components/schemas/Box"


@pytest.mark.parametrize("mapping", [{}, {"Box": BOX}, {"Box": BOX, "bag": "#/components/schemas/Bag"}], ids=str)
@pytest.mark.parametrize("stated", [{"const": "Box"}, {"enum": ["Box"]}], ids=str)
def test_the_value_that_led_there_before_is_no_demand(stated, mapping):
    ((_, level),) = told(union(TEXT, mapping), union(TEXT | stated, mapping))
    assert level == "info"


@pytest.mark.parametrize(
    ("mapping", "value"),
    [
        ({}, "box"),
        ({"box": BOX}, "Box"),
        ({"Box": BOX, "Crate": BOX}, "Box"),
        ({"Box": "#/components/schemas/Bag"}, "Bag"),
    ],
    ids=str,
)
def test_another_value_than_the_one_that_led_there_is_a_demand(mapping, value):
    found = told(union(TEXT, mapping), union(TEXT | {"const": value}, mapping))
    assert ("request-property-const-added", "breaking") in found


def test_what_an_alternative_has_in_it_is_none_that_a_discriminator_leads_to():
    def holding(kind):
        box = {"type": "object", "properties": {"kind": kind}}
        inline = {"type": "object", "properties": {"kind": TEXT, "box": {"$ref": BOX}}}
        other = {"type": "object", "properties": {"kind": TEXT, "size": TEXT}}
        said = {"oneOf": [inline, other], "discriminator": {"propertyName": "kind"}}
        return document(put("request-body", said), Box=box)

    assert ("request-property-const-added", "breaking") in told(holding(TEXT), holding(TEXT | {"const": "Box"}))


@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
def test_branches_that_lost_what_only_the_other_one_requires_are_told_apart_by_what_they_require(group):
    parts = {"address": {"type": "string", "format": "uri"}, "words": {"type": "string"}}
    old = [{"type": "object", "title": name, "properties": parts, "required": [name]} for name in parts]
    new = [
        {"type": "object", "title": f"By {name}", "properties": {name: part}, "required": [name]}
        for name, part in parts.items()
    ]
    for order in (new, new[::-1]):
        found = body_changes({group: old}, {group: order}, place="request-property")
        assert {change.kind for change in found} == {"field.removed"}


def led_to(mapping, required):
    refs = {value: f"#/components/schemas/{name}" for value, name in mapping.items()}
    union = {
        "oneOf": [{"$ref": ref} for ref in refs.values()],
        "discriminator": {"propertyName": "kind", "mapping": refs},
    }
    forms = {
        name: {"type": "object", "properties": {"kind": TEXT, field: TEXT}, "required": ["kind", field]}
        for name, field in required.items()
    }
    return document(put("request-body", union), **forms)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_value_that_leads_to_what_another_one_led_to_is_told_though_all_forms_are_equal(order):
    old = led_to({"a": "Box", "b": "Bag"}, {"Box": "width", "Bag": "height"})
    names = {"a": "Tall", "b": "Wide"}
    new = led_to({value: names[value] for value in order}, {"Wide": "width", "Tall": "height"})
    for sides in ((old, new), (new, old)):
        assert ("new-required-request-property", "breaking") in told(*sides)


def test_forms_that_are_only_called_otherwise_are_the_same():
    old = led_to({"a": "Box", "b": "Bag"}, {"Box": "width", "Bag": "height"})
    new = led_to({"b": "Tall", "a": "Wide"}, {"Wide": "width", "Tall": "height"})
    assert not {level for _, level in told(old, new)} - {"info"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def shapes(mapping, *more, tags=(TEXT, TEXT), way="request-body"):
    names = ("Lid", "Pot", *more)
    said = {"propertyName": "kind", "mapping": {value: ref(name)["$ref"] for value, name in mapping.items()}}
    parts = {
        name: {"type": "object", "properties": {"kind": tag, name: TEXT}}
        for name, tag in zip(names, (*tags, *(TEXT for _ in more)), strict=True)
    }
    return document(put(way, {"oneOf": [ref(name) for name in names], "discriminator": said}), **parts)


PLAIN = {"lid": "Lid", "pot": "Pot"}


@pytest.mark.parametrize("way", ["request-body", "response-body"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAIN, {"cover": "Lid", "pot": "Pot"}),
        ({"Lid": "Lid", "Pot": "Pot"}, PLAIN),
        (PLAIN, {"Lid": "Lid", "Pot": "Pot"}),
        ({"lid": "Lid", "top": "Lid", "pot": "Pot"}, {"cover": "Lid", "pot": "Pot"}),
    ],
    ids=str,
)
def test_an_alternative_that_another_value_alone_names_is_called_otherwise(way, before, after):
    assert told(shapes(before, way=way), shapes(after, way=way)) == [
        (f"{way}-discriminator-mapping-renamed", "breaking")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAIN, {**PLAIN, "cover": "Lid"}),
        ({**PLAIN, "cover": "Lid"}, PLAIN),
        ({}, PLAIN),
        (PLAIN, {}),
        (PLAIN, {"lid": "Pot", "pot": "Lid"}),
        ({"lid": "Lid"}, {"lid": "Lid", "pot": "Pot"}),
    ],
    ids=str,
)
def test_an_alternative_that_a_value_of_before_names_or_none_named_is_called_as_before(before, after):
    found = told(shapes(before), shapes(after))
    assert found
    assert not any("renamed" in id_ or level == "breaking" for id_, level in found)


def test_the_values_of_alternatives_that_came_or_went_are_told_with_these():
    less, more = shapes(PLAIN), shapes({**PLAIN, "bag": "Bag"}, "Bag")
    assert told(less, more) == [("request-body-one-of-added", "info")]
    assert ("request-body-one-of-removed", "breaking") in told(more, less)
    assert not any("mapping" in id_ for id_, _ in told(more, less))
    both = shapes({**PLAIN, "bag": "Bag", "cover": "Lid"}, "Bag")
    assert ("request-body-discriminator-mapping-added", "info") in told(less, both)


def test_a_value_written_out_where_it_names_its_schema_by_now_is_told_by_the_union():
    tags = ({"const": "cover"}, {"const": "pan"})
    found = told(shapes(PLAIN), shapes({"cover": "Lid", "pan": "Pot"}, tags=tags))
    assert {level for id_, level in found if "mapping" not in id_} == {"info"}
    others = ({"const": "roof"}, {"const": "pan"})
    assert ("request-property-const-added", "breaking") in told(
        shapes(PLAIN), shapes({"cover": "Lid", "pan": "Pot"}, tags=others)
    )


def two_unions(first, second, tag=TEXT):
    kinds = {name: {"type": "object", "properties": {"kind": tag, name: TEXT}} for name in ("Lid", "Pot")}
    kinds["Pot"]["properties"]["kind"] = TEXT
    unions = [
        {
            "oneOf": [ref("Lid"), ref("Pot")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {value: ref(name)["$ref"] for value, name in mapping.items()},
            },
        }
        for mapping in (first, second)
    ]
    return document(put("request-body", {"type": "object", "properties": {"a": unions[0], "b": unions[1]}}), **kinds)


def test_a_value_written_out_that_another_union_does_not_name_its_schema_by_is_a_demand():
    renamed = {"cover": "Lid", "pot": "Pot"}
    demand = ("request-property-const-added", "breaking")
    assert demand in told(two_unions(PLAIN, PLAIN), two_unions(renamed, PLAIN, {"const": "cover"}))
    assert demand not in told(two_unions(PLAIN, PLAIN), two_unions(renamed, renamed, {"const": "cover"}))


@pytest.mark.parametrize(("way", "name"), [("request-body", "Top"), ("response-body", "Cover")])
def test_the_value_of_a_schema_that_has_another_name_is_told_where_it_is_another_one(way, name):
    old = shapes({"lid": "Lid", "rim": "Lid", "pot": "Pot"}, way=way)

    def renamed(*values):
        new = shapes({**dict.fromkeys(values, "Lid"), "pot": "Pot"}, way=way)
        written = (
            json.dumps(new)
            .replace('/Lid"', f'/{name}"')
            .replace('"Lid": {"type": "object"', f'"{name}": {{"type": "object"')
        )
        return json.loads(written)

    assert dict(told(old, renamed("lid"))) == {
        f"{way}-discriminator-mapping-deleted": "info",
        "api-schema-renamed": "info",
    }
    assert told(old, renamed("lid", "rim")) == [("api-schema-renamed", "info")]
    assert (f"{way}-discriminator-mapping-renamed", "breaking") in told(old, renamed("top"))


def test_the_value_of_an_alternative_that_another_one_allows_is_told_though_the_alternative_went():
    def side(mapping):
        said = {"propertyName": "kind", "mapping": {value: ref(name)["$ref"] for value, name in mapping.items()}}
        parts = {name: {"type": "object", "properties": {"kind": TEXT, "size": TEXT}} for name in ("Lid", "Pot")}
        union = {"oneOf": [ref(name) for name in mapping.values()], "discriminator": said}
        return document(put("request-body", union), **parts)

    found = told(side(PLAIN), side({"lid": "Lid"}))
    assert {("request-body-one-of-removed", "info"), ("request-body-discriminator-mapping-deleted", "info")} <= {*found}


@pytest.mark.parametrize(("left", "level"), [("lid", "info"), ("pot", "breaking")])
def test_only_the_value_that_leads_there_is_left_of_a_list(left, level):
    def listing(*values):
        return shapes(PLAIN, tags=({"type": "string", "enum": list(values)}, TEXT))

    assert told(listing("lid", "pot"), listing(left)) == [("request-property-enum-value-removed", level)]


def test_what_is_sent_without_being_led_there_loses_a_value():
    def listing(*values):
        said = shapes(PLAIN, tags=({"type": "string", "enum": list(values)}, TEXT))
        said["paths"]["/lids"] = next(iter(document(put("request-body", ref("Lid")))["paths"].values()))
        return said

    assert ("request-property-enum-value-removed", "breaking") in told(listing("lid", "pot"), listing("lid"))


def test_a_list_of_objects_that_is_cut_to_one_names_none():
    old, new = (shapes(PLAIN, tags=({"enum": values}, TEXT)) for values in ([{"a": 1}, {"b": 2}], [{"a": 1}]))
    assert told(old, new) == [("request-property-enum-value-removed", "breaking")]
