"""Code by its indentation within items of lists, as CommonMark has it, and what only stands deep."""

import pytest

from driftwatch.extract.text.blocks import Block, Code, Item, List, Paragraph
from driftwatch.extract.text.sections import sections_of_markdown


def first_item(markdown: str) -> Item:
    (block,) = sections_of_markdown(markdown).blocks
    assert isinstance(block, List)
    return block.items[0]


def deepest(item: Item) -> tuple[Block, ...]:
    inner = [block for block in item.blocks if isinstance(block, List)]
    return deepest(inner[0].items[0]) if inner else item.blocks


@pytest.mark.parametrize(
    "markdown",
    [
        "- lid\n\n      size: 3\n",
        "-   lid\n\n        size: 3\n",
        "1. lid\n\n       size: 3\n",
        "+ box\n    + lid\n\n            size: 3\n",
        "+ box\n\n    + lid\n\n            size: 3\n",
    ],
)
def test_what_stands_four_columns_deeper_than_its_item_is_code(markdown: str) -> None:
    (block,) = deepest(first_item(markdown))
    assert isinstance(block, Code)
    assert block.text.strip() == "size: 3"


@pytest.mark.parametrize(
    "markdown",
    [
        "- lid\n\n  size: 3\n",
        "- lid\n\n    size: 3\n",
        "-   lid\n\n      size: 3\n",
        "1. lid\n\n    size: 3\n",
        "- lid\n        size: 3\n",
    ],
)
def test_what_stands_less_deep_or_goes_on_is_prose(markdown: str) -> None:
    item = first_item(markdown)
    assert not any(isinstance(block, Code) for block in item.blocks)
    assert "size: 3" in item.text.plain + "".join(
        block.text.plain for block in item.blocks if isinstance(block, Paragraph)
    )


def test_a_list_that_stands_too_deep_is_still_one() -> None:
    (block,) = first_item("- lid\n\n        - size\n        - colour\n").blocks
    assert isinstance(block, List)


def test_tags_leave_no_code_by_indentation() -> None:
    page = sections_of_markdown("<Steps>\n\n- lid\n\n      size: 3\n\n</Steps>\n\n- box\n\n      size: 4\n")
    assert not any(isinstance(block, Code) for _, section in page.walk() for block in section.blocks)
