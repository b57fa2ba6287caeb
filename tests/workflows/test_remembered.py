"""Pages that are read out once, here or in another process."""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters import processes as module_of_processes
from driftwatch.adapters.processes import Processes, other_processes
from driftwatch.model.page import Page
from driftwatch.presence.links import sameness_of
from driftwatch.workflows.extraction import extracted, linked
from driftwatch.workflows.remembered import Remembering
from tests.platforms.golden_cases import CASES

PAGES = tuple(
    Page(url=f"https://docs.acme.example/{path.name}", path=path.stem, text=path.read_text(encoding="utf-8"))
    for path in sorted(Path(CASES).glob("*/*/pages/**/*"))
    if path.is_file()
)


class Counted(Processes):
    """Does the work here, through pickle as for another process."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def map(self, work: Callable[[Any], Any], pieces: Sequence[Any]) -> Iterator[Any]:
        for piece in pieces:
            self.read.append(piece.path)
            yield copied(work(copied(piece)))


def copied(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - it is our own


def test_what_another_process_read_out_is_what_it_is_here() -> None:
    assert len({page.text for page in PAGES}) > 10
    remembered = Remembering(Counted())
    remembered.read_ahead(PAGES)
    for page in PAGES:
        here, there = extracted(page), remembered.read([page])[0]
        assert (there.document, there.facts, there.text) == (here.document, here.facts, here.text)
        entries = [
            [
                (entry.owner, entry.digest, entry.facts, entry.references)
                for found in each.documentations
                for entry in found.entries
            ]
            for each in (here, there)
        ]
        assert entries[0] == entries[1]
        assert remembered.sameness(page) == sameness_of(page)
        assert remembered.linked([page]) == (linked(page),)


def test_a_page_is_read_out_once_as_long_as_it_is_there() -> None:
    counted = Counted()
    remembered = Remembering(counted)
    one, other = PAGES[:2]
    for _ in range(3):
        remembered.read_ahead([one])
        remembered.read([one])
        remembered.forget()
    assert counted.read == [one.path]
    for page in (other, one):
        remembered.read_ahead([page])
        remembered.read([page])[0]
        remembered.forget()
        remembered.read_ahead([])
        remembered.forget()
    assert counted.read == [one.path, other.path, one.path]


def test_a_page_that_fails_elsewhere_is_met_here(monkeypatch: pytest.MonkeyPatch) -> None:
    from driftwatch.workflows import remembered as module

    def failing(page: Page) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "statements_of", failing)
    remembered = Remembering(Counted())
    remembered.read_ahead(PAGES[:1])
    assert remembered.read(PAGES[:1])[0].document == extracted(PAGES[0]).document


def work(piece: int) -> int:
    return piece * 2


def dying(piece: int) -> int:
    if piece == 45:
        os._exit(1)
    return piece


def test_little_work_is_left_to_the_caller() -> None:
    with other_processes() as processes:
        assert list(processes.map(work, range(10))) == [None] * 10


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_of_processes, "count", lambda: 2)


@pytest.mark.usefixtures("two_processes")
def test_much_work_is_done_elsewhere_in_order() -> None:
    with other_processes() as processes:
        assert list(processes.map(work, range(60))) == [2 * each for each in range(60)]


@pytest.mark.usefixtures("two_processes")
def test_what_ends_a_process_is_left_to_the_caller() -> None:
    with other_processes() as processes:
        found = list(processes.map(dying, range(60)))
        assert len(found) == 60
        assert found[45:] == [None] * 15
        assert list(processes.map(work, range(60))) == [None] * 60
