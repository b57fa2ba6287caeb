"""Sentences of a page's prose: paragraphs, bullets and callouts; never code, tables or descriptions of fields."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.text.blocks import Block, Callout, Item, List, Paragraph, Section, Text, asked_once
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import holds_any, lazy_regex, pieces_of

_ENDING: Final = lazy_regex(r"[.!?。！？；\n](?:(?<=[.!?])\s+(?=[A-Z\"'(\[\d`*$])|(?<=[。！？；])\s*|(?<=\n)\n*)")
_LONGEST: Final = 600
_MOST_LOOKS: Final = 1_000_000
"""Looks for a code span in a sentence of one paragraph; what has a thousand of each is no prose."""
_PLACEHOLDER: Final = lazy_regex(
    r"<[A-Za-z][\w -]{0,40}>|\$\{?[A-Z][A-Z0-9_]{2,40}\}?|\bos\.environ\[[^\]]{1,60}\]|\bprocess\.env\.\w{1,60}"
    r"|\bsk-(?:[\w*-]{1,60}|\.{3})|(?<!/)\{\{?\w{0,30}(?:key|token|KEY|TOKEN)\w{0,10}\}?\}"
)
_NAME: Final = lazy_regex(r"\b(?:[A-Z0-9]{1,20}_){1,4}(?:KEY|TOKEN)\b")
"""Of a variable that holds a key."""
_MARKS: Final = ("<", "$", "{", "sk-", "environ[", "process.env")
"""What each placeholder has one of; most sentences have none, and the pattern is slow."""
_KEY_PLACEHOLDER: Final = lazy_regex(r"key|token|sk-|secret", re.IGNORECASE)


class Sentence(Struct, frozen=True):
    """A sentence of prose with the code spans in it, and the heading it stands under."""

    text: str
    codes: tuple[str, ...]
    section: str


def sentences_of(page: Section) -> Iterator[Sentence]:
    """Yield the sentences of a page in reading order; keys in them are written `{key}`, whatever the placeholder."""
    for _, section in page.walk():
        for text in texts_of(section.blocks):
            yield from _sentences(text, section.title)


def texts_of(blocks: Sequence[Block | Item], depth: int = 0) -> Iterator[Text]:
    """Yield the texts of paragraphs, bullets and callouts."""
    for block in blocks if depth < 40 else ():  # noqa: PLR2004 - deeper than any page
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Item):
            yield block.text
            yield from texts_of(block.blocks, depth + 1)
        elif isinstance(block, List):
            yield from texts_of(block.items, depth + 1)
        elif isinstance(block, Callout):
            yield from texts_of(block.blocks, depth + 1)


@asked_once
def texts_of_page(page: Section) -> tuple[Text, ...]:
    """Return the same of all sections of a page."""
    return tuple(text for _, section in page.walk() for text in texts_of(section.blocks))


def without_keys(text: str) -> str:
    """Write `{key}` for any placeholder of a key, and for the name of a variable that holds one."""
    said = without_placeholders(text)
    return _NAME.sub("{key}", said) if "_KEY" in said or "_TOKEN" in said else said


def without_placeholders(text: str) -> str:
    """Write `{key}` for any placeholder of a key: `$API_KEY`, `<YOUR_KEY>` and `sk-...` mean the same."""
    if not holds_any(text, _MARKS) or not _KEY_PLACEHOLDER.search(text):
        return text
    return _PLACEHOLDER.sub(lambda match: "{key}" if _KEY_PLACEHOLDER.search(match.group()) else match.group(), text)


def _sentences(text: Text, section: str) -> Iterator[Sentence]:
    pieces, codes = tuple(pieces_of(text.plain, _ENDING)), text.codes
    codes = codes if len(pieces) * len(codes) <= _MOST_LOOKS else ()
    for piece in pieces:
        said = tidy(piece)
        if said and len(said) <= _LONGEST:
            yield Sentence(without_keys(said), tuple(code for code in codes if code in piece), tidy(section))
