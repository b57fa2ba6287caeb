"""The laws of the walk over the fields of a schema, whatever the schema and whatever refers to what."""

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from driftwatch.extract.openapi.document import entries_of_openapi
from driftwatch.model import address, paths
from driftwatch.model.facts import AnyFact, Field, Operation
from driftwatch.model.tree import COMPOSITIONS, NAMED_ROOT, Node, Schemas, Tree, closure, reached, referring, usage_of
from tests.compare.generated_spec import generated_spec
from tests.model.test_paths import NAMES, STEPS, Written, path_of

BODY = "request · application/json"
GRAPHS = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefgh"), max_size=3), max_size=6)
"""What each schema refers to; there is no schema for some of the names."""


def no_schema(_: str) -> tuple[AnyFact, ...]:
    return ()


def field(path: str, *, at: str = NAMED_ROOT, ref: str = "") -> Field:
    return Field(at=address.join(at, path), ref=ref)


def tree_of(*fields: Field, schemas: Mapping[str, tuple[Field, ...]] | None = None, at: str = NAMED_ROOT) -> Tree:
    named = schemas or {}
    return Schemas(lambda name: named.get(name, ())).trees(fields)[at]


def root_of(tree: Tree) -> Node:
    root = tree.root()
    assert root is not None
    return root


def walked(node: Node) -> list[Node]:
    """Return a node and all that hangs on it in its own schema, by the way down."""
    return [node, *(under for _, below in node.children() for under in walked(below))]


@given(st.lists(STEPS, max_size=8))
@example([[(paths.PROPERTY, "", '""'), (paths.MAP, "", ".*"), (paths.PROPERTY, "*", "\\*")]])
def test_every_field_is_reached_from_the_root_exactly_once(ways: list[Written]) -> None:
    written = {path_of(steps[:length]) for steps in ways for length in range(len(steps) + 1)} | {address.ROOT}
    found = [node.path for node in walked(root_of(tree_of(*map(field, sorted(written)))))]
    assert sorted(found) == sorted(written)


@given(st.randoms(use_true_random=True))
def test_every_field_of_a_document_is_reached_from_its_root_exactly_once(random: Random) -> None:
    for entry in entries_of_openapi(generated_spec(random), place="spec"):
        for at, tree in Schemas(no_schema).trees(entry.facts).items():
            found = [node.field.at for node in walked(root_of(tree))]
            stated = [one.at for one in entry.facts if isinstance(one, Field) and paths.split(one.at)[0] == at]
            assert sorted(found) == sorted(stated)


@given(st.lists(STEPS, max_size=8))
def test_a_field_is_the_parent_of_its_children_by_their_last_step(ways: list[Written]) -> None:
    written = {path_of(steps[:length]) for steps in ways for length in range(len(steps) + 1)} | {address.ROOT}
    for node in walked(root_of(tree_of(*map(field, sorted(written))))):
        for step, below in node.children():
            assert (paths.parent(below.path), paths.last(below.path)) == (node.path, step)
            assert below.path in [one.path for _, one in node.below(step.keyword)]
        assert node.keywords == {step.keyword for step, _ in node.children()}
        branches = {below.path for step, below in node.children() if step.keyword in COMPOSITIONS}
        assert {one.path for one in node.branches()} == branches


def test_fields_are_sorted_by_the_schema_that_they_are_of() -> None:
    facts = (Operation(at="operation", method="GET", path="/a"), field("$", at=BODY), field("$"), field("a"))
    trees = Schemas(no_schema).trees(facts, schema="Pet")
    assert {at: (list(tree.fields), tree.schema) for at, tree in trees.items()} == {
        BODY: (["$"], "Pet"),
        NAMED_ROOT: (["$", "a"], "Pet"),
    }


def test_a_reference_leads_to_the_root_of_the_schema_that_it_names_and_always_to_the_same() -> None:
    pet = (field("$"), field("owner", ref="Pet"), field("lost", ref="Nowhere"))
    tree = tree_of(field("$", at=BODY, ref="Pet"), schemas={"Pet": pet}, at=BODY)
    target = root_of(tree).target()
    assert target is not None
    assert (target.tree.schema, target.path) == ("Pet", "$")
    below = {step.name: one.target() for step, one in target.children()}
    assert below == {"owner": target, "lost": None}
    assert target.target() is None


def test_a_schema_whose_facts_hold_no_root_has_none() -> None:
    tree = tree_of(field("a"))
    assert tree.root() is None
    assert (tree.find("a"), tree.find("b")) == (field("a"), None)
    assert root_of(tree_of(field("$", ref="Rootless"), schemas={"Rootless": (field("a"),)})).target() is None


def composed(graph: Mapping[str, list[str]]) -> dict[str, tuple[Field, ...]]:
    """Return schemas that refer to others from the root and from branches."""
    return {
        name: (
            field("$", ref="".join(names[:1])),
            *(field(f"<allOf:{number}>", ref=one) for number, one in enumerate(names[1:])),
        )
        for name, names in graph.items()
    }


@given(GRAPHS, st.integers(min_value=0, max_value=30))
@example({"a": ["a", "a", "a"]}, 30)
@example({"a": ["b"], "b": ["a"]}, 1)
def test_a_closure_holds_each_field_once_and_ends(graph: dict[str, list[str]], most: int) -> None:
    schemas = Schemas(lambda name: composed(graph).get(name, ()))
    start = Node(schemas.trees([field("$", ref="a")])[NAMED_ROOT], address.ROOT)
    found = closure([start, start], through=COMPOSITIONS, most=most)
    names = [name for name in reached("a", graph.get) for _ in range(max(len(graph[name]), 1))]
    assert len({node.key for node in found}) == len(found) == min(most, 1 + len(names))
    assert sorted(node.tree.schema for node in found[1:]) == names or len(found) == most
    assert [node.key for node in found[:1]] == [start.key][:most]


def test_a_closure_follows_the_keywords_that_it_is_told_to() -> None:
    root = root_of(tree_of(*map(field, ("$", "<oneOf:A>", "<oneOf:A><allOf:0>", "<allOf:B>", "a"))))
    assert [node.path for node in closure([root], through={"allOf"}, most=9)] == ["$", "<allOf:B>"]
    through_all = [node.path for node in closure([root], through=COMPOSITIONS, most=9)]
    assert through_all == ["$", "<oneOf:A>", "<allOf:B>", "<oneOf:A><allOf:0>"]


@given(GRAPHS, st.lists(st.sampled_from("abcdefgh"), max_size=3))
def test_schemas_are_reached_that_exist_and_that_others_lead_to(graph: dict[str, list[str]], names: list[str]) -> None:
    known = {name for name in names if name in graph}
    while further := {to for name in known for to in graph[name] if to in graph} - known:
        known |= further
    assert reached(names, graph.get) == sorted(known)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_path_is_found_through_branches_and_references(names: list[str]) -> None:
    steps = [address.escape(name) for name in names]
    schemas = {
        f"S{number}": (field("$"), field("<anyOf:x>"), field(f"<anyOf:x>.{step}", ref=f"S{number + 1}"))
        for number, step in enumerate(steps)
    }
    tree = tree_of(field("$", ref="S0"), schemas=schemas)
    path = address.ROOT
    for number, step in enumerate(steps):
        path = address.child(path, step)
        assert tree.find(path) == schemas[f"S{number}"][2]
    assert tree.find(address.child(path, "[]")) is None


def test_what_a_schema_states_itself_comes_before_its_branches_and_these_before_its_reference() -> None:
    named = {"Named": (field("$"), field("a", ref="of the name"), field("b"), field("c"))}
    own = [field("$", ref="Named"), field("<allOf:0>"), field("<oneOf:1>")]
    branches = [field("<allOf:0>.a", ref="first"), field("<oneOf:1>.a", ref="second"), field("<oneOf:1>.b", ref="b")]
    tree = tree_of(*own, *branches, field("a", ref="own"), schemas=named)
    assert [one.ref for path in ("a", "b", "c") if (one := tree.find(path))] == ["own", "b", ""]
    without = tree_of(*own, *branches, schemas=named)
    assert (without.find("a"), without.find("<allOf:0>.a")) == (branches[0], branches[0])


def test_looking_for_a_path_ends_where_branches_offer_the_same_schema_without_end() -> None:
    names = [f"S{number}" for number in range(40)]
    every = tuple(field(f"<anyOf:{number}>", ref=name) for number, name in enumerate(names))
    looked_at: list[str] = []

    def facts(name: str) -> tuple[Field, ...]:
        looked_at.append(name)
        return (field("$"), *every)

    tree = Schemas(facts).trees((field("$", ref="S0"),))[NAMED_ROOT]
    assert tree.find("a.b") is None
    assert sorted(looked_at) == sorted(names)


def test_looking_for_a_path_gives_up_in_a_chain_of_schemas_that_is_too_long() -> None:
    def facts(name: str) -> tuple[Field, ...]:
        return (field("$", ref=str(int(name) + 1)), *([field("a")] if name in {"100", "5000"} else []))

    schemas = Schemas(facts)
    near, far = (schemas.trees((field("$", ref=start),))[NAMED_ROOT] for start in ("0", "101"))
    assert near.find("a") == field("a")
    assert far.find("a") is None


def test_fields_that_refer_are_those_with_a_name() -> None:
    facts = (Operation(at="operation", method="GET", path="/a"), field("$"), field("a", ref="Pet"))
    assert list(referring(facts)) == [facts[2]]


@pytest.mark.parametrize(
    ("at", "sent", "received"),
    [
        (BODY, "request", "response"),
        (f"{BODY} · a.b", "request", "response"),
        ("response · 200 · application/json", "response", "request"),
        ("parameter · query · header", "parameter", "header"),
        ("response · 200 · header · X-Rate · $", "header", "parameter"),
        ("schema · a", "either", "either"),
        ("error-envelope · error", "either", "either"),
    ],
)
def test_an_address_says_in_which_direction_a_field_travels(at: str, sent: str, received: str) -> None:
    assert usage_of(at, inbound=False) == sent
    assert usage_of(at, inbound=True) == received
    called_back = address.join("callback", "done", "POST {$url}", at)
    assert usage_of(called_back, inbound=False) == usage_of(called_back, inbound=True) == received


@given(st.lists(STEPS, max_size=8), st.lists(STEPS, max_size=8))
def test_a_tree_that_takes_its_parts_from_another_one_has_its_own(ways: list[Written], others: list[Written]) -> None:
    def made(*ways: list[Written]) -> Tree:
        written = {path_of(each[:length]) for way in ways for each in way for length in range(len(each) + 1)}
        return tree_of(*map(field, sorted(written | {address.ROOT})))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("driftwatch.model.tree._MANY_FIELDS", 0)
        tree = made(ways)
        tree.parted_as(made(others))
    assert {at: below for at, below in tree.shape.items() if below} == made(ways).shape
    tree.parted_as(made(others))
    assert tree.children(address.ROOT) == made(ways).children(address.ROOT)
