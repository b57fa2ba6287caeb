"""What documents stated is not read out again as long as nothing of it changed, and never believed for longer."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from driftwatch import wiring
from driftwatch.adapters.kept_statements import KeptStatements
from driftwatch.model.page import Page
from driftwatch.platforms import kept
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.kept import Kept
from driftwatch.platforms.platform import Statements
from driftwatch.workflows import extraction
from driftwatch.workflows.extraction import Reader

PAGES = tuple(
    Page(url=f"https://docs.example.com/{name}.md", path=name, text=f"# {name}\n\nAt most {number} calls a minute.\n")
    for number, name in enumerate(("alpha", "beta", "gamma"), start=5)
)


class Heard:
    """Hears what a run says."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def started(self, what: str, total: int) -> None:
        """Not listened to."""

    def step(self, line: str) -> None:
        """Not listened to."""

    def finished(self) -> None:
        """Not listened to."""


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each page is read out; no kept statements are held against a new reading."""
    counted: Counter[str] = Counter()

    def counting(page: Page) -> Statements:
        counted[page.path] += 1
        return statements_of(page)

    monkeypatch.setattr(extraction, "statements_of", counting)
    monkeypatch.setattr(extraction, "_SAMPLED", 1 << 32)
    return counted


def store(folder: Path, reader: str = "r1") -> KeptStatements:
    return KeptStatements(folder, reader=reader)


def everything(stated: Statements) -> Kept:
    return Kept(statements=stated, links=(), sameness="")


def equal(one: Statements, other: Statements) -> bool:
    return kept.are_equal(everything(one), everything(other))


def same(one: tuple[Statements, ...], other: tuple[Statements, ...]) -> bool:
    return len(one) == len(other) and all(map(equal, one, other))


def test_an_unchanged_page_is_read_out_once(tmp_path: Path, reads: Counter[str]) -> None:
    first = Reader(store(tmp_path)).read(PAGES)
    again = Reader(store(tmp_path)).read(PAGES)
    assert same(first, again)
    assert reads == {"alpha": 1, "beta": 1, "gamma": 1}


@pytest.mark.parametrize(
    "changed",
    [
        Page(url=PAGES[0].url, path="alpha", text=PAGES[0].text + "More.\n"),
        Page(url=PAGES[0].url, path="elsewhere", text=PAGES[0].text),
        Page(url="https://docs.example.com/other.md", path="alpha", text=PAGES[0].text),
        Page(url=PAGES[0].url, path="alpha", text=PAGES[0].text, content_type="text/html"),
    ],
    ids=["text", "path", "url", "type"],
)
def test_a_page_of_which_anything_changed_is_read_out(tmp_path: Path, reads: Counter[str], changed: Page) -> None:
    Reader(store(tmp_path)).read(PAGES)
    reads.clear()
    (stated,) = Reader(store(tmp_path)).read((changed,))
    assert equal(stated, statements_of(changed))
    assert reads.total() == 1


def test_another_reader_reads_everything(tmp_path: Path, reads: Counter[str]) -> None:
    Reader(store(tmp_path)).read(PAGES)
    Reader(store(tmp_path, "r2")).read(PAGES)
    assert reads == {"alpha": 2, "beta": 2, "gamma": 2}


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "swap"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, reads: Counter[str], damage: str) -> None:
    first = Reader(store(tmp_path)).read(PAGES)
    files = sorted(tmp_path.iterdir())
    contents = [file.read_bytes() for file in files]
    for number, file in enumerate(files):
        content = contents[number]
        file.write_bytes(
            {
                "cut": content[:-1],
                "flip": content[:-1] + bytes([content[-1] ^ 1]),
                "empty": b"",
                "swap": contents[number - 1],
            }[damage]
        )
    assert same(Reader(store(tmp_path)).read(PAGES), first)
    assert reads == {"alpha": 2, "beta": 2, "gamma": 2}


def test_bytes_that_are_no_statements_are_read_anew(tmp_path: Path, reads: Counter[str]) -> None:
    store(tmp_path).keep(PAGES[0], b"\xc1")
    (stated,) = Reader(store(tmp_path)).read(PAGES[:1])
    assert equal(stated, statements_of(PAGES[0]))


def test_what_somebody_else_wrote_is_found_out_dropped_and_told(
    tmp_path: Path, reads: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Reader(store(tmp_path)).read(PAGES)
    other = statements_of(Page(url=PAGES[1].url, path="beta", text="# beta\n"))
    store(tmp_path).keep(PAGES[1], kept.written(everything(other)))
    monkeypatch.setattr(extraction, "_SAMPLED", 1)
    heard = Heard()
    assert same(Reader(store(tmp_path), today="2026-03-15", talk=heard).read(PAGES), honest)
    assert [line for line in heard.lines if "read anew" in line]
    assert same(Reader(store(tmp_path)).read(PAGES), honest)


def test_the_turn_of_a_page_comes_on_some_days() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    turns = [day for day in days if extraction.is_its_turn(PAGES[0], day, among=32)]
    assert 3 <= len(turns) <= 30


def test_a_page_that_tripped_a_fault_of_ours_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(page: Page) -> None:
        raise KeyError(page.path)

    with monkeypatch.context() as patch:
        patch.setattr(extraction, "statements_of", failing)
        assert Reader(store(tmp_path)).read(PAGES)[0].failed == "KeyError"
    assert same(Reader(store(tmp_path)).read(PAGES), tuple(map(statements_of, PAGES)))


def test_a_folder_that_cannot_be_written_costs_speed_only(tmp_path: Path, reads: Counter[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        assert len(Reader(store(tmp_path / "file" / "below")).read(PAGES)) == 3
    assert reads.total() == 6


def test_what_nobody_asks_for_any_longer_goes(tmp_path: Path, reads: Counter[str]) -> None:
    Reader(store(tmp_path)).read(PAGES)
    reader = Reader(store(tmp_path))
    reader.read(PAGES[:1])
    reader.forget_others()
    assert len(list(tmp_path.iterdir())) == 1


def test_no_address_stands_in_the_names_of_files(tmp_path: Path) -> None:
    page = Page(url="https://docs.example.com/x.md?key=topsecretvalue1", path="x", text="# X\n")
    Reader(store(tmp_path)).read((page,))
    (file,) = tmp_path.iterdir()
    assert "topsecret" not in file.name
    assert b"topsecret" not in file.read_bytes()


def test_the_version_of_the_reader_covers_every_module_that_reads() -> None:
    """What is imported to read a document out lies where the version looks, or is told to be without influence."""
    code = "import sys, driftwatch.platforms.detection, driftwatch.platforms.kept; print(*sorted(sys.modules))"
    done = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, text=True)
    ours = [name for name in done.stdout.split() if name.startswith("driftwatch.")]
    parts = {part.removesuffix(".py") for part in wiring.READING}
    assert {name.split(".")[1] for name in ours} <= parts
    assert "extract" in parts
