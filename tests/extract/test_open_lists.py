"""A list of values that says it names only some of them is no list of the values, whichever reader meets it."""

import pytest

from driftwatch.extract.fields.kinds_of_values import values_of_kind
from driftwatch.extract.fields.statements import enum_in
from driftwatch.extract.fields.type_shapes import _values_said
from driftwatch.extract.fields.value_sentences import values_said
from driftwatch.extract.text.blocks import Run, Text

_ENDS = [", etc.", ", and more", ", ...", "\u2026", ", and others", ", more", ", among others"]


@pytest.mark.parametrize("end", _ENDS)
def test_a_list_that_goes_on_names_no_values(end: str) -> None:
    assert enum_in(Text((Run(f'One of: "red", "blue"{end}'),))) == ()
    assert _values_said(f'One of: "red", "blue"{end}') == ()
    runs = (Run("kind", code=True), Run(" must be one of "), Run("red", code=True), Run(", "), Run("blue", code=True))
    assert values_said(Text((*runs, Run(end)))) == {}


@pytest.mark.parametrize("end", ["", ".", ". More below.", " (default: red)"])
def test_a_list_that_ends_names_its_values(end: str) -> None:
    assert values_of_kind(f"Filter by status: red, blue{end}") in {("blue", "red"), ("red", "blue")}


@pytest.mark.parametrize("end", [", etc.", "...", ", ...", "\u2026", ", more"])
def test_words_behind_a_kind_that_go_on_are_no_list(end: str) -> None:
    assert values_of_kind(f"Filter by status: red, blue{end}") == ()


@pytest.mark.parametrize(
    "said", ['For example "red" or "blue"', 'such as: one of "red", "blue"', "e.g. enum: red, blue"]
)
def test_a_remark_that_gives_examples_names_no_values(said: str) -> None:
    assert _values_said(said) == ()


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Enum: red, blue, other", ("blue", "other", "red")),
        ('"red" | "other"', ("other", "red")),
        ("Enum: red, blue; no other values", ("blue", "red")),
        ("Enum: red, blue (等级)", ("blue", "red")),
        ("Enum: red, blue, 等级", ("blue", "red", "等级")),
        ('Enum: "red", "blue" 等', ()),
        ('Enum: "red", "blue" 等。', ()),
    ],
)
def test_other_is_a_value_and_a_letter_of_a_word_says_nothing(said: str, values: tuple[str, ...]) -> None:
    assert _values_said(said) == values


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("red | blue | others", ("blue", "others", "red")),
        ("Kind: red/blue/more", ("blue", "more", "red")),
        ("Allowed values: red, blue, others", ("blue", "others", "red")),
        ('Possible values: "red", "blue" more details in the guide', ("blue", "red")),
        ('Possible values: "red", "blue", more information below', ("blue", "red")),
        ('One of "red", "blue" more than once allowed', ("blue", "red")),
        ('One of "red", "blue", others are refused', ("blue", "red")),
        ('可选值: "red", "blue" 等级高的优先', ("blue", "red")),
        ('可选值: "red", "blue" 等类型', ()),
        ('One of "red", "blue" or others', ()),
        ('Возможные значения: "red", "blue" и другие', ()),
    ],
)
def test_what_a_next_sentence_begins_with_does_not_open_a_list(said: str, values: tuple[str, ...]) -> None:
    assert enum_in(Text((Run(said),))) == values


@pytest.mark.parametrize(
    ("before", "end", "is_open"),
    [("For more control the ", "", False), ("The ", " in all other cases", True), ("For example, the ", "", True)],
)
def test_what_is_said_before_a_field_does_not_open_its_list(before: str, end: str, *, is_open: bool) -> None:
    runs = (Run("kind", code=True), Run(" must be one of "), Run("red", code=True), Run(" or "), Run("blue", code=True))
    assert bool(values_said(Text((Run(before), *runs, Run(end))))) is not is_open


@pytest.mark.parametrize("said", ["Operator: and/or", "Operator (and/or)", "Logical operator: or/and"])
def test_what_joins_is_a_value_of_an_operator(said: str) -> None:
    assert values_of_kind(said) == ("and", "or")


@pytest.mark.parametrize(
    "said",
    [
        "Sort by name and/or date",
        "Status: and/or",
        "Operator for widgets and/or lids",
        "Operator: name and/or date",
        "Filter by mode and/or kind",
        "Operator: eq/and",
    ],
)
def test_what_joins_is_no_value_of_anything_else(said: str) -> None:
    assert values_of_kind(said) == ()
