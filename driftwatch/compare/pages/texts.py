"""What pages say in other words than before, below contracts: rows, sentences and samples, one change a section.

Only pages that say something else are looked at. What a contract fact already tells of a line is not told again; what
changed alike on most pages of a site is told once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, TypeAlias

from msgspec import Struct, structs

from driftwatch.alignment import stretches
from driftwatch.compare.failures import Failures
from driftwatch.compare.pages.front_matter import front_keys
from driftwatch.compare.pages.obeyed_sections import is_obeyed
from driftwatch.compare.pages.page_contracts import PageContracts
from driftwatch.compare.pages.page_lines import (
    Edit,
    Path,
    Placed,
    Words,
    differing,
    is_specific,
    placed,
    spelled_words,
    words_of,
)
from driftwatch.compare.pages.page_sections import PageContract, SectionEdits, section_edits
from driftwatch.compare.pages.rows_and_headings import but_recast
from driftwatch.compare.pages.section_changes import as_one, change_of, headline, shown_line
from driftwatch.compare.pages.substance import are_name, is_retitled
from driftwatch.compare.pages.told_calls import describes_call
from driftwatch.compare.pages.words_of_changes import WordsOfChanges
from driftwatch.model.change import WORDS, Change
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.text import Kept, PageText
from driftwatch.patterns import lazy_regex

_FEWEST: Final = 3
"""Pages on which a line must have changed alike to count as the site's furniture: two pages may share a paragraph. So
many lines besides its heading a section must have to be known again on another page."""
_SHARE: Final = 0.5
"""Share of the pages that changed which it must stand on."""
_REWRITTEN: Final = 0.5
"""Share of the sections of a page beyond which all that they say otherwise is one edit: somebody wrote it anew."""
_FEW: Final = 3
"""Sections of which fewer are no page that was written anew, whatever share of it they are: each is told by itself."""
_MANY: Final = 5
"""Sections in which the same name gave way to the same other one, from which that is one edit of all of them."""
_LONGEST: Final = 4
"""Words of such a name at most."""
_SHORT: Final = 200
"""Words of a line that is looked at for it."""
_TITLE: Final = "title"
_REVISED: Final = lazy_regex(
    r"last[ ._-]?(?:updated?|modified|edited|reviewed|revised|checked|verified)"
    r"|(?:updated|modified|published|created|edited|reviewed|revised|checked|verified)"
    r"[ ._-]?(?:at|on|date)|date[ ._-]?(?:updated|modified|published|created)"
    r"|(?:pub|publish|review|ms)[ ._-]?date(?:time)?",
    re.IGNORECASE,
)
"""Keys of when somebody wrote a page or went over it."""
_READING_TIME: Final = lazy_regex(
    r"(?:estimated )?reading time ?:? ?[~\u2248]?\d{1,3} ?min(?:ute)?s?\.?"
    r"|[~\u2248]?\d{1,3}[ -]?min(?:ute)?s? (?:to )?read(?:ing time)?\.?",
    re.IGNORECASE,
)
"""How long a page is, as generators count it: it differs from page to page, and with each edit of one."""
_THINGS: Final[Mapping[str, str]] = {"row": "rows", "item": "rows", "head": "rows", "sample": "samples"}


class _Page(Struct, frozen=True):
    """A page that says something else: its lines, and those that only one side has."""

    before: str
    after: str
    old: tuple[Placed, ...]
    new: tuple[Placed, ...]
    removed: tuple[Placed, ...]
    added: tuple[Placed, ...]
    kept: Kept = "full"
    sections: tuple[SectionEdits, ...] = ()
    """What differs by section, once lines that moved to other pages are left out."""


_Swap: TypeAlias = tuple[Words, Words]
"""A name, and what stands in its place."""
_Items: TypeAlias = frozenset[tuple[Path, str]]
"""Items of lists by the section that they stand in."""
_Shared: TypeAlias = Mapping[tuple[Words, Words], tuple[_Page, Edit]]
"""Pairs of lines that changed alike on most pages, each with the first of the pages and the edit on it."""


def text_changes(
    old: Snapshot,
    new: Snapshot,
    moved: Mapping[str, str],
    told: Sequence[Change],
    contracts: PageContracts,
    *,
    failures: Failures,
) -> Iterator[Change]:
    """Yield what pages say in other words; and notices again that came or went with a reworded line, with both sides.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        moved: pages that stand elsewhere now, by their place before.
        told: what is told of contracts.
        contracts: which part of each page is about an API.
        failures: takes a page that cannot be compared: it takes no other one along.
    """
    pages = list(_differing(old, new, moved))
    if not pages:
        return
    pages = _but_moved_lines(pages, _lone_lines(old, new, moved))
    shared = _furniture(pages, sum(1 for _ in _both(old, new, moved)))
    words = WordsOfChanges(told)
    yield from _of_site(shared, words, old, new)
    for page in pages:
        made = partial(_told_of, page, shared, words, (old, new), contracts)
        yield from failures.page(page.after, made, headings=(_headings(page.removed), _headings(page.added)))


def _told_of(
    page: _Page,
    shared: _Shared,
    words: WordsOfChanges,
    sides: tuple[Snapshot, Snapshot],
    contracts: PageContracts,
) -> Iterator[Change]:
    if page.kept == "digest":
        return _of_digests(page, shared, sides[1])
    documents = sides[0].documents[page.before], sides[1].documents[page.after]
    return _of_page(page, shared, words, documents, contracts.of(page.after))


def _headings(lines: Iterable[Placed]) -> set[str]:
    return {" > ".join(line.path) or "the beginning" for line in lines}


def _both(old: Snapshot, new: Snapshot, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for before in old.texts:
        after = moved.get(before, before)
        if after in new.texts:
            yield before, after


def _differing(old: Snapshot, new: Snapshot, moved: Mapping[str, str]) -> Iterator[_Page]:
    for before, after in _both(old, new, moved):
        one, other = old.documents.get(before), new.documents.get(after)
        if one is None or other is None or _are_the_same(one, other) or other.state != "read":
            continue
        texts = old.text(before), new.text(after)
        if texts[0] is None or texts[1] is None or texts[0].form != texts[1].form:
            continue
        one_text, other_text = _alike(texts[0], texts[1])
        lines = tuple(placed(one_text)), tuple(placed(other_text))
        gone, come = differing(*lines)
        gone, come = ([each for each in side if not _is_of_revision(each)] for side in (gone, come))
        removed, added = but_recast(_but_named(gone, lines[1]), _but_named(come, lines[0]))
        if removed or added:
            yield _Page(before, after, lines[0], lines[1], removed, added, one_text.kept)


def _are_the_same(one: Document, other: Document) -> bool:
    return one.digest == other.digest or other.has_digest(one.digest)


def _but_named(lines: Sequence[Placed], other: Iterable[Placed]) -> list[Placed]:
    """Leave out what front matter calls a page where a heading on the other side calls it so: built pages have none."""
    if not any(map(_is_title, lines)):
        return list(lines)
    headings = {one.words for one in other if one.line.kind == "heading"}
    return [one for one in lines if not (_is_title(one) and words_of(one.line.cells[-1]) in headings)]


def _is_title(one: Placed) -> bool:
    return one.line.kind == "item" and one.line.key == _TITLE and len(one.path) <= 1


def _is_of_revision(one: Placed) -> bool:
    """Tell whether a line only says when somebody went over the page, or how long the generator takes it to be."""
    if one.line.kind == "sentence":
        return _READING_TIME.fullmatch(one.line.cells[0]) is not None
    return one.line.kind == "item" and len(one.path) <= 1 and _REVISED.fullmatch(one.line.key) is not None


def _alike(one: PageText, other: PageText) -> tuple[PageText, PageText]:
    """Return two texts of which as much is kept."""
    return (one, other) if one.kept == other.kept else (one.digested(), other.digested())


def _lone_lines(old: Snapshot, new: Snapshot, moved: Mapping[str, str]) -> tuple[Counter[Words], Counter[Words]]:
    """Count the lines of pages that only one side has: what is on a new page may have stood elsewhere."""
    pairs = list(_both(old, new, moved))
    befores, afters = {before for before, _ in pairs}, {after for _, after in pairs}
    return _counted(old, old.texts.keys() - befores), _counted(new, new.texts.keys() - afters)


def _counted(snapshot: Snapshot, places: Iterable[str]) -> Counter[Words]:
    texts = (snapshot.text(place) for place in places)
    return Counter(one.words for text in texts if text is not None for one in placed(text))


def _but_moved_lines(pages: Sequence[_Page], lone: tuple[Counter[Words], Counter[Words]]) -> list[_Page]:
    """Leave out lines that went here and came on another page."""
    gone, come = Counter(lone[0]), Counter(lone[1])
    for page in pages:
        gone.update(one.words for one in page.removed)
        come.update(one.words for one in page.added)

    def kept(lines: Sequence[Placed], other: Counter[Words]) -> tuple[Placed, ...]:
        alike = {one.path for one in lines if is_specific(one.words) and other[one.words]}
        moved = _with_headings(lines, alike | set(_moved_whole(lines, other)), other)
        return tuple(one for one in lines if not (other[one.words] and _goes_along(one, moved)))

    found = [structs.replace(page, removed=kept(page.removed, come), added=kept(page.added, gone)) for page in pages]
    return [_parted(page) for page in found if page.removed or page.added]


def _moved_whole(lines: Iterable[Placed], other: Mapping[Words, int]) -> Iterator[Path]:
    """Yield the sections of which each line came elsewhere, with the heading: rows of a table are short."""
    sections: defaultdict[Path, list[Placed]] = defaultdict(list)
    for one in lines:
        sections[one.path].append(one)
    for path, section in sections.items():
        has_heading = any(one.line.kind == "heading" for one in section)
        if has_heading and len(section) > _FEWEST and all(other[one.words] for one in section):
            yield path


def _with_headings(lines: Sequence[Placed], moved: set[Path], other: Mapping[Words, int]) -> set[Path]:
    """Add the sections that moved with what stands below theirs: their headings are among the lines on both sides."""
    above = {path[:depth] for path in moved for depth in range(1, len(path))}
    return moved | {one.path for one in lines if one.line.kind == "heading" and one.path in above and other[one.words]}


def _parted(page: _Page) -> _Page:
    return structs.replace(page, sections=tuple(section_edits(page.removed, page.added, page.old, page.new)))


def _goes_along(one: Placed, moved: Container[Path]) -> bool:
    """Tell whether a line that also came elsewhere moved there: by itself, or as what lines that did stand under."""
    return is_specific(one.words) or one.path in moved


def _furniture(pages: Sequence[_Page], total: int) -> _Shared:
    """Return the pairs of lines that changed alike on most pages, each as it stands on the first of them."""
    first: dict[tuple[Words, Words], tuple[_Page, Edit]] = {}
    counts: Counter[tuple[Words, Words]] = Counter()
    for page in pages:
        pairs = {_pair(edit): edit for section in page.sections for edit in section.edits}
        counts.update(pairs.keys())
        for pair, edit in pairs.items():
            first.setdefault(pair, (page, edit))
    least = max(_FEWEST, total * _SHARE)
    return {pair: where for pair, where in first.items() if counts[pair] >= least}


def _of_site(shared: _Shared, told: WordsOfChanges, old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield one change for all that changed alike on most pages; a notice that came on all of them is told already."""
    left = [
        (page, edit)
        for page, edit in shared.values()
        if page.kept == "digest"
        or not told.tells(edit, {old.documents[page.before].url, new.documents[page.after].url})
    ]
    if not left:
        return
    edits = [edit for _, edit in left]
    page = left[0][0]
    if page.kept == "digest":
        yield _digests("every page", Owner("page", ""), edits, new.documents[page.after])
        return
    yield Change(
        kind="page.text.changed",
        role="page",
        owner=Owner("page", ""),
        location=WORDS,
        name="every page",
        before=[shown_line(edit.old) for edit in edits],
        after=[shown_line(edit.new) for edit in edits],
        traits=frozenset({"site"}),
        sources=(Source(url=new.documents[page.after].url),),
    )


def _pair(edit: Edit) -> tuple[Words, Words]:
    return edit.old.words if edit.old else (), edit.new.words if edit.new else ()


def _of_page(
    page: _Page,
    shared: _Shared,
    told: WordsOfChanges,
    documents: tuple[Document, Document],
    contract: PageContract,
) -> Iterator[Change]:
    already = _ToldAlready(page, shared, told, documents, contract)
    replaced = _Replaced(page.sections)
    front = front_keys(page.old) | front_keys(page.new)
    of_page = {"rewritten"} if _is_rewritten(page) else set[str]()
    for section in page.sections:
        untold = already.but_told(section)
        completed = {number: told.completed(edit, already.urls) for number, edit in enumerate(untold)}
        yield from (change for change in completed.values() if change is not None)
        left = tuple(edit for number, edit in enumerate(untold) if completed[number] is None)
        one = as_one(structs.replace(section, edits=left), front)
        if one is not None:
            asking = replaced.but_told(edit for edit in one[1] if not told.retries(edit, already.urls))
            asking = asking if is_obeyed(contract, section, asking) else []
            replaced.tell(asking)
            traits = of_page | ({"topical"} if asking else set())
            change = change_of(*one, section=section, url=documents[1].url, contract=contract, traits=traits)
            shown = headline(*one, section=section, contract=contract, asking=asking)
            yield structs.replace(change, headline=shown)


class _ToldAlready:
    """Which lines of a page are told already, by changes of contracts or by other sections and pages."""

    def __init__(
        self,
        page: _Page,
        shared: _Shared,
        told: WordsOfChanges,
        documents: tuple[Document, Document],
        contract: PageContract,
    ) -> None:
        self.urls = {document.url for document in documents}
        self._shared = shared
        self._told = told
        self._contract = contract
        self._titles = _titles(page.sections)
        self._items = _items(page.old), _items(page.new)

    def but_told(self, section: SectionEdits) -> list[Edit]:
        """Return the lines of a section that nothing else tells; none where the whole section is told by a change."""
        if section.whole and self._told.names(section.path[-1], section.whole, self.urls):
            return []  # a field that came or went, with all that is said of it
        is_of_call = self._told.calls.has(section, self.urls) and not is_obeyed(
            self._contract, section, section.edits, by_title=True
        )
        goes_along = _lone_items(section.edits, self._items)
        untold = [
            edit
            for edit in section.edits
            if not self._is_told_elsewhere(edit)
            and not (is_of_call and describes_call(edit, section))
            and not self._told.tells(edit, self.urls, goes_along[edit.old is None])
            and not self._is_of_listed_call(edit, section)
        ]
        is_told = is_of_call or (section.whole and self._told.is_topic(section.path[-1], self.urls))
        if is_told and all(edit.kind == "heading" for edit in untold):
            return []  # what the section says is a notice, or goes along with the call
        return untold

    def _is_told_elsewhere(self, edit: Edit) -> bool:
        """Tell whether a line changed alike on most pages, or is the entry of a section in a table of contents."""
        return _pair(edit) in self._shared or _is_entry(edit, self._titles)

    def _is_of_listed_call(self, edit: Edit, section: SectionEdits) -> bool:
        """Tell whether a line of a section that stays came, or went, with a call that it lists, and asks nothing."""
        is_listed = self._told.calls.lists(edit) and not section.whole
        return is_listed and not is_obeyed(self._contract, section, (edit,))


class _Replaced:
    """One name in place of another in many sections of a page, as when a product is called otherwise: one warns of it.

    Other pages warn by themselves: whoever watches one of them is told.
    """

    def __init__(self, sections: Iterable[SectionEdits]) -> None:
        counts = Counter(pair for section in sections for pair in {_swap(edit) for edit in section.edits})
        self._common = {pair for pair, count in counts.items() if pair is not None and count >= _MANY}
        self._told: set[_Swap] = set()

    def but_told(self, edits: Iterable[Edit]) -> list[Edit]:
        """Leave out lines in which nothing differs but what a warning tells of another section."""
        return [edit for edit in edits if not self._told or _swap(edit) not in self._told]

    def tell(self, edits: Iterable[Edit]) -> None:
        """Take in the lines that a warning tells of."""
        if self._common:
            self._told.update(pair for edit in edits if (pair := _swap(edit)) in self._common and pair is not None)


def _swap(edit: Edit) -> _Swap | None:
    """Return the words that gave way to others in a line, where no others did, and both are names."""
    if edit.old is None or edit.new is None:
        return None
    old, new = spelled_words(edit.old.line.words), spelled_words(edit.new.line.words)
    if len(old) > _SHORT:
        return None
    found = {(old[a:b], new[c:d]) for is_same, a, b, c, d in stretches(old, new) if not is_same}
    are_names = all(len(words) <= _LONGEST and are_name(words) for swap in found for words in swap)
    return found.pop() if len(found) == 1 and are_names else None


def _is_rewritten(page: _Page) -> bool:
    """Tell whether most of the sections of a page say something else at once, of yesterday's or of today's."""
    sides = ((page.old, page.removed), (page.new, page.added))
    return any(_FEW <= len(_saying(differ)) > len(_saying(whole)) * _REWRITTEN for whole, differ in sides)


def _saying(lines: Iterable[Placed]) -> frozenset[Path]:
    """Return the sections in which something is said below the heading."""
    return frozenset(one.path for one in lines if one.line.kind != "heading")


def _items(lines: Iterable[Placed]) -> _Items:
    return frozenset((one.path, one.line.key) for one in lines if one.line.kind == "item")


def _lone_items(edits: Sequence[Edit], known: tuple[_Items, _Items]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the items of a section that went, and those that came, whose names do not stand there on the other side.

    Args:
        edits: what differs in the section.
        known: all items of the page before, and of the page now.
    """
    items = [(edit.old, edit.new) for edit in edits if edit.kind == "item"]
    gone = (old for old, new in items if old and new is None and (old.path, old.line.key) not in known[1])
    come = (new for old, new in items if new and old is None and (new.path, new.line.key) not in known[0])
    return frozenset(one.line.key for one in gone), frozenset(one.line.key for one in come)


def _titles(sections: Iterable[SectionEdits]) -> frozenset[tuple[Words, Words]]:
    """Return what the sections are called that came or went as a whole, and those of which the name says the same."""
    whole = {(section.whole, words_of(section.path[-1])) for section in sections if section.whole}
    headings = (edit for section in sections for edit in section.edits if edit.kind == "heading")
    renamed = (_pair(edit) for edit in headings if edit.old is not None and edit.new is not None and is_retitled(edit))
    return frozenset(((), title) if what == "added" else (title, ()) for what, title in whole).union(renamed)


def _is_entry(edit: Edit, titles: Container[tuple[Words, Words]]) -> bool:
    """Tell whether a line is one of a table of contents that came, went or differs with the section that it names."""
    return edit.kind in ("sentence", "item") and _pair(edit) in titles


def _of_digests(page: _Page, shared: _Shared, new: Snapshot) -> Iterator[Change]:
    """Yield that a page of which digests are kept says something else: where on it, and what, nobody knows."""
    document = new.documents[page.after]
    edits = [edit for section in page.sections for edit in section.edits if _pair(edit) not in shared]
    if edits:
        yield _digests(document.title or page.after, Owner("page", page.after), edits, document)


def _digests(name: str, owner: Owner, edits: Sequence[Edit], document: Document) -> Change:
    counts = Counter(_THINGS.get(edit.kind, "sentences") for edit in edits)
    return Change(
        kind="page.digest.changed",
        role="page",
        owner=owner,
        location=WORDS,
        name=name,
        after={thing: counts[thing] for thing in ("rows", "sentences", "samples") if counts[thing]},
        identity=document.digest,
        sources=(Source(url=document.url, stated_by="prose"),),
    )
