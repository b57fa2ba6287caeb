import json

import pytest

from driftwatch.errors import ManifestError
from driftwatch.testing import ContractError, contracts_in
from tests.manifests.documentation import snapshot, text_of

PARTS = {
    "request": {"fields": {"name": "string", "tags.*": "string", "note": {"type": "string", "required": "optional"}}},
    "response": {"fields": {"id": "string", "items.*.text": {"type": ["string", "null"]}}},
    "errors": {
        "fields": {"error.code": "string"},
        "cases": {
            "x-invalid": {
                "status": 500,
                "body": {"error.code": "invalid_request"},
                "retry": "never",
                "evidence": "documented",
            },
            "upstream-5xx": {"status": "5xx", "retry": "backoff", "evidence": "documented"},
        },
    },
}
BODY = {"id": "x", "items": [{"text": None}, {"text": "a"}]}


@pytest.fixture
def contract(tmp_path):
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "things.yaml").write_bytes(text_of(PARTS))
    found = contracts_in(tmp_path / "contracts", root=tmp_path, snapshot=snapshot())
    return found.get("POST /things")


def broken(call, *arguments):
    with pytest.raises(ContractError) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_response_that_holds_what_is_read_passes(contract):
    contract.assert_reads(BODY)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"items": []}, "`id` is absent"),
        ({"id": 7, "items": []}, "`id` is integer, not string"),
        ({"id": "x", "items": [{"text": "a"}, {}]}, "`items.*.text` is absent"),
        ({"id": "x", "items": [{"text": {"secret": 1}}]}, "`items.*.text` is object, not null or string"),
        ([], "`id` is absent"),
    ],
)
def test_a_response_that_lacks_what_is_read_fails_by_name(contract, body, expected):
    text = broken(contract.assert_reads, body)
    assert text.startswith("POST /things [reads]: ")
    assert expected in text
    assert "secret" not in text


def test_a_request_with_a_field_that_is_not_listed_fails(contract):
    contract.assert_request({"name": "a", "tags": ["b"]})
    assert "`size` is sent and not listed" in broken(contract.assert_request, {"name": "a", "tags": [], "size": 1})


def test_a_field_that_the_documentation_lost_fails(tmp_path):
    (tmp_path / "things.yaml").write_bytes(text_of({"response": ["id", "gone"]}))
    contract = contracts_in(tmp_path, root=tmp_path, snapshot=snapshot()).get("POST /things")
    assert "`gone`" in broken(contract.assert_documented)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "the URL is empty"),
        (None, "the URL is empty"),
        ("api.example.com", "malformed"),
        ("https://$HOST", "placeholder"),
        ("https://me:pw@api.example.com", "carries credentials"),
        ("https://staging.example.com", "looks like a non-production host"),
        ("https://other.example.com", "not the one that the manifest names"),
    ],
)
def test_a_target_that_is_wrong_fails_and_is_not_repeated(contract, url, expected):
    text = broken(contract.assert_target, url)
    assert expected in text
    assert "pw" not in text


def test_the_right_target_passes(contract):
    contract.assert_target("https://api.example.com/", "/things")
    assert "the path is empty" in broken(contract.assert_target, "https://api.example.com", "")


def test_the_most_specific_case_decides_the_retry(contract):
    assert ("never", "x-invalid") == contract.retry_for(500, {"error": {"code": "invalid_request"}})
    assert ("backoff", "upstream-5xx") == contract.retry_for(500, {"error": {"code": "other"}})
    assert ("unknown", "") == contract.retry_for(418)


def test_each_read_field_is_taken_out_once(contract):
    assert [
        ("id", {"items": [{"text": None}, {"text": "a"}]}),
        ("items.*.text", {"id": "x", "items": [{}, {}]}),
    ] == list(contract.without_each_read(BODY))
    assert {"id": "x", "items": [{"text": None}, {"text": "a"}]} == BODY


def har(response, *, status=200, url="https://api.example.com/things"):
    entry = {
        "request": {"method": "POST", "url": url, "postData": {"text": json.dumps({"name": "a", "tags": ["b"]})}},
        "response": {"status": status, "content": {"text": json.dumps(response)}},
    }
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}})


CASSETTE = """\
interactions:
- request:
    body: '{"name": "a", "tags": []}'
    method: POST
    uri: https://api.example.com/things
  response:
    body: {string: '{"id": "x", "items": [{"text": 3}]}'}
    status: {code: 200, message: OK}
version: 1
"""


def test_recordings_in_three_forms_are_read(contract, tmp_path):
    (tmp_path / "good.json").write_text(json.dumps(BODY))
    (tmp_path / "good.har").write_text(har(BODY))
    (tmp_path / "bad.har").write_text(har({"items": []}))
    (tmp_path / "error.har").write_text(har({"error": {"code": 3}}, status=500))
    (tmp_path / "other.har").write_text(har({}, url="https://api.example.com/others"))
    (tmp_path / "bad.yaml").write_text(CASSETTE)
    contract.assert_recording("good.json")
    contract.assert_recording("good.har")
    assert "`id` is absent" in broken(contract.assert_recording, "bad.har")
    assert "`error.code` is integer" in broken(contract.assert_recording, "error.har")
    assert "holds no call of this operation" in broken(contract.assert_recording, "other.har")
    assert "`items.*.text` is integer" in broken(contract.assert_recording, "bad.yaml")


def test_a_recording_with_a_credential_fails_without_repeating_it(contract, tmp_path):
    (tmp_path / "leak.json").write_text(json.dumps({**BODY, "key": "sk-a1B2c3D4e5F6g7H8i9J0"}))
    text = broken(contract.assert_recording, "leak.json")
    assert "looks like a credential (value hidden)" in text
    assert "sk-a1" not in text


def test_an_operation_without_a_contract_says_how_to_write_one(tmp_path):
    (tmp_path / "things.yaml").write_bytes(text_of())
    with pytest.raises(ManifestError) as caught:
        contracts_in(tmp_path, root=tmp_path).get("GET /things")
    assert "driftwatch manifest init" in caught.value.hint
