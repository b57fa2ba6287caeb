"""What a team makes of findings."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from driftwatch.errors import ConfigError
from driftwatch.located.toml import read_toml
from driftwatch.model.finding import Finding, Impact, ManifestUse, Side, Suppression
from driftwatch.rules import policy
from driftwatch.rules.overrides import read_ignored, read_levels, read_severity_levels
from driftwatch.rules.policy import build_report, order

SIDES = {"source": "things", "old": Side(label="old"), "new": Side(label="new")}
AFFECTS = Impact(kind="affects", uses=(ManifestUse(manifest="team/things", file="things.yaml", line=3),))


def finding(rule="request-property-removed", level="warning", **details):
    known = {
        "area": "request",
        "operations": ("POST /things",),
        "location": "request.body",
        "field": "messages[].role",
        "message": "m",
        "advice": "a",
        "fingerprint": "0123456789ab",
    }
    return Finding(id=rule, level=level, **{**known, **details})


def accepted(**patterns):
    return Suppression(reason="agreed", owner="ann", expires="2026-12-31", **patterns)


def levels_of(rules):
    return read_levels(read_toml(f"[rules]\n{rules}", file="driftwatch.toml").get("rules"), file="driftwatch.toml")


def ids(report):
    return [one.id for one in report.findings]


def test_a_level_that_the_team_sets_is_final():
    levels = levels_of('request-property-removed = "info"')
    report = build_report([finding()], levels=levels, impact=lambda _: AFFECTS, **SIDES)
    assert ["info"] == [one.level for one in report.findings]


def test_a_rule_that_is_off_is_not_reported():
    levels = levels_of('request-property-removed = "off"')
    assert [] == ids(build_report([finding()], levels=levels, **SIDES))


def test_a_warning_about_what_a_manifest_uses_is_breaking():
    report = build_report([finding()], impact=lambda _: AFFECTS, **SIDES)
    assert [("breaking", ("team/things",))] == [(one.level, one.impact.manifests) for one in report.findings]


def test_unknown_rules_in_the_configuration_are_all_told_with_their_place_and_what_was_meant():
    with pytest.raises(ConfigError) as caught:
        levels_of('request-property-remove = "info"\nendpoint-added = "off"\n  endpoint-addde = "off"')
    first, second = caught.value.message.splitlines()
    assert first.startswith("driftwatch.toml:2:1: rules.request-property-remove: there is no rule 'request-property-")
    assert first.endswith("; did you mean 'request-property-removed'?")
    assert second.startswith("driftwatch.toml:4:3: rules.endpoint-addde: there is no rule 'endpoint-addde'; did you ")
    assert "`driftwatch rules` lists them all" in caught.value.hint


def test_severity_levels_of_oasdiff_are_read_as_they_are():
    text = "api-security-removed    err\nrequest-body-removed\twarn\n\nendpoint-added none\n"
    expected = {"api-security-removed": "breaking", "request-body-removed": "warning", "endpoint-added": "off"}
    assert expected == read_severity_levels(text, source="levels.txt")


@pytest.mark.parametrize("line", ["endpoint-added", "endpoint-added fatal", "no-such-rule err", "a b c"])
def test_a_wrong_line_in_severity_levels_names_file_and_line(line):
    with pytest.raises(ConfigError, match=r"levels\.txt:2:\d+: "):
        read_severity_levels(f"# ours\n{line}\n", source="levels.txt")


@pytest.mark.parametrize(
    "line",
    [
        "POST /things removed the request property 'messages/items/role'",
        "- 12.01.2026 In post /things we REMOVED the request property `role`, as agreed",
    ],
)
def test_an_ignore_file_of_oasdiff_accepts_what_it_describes(line):
    ignored = read_ignored(f"# What we accept\n\n{line}\n", source="warn.txt")
    report = build_report([finding()], ignored=ignored, **SIDES)
    assert [] == ids(report)
    assert ["warn.txt:3"] == [one.suppression.where for one in report.suppressed]


@pytest.mark.parametrize(
    "line",
    [
        "POST /things removed the request property 'content'",
        "POST /things/{id} removed the request property 'role'",
        "GET /things removed the request property 'role'",
        "POST /things added the new required request property 'role'",
    ],
)
def test_an_ignore_file_of_oasdiff_accepts_nothing_else(line):
    ignored = read_ignored(line, source="warn.txt")
    assert ["request-property-removed"] == ids(build_report([finding()], ignored=ignored, **SIDES))


def test_a_component_line_accepts_what_no_operation_has():
    gone = finding("api-schema-removed", level="breaking", operations=(), field=None, before="rules")
    ignored = read_ignored("components removed the schema 'rules'", source="err.txt")
    assert [] == ids(build_report([gone], ignored=ignored, **SIDES))


@pytest.mark.parametrize(
    "patterns",
    [
        {"fingerprint": "0123456789ab"},
        {"rule": "request-*"},
        {"operation": "POST /th?ngs", "field": "messages[].*"},
        {"rule": "*-removed", "operation": "* /things", "field": "*"},
    ],
)
def test_an_accepted_finding_is_kept_apart(patterns):
    report = build_report([finding()], suppressions=[accepted(**patterns)], today="2026-12-31", **SIDES)
    assert ([], 1, ()) == (ids(report), len(report.suppressed), report.unused_suppressions)


@pytest.mark.parametrize(
    "patterns", [{"fingerprint": "ffffffffffff"}, {"rule": "response-*"}, {"operation": "GET *"}, {"field": "role"}, {}]
)
def test_a_suppression_that_accepts_nothing_is_reported(patterns):
    suppression = accepted(**patterns)
    report = build_report([finding()], suppressions=[suppression], today="2026-11-24", **SIDES)
    assert (["request-property-removed"], (suppression,)) == (ids(report), report.unused_suppressions)


def test_an_expired_suppression_gives_its_finding_back_and_says_so():
    suppression = accepted(rule="request-*", where="driftwatch.toml:9")
    report = build_report([finding()], suppressions=[suppression], today="2027-01-01", **SIDES)
    assert (["request-property-removed"], ()) == (ids(report), report.unused_suppressions)
    assert ["driftwatch.toml:9" in note and "2026-12-31" in note for note in report.coverage.notes] == [True]


def test_brackets_in_a_pattern_are_brackets():
    suppression = accepted(field="a[].b[].c")
    report = build_report([finding(field="a[].b[].c")], suppressions=[suppression], today="2026-11-24", **SIDES)
    assert [] == ids(report)


def test_a_pattern_of_many_stars_ends_on_a_long_name():
    suppression = accepted(field="*a" * 30 + "b")
    long = finding(field="a" * 100_000)
    assert ["request-property-removed"] == ids(build_report([long], suppressions=[suppression], **SIDES))


def test_the_most_severe_come_first_then_the_affected():
    one = finding(level="info", fingerprint="1" * 12)
    two = finding(level="breaking", fingerprint="2" * 12, impact=Impact(kind="unused"))
    three = finding(level="breaking", fingerprint="3" * 12, impact=AFFECTS)
    report = build_report([one, two, three], **SIDES)
    assert ["3" * 12, "2" * 12, "1" * 12] == [each.fingerprint for each in report.findings]


@given(st.randoms(use_true_random=False))
def test_the_order_of_findings_is_the_same_in_every_run(shuffle: random.Random):
    findings = [
        replace(finding(rule), level=level, field=field, before=before, fingerprint=f"{number:012x}")
        for number, (rule, level, field, before) in enumerate(
            (rule, level, field, before)
            for rule in ("request-property-removed", "endpoint-added")
            for level in ("info", "breaking")
            for field in (None, "a", "b")
            for before in (1, True, None)
        )
    ]
    shuffled = list(findings)
    shuffle.shuffle(shuffled)
    assert sorted(findings, key=order) == list(build_report(shuffled, **SIDES).findings)


@pytest.mark.parametrize("names", [{"operation": "POST /things{}"}, {"fingerprint": "{:012x}"}])
def test_each_finding_is_held_against_what_can_be_about_it(monkeypatch: pytest.MonkeyPatch, names) -> None:
    """Two thousand manifests that each accept something of their own call are asked once each, not each for each."""
    asked: list[Suppression] = []
    matches = policy.matches
    monkeypatch.setattr(policy, "matches", lambda one, other: asked.append(one) or matches(one, other))
    every = range(2_000)
    found = [finding(operations=(f"POST /things{n}",), fingerprint=f"{n:012x}") for n in every]
    known = [accepted(**{key: name.format(n) for key, name in names.items()}) for n in every]
    report = build_report(found, **SIDES, today="2026-11-24", suppressions=known)
    assert len(asked) == 2_000
    assert {one.suppression for one in report.suppressed} == set(known)
    assert report.unused_suppressions == ()


NAMES = st.sampled_from(["", "POST /a", "POST /?", "*", "POST /b"])


@given(
    st.lists(st.builds(accepted, operation=NAMES, rule=st.sampled_from(["", "request-*"])), max_size=6),
    st.lists(st.lists(st.sampled_from(["POST /a", "POST /b"]), max_size=2), max_size=4),
)
def test_the_first_suppression_that_matches_accepts(known: list[Suppression], calls: list[list[str]]) -> None:
    found = [finding(operations=tuple(each), fingerprint=f"{n:012x}") for n, each in enumerate(calls)]
    report = build_report(found, **SIDES, today="2026-11-24", suppressions=known)
    first = [next((one for one in known if policy.matches(one, each)), None) for each in found]
    taken = [one.suppression for one in report.suppressed]
    assert {id(one) for one in taken} == {id(one) for one in first if one}


def test_who_accepted_several_did_not_accept_that_one_of_them_hurts_a_manifest():
    one = finding(fingerprint="a" * 12, cause="c" * 12)
    several = accepted(fingerprint="d" * 12, members=("a" * 12,))
    assert policy.matches(several, one)
    assert not policy.matches(several, replace(one, impact=AFFECTS))
    assert policy.matches(replace(several, fingerprint="a" * 12), replace(one, impact=AFFECTS))


def test_a_member_without_a_name_accepts_nothing():
    assert not policy.matches(accepted(fingerprint="d" * 12, members=("",)), finding(cause=""))
