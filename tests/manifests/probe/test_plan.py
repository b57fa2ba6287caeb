"""What a probe means to send."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import UsageError
from driftwatch.manifests.probe.bodies import encoded
from driftwatch.manifests.probe.bounds import COUNT_FIELDS, TOKEN_FIELDS, bounded
from driftwatch.manifests.probe.budget import Budget
from driftwatch.manifests.probe.cases import CASES, Choice, check_names
from driftwatch.manifests.probe.plan import Recorded, polling
from driftwatch.model.probing import PlannedCall
from tests.manifests.probe.contracts import GET, MINIMAL, RECORDED, calls, manifest_of, one, plan

FREE = ["auth-missing", "auth-invalid", "malformed-json", "path-mistake"]


def sent_names(**choice: Any) -> list[str]:
    return [call.case for call in plan(**choice).to_send]


def body(call: PlannedCall) -> Any:
    assert call.request is not None
    return json.loads(call.request.body)


def test_without_a_budget_only_what_is_free_is_sent() -> None:
    found = plan()
    assert [call.case for call in found.to_send] == FREE
    assert one(found, "valid-minimal").because == "it may bill, and there is no budget: --max-requests N"
    assert [one(found, name).verdict for name in ("rate-limited", "upstream-5xx")] == ["unknown", "unknown"]


def test_with_a_budget_what_may_bill_comes_after_what_is_free() -> None:
    assert sent_names(max_requests=20) == [
        *FREE, "missing-required-field", "missing-required-field", "unknown-resource", "valid-minimal",
        "valid-production",
    ]  # fmt: skip
    assert sent_names(max_requests=20, opted=("timeout",))[-1] == "timeout"


def test_which_credential_goes_with_which_case() -> None:
    shown = {call.case: call.request.presented for call in plan(max_requests=20).to_send if call.request}
    assert shown.pop("auth-missing") == "none"
    assert shown.pop("auth-invalid") == "canary"
    assert set(shown.values()) == {"own"}


def test_each_case_sends_what_the_table_says() -> None:
    found = plan(max_requests=20)
    malformed, mistake = one(found, "malformed-json"), one(found, "path-mistake")
    assert malformed.request
    assert malformed.request.body == b'{"model": "x", '
    assert malformed.request.media_type == "application/json"
    assert mistake.request
    assert mistake.request.path == "/v1/chat/completions-driftwatch-no-such"
    missing = calls(found, "missing-required-field")
    assert [call.about for call in missing] == ["model", "messages"]
    assert [sorted(body(call)) for call in missing] == [["max_tokens", "messages"], ["max_tokens", "model"]]
    assert body(one(found, "unknown-resource"))["model"] == "driftwatch-no-such-model"
    minimal = one(found, "valid-minimal")
    assert body(minimal) == {**MINIMAL, "max_tokens": 16}
    assert minimal.tokens == 16
    assert minimal.sent == ("max_tokens", "messages", "messages.*.content", "messages.*.role", "model")
    assert minimal.digest == "sha256:aa"
    production = one(found, "valid-production")
    assert body(production)["n"] == 1
    assert production.is_streamed
    assert production.digest == "sha256:bb"
    assert all(call.request and ("X-Version", "2") in call.request.headers for call in found.to_send)


def test_a_base_path_stands_before_the_path() -> None:
    found = plan(manifest_of(base_url="https://api.example.com/gateway"))
    assert all(call.request and call.request.path.startswith("/gateway/v1/chat/") for call in found.to_send)


@pytest.mark.parametrize("name", sorted(TOKEN_FIELDS))
def test_every_field_that_bounds_tokens_is_clamped(name: str) -> None:
    assert bounded({name: 4000, "x": {name: 3}}, tokens=8).body == {name: 8, "x": {name: 3}}
    assert bounded({name: -1}, tokens=8).body == {name: 8}
    assert bounded({name: 4000}, tokens=8).tokens == 8


@pytest.mark.parametrize("name", sorted(COUNT_FIELDS))
def test_every_field_that_counts_answers_is_one_at_the_most(name: str) -> None:
    assert bounded({name: 9, "generationConfig": {name: 3}}, tokens=8).body == {name: 1, "generationConfig": {name: 1}}


def test_what_is_no_number_and_what_stands_in_lists_stays() -> None:
    value = {"n": True, "tools": [{"n": 4}], "parameters": {"n": {"type": "integer"}}}
    assert bounded(value, tokens=8).body == value
    assert not bounded(value, tokens=8).has_bound


def test_a_bound_that_the_manifest_knows_is_added_and_none_other() -> None:
    recorded = Recorded(minimal={"model": "small-1", "messages": []})
    assert body(one(plan(recorded=recorded, max_requests=9), "valid-minimal"))["max_tokens"] == 16
    assert bounded({"a": 1}, tokens=8, known=frozenset({"a", "prompt"})).body == {"a": 1}


def test_one_call_asks_for_no_more_tokens_than_manifest_and_run_allow() -> None:
    manifest = manifest_of(probe="{max_output_tokens: 32}")
    assert one(plan(manifest, max_requests=9), "valid-minimal").tokens == 32
    assert one(plan(manifest, max_requests=9, max_output_tokens=5), "malformed-json").tokens == 0
    first = calls(plan(manifest, max_requests=9, max_output_tokens=5), "missing-required-field")
    assert [call.request is not None for call in first] == [True, False]
    assert first[0].tokens == 5
    assert "--max-output-tokens is 5" in first[1].because


def test_the_manifest_bounds_a_run_as_well() -> None:
    manifest = manifest_of(probe="{max_requests: 3}")
    assert len(plan(manifest).to_send) == 3
    assert "probe.max_requests is 3" in one(plan(manifest), "path-mistake").because
    assert len(plan(manifest, max_requests=2).to_send) == 2


def test_never_keeps_all_that_may_bill() -> None:
    found = plan(manifest_of(probe="{billable: never}"), max_requests=50, opted=("timeout",))
    assert [call.case for call in found.to_send] == FREE
    assert {
        call.because for call in found.calls if call.billing != "no" and call.verdict == "skipped" and call.because
    } == {"it may bill, and probe.billable is never"}


def test_a_case_is_skipped_with_the_reason() -> None:
    manifest = manifest_of(probe="{skip: [path-mistake]}")
    found = plan(manifest, Recorded(), skip=("auth-invalid",), max_requests=9)
    assert one(found, "path-mistake").because == "probe.skip of the manifest names it"
    assert one(found, "auth-invalid").because == "--skip names it"
    assert one(found, "auth-missing").because == "no recording: request.minimal names none"
    assert one(found, "valid-production").because == "no recording: request.production names none"
    assert one(found, "timeout").because == "only with `--with timeout`"
    assert [call.case for call in plan(cases=("auth-missing",)).to_send] == ["auth-missing"]
    assert one(plan(cases=("auth-missing",)), "malformed-json").because == "--cases does not name it"


def test_without_a_recording_what_needs_none_is_sent() -> None:
    found = plan(recorded=Recorded(), max_requests=9)
    assert [call.case for call in found.to_send] == ["malformed-json", "path-mistake"]
    assert body(one(found, "path-mistake")) == {"max_tokens": 16}


def test_a_contract_without_a_credential_has_no_cases_of_it() -> None:
    found = plan(manifest_of(auth="none"))
    assert one(found, "auth-missing").because == "the contract needs no credential"
    assert all(call.request and call.request.presented == "none" for call in found.to_send)


def test_a_get_needs_no_recording_where_the_manifest_says_all() -> None:
    found = plan(manifest_of(GET), Recorded(), max_requests=9)
    minimal = one(found, "valid-minimal").request
    assert minimal is not None
    assert (minimal.path, minimal.query, minimal.body, minimal.media_type) == (
        "/v1/jobs/job%2F7/files", (("limit", "5"),), b"", "",
    )  # fmt: skip
    assert one(found, "malformed-json").because == "the call has no body"
    missing = one(found, "missing-required-field")
    assert missing.about == "limit"
    assert missing.request
    assert missing.request.query == ()
    unknown = one(found, "unknown-resource").request
    assert unknown
    assert unknown.path == "/v1/jobs/driftwatch-no-such-job-id/files"
    mistake = one(found, "path-mistake").request
    assert mistake
    assert mistake.path == "/v1/jobs/job%2F7/files-driftwatch-no-such"


def test_a_key_in_the_query_is_never_part_of_a_plan() -> None:
    recorded = Recorded(minimal={"job_id": "j", "limit": [1, 2], "api_key": "anything"})
    minimal = one(plan(manifest_of(GET), recorded, max_requests=9), "valid-minimal").request
    assert minimal is not None
    assert minimal.query == (("limit", "1"), ("limit", "2"))


def test_a_path_whose_parameter_nobody_knows_is_not_called() -> None:
    manifest = manifest_of(GET, identifiers="[]")
    found = plan(manifest, Recorded(), max_requests=9)
    assert not found.to_send
    assert "{job_id}" in one(found, "auth-missing").because


def test_a_header_that_authenticates_is_never_written_from_the_manifest() -> None:
    manifest = manifest_of(
        headers="{authorization: a, Content-Type: text/plain, X-Org: {env: ORG}, X-Trace: {required: product}}"
    )
    found = plan(manifest)
    assert {name for call in found.to_send if call.request for name, _ in call.request.headers} == set()
    assert len(found.to_send) == 4


def test_a_header_that_the_api_demands_and_nobody_knows_is_told() -> None:
    found = plan(manifest_of(headers="{X-Org: {required: api}}"))
    assert not found.to_send
    assert one(found, "auth-missing").because == "nothing says what the header X-Org holds"


UPLOAD = """\
driftwatch: 1
contract: POST /v1/uploads
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/uploads
accessed: 2026-11-20
auth: {header: X-Api-Key, env: UPLOAD_KEY}
request: {content_type: multipart/form-data, minimal: upload.json, fields: {file: string, purpose: string}}
response: [id]
owner: llm
"""
FILES = Recorded(minimal={"file": "@cat.png", "purpose": 'a"b'}, files={"cat.png": b"\x89PNG\r\n"})


def test_files_are_sent_in_parts_and_a_wrong_boundary_is_what_is_malformed() -> None:
    found = plan(manifest_of(UPLOAD), FILES, max_requests=9)
    minimal, malformed = one(found, "valid-minimal").request, one(found, "malformed-json").request
    assert minimal
    assert malformed
    boundary = minimal.media_type.partition("; boundary=")[2].encode()
    assert minimal.body.count(b"--" + boundary) == 3
    assert minimal.body.endswith(b"--" + boundary + b"--\r\n")
    assert b'name="file"; filename="cat.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n' in minimal.body
    assert b'name="purpose"\r\n\r\na"b' in minimal.body
    assert malformed.body == minimal.body
    assert malformed.media_type.partition("; boundary=")[2].encode() not in malformed.body
    assert [call.about for call in calls(found, "missing-required-field")] == ["file", "purpose"]


def test_a_form_is_sent_as_one() -> None:
    manifest = manifest_of(UPLOAD.replace("multipart/form-data", "application/x-www-form-urlencoded"))
    found = plan(manifest, Recorded(minimal={"file": ["a", "b"], "purpose": {"x": 1}}), max_requests=9)
    minimal = one(found, "valid-minimal").request
    assert minimal is not None
    assert parse_qs(minimal.body.decode()) == {"file": ["a", "b"], "purpose": ['{"x":1}']}
    assert one(found, "malformed-json").because == "application/x-www-form-urlencoded cannot be malformed"


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=4))
def test_no_name_or_value_leaves_its_part(fields: dict[str, str]) -> None:
    made = encoded(fields, "multipart/form-data", {})
    boundary = made.media_type.partition("; boundary=")[2].encode()
    heads = [line for line in made.body.split(b"--" + boundary) if b"Content-Disposition" in line.split(b"\r\n\r\n")[0]]
    assert len(heads) == len(fields)
    assert all(head.split(b"\r\n\r\n")[0].count(b"\r\n") == 1 for head in heads)


def test_what_destroys_asks_for_what_nobody_has_and_is_valid_only_by_name() -> None:
    manifest = manifest_of(GET.replace("GET /v1", "DELETE /v1"))
    found = plan(manifest, Recorded(), max_requests=9)
    assert {call.request.path.split("/")[3] for call in found.to_send if call.request} == {"driftwatch-no-such-job-id"}
    assert one(found, "valid-minimal").because == "only with `--with valid-minimal`"
    meant = one(plan(manifest, Recorded(), max_requests=9, opted=("valid-minimal",)), "valid-minimal").request
    assert meant
    assert meant.path == "/v1/jobs/job%2F7/files"


def test_a_job_is_asked_about_by_its_id() -> None:
    manifest = manifest_of(probe="{poll: {path: '/v1/jobs/{job}', until: [done]}}")
    asked = polling(plan(manifest), "a/b", seconds=3)
    assert asked
    assert (asked.method, asked.path, asked.seconds) == ("GET", "/v1/jobs/a%2Fb", 3)
    assert polling(plan(), "a", seconds=3) is None


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice(cases=("auth-mising",)), "did you mean"),
        (Choice(skip=("x",)), "there is no case 'x'"),
        (Choice(opted=("timeouts",)), "did you mean"),
        (Choice(cases=("upstream-5xx",)), "never provoked"),
        (Choice(cases=("timeout",), skip=("timeout",)), "leaves no case"),
    ],
)
def test_a_case_that_there_is_not_is_told(choice: Choice, says: str) -> None:
    with pytest.raises(UsageError) as told:
        check_names(choice)
    assert says in f"{told.value.message} {told.value.hint}"


values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10_000) | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["model", "n", "max_tokens", "messages", "stream", "x"]), below, max_size=4)
    ),
    max_leaves=12,
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "max_requests": st.integers(0, 12),
        "max_output_tokens": st.integers(0, 60),
        "cases": st.lists(st.sampled_from([case.name for case in CASES]), max_size=4).map(tuple),
        "skip": st.lists(st.sampled_from([case.name for case in CASES]), max_size=2).map(tuple),
        "opted": st.sampled_from([(), ("timeout",)]),
    },
)


@given(minimal=values, production=values, choice=choices, billable=st.sampled_from(["opt-in", "never"]))
def test_whatever_is_recorded_nothing_bills_without_a_budget_and_the_free_comes_first(
    minimal: Any, production: Any, choice: dict[str, Any], billable: str
) -> None:
    manifest = manifest_of(probe=f"{{billable: {billable}}}")
    found = plan(manifest, Recorded(minimal=minimal, production=production), **choice)
    order = [call.billing for call in found.to_send]
    dear = [call for call in found.to_send if call.billing != "no"]
    assert order == sorted(order, key=lambda one: one != "no")
    assert not dear or (choice.get("max_requests") and billable == "opt-in")
    assert len(found.to_send) <= (choice.get("max_requests") or 50)
    if choice.get("max_output_tokens"):
        assert sum(call.tokens for call in dear) <= choice["max_output_tokens"]
    for call in found.calls:
        assert (call.request is None) == bool(call.because)
        assert call.request is None or all(name.lower() != "authorization" for name, _ in call.request.headers)
        assert call.request is None or call.case not in choice.get("skip", ())


def test_a_part_of_a_budget_charges_the_whole() -> None:
    whole = Budget(requests=3)
    one_part, other = whole.within(2), whole.within(0)
    call = PlannedCall(case="valid-minimal", billing="yes", tokens=4)
    assert [one_part.charge(call), one_part.charge(call)] == ["", ""]
    assert "probe.max_requests is 2" in one_part.charge(call)
    assert other.charge(call) == ""
    assert "--max-requests is 3" in other.charge(call)
    assert (whole.requests, whole.billable, whole.tokens, one_part.requests) == (3, 3, 12, 2)
    assert RECORDED.files == {}


def test_a_field_below_others_and_in_lists_is_left_out_as_well() -> None:
    fields = "{model: string, messages: array, messages.*.role: string, options.deep.x: string}"
    manifest = manifest_of(UPLOAD.replace("multipart/form-data", "application/json").replace(
        "{file: string, purpose: string}", fields,
    ))  # fmt: skip
    recorded = Recorded(minimal={**MINIMAL, "options": {"deep": {"x": "a", "y": "b"}}})
    missing = calls(plan(manifest, recorded, max_requests=9), "missing-required-field")
    found = {call.about: body(call) for call in missing}
    assert found["messages.*.role"]["messages"] == [{"content": "hi"}]
    assert found["options.deep.x"]["options"] == {"deep": {"y": "b"}}
    assert list(found) == ["model", "messages", "messages.*.role", "options.deep.x"]


def test_what_names_a_resource_is_found_in_identifiers_and_in_the_query() -> None:
    listing = GET.replace("/v1/jobs/{job_id}/files", "/v1/files").replace(
        "job_id: {type: string, in: path}", "voice_id: {in: query}"
    )
    listing = listing.replace("field: job_id", "field: voice_id")
    unknown = one(plan(manifest_of(listing), Recorded(), max_requests=9), "unknown-resource").request
    assert unknown
    assert ("voice_id", "driftwatch-no-such-voice-id") in unknown.query
    nothing = one(plan(manifest_of(UPLOAD), FILES, max_requests=9), "unknown-resource")
    assert nothing.because == "the call names no resource: list it under identifiers"
