"""Component tags and template tags in Markdown: cut out of the lines, matched, with attributes read."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import reduce
from typing import Final

from msgspec import Struct

from driftwatch.extract.text.fences import FenceEnds, fence_of, with_fences_apart
from driftwatch.extract.text.html_nesting import PARTS, cut_at, opened_on
from driftwatch.extract.text.hugo_boxes import BOX, boxes, opening, set_apart
from driftwatch.extract.text.inline import SHOWN
from driftwatch.extract.text.tables import is_delimiter_row
from driftwatch.extract.words.vocabulary import ANY_METHOD, HTTP_METHODS
from driftwatch.patterns import holds_any, lazy_regex, unescape

_DEPTH: Final = 32
_TAG_LENGTH: Final = 20_000
_TAG_LINES: Final = 200
_IN_VAIN: Final = 1_000_000
"""Characters of a page that are looked at for the ends of tags that do not end; then a tag ends in its own line."""
_HTML_BLOCKS: Final = (
    "details", "summary", "div", "section", "article", "main", "aside", "center", "figure", "picture",
)  # fmt: skip
_LISTS: Final = frozenset(("ul", "ol", "dl"))
_CODE_IN_HTML: Final = lazy_regex(r"(?<![`\\])`([^`\n<>&]{1,80})`(?!`)")
"""Code as Markdown marks it inside of an item of HTML, which MDX reads so."""
_RAW: Final = ("table", "ul", "ol", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "svg")
_TO_THE_END: Final = ("pre", "script", "style")
"""Those in which a blank line is content."""
_INLINE: Final = frozenset(("Icon", "Badge", "Tooltip", "Latex", "ZoomImage"))
_TAG: Final = lazy_regex(
    r"<(?P<closing>/?)(?P<name>(?=[A-Z0-9.]{0,40}[a-z])[A-Z][A-Za-z0-9.]{0,40}|"
    + "|".join(_HTML_BLOCKS)
    + r"|[a-z][a-z-]{0,30}(?=\s[^<>]{0,120}\bmethod=)"
    + r")(?=[\s/>]|$)"
    r"|</(?P<around>" + "|".join(PARTS) + r")\s{0,9}>"
    r"|\{%-?\s{0,9}(?P<ends>end)?(?P<template>[a-z-]{1,40})\b(?P<inner>[^%]{0,4000})%\}"
)
_RAW_OPEN: Final = lazy_regex(r"<(" + "|".join(_RAW) + r")(?=[\s>])", re.IGNORECASE)
_TEMPLATES: Final = frozenset(
    (
        "hint",
        "tabs",
        "tab",
        "swagger",
        "swagger-parameter",
        "swagger-response",
        "openapi",
        "openapi-operation",
        "step",
        "stepper",
        "code",
        "content-ref",
        "columns",
        "column",
        "embed",
        "file",
    )
)
_ALONE: Final = frozenset(("embed", "file"))
"""Templates that stand alone as often as with an end; what is between them and that is read like text around them."""
_ROW_TAG: Final = lazy_regex(
    r"<(?P<closing>/?)(?P<name>[A-Z][A-Za-z0-9.]{0,40}|"
    + "|".join(_HTML_BLOCKS)
    + r")(?=[\s/>])[^<>]{0,2000}?(?P<empty>/?)>"
)
"""A tag that could reach beyond its line, in a row of a table."""
_INNERMOST: Final = r"\{[^{}]*+\}"
_IN_BRACES: Final = 4
"""Braces within those of an attribute: markup, whose tag has an attribute, whose value is an object with objects."""
BRACED: Final = reduce(lambda inner, _: rf"\{{(?:[^{{}}]++|{inner})*+\}}", range(_IN_BRACES), _INNERMOST)
"""What stands in braces, with braces in it; takes no character back, so that it is linear in the text."""
_ATTRIBUTE: Final = lazy_regex(
    rf"([A-Za-z_:][\w:.-]{{0,60}})(?:\s{{0,20}}=\s{{0,20}}(?:\"([^\"]*)\"|'([^']*)'|({BRACED})|([^\s\"'>{{}}]+)))?"
)


_MODULE: Final = lazy_regex(
    r"import\s(?:[^;\"']{0,500}\sfrom\s{1,9}[\"']|\s{0,9}[\"']|\{[^{}]{0,500}$)"
    r"|export\s+(?:(?:const|let)\s+[\w{]|default\s+(?:function|class|\(|\w+;?$)|function\s+\w+\s?\()"
)
_LINE: Final = 100
"""Characters that looking at a line costs beside its own."""
_MODULE_LINES: Final = 400
"""Lines of one import or export, at most."""
_CONTAINER: Final = lazy_regex(r"[ \t]*::([a-z][a-z0-9-]{0,40})(?:\{([^\n]{0,2000})\})?[ \t]*$")
"""A component as Nuxt writes it: from `::card{title="Keys"}` to a line of two colons."""
_CONTAINER_ENDS: Final = "::"
_SHORTCODE: Final = lazy_regex(
    r"[ \t]*(?:\{\{[<%]\s{0,3}[\w/-]{1,40}\s(?P<hugo>[^\n]{1,600}?)\s?/?[>%]\}\}"
    r"|\{%-?\s{0,3}(?P<template>[\w-]{1,40})\s(?P<liquid>[^\n]{1,600}?)\s?-?%\}"
    r"|:{2,4}[\w-]{1,40}\{(?P<directive>[^\n]{1,600})\})[ \t]*$"
)
"""A line that stands for an element: of Hugo, of Liquid, a directive of Markdown."""
_CODE_ENDS: Final = lazy_regex(r"[>%]\}\}")
_CODE_LINES: Final = 30
"""Lines of one short code, at most."""
_LOOKS: Final = lazy_regex(r"\{\{[<%][^{}]{0,2000}[>%]\}\}")
_LOOK: Final = lazy_regex(
    r"\s(?:src|srcset|width|height|class|style|align|loading)=(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'|[^\s\"'>]{1,1000})"
)
"""What of a short code is how a picture looks, or where it lies: of HTML that says nothing either."""
PLACES_OF_CALL: Final = ("path", "url", "endpoint", "uri", "route")
"""Attributes that hold the path of a call, as components of different sites name it."""
_METHOD_OF_CALL: Final = lazy_regex(rf"\bmethod=[\"']?(?:{ANY_METHOD})\b", re.IGNORECASE)
_PATH_OF_CALL: Final = lazy_regex(rf"\b(?:{'|'.join(PLACES_OF_CALL)})=[\"']?(?:/|https?://)", re.IGNORECASE)
_IN_ORDER: Final = lazy_regex(
    rf"\s(?P<quote>[\"']?)(?P<method>{ANY_METHOD})(?P=quote)\s{{1,4}}"
    r"(?P<mark>[\"']?)(?P<path>(?:https?://|/)[^\s\"'<>]{0,400})(?P=mark)(?=\s|$)"
)
"""The same as two values without names: `{{% endpoint "GET" "/widgets" %}}`."""


class Line(Struct, frozen=True):
    """A line of text; `raw` marks a line of a fence, `module` what stands for an import or an export of MDX."""

    text: str
    raw: bool = False
    module: bool = False


class Open(Struct, frozen=True):
    """An opening tag. Values of `{…}` attributes keep their braces; a bare attribute has None."""

    name: str
    attributes: dict[str, str | None]
    indent: int
    empty: bool = False


class Close(Struct, frozen=True):
    """A closing tag."""

    name: str
    indent: int = 0


class RawHtml(Struct, frozen=True):
    """HTML that stands in the page as it is: a table, a list."""

    text: str
    indent: int


Token = Line | Open | Close | RawHtml


def tokens_of(text: str) -> list[Token]:
    """Cut a page into lines and tags; what is in fences and code spans is no tag."""
    lines = with_fences_apart(text)
    reader = _Cutter(_with_whole_codes(lines) if "{{" in text else lines)
    return list(reader.tokens())


def _with_whole_codes(lines: list[str]) -> list[str]:
    """Write each short code of Hugo in one line, without what says how a picture looks and where it lies."""
    found: list[str] = []
    fence, at = "", 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if marks := fence_of(line):
            fence = "" if fence and marks.startswith(fence) else fence or marks
        elif not fence and "{{" in line:
            last = _end_of_code(lines, at) if _is_open(line) else at
            line = _LOOKS.sub(_without_looks, set_apart(" ".join([line.rstrip(), *map(str.strip, lines[at:last])])))
            at = last
        found.append(line)
    return found


def _is_open(line: str) -> bool:
    begins = max(line.rfind("{{<"), line.rfind("{{%"))
    return begins >= 0 and not _CODE_ENDS.search(line, begins)


def _end_of_code(lines: list[str], at: int) -> int:
    """Return the number of the line below the one that ends a short code; `at` where none of the next ones does."""
    ends = (number for number, line in enumerate(lines[at : at + _CODE_LINES], start=at + 1) if _CODE_ENDS.search(line))
    return next(ends, at)


def _without_looks(match: re.Match[str]) -> str:
    return _LOOK.sub("", match[0])


def matched(tokens: list[Token]) -> dict[int, int]:
    """Pair each opening tag with the index of its closing tag (or of what ends it); unpaired closers are left out."""
    stack: list[int] = []
    pairs: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if isinstance(token, Open) and not token.empty and len(stack) < _DEPTH:
            stack.append(index)
        elif isinstance(token, Close):
            _close(token, index, stack, tokens=tokens, pairs=pairs)
    pairs.update(dict.fromkeys(stack, len(tokens)))
    return pairs


def _close(token: Close, index: int, stack: list[int], *, tokens: list[Token], pairs: dict[int, int]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        opened = tokens[stack[depth]]
        if isinstance(opened, Open) and opened.name == token.name:
            for inner in stack[depth:]:
                pairs[inner] = index
            del stack[depth:]
            return


def attributes_of(text: str) -> dict[str, str | None]:
    """Read the attributes of a tag.

    >>> attributes_of('name="a" required default={4}')
    {'name': 'a', 'required': None, 'default': '{4}'}
    """
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(text[:_TAG_LENGTH]):
        name, double, single, braces, bare = match.groups()
        value = next((item for item in (double, single, bare) if item is not None), None)
        found.setdefault(name, braces if braces is not None else value and unescape(value))
    return found


def _call(line: str) -> Token | None:
    """Read a line that shows a call by its attributes as the element that it stands for."""
    if line.lstrip()[:1] not in ("{", ":"):
        return None
    is_named = "method=" in line.lower() and _METHOD_OF_CALL.search(line) and _PATH_OF_CALL.search(line)
    if not is_named and not (holds_any(line, HTTP_METHODS) and _IN_ORDER.search(line)):
        return None
    match = _SHORTCODE.match(line)
    if match is None or match["template"] in _TEMPLATES:
        return None
    inner = match["hugo"] or match["liquid"] or match["directive"]
    first = None if is_named else _IN_ORDER.match(f" {inner}")
    if not is_named and first is None:
        return None
    found = attributes_of(f" {inner}"[first.end() :] if first else inner)
    found.update({"method": first["method"], "path": first["path"]} if first else {})
    shown = {"method", *PLACES_OF_CALL, *SHOWN}
    others = " ".join(f'{name}="{value}"' for name, value in found.items() if name not in shown)
    found.update({"text": others} if others else {})
    return Open("Endpoint", found, len(line) - len(line.lstrip()), empty=True)


class _Cutter:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.fence_ends = FenceEnds(lines)
        self.at = 0
        self.in_vain = 0
        self.in_table = False
        self.boxes = boxes(lines)
        self.boxed = 0
        """So many of Hugo's boxes are open."""
        self.containers: list[str] = []
        self.last_end = next((at for at in range(len(lines), 0, -1) if lines[at - 1].strip() == _CONTAINER_ENDS), 0)

    def tokens(self) -> Iterator[Token]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            fence = fence_of(line)
            self.in_table = not fence and self._is_row(line)
            line = BOX.sub(self._box, line) if self.boxes and not fence else line
            if fence:
                yield Line(line)
                yield from self._fence(fence)
            elif line.startswith(("import", "export")) and _MODULE.match(line) and self._module(line):
                yield Line("", module=True)
            elif line.lstrip().startswith(("<!--", "{/*")):
                yield from self._comment(line)
            elif token := self._container(line) or _call(line):
                yield token
            elif ("<" in line or "{%" in line) and not (self.in_table and _is_whole(line)):
                yield from self._tags(line)
            else:
                yield Line(line)

    def _box(self, match: re.Match[str]) -> str:
        """Write a box of Hugo as one of GitBook where it begins a line; elsewhere it is a badge, and its text stays."""
        if match["name"] not in self.boxes:
            return match[0]
        if match["ends"]:
            self.boxed, was = max(0, self.boxed - 1), self.boxed
            return "{% endhint %}" if was else ""
        if self.in_table or BOX.sub("", match.string[: match.start()]).strip():
            return ""
        self.boxed += 1
        return opening(match)

    def _container(self, line: str) -> Token | None:
        """Read the begin of a component that a line of two colons ends, or that end."""
        bare = line.lstrip()
        if not bare.startswith(_CONTAINER_ENDS):
            return None
        indent = len(line) - len(bare)
        if bare.rstrip() == _CONTAINER_ENDS:
            return Close(self.containers.pop(), indent) if self.containers else None
        match = _CONTAINER.match(line) if self.at < self.last_end else None
        if match is None:
            return None
        self.containers.append(match[1].capitalize())
        return Open(self.containers[-1], attributes_of(match[2] or ""), indent)

    def _module(self, line: str) -> bool:
        """Skip an import or export: as MDX does, up to a blank line at which no bracket is left open."""
        opened = 0
        last = self.at + _MODULE_LINES if self.in_vain <= _IN_VAIN else self.at
        for at in range(self.at, min(last, len(self.lines) + 1)):
            opened += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
            line = self.lines[at] if at < len(self.lines) else ""
            if opened <= 0 and not line.strip():
                self.at = at
                return True
            self.in_vain += len(line) + _LINE
        return False

    def _is_row(self, line: str) -> bool:
        """Tell whether a line belongs to a Markdown table: to its head, or to what follows that."""
        below = self.lines[self.at] if self.at < len(self.lines) else ""
        return "|" in line and (self.in_table or ("|" in below and is_delimiter_row(below)))

    def _fence(self, marks: str) -> Iterator[Token]:
        start, self.at = self.at, self.fence_ends.below(self.at, marks)
        yield from (Line(line, raw=True) for line in self.lines[start : self.at])

    def _comment(self, line: str) -> Iterator[Token]:
        ending = "-->" if line.lstrip().startswith("<!--") else "*/}"
        while ending not in line and self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
        rest = line.partition(ending)[2]
        if rest.strip():
            yield Line(rest)

    def _tags(self, line: str) -> Iterator[Token]:
        indent = len(line) - len(line.lstrip())
        at = 0
        begins = True
        for _ in range(1_000):
            match = self._next(line, at, begins=begins)
            if match is None:
                break
            before = line[at : match.start()]
            if before.strip(" \t>"):
                begins = False
            if before.strip():
                yield Line(before if at == 0 else " " * indent + before)
            line, at, tokens = self._token(line, match, indent)
            yield from tokens
        if line[at:].strip():
            yield Line(line[at:] if at == 0 else " " * indent + line[at:].lstrip())
        elif at == 0:
            yield Line("")

    def _next(self, line: str, at: int, *, begins: bool) -> re.Match[str] | None:
        """Find the next tag outside code spans; raw HTML only where a line begins with it, or with tags before it."""
        if raw := _RAW_OPEN.match(line, at + len(line[at : at + 200]) - len(line[at : at + 200].lstrip(" \t>"))):
            return raw if begins else None
        ticks = 0
        for match in _TAG.finditer(line, at):
            ticks += line.count("`", at, match.start())
            at = match.start()
            if ticks % 2 == 0 and _is_structural(match):
                return match
        return None

    def _token(self, line: str, match: re.Match[str], indent: int) -> tuple[str, int, list[Token]]:
        if match.re.pattern == _RAW_OPEN.pattern:
            return self._element(line, match, indent)
        if match["around"]:
            return line, match.end(), [Close(match["around"], indent)]
        if name := match["template"]:
            if match["ends"]:
                return line, match.end(), [] if name in _ALONE else [Close(name, indent)]
            opened = Open(name, attributes_of(match["inner"]), indent, empty=name in _ALONE)
            return line, match.end(), [opened]
        line, end = self._complete(line, match.end())
        inner = line[match.end() : end]
        if match["closing"]:
            return line, end + 1, [Close(match["name"], indent)]
        named = match["name"]
        # whatever names a call may be called anything; what closes it is then read as text
        empty = inner.rstrip().endswith("/") or (named.islower() and named not in _HTML_BLOCKS)
        attributes = attributes_of(inner.rstrip().rstrip("/"))
        return line, end + 1, [Open(named, attributes, indent, empty=empty)]

    def _complete(self, line: str, start: int) -> tuple[str, int]:
        """Find the `>` that ends a tag, over line ends; quotes and braces are respected."""
        first, line_at, scan = line, self.at, _TagEnd(start)
        for _ in range(_TAG_LINES):
            end = scan.found_in(line)
            if end >= 0:
                return line, end
            if self.at >= len(self.lines) or len(line) > _TAG_LENGTH or self.in_vain > _IN_VAIN:
                break
            line += "\n" + self.lines[self.at]
            self.at += 1
        self.at = line_at
        self.in_vain += len(line) - len(first)
        end = first.find(">", start)
        return first, end if end >= 0 else len(first)

    def _element(self, line: str, match: re.Match[str], indent: int) -> tuple[str, int, list[Token]]:
        """Take HTML as it is; an element without any of its parts stands around Markdown, and is cut like that."""
        part, start, name = PARTS.get(match[1].lower(), ""), self.at, match[1].lower()
        text, rest = self._raw(line, match)
        if part not in text.lower() and self.in_vain <= _IN_VAIN:
            self.in_vain += len(text)
            self.at = start
            line, end = self._complete(line, match.end())
            return line, end + 1, [Open(name, {}, indent)]
        if name in _LISTS:
            text = _CODE_IN_HTML.sub(r"<code>\1</code>", text)
        return rest, 0, [RawHtml(text, indent)]

    def _raw(self, line: str, match: re.Match[str]) -> tuple[str, str]:
        """Take an element up to its end, with those of its name in it; up to the first end where one stays open."""
        name, start = match[1].lower(), self.at
        collected = [line[match.start() :]]
        opened, first = opened_on(name, collected[0]), 1 if f"</{name}>" in collected[0].lower() else 0
        while (opened > 0 or not first) and not (first and self.in_vain > _IN_VAIN) and self.at < len(self.lines):
            collected.append(self.lines[self.at])
            self.at += 1
            opened += opened_on(name, collected[-1])
            first = first or (len(collected) if f"</{name}>" in collected[-1].lower() else 0)
        if opened > 0 and first:
            self.in_vain += sum(map(len, collected[first:])) + _LINE * (len(collected) - first)
            self.at -= len(collected) - first
            del collected[first:]
        elif not first and name not in _TO_THE_END:
            collected = self._up_to_blank(collected, start)
        return cut_at(collected, f"</{name}>")

    def _up_to_blank(self, lines: list[str], start: int) -> list[str]:
        """Cut what nothing closes where Markdown ends its HTML, at a blank line: it is no reason to lose the page."""
        blank = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
        if self.in_vain <= _IN_VAIN:
            self.in_vain += sum(map(len, lines[blank:]))
            self.at = start + max(blank - 1, 0)
            return lines[: max(blank, 1)]
        return lines


def _is_whole(line: str) -> bool:
    """Tell whether a row ends no tag that began above it; what it opens and leaves open is a placeholder."""
    opened = Counter(match["name"] for match in _ROW_TAG.finditer(line) if not match["closing"] and not match["empty"])
    closed = Counter(match["name"] for match in _ROW_TAG.finditer(line) if match["closing"])
    return "{%" not in line and not closed - opened


def _is_structural(match: re.Match[str]) -> bool:
    if match["template"]:
        return match["template"] in _TEMPLATES
    return match["name"] not in _INLINE


class _TagEnd:
    """Looks for the `>` that ends a tag; as a line gets longer, it goes on where it stopped."""

    def __init__(self, start: int) -> None:
        self.at = start
        self.limit = start + _TAG_LENGTH
        self.quote = ""
        self.depth = 0

    def found_in(self, line: str) -> int:
        """Return where the tag ends, -1 when it does not end in this line."""
        for index in range(self.at, min(len(line), self.limit)):
            char = line[index]
            if self.quote:
                self.quote = "" if char == self.quote else self.quote
            elif char in "\"'":
                self.quote = char
            elif char in "{}":
                self.depth += 1 if char == "{" else -1
            elif char == ">" and self.depth <= 0:
                return index
        self.at = max(self.at, min(len(line), self.limit))
        return -1
