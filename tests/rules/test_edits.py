"""Every kind of change that a rule judges has its edit, by which it is told together with others or alone."""

from collections import Counter

from driftwatch.rules.catalogue import RULES
from driftwatch.rules.edits import KINDS_OF_EDITS, edit_of


def test_every_kind_has_one_edit() -> None:
    listed = Counter(kind for kinds in KINDS_OF_EDITS.values() for kind in kinds)
    assert {rule.on for rule in RULES} == listed.keys()
    assert {1} == set(listed.values())


def test_a_kind_that_no_rule_judges_is_told_alone() -> None:
    assert "alone" == edit_of("field.colour.changed")
