"""What pages say about failures: error tables, lists, headings and sentences to rules.

A merged cell (`500, 503, 504`) is a rule for each code; a code with a condition ("500 with `error.code: x`") is a
signal of its own, and what is no code at all (`Path mistake`) stays a signal in words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.failures.error_lists import describes_fields, error_lists
from driftwatch.extract.failures.error_mentions import advised_errors, mentioned_errors
from driftwatch.extract.failures.error_tables import Stated, is_identifier, stated_in_table, status_of, vendor_code
from driftwatch.extract.failures.retry_clashes import contradictory_advice
from driftwatch.extract.text.blocks import Block, Callout, Code, List, Paragraph, Section, Table, Text, tables_of
from driftwatch.extract.text.prose import Sentence, sentences_of
from driftwatch.extract.words import error_words
from driftwatch.extract.words.retry_advice import retry_of_prose
from driftwatch.extract.words.wording import tidy, unadorned
from driftwatch.model import address
from driftwatch.model.facts import Contradiction, ErrorRule
from driftwatch.patterns import lazy_regex

_FAILURE: Final = 400
_ANNOUNCING: Final = 4
"""Words of a paragraph that only announces the sample below it: "Example of an answer:"."""
_CODE: Final = r"(?:[1-5]\d\d|[45][xX]{2})"
_TITLE: Final = lazy_regex(
    rf"(?i:HTTP\s|status\s)?(?P<codes>{_CODE}(?:(?:\s?[,/|&]\s?|\s(?:or|and|oder|ou|или|lub|y|和|或)\s|\s){_CODE})*)"
    r"(?![\w.-])[\s:\u2013\u2014-]{0,3}(?:\(?(?P<reason>[A-Z][A-Za-z' ]{2,40})\)?|(?P<code>\w+(?:[_.]\w+)+))?$",
)
"""A heading that names statuses only: `400`, `500 or 503`, `429 Too Many Requests`, `402 - billing_error`."""
_IN_BRACKETS: Final = lazy_regex(r".{1,100}\s\((?P<status>[45]\d\d)\s(?P<reason>[A-Z][A-Za-z' -]{2,40})\)$")
"""A heading that ends with a status and what it is called: "Slowing down (429 Too Many Requests)"."""
_NAMED: Final = lazy_regex(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s)?(?P<reason>[^()\d][^()]{2,80}?)\s?[(\uff08](?:HTTP\s)?(?P<codes>[45]\d\d)[)\uff09]$"
)
"""A heading that names a failure and its status, and nothing else: "No such box (404)"."""
_STATUS: Final = lazy_regex(_CODE)
_METHOD: Final = rf"\b(?:{'|'.join(address.METHODS).upper()})\s+"
_OF_CALL: Final = lazy_regex(rf"{_METHOD}\S{{0,200}}/")
_CALL: Final = lazy_regex(rf"{_METHOD}(?=\S{{0,300}}/)(?:[^\s()<]|\([^()]{{0,60}}\)|<[^<>]{{0,60}}>){{1,300}}$")
"""A line that ends with a call; what its path leaves open may be words: `GET /boxes/(id or name)/lid`."""
_LONGEST_CALL: Final = 400
_LINES: Final = 6
_FOOTER: Final = lazy_regex(error_words.FOOTERS, re.IGNORECASE)


def error_facts(page: Section, sentences: Sequence[Sentence] | None = None) -> tuple[ErrorRule | Contradiction, ...]:
    """Return one rule for each signal of the page, and what the page says against itself of sending again.

    A table is believed before a heading, that before a sentence; later statements fill what the first left open.
    Order means nothing else. On a page with an error table, a status that only its prose mentions is a rule as well.
    `sentences` are all of the page, where they were read already.
    """
    stated = [*_without_meanings(_told_apart(_statements(page)))]
    sentences = tuple(sentences_of(page)) if sentences is None else sentences
    rules = _rules([one.rule for one in stated], sentences)
    if all(rule.retry == "unspecified" for rule in rules):
        return rules
    return *rules, *contradictory_advice(stated, advised_errors(sentences, outright=True))


def error_rules(page: Section) -> tuple[ErrorRule, ...]:
    """Return one rule for each signal of the page, sorted."""
    return tuple(fact for fact in error_facts(page) if isinstance(fact, ErrorRule))


def _rules(stated: Sequence[ErrorRule], sentences: Sequence[Sentence]) -> tuple[ErrorRule, ...]:
    found: dict[str, ErrorRule] = {}
    for rule in (*sorted(stated, key=_trust), *advised_errors(sentences)):
        known = found.get(rule.at)
        found[rule.at] = _filled(known, rule) if known else rule
    if any(rule.stated_by == "table" for rule in stated):
        for rule in mentioned_errors(sentences):
            found.setdefault(rule.at, rule)
    return tuple(found[at] for at in sorted(found))


def _trust(rule: ErrorRule) -> tuple[bool, bool]:
    return rule.stated_by != "table", rule.retry == "unspecified"


def _statements(page: Section) -> Iterator[Stated]:
    """Yield every statement about a failure in reading order; several may speak of one signal."""
    sections = list(page.walk())
    for number, (above, section) in enumerate(sections, start=1):
        of_errors = any(_is_of_failures(one.title) for one in (*above, section))
        tables = (*_announced(section.blocks), *((table, False) for table in error_lists(section)))
        of_call = bool(tables) and any(_OF_CALL.search(one.title) or _names_call(one) for one in (*above, section))
        statuses = _failures(section.title) if tables else ()
        status = int(statuses[0]) if len(statuses) == 1 and statuses[0].isdigit() else None
        for table, is_announced in tables:
            stated = stated_in_table(
                table,
                title=section.title,
                is_of_errors=of_errors,
                is_announced=is_announced or bool(statuses),
                status=status,
            )
            yield from (replace(one, table=number, is_of_call=of_call) for one in stated)
        yield from _of_heading(section, is_of_errors=of_errors, is_last=number == len(sections) and not section.kind)
        yield from _of_title(section, above) if of_errors else ()


@lru_cache(maxsize=256)  # each section asks for the titles around it
def _is_of_failures(title: str) -> bool:
    return error_words.OF_FAILURES.search(title) is not None


def _title(title: str) -> re.Match[str] | None:
    """Match a heading that names statuses only; of one that ends with a status in brackets, what is in them."""
    inner = _IN_BRACKETS.match(title)
    is_known = inner is not None and error_words.PHRASES.get(inner["status"]) == inner["reason"].lower()
    return _TITLE.match(f"{inner['status']} {inner['reason']}" if inner and is_known else title)


def _failures(title: str) -> tuple[str, ...]:
    """Return the statuses of failure that a heading names and nothing else."""
    match = _title(tidy(title))
    return tuple(code for code in _STATUS.findall(match["codes"]) if code[0] in "45") if match else ()


def _announced(blocks: Sequence[Block]) -> Iterator[tuple[Table, bool]]:
    """Yield the tables of a section, each with whether the line above it is about failures: "Possible errors:"."""
    for above, block in zip((None, *blocks), blocks, strict=False):
        for table in tables_of((block,)) if isinstance(block, Table | Callout) else ():
            said = tidy(above.text.plain) if isinstance(above, Paragraph) else ""
            is_label = isinstance(above, Paragraph) and (above.text.is_label or _is_announcement((said,)))
            yield table, is_label and error_words.OF_FAILURES.search(said) is not None


def _names_call(section: Section) -> bool:
    """Tell whether a line right below a heading is a call, in text or as code, as in the section that documents it."""
    lines = (
        block.text.plain if isinstance(block, Paragraph) else block.text.strip()
        for block in section.blocks[:_LINES]
        if isinstance(block, Paragraph | Code)
    )
    return bool(section.title) and any(len(said) <= _LONGEST_CALL and _CALL.search(said) for said in lines)


def _told_apart(statements: Iterable[Stated]) -> Iterator[Stated]:
    """Yield the statements; several of one status are told apart by the name that stands beside it."""
    known = list(statements)
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for one in known:
        codes[one.rule.signal].add(one.code)
    for one in known:
        if one.code and len(codes[one.rule.signal]) > 1:
            signal = f"{one.rule.signal} {one.code}"
            rule = replace(one.rule, signal=signal, at=address.join("error-rule", address.step(signal)))
            yield replace(one, rule=rule)
        else:
            yield one


def _without_meanings(statements: Iterable[Stated]) -> Iterator[Stated]:
    """Yield the statements without what a status means for one call alone, where it means something else for another.

    A rule is the page's: it would else say of all of its calls what the first of them says. What the page says of the
    status on its own account stays.
    """
    known = list(statements)
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    calls: defaultdict[str, set[int]] = defaultdict(set)
    for one in known:
        if one.is_of_call:
            meanings[one.rule.at].add(one.rule.meaning)
            calls[one.rule.at].add(one.table)
    for one in known:
        at = one.rule.at
        is_of_one_call = one.is_of_call and len(calls[at]) > 1 and len(meanings[at]) > 1
        yield replace(one, rule=replace(one.rule, meaning="")) if is_of_one_call else one


def _filled(known: ErrorRule, other: ErrorRule) -> ErrorRule:
    return replace(
        known,
        meaning=known.meaning or other.meaning,
        retry=other.retry if known.retry == "unspecified" else known.retry,
        action=known.action or other.action,
    )


def _of_heading(section: Section, *, is_of_errors: bool, is_last: bool) -> Iterator[Stated]:
    """Read an accordion or heading that names statuses, or a code of a vendor, and the prose right below it."""
    title = tidy(section.title)
    match = _title(title)
    number, name = vendor_code(title) if is_of_errors and not match else ("", "")
    if match:
        codes = [(code.upper(), "", match["code"] or "") for code in dict.fromkeys(_STATUS.findall(match["codes"]))]
    else:
        codes = [(number, name, "")] if number else []
    prose = _own_prose(section.blocks, is_last=is_last) if codes else ()
    for signal, named, beside in codes if prose else ():
        status = status_of(signal) if match else None
        if status is None or status >= _FAILURE:
            rule = ErrorRule(
                at=address.join("error-rule", signal),
                signal=signal,
                status=status,
                meaning=": ".join(filter(None, (named, prose[0]))),
                retry=retry_of_prose(" ".join(prose)),
                action=" ".join(prose[1:]),
                stated_by="prose",
                locator=title,
            )
            yield Stated(rule, beside if is_identifier(beside) else "")


def _of_title(section: Section, above: Sequence[Section]) -> Iterator[Stated]:
    """Read a heading that names a status, with nothing below it than samples; what calls answer is theirs alone."""
    if not (section.title[:1].isdigit() or section.title.endswith((")", "\uff09"))):
        return
    title = unadorned(tidy(section.title))
    match = _title(title) or _NAMED.match(title)
    codes = _STATUS.findall(match["codes"]) if match else []
    code = (match.groupdict().get("code") or "") if match else ""
    meaning = (match["reason"] or code).strip() if match else ""
    is_more = bool(section.children) or not all(isinstance(block, Code) for block in section.blocks)
    if len(codes) != 1 or codes[0][0] not in "45" or is_more or set(meaning.lower().split()) <= error_words.OF_ALL:
        return
    if not any(_OF_CALL.search(one.title) or _names_call(one) for one in (*above, section)):
        signal = codes[0].upper()
        yield Stated(
            ErrorRule(
                at=address.join("error-rule", signal),
                signal=signal,
                status=status_of(signal),
                meaning=meaning,
                retry="unspecified",
                stated_by="prose",
                locator=title,
            ),
            code,
        )


def _own_prose(blocks: Sequence[Block], *, is_last: bool) -> tuple[str, ...]:
    """Return the paragraphs and plain bullets right below a heading, up to the first other block.

    A sample may come before them, but not in the page's last section: below a sample there stands the page's foot.
    """
    found: list[str] = []
    for block, below in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Code) and not found and not is_last:
            continue
        texts = [*_texts(block)]
        said = [tidy(text.plain) for text in texts]
        if not said or any(map(_FOOTER.search, said)) or any(map(_is_link, texts)):
            break
        is_titled = len(texts) == 1 and texts[0].is_label
        if not (_announces(said) or (isinstance(below, Code) and (is_titled or _is_label(said, below)))):
            found.extend(said)
    return tuple(said for said in found if said)


def _announces(said: Sequence[str]) -> bool:
    """Tell whether a paragraph only announces the failures below it: "Possible errors:"."""
    return _is_announcement(said) and error_words.OF_FAILURES.search(said[0]) is not None


def _is_announcement(said: Sequence[str]) -> bool:
    return len(said) == 1 and said[0].endswith((":", "：")) and len(said[0].split()) <= _ANNOUNCING


def _is_label(said: Sequence[str], code: Code) -> bool:
    """Tell whether a paragraph above a sample is its language, a button, or announces it in a word ("Example:")."""
    return _is_announcement(said) or (len(said) == 1 and said[0].lower() in error_words.LABELS | {code.lang.lower()})


def _is_link(text: Text) -> bool:
    """Tell whether all of a text leads elsewhere, as the links to the next page do."""
    return bool(text.plain) and all(run.href for run in text.runs if run.text.strip())


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Callout):
        for inner in block.blocks:
            yield from _texts(inner)
    elif isinstance(block, List) and not any(item.blocks for item in block.items) and not describes_fields(block):
        yield from (item.text for item in block.items)
