"""MyST, the Markdown of Sphinx, written as plain Markdown: its directives are fences, its roles stand before code.

Source of the syntax: https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html. Only what Sphinx
and its common extensions know by name is a directive: other tools write a language into such braces, too. A page is of
MyST by a directive or by the label of a heading, never by what looks like a role: `/lids/{code}` or `/rims` is none.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.text.fences import ends_fence, fence_of
from driftwatch.extract.text.restructured_tables import csv_table, list_table
from driftwatch.extract.text.restructured_words import anchor_of, words_of_role
from driftwatch.extract.text.sphinx_directives import CAPTIONS, NOTES, OF_CODE, SINCE, UNSEEN, outdented, titles_in
from driftwatch.patterns import lazy_regex

_OPENED: Final = lazy_regex(r"([ \t]*)(`{3,}|~{3,}|:{3,})[ \t]*\{([A-Za-z][\w.+:-]{0,60})\}[ \t]*(.*)$")
_HINTS: Final = ("```{", "~~~{", ":::{", "``` {", "~~~ {", "::: {", ")=")
_OPTION: Final = lazy_regex(r"[ \t]*:([\w-]{1,60}):(?:[ \t]+(.*))?$")
_LABEL: Final = lazy_regex(r"\(([\w.:/-]{1,120})\)=[ \t]*$")
_ROLE: Final = lazy_regex(r"(?<!\\)\{([A-Za-z][\w.+:-]{0,60})\}\Z")
_OF_DOMAIN: Final = lazy_regex(r"[a-z]{1,12}(?:\+[\w.-]{1,40})?(?::[a-z-]{1,24}){1,2}\Z")
_TICKS: Final = lazy_regex(r"`+")
_BULLET: Final = lazy_regex(r"(?:[-*+]|\d{1,9}[.)]|:)[ \t]")
_COMMENT: Final = lazy_regex(r"%(?:\s|$)")
_CODE: Final = "    "
_HEADING: Final = lazy_regex(r"#{1,6}[ \t]")
_APART: Final = lazy_regex(r"[ \t]*(?:[|>#:]|(?:[-*+]|\d{1,9}[.)])[ \t])")
"""How lines begin that do not go on with the paragraph above: rows, items, headings."""
_TABS: Final = frozenset(("tab", "tab-item", "group-tab"))
_AROUND: Final = frozenset(
    (
        "tabs", "tab-set", "tab-set-code", "grid", "grid-item", "container", "div", "only", "table", "figure", "margin",
        "epigraph", "highlights", "pull-quote",
    )
)  # fmt: skip
"""Directives that show what they hold and no name of it."""
_TITLED: Final = frozenset(
    ("dropdown", "card", "grid-item-card", "topic", "sidebar", "rubric", "centered", "details", "button-link")
)
"""Directives that show their argument above what they hold."""
_UNDERLINE: Final = lazy_regex(r" {0,3}(?:={3,}|-{3,})[ \t]*$")
_DEEPEST: Final = 20
_LONGEST_ROLE: Final = 64
_ESCAPES: Final = 20
"""Backslashes in a row, at most, of which it is asked whether they take the meaning of a backtick."""
_OPTIONS_APART: Final = "---"


def plain_markdown(text: str) -> str:
    r"""Write a page of MyST as plain Markdown; any other is as it was.

    >>> plain_markdown("```{tip}\nSee {ref}`the lid <lid>`.\n```\n")
    ':::tip\nSee [the lid](#lid).\n:::\n'
    """
    if not any(hint in text for hint in _HINTS):
        return text
    lines = text.split("\n")
    page = _Page(lines)
    return "\n".join(page.written(lines, 0)) if page.is_of_myst else text


def _outside_samples(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines that stand in no sample; those of a directive are in none, but for one of code."""
    at = 0
    inside: list[str] = []
    """Marks of the directives that are not ended yet, the outermost first."""
    while at < len(lines):
        yield at
        opened = _directive_of(lines[at])
        marks = opened[2] if opened else fence_of(lines[at])
        ended = next((number for number, each in enumerate(inside) if ends_fence(lines[at], each)), None)
        if ended is not None:
            del inside[ended:]
        elif opened and opened[3] not in OF_CODE:
            inside += [marks] if len(inside) < _DEEPEST else []
        elif marks:
            at = _end(lines, at + 1, marks)
        at += 1


def _directive_of(line: str) -> re.Match[str] | None:
    opened = _OPENED.match(line) if "{" in line else None
    return opened if opened is not None and opened[3] in _KNOWN else None


def _is_role(name: str) -> bool:
    return name in _ROLES or _OF_DOMAIN.match(name) is not None  # `{py:class}`


class _Page:
    """What is known of a page while it is written: the titles of its headings by their labels, and that it is of MyST.

    It is by a directive or by such a label, outside of samples.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._titles: dict[str, str] = {}
        has_directive = False
        labels: list[str] = []
        for at in _outside_samples(lines):
            line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
            opened = _directive_of(line)
            has_directive |= opened is not None and (opened[2][0] != ":" or opened[3] not in _OTHERS_TOO)
            if label := _LABEL.match(line):
                labels.append(anchor_of(label[1]))
            elif labels and line.strip():
                heading = _HEADING.match(line)
                if heading or _UNDERLINE.match(below):
                    title = line[heading.end() :] if heading else line
                    self._titles.update((each, title.strip()) for each in labels)
                labels.clear()
        self.is_of_myst = has_directive or bool(self._titles)

    def written(self, lines: Sequence[str], depth: int) -> Iterator[str]:
        """Yield the lines of a page, or of what a directive holds."""
        at = 0
        above = ""  # the last line that is not indented
        last = ""  # the last line that was written
        while at < len(lines):
            line = lines[at]
            if (opened := _directive_of(line)) is not None:
                end = _end(lines, at + 1, opened[2])
                shown = self._directive(opened, lines[at + 1 : end], depth)
                said = _without_gaps([opened[1] + each if each else each for each in shown])
                # a fence ends and begins the paragraphs beside it
                found = [*([""] if last.strip() else ()), *said, *([""] if said else ())]
            elif marks := fence_of(line):
                end, found = _fence(lines, at, marks, is_inner=depth > 0)
            elif _begins_code(lines, at, above):
                end, found = _indented_code(lines, at)
                found = found if depth else [*lines[at : end + 1]]
            else:
                end = _prose_end(lines, at)
                found = self._prose(lines[at : end + 1]) if line.strip() or last.strip() else []
            yield from found
            last = found[-1] if found else last
            above = next((each for each in reversed(lines[at : end + 1]) if each[:1].strip()), above)
            at = end + 1

    def _prose(self, lines: Sequence[str]) -> list[str]:
        label = _LABEL.match(lines[0])
        if label and anchor_of(label[1]) in self._titles:
            return [f'<a id="{anchor_of(label[1])}"></a>', ""]
        return [] if _COMMENT.match(lines[0]) else self._inline("\n".join(lines)).split("\n")

    def _inline(self, text: str) -> str:
        """Write the roles of a paragraph; none begins in a code span, which are found from the left."""
        if "}`" not in text:
            return text
        parts: list[str] = []
        done = 0
        for start, end, ticks in _spans(text):
            role = _ROLE.search(text, max(done, start - _LONGEST_ROLE), start)
            said = text[start + ticks : end - ticks]
            if role and _is_role(role[1]) and "\n" not in said:
                parts += (text[done : role.start()], words_of_role(role[1], said, self._titles))
            else:
                parts.append(text[done:end])
            done = end
        return "".join((*parts, text[done:]))

    def _directive(self, opened: re.Match[str], below: Sequence[str], depth: int) -> Iterator[str]:
        name, argument = opened[3], opened[4].strip()
        options, body = _options(outdented(below))
        if name in UNSEEN:
            return
        if caption := next(filter(None, map(options.get, CAPTIONS)), ""):
            yield from (f"**{caption}**", "")
        if name == "toctree":
            yield from (f"- {self._inline(title)}" for title in titles_in(body))
        elif name in OF_CODE:
            marks = opened[2] if opened[2][0] == "`" else "```"
            yield from (marks + argument.partition(" ")[0], *body, marks)
        elif name == "list-table":
            yield from (*_titled(argument), *list_table(body, options, self._inline))
        elif name == "csv-table":
            yield from (*_titled(argument), *csv_table(body, options, self._inline))
        elif name == "eval-rst":
            from driftwatch.extract.text.restructured_text import markdown_of_restructured  # noqa: PLC0415 - rare

            yield from markdown_of_restructured("\n".join(body)).split("\n")
        else:
            inner = list(self.written(body, depth + 1)) if depth < _DEEPEST else body
            yield from _prose(name, self._inline(argument), inner)


def _without_gaps(lines: Sequence[str]) -> Sequence[str]:
    shown = [number for number, line in enumerate(lines) if line.strip()]
    return lines[shown[0] : shown[-1] + 1] if shown else ()


def _prose_end(lines: Sequence[str], at: int) -> int:
    """Return the number of the last line of a paragraph; a label and a comment stand alone."""
    end = at
    if lines[at].strip() and not _stands_alone(lines[at]):
        while end + 1 < len(lines) and _goes_on(lines[end + 1]):
            end += 1
    return end


def _goes_on(line: str) -> bool:
    is_apart = not line.strip() or _stands_alone(line) or _APART.match(line) is not None
    return not (is_apart or fence_of(line) or _directive_of(line))


def _stands_alone(line: str) -> bool:
    return _LABEL.match(line) is not None or _COMMENT.match(line) is not None


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where code spans begin and end, and by how many backticks, as CommonMark finds them."""
    runs = [*_TICKS.finditer(text)]
    ends: defaultdict[int, deque[int]] = defaultdict(deque)
    for number, run in enumerate(runs):
        ends[len(run[0])].append(number)
    at = 0
    while at < len(runs):
        run = runs[at]
        before = text[: run.start()] if run.start() < _ESCAPES else text[run.start() - _ESCAPES : run.start()]
        start = run.start() + (len(before) - len(before.rstrip("\\"))) % 2
        later = ends[run.end() - start]
        while later and later[0] <= at:
            later.popleft()
        if start < run.end() and later:
            at = later[0]
            yield start, runs[at].end(), run.end() - start
        at += 1


def _fence(lines: Sequence[str], at: int, marks: str, *, is_inner: bool) -> tuple[int, list[str]]:
    """Take a sample up to its end, and that; one in a directive ends with it at the latest."""
    end = _end(lines, at + 1, marks)
    return end, [*lines[at : end + 1], *([marks] if is_inner and end == len(lines) else [])]


def _begins_code(lines: Sequence[str], at: int, above: str) -> bool:
    """Tell whether indented code begins, in no list; in a directive it is fenced, as a tag's is layout there."""
    return lines[at].startswith(_CODE) and not (at and lines[at - 1].strip()) and not _BULLET.match(above)


def _indented_code(lines: Sequence[str], at: int) -> tuple[int, list[str]]:
    end = next((number for number in range(at, len(lines)) if not _is_code(lines[number])), len(lines))
    code = "\n".join(each[len(_CODE) :] for each in lines[at:end]).rstrip()
    return end - 1, ["```", *code.split("\n"), "```", ""]


def _is_code(line: str) -> bool:
    return line.startswith(_CODE) or not line.strip()


def _end(lines: Sequence[str], at: int, marks: str) -> int:
    return next((number for number in range(at, len(lines)) if ends_fence(lines[number], marks)), len(lines))


def _prose(name: str, said: str, inner: Sequence[str]) -> Iterator[str]:
    if name in _TABS:
        yield from (f'=== "{said}"', "", *("    " + line if line else line for line in inner), "")
    elif name in NOTES:
        head = f":::note {said}" if name == "admonition" else f":::{name}"
        yield from (head, *([said] if said and name != "admonition" else []), *inner, ":::")
    elif name in SINCE:
        version, _, more = said.partition(" ")
        yield from (f"{SINCE[name]} {version}{': ' + more if more else ''}", "", *inner)
    else:
        yield from (*(_titled(said) if name not in _AROUND or name == "table" else ()), *inner)


def _titled(argument: str) -> tuple[str, ...]:
    return ("", f"**{argument}**", "") if argument else ()


def _options(body: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Take what steers a directive off its top: `:name: value` line by line, or YAML between rulers."""
    options: dict[str, str] = {}
    if body and body[0].strip() == _OPTIONS_APART:
        end = next((at for at in range(1, len(body)) if body[at].strip() == _OPTIONS_APART), 0)
        for line in body[1:end]:
            key, _, value = line.partition(":")
            options[key.strip()] = value.strip()
        return options, list(body[end + 1 :] if end else body)
    count = 0
    while count < len(body) and (match := _OPTION.match(body[count])):
        options[match[1]] = match[2] or ""
        count += 1
    return options, list(body[count:])


_KNOWN: Final = (
    OF_CODE | UNSEEN | NOTES | SINCE.keys() | _TABS | _AROUND | _TITLED
    | {"list-table", "csv-table", "eval-rst", "toctree"}
) - {"code", "math", "mermaid", "graphviz", "digraph", "uml", "raw", "title", "role"}  # fmt: skip
"""Names of directives; what is a language, too, stays the sample that it is."""
_OTHERS_TOO: Final = NOTES | _AROUND | _TITLED
"""Names between colons and braces that other dialects of Markdown write so, too."""
_ROLES: Final = frozenset(
    (
        "ref", "numref", "doc", "any", "std:ref", "std:doc", "download", "term", "abbr", "emphasis", "strong", "sub",
        "sup", "guilabel", "menuselection", "kbd", "file", "command", "envvar", "code", "literal", "program", "option",
        "samp", "confval",
    )
)  # fmt: skip
