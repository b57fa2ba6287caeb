"""Tables in which each row is one value of a closed list."""

import pytest

from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.fields.value_tables import Listed, field_of_values, listed_by_bullets, listed_in
from driftwatch.extract.text.blocks import List, Run, Table, Text
from driftwatch.extract.text.sections import sections_of_markdown


def table(header: str, *rows: str) -> Table:
    text = "\n".join((header, "|" + "-|" * (header.count("|") - 1), *rows)) + "\n"
    (found,) = sections_of_markdown(text).blocks
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize(
    ("header", "rows", "listed"),
    [
        ("| Type | Value |", ["| OAK | 1 |", "| ASH \\* | 2 |"], Listed((1, 2), ())),
        ("| Value | Name |", ["| 0 | NONE |", "| 10 | ALL |"], Listed((0, 10), ())),
        ("| Name | Type | Description |", ["| OAK | 1 | a |", "| ASH | 2 | b |"], Listed((1, 2), ("ASH", "OAK"))),
        ("| Value | Description |", ["| `oak` | a |", "| `ash` | b |"], Listed((), ("ash", "oak"))),
        ("| Status | Meaning |", ["| `on` | a |", "| `off` | b |"], Listed((), ("off", "on"))),
        ("| Flag | Value |", ["| A | 1 << 0 |", "| B | 1 << 1 |"], None),
        ("| Status | Meaning |", ["| It is on | a |", "| It is off | b |"], None),
        ("| Size | Price |", ["| 1 | 2 |", "| 3 | 4 |"], None),
        ("| Name | Type |", ["| `a` | string |", "| `b` | integer |"], None),
    ],
)
def test_values_are_numbers_or_words_of_their_column(header: str, rows: list[str], listed: Listed | None) -> None:
    assert listed_in(table(header, *rows)) == listed


def test_a_table_of_numbered_kinds_has_no_fields() -> None:
    assert table_fields(table("| Name | Type | Description |", "| OAK | 1 | a |", "| ASH | 2 | b |")) == ()


def test_titles_of_several_words_are_no_fields() -> None:
    header = "| Name | Type | Description |"
    assert table_fields(table(header, "| Action row | string | a |", "| Radio group | string | b |")) == ()
    found = table_fields(table(header, "| `a` | string | a |", "| b (required) | string | b |", "| All of them | | |"))
    assert [field.name for field in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("items", "listed"),
    [
        ("- `oak` is hard\n- `ash`: soft\n", Listed((), ("ash", "oak"))),
        ("- `box` is the name of a box.\n- `keys` is a list of what is in it.\n", None),
    ],
)
def test_bullets_that_define_what_is_written_elsewhere_are_no_values(items: str, listed: Listed | None) -> None:
    block = sections_of_markdown(items).blocks[0]
    assert isinstance(block, List)
    assert listed_by_bullets(block) == listed


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("These are the values that {} may have in the common case:", "hue"),
        ("These are the common values that {} may have:", ""),
        ("These are the values that {} may have by default:", ""),
    ],
)
def test_words_right_before_the_values_say_that_they_are_some(said: str, named: str) -> None:
    before, after = said.split("{}")
    assert field_of_values(Text((Run(before), Run("hue", code=True), Run(after)))) == named
