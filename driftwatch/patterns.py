"""Regular expressions that are compiled when they are first used.

A command imports several hundred of them and uses a few: compiling all took a third of the time until it did something.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import AnyStr, Final, Generic, cast

_METHODS: Final = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _LazyRegex(Generic[AnyStr]):
    """Stands for a compiled pattern until a member of it is asked for, and takes over its methods then.

    They become attributes of the instance, so that all later calls go to the compiled pattern directly.
    """

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy_regex({self.pattern!r})"


def unescape(text: str) -> str:
    """Return a text with what references of HTML stand for, as `html.unescape` does, which fails on endless numbers.

    >>> unescape("a &lt; b &amp;amp; &#65;"), unescape(f"&#{'1' * 5000};")
    ('a < b &amp; A', '\ufffd')
    """
    if "&#" in text:
        text = _ENDLESS.sub("\ufffd", text)
    return html.unescape(text)  # noqa: TID251 - the one place


def lazy_regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""Return a pattern as `re.compile` does, without compiling it yet; for constants of modules.

    What a match names as `re` is the compiled one: patterns are told apart by their `pattern`.

    >>> _WORD = lazy_regex(r"\w+")
    >>> _WORD.findall("a bc")
    ['a', 'bc']
    """
    return cast("re.Pattern[AnyStr]", _LazyRegex(pattern, flags))


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text holds any of the words, in whatever place.

    It is asked before a pattern is searched that cannot match without one of them: a search through all alternatives at
    each place of a text takes ten times as long, and most texts hold none.

    >>> holds_any("retry later", ("again", "retr")), holds_any("mend it", ("again", "retr"))
    (True, False)
    """
    for word in words:  # noqa: SIM110 - a generator expression takes twice the time
        if word in text:
            return True
    return False


def pieces_of(text: str, ends: re.Pattern[str]) -> Iterator[str]:
    r"""Split a text behind what the pattern begins with, one character, or before it where that is a line break.

    As `re.split` does with a look at the character before, which is ten times as slow: such a pattern has no first
    character that rules places out.

    >>> list(pieces_of("One. Two\nthree.", re.compile(r"[.\n](?:(?<=\n)|(?:\s))")))
    ['One.', 'Two', 'three.']
    """
    at = 0
    for end in ends.finditer(text):
        begin = end.start()
        yield text[at : begin if text[begin] == "\n" else begin + 1]
        at = end.end()
    yield text[at:]


_ENDLESS: Final = lazy_regex(r"&#[0-9]{641,};?")
"""A reference by a number that Python may refuse to read: 640 digits are the least that it can be told to."""
