"""What stands indented below what a term means is part of it: no word is lost, and none of it is code."""

from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.text.blocks import List, Paragraph
from driftwatch.extract.text.sections import sections_of_markdown

PAGE = """# Boxes

Commands:

open
:   Opens it. Further parameters are:

    - `lid`: the lid to lift
    - `wide`: whether to open it wide

    Only once a day.

close
:   Closes it.

Then look.
"""


def test_lists_and_paragraphs_below_a_definition_stand_in_it() -> None:
    (lead, terms, tail) = sections_of_markdown(PAGE).blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(tail, Paragraph)
    assert isinstance(terms, List)
    assert terms.is_definitions
    assert [item.text.plain.partition(":")[0] for item in terms.items] == ["open", "close"]
    (listed, more), below = terms.items[0].blocks, terms.items[1].blocks
    assert isinstance(listed, List)
    assert [item.text.codes for item in listed.items] == [("lid",), ("wide",)]
    assert isinstance(more, Paragraph)
    assert more.text.plain == "Only once a day."
    assert below == ()


def test_what_follows_at_the_margin_is_no_part_of_a_definition() -> None:
    (terms, tail) = sections_of_markdown("# A\n\nterm\n:   What it is.\n\n  Not below it.\n").blocks
    assert isinstance(terms, List)
    assert terms.items[0].blocks == ()
    assert isinstance(tail, Paragraph)


def test_terms_in_code_with_a_type_make_the_others_of_their_list_fields_as_well() -> None:
    def names(said: str) -> list[str]:
        terms = f"`size`\n:   (integer) How many.\n\n`lid`\n:   (string) A word.\n\n`code`\n:   {said}\n"
        (block,) = sections_of_markdown(terms).blocks
        assert isinstance(block, List)
        return [field.name for field in list_fields(block)]

    assert names("(numeric string), as `6`") == ["size", "lid", "code"]
    assert names("(boolean) Whether.") == ["size", "lid", "code"]


def test_one_typed_term_says_nothing_of_the_others() -> None:
    (block,) = sections_of_markdown("`size`\n:   (integer) How many.\n\n`lid`\n:   It is there.\n").blocks
    assert isinstance(block, List)
    assert [field.name for field in list_fields(block)] == ["size"]
