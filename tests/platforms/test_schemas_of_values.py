"""Schemas that are no objects, as widdershins writes them: the one row is the schema itself, not a field of it."""

import pytest

import driftwatch
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.facts import Field
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page

PAGE = """# Shop

## Pack a box

`POST /boxes`

<h3 id="pack-parameters">Parameters</h3>

|Name|In|Type|Required|Description|
|---|---|---|---|---|
|body|body|[Box](#schemabox)|true|none|

# Schemas

<h2 id="tocS_Box">Box</h2>
<a id="schemabox"></a>

```json
{"color": "red", "lids": []}
```

### Properties

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|color|[Color](#schemacolor)|true|none|none|
|lids|[Lids](#schemalids)|false|none|none|

<h2 id="tocS_Color">Color</h2>
<a id="schemacolor"></a>

SAMPLE

### Properties

ROWS

<h2 id="tocS_Lids">Lids</h2>
<a id="schemalids"></a>

```json
[{"size": 1}]
```

### Properties

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|Lids|[[Lid](#schemalid)]|false|none|none|

<h2 id="tocS_Lid">Lid</h2>
<a id="schemalid"></a>

```json
{"size": 1}
```

### Properties

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|size|integer|false|none|none|
"""
SAMPLE = '```json\n"red"\n```'
HEAD = "|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n"
ROW = HEAD + "|Paint|string|false|none|none|\n"
VALUES = "\n#### Enumerated Values\n\n|Property|Value|\n|---|---|\n|Paint|red|\n|Paint|blue|\n"


def schema_of(name: str, sample: str = SAMPLE, rows: str = ROW + VALUES) -> dict[str, Field]:
    text = PAGE.replace("SAMPLE", sample).replace("ROWS", rows)
    stated = statements_of(Page(url="https://docs.example.com/shop.md", path="shop.md", text=text))
    snapshot = driftwatch.assemble_snapshot([stated], label="test")
    entry = next((each for each in snapshot.entries.values() if each.owner.name == name), None)
    return {fact.at: fact for fact in entry.facts if isinstance(fact, Field)} if entry else {}


def test_the_row_of_a_value_is_the_schema_with_the_values_below_its_title():
    found = schema_of("schemacolor")
    assert list(found) == ["schema · $"]
    assert found["schema · $"].type == ("string",)
    assert found["schema · $"].enum == ("blue", "red")


def test_the_row_of_an_array_is_the_schema_with_what_its_items_are():
    found = schema_of("schemalids")
    assert found["schema · $"].type == ("array",)
    assert found["schema · []"].ref == "schemalid"


@pytest.mark.parametrize(
    ("sample", "kind"), [("3", "integer"), ("3", "number"), ("0.5", "number"), ("true", "boolean"), ('"a"', "string")]
)
def test_the_row_is_of_the_type_that_the_sample_shows(sample: str, kind: str):
    found = schema_of("schemacolor", f"```json\n{sample}\n```", f"{HEAD}|Paint|{kind}|false|none|none|\n")
    assert {at: fact.type for at, fact in found.items()} == {"schema · $": (kind,)}


@pytest.mark.parametrize(
    ("sample", "rows"),
    [
        ('```json\n{"Color": "red"}\n```', HEAD + "|Color|string|false|none|none|\n"),  # a field of the same name
        ("", HEAD + "|Color|string|false|none|none|\n"),  # nothing shows what it is
        (SAMPLE, HEAD + "|Color|string|false|none|none|\n|shade|string|false|none|none|\n"),  # two rows side by side
        (SAMPLE, "|Name|Type|Required|Description|\n|---|---|---|---|\n|Color|string|false|none|\n"),  # by hand
        ("```json\n{}\n```", HEAD + "|Color|string|false|none|none|\n"),
        ("```xml\n<Paint><Color>red</Color></Paint>\n```", HEAD + "|Color|string|false|none|none|\n"),
        ("```yaml\nColor: red\n```", HEAD + "|Color|string|false|none|none|\n"),
        ('```json\n// a paint\n{"Color": "red"}\n```', HEAD + "|Color|string|false|none|none|\n"),
        ("```json\nnull\n```", HEAD + "|Color|string|false|none|none|\n"),
        ('```json\n[{"Color": "red"}]\n```', HEAD + "|Color|string|false|none|none|\n"),  # a list of them
    ],
)
def test_a_field_of_an_object_stays_a_field(sample: str, rows: str):
    assert "schema · Color" in schema_of("schemacolor", sample, rows)


def heading(text: str) -> Section:
    page = sections_of_html(f"<html><body><main><h1>Shop</h1>{text}</main></body></html>")
    return next(section for _, section in page.walk() if section.title == "Box")


def test_anchors_on_lines_of_their_own_below_a_heading_name_it_in_html_too():
    found = heading('<h2 id="box">Box</h2><p><a id="schema_box"></a>\n<a name="old_box"></a></p><pre>{}</pre>')
    assert {"schema_box", "old_box"} <= set(found.marks)


@pytest.mark.parametrize(
    "between",
    [
        '<p><a id="x"></a> All boxes.</p>',
        '<p>All boxes.</p><p><a id="x"></a></p>',
        "All boxes.<p><a id='x'></a></p>",
        '<p><a id="x">All boxes.</a></p>',
        "<p></p>",
    ],
)
def test_what_says_words_names_no_heading(between: str):
    found = heading(f'<h2 id="box">Box</h2>{between}<pre>{{}}</pre>')
    assert "x" not in found.marks
