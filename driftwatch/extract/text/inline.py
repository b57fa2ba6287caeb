"""Inline Markdown to text with its code spans apart; linear in the length of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import fold
from driftwatch.patterns import lazy_regex, unescape

_TICKS: Final = lazy_regex(r"`+")
_TARGET: Final = lazy_regex(
    r"\]\(\s*<?([^()\s<>\"]{0,2000}(?:\([^()\s]{0,200}\)[^()\s<>\"]{0,500})?)>?(?:\s+\"[^\"]{0,200}\"|\s+'[^']{0,200}')?\s*\)"
    r"|\]\(\s*\{\{[^{}\"\n]{0,100}(?:\"([^\"\n]{0,500})\"[^{}\"\n]{0,20})?\}\}([^()\s<>\"]{0,500})\s*\)"
    r"|\]\(\s*<([^<>\n]{0,2000})>(?:\s+\"[^\"]{0,200}\"|\s+'[^']{0,200}')?\s*\)"
)
"""Where a link leads: an address, what Hugo and Jekyll put one in the place of, or anything in angle brackets."""
_LOOK: Final = (
    r"(?:[.#][a-zA-Z][\w:-]{0,80}|[a-zA-Z_][\w:-]{0,80}=(?:\"[^\"{}]{0,300}\"|'[^'{}]{0,300}'|[^\s{}\"']{1,300}))"
)
_LOOKS: Final = rf"\{{:?\s{{0,9}}{_LOOK}(?:\s{{1,9}}{_LOOK}){{0,20}}\s{{0,9}}\}}"
"""How something looks, as Python-Markdown and kramdown write it behind that: `{ .button width=500 }`, `{: .note }`."""
_LOOKS_OF_LINK: Final = lazy_regex(_LOOKS)
_PIECE: Final = lazy_regex(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<comment><!--|\{/\*)"
    r"|(?P<blank>\{(?:\" {0,9}\"|' {0,9}')\})"
    rf"|(?P<looks>(?<![^*_`\n]){_LOOKS})"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9.-]{0,30}(?:\s[^<>]{0,2000})?/?>)"
    r"|(?P<auto><(?:(?:https?://|mailto:)[^<>\s]{1,2000}|[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100}){1,9})>)"
    r"|(?P<image>!\[)"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
    r"|(?P<mark>\*{1,3}|_{1,3}|~~)"
)
_BEGINS: Final = lazy_regex(r"[\\<{!\[\]*_~]")
"""What a `_PIECE` begins with: a search for one of them goes through a text many times as fast as one for a piece."""
_MARKUP: Final = lazy_regex(r"[\\<{\[\]*_~`&]")
"""What a text that is more than its characters holds one of."""
_INLINE_TAGS: Final = frozenset(
    (
        "a", "abbr", "b", "badge", "big", "br", "center", "cite", "code", "del", "dfn", "div", "em", "figure", "font",
        "i", "icon", "img", "ins", "kbd", "label", "mark", "nobr", "p", "q", "s", "samp", "small", "span", "strong",
        "sub", "sup", "tooltip", "tt", "u", "var", "video", "wbr",
    )
)  # fmt: skip
_LIST_TAGS: Final = frozenset(("li", "ol", "ul"))
"""Tags that are never placeholders, closed or not; each item is a line."""
_VOID_TAGS: Final = frozenset(("area", "col", "embed", "hr", "input", "link", "meta", "param", "source", "track"))
"""Tags that nothing closes: with an attribute they are markup, without one people write `<source>` for a name."""
CODE_TAGS: Final = frozenset(("code", "kbd", "samp", "tt", "var"))
STRONG_TAGS: Final = frozenset(("b", "strong"))
ITALIC_TAGS: Final = frozenset(("em", "i", "var"))
_ITALICS: Final = ITALIC_TAGS | {"*", "_"}
_FILLED_IN: Final = lazy_regex(r"(?!v[0-9])[A-Za-z_][\w.-]{0,60}")
"""What an italic step of a path is called, other than a version of it."""
SHOWN: Final = (
    "title", "label", "heading", "headline", "subtitle", "description", "summary", "caption", "hint", "tip", "text",
    "cta", "tags",
)  # fmt: skip
"""Attributes that components show as text, by the documentation of Mintlify, GitBook and Docusaurus."""
_SAID: Final = lazy_regex(r"\s(?:" + "|".join(SHOWN) + r")=(?:\"([^\"]{1,1000})\"|'([^']{1,1000})')")
_HREF: Final = lazy_regex(r"\shref\s?=\s?[\"']([^\"'\s]{1,2000})[\"']", re.IGNORECASE)
_BREAKS: Final = lazy_regex(r" ?(?:\x00 ?)+")
_SPACES: Final = lazy_regex(r"[ \t\n\r\f\v]+")


_NOTHING: Final = Run("")
_PROSE: Final = 5_000
_SPARSE: Final = 6
_MARKS: Final = "[]*_\\<~`"


class _Mark(Struct):
    """An emphasis marker that may turn out to be plain text."""

    text: str
    opens: bool
    closes: bool
    strong: bool | None = None
    """None: plain text. Else whether the text behind it is strong."""


def text_of(source: str) -> Text:
    """Read inline Markdown (or inline HTML in it); text with more marks than prose has is taken as it is."""
    if _MARKUP.search(source) is None:
        return plain_text(source)
    if len(source) > _PROSE and sum(map(source.count, _MARKS)) > len(source) // _SPARSE:
        return plain_text(source)
    return joined(_runs(_pieces(source)))


def plain_text(source: str) -> Text:
    """Take text without any markup as it is."""
    words = fold(_folded(source)).lstrip(" \t\n").rstrip()
    return Text((Run(words),)) if words else Text()


def joined(runs: Iterable[Run]) -> Text:
    r"""Join runs of one look, fold white space outside code, trim; `\x00` stands for a line break."""
    kept: list[Run] = []
    blank = True
    for (code, strong, href, variable), alike in groupby((run for run in runs if run.text), _look):
        if code:
            spans = [replace(run, text=fold(run.text).replace("\n", " ")) for run in alike]
            kept.extend(span for span in spans if span.text)
            blank = blank and not spans
            continue
        words = fold(_folded("".join(run.text for run in alike)))
        words = words.lstrip(" ") if blank else words
        if words:
            kept.append(Run(words, strong=strong, href=href, variable=variable))
            blank = words[-1] in " \n"
    return Text(tuple(_trimmed(kept)))


def _look(run: Run) -> tuple[bool, bool, str, bool]:
    return run.code, run.strong, run.href, run.variable


def _folded(words: str) -> str:
    if "  " in words or not words.isprintable():
        words = _SPACES.sub(" ", words)
    return _BREAKS.sub("\n", words) if "\x00" in words else words


def _trimmed(runs: list[Run]) -> Iterator[Run]:
    while runs and not runs[-1].code and not runs[-1].text.strip():
        runs.pop()
    while runs and not runs[0].code and not runs[0].text.strip(" \t\n"):
        runs.pop(0)
    for index, run in enumerate(runs):
        text = run.text
        if not run.code:
            # a no-break space at the start is the indentation of a table's row
            text = text.lstrip(" \t\n") if index == 0 else text
            text = text.rstrip() if index == len(runs) - 1 else text
        yield run if text == run.text else replace(run, text=text)


def _pieces(source: str) -> list[Run | _Mark | str]:
    """Split into runs, markers, and `<tag>`, `[`, `](target` as strings."""
    found: list[Run | _Mark | str] = []
    end = 0
    for start, stop in _code_spans(source):
        _outside(source, end, start, found)
        found.append(Run(_code(source[start:stop]), code=True))
        end = stop
    _outside(source, end, len(source), found)
    return found


def _code_spans(source: str) -> Iterator[tuple[int, int]]:
    ticks = [(match.start(), match.end()) for match in _TICKS.finditer(source)]
    by_length: dict[int, list[int]] = {}
    for start, stop in ticks:
        by_length.setdefault(stop - start, []).append(start)
    end = 0
    for start, stop in ticks:
        if start < end or (start and source[start - 1] == "\\"):
            continue
        same = by_length[stop - start]
        later = bisect_right(same, start)
        if later < len(same):
            end = same[later] + stop - start
            yield start, end


def _code(span: str) -> str:
    ticks = len(span) - len(span.lstrip("`"))
    inner = span[ticks:-ticks]
    return inner[1:-1] if inner.strip() and inner[0] == inner[-1] == " " else inner


def _outside(source: str, start: int, stop: int, found: list[Run | _Mark | str]) -> None:
    at = start
    while match := _next_piece(source, at, stop):
        found.append(Run(unescape(source[at : match.start()])))
        at = _piece(source, match, stop, found)
    found.append(Run(unescape(source[at:stop])))


def _next_piece(source: str, at: int, stop: int) -> re.Match[str] | None:
    for begins in _BEGINS.finditer(source, at, stop):
        if match := _PIECE.match(source, begins.start(), stop):
            return match
    return None


def _piece(source: str, match: re.Match[str], stop: int, found: list[Run | _Mark | str]) -> int:
    text = match.group()
    kind = match.lastgroup
    after = match.end()
    if kind == "escape":
        found.append(Run(text[1]))
    elif kind == "blank":
        found.append(Run(" "))
    elif kind == "comment":
        closing = source.find("-->" if text == "<!--" else "*/}", after, stop)
        after = closing + 3 if closing >= 0 else stop
    elif kind == "auto":
        found.append(Run(text[1:-1], href=text[1:-1]))
    elif kind == "mark":
        found.append(_mark(source, match))
    elif kind == "close":
        target = _TARGET.match(source, match.start(), stop)
        found.append(f"]({target[1] or ''.join(filter(None, target.groups()))}" if target else "]")
        after = target.end() if target else after
        looks = _LOOKS_OF_LINK.match(source, after, stop) if target else None
        after = looks.end() if looks else after
    elif kind == "looks":
        pass
    else:
        found.append(text)
    return after


def _mark(source: str, match: re.Match[str]) -> _Mark:
    text = match.group()
    before = source[match.start() - 1] if match.start() else " "
    behind = source[match.end()] if match.end() < len(source) else " "
    opens, closes = not behind.isspace(), not before.isspace()
    if text[0] == "_":
        opens, closes = opens and not before.isalnum(), closes and not behind.isalnum()
    return _Mark(text, opens, closes)


def _runs(pieces: list[Run | _Mark | str]) -> Iterator[Run]:
    _pair(pieces)
    elements = _elements(pieces)
    runs: list[Run] = []
    links: list[tuple[int, str]] = []
    strong = code = 0
    anchor = (0, "")
    for piece in pieces:
        if isinstance(piece, _Mark):
            if piece.strong is None:
                runs.append(Run(piece.text, strong=strong > 0))
            elif len(piece.text) > 1 and piece.text[0] != "~":
                strong += 1 if piece.strong else -1
            _fill_in(piece.text if piece.strong is False else "", runs)
        elif isinstance(piece, Run):
            runs.append(replace(piece, strong=strong > 0, code=piece.code or code > 0))
        elif piece[0] == "<":
            name, closing = _tag_name(piece)
            _tag(piece, elements, runs, is_strong=strong > 0)
            step = -1 if closing else 1
            strong = max(0, strong + step) if name in STRONG_TAGS else strong
            code = max(0, code + step) if name in CODE_TAGS else code
            _fill_in(name if closing else "", runs)
            anchor = _anchor(piece, anchor, runs) if name == "a" else anchor
        else:
            _bracket(piece, runs, links, is_strong=strong > 0 and not anchor[1])
    return iter(runs)


def _anchor(tag: str, opened: tuple[int, str], runs: list[Run]) -> tuple[int, str]:
    """Return where an `<a>` begins, and its target; one that ends makes a link of what stands in it."""
    start, target = opened
    if tag.startswith("</"):
        runs[start:] = [replace(run, href=target) for run in runs[start:]] if target else runs[start:]
        return len(runs), ""
    match = _HREF.search(tag)
    return len(runs), unescape(match[1]) if match else ""


def _fill_in(closed: str, runs: list[Run]) -> None:
    """Take the last run for the name of something to fill in, where italics that end are a step of a path."""
    if closed not in _ITALICS or not runs:
        return
    before = next((run.text for run in runs[-2:-4:-1] if run.text), "")
    if is_filled_in(before, runs[-1].text):
        runs[-1] = replace(runs[-1], variable=True)


def is_filled_in(before: str, said: str) -> bool:
    """Tell whether words in italics are the name of something to fill in: they are a whole step of a path."""
    return before.endswith("/") and _FILLED_IN.fullmatch(said) is not None


def _tag_name(tag: str) -> tuple[str, bool]:
    match = re.match(r"</?([a-zA-Z][a-zA-Z0-9.-]*)", tag)
    return (match[1].lower() if match else ""), tag.startswith("</")


def _elements(pieces: Iterable[Run | _Mark | str]) -> frozenset[str]:
    """Return the names of tags that are markup and no placeholder: known ones, what is closed, and empty components."""
    tags = [piece for piece in pieces if isinstance(piece, str) and piece[0] == "<"]
    opened = {_tag_name(tag)[0] for tag in tags if not tag.startswith("</")}
    closed = {_tag_name(tag)[0] for tag in tags if tag.startswith("</")}
    empty = {_tag_name(tag)[0] for tag in tags if tag.endswith("/>") and tag[1].isupper()}
    void = {name for tag in tags if "=" in tag and (name := _tag_name(tag)[0]) in _VOID_TAGS}
    return _INLINE_TAGS | _LIST_TAGS | (opened & closed) | empty | void


def _tag(tag: str, elements: frozenset[str], runs: list[Run], *, is_strong: bool) -> None:
    name, _ = _tag_name(tag)
    if name not in elements:
        runs.append(Run(tag, strong=is_strong))
    elif name in ("br", "li"):
        runs.append(Run("\x00"))
    elif name in ("p", "div") or name not in _INLINE_TAGS:
        runs.append(Run(" "))
    if tag[1].isupper() and name in elements:
        is_badge = name in OUTRIGHT_NEED and tag.endswith("/>") and "=" not in tag  # it shows what it is called
        said = (f"({name})",) if is_badge else (double or single for double, single in _SAID.findall(tag))
        runs.extend(Run(f"{each} ", strong=is_strong) for each in said)


def _bracket(piece: str, runs: list[Run], links: list[tuple[int, str]], *, is_strong: bool) -> None:
    """Add a bracket, or make a link of what stands between two.

    One within another is never bold: the runs of a link count in the digest of a page, so that they stay apart.
    """
    if piece in ("[", "!["):
        runs.append(Run(piece, strong=is_strong and not links))
        links.append((len(runs) - 1, piece))
        return
    if piece == "]" or not links:
        runs.append(Run("]", strong=is_strong and len(links) < 2))  # noqa: PLR2004 - the one that it closes
        if links:
            links.pop()
        return
    start, opened = links.pop()
    if opened == "![":
        del runs[start:]
        return
    runs[start] = _NOTHING
    links.clear()  # links do not nest
    for index in range(start + 1, len(runs)):
        runs[index] = replace(runs[index], href=piece[2:])


def _pair(pieces: list[Run | _Mark | str]) -> None:
    """Decide which markers are emphasis: an opener and the next closer of the same text.

    Of three stars that close a name in bold the last is text: "**size***", a required field.
    """
    waiting: dict[str, _Mark] = {}
    stars: list[int] = []
    for at, piece in enumerate(pieces):
        if not isinstance(piece, _Mark):
            continue
        if piece.closes and piece.text == "***" and "***" not in waiting and "**" in waiting:
            piece.text = "**"
            stars.append(at + 1)
        opener = waiting.pop(piece.text, None) if piece.closes else None
        if opener:
            opener.strong, piece.strong = True, False
        elif piece.opens:
            waiting[piece.text] = piece
    if stars:
        ends = [0, *stars]
        pieces[:] = [
            *chain.from_iterable((*pieces[start:end], Run("*")) for start, end in pairwise(ends)),
            *pieces[ends[-1] :],
        ]
