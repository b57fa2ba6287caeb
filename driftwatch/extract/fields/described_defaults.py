"""What the description of a field says against the column or the attribute beside it: another default."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from driftwatch.extract.fields.defaults import default_of_cell
from driftwatch.extract.openapi.claimed import described_default
from driftwatch.extract.text.blocks import Block, Callout, FieldBlock, List, Paragraph, Section, Table, Text, tables_of
from driftwatch.extract.text.columns import columns_of
from driftwatch.extract.words.wording import tidy

_DEPTH: Final = 40


class OtherDefault(Struct, frozen=True):
    """A field by its name, and the default that its description says."""

    name: str
    says: str


def other_defaults(section: Section) -> Iterator[OtherDefault]:
    """Yield the defaults that descriptions of a section's fields say, where the fields state one beside them."""
    for table in tables_of(section.blocks):
        yield from _of_rows(table)
    yield from _of_components(section.blocks)


def _of_rows(table: Table) -> Iterator[OtherDefault]:
    at = columns_of(table.header)
    if not {"name", "default", "description"} <= at.keys():
        return
    for row in table.rows:
        if default_of_cell(row[at["default"]]) is not None:
            yield from _said(_name(row[at["name"]]), (row[at["description"]],))


def _of_components(blocks: tuple[Block, ...], depth: int = 0) -> Iterator[OtherDefault]:
    for block in blocks if depth < _DEPTH else ():
        if isinstance(block, FieldBlock) and isinstance(block.default, str):
            texts = (inner.text for inner in block.blocks if isinstance(inner, Paragraph))
            yield from _said(tidy(block.name).strip("`"), tuple(texts))
        elif isinstance(block, Callout):
            yield from _of_components(block.blocks, depth + 1)
        elif isinstance(block, List):
            for item in block.items:
                yield from _of_components(item.blocks, depth + 1)


def _said(name: str, texts: tuple[Text, ...]) -> Iterator[OtherDefault]:
    for text in texts:
        written = "".join(f"`{run.text}`" if run.code else run.text for run in text.runs)
        says = described_default(written)
        if name and says is not None:
            yield OtherDefault(name, says)
            return


def _name(cell: Text) -> str:
    return cell.codes[0] if cell.codes else tidy(cell.plain).partition(" ")[0]
