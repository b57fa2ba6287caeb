"""Pages written line by line, as their text is kept, before and after."""

from collections.abc import Sequence
from typing import Any

from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Sides

_SIGNS = {"#": "heading", "=": "head", "|": "row", "*": "item", "$": "sample"}


def lines(said: Sequence[str]) -> tuple[Line, ...]:
    """Lines of a page: `#` begins a heading, `=` the head of a table, `|` a row, `*` an item, `$` a sample."""
    kinds = ((_SIGNS.get(each[0]), each) for each in said)
    found = ((kind or "sentence", each[1:].strip() if kind else each) for kind, each in kinds)
    return tuple(
        Line(kind, tuple(words.split(" | ")) if kind in ("head", "row", "item") else (words,)) for kind, words in found
    )


def sides(was: Sequence[str], now: Sequence[str], *, form: int = FORM, **came: Any) -> Sides:
    """A page that said some lines, and says others."""
    text = PageText(lines=lines(now), form=form)
    return Sides(
        PageText(lines=lines(was)),
        Came(**({"path": "boats", "digest": "2", "facts": 2, "owners": 1} | came), text=text),
    )


def but(was: Sequence[str], *changes: tuple[str, str]) -> list[str]:
    """The same lines, some of them replaced; by nothing where the second one is empty."""
    by = dict(changes)
    assert by.keys() <= frozenset(was)
    return [by.get(line, line) for line in was if by.get(line, line)]
