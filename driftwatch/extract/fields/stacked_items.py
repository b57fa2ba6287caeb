"""Items that are the name of a field alone, above a line that begins with its type: "`size` (required)", "`integer`".

Markdown that is made of specifications for programs to read is written so.
"""

from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Item, List, Paragraph, Run, Text
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex

_NEED: Final = lazy_regex(r"\s?[(\[]([^()\[\]]{1,40})[)\]]\s?")
_ENDS: Final = lazy_regex(r"\s?(?:$|[,;:\n\uff1a]|[-\u2013\u2014]\s)")
"""What stands behind a type that is no word of a sentence: "`string` - What it is", and not "`string` values"."""
_FEW: Final = 3


def unstacked(block: List) -> List:
    """Return a list with such items as one line each: "`size` (integer, required) - How wide"."""
    items = tuple(map(_unstacked, block.items))
    return block if items == block.items else replace(block, items=items)


def _unstacked(item: Item) -> Item:
    runs = [run for run in item.text.runs if run.text.strip()]
    first = item.blocks[0] if item.blocks and 0 < len(runs) <= len(item.text.runs) <= _FEW else None
    if not isinstance(first, Paragraph) or not first.text.runs or not first.text.runs[0].code:
        return item
    kind, *behind = first.text.runs
    name, *rest = runs
    need = _NEED.fullmatch("".join(run.text for run in rest)) if rest else None
    is_alone = name.code and (not rest or (need is not None and word(need[1]) in OUTRIGHT_NEED))
    is_typed = names_type(kind.text) and (not behind or (not behind[0].code and _ENDS.match(behind[0].text)))
    if not is_alone or not is_typed:
        return item
    said = f" ({tidy(kind.text)}, {need[1]})" if need is not None else f" ({tidy(kind.text)})"
    return Item(Text((Run(name.text, code=True), Run(said), *behind)), item.blocks[1:])
