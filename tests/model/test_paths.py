"""Every address that is written is read back, whatever stands in its names."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from driftwatch.extract.openapi.document import entries_of_openapi
from driftwatch.manifests.paths import claim_steps, written
from driftwatch.model import address, paths
from driftwatch.model.facts import Field

AWKWARD = [
    "", "$", '""', '"', "'", "*", ".", "..", ".*", "[", "]", "[]", "<", ">", "<>", "<anyOf:string>", "~", "~2", "a~2",
    "·", " · ", " ", "  a ", "\\", "\\\\", "\\.", "\\n", "\n", "a.b", "a[].b", "a>", "a\\", "callback", "schema",
]  # fmt: skip
NAMES = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=12), st.text(alphabet='.[]<>*·\\"$~ n', max_size=8))
LABELLED = st.sampled_from(["oneOf", "anyOf", "allOf", "patternProperties", "dependentSchemas", "prefixItems"])
PLAIN = st.sampled_from(["not", "if", "then", "contains", "propertyNames", "unevaluatedItems"])

PROPERTIES = NAMES.map(lambda name: (paths.PROPERTY, name, address.escape(name)))
ITEMS = st.just((paths.ITEMS, "", "[]"))
VALUES = st.just((paths.MAP, "", ".*"))
BRANCHES = st.one_of(
    st.tuples(LABELLED, NAMES).map(lambda pair: (*pair, f"<{pair[0]}:{address.bracketed(pair[1])}>")),
    PLAIN.map(lambda keyword: (keyword, "", f"<{keyword}>")),
)
STEPS = st.lists(st.one_of(PROPERTIES, ITEMS, VALUES, BRANCHES), max_size=6)
Written = list[tuple[str, str, str]]


def path_of(steps: Written) -> str:
    path = address.ROOT
    for _, _, text in steps:
        path = address.child(path, text)
    return path


@given(STEPS)
@example([(paths.PROPERTY, "", '""'), (paths.MAP, "", ".*"), (paths.PROPERTY, "*", "\\*")])
@example([(paths.ITEMS, "", "[]"), (paths.ITEMS, "", "[]"), (paths.PROPERTY, "a]", "a]")])
@example([(paths.PROPERTY, "a", "a"), ("anyOf", "string", "<anyOf:string>"), (paths.PROPERTY, "b", "b")])
def test_a_path_is_read_as_the_steps_that_it_was_written_of(steps: Written) -> None:
    read = paths.steps(path_of(steps))
    assert [(step.keyword, step.text) for step in read] == [(keyword, text) for keyword, _, text in steps]
    assert [step.name for step in read if step.keyword == paths.PROPERTY] == [
        name for keyword, name, _ in steps if keyword == paths.PROPERTY
    ]


@given(STEPS.filter(bool))
def test_a_path_hangs_on_its_parent_by_its_last_step(steps: Written) -> None:
    path, above = path_of(steps), path_of(steps[:-1])
    assert paths.cut(path) == (paths.parent(path), paths.last(path)) == (above, paths.steps(path)[-1])
    assert address.child(above, paths.last(path).text) == path
    assert paths.is_within(path, above)
    assert not paths.is_within(above, path)


@given(st.text(alphabet="<>\\·a", max_size=12), st.integers(min_value=0, max_value=12))
@example("a<b", 2)
def test_a_label_is_never_cut_inside_an_escape(label: str, longest: int) -> None:
    written = address.bracketed(label, longest=longest)
    assert len(written) <= longest
    path = address.child(address.child(address.ROOT, f"<oneOf:{written}>"), "d")
    assert [step.keyword for step in paths.steps(path)] == ["oneOf", paths.PROPERTY]


@given(STEPS, STEPS)
def test_a_path_below_another_has_the_steps_of_both(steps: Written, inner: Written) -> None:
    assert address.below(path_of(steps), path_of(inner)) == path_of([*steps, *inner])


@given(st.lists(st.one_of(NAMES, st.sampled_from(["a · b", " · "])), max_size=4), STEPS)
def test_an_address_parts_into_its_steps(names: list[str], steps: Written) -> None:
    above = [address.name_step(name) for name in names]
    at = address.join("request", *above, path_of(steps))
    assert paths.parts(at) == ["request", *above, path_of(steps)]
    assert paths.split(at) == (address.join("request", *above), path_of(steps))


@given(st.lists(st.tuples(NAMES, NAMES), max_size=3), STEPS)
def test_an_address_tells_its_callback(callbacks: list[tuple[str, str]], steps: Written) -> None:
    prefix = ""
    for name, expression in callbacks:
        prefix = address.join(prefix, "callback", address.name_step(name), address.step(f"POST {expression}"))
    inside = address.join("request", "application/json", path_of(steps))
    assert paths.call_of(address.join(prefix, inside)) == (prefix, inside)


@given(st.lists(st.one_of(PROPERTIES, ITEMS, VALUES), max_size=6))
def test_a_claim_means_what_it_writes(steps: Written) -> None:
    claimed = tuple(paths.ANY if keyword != paths.PROPERTY else name for keyword, name, _ in steps)
    if not any(keyword == paths.PROPERTY and name == paths.ANY for keyword, name, _ in steps):
        assert paths.as_claimed(path_of(steps)) == claimed == claim_steps(written(claimed))


@given(STEPS)
def test_branches_are_no_steps_of_a_claim_and_nameless_parts_are_any(steps: Written) -> None:
    nameless = {"patternProperties", "prefixItems", "contains", "unevaluatedItems", paths.ITEMS, paths.MAP}
    kept = [(keyword, name) for keyword, name, _ in steps if keyword == paths.PROPERTY or keyword in nameless]
    claimed = tuple(
        paths.ANY if keyword in nameless else paths.NAMED_ANY if name == paths.ANY else name for keyword, name in kept
    )
    assert paths.as_claimed(path_of(steps)) == claimed


@given(STEPS)
def test_people_read_the_last_name_and_what_is_above_it(steps: Written) -> None:
    path = path_of(steps)
    above, name = paths.before_name(path)
    assert above + name == path
    assert name
    assert paths.name_in(path) == next((name for word, name, _ in reversed(steps) if word == paths.PROPERTY), "")


@given(st.one_of(st.text(), st.text(alphabet='.[]<>*·\\"$~ ab', max_size=20)))
@example("a<oneOf:b\\>")
@example("a[b].c")
@example("\\")
@example("")
def test_what_nobody_wrote_is_parted_all_the_same(text: str) -> None:
    assert all(isinstance(step, paths.Step) for step in paths.steps(text))
    assert isinstance(paths.as_claimed(text), tuple)
    assert "".join(paths.before_name(text)) == text
    if text != address.ROOT:
        above, step = paths.cut(text)
        assert above == address.ROOT or text.startswith(above)
        assert step == (paths.steps(text) or (step,))[-1]


def schemas(name: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Schemas with names from outside in every place that an address has for them."""
    leaves = st.one_of(st.just({"type": "string"}), name.map(lambda title: {"type": "object", "title": title}))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.dictionaries(name, inner, max_size=4).map(lambda found: {"type": "object", "properties": found}),
            inner.map(lambda found: {"type": "array", "items": found}),
            inner.map(lambda found: {"type": "object", "additionalProperties": found}),
            st.lists(inner, min_size=2, max_size=4).map(lambda found: {"anyOf": found}),
            st.lists(inner, min_size=2, max_size=3).map(lambda found: {"allOf": found}),
            st.dictionaries(name, inner, max_size=3).map(lambda found: {"dependentSchemas": found}),
        ),
        max_leaves=12,
    )


@given(schemas(st.one_of(NAMES, st.text(alphabet="<>\\·", min_size=76, max_size=84))))
@example({"anyOf": [{"title": "a"}, {"title": "a", "type": "string"}, {"title": "a~2"}]})
@example({"dependentSchemas": {"": {"type": "string"}, "\n": {"type": "string"}, "~2": {"type": "string"}}})
@example({"dependentSchemas": {"a": {"minProperties": 1}}, "dependencies": {"a": {"maxProperties": 2}}})
def test_every_field_of_a_schema_stands_below_another_at_an_address_of_its_own(schema: Any) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/x": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}},
    }
    (facts,) = [entry.facts for entry in entries_of_openapi(document, place="spec") if entry.owner.kind == "operation"]
    found = [paths.split(fact.at)[1] for fact in facts if isinstance(fact, Field)]
    assert len(found) == len(set(found))
    assert {paths.parent(path) for path in found if path != address.ROOT} <= set(found)


@pytest.mark.parametrize(
    "text", ["a." * 500_000, "<" * 1_000_000, "\\" * 999_999, "a<b:" + "\\>" * 300_000, "[" * 10**6]
)
def test_a_megabyte_is_parted_in_linear_time(text: str) -> None:
    assert paths.steps(text)
    assert paths.cut(text)
