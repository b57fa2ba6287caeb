"""What documents stated is not read out again as long as nothing of it changed, and never believed for longer."""

import errno
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from driftwatch import wiring
from driftwatch.adapters import kept_statements
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
    parts = ("detection", "readers", "kept")
    code = f"import sys, {', '.join(f'driftwatch.platforms.{part}' for part in parts)}; print(*sorted(sys.modules))"
    done = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, text=True)
    ours = [name for name in done.stdout.split() if name.startswith("driftwatch.")]
    parts = {part.removesuffix(".py") for part in wiring.READING}
    assert {name.split(".")[1] for name in ours} <= parts
    assert "extract" in parts


def only(folder: Path, page: Page) -> Path:
    """The file of one page."""
    before = set(folder.iterdir())
    apart = folder.parent / f"apart-{page.path}"
    store(apart).keep(page, b"")
    (name,) = (file.name for file in apart.iterdir())
    assert folder / name in before
    return folder / name


def as_pipe(file: Path, _: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def as_link(file: Path, outside: Path) -> None:
    file.rename(outside)
    file.symlink_to(outside)


def as_device(file: Path, _: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def as_folder(file: Path, _: Path) -> None:
    file.unlink()
    file.mkdir()


def as_huge(file: Path, _: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(1 << 40)


def as_cut(file: Path, _: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def as_flipped(file: Path, _: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def as_forbidden(file: Path, _: Path) -> None:
    file.chmod(0)


@pytest.mark.parametrize("damage", [as_pipe, as_link, as_device, as_folder, as_huge, as_cut, as_flipped, as_forbidden])
def test_what_is_no_plain_whole_file_is_neither_waited_for_nor_believed_and_told_once(
    tmp_path: Path, reads: Counter[str], caplog: pytest.LogCaptureFixture, damage: Callable[[Path, Path], None]
) -> None:
    if damage is as_forbidden and os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    folder = tmp_path / "cache"
    first = Reader(store(folder)).read(PAGES)
    for page in PAGES[:2]:
        damage(only(folder, page), tmp_path / f"outside-{page.path}")
    with caplog.at_level("WARNING", logger="driftwatch"):
        assert same(Reader(store(folder)).read(PAGES), first)
    assert reads == {"alpha": 2, "beta": 2, "gamma": 1}
    assert len([record for record in caplog.records if "is damaged" in record.message]) == 1


def test_other_words_and_another_reader_are_no_damage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Reader(store(tmp_path)).read(PAGES)
    with caplog.at_level("WARNING", logger="driftwatch"):
        Reader(store(tmp_path, "r2")).read(PAGES)
        Reader(store(tmp_path)).read([structs.replace(page, text=page.text + "More.\n") for page in PAGES])
    assert caplog.records == []


def test_a_disk_that_takes_no_more_is_told_once(
    tmp_path: Path, reads: Counter[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept_statements, "write_cached", full)
    with caplog.at_level("WARNING", logger="driftwatch"):
        assert len(Reader(store(tmp_path)).read(PAGES)) == 3
    assert [record.message.partition(":")[0] for record in caplog.records] == ["the cache cannot be written"]
    assert reads.total() == 3


@pytest.mark.parametrize(
    "content",
    [b"\x83\xaastatements" + b"\x81\xa1a" * 200_000, b"\x91" * 200_000, b"\x83\xaastatements\xdd\xff\xff\xff\xff"],
)
def test_what_is_nested_without_end_or_says_that_it_is_long_is_read_anew(tmp_path: Path, content: bytes) -> None:
    store(tmp_path).keep(PAGES[0], content)
    (stated,) = Reader(store(tmp_path)).read(PAGES[:1])
    assert equal(stated, statements_of(PAGES[0]))


CALL = Page(
    url="https://docs.example.com/call.md",
    path="call",
    text="# Make\n\n`POST /v1/things`\n\n| Name | Type |\n|---|---|\n| `a` | string |\n",
)


@pytest.mark.parametrize("facts", [b"\xc1", b"", b"\x91\x01", b"\x91" * 200_000])
@pytest.mark.parametrize("sampled", [1, 1 << 32])
def test_facts_that_are_none_are_made_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts: bytes, sampled: int
) -> None:
    """They are read when they are asked for, long after the statements that hold them were believed."""
    monkeypatch.setattr(extraction, "_SAMPLED", sampled)
    (honest,) = Reader(store(tmp_path)).read((CALL,))
    content = store(tmp_path).find(CALL)
    assert content is not None
    whole = msgspec.msgpack.decode(content)
    for documentation in whole["statements"]["documentations"]:
        for entry in documentation["entries"]:
            entry[3] = facts
    store(tmp_path).keep(CALL, msgspec.msgpack.encode(whole))
    heard = Heard()
    (stated,) = Reader(store(tmp_path), talk=heard).read((CALL,))
    assert equal(stated, honest)
    assert len([line for line in heard.lines if "read anew" in line]) == 1
    assert store(tmp_path).find(CALL) is None or sampled == 1


def test_statements_of_another_document_are_not_believed(tmp_path: Path, reads: Counter[str]) -> None:
    """Sound statements in the place of another document: what they would replace is not what they are of."""
    store(tmp_path).keep(PAGES[0], kept.written(everything(statements_of(PAGES[1]))))
    heard = Heard()
    stated = Reader(store(tmp_path), talk=heard).read(PAGES)
    assert [each.document.path for each in stated] == ["alpha", "beta", "gamma"]
    assert len([line for line in heard.lines if "read anew" in line]) == 1
    assert reads.total() == 3


def test_several_writers_of_one_folder_leave_what_one_would(tmp_path: Path, reads: Counter[str]) -> None:
    first = Reader(store(tmp_path)).read(PAGES)
    failed: list[BaseException] = []

    def writing() -> None:
        try:
            for _ in range(30):
                mine = store(tmp_path)
                assert same(Reader(mine).read(PAGES), first)
                mine.discard()
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=writing) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".stated"]
