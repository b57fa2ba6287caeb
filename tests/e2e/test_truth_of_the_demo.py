"""The bundled site's known drifts, each found by a real run over HTTP, and nothing else at warning or above."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.workshop import Workshop

EXPECTED = json.loads((Path(__file__).parents[1] / "demo" / "expected.json").read_text())
LOUD = ("breaking", "warning")


def found_by(drift: dict[str, Any], findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings that tell of a drift, those of one edit that are told in one with others each for itself."""
    singles = ((each, *({**each, **member} for member in each["members"])) for each in findings)
    return [one for told in singles for one in told if tells_of(drift, one)]


def tells_of(drift: dict[str, Any], finding: dict[str, Any]) -> bool:
    if drift["ids"] and finding["id"] not in drift["ids"]:
        return False
    if drift["operations"] and not set(drift["operations"]) & set(finding["operations"]):
        return False
    if drift.get("document") and not drift["operations"]:
        return any(drift["document"] in source["url"] for source in finding["sources"])
    field = drift.get("field")
    return not field or not drift["operations"] or field == finding["field"]


def shows(drift: dict[str, Any], finding: dict[str, Any]) -> bool:
    """Tell whether a finding is of the level that a drift deserves, and shows its words."""
    said = " ".join((finding["message"], *map(str, _leaves((finding["before"], finding["after"])))))
    return finding["level"] == drift["level"] and all(words in said for words in drift.get("words", ()))


def _leaves(value: Any) -> Iterator[Any]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from _leaves(inner)
    if not isinstance(value, dict | list | tuple):
        yield value


def is_of_words(finding: dict[str, Any]) -> bool:
    return finding["id"].startswith(("page-", "sample-"))


@pytest.mark.parametrize("step", EXPECTED["steps"], ids=lambda step: step["new"])
def test_every_known_drift_is_found_and_nothing_else_is_loud(workshop: Workshop, step: dict[str, Any]) -> None:
    workshop.capture(step["old"])
    code, report = workshop.capture(step["new"], "--fail-on", "never")
    findings = report["findings"]

    missed = [
        drift["what"]
        for drift in step["drifts"]
        if drift["must_be_found"] and not any(shows(drift, each) for each in found_by(drift, findings))
    ]
    allowed = [drift for drift in step["drifts"] if drift["level"] in LOUD and not drift["silent"]]
    invented = [
        f"{each['level']} {each['id']}: {each['message']}"
        for each in findings
        if each["level"] in LOUD and not any(tells_of(drift, each) for drift in allowed)
    ]
    assert (code, missed, invented) == (0, [], [])
    words_alone = [drift for drift in step["drifts"] if drift.get("words_only") and drift["document"]]
    assert [each for drift in words_alone for each in found_by(drift, findings) if not is_of_words(each)] == []


@pytest.mark.parametrize("version", ["2026-03-15", "2026-05-28", "2026-10-01"])
def test_every_hard_contradiction_of_a_version_is_told_and_none_is_invented(workshop: Workshop, version: str) -> None:
    hard = [each for each in EXPECTED["contradictions"] if "id" in each and version in each["versions"]]
    _, report = workshop.capture(version, "--fail-on", "never")
    told = [(each["id"], *each["operations"], each["field"]) for each in report["findings"]]
    assert sorted(told) == sorted((each["id"], *each["operations"], each["field"]) for each in hard)


def test_the_same_site_again_is_no_drift(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    workshop.on("2026-03-16")
    code, out = workshop.driftwatch("run", "--format", "json")
    assert (code, json.loads(out)["findings"]) == (0, [])
    assert workshop.git("show", "--stat=200", "--format=%s").split("|")[0].split() == [
        "cometapi", "2026-03-16:", "no", "drift", "snapshots/cometapi/captures.jsonl",
    ]  # fmt: skip


def test_an_unchanged_document_costs_a_304(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    before = len(workshop.site.requests)
    workshop.on("2026-03-16")
    workshop.driftwatch("run")
    answers = {path: status for _, path, status in workshop.site.requests[before:] if path != "/robots.txt"}
    assert answers.pop("/llms.txt") == 200, "no digest is committed of the index, so that none vouches for a kept one"
    assert set(answers.values()) == {304}
