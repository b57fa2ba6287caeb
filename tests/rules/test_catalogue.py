import pytest

from driftwatch.rules.catalogue import RULES, explained
from driftwatch.rules.oasdiff import NOT_APPLICABLE, OASDIFF_IDS
from tests.rules.examples import findings_between, placed, rows_by_place

TRAVELS_AS_TEXT = {"field.type.stringified", "field.type.destringified"}
ROWS = [
    (rule, place)
    for rule, place in rows_by_place(RULES)
    if "in-header" not in rule.when and rule.on not in TRAVELS_AS_TEXT  # placed by test_schema_rules.py
    if rule.example.within != "manifest"  # placed by tests/manifests/test_rules.py
]


def grace(rule):
    return 30 if "sunset-missing" in rule.when else 0


@pytest.mark.parametrize(("rule", "place"), ROWS, ids=[f"{rule.on}-{rule.id_at(place)}" for rule, place in ROWS])
def test_each_example_fires_its_row_alone(rule, place):
    old, new = placed(rule.example, place)
    found = [(one.id, one.level) for one in findings_between(old, new, grace_days=grace(rule))]
    level = rule.level_at(place)
    weak = place == "page" and rule.on.startswith("server") and level == "breaking"
    assert [(rule.id_at(place), "warning" if weak else level)] == found


@pytest.mark.parametrize(("rule", "place"), ROWS, ids=[f"{rule.on}-{rule.id_at(place)}" for rule, place in ROWS])
def test_each_example_is_silent_against_itself(rule, place):
    old, new = placed(rule.example, place)
    assert ((), ()) == (findings_between(old, old), findings_between(new, new))


def test_every_check_of_oasdiff_has_a_rule_or_a_reason():
    waived = {waiver.what for waiver in NOT_APPLICABLE}
    assert set() == OASDIFF_IDS - explained().keys() - waived
    assert set() == waived & explained().keys()
    assert set() == waived - OASDIFF_IDS


def test_every_rule_says_what_it_is_about():
    for rule in RULES:
        assert all((rule.title, rule.why, rule.advice, rule.message)), rule.on
        assert rule.title[0].isupper(), rule.title


def test_no_row_is_hidden_behind_an_earlier_one():
    hidden = []
    for index, rule in enumerate(RULES):
        for earlier in RULES[:index]:
            covers = earlier.on == rule.on and set(rule.places) <= set(earlier.places)
            if covers and earlier.when <= rule.when and earlier.unless <= rule.unless:
                hidden.append((earlier.id, rule.id))
    assert [] == hidden
