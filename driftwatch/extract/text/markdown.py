"""Markdown and MDX to the tree of sections: one pass over lines and tags, any text gives a tree.

Indentation below a component is layout, so no indented line is a code block there; tables and fences may be indented.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from driftwatch.extract.text.blocks import Code, Item, List, Paragraph, Section, Text
from driftwatch.extract.text.component_tags import component_nodes
from driftwatch.extract.text.fences import ends_fence
from driftwatch.extract.text.inline import plain_text, text_of
from driftwatch.extract.text.markdown_lines import (
    ADMONITION,
    ADMONITION_TITLE,
    BULLET,
    CELL_OF_CODE,
    DEFINITION,
    FENCE,
    GITHUB_NOTE,
    HEADING,
    MARK,
    QUOTES,
    RULE,
    SHORTCODE,
    SHORTCODE_LANG,
    SHORTCODE_TITLE,
    TAB,
    THEME,
    Inside,
    dedented,
    goes_on,
    goes_on_lazily,
    indent_of,
    indents_code,
    is_blank,
    is_quoted,
    shown_in,
    split_front_matter,
    starts_block,
    titled,
    unquoted,
    with_break,
    with_links,
)
from driftwatch.extract.text.mdx import Close, Line, Open, RawHtml, Token, matched, tokens_of
from driftwatch.extract.text.raw_html import whole_html
from driftwatch.extract.text.tables import (
    are_rows,
    cells_of_line,
    is_delimiter_row,
    table_of_lines,
    table_without_delimiter,
)
from driftwatch.extract.text.tree import (
    MARKS,
    Head,
    Node,
    callout_kind,
    callout_of,
    is_banner,
    mark_head_above,
    page_of,
    section_of,
    with_description,
)
from driftwatch.extract.words.wording import fold
from driftwatch.patterns import lazy_regex

_DEPTH: Final = 16
_IN_VAIN: Final = 10_000
_UNDERLINE: Final = lazy_regex(r" {0,3}(?:={3,}|-{3,})\s*")

HtmlReader = Callable[[str], Sequence[Node]]


def read_markdown(text: str, read_html: HtmlReader) -> Section:
    """Read a page; `read_html` reads the HTML that stands in it."""
    front, body = split_front_matter(fold(text))
    tokens = with_links(tokens_of(body))
    reader = _Reader(tokens, read_html=read_html, pairs=matched(tokens), depth=0)
    reader.indents_code = not reader.pairs and indents_code(tokens)
    return page_of([*([Code("yaml", "front-matter", front)] if front else []), *with_description(reader.nodes())])


class _Reader:
    """Reads a run of tokens to nodes."""

    def __init__(
        self, tokens: Sequence[Token], *, read_html: HtmlReader, pairs: dict[int, int], depth: int, offset: int = 0
    ) -> None:
        self.tokens = tokens
        self.read_html = read_html
        self.pairs = pairs
        self.depth = depth
        self.offset = offset
        self.at = 0
        self.found: list[Node] = []
        self.prose: list[str] = []
        self.marks: tuple[str, ...] = ()
        self.marked = 0
        """How much was found before the marks, which name what follows right behind them."""
        self.in_vain = 0
        """Lines that were looked through for the end of a container that has none."""
        self.indents_code = False  # only outside components and lists
        self.unending: set[str] = set()
        """Short codes that were opened and have no end."""

    def nodes(self) -> list[Node]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if isinstance(token, Line):
                self._line(token.text)
            elif isinstance(token, Open):
                self._open(token)
            else:
                self._flush()
                html, self.at = whole_html(self.tokens, self.at) if isinstance(token, RawHtml) else ("", self.at + 1)
                self.found.extend(self.read_html(html) if html else ())
        self._flush()
        return self.found

    def _line(self, text: str) -> None:
        # What begins with a letter is prose, or a row of a table without a bar in front.
        if self._table(text) if text[:1].isalpha() else self._block(text):
            return
        if not self._underline(text) and not RULE.match(text):
            self.prose.append(with_break(text))
        self.at += 1

    def _block(self, text: str) -> bool:
        return (
            self._blank(text)
            or self._fence(text)
            or self._mark(text)
            or self._shortcode(text)
            or self._heading(text)
            or self._quote(text)
            or self._table(text)
            or self._admonition(text)
            or self._tab(text)
            or self._definition(text)
            or self._list(text)
        )

    def _flush(self) -> None:
        if self.prose:
            text = text_of("".join(self.prose).rstrip().removesuffix("<br>"))
            self.prose = []
            if text.plain:
                self.found.append(Paragraph(text))

    def _blank(self, text: str) -> bool:
        if text.strip():
            return self._indented(text)
        self._flush()
        self.at += 1
        return True

    def _indented(self, text: str) -> bool:
        """Read a block that is code by its indentation."""
        if self.prose or not self.indents_code or not text.startswith(("    ", "\t")):
            return False
        block = self._take(lambda line: not line.strip() or line.startswith(("    ", "\t")))
        self.found.append(Code("", "", "\n".join(line[4:] for line in block).strip("\n")))
        return True

    def _fence(self, text: str) -> bool:
        if not (match := FENCE.match(text)):
            return False
        self._flush()
        self.at += 1
        indent = len(text) - len(text.lstrip())
        inner: list[str] = []
        raw = self._is_raw()
        while (line := self._peek(0)) is not None and self._is_raw() == raw:
            self.at += 1
            if ends_fence(line, match[1]):
                break
            inner.append(line[min(indent, len(line) - len(line.lstrip())) :])
        lang, _, info = THEME.sub("", match[2]).strip().partition(" ")
        self.found.append(Code(lang, info.strip(), "\n".join(inner)))
        return True

    def _shortcode(self, text: str) -> bool:
        """Read code between Hugo's short codes; those that name no language hold anything."""
        match = SHORTCODE.match(text) if "{{" in text else None
        lang = SHORTCODE_LANG.search(match[2]) if match else None
        if match is None or lang is None or match[1] in self.unending:
            return False
        inner = self._until_closed(match[1])
        if inner is None:
            return False
        self._flush()
        title = SHORTCODE_TITLE.search(match[2])
        self.found.append(Code(lang[1] or lang[2], title[1] if title else "", "\n".join(inner)))
        return True

    def _until_closed(self, name: str) -> list[str] | None:
        """Take the lines below up to the end of a short code; None when it never ends, or holds more than code."""
        ending, start = f"/{name}", self.at
        self.at += 1
        inner = self._take(lambda line: not (line.lstrip().startswith("{{") and ending in line))
        if self._peek(0) is None:
            self.at = start
            self.unending.add(name)
            return None
        self.at += 1
        return inner

    def _heading(self, text: str) -> bool:
        if not (match := HEADING.match(text)):
            return False
        self._flush()
        self.at += 1
        title, anchor = titled(match[2] or "")
        marks = self.marks if self.marked == len(self.found) else ()
        self.found.append(Head(len(match[1]), text_of(title), anchor, marks))
        return True

    def _mark(self, text: str) -> bool:
        if self.prose or not (match := MARK.match(text)):
            return False
        self._name_next(match[1])
        self.at += 1
        return True

    def _name_next(self, anchor: str) -> None:
        known = self.marks if self.marked == len(self.found) else ()
        self.marks, self.marked = (*known[-MARKS:], anchor), len(self.found)
        mark_head_above(self.found, (anchor,))

    def _underline(self, text: str) -> bool:
        """Read `===` or `---` below a line: a heading."""
        bare = text.strip()
        if len(self.prose) != 1 or not bare or bare.strip(bare[0]) or bare[0] not in "=-":
            return False
        title, self.prose = self.prose[0], []
        self.found.append(Head(1 if bare[0] == "=" else 2, text_of(title)))
        return True

    def _quote(self, text: str) -> bool:
        if not text.lstrip().startswith(QUOTES):
            return False
        self._flush()
        inner = self._quoted() if is_quoted(text) else list(map(unquoted, self._take(goes_on)))
        kind = GITHUB_NOTE.match(inner[0].strip())
        inner[0] = GITHUB_NOTE.sub("", inner[0].strip()) if kind else inner[0]
        nodes = self._inner([Line(line) for line in inner])
        if not is_banner(nodes):
            known = callout_kind(kind[1]) or "note" if kind else "quote"
            self.found.append(callout_of(known, nodes, kind[1] if kind and not inner[0].strip() else ""))
        return True

    def _quoted(self) -> list[str]:
        """Take the lines of a quotation, and those without its mark in which a paragraph of it goes on."""
        taken = found = list(map(unquoted, self._take(is_quoted)))
        while not any(map(FENCE.match, found)) and goes_on_lazily(taken, self._peek(0)):
            taken += (found := list(map(unquoted, [*self._take(goes_on), *self._take(is_quoted)])))
        return taken

    def _table(self, text: str) -> bool:
        below = self._peek(1)
        if "|" not in text or below is None or "|" not in below:
            return False
        is_unnamed = not self.prose and is_delimiter_row(text)  # nothing names the columns, as kramdown has it
        if is_unnamed and not is_delimiter_row(below) and is_delimiter_row(self._peek(2) or ""):
            self.at += 1
            return self._table(below)
        if not is_unnamed and not is_delimiter_row(below):
            return self._headless(text, below)
        if self.prose and len(cells_of_line(text)) != len(cells_of_line(below)):
            return False
        self._flush()
        self.at += 1 if is_unnamed else 2
        rows, codes = self._rows()
        table = table_of_lines("", rows, text) if is_unnamed else table_of_lines(text, rows, below)
        self.found.extend((table, *codes))
        return True

    def _rows(self) -> tuple[list[str], list[Code]]:
        """Take the rows of a table, and the code that their last cells begin, which Hugo lets run over many lines."""
        rows: list[str] = []
        codes: list[Code] = []
        while (line := self._peek(0)) is not None and "|" in line:
            match = CELL_OF_CODE.search(line) if "{{" in line else None
            inner = self._until_closed(match[1]) if match and match[1] not in self.unending else None
            if match is None or inner is None:
                rows.append(line)
                self.at += 1
            else:
                rows.append(line[: match.start() + 1])
                codes.append(Code(match[2].strip(), "", "\n".join(inner)))
        return rows, codes

    def _headless(self, text: str, below: str) -> bool:
        """Read rows that have no line of dashes among them, as kramdown does."""
        lines = self._take(lambda line: "|" in line) if not self.prose and are_rows((text, below)) else []
        is_table = bool(lines) and are_rows(lines)
        self.at -= 0 if is_table else len(lines)
        self.found.extend([table_without_delimiter(lines)] if is_table else ())
        return is_table

    def _admonition(self, text: str) -> bool:
        if not (match := ADMONITION.match(text)):
            return False
        self._flush()
        self.at += 1
        if not match[1]:
            return True
        rest = match[2].rstrip()
        if text.lstrip().startswith(":::"):
            nodes = self._inner([Line(line) for line in self._fenced()] if not rest.endswith(":::") else [])
            rest = rest.removesuffix(":::").rstrip()
        else:
            nodes = self._below(text)
        title = ADMONITION_TITLE.match(rest)
        shown = shown_in(rest) or ((next(filter(None, title.groups()), ""),) if title else ())
        nodes[:0] = [Paragraph(text_of(said)) for said in shown]
        self.found.append(callout_of(callout_kind(match[1]) or "note", nodes, "" if shown else match[1]))
        return True

    def _fenced(self) -> list[str]:
        """Take the lines of a container up to its end, with those in it; up to a blank line where it has none."""
        inside = Inside(counted=self.in_vain < _IN_VAIN)
        taken = self._take(inside.is_of)
        if self._peek(0) is not None:
            self.at += 1
            return taken
        first = next((number for number, line in enumerate(taken) if not line.strip()), len(taken))
        self.at -= len(taken) - first
        self.in_vain += len(taken)
        return taken[:first]

    def _tab(self, text: str) -> bool:
        if not (match := TAB.match(text)):
            return False
        self._flush()
        self.at += 1
        self.found.append(section_of("tab", text_of(match[1] or match[2]), self._below(text)))
        return True

    def _below(self, text: str) -> list[Node]:
        """Read what is indented below a line, deeper than that by the four columns of MkDocs."""
        indent = indent_of(Line(text))
        block: list[Token] = []
        while (token := self.tokens[self.at] if self.at < len(self.tokens) else None) is not None:
            if not self._belongs(token, indent) or not (is_blank(token) or indent_of(token) > indent):
                break
            self._grab(block, indent + 4)
        return self._inner(block)

    def _definition(self, text: str) -> bool:
        """Read `: what it is` below a term, and the terms that follow."""
        match = DEFINITION.match(text)
        if not match or len(self.prose) != 1:
            return False
        term = self.prose.pop().strip().removesuffix("<br>")
        items: list[Item] = []
        definition: re.Match[str] | None = match
        while definition is not None:
            self.at += 1
            lines = self._take(goes_on)
            said = [definition[1], *(line.strip().removeprefix(": ") for line in lines)]
            below = callout_of("", self._in_definition()).blocks
            items.append(Item(text_of(f"{term}: {' '.join(said)}"), below))
            term, definition = self._next_term()
        self.found.append(List(tuple(items), is_definitions=True))
        return True

    def _in_definition(self) -> list[Node]:
        """Read what is indented below what a term means: lists, code, further paragraphs."""
        inner: list[Token] = []
        while self.at < len(self.tokens) and self._belongs(token := self.tokens[self.at], 2):
            if not is_blank(token) and indent_of(token) <= 2:  # noqa: PLR2004 - as far as a colon and a blank
                break
            self._grab(inner, 4)
        return self._inner(inner)

    def _next_term(self) -> tuple[str, re.Match[str] | None]:
        """Look for a further term with its definition, and go to the line of that."""
        steps = 0
        while (line := self._peek(steps)) is not None and not line.strip():
            steps += 1
        match = DEFINITION.match(self._peek(steps + 1) or "")
        if not line or not match or starts_block(line) or DEFINITION.match(line):
            return "", None
        self.at += steps + 1
        return line.strip(), match

    def _list(self, text: str) -> bool:
        match = BULLET.match(text)
        if not match or RULE.match(text):
            return False
        if not self.prose and match[2][0].isdigit() and _UNDERLINE.fullmatch(self._peek(1) or ""):
            return False  # a numbered heading, underlined
        if self.prose and match[2] not in ("-", "*", "+", "1.", "1)"):
            return False
        self._flush()
        items: list[Item] = []
        while match is not None:
            items.append(self._item(match))
            match = BULLET.match(self._after_blanks(match) or "")
        self.found.append(List(tuple(items)))
        return True

    def _after_blanks(self, previous: re.Match[str]) -> str | None:
        """Look at the next line that is not blank: another item of the same list, or not."""
        steps = 0
        while (line := self._peek(steps)) is not None and not line.strip():
            steps += 1
        following = BULLET.match(line) if line is not None else None
        if not following or len(following[1].expandtabs(4)) < len(previous[1].expandtabs(4)):
            return None
        if RULE.match(line or "") or following[2][-1] != previous[2][-1]:
            return None
        self.at += steps
        return line

    def _item(self, match: re.Match[str]) -> Item:
        indent = len(match[1].expandtabs(4))
        self.at += 1
        inner: list[Token] = [Line(match[3])]
        self._grab_fence(inner, indent + 2)
        while self.at < len(self.tokens) and self._belongs(self.tokens[self.at], indent):
            self._grab(inner, indent + 2)
        if len(inner) == 1 and match[3][:1].isalnum():
            return Item(text_of(match[3]))
        nodes = self._inner(inner)
        if nodes and isinstance(nodes[0], Paragraph):
            return Item(nodes[0].text, callout_of("", nodes[1:]).blocks)
        return Item(Text(), callout_of("", nodes).blocks)

    def _grab(self, inner: list[Token], cut: int) -> None:
        """Move a token (a whole component, a whole fence) into an item."""
        token = self.tokens[self.at]
        end = self.at + 1
        if isinstance(token, Open):
            end = min(self.pairs.get(self.offset + self.at, self.offset + self.at) - self.offset + 1, len(self.tokens))
        inner.extend(dedented(item, cut) for item in self.tokens[self.at : end])
        self.at = end
        self._grab_fence(inner, cut)

    def _grab_fence(self, inner: list[Token], cut: int) -> None:
        while self._is_raw():
            inner.append(dedented(self.tokens[self.at], cut))
            self.at += 1

    def _belongs(self, token: Token, indent: int) -> bool:
        if isinstance(token, Close):
            return False
        if not isinstance(token, Line):
            return token.indent > indent
        if not token.text.strip():
            following = next((item for item in self.tokens[self.at + 1 : self.at + 4] if not is_blank(item)), None)
            return following is not None and indent_of(following) > indent
        if indent_of(token) > indent:
            return indent_of(token) > indent + 1 or BULLET.match(token.text) is None  # an item beside, set carelessly
        return not starts_block(token.text) and not is_blank(self.tokens[self.at - 1])

    def _open(self, token: Open) -> None:
        self._flush()
        if not token.empty and self.offset + self.at not in self.pairs:
            self.at += 1  # nested deeper than any page
            return
        end = self.pairs.get(self.offset + self.at, self.offset + self.at) - self.offset
        inner = self.tokens[self.at + 1 : max(end, self.at)] if end > self.at else []
        start = self.at + 1
        self.at = max(min(end, len(self.tokens) - 1), self.at) + 1
        reader = _Reader(
            inner, read_html=self.read_html, pairs=self.pairs, depth=self.depth + 1, offset=self.offset + start
        )
        stands_for = component_nodes(token, reader.nodes())
        if not stands_for and (token.attributes.get("id") or token.attributes.get("name")):
            self._name_next(token.attributes.get("id") or token.attributes.get("name") or "")
        self.found.extend(stands_for)

    def _inner(self, tokens: list[Token]) -> list[Node]:
        if self.depth >= _DEPTH:
            text = " ".join(token.text for token in tokens if isinstance(token, Line))
            return [Paragraph(plain_text(text))] if text.strip() else []
        return _Reader(tokens, read_html=self.read_html, pairs=matched(tokens), depth=self.depth + 1).nodes()

    def _peek(self, steps: int) -> str | None:
        at = self.at + steps
        token = self.tokens[at] if at < len(self.tokens) else None
        return token.text if isinstance(token, Line) else None

    def _is_raw(self) -> bool:
        """Tell whether a line of a fence is next."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return isinstance(token, Line) and token.raw

    def _take(self, fits: Callable[[str], bool]) -> list[str]:
        taken: list[str] = []
        while (line := self._peek(0)) is not None and fits(line):
            taken.append(line)
            self.at += 1
        return taken
