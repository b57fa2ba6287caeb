"""Hostile text of the documentation in all that driftwatch writes: each attack by its corner of a hostile site."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from lxml import etree
from msgspec import structs

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.finding import Finding, Report, Side
from driftwatch.model.issue import Issue, Wanted
from driftwatch.model.open_finding import OpenFinding
from driftwatch.model.snapshot import Capture, CaptureCounts
from driftwatch.model.source import Source
from driftwatch.reports import proposal, templated
from driftwatch.reports.changelog import entry_of, with_entry
from driftwatch.reports.formats import FORMATS
from driftwatch.reports.grouping import groups_of
from driftwatch.reports.issue_body import Marker, marker_of, new_body
from driftwatch.reports.issue_text import Beside
from driftwatch.reports.issue_title import line_of
from driftwatch.reports.issues import issues_for
from driftwatch.rules.places import quoted
from driftwatch.workflows.publish_plan import Drift, decide
from driftwatch.workflows.record import message_of
from driftwatch.workflows.record import names_of as names_in_files
from tests.attacks.hostile_site import CALM, corner
from tests.attacks.inert import Rendered, commands, github, references, unseen
from tests.attacks.payloads import ATTACKS, OWN, PLANTED, Attack, exercises, texts
from tests.attacks.team import Team

OURS = re.compile(r"<!-- driftwatch:v1 (key|proposal title)=[^<>]*-->|<!-- driftwatch:(begin|end|changelog) -->")
TAGS = frozenset({
    "h1", "h2", "h3", "h4", "p", "a", "code", "pre", "strong", "em", "hr", "ul", "ol", "li", "details", "summary",
    "table", "thead", "tbody", "tr", "th", "td",
})  # fmt: skip
"""What our own templates use; no image, no quotation, no box to tick, nothing else from outside."""
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
LEFT_ALONE = re.compile(
    r"(http://127\.0\.0\.1:\d+/[a-z0-9/.]+(#:~:text=[A-Za-z0-9%._]+(,[A-Za-z0-9%._]+)?)?|https://docs\.example\.com/[\w.:/+=-]+|https://github\.com/acme/[a-z0-9/-]+|([0-9-]+/docs/)?[a-z0-9-]+\.md|captures#L1)$"
)


def here(attack: Attack) -> str:
    """The corner of an attack; one of our own has its number for an id."""
    return corner(PLANTED.index(attack.id) + 1 if attack.id in PLANTED else len(PLANTED) + 1 + int(attack.id))


def captured(attack: Attack) -> str:
    """The payload as it is captured: a user name in an address could be a credential."""
    return attack.text.replace("https://apidoc.cometapi.com@", "https://REDACTED@")


def marker_line(issue: dict[str, Any]) -> str:
    """The hidden first line of an issue, which names what it is about."""
    line: str = issue["body"].partition("\n")[0]
    return line


def issues_of(team: Team, attack: Attack) -> list[dict[str, Any]]:
    """The issues of an attack's corner."""
    return [issue for issue in team.github.issues.values() if here(attack) in marker_line(issue)]


def spelled(text: str) -> str:
    """What a reader is shown of a payload, said here once more: invisible characters by number, line ends as ⏎."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    seen = "".join(f"{{U+{ord(each):04X}}}" if unseen(each) else each for each in " ⏎ ".join(filter(None, lines)))
    return seen.replace("##[", "#{U+0023}[")[:100]


def markdowns(team: Team, attack: Attack) -> Iterator[tuple[str, str]]:
    """Every Markdown that is made of an attack's corner, by what it is."""
    mine = team.of(here(attack))
    yield "report", team.told(here(attack), "markdown")
    yield "summary", templated.summary(mine, {group.name: f"{group.name}.md" for group in groups_of(mine)})
    entry = entry_of(mine, folder=day(team), files=names_in_files(mine), capture="captures#L1", first=False)
    yield "changelog", with_entry("", entry, source="docs")
    proposed = proposal.Proposed(source="docs", report=mine, captures=())
    yield "pull request", proposal.new_body(proposal.title_of([proposed], ()), proposal.text_of("main", [proposed], ()))
    for path, text in team.files("reports").items():
        if here(attack) in path:
            yield path, text
    for issue in issues_of(team, attack):
        yield issue["title"], issue["body"]


def faults(name: str, text: str) -> list[str]:
    """What in a Markdown of ours is live that came from outside."""
    seen = github(f"{text}\n\nthe end\n")
    found = [f"{name}: {kind} {what}" for kind, what in references(OURS.sub("", seen.bare)).items()]
    found += [f"{name}: tag {tag}" for tag in sorted({tag.lstrip("/") for tag in seen.tags} - TAGS)]
    found += [f"{name}: link {link}" for link in seen.links if not LEFT_ALONE.match(link)]
    found += [f"{name}: comment {each}" for each in seen.comments if not OURS.fullmatch(f"<!--{each}-->")]
    found += [f"{name}: handler {each}" for each in seen.handlers]
    found += [f"{name}: line {line}" for line in text.splitlines() if line.startswith("/")]
    found += [f"{name}: the end is hidden"] if not seen.bare.rstrip().endswith("the end") else []
    found += [
        f"{name}: {tag} is left open"
        for tag in TAGS
        if seen.tags.count(tag) != seen.tags.count(f"/{tag}") and tag != "hr"
    ]
    return found + [f"{name}: {each}" for each in (*unseen(text), *commands(text))]


@exercises(*texts("markdown", "template", "export", "actions", "git"))
def test_markdown_shows_it_in_code_and_makes_nothing_live(team: Team, attack: Attack) -> None:
    made = dict(markdowns(team, attack))
    assert len(made) >= 5  # an open comment or fence hides the page below it
    assert [] == [fault for name, text in made.items() for fault in faults(name, text)]
    assert all(
        spelled(captured(attack)) in github(made[name]).code
        for name in ("report", f"{day(team)}/post-{here(attack)}-things.md")
    )


def day(team: Team) -> str:
    return f"{team.report.new.date}/docs"


@exercises(*texts("markdown", "template", "actions"))
def test_a_report_keeps_its_shape(team: Team, attack: Attack) -> None:
    mine = team.of(here(attack))
    quiet = [finding for finding in mine.findings if finding.level == "info"]
    loud = len(mine.findings) - len(quiet)
    groups = len(groups_of(mine))
    tags = github(team.told(here(attack), "markdown")).tags
    shape = {tag: tags.count(tag) for tag in ("h1", "h2", "h4", "table", "pre", "blockquote", "img", "input")}
    assert shape == {
        "h1": 1, "h2": groups, "h4": loud, "table": 0, "pre": 0, "blockquote": 0, "img": 0, "input": 0,
    }  # fmt: skip
    assert [len(row) for row in rows_of(templated.summary(mine, dict.fromkeys(names_of(mine), "x.md")))] == [4] * (
        groups + 1
    )


def names_of(report: Report) -> list[str]:
    return [group.name for group in groups_of(report)]


def rows_of(markdown: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for tag in github(markdown).tags:
        if tag == "tr":
            rows.append([])
        elif tag in {"td", "th"}:
            rows[-1].append(tag)
    return rows


@exercises(*PLANTED)
def test_a_terminal_gets_visible_lines_and_no_escape_but_our_colours(team: Team, attack: Attack) -> None:
    plain, coloured = team.told(here(attack), "text"), team.told(here(attack), "colour")
    assert [] == unseen(plain) + unseen(ESCAPES.sub("", coloured))
    assert ESCAPES.sub("", coloured) == plain
    assert [] == commands(plain) + commands(coloured)
    assert plain.count("\n") == len(plain.splitlines())


@exercises(*texts("terminal", "parser"))
def test_what_a_terminal_would_obey_is_spelled_out(team: Team, attack: Attack) -> None:
    text = team.told(here(attack), "text")
    folded = " ".join(spelled(captured(attack)).replace("⏎", " ").split())
    assert folded in text


@exercises(*PLANTED)
def test_every_annotation_is_one_command_of_ours(team: Team, attack: Attack) -> None:
    mine = team.of(here(attack))
    lines = team.told(here(attack), "github").splitlines()
    assert len(lines) == len(mine.findings) > 0
    for line in lines:
        command = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^:,\r\n]*,?)+)::([^\r\n]*)", line)
        assert command, line
        assert {each.partition("=")[0] for each in command[2].split(",")} <= {"title", "file", "line", "col"}
        assert [] == unseen(line)
        assert "##[" not in line


@exercises(*PLANTED)
def test_documents_for_machines_stay_whole_and_keep_the_text(team: Team, attack: Attack) -> None:
    mine = team.of(here(attack))
    told = team.told(here(attack), "json")
    values = json.loads(told)["findings"]
    assert [each["fingerprint"] for each in values] == [finding.fingerprint for finding in mine.findings]
    assert captured(attack) in [each["after"] for each in values] + [
        item for each in values for item in strings(each["after"])
    ]
    sarif = team.told(here(attack), "sarif")
    results = json.loads(sarif)["runs"][0]["results"]
    assert len(results) == len(mine.findings)
    assert [] == [text for text in strings(results) if re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", text)]
    suite = ET.fromstring(team.told(here(attack), "junit"))  # noqa: S314 - our own
    assert len(suite.findall(".//testcase")) == len(mine.findings)
    for text in (told, sarif, team.told(here(attack), "junit")):
        assert [] == unseen(text) + commands(text)


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (str(key), *strings(item))]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


@exercises(*PLANTED)
def test_a_commit_message_shows_it_and_makes_nothing_live(team: Team, attack: Attack) -> None:
    subject, _, body = team.message.partition("\n")
    assert re.fullmatch(r"docs 2026-03-16: \d+ breaking, \d+ warning, \d+ info \(\d+ operations\)", subject)
    assert len(body.splitlines()) == 35  # thirty findings, the count of the rest, what was read, and lines between
    finding = team.of(here(attack)).findings[0]
    line = next(line for line in messages_of(team, attack) if finding.fingerprint in line)
    for text in (line, body):
        assert {} == {kind: found for kind, found in references(named_by_us(text)).items() if kind != "mathematics"}
        assert [] == unseen(text) + commands(text)
    assert len(line.splitlines()) == 1


def messages_of(team: Team, attack: Attack) -> list[str]:
    """The lines that a commit of an attack's findings alone would have."""
    counts = CaptureCounts(read=1)
    line = Capture(at="2026-03-16T00:00:00Z", digest="0" * 64, documents=counts, operations=1, facts=1)
    hostile = (
        structs.replace(team.of(here(attack)).findings[0], operations=(f"POST /{attack.text}",)),
        *(
            structs.replace(finding, message=f"Field {quoted(attack.text, limit=None)} was {attack.text}.")
            for finding in team.of(here(attack)).findings
        ),
    )
    report = structs.replace(team.of(here(attack)), findings=hostile)
    return message_of(report, line, first=False).splitlines()


def named_by_us(text: str) -> str:
    """Leave out the id of the rule and the fingerprint, which are ours."""
    return re.sub(r"\[[a-z0-9-]+ [0-9a-f]{12}\]", "", text)


@exercises(*texts("markdown", "template"))
def test_a_page_of_the_site_shows_it_and_makes_nothing_live(team: Team, attack: Attack) -> None:
    pages = {path: text for path, text in team.files("site").items() if here(attack) in path and path.endswith(".html")}
    assert len(pages) >= 2
    for path, text in pages.items():
        seen = Rendered(text)
        assert re.fullmatch(r"[a-z]+/[a-z0-9-]+\.html", path)
        assert [] == seen.handlers + unseen(text)
        assert [] == [link for link in seen.links if re.match(r"(?i)\s*(javascript|data|vbscript):|//", link)]
        assert [] == [tag for tag in seen.tags if tag in {"img", "iframe", "object", "base", "form", "svg"}]
        assert 1 == seen.tags.count("script")
        assert "default-src 'none'" in text
    said = " ".join(spelled(captured(attack)).replace("⏎", " ").split())
    shown = [Rendered(text) for path, text in pages.items() if path == f"operations/post-{here(attack)}-things.html"]
    assert said in " ".join((shown[0].code + shown[0].bare + shown[0].linked).replace("⏎", " ").split())


@exercises(*PLANTED)
def test_a_finding_that_forgot_to_quote_is_inert_as_well(team: Team, attack: Attack) -> None:
    sources = (Source(url=f"https://docs.example.com/{attack.text}", locator=attack.text), Source(url=attack.text))
    raw = structs.replace(team.of(corner(0)).findings[0], message=attack.text, sources=sources)
    report = structs.replace(team.report, findings=(raw,), suppressed=())
    assert [] == faults("report", FORMATS["markdown"](report))
    assert 1 == len(FORMATS["github"](report).splitlines())
    for name in ("text", "json", "sarif", "junit"):
        assert [] == unseen(FORMATS[name](report)) + commands(FORMATS[name](report))


@pytest.mark.parametrize("name", ["markdown", "gate-markdown", "check-markdown", "observe-markdown"])
def test_whole_reports_make_nothing_live(team: Team, name: str) -> None:
    assert team.out[name].count("\n") > 100
    assert [] == faults(name, team.out[name])


@exercises(*texts("template"))
def test_it_is_never_taken_for_a_template(team: Team, attack: Attack) -> None:
    assert attack.text in team.told(here(attack), "text")
    assert attack.text in github(team.told(here(attack), "markdown")).code
    assert attack.text in strings(json.loads(team.told(here(attack), "json")))


@exercises("md-forged-marker", "md-forged-marker-title")
def test_a_marker_is_ours_alone(team: Team, attack: Attack) -> None:
    bodies = [issue["body"] for issue in issues_of(team, attack)]
    assert bodies
    for body in bodies:
        marker = marker_of(body)
        assert marker is not None
        assert marker.key.startswith("docs.")
        assert [line for line in body.splitlines() if "key=other" in line and "`" not in line] == []
        assert marker_of(body.partition("\n")[2]) is None
        assert marker_of(f"{attack.text}\n{body}") != marker


@exercises(*texts("markdown"))
def test_what_a_comment_on_an_issue_says_from_outside_is_inert(team: Team, attack: Attack) -> None:
    marker = marker_of(issues_of(team, attack)[0]["body"])
    assert marker is not None
    findings = team.of(here(attack)).findings
    assert findings
    for number in range(0, len(findings), 10):
        lines = {finding.fingerprint: line_of(finding) for finding in findings[number : number + 10]}
        for comment in comments_with(lines, marker):
            note, _, text = comment.partition("\n")
            assert re.fullmatch(r"<!-- driftwatch:note [a-z0-9= ]+-->", note)
            assert text.count("\n- ") == len(lines)
            assert [] == faults("comment", text)


def comments_with(lines: Mapping[str, str], marker: Marker) -> Iterator[str]:
    """What is said of new findings, and of those that are gone."""
    told = structs.replace(marker, known=frozenset(each[:8] for each in lines))
    untold = structs.replace(marker, known=frozenset())
    wanted = Wanted(
        key=marker.key,
        drift="0" * 16,
        fingerprints=tuple(sorted(lines)),
        title="x",
        text="x",
        labels=("a",),
        lines=lines,
    )
    for mark, made in ((told, None), (untold, wanted)):
        issue = Issue(number=7, title="x", body=new_body(mark, "x"), state="open")
        action = decide(
            marker.key, made, issue, Drift(source="docs", wanted=(), known=frozenset({marker.key}), lines=lines)
        )
        assert action is not None
        yield action.comment


TITLE = re.compile(r"(?:[A-Za-z0-9/_{}.:, ()+…·%;*\"'-]|\[\])+")


@exercises(*texts("markdown"))
def test_a_title_is_one_harmless_line(team: Team, attack: Attack) -> None:
    for finding in team.of(here(attack)).findings:
        for hostile in (finding, structs.replace(finding, message=f"Field {quoted(attack.text)} is gone.")):
            title = title_for(hostile, attack.text)
            assert TITLE.fullmatch(title)
            assert len(title) <= 240
            assert {} == references(title)


@exercises("md-huge-title")
def test_a_title_is_short(team: Team, attack: Attack) -> None:
    for made in ("T" * 5000, "\U0001f4a9" * 5000, "a/" * 2500):
        assert attack.payload == "'T'*5000"
        assert len(title_for(team.of(corner(0)).findings[0], made)) <= 240


def title_for(finding: Finding, text: str) -> str:
    """The title of the issue that a finding makes whose operation and owner are hostile."""
    uses = tuple(structs.replace(use, owner=text) for use in finding.impact.uses)
    hostile = structs.replace(
        finding, operations=(f"POST /{text}",), impact=structs.replace(finding.impact, uses=uses), level="breaking"
    )
    open_one = OpenFinding(finding=hostile, old=Side(label="old"), new=Side(label="new", date="2026-03-16"))
    (issue,) = issues_for("docs", [open_one], IssuesConfig(), beside=Beside(), has_manifests=False)
    return issue.title


@exercises("md-csv-formula")
def test_no_table_of_values_for_spreadsheets_is_written(team: Team, attack: Attack) -> None:
    assert "csv" not in FORMATS
    assert [] == [path for path in team.files("reports") if path.endswith((".csv", ".tsv"))]
    cells = next(csv.reader(io.StringIO(team.told(here(attack), "github"))))
    assert not cells[0].startswith(("=", "+", "-", "@"))


@exercises("log-json-forge")
def test_a_line_of_json_cannot_be_forged(team: Team, attack: Attack) -> None:
    files = team.files("snapshots/docs")
    stored = [text for path, text in files.items() if path.endswith(".jsonl")]
    lines = [json.loads(line) for text in stored for line in text.split("\n") if line]
    assert attack.text in [item for line in lines for item in strings(line)]
    assert [] == [line for line in lines if line.get("level") == "info"]
    assert 2 == len(files["captures.jsonl"].splitlines())


@exercises("gha-env-file", "gha-output-delimiter", "gha-set-env", "gha-add-mask", "gha-group", "gha-v1-anywhere")
def test_nothing_that_a_job_prints_is_a_command(team: Team, attack: Attack) -> None:
    printed = {
        **{f"out {name}": text for name, text in team.out.items()},
        **{f"err {name}": text for name, text in team.err.items()},
    }
    del printed["out github"]
    assert {} == {name: found for name, text in printed.items() if (found := commands(text))}


@pytest.mark.parametrize("stream", ["out", "err"])
def test_no_command_prints_what_nobody_sees(team: Team, stream: str) -> None:
    said = team.out if stream == "out" else team.err
    assert {} == {
        name: found
        for name, text in said.items()
        if (found := unseen(ESCAPES.sub("", text) if name == "colour" else text))
    }


def test_the_site_says_nothing_unseen_and_its_feed_and_badge_are_whole(team: Team) -> None:
    files = team.files("site")
    assert [] == [path for path, text in files.items() if unseen(text)]
    assert [] == [path for path in files if not re.fullmatch(r"[a-z0-9]+(/[a-z0-9-]+)?\.[a-z]+|\.[a-z-]+", path)]
    for name in ("feed.xml", "badge.svg"):
        assert etree.fromstring(files[name].encode()) is not None


@pytest.mark.parametrize("number", range(len(OWN)))
def test_attacks_on_how_names_are_quoted_are_inert_everywhere(team: Team, number: int) -> None:
    attack = Attack(id=str(number), surface="markdown", kind="text", payload=OWN[number], expected="", test="")
    assert [] == [fault for name, text in markdowns(team, attack) for fault in faults(name, text)]
    for name in ("text", "json", "sarif", "junit"):
        text = team.told(here(attack), name)
        assert [] == unseen(text) + commands(text)
    assert {} == references(named_by_us("\n".join(messages_of(team, attack)))) or "$" in attack.text
    assert {} == references(title_for(team.of(here(attack)).findings[0], attack.text))


def test_the_calm_corner_is_found_live_in_nothing_either(team: Team) -> None:
    assert CALM in team.told(corner(0), "markdown")
    assert len(PLANTED) + len(OWN) + 1 == len(team.payloads)
    assert ATTACKS[PLANTED[0]].text == team.payloads[1]
