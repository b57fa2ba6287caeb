"""Front matter: what a page says of itself, or to the tool that builds it, above all of its sections.

It asks nothing of clients, and it is no row of a table.
"""

from collections.abc import Container, Sequence
from itertools import islice, takewhile
from typing import Final

from driftwatch.compare.pages.page_lines import Edit, Placed
from driftwatch.model.text import FRONT_KEYS
from driftwatch.patterns import lazy_regex

_KEY: Final = lazy_regex(r"[A-Za-z][\w:-]{0,40}")
"""A key as YAML writes it. What the items of a list are about often has blanks."""
_STEERING: Final = lazy_regex(r"[a-z][A-Za-z_-]*: [^\s\d]\S*")
"""A key and one word, for the tool that builds the page: `layout: reference`."""
_PLACING: Final = lazy_regex(
    r"[a-z][A-Za-z_-]*: (?:[^\s\d]\S*[./]\S+|true|false)"
    r"|(?:[a-z]+[_-])?(?:order|position|index|rank|priority|weight): -?\d[\d.]{0,9}"
    r"|(?:nav|menu|sidebar|toc)[A-Za-z_-]{0,40}: (?:\d{1,9}|\D{0,200})"
    r"|(?:link|nav|menu|sidebar|short|page|seo)[_-]?[Tt]itle: .{0,200}"
)
"""Such a key that is known below the title as well, where a list of the page may stand: `parent: errors.html`."""
_MADE_OF: Final = lazy_regex(r"(?:openapi|asyncapi): .*")
"""The operation that a tool makes the page of. Written in another way it says nothing; where it came or
went, a call did."""


def is_front(edit: Edit) -> bool:
    """Tell whether a line is front matter by its key or its form: it says what the page is about, or steers a tool."""
    known = edit.new or edit.old
    if known is None or len(known.path) > 1 or known.line.kind != "item":
        return False
    said = ": ".join(known.line.cells)
    is_rewritten = edit.old is not None and edit.new is not None and _MADE_OF.fullmatch(said)
    steers = is_rewritten or _PLACING.fullmatch(said) or (not known.path and _STEERING.fullmatch(said))
    return known.line.key in FRONT_KEYS or bool(steers)


def front_keys(lines: Sequence[Placed]) -> frozenset[str]:
    """Return the keys of a page's front matter: of the items that begin the page, or that follow its title.

    A list may follow a title as well: there one of the keys must be one by which pages describe themselves.
    """
    start = int(bool(lines) and lines[0].line.kind == "heading" and lines[0].line.level == 1)
    run = takewhile(lambda one: one.line.kind == "item" and _KEY.fullmatch(one.line.key), islice(lines, start, None))
    keys = frozenset(one.line.key for one in run)
    return keys if not start or not keys.isdisjoint(FRONT_KEYS) else frozenset()


def has_front_key(edit: Edit, keys: Container[str]) -> bool:
    """Tell whether an item is one of the front matter with these keys."""
    return edit.kind == "item" and all(len(one.path) <= 1 and one.line.key in keys for one in edit.sides)
