"""The changelog of a source: what a run adds, how its links lead to the sentence, and where it ends."""

from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.model.change import NOTICES
from driftwatch.model.finding import Finding, Report
from driftwatch.model.source import Source
from driftwatch.reports import changelog
from driftwatch.reports.changelog import entry_of, is_ours, page_link, with_entry
from driftwatch.workflows.record import names_of
from tests.attacks.inert import github
from tests.reports.sample import REPORT, REQUIRED, TOGETHER
from tests.reports.test_golden import expect
from tests.reports.test_issue_golden import REMOVED, ROW

PAGE = "https://docs.example.com/limits"


def words(after: list[str], **says: Any) -> Finding:
    sources = (Source(url=PAGE, locator="Limits > Keys", stated_by="prose"),)
    return structs.replace(
        ROW, **{"id": "page-text-changed", "before": ["Old."], "after": after, "sources": sources, **says}
    )


def entry(report: Report, folder: str = "2026-05-28/docs", *, first: bool = False) -> str:
    capture = "../snapshots/docs/captures.jsonl#L2"
    return entry_of(report, folder=folder, files=names_of(report), capture=capture, first=first)


def test_a_changelog_reads_as_agreed() -> None:
    older = entry(
        structs.replace(REPORT, findings=(REMOVED, words(["A key holds 5 requests - at most, for all."]), ROW))
    )
    page = with_entry("", older, source="docs")
    expect("changelog.md", with_entry(page, entry(TOGETHER, "2026-05-28.2/docs"), source="docs"))


def test_it_is_ours_by_its_first_line_alone() -> None:
    page = with_entry("", entry(REPORT), source="docs")
    assert is_ours(page)
    assert is_ours(page.replace("\n", "\r\n"))
    assert not is_ours(f"\n{page}")
    assert not is_ours("")


def test_an_entry_comes_on_top_and_the_others_stay_as_they_are() -> None:
    page = ""
    for day in ("2026-05-28", "2026-06-01", "2026-06-01.2"):
        page = with_entry(page, entry(REPORT, f"{day}/docs"), source="docs")
    assert dates(page) == ["2026-06-01.2", "2026-06-01", "2026-05-28"]
    assert page.count("Older changes: ") == 1
    again = with_entry(page, entry(REPORT, "2026-07-01/docs"), source="docs")
    assert page.partition("\n## ")[2] in again


@pytest.mark.parametrize("edit", [lambda page: page.replace("\n", "\r\n"), lambda page: page.partition("\nOlder")[0]])
def test_what_an_editor_did_to_it_loses_no_entry(edit: Any) -> None:
    page = edit(with_entry("", entry(REPORT), source="docs"))
    assert dates(with_entry(page, entry(REPORT, "2026-06-01/docs"), source="docs")) == ["2026-06-01", "2026-05-28"]


def dates(page: str) -> list[str]:
    return [line.removeprefix("## ").rstrip() for line in page.splitlines() if line.startswith("## ")]


def test_it_ends_where_it_would_grow_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ""
    for number in range(changelog._MOST_ENTRIES + 5):
        page = with_entry(page, f"## {number}\n\nsaid", source="docs")
    assert dates(page) == [str(number) for number in range(104, 4, -1)]
    monkeypatch.setattr(changelog, "_MOST_BYTES", 100)
    assert dates(with_entry(page, "## 105\n\nsaid", source="docs"))[0] == "105"
    assert len(with_entry(page, "## 105\n\nsaid", source="docs")) < 400
    assert dates(with_entry(page, f"## 106\n\n{'said' * 100}", source="docs")) == ["106"]


def test_thirty_findings_are_told_and_the_others_counted() -> None:
    many = tuple(structs.replace(REQUIRED, fingerprint=f"{number:012x}") for number in range(150))
    lines = entry(structs.replace(REPORT, findings=many)).splitlines()
    assert len([line for line in lines if line.startswith("- **")]) == 30
    assert lines[-1] == "- and 120 more: 120 breaking"


@pytest.mark.parametrize(
    ("finding", "fragment"),
    [
        (words(["A key holds 5 requests."]), "A key holds 5 requests."),
        (words(["Up to 3-5, or 7 & more of them: (soon)!"]), "Up to 3-5, or,more of them: (soon)!"),
        (words(["One two three four five six seven eight nine ten."]), "One two three four,seven eight nine ten."),
        (words(["50 % of all, 日本語"]), "50 % of all, 日本語"),
        (ROW, "Plans"),
        (words([]), "Keys"),
        (structs.replace(words([]), location=NOTICES, after={"text": "Ten a minute.", "amounts": []}), "Ten a minute."),
        (REMOVED, ""),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_sentence_as_it_stands_now(finding: Finding, fragment: str) -> None:
    address, _, encoded = page_link(finding).partition("#:~:text=")
    assert address == finding.sources[0].url
    parts = encoded.split(",")
    assert len(parts) <= 2
    assert not set("-&() ~") & set(encoded)
    assert ",".join(map(unquote, parts)) == fragment


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_text_ends_the_directive_or_the_link(sentence: str, heading: str) -> None:
    finding = words([sentence], sources=(Source(url=PAGE, locator=heading),))
    shown = github(f"[page]({page_link(finding)}) the end")
    assert len(shown.links) == 1
    assert shown.links[0].startswith(PAGE)
    assert f"{shown.linked}{shown.bare}".split() == ["page", "the", "end"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/x)y", "https://a.example/(x", "manifest.yaml"]
)
def test_what_is_no_plain_address_is_no_link(url: str) -> None:
    assert page_link(structs.replace(REQUIRED, sources=(Source(url=url),))) == ""
    assert page_link(structs.replace(REQUIRED, sources=())) == ""
