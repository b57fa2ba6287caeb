"""What oasdiff added and moved since 1.27: each id has a rule or another name here, each level is ours or explained.

oasdiff_later.tsv: the 246 ids that oasdiff 1.32.1 has and 1.27.0 has not, and the 47 whose level it moved; its levels.
"""

from pathlib import Path

import pytest

from driftwatch.located.toml import read_toml
from driftwatch.model.finding import Finding, Side, Suppression
from driftwatch.rules.catalogue import explained
from driftwatch.rules.oasdiff import OASDIFF_IDS
from driftwatch.rules.oasdiff_later import ALIASES, LATER_IDS
from driftwatch.rules.overrides import read_levels, read_severity_levels
from driftwatch.rules.policy import build_report

LEVELS = dict(line.split("\t") for line in (Path(__file__).parent / "oasdiff_later.tsv").read_text().splitlines())


def rows_of(rule_id):
    return [(row, role) for row in explained()[rule_id].rows for role in row.roles if row.id_at(role) == rule_id]


def test_every_later_id_is_ours_or_has_another_name():
    assert set() == LATER_IDS - explained().keys() - ALIASES.keys()
    assert set() == LEVELS.keys() - LATER_IDS - OASDIFF_IDS
    assert (246, 47) == (len(LATER_IDS & LEVELS.keys()), len(LEVELS.keys() - LATER_IDS))


@pytest.mark.parametrize("rule_id", LEVELS)
def test_every_later_level_is_ours_or_explained(rule_id):
    rows = rows_of(ALIASES.get(rule_id, rule_id))
    ours = {row.level_at(role, strictness) for row, role in rows for strictness in ("tolerant", "strict")}
    assert LEVELS[rule_id] in ours or all(row.reasons for row, _ in rows)


def test_each_other_name_leads_to_a_rule_and_is_none_itself():
    assert set() == set(ALIASES.values()) - explained().keys()
    assert set() == ALIASES.keys() & explained().keys()


SET, INCREASED = "request-property-min-length-set", "request-property-min-length-increased"


def test_a_level_set_under_another_name_is_a_level_of_the_rule():
    assert {INCREASED: "info"} == read_severity_levels(f"{SET} info\n", source="levels.txt")
    both = read_toml(f'[rules]\n{INCREASED} = "off"\n{SET} = "info"', file="driftwatch.toml").get("rules")
    assert {INCREASED: "off"} == read_levels(both, file="driftwatch.toml")


def test_what_is_accepted_under_another_name_is_accepted():
    finding = Finding(
        id=INCREASED, level="breaking", area="request", operations=(), message="m", advice="a", fingerprint="0" * 12
    )
    accepting = Suppression(reason="agreed", owner="ann", expires="2026-12-31", rule=SET)
    sides = {"old": Side(label="old"), "new": Side(label="new")}
    report = build_report([finding], source="things", suppressions=[accepting], today="2026-11-24", **sides)
    assert ((), 1) == (report.findings, len(report.suppressed))
