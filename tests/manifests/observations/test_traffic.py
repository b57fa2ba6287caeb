"""Recorded traffic becomes observations: by contract, variant and API, with nothing of anybody in them."""

import json
from typing import Any

import pytest

from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.file import read_observation, written_observation
from driftwatch.manifests.observations.traffic import Traffic
from driftwatch.model.observation import Observation, ObservedCase, UnknownCall
from tests.manifests.documentation import PAGE, manifest

CASES = {
    "auth-invalid": {"status": 401, "retry": "never", "evidence": "documented"},
    "rate-limited": {"status": 429, "retry": "after-header", "evidence": "documented"},
    "quota-exhausted": {"status": 429, "body": {"error.code": "quota"}, "retry": "never", "evidence": "documented"},
}
ONE = {
    "response": {"fields": {"id": "string", "name": {"type": "string", "required": False, "fallback": "fail"}}},
    "errors": {"fields": {"error.message": "string"}, "cases": CASES},
}
URL = "https://api.example.com/things"
AT = "2026-11-26T05:17:00Z"


def call(status: int = 200, response: object = None, **more: Any) -> Call:
    return Call(**{"method": "POST", "url": URL, "status": status, "response": response, **more})


def seen(*calls: Call, parts: dict[str, Any] | None = None) -> tuple[tuple[Observation, ...], Traffic]:
    traffic = Traffic([manifest(ONE if parts is None else parts)])
    for each in calls:
        traffic.add(each)
    found = tuple(one for _, one in traffic.observations(at=AT, tool="driftwatch 0"))
    for one in found:
        assert read_observation(written_observation(one).encode(), file="o").observation == one
    return found, traffic


def cases(*calls: Call) -> dict[str, ObservedCase]:
    (one,), _ = seen(*calls)
    return {case.name: case for case in one.cases}


def test_answers_are_sorted_by_the_cases_of_the_manifest() -> None:
    found = cases(
        call(200, {"id": "a"}),
        call(200, {"id": "b", "name": "x"}, request={"name": "me"}),
        call(
            429,
            {"error": {"message": "slow down"}},
            headers=(("retry-after", "3"), ("x-request-id", "r-9")),
            private=(),
        ),
        call(429, {"error": {"code": "quota", "message": "no more"}}),
        call(200, {"error": {"message": "odd"}}),
        call(418, None, count=3),
    )
    assert {name: (case.answers, case.verdict, case.retry) for name, case in found.items()} == {
        "success": (2, "pass", ""),
        "rate-limited": (1, "pass", "after-header"),
        "quota-exhausted": (1, "pass", "never"),
        "status-200": (1, "differs", ""),
        "status-418": (3, "differs", ""),
    }
    assert found["success"].sent == ("name",)
    assert [(one.path, one.there, one.of) for one in found["success"].fields] == [("id", 1, 1), ("name", 1, 2)]
    limited = found["rate-limited"].answer
    assert limited is not None
    assert limited.headers == (("retry-after", "3"),)
    assert limited.request_id is not None
    assert limited.request_id.value == "r-9"
    assert found["status-418"].because == "the manifest has no such case"


def test_a_field_that_is_relied_on_and_was_absent_differs() -> None:
    (success,) = cases(call(200, {"name": "x"}), call(200, {"id": 7})).values()
    assert success.verdict == "differs"
    assert success.because == "`id` is absent; `id` is integer, not string"


def test_items_of_a_list_are_counted_and_none_is_not_seen() -> None:
    found = cases(call(200, {"id": "a", "data": [], "more": [{"n": 1}, {"n": 2}]}))
    counts = {one.path: one.items for one in found["success"].fields if one.items is not None}
    assert counts == {"data.*": 0, "more.*": 2}


@pytest.mark.parametrize(
    "url",
    [
        "https://api.other.example/things",
        "https://api.example.com/v1/things",
        "https://api.example.com/things/7",
        "/a/things",
        "https://api.example.com:port/things",
        "https://[api.example.com/things",
        "https://api.example.com:8443/things",
    ],
)
def test_a_call_of_another_api_is_unknown(url: str) -> None:
    found, traffic = seen(call(url=url))
    assert (found, sum(traffic.unknown.values())) == ((), 1)


@pytest.mark.parametrize(
    "url", ["https://API.example.com:443/things", "https://me:pw@api.example.com/things?a=b", "/things"]
)
def test_a_call_of_the_same_address_is_known_however_it_is_written(url: str) -> None:
    (one,), _ = seen(call(200, {"id": "a"}, url=url))
    assert one.target.origin == "https://api.example.com"


ALIKE = {name: {"status": 401, "retry": "never", "evidence": "documented"} for name in ("auth-missing", "auth-invalid")}


@pytest.mark.parametrize(
    ("auth", "url", "sent", "name"),
    [
        ("Bearer $KEY", URL, ("authorization",), "auth-invalid"),
        ("Bearer $KEY", URL, ("accept",), "auth-missing"),
        ("Bearer $KEY", URL, None, "auth-missing"),
        ({"query": "key", "env": "KEY", "evidence": "documented"}, f"{URL}?key=x", None, "auth-invalid"),
        ({"query": "key", "env": "KEY", "evidence": "documented"}, f"{URL}?other=x", None, "auth-missing"),
    ],
)
def test_what_was_sent_tells_a_missing_credential_from_a_wrong_one(
    auth: Any, url: str, sent: tuple[str, ...] | None, name: str
) -> None:
    refused = call(401, {"error": {}}, url=url, sent_headers=sent)
    (one,), _ = seen(refused, parts={"auth": auth, "errors": {"cases": ALIKE}})
    assert [case.name for case in one.cases] == [name]
    apart = {"auth-missing": ALIKE["auth-missing"], "auth-invalid": ALIKE["auth-invalid"] | {"status": 403}}
    (one,), _ = seen(refused, parts={"auth": auth, "errors": {"cases": apart}})
    assert [case.name for case in one.cases] == ["auth-missing"]


def test_what_came_in_another_order_is_the_same() -> None:
    parts = {
        **ONE,
        "errors": {"cases": {"upstream-5xx": {"status": "5xx", "retry": "backoff", "evidence": "documented"}}},
    }
    calls = [call(status, {"error": {}}, content_type=kind) for status, kind in ((502, "text/html"), (500, "text/a"))]
    assert seen(*calls, parts=parts)[0] == seen(*reversed(calls), parts=parts)[0]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("retry-after", "3", "3"),
        ("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT"),
        ("retry-after", "heliotrope", "present"),
        ("allow", "GET, POST", "GET, POST"),
        ("allow", "GET, HELIOTROPE", "present"),
        ("deprecation", "@1688169599", "@1688169599"),
        ("ratelimit-policy", '"burst";q=100;w=60', '"burst";q=100;w=60'),
        ("x-ratelimit-limit", "100, 100;w=60", "100, 100;w=60"),
        ("www-authenticate", 'Bearer realm="x"', "Bearer"),
        ("www-authenticate", "Zk3Qp9Lm2Xv7Rt5W", "present"),
    ],
)
def test_a_header_is_kept_in_the_form_of_its_specification_alone(name: str, value: str, kept: str) -> None:
    answer = cases(call(headers=((name, value),)))["success"].answer
    assert answer is not None
    assert answer.headers == ((name, kept),)


@pytest.mark.parametrize(
    ("value", "private", "kept"),
    [
        ("req-17", (), "req-17"),
        ("req-17", None, ""),
        ("none", (), ""),
        ("req-Zk3Qp9Lm2", ("Zk3Qp9Lm2Xv7Rt5W",), ""),
        ("Zk3Qp9L9", ("Zk3Qp9Lm",), "Zk3Qp9L9"),
    ],
)
def test_an_id_that_may_be_a_credential_is_not_kept(value: str, private: tuple[str, ...] | None, kept: str) -> None:
    found = cases(call(429, headers=(("x-request-id", value),), private=private))["rate-limited"].answer
    assert found is not None
    assert (found.request_id.value if found.request_id else "") == kept


def test_unknown_calls_are_told_without_what_may_be_data() -> None:
    paths = ("/users/8f14e45f/orders", "/users/ann@example.com/orders", "/users/17/orders")
    _, traffic = seen(*(call(method="GET", url=f"https://api.example.com{path}?key=secret") for path in paths))
    assert traffic.unknown == {UnknownCall(path="/users/{}/orders", method="GET", status=200): 3}


def test_each_variant_has_its_own() -> None:
    parts = {
        **ONE,
        "variants": {
            "large": {"docs": f"{PAGE}-large", "when": {"model": "large-*"}},
            "small": {"docs": f"{PAGE}-small", "when": {"model": "small-*"}},
        },
    }
    found, traffic = seen(
        call(200, {"id": "a"}, request={"model": "large-2"}),
        call(200, {"id": "a"}, request={"model": "small-1"}),
        call(200, {"id": "a"}, request={"model": "other"}),
        parts=parts,
    )
    assert [one.variant for one in found] == ["large", "small"]
    assert sum(traffic.unknown.values()) == 1


def test_no_value_and_no_secret_is_written() -> None:
    key = "sk-" + "Zk3Qp9Lm2Xv7Rt5W" * 2
    word = "heliotrope"
    (one,), traffic = seen(
        call(
            200,
            {"id": word, key: word, f"{word}@mail.example": {"x": word}},
            request={"name": word, key: key},
            headers=(("authorization", key), ("set-cookie", word), ("retry-after", key), ("x-request-id", key)),
        ),
        call(401, {"error": {"message": f"bad {key}"}}, headers=(("www-authenticate", f'Bearer realm="{word}"'),)),
        call(url=f"https://api.example.com/{key}/{word}7?token={key}"),
    )
    text = written_observation(one) + json.dumps([each.path for each in traffic.unknown])
    assert word not in text
    assert not [key[at : at + 8] for at in range(3, len(key) - 8) if key[at : at + 8] in text]
    assert "www-authenticate: Bearer" in text


def test_of_values_those_are_kept_that_the_manifest_lists() -> None:
    parts = {"response": {"fields": {"status": {"type": "string", "one_of": ["done", "failed"]}, "id": "string"}}}
    calls = [call(200, {"id": "a", "status": status}) for status in ("done", "done", "ann-example")]
    (one,), _ = seen(*calls, parts=parts)
    (case,) = one.cases
    fields = {field.path: field for field in case.fields}
    assert (fields["status"].values, fields["status"].has_others) == (("done",), True)
    assert (fields["id"].values, fields["id"].has_others) == ((), False)
    assert "ann-example" not in written_observation(one)
    (quiet,), _ = seen(call(200, {"id": "a", "status": None}), parts=parts)
    assert [field.has_others for field in quiet.cases[0].fields] == [False, False]


def test_a_good_answer_that_differs_keeps_the_id_of_its_call() -> None:
    def headed(name: str, body: object) -> Call:
        return call(200, body, headers=(("x-request-id", name),), private=())

    (one,), _ = seen(headed("r-1", {"id": "a"}), headed("r-2", {"id": 3}), headed("r-3", {"id": "b"}))
    identity = one.cases[0].answer and one.cases[0].answer.request_id
    assert identity is not None
    assert identity.value == "r-2"


def test_counts_find_their_case_by_code() -> None:
    (one,), _ = seen(call(429, code="quota", count=40), call(429, code="else", count=2))
    assert {case.name: case.answers for case in one.cases} == {"quota-exhausted": 40, "rate-limited": 2}
