"""The text of the pull request of captures: short enough, and inert whatever the documentation says."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from driftwatch.model.finding import Finding, Impact, ManifestUse, Report, Side
from driftwatch.model.proposal import PullRequest
from driftwatch.model.snapshot import Capture, CaptureCounts
from driftwatch.reports.proposal import Proposed, edit_for, is_marked, new_body, superseded, text_of, title_of
from tests.reports.sample import REQUIRED, RETRY

ATTACKS = [
    attack
    for attack in map(json.loads, (Path(__file__).parents[1] / "attacks.jsonl").read_text("utf-8").splitlines())
    if attack["surface"] == "markdown" and attack["kind"] == "text"
]
GFM = MarkdownIt("gfm-like", {"linkify": False})
CAPTURE = Capture(
    at="2026-12-01T05:17:00Z", digest="0" * 64, documents=CaptureCounts(), operations=3, facts=9, breaking=1, warning=1
)


def proposed(*findings: Finding, source: str = "docs", captures: int = 1) -> Proposed:
    report = Report(source=source, old=Side(label="before"), new=Side(label="the captures"), findings=findings)
    return Proposed(source=source, report=report, captures=(CAPTURE,) * captures, reports=("https://github.com/a/b",))


def rendered(text: str) -> str:
    return GFM.render(text)


def test_it_shows_levels_groups_and_captures_as_tables_and_links() -> None:
    html = rendered(text_of("main", [proposed(REQUIRED, RETRY)], ()))
    assert "<td><code>docs</code></td>\n<td>1</td>\n<td>1</td>\n<td>0</td>" in html
    assert '<a href="https://github.com/a/b">2026-12-01</a>: 1 breaking, 1 warning, 3 operations' in html
    assert html.count("<table>") == 2


def test_the_title_names_sources_or_counts_them() -> None:
    assert title_of([proposed(REQUIRED)], ()) == "Documentation captured: 1 breaking in docs"
    many = [proposed(REQUIRED, source=f"source-{number}") for number in range(100)]
    assert title_of(many, ()) == "Documentation captured: 100 breaking in 100 sources"


def test_a_long_text_is_cut_between_sources() -> None:
    findings = [structs.replace(REQUIRED, operations=(f"POST /{number}/" + "x" * 150,)) for number in range(60)]
    many = [proposed(*findings, source=f"source-{number}", captures=60) for number in range(100)]
    body = new_body("title", text_of("main", many, ()))
    assert len(body) < 60_000
    assert re.search(r"\nMore sources, \d+ in all, are in the files\.\n", body)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["id"])
def test_hostile_documentation_stays_text(attack: dict[str, str]) -> None:
    payload = attack["payload"]
    uses = (ManifestUse(manifest=payload, file="x", line=1, owner="x"),)
    hostile = structs.replace(
        REQUIRED, operations=(f"POST /{payload}",), impact=Impact(kind="affects", uses=uses), schema=None
    )
    text = text_of(payload, [proposed(hostile)], ())
    outside = re.sub(r"<code>.*?</code>", "", rendered(text), flags=re.DOTALL)
    allowed = {"p", "h2", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "a"}
    assert set(re.findall(r"</?([a-z0-9]+)", outside)) <= allowed
    assert "@" not in outside
    assert re.findall(r'href="([^"]*)"', outside) == ["https://github.com/a/b"]
    body = new_body(title_of([proposed(hostile)], ()), text)
    assert is_marked(body)
    assert body.count("\n<!-- driftwatch:end -->") == 1


def test_a_marker_counts_only_on_the_first_line() -> None:
    body = new_body("title", "text")
    assert not is_marked(f"Hello\n{body}")
    assert edit_for(PullRequest(number=1, title="title", body=f"Hello\n{body}"), title="title", text="new") is None


def test_a_title_is_written_anew_only_when_it_is_ours() -> None:
    pull = PullRequest(number=1, title="title", body=new_body("title", "text"), base="main")
    edit = edit_for(pull, title="new", text="text")
    assert edit is not None
    assert (edit.title, is_marked(edit.body)) == ("new", True)
    theirs = structs.replace(pull, title="theirs")
    edit = edit_for(theirs, title="new", text="text")
    assert edit is not None
    assert edit.title is None


def test_what_people_wrote_stays_even_when_it_leaves_no_room() -> None:
    pull = PullRequest(number=1, title="title", body=new_body("title", "text") + "x" * 40_000, base="main")
    edit = edit_for(pull, title="title", text="y" * 50_000)
    assert edit is not None
    assert "x" * 40_000 in edit.body
    assert len(edit.body) < 65_000
    assert "x" * 40_000 in superseded(pull, 2)
