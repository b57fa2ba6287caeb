"""Whether a client that does what its manifest says does the right thing with an answer."""

import pytest

from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.retrying import joined_verdicts, retry_verdict
from driftwatch.model.facts import ErrorRule
from driftwatch.model.manifest import Claims, ErrorCase, Evidence

CASES = (
    ErrorCase(name="rate-limited", statuses=("429",), retry="after-header"),
    ErrorCase(name="upstream-5xx", statuses=("5xx",), retry="backoff"),
    ErrorCase(name="x-final", statuses=("500",), body=(("error.code", "final"),), retry="never"),
    ErrorCase(name="auth-missing", statuses=("401",), retry="never"),
    ErrorCase(name="unknown-resource", statuses=("404",), retry="unknown"),
    ErrorCase(
        name="x-told",
        statuses=("500",),
        body=(("error.code", "told"),),
        retry="never",
        evidence=Evidence(label="assumption"),
    ),
    ErrorCase(name="x-known", statuses=("409",), retry="never", evidence=Evidence(label="confirmed by support")),
    ErrorCase(name="overloaded", statuses=("503",), retry="never"),
)
CLAIMS = Claims(cases=CASES)


def verdict(
    status: int, *stated: str, expected: str = "", wait: str = "", code: str = "x", has_headers: bool = True
) -> str:
    call = Call(
        method="POST",
        url="/",
        status=status,
        response={"error": {"code": code}},
        headers=(("retry-after", wait),) if wait else ((("date", "x"),) if has_headers else ()),
    )
    provoked = next((case for case in CASES if case.name == expected), None)
    return retry_verdict(CLAIMS, call, expected=provoked, stated=[rule(*one.split(": ")) for one in stated])


def rule(retry: str, signal: str = "500") -> ErrorRule:
    assert retry in {"yes", "no", "usually-no", "unspecified"}
    return ErrorRule(at="", signal=signal, retry=retry)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (verdict(401), "agree"),
        (verdict(401, "no"), "agree"),
        (verdict(401, "usually-no"), "agree"),
        (verdict(401, "yes"), "differs"),
        (verdict(500, "no"), "differs"),
        (verdict(500, "usually-no"), "differs"),
        (verdict(500, "unspecified", "yes"), "agree"),
        (verdict(500, "unspecified"), "agree"),
        (verdict(500, "yes", code="told"), "agree"),
        (verdict(500, "yes: 500 with error.code=told", code="told"), "differs"),
        (verdict(409, "yes"), "agree"),
        (verdict(429), "differs"),
        (verdict(429, has_headers=False), "unknown"),
        (verdict(429, wait="3"), "agree"),
        (verdict(503, wait="3"), "differs"),
        (verdict(401, wait="3"), "agree"),
        (verdict(404), "unknown"),
        (verdict(418), "unknown"),
        (verdict(500, expected="auth-missing"), "differs"),
        (verdict(500, expected="auth-missing", code="final"), "agree"),
        (verdict(500, expected="unknown-resource"), "agree"),
    ],
)
def test_what_the_client_decides_is_held_against_what_is_known(found: str, says: str) -> None:
    assert found == says


def test_a_success_is_no_failure_and_one_with_an_error_is() -> None:
    good = Call(method="GET", url="/", status=200, response={"id": 1})
    assert retry_verdict(CLAIMS, good, expected=None, stated=("no",)) == ""
    assert verdict(200) == "unknown"


def test_of_several_answers_the_worst_counts() -> None:
    assert joined_verdicts(["agree", "", "differs"]) == "differs"
    assert joined_verdicts(["agree", "unknown"]) == "unknown"
    assert joined_verdicts(["", "agree"]) == "agree"
    assert joined_verdicts([]) == ""
