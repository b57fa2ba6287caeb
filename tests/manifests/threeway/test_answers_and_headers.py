"""How the API answers, and what it says of itself in headers, against documentation and manifest."""

from typing import Any

import pytest

from tests.manifests.documentation import manifest
from tests.manifests.threeway.seeing import answered, documented, findings, ids, past

BODY = {"id": "string"}
LATER = "Fri, 31 Dec 2027 00:00:00 GMT"
SOON = "Thu, 31 Dec 2026 00:00:00 GMT"
ASSUMED = {"label": "assumption", "by": "lead", "expires": "2027-01-01"}


def headed(**headers: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"success": {"got": {"status": 200, "content_type": "application/json", "headers": named}, "shape": BODY}}


def failed(name: str = "rate-limited", status: int = 429, **got: Any) -> dict[str, Any]:
    return {**answered(BODY), name: {"got": {"status": status, **got}}}


def cases(retry: str = "backoff", **more: Any) -> dict[str, Any]:
    case = {"status": 429, "retry": retry, "evidence": "documented"} | more
    return {"errors": {"cases": {"rate-limited": case}}}


def rule(status: int, retry: str) -> dict[str, Any]:
    return {
        "fact": "error-rule", "at": f"error-rule · {status}", "signal": str(status), "status": status, "retry": retry
    }  # fmt: skip


def limit(amount: str) -> dict[str, Any]:
    return {
        "fact": "notice", "at": "notice · rate-limit · calls", "topic": "rate-limit", "text": amount,
        "amounts": [amount],
    }  # fmt: skip


TRY_AGAIN = {"pages": [rule(429, "yes")]}


@pytest.mark.parametrize(
    ("operation", "headers", "expected"),
    [
        ({}, {"deprecation": "true"}, [("observed-deprecation", "warning")]),
        ({"deprecated": True}, {"deprecation": "@1767225600"}, []),
        ({"deprecated": True, "x-sunset": "2027-12-31"}, {"sunset": LATER}, []),
        ({"deprecated": True, "x-sunset": "2028-06-30"}, {"sunset": LATER}, [("observed-sunset", "warning")]),
        ({"deprecated": True, "x-sunset": "2028-06-30"}, {"sunset": SOON}, [("observed-sunset", "breaking")]),
        ({}, {"sunset": "Sat, 31 Oct 2026 00:00:00 GMT"}, [("observed-sunset", "breaking")]),
        ({}, {"sunset": "present"}, [("observed-sunset", "warning")]),
    ],
)
def test_what_ends_is_told_where_the_docs_say_something_else(
    operation: dict[str, Any], headers: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert ids(manifest(), documented(operation=operation), past(headed(**headers))) == expected


@pytest.mark.parametrize(
    ("value", "day"), [("@1767225600", "2026-01-01"), (SOON, "2026-12-31"), ("@999999999999", "deprecated")]
)
def test_the_day_of_a_header_is_read(value: str, day: str) -> None:
    (found,) = findings(manifest(), documented(), past(headed(deprecation=value)))
    assert found.after == day


def test_another_last_day_is_another_finding_and_another_time_of_the_same_is_not() -> None:
    one, later, deprecated, other = (
        findings(manifest(), documented(), past(headed(**headers)))[0].fingerprint
        for headers in (
            {"sunset": LATER}, {"sunset": "Thu, 30 Dec 2027 00:00:00 GMT"}, {"deprecation": "@1767225600"},
            {"deprecation": "@1767312000"},
        )
    )  # fmt: skip
    assert one != later
    assert deprecated == other


@pytest.mark.parametrize(
    ("retry", "headers", "docs", "expected"),
    [
        ("after-header", {"retry-after": "3"}, TRY_AGAIN, []),
        ("backoff", {}, TRY_AGAIN, []),
        ("backoff", {"retry-after": "3"}, TRY_AGAIN, [("observed-retry-after-ignored", "warning")]),
        ("never", {"retry-after": "3"}, {"pages": [rule(429, "no")]}, [
            ("observed-retry-after-ignored", "warning"), ("observed-retry-after-denied", "warning"),
        ]),
        ("after-header", {}, TRY_AGAIN, [("observed-retry-after-missing", "warning")]),
    ],
)  # fmt: skip
def test_retry_after_is_held_against_both(
    retry: str, headers: dict[str, str], docs: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    seen = failed(content_type="application/json", headers=headers)
    assert ids(manifest(cases(retry)), documented(**docs), past(seen)) == expected


def test_a_header_that_nobody_recorded_is_not_missing() -> None:
    assert ids(manifest(cases("after-header")), documented(**TRY_AGAIN), past(failed())) == []
    by_hand = {**answered(BODY), "rate-limited": {"got": {"status": 429, "content_type": "text/html"}, "by": "hand"}}
    assert ids(manifest(cases("after-header")), documented(**TRY_AGAIN), past(by_hand)) == []


DIFFERS, UNDOCUMENTED = [("observed-limit-differs", "warning")], [("observed-limit-undocumented", "info")]


@pytest.mark.parametrize(
    ("headers", "stated", "expected"),
    [
        ({"x_ratelimit_limit_requests": "60"}, "60 request/minute", []),
        ({"ratelimit_limit": "60, 60;w=60"}, "60 request/minute", []),
        ({"ratelimit_policy": '"a";q=1;w=1'}, "60 request/minute", []),
        ({"ratelimit_policy": '"a";q=10;w=1, "b";q=60;w=60'}, "60 request/minute", []),
        ({"ratelimit_policy": '"a";q=30;w=60'}, "60 request/minute", DIFFERS),
        ({"ratelimit_policy": "60;w=30"}, "60 request/minute", DIFFERS),
        ({"x_ratelimit_limit": "30"}, "60 request/minute", DIFFERS),
        ({"x_ratelimit_limit_tokens": "90000"}, "60 request/minute", UNDOCUMENTED),
        ({"x_ratelimit_limit_tokens": "90000"}, "90000 token/minute", []),
        ({"x_ratelimit_limit": "60"}, "many", UNDOCUMENTED),
        ({"x_ratelimit_limit": "present"}, "60 request/minute", []),
        ({"x_ratelimit_remaining": "present"}, "60 request/minute", []),
    ],
)
def test_a_limit_is_held_against_the_documentation(
    headers: dict[str, str], stated: str, expected: list[tuple[str, str]]
) -> None:
    assert ids(manifest(), documented(pages=[limit(stated)]), past(headed(**headers))) == expected


def test_a_limit_is_held_against_what_the_manifest_believes_first() -> None:
    believes = manifest({"limits": {"rate": {"says": "30 requests per minute", "evidence": ASSUMED}}})
    docs = documented(pages=[limit("60 request/minute")])
    (found,) = findings(believes, docs, past(headed(ratelimit_policy='"a";q=60;w=60')))
    assert (found.before, found.after) == (["30 request/minute"], ["60 request/minute"])


@pytest.mark.parametrize(
    ("claims", "docs", "seen", "expected"),
    [
        (cases(), TRY_AGAIN, failed(content_type="application/json"), []),
        (cases(), TRY_AGAIN, failed(status=503), [("observed-failure-status-differs", "warning")]),
        (cases(evidence=ASSUMED), {"pages": [rule(500, "yes")]}, failed(), []),
        (cases(), {"pages": [rule(500, "yes")]}, failed(), [("observed-failure-removed-from-docs", "warning")]),
        (cases(), {}, failed(), []),
        (cases(content_type="application/json"), TRY_AGAIN, failed(content_type="text/html"),
         [("observed-media-type-differs", "warning")]),
        ({}, {}, failed("status-409", 409), [("observed-failure-undocumented", "warning")]),
        ({}, {"pages": [rule(409, "no")]}, failed("status-409", 409), [("observed-failure-unlisted", "warning")]),
        ({}, {}, failed("status-200", 200), [("observed-failure-undocumented", "warning")]),
    ],
)  # fmt: skip
def test_a_failure_is_held_against_both(
    claims: dict[str, Any], docs: dict[str, Any], seen: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert ids(manifest(claims), documented(**docs), past(seen)) == expected


@pytest.mark.parametrize(
    ("docs", "status", "headers", "retry"),
    [
        ({}, 404, {}, "never"),
        ({}, 408, {}, "backoff"),
        ({}, 503, {}, "backoff"),
        ({}, 503, {"retry-after": "9"}, "after-header"),
        ({}, 302, {}, "unknown"),
        ({"pages": [rule(503, "no")]}, 503, {"retry-after": "9"}, "never"),
        ({"pages": [rule(404, "yes")]}, 404, {}, "backoff"),
        ({"pages": [rule(404, "unspecified")]}, 404, {}, "never"),
    ],
)
def test_a_failure_without_a_case_falls_under_a_retry(
    docs: dict[str, Any], status: int, headers: dict[str, str], retry: str
) -> None:
    seen = failed(f"status-{status}", status, headers=headers)
    (found,) = (one for one in findings(manifest(), documented(**docs), past(seen)) if "failure" in one.id)
    assert found.after == retry


@pytest.mark.parametrize(("retry", "headers"), [("never", {"retry-after": "3"}), ("after-header", {})])
def test_a_retry_that_a_header_speaks_against_is_told_once(retry: str, headers: dict[str, str]) -> None:
    seen = failed(content_type="application/json", headers=headers)
    seen["rate-limited"]["retry"] = {"expected": retry, "verdict": "differs"}
    (found,) = findings(manifest(cases(retry)), documented(**TRY_AGAIN), past(seen))
    assert found.id.startswith("observed-retry-after-")


def test_the_manifest_says_which_status_and_form_a_good_answer_has() -> None:
    made = manifest({"response": {"status": 201, "content_type": "application/json", "fields": {"id": "string"}}})
    responses = {
        "201": {"description": "made", "content": {"application/json": {"schema": {"properties": {"id": {}}}}}}
    }
    docs = documented(operation={"responses": responses})
    good = {"success": {"got": {"status": 201, "content_type": "application/json"}, "shape": BODY}}
    assert ids(made, docs, past(good)) == []
    (one, other) = findings(
        made, docs, past({"success": {"got": {"status": 200, "content_type": "text/plain"}, "shape": BODY}})
    )
    assert (one.before, one.after) == (["201"], "200")
    assert (other.before, other.after) == (["application/json"], "text/plain")


def test_a_fault_of_ours_stays_with_its_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    from driftwatch.manifests.threeway import check

    def broken(_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(check, "read_breaches", broken)
    (found,) = findings(manifest(), documented(), past(answered(BODY)))
    assert found.id == "comparison-failed"
