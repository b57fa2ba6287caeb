"""Error tables in other clothes: lists of statuses, definition lists, headings with keyed bullets, as tables."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from driftwatch.extract.failures.error_tables import (
    begins_with_failure,
    counts_something,
    has_phrase,
    is_identifier,
    phrase_of,
    vendor_code,
)
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.text.blocks import Block, Callout, Item, List, Paragraph, Run, Section, Table, Text, behind_bold
from driftwatch.extract.words import error_words, vocabulary
from driftwatch.extract.words.retry_advice import retry_of_prose
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import tidy, unboxed, word
from driftwatch.patterns import lazy_regex

_FEWEST: Final = 2
"""Items from which a list is one of failures: a single number may be an accident, but not below "Errors"."""
_MEANING: Final = 2
"""Cell of a row, as it is made here, that says what the status means."""
_MEASURED_IN: Final = lazy_regex(error_words.MEASURED_IN, re.IGNORECASE)
_LONGEST: Final = 2_000
_LONGEST_TERM: Final = 200
_LONGEST_LABEL: Final = 80
_METHOD: Final = lazy_regex(rf"\b(?:{vocabulary.ANY_METHOD})\b")
_LEAD: Final = lazy_regex(r"(?:in case of|on|(?:if|when) you (?:get|receive|see))\s(?:an?\s)?", re.IGNORECASE)
"""What may stand before the status: "in case of 429 - wait"."""
_WHEN: Final = (
    r"(?:return|response|status)\scodes?\b|(?:(?:is|are|will\sbe)\s(?:used|returned|sent|answered|thrown|raised)|means|indicates"
    r"|signals|if|when|whenever|in\scase|because|unless)\b"
)
"""What says behind a status when it is answered: "404 if there is no box"."""
_ITEM: Final = lazy_regex(
    r"(?P<status>(?:HTTP\s)?(?:[45]\d\d|[45][xX]{2}))(?![\w.%]|[-,]\d)(?:\s(?:errors?|responses?)(?!\scodes?))?"
    rf"(?:\s?\(?(?P<reason>[A-Z][A-Za-z' -]{{2,40}}?)\)?(?=\s?(?:[:：\u2013\u2014]|-(?!\w)|$)|\s(?:{_WHEN})))?"
    rf"\s?(?:[:：\u2013\u2014-]>?\s?|(?=\()|(?<=\s)(?={_WHEN}))"
    r"(?:(?P<code>[\w.:-]{3,60}?)\)?\s?[:：\u2013\u2014]\s?)?(?P<said>.+)?$",
    re.DOTALL,
)
"""`402 - billing_error: text`, `409 box_taken: text`, `429: text`, `500 Internal Server Error - text`."""
_HEADED: Final = r"(?:HTTP\s)?[45]\d\d(?:\s[A-Z][A-Za-z' -]{2,40}?)?"
_BETWEEN: Final = lazy_regex(r"\s?(?:[/,&]|\bor\b|\band\b)\s?(?=(?:HTTP\s)?[45]\d\d)")
_SEVERAL: Final = lazy_regex(
    rf"(?P<heads>{_HEADED}(?:{_BETWEEN.pattern}{_HEADED}){{1,8}})\s?(?:[:\uff1a\u2013\u2014]|\s-)\s(?P<said>\S.*)$",
    re.DOTALL,
)
"""Several statuses, each with its reason, and what is said of all of them."""
_BARE: Final = lazy_regex(r"(?:HTTP\s)?\d{3}")
_GLUED: Final = lazy_regex(r"-(?=\w)")
_CODED: Final = lazy_regex(
    r"(?P<code>[\w.:-]{3,60})\s?[(\uff08](?:HTTP\s)?(?P<status>[45]\d\d)[)\uff09]"
    r"\s?[:\uff1a\u2013\u2014-]\s?(?P<said>\S.*)$",
    re.DOTALL,
)
_STATUS_WITH_CODE: Final = lazy_regex(r"([45]\d\d)\s((?![A-Z][a-z]*$)[\w.:-]{3,60})$")
_SIGN: Final = lazy_regex(r"\s?[:\uff1a\u2013\u2014-]\s")
_WHEN_BEHIND: Final = lazy_regex(r"\s(?=(?:for|if|when|whenever|where|because|while|after|before|unless|on)\b)")
"""What sets words apart from a code without a sign: they say when it comes, and nothing else of it."""
_STATUS: Final = lazy_regex(r"(?:HTTP\s)?[1-5]\d\d")
_STATUS_OF_LINE: Final = lazy_regex(r"(?:HTTP\s)?[1-5]\d\d\s?(?:[:\uff1a(\u2013\u2014-]|[A-Z])")
"""A line that begins with a status, which something sets apart from what is said of it."""
_NAMED_STATUS: Final = lazy_regex(r"^((?:HTTP\s)?[45]\d\d)\s(?=[A-Z][A-Za-z' -]{2,40}$)")
_SEPARATED: Final = lazy_regex(r"[:\uff1a\u2013\u2014-]|[A-Z][A-Za-z' -]{2,40}\s?(?:[:\uff1a\u2013\u2014-]|$)")
"""What stands behind a status where something sets it apart from what is said of it: a sign, or its reason."""
_NUMBER: Final = lazy_regex(r"[\dxX]{3}")
_KEYED: Final = lazy_regex(r"([^:：]{2,40})[:：]\s?(.+)$", re.DOTALL)
_CODE_AT_HEAD: Final = lazy_regex(r"([A-Za-z0-9_.:-]{3,60}?)(?:\s?[:\uff1a]\s|\s[\u2013\u2014-]\s|$)")
"""A code with which a heading begins, and what sets apart how it is called: "BOX_1 - Lid missing"."""
_WRITTEN_AS_CODE: Final = lazy_regex(r"(?![vV]?[\d._-]+$)(?:[A-Z][A-Z0-9_.-]*|(?=[^_]*_)[\w.:-]+)$")
"""What a heading is where it is a code for sure, and neither words with a dash between them nor a version."""
_STATUS_KEYS: Final = vocabulary.STATUS_COLUMNS - {"error", "error code", "code", "symptom", "signal"}
_HEAD: Final = tuple(Text((Run(said),)) for said in ("HTTP status", "Name", "Meaning", "Retry", "Action"))


def error_lists(section: Section) -> Iterator[Table]:
    """Yield what stands below a heading in the form of a table: its lists of statuses, and its keyed bullets."""
    fewest = 1 if error_words.OF_FAILURES.search(section.title) else _FEWEST
    yield from _of_blocks(section.blocks, fewest)
    yield from _inside_items(section)
    keyed = _keyed_heading(section)
    if keyed is not None:
        yield keyed


def _of_blocks(blocks: Sequence[Block], fewest: int) -> Iterator[Table]:
    rows = [*_pairs(blocks)]
    for above, block in zip((None, *blocks), blocks, strict=False):
        if isinstance(block, List):
            fewest = 1 if _is_label(above) else fewest
            is_marked = _is_marked(block, fewest)
            fewest = 1 if is_marked else fewest
            items = [_apart(item) for item in block.items] if is_marked else block.items
            items = [_unlabelled(item) for item in items] if fewest == 1 else items
            rows += (row for item in items for each in _parts(item, fewest) if (row := _row(each)))
        elif isinstance(block, Paragraph):
            rows += (row for item in _lines(block.text) if (row := _row(item)))
        elif isinstance(block, Callout):
            yield from _of_blocks(block.blocks, fewest)
    if len(rows) >= fewest and not all(_MEASURED_IN.match(row[_MEANING].plain) for row in rows):
        yield Table(header=_HEAD, rows=tuple(rows))


def _lines(text: Text) -> tuple[Item, ...]:
    """Return an item for each line of a text whose lines all begin with a status; else one for all of it."""
    lines = text.plain[:_LONGEST].split("\n")
    if len(lines) == 1 or not all(map(_STATUS_OF_LINE.match, lines)):
        return (Item(text),)
    return tuple(Item(Text((Run(line),))) for line in lines)


def _is_label(block: Block | None) -> bool:
    """Tell whether a line announces failures: "**Status codes**:"."""
    said = block.text.plain if isinstance(block, Paragraph) and block.text.is_label else ""
    return error_words.OF_FAILURES.search(said) is not None


def _inside_items(section: Section) -> Iterator[Table]:
    """Yield what stands in items that announce failures: "**Status codes**:", with a list of its own.

    Beside the method of a call it is of that call alone, which is told of it.
    """
    items = [item for block in section.blocks if isinstance(block, List) for item in block.items]
    inner = [item.blocks for item in items if item.blocks and _announces(item.text)]
    if inner and not any(map(_METHOD.search, (section.title, *(item.text.plain[:_LONGEST] for item in items)))):
        for blocks in inner:
            yield from _of_blocks(blocks, 1)


def _announces(text: Text) -> bool:
    """Tell whether an item announces failures: what stands in it is a list of them."""
    said = text.plain.rstrip() if len(text.plain) <= _LONGEST_LABEL else ""
    return said.endswith((":", "\uff1a")) and error_words.OF_FAILURES.search(said) is not None


def _is_marked(block: List, fewest: int) -> bool:
    """Tell whether all items of a list begin with a status that is set apart by its type: "**404** There is none".

    Where its heading does not speak of failures, one of them is a success: other numbers may be limits.
    """
    heads = [item.text.runs[0] if item.text.runs else Run("") for item in block.items]
    marked = [(head.code or head.strong) and _STATUS.fullmatch(head.text.strip(" :\uff1a")) for head in heads]
    if len(marked) < _FEWEST or not all(marked) or any(counts_something(tidy(item.text.plain)) for item in block.items):
        return False
    return fewest == 1 or any(head.text.strip().startswith("2") for head in heads)


def _apart(item: Item) -> Item:
    """Return such an item as if a colon stood behind the status."""
    first, *rest = item.text.runs
    behind = "".join(run.text for run in rest).strip()
    is_apart = _SEPARATED.match(behind) is not None or not behind
    return item if is_apart else Item(Text((Run(first.text.strip(" :\uff1a")), Run(f": {behind}"))), item.blocks)


def _unlabelled(item: Item) -> Item:
    """Return an item of a list of failures without the word for a status before it: "Status: 404 Not Found"."""
    match = _KEYED.match(tidy(item.text.plain)) if len(item.text.plain) <= _LONGEST else None
    is_status = match is not None and word(match[1]) in _STATUS_KEYS and begins_with_failure(match[2])
    if match is None or not is_status:
        return item
    said = _NAMED_STATUS.sub(r"\1: ", match[2], count=1)  # "404 Not Found" is all that it says
    return Item(Text((Run(said),)), item.blocks)


def _parts(item: Item, fewest: int) -> tuple[Item, ...]:
    """Return an item for each status of one that names several: "`502 Bad Gateway` / `503`: Wait".

    One of them is called as the registry does; numbers alone are statuses only in a list of failures.
    """
    plain = item.text.plain
    match = _SEVERAL.match(tidy(plain)) if plain[:1] in ("4", "5", "H") and len(plain) <= _LONGEST else None
    if match is None:
        return (item,)
    heads = _BETWEEN.split(match["heads"])
    are_bare = all(map(_BARE.fullmatch, heads))
    if not (fewest == 1 if are_bare else any(map(has_phrase, heads))):
        return (item,)
    return tuple(Item(Text((Run(f"{head}: {match['said']}"),)), item.blocks) for head in heads)


def _row(item: Item) -> tuple[Text, ...]:
    """Read an item that begins with a status; () when it does not."""
    plain = item.text.plain
    if "4" not in plain and "5" not in plain:  # most paragraphs of a page
        return ()
    if (coded := _coded(item)) is not None:
        return coded
    said = unboxed(tidy(plain))
    lead = _LEAD.match(said)
    said = said[lead.end() :] if lead else said
    is_count = counts_something(said)
    phrase = phrase_of(said)
    if phrase and _GLUED.match(said, len(phrase)):  # "400 Bad Request-invalid body"
        said = f"{phrase} - {said[len(phrase) + 1 :]}"
    said, name = _code_apart(said, item.text)
    is_failure = len(said) <= _LONGEST and begins_with_failure(said) and not is_count
    match = _ITEM.match(said) if is_failure else None
    if match is None or _NUMBER.fullmatch(match["said"] or ""):  # the end of a range
        return ()
    code, rest = match["code"] or "", match["said"] or ""
    if code and code != name and not is_identifier(code) and code not in item.text.codes:
        code, rest = "", f"{code}: {rest}"
    rest, beside = _parted(rest)
    known = beside | _known(item.blocks)
    meaning = known.get("meaning") or rest or match["reason"] or ""
    advice = retry_of_prose(rest)
    retry = known.get("retry", "" if advice == "unspecified" else advice)
    cells = (match["status"], code, meaning, retry, known.get("action", ""))
    return tuple(Text((Run(cell),)) for cell in cells) if meaning or known.get("action") else ()


def _code_apart(said: str, text: Text) -> tuple[str, str]:
    """Write "`409 box_taken`: text" as "409 - box_taken: text"; a reason in words, `403 Forbidden`, is no code.

    Behind a name for programs no sign need stand: "`409 box_taken` for a box that has an owner".
    """
    match = _STATUS_WITH_CODE.match(text.codes[0]) if text.codes else None
    if match is None or not said.startswith(match.group()):
        return said, ""
    behind = _SIGN.match(said, match.end()) or (
        _WHEN_BEHIND.match(said, match.end()) if is_identifier(match[2]) else None
    )
    return (f"{match[1]} - {match[2]}: {said[behind.end() :]}", match[2]) if behind is not None else (said, "")


def _coded(item: Item) -> tuple[Text, ...] | None:
    """Read an item that begins with a code, its status in brackets: "`NOT_FOUND` (404) - There is none"."""
    said = tidy(item.text.plain)[:_LONGEST] if item.text.runs and item.text.runs[0].code else ""
    match = _CODED.match(said) if said else None
    is_code = match is not None and match["code"] == item.text.codes[0] and is_identifier(match["code"])
    if match is None or not is_code or not begins_with_failure(match["status"]):
        return None
    advice = retry_of_prose(match["said"])
    cells = (match["status"], match["code"], match["said"], "" if advice == "unspecified" else advice, "")
    return tuple(Text((Run(cell),)) for cell in cells)


def _parted(said: str) -> tuple[str, dict[str, str]]:
    """Part a text from what it says under the words of error tables at its end: `It is damaged. Retry: no`."""
    meaning, *more = re.split(r"(?<=[.;])\s+", said)
    keyed = [match for piece in more if (match := _KEYED.match(piece))]
    known = _known_of({word(match[1]): match[2].strip().rstrip(".;") for match in keyed})
    return (meaning.rstrip(";"), known) if known and len(keyed) == len(more) else (said, {})


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[Text, ...]]:
    """Yield definitions: a paragraph that is a status alone, and the one below it that says what it means."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    for term, meaning in pairwise(texts):
        name = tidy(term.plain) if len(term.plain) <= _LONGEST_TERM else ""
        match = re.fullmatch(r"((?:HTTP\s)?[45](?:\d\d|xx))(?:\s\(?[A-Z][A-Za-z' -]{2,40}\)?)?", name)
        said = tidy(meaning.plain) if match else ""
        if match and begins_with_failure(name) and said and not begins_with_failure(said):
            yield (*(Text((Run(cell),)) for cell in (match[1], "", said, "", "")),)


def _keyed_heading(section: Section) -> Table | None:
    """Read a heading that names a failure, with bullets such as `Status: 403`, as a table of one row.

    Where it is a code, such keys may stand in a paragraph as well: "**HTTP status:** 403 **Description:** It is shut".
    """
    title = tidy(section.title)
    lists = [block for block in section.blocks if isinstance(block, List)] if title else []
    known = {key: said for block in lists for key, said in _keys(block.items)}
    match = _CODE_AT_HEAD.match(title)
    code = match[1] if match is not None and is_identifier(match[1]) else ""
    if _WRITTEN_AS_CODE.match(code):
        texts = (block.text for block in section.blocks if isinstance(block, Paragraph))
        known = {**{key: said for text in texts for key, said in _in_bold(text)}, **known}
    is_failure = begins_with_failure(title)
    stated = next((key for key in known if key in _STATUS_KEYS and begins_with_failure(known[key])), "")
    if not stated and not (is_failure and _known_of(known)):
        return None
    if any(map(describes_fields, lists)):
        return None  # what is answered has fields of such names: "message: String."
    if not stated or is_failure:
        known.pop(stated, None)
        header, first = ("status", *known), title
    else:
        header, first = ("code", *known), vendor_code(title)[0] or code or title
    cells = tuple(Text((Run(cell),)) for cell in (first, *known.values()))
    return Table(header=tuple(Text((Run(head),)) for head in header), rows=(cells,))


def _in_bold(text: Text) -> Iterator[tuple[str, str]]:
    """Yield what stands behind each label in bold of a paragraph: "**HTTP status:** 403 **Cause:** It is shut"."""
    runs = text.runs if text.runs and text.runs[0].strong else ()
    for label, said in behind_bold(runs):
        match = _KEYED.match(tidy(f"{label}{said}")[:_LONGEST])
        if match is not None and len(match[1]) <= len(label):
            yield word(match[1]), match[2].strip()


def describes_fields(block: List) -> bool:
    """Tell whether the items of a list are fields, and say of each its type: "`size` (string): ...", "size: String"."""
    if list_fields(block):
        return True
    types = [said for _, said in _keys(block.items) if names_type(said.rstrip(" .,;"))]
    return 2 * len(types) > len(block.items)


def _keys(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        match = _KEYED.match(tidy(item.text.plain)[:_LONGEST])
        if match:
            yield word(match[1]), match[2].strip()


def _known(blocks: Sequence[Block]) -> dict[str, str]:
    """Return what bullets below an item say under the words of error tables: meaning, retry, action."""
    return _known_of({key: said for block in blocks if isinstance(block, List) for key, said in _keys(block.items)})


def _known_of(said: dict[str, str]) -> dict[str, str]:
    columns = (
        ("meaning", vocabulary.MEANING_COLUMNS),
        ("retry", vocabulary.RETRY_COLUMNS),
        ("action", vocabulary.ACTION_COLUMNS),
    )
    return {name: text for key, text in said.items() for name, words in columns if key.rstrip("?") in words}
