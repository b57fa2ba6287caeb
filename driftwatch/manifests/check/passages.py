"""The passages of pages, and which of what pages say is said of an operation: of that one, or of all of them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.documented import Documented, OperationView, page_of
from driftwatch.model.address import operation_key
from driftwatch.model.facts import AnyFact, Notice
from driftwatch.model.snapshot import Entry
from driftwatch.model.text import Line, headed
from driftwatch.patterns import lazy_regex

STEP: Final = " > "
"""Between the heading and the row of a locator."""
_FRONT: Final = frozenset(
    {"", "readme", "index", "introduction", "intro", "overview", "getting-started", "authentication", "errors"}
)
"""Names of pages that speak of the whole API, whatever call they show besides."""
_CALL: Final = lazy_regex(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/[^\s,;:`\"')]{1,200})")

_NEXT_PATH: Final = lazy_regex(r"`?(?:, ?(?:and |or )?| and | or )`?(/[^\s,;:`\"')]{1,200})")
_LONGEST_TEXT: Final = 2_000


class Passage(Struct, frozen=True):
    """One line of a page, with the headings above it and, below a heading, the sentences that follow it."""

    headings: tuple[str, ...]
    line: Line
    words: str


class Passages:
    """Finds the passages of pages that speak of an operation.

    Args:
        documented: the snapshot.
        view: the operation.
    """

    def __init__(self, documented: Documented, view: OperationView) -> None:
        self._documented = documented
        self._view = view
        self._passages: dict[str, dict[str, list[Passage]]] = {}

    def speaks_of(self, entry: Entry, fact: AnyFact) -> bool:
        """Tell whether what a page says is said of the operation, and not of another one that stands on the page.

        A page that documents no operation speaks of all of them.
        """
        if entry.owner.kind == "operation":
            return True
        if isinstance(fact, Notice) and is_of_other_calls(fact.text, self._view.owner.name):
            return False
        place = fact.document or "".join(entry.documents[:1])
        keys = self._documented.keys_by_page.get(page_of(place), ())
        found = self._found(place, fact.locator)
        if self._view.owner.name in keys:
            return len(keys) == 1 or any(self._title in one.headings for one in found)
        if speaks_of_all(place):
            titles = self._titles(keys)
            return not keys or any(titles.isdisjoint(one.headings) for one in found)
        return not keys

    def _titles(self, keys: Iterable[str]) -> frozenset[str]:
        views = (view for key in keys for view in self._documented.operations(key))
        return frozenset(view.operation.locator.rpartition(STEP)[2] for view in views)

    @cached_property
    def _title(self) -> str:
        return self._view.operation.locator.rpartition(STEP)[2] or self._view.operation.summary or "\0"

    def _lines(self, place: str) -> Iterator[tuple[tuple[str, ...], Line]]:
        text = self._documented.snapshot.text(place)
        if text is not None and text.kept == "full":
            yield from headed(text.lines)

    def _found(self, place: str, locator: str) -> list[Passage]:
        """Return the passages that a locator names: a row below its heading, else what has its last step's name."""
        above, _, name = locator.rpartition(STEP)
        heading = above.rpartition(STEP)[2]
        found = self._by_name(place).get(_folded(name), []) if locator else []
        below = [one for one in found if heading and heading in one.headings]
        return below or found

    def _by_name(self, place: str) -> dict[str, list[Passage]]:
        if place not in self._passages:
            self._passages[place] = {}
            for passage in _passages(list(self._lines(place))):
                self._passages[place].setdefault(_folded(passage.line.cells[0]), []).append(passage)
        return self._passages[place]


def is_of_other_calls(text: str, key: str) -> bool:
    """Tell whether a text names calls, and an operation is none of them.

    A path may be named from its version on or without it, and `/jobs/*` names all that begins so.

    >>> is_of_other_calls("POST /v1/jobs, /v1/clips: 9 a minute", "POST /v1/clips")
    False
    >>> is_of_other_calls("POST /jobs/*: 9 a minute", "POST /v1/clips"), is_of_other_calls("9 a minute", "POST /clips")
    (True, False)
    """
    named = set(_named_calls(text[:_LONGEST_TEXT]))
    method, _, path = key.partition(" ")
    return bool(named) and not any(method == each and _is_one_path(path, other) for each, other in named)


def _named_calls(text: str) -> Iterator[tuple[str, str]]:
    """Yield method and path of the calls that a text names; paths in a list are all called by the method before it."""
    for call in _CALL.finditer(text):
        found: re.Match[str] | None = call
        path = call[2]
        while found is not None:
            method, _, named = operation_key(call[1], path).partition(" ")
            yield method, named
            found = _NEXT_PATH.match(text, found.end())
            path = found[1] if found is not None else ""


def _is_one_path(one: str, other: str) -> bool:
    if other.endswith("*"):
        return other[:-1] in one
    return one == other or one.endswith(other) or other.endswith(one)


def speaks_of_all(place: str) -> bool:
    """Tell whether a page is called as those are that speak of a whole API."""
    return page_of(place).rpartition("/")[2] in _FRONT


def _passages(lines: list[tuple[tuple[str, ...], Line]]) -> Iterator[Passage]:
    for index, (path, line) in enumerate(lines):
        if line.kind == "heading":
            below = [line.cells[0]]
            for _, following in lines[index + 1 : index + 6]:
                if following.kind not in {"sentence", "item"}:
                    break
                below.append(following.words)
            yield Passage(path, line, " | ".join(below))
        elif line.kind in {"row", "item"}:
            yield Passage(path, line, " | ".join(cell for cell in line.cells if cell))


def _folded(name: str) -> str:
    return " ".join(name.replace("`", "").split()).strip(":{}<>").casefold()
