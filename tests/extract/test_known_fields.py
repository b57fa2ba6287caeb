"""What was flattened before is taken again: that is less work, and never another answer."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.openapi import known_fields, schema
from driftwatch.extract.openapi.known_fields import KnownFields
from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.schema import fields_of
from driftwatch.model.facts import Field
from driftwatch.model.json_values import canonical

leaves = st.one_of(
    st.fixed_dictionaries({"type": st.sampled_from(["string", "integer", "null"])}),
    st.fixed_dictionaries({"default": st.sampled_from([True, 1, 1.0, "1", None, False, 0])}),
    st.fixed_dictionaries({"$ref": st.sampled_from(["#/components/schemas/A", "#/components/schemas/A/properties/x"])}),
    st.fixed_dictionaries({"$ref": st.just("#/components/schemas/A"), "title": st.sampled_from(["one", "two"])}),
)
schemas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries(
            {"properties": st.dictionaries(st.sampled_from(["a", "b", ""]), inner, min_size=1)},
            optional={"required": st.just(["a"])},
        ),
        st.fixed_dictionaries({"items": inner}),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=8,
)


def read(
    node: Any, known: KnownFields | None, *, target: Any = None, at: str = "b", siblings: bool = True
) -> list[Any]:
    document = {"components": {"schemas": {"A": {"properties": {"x": target or {}}}}}}
    found = fields_of(node, at=at, pointers=Pointers(document, siblings=siblings, known=known))
    # Values by their text: Python calls True and 1 equal.
    return [(field, canonical([repr(field.default)])) for field in found]


@given(st.lists(st.tuples(schemas, leaves, st.sampled_from(["b", "c"]), st.booleans()), min_size=2, max_size=6))
def test_what_was_read_before_changes_no_answer(reads: list[tuple[Any, Any, str, bool]]) -> None:
    known = KnownFields()
    for node, target, at, siblings in [*reads, *copy.deepcopy(reads)]:
        alone = read(node, None, target=target, at=at, siblings=siblings)
        assert alone == read(node, known, target=target, at=at, siblings=siblings)


def deep(levels: int, leaf: Any) -> Any:
    node = leaf
    for _ in range(levels):
        node = {"properties": {"a": node, "b": {"type": "string"}}}
    return node


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Field]:
    """Return a list to which each field that is made is added."""
    made: list[Field] = []
    real = schema._field

    def field(*arguments: Any, **options: Any) -> Field:
        made.append(real(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(schema, "_field", field)
    return made


def test_what_two_versions_say_alike_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = KnownFields()
    pointers = Pointers({}, siblings=True, known=known)
    old = {"properties": {"kept": deep(5, {"type": "string"}), "edited": deep(2, {"type": "string"})}}
    new = copy.deepcopy(old)
    new["properties"]["edited"]["properties"]["a"]["properties"]["b"] = {"type": "integer"}
    made = counted(monkeypatch)
    before = {field.at: field for field in fields_of(old, at="b", pointers=pointers)}
    assert len(made) == len(before) == 17
    made.clear()
    after = {field.at: field for field in fields_of(new, at="b", pointers=pointers)}
    assert {field.at for field in made} == {
        "b · $", "b · edited", "b · edited.a", "b · edited.a.a", "b · edited.a.b", "b · edited.b"
    }  # fmt: skip
    assert after["b · kept.a.a"] is before["b · kept.a.a"]
    assert (before["b · edited.a.b"].type, after["b · edited.a.b"].type) == (("string",), ("integer",))


def test_only_so_many_levels_are_written_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    real = known_fields._encode
    monkeypatch.setattr(known_fields, "_encode", lambda node: written.append(1) or real(node))
    pointers = Pointers({}, siblings=True, known=KnownFields())
    assert len(fields_of(deep(100, {}), at="b", pointers=pointers)) == 201
    assert len(written) == known_fields.DEEPEST + 1


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_fields, "_MOST", 10)
    known = KnownFields()
    pointers = Pointers({}, siblings=True, known=known)
    for number in range(50):
        fields_of({"properties": {f"p{number}": {}}}, at="b", pointers=pointers)
        assert sum(map(len, known._fields.values())) <= 10


POINTING = {"properties": {"p": {"items": {"$ref": "#/components/schemas/A/properties/x"}}}}
HELD = {"properties": {"p": {"items": {"type": "string"}}}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"node": HELD}, {"node": {**HELD, "required": ["p"]}}),
        ({"node": HELD}, {"node": {"items": HELD}}),
        ({"node": HELD}, {"node": HELD, "at": "c"}),
        ({"node": POINTING, "target": {"type": "string"}}, {"node": POINTING, "target": {"type": "integer"}}),
        ({"node": {"items": {"items": {"default": True}}}}, {"node": {"items": {"items": {"default": 1}}}}),
        (
            {"node": {"items": {"items": {"$ref": "#/components/schemas/A", "title": "t"}}}, "siblings": True},
            {"node": {"items": {"items": {"$ref": "#/components/schemas/A", "title": "t"}}}, "siblings": False},
        ),
    ],
)
def test_all_that_makes_a_field_tells_it_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    known = KnownFields()
    assert read(**one, known=None) != read(**other, known=None)
    read(**one, known=known)
    assert read(**other, known=known) == read(**other, known=None)
