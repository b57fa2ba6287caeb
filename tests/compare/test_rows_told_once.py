"""A row that comes or goes with its field is told once, wherever it travels and whatever its section is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.page_snapshots import changes_of, lines_of

HEAD = "| Field | Type | Description |\n|-|-|-|\n"
ROWS = tuple(f"| `{name}` | string | {name.title()} of the key. |\n" for name in ("name", "shade", "spent", "left"))
HEADINGS = st.sampled_from(("Request", "Response", "Query parameters", "Response headers", "Response 201"))
FORMS = st.sampled_from(
    (
        "{rows}",
        '<Expandable title="{title}">\n\n{rows}\n</Expandable>\n',
        "#### {title}\n\n{rows}",
    )
)


@pytest.mark.thorough
@given(HEADINGS, FORMS, st.sampled_from(("key", "keys", "properties", "child attributes")), st.sampled_from(ROWS))
def test_a_row_that_comes_or_goes_with_its_field_is_told_once(heading: str, form: str, title: str, row: str):
    def page(rows: str) -> str:
        inner = form.format(title=title, rows=HEAD + rows)
        return f"# Balance\n\n`GET https://query.example.com/user/quota`\n\n## {heading}\n\n{inner}\n"

    with_it, without = page("".join(ROWS)), page("".join(ROWS).replace(row, ""))
    assert len(changes_of(without, with_it)) == 1
    assert len(changes_of(with_it, without)) == 1


@pytest.mark.parametrize("row", ["| `parts[].name` | string | One. |\n", "| `parts[].made.at` | string | Day. |\n"])
def test_the_row_of_a_field_in_another_one_is_told_once(row: str):
    rows = "| `parts` | array<object> | All. |\n| `parts[].made` | object | When. |\n"
    before = f"# Boxes\n\n## POST /boxes\n\n### Request body\n\n{HEAD}{rows}"
    assert [each.kind for each in changes_of(before, before + row)] == ["field.added"]
    assert [each.kind for each in changes_of(before + row, before)] == ["field.removed"]


TYPED = (
    "# Boxes API\n\nNames are string always.\n\n## POST /boxes\n\n### Body\n\n| Name | Type | Required |\n"
    "| --- | --- | --- |\n| size | string | yes |\n| name | string | no |\n"
)


@pytest.mark.parametrize("spelled", ["int", "Int64", "bool", "整数", "integer"])
def test_a_type_that_a_row_spells_in_its_own_way_is_told_once(spelled: str):
    after = TYPED.replace("| size | string", f"| size | {spelled}")
    assert [each.kind for each in changes_of(TYPED, after)] == ["field.type.changed"]
    assert [each.kind for each in changes_of(after, TYPED)] == ["field.type.changed"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("array&lt;object&gt;", "object", "field.type.changed"),
        ("`array<object>`", "`array<string>`", "field.type.changed"),
        ("array of objects", "array of strings", "field.type.changed"),
        ("List[object]", "object", "field.type.changed"),
        ("`array<array<string>>`", "`array<array<int>>`", "field.type.changed"),
        ("string/decimal", "string/uuid", "field.format."),
        ("`array<uuid>`", "`array<string>`", "field.format."),
        ("uuid", "integer", "field.type.changed"),
    ],
)
def test_a_type_of_several_words_is_told_once(one: str, other: str, kind: str):
    for before, after in ((one, other), (other, one)):
        found = changes_of(*(TYPED.replace("| size | string", f"| size | {said}") for said in (before, after)))
        assert [each.kind.startswith(kind) for each in found] == [True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("array", "array<object>"),
        ("array<string>", "array<object>"),
        ("array of strings", "array of objects"),
        ("string[]", "int[]"),
        ("string", "array<object>"),
        ("object", "object[]"),
    ],
)
def test_a_type_of_items_is_told_once(old: str, new: str):
    before, after = (TYPED.replace("| size | string", f"| size | {kind}") for kind in (old, new))
    assert len(changes_of(before, after)) == 1
    assert len(changes_of(after, before)) == 1


def test_a_type_that_is_written_otherwise_is_told_as_a_row():
    before, after = (TYPED.replace("| size | string", f"| size | {kind}") for kind in ("string[]", "array of strings"))
    assert [each.kind for each in changes_of(before, after)] == ["page.row.changed"]


def test_a_type_in_the_row_of_another_thing_is_told_beside_the_one_that_is_a_fact():
    after = TYPED.replace("| size | string", "| size | integer").replace("are string", "are integer")
    assert sorted(each.kind for each in changes_of(TYPED, after)) == ["field.type.changed", "page.text.changed"]


def test_the_only_field_that_is_required_is_told_once_and_not_by_its_body_as_well():
    after = TYPED.replace("| string | yes |", "| string | no |")
    assert [each.kind for each in changes_of(TYPED, after)] == ["field.became-optional"]
    assert [each.kind for each in changes_of(after, TYPED)] == ["field.became-required"]


ERRORS = (
    "# Errors of uploads\n\n## Error list\n\n- `413`: The file is too large. Retry: no\n"
    "- `422`: The file is damaged. Retry: no\n- `504`: Reading took too long. Retry: yes\n"
)


@pytest.mark.parametrize("status", ["413", "422"])
def test_advice_that_stands_in_a_sentence_of_an_item_is_told_once_by_the_failure(status: str):
    lines = [line.replace("Retry: no", "Retry: yes") if status in line else line for line in ERRORS.splitlines()]
    after = "\n".join((*lines[:4], *reversed(lines[4:]))) + "\n"
    assert [each.kind for each in changes_of(ERRORS, after)] == ["error-rule.retry.changed"]
    assert [each.kind for each in changes_of(after, ERRORS)] == ["error-rule.retry.changed"]


CALLS = "# Boxes\n\n" + "".join(
    f"## {name.title()}\n\n`POST /boxes/{name}`\n\nDoes it.\n\n**Status codes**:\n\n- **200** - done\n"
    f"- **404** - no box to {name}\n- **409** - it is {name}\n\n"
    for name in ("open", "shut", "fold")
)


@pytest.mark.parametrize("row", ["- **404** - no box to open\n", "- **409** - it is shut\n"])
def test_a_status_that_one_of_several_calls_no_longer_states_is_told_once_by_that_call(row: str):
    call = "POST /boxes/open" if "open" in row else "POST /boxes/shut"
    found = changes_of(CALLS, CALLS.replace(row, ""))
    assert [(each.kind, each.owner.name) for each in found] == [("response.removed", call)]
    again = changes_of(CALLS.replace(row, ""), CALLS)
    assert [(each.kind, each.owner.name) for each in again] == [("response.added", call)]


@pytest.mark.parametrize("said", ["it is open", "it is fold", "no box to shut"])
def test_what_a_status_means_for_one_of_several_calls_is_told_once_and_not_of_the_page(said: str):
    (found,) = changes_of(CALLS, CALLS.replace(said, "it lies"))
    assert found.kind == "page.row.changed"


BALANCE = '# Balance\n\n## Response\n\n{}\n```json\n{{"keys": [{{"spent": {}}}], "left": 7}}\n```\n'
IN_A_TABLE = (
    "| Field | Type | Meaning |\n| --- | --- | --- |\n| `keys` | array | {} |\n| `keys[].spent` | number | Used. |\n"
)
IN_COMPONENTS = (
    '<ResponseField name="keys" type="array">\n  {}\n\n  <Expandable title="key">\n'
    '    <ResponseField name="spent" type="number">\n      Used.\n    </ResponseField>\n  </Expandable>\n'
    "</ResponseField>\n"
)


@pytest.mark.parametrize("form", [IN_A_TABLE, IN_COMPONENTS])
def test_a_sample_below_components_of_fields_is_no_part_of_the_last_one(form: str):
    before, after = BALANCE.format(form.format("Ours."), "7"), BALANCE.format(IN_COMPONENTS.format("Yours."), "[7]")
    found = changes_of(before, after)
    assert [each for each in found if each.location != "text" and "JSON" in str((each.before, each.after))] == []
    (told,) = [each for each in lines_of(found) if "JSON" in str(each)]
    *befores, sample_before = told[2]
    *afters, sample_after = told[3]
    assert (sample_before, sample_after) == (
        "JSON keys: array, keys[].spent: integer",
        "JSON keys: array, keys[].spent: array",
    )
    assert "JSON" not in str((befores, afters))


def test_fields_in_components_that_came_are_a_row_each():
    before = BALANCE.format("", "7")
    (rows,) = [told[3] for told in lines_of(changes_of(before, BALANCE.format(IN_COMPONENTS.format("Yours."), "7")))]
    assert rows == ["keys · response, array, key · Yours.", "keys.spent · response, number · Used."]


def test_a_value_that_gave_way_to_another_one_is_told_by_the_list_alone():
    rows = "| `SENT` | It is under way. |\n| `LEFT` | It is gone. |\n| `KEPT` | It stays. |\n"
    before = f"# Boxes\n\n## Result codes\n\n| Code | Meaning |\n|-|-|\n{rows}"
    kinds = sorted(each.kind for each in changes_of(before, before.replace("`LEFT`", "`LOST`")))
    assert kinds == ["values.value.added", "values.value.removed"]
    reworded = changes_of(before, before.replace("| `LEFT` | It is gone", "| `LOST` | It is away"))
    assert "page.row.changed" in {each.kind for each in reworded}


@pytest.mark.parametrize(
    "rows", ["| `{0}` - 21 |\n| `KEPT` - 7 |\n| `SENT` - 9 |\n", "| `KEPT` |\n| `SENT` |\n| `{0}` |\n"]
)
@pytest.mark.parametrize("was", ["AML FROZEN", "HELD"])
def test_a_value_in_a_part_of_a_cell_is_told_by_the_list_alone(rows: str, was: str):
    page = f"# Boxes\n\n## Status codes\n\n| Status codes |\n|-|\n{rows}"
    told = changes_of(page.format(was), page.format("FROZEN"))
    assert sorted(each.kind for each in told) == ["values.value.added", "values.value.removed"]
    more = changes_of(page.format(was), page.replace("21", "22").format("FROZEN"))
    assert "page.row.changed" in {each.kind for each in more} or "21" not in page
