"""Alternatives that need the same scheme with other scopes: any one of them is enough."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.rules.examples import findings_between

READ, WRITE, BOTH, OTHER = (
    [{"login": ["read"]}],
    [{"login": ["write"]}],
    [{"login": ["read", "write"]}],
    [{"login": ["other"]}],
)
KEY = [{"key": []}]
ADDED, REMOVED = ("api-security-scope-added", "breaking"), ("api-security-scope-removed", "info")
ACCEPTED, REFUSED = ("api-security-added", "info"), ("api-security-removed", "breaking")


def api(security):
    flows = {"clientCredentials": {"tokenUrl": "https://x.example/token", "scopes": dict.fromkeys("abc", "-")}}
    call = {"security": security, "responses": {"204": {"description": "Done."}}}
    schemes = {"login": {"type": "oauth2", "flows": flows}, "key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Store", "version": "1"},
        "paths": {"/boxes": {"get": call}},
        "components": {"securitySchemes": schemes},
    }
    return snapshot_of_openapi(document, place="spec", label="side")


def told(old, new):
    return sorted((one.id, one.level) for one in findings_between(api(old), api(new)))


@pytest.mark.parametrize(
    ("one", "other", "there", "back"),
    [
        (KEY + READ, KEY + READ + WRITE, [ACCEPTED], [REFUSED]),
        (READ, READ + WRITE + OTHER, [ACCEPTED, ACCEPTED], [REFUSED, REFUSED]),
        (READ + OTHER, WRITE + OTHER, [ADDED], [ADDED]),
        (READ + OTHER, BOTH + OTHER, [ADDED], [REMOVED]),
        (READ + WRITE, BOTH, [ADDED, ADDED], [REMOVED, REMOVED]),
        (READ + WRITE, WRITE + READ, [], []),
        (READ, READ + BOTH, [], []),
        (READ + READ, READ, [], []),
        (KEY, READ + WRITE, [REFUSED], [REFUSED, REFUSED]),
    ],
)
def test_an_alternative_that_comes_takes_no_other_one_away(one, other, there, back):
    assert there == told(one, other)
    assert back == told(other, one)


def test_alternatives_of_one_scheme_are_told_apart_by_their_scopes():
    (finding,) = findings_between(api(KEY + READ), api(KEY + READ + WRITE))
    assert "`login (write)`" in finding.message


def test_a_scope_in_place_of_another_one_is_told_once():
    (finding,) = findings_between(api(READ), api(WRITE))
    assert finding.message == "`GET /boxes` now needs the scope `write` of `login`, before `read`."
    assert [ADDED, REMOVED, REMOVED] == told([{"login": ["a", "b"]}], [{"login": ["c"]}])
