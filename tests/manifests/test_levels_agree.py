"""What drifted and what a manifest breaches is one thing told twice: `diff` and `check` give it one level."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import review
from driftwatch.model.finding import LEVELS, Finding, Side
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.rules.policy import Policy
from driftwatch.workflows.manifests import report_of
from driftwatch.workflows.resolve import Sided
from tests.compare.page_snapshots import site
from tests.manifests.documentation import PAGE, TODAY, manifest, snapshot

NAME = {"name": {"type": "string"}}
ID = {"id": {"type": "string"}}
OTHER = [{"fact": "error-rule", "at": "error-rule · 500", "signal": "500", "status": 500}]


def call(request=None, answer=None, *, needs=(), promises=("id",), **more):
    def body(properties, required):
        schema = {"type": "object", "properties": properties, "required": list(required)}
        return {"content": {"application/json": {"schema": schema}}}

    answers = {"200": {"description": "ok", **body(answer or ID, promises)}}
    return snapshot({"requestBody": body(request or NAME, needs), "responses": answers, **more})


def field(**schema):
    return {"name": {"type": "string", **schema}}


def answered(**schema):
    return call(answer={"id": {"type": "string", **schema}})


def failing(*, retry="yes"):
    row = {"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, "retry": retry}
    return snapshot(pages=[row, *OTHER])


def limited(count):
    notice = {"fact": "notice", "at": "notice · rate-limit · calls", "topic": "rate-limit"}
    words = {"text": f"{count} requests per minute", "amounts": [f"{count} request/minute"]}
    return snapshot(pages=[{**notice, **words}, *OTHER])


def with_parameter(within):
    return call(parameters=[{"name": "X-Q", "in": within, "required": True, "schema": {"type": "string"}}])


RATE_LIMITED = {"errors": {"cases": {"rate-limited": {"status": 429, "retry": "backoff", "evidence": "documented"}}}}
LIMIT = {"limits": {"rate": {"says": "60 requests per minute", "evidence": "documented"}}}
KEY = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-K"}}}
TWICE = call(answer={**ID, "x": {"type": "string"}}, promises=("id", "x"))

OPTIONAL = call(answer={**ID, "x": {"type": "string"}}, promises=("x",))


def reads(**claim):
    return {"response": {"fields": {"id": claim}}}


def sends(**claim):
    return {"request": {"fields": {"name": {"type": "string", **claim}}}}


CASES = {
    "a field that is read is gone": (TWICE, call(), {"response": ["id", "x"]}),
    "what is read has another type": (call(), answered(type="integer"), reads(type="string")),
    "what is read may be null": (call(), answered(type=["string", "null"]), reads(type="string")),
    "what is read has a new value": (
        answered(enum=["a"]),
        answered(enum=["a", "b"]),
        reads(type="string", one_of=["a"]),
    ),
    "what is read lost a value": (
        answered(enum=["a", "b"]),
        answered(enum=["a"]),
        reads(type="string", one_of=["a", "b"]),
    ),
    "what is read is deprecated": (call(), answered(deprecated=True), reads(type="string")),
    "what is read became optional": (TWICE, OPTIONAL, reads(type="string", required=True)),
    "what is read with its type alone became optional": (TWICE, OPTIONAL, reads(type="string")),
    "what is named among what is read became optional": (TWICE, OPTIONAL, {"response": ["id", "x"]}),
    "a field that is sent is gone": (call(), call({"other": {"type": "string"}}), {"request": ["name"]}),
    "what is sent has another type": (call(), call(field(type="integer")), sends(type="string")),
    "a value that is sent is gone": (call(field(enum=["a", "b"])), call(field(enum=["b"])), sends(one_of=["a"])),
    "what is sent is deprecated": (call(), call(field(deprecated=True)), sends(type="string")),
    "another field is required": (call(), call({**NAME, "size": {"type": "string"}}, needs=("size",)), {}),
    "an optional field is required": (call(), call(needs=("name",)), sends(required="optional")),
    "a default is another one": (
        call(field(default="a")),
        call(field(default="b")),
        sends(required="optional", default="a"),
    ),
    "a parameter is required": (call(), with_parameter("query"), {}),
    "a header is required": (call(), with_parameter("header"), {}),
    "a header is gone": (
        with_parameter("header"),
        call(),
        {"headers": {"X-Q": {"value": "a", "evidence": "documented"}}},
    ),
    "the call is deprecated": (call(), call(deprecated=True), {}),
    "the call is gone": (call(), snapshot(path="/elsewhere/other"), {}),
    "the call moved": (call(), snapshot(path="/v2/things"), {}),
    "a call authenticates otherwise": (snapshot(), snapshot(components=KEY), {}),
    "a failure is not documented any more": (failing(), snapshot(pages=OTHER), RATE_LIMITED),
    "the advice on retrying is reversed": (failing(), failing(retry="no"), RATE_LIMITED),
    "a limit is another one": (limited(60), limited(30), LIMIT),
    "a limit is not stated any more": (limited(60), snapshot(pages=OTHER), LIMIT),
    "a page is gone": (snapshot(pages=OTHER), snapshot(), {"docs": [PAGE, "https://docs.example.com/limits"]}),
}


def on_a_page(*rows):
    """Document the call by the table of a page, as people write it by hand."""
    table = "| Name | Type | Required |\n| --- | --- | --- |\n" + "".join(f"| {row} |\n" for row in rows)
    return site(things=f"# Things\n\n`POST /things`\n\n## Body parameters\n\n{table}")


SENT = "name | string | yes"
CASES |= {
    "a page requires another field": (
        on_a_page(SENT, "size | string | no"),
        on_a_page(SENT, "size | string | yes"),
        sends(required="api"),
    ),
    "a page gives what is sent another type": (
        on_a_page(SENT),
        on_a_page("name | integer | yes"),
        sends(required="api"),
    ),
    "what is sent is gone from a page": (
        on_a_page(SENT, "size | string | no"),
        on_a_page("size | string | no"),
        sends(required="api"),
    ),
}


def worst(findings: list[Finding]) -> str:
    assert findings
    return min((finding.level for finding in findings), key=LEVELS.index)


@pytest.mark.parametrize("name", CASES)
def test_diff_and_check_agree_on_the_level(name):
    old, new, parts = CASES[name]
    mine = (manifest(parts),)
    own = Policy(today=TODAY)

    def breaches(taken):
        sided = Sided(snapshot=taken, side=Side(label="new"))
        return report_of(mine, sided, policy=own, label="docs").findings

    sides = (Side(label="old"), Side(label="new"))
    drift = review(old, new, source="docs", policy=Policy(today=TODAY, manifests=mine), sides=sides).findings
    before = {finding.fingerprint for finding in breaches(old)}
    hurting = [finding for finding in drift if finding.impact.kind == "affects"]
    assert worst(hurting) == worst([finding for finding in breaches(new) if finding.fingerprint not in before])


def test_what_the_code_can_do_without_may_become_optional():
    mine = (manifest(reads(type="string", required=False, fallback="fail")),)
    sides = (Side(label="old"), Side(label="new"))
    drift = review(TWICE, OPTIONAL, source="docs", policy=Policy(today=TODAY, manifests=mine), sides=sides).findings
    assert [(finding.level, finding.impact.kind) for finding in drift] == [("warning", "unused")]
    sided = Sided(snapshot=OPTIONAL, side=Side(label="new"))
    assert report_of(mine, sided, policy=Policy(today=TODAY), label="docs").findings == ()


def test_a_page_that_changed_is_one_line_however_many_manifests_were_read_from_it():
    both = {"post": {"responses": {"200": {"description": "ok"}}}, "put": {"responses": {"200": {"description": "ok"}}}}
    described = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": both}}
    read = snapshot_of_openapi(described, place="things", label="docs", url=PAGE)
    document = Document(path="things", url=PAGE, format="markdown", digest="1" * 64)
    side = Sided(snapshot=Snapshot(read.entries.values(), [document], label="docs"), side=Side(label="new"))
    pinned = {"docs": {"url": PAGE, "snapshot": "0" * 64}}
    mine = tuple(
        manifest({**pinned, "contract": f"{method} /things", "owner": method.lower()}, file=f"contracts/{method}.yaml")
        for method in ("POST", "PUT")
    )
    found = report_of(mine, side, policy=Policy(today=TODAY), label="docs").findings
    changed = [finding for finding in found if finding.id == "manifest-page-changed"]
    assert [["post", "put"]] == [sorted(use.owner for use in finding.impact.uses) for finding in changed]
