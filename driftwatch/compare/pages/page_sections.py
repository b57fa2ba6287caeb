"""What differs between two texts of a page by section: sections that came or went, and lines below the others."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.alignment import shared
from driftwatch.compare.pages.line_pairs import ALIKE, MOST_PAIRS, paired
from driftwatch.compare.pages.page_lines import FIELD, Edit, Path, Placed, Words, words_of
from driftwatch.compare.pages.page_topics import lists_failures, teaches
from driftwatch.model.respelling import letters_of_text
from driftwatch.model.text import Line

_FEW: Final = 8
"""Headings that may share a line or a word where a page has many: what more of them share tells none from another."""


class PageContract(Struct, frozen=True):
    """The place of a page today, and which part of it is about an API: all of it, or some of its sections."""

    place: str
    is_all: bool = False
    is_stating: bool = False
    """Whether the page states calls, or what belongs to some, and is not only called so."""
    topics: tuple[str, ...] = ()
    """What the page as a whole is called by, where that is what clients have to obey, whatever the headings on it."""
    sections: frozenset[str] = frozenset()
    is_of_api: bool = False
    """Whether the source documents an API: the failures of one are listed anywhere."""
    things: frozenset[str] = frozenset()
    """What its calls are about."""
    is_of_product: bool = False
    """Whether it states no calls and belongs to a handbook: it is about an API where it says so."""
    is_titled: bool = True
    """Whether all headings stand below a first one, its title: a page whose front matter names it has none."""

    def has(self, path: Path) -> bool:
        """Tell whether a section is."""
        # Below a list of failures that a lesson has, questions are answered.
        is_listed = self.is_of_api and any(map(lists_failures, path[-1:] if teaches(self.place) else path))
        return self.is_all or is_listed or not self.sections.isdisjoint(self.below_title(path) or path)

    def below_title(self, path: Path) -> Path:
        """Return the headings down to a section, without that of the page."""
        return path[1:] if self.is_titled else path


class SectionEdits(Struct, frozen=True):
    """What differs below one heading; `path` is that of today, of before when the section is gone."""

    path: Path
    edits: tuple[Edit, ...]
    whole: str = ""
    """`added` or `removed` when the section itself came or went."""


def section_edits(
    removed: Sequence[Placed], added: Sequence[Placed], old: Sequence[Placed], new: Sequence[Placed]
) -> Iterator[SectionEdits]:
    """Yield what differs by section.

    Args:
        removed: lines that only the old side has.
        added: lines that only the new side has.
        old: all lines of the old side.
        new: all lines of the new side.
    """
    renamed = _renamed(removed, added, old, new)
    gone = _whole(removed, set(renamed))
    come = _whole(added, set(renamed.values()))
    fields_gone, fields_come = _fields(gone), _fields(come)
    for path, lines in gone.items():
        yield SectionEdits(path, tuple(Edit(one, None) for one in lines), "removed")
    for path, lines in come.items():
        yield SectionEdits(path, tuple(Edit(None, one) for one in lines), "added")
    olds = _by_section(
        [*removed, *_listed(fields_gone)], renamed | _spelled(old, new), gone.keys() | fields_gone.keys()
    )
    news = _by_section([*added, *_listed(fields_come)], {}, come.keys() | fields_come.keys())
    for path in dict.fromkeys((*news, *olds)):
        edits = tuple(paired(olds.get(path, []), news.get(path, [])))
        if edits:
            yield SectionEdits(path, edits)


def _spelled(old: Sequence[Placed], new: Sequence[Placed]) -> dict[Path, Path]:
    """Pair headings that are written otherwise and say the same words: `Limits (beta)`, `Limits [beta]`."""
    by_words = {tuple(map(words_of, one.path)): one.path for one in new if one.line.kind == "heading"}
    paths = {one.path for one in old if one.line.kind == "heading"} - set(by_words.values())
    return {path: now for path in paths if (now := by_words.get(tuple(map(words_of, path))))}


def _renamed(
    removed: Sequence[Placed], added: Sequence[Placed], old: Sequence[Placed], new: Sequence[Placed]
) -> dict[Path, Path]:
    """Pair headings that were reworded: those under the same parent that share lines, or words."""
    befores = [one.path for one in removed if one.line.kind == "heading"]
    afters = [one.path for one in added if one.line.kind == "heading"]
    below = _below(old, befores), _below(new, afters)
    found: dict[Path, Path] = {}
    title, retitled = ([path for path in paths if len(path) == 1] for paths in (befores, afters))
    if len(title) == len(retitled) == 1:  # a page has one title, whatever it says
        found[title[0]] = retitled[0]
    known = _Headings(afters, below[1], most=MOST_PAIRS // max(len(befores), 1))
    for path in found.values():
        known.take(path)
    for before in (path for path in befores if path not in found):
        after = known.like(before, found.get(before[:-1], before[:-1]), below[0][before])
        if after is not None:
            found[before] = after
            known.take(after)
    return found


class _Headings:
    """The headings of today that may be one of yesterday, reworded.

    Args:
        paths: their paths, in order.
        below: the lines below each.
        most: as many headings may be held against each of yesterday; of more only those that share what few have.
    """

    def __init__(self, paths: Sequence[Path], below: Mapping[Path, Collection[Words]], *, most: int) -> None:
        self._order = {path: number for number, path in enumerate(paths)}
        self._below = below
        self._words = {path: words_of(path[-1]) for path in self._order}
        self._having: defaultdict[tuple[Path, Hashable], list[Path]] = defaultdict(list)
        for path in self._order:
            for mark in (*below[path], *set(self._words[path])):
                self._having[path[:-1], mark].append(path)
        self._most = _FEW if len(self._order) > most else len(self._order)
        self._taken: set[Path] = set()

    def take(self, path: Path) -> None:
        """Leave out a heading: it is known which one of yesterday it was."""
        self._taken.add(path)

    def like(self, before: Path, parent: Path, lines: Collection[Words]) -> Path | None:
        """Return the first that stands below a parent and shares most of its lines, or of its words, with a heading."""
        words = words_of(before[-1])
        common = Counter(path for line in lines for path in self._with(parent, line))
        named = {path for word in set(words) for path in self._with(parent, word)}
        for after in sorted({*common, *named} - self._taken, key=self._order.__getitem__):
            most = max(min(len(lines), len(self._below[after])), 1)
            if common[after] / most >= ALIKE or shared(words, self._words[after]) >= ALIKE:
                return after
        return None

    def _with(self, parent: Path, mark: Hashable) -> Sequence[Path]:
        paths = self._having.get((parent, mark), ())
        return paths if len(paths) <= self._most else ()


def _below(lines: Sequence[Placed], paths: Sequence[Path]) -> dict[Path, set[Words]]:
    found: dict[Path, set[Words]] = {path: set() for path in paths}
    for one in lines if found else ():
        for depth in range(1, len(one.path) + 1):
            below = found.get(one.path[:depth])
            if below is not None and not (one.line.kind == "heading" and depth == len(one.path)):
                below.add(one.words)
    return found


def _whole(lines: Sequence[Placed], known: set[Path]) -> dict[Path, list[Placed]]:
    """Return the sections whose heading is among the lines, outermost, each with all of its lines among them."""
    tops: dict[Path, list[Placed]] = {}
    for one in lines:
        if one.line.kind == "heading" and one.path not in known and not _inside(one.path, tops):
            tops[one.path] = []
    for one in lines:
        top = _inside(one.path, tops)
        if top:
            tops[top].append(one)
    return tops


def _listed(fields: Mapping[Path, Sequence[Placed]]) -> Iterator[Placed]:
    return (one for lines in fields.values() for one in lines)


def _fields(whole: dict[Path, list[Placed]]) -> dict[Path, list[Placed]]:
    """Take out the sections that are components of fields, each as rows of the section that it stands in.

    Readers see a list of fields, not a section for each of them; nor does a sample below the list belong to its last.
    """
    found = {
        path: list(_as_rows(path, lines)) for path, lines in whole.items() if len(path) > 1 and _is_field(path, lines)
    }
    for path in found:
        del whole[path]
    return found


def _is_field(path: Path, lines: Iterable[Placed]) -> bool:
    return any(one.path == path and one.line.kind == "item" and one.line.key == FIELD for one in lines)


def _as_rows(path: Path, lines: Iterable[Placed]) -> Iterator[Placed]:
    """Yield a row for the field and for each one nested in it, then what samples say."""
    said: dict[Path, list[str]] = {path: []}
    samples: list[Placed] = []
    for one in lines:
        if one.line.kind == "sample":
            samples.append(Placed(one.line, path[:-1]))
        elif one.line.kind == "heading":
            said.setdefault(one.path, [])
        else:
            said.setdefault(one.path, []).append(one.line.cells[1] if one.line.key == FIELD else one.line.words)
    for field, words in said.items():
        yield Placed(Line("row", (".".join(field[len(path) - 1 :]), *words)), path[:-1])
    yield from samples


def _inside(path: Path, tops: Collection[Path]) -> Path:
    return next((path[:depth] for depth in range(1, len(path) + 1) if path[:depth] in tops), ())


def _by_section(
    lines: Sequence[Placed], renamed: dict[Path, Path], whole: Collection[Path]
) -> dict[Path, list[Placed]]:
    found: dict[Path, list[Placed]] = {}
    for one in lines:
        if not _inside(one.path, whole):
            found.setdefault(_today(one.path, renamed), []).append(one)
    return found


def _today(path: Path, renamed: dict[Path, Path]) -> Path:
    for depth in range(len(path), 0, -1):
        if path[:depth] in renamed:
            return renamed[path[:depth]] + path[depth:]
    return path


def titles_of(lines: Iterable[Line]) -> tuple[tuple[str, ...], list[str]]:
    """Return what a page is called, if that can be told, and all of its headings.

    Front matter says it, or the one heading that all others stand below; the first of several is that of a section.
    """
    named: list[str] = []
    headings: list[Line] = []
    for line in lines:
        if line.kind == "heading":
            headings.append(line)
        elif not headings and line.kind == "item" and line.key == "title":
            named.extend(line.cells[1:])
    top = [line.cells[0] for line in headings if line.level == 1]
    return tuple(named or (top if len(top) == 1 else ())), [line.cells[0] for line in headings]


def is_titled(lines: Iterable[Line]) -> bool:
    """Tell whether all headings of a page stand below its first."""
    levels = [line.level for line in lines if line.kind == "heading"]
    return levels[:1] == [min(levels, default=0)] and levels.count(levels[0]) == 1


def is_spelling(edit: Edit) -> bool:
    """Tell whether a line only joins its words otherwise: `pay per event` as `pay-per-event`."""
    if edit.old is None or edit.new is None:
        return False
    old, new = (
        letters_of_text(said).replace("/ ", " ").replace(", ", " ")
        for said in (edit.old.line.words, edit.new.line.words)
    )
    return old == new
