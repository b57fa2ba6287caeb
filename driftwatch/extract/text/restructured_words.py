"""The words of reStructuredText within a line, written as Markdown: links, code, roles, substitutions.

Source of the syntax: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from driftwatch.extract.words.error_words import PHRASES
from driftwatch.patterns import lazy_regex

_CODE: Final = lazy_regex(r"``([^`\n](?:[^\n]{0,1000}?[^`\n])??)``(?!`)")
_ROLE: Final = lazy_regex(r"(?<![\w`]):([A-Za-z][\w.+-]{0,40}(?::[\w.+-]{1,40}){0,2}):`([^`\n]{1,1000})`")
_LINK: Final = lazy_regex(r"`([^`<>\n]{1,500}?)\s{1,4}<([^<>`\n]{1,1000})>`__?")
_NAMED: Final = lazy_regex(r"(?<![\w`])`([^`\n]{1,500})`(__?(?!\w))?")
_TARGETED: Final = lazy_regex(r"(.{1,500}?)\s{0,4}<([^<>]{1,500})>$", re.DOTALL)
_SUBSTITUTED: Final = lazy_regex(r"(?<![\w|])\|([^|\s](?:[^|\n]{0,80}[^|\s])?)\|(?:__?)?(?![\w|])")
_FOOTNOTE: Final = lazy_regex(r"\s?\[(?:#[\w-]{0,60}|\d{1,4}|\*)\]_(?!\w)")
_ESCAPED: Final = lazy_regex(r"\\([ \t]|[^\w\s*_`\\<>\[\]|#])")
_TAG: Final = lazy_regex(r"<(?=[A-Za-z/!?])")
_ANCHOR: Final = lazy_regex(r"[^a-z0-9]+")
_OF_LINKS: Final = frozenset(("ref", "numref", "doc", "any", "std:ref", "std:doc", "download"))
_OF_WORDS: Final = frozenset(("term", "abbr", "emphasis", "strong", "sub", "sup", "guilabel", "menuselection", "title"))
"""Roles whose words are no code. Source: https://www.sphinx-doc.org/en/master/usage/restructuredtext/roles.html."""
_STATUS: Final = lazy_regex(
    rf"(?<![\w`]):(?:http:)?(?:statuscode|status):`({'|'.join(PHRASES)})((?:\s{{1,4}}[^`<>\n]{{1,60}})?)`"
)
_CAPITALS: Final = {"ok": "OK", "im": "IM", "http": "HTTP"}
_UNDERSCORE: Final = lazy_regex(
    r"(\]\([^()\n]{0,1000}\)|`[^`\n]{1,1000}`)|(?<!\\)(?:(?<!\w)(_{1,3})(?=\w)|(?<=\w)(_{1,3})(?!\w))"
)
"""Underscores at the edge of a word, which are no signs here; not those of code and of where links lead."""
_DASHES: Final = lazy_regex(r"(\]\([^()\n]{0,1000}\)|`[^`\n]{1,1000}`)|((?<=\s)-{2,3}(?=\s)|(?<=\w)-{2,3}(?=[\w\s]))")
_DRAWN: Final = {"--": "\u2013", "---": "\u2014"}
"""What dashes are drawn as; those at the beginning of a word may be an option's, which is a name.

Source: https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-smartquotes."""
_OF_CODE: Final = frozenset(("code", "literal", "kbd", "command", "samp", "option", "envvar", "file", "regexp"))
"""Roles whose words stand as they are written: `!` and `~` say of others how a link is shown."""
_METHODS: Final = frozenset(("get", "post", "put", "patch", "delete", "head", "options"))


Said = Callable[[re.Match[str]], str]


def anchor_of(label: str) -> str:
    """Return the anchor that a label gets.

    >>> anchor_of("_Box sizes")
    'box-sizes'
    """
    return _ANCHOR.sub("-", label.lower()).strip("-")


def markdown_words(
    text: str, known: Mapping[str, str], titles: Mapping[str, str] = MappingProxyType({}), *, steps_back: int = 0
) -> str:
    """Write a line of reStructuredText as one of Markdown; `known` are the substitutions of the page.

    `titles` are those of its headings by their labels, as a link shows that gives no words itself. `steps_back` writes
    it as it was before the last changes of form.

    >>> markdown_words("Send ``a b`` of :ref:`the box <box>` to <host>, see `there <https://x.example/>`_.", {})
    'Send `a b` of [the box](#box) to &lt;host>, see [there](https://x.example/).'
    """
    parts: list[str] = []
    end = 0
    write = _prose if steps_back > 1 else _as_shown
    said = partial(_said, titles={} if steps_back else titles, is_last=not steps_back)
    for code in _CODE.finditer(text) if "``" in text else ():
        parts.extend((write(text[end : code.start()], known, said), f"`{code[1]}`"))
        end = code.end()
    parts.append(write(text[end:], known, said))
    return "".join(parts)


def _as_shown(text: str, known: Mapping[str, str], said: Said) -> str:
    """Write words between code: names keep their underscores, statuses are called what they are, dashes are drawn."""
    if "`" in text:
        text = _STATUS.sub(_phrased, text)
    written = _prose(text, known, said)
    if "_" in written:
        written = _UNDERSCORE.sub(lambda match: match[1] or "\\_" * len(match[2] or match[3]), written)
    return _DASHES.sub(lambda match: match[1] or _DRAWN[match[2]], written) if "--" in written else written


def _phrased(match: re.Match[str]) -> str:
    phrase = match[2] or "".join(f" {_CAPITALS.get(each, each.capitalize())}" for each in PHRASES[match[1]].split())
    return f"`{match[1]}{phrase}`"


def _prose(text: str, known: Mapping[str, str], said: Said) -> str:
    if "|" in text:
        text = _SUBSTITUTED.sub(lambda match: known.get(match[1], match[0]), text)
    if "`" not in text:
        return _TAG.sub("&lt;", _FOOTNOTE.sub("", _ESCAPED.sub(_unescaped, text)))
    text = _ROLE.sub(said, text)
    text = _LINK.sub(lambda match: f"[{match[1].strip()}]({match[2].strip()})", text)
    pieces = _NAMED.split(text)  # words between, what is named, whether it leads to somewhere
    for at in range(0, len(pieces), 3):
        pieces[at] = _TAG.sub("&lt;", _FOOTNOTE.sub("", _ESCAPED.sub(_unescaped, pieces[at])))
    for at in range(1, len(pieces), 3):
        pieces[at : at + 2] = [pieces[at] if pieces[at + 1] else f"`{pieces[at]}`", ""]
    return "".join(pieces)


def _unescaped(match: re.Match[str]) -> str:
    return match[1].strip()


def _said(match: re.Match[str], titles: Mapping[str, str], *, is_last: bool) -> str:
    return words_of_role(match[1], match[2], titles, is_last=is_last)


def words_of_role(name: str, said: str, titles: Mapping[str, str], *, is_last: bool = True) -> str:
    """Write what a role of Sphinx shows as Markdown; what no role is known for is a name, and stands in code.

    >>> words_of_role("ref", "lid", {"lid": "The lid"}), words_of_role("code", "!=", {})
    ('[The lid](#lid)', '`!=`')
    """
    role = name.lower()
    text = said if is_last and role in _OF_CODE else said.removeprefix("!").removeprefix("~")
    targeted = _TARGETED.match(text)
    words, target = (targeted[1], targeted[2]) if targeted else (text, text)
    if role in _OF_LINKS:
        anchor = anchor_of(target)
        is_named = targeted is not None or not role.endswith("ref")
        words = words if is_named else titles.get(anchor, words)
        return f"[{words}]({target if role.endswith(('doc', 'download')) else '#' + anchor})"
    if role in _OF_WORDS:
        return words
    method = role.rpartition(":")[2]
    return f"`{method.upper()} {words}`" if method in _METHODS and words.startswith("/") else f"`{words}`"
