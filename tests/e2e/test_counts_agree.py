"""One cause is one finding wherever findings are counted: in reports, commits, captures, history and on the site."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from driftwatch.demo.build import VERSIONS
from driftwatch.model.finding import LEVELS
from tests.e2e.workshop import Workshop

_COUNTED = re.compile(r"([\d,]+)(?:</b>)? (breaking|warning|info)\b")


def said(text: str) -> dict[str, int]:
    """Read counts as people read them: `3 breaking, 6 warning`."""
    return {level: int(count.replace(",", "")) for count, level in _COUNTED.findall(text)}


def of(levels: Iterable[str]) -> dict[str, int]:
    return dict(Counter(levels))


def counted(summary: Mapping[str, Any]) -> dict[str, int]:
    return {level: summary[level] for level in LEVELS if summary.get(level)}


def levels_of(out: str) -> dict[str, int]:
    return of(each["level"] for each in json.loads(out)["findings"])


def test_a_capture_brings_as_many_findings_wherever_they_are_counted(workshop: Workshop) -> None:
    reports = [workshop.capture(version, "--fail-on", "never")[1] for version in VERSIONS]
    expected = [of(each["level"] for each in report["findings"]) for report in reports]
    assert any(each["members"] for report in reports for each in report["findings"])
    assert [counted(report["summary"]) for report in reports] == expected
    assert [counted(line) for line in workshop.captures()] == expected

    subjects = workshop.git("log", "--reverse", "--skip=0", "--format=%s", "--", "snapshots").splitlines()
    assert [said(subject) for subject in subjects[1:]] == expected[1:]
    bodies = workshop.git("log", "--reverse", "--format=%b%x00", "--", "snapshots").split("\0")
    told = [of(re.findall(r"^(breaking|warning|info): ", body, re.MULTILINE)) for body in bodies]
    rest = [said(" ".join(re.findall(r"^and \d+ more: .*", body, re.MULTILINE))) for body in bodies]
    assert any(rest)
    assert [dict(Counter(one) + Counter(other)) for one, other in zip(told, rest, strict=True)][:3] == expected

    steps = json.loads(workshop.driftwatch("history", "--format", "json")[1])
    assert [of(each["level"] for each in step["findings"]) for step in steps[::-1]] == [{}, *expected[1:]]
    lines = [line for line in workshop.driftwatch("history")[1].splitlines() if not line.startswith(" ")]
    assert [said(line) for line in lines[::-1]] == [{}, *expected[1:]]

    summaries = [workshop.file(f"reports/{version}/cometapi/summary.md") for version in VERSIONS]
    assert [said(text.splitlines()[2]) for text in summaries] == expected
    rows = [
        [said(line) for line in text.splitlines() if line.startswith("| ") and ".md)" in line] for text in summaries
    ]
    assert [dict(sum(map(Counter, each), Counter())) for each in rows] == expected

    workshop.driftwatch("site", "--out", "site")
    pages = sorted((workshop.root / "site" / "captures").iterdir())
    leads = [re.search(r'<p class="lead">(.*?)</p>', page.read_text("utf-8"))[1] for page in pages]  # type: ignore[index]
    assert [said(lead) for lead in leads][-2:] == expected[1:]
    articles = [of(re.findall(r'<article class="finding (\w+)', page.read_text("utf-8"))) for page in pages]
    assert articles[-2:] == expected[1:]


def test_a_job_counts_breaches_of_manifests_apart_so_that_its_summary_agrees_with_the_commit(
    workshop: Workshop,
) -> None:
    workshop.capture(VERSIONS[0], "--fail-on", "never")
    (workshop.root / "contracts").mkdir()
    (workshop.root / "contracts" / "chat.yaml").write_text(
        "driftwatch: 1\ncontract: POST /v1/chat/completions\nbase_url: https://api.cometapi.com\n"
        f"environment: production\ndocs: {workshop.site.origin}/api/text/chat\naccessed: 2026-05-28\n"
        "auth: Bearer $COMETAPI_KEY\nrequest: [model, messages]\nresponse: [id, choices.*.message.tone]\n"
        "owner: chat-team\n"
    )
    workshop.site.switch(VERSIONS[1])
    workshop.on(VERSIONS[1])
    summary = workshop.driftwatch("run", "--format", "markdown", "--fail-on", "never")[1].splitlines()[2]
    drift, _, breaches = summary.partition("; manifests differ from it: ")
    subject = workshop.git("log", "-1", "--format=%s", "--", "snapshots")
    assert said(drift) == said(subject) == counted(workshop.captures()[-1])
    assert said(breaches) == {"breaking": 1}


def test_every_format_of_a_diff_counts_alike(twice: Workshop) -> None:
    expected = levels_of(twice.driftwatch("diff", "--format", "json")[1])
    total = sum(expected.values())
    assert said(twice.driftwatch("diff")[1].splitlines()[-1]) == expected
    assert twice.driftwatch("diff")[1].splitlines()[-1].startswith(f"{total} findings: ")
    assert len(json.loads(twice.driftwatch("diff", "--format", "sarif")[1])["runs"][0]["results"]) == total
    assert f'tests="{total}"' in twice.driftwatch("diff", "--format", "junit")[1]
    assert len(twice.driftwatch("diff", "--format", "github")[1].splitlines()) == total
    assert said(twice.driftwatch("diff", "--format", "markdown")[1].splitlines()[2]) == expected


def test_the_site_counts_as_much_open_drift_as_the_command_tells(thrice: Workshop) -> None:
    expected = levels_of(thrice.driftwatch("diff", "--open", "--format", "json")[1])
    thrice.driftwatch("site", "--out", "site")
    told = re.search(r"<dt>Open drift</dt><dd>(.*?)</dd>", thrice.file("site/index.html"))
    assert told is not None
    assert said(told[1]) == expected


def test_accepting_a_cause_takes_all_its_members_out_of_every_count(twice: Workshop) -> None:
    findings = twice.findings(twice.driftwatch("diff", "--format", "json")[1])
    together = max(findings, key=lambda each: len(each["members"]))
    assert len(together["operations"]) == len(together["members"]) == 9
    twice.configure(
        f'[[accept]]\nfingerprint = "{together["fingerprint"]}"\n'
        'reason = "known"\nowner = "us"\nexpires = "2030-01-01"\n'
    )
    _, out = twice.driftwatch("diff", "--format", "json")
    left = twice.findings(out)
    assert [each["fingerprint"] for each in left] == [
        each["fingerprint"] for each in findings if each["fingerprint"] != together["fingerprint"]
    ]
    assert "(1 suppressed)" in twice.driftwatch("diff")[1]
    (step,) = json.loads(twice.driftwatch("history", "--limit", "1", "--format", "json")[1])
    assert [each["fingerprint"] for each in step["findings"]] == [each["fingerprint"] for each in left]


def test_the_history_of_one_operation_tells_of_it_alone(twice: Workshop) -> None:
    operation = "POST /v1/embeddings"
    _, out = twice.driftwatch("history", operation, "--field", "error.param", "--format", "json")
    (step,) = json.loads(out)
    (told,) = step["findings"]
    assert (told["operations"], told["members"]) == ([operation], [])
    assert "The same holds" not in told["message"]
