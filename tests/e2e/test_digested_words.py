"""text = "digest": the words of pages are in no file, and a page that says something else is told all the same."""

import json

from tests.e2e.pages_of_ours import FIELDS, publish, run_on
from tests.e2e.workshop import Workshop

CALL = f"# Jobs\n\n`POST /v1/jobs`\n\n## Request body\n\n{FIELDS}"
PLANS = "| Plan | Jobs |\n|---|---|\n| Free | 50 |\n"
WORDS = f"# Guide to jobs\n\n## Waiting\n\nEvery job takes a minute. Nothing is lost.\n\n{PLANS}"
CHANGED = WORDS.replace("minute", "fortnight").replace("| 50 |", "| 40 |")


def watched(workshop: Workshop) -> Workshop:
    workshop.configure('text = "digest"\n')
    publish(workshop, jobs=CALL, guide=WORDS)
    assert run_on(workshop, "2026-03-01")[0] == 0
    return workshop


def test_no_file_holds_the_words_of_pages(workshop: Workshop) -> None:
    text = watched(workshop).file("snapshots/cometapi/text/guide.md")
    assert '"kept":"digest"' in text
    for word in ("Waiting", "minute", "lost", "Plan", "Free"):
        assert word not in text


def test_a_page_that_says_something_else_is_told_without_words_and_without_hashes(workshop: Workshop) -> None:
    publish(watched(workshop), jobs=CALL, guide=CHANGED)
    code, out = run_on(workshop, "2026-03-02", "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["id"], finding["level"]) == (0, "page-text-changed", "info")
    assert finding["message"] == "Page `Guide to jobs` says something else: 1 row, 1 sentence."
    assert (finding["before"], finding["after"]) == (None, {"rows": 1, "sentences": 1})
    hashes = {word for word in workshop.file("snapshots/cometapi/text/guide.md").split() if len(word) == 12}
    for format_name in ("text", "markdown", "sarif"):
        _, shown = workshop.driftwatch("diff", "--format", format_name)
        assert "says something else: 1 row, 1 sentence" in shown
        assert [word for word in hashes if word in shown] == []
    report = workshop.file("reports/2026-03-02/cometapi/summary.md")
    assert "no contract drift; 1 info: 1 page says something else (1 row, 1 sentence)" in report


def test_the_same_page_that_changes_again_is_another_finding(workshop: Workshop) -> None:
    found = []
    for day, page in ((2, CHANGED), (3, CHANGED.replace("fortnight", "year").replace("40", "30"))):
        publish(watched(workshop) if day == 2 else workshop, jobs=CALL, guide=page)
        _, out = run_on(workshop, f"2026-03-0{day}", "--format", "json")
        found += json.loads(out)["findings"]
    assert found[0]["message"] == found[1]["message"]
    assert found[0]["fingerprint"] != found[1]["fingerprint"]


def test_who_turns_digests_on_or_off_is_told_of_no_drift(workshop: Workshop) -> None:
    watched(workshop).configure()
    _, out = run_on(workshop, "2026-03-02", "--format", "json")
    assert json.loads(out)["findings"] == []
    workshop.configure('text = "digest"\n')
    _, out = run_on(workshop, "2026-03-03", "--format", "json")
    assert json.loads(out)["findings"] == []


def test_coverage_counts_what_it_cannot_quote(workshop: Workshop) -> None:
    _, out = watched(workshop).driftwatch("coverage")
    assert "2 pages; understood 2 of 2 field rows; watched as text 3 rows, 3 sentences" in out
