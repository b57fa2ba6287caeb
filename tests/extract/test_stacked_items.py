"""An item that is a name alone, above a line with its type, is one line; any other item is what it is."""

from driftwatch.extract.fields.stacked_items import unstacked
from driftwatch.extract.text.blocks import Item, List, Paragraph, Run, Text


def test_an_item_without_words_of_its_own_is_no_name() -> None:
    kind = Paragraph(Text((Run("string", code=True),)))
    nothing = List((Item(Text(()), (kind,)), Item(Text((Run(" "),)), (kind,))))
    assert unstacked(nothing) == nothing
    named = Item(Text((Run("size", code=True),)), (kind,))
    assert unstacked(List((named,))).items[0].text.runs[1].text == " (string)"
