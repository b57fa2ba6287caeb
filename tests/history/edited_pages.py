"""A documentation of a few pages, each with one call, and what its provider may do to it from one capture to the next.

Several pages may document the same call, and each brings a schema of its own that is called like those of the others.
"""

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from hypothesis import strategies as st

from driftwatch.assemble.assembly import Assembly, assemble
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.detection import statements_of
from tests.platforms.pages_of_ours import ROOT, fenced, operation

Page = dict[str, Any]
Pages = dict[str, Page]
"""By their place in the site."""

PLACES: Final = ("/a/box", "/b/box", "/c/lid", "/d/roll", "/e/old")
PATHS: Final = ("/v1/boxes", "/v2/boxes", "/v1/lids", "/v1/rolls")
FIELDS: Final = ("colour", "label", "size", "weight")
TYPES: Final = ("boolean", "integer", "string")
BOX: Final[Page] = {
    "path": "/v1/boxes",
    "fields": {"size": ["string", True], "colour": ["string", False]},
    "task": {"id": "string", "state": "string"},
}
LID: Final[Page] = {
    "path": "/v1/lids",
    "fields": {"label": ["string", False], "weight": ["integer", True], "size": ["integer", False]},
    "task": {"id": "string"},
}
START: Final[Pages] = {"/a/box": BOX, "/c/lid": LID}

DAYS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(("move", "swap", "remove", "back", "revert", "copy", "path", "field", "rename", "task")),
            st.integers(0, 11),
            st.integers(0, 11),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=5,
)
"""What happens before each capture but the first: edits, each with two numbers that choose of what and to what."""


def with_(page: Page, **changes: Any) -> Page:
    """Return a page with other fields of the body or of the answer, or another path; None takes a field away."""
    other: Page = copy.deepcopy(page)
    other["path"] = changes.pop("path", other["path"])
    other["task"] |= changes.pop("task", {})
    other["fields"] = {name: stated for name, stated in (other["fields"] | changes).items() if stated is not None}
    return other


def url(place: str) -> str:
    return f"{ROOT}{place}.md"


def snapshot_of(pages: Pages) -> Snapshot:
    """Read the pages as a capture does."""
    text = json.dumps(pages, sort_keys=True)
    found = _assembled(text)
    return Snapshot(found.entries, found.documents, label="pages", digest=text)


@lru_cache(maxsize=20_000)
def _assembled(text: str) -> Assembly:
    return assemble(
        [statements_of(fenced(place, _document(page), title=place)) for place, page in json.loads(text).items()]
    )


def _document(page: Page) -> dict[str, Any]:
    fields = {name: {"type": kind} for name, (kind, _) in page["fields"].items()}
    required = sorted(name for name, (_, needed) in page["fields"].items() if needed)
    document = operation(fields, required=required, path=page["path"])
    document["paths"][page["path"]]["post"].pop("operationId")
    document["components"]["schemas"]["Task"]["properties"] = {
        name: {"type": kind} for name, kind in page["task"].items()
    }
    return document


def story(days: Sequence[Sequence[tuple[str, int, int]]], start: Pages = START) -> list[Pages]:
    """Return the pages as each capture finds them."""
    told = [start]
    for edits in days:
        pages = copy.deepcopy(told[-1])
        for kind, one, other in edits:
            pages = _EDITS[kind](pages, told, one, other)
        told.append(pages)
    return told


def _move(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    place, free = _chosen(pages, one), [each for each in PLACES if each not in pages]
    if place and free:
        pages[free[other % len(free)]] = pages.pop(place)
    return pages


def _swap(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    first, second = _chosen(pages, one), _chosen(pages, other)
    if first and second:
        pages[first], pages[second] = pages[second], pages[first]
    return pages


def _remove(pages: Pages, _: Sequence[Pages], one: int, __: int) -> Pages:
    pages.pop(_chosen(pages, one), None)
    return pages


def _back(pages: Pages, told: Sequence[Pages], one: int, __: int) -> Pages:
    gone = [(place, page) for day in told for place, page in day.items() if place not in pages]
    if gone:
        place, page = gone[one % len(gone)]
        pages[place] = copy.deepcopy(page)
    return pages


def _revert(_: Pages, told: Sequence[Pages], one: int, __: int) -> Pages:
    return copy.deepcopy(told[one % len(told)])


def _copy(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    place, free = _chosen(pages, one), [each for each in PLACES if each not in pages]
    if place and free:
        pages[free[other % len(free)]] = copy.deepcopy(pages[place])
    return pages


def _path(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    if place := _chosen(pages, one):
        pages[place]["path"] = PATHS[other % len(PATHS)]
    return pages


def _field(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    """Change, bring or take away a field."""
    if place := _chosen(pages, one):
        name, kind = FIELDS[one % len(FIELDS)], other % (len(TYPES) + 1)
        if kind < len(TYPES):
            pages[place]["fields"][name] = [TYPES[kind], other % 2 == 0]
        else:
            pages[place]["fields"].pop(name, None)
    return pages


def _rename(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    place = _chosen(pages, one)
    names = sorted(pages[place]["fields"]) if place else []
    if names:
        fields, name = pages[place]["fields"], names[other % len(names)]
        stated = fields.pop(name)
        fields[name.removesuffix("s") if name.endswith("s") else f"{name}s"] = stated
    return pages


def _task(pages: Pages, _: Sequence[Pages], one: int, other: int) -> Pages:
    if place := _chosen(pages, one):
        pages[place]["task"][("id", "state", "url")[one % 3]] = TYPES[other % len(TYPES)]
    return pages


def _chosen(pages: Pages, number: int) -> str:
    return sorted(pages)[number % len(pages)] if pages else ""


_EDITS: Final[Mapping[str, Callable[[Pages, Sequence[Pages], int, int], Pages]]] = {
    "move": _move,
    "swap": _swap,
    "remove": _remove,
    "back": _back,
    "revert": _revert,
    "copy": _copy,
    "path": _path,
    "field": _field,
    "rename": _rename,
    "task": _task,
}
