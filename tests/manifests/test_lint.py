import textwrap
from pathlib import Path

import pytest

from driftwatch.manifests.file.lint import conflicts, lint
from driftwatch.manifests.file.lint_rules import overlap
from tests.manifests.documentation import TODAY, manifest, text_of

GOLDEN = Path(__file__).parent / "golden"
CASES = {"rate-limited": {"status": 429, "retry": "backoff", "evidence": "documented"}}
RISK = {"by": "lead", "at": "2026-01-01", "until": "2026-06-30", "because": "only in debug"}


def said(parts=None, *, severity=None, today=TODAY):
    found = lint(text_of(parts), file="m.yaml", today=today)
    return [str(one).partition(": ")[2] for one in found.problems if severity in {None, one.severity}]


def errors(parts):
    return said(parts, severity="error")


@pytest.mark.parametrize("name", ["broken", "several"])
def test_every_problem_names_file_line_column_and_what_was_meant(name):
    found = lint((GOLDEN / f"{name}.yaml").read_bytes(), file=f"{name}.yaml", today=TODAY)
    assert (GOLDEN / f"{name}.expected.txt").read_text().splitlines() == [str(one) for one in found.problems]


def test_a_minimal_manifest_has_no_error():
    assert [] == errors({})


@pytest.mark.parametrize(
    "path", ["/things.create", "/admin.things.list", "/things.json", "/index.php/apps/things", "/v1.0/things"]
)
def test_a_dot_in_a_path_is_no_host(path):
    assert [] == errors({"contract": f"POST {path}"})


def test_a_broken_document_leaves_the_other_one_of_its_file_usable():
    text = text_of() + b"---\n" + text_of({"contract": "nonsense"})
    found = lint(text, file="m.yaml", today=TODAY)
    assert ["POST /things"] == [one.contract for one in found.manifests]
    assert len(found.errors) == 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"contract": "POST /api.example.com/v1/things"}, "contract: the path carries a host"),
        ({"contract": "POST /v1//things"}, "contract: the path has an empty segment"),
        ({"contract": "POST /v1/{id/things"}, "contract: the braces in the path do not match"),
        ({"contract": "POST /v1/../things"}, "contract: the path has a . or .. segment"),
        ({"contract": "POST"}, "contract: 'POST' does not fit: METHOD /path"),
        ({"base_url": "https://staging.example.com"}, "looks like a non-production host"),
        ({"base_url": "http://127.0.0.1:4000"}, "is not public"),
        ({"base_url": "https://api.example.com/sandbox"}, "path segment 'sandbox'"),
        ({"base_url": "http://api.example.com"}, "it is not https"),
        ({"base_url": "https://api.example.com/v1", "contract": "POST /v1/things"}, "would go to /v1/v1"),
        ({"base_url": "https://<your-host>"}, "the URL is a placeholder"),
        ({"accessed": "2026-02-30"}, "'2026-02-30' is no day of the calendar"),
        ({"accessed": "2027-01-01"}, "2027-01-01 lies in the future"),
        (
            {"owner": {"team": "t", "approved_by": "a"}, "review": {"by": "a", "at": "2026-11-01"}},
            "two people are needed",
        ),
        (
            {"identifiers": [{"field": "model", "value": "m-1", "evidence": "documented"}]},
            "model 'm-1' has no source: write the URL",
        ),
        ({"request": {"fields": {"model": {"type": "string", "value": "m-1"}}}}, "a hard-coded id without a source"),
        (
            {"response": {"fields": {"id": {"type": "string", "documented": False, "accepted_risk": RISK}}}},
            "the accepted risk ended on 2026-06-30",
        ),
        ({"response": {"fields": {"id": {"type": "string", "documented": False}}}}, "missing key 'accepted_risk'"),
        (
            {
                "variants": {
                    "a": {"docs": "https://docs.example.com/a", "when": {"model": "sora-*"}},
                    "b": {"docs": "https://docs.example.com/b", "when": {"model": "*-2"}},
                }
            },
            "a call can be a as well as b: model matches both",
        ),
    ],
)
def test_each_rule_of_the_runbook_is_an_error(parts, expected):
    assert any(expected in one for one in errors(parts)), said(parts)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"accessed": "2026-01-01"}, "the review interval is 90 days"),
        ({"errors": {"cases": CASES}}, "no retry policy for auth-missing"),
        ({}, "no failure has a retry policy"),
        ({}, "the billing is unknown: settle it before a load test"),
        ({"limits": {"rate": "unknown"}}, "the billing is unknown"),
        ({"environment": "unknown"}, "is unknown"),
        (
            {
                "errors": {
                    "cases": {
                        "unknown-resource": {"status": 503, "retry": "never", "evidence": "documented"},
                        "upstream-5xx": {"status": [500, 503], "retry": "backoff", "evidence": "documented"},
                    }
                }
            },
            "503 is unknown-resource (retry never) as well as upstream-5xx (retry backoff)",
        ),
    ],
)
def test_what_is_left_open_is_a_warning(parts, expected):
    assert any(expected in one for one in said(parts, severity="warning")), said(parts)


def test_a_day_that_has_begun_east_of_greenwich_does_not_lie_in_the_future():
    assert not said({"accessed": "2026-11-25"}, severity="error", today="2026-11-24")
    assert said({"accessed": "2026-11-26"}, severity="error", today="2026-11-24")


def test_a_case_with_a_body_is_not_ambiguous_with_one_without():
    cases = {
        "x-invalid": {"status": 500, "body": {"error.code": "invalid"}, "retry": "never", "evidence": "documented"},
        "upstream-5xx": {"status": 500, "retry": "backoff", "evidence": "documented"},
    }
    assert not [one for one in said({"errors": {"cases": cases}}) if "as well as" in one]


def test_a_problem_that_variants_inherit_is_told_once():
    parts = {
        "response": {"fields": {"id": {"type": "string", "required": False, "fallback": {"action": "skip"}}}},
        "variants": {
            "a": {"docs": "https://docs.example.com/a", "when": {"model": "a*"}},
            "b": {"docs": "https://docs.example.com/b", "when": {"model": "b*"}},
        },
    }
    assert len([one for one in said(parts) if "has no test" in one]) == 1


def test_a_credential_anywhere_is_an_error_that_does_not_repeat_it():
    secret = "sk-" + "a1B2c3D4e5F6g7H8i9J0"
    found = errors({"x-note": f"use {secret}"})
    assert ["x-note: (value hidden) looks like a credential; write the NAME of an environment variable"] == found


def test_two_manifests_that_disagree_are_one_problem_at_the_later_one():
    one = manifest({"request": {"fields": {"name": "string"}}}, file="a.yaml")
    other = manifest({"request": {"fields": {"name": "integer"}}, "owner": "other-team"}, file="b.yaml")
    (found,) = conflicts([other, one])
    assert str(found) == (
        "b.yaml:2:1: contract: two manifests claim different things of POST /things: "
        "request field name is string and integer; the other is a.yaml:2"
    )


def test_two_teams_that_use_different_fields_do_not_disagree():
    one = manifest({"request": ["name"]}, file="a.yaml")
    other = manifest({"request": ["title"], "owner": "other-team"}, file="b.yaml")
    assert () == conflicts([one, other])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("sora-*", "veo*", False),
        ("sora-*", "*-2", True),
        ("a?c", "abc", True),
        ("abc", "abd", False),
        ("*", "x", True),
        ("a*", "ab", True),
        ("a*b", "ac*", True),
        ("a?", "a", False),
    ],
)
def test_patterns_overlap_when_some_text_matches_both(one, other, expected):
    assert expected == overlap(one, other) == overlap(other, one)


def test_recordings_and_observations_beside_manifests_are_none():
    text = textwrap.dedent("driftwatch_observation: 1\ncontract: POST /things\n").encode()
    assert ((), ()) == (lint(text, file="o.yaml").manifests, lint(text, file="o.yaml").problems)


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2020-01-31", "the acceptance ended on 2020-01-31"), ("2031-01-31", "days ahead")],
)
def test_an_acceptance_that_ended_or_lies_far_ahead_is_a_warning(until, expected):
    accepted = {"rule": "manifest-*", "where": "id", "because": "settled by support", "by": "media", "until": until}
    assert any(expected in one for one in said({"accept": [accepted]}, severity="warning"))
