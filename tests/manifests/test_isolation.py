"""A manifest that trips a fault of ours is told, and keeps no other from being checked."""

from driftwatch.history.review import Policy, review
from driftwatch.manifests.check import check as checking
from driftwatch.manifests.check.check import check
from driftwatch.manifests.impact import index
from driftwatch.model.finding import Impact, Side
from driftwatch.workflows.manifests import findings_of
from tests.manifests.documentation import OPERATION, TODAY, laid_over, manifest, snapshot

STRICT = {"requestBody": {"required": True}}


def failing(real, wanted):
    def made(*arguments, **keywords):
        if wanted(*arguments):
            raise KeyError("sk-secret")
        return real(*arguments, **keywords)

    return made


def test_one_manifest_that_cannot_be_checked_is_a_finding_that_names_it(monkeypatch):
    mine, other = manifest(), manifest({"response": ["gone"], "owner": "other-team"}, file="contracts/other.yaml")
    monkeypatch.setattr(checking, "page_breaches", failing(checking.page_breaches, lambda one, _: one.manifest is mine))
    seen = []
    breaches = check((mine, other), snapshot(), today=TODAY, tell=seen.append)
    found = {one.id: one for one in findings_of(breaches, snapshot(), (mine, other), today=TODAY)}
    failed = found.pop("comparison-failed")
    assert ("warning", ("POST /things",)) == (failed.level, failed.operations)
    assert ["contracts/things.yaml"] == [use.file for use in failed.impact.uses]
    assert "check: KeyError" in failed.message
    assert {"manifest-field-undocumented"} <= found.keys() or found
    assert ["check: KeyError"] == [one.kind for one in seen]


def test_a_finding_whose_impact_cannot_be_found_keeps_its_level_and_is_told_beside(monkeypatch):
    old, new = snapshot(), snapshot(laid_over(OPERATION, STRICT))
    sides = (Side(label="old"), Side(label="new"))
    policy = Policy(today=TODAY, manifests=(manifest(),))
    whole = review(old, new, source="things", policy=policy, sides=sides).findings
    monkeypatch.setattr(index, "impact_of", failing(index.impact_of, lambda one: one.id != "comparison-failed"))
    told = review(old, new, source="things", policy=policy, sides=sides).findings
    assert {(one.id, one.level) for one in whole} | {("comparison-failed", "warning")} == {
        (one.id, one.level) for one in told
    }
    assert {Impact()} == {one.impact for one in told}
