"""Whether a limit is of the call of a manifest: in doubt it is, however the text names its calls."""

import pytest
from msgspec import structs

from driftwatch.manifests.check.passages import is_of_other_calls
from driftwatch.model.source import Source
from tests.manifests.test_impact import PAGE, claims, finding


@pytest.mark.parametrize(
    ("sentence", "is_ours"),
    [
        ("POST /others/*, Limit: 60 / min", False),
        ("`POST /others` and `GET /things` allow 60 calls a minute", False),
        ("GET /things: 60 a minute", False),
        ("/others, Limit: 60 / min", False),
        ("/others/*, Limit: 60 / min", False),
        ("/things, Limit: 60 / min", True),
        ("/others and more: 60 a minute", True),
        ("/others, /things: 60 requests per minute.", True),
        ("/others | /things | 60", True),
        ("/others/more, /v1/things, Limit: 60", True),
        ("/others: 60 a minute, shared with /things", True),
        ("/others, /more, Limit: 60", False),
        ("POST /other-things: 60 a minute", False),
        ("POST /things/{id}/parts, POST /others: 60 a minute", False),
        ("All endpoints: 60 a minute", True),
        ("POST /others, /things, /more: 60 a minute", True),
        ("POST /v1/things: 60 a minute", True),
        ("POST /thing*: 60 a minute", True),
        ("The path /others allows 60 calls a minute", True),
        ("POST /things.", True),
        ("POST /things?x=1", True),
        ("POST /others; /things", True),
        ("GET and POST /things allow 60 calls a minute", True),
        ("All calls except POST /uploads: 60 a minute", True),
        ("All calls, including POST /uploads, share 60", True),
        ("POST /uploads: 60 a minute, as any call", True),
        ("Calls are limited to 60 a minute, as those of POST /uploads", True),
    ],
)
def test_a_notice_that_names_other_calls_hurts_nobody_who_makes_none_of_them(sentence, is_ours):
    said = {"amounts": ["60 request/minute"], "text": sentence}
    source = Source(url=PAGE)
    told = finding("notices", operations=(), rule="rate-limit-changed", sources=(source,), before=said, after=said)
    assert claims(told) == (["limit rate"] if is_ours else [])
    changed = structs.replace(told, before={"amounts": [], "text": "Calls are limited."})
    assert claims(changed) == ["limit rate"]


@pytest.mark.parametrize(
    ("text", "key", "is_ours"),
    [
        ("GET and POST /v1/jobs: 60", "GET /v1/jobs", True),
        ("GET/POST /v1/jobs: 60", "GET /v1/jobs", True),
        ("`GET` or `POST /v1/jobs`: 60", "GET /v1/jobs", True),
        ("GET and POST /v1/jobs: 60", "DELETE /v1/jobs", False),
        ("GET /v1/jobs/:id", "GET /v1/jobs/{}", True),
        ("GET /v1/jobs/<id>", "GET /v1/jobs/{}", True),
        ("GET /v1/jobs/123", "GET /v1/jobs/{}", True),
        ("GET /v1/jobs/:id", "GET /v1/jobs", False),
        ("GET /clips: 60", "GET /v1/jobs/{}", False),
        ("POST /v1/jobs & /v1/clips", "POST /v1/clips", True),
        ("POST /v1/jobs | /v1/clips", "POST /v1/files", False),
        ("POST /v1/jobs/...", "POST /v1/jobs/{}/cancel", True),
        ("POST /v1/jobs…", "POST /v1/jobs/{}/cancel", True),
        (r"POST /v1/jobs\*", "POST /jobs/{}/cancel", True),
        ("POST /v1/jobs/...", "POST /v1/clips", False),
        ("POST /v1/jobs: 60", "POST /v1/jobs:cancel", True),
        ("/v1, Limit: 60", "POST /v1/jobs", True),
        ("/*, Limit: 60", "POST /v1/jobs", True),
        ("/jobs, Limit: 60", "POST /v1/jobs", True),
        ("/jobs/:id, Limit: 60", "POST /v1/jobs/{}/cancel", False),
        ("Requests other than POST /v1/files: 60", "POST /v1/jobs", True),
    ],
)
def test_a_call_is_known_however_a_text_writes_it(text, key, is_ours):
    assert is_of_other_calls(text, key) is not is_ours
