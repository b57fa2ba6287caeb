"""Links of responses: by what they lead to, not by how that is named."""

import copy

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.rules.examples import findings_between

LINK = {"operationId": "readThing", "parameters": {"id": "$response.body#/id"}}


def document(link=LINK, *, of="readThing", named=None):
    answer = {"responses": {"200": {"description": "-", "links": {"next": link}}}}
    thing = {"operationId": of, "responses": {"204": {"description": "-"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": answer}, "/things/{id}": {"get": thing}},
        "components": {"links": {"Next": named or LINK}},
    }


def told(old, new):
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return [(finding.id, finding.message) for finding in findings_between(*sides)]


def test_a_link_by_reference_or_by_pointer_is_the_same_link():
    pointing = {"operationRef": "#/paths/~1things~1%7Bid%7D/get", "parameters": LINK["parameters"]}
    for link in (pointing, {"$ref": "#/components/links/Next"}, {**LINK, "description": "Go on."}):
        assert [] == told(document(), document(link))


def test_a_link_that_is_kept_among_the_components_is_compared():
    kept = {"$ref": "#/components/links/Next"}
    changed = {**LINK, "requestBody": "$response.body"}
    assert [
        (
            "response-link-changed",
            'Link `next` of response `200` of `POST /things` now has `{"body":"$response.body"}` (was nothing).',
        )
    ] == told(document(kept), document(kept, named=changed))


def test_that_an_operation_has_another_id_is_told_of_the_operation_alone():
    new = document({**LINK, "operationId": "getThing"}, of="getThing")
    assert ["api-operation-id-removed"] == [name for name, _ in told(document(), new)]


def test_a_link_to_another_operation_is_told():
    found = told(document(), document({**LINK, "operationId": "dropThing"}))
    assert ["response-link-changed"] == [name for name, _ in found]


def test_a_link_to_an_operation_without_an_id_is_told_by_its_call():
    old, new = document(), document({"operationRef": "#/paths/~1things~1{id}/get"})
    for side in (old, new):
        del side["paths"]["/things/{id}"]["get"]["operationId"]
    (found,) = told(old, new)
    assert "GET /things/{id}" in found[1]


def test_of_a_link_that_leads_nowhere_nothing_else_is_told():
    new = document({"$ref": "#/components/links/Gone"})
    assert ["reference-unresolved"] == [name for name, _ in told(document(), new)]
    assert ["reference-resolved"] == [name for name, _ in told(new, document())]


def test_links_of_calls_made_back_are_compared():
    def calling(link):
        back = copy.deepcopy(document(link)["paths"]["/things"])
        whole = document()
        whole["paths"]["/things"]["post"]["callbacks"] = {"done": {"{$request.body#/url}": back}}
        return whole

    (found,) = told(calling(LINK), calling({**LINK, "server": {"url": "https://b.example.com"}}))
    assert found[0] == "response-link-changed"
