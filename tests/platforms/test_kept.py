"""Statements written and read back are the same statements, for every document of ours."""

from pathlib import Path

import pytest
from msgspec import structs

from driftwatch.assemble.assembly import assemble
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of
from driftwatch.platforms import kept
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.kept import Kept
from driftwatch.platforms.platform import Documentation, Statements
from tests.platforms.golden_cases import CASES, pages_of

FOLDERS = sorted(path for path in CASES.glob("*/*") if path.is_dir())


def capture(stated: list[Statements]) -> dict[str, bytes]:
    made = assemble(stated)
    texts = {place: lambda text=text: text for place, text in made.texts.items()}
    return files_of(Snapshot(made.entries, made.documents, texts=texts))


def members(documentation: Documentation) -> dict[str, object]:
    """All that is said of a documentation, entries written out."""
    said = {name: getattr(documentation, name) for name in documentation.__struct_fields__}
    entries = documentation.entries
    said["entries"] = [(each.owner, each.documents, each.digest, each.facts, each.references) for each in entries]
    return said


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_is_read_back_is_what_was_written(case: Path) -> None:
    stated = [statements_of(page) for page in pages_of(case)]
    found = [Kept(statements=each, links=(Link("https://a.example/x"),), sameness="s") for each in stated]
    read_back = [kept.read(kept.written(each)) for each in found]
    assert [(each.links, each.sameness) for each in read_back] == [((Link("https://a.example/x"),), "s")] * len(found)
    assert all(map(kept.are_equal, found, read_back))
    again = [each.statements for each in read_back]
    for one, other in zip(stated, again, strict=True):
        for name in one.__struct_fields__:
            if name == "documentations":
                assert list(map(members, one.documentations)) == list(map(members, other.documentations))
            else:
                assert getattr(one, name) == getattr(other, name)
    assert capture(again) == capture(stated)


def test_other_statements_are_not_equal() -> None:
    pages = [Page(url="https://a.example/x", path="x", text=f"# X\n\nAt most {n} requests a minute.\n") for n in (5, 6)]
    one, other = (Kept(statements=statements_of(page), links=(), sameness="s") for page in pages)
    assert not kept.are_equal(one, other)
    assert not kept.are_equal(one, structs.replace(one, sameness="t"))


@pytest.mark.parametrize("content", [b"", b"\xc1", b"\x80", b"{}", b"\x93\x01\x02\x03"])
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no statements"):
        kept.read(content)
