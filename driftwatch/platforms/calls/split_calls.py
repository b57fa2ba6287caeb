"""Calls of which one line names the method and a later one the address: "HTTP POST", and `/widgets` below it."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, Paragraph
from driftwatch.extract.words.wording import tidy
from driftwatch.platforms.calls.call_lines import LONGEST_TARGET, call_of_line, method_alone
from driftwatch.platforms.calls.endpoint_headings import BARE
from driftwatch.platforms.calls.named_call import NamedCall

_LONGEST: Final = 40
"""Letters of a line that names a method and nothing else."""
_BETWEEN: Final = 3
"""Paragraphs between a method and its address, which say what the call is for."""


def split_calls(blocks: Sequence[Block]) -> dict[int, NamedCall]:
    """Return the calls of a section that lines name in two parts, by the number of the block with the method.

    One alone whose address follows at once opens its section, and is read where such lines are looked for.
    """
    methods = {number: said for number, block in enumerate(blocks) if (said := _method_of(block))}
    if len(methods) == 1 and _address_of(blocks, next(iter(methods)) + 1):
        return {}
    calls = {number: call_of_line(f"{said} {_address_below(blocks, number + 1)}") for number, said in methods.items()}
    return {number: call for number, call in calls.items() if call is not None}


def _method_of(block: Block) -> str:
    is_short = isinstance(block, Paragraph) and len(block.text.plain) <= _LONGEST
    said = method_alone(tidy(block.text.plain)) if isinstance(block, Paragraph) and is_short else ""
    return said if said.isupper() else ""


def _address_below(blocks: Sequence[Block], start: int) -> str:
    """Return the address right below a method, or the next one that stands alone as code before another method."""
    for number, block in enumerate(blocks[start : start + _BETWEEN + 1]):
        if not isinstance(block, Paragraph) or _method_of(block):
            return ""
        if (said := _address_of(blocks, start + number)) and (number == 0 or block.text.codes):
            return said
    return ""


def _address_of(blocks: Sequence[Block], number: int) -> str:
    block = blocks[number] if number < len(blocks) else None
    said = tidy(block.text.plain) if isinstance(block, Paragraph) and len(block.text.plain) <= LONGEST_TARGET else ""
    return said if said.startswith(("/", "http")) and BARE.match(said) else ""
