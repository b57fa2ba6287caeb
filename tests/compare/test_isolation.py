"""A fault of ours in one owner: it is told as such, and all else is told as ever."""

import copy
import json

import pytest

from driftwatch.compare import compare as whole
from driftwatch.compare import comparison as comparing
from driftwatch.compare import failures
from driftwatch.compare.compare import compare
from driftwatch.compare.match import matching
from driftwatch.compare.pages import texts
from driftwatch.compare.schemas import shared
from driftwatch.compare.schemas import walk as schemas
from driftwatch.errors import InternalError, SnapshotError
from driftwatch.extract.openapi import document as openapi
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.facts import Parameter
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.rules import judge as judging
from driftwatch.rules.judge import documented_paths, judge
from tests.compare.page_snapshots import site
from tests.compare.wide_spec import wide_spec
from tests.rules.examples import entry, findings_between, readable

SPEC = wide_spec()
ORDERS, SEARCH = "POST /orders", "POST /search"


def changed():
    """The shop with one edit each in two operations, in two shared schemas and in a security scheme."""
    new = copy.deepcopy(SPEC)
    search = new["paths"]["/search"]["post"]
    search["requestBody"]["content"]["application/json"]["schema"]["properties"]["count"] = {"type": "boolean"}
    new["paths"]["/orders"]["post"]["responses"]["409"] = {"description": "No."}
    for name in ("Sent", "Got"):
        new["components"]["schemas"][name]["properties"]["text"] = {"type": "integer"}
    new["components"]["securitySchemes"]["key"]["name"] = "X-Token"
    return new


def snapshot(document, label="side"):
    return snapshot_of_openapi(document, place="spec", label=label)


def told(old=SPEC, new=None):
    return findings_between(snapshot(old), snapshot(changed() if new is None else new))


def names(findings):
    return sorted((one.id, one.operations) for one in findings)


def raising(real, wanted, error=KeyError):
    """Let a function raise where `wanted` says so of its arguments."""

    def made(*arguments, **keywords):
        if wanted(*arguments, **keywords):
            raise error("sk-live-secret of the poisoned one")
        return real(*arguments, **keywords)

    return made


def poison(monkeypatch, module, name, wanted, error=KeyError):
    monkeypatch.setattr(module, name, raising(getattr(module, name), wanted, error))


WITHOUT_FAULT = names(told())


def test_one_operation_that_cannot_be_compared_is_told_with_its_addresses_and_the_rest_as_ever(monkeypatch):
    poison(monkeypatch, comparing, "operation_changes", lambda pair, _: pair.owner.name == SEARCH)
    found = told()
    (failed,) = (one for one in found if one.id == "comparison-failed")
    assert ("warning", "operation", (SEARCH,)) == (failed.level, failed.area, failed.operations)
    assert ["request · application/json · count"] == failed.before == failed.after
    assert [row for row in WITHOUT_FAULT if SEARCH not in row[1]] == names(one for one in found if one is not failed)


def test_a_body_that_cannot_be_compared_leaves_the_other_parts_of_its_operation(monkeypatch):
    new = changed()
    new["paths"]["/search"]["post"]["deprecated"] = True
    poison(
        monkeypatch,
        comparing,
        "compare_fields",
        lambda *_, where, **__: where.owner.name == SEARCH and not where.status,
    )
    assert {"comparison-failed", "endpoint-deprecated"} == {one.id for one in told(new=new) if SEARCH in one.operations}


def test_one_schema_that_cannot_be_compared_is_told_for_the_operations_that_it_reaches(monkeypatch):
    poison(monkeypatch, shared, "compare_fields", lambda *_, where, **__: where.owner.name == "Sent")
    found = told()
    (failed,) = (one for one in found if one.id == "comparison-failed")
    assert ("Sent", (ORDERS,), ["schema · text"]) == (failed.schema, failed.operations, failed.after)
    lost = [("request-property-type-changed", (ORDERS,))]
    assert [row for row in WITHOUT_FAULT if row not in lost] == names(one for one in found if one is not failed)


@pytest.mark.parametrize("error", [KeyError, IndexError, RecursionError, AssertionError, InternalError])
def test_whatever_a_fault_raises_is_kept_with_its_owner(monkeypatch, error):
    poison(monkeypatch, schemas, "type_changes", lambda level: level.where.owner.name == "Sent", error)
    (failed,) = (one for one in told() if one.id == "comparison-failed")
    assert f"comparison: {error.__name__}" in failed.message


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError, SnapshotError])
def test_what_ends_a_run_on_purpose_still_ends_it(monkeypatch, error):
    poison(monkeypatch, schemas, "type_changes", lambda level: level.where.owner.name == "Sent", error)
    with pytest.raises(error):
        told()


def test_a_fault_is_the_same_finding_in_every_run_whatever_else_it_says(monkeypatch):
    def poisoned(new):
        with monkeypatch.context() as patch:
            poison(patch, comparing, "operation_changes", lambda pair, _: pair.owner.name == SEARCH)
            return {one.fingerprint for one in told(new=new) if one.id == "comparison-failed"}

    more = changed()
    more["paths"]["/search"]["post"]["summary"] = "Other words"
    more["paths"]["/search"]["post"]["parameters"] = [{"name": "q", "in": "query", "schema": {"type": "string"}}]
    assert 1 == len(poisoned(changed()))
    assert poisoned(changed()) == poisoned(more)


def test_no_report_says_what_the_exception_said(monkeypatch):
    poison(monkeypatch, comparing, "operation_changes", lambda *_: True)
    assert "secret" not in repr(told())


def test_the_details_of_a_fault_are_handed_on_once_for_each_owner(monkeypatch):
    poison(monkeypatch, comparing, "operation_changes", lambda pair, _: pair.owner.name == SEARCH)
    seen = []
    compare(snapshot(SPEC), snapshot(changed()), seen.append)
    assert [(Owner("operation", SEARCH), "comparison: KeyError")] == [(one.owner, one.kind) for one in seen]
    assert "secret" in str(seen[0].error)


@pytest.mark.parametrize("kind", ["apis", "operations", "pages", "schemas"])
def test_owners_that_cannot_be_matched_are_not_called_removed(monkeypatch, kind):
    new = changed()
    new["paths"]["/moved"] = new["paths"].pop("/join")
    poison(monkeypatch, comparing, f"match_{kind}", lambda *_: True)
    found = told(new=new)
    (failed,) = (one for one in found if one.id == "comparison-failed")
    assert (
        not {one.id for one in found} & {"api-path-removed-without-deprecation", "endpoint-added"}
        or kind != "operations"
    )
    assert ["POST /join"] == failed.before or kind != "operations"
    assert "request-property-type-changed" in {one.id for one in found}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (comparing, "path_shift"), (comparing, "document_changes"), (whole, "told_once"),
        (whole, "but_first_readings"), (comparing, "renamed_by_use"), (comparing, "shared_changes"),
    ],
)  # fmt: skip
def test_a_step_over_the_whole_source_that_fails_leaves_what_was_found(monkeypatch, module, name):
    poison(monkeypatch, module, name, lambda *_, **__: True)
    found = {one.id for one in told()}
    assert found >= {"comparison-failed", "response-non-success-status-added", "api-security-component-name-changed"}


def test_an_operation_of_a_file_whose_facts_cannot_be_made_is_left_out_of_both_sides(monkeypatch):
    """Its facts are made while snapshots are compared, also by steps that look at all operations at once."""
    poison(monkeypatch, openapi, "operation_facts", lambda *_, path, **__: path == "/search")
    new = changed()
    new["servers"][0]["url"] = "https://api.shop.example/v2"
    found = told(new=new)
    (failed,) = (one for one in found if one.id == "comparison-failed")
    assert (SEARCH,) == failed.operations
    assert "extraction: KeyError" in failed.message
    assert {"server-changed", "request-property-type-changed", "response-property-type-changed"} <= {
        one.id for one in found
    }


def test_references_that_cannot_be_made_do_not_take_the_shared_schemas_along(monkeypatch):
    monkeypatch.setattr(openapi, "_REFERENCES", openapi._KnownReferences())
    poison(monkeypatch, openapi._Reader, "_operation_references", lambda _, path, *__: path == "/pets")
    found = told()
    assert ("request-property-type-changed", (ORDERS,)) in names(found)
    assert ["POST /pets"] == [one.operations[0] for one in found if one.id == "comparison-failed"]


def test_a_stored_snapshot_that_is_damaged_is_no_fault_of_ours():
    def damaged():
        raise SnapshotError("not of a snapshot")

    broken = entry(Owner("operation", SEARCH), ())
    broken._facts, broken._load, broken.digest = None, damaged, "facts:other"
    one = Snapshot([entry(Owner("operation", SEARCH), ())], [readable("guide")])
    with pytest.raises(SnapshotError):
        compare(one, Snapshot([broken], [readable("guide")]))


def test_a_change_that_cannot_be_judged_is_told_where_it_stands(monkeypatch):
    poison(monkeypatch, judging, "sentence", lambda _, change, *__: change.kind == "response.added")
    found = told()
    (failed,) = (one for one in found if one.id == "comparison-failed")
    assert (ORDERS,) == failed.operations
    assert "judging: KeyError" in failed.message
    lost = [("response-non-success-status-added", (ORDERS,))]
    assert [row for row in WITHOUT_FAULT if row not in lost] == names(one for one in found if one is not failed)


def test_an_operation_whose_documented_path_cannot_be_read_has_the_name_of_its_key(monkeypatch):
    old, new = snapshot(SPEC), snapshot(changed())
    changes = compare(old, new)
    poison(monkeypatch, judging, "_documented", lambda owner, _: owner.name == ORDERS)
    paths = documented_paths(changes, old, new)
    assert ORDERS == paths[Owner("operation", ORDERS)]
    assert judge(changes, paths=paths)


def test_many_addresses_are_counted_not_listed(monkeypatch):
    def wide(kind):
        facts = tuple(
            Parameter(at=f"parameter · query · p{n}", name=f"p{n}", within="query", style=kind) for n in range(999)
        )
        return Snapshot([entry(Owner("operation", SEARCH), facts)], [readable("guide")])

    poison(monkeypatch, comparing, "operation_changes", lambda *_: True)
    (failed,) = findings_between(wide("form"), wide("deepObject"))
    assert ("and 799 more", 201) == (failed.after[-1], len(failed.after))


def test_the_addresses_tell_true_from_one_and_leave_evidence_out():
    def one(value, place):
        document = {"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": [
            {"name": "p", "in": "query", "schema": {"default": value}}]}}}}  # fmt: skip
        return snapshot_of_openapi(document, place=place, label="x").entries[Owner("operation", "GET /a")]

    assert (("parameter · query · p · $",),) * 2 == failures._differing(one(1, "a"), one(value=True, place="b"), None)
    assert ((), ()) == failures._differing(one(1, "a"), one(1, "b"), None)


def test_the_same_fault_gives_the_same_bytes(monkeypatch):
    poison(monkeypatch, matching, "_likeness", lambda *_: True)
    poison(monkeypatch, schemas, "keyword_changes", lambda level: "text" in level.task.path)
    new = changed()
    new["paths"]["/moved"] = new["paths"].pop("/join")
    assert repr(told(new=new)) == repr(told(old=json.loads(json.dumps(SPEC)), new=json.loads(json.dumps(new))))


def test_a_page_whose_words_cannot_be_compared_is_told_by_its_headings_and_the_others_as_ever(monkeypatch):
    pages = {place: f"# {place}\n\n## Limits\n\nSend it {{}}.\n" for place in ("boxes", "lids")}
    sides = [site(**{place: text.format(said) for place, text in pages.items()}) for said in ("early", "late")]
    poison(monkeypatch, texts, "_of_page", lambda page, *_: page.after == "boxes")
    found = judge(compare(*sides))
    (failed,) = (one for one in found if one.id == "comparison-failed")
    assert (["boxes > Limits"], ["boxes > Limits"]) == (failed.before, failed.after)
    assert "boxes" in failed.message
    assert [(one.id, one.sources[0].url) for one in found if one is not failed] == [
        ("page-text-changed", "https://docs.example.com/lids")
    ]
