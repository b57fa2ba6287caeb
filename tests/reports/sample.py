"""A report with one of everything, some of it hostile."""

from msgspec import structs

from driftwatch.model.finding import (
    Coverage,
    Finding,
    Impact,
    ManifestUse,
    Report,
    Side,
    SuppressedFinding,
    Suppression,
)
from driftwatch.model.source import Source
from driftwatch.rules.folding import folded

SPEC = Source(url="https://docs.example.com/api/openapi/video/create.json", locator="#/paths/~1v1~1videos/post")
TABLE = Source(url="https://docs.example.com/errors", locator="Triage > 429", stated_by="table")
USE = ManifestUse(
    manifest="media/videos", file="contracts/videos.yaml", line=12, owner="media", claim="request seconds"
)
REQUIRED = Finding(
    id="request-property-became-required",
    level="breaking",
    area="request",
    operations=("POST /v1/videos",),
    variant="video/seedance",
    location="request.body",
    media_type="multipart/form-data",
    field="seconds",
    before=False,
    after=True,
    message="Request field `seconds` is now required.",
    advice="Send it in every call.",
    impact=Impact(kind="affects", uses=(USE,)),
    sources=(SPEC,),
    fingerprint="0123456789ab",
    title="A request property became required",
    why="Calls without it are refused.",
)
RETRY = Finding(
    id="error-rule-retry-changed",
    level="warning",
    area="errors",
    operations=(),
    location="errors",
    field="429",
    before="yes",
    after="no",
    message="Failure `429` is no longer to be retried.",
    advice="Change the retry policy on purpose.",
    sources=(TABLE,),
    fingerprint="1123456789ab",
)
SHARED = Finding(
    id="response-optional-property-added",
    level="info",
    area="response",
    operations=("GET /v1/videos/{id}", "POST /v1/videos"),
    location="response.body",
    schema="Video",
    field="progress",
    message="Response field `progress` of schema `Video` is new.",
    advice="Nothing has to be done.",
    sources=(SPEC,),
    fingerprint="2123456789ab",
)
HOSTILE_TEXT = "`@octocat` fixes #1 ``` <img src=x onerror=alert(1)> | ::set-output \x1b[31m\u202eevil ![x](http://x)"
HOSTILE = Finding(
    id="response-property-enum-value-added",
    level="warning",
    area="response",
    operations=("GET /v1/things",),
    location="response.body",
    status="200",
    media_type="application/json",
    field=HOSTILE_TEXT,
    after=HOSTILE_TEXT,
    message="Response field `kind` now documents another value.",
    advice="Let the parser fail loudly.",
    sources=(Source(url=f"https://docs.example.com/{HOSTILE_TEXT}", locator=HOSTILE_TEXT),),
    fingerprint="3123456789ab",
)
ACCEPTED = SuppressedFinding(
    finding=SHARED,
    suppression=Suppression(
        reason="not read", owner="media", expires="2027-01-31", rule="x", where="driftwatch.toml:9:3: accept 1"
    ),
)
UNUSED = Suppression(
    reason="old", owner="media", expires="2027-01-31", rule="y", where="driftwatch.toml:15:3: accept 2"
)

REPORT = Report(
    source="docs",
    old=Side(label="2026-03-15 (aaaaaaaaaa)", digest="a" * 64, date="2026-03-15"),
    new=Side(label="2026-05-28", digest="b" * 64, date="2026-05-28"),
    findings=(REQUIRED, RETRY, HOSTILE, SHARED),
    suppressed=(ACCEPTED,),
    unused_suppressions=(UNUSED,),
    coverage=Coverage(
        read=70,
        total=71,
        unseen=(("https://docs.example.com/down", "unreachable"),),
        notes=("left out: https://docs.example.com/pl/x: a copy in another language (pl)",),
    ),
    folder="snapshots/docs",
)
_LIMITED = tuple(
    Finding(
        id="response-non-success-status-added",
        level="info",
        area="response",
        operations=(f"GET /v1/{name}",),
        location="response",
        status="429",
        after="429",
        message=f"Error status `429` is now documented for `GET /v1/{name}`.",
        advice="Handle it.",
        sources=(SPEC,),
        fingerprint=f"{number}4123456789a",
        cause="4123456789ab",
    )
    for number, name in enumerate(("clips", "images", "tasks", "videos", "voices"))
)
_COPIES = tuple(
    Finding(
        id="response-property-became-nullable",
        level="breaking",
        area="response",
        operations=operations,
        location="response.body",
        status=status,
        media_type="application/json",
        schema=schema,
        field="error.code",
        before=False,
        after=True,
        message=f"Response field `error.code` of {where} may be null now.",
        advice="Read it with care.",
        impact=Impact(kind="affects", uses=(structs.replace(USE, line=line, claim="errors error.code"),)),
        sources=(SPEC,),
        fingerprint=f"{line}5123456789",
        cause="5123456789ab",
    )
    for line, schema, status, operations, where in (
        (20, "VideoError", None, ("GET /v1/videos/{id}", "POST /v1/videos"), "schema `VideoError`"),
        (21, "ImageError", None, ("POST /v1/images",), "schema `ImageError`"),
        (22, None, "401", ("POST /v1/voices",), "response `401`"),
    )
)
TOGETHER = structs.replace(
    REPORT, findings=folded((*_LIMITED, *_COPIES)), suppressed=(), unused_suppressions=(), coverage=Coverage()
)
"""What one edit did to five operations, and another one to two schemas and a body."""
EMPTY = Report(source="docs", old=Side(label="one"), new=Side(label="two"), findings=())
