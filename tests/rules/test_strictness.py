"""What readers are taken to survive: the levels of the three profiles, and what a manifest decides over them."""

import pytest
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.config.reading import parse_config
from driftwatch.errors import ConfigError
from driftwatch.history.review import review
from driftwatch.model.finding import LEVELS, Impact, ManifestUse, Side, Strictness
from driftwatch.rules.catalogue import RULES, SCHEMA_RULES
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import Policy, raised
from driftwatch.rules.rows.lifecycle import Calendar
from driftwatch.rules.rule import FLOWING, Levels
from tests.rules.examples import TODAY, operation, placed, rows_by_role, snapshot

pytestmark = pytest.mark.thorough

MIRRORED = {
    "request-body": "response-body",
    "request-property": "response-property",
    "request-parameter": "response-header",
    "request-parameter-property": "response-header-property",
}
MIRRORED |= {there: here for here, there in MIRRORED.items()}
NO_SET_OF_VALUES = {
    "field.default": "a default decides what a call does, and says nothing of which values are accepted",
    "field.all-of.offered": "optional fields that a part declares are new ones: sent and read by nobody yet",
    "field.added": "what is gone may be refused or missed; what is new is sent or read by nobody yet",
    "field.removed": "what is gone may be refused or missed; what is new is sent or read by nobody yet",
    "field.renamed": "one name is gone, which may be refused or missed, and one is new",
    "field.became-read-only": "the property is as good as gone from what is sent",
    "field.became-not-read-only": "the property is as good as new in what is sent",
    "field.became-write-only": "the property is as good as gone from what comes",
    "field.became-not-write-only": "the property is as good as new in what comes",
    "field.deprecated": "an announcement binds the reader whichever way the value goes",
    "field.reactivated": "an announcement binds the reader whichever way the value goes",
    "field.sunset": "an announcement binds the reader whichever way the value goes",
    "field.stability": "an announcement binds the reader whichever way the value goes",
    "field.reference": "what nobody can read is neither narrower nor wider",
    "field.became-impossible": "what never comes is as good as gone, though no value of it is new",
    "field.became-possible": "what never came is new",
    "field.extensible-enum": "an open list is an announcement: neither side is limited to it",
}
UNKNOWN_VERDICT = {
    "field.one-of.wrapped": "shapes that come and that leave are not held against each other in the same way",
    "field.one-of.unwrapped": "shapes that come and that leave are not held against each other in the same way",
}
"""Kinds of which it is not known in both ways which side admits more."""
PLACED = [
    (rule, role)
    for rule, role in rows_by_role(SCHEMA_RULES)
    if not {"in-header", "in-json"} & rule.when and "stringified" not in rule.on  # they need a place of their own
    if not any(rule.on.startswith(kind) for kind in NO_SET_OF_VALUES)
    if not {"read-only", "write-only"} & rule.when  # it is not there on that side: told at info, or not at all
]


def levels(old, new, strictness: Strictness):
    calendar = Calendar(today=TODAY)
    return sorted(one.level for one in judge(compare(old, new), calendar=calendar, strictness=strictness))


def turned(schema):
    """Turn what is only sent into what only comes, and the other way round."""
    if isinstance(schema, dict):
        names = {"readOnly": "writeOnly", "writeOnly": "readOnly"}
        return {names.get(key, key): turned(value) for key, value in schema.items()}
    return [turned(item) for item in schema] if isinstance(schema, list) else schema


def mirrored(rule, role):
    """Return the levels of a row's example, and those of its mirror image: sides swapped, and flowing back."""
    example = structs.replace(rule.example, before=turned(rule.example.after), after=turned(rule.example.before))
    there, back = placed(rule.example, role), placed(example, MIRRORED[role])
    return levels(*there, "strict"), levels(*back, "strict")


@pytest.mark.parametrize(("rule", "role"), PLACED, ids=[f"{rule.on}-{rule.id_at(role)}" for rule, role in PLACED])
def test_narrower_and_wider_are_mirrors_under_strict(rule, role):
    there, back = mirrored(rule, role)
    if rule.on not in UNKNOWN_VERDICT:
        assert there == back


def test_each_kind_that_does_not_mirror_is_known_to_be_so():
    differing = {
        rule.on for rule, role in PLACED if rule.on in UNKNOWN_VERDICT and len(set(map(str, mirrored(rule, role)))) > 1
    }
    assert UNKNOWN_VERDICT.keys() == differing
    kinds = {rule.on for rule in SCHEMA_RULES}
    assert all(any(kind.startswith(prefix) for kind in kinds) for prefix in NO_SET_OF_VALUES)


def test_whoever_is_stricter_is_never_told_less():
    order = LEVELS[::-1]
    for rule in RULES:
        for role in rule.roles:
            told = [order.index(rule.level_at(role, one)) for one in ("tolerant", "strict", "sdk")]
            assert told == sorted(told), rule.id_at(role)


def test_a_row_has_another_level_for_strict_readers_only_where_values_flow():
    assert [] == [rule.id for rule in RULES if isinstance(rule.strict, Levels) and not set(rule.roles) & set(FLOWING)]


def answers(schema):
    content = {"application/json": {"schema": schema}}
    return snapshot(operation({"responses": {"200": {"description": "-", "content": content}}}))


TEXT = {"type": "string"}
UNION = [{"type": "object", "properties": {name: TEXT}, "required": [name]} for name in "abc"]
SURVIVED = {
    "null": (TEXT, {"type": ["string", "null"]}, "warning"),
    "a value more": (TEXT | {"enum": ["a"]}, TEXT | {"enum": ["a", "b"]}, "warning"),
    "a branch more": ({"oneOf": UNION[:2]}, {"oneOf": UNION}, "warning"),
    "a larger number": ({"type": "number", "maximum": 5}, {"type": "number", "maximum": 9}, "warning"),
    "a longer text": (TEXT | {"maxLength": 5}, TEXT | {"maxLength": 9}, "info"),
    "another pattern": (TEXT | {"pattern": "^a$"}, TEXT | {"pattern": "^b$"}, "warning"),
    "any text in place of a date": (TEXT | {"format": "date"}, TEXT, "warning"),
}


@pytest.mark.parametrize(("old", "new", "level"), SURVIVED.values(), ids=SURVIVED.keys())
def test_what_a_tolerant_reader_survives_breaks_a_strict_one(old, new, level):
    assert [level] == levels(answers(old), answers(new), "tolerant")
    assert ["breaking"] == levels(answers(old), answers(new), "strict")
    assert ["breaking"] == levels(answers(old), answers(new), "sdk")


def test_a_name_breaks_generated_code_alone():
    old, new = (snapshot(operation({"operationId": name})) for name in ("createThing", "makeThing"))
    told = {one: levels(old, new, one) for one in ("tolerant", "strict", "sdk")}
    assert {"tolerant": ["info"], "strict": ["info"], "sdk": ["breaking"]} == told


@pytest.mark.parametrize("strictness", ["tolerant", "strict", "sdk"])
def test_a_field_that_somebody_reads_is_judged_strictly(strictness):
    old, new = (answers({"type": "object", "properties": {"f": TEXT | {"maxLength": most}}}) for most in (5, 9))
    (finding,) = judge(compare(old, new), strictness=strictness)
    reads = Impact(kind="affects", uses=(ManifestUse(manifest="team/things", file="things.yaml", line=3),))
    assert raised(finding, reads) == "breaking"
    assert raised(finding, Impact(kind="unused")) == ("info" if strictness == "tolerant" else "breaking")


def test_the_profile_of_a_team_judges_its_reports():
    old, new = answers(TEXT), answers({"type": ["string", "null"]})
    sides = (Side(label="old"), Side(label="new"))
    for strictness, level in (("tolerant", "warning"), ("strict", "breaking")):
        report = review(old, new, source="things", policy=Policy(strictness=strictness), sides=sides)
        assert [level] == [one.level for one in report.findings]


def test_the_profile_stands_in_the_configuration():
    assert parse_config("").strictness == "tolerant"
    assert parse_config('strictness = "strict"').strictness == "strict"
    with pytest.raises(ConfigError, match="strictness"):
        parse_config('strictness = "lenient"')
