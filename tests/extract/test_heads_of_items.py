"""What stands right behind the name of a field in a list: its need in front of its type, and what else holds of it."""

import pytest

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.text.blocks import List
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.type_words import schema_of_type


def listed(bullet: str, *, untyped: bool = False) -> dict[str, DocumentedField]:
    (block,) = sections_of_markdown(f"- {bullet}\n").blocks
    assert isinstance(block, List)
    return {field.name: field for field in list_fields(block, untyped=untyped)}


@pytest.mark.parametrize(
    ("bullet", "kind", "needed"),
    [
        ("**Lid**: *required (string)*", "string", True),
        ("**lid** : _optional_ (integer) How wide", "integer", False),
        ("`lid`: mandatory (string, at most 9 letters)", "string", True),
        ("**Lid**: *required (string - minLength: 36 - maxLength: 36)*", "string", True),
        ("**Lid**: *(integer - default: 10)*", "integer", None),
        ("`lid` (string - required)", "string", True),
        ("**Lid** (string): the lid", "string", None),
    ],
)
def test_a_need_may_stand_in_front_of_the_type(bullet: str, kind: str, *, needed: bool | None) -> None:
    (field,) = listed(bullet).values()
    assert (field.name.lower(), schema_of_type(field.type), field.required) == ("lid", {"type": kind}, needed)


@pytest.mark.parametrize(
    "bullet",
    [
        "**Note**: required (see below)",
        "**Note**: it is required (string or not)",
        "**Note** (of the shop): required",
        "**Lids**: [required](https://example.com) (string)",
        "**Response** (object): what comes back",
    ],
)
def test_words_in_bold_without_a_type_are_no_fields(bullet: str) -> None:
    assert listed(bullet) == {}


def test_a_dash_between_brackets_says_nothing_of_a_need() -> None:
    (field,) = listed("`lid` (string - of wood): the lid").values()
    assert (field.type, field.required) == ("string", None)
