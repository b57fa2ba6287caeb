"""What cannot be written is told in place of what it was; everything else is written as ever."""

import pytest
from msgspec import structs

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.finding import Report, Side
from driftwatch.model.open_finding import OpenFinding
from driftwatch.reports import issue_text, templated
from driftwatch.reports.formats import FORMATS
from driftwatch.reports.issue_text import Beside
from driftwatch.workflows.issues_sync import _wanted
from driftwatch.workflows.rendering import rendered
from tests.reports.sample import REPORT, REQUIRED, RETRY, SHARED, TOGETHER

SIDES = {"old": Side(label="2026-10-01"), "new": Side(label="2026-10-02")}


def test_a_report_that_can_be_written_is_written_once():
    seen = []
    assert "text" == rendered(lambda one: seen.append(one) or "text", REPORT)
    assert [REPORT] == seen


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_replaces_the_finding_on_which_it_trips(format_name, monkeypatch):
    def render(one):
        if any(finding.fingerprint == RETRY.fingerprint for finding in one.findings):
            raise LookupError("sk-secret")
        return FORMATS[format_name](one)

    told = Report(source="docs", findings=(REQUIRED, RETRY, SHARED), **SIDES)
    text = rendered(render, told)
    assert "sk-secret" not in text
    assert "rendering: LookupError" in text or "comparison-failed" in text
    assert REQUIRED.fingerprint in text or REQUIRED.message.rstrip(".").split()[-1] in text


def test_findings_of_one_owner_are_told_as_one_with_what_they_were():
    broken = tuple(structs.replace(REQUIRED, fingerprint=f"{n:012}") for n in range(3))
    seen = []

    def render(one):
        seen.append(one)
        if any(finding in broken for finding in one.findings):
            raise LookupError
        return one

    told = rendered(render, Report(source="docs", findings=(*broken, RETRY), **SIDES))
    (failed,) = (one for one in told.findings if one.id == "comparison-failed")
    assert RETRY in told.findings
    assert [f"breaking {REQUIRED.id} {one.fingerprint}" for one in broken] == failed.after
    assert REQUIRED.operations == failed.operations


def test_what_is_left_of_several_members_is_told_when_one_of_them_cannot_be_written():
    whole = next(one for one in TOGETHER.findings if one.level == "breaking")
    broken = whole.members[1]

    def render(one):
        if any(broken in finding.single for finding in one.findings):
            raise LookupError
        return one

    told = rendered(render, TOGETHER)
    (failed,) = (one for one in told.findings if one.id == "comparison-failed")
    assert failed.after == [f"breaking {broken.id} {broken.fingerprint}"]
    left = [one for one in told.findings if one.id == broken.id]
    assert left == [one for one in whole.members if one != broken]
    assert [one for one in told.findings if one.level == "info"] == [TOGETHER.findings[-1]]


def test_members_that_cannot_be_written_together_alone_are_all_told_as_such():
    whole = next(one for one in TOGETHER.findings if one.level == "breaking")

    def render(one):
        if whole in one.findings:
            raise LookupError
        return one

    told = rendered(render, TOGETHER)
    failed = [line for one in told.findings if one.id == "comparison-failed" for line in one.after]
    assert sorted(failed) == sorted(f"breaking {one.id} {one.fingerprint}" for one in whole.members)


def test_an_accepted_finding_that_cannot_be_written_is_left_out():
    def render(one):
        if one.suppressed:
            raise LookupError
        return one

    assert REPORT.suppressed
    assert () == rendered(render, REPORT).suppressed


def test_a_report_that_cannot_be_written_without_findings_either_has_no_owner():
    def render(_):
        raise LookupError("no owner")

    with pytest.raises(LookupError, match="no owner"):
        rendered(render, REPORT)


def test_an_issue_that_cannot_be_written_tells_so_and_keeps_its_key(monkeypatch):
    real = templated.issue_part

    def part(finding, around):
        if finding.id == REQUIRED.id:
            raise LookupError("sk-secret")
        return real(finding, around)

    found = tuple(OpenFinding(finding=one, commit="abc", **SIDES) for one in (REQUIRED, RETRY))
    whole = _wanted("docs", found, IssuesConfig(), Beside(), has_manifests=True)
    monkeypatch.setattr(issue_text, "issue_part", part)
    told = _wanted("docs", found, IssuesConfig(), Beside(), has_manifests=True)
    assert {one.key for one in whole} == {one.key for one in told}
    assert any("comparison-failed" in one.text for one in told)
    assert any(RETRY.message in one.text or "429" in one.text for one in told)
    assert "sk-secret" not in repr(told)
