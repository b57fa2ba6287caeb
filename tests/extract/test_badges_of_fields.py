"""Empty components beside the name or type of a field that are called as what they show."""

import pytest

from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.text.blocks import Table
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words.wording import required_word


@pytest.mark.parametrize(
    ("badge", "says"),
    [("<Required />", "required"), ("<Optional/>", "optional"), ('<Required text="at night" />', "")],
)
def test_a_badge_says_the_need(badge: str, says: str) -> None:
    table = f"| Name | Type |\n|-|-|\n| `size` {badge} | int |\n| `kind` | string {badge} |\n| `note` | string |\n"
    (block,) = sections_of_markdown(table).blocks
    assert isinstance(block, Table)
    need = required_word(says) if says else None
    assert [(one.name, one.required) for one in table_fields(block)] == [("size", need), ("kind", need), ("note", None)]
