"""What a security scheme sends may be listed as a parameter as well: who sends it is accepted either way."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.rules.folding import folded
from tests.compare.test_ends_and_alternatives import told
from tests.rules.examples import findings_between

KEY = {"type": "apiKey", "name": "X-Key", "in": "header"}
SCHEMES = {
    "key": (KEY, "x-key", "header"),
    "token": ({"type": "http", "scheme": "bearer"}, "Authorization", "header"),
    "login": ({"type": "openIdConnect", "openIdConnectUrl": "https://a.example/"}, "authorization", "header"),
    "query": ({"type": "apiKey", "name": "key", "in": "query"}, "key", "query"),
}


def call(scheme="", listed="", *, required=True, within="header", also=()):
    known = {**{name: one for name, (one, *_) in SCHEMES.items()}, "line": {"type": "mutualTLS"}}
    parameter = {"name": listed, "in": within, "required": required, "schema": {"type": "string"}}
    needed = {name: [] for name in (scheme, *also) if name}
    operation = {"responses": {"204": {"description": "-"}}}
    operation |= ({"parameters": [parameter]} if listed else {}) | ({"security": [needed]} if needed else {})
    return {
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": operation}}, "components": {"securitySchemes": known},
    }  # fmt: skip


@pytest.mark.parametrize("scheme", [*SCHEMES])
def test_a_parameter_that_becomes_credentials_breaks_nobody_who_sent_it(scheme):
    _, name, within = SCHEMES[scheme]
    listed, stated = call(listed=name, within=within), call(scheme)
    assert set(told(listed, stated)) == {("api-security-added", "info"), ("request-parameter-removed", "info")}
    assert {level for _, level in told(listed, call(scheme, name, within=within))} == {"info"}


@pytest.mark.parametrize("scheme", [*SCHEMES])
def test_credentials_that_are_listed_as_a_parameter_were_sent_before(scheme):
    _, name, within = SCHEMES[scheme]
    stated, both = call(scheme), call(scheme, name, within=within)
    assert told(stated, both) == [("new-required-request-parameter", "info")]
    assert told(both, stated) == [("request-parameter-removed", "info")]


def test_a_parameter_that_could_be_left_out_is_no_proof_that_all_sent_it():
    assert ("api-security-added", "breaking") in told(call(listed="X-Key", required=False), call("key"))


def test_credentials_that_need_more_than_the_parameter_are_new():
    assert ("api-security-added", "breaking") in told(call(listed="X-Key"), call("key", also=("token",)))
    assert ("api-security-added", "breaking") in told(call(listed="X-Key"), call("key", also=("line",)))
    assert ("api-security-added", "breaking") in told(call(listed="X-Key"), call("line"))
    assert ("api-security-added", "breaking") in told(call(listed="X-Other"), call("key"))


def test_another_parameter_is_new_whatever_the_credentials():
    assert ("new-required-request-parameter", "breaking") in told(call("key"), call("key", "X-Other"))
    assert ("new-required-request-parameter", "breaking") in told(call("key"), call("key", "key", within="query"))


def test_scopes_that_a_call_needs_besides_are_told_with_each_other():
    flow = {"tokenUrl": "https://a.example/t", "scopes": dict.fromkeys(("read", "write", "pay"), "-")}
    sides = []
    for scopes in (["read"], ["write", "pay"]):
        document = call("login")
        document["components"]["securitySchemes"]["login"] = {"type": "oauth2", "flows": {"clientCredentials": flow}}
        document["paths"]["/things"]["get"]["security"] = [{"login": scopes}]
        sides.append(snapshot_of_openapi(document, place="spec", label="side"))
    needed = [one for one in folded(findings_between(*sides)) if one.level == "breaking"]
    assert [[each.level for each in one.members] for one in needed] == [["breaking", "breaking", "info"]]
    assert "now needs the scope `pay` of `login`. The same holds for scope `write`. Info: " in needed[0].message


def test_a_key_in_the_header_of_bearers_may_be_one_by_another_name():
    def having(scheme):
        document = call("key")
        document["components"]["securitySchemes"]["key"] = scheme
        return document

    key, bearer = KEY | {"name": "authorization"}, {"type": "http", "scheme": "bearer"}
    assert told(having(key), having(bearer)) == [("api-security-component-type-changed", "warning")]
    assert told(having(bearer), having(key)) == [("api-security-component-type-changed", "warning")]
    assert told(having(KEY), having(bearer)) == [("api-security-component-type-changed", "breaking")]
    basic = {"type": "http", "scheme": "basic"}
    assert told(having(key), having(basic)) == [("api-security-component-type-changed", "breaking")]
    nowhere = {"type": "apiKey"}
    assert told(having(bearer), having(nowhere)) == [("api-security-component-type-changed", "breaking")]
