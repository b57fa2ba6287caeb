"""Which lines and sections of pages go along with calls that came or went: what these say besides is told by itself."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Final

from driftwatch.compare.pages.page_lines import CALL, Edit, Placed, Words, calls_in, words_of
from driftwatch.compare.pages.page_sections import SectionEdits
from driftwatch.compare.pages.substance import asks
from driftwatch.model.change import Change
from driftwatch.patterns import lazy_regex

_FIELD: Final = lazy_regex(r"[a-z_][\w.\[\]-]*")
"""How a field is named, and no label."""
_ALONE: Final = lazy_regex(
    r"\W*(?P<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\W{1,4}"
    r"(?:https?://(?P<host>[^\s/?#`]{1,200})|[{<][^\s/{}<>]{1,60}[}>])?(?P<path>/[^\s?#`]{0,400})(?P<query>\?\S{0,400})?\W*"
)
"""A line that says which call it is and nothing else, be it by the URL, with the query."""
_ID: Final = lazy_regex(r"(?<=/)(?:\d{1,40}|[0-9a-f-]{24,36})(?=/|$)")
"""The value of a parameter in a sample."""
_BASE: Final = 4
"""Steps of a base path that a sample may have in front of the path of the call, and one more."""
_PLACEHOLDER: Final = lazy_regex(r"[{<:$]|your|example\.", re.IGNORECASE)
"""What stands for a host that nobody names."""


class ToldCalls:
    """The calls of which it is told that they came, or went, and the headings that they stand below."""

    def __init__(self) -> None:
        self._calls: defaultdict[str, set[str]] = defaultdict(set)
        self._sections: set[tuple[str, str, Words]] = set()
        self._sides: tuple[set[str], set[str]] = set(), set()
        """The calls as they were, and as they are, of which it is told that they went, came or are written anew."""

    def add(self, change: Change) -> None:
        """Take in an operation that was added, removed or moved."""
        for known, said in zip(self._sides, (change.before, change.after), strict=True):
            known.update(calls_in(said) if isinstance(said, str) else ())
        what = change.kind.rpartition(".")[2]
        if what == "moved":
            return
        self._calls[what].update(calls_in(change.owner.name))
        self._sections.update((what, source.url, words_of(source.locator)) for source in change.sources)

    def lists(self, edit: Edit) -> bool:
        """Tell whether a line of a list came, or went, with the calls that it lists, whichever page states these.

        What else it says has to be a label, or to ask nothing.
        """
        if edit.old is not None and edit.new is not None:
            return False
        said = " ".join(_side_of(edit).line.cells)
        is_of_list = {"row": CALL.search, "item": CALL.match, "sentence": CALL.fullmatch}.get(edit.kind)
        named = calls_in(said) if is_of_list and is_of_list(said) else set()
        is_told = bool(named) and named <= self._calls["added" if edit.old is None else "removed"]
        return is_told and not asks(CALL.sub(" ", said))

    def are(self, edit: Edit, is_told: Callable[[str], bool]) -> bool:
        """Tell whether a line is a call and nothing else, on each side one of which it is told.

        A host, a base path or a query in place of another one, or of none, has to be told as well; a placeholder names
        no host.
        """
        hosts: list[str] = []
        bases: list[frozenset[str]] = []
        queries: list[frozenset[str]] = []
        for known, side in zip(self._sides, (edit.old, edit.new), strict=True):
            if side is None:
                continue
            match = _ALONE.fullmatch(side.line.words)
            base = _base_before(known, match["method"], match["path"]) if match is not None else None
            if match is None or base is None:
                return False
            bases.append(frozenset(words_of(base)))
            hosts.append(match["host"] or "")
            queries.append(frozenset(words_of(match["query"] or "")))
        named = {host for host in hosts if host and not _PLACEHOLDER.search(host)} if len(set(hosts)) > 1 else set()
        asked = (queries[0] ^ queries[-1]) | (bases[0] ^ bases[-1])
        return all(map(is_told, asked.union(*map(words_of, named))))

    def has(self, section: SectionEdits, urls: Collection[str]) -> bool:
        """Tell whether a section came, or went, with a call: it has the heading of one, and names it."""
        named = {call for edit in section.edits for call in calls_in(_side_of(edit).line.words)}
        is_of_call = bool(section.whole) and not named.isdisjoint(self._calls[section.whole])
        return is_of_call and any((section.whole, url, words_of(section.path[-1])) in self._sections for url in urls)


def describes_call(edit: Edit, section: SectionEdits) -> bool:
    """Tell whether a line of the section of a call says what the call is: first of all, or by fields and samples.

    Any other sentence, and what is said of a "Note", may be about more than this call.
    """
    one = _side_of(edit)
    if edit.kind in ("heading", "head", "sample"):
        return edit.kind != "heading"
    if _FIELD.fullmatch(one.line.key or one.item):
        return True
    described = (each for each in section.edits if each.kind == "sentence")
    first = next((each for each in described if not CALL.fullmatch(_side_of(each).line.words)), None)
    return not asks(CALL.sub(" ", one.line.words), is_description=edit is first)


def _base_before(known: Collection[str], method: str, path: str) -> str | None:
    """Return the base path in front of a call of which it is told, for any id; None where it is told of none."""
    steps = _ID.sub("{}", path.rstrip("/")).split("/")[1:]
    for base in range(min(len(steps), _BASE)):
        if not calls_in(f"{method} /{'/'.join(steps[base:])}").isdisjoint(known):
            return "/".join(steps[:base])
    return None


def _side_of(edit: Edit) -> Placed:
    """Return the side of a line that only one side has."""
    known = edit.new or edit.old
    assert known is not None  # noqa: S101 - an edit has a side
    return known
