"""Sentences that say which values a field may have: "`kind` must be one of `red`, `blue`".

The values stand in code, as the name of the field does, and nothing says that there are others. A label may say in
words which field it is, where one is called so: "Valid box kinds: `red`, `blue`" of `boxKind`.
"""

import re
from collections.abc import Iterable
from typing import Final

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words import claim_words
from driftwatch.extract.words.open_lists import EXAMPLES, SOME
from driftwatch.model import address
from driftwatch.patterns import lazy_regex

_CODE: Final = "[\x02]([^\x02\x03]{1,60})[\x03]"
_ALLOWED: Final = r"(?:valid|allowed|supported|possible|accepted|permitted|available)"
_NAME: Final = "\x02(?P<name%d>[A-Za-z_$][\\w$.\\[\\]-]{0,60})\x03"
_FIRST: Final = lazy_regex(
    rf"(?:{_NAME % 1}\s(?:must|can|may|should)\s(?:only\s)?be(?:\seither)?"
    r"(?:\s(?:exactly\s)?(?:one|any)\sof(?:\sthe\sfollowing)?(?:\svalues)?)?"
    rf"|{_NAME % 2}\s(?:is|are)\s(?:always\s)?(?:exactly\s)?one\sof(?:\sthe\sfollowing)?"
    rf"|\b{_ALLOWED}\s(?:values|options|choices)\s(?:for|of)\s(?:the\s)?{_NAME % 3}"
    r"(?:\s(?:field|parameter|property))?(?:\sare)?"
    rf"|\b(?:{_ALLOWED}\s)?{_NAME % 4}\s(?:values|options)(?:\sare)?)\s?[:\uff1a]?\s?(?=\x02)",
    re.IGNORECASE,
)
"""What stands before the first value; the name of the field in it."""
_IN_WORDS: Final = lazy_regex(
    rf"{_ALLOWED}\s(?P<words>[a-z][a-z_-]{{1,30}}(?:\s[a-z][a-z_-]{{1,30}}){{0,2}}?)(?P<told>\s(?:values|options|choices))?"
    r"(?:\sare)?\s?[:\uff1a]",
    re.IGNORECASE,
)
"""A label that says in words which field may have the values behind it."""
_VALUE: Final = lazy_regex(rf"{_CODE}(?:\s\([^()]{{1,80}}\))?")
_CODES: Final = lazy_regex(_CODE)
_NEXT: Final = lazy_regex(r"\s?(?:,|/|\||;)?\s?(?:(?:and|or)\s)?(?=\x02)")
_END: Final = lazy_regex(r"\s?(?:$|[.;)](?:\s|$)|[,:]?\s(?:[\u2013\u2014(-]|\())")
"""What stands behind the last one."""
_OPEN: Final = lazy_regex(
    rf"{EXAMPLES}|\b(?:if|when|whenever|unless|not|never|with|only|include|includes|default)\b", re.IGNORECASE
)
"""What makes a sentence one of a condition, or of some of the values."""
_OPEN_END: Final = lazy_regex(
    rf"{SOME}|\b(?:if|when|whenever|unless|not|never|include[sd]?|including|soon|currently|for\snow|so\sfar|among"
    r"|depending|other)\b",
    re.IGNORECASE,
)
"""What is said of values among them or behind them that makes them some, or those of a condition."""
_METHODS: Final = frozenset((*map(str.upper, address.METHODS), "CONNECT"))
"""Values that are those of calls, whatever a label calls them."""
_SENTENCES: Final = lazy_regex(r"(?<=[.!?])\s(?=\S)|\s?\x04\s")
_LITERAL: Final = lazy_regex(r"[A-Za-z0-9_$][\w$.:/+@ -]{0,60}|\"[^\"]{1,60}\"|'[^']{1,60}'")
_OF_NONE: Final = frozenset(("values", "value", "options", "choices"))
_STEP: Final = lazy_regex(r"[A-Z]?[a-z]{1,40}|[A-Z]{1,40}(?![a-z])|\d{1,20}")
"""A word of a name: `boxKind`, `box_kind`."""
_LONGEST: Final = 1_000
_FEW: Final = 2
_MOST: Final = 40


def values_said(text: Text) -> dict[str, tuple[str, ...]]:
    """Return the values that the sentences of a text say fields may have, by the names of these or in words."""
    if len(text.codes) < _FEW:
        return {}
    said = " ".join("".join(map(_marked, text.runs))[:_LONGEST].split())
    found: dict[str, tuple[str, ...]] = {}
    for sentence in _SENTENCES.split(said):
        match = _FIRST.search(sentence)
        if match is None:
            name, at = words_of_field(sentence)
        elif _OPEN.search(sentence, 0, match.start()):
            continue
        else:
            name, at = next(filter(None, match.groups())), match.end()
        values = _values(sentence, at) if name else ()
        is_of_calls = match is None and _METHODS.issuperset(values)
        if len(values) >= _FEW and name not in values and not is_of_calls:
            found.setdefault(name, values)
    return found


def _marked(run: Run) -> str:
    """Return what a run says, code between marks; a label in bold begins a sentence."""
    if run.code:
        return f"\x02{run.text.strip()}\x03"
    return f"\x04 {run.text}" if run.strong and _IN_WORDS.match(f"{run.text}:") else run.text


def words_of_field(said: str) -> tuple[str, int]:
    """Return in which words a label says whose values follow, "" for none, and where these begin: "Valid box kinds: ".

    One word alone may be that of the service, and of no field: "Supported languages: ".
    """
    match = _IN_WORDS.match(said)
    words = match["words"].lower() if match is not None else ""
    if match is None or words in _OF_NONE or not (match["told"] or " " in words):
        return "", 0
    return words, match.end() + said.startswith(" ", match.end())


def field_called(said: str, names: Iterable[str]) -> str:
    """Return the one field that is called so, by its name or in words, be it in the plural; "" for none.

    >>> field_called("box kinds", ["boxKind", "kind"]), field_called("statuses", ["status"])
    ('boxKind', 'status')
    """
    names = frozenset(names)
    if said in names:
        return said
    *before, last = _STEP.findall(said) or [""]
    found = [name for name in names if _is_called(name, [each.lower() for each in before], last.lower())]
    return found[0] if len(found) == 1 else ""


def _is_called(name: str, before: list[str], last: str) -> bool:
    *steps, end = [each.lower() for each in _STEP.findall(name)] or [""]
    singular = f"{last.removesuffix('ies')}y" if last.endswith("ies") else last.removesuffix("s")
    return bool(end) and steps == before and end in (last, singular, last.removesuffix("es"))


def _values(sentence: str, start: int) -> tuple[str, ...]:
    """Return the values in code from a place on, up to the end of their list; () where it ends in something else."""
    found: list[str] = []
    at = start
    while (match := _VALUE.match(sentence, at)) is not None and len(found) < _MOST:
        if _LITERAL.fullmatch(match[1]) is None or match[1].lower() in claim_words.TYPES:
            return ()
        found.append(match[1].strip("\"'"))
        at = match.end()
        following = _NEXT.match(sentence, at)
        if following is None or following.end() == at:
            break
        at = following.end()
    is_closed = _END.match(sentence, at) is not None and not _OPEN_END.search(_CODES.sub("", sentence[start:]))
    return tuple(dict.fromkeys(found)) if is_closed else ()
