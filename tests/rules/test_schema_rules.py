"""Rows that need a place of their own, a header or a form, are fired by their examples; the rest: test_catalogue.py."""

import pytest

from driftwatch.rules.catalogue import SCHEMA_RULES as RULES
from driftwatch.rules.rule import Rule
from tests.compare.schema_documents import FORM, changes, document, put
from tests.rules.examples import findings_between, schema_at, snapshot

ONLY_IN_TEXT = {"field.type.stringified", "field.type.destringified"}
CASES = [
    pytest.param(rule, role, id=f"{rule.id_at(role)}@{rule.on}")
    for rule in RULES
    for role in rule.roles
    if rule.on in ONLY_IN_TEXT or {"in-header", "in-json"} & rule.when
]


def first_fitting(kind: str, role: str, traits: frozenset[str]) -> Rule:
    return next(rule for rule in RULES if rule.on == kind and rule.fits(role, traits))


@pytest.mark.parametrize(("rule", "role"), CASES)
def test_an_example_fires_its_own_row_alone(rule, role):
    media = FORM if rule.on in ONLY_IN_TEXT else "application/json"
    sides = [
        document(
            put(
                role,
                schema,
                whole=rule.example.within == "object",
                media=media,
                header="in-header" in rule.when,
                in_json="in-json" in rule.when,
            )
        )
        for schema in (rule.example.before, rule.example.after)
    ]
    found = changes(*sides)
    judged = [(first_fitting(change.kind, change.role, change.traits), change.role) for change in found]
    assert [(rule.id_at(role), rule.level_at(role))] == [
        (one.id_at(where), one.level_at(where)) for one, where in judged
    ]
    assert rule is judged[0][0]


@pytest.mark.parametrize(("rule", "role"), CASES)
def test_an_example_is_silent_against_itself(rule, role):
    for schema in (rule.example.before, rule.example.after):
        side = document(put(role, schema, whole=rule.example.within == "object"))
        assert () == changes(side, side)


def test_narrowing_and_widening_are_mirrors():
    pairs = {
        "set": "unset", "raised": "lowered", "added": "removed", "value-added": "value-removed", "closed": "opened",
        "restricted": "freed", "tightened": "loosened", "widened": "narrowed", "imposed": "dropped",
        "generalized": "specialized", "became-nullable": "became-not-nullable", "became-required": "became-optional",
        "became-read-only": "became-not-read-only", "became-write-only": "became-not-write-only",
        "deprecated": "reactivated", "became-impossible": "became-possible", "wrapped": "unwrapped",
        "annotation-added": "annotation-removed", "to-any-of": "to-one-of", "stringified": "destringified",
        "unresolved": "resolved",
    }  # fmt: skip
    alone = {
        "field.pattern.generalized": "whether a pattern got narrower cannot be told in general",
        "field.one-of.to-any-of": "its mirror stands under any-of",
        "field.any-of.to-one-of": "its mirror stands under one-of",
        "field.sunset.set": "its mirror is called removed, as for operations",
        "field.sunset.removed": "its mirror is called set, as for operations",
    }
    kinds = {rule.on for rule in RULES}
    for kind in sorted(kinds - alone.keys()):
        stem, _, action = kind.rpartition(".")
        mirror = {**pairs, **{value: key for key, value in pairs.items()}}.get(action)
        if mirror is not None:
            assert f"{stem}.{mirror}" in kinds, kind


@pytest.mark.parametrize(("default", "level"), [(None, "info"), ("a", "warning")])
def test_a_default_of_null_says_no_more_than_none(default, level):
    plain = {"type": ["string", "null"]}
    for before, after in ((plain, plain | {"default": default}), (plain | {"default": default}, plain)):
        sides = tuple(snapshot(schema_at(side, "request-property", "schema")) for side in (before, after))
        (found,) = findings_between(*sides)
        assert found.level == level
