"""What comparing pages costs grows with their length, however little they share: calls are counted, not time."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import _lru_cache_wrapper, partial
from hashlib import sha256
from itertools import chain
from types import CodeType, FrameType

import pytest

from driftwatch.compare.compare import compare
from driftwatch.compare.failures import Failures
from driftwatch.compare.match.moves import moved_documents
from driftwatch.compare.pages import told_words
from driftwatch.compare.pages.elsewhere import Elsewhere
from driftwatch.compare.pages.page_contracts import PageContracts
from driftwatch.compare.pages.page_lines import Edit, Placed
from driftwatch.compare.pages.texts import text_changes
from driftwatch.compare.pages.words_of_changes import WordsOfChanges
from driftwatch.model.change import Change
from driftwatch.model.facts import ErrorRule, Notice
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.stored import entry_of
from driftwatch.model.text import Line, PageText
from driftwatch.rules.excerpts import excerpt
from tests.counting import calls_of

TITLE = Line("heading", ("Page",), 1)
HEAD = Line("head", ("Key", "One", "Two"))
Pages = dict[str, list[Line]]


def heading(text: str, level: int = 2) -> Line:
    return Line("heading", (text,), level)


def sentence(text: str) -> Line:
    return Line("sentence", (text,))


def rows(side: str, keys: Iterable[str]) -> Pages:
    return {"page": [TITLE, HEAD, *(Line("row", (key, f"{side}{key}", "same")) for key in keys)]}


def headed(sections: Iterable[tuple[str, str]]) -> Pages:
    return {"page": [TITLE, *chain.from_iterable((heading(title), sentence(text)) for title, text in sections)]}


def many(pages: Callable[[int], list[Line]], side: str, size: int) -> Pages:
    return {f"{side}/page{number}/index": pages(number) for number in range(size // 10)}


CASES: dict[str, Callable[[str, int], Pages]] = {
    "rows with other keys": lambda side, size: rows(side, (f"{side}{number}" for number in range(size))),
    "rows with other cells, in the contrary order": lambda side, size: rows(
        side, (f"k{number}" for number in range(size)[:: 1 if side == "a" else -1])
    ),
    "other sentences": lambda side, size: {
        "page": [TITLE, *(sentence(f"The sentence of number {side}{number} says it.") for number in range(size))]
    },
    "other headings": lambda side, size: headed((f"{side}{n} title", f"It says {side}{n}.") for n in range(size)),
    "other headings over one line": lambda side, size: headed((f"{side}{n}", "It says this.") for n in range(size)),
    "headings without lines": lambda side, size: {"page": [TITLE, *(heading(f"{side}{n}") for n in range(size))]},
    "headings below each other": lambda side, size: {
        "page": [heading(f"{side}{number} of {number}", number % 6 + 1) for number in range(size)]
    },
    "a page without its sections": lambda side, size: headed(
        (f"Part {n}", f"It says {n}.") for n in range(size if side == "b" else 1)
    ),
    "one line of which each second word is another": lambda side, size: {
        "page": [TITLE, sentence(" ".join(f"{'w' if n % 2 else side}{n}" for n in range(4 * size)))]
    },
    "one line of few words": lambda side, size: {
        "page": [TITLE, sentence(" ".join("the" if n % 2 else f"{side}{n}" for n in range(4 * size)))]
    },
    "long lines": lambda side, size: {
        "page": [
            TITLE,
            *(
                sentence(" ".join("the" if n % 2 else f"{side}{n}" for n in range(number, number + size // 10)))
                for number in range(40)
            ),
        ]
    },
    "one wide row": lambda side, size: {
        "page": [TITLE, Line("head", ("Key",) * size), Line("row", tuple(f"{side}{n}" for n in range(size)))]
    },
    "a sample that sends much": lambda side, size: {
        "page": [TITLE, Line("sample", (f"POST /v1 · body {', '.join(f'{side}{n}: string' for n in range(size))}",))]
    },
    "a page for a similar one": lambda side, size: {
        side: [TITLE, *(sentence(f"The sentence {n} of {side if n % 3 else ''} says it.") for n in range(size))]
    },
    "a site that moved": lambda side, size: many(
        lambda page: [heading(f"Page {page}", 1), *(sentence(f"It is {n} of {page} on {side if n == 3 else 'it'}.")
                                                    for n in range(10))],
        side,
        size,
    ),
    "a site that moved, of pages alike in eights": lambda side, size: many(
        lambda page: [TITLE, *(sentence(f"It is {n} of {page // 8} on {n == 3 and side}.") for n in range(10))],
        side,
        size,
    ),
}  # fmt: skip


def snapshot_of(pages: Pages) -> Snapshot:
    texts = {place: partial(PageText, lines=tuple(lines)) for place, lines in pages.items()}
    return Snapshot((), [document(place, repr(lines)) for place, lines in pages.items()], texts=texts)


def document(place: str, says: str) -> Document:
    return Document(path=place, url=f"https://docs.example.com/{place}", digest=sha256(says.encode()).hexdigest())


def compared(case: str, size: int) -> Callable[[], list[str]]:
    old, new = (snapshot_of(CASES[case](side, size)) for side in "ab")

    def work() -> list[str]:
        elsewhere = Elsewhere(old, new, ())
        moved = moved_documents(old, new)
        gone = [place for place in old.documents if not elsewhere.has_all_of(place)]
        told = text_changes(old, new, moved, [], PageContracts(old, new, moved), failures=Failures())
        return [excerpt(change, str) for change in told] + gone

    return work


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_page_of_twice_the_length_costs_about_twice_the_work(case: str) -> None:
    assert compared(case, 300)()
    assert _calls_from_cold(compared(case, 600)) <= 2.4 * _calls_from_cold(compared(case, 300))


def _calls_from_cold(work: Callable[[], object]) -> int:
    """Count the calls of work that finds nothing remembered: a shorter page has only words of the longer one."""
    for known in gc.get_objects():
        if isinstance(known, _lru_cache_wrapper) and known.__module__.startswith("driftwatch."):
            known.cache_clear()
    return calls_of(work)


def changes(number: int) -> Iterator[Change]:
    source = Source(url="https://docs.example.com/page")
    for each in range(number):
        yield Change(
            kind="field.type.changed", role="request-property", owner=Owner("operation", f"POST /x{each}"),
            location="request.body", field=f"field_{each}", before="string", after="integer", sources=(source,),
        )  # fmt: skip
        for kind in ("field.became-required", "field.became-nullable"):
            yield Change(
                kind=kind, role="request-property", owner=Owner("operation", f"POST /x{each}"),
                location="request.body", field=f"flag_{each}", before=False, after=True, sources=(source,),
            )  # fmt: skip
        yield Change(
            kind="field.added", role="request-property", owner=Owner("operation", f"POST /x{each}"),
            location="request.body", field=f"new_{each}", after="string", sources=(source,),
        )  # fmt: skip
        yield Change(
            kind="notice.amounts.changed", role="page", owner=Owner("page", "page"), location="notices",
            name="rate-limit", before=f"Plan p{each} has 20 calls.", after=f"Plan p{each} has 30 calls.",
            sources=(source,),
        )  # fmt: skip


def told(number: int) -> Callable[[], object]:
    words = WordsOfChanges(changes(number))
    lines = [
        (f"field_{each} string", f"field_{each} integer", f"Plan p{each} has 20 calls.", f"Plan p{each} has 30 calls.")
        for each in range(number)
    ]
    edits = [
        Edit(Placed(sentence(old), ()), Placed(sentence(new), ()))
        for each, row in enumerate(lines)
        for old, new in (
            row[:2],
            row[2:],
            (row[0], f"{row[1]} now"),
            (f"flag_{each}: optional, nullable: no", f"flag_{each}: required, nullable: yes"),
        )
    ]
    page = ("https://docs.example.com/page",)

    def work() -> object:
        found = [(words.tells(edit, page), words.completed(edit, page)) for edit in edits]
        assert [tells for tells, _ in found] == [True, True, False, True] * number
        assert all(words.names(f"new_{each}", "added", page) for each in range(number))
        return [words.names(f"field_{each}", "added", page) for each in range(number)]

    return work


@pytest.mark.thorough
def test_lines_are_held_against_what_is_told_of_them_alone() -> None:
    assert calls_of(told(600)) <= 2.4 * calls_of(told(300))


def rounds_of(work: Callable[[], object], function: CodeType) -> int:
    """Count the lines that one function runs, each round of a loop by itself: what is only compared calls nothing."""
    count = 0

    def counted(frame: FrameType, _event: str, _of: object) -> Callable[..., object] | None:
        nonlocal count
        if frame.f_code is not function and (frame.f_back is None or frame.f_back.f_code is not function):
            return None
        count += 1
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.thorough
def test_places_that_turned_are_held_against_what_is_told_of_their_names_alone() -> None:
    turns = told_words.ToldOfPage.turns.__code__
    assert 0 < rounds_of(told(120), turns) <= 2.4 * rounds_of(told(60), turns)


def facts(kind: str, side: str, number: int) -> Iterator[ErrorRule | Notice]:
    for each in range(number):
        if kind == "notices":
            text = f"The plan p{each} of {side}{each} has calls."
            yield Notice(at=f"notice · billing · {side}{each}", topic="billing", text=text)
        else:
            signal = f"code_{each} part" if side == "b" and each % 2 else f"code_{each}"
            yield ErrorRule(at=f"error · {signal}", status=400, signal=signal, meaning=f"{each}", stated_by="table")


def of_facts(kind: str, number: int) -> Callable[[], tuple[Change, ...]]:
    """Compare notices in other words, or error rules of which some have longer codes, with what they were."""
    owner = Owner("page", "page")
    entries = {side: entry_of(owner, ("page",), facts(kind, side, number)) for side in "ab"}
    sides = [Snapshot([entry], [document("page", side)]) for side, entry in entries.items()]
    return lambda: compare(*sides)


@pytest.mark.parametrize("kind", ["notices", "error rules"])
@pytest.mark.parametrize("number", [5, 100])
def test_facts_that_are_told_otherwise_are_the_same_however_many_there_are(kind: str, number: int) -> None:
    assert of_facts(kind, number)() == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["notices", "error rules"])
def test_facts_of_a_page_are_held_against_few_others(kind: str) -> None:
    assert calls_of(of_facts(kind, 600)) <= 2.4 * calls_of(of_facts(kind, 300))
