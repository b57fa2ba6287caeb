"""What prose, tables and samples of a page say against the schema beside them; and what contradicts nothing."""

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.extract.openapi.contradictions import contradictions_of_openapi
from driftwatch.model.facts import Contradiction
from driftwatch.platforms.detection import statements_of
from tests.compare.page_snapshots import site
from tests.platforms.pages_of_ours import changed, contradictions, fenced, operation, page

PICTURE = operation(
    {
        "prompt": {"type": "string"},
        "n": {"type": "integer", "minimum": 1, "maximum": 10, "default": 1},
        "seconds": {"type": "integer", "minimum": 2, "maximum": 15},
        "size": {"type": "string", "pattern": "^[1-9]\\d{2,3}x[1-9]\\d{2,3}$"},
        "style": {"type": "string", "pattern": "^(plain|vivid)$"},
        "format": {"type": "string", "enum": ["png", "webp"], "default": "png"},
        "picture": {"type": "string", "format": "binary"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "model": {"type": "string", "enum": ["brush-1", "brush-2"]},
    }
)
SIZES = "\n\n## Sizes\n\n| Shape | Small |\n|-|-|\n| wide | `640x360` |\n| tall | `360x640` |\n"
STYLES = "\n\n## Styles\n\n| Style value | Meaning |\n|-|-|\n| `plain` | x |\n| `{}` | y |\n"
LENGTHS = (
    "\n\n## Models\n\n| Model | Supported `seconds` |\n|-|-|\n| One | `{}`-`10` |\n| Two | 4 to {} |\n| Three | — |\n"
)
SAMPLES = """
```bash 640x360
curl https://api.example.com/v1/videos -F model={} -F size=640x360
```

```python 640x360
requests.post(URL, data={{"model": "{}", "size": "640x360"}})
```
"""


def found(prose: str, document=PICTURE) -> list[tuple[str, str, list[object]]]:
    """Return aspect, field and what is said, of each contradiction of a page, least trusted last."""
    assembly = assemble([statements_of(fenced("/create", document, prose=prose))])
    return [
        (fact.aspect, fact.subject.rpartition(" · ")[2], [statement.says for statement in fact.statements])
        for entry in assembly.entries
        for fact in entry.facts
        if type(fact).__name__ == "Contradiction"
    ]


@pytest.mark.parametrize(
    ("prose", "aspect", "field", "says"),
    [
        ("`n` defaults to `2`.", "default", "n", [1, "2"]),
        ("The default of `format` is `webp`.", "default", "format", ["png", "webp"]),
        ("`n` 默认为 3。", "default", "n", [1, "3"]),
        ("If omitted, `n` defaults to 3.", "default", "n", [1, "3"]),
        ("`format` is either `png` or `gif`.", "enum", "format", [["png", "webp"], ["png", "gif"]]),
        ("`n` must be between 1 and 4.", "bounds", "n", [{"maximum": 10}, {"minimum": 1, "maximum": 4}]),
        ("`n` must not exceed 4.", "bounds", "n", [{"maximum": 10}, {"maximum": 4}]),
        ("`seconds` can be at most 30 seconds.", "bounds", "seconds", [{"maximum": 15}, {"maximum": 30}]),
        ("Send `seconds` as a string.", "type", "seconds", [["integer"], "string"]),
        ("Hand `seconds` over as a string.", "type", "seconds", [["integer"], "string"]),
        ("The `seconds` field has to be written as a string.", "type", "seconds", [["integer"], "string"]),
        ("To send several, repeat the `picture` field.", "repeat", "picture", [["string"], "array"]),
        ("Repeat `picture` to send several.", "repeat", "picture", [["string"], "array"]),
        ("`picture` can be sent more than once.", "repeat", "picture", [["string"], "array"]),
        (
            f"Choose `size` from the table of sizes.{SIZES}",
            "enum",
            "size",
            ["^[1-9]\\d{2,3}x[1-9]\\d{2,3}$", "a value of the table"],
        ),
        (
            f"Take `style` from the table.{STYLES.format('soft')}",
            "enum",
            "style",
            ["^(plain|vivid)$", "a value of the table"],
        ),
        (LENGTHS.format("4", "30"), "bounds", "seconds", [{"maximum": 15}, {"maximum": 30}]),
        (LENGTHS.format("1", "12"), "bounds", "seconds", [{"minimum": 2}, {"minimum": 1}]),
        (
            SAMPLES.format("brush-1", "brush-2"),
            "samples",
            "model",
            ["bash: brush-1", "python: brush-2"],
        ),
    ],
)
def test_a_page_that_contradicts_its_schema_is_told(prose: str, aspect: str, field: str, says: list[object]):
    assert found(prose) == [(aspect, field, says)]


@pytest.mark.parametrize(
    "prose",
    [
        "`n` defaults to `1`.",
        "`n` defaults to `1.0`.",
        "`format` must be one of `PNG` and `webp`.",
        "`format` can be either `png` or `gif` when `style` is plain.",
        "`model` is either `oil` or `ink`.",
        "`style` is either `plain` or `soft`.",
        "`n` defaults to 2 when `size` is large.",
        "For small pictures `n` must be between 1 and 4.",
        "At least one of `prompt`, `style` or `picture` is required.",
        "`style`, `picture`, or `n` is required.",
        "`n` must be between 1 and 10.",
        "The time of `wait` and `n` must not exceed 60 seconds.",
        "The sum of all `tags`, and `n`, must not exceed 4.",
        "`seconds` must not exceed 30000 ms.",
        "Repeat `tags` to send several.",
        "Do not repeat `picture`.",
        "Repeat the call with another `picture`.",
        f"Sizes are listed below.{SIZES}",
        f"Take `style` from the table.{STYLES.format('vivid')}",
        "Choose `size` from the list in your account.",
        SAMPLES.format("brush-1", "brush-1"),
        LENGTHS.format("2", "15"),
        LENGTHS.format("4", "12"),
        LENGTHS.format("4", "30 (beta)"),
        LENGTHS.replace("`seconds`", "length").format("4", "30"),
        SAMPLES.replace("bash 640x360", "bash 1280x720").format("brush-1", "brush-2"),
        SAMPLES.format("brush-1", "YOUR_MODEL"),
    ],
)
def test_what_agrees_depends_or_is_of_another_thing_contradicts_nothing(prose: str):
    assert found(prose) == []


def test_statements_of_one_kind_are_all_kept():
    prose = "`n` defaults to `2`.\n\n## Notes\n\n`n` defaults to `3`. `n` defaults to `2`."
    assert found(prose) == [("default", "n", [1, "2", "3"])]


TABLES = """# Boxes

## Ship a box

`POST /v1/boxes/ship`

### {}

| Field | Type |
|-|-|
| `lid` | string |

### {}

| Field | Type |
|-|-|
| `lid` | integer |
"""


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (("Response fields", "Response attributes"), [("type", "lid")]),
        (("Response fields - for each box", "Response fields - for each crate"), []),
        (("Response fields", "Response fields for every crate"), []),
        (("Response fields", "Response fields"), []),
    ],
    ids=["of the call", "of two things", "of one of many", "of another call"],
)
def test_tables_of_a_call_are_held_against_each_other_where_both_are_of_one_thing(
    titles: tuple[str, str], told: list[tuple[str, str]]
):
    assembly = assemble([statements_of(page("boxes.md", TABLES.format(*titles)))])
    assert [(aspect, subject.rpartition(" · ")[2]) for aspect, subject in contradictions(assembly)] == told


def of_file(document) -> list[tuple[str, str, list[object]]]:
    return [
        (fact.aspect, fact.subject.rpartition(" · ")[2], [statement.says for statement in fact.statements])
        for facts in contradictions_of_openapi(document).values()
        for fact in facts
    ]


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "integer", "default": 1, "description": "Defaults to `5`."}, ["default"]),
        ({"type": "integer", "default": 5, "description": "How many. Defaults to 5."}, []),
        ({"type": "integer", "default": 300, "description": "Defaults to 5 minutes."}, []),
        ({"type": "integer", "default": 1, "description": "Defaults to 5 if `a` is set."}, []),
        ({"type": "string", "format": "binary", "description": "Repeat the field to send several."}, ["repeat"]),
        ({"type": "array", "items": {"type": "string"}, "description": "Can be repeated."}, []),
        ({"type": "string", "description": "This cannot be repeated. It must not be sent multiple times."}, []),
    ],
)
def test_a_description_is_held_against_its_own_field(schema, told: list[str]):
    assert [aspect for aspect, _, _ in of_file(operation({"a": schema}))] == told


@pytest.mark.parametrize(("other", "told"), [("brush-2", ["samples"]), ("brush-1", []), ("MODEL", [])])
def test_samples_of_one_label_in_a_file_are_held_against_each_other(other: str, told: list[str]):
    document = changed(PICTURE)
    document["paths"]["/v1/videos"]["post"]["x-codeSamples"] = [
        {"lang": "Shell", "label": "Wide", "source": "curl -F model=brush-1"},
        {"lang": "Python", "label": "Wide", "source": f'post(data={{"model": "{other}"}})'},
        {"lang": "Python", "label": "Tall", "source": 'post(data={"model": "brush-2"})'},
    ]
    assert [aspect for aspect, _, _ in of_file(document)] == told


def test_a_hostile_pattern_is_never_run():
    document = changed(PICTURE, size={"type": "string", "pattern": "^(\\d+)+$|" + "(a+)+" * 50})
    assert [aspect for aspect, _, _ in found(f"Choose `size` from the table.{SIZES}", document)] == ["enum"]


@pytest.mark.parametrize(
    ("default", "said"), [(1, "1.0"), (0.5, "0.50"), (False, "False"), (None, "None"), ("auto", '"auto"')]
)
def test_a_default_that_is_written_in_another_way_is_the_same(default: object, said: str):
    document = changed(PICTURE, n={"default": default, "description": f"How many. Defaults to `{said}`."})
    assert of_file(document) == []


def test_what_travels_in_a_query_is_text_however_an_example_writes_it():
    query = {"name": "day", "in": "query", "schema": {"type": "string"}, "example": 1}
    document = changed(PICTURE)
    document["paths"]["/v1/videos"]["post"]["parameters"] = [query]
    assert of_file(document) == []


ROWS = """# Create

`POST /v1/pictures`

## Request parameters

| Field | Type | Default | Description |
|-|-|-|-|
| `n` | integer | 1 | How many. {} |
"""
COMPONENT = """# Create

`POST /v1/pictures`

## Body

<ParamField body="n" type="integer" default="1">
  How many. {}
</ParamField>
"""


@pytest.mark.parametrize("page", [ROWS, COMPONENT])
@pytest.mark.parametrize(
    ("described", "told"),
    [
        ("Defaults to `2`.", [("default", "n", "2")]),
        ("The default is 2.", [("default", "n", "2")]),
        ("Defaults to `1`.", []),
        ("Defaults to `2` when `size` is large.", []),
        ("Defaults to 2 seconds.", []),
    ],
)
def test_the_description_of_a_field_is_held_against_its_own_default(
    page: str, described: str, told: list[tuple[str, str, str]]
):
    snapshot = site(create=page.format(described))
    found = [
        (fact.aspect, fact.subject.rpartition(" · ")[2], fact.statements[-1].says)
        for entry in snapshot.entries.values()
        for fact in entry.facts
        if isinstance(fact, Contradiction)
    ]
    assert found == told


@pytest.mark.parametrize(("media", "told"), [("application/xml", []), ("application/json", ["example"])])
def test_a_body_in_another_form_than_json_is_shown_as_text(media: str, told: list[str]):
    document = changed(PICTURE)
    shown = {"schema": {"type": "object"}, "examples": {"one": {"value": "<state>done</state>"}}}
    document["paths"]["/v1/videos"]["post"]["responses"] = {"200": {"description": "Done.", "content": {media: shown}}}
    assert [aspect for aspect, _, _ in of_file(document)] == told
