"""What drifted is taken into a manifest as far as it can be written without a guess, and the rest is left to people."""

from typing import Any

import pytest

from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.file.rewriting import rewritten
from driftwatch.manifests.impact.index import ManifestIndex, impact_of
from driftwatch.manifests.update.edits import take
from driftwatch.manifests.update.steps import Step, Todo, planned
from driftwatch.model.finding import Finding
from driftwatch.model.source import Source

MANIFEST = """\
# What the studio relies on.
driftwatch: 1
contract: POST /v1/videos   # the only call
base_url: https://api.example
environment: production
docs:
  - url: https://docs.example/videos   # the page
    accessed: 2026-03-15
  - {url: https://docs.example/limits, accessed: 2026-03-15}
auth: Bearer $KEY
request:
  fields:
    prompt: {type: string,   required: optional}
    # how long
    seconds: integer   # at most 12
    model:
      type: string
      one_of: [fast, "good", best]
    seed: {type: integer, evidence: {label: assumption, by: ann, expires: 2027-01-01}}
    options.style: string
response:
  fields:
    id: string
    status: {type: string, one_of: [queued, done]}
    url: {type: string, required: false, fallback: fail}
identifiers:
  - {field: model, value: fast, source: https://docs.example/limits, evidence: documented}
owner: studio
"""


def finding(rule: str, field: str | None = None, **more: Any) -> Finding:
    area = more.pop("area", rule.partition("-")[0])
    given = {
        "id": rule, "level": "breaking", "area": area, "operations": ("POST /v1/videos",), "location": f"{area}.body",
        "field": field, "message": "It is so.", "advice": "Do so.", "fingerprint": "0123456789ab",
    }  # fmt: skip
    return Finding(**{**given, **more})


def updated(*findings: Finding, text: str = MANIFEST) -> tuple[str, list[str]]:
    """Take findings into a manifest; returns the lines that changed, and what is left to do."""
    found = lint(text.encode(), file="videos.yaml")
    assert not found.errors, found.errors
    (manifest,) = found.manifests
    plan = [
        each
        for one in findings
        for use in impact_of(one, ManifestIndex((manifest,), (), findings)).uses
        for each in planned(one, use, manifest)
    ]
    steps = [each for each in plan if isinstance(each, Step)]
    left = [f"{each.use.claim}: {each.says}" for each in plan if isinstance(each, Todo)]
    refused: list[Step] = []
    after = rewritten(
        text, lambda one: refused.extend(take(one, steps)), contract=manifest.contract, file="videos.yaml"
    )
    assert not lint(after.encode(), file="videos.yaml").errors
    left += [f"{each.use.claim}: by hand: {each.says}" for each in refused]
    return changed(text, after), left


def changed(before: str, after: str) -> str:
    old, new = before.splitlines(), after.splitlines()
    gone = [f"-{line}" for line in old if line not in new]
    return "\n".join([*gone, *(f"+{line}" for line in new if line not in old)])


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (
            finding("request-property-renamed", "duration", before="seconds", after="duration"),
            "-    seconds: integer   # at most 12\n+    duration: integer  # at most 12",
        ),
        (
            finding("request-property-renamed", "extra", before="options", after="extra"),
            "-    options.style: string\n+    extra.style: string",
        ),
        (
            finding("request-property-enum-value-removed", "model", before=["good", "other"]),
            '-      one_of: [fast, "good", best]\n+      one_of: [fast, best]',
        ),
        (
            finding("response-property-enum-value-added", "status", after=["failed"]),
            (
            "-    status: {type: string, one_of: [queued, done]}\n"
            "+    status: {type: string, one_of: [queued, done, failed]}"
            ),
        ),
        (
            finding("request-property-became-required", "prompt", before=False, after=True),
            "-    prompt: {type: string,   required: optional}\n+    prompt: {type: string, required: api}",
        ),
        (
            finding("request-property-became-optional", "model", before=True, after=False, level="info"),
            "+      required: optional",
        ),
        (
            finding("response-property-became-required", "url", before=False, after=True, level="info"),
            (
            "-    url: {type: string, required: false, fallback: fail}\n"
            "+    url: {type: string, required: true, fallback: fail}"
            ),
        ),
        (
            finding(
                "endpoint-moved", before="POST /v1/videos", after="PUT /v2/videos", area="operation",
                operations=("PUT /v2/videos",),
            ),
            "-contract: POST /v1/videos   # the only call\n+contract: PUT /v2/videos    # the only call",
        ),
        (
            finding(
                "document-moved", before="https://docs.example/videos.md", after="https://docs.example/api/videos.md",
                area="documents", operations=(), level="info",
            ),
            "-  - url: https://docs.example/videos   # the page\n+  - url: https://docs.example/api/videos # the page",
        ),
        (
            finding(
                "document-moved", before="https://docs.example/limits.md", after="https://docs.example/plans.md",
                area="documents", operations=(), level="info",
            ),
            (
            "-  - {url: https://docs.example/limits, accessed: 2026-03-15}\n"
            "-  - {field: model, value: fast, source: https://docs.example/limits, evidence: documented}\n"
            "+  - {url: https://docs.example/plans, accessed: 2026-03-15}\n"
            "+  - {field: model, value: fast, source: https://docs.example/plans, evidence: documented}"
            ),
        ),
        (
            finding(
                "document-removed", area="documents", operations=(),
                sources=(Source(url="https://docs.example/limits.md", locator="", stated_by="page"),),
            ),
            "-  - {url: https://docs.example/limits, accessed: 2026-03-15}",
        ),
    ],
    ids=lambda each: each.id if isinstance(each, Finding) else "",
)  # fmt: skip
def test_what_is_known_is_written_and_nothing_around_it(told: Finding, lines: str) -> None:
    assert updated(told) == (lines, [])


@pytest.mark.parametrize(
    ("told", "left"),
    [
        (finding("request-property-removed", "seconds"), "request field seconds: It is so. Do so."),
        (
            finding("request-property-enum-value-removed", "model", before=["fast", "good", "best"]),
            "request field model: It is so. Do so.",
        ),
        (
            finding("response-property-became-optional", "id"),
            "response field id: It is so. Say under `fallback` what the code does without it.",
        ),
        (finding("new-required-request-property", "size", area="request"), "request: It is so. Do so."),
        (
            finding("request-property-renamed", "start", before="seed", after="start"),
            "request field seed: It is so. The line is labelled `assumption`: settle what it rests on.",
        ),
        (
            finding("request-property-renamed", "x\u202ey", before="seconds", after="x\u202ey"),
            "request field seconds: It is so. Do so.",
        ),
        (
            finding("request-property-renamed", "model", before="seconds", after="model"),
            "request field seconds: by hand: `model`",
        ),
        (
            finding("request-property-became-optional", "options.style", before=True, after=False),
            "request field options.style: by hand: required no more",
        ),
        (
            finding("response-property-enum-value-added", "id", after=["x"]),
            "response field id: It is so. Do so.",
        ),
    ],
    ids=lambda each: each.id if isinstance(each, Finding) else "",
)
def test_what_takes_a_person_is_left_and_nothing_is_written(told: Finding, left: str) -> None:
    lines, todos = updated(told)
    assert lines == ""
    assert left in todos


def test_what_concerns_no_line_for_sure_is_left() -> None:
    words = finding(
        "page-row-changed", area="documents", operations=(), level="warning", location="words",
        sources=(Source(url="https://docs.example/limits.md", locator="Limits", stated_by="page"),),
    )  # fmt: skip
    gone = finding("request-property-enum-value-removed", "model", before=["fast"])
    lines, left = updated(words, gone)
    assert lines == '-      one_of: [fast, "good", best]\n+      one_of: ["good", best]'
    assert left == ["docs: It is so. Do so.", "identifier fast: It is so. Do so."]


def test_the_only_page_of_a_manifest_is_not_taken_out() -> None:
    begin, end = MANIFEST.index("docs:"), MANIFEST.index("auth:")
    one = f"{MANIFEST[:begin]}docs: https://docs.example/videos\naccessed: 2026-03-15\n{MANIFEST[end:]}"
    cited = (Source(url="https://docs.example/videos.md", locator="", stated_by="page"),)
    told = finding("document-removed", area="documents", operations=(), sources=cited)
    assert updated(told, text=one) == ("", ["docs: by hand: without https://docs.example/videos"])
    moved = finding(
        "document-moved", before="https://docs.example/videos.md", after="https://docs.example/v2.md",
        area="documents", operations=(), level="info",
    )  # fmt: skip
    assert updated(moved, text=one) == ("-docs: https://docs.example/videos\n+docs: https://docs.example/v2", [])


@pytest.mark.parametrize(
    "told",
    [
        finding("request-property-enum-value-added", "model", after=["new"], level="info"),
        finding("response-property-enum-value-added", "status", after=["done"]),
        finding("request-property-became-required", "model", before=False, after=True),
        finding("response-property-became-optional", "url", before=True, after=False),
        finding("request-property-became-optional", "prompt", before=True, after=False),
        finding("request-property-became-read-only", "prompt", level="info"),
        finding("endpoint-moved", before="GET /old", after="POST /v1/videos", area="operation"),
    ],
    ids=lambda told: told.id,
)
def test_what_asks_nothing_of_the_line_is_passed_over(told: Finding) -> None:
    assert updated(told) == ("", [])


def test_what_a_manifest_says_already_is_nothing_to_do() -> None:
    told = finding("request-property-renamed", "seconds", before="duration", after="seconds")
    gone = finding("request-property-enum-value-removed", "model", before=["other"])
    assert updated(told, gone) == ("", [])


def test_several_steps_on_one_field_are_taken_together() -> None:
    lines, left = updated(
        finding("request-property-enum-value-removed", "quality", before=["good"]),
        finding("request-property-renamed", "quality", before="model", after="quality"),
    )
    assert left == []
    assert lines == '-    model:\n-      one_of: [fast, "good", best]\n+    quality:\n+      one_of: [fast, best]'


def test_a_short_list_of_fields_stays_one() -> None:
    begin, end = MANIFEST.index("request:"), MANIFEST.index("response:")
    short = f"{MANIFEST[:begin]}request: [prompt, seconds]  # short\n{MANIFEST[end:]}"
    told = finding("request-property-renamed", "duration", before="seconds", after="duration")
    lines, left = updated(told, text=short)
    assert (left, lines) == ([], "-request: [prompt, seconds]  # short\n+request: [prompt, duration] # short")
