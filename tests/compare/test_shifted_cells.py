"""A tick that stands below another column says something else, though the row has the words that it had."""

import pytest

from tests.compare.page_snapshots import changes_of, lines_of

TABLE = "# Rights\n\n| Thing | Read | Write | Drop |\n|-|-|-|-|\n| boxes | {} |  |\n| lids | ✅ | ✅ |  |\n"


@pytest.mark.parametrize("tick", ["✅", "yes", "x"])
def test_a_tick_that_moved_to_another_column_is_told(tick: str):
    before, after = TABLE.format(f"{tick} | "), TABLE.format(f" | {tick}")
    (told,) = lines_of(changes_of(before, after))
    assert told[:2] == ("page.row.changed", "Rights")
    assert f"Write: {tick}" in str(told[3])
    assert "Write: " + tick not in str(told[2])


def test_columns_in_another_order_and_one_more_that_is_empty_are_silent_for_the_rows():
    before = TABLE.format("✅ | ")
    swapped = before.replace("| Read | Write |", "| Write | Read |").replace("| boxes | ✅ |  |", "| boxes |  | ✅ |")
    assert changes_of(before, swapped) == ()
    wider = before.replace("Drop |", "Drop | Note |").replace("|-|-|-|-|", "|-|-|-|-|-|").replace("|  |\n", "|  |  |\n")
    assert {each.kind for each in changes_of(before, wider)} <= {"page.row.changed"}
    assert "boxes" not in str(lines_of(changes_of(before, wider)))
