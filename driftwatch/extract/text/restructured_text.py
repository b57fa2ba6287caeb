"""reStructuredText written as Markdown, so that one reader of pages serves both.

What is seen on the built page stays: headings, tables, lists, definitions, fields, code, notes, and the calls of the
HTTP domain of Sphinx. Comments go, and what steers the build. Files that are included are not there.
Source of the syntax: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.http_domain import KINDS, Told, call_of, lists_of, told_in, typed_steps
from driftwatch.extract.text.restructured_tables import (
    GRID,
    RULER,
    csv_table,
    grid_table,
    list_table,
    simple_table,
    without_targets,
)
from driftwatch.extract.text.restructured_words import anchor_of, markdown_words
from driftwatch.extract.text.sphinx_directives import CAPTIONS, NOTES, OF_CODE, SINCE, UNSEEN, outdented, titles_in
from driftwatch.patterns import lazy_regex

_MARKUP: Final = lazy_regex(r"\.\.(?:[ \t]+(.*))?$")
_DIRECTIVE: Final = lazy_regex(r"(?:\|([^|]{1,80})\|[ \t]+)?([A-Za-z][\w.+:-]{0,60}?) ?::(?:[ \t]+(.*))?$")
_LABEL: Final = lazy_regex(r"_`?([^:`]{1,200})`?:(?:[ \t]+.*)?$")
_OPTION: Final = lazy_regex(r":([\w-]{1,60}):(?:[ \t]+(.*))?$")
_FIELD: Final = lazy_regex(r":(?![ :])([^:\n]{1,120}):(?:[ \t]+(.*))?$")
_ADORNMENT: Final = lazy_regex(r"([!-/:-@\[-`{-~])\1{2,400}$")
_ITEM: Final = lazy_regex(r"([-*+\u2022]|\(?(?:\d{1,4}|[a-zA-Z]|#)[.)])([ \t]+)(\S.*)$")
_OF_CLASSES: Final = frozenset(("container", "class", "rst-class", "cssclass"))
"""Directives whose argument is a class, by which a style sheet knows what they hold: no label of it."""
_NO_TEXT: Final = ("- ", "1. ", "```", "| ", ":::", "#")
"""How a block in Markdown begins that is no paragraph."""
_BULLETS: Final = ("- ", "* ", "+ ")
_NOT_FORMERLY: Final = "code-tab"
"""A directive that was once read as prose."""
_DEEPEST: Final = 20
STEPS: Final = 2
"""How many times the form of these pages has changed."""
_STEP: Final = "    "
_MEANING: Final = ":   "
"""What stands in Markdown before what a term means."""

Lines = Sequence[str]


def markdown_of_restructured(text: str, *, steps_back: int = 0) -> str:
    r"""Write a page of reStructuredText as Markdown; `steps_back` as it was before the last changes of its form.

    One step, and a blank before the colons of a directive made it a comment, and targets in cells were words of these;
    two, and fields of the HTTP domain were lines.

    >>> markdown_of_restructured("Items\n=====\n\nsize\n  How many.\n")
    '\n# Items\n\n\n\nsize\n:   How many.\n'
    """
    page = _Page(steps_back)
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    page.known.update(_substitutions(lines, takes_gaps=not steps_back))
    page.titles.update(_titles(lines))
    return "\n".join(page.written(lines, 0))


def _is_gapped(directive: re.Match[str]) -> bool:
    """Tell whether a blank stands before the colons of a directive."""
    return directive.string[directive.end(2)] == " "


def _substitutions(lines: Lines, *, takes_gaps: bool) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _MARKUP.match(line) if line.startswith(".. |") else None
        named = _DIRECTIVE.match(match[1]) if match and match[1] else None
        if named and named[1] and named[2] == "replace" and (takes_gaps or not _is_gapped(named)):
            yield named[1], named[3] or ""


def _titles(lines: Lines) -> Iterator[tuple[str, str]]:
    """Yield the labels of headings with these: what stands right below them, or between two rulers."""
    labels: list[str] = []
    for at, line in enumerate(lines):
        if line.startswith(".. _") and (label := _LABEL.match(line.removeprefix(".. "))):
            labels.append(anchor_of(label[1]))
        elif line and labels:
            first, second, *_ = *lines[at + 1 : at + 3], "", ""
            title, under = (first, second) if _ADORNMENT.match(line) else (line, first)
            if title and _ADORNMENT.match(under):
                yield from ((each, title.strip()) for each in labels)
            labels.clear()


def _body(lines: Lines, at: int) -> int:
    """Return where the indented block ends that begins at a line."""
    end = at
    while at < len(lines) and (not lines[at] or lines[at].startswith(" ")):
        at += 1
        end = at if lines[at - 1] else end
    return end


class _Page:
    """What is known of a page while it is gone through: its substitutions, and how deep its headings are."""

    def __init__(self, steps_back: int) -> None:
        self.known: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self._steps_back = steps_back
        self._is_last = not steps_back
        self._as_formerly = steps_back >= STEPS
        self._levels: list[str] = []
        self._level = 0
        self._label = ""

    def written(self, lines: Lines, depth: int) -> Iterator[str]:
        """Yield the lines of a body as Markdown."""
        at = 0
        while at < len(lines):
            line = lines[at]
            if not line:
                yield ""
                at += 1
                continue
            begin = at
            for take in (self._title, self._markup, self._indented, self._fields, self._table, self._item):
                at, found = take(lines, begin, depth)
                if at > begin:
                    yield from found
                    break
            else:
                at, found = self._paragraph(lines, begin, depth)
                yield from found

    def _words(self, text: str) -> str:
        return markdown_words(text, self.known, self.titles, steps_back=self._steps_back)

    def _inner(self, lines: Lines, depth: int) -> list[str]:
        if depth >= _DEEPEST:
            return [self._words(line) for line in lines]
        return list(self.written(outdented(lines), depth + 1))

    def _title(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:
        """Take a heading: a line that is underlined, and may be overlined."""
        over = bool(_ADORNMENT.match(lines[at]))
        title = at + over
        under = lines[title + 1] if title + 1 < len(lines) else ""
        is_title = title < len(lines) and lines[title] and not _ADORNMENT.match(lines[title])
        if depth or not is_title or not _ADORNMENT.match(under) or (over and under != lines[at]):
            return (at + 1, ["", "---", ""]) if over and len(lines[at]) > len("---") and not under else (at, [])
        if not over and (lines[title].startswith(" ") or len(under) < min(len(lines[title].strip()), len("----"))):
            return at, []
        kind = under[0] * (1 + over)
        if kind not in self._levels:
            self._levels.append(kind)
        self._level = self._levels.index(kind) + 1
        anchor, self._label = (f" {{#{self._label}}}" if self._label else ""), ""
        signs = "#" * min(self._level, 6)
        return title + 2, ["", f"{signs} {self._words(lines[title].strip())}{anchor}", ""]

    def _markup(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:
        """Take what begins with two points: a directive, a label, or a comment."""
        match = _MARKUP.match(lines[at])
        if match is None:
            return (at + 1, []) if lines[at].startswith("__ ") else (at, [])
        end = _body(lines, at + 1)
        said = match[1] or ""
        if label := _LABEL.match(said):
            self._label = anchor_of(label[1])
            return at + 1, []
        directive = _DIRECTIVE.match(said)
        if directive is None or (_is_gapped(directive) and not self._is_last):
            is_note = said.startswith("[") and "]" in said
            note = [said.partition("]")[2].strip(), *outdented(lines[at + 1 : end])]
            return max(end, at + 1), self._inner(note, depth) if is_note else []
        if directive[1]:
            return max(end, at + 1), []
        return max(end, at + 1), self._directive(directive[2], directive[3] or "", lines[at + 1 : end], depth)

    def _directive(self, name: str, argument: str, body: Lines, depth: int) -> list[str]:
        body = outdented(body)
        options: dict[str, str] = {}
        count = 0
        while count < len(body) and (match := _OPTION.match(body[count])) and not told_in(body[count]):
            options[match[1]] = match[2] or ""
            count += 1
        if call := call_of(name, argument):
            return self._call(call, argument, options, body[count:], depth)
        captions = [line for key in CAPTIONS for line in self._caption(options.get(key, ""))]
        return [*captions, *self._shown(name, argument, options, list(body[count:]), depth)]

    def _shown(self, name: str, argument: str, options: Mapping[str, str], body: list[str], depth: int) -> list[str]:
        """Write what a directive shows below its captions."""
        if name in UNSEEN:
            return []
        if name == "toctree":
            return [f"- {self._words(title)}" for title in titles_in(body)]
        if name in OF_CODE and not (self._as_formerly and name == _NOT_FORMERLY):
            return self._code(body, argument)
        if name == "list-table":
            return [*self._caption(argument), *list_table(self._cells(body), options, self._words)]
        if name == "csv-table":
            return [*self._caption(argument), *csv_table(body, options, self._words)]
        return self._prose(name, "" if name == "figure" else argument, body, depth)

    def _prose(self, name: str, argument: str, body: Lines, depth: int) -> list[str]:
        if name in SINCE:
            version, _, more = argument.partition(" ")
            head = f"{SINCE[name]} {version}{': ' + self._words(more) if more else ''}"
            inner = self._inner(body, depth)
            if more or self._as_formerly:
                return ["", head, *inner, ""]
            first, *rest = self._trimmed(inner)
            return ["", *((f"{head}: {first}", *rest) if _is_prose(first) else (head, first, *rest)), ""]
        if name in NOTES:
            title = f" {self._words(argument)}" if name == "admonition" else ""
            said = [argument, *body] if argument and not title else body
            # Lines that follow the first one without a gap go on with it, however they are indented.
            return ["", f":::{'note' if title else name}{title}", *self._inner(outdented(said), depth), ":::", ""]
        if name in _OF_CLASSES:  # written, as it always was: it would be missed in the words of each such page
            return ["", self._words(argument), "", *self._inner(body, depth), ""]
        return [*self._caption(argument), *self._inner(body, depth), ""]

    def _caption(self, argument: str) -> list[str]:
        return ["", f"**{self._words(argument)}**", ""] if argument else []

    def _call(self, call: str, argument: str, options: Mapping[str, str], body: Lines, depth: int) -> list[str]:
        signs = "#" * min(self._level + 1, 6)
        said = [self._words(options["synopsis"])] if options.get("synopsis") else []
        if "deprecated" in options:
            said.append("Deprecated.")
        return ["", f"{signs} `{call}`", "", *said, "", *self._within(call, argument, body, depth), ""]

    def _within(self, call: str, argument: str, body: Lines, depth: int) -> list[str]:
        """Write what stands in a call; its fields in the order of the built page, wherever they are written."""
        kept: list[str] = []
        fields: list[Told] = []
        at = 0
        while at < len(body):
            told = told_in(body[at])
            if told is None:
                kept.append(body[at] if self._as_formerly else _capitalised(body[at]))
                at += 1
                continue
            at += 1
            is_alone = self._as_formerly and not "".join(body[at : at + 1]).startswith(" ")
            end = at if is_alone else _body(body, at)
            fields.append(self._told(told, body[at:end], depth))
            at = end
        return [*self._inner(kept, depth), *lists_of(fields, call, typed_steps(argument), self._words)]

    def _told(self, field: Told, below: Lines, depth: int) -> Told:
        """Give a field all that is said of it: its paragraph in one line, and what stands below that."""
        if self._as_formerly:
            kind = "Request JSON Object" if field.kind == "JSON Parameters" else field.kind
            return replace(field, kind=kind, line=_gathered([field.line, *map(str.strip, below)]))
        is_list = not field.line and "".join(below[:1]).lstrip().startswith(_BULLETS)
        end = 0 if is_list else next((at for at, line in enumerate(below) if not line), len(below))
        line = _gathered([field.line, *map(str.strip, below[:end])])
        return replace(field, line=line, below=self._inner(below[end:], depth))

    def _code(self, body: Lines, language: str) -> list[str]:
        code = outdented(list(body))
        while code and not code[-1]:
            code.pop()
        while code and not code[0]:
            code.pop(0)
        longest = max((len(line) - len(line.lstrip("`")) for line in map(str.strip, code)), default=0)
        around = "`" * max(3, longest + 1)
        return ["", f"{around}{language.partition(' ')[0]}", *code, around, ""] if code else []

    def _indented(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:
        """Take a quotation: an indented block that nothing announces."""
        if not lines[at].startswith(" "):
            return at, []
        end = _body(lines, at)
        return end, ["", *self._inner(lines[at:end], depth), ""]

    def _fields(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:
        """Take one field of a list: `:Method: GET`."""
        match = _FIELD.match(lines[at])
        if match is None:
            return at, []
        end = _body(lines, at + 1)
        name = match[1].strip()
        if name in KINDS and not match[2] and not self._as_formerly:  # written by hand as the built page has it
            return end, ["", f"**{name}**", "", *self._inner(lines[at + 1 : end], depth), ""]
        if self._as_formerly:
            said = _gathered([match[2] or "", *map(str.strip, lines[at + 1 : end])])
            return end, [f"- **{self._words(match[1])}**: {self._words(said)}".rstrip()]
        body = outdented(lines[at + 1 : end])
        first, *rest = self._trimmed(self._inner([match[2], *body] if match[2] else body, depth))
        said, below = (f" {first}", rest) if _is_prose(first) else ("", [first, *rest])
        return end, [f"- **{self._words(match[1])}**:{said}", *_indented(below)]

    def _table(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:  # noqa: ARG002 - as its siblings
        """Take a table that is drawn."""
        is_drawn = GRID.match(lines[at])
        if not is_drawn and not RULER.match(lines[at]):
            return at, []
        end = at
        while end < len(lines) and (lines[end] and lines[end][0] in "+|" if is_drawn else True):
            end += 1
            if not is_drawn and end - at > 1 and RULER.match(lines[end - 1]) and not "".join(lines[end : end + 1]):
                break
        table = grid_table if is_drawn else simple_table
        return end, list(table(self._cells(lines[at:end]), self._words))

    def _cells(self, lines: Lines) -> Lines:
        return without_targets(lines) if self._is_last else lines

    def _item(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:
        """Take an item of a list with all that stands in it."""
        match = _ITEM.match(lines[at])
        if match is None:
            return at, []
        end = _body(lines, at + 1)
        cut = match.start(3)
        inner = self._inner(
            [match[3], *(line[min(cut, len(line) - len(line.lstrip())) :] for line in lines[at + 1 : end])], depth
        )
        while inner and not inner[0]:
            inner.pop(0)
        mark = "-" if match[1] in "-*+\u2022" else "1."
        first, *rest = inner or [""]
        return end, [f"{mark} {first}", *(_STEP + line if line else "" for line in rest)]

    def _paragraph(self, lines: Lines, at: int, depth: int) -> tuple[int, list[str]]:
        """Take a paragraph, or a term with what is said of it below; code that two colons announce goes with it."""
        end = at + 1
        if end < len(lines) and lines[end].startswith(" ") and not lines[at].endswith("::"):
            below = _body(lines, end)
            first, *rest = self._trimmed(self._inner(lines[end:below], depth))
            holds_terms = "".join(rest[:1]).startswith(_MEANING)
            if holds_terms and "``" in lines[at]:  # a field with fields of its own
                return below, ["", f"- {self._words(lines[at])}", "", *_indented((first, *rest)), ""]
            if holds_terms or first.startswith(_NO_TEXT):  # what is said of the term is a list, code, or a table
                return below, ["", f"**{self._words(lines[at])}**", "", first, *rest, ""]
            return below, ["", self._words(lines[at]), f"{_MEANING}{first}", *_indented(rest)]
        while (
            end < len(lines) and lines[end] and not lines[end].startswith((" ", ".. ")) and not GRID.match(lines[end])
        ):
            end += 1
        said = list(lines[at:end])
        announces = said[-1].endswith("::")
        if announces:
            said[-1] = said[-1][:-1].rstrip(":") + (":" if len(said[-1]) > len("::") else "")
        if any(line.count("`") % 2 for line in said):  # a link or a role goes on in the next line
            said = [" ".join(said)]
        written = [self._words(line.removeprefix("| ")) for line in said if line]
        if not announces:
            return end, written
        below = _body(lines, end)
        return max(below, end), [*written, *self._code(lines[end:below], "")]

    def _trimmed(self, lines: list[str]) -> list[str]:
        kept = lines[next((at for at, line in enumerate(lines) if line), len(lines)) :]
        return kept or [""]


def _is_prose(line: str) -> bool:
    """Tell whether a block in Markdown begins with words of a paragraph."""
    return bool(line) and not line.startswith((*_NO_TEXT, _MEANING))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_STEP + line if line else "" for line in lines)


def _capitalised(line: str) -> str:
    """Write the name of another field in a call as the built page has it: `:response Body:`."""
    return f":{line[1:2].upper()}{line[2:]}" if line.startswith(":") and _FIELD.match(line) else line


def _gathered(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph."""
    return " ".join(line for line in lines if line)
