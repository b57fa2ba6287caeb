"""Bodies and comments of issues as files: as they are written, and as GitHub shows them."""

from collections.abc import Sequence

from msgspec import structs

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.change import WORDS
from driftwatch.model.code_line import CodeLine
from driftwatch.model.finding import Finding, Impact, Side
from driftwatch.model.issue import Wanted
from driftwatch.model.open_finding import OpenFinding
from driftwatch.model.source import Source
from driftwatch.reports.finding_facts import Naming
from driftwatch.reports.issue_text import Beside
from driftwatch.reports.issues import issues_for
from driftwatch.workflows.publish_comments import news
from tests.attacks.inert import github
from tests.reports.sample import REQUIRED, SHARED, SPEC, TABLE, TOGETHER, USE
from tests.reports.test_golden import expect

COMMIT = "c" * 40
REMOVED = structs.replace(
    REQUIRED,
    id="request-property-enum-value-removed",
    variant=None,
    field="model",
    before="clip-2",
    after=None,
    message="Request field `model` no longer accepts `clip-2`.",
    advice="Replace the values that are no longer documented.",
    fingerprint="a123456789ab",
)
ROW = structs.replace(
    REMOVED,
    id="page-row-changed",
    level="warning",
    area="documents",
    operations=(),
    location=WORDS,
    field=None,
    media_type=None,
    before=["Free · Calls: 50"],
    after=["Free · Calls: 20"],
    message="Under `Plans` a row says `Free · Calls: 20`, before `Free · Calls: 50`.",
    title="A row of a page says something else",
    advice="Read the section.",
    sources=(Source(url="https://docs.example.com/pricing.md", locator="Plans", stated_by="table"),),
    fingerprint="b123456789ab",
)
LATER = structs.replace(SHARED, impact=Impact(kind="affects", uses=(structs.replace(USE, line=30, claim="progress"),)))
LIMIT = structs.replace(REMOVED, message="Request field `seconds` is `10` at most, before `20`.", sources=(SPEC, TABLE),
                        id="request-property-max-decreased", field="seconds", before=20, after=10,
                        fingerprint="d123456789ab")  # fmt: skip
BESIDE = Beside(
    address=lambda commit: f"https://github.com/acme/app/commit/{commit}",
    links={
        path: f"https://github.com/acme/app/blob/{COMMIT}/{path}" for path in ("src/clips.py", "contracts/videos.yaml")
    },
    code={
        REMOVED.fingerprint: Naming(lines=tuple(CodeLine("src/clips.py", line, ("clip-2",)) for line in (12, 40))),
        LIMIT.fingerprint: Naming(lines=(CodeLine("src/clips.py", 12, ("seconds",)),), more=3),
    },
    moved={TABLE.url: "https://docs.example.com/errors-and-retries"},
)


def issue(*findings: Finding, days: Sequence[str] = (), manifests: bool = True) -> Wanted:
    """The one issue of findings, each captured on its day."""
    found = [
        OpenFinding(
            finding=finding,
            old=Side(label="2026-09-24", date="2026-09-24"),
            new=Side(label=day, date=day),
            commit=day[-1] * 40,
        )
        for finding, day in zip(findings, days or ["2026-10-01"] * len(findings), strict=True)
    ]
    settings = IssuesConfig(group="source")
    (wanted,) = issues_for("docs", found, settings, beside=BESIDE, has_manifests=manifests)
    return wanted


ONE = issue(REMOVED)
SEVERAL = issue(REMOVED, LIMIT, ROW, LATER, days=["2026-10-01", "2026-10-08", "2026-10-01", "2026-10-08"])
UNCLAIMED = issue(*(structs.replace(one, impact=Impact()) for one in (*TOGETHER.findings, ROW)), manifests=False)


def test_an_issue_of_one_finding_reads_as_agreed() -> None:
    expect("issue-one.md", ONE.text)


def test_an_issue_of_several_findings_reads_as_agreed() -> None:
    expect("issue-several.md", SEVERAL.text)


def test_an_issue_without_manifests_reads_as_agreed() -> None:
    expect("issue-unclaimed.md", UNCLAIMED.text)


def test_a_comment_reads_as_agreed() -> None:
    expect("comment.md", news(SEVERAL, [REMOVED.fingerprint, LIMIT.fingerprint], ["`GET /v1/x` is gone (breaking)"]))


def test_links_lead_to_lines_of_the_commit_and_are_written_once() -> None:
    shown = github(SEVERAL.text)
    code = f"https://github.com/acme/app/blob/{COMMIT}"
    assert [link for link in shown.links if link.startswith(code)] == [
        f"{code}/contracts/videos.yaml#L12", f"{code}/src/clips.py#L12", f"{code}/src/clips.py#L40",
        f"{code}/contracts/videos.yaml#L12", f"{code}/src/clips.py#L12", f"{code}/contracts/videos.yaml#L12",
    ]  # fmt: skip
    assert SEVERAL.text.count(f"{code}/src/clips.py#L12") == 1
    assert "][" not in shown.bare + shown.linked + shown.code
    assert "https://docs.example.com/errors-and-retries" in shown.links


def test_bodies_are_for_narrow_screens_and_plain_mail() -> None:
    for wanted in (ONE, SEVERAL, UNCLAIMED):
        assert "table" not in github(wanted.text).tags
        # In a mail a link breaks no sentence: addresses stand on lines of their own, or are what is told.
        lines = [line for line in wanted.text.splitlines() if "://" in line]
        assert all(line.startswith(("[d", "- Documented: <")) for line in lines)


def test_nothing_is_told_twice() -> None:
    for wanted, findings in ((ONE, [REMOVED]), (SEVERAL, [REMOVED, LIMIT])):
        for finding in findings:
            assert wanted.text.count(finding.message) == 1
    assert SEVERAL.text.count("Replace the values that are no longer documented.") == 1
    assert ONE.text.count("2026-10-01") == 1
    assert "a123456789ab" not in ONE.text.partition("**To answer**")[0]
