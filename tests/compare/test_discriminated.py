"""What alternatives are told by: a property that is written out as one value now, or what each of them requires."""

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
