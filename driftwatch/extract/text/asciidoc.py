"""AsciiDoc written as Markdown, so that one reader of pages serves both.

What is seen on the built page stays: headings, tables, lists, terms with what is said of them, code, notes, links.
What steers the build goes: attributes, conditions, comments, anchors that nothing is called by. Files that are included
are not there. Source of the syntax: https://docs.asciidoctor.org/asciidoc/latest/syntax-quick-reference/.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.text.asciidoc_tables import markdown_table
from driftwatch.extract.text.asciidoc_words import filled, is_glued, markdown_words
from driftwatch.patterns import lazy_regex

_CODE: Final = lazy_regex(r"(-{4,}|\.{4,}|`{3,})(.{0,200})$")
_TABLE: Final = lazy_regex(r"([|,:!])={3,}$")
_CONTAINER: Final = lazy_regex(r"(?:={4,}|\*{4,}|_{4,}|--)$")
_PASSED: Final = lazy_regex(r"\+{4,}$")
_HEADING: Final = lazy_regex(r"(={1,6}|#{1,6})[ \t]+(\S.{0,500}?)(?:[ \t]+\1)?$")
_ATTRIBUTES: Final = lazy_regex(r"\[(?:[\w\[#.%\"'@,].{0,1000})?\]$")
_TITLE: Final = lazy_regex(r"\.(?=[^\s.])(.{1,500})$")
_ITEM: Final = lazy_regex(r"[ \t]{0,40}(\*{1,6}|-|\.{1,6}|\d{1,3}\.|<(?:\d{1,3}|\.)>)[ \t]+(\S.*)$")
_TERM: Final = lazy_regex(r"[ \t]{0,40}(\S.{0,300}?)(:{2,4}|;;)(?:[ \t]+(\S.*))?$")
_NOTE: Final = lazy_regex(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(\S.*)$")
_NOTES: Final = ("note", "tip", "important", "warning", "caution")
_MACRO: Final = lazy_regex(
    r"(include|toc|image|video|audio|ifdef|ifndef|ifeval|endif|plantuml)::(\S{0,500}?)\[(.{0,1000})\]$"
)
_SETTING: Final = lazy_regex(r":(!?)([\w-]{1,80})(!?):(?:[ \t]+(.*))?$")
_LANGUAGE: Final = lazy_regex(r"\[\s?(?:source|,)?[^,\]\s]{0,40},\s{0,3}[\"']?([\w+-]{1,30})")
_ID: Final = lazy_regex(r"\[\[([^\[\],]{1,200})|\[[^\]#]{0,60}#([\w:.-]{1,200})|\bid\s?=\s?[\"']?([\w:.-]{1,200})")
_QUOTED: Final = lazy_regex(r"\[(?:quote|verse)[\w.%#-]{0,80}\s{0,3},([^\[\]]{1,400})\]")
_SAID_BY: Final = lazy_regex(r"\s{0,9}(?:([\w-]{1,30})\s?=\s?)?(?:\"([^\"]*)\"|'([^']*)'|([^,]*))(?:\s{0,9},|$)")
"""A part of that, by its place or by name: `attribution="Ada Smith"`."""
_EQUAL: Final = lazy_regex(r"\"?([^\"=!]{0,200}?)\"?\s{0,4}(==|!=)\s{0,4}\"?([^\"]{0,200}?)\"?$")
_CALLOUT: Final = lazy_regex(r"\s{0,9}(?://|#|--|;;)?\s{0,4}(?:<(?:\d{1,3}|\.)>\s?){1,9}$")
_UNDERLINE: Final = lazy_regex(r"([=~^+-])\1{2,400}$")
_UNDERLINES: Final = "=-~^+"
"""The sign of each level of heading that is underlined, the title's first."""
_UNLIKE: Final = 1
"""Signs by which an underline may be longer or shorter than what it underlines."""
_TARGET: Final = lazy_regex(r"\b(?:https?|link|xref|mailto|footnote):|\{[\w-]{1,80}\}/")
"""How what a link leads to begins, which an attribute may hold, and a note at the foot of a page."""
_LETTERS: Final = lazy_regex(r"[\w-]{1,200}")
_CONDITION: Final = ("ifdef::", "ifndef::", "ifeval::", "endif::")
_OPEN_REFERENCE: Final = lazy_regex(r"<<(?=[^\s<>])[^<>]{0,500}$")
_MOST_BLANKS: Final = 3
"""Empty lines in a row; the reader of Markdown takes what is indented below more of them for code, and for no item."""
_CUTS: Final = 4
"""Lines over which a link is followed that the end of a line cuts in two, at the most."""
_RULE: Final = ("'''", "---", "***")
_BUILT: Final = {"backend": "html5", "backend-html5": "", "basebackend-html": "", "basebackend": "html"}
"""What the converter sets for pages in HTML, which readers see."""
_STEP: Final = "    "


def markdown_of_asciidoc(text: str) -> str:
    r"""Write a page of AsciiDoc as Markdown.

    >>> markdown_of_asciidoc("= Items\n\n.Fields\nsize:: How many.\n")
    '\n# Items\n\n\n\n**Fields**\n\n\nsize\n:   How many.\n'
    """
    return "\n".join(_Page(text.split("\n")).written())


def former_markdown_of_asciidoc(text: str) -> str:
    """Write a page as it was once, by the digest of which snapshots of then know what it says.

    Conditions in code were code, what looked cut took in the block below it, and a link right behind a Chinese letter
    was none.
    """
    return "\n".join(_Page(text.split("\n"), is_former=True).written())


def markdowns_of_asciidoc(text: str) -> tuple[str, str]:
    """Write a page as it is written today, and as it was once: most pages are written in one way only, and once."""
    page = _Page(text.split("\n"))
    today = "\n".join(page.written())
    return today, former_markdown_of_asciidoc(text) if page.parts_ways else today


class _Page:
    """A page as it is gone through line by line; `is_former`: as `former_markdown_of_asciidoc` tells."""

    def __init__(self, lines: Sequence[str], *, is_former: bool = False) -> None:
        self._lines = list(lines)
        self._is_former = is_former
        self.parts_ways = False
        """Whether something on it was written otherwise once."""
        self._at = 0
        self._known = dict(_BUILT)
        self._hidden = 0
        """Conditions that do not hold, one in the other."""
        self._shown: list[bool] = []
        self._about = ""
        """Attributes of the block that comes next."""
        self._markers: list[str] = []
        """Of the lists that are open, the outermost first."""
        self._indent = ""
        """What attaches a block to the item above it."""
        self._open: list[tuple[str, bool]] = []
        """Marks that end the containers that are open, and whether it is a note."""
        self._awaits = False
        """Whether a term waits for what is said of it."""
        self._is_bare = False
        """Whether what is said of a term are blocks, which stand below it like those of the page."""
        self._is_quoted = False

    def written(self) -> Iterator[str]:
        """Yield its lines as Markdown."""
        blanks = 0
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            self._at += 1
            if not self._steers(line):
                line = self._whole(line) if "[" in line or "<<" in line or "`" in line else line
                for written in self._line(line):
                    blanks = 0 if written else blanks + 1
                    self.parts_ways |= blanks > _MOST_BLANKS
                    if blanks <= _MOST_BLANKS or self._is_former:
                        yield self._indent + written if written else written
                if not line and not self._open:
                    self._indent = ""

    def _whole(self, line: str) -> str:
        """Take what a line ends within from the lines that follow: a paragraph may be broken anywhere."""
        last = min(self._at + _CUTS, len(self._lines))
        above = self._lines[self._at - 2] if self._at > 1 else ""
        while self._at < last and self._lines[self._at].strip() and self._goes_on(line, self._lines[self._at]):
            line = f"{line} {self._lines[self._at].strip()}"
            self._at += 1
            self._lines[self._at - 2] = above  # a paragraph begins by what stands above it
        return line

    def _goes_on(self, line: str, following: str) -> bool:
        is_cut = _is_cut(line, following)
        once = is_cut or ("<<" in line and ">" not in line[line.rfind("<<") :])
        if self._is_former or not once:
            return once
        goes_on = is_cut and not _begins_block(following.rstrip())
        self.parts_ways |= not goes_on
        return goes_on

    def _steers(self, line: str) -> bool:
        """Take a line that is not shown: a setting, a condition, a comment, and all that a condition hides."""
        macro = _MACRO.match(line) if "::" in line else None
        if macro and macro[1] in ("ifdef", "ifndef", "ifeval", "endif"):
            self._condition(macro[1], macro[2], macro[3])
            return True
        if self._hidden:
            return True
        if line.startswith("////"):
            self._until(line)
            return True
        setting = _SETTING.match(line) if line.startswith(":") else None
        if setting:
            self._set(setting[2].lower(), setting[4] or "", is_unset=bool(setting[1] or setting[3]))
        return setting is not None or (line.startswith("//") and not line.startswith("///"))

    def _set(self, name: str, value: str, *, is_unset: bool) -> None:
        if is_unset:
            self._known.pop(name, None)
            return
        while value.endswith(" \\") and self._at < len(self._lines):
            value = f"{value[:-2].rstrip()} {self._lines[self._at].strip()}"
            self._at += 1
        self._known[name] = filled(value, self._known)[:2000]

    def _condition(self, kind: str, names: str, said: str) -> None:
        if kind == "endif":
            if self._shown and not self._shown.pop():
                self._hidden -= 1
            return
        if kind == "ifeval":
            equal = _EQUAL.match(filled(said.strip(), self._known))
            holds = equal is not None and (equal[1] == equal[3]) == (equal[2] == "==")
        else:
            known = [name.strip().lower() in self._known for name in names.replace("+", ",").split(",")]
            holds = (all(known) if "+" in names else any(known)) == (kind == "ifdef")
        if said and kind != "ifeval":  # it holds for the words in it alone
            if holds and not self._hidden:
                self._at -= 1
                self._lines[self._at] = said
            return
        self._shown.append(holds)
        self._hidden += not holds

    def _until(self, mark: str) -> list[str]:
        """Return the lines up to a mark, or up to the end of the page; step over the mark."""
        begin = self._at
        while self._at < len(self._lines) and self._lines[self._at].rstrip() != mark:
            self._at += 1
        self._at += 1
        return [line.rstrip() for line in self._lines[begin : self._at - 1]]

    def _shown_until(self, mark: str) -> list[str]:
        """Return the lines of code up to a mark: conditions hold in it as anywhere, and may hold for marks alone."""
        shown: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            self._at += 1
            macro = _MACRO.match(line) if line.startswith(_CONDITION) else None
            self.parts_ways |= macro is not None
            if macro:
                self._condition(macro[1], macro[2], macro[3])
            elif not self._hidden and line == mark:
                break
            elif not self._hidden:
                shown.append(line)
        return shown

    def _line(self, line: str) -> Iterator[str]:
        if not line:
            self._is_quoted = False
            yield from () if self._awaits else ("",)
        elif _ATTRIBUTES.match(line):
            self._about += line
        elif self._is_block(line):
            yield from self._block(line)
        elif level := self._underlined(line):
            self._at += 1
            yield from self._heading("=" * level, line)
        elif heading := _HEADING.match(line):
            yield from self._heading(heading[1], heading[2])
        elif (item := _ITEM.match(line)) and not (self._awaits and line[0] == "-" and item[1] == "--"):
            yield from self._item(item[1], item[2])
        elif (term := _TERM.match(line)) and not _MACRO.match(line):
            yield from self._term(term[1], term[2], term[3] or "")
        else:
            yield from self._paragraph(line)

    def _underlined(self, line: str) -> int:
        """Return the level of a heading that the next line underlines, 0 for what is no heading.

        It begins a block, and the signs are as many as its letters: else they open code, or a container.
        """
        under = self._lines[self._at].rstrip() if self._at < len(self._lines) else ""
        if not _UNDERLINE.match(under) or abs(len(under) - len(line)) > _UNLIKE or self._open or self._awaits:
            return 0
        above = self._lines[self._at - 2].rstrip() if self._at > 1 else ""
        begins = not above or _ATTRIBUTES.match(above) or above.startswith((":", "//", "endif::"))
        begins = begins and not line.endswith(":") and any(map(str.isalnum, line))
        return _UNDERLINES.index(under[0]) + 1 if begins else 0

    def _is_block(self, line: str) -> bool:
        marks = (_CODE, _TABLE, _CONTAINER, _PASSED, _TITLE)
        return line == "+" or line in _RULE or line == "<<<" or any(mark.match(line) for mark in marks)

    def _block(self, line: str) -> Iterator[str]:
        if line == "+":
            yield from () if self._awaits else self._attached()
        elif _CONTAINER.match(line):
            yield from self._container(line)
        else:
            self._leave_term()
            yield from self._other_block(line)

    def _attached(self) -> Iterator[str]:
        """Attach what follows to the item above."""
        self._indent = _STEP * max(not self._is_bare, len(self._markers))
        self._is_quoted = False
        yield ""

    def _leave_term(self) -> None:
        """Let blocks stand below a term that nothing is said of in words: Markdown has them only behind some."""
        if self._awaits:
            self._awaits, self._is_bare = False, True
            self._markers.pop()

    def _other_block(self, line: str) -> Iterator[str]:
        if line in _RULE:
            yield from ("", "---", "")
        elif _CODE.match(line):
            yield from self._code(line)
        elif table := _TABLE.match(line):
            about, self._about = self._about, ""
            yield from markdown_table(self._until(line), about, table[1], self._words)
        elif _PASSED.match(line):
            self._about = ""
            yield from ("", *self._until(line), "")
        elif title := _TITLE.match(line):
            yield from ("", f"**{self._words(title[1])}**", "")

    def _code(self, mark: str) -> Iterator[str]:
        fence = mark if not mark.startswith("`") else mark[: len(mark) - len(mark.lstrip("`"))]
        language = _LANGUAGE.search(self._about)
        named = mark.lstrip("`").strip() if mark.startswith("`") else (language[1] if language else "")
        inside = self._until(fence) if self._is_former else self._shown_until(fence)
        code = [_CALLOUT.sub("", line) for line in inside]
        self._about = ""
        if code and all(_MACRO.match(line) or not line for line in code):
            return  # the code is in a file of its own
        longest = max((len(line) - len(line.lstrip("`")) for line in map(str.strip, code)), default=0)
        around = "`" * max(3, longest + 1)
        yield from ("", f"{around}{named}", *code, around, "")

    def _container(self, mark: str) -> Iterator[str]:
        about, self._about = self._about, ""
        if any(known == mark for known, _ in self._open):
            while self._open:
                known, is_note = self._open.pop()
                yield from ("", ":::") if is_note else ("",)
                if known == mark:
                    break
            return
        note = next((kind for kind in _NOTES if about.lower().startswith(f"[{kind}")), "")
        following = next((line for line in self._lines[self._at : self._at + _CUTS] if line.strip()), "")
        if note or not following[:1].isalnum() or _TERM.match(following) or _ITEM.match(following):
            self._leave_term()
        self._open.append((mark, bool(note)))
        yield from ("", f":::{note}", "") if note else () if self._awaits else ("",)
        yield from self._said_by(about)

    def _said_by(self, about: str) -> Iterator[str]:
        """Yield who said what is quoted below, and where."""
        match = _QUOTED.search(about) if "quote" in about or "verse" in about else None
        if match:
            self._about = ""
            found = (part for part in _SAID_BY.finditer(match[1]) if part[1] in (None, "attribution", "citetitle"))
            parts = (part[2] or part[3] or part[4] or "" for part in found)
            said = ", ".join(filter(None, (part.strip(" \"'") for part in parts)))
            yield from ("", f"\u2014 {self._words(said)}", "") if said else ()

    def _heading(self, signs: str, title: str) -> Iterator[str]:
        known = _ID.search(self._about)
        name = (known[1] or known[2] or known[3]) if known else ""
        is_plain = _LETTERS.fullmatch(name) is not None
        self._about, self._markers, self._indent, self._awaits, self._is_bare = "", [], "", False, False
        if name and not is_plain:  # at the end of a heading Markdown knows names of letters alone
            yield from ("", f'<a id="{name}"></a>')
        anchor = f" {{#{name}}}" if is_plain else ""
        yield from ("", f"{'#' * len(signs)} {self._words(title)}{anchor}", "")

    def _item(self, marker: str, words: str) -> Iterator[str]:
        kind = "." if marker[0].isdigit() else "<" if marker[0] == "<" else marker
        if kind in self._markers:
            del self._markers[self._markers.index(kind) + 1 :]
        else:
            self._markers.append(kind)
        self._about, self._awaits, self._is_quoted, self._is_bare = "", False, False, False
        self._indent = _STEP * (len(self._markers) - 1)
        yield f"{'1.' if kind[0] in '.<' else '-'} {self._words(words)}"

    def _term(self, term: str, mark: str, words: str) -> Iterator[str]:
        if mark in self._markers:
            del self._markers[self._markers.index(mark) + 1 :]
        else:
            self._markers.append(mark)
        depth = len(self._markers)
        self._about, self._is_quoted, self._is_bare = "", False, False
        self._indent = _STEP * (depth - 1)
        if depth > 1:
            yield f"- **{self._words(term)}**: {self._words(words)}".rstrip(": ")
            self._awaits = False
            return
        yield from ("", self._words(term))
        self._awaits = not words
        if words:
            yield f":   {self._words(words)}"

    def _paragraph(self, line: str) -> Iterator[str]:
        macro = _MACRO.match(line)
        if macro and macro[1] != "image":
            return
        note = None if self._is_quoted else _NOTE.match(line)
        if note:
            self._is_quoted = True
            yield from ("", f"> [!{note[1]}]", f"> {self._words(note[2])}")
        elif self._is_quoted:
            yield f"> {self._words(line)}"
        elif self._awaits:
            self._awaits = False
            yield f":   {self._words(line.strip())}"
            self._indent = _STEP if self._open else ""
        else:
            yield from self._said_by(self._about)
            if not self._lines[self._at - 2 : self._at - 1] or not self._lines[self._at - 2].strip():
                if not self._indent:
                    self._markers = []
                self._about = ""
            yield self._words(line.strip())

    def _words(self, text: str) -> str:
        self.parts_ways = self.parts_ways or is_glued(text)
        return markdown_words(text, self._known, is_former=self._is_former)


def _is_cut(line: str, following: str) -> bool:
    """Tell whether a line ends within a link, a reference, a note or code, which the next line may end.

    >>> [_is_cut(line, "of `a`") for line in ("See link:/a[the", "See [1", "See <<a,the", "See link:/a[the a].")]
    [True, False, True, False]
    >>> _is_cut("See `the", "list`"), _is_cut("See `the", "list"), _is_cut("```json", "```"), _is_cut("= a<<", "b")
    (True, False, False, False)
    """
    begin = line.rfind("[")
    if begin > line.rfind("]") and _TARGET.search(line, line.rfind(" ", 0, begin) + 1, begin):
        return True
    if line.count("`") % 2 and following.count("`") % 2 and "``" not in line:
        return True
    return _OPEN_REFERENCE.search(line) is not None


def _begins_block(line: str) -> bool:
    return any(mark.match(line) for mark in (_ATTRIBUTES, _CODE, _TABLE, _CONTAINER, _PASSED))
