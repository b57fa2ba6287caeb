"""The lines of a block in which a call may be told in parts: its paragraph, or its items."""

from collections.abc import Iterator

from driftwatch.extract.text.blocks import Block, List, Paragraph


def lines_of(block: Block) -> tuple[str, ...]:
    """Return the texts of a paragraph, or of the items of a list."""
    if isinstance(block, Paragraph):
        return (block.text.plain,)
    return tuple(item.text.plain for item in block.items) if isinstance(block, List) else ()


def lines_within(block: Block) -> Iterator[str]:
    """Yield the lines of a block, with those below an item that is but a label: "- Request:" above "- Method: GET"."""
    yield from lines_of(block)
    items = (item for item in block.items if item.text.plain.rstrip().endswith(":")) if isinstance(block, List) else ()
    yield from (text for item in items for inner in item.blocks if isinstance(inner, List) for text in lines_of(inner))
