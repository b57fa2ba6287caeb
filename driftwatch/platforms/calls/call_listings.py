"""Lists of calls that are no tables: items that begin with one, a block of code with one a line."""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Code, List, Run, Section, Text
from driftwatch.extract.words.vocabulary import ANY_METHOD, DEPRECATED_WORDS
from driftwatch.extract.words.wording import tidy
from driftwatch.model.address import operation_key
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import BARE_METHOD, call_of_line
from driftwatch.platforms.calls.endpoint_headings import is_in_language
from driftwatch.platforms.calls.named_call import NamedCall

_ENTRY: Final = lazy_regex(
    rf"(?P<call>(?:{ANY_METHOD})[ \t]{{1,12}}/\S{{0,300}})"
    r"(?:[ \t]{2,60}\S[^\n]{0,300}|[ \t]{1,60}(?:#|//|--?|\u2013|\u2014|\u2192|->|=>)[ \t][^\n]{0,300})?"
)
"""A call with nothing behind it, or what it does: in a column of its own, or behind a sign."""
_REMARK: Final = lazy_regex(r"(?:#|//|--)\s[^\n]{0,200}")
_HEAD: Final = lazy_regex(r"(?:HTTP\s)?(?:method|verb)\b[^\n]{0,200}", re.IGNORECASE)
_DONE: Final = lazy_regex(r"\s{0,3}(?:[-:\uff1a\u2013\u2014\u2192(\uff08]|->|=>)")
"""What stands between a call at the head of an item and what it does."""
_SIGNS: Final = lazy_regex(r"^\s{0,3}(?:[-:\uff1a\u2013\u2014\u2192]|->|=>)\s{0,3}")
_IN_WORDS: Final = lazy_regex(
    rf"(?P<call>(?:{ANY_METHOD})\s{{1,3}}/[^\s:]{{0,300}}(?::\w[^\s:]{{0,100}}){{0,8}})"
    r"(?=$|\s?[:\uff1a]\s|\s(?:[-\u2013\u2014\u2192(\uff08]|->|=>)\s?)"
)
"""A call in plain words at the head of an item, with nothing behind it or what it does: "POST /widgets : Makes one"."""
_AND: Final = lazy_regex(r"[,;/&+\u3001\uff0c]|,?\s?(?:and|or)")
"""What stands between calls of one item."""
_CHOICE: Final = lazy_regex(r"\{[^{}]{0,200},")
"""Several paths in one: `/boxes/{open,close}`."""
_FEW_RUNS: Final = 6
_MOST_RUNS: Final = 24
_CONTINUED: Final = 8
"""Blanks before what goes on with the line above."""
_LONGEST: Final = 400
_MOST: Final = 400
_FEW: Final = 2
_FEWEST_OF_INDEX: Final = 3
"""Calls of which a list is no mention of others."""
_MOSTLY: Final = 3
_OPEN_PATH: Final = lazy_regex(r"\s(?:/|https?://)")
"""A path as it is called; "DELETE `out/batch.json`" may be about a file."""
_DEEPEST: Final = 8
"""Lists in each other that are looked into."""


class ListedCall(NamedTuple):
    """A call of a list, as it is written there, with what stands behind it."""

    call: NamedCall
    written: str
    said: Text = Text()


def calls_of_list(block: List, *, least: int = 2) -> tuple[ListedCall, ...]:
    """Return the calls with which the items of a list begin, each with what it does: "`GET /widgets` - Lists them".

    One item in three may be a remark on them.
    """
    found = [_of_item(item.text) for item in block.items]
    calls = tuple(call for calls in found for call in calls)
    others = sum(not each for each in found)
    is_whole = not others or (
        len(calls) >= _FEW and others * _MOSTLY <= len(found) and all(_OPEN_PATH.search(each.written) for each in calls)
    )
    return calls if least <= len(calls) and is_whole else ()


def lists_in(block: List, depth: int = 0) -> Iterator[List]:
    """Yield a list and those in its items, outermost first."""
    yield block
    for item in block.items if depth < _DEEPEST else ():
        for inner in item.blocks:
            if isinstance(inner, List):
                yield from lists_in(inner, depth + 1)


def lists_known(section: Section, known: Collection[str]) -> bool:
    """Tell whether a list of a section is of calls of which one is `known` by its key: it is one of what there is.

    Unless it is about those that are to be used no longer.
    """
    blocks = (block for block in section.blocks if isinstance(block, List)) if known else ()
    lists = (each for block in blocks for each in lists_in(block))
    calls = (listed.call for block in lists for listed in calls_of_list(block, least=_FEWEST_OF_INDEX))
    is_known = any(operation_key(form.method, form.path) in known for call in calls for form in call.forms())
    return is_known and not DEPRECATED_WORDS & set(section.title.lower().split())


def _of_item(text: Text) -> tuple[ListedCall, ...]:
    cut = _cut(text)
    call = call_of_line(cut[0]) if cut is not None else None
    return (ListedCall(call, cut[0], Text(cut[1])),) if cut is not None and call is not None else _in_a_row(text)


def _in_a_row(text: Text) -> tuple[ListedCall, ...]:
    """Return the calls in code of an item that begins with several: "`GET|POST /lids`, `DELETE /lids/{id}` - Lids"."""
    is_code = bool(text.runs) and text.runs[0].code and len(text.runs) > _FEW
    runs = [run for run in text.runs[:_MOST_RUNS] if run.text.strip()] if is_code else []
    found: list[ListedCall] = []
    for run in runs:
        said = run.text.strip()
        call = call_of_line(said) if run.code and "/" in said and not _CHOICE.search(said) else None
        if call is not None:
            found.append(ListedCall(call, said))
        elif run.code or not _AND.fullmatch(said):
            return tuple(found) if len(found) >= _FEW and not run.code and _DONE.match(run.text) else ()
    return tuple(found) if len(found) >= _FEW else ()


def head_of_item(text: Text) -> tuple[Text, Text] | None:
    """Cut an item into the call at its head, as a heading names one, and what it says of the call; None without one."""
    cut = _cut(text)
    if cut is None or call_of_line(cut[0]) is None:
        return None
    first, *rest = cut[1] or (Run(""),)
    return Text((Run(cut[0], code=True),)), Text((replace(first, text=_SIGNS.sub("", first.text)), *rest))


def _cut(text: Text) -> tuple[str, tuple[Run, ...]] | None:
    """Cut the call off that heads an item: in one span of code, its method in front of one, or in plain words."""
    runs = [run for run in text.runs[:_FEW_RUNS] if run.text.strip()]
    if runs and not runs[0].code and (plain := _IN_WORDS.match(said := tidy(runs[0].text)[:_LONGEST])):
        return plain["call"], (replace(runs[0], text=said[plain.end() :]), *_behind(text, runs[0]))
    at = next((number for number, run in enumerate(runs) if run.code and "/" in run.text), -1)
    if at not in (0, 1) or (at == 1 and not BARE_METHOD.match(runs[0].text.strip(" :"))):
        return None
    rest = _behind(text, runs[at])
    said = " ".join(run.text.strip(" :") for run in runs[: at + 1])
    return (said, rest) if len(runs) == at + 1 or _DONE.match(runs[at + 1].text) else None


def _behind(text: Text, run: Run) -> tuple[Run, ...]:
    return text.runs[next(number for number, each in enumerate(text.runs) if each is run) + 1 :]


def calls_of_listing(block: Code) -> tuple[NamedCall, ...]:
    """Return the calls that a block lists; () where it holds anything else than these and remarks on them."""
    if is_in_language(block) or len(block.text) > _MOST * _LONGEST:
        return ()
    found: list[NamedCall] = []
    for number, line in enumerate(block.text.split("\n")):
        said = line.strip()
        is_continued = bool(found) and line.startswith(" " * _CONTINUED) and not _ENTRY.match(said)
        if not said or is_continued or _REMARK.fullmatch(said) or (not found and _HEAD.fullmatch(said)):
            continue
        entry = _ENTRY.fullmatch(said) if len(said) <= _LONGEST and number <= _MOST else None
        call = call_of_line(" ".join(entry["call"].split())) if entry else None
        if call is None:
            return ()
        found.append(call)
    return tuple(found) if len(found) >= _FEW else ()
