"""Pages whose boxes say by their classes what each part of a schema is, as bootprint and Spectacle write them."""

import pytest

from driftwatch.model.facts import UNSET, Field, Parameter, Response
from driftwatch.platforms.generated.schema_boxes import openapi_of_schema_boxes
from tests.platforms.embedded_facts import facts, field

DEFINED = """
<h2>Schema definitions</h2>
<div id="definition-Barge" class="panel panel-definition"><h3><a name="/definitions/Barge"></a>Barge:
<span class="json-property-type"><span class="json-property-type">object</span></span></h3>
<div class="panel-body"><section class="json-schema-properties"><dl>
<dt data-property-name="name"><span class="json-property-name">name:</span>
<span class="json-property-type">string</span><span class="json-property-format">(slug)</span>
<span class="json-property-required"></span></dt>
<dd><p>What it is called.</p><div class="json-inner-schema"></div></dd>
<dt data-property-name="load"><span class="json-property-name">load:</span>
<span class="json-property-type">object</span></dt>
<dd><div class="json-inner-schema"><section class="json-schema-properties"><dl>
<dt data-property-name="tons"><span class="json-property-name">tons:</span>
<span class="json-property-type">integer</span>
<span class="json-property-default-value">4</span></dt><dd></dd></dl></section></div></dd>
<dt data-property-name="locks"><span class="json-property-name">locks:</span>
<span class="json-property-type">Lock[]</span></dt>
<dd><div class="json-inner-schema"><section class="json-schema-array-items"><span class="json-property-type">
<a class="json-schema-ref" href="#/definitions/Lock">Lock</a></span></section></div></dd>
</dl></section></div></div>
<div id="definition-Lock" class="panel panel-definition"><h3><a name="/definitions/Lock"></a>Lock:</h3>
<div class="panel-body"><section class="json-schema-allOf">
<section class="json-schema-allOf-inherited"><ul>
<a class="json-schema-ref" href="#/definitions/Gate">Gate</a></ul></section>
<section class="json-schema-allOf-additional"><section class="json-schema-properties"><dl>
<dt data-property-name="state"><span class="json-property-name">state:</span>
<span class="json-property-type">string</span>
<span class="json-property-enum" title="Possible values">, x in {
<span class="json-property-enum-item">open</span>,
<span class="json-property-enum-item">shut</span> (default) }</span></dt>
<dd></dd>
<dt data-property-name="next"><span class="json-property-name">next:</span><span class="json-property-type">
<a class="json-schema-ref" href="#/definitions/Barge">Barge</a></span></dt><dd></dd>
</dl></section></section></section></div></div>
<div id="definition-Gate" class="panel panel-definition"><h3><a name="/definitions/Gate"></a>Gate:
<span class="json-property-type">object</span></h3></div>
"""
BOOTPRINT = """
<div id="operation--barges--id--post" class="panel"><div class="panel-heading">
<h3 class="panel-title"><span class="operation-name">POST</span> <strong>/barges/{id}</strong></h3></div>
<section class="sw-request-body"><span class="label label-default">application/json</span><div class="sw-request-model">
<a class="json-schema-ref" href="#/definitions/Barge">Barge</a></div></section>
<section class="sw-request-params"><table><tbody><tr><td>id</td><td><p>Which.</p></td><td>path</td>
<td><span class="json-property-type">integer</span><span class="json-property-format">(int64)</span></td>
<td><span class="json-property-required"></span></td></tr></tbody></table></section>
<section class="sw-responses"><dl><dt class="sw-response-201">201 Created</dt><dd><p>Afloat.</p>
<div class="sw-response-model"><section class="json-schema-array-items"><span class="json-property-type">
<a class="json-schema-ref" href="#/definitions/Barge">Barge</a></span></section></div></dd>
<dt class="sw-response-409">409 Conflict</dt><dd><p>It sank.</p></dd></dl></section></div>
"""
SPECTACLE = """
<div id="operation--barges--id--post" class="operation panel">
<h2 class="operation-title"><span class="operation-summary">Add a barge</span></h2>
<section class="swagger-operation-path"><span class="operation-method">POST</span>
<span class="operation-path">/barges/{id}</span></section>
<section class="swagger-request-body"><div class="prop-row"><div class="swagger-request-model"><span class="">
<a class="json-schema-ref" href="#/definitions/Barge">Barge</a></span></div></div></section>
<section class="swagger-request-params"><div class="prop-row prop-group"><div class="prop-name">
<div class="prop-title">id: <span class="prop-type"><span class="json-property-type">integer</span>
<span class="json-property-format">(int64)</span></span></div><span class="json-property-required"></span>
<div class="prop-subtitle"> in path </div></div></div></section>
<section class="swagger-responses"><div class="prop-row prop-group"><div class="prop-title">201 Created</div>
<div class="prop-ref"><span class="json-schema-ref-array">
<a class="json-schema-ref" href="#/definitions/Barge">Barge</a></span></div></div>
<div class="prop-row prop-inner"><div class="prop-name">type</div><div class="prop-value">
<span class="json-property-type">
<span class="json-schema-ref-array"><a class="json-schema-ref" href="#/definitions/Barge">Barge</a>
</span></span></div></div>
<div class="prop-row prop-group"><div class="prop-title">409 Conflict</div><div class="prop-value">It sank.</div></div>
</section></div>
<table class="table"><tr><th>Security</th></tr><tr><td>basicAuth</td><td>string</td></tr></table>
"""
OLDER = SPECTACLE.replace(
    SPECTACLE[
        SPECTACLE.index('<div class="prop-title">id: ') : SPECTACLE.index(
            '</div></div></section>\n<section class="swagger-resp'
        )
    ],
    """<div class="prop-title">id</div><span class="json-property-required"></span></div></div>
<div class="prop-row prop-inner"><div class="prop-name param-label">type</div><div class="prop-value">
<span class="json-property-type">integer</span><span class="json-property-format">(int64)</span></div></div>
<div><div class="prop-row prop-inner"><div class="prop-name param-label">in</div><div class="prop-value">path</div>""",
)
CALL = "POST /barges/{}"


@pytest.mark.parametrize("call", [BOOTPRINT, SPECTACLE, OLDER])
def test_a_call_has_its_parameters_its_body_and_its_answers(call: str) -> None:
    found = facts(call + DEFINED)[CALL]
    parameters = [fact for fact in found.values() if isinstance(fact, Parameter)]
    assert [(each.name, each.within, each.required) for each in parameters] == [("id", "path", True)]
    assert field(call + DEFINED, CALL, "parameter · path · id · $").format == "int64"
    assert field(call + DEFINED, CALL, "request · application/json · $").ref == "Barge"
    assert field(call + DEFINED, CALL, "response · 201 · application/json · []").ref == "Barge"
    assert sorted(fact.status for fact in found.values() if isinstance(fact, Response)) == ["201", "409"]
    assert not any("409" in at and isinstance(fact, Field) for (_, at), fact in found.items())


def test_fields_of_definitions_are_nested_as_their_boxes() -> None:
    name, load, tons = (field(BOOTPRINT + DEFINED, "Barge", f"schema · {at}") for at in ("name", "load", "load.tons"))
    assert (name.required, name.format, load.required) == (True, "slug", False)
    assert (tons.type, tons.default) == (("integer",), 4)
    assert field(BOOTPRINT + DEFINED, "Barge", "schema · locks[]").ref == "Lock"


def test_what_all_of_it_is_made_of_is_referred_to() -> None:
    found = facts(BOOTPRINT + DEFINED)["Lock"]
    states = [fact for (_, at), fact in found.items() if isinstance(fact, Field) and at.endswith("state")]
    assert [(each.enum, each.default) for each in states] == [(("open", "shut"), "shut")]
    refs = {
        at.removeprefix("schema · "): fact.ref
        for (_, at), fact in found.items()
        if isinstance(fact, Field) and fact.ref
    }
    assert sorted(refs.values()) == ["Barge", "Gate"]
    assert next(at for at, ref in refs.items() if ref == "Barge").endswith("next")


def test_a_type_that_the_page_does_not_define_says_nothing() -> None:
    lost = BOOTPRINT + DEFINED.replace("/definitions/Gate", "/definitions/Lost").replace('name="/definitions/Lost"', "")
    assert not any(isinstance(fact, Field) and fact.ref == "Lost" for fact in facts(lost)["Lock"].values())


def test_a_value_that_is_none_of_its_type_stays_as_it_is_written() -> None:
    page = BOOTPRINT + DEFINED.replace(">4<", ">four<")
    assert field(page, "Barge", "schema · load.tons").default == "four"
    for said in ("NaN", "1e999"):
        page = BOOTPRINT + DEFINED.replace(">4<", f">{said}<").replace(
            ">integer</span>\n<span class", ">number</span>\n<span class"
        )
        assert field(page, "Barge", "schema · load.tons").default == said
    assert field(BOOTPRINT + DEFINED, "Barge", "schema · name").default is UNSET


@pytest.mark.parametrize(
    "text",
    [
        DEFINED,
        BOOTPRINT.replace("json-property-type", "type"),
        BOOTPRINT.replace('id="operation-', 'id="call-'),
        BOOTPRINT.replace("POST", "Add"),
        BOOTPRINT.replace("/barges/{id}</strong>", "barges</strong>"),
    ],
)
def test_other_pages_are_left_alone(text: str) -> None:
    assert openapi_of_schema_boxes(f"<html><body>{text}</body></html>") is None


def test_a_page_that_nests_without_end_is_read_as_far_as_others_are() -> None:
    deep = '<section class="json-schema-array-items">' * 3_000
    assert openapi_of_schema_boxes(BOOTPRINT.replace('<div class="sw-request-model">', deep) + DEFINED) is not None
