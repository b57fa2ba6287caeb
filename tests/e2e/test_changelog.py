"""The changelog of a source over real captures: in the commit of its capture, with links that lead somewhere."""

import json
import re
from urllib.parse import unquote

from driftwatch.demo.build import VERSIONS
from tests.attacks.inert import github
from tests.e2e.workshop import Workshop

PATH = "reports/cometapi.md"
FINDING = re.compile(r"^- \*\*(breaking|warning|info)\*\* ", re.MULTILINE)


def test_each_capture_with_drift_is_told_in_its_own_commit(thrice: Workshop) -> None:
    page = thrice.file(PATH)
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(reversed(VERSIONS))
    for commit, subject in (
        line.split(" ", 1) for line in thrice.git("log", "--format=%H %s", "--", PATH).splitlines()
    ):
        then = thrice.git("show", f"{commit}:{PATH}")
        assert then.splitlines()[3] == f"## {subject.split()[1].rstrip(':')}"
        assert f"{thrice.git('show', '--format=', '--name-only', commit)}".count("captures.jsonl") == 1
    subjects = thrice.git("log", "--format=%s", "--", "snapshots").splitlines()
    counts = [re.search(r": (.*?) \(", subject) for subject in subjects[:2]]
    assert all(found is not None and f"\n\n{found[1]}. [Report](" in page for found in counts)
    assert re.search(r"\n\nFirst capture: \d+ \w+\. \[Report\]", page)


def test_its_links_lead_to_reports_pages_and_captures(thrice: Workshop) -> None:
    links = github(thrice.file(PATH)).links
    lines = thrice.file("snapshots/cometapi/captures.jsonl").splitlines()
    here = [unquote(link) for link in links if "://" not in link]
    assert {(thrice.root / "reports" / link).is_file() for link in here if "captures.jsonl" not in link} == {True}
    numbers = [re.fullmatch(r"\.\./snapshots/cometapi/captures\.jsonl#L(\d+)", link) for link in here]
    dates = [json.loads(lines[int(found[1]) - 1])["at"][:10] for found in numbers if found]
    assert dates == list(reversed(VERSIONS))
    pages = [link for link in links if "://" in link]
    assert len(pages) > 30
    assert any("#:~:text=" in link for link in pages)


def test_what_is_not_listed_is_counted(thrice: Workshop) -> None:
    _, *entries = thrice.file(PATH).split("\n## ")
    for text, line in zip(
        entries, reversed(thrice.file("snapshots/cometapi/captures.jsonl").splitlines()), strict=True
    ):
        counts = json.loads(line)
        told = len(FINDING.findall(text))
        rest = re.search(r"^- and (\d+) more: ", text, re.MULTILINE)
        total = sum(counts.get(level, 0) for level in ("breaking", "warning", "info"))
        assert told + (int(rest[1]) if rest else 0) == total
        assert told <= 30


def test_a_capture_without_drift_changes_nothing(thrice: Workshop) -> None:
    page = thrice.file(PATH)
    thrice.on("2026-12-01")
    assert thrice.driftwatch("run")[0] == 0
    assert thrice.file(PATH) == page


def test_a_page_of_somebody_else_stays_as_it_is(workshop: Workshop) -> None:
    (workshop.root / "reports").mkdir()
    (workshop.root / PATH).write_text("# Our notes\n")
    workshop.capture(VERSIONS[0], "--fail-on", "never")
    assert workshop.file(PATH) == "# Our notes\n"
    assert f"{PATH} is no changelog of ours: it is left as it is" in workshop.err
    workshop.git("add", "reports")
    workshop.git("commit", "--quiet", "--message", "Our notes")
    workshop.capture(VERSIONS[1], "--fail-on", "never")
    assert workshop.file(PATH) == "# Our notes\n"
    assert workshop.status() == ""
