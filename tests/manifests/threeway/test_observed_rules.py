"""Each row for what was observed judges its own example, and nothing else does."""

from typing import Any

import pytest

from driftwatch.model.finding import Finding
from driftwatch.rules.catalogue import OBSERVED_RULES, explained
from driftwatch.rules.rule import Rule
from tests.manifests.documentation import manifest
from tests.manifests.threeway.seeing import documented, findings, observation, past

NAMES = [f"{rule.on}-{rule.level}-{'-'.join(rule.when)}" for rule in OBSERVED_RULES]


def placed(rule: Rule) -> tuple[Finding, ...]:
    after: dict[str, Any] = dict(rule.example.after)
    earlier, documentation = after.pop("earlier"), after.pop("documentation")
    before = (observation(earlier, at="2026-11-10"),) if earlier else ()
    return findings(
        manifest(rule.example.before), documented(**documentation), past(after.pop("cases"), *before, **after)
    )


@pytest.mark.parametrize("rule", OBSERVED_RULES, ids=NAMES)
def test_each_example_fires_its_row_alone(rule: Rule) -> None:
    (found,) = placed(rule)
    assert (found.id, found.title, found.area) == (rule.id, rule.title, "manifest")
    assert found.level in {rule.level_at(role) for role in rule.roles}
    assert found.is_observed
    assert found.message.endswith(".")
    assert "nothing" not in found.message.replace("says nothing of it", "").replace("documented is nothing", "")
    assert found.impact.uses


def test_every_row_is_in_the_catalogue_and_says_which_drift_rule_it_is() -> None:
    assert {rule.id for rule in OBSERVED_RULES} <= explained().keys()
    loud = [rule for rule in OBSERVED_RULES if {rule.level_at(role) for role in rule.roles} != {"info"}]
    own = {"observed-retry-after-ignored", "observed-limit-differs"}
    silent = {rule.id for rule in loud if not str(rule.advice).startswith("Drift rule ")}
    assert silent == own
