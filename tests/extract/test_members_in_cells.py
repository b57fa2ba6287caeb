"""Members of a field that the cell which describes it lists, one a line."""

import re

import pytest

from driftwatch.extract.fields.field import field_facts
from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.text.blocks import Section, Table
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import Field


def row(line: str) -> Section:
    return sections_of_markdown(f"| Field | Type | Description |\n|-|-|-|\n{line}\n")


def facts(page: Section) -> dict[str, Field]:
    (block,) = page.blocks
    assert isinstance(block, Table)
    found = field_facts(table_fields(block), at="body", stated_by="table")
    return {fact.at.removeprefix("body · "): fact for fact in found}


@pytest.mark.parametrize(
    ("kind", "description", "names"),
    [
        ("object", "Where.<br>`site` can contain:<br><br><li>`road` (of it)<li>`town` (as text)", {"road", "town"}),
        ("object", "It may have:<ul><li>`road` of it</li><li>`town`</li></ul>Read more.", {"road", "town"}),
        ("object", "An object with these properties:<br>- `road` (string, required)<br>- `town`", {"road", "town"}),
        ("array", "Of parts, each of these fields:<ul><li>`road`</li><li>`town`</li></ul>", {"[].road", "[].town"}),
        ("", "An object with these fields:<ul><li>`road`</li></ul>", {"road"}),
        ("object", "It contains:<ul><li>`road` or `way` of it.</li></ul>", {"road", "way"}),
        ("array", "It can contain:<ul><li>`road`</li><li>`town`</li></ul>", set()),
        ("string", "One of the following fields:<ul><li>`road`</li><li>`town`</li></ul>", set()),
        ("object", "Possible values are:<ul><li>`road`</li><li>`town`</li></ul>", set()),
        ("object", "It can contain:<br>Roads and `towns`.", set()),
        ("object", "It contains `road` and `town`.", set()),
    ],
)
def test_a_cell_may_list_the_members_of_a_field(kind: str, description: str, names: set[str]) -> None:
    markdown = f"| `site` | {kind} | {description} |"
    coded = re.sub(r"`(.*?)`", r"<code>\1</code>", description)
    html = (
        "<table><tr><th>Field</th><th>Type</th><th>Description</th></tr><tr><td><code>site</code></td>"
        f"<td>{kind}</td><td>{coded}</td></tr></table>"
    )
    found = facts(row(markdown))
    assert found.keys() == facts(sections_of_html(html)).keys()
    below = {at.removeprefix("site").removeprefix(".") for at in found if at not in ("$", "site", "site[]")}
    assert below == names


def test_a_listed_member_says_its_type_and_whether_it_is_needed() -> None:
    cell = "It contains:<ul><li>`road` (string, required)</li><li>`flat` (optional)</li></ul>"
    found = facts(row(f"| `site` | object | {cell} |"))
    assert (found["site.road"].type, found["site.road"].required) == (("string",), True)
    assert (found["site.flat"].type, found["site.flat"].required) == ((), False)
