"""What sentences say of fields by name, to be held against the schema: type, default, range, that one is repeated.

Only plain sentences count: one that opens a condition (when, if, for, unless, only) says nothing of the field as such.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from msgspec.structs import replace

from driftwatch.extract.fields.described_defaults import other_defaults
from driftwatch.extract.fields.range_columns import spans_of
from driftwatch.extract.openapi.claimed import claimed_in, is_one_of_several
from driftwatch.extract.openapi.sample_values import Sample, unlike_values
from driftwatch.extract.pages.value_lists import value_lists
from driftwatch.extract.text.blocks import Block, Callout, Code, Item, List, Paragraph, Section, tables_of
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import slug
from driftwatch.model.facts import Values
from driftwatch.model.json_values import Json, canonical
from driftwatch.patterns import holds_any, lazy_regex
from driftwatch.platforms.messages.own_parts import own_parts
from driftwatch.platforms.messages.told import Path, sections_to
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
_SENDING: Final = (
    "send", "pass", "provide", "set", "encode", "give", "supply", "submit", "specify", "hand", "write", "put",
    "transmit",
)  # fmt: skip
_SENT: Final = lazy_regex(
    rf"\b(?:{'|'.join(_SENDING)})\s+(?:the\s+)?{_NAME}"
    rf"(?:\s+(?:field|parameter|value))?\s+(?:over\s+|in\s+)?as\s+(?:an?\s+)?(?:JSON\s+|plain\s+)?({_KIND})s?\b(?!\s+of\b)",
    re.IGNORECASE,
)
_IS: Final = lazy_regex(
    rf"{_NAME}(?:\s+(?:field|parameter))?\s+(?:is|must\s+be|should\s+be|has\s+to\s+be|accepts|takes|expects)\s+"
    rf"(?:always\s+)?an?\s+(?:JSON\s+)?({_KIND})(?=\s*(?:[.,;]|$|not\b|and\s+not\b))",
    re.IGNORECASE,
)
_IS_SENT: Final = lazy_regex(
    rf"{_NAME}(?:\s+(?:field|parameter|value))?\s+(?:is|must\s+be|should\s+be|has\s+to\s+be|needs\s+to\s+be)\s+(?:always\s+)?"
    r"(?:sent|passed|provided|set|encoded|given|supplied|submitted|specified|handed\s+over|written|put|transmitted)"
    rf"\s+as\s+(?:an?\s+)?(?:JSON\s+|plain\s+)?({_KIND})s?\b(?!\s+of\b)",
    re.IGNORECASE,
)
_REQUIRED: Final = lazy_regex(
    rf"{_NAME}(?:\s+(?:field|parameter))?\s+is\s+(always\s+required|required|mandatory|optional|not\s+required)\s*$",
    re.IGNORECASE,
)
_CONDITION: Final = lazy_regex(r"\b(?:when|if|for|unless|only|except|depending|with|on|in)\b", re.IGNORECASE)
_TYPE_CONDITION: Final = lazy_regex(r"\b(?:if|unless|only|except|depending|either|or)\b", re.IGNORECASE)
_SENTENCE: Final = lazy_regex(r"(?<=[.!?])\s+|\n{2,}|;\s+")
_SIZE: Final = lazy_regex(r"\d{2,5}\s?[x×]\s?\d{2,5}")
_CALL: Final = lazy_regex(rf"\x02\s?(?:(?:{ANY_METHOD})\b|/\w)|\b(?:{ANY_METHOD})\s/\w")
"""A call or its address, of which a sentence speaks that may stand in the section of another one."""
_LINKED: Final = "\x04"
_LONGEST: Final = 600
_RESPONSE: Final = lazy_regex(r"respon|return|result|output", re.IGNORECASE)


def claims_of(page: Section) -> tuple[Claim, ...]:
    """Return the claims of a page's prose, sorted; code samples, tables and examples make none."""
    return _sorted(_claims_in(page, value_lists(page)))


def claims_of_calls(page: Section, calls: Mapping[Path, str]) -> tuple[Claim, ...]:
    """Return what sections claim that are about one call alone, by its key; a sentence that names a call says none.

    Nor does one with a link, which may lead to what it is about.
    """
    found: list[Claim] = []
    for path, key in calls.items():
        section = sections_to(page, path)[-1]
        listed = value_lists(Section(title=page.title, children=(section,)))
        around = Section(title=page.title, children=(own_parts(section, key),))
        found.extend(replace(each, call=key) for each in _claims_in(around, listed, names_calls=False))
    return _sorted(found)


def _sorted(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return each claim once: those that say the same of the same at one place are one."""
    unlike = {
        (each.name, each.aspect, canonical(each.says), each.locator, each.within, each.call): each for each in found
    }
    return tuple(unlike[key] for key in sorted(unlike))


def _claims_in(page: Section, listed: tuple[Values, ...], *, names_calls: bool = True) -> list[Claim]:
    found: list[Claim] = []
    for above, section in page.walk():
        titles = " ".join(inner.title for inner in (*above[1:], section))
        within: Literal["response", ""] = "response" if _RESPONSE.search(titles) else ""
        for sentence in _sentences(section.blocks, linked="" if names_calls else _LINKED):
            if not names_calls and (_LINKED in sentence or _CALL.search(sentence)):
                continue
            found.extend(_claims(sentence, within=within, place=section.title))
            found.extend(_claimed(sentence, listed, within=within, place=section.title))
        found.extend(_of_samples(section))
        found.extend(_of_ranges(section, within=within))
        found.extend(
            Claim(
                name=each.name,
                aspect="default",
                says=each.says,
                within=within,
                locator=f"{section.title} > {each.name}",
            )
            for each in other_defaults(section)
        )
    return found


def _claims(sentence: str, *, within: Literal["response", ""], place: str) -> Iterator[Claim]:
    if "\x02" not in sentence:  # nothing is named
        return
    for pattern in (*((_SENT,) if holds_any(sentence.lower(), _SENDING) else ()), _IS_SENT, _IS):
        for match in pattern.finditer(sentence):
            if not _TYPE_CONDITION.search(sentence):
                kind = _TYPES[match[2].lower()]
                yield Claim(name=match[1], aspect="type", says=kind, within=within, locator=place)
    stated = _REQUIRED.search(sentence.rstrip(" .!"))
    before = sentence[: stated.start()] if stated else ""
    if stated and not (is_one_of_several(before) or _CONDITION.search(before)):
        needed = not stated[2].lower().startswith(("optional", "not"))
        yield Claim(name=stated[1], aspect="required", says=needed, within=within, locator=place)


def _claimed(
    sentence: str, listed: tuple[Values, ...], *, within: Literal["response", ""], place: str
) -> Iterator[Claim]:
    """Yield what a sentence claims outright; where it points to a table, with the values that the table lists."""
    for one in claimed_in(sentence):
        says = one.says if one.aspect != "enum" else _listed(one.name, listed)
        if says:
            yield Claim(name=one.name, aspect=one.aspect, says=says, within=within, locator=place)


def _of_samples(section: Section) -> Iterator[Claim]:
    """Yield what samples of one label send unlike, by name; whether it matters is the schema's to say."""
    samples = [Sample(block.lang, block.info, block.text) for block in section.blocks if isinstance(block, Code)]
    for name, sent in unlike_values(samples) if len(samples) > 1 else ():
        says = dict[str, Json](sent)
        yield Claim(name=name, aspect="samples", says=says, locator=section.title, stated_by="example")


def _of_ranges(section: Section, *, within: Literal["response", ""]) -> Iterator[Claim]:
    """Yield the span of what a table says that each model takes: the schema is to let all of it pass."""
    for table in tables_of(section.blocks):
        for span in spans_of(table):
            says = dict[str, Json]({"minimum": span.least, "maximum": span.most})
            yield Claim(
                name=span.name, aspect="spans", says=says, within=within, locator=section.title, stated_by="table"
            )


def _listed(name: str, listed: tuple[Values, ...]) -> list[str]:
    """Return the values of the tables that are about a field: named after it, or, of a size, holding sizes alone."""
    sizes = name.endswith(("size", "resolution", "dimensions"))
    about = (
        values.values
        for values in listed
        if slug(name).rstrip("s") in slug(values.name) or (sizes and all(map(_SIZE.fullmatch, values.values)))
    )
    return sorted({value for values in about for value in values})


def _sentences(blocks: tuple[Block | Item, ...], *, linked: str = "") -> Iterator[str]:
    """Yield sentences with names in code between marks, and what is `linked` begins with."""
    for block in blocks:
        if isinstance(block, Paragraph):
            runs = ((f"{linked if run.href else ''}{run.text}", run.code) for run in block.text.runs)
            text = "".join(f"\x02{text.strip()}\x03" if code else text for text, code in runs)
            folded = re.sub(r"(?<!\n)\n(?!\n)", " ", text) if "\n" in text else text
            yield from (sentence for sentence in _SENTENCE.split(folded) if len(sentence) <= _LONGEST)
        elif isinstance(block, Callout):
            yield from _sentences(block.blocks, linked=linked)
        elif isinstance(block, List):
            for item in block.items:
                yield from _sentences((Paragraph(item.text), *item.blocks), linked=linked)
