"""What the attributes of a component say in words, be it in a literal of a script: a question, an answer, a step."""

from collections.abc import Collection, Iterator
from typing import Final

from driftwatch.extract.text.inline import CODE_TAGS, ITALIC_TAGS, STRONG_TAGS
from driftwatch.patterns import lazy_regex

_MARK: Final = r"</?(?:[A-Za-z][\w.:-]{0,60}(?:\s(?:=>|[^<>]){0,500})?)?/?>"
_TAG: Final = lazy_regex(r"</?([A-Za-z][\w.:-]{0,60})?(?:\s(?:=>|[^<>]){0,500})?/?>")
_TOKEN: Final = lazy_regex(
    r"//[^\n]*|/\*[^*]*\*/"
    rf"|(?<![\w)\]])(?P<markup>{_MARK}(?:(?:[^<>{{}}]|\{{[^<>{{}}]{{0,200}}\}}){{0,2000}}+{_MARK})++)"
    r"|(?P<key>[\w$-]{1,60}|\"[^\"\\\n]{0,60}\"|'[^'\\\n]{0,60}')\s{0,9}:\s{0,99}"
    r"|\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>(?:[^'\\]|\\.)*+)'|`(?P<back>(?:[^`\\]|\\.)*+)`"
)
"""A comment, markup with all that is in it, a key with its colon, or a string."""
_BEHIND: Final = lazy_regex(r"\s{0,99}(?:[,\]})]|//|/\*|$)")
"""What stands behind a string that is a value itself, and no part of what a script computes."""
_BEFORE: Final = ("", "[", "{", ",", "(")
_INLINE: Final = frozenset((*CODE_TAGS, *ITALIC_TAGS, *STRONG_TAGS, "a", "span"))
_ESCAPED: Final = lazy_regex(r"\\(?:(n)|([\"'`\\]))")
_MARKS: Final = "\"'(*`_"
"""What may stand in front of the first word of a sentence."""
_OF_MACHINES: Final = ("/", ".", "#", "{", "http")
"""How an address, a colour or a sample begins."""
_ENDS: Final = (".", "?", "!")
_LONGEST: Final = 200
"""Characters of a text that are looked at for letters that no name of a script has."""
_LOOKS: Final = frozenset(
    (
        "class", "classname", "style", "href", "url", "src", "icon", "id", "image", "img", "alt", "link", "to", "slug",
        "code", "lang", "language", "color", "key", "target", "rel", "variant", "width", "height", "align", "viewbox",
        "d", "as", "theme", "svg", "video", "allow", "sx", "css",
    )
)  # fmt: skip
"""Keys and attributes that say how something looks, where it leads, or hold a sample."""
_WIRING: Final = frozenset(("tracking", "event", "groupid", "font", "apikey", "request"))
"""Attributes of which a text is for machines, though an object in one may hold words."""


def is_look(name: str) -> bool:
    """Tell whether an attribute says how something looks, or where it lies."""
    return name.lower() in _LOOKS


def says_words(name: str, value: str | None) -> bool:
    """Tell whether an attribute, or a key, holds words for readers, whatever it is called: it reads like a sentence.

    >>> [says_words("hint", said) for said in ("Turn the lid", "turn the lid.", "10 lids", "flex gap-2", "Lid", "/a b")]
    [True, True, True, False, False, False]
    """
    said = (value or "").strip()
    if not said or is_look(name) or name.lower() in _WIRING:
        return False
    if not said.isascii() and any(sign.isalpha() and not sign.isascii() for sign in said[:_LONGEST]):
        return True
    first, _, more = said.lstrip(_MARKS).partition(" ")
    begins = first[:1].isupper() or (first.isdecimal() and more.partition(" ")[0].isalpha())
    return bool(more) and (begins or (first.isalpha() and said.endswith(_ENDS)))


def said_in(literal: str) -> Iterator[tuple[str, str]]:
    """Yield the strings of a literal, each with its key, "" where it has none; and the text of markup in it.

    >>> list(said_in("[{q: 'Why?', a: <p>So.</p>, 'n': 4, b: ['It']}] // Don't"))
    [('q', 'Why?'), ('', 'So.'), ('', 'It')]
    """
    key, end, last, is_computed = "", -1, 0, False
    for match in _TOKEN.finditer(literal):
        gap, last = literal[last : match.start()].rstrip()[-1:], match.end()
        if match["key"]:
            key, end, is_computed = match["key"].strip("\"'"), last, gap == "?"
            continue
        if match["markup"]:
            yield from (("", said) for said in _lines(match["markup"]))
            continue
        text = next((found for name in ("double", "single", "back") if (found := match[name])), "")
        said = _ESCAPED.sub(lambda sign: " " if sign[1] else sign[2], text).strip()
        is_keyed = match.start() == end
        is_value = not is_computed if is_keyed else gap in _BEFORE
        if said and is_value and _BEHIND.match(literal, last):
            yield key if is_keyed else "", said


def _lines(markup: str) -> Iterator[str]:
    """Yield the text in markup: in one line what only tags for words of a line part."""
    depth, at, said = 0, 0, ""
    for tag in _TAG.finditer(markup):
        said += markup[at : tag.start()] if depth else ""
        at = tag.end()
        ends, is_inline = tag[0].startswith("</"), tag[1] in _INLINE
        depth = max(0, depth - 1) if ends else depth + (not tag[0].endswith("/>"))
        if not depth or not is_inline:
            yield from filter(None, (said.strip(),))
            said = ""


def words_in(literal: str, shown: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what readers see of a literal: what has a key that is `shown`, or none, and what says it in words."""
    for key, said in said_in(literal):
        if says_words(key, said) or (key.lower() in shown if key else not said.startswith(_OF_MACHINES)):
            yield key, said
