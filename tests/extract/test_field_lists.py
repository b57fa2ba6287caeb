"""Lists of fields that state no types: only where a heading or a sentence says that they are fields."""

import pytest

from driftwatch.extract.blocks import List
from driftwatch.extract.field_lists import list_fields
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.sections import sections_of_markdown


def listed(markdown: str, *, untyped: bool = True) -> dict[str, DocumentedField]:
    (block,) = sections_of_markdown(markdown).blocks
    assert isinstance(block, List)
    return {field.name: field for field in list_fields(block, untyped=untyped)}


def test_bullets_without_types_are_fields_where_that_is_said() -> None:
    bullets = "- `model`: (required) which one\n- `seed` (optional): a number\n- `tags` - words\n"
    found = listed(bullets)
    assert list(found) == ["model", "seed", "tags"]
    assert [field.required for field in found.values()] == [True, False, None]
    assert {field.type for field in found.values()} == {""}
    assert listed(bullets, untyped=False) == {}


@pytest.mark.parametrize(
    ("bullet", "kind"),
    [
        ("`force` - Boolean (0/1). Leave at once, even as the last one.", "Boolean"),
        ("`since` - time of the first line (integer). Older ones are left out.", "integer"),
        ("`size`: integer, in inches", "integer"),
        ("`record`: Record, as it was read.", ""),
        ("`kind`: string or number of it", ""),
        ("`size` - how large (optional)", ""),
    ],
)
def test_a_type_may_stand_in_the_words_of_a_description(bullet: str, kind: str) -> None:
    (field,) = listed(f"- {bullet}\n").values()
    assert field.type == kind
    assert listed(f"- {bullet}\n", untyped=False) == {}


@pytest.mark.parametrize("bullet", ["`404`: not there", "`true`: on", "`null`: nothing", "`a b`: two", "`name` is odd"])
def test_a_value_or_a_sentence_is_no_field(bullet: str) -> None:
    assert listed(f"- {bullet}\n") == {}


def test_a_type_in_brackets_may_lead_to_what_it_is() -> None:
    found = listed("- `owner` ([user](#user) object, required): whose, see [there](#x)\n", untyped=False)
    assert (found["owner"].target, found["owner"].required) == ("#user", True)


def test_definitions_without_types_are_fields_where_that_is_said() -> None:
    definitions = "max_id\n: **Internal.** Take the link instead.\n"
    assert list(listed(definitions)) == ["max_id"]
    assert listed(definitions, untyped=False) == {}


def test_bullets_are_written_as_a_query_string_is() -> None:
    found = listed("- `size=<number>`: Its size.\n- `state=on|off`: Whether it runs. Optional.\n", untyped=False)
    assert (found["size"].type, found["size"].required) == ("number", None)
    assert (found["state"].enum, found["state"].required) == (("off", "on"), False)


@pytest.mark.parametrize(
    ("bullet", "required"),
    [("`x` - optional, its size", False), ("`x`: Required. Its size", True), ("`x`: required if big", None)],
)
def test_a_description_says_whether_its_field_is_required(bullet: str, *, required: bool | None) -> None:
    assert listed(f"- {bullet}\n")["x"].required is required


def test_patterns_below_words_of_values_are_no_values() -> None:
    bullets = "- `filters`: a map. Available filters:\n  - `lid=<name>`: one\n  - `state=`(`a`|`b`)\n"
    assert (listed(bullets)["filters"].enum, listed(bullets)["filters"].children) == ((), ())
    assert listed(bullets.replace("=<name>", "").replace("=`(", "`("))["filters"].enum == ("lid", "state")


def test_an_item_that_begins_with_empty_code_is_no_field() -> None:
    assert listed("- ` ` stands for a blank\n- `size`: how large\n") == {
        "size": listed("- `size`: how large\n")["size"]
    }
