"""Security schemes that say what means nothing of schemes of their type."""

import pytest

from tests.compare.schema_documents import document
from tests.compare.test_ends_and_alternatives import told

KEY = {"type": "apiKey", "name": "X-Key", "in": "header"}
LOGIN = {"type": "http", "scheme": "bearer"}
FLOW = {"clientCredentials": {"tokenUrl": "https://login.example.com/token", "scopes": {"read": "Read."}}}


def secured(scheme, name="login"):
    whole = document({"security": [{name: []}]})
    whole["components"]["securitySchemes"] = {name: scheme}
    return whole


@pytest.mark.parametrize(
    ("scheme", "more"),
    [
        (KEY, {"scheme": "apikey", "bearerFormat": "JWT"}),
        (KEY, {"openIdConnectUrl": "https://login.example.com", "flows": FLOW}),
        (LOGIN, {"name": "Authorization", "in": "header", "flows": FLOW}),
        ({"type": "oauth2", "flows": FLOW}, {"scheme": "bearer", "name": "token", "in": "query"}),
    ],
)
def test_what_says_nothing_of_a_scheme_of_this_type_is_no_change(scheme, more):
    for old, new in ((scheme, {**scheme, **more}), ({**scheme, **more}, scheme)):
        assert told(secured(old), secured(new)) == []
        assert told(secured(old), secured(new, "other")) == [("api-security-component-renamed", "info")]


def test_of_a_type_that_no_standard_knows_everything_may_count():
    other = {"type": "hmac", "scheme": "one"}
    assert told(secured(other), secured({**other, "scheme": "two"})) == [
        ("api-security-component-scheme-changed", "breaking")
    ]


def test_what_says_something_of_a_scheme_of_its_type_is_told():
    assert told(secured(LOGIN), secured({**LOGIN, "scheme": "basic"})) == [
        ("api-security-component-scheme-changed", "breaking")
    ]


@pytest.mark.parametrize(
    ("bare", "stated", "rule"),
    [
        ({"type": "oauth2", "flows": FLOW}, {"oauth2MetadataUrl": "https://login.example.com/m"}, "oauth-metadata-url"),
        (
            {"type": "oauth2", "flows": FLOW},
            {"flows": {"clientCredentials": {**FLOW["clientCredentials"], "refreshUrl": "https://login.example.com"}}},
            "oauth-refresh-url",
        ),
        ({"type": "openIdConnect"}, {"openIdConnectUrl": "https://login.example.com"}, "openid-url"),
    ],
)
def test_an_address_that_was_not_stated_sends_nobody_elsewhere(bare, stated, rule):
    old, new = secured(bare), secured({**bare, **stated})
    assert told(old, new) == [(f"api-security-component-{rule}-changed", "info")]
    assert told(new, old) == [(f"api-security-component-{rule}-changed", "warning")]


@pytest.mark.parametrize("key", ["tokenUrl", "refreshUrl"])
def test_an_address_that_is_null_is_not_stated(key):
    null, bare, stated = (
        secured({"type": "oauth2", "flows": {"clientCredentials": {"scopes": {}, **urls}}})
        for urls in ({key: None}, {}, {key: "https://login.example.com/x"})
    )
    assert told(null, bare) == told(bare, null) == []
    assert told(null, stated) == told(bare, stated) != []
    assert told(stated, null) == told(stated, bare) != []
    assert [level for _, level in (*told(null, stated), *told(stated, null))] == ["info", "warning"]
