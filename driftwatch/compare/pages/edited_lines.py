"""Which facts the edit of a page may have changed: those that an edited line names, and those of a section it is about.

It is asked where driftwatch reads otherwise than it did: what no edited line may carry was read anew, and is no drift.
In doubt a line carries a fact: of a page with samples or links, whose words stand in no line, only what has a row of
its own, or is said in a sentence, is known to be carried by none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from msgspec import structs

from driftwatch.compare.pages.page_lines import FIELD, Placed, Words, placed, words_of
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
_MARK: Final = lazy_regex(r"^[^\w\s.$@/{(\[<]|[^\w\s.)\]}>/:]$")
"""A sign before or behind a name."""
_KEYED: Final = ("row", "item")
_STATUS: Final = lazy_regex(r"[1-5](?:\d\d|xx)")
_NEED: Final = frozenset(
    text for text in chain(REQUIRED, OPTIONAL, DEPRECATED_WORDS) if text.isalpha() and len(text) > _FEW
)
"""What a legend says, of all fields below it."""
_OF_MANY: Final = frozenset(
    ("all", "marked", "mark", "marks", "asterisk", "asterisks", "star", "stars", "bold", "unless", "otherwise")
)
"""What a legend has besides, which may be about fields of any section."""
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
    said: tuple[str, ...] = ()
    """The cells as they are written: signs mean a type, or that something is needed."""
    beside: tuple[str, ...] = ()
    """What the lines around one say that names a call: of a paragraph that says more no call may be read."""


class EditedLines:
    """The lines that only one of two texts of a page has.

    Args:
        old: the page as it was.
        new: the page as it is, in the same normal form and kept alike.
        is_whole: whether these are all words of the page: those of samples, and where links lead, stand in no line.
    """

    def __init__(self, old: PageText, new: PageText, *, is_whole: bool) -> None:
        self._is_whole = is_whole
        self._is_hashed = old.kept == "digest"
        before, after = (Counter(_lines(text)) for text in (old, new))
        self._lasting = {line.path for line in before} & {line.path for line in after}
        self._gone, self._come = before - after, after - before
        self._known = tuple(dict.fromkeys((*before, *after)))
        self._numbers: dict[_Path, int] = {}
        self._above: list[tuple[int, ...]] = []
        self._under: defaultdict[int, set[int]] = defaultdict(set)
        for path in {line.path: None for line in self._known}:
            self._number(path)
        self._below: dict[str, frozenset[int]] = {}
        self._called: dict[str, frozenset[int]] = {}
        self._left: set[int] = set()
        self._answers: dict[tuple[tuple[_Name, ...], frozenset[int], bool], bool] = {}

    def _number(self, path: _Path) -> int:
        """Number a section, and those above it: many questions are asked of each."""
        missing: list[_Path] = []
        while path not in self._numbers:
            missing.append(path)
            path = path[:-1]
            if path == missing[-1]:
                break
        for each in reversed(missing):
            number = self._numbers[each] = len(self._above)
            above = self._above[self._numbers[each[:-1]]] if each else ()
            self._above.append((*above, number))
            for one in self._above[number]:
                self._under[one].add(number)
        return self._numbers[path]

    @cached_property
    def _edited(self) -> tuple[_Here, ...]:
        return (*self._gone, *self._come)

    @cached_property
    def _naming(self) -> Mapping[str, set[int]]:
        """Return where edited lines stand, by each word that names what they are about."""
        return self._by_names(self._edited)

    @cached_property
    def _homes(self) -> Mapping[str, set[int]]:
        """Return where all lines stand, in the same way."""
        return self._by_names(self._known)

    @cached_property
    def _kept(self) -> Mapping[str, set[int]]:
        """Return where the lines stand that are not edited, by each of their words."""
        return self._by_words(set(self._known).difference(self._edited))

    @cached_property
    def _edited_words(self) -> Mapping[str, set[int]]:
        return self._by_words(self._edited)

    def _by_names(self, lines: Iterable[_Here]) -> Mapping[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        titles = {path: [words_of(title)[:1] for title in path] for path in self._numbers}
        for line in lines:
            number = self._numbers[line.path]
            for word in chain(line.names, words_of(line.item), *titles[line.path]):
                found[word].add(number)
                if not self._is_hashed and not word.isalnum():
                    for part in _PART.findall(word):
                        found[part].add(number)
        return found

    def _by_words(self, lines: Iterable[_Here]) -> Mapping[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for line in lines:
            for word in line.words:
                found[word].add(self._numbers[line.path])
        return found

    @cached_property
    def _said(self) -> Mapping[int, set[str]]:
        """Return the words of the sentences and labels of a section that are edited."""
        said: defaultdict[int, set[str]] = defaultdict(set)
        for line in self._edited:
            if line.kind in ("sentence", "item") or (self._is_hashed and line.kind == "sample"):
                said[self._numbers[line.path]].update(line.words)
        return said

    @cached_property
    def _where_edited(self) -> frozenset[int]:
        return frozenset(self._numbers[line.path] for line in self._edited)

    @cached_property
    def _of_roles(self) -> frozenset[int]:
        """Return the sections of which something is said otherwise that may tell what their fields are for."""
        return frozenset(path for path, words in self._said.items() if self._is_hashed or any(map(_says_role, words)))

    @cached_property
    def _of_needs(self) -> frozenset[int]:
        """Return those of which something is said otherwise that may be a legend."""
        return frozenset(path for path, words in self._said.items() if self._is_hashed or not words.isdisjoint(_NEED))

    @cached_property
    def _of_all_below(self) -> frozenset[int]:
        """Return the sections of which something is said otherwise that may be about all that stands below them."""
        return self._of_needs | self._of_calls

    @cached_property
    def _is_marked_otherwise(self) -> bool:
        """Whether a sign or a word that marks what is needed may have come or gone: what has none is the other."""
        gone, come = (list(lines) for lines in (self._gone, self._come))
        of_signs = {line[:3] for line in gone} & {line[:3] for line in come}
        keys, others = ({(line.path, line.said[0]) for line in lines if line.kind in _KEYED} for lines in (gone, come))
        needs, needed = (
            Counter(word for line in lines if line.kind in _KEYED for word in line.words if word in _NEED)
            for lines in (gone, come)
        )
        is_marked = any(self._is_hashed or _MARK.search(key) for _, key in keys ^ others)
        return bool(of_signs) or is_marked or needs != needed

    @cached_property
    def _is_legend(self) -> bool:
        """Whether something is said otherwise that may be a legend of the page."""
        said = (line.words for line in self._edited if line.kind == "sentence" and line.path in self._lasting)
        return any(not (_NEED.isdisjoint(words) or _OF_MANY.isdisjoint(words)) for words in said)

    def touch(self, owner: Owner, fact: AnyFact, named: str) -> bool:
        """Tell whether an edited line may carry a fact, of which `named` is the name that its address has."""
        if not self._edited or (self._is_hashed and not isinstance(fact, _FIELDS)):
            return True
        inner = self._within(fact.locator)
        if isinstance(fact, Notice | Values):
            return fact.stated_by == "example" or self._is_in_words(fact, inner)
        if self._may_be_unseen(owner, fact, named, inner) or self._is_said_elsewhere(fact, inner):
            return True
        calls = self._of_call(owner)
        if isinstance(fact, Operation) and calls:
            return any(call in self._edited_calls for call in _calls_of(owner.name))
        names = tuple(name for text in _names(fact, named) if (name := self._words(text)))
        asked = names, calls or inner, not names or isinstance(fact, Response)
        if asked not in self._answers:
            self._answers[asked] = self._names_any(names, asked[1], is_frame=asked[2])
        return self._answers[asked]

    def _is_in_words(self, fact: Notice | Values, inner: frozenset[int]) -> bool:
        """Tell whether edited lines may say what the words of a sentence or a table alone state."""
        if isinstance(fact, Notice):
            said = frozenset(words_of(fact.text))
            return not _where(said, self._kept, inner) or bool(_where(said, self._edited_words, inner))
        said = frozenset(words_of(fact.name))
        edited = ((self._numbers[line.path], line.head) for line in self._edited)
        return any(number in inner or said.issubset(head) for number, head in edited) or not inner

    def _may_be_unseen(self, owner: Owner, fact: AnyFact, named: str, inner: frozenset[int]) -> bool:
        """Tell whether a fact may rest on words that no line has: only what stands in a row of its own does not."""
        if self._is_whole:
            return False
        if fact.stated_by == "example":
            return True
        if isinstance(fact, ErrorRule):
            return False
        if not isinstance(fact, _FIELDS) or (isinstance(fact, Field) and fact.ref):
            return True
        name, calls = self._words(named), self._of_call(owner)
        return not _where(name, self._rows, frozenset()) & (inner or calls) & (calls or inner)

    @cached_property
    def _rows(self) -> Mapping[str, set[int]]:
        """Return where rows, items and components stand, by the words of what each is about."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for line in self._known:
            if line.kind in _KEYED:
                key = line.said[0]
                is_component = line.kind == "item" and key in (FIELD, hashed(FIELD))
                for word in words_of("".join(line.path[-1:]) if is_component else key):
                    found[word].add(self._numbers[line.path])
        return found

    def _is_said_elsewhere(self, fact: AnyFact, inner: frozenset[int]) -> bool:
        """Tell whether an edited line which does not name a fact may say more of it.

        That is a sentence which goes on with what a rule says, or a row, wherever it is, of values that a field lists:
        a link may lead there.
        """
        if isinstance(fact, ErrorRule):
            said = frozenset(words_of(f"{fact.meaning} {fact.action}"))
            further = (words for word in said for words in self._sentences.get(word, ()))
            return not self._said.keys().isdisjoint(inner) or any(map(said.issuperset, further))
        listed = (*(fact.enum or ()), *(fact.extensible_enum or ())) if isinstance(fact, Field) else ()
        return any(word in self._edited_words for value in listed for word in self._words(str(value)))

    @cached_property
    def _sentences(self) -> Mapping[str, list[Words]]:
        """Return edited sentences, by the words with which they begin."""
        found: defaultdict[str, list[Words]] = defaultdict(list)
        for words in dict.fromkeys(line.words for line in self._edited if line.kind == "sentence" and line.words):
            found[words[0]].append(words)
        return found

    def _names_any(self, names: Collection[_Name], around: frozenset[int], *, is_frame: bool) -> bool:
        """Tell whether an edited line names something where it stands, or says something of all that stands there.

        Args:
            names: what it is called.
            around: the sections of its call, or those below the heading that it names.
            is_frame: whether it need not be named, as the form of a body.
        """
        homes = {number for name in names for number in _where(name, self._homes, around)}
        homes = homes or {number for name in names for number in _where(name, self._homes, frozenset())}
        if not homes:
            return not is_frame or not around or not self._where_edited.isdisjoint(around) or self._is_near(around)
        nearby = {number for home in homes for number in chain(self._above[home], self._under[home])}
        return any(_where(name, self._naming, nearby) for name in names) or self._is_near(homes)

    def leave(self, call: Owner) -> None:
        """Take the sections of a call that came or went for touched: what stands there may be of another one's."""
        self._answers.clear()
        named = {number for each in _calls_of(call.name) for number in self._edited_calls.get(each, ())}
        self._left.update(chain.from_iterable(self._under[number] for number in named - self._lists))

    @cached_property
    def is_said_otherwise(self) -> bool:
        """Whether a sentence says something else, which may be about all of a page."""
        return bool(self._said)

    def _words(self, name: str) -> _Name:
        if self._is_hashed:
            return frozenset((hashed(name),)) if name else frozenset()
        return frozenset(words_of(name))

    def _within(self, locator: str) -> frozenset[int]:
        """Return the sections below a heading that a fact names as the place where it stands."""
        if locator not in self._below:
            titles = map(self._title, locator.split(" > "))
            self._below[locator] = frozenset(chain.from_iterable(self._titled.get(title, ()) for title in titles))
        return self._below[locator]

    def _title(self, said: str) -> Words:
        return words_of(hashed(said) if self._is_hashed else said)

    @cached_property
    def _titled(self) -> Mapping[Words, set[int]]:
        """Return the sections below headings, by what these say."""
        found: defaultdict[Words, set[int]] = defaultdict(set)
        for path, number in self._numbers.items():
            title = words_of(path[-1]) if path else ()
            if title:
                found[title].update(self._under[number])
        return found

    def _of_call(self, owner: Owner) -> frozenset[int]:
        """Return the sections of a call, by what names it; none where nothing does."""
        if owner.kind != "operation" or self._is_hashed:
            return frozenset()
        if owner.name not in self._called:
            named = {number for call in _calls_of(owner.name) for number in self._calls.get(call, ())}
            self._called[owner.name] = frozenset(chain.from_iterable(self._under[number] for number in named))
        return self._called[owner.name]

    @cached_property
    def _calls(self) -> Mapping[tuple[str, str], set[int]]:
        found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for line in self._known:
            for call in line.calls:
                found[call].add(self._numbers[line.path])
        return found

    @cached_property
    def _lists(self) -> frozenset[int]:
        """Return the sections that name many calls, as a table of contents does: they are of none of them."""
        found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        for line in self._known:
            if line.calls and line.kind == "sentence":
                found[self._numbers[line.path]].add(line.calls[0])
        return frozenset(path for path, calls in found.items() if len(calls) > _CALLS)

    @cached_property
    def _edited_calls(self) -> Mapping[tuple[str, str], set[int]]:
        """Return the sections of whose own words edited lines name a call, by call; none of one that a row names."""
        found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for line in self._edited:
            for call in line.calls:
                found[call].update({self._numbers[line.path]} if line.kind in ("heading", "sentence") else ())
        return found

    @cached_property
    def _of_calls(self) -> frozenset[int]:
        """Return the sections where words came to a call's line, or left it: its fields may be of another one."""
        gone, come = ({line._replace(beside=()) for line in lines} for lines in (self._gone, self._come))
        return frozenset(self._numbers[line.path] for line in gone & come) - self._lists

    def _is_near(self, homes: Collection[int]) -> bool:
        """Tell whether something is said in, or above, the sections where a fact stands that may be about all there."""
        if (
            self._is_legend
            or self._is_marked_otherwise
            or not self._left.isdisjoint(homes)
            or not self._of_roles.isdisjoint(homes)
        ):
            return True
        below = self._of_all_below
        return bool(below) and any(not below.isdisjoint(self._above[home]) for home in homes)


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
    return _Here(
        one.path, line.kind, one.words, words_of(" ".join(one.head)), item, names, calls, (*line.cells, *one.head)
    )


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


def _where(name: _Name, known: Mapping[str, set[int]], within: Collection[int]) -> set[int]:
    """Return the sections of lines that have all words of a name, of some sections or, where none is known, of all."""
    if not name:
        return set()
    found = [known.get(word, ()) for word in name]
    least, *others = sorted((*found, within) if within else found, key=len)
    return set(least).intersection(*others)


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
