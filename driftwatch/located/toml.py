"""A TOML text to located values. tomllib says what a text means, and this where each key and item of it is written."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from driftwatch.located.problem import Problem, one_line, shown
from driftwatch.located.value import Located
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import redact

MAX_DEPTH: Final = 100
"""Levels of tables and arrays; driftwatch.toml needs four."""

_SAID: Final = lazy_regex(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
"""How tomllib ends a message."""
_AGAIN: Final = ("Cannot ", "Duplicate ")
"""How tomllib begins what it says of keys and tables that stand twice."""
_LONG_NUMBER: Final = lazy_regex(r"[0-9][0-9_]{4000,}")
"""Python reads whole numbers of 4,300 digits at the most, and says neither line nor column of a longer one."""
_BLANK: Final = lazy_regex(r"(?:[ \t\n]|#[^\n]*+)*+")
_KEY: Final = lazy_regex(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+'""")
_SCALAR: Final = lazy_regex(
    r""""{3}(?:[^"\\]|\\.|""?(?!"))*+"{3,5}"""
    r"""|'{3}(?:[^']|''?(?!'))*+'{3,5}"""
    r"""|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+'"""
    r"""|[^\s,\[\]{}#"'][^,\]}#\n]*+""",
    re.DOTALL,
)
"""A string of one of the four kinds, else all up to what ends a number or a date. A string of several lines ends at the
first three quotes and may hold two quotes right before them: five in a row."""


def read_toml(text: str, *, file: str) -> Located | Problem:
    """Read a TOML text, line ends of any kind; returns the first thing that makes it none.

    Values are those of tomllib, dates and times included, arrays as tuples.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _located(tomllib.loads(text), _Scanner(text).document())
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        return (_twice(text, file) if said.startswith(_AGAIN) else None) or _not_toml(said, text, file)
    except RecursionError:
        return Problem(file=file, line=1, column=1, path="", says="nested too deeply")
    except ValueError:
        found = _LONG_NUMBER.search(text)
        line, column = _Lines(text).at(found.start() if found else 0)
        return Problem(file=file, line=line, column=column, path="", says="a number has too many digits")


def scalar_at(text: str, key: int) -> tuple[int, int]:
    """Return where the value of a key begins and ends that has a scalar.

    Args:
        text: a TOML text that `read_toml` takes, with line ends of any kind.
        key: where the key begins, as an offset.
    """
    return _Scanner(text, at=key).scalar()


def _not_toml(said: str, text: str, file: str) -> Problem:
    match = _SAID.fullmatch(said)
    line, column = (int(match[2]), int(match[3])) if match and match[2] else _Lines(text).at(len(text))
    says = one_line(redact(match[1] if match else said))
    return Problem(file=file, line=line, column=column, path="", says=f"not TOML: {says}")


def _twice(text: str, file: str) -> Problem | None:
    """Tell the first key or table that stands twice; tomllib names the end of its second value, and no first one."""
    scanner = _Scanner(text)
    try:
        scanner.document()
    except (_LostError, RecursionError):
        return None
    for name, place, line in scanner.twice[:1]:
        says = f"the key {shown(name, ())} stands twice; first in line {line}"
        return Problem(file=file, line=place.line, column=place.column, path="", says=says)
    return None


class _LostError(Exception):
    """The text is no TOML from here on."""


class _Place:
    """Where a value is written, and the values in it."""

    __slots__ = ("column", "is_written", "items", "keys", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.keys: dict[str, _Place] = {}
        self.items: list[_Place] = []
        self.is_written = False
        """Whether it has its own value or header; a table is also there as a part of longer keys."""


class _Lines:
    """Turns places in a text into lines and columns, counted from 1, in characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class _Scanner:
    """Goes once over a text that tomllib takes, and notes where each key and item is written.

    `twice` holds each key that is written a second time, its second place and its first line.
    """

    def __init__(self, text: str, *, at: int = 0) -> None:
        self._text = text
        self._at = at
        self._lines = _Lines(text)
        self.twice: list[tuple[str, _Place, int]] = []

    def document(self) -> _Place:
        """Return the place of the whole document.

        Raises:
            _LostError: the text is no TOML.
        """
        root = table = _Place(1, 1)
        self._take(_BLANK)
        while self._at < len(self._text):
            if self._next() == "[":
                table = self._header(root)
            else:
                self._pair(table)
            self._take(_BLANK)
        return root

    def scalar(self) -> tuple[int, int]:
        """Read a key with its scalar; return where that begins and ends."""
        self._keys()
        self._at += 1
        self._take(_BLANK)
        start = self._at
        return start, start + len(self._take(_SCALAR))

    def _header(self, table: _Place) -> _Place:
        """Read `[a.b]` or `[[a.b]]`; a key of an array leads to the item that was begun last."""
        opened = self._text.startswith("[[", self._at)
        self._at += 2 if opened else 1
        *above, (name, offset) = self._keys()
        for key, start in above:
            table = self._below(table, key, start)
            table = table.items[-1] if table.items else table
        self._at += 2 if opened else 1
        if not opened:
            return self._written(table, name, offset)
        array = self._below(table, name, offset)
        array.items.append(_Place(*self._lines.at(offset)))
        return array.items[-1]

    def _pair(self, table: _Place) -> None:
        *above, (name, offset) = self._keys()
        for key, start in above:
            table = self._below(table, key, start)
        if self._next() != "=":
            raise _LostError
        self._at += 1
        self._value(self._written(table, name, offset))

    def _keys(self) -> list[tuple[str, int]]:
        """Read a key and the parts that dots add to it, each with its offset."""
        keys: list[tuple[str, int]] = []
        while not keys or self._next() == ".":
            self._at += 1 if keys else 0
            self._take(_BLANK)
            start = self._at
            written = self._take(_KEY)
            keys.append((_key(written), start))
            self._take(_BLANK)
        return keys

    def _value(self, place: _Place) -> None:
        self._take(_BLANK)
        if self._next() == "[":
            self._at += 1
            for _ in self._members("]"):
                item = _Place(*self._lines.at(self._at))
                place.items.append(item)
                self._value(item)
        elif self._next() == "{":
            self._at += 1
            for _ in self._members("}"):
                self._pair(place)
        else:
            self._take(_SCALAR)

    def _members(self, end: str) -> Iterator[None]:
        """Yield where a member of an array or inline table begins, up to its end."""
        self._take(_BLANK)
        while self._next() != end:
            yield
            self._take(_BLANK)
            if self._next() == ",":
                self._at += 1
                self._take(_BLANK)
            elif self._next() != end:
                raise _LostError
        self._at += 1

    def _below(self, table: _Place, name: str, offset: int) -> _Place:
        return table.keys.setdefault(name, _Place(*self._lines.at(offset)))

    def _written(self, table: _Place, name: str, offset: int) -> _Place:
        """Return the place of a key that has its value or header here: it counts before a mention in longer keys."""
        place = self._below(table, name, offset)
        here = _Place(*self._lines.at(offset))
        if place.is_written:
            self.twice.append((name, here, place.line))
        else:
            place.line, place.column, place.is_written = here.line, here.column, True
        return place

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise _LostError
        self._at = match.end()
        return match[0]


def _key(written: str) -> str:
    """Return the key that is written bare or in quotes."""
    if "\\" not in written:
        return written[1:-1] if written[0] in "\"'" else written
    if written[0] == "'":
        return written[1:-1]
    try:
        return str(tomllib.loads(f"key = {written}")["key"])
    except tomllib.TOMLDecodeError:
        raise _LostError from None


def _located(value: Any, place: _Place, depth: int = 0) -> Located:
    if depth > MAX_DEPTH:
        raise RecursionError
    found: Json = value
    if isinstance(value, dict):
        found = {key: _located(below, place.keys[key], depth + 1) for key, below in value.items()}
    elif isinstance(value, list):
        found = tuple(_located(item, below, depth + 1) for item, below in zip(value, place.items, strict=True))
    return Located(found, place.line, place.column)
