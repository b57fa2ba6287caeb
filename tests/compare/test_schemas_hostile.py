"""Recursive and hostile schemas: they end, soon, with what changed."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import findings_between
from driftwatch.model.paths import cut
from tests.benchmarks.large_spec import union
from tests.compare.schema_documents import body_changes, changes, document, put, said
from tests.counting import calls_of

TEXT = {"type": "string"}


def deep(levels, leaf):
    schema = leaf
    for _ in range(levels):
        schema = {"type": "object", "properties": {"next": schema}}
    return schema


def test_two_hundred_levels_are_walked():
    (found,) = body_changes(deep(200, TEXT), deep(200, {"type": "integer"}))
    assert ("field.type.changed", ".".join(["next"] * 200)) == (found.kind, found.field)


def test_two_hundred_levels_of_all_of_are_walked():
    def nested(leaf):
        schema = leaf
        for _ in range(200):
            schema = {"allOf": [schema]}
        return schema

    assert [("field.type.changed", None)] == said(body_changes(nested(TEXT), nested({"type": "integer"})))


def test_a_schema_that_contains_itself_is_compared_once():
    def tree(**more):
        return {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Tree"}, **more}}

    found = body_changes(
        {"$ref": "#/components/schemas/Tree"},
        {"$ref": "#/components/schemas/Tree"},
        components={"Tree": tree()},
        after={"Tree": tree(size=TEXT)},
    )
    assert [("field.added", "size")] == said(found)


def test_a_schema_that_is_all_of_itself_ends():
    loop = {"allOf": [{"$ref": "#/components/schemas/Loop"}, {"type": "object", "properties": {"a": TEXT}}]}
    wider = {"allOf": [{"$ref": "#/components/schemas/Loop"}, {"type": "object", "properties": {"a": TEXT, "b": TEXT}}]}
    reference = {"$ref": "#/components/schemas/Loop"}
    found = body_changes(reference, reference, components={"Loop": loop}, after={"Loop": wider})
    assert [("field.added", "b")] == said(found)


def test_two_schemas_that_are_each_other_end():
    named = {"A": {"allOf": [{"$ref": "#/components/schemas/B"}]}, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}}
    inline = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}
    assert {"field.type.added", "field.added"} >= {
        one.kind for one in body_changes({"$ref": "#/components/schemas/A"}, inline, components=named)
    }


def test_recursion_under_new_names_ends():
    def tree(name, **more):
        return {"type": "object", "properties": {"child": {"$ref": f"#/components/schemas/{name}"}, **more}}

    old = document(put("response-body", {"$ref": "#/components/schemas/Tree"}), Tree=tree("Tree"), Other=TEXT)
    new = document(
        put("response-body", {"$ref": "#/components/schemas/Other"}), Tree=tree("Tree"), Other=tree("Other", size=TEXT)
    )
    found = [(one.kind, one.field, one.owner.kind) for one in changes(old, new) if one.kind == "field.added"]
    assert [("field.added", "size", "operation")] == found


@pytest.mark.slow
def test_a_thousand_branches_are_paired_without_looking_at_every_pair():
    def branches(extra):
        return [
            {"type": "object", "properties": {"kind": {"const": f"k{number}"}, f"v{number}": TEXT, **extra}}
            for number in range(1000)
        ]

    found = body_changes({"oneOf": branches({})}, {"oneOf": branches({"more": TEXT})[::-1]})
    assert 1000 == len(found)
    assert {"field.added"} == {one.kind for one in found}


@pytest.mark.slow
def test_a_thousand_strangers_end():
    def branches(name):
        return [{"type": "object", "properties": {f"{name}{number}": TEXT}} for number in range(1000)]

    found = body_changes({"oneOf": branches("a")}, {"oneOf": branches("b")})
    assert ["field.one-of.added", "field.one-of.removed"] == sorted(one.kind for one in found)


def test_strange_property_names_stay_one_step():
    names = ["a.b", "a[]", "*", "$", "<x>", "a\\b", " ", "a · b", "\u202eevil", "[", "]", "a\nb"]
    before = {"type": "object", "properties": dict.fromkeys(names, TEXT)}
    after = {"type": "object", "properties": {name: {"type": "integer"} for name in names}}
    found = body_changes(before, after)
    assert len(names) == len({one.field for one in found if one.kind == "field.type.changed"})


def test_the_last_step_of_a_path_is_found():
    assert ("a<oneOf:B.c>", "x") == (cut("a<oneOf:B.c>.x")[0], cut("a<oneOf:B.c>.x")[1].label)
    assert "a\\.b" == cut("a\\.b.*")[0]
    assert ("$", "additionalProperties") == (cut("*")[0], cut("*")[1].keyword)
    assert ("x", "a\\>b") == (
        cut("x<patternProperties:a\\>b>")[0],
        cut("x<patternProperties:a\\>b>")[1].label,
    )


@pytest.mark.slow
@pytest.mark.parametrize("group", ["oneOf", "anyOf", "allOf"])
def test_alternatives_that_all_hold_each_other_end_under_new_names(group):
    def clique(prefix, kind):
        def one(number):
            refs = [{"$ref": f"#/components/schemas/{prefix}{other}"} for other in range(12)]
            own = {"type": "object", "properties": {f"x{number}": {"type": kind if number == 11 else "string"}}}
            return {group: [*refs, own]}

        return {f"{prefix}{number}": one(number) for number in range(12)}

    found = body_changes(
        {"$ref": "#/components/schemas/A0"},
        {"$ref": "#/components/schemas/B0"},
        components=clique("A", "string"),
        after=clique("B", "integer"),
    )
    assert ["field.type.changed"] == [kind for kind, _ in said(found) if not kind.startswith("schema.")]


@pytest.mark.slow
def test_a_circle_of_joined_schemas_under_other_names_ends_at_its_budget_and_says_so():
    """Each round joins other schemas of the circle, so that none comes twice: 8 schemas came to 280,000 findings."""

    def circle(*, turned):
        def one(number):
            following = {"$ref": f"#/components/schemas/Thing{(number + 1) % 8}"}
            others = {"type": "array", "items": {"$ref": f"#/components/schemas/Thing{(number * 7 + 3) % 8}"}}
            more = {3: {"additionalProperties": held}, 5: {"anyOf": [{"$ref": "#/components/schemas/Thing3"}]}}
            properties = {f"own_{number}": TEXT, "next": following, "others": others}
            return {"type": "object", "properties": properties, **(more.get(number, {}) if turned else {})}

        return {f"Thing{number}": one(number) for number in range(8)}

    held = {"$ref": "#/components/schemas/Thing5"}
    found = body_changes(held, held, components=circle(turned=False), after=circle(turned=True))
    cut = {one.name for one in found if one.kind == "comparison.failed"}
    assert {"comparison: over budget: more than 500 rounds through the same schemas"} == cut
    assert "field.added" in {one.kind for one in found}
    assert len(found) < 10_000


@pytest.mark.thorough
def test_unions_that_multiply_are_not_multiplied_out():
    def product(levels, extra):
        choice = {"anyOf": [{"required": [name]} for name in ("a", "b", "c")]}
        own = {"type": "object", "properties": {"n": product(levels - 1, extra) if levels else {"type": extra}}}
        return {"allOf": [own, *([choice] * 14)]}

    found = body_changes(product(20, "string"), product(20, "integer"))
    assert [("field.type.changed", ".".join(["n"] * 21))] == said(found)


def test_overlapping_alternatives_in_alternatives_end():
    def nested(levels, most):
        if not levels:
            return {"type": "string", "maxLength": most}
        branches = [
            {"type": "object", "properties": {f"p{number}": nested(levels - 1, most)}, "required": ["k"]}
            for number in range(6)
        ]
        return {"oneOf": branches}

    found = body_changes(nested(3, 5), {"anyOf": nested(3, 5)["oneOf"]})
    assert ["field.one-of.to-any-of"] == [one.kind for one in found]


@pytest.mark.thorough
def test_a_ladder_of_joined_schemas_ends_at_its_budget_and_says_so():
    """Each step joins all the schemas below it: 800 of them took 78 seconds."""

    def ladder(name):
        def step(number):
            below = {"$ref": f"#/components/schemas/Step{number + 1}"}
            return {"allOf": [below, {"type": "object", "properties": {f"{name}_{number}": TEXT}}]}

        return {f"Step{number}": step(number) for number in range(240)} | {"Step240": {"type": "object"}}

    top = {"$ref": "#/components/schemas/Step0"}
    found = body_changes(top, top, components=ladder("old"), after=ladder("quite_other"))
    cut = {one.name for one in found if one.kind == "comparison.failed"}
    assert {"comparison: over budget: more than 20,000 schemas joined to others"} == cut
    assert len([one for one in found if one.kind != "comparison.failed"]) > 80


@pytest.mark.thorough
def test_a_short_ladder_of_joined_schemas_is_compared_to_its_end():
    def ladder(name):
        steps = {
            f"Step{number}": {
                "allOf": [
                    {"$ref": f"#/components/schemas/Step{number + 1}"},
                    {"properties": {f"{name}_{number}": TEXT}},
                ]
            }
            for number in range(60)
        }
        return steps | {"Step60": {"type": "object"}}

    top = {"$ref": "#/components/schemas/Step0"}
    found = body_changes(top, top, components=ladder("old"), after=ladder("quite_other"))
    assert "comparison.failed" not in {one.kind for one in found}


@pytest.mark.slow
def test_of_a_long_union_only_the_branches_that_changed_are_looked_into(monkeypatch):
    monkeypatch.setattr("driftwatch.compare.values.alternatives._MAX_ALTERNATIVES", 100)
    old, new = union(2**18), union(2**18, more=True)
    branches = len(old["components"]["schemas"]["Thing"]["oneOf"])

    def diff(one, other):
        sides = (snapshot_of_openapi(spec, place="spec", label="side") for spec in (one, other))
        assert len(findings_between(*sides, today="2026-01-01")) == 4  # in the request and in the response

    diff(union(2**15), union(2**15, more=True))  # what is imported and compiled once is there
    assert calls_of(lambda: diff(old, new)) <= 350 * branches  # with reading both; looking into all takes twice that
