"""Which lines and sections of pages go along with calls that came or went: what these say besides is told by itself."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from driftwatch.compare.pages.page_lines import CALL, Edit, Placed, Words, calls_in, words_of
from driftwatch.compare.pages.page_sections import SectionEdits
from driftwatch.compare.pages.substance import asks
from driftwatch.model.change import Change
from driftwatch.patterns import lazy_regex

_FIELD: Final = lazy_regex(r"[a-z_][\w.\[\]-]*")
"""How a field is named, and no label."""


class ToldCalls:
    """The calls of which it is told that they came, or went, and the headings that they stand below."""

    def __init__(self) -> None:
        self._calls: defaultdict[str, set[str]] = defaultdict(set)
        self._sections: set[tuple[str, str, Words]] = set()

    def add(self, change: Change) -> None:
        """Take in an operation that was added, or removed."""
        what = change.kind.rpartition(".")[2]
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


def _side_of(edit: Edit) -> Placed:
    """Return the side of a line that only one side has."""
    known = edit.new or edit.old
    assert known is not None  # noqa: S101 - an edit has a side
    return known
