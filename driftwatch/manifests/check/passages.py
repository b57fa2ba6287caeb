"""The passages of pages, and which of what pages say is said of an operation: of that one, or of all of them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.documented import Documented, OperationView, page_of
from driftwatch.model.address import is_version
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
_METHOD: Final = r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b"
_PATH: Final = r"(?<![\w/.:>}])/(?:[^\s,;:|`\"')\]]|(?<=/):){1,200}"
_CALL: Final = lazy_regex(rf"{_METHOD} {_PATH}")
_STEPS: Final = lazy_regex(rf"({_METHOD})|({_PATH})")
_PATHS: Final = lazy_regex(_PATH)
_ROW_OF_PATH: Final = lazy_regex(rf"({_PATH})(?=[,:|]\s)")
"""A row of a table whose first cell is a path: `/boxes, Limit: 9 a minute`."""
_OF_MORE: Final = lazy_regex(r"\b(?:all|any|every|except|other\sthan|including)\b", re.IGNORECASE)
"""Words of a text that is of more calls than those that it names, or of all but those."""
_OF_API: Final = lazy_regex(
    rf"{_OF_MORE.pattern}|\b(?:each|both)\s(?:\w+\s)?(?:call|request|endpoint)s?\b|\bbase\surl\b|所有|每个|任何|全部"
    r"|\b(?:this|the|our)\s(?:(?:whole|entire)\s)?api\b(?!\skey)",
    re.IGNORECASE,
)
"""Words of a text that is of all calls, wherever it stands."""
_HOST: Final = lazy_regex(r"https?://[^\s/]{1,300}")
_AND_BELOW: Final = ("*", "...", "…")
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

        A page that documents no operation speaks of all of them. Who asks about a schema came there from the operation.
        """
        if entry.owner.kind in {"operation", "schema"}:
            return True
        if isinstance(fact, Notice) and is_of_other_calls(fact.text, self._view.key):
            return False
        place = fact.document or "".join(entry.documents[:1])
        keys = self._documented.keys_by_page.get(page_of(place), ())
        found = self._found(place, fact.locator)
        if self._view.key in keys:
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
    """Tell whether a text names calls, and an operation is none of them; in doubt it is.

    A path may be named from its version on or without it, and `/jobs/*` names all that begins so.

    >>> is_of_other_calls("POST /v1/jobs, /v1/clips: 9 a minute", "POST /v1/clips")
    False
    >>> is_of_other_calls("POST /jobs/*: 9 a minute", "POST /v1/clips"), is_of_other_calls("9 a minute", "POST /clips")
    (True, False)
    >>> is_of_other_calls("/jobs, Limit: 9", "POST /clips"), is_of_other_calls("/v1, Limit: 9", "POST /v1/clips")
    (True, False)
    """
    said = _unmarked(text)
    if _OF_MORE.search(said):
        return False
    method, _, path = key.partition(" ")
    if not _CALL.search(said):
        named = _PATHS.findall(said) if _ROW_OF_PATH.match(said) else []
        return bool(named) and not any(_is_one_path(path, one) or _is_below(path, one) for one in named)
    return not any(method in methods and _is_one_path(path, named) for methods, named in _named_calls(said))


def may_be_of(text: str, key: str) -> bool:
    """Tell whether a text that stands with other calls names an operation, its path, or all calls.

    >>> may_be_of("All calls need a token", "POST /jobs"), may_be_of("Sent to POST /v1/jobs", "POST /jobs")
    (True, True)
    >>> may_be_of("`/jobs` makes one", "POST /jobs"), may_be_of("GET /jobs is one to read", "POST /jobs")
    (True, False)
    >>> may_be_of("Up to 9 a minute", "POST /jobs"), may_be_of("POST https://a.example/v1/jobs", "POST /jobs")
    (False, True)
    """
    said = _HOST.sub("", _unmarked(text))
    method, _, path = key.partition(" ")
    named = _named_calls(said)
    return _OF_API.search(said) is not None or any(
        (not methods or method in methods) and _is_one_path(path, one) for methods, one in named
    )


def _is_below(path: str, named: str) -> bool:
    return f"{path}/".startswith(f"{named.rstrip('/')}/")


def begins_with_a_call(text: str) -> bool:
    """Tell whether a text is said of the calls that it names: elsewhere in a sentence one may only be compared with."""
    said = _unmarked(text)
    found = _STEPS.match(said)
    return (found is not None and bool(found[1])) or _ROW_OF_PATH.match(said) is not None


def _unmarked(text: str) -> str:
    return text[:_LONGEST_TEXT].replace("\\", "").lstrip("`* ")


def _named_calls(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield methods and path of the calls that a text names: a path is called by all methods that stand before it."""
    methods: frozenset[str] = frozenset()
    is_behind_path = True
    for step in _STEPS.finditer(text):
        if step[2]:
            yield methods, step[2]
        else:
            methods = frozenset({step[1]}) if is_behind_path else methods | {step[1]}
        is_behind_path = bool(step[2])


def _is_one_path(one: str, named: str) -> bool:
    plain = named.partition("?")[0]
    ours, theirs = (path.strip("/").split("/") for path in (one, plain.rstrip("*.…/")))
    if plain.endswith(_AND_BELOW):
        below = theirs[is_version(theirs[0]) :]
        stems = (zip(ours[start:], below, strict=False) for start in range(len(ours) - len(below) + 1))
        return any(all(_is_one_step(*pair) or pair[0].startswith(pair[1]) for pair in stem) for stem in stems)
    shared = min(len(ours), len(theirs))
    tails = [*zip(ours[-shared:], theirs[-shared:], strict=True)]
    is_whole = len(ours) == len(theirs) or tails[0][0] == tails[0][1]
    return is_whole and all(_is_one_step(*pair) for pair in tails)


def _is_one_step(one: str, other: str) -> bool:
    """Tell whether two steps may be one: whatever is written for a parameter, and before what is done with it."""
    return one.partition(":")[0] == other or any(step.startswith(("{", "<", ":", "$")) for step in (one, other))


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
