"""What sentences say of fields by name, to be held against the schema: "Send `seconds` as a string".

Only plain sentences count: one that opens a condition (when, if, for, unless, only) says nothing of the field as such.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from driftwatch.extract.blocks import Block, Callout, Item, List, Paragraph, Section
from driftwatch.platforms.platform import Claim

_TYPES: Final = {
    "string": "string",
    "text": "string",
    "integer": "integer",
    "int": "integer",
    "number": "number",
    "float": "number",
    "boolean": "boolean",
    "bool": "boolean",
    "array": "array",
    "list": "array",
    "object": "object",
}
_KIND: Final = "|".join(_TYPES)
_NAME: Final = r"\x02([A-Za-z_][\w.\[\]-]{0,80})\x03"
_SENT: Final = re.compile(
    rf"\b(?:send|pass|provide|set|encode|give|supply|submit|specify)\s+(?:the\s+)?{_NAME}"
    rf"(?:\s+(?:field|parameter|value))?\s+as\s+(?:an?\s+)?(?:JSON\s+|plain\s+)?({_KIND})s?\b(?!\s+of\b)",
    re.IGNORECASE,
)
_IS: Final = re.compile(
    rf"{_NAME}(?:\s+(?:field|parameter))?\s+(?:is|must\s+be|should\s+be|has\s+to\s+be|accepts|takes|expects)\s+"
    rf"(?:always\s+)?an?\s+(?:JSON\s+)?({_KIND})(?=\s*(?:[.,;]|$|not\b|and\s+not\b))",
    re.IGNORECASE,
)
_REQUIRED: Final = re.compile(
    rf"{_NAME}(?:\s+(?:field|parameter))?\s+is\s+(always\s+required|required|mandatory|optional|not\s+required)\s*$",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"\b(?:when|if|for|unless|only|except|depending|with|on|in)\b", re.IGNORECASE)
_TYPE_CONDITION: Final = re.compile(r"\b(?:if|unless|only|except|depending|either|or)\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n{2,}|;\s+")
_LONGEST: Final = 600
_RESPONSE: Final = re.compile(r"respon|return|result|output", re.IGNORECASE)


def claims_of(page: Section) -> tuple[Claim, ...]:
    """Return the claims of a page's prose, sorted; code samples, tables and examples make none."""
    found: set[Claim] = set()
    for above, section in page.walk():
        titles = " ".join(inner.title for inner in (*above[1:], section))
        within: Literal["response", ""] = "response" if _RESPONSE.search(titles) else ""
        for sentence in _sentences(section.blocks):
            found.update(_claims(sentence, within=within, place=section.title))
    return tuple(sorted(found, key=lambda claim: (claim.name, claim.aspect, str(claim.says), claim.locator)))


def _claims(sentence: str, *, within: Literal["response", ""], place: str) -> Iterator[Claim]:
    for pattern in (_SENT, _IS):
        for match in pattern.finditer(sentence):
            if not _TYPE_CONDITION.search(sentence):
                kind = _TYPES[match[2].lower()]
                yield Claim(name=match[1], aspect="type", says=kind, within=within, locator=place)
    stated = _REQUIRED.search(sentence.rstrip(" .!"))
    if stated and not _CONDITION.search(sentence.replace(stated[0], "")):
        needed = not stated[2].lower().startswith(("optional", "not"))
        yield Claim(name=stated[1], aspect="required", says=needed, within=within, locator=place)


def _sentences(blocks: tuple[Block | Item, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            runs = ((run.text, run.code) for run in block.text.runs)
            text = "".join(f"\x02{text.strip()}\x03" if code else text for text, code in runs)
            folded = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
            yield from (sentence for sentence in _SENTENCE.split(folded) if len(sentence) <= _LONGEST)
        elif isinstance(block, Callout):
            yield from _sentences(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from _sentences((Paragraph(item.text), *item.blocks))
