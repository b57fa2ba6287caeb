"""Where a claim of a written manifest is documented, and in which words: what stands beside `documented`."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct, structs

from driftwatch.manifests.check.documented import Documented, OperationView, page_of
from driftwatch.manifests.check.passages import STEP, Passage, Passages, speaks_of_all
from driftwatch.manifests.file.yaml_text import comment
from driftwatch.model.facts import AnyFact, ErrorRule, Field, Notice, Parameter, Server, content_of
from driftwatch.model.json_values import Json, as_text
from driftwatch.model.paths import ANY, as_claimed, split
from driftwatch.model.snapshot import Entry
from driftwatch.patterns import lazy_regex

_PLACE: Final = 100
"""Characters of a place, its end: there it says what is meant."""
_WORD: Final = lazy_regex(r"[\w-]{1,100}")
WIDE: Final = 400
"""Characters of a comment that holds a place and a quotation."""
_LONGEST: Final = 140
"""Characters of a quotation: who needs more opens the page."""


class Quoted(Struct, frozen=True):
    """The place of a statement, and its words."""

    page: str
    section: str
    words: str

    @property
    def comment(self) -> str:
        """A comment of one line."""
        return comment(str(self), limit=WIDE)

    def __str__(self) -> str:
        where = f"{self.page} § {self.section}" if self.section else self.page
        return f'{where if len(where) <= _PLACE else "…" + where[1 - _PLACE :]}: "{cut(self.words)}"'


class Quotations(Passages):
    """Finds the words of facts on the pages that state them.

    Args:
        documented: the snapshot.
        view: the operation that a manifest is written for.
    """

    def __init__(self, documented: Documented, view: OperationView) -> None:
        super().__init__(documented, view)
        self._words: dict[str, dict[tuple[str, str], str]] = {}

    def of(self, entry: Entry, fact: AnyFact) -> Quoted:
        """Quote a fact: the line of the page that states it, else what it says in its own keywords."""
        place = fact.document or "".join(entry.documents[:1])
        if not fact.document and place not in self._view.entry.documents:
            place = next((one for one in self._view.entry.documents if one in entry.documents), place)
        found = [one for one in self._found(place, fact.locator) if _names(one, fact)]
        mine = [one for one in found if self._title in one.headings]
        if not mine and (len(found) == 1 or entry.owner.kind != "operation" or not self._is_shared(place)):
            mine = found
        words = mine[0].words if mine else self._naming(place, fact) or _own_words(fact)
        words = fact.text if isinstance(fact, Notice) else words
        section = fact.locator or _address(entry, fact)
        return Quoted(page=self._named(place), section=section, words=words)

    def _is_shared(self, place: str) -> bool:
        """Whether other operations stand on a page: a row of the same name may be one of theirs."""
        return len(self._documented.keys_by_page.get(page_of(place), ())) > 1

    def names(self, place: str, words: str) -> bool:
        """Tell whether a page has some words, in whatever line."""
        return any(words in line.words for _, line in self._lines(place))

    def shows_json(self, place: str) -> bool:
        """Tell whether a page shows a body in JSON."""
        return any(line.kind == "sample" and line.cells[0].startswith("JSON") for _, line in self._lines(place))

    @property
    def bases(self) -> Iterator[tuple[str, Quoted]]:
        """What stands before the operation's path where samples of its own pages call it."""
        for url, quoted in self._sampled:
            base = calls(url, self._view.operation.path)
            if "://" in base:
                yield base, structs.replace(quoted, words=f"{self._view.operation.method} {url}")

    @cached_property
    def _sampled(self) -> tuple[tuple[str, Quoted], ...]:
        method = self._view.operation.method
        return tuple(
            (words[1], Quoted(page=self._named(place), section=" > ".join(path[-1:]), words=line.cells[0]))
            for place in self._view.entry.documents
            for path, line in self._lines(place)
            if line.kind == "sample" and len(words := line.cells[0].split()) > 1 and words[0] == method
        )

    @property
    def samples(self) -> Iterator[Quoted]:
        """What the samples of its own pages call and send, those of other operations left out."""
        for url, quoted in self._sampled:
            if calls(url, self._view.operation.path):
                yield quoted

    @property
    def sentences(self) -> Iterator[Quoted]:
        """What is said in words of the operation: on its own pages, then on those that speak of the whole API."""
        own = self._view.entry.documents
        others = (place for place in self._documented.snapshot.documents if place not in own and speaks_of_all(place))
        for place in (*own, *others):
            others_titles = self._titles(self._documented.keys_by_page.get(page_of(place), ())) - {self._title}
            for path, line in self._lines(place):
                if line.kind not in {"heading", "sample"} and others_titles.isdisjoint(path):
                    yield Quoted(page=self._named(place), section=STEP.join(path[-1:]), words=line.words)

    def _naming(self, place: str, fact: AnyFact) -> str:
        """Return the line that names a URL of prose, or below the heading of a field the field."""
        if isinstance(fact, Server):
            return next((line.words for _, line in self._lines(place) if fact.url in line.words), "")
        above = fact.locator.rpartition(STEP)[0].rpartition(STEP)[2]
        if not isinstance(fact, Field | Parameter) or not above:
            return ""
        return self._by_word(place).get((above, _last(fact)), "")

    def _by_word(self, place: str) -> Mapping[tuple[str, str], str]:
        """Return the first line with each word below each heading: one walk over the page serves all its fields."""
        if place not in self._words:
            found = self._words[place] = {}
            for path, line in self._lines(place):
                if line.kind not in {"heading", "sample"}:
                    for word in set(_WORD.findall(line.words)):
                        for heading in path:
                            found.setdefault((heading, word), line.words)
        return self._words[place]

    def _named(self, place: str) -> str:
        document = self._documented.snapshot.documents.get(place)
        return (urlsplit(document.url).path.strip("/") if document and "://" in document.url else place) or place


def calls(url: str, path: str) -> str:
    """Return what of a called URL stands before the path of an operation, `/` for nothing, "" for another call."""
    called, wanted = url.partition("?")[0].rstrip("/").split("/"), path.strip("/").split("/")
    head, tail = called[: -len(wanted)], called[-len(wanted) :]
    fits = bool(head) and all(map(_is_segment, tail, wanted))
    return ("/".join(head) or "/") if fits else ""


def _is_segment(called: str, wanted: str) -> bool:
    return called == wanted or ("{" in wanted and bool(called))


def cut(words: str) -> str:
    """Shorten a quotation, on one line."""
    text = " ".join(words.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _names(passage: Passage, fact: AnyFact) -> bool:
    """Whether a passage is about the field itself: of what only an example shows, its heading says nothing."""
    return not isinstance(fact, Field | Parameter) or _last(fact) in passage.words


def _last(fact: Field | Parameter) -> str:
    if isinstance(fact, Parameter):
        return fact.name
    steps = [step for step in as_claimed(split(fact.at)[1]) if step != ANY]
    return steps[-1] if steps else ""


def _address(entry: Entry, fact: AnyFact) -> str:
    at = fact.at.removeprefix("schema · ")
    return f"{entry.owner.name} · {at}" if entry.owner.kind == "schema" else at


def _own_words(fact: AnyFact) -> str:
    if isinstance(fact, Notice):
        return fact.text
    if isinstance(fact, ErrorRule):
        return " | ".join(part for part in (fact.signal, fact.meaning, fact.action) if part)
    said: dict[str, Json] = dict(content_of(fact))
    if isinstance(fact, Field) and fact.stated_by != "schema":
        said = {f"{fact.stated_by} of": _last(fact), **said}
    return ", ".join(f"{key}: {as_text(value)}" for key, value in said.items())
