"""Which facts the edit of a page may have changed: those that an edited line names, and those of a section it is about.

It is asked where driftwatch reads otherwise than it did: what no edited line may carry was read anew, and is no drift.
In doubt a line carries a fact.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from msgspec import structs

from driftwatch.compare.pages.page_lines import Placed, Words, placed, words_of
from driftwatch.extract.words.role_words import ROLES
from driftwatch.extract.words.vocabulary import ANY_METHOD, DEPRECATED_WORDS, METHODS, OPTIONAL, REQUIRED
from driftwatch.model.facts import AnyFact, ErrorRule, Field, Header, Notice, Operation, Parameter, Response, Values
from driftwatch.model.snapshot import Owner
from driftwatch.model.text import Line, PageText, hashed
from driftwatch.patterns import lazy_regex

_Path: TypeAlias = tuple[str, ...]
_Name: TypeAlias = frozenset[str]
"""Words that a line has which names something."""

_PART: Final = lazy_regex(r"[^\W_]+(?:_[^\W_]+)*")
_ADDRESS: Final = lazy_regex(r"/(?:[\w~%@!$&*+=:.-]|[{<\[(][^\s{}<>()\[\]/]*[}>\])]|/)*")
_METHOD: Final = lazy_regex(rf"\b(?:{ANY_METHOD})\b")
_DEPTH: Final = 12
"""Steps of an address that are looked at."""
_CALLS: Final = 2
"""Calls that a section may name which is about one of them."""
_FEW: Final = 4
"""Words up to which a cell may name what its row is about anywhere: "string `id` required"; others begin with it."""
_STATUS: Final = lazy_regex(r"[1-5](?:\d\d|xx)")
_NEED: Final = frozenset(
    text for text in chain(REQUIRED, OPTIONAL, DEPRECATED_WORDS) if text.isalpha() and len(text) > _FEW
)
"""What a legend says, of all fields below it."""
_OF_MANY: Final = frozenset(
    ("all", "marked", "mark", "marks", "asterisk", "asterisks", "star", "stars", "bold", "unless", "otherwise")
)
"""What a legend has besides, which may be about fields of any section."""
_FORM: Final = frozenset(("array", "arrays", "list", "lists", "object", "objects", "map", "string", "null", "binary"))
"""What a sentence may say that a body is."""
_ROLE: Final = frozenset(text for text in chain(ROLES, METHODS) if text.isalpha()) | frozenset(
    ("parameter", "parameters", "field", "fields", "attribute", "attributes", "request", "response", "returns", "body")
)
_FIELDS: Final = (Field, Parameter, Header)


class _Here(NamedTuple):
    """A line as it is compared, with what it is known by."""

    path: _Path
    kind: str
    words: Words
    head: Words
    item: str
    names: Words
    """The words by which it may name what it is about."""
    calls: tuple[tuple[str, str], ...] = ()
    """The addresses in it, without the names of parameters, each with a method of the line."""
    beside: tuple[str, ...] = ()
    """What the lines around one say that names a call: of a paragraph that says more no call may be read."""


class EditedLines:
    """The lines that only one of two texts of a page has.

    Args:
        old: the page as it was.
        new: the page as it is, in the same normal form and kept alike.
    """

    def __init__(self, old: PageText, new: PageText) -> None:
        self._is_hashed = old.kept == "digest"
        before, after = (Counter(_lines(text)) for text in (old, new))
        self._lasting = {line.path for line in before} & {line.path for line in after}
        self._gone, self._come = before - after, after - before
        self._known = tuple(dict.fromkeys((*before, *after)))
        self._below: dict[str, frozenset[_Path]] = {}
        self._called: dict[str, frozenset[_Path]] = {}
        self._left: set[_Path] = set()

    @cached_property
    def _edited(self) -> tuple[_Here, ...]:
        return (*self._gone, *self._come)

    @cached_property
    def _naming(self) -> Mapping[str, set[_Path]]:
        """Return where edited lines stand, by each word that names what they are about."""
        return self._by_names(self._edited)

    @cached_property
    def _homes(self) -> Mapping[str, set[_Path]]:
        """Return where all lines stand, in the same way."""
        return self._by_names(self._known)

    @cached_property
    def _kept(self) -> Mapping[str, set[_Path]]:
        """Return where the lines stand that are not edited, by each of their words."""
        return _by_words(set(self._known).difference(self._edited))

    @cached_property
    def _edited_words(self) -> Mapping[str, set[_Path]]:
        return _by_words(self._edited)

    def _by_names(self, lines: Iterable[_Here]) -> Mapping[str, set[_Path]]:
        found: defaultdict[str, set[_Path]] = defaultdict(set)
        for line in lines:
            titles = (words_of(title)[:1] for title in line.path)
            for word in chain(line.names, words_of(line.item), *titles):
                found[word].add(line.path)
                if not self._is_hashed and not word.isalnum():
                    for part in _PART.findall(word):
                        found[part].add(line.path)
        return found

    @cached_property
    def _said(self) -> Mapping[_Path, frozenset[str]]:
        """Return the words that sentences and labels of a section say more often, or less often, than they did."""
        said: defaultdict[_Path, Counter[str]] = defaultdict(Counter)
        for lines, count in ((self._gone, 1), (self._come, -1)):
            for line in lines:
                if line.kind in ("sentence", "item") or (self._is_hashed and line.kind == "sample"):
                    for word in line.words:
                        said[line.path][word] += count
        return {path: frozenset(word for word, many in words.items() if many) for path, words in said.items()}

    @cached_property
    def _of_forms(self) -> frozenset[_Path]:
        """Return the sections of which a sample, or a type in words, may say otherwise what a body is as a whole."""
        samples = {line.path for line in self._edited if line.kind == "sample"}
        said = (path for path, words in self._said.items() if self._is_hashed or not words.isdisjoint(_FORM))
        return frozenset(samples.union(said))

    @cached_property
    def _of_roles(self) -> frozenset[_Path]:
        """Return the sections of which something is said otherwise that may tell what their fields are for."""
        return frozenset(path for path, words in self._said.items() if self._is_hashed or any(map(_says_role, words)))

    @cached_property
    def _of_needs(self) -> frozenset[_Path]:
        """Return those of which something is said otherwise that may be a legend."""
        return frozenset(path for path, words in self._said.items() if self._is_hashed or not words.isdisjoint(_NEED))

    @cached_property
    def _is_legend(self) -> bool:
        """Whether something is said otherwise that may be a legend of the page."""
        said = (line.words for line in self._edited if line.kind == "sentence" and line.path in self._lasting)
        return any(not (_NEED.isdisjoint(words) or _OF_MANY.isdisjoint(words)) for words in said)

    def touch(self, owner: Owner, fact: AnyFact, named: str) -> bool:
        """Tell whether an edited line may carry a fact, of which `named` is the name that its address has."""
        if not self._edited or (self._is_hashed and not isinstance(fact, _FIELDS)):
            return bool(self._edited)
        inner = self._within(fact.locator)
        if isinstance(fact, Notice):
            said = frozenset(words_of(fact.text))
            kept, edited = _where(said, self._kept), _where(said, self._edited_words)
            return kept.isdisjoint(inner or kept) or not edited.isdisjoint(inner or edited)
        if isinstance(fact, Values):
            said = frozenset(words_of(fact.name))
            return any(line.path in inner or said.issubset(line.head) for line in self._edited) or not inner
        calls = self._of_call(owner)
        if isinstance(fact, Operation) and calls:
            return any(call in self._edited_calls for call in _calls_of(owner.name))
        names = [name for text in _names(fact, named) if (name := self._words(text))]
        return self._names_any(names, calls or inner, is_frame=not names or isinstance(fact, Response))

    def _names_any(self, names: Iterable[_Name], around: frozenset[_Path], *, is_frame: bool) -> bool:
        """Tell whether an edited line names something where it stands, or says something of all that stands there.

        Args:
            names: what it is called.
            around: the sections of its call, or those below the heading that it names.
            is_frame: whether it need not be named, as the form of a body.
        """
        homes = {path for name in names for path in _where(name, self._homes)}
        if not homes:
            return not is_frame or not around or not self._of_forms.isdisjoint(around) or self._is_near(around)
        homes = homes & around or homes
        naming = {path for name in names for path in _where(name, self._naming)}
        return _are_related(naming, homes) or self._is_near(homes)

    def leave(self, call: Owner) -> None:
        """Take the sections of a call that came or went for touched: what stands there may be of another one's."""
        calls = set(_calls_of(call.name))
        for line in self._edited:
            if (
                not calls.isdisjoint(line.calls)
                and line.kind in ("heading", "sentence")
                and line.path not in self._lists
            ):
                self._left.update(self._under[line.path])

    @cached_property
    def is_said_otherwise(self) -> bool:
        """Whether a sentence says something else, which may be about all of a page."""
        return bool(self._said)

    def _words(self, name: str) -> _Name:
        if self._is_hashed:
            return frozenset((hashed(name),)) if name else frozenset()
        return frozenset(words_of(name))

    def _within(self, locator: str) -> frozenset[_Path]:
        """Return the sections below a heading that a fact names as the place where it stands."""
        if locator not in self._below:
            titles = map(self._title, locator.split(" > "))
            self._below[locator] = frozenset(chain.from_iterable(self._titled.get(title, ()) for title in titles))
        return self._below[locator]

    def _title(self, said: str) -> Words:
        return words_of(hashed(said) if self._is_hashed else said)

    @cached_property
    def _titled(self) -> Mapping[Words, set[_Path]]:
        """Return the sections below headings, by what these say."""
        found: defaultdict[Words, set[_Path]] = defaultdict(set)
        for path in self._under:
            for title in filter(None, map(words_of, path)):
                found[title].add(path)
        return found

    @cached_property
    def _under(self) -> Mapping[_Path, set[_Path]]:
        """Return the sections at and below each section."""
        found: defaultdict[_Path, set[_Path]] = defaultdict(set)
        for path in {line.path for line in self._known}:
            for end in range(len(path) + 1):
                found[path[:end]].add(path)
        return found

    def _of_call(self, owner: Owner) -> frozenset[_Path]:
        """Return the sections of a call, by what names it; none where nothing does."""
        if owner.kind != "operation" or self._is_hashed:
            return frozenset()
        if owner.name not in self._called:
            named = {path for call in _calls_of(owner.name) for path in self._calls.get(call, ())}
            self._called[owner.name] = frozenset(chain.from_iterable(self._under[path] for path in named))
        return self._called[owner.name]

    @cached_property
    def _calls(self) -> Mapping[tuple[str, str], set[_Path]]:
        found: defaultdict[tuple[str, str], set[_Path]] = defaultdict(set)
        for line in self._known:
            for call in line.calls:
                found[call].add(line.path)
        return found

    @cached_property
    def _lists(self) -> frozenset[_Path]:
        """Return the sections that name many calls, as a table of contents does: they are of none of them."""
        found: defaultdict[_Path, set[tuple[str, str]]] = defaultdict(set)
        for line in self._known:
            if line.calls and line.kind == "sentence":
                found[line.path].add(line.calls[0])
        return frozenset(path for path, calls in found.items() if len(calls) > _CALLS)

    @cached_property
    def _edited_calls(self) -> frozenset[tuple[str, str]]:
        return frozenset(call for line in self._edited for call in line.calls)

    @cached_property
    def _of_calls(self) -> frozenset[_Path]:
        """Return the sections where words came to a call's line, or left it: its fields may be of another one."""
        gone, come = ({line._replace(beside=()) for line in lines} for lines in (self._gone, self._come))
        return frozenset(line.path for line in gone & come) - self._lists

    def _is_near(self, homes: Collection[_Path]) -> bool:
        """Tell whether something is said in, or above, the sections where a fact stands that may be about all there."""
        above = self._of_needs | self._of_calls
        return (
            self._is_legend
            or not self._left.isdisjoint(homes)
            or not self._of_roles.isdisjoint(homes)
            or _is_above(above, homes)
        )


def _parted(text: PageText) -> Iterator[Placed]:
    """Yield the lines of a page, the members that a sample shows each for itself."""
    for one in placed(text):
        if one.line.kind != "sample" or text.kept == "digest":
            yield one
        else:
            for part in one.line.words.split(", "):
                yield structs.replace(one, line=Line("sample", (part,)))


def _lines(text: PageText) -> Iterator[_Here]:
    """Yield the lines of a page as they are compared; one that names a call has its neighbours in the section."""
    lines = [_here(one) for one in _parted(text)]
    for number, line in enumerate(lines):
        if line.kind != "sentence" or not any(method for method, _ in line.calls):
            yield line
        else:
            around = (lines[at] for at in (number - 1, number + 1) if 0 <= at < len(lines))
            said = (
                " ".join(one.words) for one in around if (one.path, one.kind, one.calls) == (line.path, line.kind, ())
            )
            yield line._replace(beside=tuple(said))


def _here(one: Placed) -> _Here:
    line = one.line
    item = one.item if line.kind == "sentence" else ""
    names, calls = tuple(_naming_words(one)), tuple(_calls_in(line))
    return _Here(one.path, line.kind, one.words, words_of(" ".join(one.head)), item, names, calls)


def _calls_in(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the addresses in a line, and their ends, without the names of parameters, with each method of the line."""
    said = line.words
    if "/" not in said:
        return
    methods = set(_METHOD.findall(said)) or {""}
    for address in _ADDRESS.findall(said):
        for end in _ends(address):
            for method in methods:
                yield method, end


def _calls_of(name: str) -> Iterator[tuple[str, str]]:
    method, _, path = name.partition(" ")
    bare = _bare(path)
    yield method, bare
    yield "", bare


def _ends(address: str) -> Iterator[str]:
    steps = _bare(address).split("/")
    for start in range(1, min(len(steps), _DEPTH)):
        yield "/" + "/".join(steps[start:])


def _bare(path: str) -> str:
    """Leave out the names of parameters, a query, and the end of a sentence."""
    steps = (step for step in path.partition("?")[0].rstrip("/.:").split("/") if step)
    return "/" + "/".join("{}" if step[0] in "{<:[(" else step.lower() for step in steps)


def _naming_words(one: Placed) -> Iterator[str]:
    line = one.line
    cells = line.cells if line.kind != "item" else line.cells[1:]
    for cell in cells:
        words = words_of(cell)
        is_short = line.kind in ("heading", "head", "sample") or (line.kind == "sentence" and not one.item)
        yield from words if is_short or (len(words) <= _FEW and line.kind == "row") else words[:1]
    if line.kind == "item":
        yield from words_of(line.key)


def _by_words(lines: Iterable[_Here]) -> Mapping[str, set[_Path]]:
    found: defaultdict[str, set[_Path]] = defaultdict(set)
    for line in lines:
        for word in line.words:
            found[word].add(line.path)
    return found


def _where(name: _Name, known: Mapping[str, set[_Path]]) -> set[_Path]:
    """Return the sections of lines that have all words of a name."""
    found = sorted((known.get(word, set()) for word in name), key=len)
    return set.intersection(*found) if found else set()


def _are_related(some: Collection[_Path], others: Collection[_Path]) -> bool:
    """Tell whether of two sets of sections one is the same as, above or below one of the other set."""
    return _is_above(some, others) or _is_above(others, some)


def _is_above(some: Collection[_Path], others: Collection[_Path]) -> bool:
    return any(path[:end] in some for path in others for end in range(len(path) + 1))


def _says_role(word: str) -> bool:
    is_sign = len(word) == 1 and not word.isascii()  # of a script without blanks: it may be part of such a word
    return is_sign or word in _ROLE or word in _NEED or "/" in word[1:] or _STATUS.fullmatch(word) is not None


def _names(fact: AnyFact, named: str) -> Iterator[str]:
    """Yield what a line may call a fact."""
    if isinstance(fact, Operation):
        yield fact.summary
    elif isinstance(fact, ErrorRule):
        yield fact.signal
        yield str(fact.status or "")
    elif isinstance(fact, Response):
        yield fact.status
    elif isinstance(fact, _FIELDS):
        yield named
        yield fact.locator.rpartition(" > ")[2] if named else ""
