"""The API of the bundled site does what is documented, but for the two drifts that the demo shows."""

import json
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from driftwatch.demo.api import NEVER_SENT, WRONG_KEY, DemoApi
from driftwatch.demo.build import VERSIONS, published
from driftwatch.demo.samples import operation_of
from driftwatch.demo.source import source_of

KEY = "demo-0123456789abcdef"
CHAT = "/v1/chat/completions"
BODY = {"model": "gpt-5.4", "messages": [{"role": "user", "content": "hello"}]}
ERROR = {"message", "type", "param", "code"}


@pytest.fixture(scope="module", params=VERSIONS)
def api(request: pytest.FixtureRequest) -> Iterator[DemoApi]:
    with DemoApi(request.param, KEY) as running:
        yield running


@pytest.fixture(scope="module")
def newest() -> Iterator[DemoApi]:
    with DemoApi(VERSIONS[-1], KEY) as running:
        yield running


def call(
    api: DemoApi, method: str, path: str, body: Any = None, *, key: str | None = KEY, kind: str = "application/json"
) -> tuple[int, Mapping[str, str], bytes]:
    sent = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": kind} if sent is not None else {}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    connection = HTTPConnection(urlsplit(api.origin).netloc, timeout=10)
    try:
        connection.request(method, path, sent, headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def error_of(body: bytes) -> dict[str, Any]:
    (error,) = json.loads(body).values()
    assert set(error) == ERROR
    return error


def test_a_call_as_documented_is_answered_as_documented_but_for_the_field_that_never_comes(newest: DemoApi) -> None:
    status, headers, body = call(newest, "POST", CHAT, BODY)
    answer = json.loads(body)
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert set(answer) == {"id", "object", "created", "model", "choices", "usage"}
    items, name = NEVER_SENT[f"POST {CHAT}"]
    assert {"index", "message"} == set(answer[items][0]) - {name}
    assert name not in answer[items][0]


def test_what_never_comes_is_documented_as_required() -> None:
    spec = json.loads(source_of(VERSIONS[-1]).specs["api/openapi/text/post-chat-completions.openapi.json"])
    items, name = NEVER_SENT[f"POST {CHAT}"]
    assert name in spec["components"]["schemas"]["ChatCompletion"]["properties"][items]["items"]["required"]


@pytest.mark.parametrize(
    ("body", "key", "status", "param"),
    [
        (BODY, None, 401, ""),
        (BODY, "demo-wrong-0123456789", WRONG_KEY, ""),
        (b'{"model": "x", ', KEY, 400, ""),
        (b"[]", KEY, 400, ""),
        ({"model": "gpt-5.4"}, KEY, 400, "messages"),
        ({"model": "gpt-5.4", "messages": "hello"}, KEY, 400, "messages"),
        ({"model": "gpt-5.4", "messages": [{"role": "user"}]}, KEY, 400, "messages[0].content"),
        ({"model": "gpt-5.4", "messages": [{"role": "nobody", "content": ""}]}, KEY, 400, "messages[0].role"),
        ({**BODY, "stream": 1}, KEY, 400, "stream"),
        ({**BODY, "n": True}, KEY, 400, "n"),
        ({**BODY, "model": "driftwatch-no-such-model"}, KEY, 404, "model"),
    ],
)
def test_every_failure_comes_in_the_documented_envelope(
    newest: DemoApi, body: Any, key: str | None, status: int, param: str
) -> None:
    found, headers, answer = call(newest, "POST", CHAT, body, key=key)
    error = error_of(answer)
    assert (found, error["param"]) == (status, param)
    assert headers["X-Request-Id"] in error["message"]


def test_no_answer_repeats_a_credential(newest: DemoApi) -> None:
    for key in (KEY, "demo-wrong-0123456789"):
        _, headers, body = call(newest, "POST", CHAT, {**BODY, "model": "none"}, key=key)
        assert key[5:] not in f"{headers}{body.decode()}"


def test_a_path_that_nobody_documents_is_not_found(newest: DemoApi) -> None:
    status, _, body = call(newest, "POST", f"{CHAT}/driftwatch-no-such-path", BODY)
    assert (status, error_of(body)["code"]) == (404, "invalid_request")


def test_events_end_as_they_do_elsewhere(newest: DemoApi) -> None:
    _, headers, body = call(newest, "POST", CHAT, {**BODY, "stream": True})
    assert headers["Content-Type"] == "text/event-stream"
    assert body.endswith(b"\n\ndata: [DONE]\n\n")


def form(**fields: str) -> bytes:
    parts = (f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    return "".join((*parts, "--b--\r\n")).encode()


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data; boundary=b", form(image="x", prompt="brighter"), 200),
        ("multipart/form-data; boundary=b", form(image="x"), 400),
        ("multipart/form-data; boundary=wrong", form(image="x", prompt="brighter"), 400),
        ("multipart/form-data", form(image="x", prompt="brighter"), 400),
        ("application/json", b'{"image": "x", "prompt": "brighter"}', 400),
    ],
)
def test_forms_are_taken_where_they_are_documented(newest: DemoApi, kind: str, body: bytes, status: int) -> None:
    assert call(newest, "POST", "/v1/images/edits", body, kind=kind)[0] == status


def test_a_body_that_is_too_long_is_refused_unread(newest: DemoApi) -> None:
    connection = HTTPConnection(urlsplit(newest.origin).netloc, timeout=10)
    connection.putrequest("POST", CHAT)
    connection.putheader("Content-Length", "1000001")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_task_is_found_by_the_id_that_it_was_given(newest: DemoApi) -> None:
    sent = form(model="sora-2", prompt="waves")
    status, _, body = call(newest, "POST", "/v1/videos", sent, kind="multipart/form-data; boundary=b")
    assert status == 200
    assert call(newest, "GET", f"/v1/videos/{json.loads(body)['id']}")[0] == 200
    assert call(newest, "GET", "/v1/videos/driftwatch-no-such-task")[0] == 404


def test_every_documented_operation_answers_and_asks_for_a_key(api: DemoApi) -> None:
    version = api._version
    for path in source_of(version).specs:
        method, template, _ = operation_of(published(source_of(version), path))
        status, _, body = call(api, method.upper(), template.replace("{", "").replace("}", ""), {}, key=None)
        assert (status, error_of(body)["code"]) == (401, "invalid_request"), path


def test_the_same_calls_get_the_same_answers() -> None:
    told = []
    for _ in range(2):
        with DemoApi(VERSIONS[-1], KEY) as api:
            told.append([call(api, "POST", CHAT, BODY, key=key)[2] for key in (KEY, None)])
    assert told[0] == told[1]
