import pytest

from driftwatch.cli.rules import explained_text
from driftwatch.compare.audit import AUDIT_ENDED, NOT_EXPLAINED
from driftwatch.model.failure import COMPARISON_FAILED
from driftwatch.rules.catalogue import RULES, explained
from driftwatch.rules.oasdiff import NOT_APPLICABLE, OASDIFF_IDS
from driftwatch.rules.rule import NOTHING, Levels
from tests.rules.examples import findings_between, placed, rows_by_role

TRAVELS_AS_TEXT = {"field.type.stringified", "field.type.destringified"}
ROWS = [
    (rule, role)
    for rule, role in rows_by_role(RULES)
    if not {"in-header", "in-json"} & rule.when and rule.on not in TRAVELS_AS_TEXT  # placed by test_schema_rules.py
    if rule.example.within not in {"manifest", "observation"}  # placed by tests/manifests
    # A fault of ours has no example: tests/compare/test_isolation.py, tests/compare/test_audit.py.
    if rule.on not in (AUDIT_ENDED, COMPARISON_FAILED, NOT_EXPLAINED)
]


def grace(rule):
    return 30 if "sunset-missing" in rule.when else 0


@pytest.mark.parametrize(("rule", "role"), ROWS, ids=[f"{rule.on}-{rule.id_at(role)}" for rule, role in ROWS])
def test_each_example_fires_its_row_alone(rule, role):
    old, new = placed(rule.example, role)
    found = [(one.id, one.level) for one in findings_between(old, new, grace_days=grace(rule))]
    level = rule.level_at(role)
    weak = role == "page" and rule.on.startswith("server") and level == "breaking"
    assert [(rule.id_at(role), "warning" if weak else level)] == found


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "role"), ROWS, ids=[f"{rule.on}-{rule.id_at(role)}" for rule, role in ROWS])
def test_each_example_is_silent_against_itself(rule, role):
    old, new = placed(rule.example, role)
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
            covers = earlier.on == rule.on and set(rule.roles) <= set(earlier.roles)
            if covers and earlier.when <= rule.when and earlier.unless <= rule.unless:
                hidden.append((earlier.id, rule.id))
    assert [] == hidden


def test_advice_is_about_the_direction_in_which_a_change_stands():
    old, new = ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a"]})
    known = (rule for rule in RULES if rule.id_at("response-property") == "response-property-enum-value-removed")
    row = next(rule for rule in known if (rule.example.before, rule.example.after) == (old, new))
    sent, read = (findings_between(*placed(row.example, role))[0] for role in ("request-property", "response-property"))
    assert (sent.level, sent.advice) == ("breaking", "Replace the values that are no longer documented.")
    assert (read.level, read.advice) == ("info", NOTHING)
    assert read.why == "What comes is still what readers expect."


def test_nobody_is_advised_to_parse_what_is_sent_or_to_send_what_comes():
    advised = {(rule.advice_at(role), role.partition("-")[0]) for rule in RULES for role in rule.roles}
    assert [] == [advice for advice, side in advised if side == "request" and "parse" in advice]
    assert [] == [advice for advice, side in advised if side == "response" and "Send " in advice]
    assert [] == [advice for advice, side in advised if side == "response" and "Replace the values" in advice]


def test_what_is_more_than_information_never_advises_to_do_nothing():
    idle = [
        rule.id_at(role)
        for rule in RULES
        for role in rule.roles
        if rule.level_at(role) != "info" and rule.advice_at(role) == NOTHING
    ]
    assert [] == idle


def test_a_harmless_direction_asks_for_nothing():
    asking = [
        rule.id_at(role)
        for rule in RULES
        if isinstance(rule.level, Levels) and rule.level.request != rule.level.response
        if not rule.on.startswith("manifest.")
        for role in rule.roles
        if rule.level_at(role) == "info" and rule.advice_at(role) != NOTHING
    ]
    assert [] == asking


def test_a_finding_is_explained_by_what_differs_in_its_own_case():
    for rule_id, one in explained().items():
        of_titles = {row.title: one.reasons_for(row.title) for row in one.rows}
        for row in one.rows:
            others = {reason for other in one.rows if other.title != row.title for reason in other.reasons}
            assert set(row.reasons) <= set(of_titles[row.title]) <= set(one.reasons)
            assert not (others - set(row.reasons)) & set(of_titles[row.title]), rule_id


def test_what_only_oasdiff_says_in_some_situation_does_not_explain_what_is_said_here():
    (found,) = {
        each.id
        for each in explained().values()
        if any("Null became possible" in why for why in each.reasons)
        if each.id == "request-property-list-of-types-widened"
    }
    one = explained()[found]
    assert not any("Null became possible" in why for row in one.rows for why in one.reasons_for(row.title))


def test_an_id_is_called_by_the_row_that_asks_for_least():
    known = explained()["page-row-changed"]
    assert known.title == next(row.title for row in known.rows if not row.when) != known.rows[0].title


def test_an_id_is_explained_by_its_usual_case_and_names_the_special_ones() -> None:
    rule = explained()["request-property-became-enum"]
    assert rule.special == ("The value by which a schema is told from others is written out",)
    text = explained_text(rule)
    assert f"\n\n{rule.title}\n\n" in text
    assert f"\nalso:    {rule.special[0]}\n" in text
    assert (rule.why, rule.advice) == (rule.row.why_at("request-property"), rule.row.advice_at("request-property"))
    assert '"enum"' in text.partition("after:")[2]
    assert "oneOf" not in text.partition("before:")[2]
    assert all(rule.row.title == rule.title for rule in explained().values())
