import pytest

from driftwatch.manifests.check.check import check
from driftwatch.rules.catalogue import MANIFEST_RULES, explained
from driftwatch.rules.judge import judge
from tests.manifests.documentation import TODAY, manifest, snapshot

ROWS = [(rule, role) for rule in MANIFEST_RULES for role in rule.roles]


def findings(rule):
    mine = manifest(rule.example.before)
    after = dict(rule.example.after)
    quiet = [page.url for page in mine.pages] if after.pop("quiet", False) else ()
    breaches = check((mine,), snapshot(**after), today=TODAY, quiet=quiet)
    return judge(breach.change for breach in breaches)


@pytest.mark.parametrize("rule", MANIFEST_RULES, ids=[f"{rule.on}-{rule.level}" for rule in MANIFEST_RULES])
def test_each_example_fires_its_row_alone(rule):
    found = findings(rule)
    assert {rule.id} == {finding.id for finding in found}
    assert {"manifest"} == {finding.area for finding in found}


@pytest.mark.parametrize(("rule", "role"), ROWS, ids=[f"{rule.on}-{role}-{rule.level}" for rule, role in ROWS])
def test_the_levels_of_an_example_are_those_of_its_row(rule, role):
    allowed = {rule.level_at(each) for each in rule.roles}
    assert {finding.level for finding in findings(rule)} <= allowed


def test_a_manifest_that_agrees_with_the_documentation_has_no_breach():
    assert () == check((manifest({"request": ["name"]}),), snapshot(), today=TODAY)[1:]
    assert () == check((manifest(),), snapshot(), today=TODAY)


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("PUT /v1/things", "manifest-operation-moved"),
        ("DELETE /v1/things", "manifest-operation-missing"),
        ("GET /v1/things", "manifest-operation-missing"),
    ],
)
def test_a_call_that_deletes_or_reads_is_never_said_to_be_one_that_sends(contract, expected):
    breaches = check((manifest({"contract": contract, "request": []}),), snapshot(), today=TODAY)
    assert expected in {finding.id for finding in judge(breach.change for breach in breaches)}


@pytest.mark.parametrize("rule", MANIFEST_RULES, ids=[rule.on for rule in MANIFEST_RULES])
def test_every_message_is_one_sentence(rule):
    for finding in findings(rule):
        assert finding.message.endswith(".")
        assert "`nothing`" not in finding.message
        assert "\n" not in finding.message


def test_every_rule_is_in_the_catalogue():
    assert {rule.id for rule in MANIFEST_RULES} <= explained().keys()
