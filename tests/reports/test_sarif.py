"""SARIF holds what the standard (2.1.0) allows, and what GitHub code scanning takes."""

import gzip
import hashlib
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.model.facts import Operation
from driftwatch.model.finding import Impact, Report
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.stored import entry_of, files_of
from driftwatch.reports import sarif
from driftwatch.rules.catalogue import explained
from tests.reports.sample import ACCEPTED, HOSTILE, REPORT, REQUIRED
from tests.reports.sarif_schema import OFFICIAL, RULE, errors_of, some
from tests.rules.examples import findings_between, placed


def test_the_official_schema_is_the_one_of_the_standard() -> None:
    assert OFFICIAL["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/")
    assert errors_of('{"version": "2.1.0", "runs": [{}]}') != []


def test_a_report_with_one_of_everything_is_sarif() -> None:
    written = sarif.render(REPORT)
    assert errors_of(written) == []
    assert json.loads(written)["runs"][0]["results"]


def run_of(report: Report) -> Any:
    written = sarif.render(report)
    assert errors_of(written) == []
    return json.loads(written)["runs"][0]


def alone(**other: Any) -> Report:
    return structs.replace(REPORT, findings=(structs.replace(REQUIRED, impact=Impact(), **other),))


def where(report: Report) -> Any:
    return run_of(report)["results"][0]["locations"][0]["physicalLocation"]


def test_every_result_points_to_the_rule_that_it_names() -> None:
    run = run_of(REPORT)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [one["ruleId"] for one in run["results"]]


def test_a_finding_that_affects_a_manifest_stands_on_its_line() -> None:
    place = run_of(REPORT)["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "contracts/videos.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12},
    }


def test_a_manifest_of_a_configuration_in_a_folder_stands_below_it() -> None:
    place = where(structs.replace(REPORT, home="services/video"))
    assert place["artifactLocation"]["uri"] == "services/video/contracts/videos.yaml"


def test_a_finding_that_affects_no_manifest_stands_in_the_stored_operation() -> None:
    owner = Owner(kind="operation", name="POST /v1/videos", variant="video/seedance")
    fact = Operation(at="operation", method="POST", path="/v1/videos")
    stored = files_of(Snapshot((entry_of(owner, (), [fact]),)))
    file = next(name for name in stored if name.startswith("operations/"))
    assert where(alone())["artifactLocation"]["uri"] == f"snapshots/docs/{file}"


def test_a_finding_of_no_operation_stands_in_a_file_that_each_snapshot_has() -> None:
    assert where(alone(operations=()))["artifactLocation"]["uri"] == "snapshots/docs/documents.jsonl"


def test_a_finding_between_two_files_stands_in_the_file() -> None:
    report = structs.replace(alone(sources=(Source(url="api specs/new.yaml", locator="#/paths"),)), folder="")
    assert where(report)["artifactLocation"]["uri"] == "api%20specs/new.yaml"


def test_a_finding_between_two_folders_outside_of_a_repository_stands_at_its_page_as_a_relative_path() -> None:
    report = structs.replace(alone(), folder="")
    assert where(report)["artifactLocation"]["uri"] == "docs.example.com/api/openapi/video/create.json"


@pytest.mark.slow
@given(url=st.text(max_size=60), folder=st.sampled_from(["", "snapshots/docs"]))
@example(url="javascript:alert(1)", folder="")
@example(url="https://[", folder="")
@example(url="//evil.example.com/x", folder="")
@example(url="\ud800", folder="")
def test_any_source_makes_a_place_that_code_scanning_takes(url: str, folder: str) -> None:
    artifact = where(structs.replace(alone(sources=(Source(url=url),)), folder=folder))["artifactLocation"]
    assert artifact["uri"].startswith("file:///") or ":" not in artifact["uri"]


def test_names_from_outside_make_no_links() -> None:
    text = run_of(alone(message="Field `[click](https://evil.example.com)` is new."))["results"][0]["message"]["text"]
    assert "](" not in text


def test_each_source_and_each_question_has_a_category_of_its_own() -> None:
    reports = [
        structs.replace(REPORT, source=source, asks=asks)
        for source in ("docs", "other")
        for asks in ("what drifted", "what manifests breach")
    ]
    categories = {run_of(report)["automationDetails"]["id"] for report in reports}
    assert {
        "driftwatch/drift/docs/",
        "driftwatch/drift/other/",
        "driftwatch/manifests/docs/",
        "driftwatch/manifests/other/",
    } == categories


def test_what_the_team_has_accepted_is_no_open_alert() -> None:
    run = run_of(structs.replace(REPORT, findings=()))
    assert run["results"] == []
    assert [one["ruleId"] for one in run["properties"]["accepted"]] == [ACCEPTED.finding.id]


def test_findings_beyond_what_code_scanning_takes_are_left_out_and_counted(monkeypatch) -> None:
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    run = run_of(REPORT)
    assert [one["ruleId"] for one in run["results"]] == [one.id for one in REPORT.findings[:3]]
    said = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert "1 finding is left out: code scanning takes 3 at most." in said


@pytest.mark.slow
def test_a_hundredth_of_the_most_results_is_a_hundredth_of_what_may_be_uploaded() -> None:
    wide = tuple(f"GET /v1/things/{number}" for number in range(2_000))
    digests = [hashlib.sha256(bytes([number])).hexdigest() for number in range(250)]
    many = tuple(
        structs.replace(HOSTILE, fingerprint=digest[:12], message=f"Field `{digest}` is new." * 100, operations=wide)
        for digest in digests
    )
    assert len(gzip.compress(sarif.render(structs.replace(REPORT, findings=many)).encode())) < 100_000


@pytest.mark.slow
def test_every_rule_of_the_catalogue_is_described_for_code_scanning() -> None:
    findings = tuple(
        structs.replace(REQUIRED, id=rule_id, title=told.rows[0].title, why=told.why, advice=told.advice)
        for rule_id, told in explained().items()
    )
    run = json.loads(sarif.render(structs.replace(REPORT, findings=findings)))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(explained())
    assert [error.message for error in jsonschema.Draft7Validator(some(RULE)).iter_errors(rules)] == []


def test_a_judged_finding_carries_the_words_of_its_rule() -> None:
    old, new = placed(explained()["api-version-decreased"].rows[0].example, "api")
    assert [(one.title, one.why) for one in findings_between(old, new)] == [
        ("The version of the API went down", "An older description may have been published by mistake.")
    ]
