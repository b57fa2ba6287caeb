"""Items of lists that are a name alone, above a line that begins with the type."""

import pytest

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.fields.kinds_of_values import values_apart
from driftwatch.extract.fields.stacked_items import unstacked
from driftwatch.extract.text.blocks import Item, List, Paragraph, Run, Text
from driftwatch.extract.text.sections import sections_of_markdown

SCREWS = """# Screws

- **`length` (required)**

  `number` - In millimetres.

- **`heads`**

  `array` - What it has.

  **Items:**

  - **`drive` (required)**

    `string`, possible values: `"cross", "slot"` - What turns it.

  - **`coated`**

    `boolean`
"""


def fields_in(markdown: str) -> dict[str, DocumentedField]:
    lists = [block for block in sections_of_markdown(markdown).blocks if isinstance(block, List)]
    return {field.name: field for block in lists for field in list_fields(block)}


def test_the_line_below_a_name_says_its_type() -> None:
    found = fields_in(SCREWS)
    assert (found["length"].type.partition(",")[0], found["length"].required) == ("number", True)
    assert found["heads"].type == "array"
    inner = {field.name: field for field in found["heads"].children}
    assert (inner["drive"].required, inner["drive"].enum) == (True, ("cross", "slot"))
    assert inner["coated"].type == "boolean"


@pytest.mark.parametrize(
    "item",
    [
        "- **`sorted`**\n\n  `string` values come first.\n",
        "- **`sorted`**\n\n  `cross` - A drive.\n",
        "- **`sorted` of screws**\n\n  `string` - How.\n",
        "- **Sorted**\n\n  `string` - How.\n",
        "- **`sorted` (since 2.1)**\n\n  `string` - How.\n",
        "- See **`sorted`**\n\n  `string`\n",
    ],
)
def test_what_is_no_name_or_no_type_is_no_field(item: str) -> None:
    assert not any(field.type for field in fields_in(f"# S\n\n{item}").values())


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ('"cross", "slot"', ["cross", "slot"]),
        ('"a", "b, c"', ["a", "b, c"]),
        ('"cross"', ['"cross"']),
        ('{"cross": "slot", "a": 1}', ['{"cross": "slot", "a": 1}']),
        ('["cross", "slot"]', ['["cross", "slot"]']),
        ('"cross", slot', ['"cross", slot']),
    ],
)
def test_texts_in_quotes_in_one_piece_of_code_are_several_values(code: str, values: list[str]) -> None:
    apart = values_apart(Text((Run("One of "), Run(code, code=True))))
    assert [run.text for run in apart.runs if run.code] == values


def test_an_item_without_words_of_its_own_is_no_name() -> None:
    kind = Paragraph(Text((Run("string", code=True),)))
    nothing = List((Item(Text(()), (kind,)), Item(Text((Run(" "),)), (kind,))))
    assert unstacked(nothing) == nothing
    named = Item(Text((Run("size", code=True),)), (kind,))
    assert unstacked(List((named,))).items[0].text.runs[1].text == " (string)"
