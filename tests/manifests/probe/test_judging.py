"""What an answer is worth."""

import json
from typing import Any

import pytest

from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.probe.judging import Against, is_server_error, judged
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import ObservedCase
from driftwatch.model.probe import Reply
from driftwatch.model.probing import PlannedCall
from tests.manifests.documentation import manifest as manifest_of_parts
from tests.manifests.documentation import snapshot
from tests.manifests.probe.contracts import manifest_of

GOOD = {"id": "a", "choices": [{"message": {"content": "hi"}}]}
BAD = {"error": {"code": "bad", "message": "no"}}
KEY = "sk-Zk3Qp9Lm2Xv7Rt5W"


def reply(status: int, body: Any = None, *, kind: str = "application/json", **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(BAD if body is None else body).encode()
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(ending="whole", status=status, headers=(("content-type", kind), *named), body=content, milliseconds=7)


def against(manifest: Manifest | None = None) -> Against:
    manifest = manifest or manifest_of()

    def leaks(text: str | bytes) -> bool:
        return KEY[-8:] in (text if isinstance(text, str) else text.decode("latin-1"))

    return Against(manifest=manifest, claims=manifest.claims, leaks=leaks)


def case(name: str, *replies: Reply, manifest: Manifest | None = None, **planned: Any) -> ObservedCase:
    return judged(name, [(PlannedCall(case=name, **planned), one) for one in replies], against(manifest))


def verdict(found: ObservedCase) -> tuple[str, str]:
    return found.verdict, found.because


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("auth-missing", 401),
        ("auth-invalid", 401),
        ("malformed-json", 400),
        ("missing-required-field", 400),
        ("unknown-resource", 404),
        ("path-mistake", 404),
    ],
)
def test_a_failure_as_the_manifest_says_passes(name: str, status: int) -> None:
    found = case(name, reply(status))
    assert verdict(found) == ("pass", "")
    assert (found.leak_check, found.retry, found.retry_verdict, found.matched) == ("clean", "never", "agree", "")
    assert found.answer is not None
    assert (found.answer.status, found.answer.milliseconds) == (status, 7)
    assert [field.path for field in found.fields] == ["error", "error.code", "error.message"]


@pytest.mark.parametrize("name", ["auth-missing", "auth-invalid", "malformed-json", "unknown-resource"])
def test_what_is_served_and_should_not_be_differs(name: str) -> None:
    assert verdict(case(name, reply(200, GOOD))) == ("differs", "it was served, with 200")


def test_a_failure_of_another_status_differs_and_is_named() -> None:
    found = case("auth-missing", reply(404))
    assert verdict(found) == ("differs", "answered with 404, not 401")
    assert found.matched == "unknown-resource"


def test_a_server_error_for_a_mistake_of_the_client_is_told_as_such() -> None:
    found = case("missing-required-field", reply(500), about="model")
    assert found.verdict == "differs"
    assert "without `model`: 500 for a client's mistake: check your retries" in found.because
    assert (found.matched, found.retry, found.retry_verdict) == ("upstream-5xx", "never", "differs")


def test_several_answers_of_a_case_are_told_apart() -> None:
    pairs = [
        (PlannedCall(case="missing-required-field", about="model"), reply(400)),
        (PlannedCall(case="missing-required-field", about="messages"), reply(200, GOOD)),
    ]
    found = judged("missing-required-field", pairs, against())
    assert verdict(found) == ("differs", "without `messages`: it was served, with 200")
    assert found.answers == 2


def test_a_failure_that_is_no_json_or_has_another_envelope_differs() -> None:
    assert verdict(case("malformed-json", reply(400, b"<p>", kind="text/html"))) == (
        "differs",
        "the media type is text/html, not application/json; `error.code` is absent; `error.message` is absent",
    )
    assert "`error.code` is absent" in case("auth-missing", reply(401, {"detail": "no"})).because


def test_a_refusal_says_nothing_beside_its_envelope() -> None:
    beside = {**BAD, "account": {"name": "x"}}
    assert verdict(case("auth-invalid", reply(401, beside))) == ("differs", "1 field beside the error envelope")
    assert case("malformed-json", reply(400, beside)).verdict == "pass"


def test_a_case_that_the_manifest_has_not_is_unknown_and_never_passes() -> None:
    bare = manifest_of(TEXT, errors="unknown")
    assert verdict(case("auth-missing", reply(401), manifest=bare)) == ("unknown", "the manifest has no such case")
    assert verdict(case("auth-missing", reply(200, GOOD), manifest=bare))[0] == "differs"
    assert verdict(case("path-mistake", reply(301, b"", kind="text/html"), manifest=bare)) == ("pass", "")


def test_a_mistaken_path_is_recorded_with_its_redirect() -> None:
    found = case("path-mistake", reply(301, b"", kind="text/html", location="https://x.example"))
    assert verdict(found) == ("differs", "answered with 301, not 404")
    assert found.answer is not None
    assert found.answer.headers == ()


def test_a_good_answer_passes_and_one_without_what_is_read_differs() -> None:
    assert verdict(case("valid-minimal", reply(200, GOOD))) == ("pass", "")
    assert verdict(case("valid-minimal", reply(200, {"id": 3, "choices": [{}]}))) == (
        "differs",
        "`id` is integer, not string; `choices.*.message.content` is absent",
    )
    assert verdict(case("valid-minimal", reply(201, GOOD))) == ("differs", "answered with 201, not 200")
    assert verdict(case("valid-minimal", reply(429))) == ("differs", "answered with 429")
    assert verdict(case("valid-minimal", reply(200, b"<p>", kind="text/html")))[0] == "differs"


def test_an_empty_list_is_not_seen_and_never_passes() -> None:
    found = case("valid-minimal", reply(200, {"id": "a", "choices": []}))
    assert verdict(found) == ("unknown", "`choices.*.message.content` was not seen: the list above it is empty")
    assert [field.items for field in found.fields if field.path == "choices.*"] == [0]


def test_a_200_with_an_error_object_is_an_error() -> None:
    assert verdict(case("valid-minimal", reply(200))) == ("differs", "answered with 200, an error object")
    assert verdict(case("auth-missing", reply(200))) == ("differs", "answered with 200, not 401")


def events(*bodies: Any, done: bool = True) -> bytes:
    parts = "".join(f"event: x\r\ndata: {json.dumps(body)}\r\n\r\n" for body in bodies)
    return (parts + ("data: [DONE]\n\n" if done else "")).encode()


STREAM = {"response": "{content_type: text/event-stream, fields: {choices.*.delta.content: {type: string}}}"}
TEXT = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/chat
accessed: 2026-11-20
auth: Bearer $CHAT_KEY
request: [model]
response: [id]
owner: llm
"""


def streaming() -> Manifest:
    return manifest_of(TEXT, **STREAM)


def test_events_are_held_together_against_what_is_read() -> None:
    first, last = {"choices": [{"delta": {"content": "a"}}]}, {"choices": [{"delta": {}, "finish_reason": "stop"}]}
    got = reply(200, events(first, last), kind="text/event-stream")
    found = case("valid-production", got, manifest=streaming(), is_streamed=True)
    assert verdict(found) == ("pass", "")
    assert found.note == "server-sent events, [DONE] came"
    assert [field.path for field in found.fields][-3:] == [
        "choices.*.delta", "choices.*.delta.content", "choices.*.finish_reason",
    ]  # fmt: skip
    none = reply(200, events(last, done=False), kind="text/event-stream")
    found = case("valid-production", none, manifest=streaming(), is_streamed=True)
    assert verdict(found) == ("differs", "`choices.*.delta.content` is in no event")
    assert found.note == "server-sent events, no [DONE]"


def test_an_error_in_an_event_is_an_error_and_a_cut_stream_is_not_whole() -> None:
    body = events({"choices": [{"delta": {"content": "a"}}]}, BAD)
    found = case("valid-production", reply(200, body, kind="text/event-stream"), manifest=streaming())
    assert verdict(found) == ("differs", "an event holds an error object")
    cut = Reply(
        ending="cut", status=200, headers=(("content-type", "text/event-stream"),), body=events({"choices": []})
    )
    found = case("valid-production", cut, manifest=streaming())
    assert found.verdict == "differs"
    assert found.note == "server-sent events, [DONE] came, ended by cut"


def test_events_are_not_held_against_what_is_read_of_a_whole_answer() -> None:
    got = reply(200, events({"choices": [{"delta": {}}]}), kind="text/event-stream")
    found = case("valid-production", got, is_streamed=True)
    assert verdict(found) == ("unknown", "events came in place of the answer whose fields the manifest reads")


@pytest.mark.parametrize("place", ["body", "header"])
def test_a_credential_that_comes_back_differs_and_its_id_is_left_out(place: str) -> None:
    body = {"error": {"code": "bad", "message": f"key {KEY} is wrong"}} if place == "body" else BAD
    headers = {"x_request_id": f"r-{KEY[-8:]}-1"} if place == "header" else {"x_request_id": "r-1"}
    found = case("auth-invalid", reply(401, body, **headers))
    assert verdict(found) == ("differs", "the answer repeats the credential")
    assert found.leak_check == "leaked"
    assert found.answer is not None
    assert (found.answer.request_id is None) == (place == "header")
    assert KEY[-8:] not in repr(found)


def test_a_credential_in_a_name_a_type_or_a_header_is_never_part_of_what_is_kept() -> None:
    word = "quietlanternriver"
    manifest = manifest_of()
    held = Against(manifest=manifest, claims=manifest.claims, leaks=lambda text: word[-8:].lower() in str(text).lower())
    got = reply(401, {"error": {word: 1, "code": "a", "message": "b"}}, kind=f"text/{word}", allow=word)
    found = judged("auth-invalid", [(PlannedCall(case="auth-invalid"), got)], held)
    assert found.leak_check == "leaked"
    assert word[-8:].lower() not in repr(found).lower()
    assert [field.path for field in found.fields] == ["error", "error.code", "error.message"]


@pytest.mark.parametrize(
    ("place", "message", "found"),
    [
        ("{body: error.message, pattern: 'request id: ([0-9A-Za-z_-]+)'}", "no (request id: r-17)", "r-17"),
        ("{body: error.message, pattern: '(request id: )+x'}", "no (request id: r-17)", ""),
        ("{body: error.message, pattern: 'request id: ([0-9A-Za-z_-]+)'}", f"request id: {KEY}", ""),
        ("{body: error.code}", "", "c-9"),
        ("{header: X-Trace}", "", "t-1"),
    ],
)
def test_the_id_of_a_call_is_read_where_the_manifest_says(place: str, message: str, found: str) -> None:
    text = manifest_of_errors(place)
    got = reply(401, {"error": {"code": "c-9", "message": message}}, x_trace="t-1")
    answer = case("auth-missing", got, manifest=text).answer
    assert answer is not None
    assert (answer.request_id.value if answer.request_id else "") == found


def manifest_of_errors(place: str) -> Manifest:
    cases = "cases: {auth-missing: {status: 401, retry: never, evidence: documented}}"
    return manifest_of(TEXT, errors=f"{{request_id: {place}, {cases}}}")


def test_nothing_that_came_back_is_unknown() -> None:
    for ending in ("unreachable", "invalid", "timeout"):
        found = case("valid-minimal", Reply(ending=ending))
        assert verdict(found) == ("unknown", f"nothing came back: {ending}")
        assert found.answer is None
    assert verdict(case("valid-minimal", Reply(ending="cut", status=200)))[0] == "differs"


def test_the_case_timeout_is_one_where_nothing_came_in_time() -> None:
    assert verdict(case("timeout", Reply(ending="timeout"))) == ("pass", "")
    assert verdict(case("timeout", reply(200, GOOD))) == ("unknown", "it was answered in time")
    assert verdict(case("timeout", Reply(ending="unreachable"))) == ("unknown", "nothing came back: unreachable")


def test_a_retry_is_held_against_what_the_answer_says() -> None:
    assert case("rate-limited", reply(429, retry_after="3")).retry_verdict == "agree"
    assert case("rate-limited", reply(429)).retry_verdict == "differs"


JOB = "{poll: {path: '/v1/jobs/{job}', status: state, until: [done, failed]}}"


def test_a_job_is_done_when_its_status_is_one_of_those_that_the_manifest_knows() -> None:
    manifest = manifest_of(probe=JOB)
    steps = [reply(200, {"state": "running"}), reply(200, {"state": "done", "url": "x"})]
    found = case("polled-job", *steps, manifest=manifest)
    assert verdict(found) == ("pass", "")
    assert found.answers == 2
    assert case("polled-job", steps[0], manifest=manifest).verdict == "unknown"
    assert case("polled-job", reply(404), manifest=manifest).verdict == "differs"


def test_headers_that_the_manifest_does_not_keep_are_left_out() -> None:
    manifest = manifest_of(probe="{keep_headers: ['x-ratelimit-*']}")
    got = reply(429, retry_after="3", x_ratelimit_limit="60", set_cookie="a=b")
    found = case("rate-limited", got, manifest=manifest)
    assert found.answer is not None
    assert found.answer.headers == (("x-ratelimit-limit", "60"),)


def test_a_field_that_nobody_states_is_new_and_no_difference() -> None:
    parts = {"request": ["name"], "response": {"fields": {"id": {"type": "string"}, "mine.a": {"type": "string"}}}}
    manifest = manifest_of_parts(parts)
    documented = Documented(snapshot())
    held = Against(
        manifest=manifest,
        claims=manifest.claims,
        views=documented.operations(manifest.key),
        documented=documented,
        leaks=lambda _: False,
    )
    got = reply(200, {"id": "a", "mine": {"a": "x"}, "extra": {"b": [{"c": 1}]}, "other": 1})
    found = judged("valid-minimal", [(PlannedCall(case="valid-minimal"), got)], held)
    assert found.new_fields == ("extra", "other")
    assert found.verdict == "pass"
    # Nothing is documented of this status, so that nothing tells what is new.
    assert judged("auth-missing", [(PlannedCall(case="auth-missing"), reply(401))], held).new_fields == ()


def test_a_server_error_is_expected_where_the_manifest_says_so() -> None:
    manifest = manifest_of()
    assert is_server_error(reply(502), "valid-minimal", manifest.claims)
    assert not is_server_error(reply(502), "upstream-5xx", manifest.claims)
    assert not is_server_error(reply(429), "valid-minimal", manifest.claims)
