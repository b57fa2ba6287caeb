"""What people read, as files; `UPDATE_GOLDEN=1 make test` writes them anew for review."""

import os
from pathlib import Path

import pytest
from msgspec import structs

from driftwatch.model.source import Source
from driftwatch.reports import templated
from driftwatch.reports.formats import FORMATS
from driftwatch.reports.grouping import groups_of
from tests.reports.sample import EMPTY, REPORT, TOGETHER

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"text": "txt", "markdown": "md", "json": "json", "sarif": "sarif", "junit": "xml", "github": "commands"}


def expect(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text)
    assert file.read_text() == text


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_report_reads_as_agreed(name: str) -> None:
    expect(f"report.{ENDINGS[name]}", FORMATS[name](REPORT))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_drift_is_said_in_every_format(name: str) -> None:
    expect(f"empty.{ENDINGS[name]}", FORMATS[name](EMPTY))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_has_one_cause_is_told_once_in_every_format(name: str) -> None:
    expect(f"together.{ENDINGS[name]}", FORMATS[name](TOGETHER))


def test_a_summary_links_its_groups() -> None:
    groups = groups_of(REPORT)
    expect("summary.md", templated.summary(REPORT, {group.name: f"{group.name}.md" for group in groups}))


def test_a_group_is_fit_to_be_an_issue() -> None:
    expect("group.md", templated.group_body(REPORT, groups_of(REPORT)[0]))


def test_a_finding_of_many_pages_cites_one_of_them_and_each_page_is_cited_once() -> None:
    finding = next(one for one in REPORT.findings if one.level == "breaking")
    pages = tuple(Source(url=f"https://docs.example.com/{name}", locator="Body") for name in "abc")
    shared, again = (structs.replace(finding, sources=pages, fingerprint=f"{number:012x}") for number in (1, 2))
    other = structs.replace(finding, sources=pages[1:], fingerprint=f"{3:012x}")
    text = FORMATS["text"](structs.replace(REPORT, findings=(shared, again, other)))
    assert [line.strip() for line in text.splitlines() if line.startswith("    see ")] == [
        "see https://docs.example.com/a Body",
        "see https://docs.example.com/b Body",
    ]


def test_a_summary_says_on_top_what_is_breaking_five_at_the_most() -> None:
    one = next(finding for finding in REPORT.findings if finding.level == "breaking")
    for number in (0, 1, 5, 6, 9):
        many = tuple(structs.replace(one, fingerprint=f"{nth:012x}") for nth in range(number))
        others = tuple(finding for finding in REPORT.findings if finding.level != "breaking")
        report = structs.replace(REPORT, findings=(*many, *others))
        links = {group.name: "x.md" for group in groups_of(report)}
        head = templated.summary(report, links).partition("\n| Group")[0]
        assert head.count(f"- {one.message}") == min(number, 5)
        assert ("What is breaking" in head) is (number > 0)
        assert (f"- and {number - 5} more\n" in head) is (number > 5)


def test_only_names_of_the_documentation_stand_as_code_in_a_title() -> None:
    titles = {group.title: (group.words, group.named) for group in (*groups_of(REPORT), *groups_of(TOGETHER))}
    assert titles["POST /v1/videos"] == ("", "POST /v1/videos")
    assert titles["Shared schema Video"] == ("Shared schema ", "Video")
    assert titles["The API as a whole"] == ("The API as a whole", "")
    assert titles["Error handling"] == ("Error handling", "")
