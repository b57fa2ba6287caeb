"""Digests of schemas are equal for equal content, and made of what is asked for alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.compare.match import digests
from driftwatch.compare.match.digests import are_alike, digest, have_one_content, is_one_of
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.snapshot import Owner


def root_of(schema: Any) -> Node:
    parts = {"components": {"schemas": {"Thing": schema}}}
    snapshot = snapshot_of_openapi({"openapi": "3.1.0", "info": {}, "paths": {}, **parts}, place="spec", label="spec")
    root = SchemaSide(snapshot.entries[Owner("schema", "Thing")], snapshot).root("schema")
    assert root is not None
    return root


def below(node: Node, label: str) -> Node:
    return next(child for step, child in node.children() if step.label == label)


def test_the_digest_of_one_property_is_made_without_those_beside_it() -> None:
    deep = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"items": {"type": "integer"}}}}
    root = root_of({"properties": {"wanted": deep, "other": {"properties": {"c": {}, "d": {}}}}})
    assert digest(below(root, "wanted"))
    assert set(root.tree.digests) == {"wanted", "wanted.a", "wanted.b", "wanted.b[]"}
    whole = digest(root)
    assert whole == root.tree.digests["$"]
    assert set(root.tree.digests) == set(root.tree.fields)


def test_a_digest_is_the_same_whichever_was_asked_for_first() -> None:
    schema = {"properties": {"a": {"oneOf": [{"type": "string"}, {"properties": {"b": {}}}]}, "c": {"allOf": [{}]}}}
    ones, others = root_of(schema), root_of(schema)
    for path in sorted(ones.tree.fields):
        digest(Node(ones.tree, path))
    digest(others)
    assert ones.tree.digests == others.tree.digests


def test_a_schema_that_hangs_deep_is_digested_without_recursion() -> None:
    schema: Any = {"type": "string"}
    for _ in range(350):
        schema = {"properties": {"a": schema}}
    assert digest(root_of(schema))


def test_alternatives_that_state_less_are_not_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    written = list[str]()
    real = digests._statements

    def counted(node: Node, *, without: str = "") -> frozenset[bytes]:
        written.append(node.path)
        return real(node, without=without)

    monkeypatch.setattr(digests, "_statements", counted)
    branches = [{"type": "object", "properties": {f"own_{number}": {"type": "string"}}} for number in range(300)]
    assert not is_one_of(root_of({"oneOf": branches}), root_of({"oneOf": branches[1:]}), "oneOf")
    assert len(written) < 10
    assert is_one_of(root_of(branches[7]), root_of({"oneOf": branches}), "oneOf")


def test_a_schema_of_many_parts_is_one_of_several_objects() -> None:
    wide = {"type": "object", "properties": {f"own_{number}": {"type": "string"} for number in range(300)}}
    assert is_one_of(root_of(wide), root_of({"oneOf": [wide, {"type": "string"}]}), "oneOf")
    assert is_one_of(root_of(wide), root_of({"oneOf": [{"allOf": [wide]}, {"type": "string"}]}), "oneOf")
    assert not is_one_of(root_of(wide), root_of({"oneOf": [{"type": "object"}, {"type": "string"}]}), "oneOf")


LEAVES = st.sampled_from([{"type": "string"}, {"type": "string", "title": "A"}, {"type": "integer"}, {}])
UNIONS = st.builds(
    lambda branches, said: {"oneOf": [{"properties": {"a": each}} for each in branches], **said},
    st.lists(LEAVES, min_size=1, max_size=5),
    st.sampled_from([{}, {}, {"nullable": True}]),
)


@given(UNIONS, UNIONS)
def test_schemas_of_many_parts_are_alike_where_their_digests_are_equal(one: Any, other: Any) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(digests, "_MANY_PARTS", 1)
        alike = are_alike(root_of(one), root_of(other))
    assert alike == (digest(root_of(one)) == digest(root_of(other)))
    assert have_one_content([root_of(one)], [root_of(other)]) == alike
    assert have_one_content([root_of(one)] * 2, [root_of(other)] * 2) == alike
