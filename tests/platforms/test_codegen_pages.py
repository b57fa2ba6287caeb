"""Pages of boxes whose calls link to models, as Swagger Codegen and OpenAPI Generator write them as `html`."""

import time

import pytest

from driftwatch.model.facts import UNSET, Field, Parameter, Response
from driftwatch.platforms.generated.codegen_pages import openapi_of_boxes
from tests.platforms.embedded_facts import facts, field

CALLS = """
<h2><a name="__Methods">Methods</a></h2>
<div class="method"><a name="mixPaint"/><div class="method-path"><a class="up" href="#__Methods">Up</a>
<pre class="post"><code class="huge"><span class="http-method">post</span> /paints/{shade}</code></pre></div>
<div class="method-summary">Mix one (<span class="nickname">mixPaint</span>)</div>
<h3 class="field-label">Path parameters</h3>
<div class="field-items"><div class="param">shade (required)</div>

<div class="param-desc"><span class="param-type">Path Parameter</span> &mdash; Which. default: null format: int64</div>
</div>
<h3 class="field-label">Consumes</h3><ul><li><code>application/json</code></li></ul>
<h3 class="field-label">Request body</h3>
<div class="field-items"><div class="param">Recipe <a href="#Recipe">Recipe</a> (required)</div>

<div class="param-desc"><span class="param-type">Body Parameter</span> &mdash; What goes in. </div></div>
<h3 class="field-label">Query parameters</h3>
<div class="field-items"><div class="param">litres (optional)</div>

<div class="param-desc"><span class="param-type">Query Parameter</span> &mdash; How much. default: 5 format: int32</div>
<div class="param">hue (optional)</div>

<div class="param-desc"><span class="param-type">Query Parameter</span> &mdash; By default: as it was. </div></div>
<h3 class="field-label">Return type</h3>
<div class="return-type">array[<a href="#Tin">Tin</a>]</div>
<h3 class="field-label">Responses</h3>
<h4 class="field-label">200</h4> Mixed. <a href="#"></a>
<h4 class="field-label">422</h4> It would be brown. <a href="#Fault">Fault</a>
</div>
"""
MODELS = """
<h2><a name="__Models">Models</a></h2>
<div class="model"><h3><a name="Recipe"><code>Recipe</code> - </a> <a class="up" href="#__Models">Up</a></h3>
<div class="field-items">
<div class="param">base </div>
<div class="param-desc"><span class="param-type"><a href="#string">String</a></span> What first. </div>
<div class="param-enum-header">Enum:</div><div class="param-enum">oil</div><div class="param-enum">water</div>
<div class="param">dried_at (optional)</div>
<div class="param-desc"><span class="param-type"><a href="#DateTime">Date</a></span>  </div>
</div></div>
<div class="model"><h3><a name="Tin"><code>Tin</code> - </a></h3><div class="field-items">
<div class="param">lids (optional)</div>
<div class="param-desc"><span class="param-type"><a href="#integer">array[Integer]</a></span>  </div>
</div></div>
<div class="model"><h3><a name="Fault"><code>Fault</code> - </a></h3><div class="field-items"></div></div>
"""


def test_calls_take_what_their_boxes_say() -> None:
    call = facts(CALLS + MODELS)["POST /paints/{}"]
    parameters = {fact.name: fact for fact in call.values() if isinstance(fact, Parameter)}
    assert {name: (each.within, each.required) for name, each in parameters.items()} == {
        "shade": ("path", True),
        "litres": ("query", False),
        "hue": ("query", False),
    }
    assert sorted(fact.status for fact in call.values() if isinstance(fact, Response)) == ["200", "422"]


def test_bodies_and_answers_are_those_models_that_they_link_to() -> None:
    assert field(CALLS + MODELS, "POST /paints/{}", "request · application/json · $").ref == "Recipe"
    assert field(CALLS + MODELS, "POST /paints/{}", "response · 200 · application/json · []").ref == "Tin"
    assert field(CALLS + MODELS, "POST /paints/{}", "response · 422 · application/json · $").ref == "Fault"


def test_fields_of_models_are_needed_unless_they_are_optional() -> None:
    base, dried = (field(CALLS + MODELS, "Recipe", f"schema · {name}") for name in ("base", "dried_at"))
    assert (base.required, base.enum, base.type) == (True, ("oil", "water"), ("string",))
    assert (dried.required, dried.format) == (False, "date-time")
    assert field(CALLS + MODELS, "Tin", "schema · lids[]").type == ("integer",)


def test_what_has_no_default_is_not_null_by_default() -> None:
    shade = field(CALLS + MODELS, "POST /paints/{}", "parameter · path · shade · $")
    litres = field(CALLS + MODELS, "POST /paints/{}", "parameter · query · litres · $")
    hue = facts(CALLS + MODELS)["POST /paints/{}"].get(("Field", "parameter · query · hue · $"))
    assert (shade.default, shade.format) == (UNSET, "int64")
    assert (litres.default, litres.type) == (5, ("integer",))
    assert not isinstance(hue, Field) or hue.default is UNSET


@pytest.mark.parametrize("format_", ["uint32", "unix-time", "cents"])
def test_a_format_that_is_not_of_texts_alone_is_of_no_type(format_: str) -> None:
    page = CALLS.replace("default: 5 format: int32", f"default: 5 format: {format_}") + MODELS
    litres = field(page, "POST /paints/{}", "parameter · query · litres · $")
    assert (litres.type, litres.format, litres.default) == ((), format_, "5")


@pytest.mark.parametrize("format_", ["date", "uuid", "url", "password"])
def test_a_format_of_texts_is_that_of_a_text(format_: str) -> None:
    page = CALLS.replace("default: 5 format: int32", f"format: {format_}") + MODELS
    assert field(page, "POST /paints/{}", "parameter · query · litres · $").type == ("string",)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1.10", "1.10"),
        ("1.10 format: double", 1.1),
        ("true format: boolean", True),
        ("NaN format: double", "NaN"),
        ("Infinity format: double", "Infinity"),
        ("1e999 format: double", "1e999"),
        ('"\\ud800"', '"\\ud800"'),
    ],
)
def test_a_default_is_a_value_where_its_type_has_it(said: str, value: object) -> None:
    page = CALLS.replace("default: 5 format: int32", f"default: {said}") + MODELS
    assert field(page, "POST /paints/{}", "parameter · query · litres · $").default == value


def test_the_values_of_a_list_are_those_of_its_items() -> None:
    page = CALLS + MODELS.replace('<a href="#string">String</a>', '<a href="#string">array[array[String]]</a>')
    assert field(page, "Recipe", "schema · base").enum is UNSET
    assert field(page, "Recipe", "schema · base[][]").enum == ("oil", "water")


def test_a_model_without_fields_is_of_no_type() -> None:
    assert not any(isinstance(fact, Field) and fact.type for fact in facts(CALLS + MODELS)["Fault"].values())


@pytest.mark.parametrize(
    "text",
    [
        CALLS,
        MODELS,
        (CALLS + MODELS).replace('class="http-method"', 'class="verb"'),
        (CALLS + MODELS).replace("field-items", "fields"),
        (CALLS + MODELS).replace("> /paints", "> paints"),
    ],
)
def test_other_pages_are_left_alone(text: str) -> None:
    assert openapi_of_boxes(text) is None


def test_a_megabyte_of_junk_is_no_trouble() -> None:
    started = time.process_time()
    for junk in (
        '<div class="param">x',
        '<h4 class="field-label">200</h4>',
        "default: default: ",
        '<div class="return-type">',
    ):
        openapi_of_boxes(CALLS + MODELS + junk * (1_000_000 // len(junk)))
    assert time.process_time() - started < 10
