import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import ManifestError, UsageError
from driftwatch.extract.data.yaml import read_yaml
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.manifests.check.check import check
from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.file.rewriting import Reviewed, recorded
from driftwatch.manifests.file.yaml_text import flow, scalar
from driftwatch.manifests.recordings import body_of
from driftwatch.manifests.scaffold.manifest import Wanted, file_name, scaffold
from driftwatch.model.facts import AnyFact
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from tests.manifests.documentation import PAGE, TODAY, snapshot

RULES = [
    {"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, "retry": "yes"},
    {
        "fact": "error-rule",
        "at": "error-rule · 500 with error.code: invalid_request",
        "signal": "500 with error.code: invalid_request",
        "status": 500,
        "retry": "no",
    },
]


def wanted(**more):
    return Wanted(**{"operation": "POST /things", "accessed": TODAY, "owner": "things-team", **more})


def test_what_is_written_lints_and_agrees_with_the_documentation():
    documentation = snapshot(pages=RULES)
    text = scaffold(documentation, wanted())
    found = lint(text.encode(), file="m.yaml", today=TODAY)
    assert () == found.errors
    assert () == check(found.manifests, documentation, today=TODAY)


def test_what_the_documentation_does_not_say_is_unknown_with_a_todo():
    text = scaffold(snapshot(), wanted(owner=""))
    assert "environment: unknown  # TODO" in text
    assert "owner: unassigned  # TODO" in text
    assert "errors: unknown  # TODO" in text


def test_error_rules_become_cases_and_the_specific_one_has_its_body():
    value = yaml.safe_load(scaffold(snapshot(pages=RULES), wanted()))
    cases = value["errors"]["cases"]
    assert {"status": 429, "retry": "backoff", "evidence": "documented"} == cases["rate-limited"]
    expected = {"error.code": "invalid_request"}
    assert (expected, "never") == (
        cases["x-invalid-request-as-500"]["body"],
        cases["x-invalid-request-as-500"]["retry"],
    )


def coded(signal, status, retry, meaning):
    return {
        "fact": "error-rule", "at": f"error-rule · {signal}", "place": "Codes", "signal": signal, "status": status,
        "meaning": meaning, "retry": retry,
    }  # fmt: skip


def test_rows_that_are_named_by_a_code_become_the_cases_that_their_words_tell():
    rules = [
        coded("missing_key", 401, "no", "No key was sent, or it has expired."),
        coded("no_funds", 402, "no", "The wallet cannot pay."),
        coded("name_taken", 409, "no", "There is one of this name."),
        coded("too_many_requests", 429, "yes", "Wait for the time in Retry-After."),
        coded("internal", 500, "yes", "Something broke."),
        coded("Carrier down", 503, "yes", "Nobody answers."),
    ]
    cases = yaml.safe_load(scaffold(snapshot(pages=rules), wanted()))["errors"]["cases"]
    never, documented = {"retry": "never", "evidence": "documented"}, {"evidence": "documented"}
    assert cases["auth-missing"] == cases["auth-invalid"] == {"status": 401, **never}
    assert cases["quota-exhausted"] == {"status": 402, **never}
    assert cases["rate-limited"] == {"status": 429, "retry": "after-header", **documented}
    assert cases["upstream-5xx"] == {"status": [500, 503], "retry": "backoff", **documented}
    assert {name for name, one in cases.items() if one.get("status") == 409} == set()


def test_the_error_format_is_that_of_the_operation_where_others_share_its_schema_and_a_page_shows_more():
    failure = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    call = {"responses": {"200": {"description": "ok"}, "400": {"description": "no", **failure}}}
    schema = {"type": "object", "properties": {"code": {"type": "string"}}}
    described = {
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "components": {"schemas": {"Error": schema}}, "paths": {"/things": {"post": call, "get": call}},
    }  # fmt: skip
    read = snapshot_of_openapi(described, place="things", label="docs", url=PAGE)
    example = [
        {"fact": "field", "at": f"error-envelope · {at}", "place": "Errors", "stated_by": "example", "type": ["string"]}
        for at in ("code", "trace")
    ]
    page = entry_of(Owner("page", "errors"), ("errors",), msgspec.convert(example, tuple[AnyFact, ...]))
    documents = [*read.documents.values(), Document(path="errors", url="https://docs.example.com/errors")]
    documentation = Snapshot([*read.entries.values(), page], documents, label="docs")
    text = scaffold(documentation, wanted(base_url="https://api.example.com"))
    assert list(yaml.safe_load(text)["errors"]["fields"]) == ["code"]
    found = lint(text.encode(), file="m.yaml", today=TODAY)
    assert [one.what for one in check(found.manifests, documentation, today=TODAY)] == []


def test_recordings_keep_only_the_fields_that_they_hold():
    text = scaffold(snapshot(), wanted(request={"name": "a"}, response={"id": "x", "debug": True}))
    value = yaml.safe_load(text)
    assert ["name"] == list(value["request"]["fields"])
    assert ["id"] == list(value["response"]["fields"])
    assert "# debug: {type: boolean, documented: false}  # TODO recorded, but not documented" in text


def test_a_recording_with_a_credential_is_refused_without_repeating_it():
    with pytest.raises(ManifestError) as caught:
        body_of('{"a": {"b": ["sk-' + 'a1B2c3D4e5F6g7H8i9J0"]}}', file="r.json")
    assert "r.json: the value at a.b.* looks like a credential (value hidden)" == caught.value.message


def test_variants_are_written_unused_and_one_can_be_chosen():
    documentation = snapshot(variant={"size": {"type": "string"}})
    both = yaml.safe_load(scaffold(documentation, wanted()))
    assert {"first": False, "other": False} == {name: one["used"] for name, one in both["variants"].items()}
    one = yaml.safe_load(scaffold(documentation, wanted(variant="other")))
    assert ("variants" not in one, ["size"]) == (True, list(one["response"]["fields"]))


def test_an_operation_that_is_not_documented_names_what_is_close():
    with pytest.raises(UsageError) as caught:
        scaffold(snapshot(), wanted(operation="POST /thing"))
    assert "POST /things" in caught.value.hint


@pytest.mark.slow
@given(st.recursive(st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text()), st.lists, max_leaves=5))
def test_any_text_is_written_so_that_it_is_read_back(value):
    assert {"a": value} == read_yaml(f"a: {flow(value)}\n")


@given(st.text(min_size=1))
def test_any_key_is_written_so_that_it_is_read_back(name):
    assert {name: 1} == read_yaml(f"{scalar(name)}: 1\n")


def test_a_file_is_named_after_its_operation():
    assert "post-v1-videos-id-remix.yaml" == file_name("POST /v1/videos/{id}/remix")


HAND_WRITTEN = f"""\
# why this exists
driftwatch: 1
contract: POST /things   # the only one
base_url: "https://api.example.com"
environment: production
docs:
    - url: {PAGE}
      covers: [endpoint,   auth]
accessed: 2026-05-01  # read by two
auth: 'Bearer $KEY'
request: [ name ]
response: [id]

owner: things-team
"""


def test_a_review_changes_its_own_lines_and_nothing_else():
    reviewed = Reviewed(
        contract="POST /things", accessed=TODAY, by="jonas", ref="PR 1", snapshot="a" * 64, pages={PAGE: "b" * 64}
    )
    again = recorded(HAND_WRITTEN, reviewed, file="m.yaml")
    kept = [line for line in HAND_WRITTEN.splitlines() if "accessed" not in line]
    assert [] == [line for line in kept if line not in again.splitlines()]
    value = yaml.safe_load(again.replace(TODAY, f"'{TODAY}'"))
    assert {"by": "jonas", "at": TODAY, "ref": "PR 1", "snapshot": f"sha256:{'a' * 64}"} == value["review"]
    assert (TODAY, f"sha256:{'b' * 64}") == (value["accessed"], value["docs"][0]["snapshot"])
    assert f"accessed: {TODAY}  # read by two" in again
    assert "# why this exists" in again
    assert not lint(again.encode(), file="m.yaml", today=TODAY).errors
    assert again.replace("\n", "\r\n") == recorded(HAND_WRITTEN.replace("\n", "\r\n"), reviewed, file="m.yaml")
    mixed = [text.replace("# why this exists\n", "# why this exists\r\n") for text in (HAND_WRITTEN, again)]
    assert mixed[1] == recorded(mixed[0], reviewed, file="m.yaml")
