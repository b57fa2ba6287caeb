"""A parameter whose pattern writes out several steps of a path: the calls are the same."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.rules.examples import findings_between

ANSWER = {"responses": {"200": {"description": "Fine."}}}


def told(*documents):
    sides = (snapshot_of_openapi(each, place="spec", label="side") for each in documents)
    return [(one.id, one.level) for one in findings_between(*sides)]


def api(paths):
    """Calls by path; each names the parameters of its path with their patterns."""
    known = {}
    for path, patterns in paths.items():
        steps = [
            {
                "name": name,
                "in": "path",
                "required": True,
                "schema": {"type": "string"} | ({"pattern": said} if said else {}),
            }
            for name, said in patterns.items()
        ]
        known[path] = {"get": ANSWER | {"parameters": steps, "operationId": path}}
    return {"openapi": "3.1.0", "info": {"title": "Shops", "version": "1"}, "paths": known}


APART = api({"/v1/shops/{shop}/boxes": {"shop": ""}, "/v1/shops/{shop}/boxes/{box}": {"shop": "", "box": ""}})


@pytest.mark.parametrize("ends", ["{}", "^{}$"])
def test_a_call_whose_steps_a_parameter_holds_now_is_the_same(ends):
    one, several = ends.format("shops/[^/]+"), ends.format("shops/[^/]+/boxes/[^/]+")
    new = api({"/v1/{parent}/boxes": {"parent": one}, "/v1/{name}": {"name": several}})
    assert {level for _, level in told(APART, new)} == {"info"}


@pytest.mark.parametrize("pattern", ["stores/[^/]+", "shops/.*", "shops/[a-z]+", "", "shops/([^/]+)"])
def test_a_call_whose_steps_its_pattern_does_not_write_out_is_another_one(pattern):
    found = told(APART, api({"/v1/{parent}/boxes": {"parent": pattern}}))
    assert ("api-path-removed-without-deprecation", "breaking") in found or ("endpoint-moved", "breaking") in found
    assert "endpoint-parametrized" not in {rule for rule, _ in found}
