"""What of a page looks like fields or failures, whoever could read it, and how much of that became facts.

Looked at are the words of the page alone (driftwatch.model.text), so that the same can be told of a stored page. A row
became a fact when its name is among those that the page states: which table stated it is not asked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, TypeAlias
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.text.columns import columns_of, is_field_table
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import REQUIRED_COLUMNS, TYPE_COLUMNS
from driftwatch.extract.words.wording import is_need_word, word
from driftwatch.model import paths
from driftwatch.model.facts import AnyFact, ErrorRule, Field, Header, Parameter, Response, SecurityScheme
from driftwatch.model.seen import Seen
from driftwatch.model.text import Line, headed
from driftwatch.patterns import holds_any, lazy_regex
from driftwatch.redaction import scrub_query

GapKind: TypeAlias = Literal["fields", "errors"]

_NAME: Final = lazy_regex(r"[A-Za-z_$@][\w$@.:\-\[\]{}]{0,120}\??\*?")
"""How a field is called: one word of letters, digits and the signs of paths."""
_INDEX: Final = lazy_regex(r"\[\d{0,9}\]")
_ITEM: Final = lazy_regex(rf"({_NAME.pattern})(?:\s?[(（]([^()（）]{{1,120}})[)）])?")
_TYPED: Final = lazy_regex(r"(?:(?:required|optional)[\s,]{1,2})?([^,;.(]{1,60})")
_IDENTIFIER: Final = lazy_regex(r"[a-z][a-z0-9]*(?:[_.-][a-z0-9\[\]]+|[A-Z][a-z0-9]*|\[\])+")
"""A name that nobody writes in prose: `max_tokens`, `maxTokens`, `messages[]`."""
_STATUS: Final = lazy_regex(r"(?:HTTP\s)?([45](?:\d\d|[xX]{2}))(?![\w.,%])")
_FEWEST: Final = 2
"""Lines that begin with a status before they count: one may be a number of something else."""
_HALF: Final = 0.5
_SPECIFICATION: Final = lazy_regex(
    r"(?:openapi|swagger|api-docs)[\w.-]{0,60}\.(?:json|ya?ml)(?![\w/.-])", re.IGNORECASE
)
_SPECIFICATION_WORDS: Final = ("openapi", "swagger", "api-docs")
"""What each of them holds one of in small letters."""
_LABELLED: Final = lazy_regex(
    r"\[[^\]\[\n]{0,60}(?:openapi|swagger)[^\]\[\n]{0,120}\]\(((?:https?://|/)[^\s()<>]{1,300}\.(?:json|ya?ml))\)",
    re.IGNORECASE,
)
"""A link in Markdown that says so, whatever its file is called: `[OpenAPI orders](https://.../orders.json)`."""
_DELIMITER: Final = lazy_regex(r"[\s\"'<>()\[\]\\`|,=]")
_ADDRESS: Final = lazy_regex(r"https?://|/")
_LONGEST: Final = 310
"""Letters before the name of a file in which its address begins."""
_MOST: Final = 20
"""Specifications that one page names; more are an index of them."""
_FEWEST_WORDS: Final = 6
"""Of a page for readers: of 401 HTML files in repositories, those with fewer were filled by scripts, or stubs."""
_FIELD: Final = "field"
"""Key of the line under the heading of a component that states a field (driftwatch.extract.pages.page_text)."""


class Group(Struct, frozen=True, kw_only=True):
    """Lines of one table, list or run of components that look like fields or failures."""

    kind: GapKind
    heading: str
    """The headings above, from the page's title down, with ` > ` between them."""
    lines: tuple[Line, ...]
    names: tuple[str, ...]
    """What each line is about: the name of a field, or a status of failure."""


class Gap(Struct, frozen=True, kw_only=True):
    """What of a group became no fact."""

    kind: GapKind
    heading: str
    count: int
    words: str
    """What the first such line says."""


class _Block(Struct, frozen=True):
    """Lines that stand together: the head of a table when it has one, and the lines below it."""

    heading: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    component: str = ""
    """The name of the component that states a field; "" for tables and lists."""


class Looked(Struct, frozen=True, kw_only=True):
    """How much of a page became facts, as far as the page alone tells."""

    seen: Seen | None
    """None where there is nothing to tell."""
    missed: tuple[str, ...]
    """The names of what looks like fields and became none: a call of another page may take them as an object."""


def looked_at(lines: Iterable[Line], facts: Iterable[AnyFact], specifications: Iterable[str] = ()) -> Looked:
    """Count what of a page looks like facts and what became facts.

    Args:
        lines: the words of the page.
        facts: all that it states, of its operations as well.
        specifications: addresses of OpenAPI files that it links to.
    """
    groups = groups_of(lines)
    known = _Known(facts if groups else ())
    found = {"fields": 0, "errors": 0}
    missed: dict[GapKind, list[str]] = {"fields": [], "errors": []}
    for group in groups:
        found[group.kind] += len(group.names)
        missed[group.kind] += (name for name in group.names if not known.has(group.kind, name))
    seen = Seen(
        fields=found["fields"],
        fields_used=found["fields"] - len(missed["fields"]),
        errors=found["errors"],
        errors_used=found["errors"] - len(missed["errors"]),
        specifications=tuple(sorted(set(specifications))),
    )
    return Looked(seen=seen if seen != Seen() else None, missed=tuple(missed["fields"]))


def seen_with(seen: Seen, missed: Iterable[str], facts: Iterable[AnyFact]) -> Seen:
    """Count as well what of the `missed` names became further facts of a page."""
    known = _Known(facts)
    return replace(seen, fields_used=seen.fields_used + sum(known.has("fields", name) for name in missed))


def bound(facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
    """Yield what a page states on its own account that is of use by itself: not fields of a call that none names."""
    return (fact for fact in facts if isinstance(fact, ErrorRule | SecurityScheme))


def is_hollow(lines: Sequence[Line]) -> bool:
    """Tell whether hardly a word stands on a page of HTML, and no heading: scripts write what its readers see then.

    A page that is a table of contents alone has a heading.
    """
    return len(" ".join(line.words for line in lines).split()) < _FEWEST_WORDS and all(
        line.kind != "heading" for line in lines
    )


def gaps_on(lines: Iterable[Line], facts: Iterable[AnyFact]) -> tuple[Gap, ...]:
    """Return what of a page looks like facts and became none, in the order of the page."""
    known = _Known(facts)
    found = []
    for group in groups_of(lines):
        missed = [line for line, name in zip(group.lines, group.names, strict=True) if not known.has(group.kind, name)]
        if missed:
            found.append(Gap(kind=group.kind, heading=group.heading, count=len(missed), words=missed[0].words))
    return tuple(found)


def specifications_in(text: str, url: str) -> tuple[str, ...]:
    """Return the whole addresses of OpenAPI files that a page, in whatever markup, writes out; sorted.

    Args:
        text: the page as it was read.
        url: its address.
    """
    if not holds_any(text.lower(), _SPECIFICATION_WORDS):
        return ()
    found: set[str] = set()
    for match in _SPECIFICATION.finditer(text):
        before = _DELIMITER.split(text[max(match.start() - _LONGEST, 0) : match.start()])[-1]
        if _ADDRESS.match(before) and len(found) < _MOST:
            found.add(_joined(before + match[0], url))
    for match in _LABELLED.finditer(text):
        if len(found) < _MOST:
            found.add(_joined(match[1], url))
    return tuple(sorted(found - {""}))


def _joined(target: str, url: str) -> str:
    try:
        return scrub_query(urljoin(url, target))
    except ValueError:
        return ""


def groups_of(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Return the groups of lines of a page that look like fields or failures, in its order."""
    found: list[Group] = []
    for block in _blocks(tuple(lines)):
        group = _group(block)
        if group is None:
            continue
        if block.component and found and found[-1].kind == "fields" and found[-1].heading == group.heading:
            last = found.pop()
            group = Group(
                kind="fields",
                heading=group.heading,
                lines=(*last.lines, *group.lines),
                names=(*last.names, *group.names),
            )
        found.append(group)
    return tuple(found)


class _Known:
    """The names that facts have: of fields, parameters and headers, and the statuses of failures."""

    def __init__(self, facts: Iterable[AnyFact]) -> None:
        self.names: set[str] = set()
        self.statuses: set[str] = set()
        for fact in facts:
            self._add(fact)

    def has(self, kind: GapKind, name: str) -> bool:
        """Tell whether a fact is about what a line is about."""
        return name in self.statuses if kind == "errors" else _bare(name) in self.names

    def _add(self, fact: AnyFact) -> None:
        if isinstance(fact, Parameter | Header):
            self.names.add(_bare(fact.name))
        elif isinstance(fact, SecurityScheme):
            self.names.add(_bare(fact.parameter or fact.name))
        elif isinstance(fact, Field):
            self.names.add(paths.name_in(paths.split(fact.at)[1]).lower())
        elif isinstance(fact, Response):
            self.statuses.add(fact.status.upper())
        elif isinstance(fact, ErrorRule):
            self.statuses.update((*_codes(fact.signal), str(fact.status)))


def _bare(name: str) -> str:
    """Return the last name of a path, as it is compared: `messages[].role?` is `role`, and so is `messages[role]`."""
    plain = _INDEX.sub("", name.rstrip("?*: ")).rstrip("]")
    return re.split(r"[.>/\[]", plain)[-1].lower() or plain.lower()


def _codes(text: str) -> tuple[str, ...]:
    match = _STATUS.match(text)
    return (match[1].upper(),) if match else ()


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Yield what stands together: a table, items in a row, a component, each with the headings above it."""
    runs = [
        (path, tuple(line for _, line in run))
        for (path, _), run in groupby(headed(lines), key=lambda one: (one[0], one[1].kind))
    ]
    head: tuple[str, ...] = ()
    states_field = False
    for number, (path, run) in enumerate(runs):
        first = run[0]
        if first.kind in ("row", "item") and not states_field:
            yield _Block(" > ".join(path), head, run)
        after = runs[number + 1][1] if number + 1 < len(runs) else ()
        states_field = first.kind == "heading" and _states_field(first, after)
        if states_field:
            said = Line("item", (first.cells[0], *after[0].cells[1:]))
            yield _Block(" > ".join(path[:-1]), (), (said,), component=first.cells[0])
        head = first.cells if first.kind == "head" else ()


def _states_field(heading: Line, after: Sequence[Line]) -> bool:
    """Tell whether a heading is the name of a field: of a component, or of one with its type in a list below it."""
    if not after or after[0].kind != "item" or not _NAME.fullmatch(heading.cells[0]):
        return False
    return after[0].key == _FIELD or word(after[0].key) in TYPE_COLUMNS | REQUIRED_COLUMNS


def _group(block: _Block) -> Group | None:
    if block.component:
        return Group(kind="fields", heading=block.heading, lines=block.lines, names=(block.component,))
    failures = [(line, code) for line in block.lines for code in _codes(line.cells[0])]
    if len(failures) >= max(_FEWEST, len(block.lines) * _HALF):
        return _made("errors", block, failures)
    fields = _rows(block) if block.lines[0].kind == "row" else _items(block)
    return _made("fields", block, fields) if fields else None


def _made(kind: GapKind, block: _Block, found: Sequence[tuple[Line, str]]) -> Group:
    lines, names = zip(*found, strict=True)
    return Group(kind=kind, heading=block.heading, lines=lines, names=names)


def _rows(block: _Block) -> list[tuple[Line, str]]:
    """Return the rows of a table that names fields: by its head, or by what stands in its cells."""
    column, known = _name_column(block.head)
    named = [(line, match[0]) for line in block.lines if (match := _NAME.match(_cell(line, column))) is not None]
    if known or not named:
        return named
    typed = sum(1 for line, _ in named if any(_is_type(cell) for cell in line.cells[1:]))
    written = sum(1 for _, name in named if _IDENTIFIER.match(name))
    return named if typed >= len(block.lines) * _HALF and written >= len(block.lines) * _HALF else []


def _name_column(head: Sequence[str]) -> tuple[int, bool]:
    """Return which column names the rows, and whether the head says that they are fields."""
    header = tuple(Text((Run(cell),)) for cell in head)
    return columns_of(header).get("name", 0), is_field_table(header)


def _cell(line: Line, column: int) -> str:
    return line.cells[column] if column < len(line.cells) else ""


def _items(block: _Block) -> list[tuple[Line, str]]:
    """Return the items of a list that are fields: `name (string, required): ...`, `name: optional string`."""
    found = []
    for line in block.lines:
        match = _ITEM.fullmatch(line.key)
        if match is None or line.key == _FIELD:
            continue
        typed = _TYPED.match(" ".join(line.cells[1:]))
        if _says_field(match[2] or "") or (not match[2] and typed is not None and _is_type(typed[1])):
            found.append((line, match[1]))
    return found


def _says_field(aside: str) -> bool:
    return any(_is_type(piece) or is_need_word(piece) for piece in re.split(r"[,;，]\s?", aside))


_NOTHING: Final = frozenset(("", "none", "null"))
"""Cells that say that there is nothing: in a table of prices they are no type."""


def _is_type(text: str) -> bool:
    return word(text) not in _NOTHING and names_type(text)
