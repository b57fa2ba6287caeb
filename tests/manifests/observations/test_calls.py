"""Recorded traffic is read call by call, in whatever pieces it comes."""

import io
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import ManifestError
from driftwatch.manifests.observations.calls import Call, calls_of


def entry(number: int, *, body: object = None, status: int = 200) -> dict[str, object]:
    return {
        "startedDateTime": "2026-11-20T05:17:00Z",
        "request": {
            "method": "post",
            "url": f"https://api.things.example/v1/things/{number}",
            "postData": {"text": "{}"},
        },
        "response": {
            "status": status,
            "headers": [{"name": "Retry-After", "value": "3"}],
            "content": {
                "mimeType": "application/json; charset=utf-8",
                "text": json.dumps(body or {"entries": [number]}),
            },
        },
    }


def har(*entries: dict[str, object], indent: int | None = None) -> str:
    log = {"version": "1.2", "comment": 'says "entries": [] itself', "entries": entries}
    return json.dumps({"log": log}, indent=indent)


def read(text: str, step: int = 1 << 16) -> list[Call]:
    stream = io.StringIO(text)
    return list(calls_of(lambda size: stream.read(min(size, step)), file="t.har"))


def test_a_call_of_a_har_file() -> None:
    (call,) = read(har(entry(1)))
    assert call == Call(
        method="POST",
        url="https://api.things.example/v1/things/1",
        status=200,
        request={},
        response={"entries": [1]},
        content_type="application/json",
        headers=(("retry-after", "3"),),
        at="2026-11-20T05:17:00Z",
        private=(),
    )
    named = entry(1)
    named["request"] = {"method": "GET", "url": "/a", "headers": [{"name": "X-Key", "value": "v"}]}
    assert read(har(named))[0].sent_headers == ("x-key",)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (
            {
                "mimeType": "application/x-www-form-urlencoded",
                "params": [{"name": "a", "value": "1"}, {"name": "meta[b]", "value": "2"}],
            },
            {"a": "1", "meta": {}},
        ),
        ({"mimeType": "application/x-www-form-urlencoded; charset=utf-8", "text": "a=1&c="}, {"a": "1", "c": ""}),
        ({"mimeType": "multipart/form-data; boundary=x", "params": [{"name": "file", "fileName": "f"}]}, {"file": ""}),
        ({"mimeType": "multipart/form-data; boundary=x", "text": "--x"}, None),
        ({"mimeType": "application/json", "text": '{"a": 1}', "params": []}, {"a": 1}),
        ({"mimeType": "application/x-www-form-urlencoded", "params": "none", "text": 7}, None),
    ],
)
def test_the_fields_of_a_form_are_a_body(data: dict[str, Any], body: object) -> None:
    one: dict[str, Any] = entry(1)
    one["request"]["postData"] = data
    assert read(har(one))[0].request == body


@pytest.mark.parametrize(
    ("encoding", "text", "body"),
    [
        ("base64", "eyJhIjogMX0=", {"a": 1}),
        ("base64", "eyJhIjog*", None),
        ("base64", "/w==", None),
        ("gzip", "{}", None),
    ],
)
def test_a_body_in_base64_is_read(encoding: str, text: str, body: object) -> None:
    one: dict[str, Any] = entry(1)
    one["response"]["content"] |= {"encoding": encoding, "text": text}
    assert read(har(one))[0].response == body


def test_what_a_call_says_of_its_maker_is_known_and_what_it_says_to_all_is_not() -> None:
    one = entry(1)
    one["request"] = {
        "method": "GET",
        "url": "https://x.example/a?key=0123456789&n=1",
        "headers": [
            {"name": "Authorization", "value": "Bearer abcdefghij"},
            {"name": "User-Agent", "value": "a-client-of-ours"},
            {"name": "Cookie", "value": "a=1; session=klmnopqrst"},
        ],
    }
    (call,) = read(har(one))
    assert call.private == ("0123456789", "abcdefghij", "klmnopqrst")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["har", "ndjson"])
def test_what_follows_a_large_call_costs_no_more_than_before_it(form: str) -> None:
    small: dict[str, object] = {"response": {"status": 200}}
    large = entry(2, body={"text": "x" * 9_000_000})
    line = json.dumps({"method": "GET", "url": "/a", "status": 200})
    long = json.dumps({"method": "GET", "url": "/a", "status": 200, "response": "x" * 9_000_000})

    def spent(*, large_first: bool) -> float:
        some = 40_000
        entries = [large, *[small] * some] if large_first else [*[small] * some, large]
        lines = [long, *[line] * some] if large_first else [*[line] * some, long]
        text = har(*entries) if form == "har" else "\n".join(lines)
        before = time.process_time()
        assert len(read(text, len(text))) > some
        return time.process_time() - before

    # On a machine under load one of the two may be unlucky; a cost of each entry behind the large one shows every time.
    assert any(spent(large_first=True) < 2 * spent(large_first=False) + 0.1 for _ in range(3))


@given(st.integers(1, 400), st.integers(0, 4), st.sampled_from([None, 1]))
def test_the_pieces_in_which_a_file_comes_change_nothing(step: int, count: int, indent: int | None) -> None:
    text = har(*(entry(number, body={"text": "], {" * number}) for number in range(count)), indent=indent)
    assert read(text, step) == read(text)
    assert len(read(text)) == count


def test_a_large_entry_costs_no_more_than_its_size() -> None:
    asked: list[int] = []
    stream = io.StringIO(har(entry(1, body={"text": "x" * 5_000_000}), entry(2)))

    def some(size: int) -> str:
        asked.append(size)
        return stream.read(size)

    assert len(list(calls_of(some, file="t.har"))) == 2
    assert len(asked) < 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"log": {"entries": [{"request": ', "t.har: is cut off, or not JSON"),
        ('{"log": {"version": "1.2"}}', "t.har: a HAR file without entries"),
        ("hello", "t.har:1: is no JSON object"),
        ('{"method": "GET", "url": "https://x.example/a", "status": 200}\n{"status": 200}', "t.har:2: method and url"),
        ('{"method": "GET", "url": "https://x.example/a", "status": "ok"}', "t.har:1: status is no HTTP status"),
        ('{"log": {"entries": [' + "[" * 100_000, "t.har: "),
        ('{"log": {"entries": [{"a": ' + "7" * 10_000 + "}]}}", "t.har: "),
    ],
)
def test_what_is_no_traffic_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ManifestError) as caught:
        read(text)
    assert caught.value.message.startswith(says)


def test_lines_of_json_may_count_calls() -> None:
    lines = [
        {"method": "get", "path": "/v1/things", "status": 429, "n": 17, "headers": {"Retry-After": "3"}},
        {
            "method": "POST",
            "url": "https://x.example/v1/things",
            "status": 201,
            "request": {"a": 1},
            "response": {"b": 2},
        },
    ]
    first, second = read("\ufeff" + "\n\n".join(map(json.dumps, lines)))
    assert (first.method, first.count, first.headers) == ("GET", 17, (("retry-after", "3"),))
    assert (second.request, second.response, second.count) == ({"a": 1}, {"b": 2}, 1)


@given(st.text(max_size=300), st.integers(1, 50))
def test_no_text_ends_the_reading_otherwise(text: str, step: int) -> None:
    try:
        assert all(isinstance(each, Call) for each in read(text, step))
    except ManifestError:
        """It said what is wrong."""
