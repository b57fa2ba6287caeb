"""Components of MDX pages, by Mintlify's own rules."""

import pytest

from driftwatch.extract.fields.components import component_facts
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.text.tree import field_block
from driftwatch.model.facts import AnyFact, Field


def facts(mdx: str) -> dict[str, AnyFact]:
    return {f"{type(fact).__name__} {fact.at}": fact for fact in component_facts(sections_of_markdown(mdx))}


def field(mdx: str, at: str) -> Field:
    fact = facts(mdx)[f"Field {at}"]
    assert isinstance(fact, Field)
    return fact


def test_each_kind_of_field_has_its_place() -> None:
    page = (
        '<ParamField path="id" type="string">x</ParamField>\n<ParamField query="q" type="int">x</ParamField>\n'
        '<ParamField header="X-Key" type="string" required>x</ParamField>\n'
        '<ParamField body="a" type="bool">x</ParamField>\n'
        '<ResponseField name="b" type="float">x</ResponseField>\n'
    )
    assert sorted(at for at in facts(page) if at.startswith("Field")) == [
        "Field parameter · header · x-key · $",
        "Field parameter · path · id · $",
        "Field parameter · query · q · $",
        "Field request · application/json · $",
        "Field request · application/json · a",
        "Field response · 200 · application/json · $",
        "Field response · 200 · application/json · b",
    ]


def test_an_unknown_type_is_an_object() -> None:
    assert field('<ParamField body="a" type="OwnerInput">x</ParamField>\n', "request · application/json · a").type == (
        "object",
    )


def test_literal_types_are_lists_of_values() -> None:
    at = "request · application/json · a"
    for said in ("&#x22;on&#x22; | &#x22;off&#x22;", "'on' | 'off'"):
        found = field(f'<ParamField body="a" type="{said}">x</ParamField>\n', at)
        assert (found.type, found.enum) == (("string",), ("off", "on"))
    assert field("<ParamField body=\"a\" type={'string'}>x</ParamField>\n", at).type == ("string",)


def test_bullets_below_an_introduction_are_the_values() -> None:
    for said in ("Optional values:", "Поддерживаемые значения:"):
        page = f'<ParamField body="a" type="string">\n  A.\n\n  {said}\n\n  * `b` - B\n  * `c` - C\n</ParamField>\n'
        assert field(page, "request · application/json · a").enum == ("b", "c")
        assert field(page.replace("  * `c` - C\n", ""), "request · application/json · a").enum == ("b",)


def test_the_title_of_the_page_is_no_part_of_a_place() -> None:
    block = '<ParamField body="a" type="string">x</ParamField>\n'
    assert field(f"# Paint\n\n{block}", "request · application/json · a").locator == "a"
    assert field(f"# Paint\n\n## Body\n\n{block}", "request · application/json · a").locator == "Body > a"


def test_a_body_without_a_name_is_the_root() -> None:
    assert field('<ParamField body type="string[]">x</ParamField>\n', "request · application/json · $").type == (
        "array",
    )
    assert field(
        '<ResponseField type="integer" required>x</ResponseField>\n', "response · 200 · application/json · $"
    ).type == ("integer",)


def test_expandables_nest_also_below_arrays() -> None:
    page = (
        '<ResponseField name="data" type="array">\n<Expandable title="item">\n'
        '<ResponseField name="id" type="string" required>x</ResponseField>\n</Expandable>\n</ResponseField>\n'
    )
    assert field(page, "response · 200 · application/json · data[].id").required


def test_a_tab_names_the_status() -> None:
    page = (
        '<Tabs>\n<Tab title="201 Created">\n<ResponseField name="id" type="string">x</ResponseField>\n</Tab>\n</Tabs>\n'
    )
    assert field(page, "response · 201 · application/json · id").locator == "201 Created > id"


def test_a_file_makes_the_body_multipart() -> None:
    assert (
        field('<ParamField body="f" type="file">x</ParamField>\n', "request · multipart/form-data · f").format
        == "binary"
    )


def test_defaults_are_read_as_their_type_says() -> None:
    assert (
        field(
            '<ParamField body="n" type="integer" default={20}>x</ParamField>\n', "request · application/json · n"
        ).default
        == 20
    )
    assert (
        field(
            '<ParamField body="n" type="string" default="20">x</ParamField>\n', "request · application/json · n"
        ).default
        == "20"
    )
    assert (
        field(
            '<ParamField body="n" type="boolean">Defaults to `true`.</ParamField>\n', "request · application/json · n"
        ).default
        is True
    )


@pytest.mark.parametrize(("name", "place"), [('{"n"}', "body"), ("{'n'}", "body"), ('{ "n" }', "body")])
def test_a_text_in_braces_says_what_the_text_says(name: str, place: str) -> None:
    page = "<ParamField {}={} type={} default={}>x</ParamField>\n"
    found = field(page.format(place, name, '{"string"}', '{"off"}'), "request · application/json · n")
    assert found == field(page.format(place, '"n"', '"string"', '"off"'), "request · application/json · n")


@pytest.mark.parametrize("value", ["{n}", '{"a" + n}', "{`n`}", "{'it\\'s'}", '{["n"]}', '{"{n}"}'])
def test_what_a_script_computes_stays_as_it_is_written(value: str) -> None:
    assert field_block("ResponseField", {"name": value, "default": value}).name == value
    assert field_block("ResponseField", {"name": value, "default": value}).default == value


def test_values_listed_in_bullets_are_an_enum() -> None:
    page = (
        '<ParamField body="m" type="string">\n  The mode.\n\n  Allowed values:\n\n'
        "  * `b` - slow\n  * `a` - fast\n</ParamField>\n"
    )
    assert field(page, "request · application/json · m").enum == ("a", "b")


def test_the_order_of_fields_means_nothing() -> None:
    one, two = '<ParamField body="a" type="int">x</ParamField>\n', '<ParamField body="b" type="int">y</ParamField>\n'
    assert facts(one + two) == facts(two + one)


def test_evidence_is_the_heading_and_the_name() -> None:
    found = field(
        '# T\n\n## Body\n\n<ParamField body="a" type="int">x</ParamField>\n', "request · application/json · a"
    )
    assert (found.locator, found.stated_by) == ("Body > a", "component")
