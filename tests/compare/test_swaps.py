"""One thing in place of another one is told once."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document


@pytest.mark.parametrize("own", [True, False])
def test_a_scheme_that_calls_need_in_place_of_another_one_is_told_with_what_they_need(own):
    def secured(name, scheme):
        demand = {"security": [{name: []}]}
        call = {"get": {"responses": {"204": {"description": "-"}}, **(demand if own else {})}}
        whole = {"openapi": "3.1.0", "info": {"title": "-", "version": "1"}, "paths": {"/things": call}}
        return {**whole, **({} if own else demand), "components": {"securitySchemes": {name: scheme}}}

    key = secured("key", {"type": "apiKey", "in": "header", "name": "X-Key"})
    bearer = secured("bearer", {"type": "http", "scheme": "bearer"})
    (kind,) = [change.kind for change in changes(key, bearer)]
    assert kind.endswith("security.requirement-removed")


def test_a_tag_in_place_of_another_one_is_told_once():
    old, new = (document({"tags": ["kept", tag]}) for tag in ("shelf", "Shelf"))
    assert [("operation.tag.removed", "shelf", "Shelf")] == [
        (change.kind, change.before, change.after) for change in changes(old, new)
    ]


@pytest.mark.parametrize("own", [True, False])
def test_proofs_to_choose_from_where_none_was_needed_are_one_edit(own):
    schemes = {name: {"type": "apiKey", "in": "header", "name": name} for name in ("key", "pass", "seal")}
    demand = {"security": [{name: []} for name in schemes]}

    def secured(**more):
        whole = document(more if own else {})
        return {**whole, **({} if own else more), "components": {"securitySchemes": schemes}}

    (added,) = changes(secured(), secured(**demand))
    assert (added.name, added.after) == ("key or pass or seal", [{"key": []}, {"pass": []}, {"seal": []}])
    (removed,) = changes(secured(**demand), secured())
    assert (removed.name, removed.before) == (added.name, added.after)


def _scoped(scope, needed):
    flows = {"clientCredentials": {"tokenUrl": "https://in.example/token", "scopes": {scope: "-", "kept": "-"}}}
    whole = document({"security": [{"login": needed}]})
    return {**whole, "components": {"securitySchemes": {"login": {"type": "oauth2", "flows": flows}}}}


def test_a_scope_that_a_scheme_has_in_place_of_another_one_is_told_once():
    (change,) = changes(_scoped("read", ["kept"]), _scoped("see", ["kept"]))
    assert (change.kind, change.before, change.after) == ("security-scheme.scope.removed", "read", "see")
    (change,) = changes(_scoped("read", ["read"]), _scoped("see", ["see"]))
    assert (change.kind, change.before, change.after) == ("security.scope-added", "read", "see")


@pytest.mark.parametrize("own", [True, False])
def test_the_name_of_a_scheme_that_is_only_spelled_anew_is_no_other_demand(own):
    def secured(*names):
        demand = {"security": [{name: []} for name in names]}
        return {**document(demand if own else {}), **({} if own else demand)}

    assert () == changes(secured("ApiKey"), secured("api_key"))
    assert () != changes(secured("ApiKey"), secured("ApiKeys"))
    assert () != changes(secured("ApiKey", "api-key"), secured("api_key"))


def _open_to(*alternatives):
    schemes = {name: {"type": "apiKey", "in": "header", "name": name} for name in ("key", "seal")}
    login = {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "https://in.example", "scopes": {"a": "-"}}}}
    whole = document({"security": [*alternatives, {}]})
    return {**whole, "components": {"securitySchemes": {**schemes, "login": login}}}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([{"key": []}, {"seal": []}], [{"key": []}]),
        ([{"key": []}, {"seal": []}], []),
        ([{"key": []}], [{"seal": []}]),
        ([{"key": []}], [{"key": [], "seal": []}]),
        ([{"login": []}], [{"login": ["a"]}]),
    ],
)
def test_proofs_to_choose_from_break_nobody_where_none_is_needed_before_and_after(old, new):
    found = judge(changes(_open_to(*old), _open_to(*new)))
    assert found
    assert {one.level for one in found if one.location == "security"} == {"info"}


def test_a_scheme_with_another_name_is_called_by_that():
    key, bearer = {"type": "apiKey", "in": "header", "name": "X-Key"}, {"type": "http", "scheme": "bearer"}

    def secured(named, *demands):
        whole = document({"security": list(demands)})
        return {**whole, "components": {"securitySchemes": {**named, "key": key}}}

    old, new = secured({"bearer": bearer}, {"key": []}), secured({"Bearer": bearer}, {"Bearer": []})
    (needed,) = [change for change in changes(old, new) if change.kind == "security.requirement-removed"]
    assert (needed.name, needed.after) == ("key", ["Bearer"])
    old, new = (secured({name: bearer}, {"Bearer": []}) for name in ("bearer", "Bearer"))
    assert [change.kind for change in changes(old, new)] == ["security-scheme.renamed"]


def test_what_an_operation_repeated_of_the_api_is_told_once_with_it():
    schemes = {name: {"type": "apiKey", "in": "header", "name": name} for name in ("key", "seal", "pass")}

    def secured(everywhere, **own):
        whole = document({})
        done = {"responses": {"204": {"description": "-"}}}
        calls = {
            f"/{path}": {"get": {**done, **({"security": [{own[path]: []}]} if path in own else {})}} for path in "abc"
        }
        demand = {"security": [{everywhere: []}]}
        return {**whole, **demand, "paths": calls, "components": {"securitySchemes": schemes}}

    def told(old, new):
        found = (change for change in changes(old, new) if "requirement" in change.kind)
        return [(change.kind, *(owner.name for owner in change.operations)) for change in found]

    assert told(secured("key", a="key", b="key"), secured("seal")) == [("global-security.requirement-removed",)]
    assert told(secured("key", a="key"), secured("seal", b="seal")) == [("global-security.requirement-removed",)]
    # Where each of them states something of its own, the API as a whole demands nothing of any.
    assert {kind for kind, *_ in told(secured("key", a="key", b="key", c="key"), secured("seal"))} == {
        "security.requirement-removed"
    }
    assert ("security.requirement-removed", "GET /a") in told(secured("key", a="pass"), secured("seal"))


def test_a_proof_that_must_be_given_now_and_another_one_that_may_be_are_two_edits():
    schemes = {name: {"type": "apiKey", "in": "header", "name": name} for name in ("key", "seal")}
    sides = [
        {**document({"security": alternatives}), "components": {"securitySchemes": schemes}}
        for alternatives in ([{"key": []}, {}], [{"key": []}, {"seal": []}])
    ]
    there, back = judge(changes(*sides)), judge(changes(*sides[::-1]))
    assert {(one.id, one.level) for one in there} == {
        ("api-security-became-required", "breaking"),
        ("api-security-added", "info"),
    }
    assert [one.before for one in there if one.id == "api-security-became-required"] == [False]
    assert {one.id for one in back} == {"api-security-became-optional", "api-security-removed"}
    assert {one.level for one in back} == {"info"}


def test_a_scheme_that_is_accepted_with_no_scope_any_more_is_told_once():
    scopes = {f"box.{number}": "-" for number in range(9)}
    flows = {"clientCredentials": {"tokenUrl": "https://in.example/token", "scopes": scopes}}
    schemes = {name: {"type": "oauth2", "flows": flows} for name in ("app", "user")}

    def open_to(*names):
        demand = [{name: [scope]} for name in names for scope in scopes]
        return {**document({"security": demand}), "components": {"securitySchemes": schemes}}

    (gone,) = changes(open_to("app", "user"), open_to("user"))
    assert (gone.kind, gone.name, gone.before) == ("security.requirement-removed", "app", {"app": []})
    assert len(changes(open_to("user"), open_to("app", "user"))) == len(scopes)
