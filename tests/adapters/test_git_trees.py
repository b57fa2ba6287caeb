"""Trees and packs are written as git writes them."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.adapters.git.conversation import Conversation
from driftwatch.adapters.git.objects import object_id
from driftwatch.adapters.git.pack import pack_of
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.adapters.git.trees import content_of, entries_of
from driftwatch.errors import RepositoryError
from tests.adapters.git_sandbox import FIRST, WHEN, git, new_repository, with_first_capture

NAMES = ("a", "a.b", "a-b", "ab", "a0", "b", "é", "Z")


@given(st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(("", "/x", "/a.b", "/y/z"))), max_size=12))
def test_a_commit_of_any_names_has_the_tree_that_git_makes(
    tmp_path_factory: pytest.TempPathFactory, names: set[tuple[str, str]]
) -> None:
    folders = {name for name, below in names if below}
    files = {f"snapshots/{name}{below}": name.encode() for name, below in names if below or name not in folders}
    if not files:
        return
    root = new_repository(tmp_path_factory.mktemp("trees"))
    GitRepository.discover(root).commit_files(files, "capture", when=WHEN)
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "write-tree") == git(root, "rev-parse", "HEAD^{tree}")
    assert git(root, "fsck", "--strict", "--full") == ""


def test_a_tree_is_written_as_it_was_read(tmp_path: Path) -> None:
    with_first_capture(tmp_path)
    raw = subprocess.run(
        ["git", "cat-file", "tree", "HEAD^{tree}"], cwd=tmp_path, check=True, capture_output=True
    ).stdout
    assert content_of(entries_of(raw, "sha1")) == raw


@pytest.mark.parametrize("size", [0, 15, 16, 2047, 2048, 300_000])
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_pack_is_taken_by_git(tmp_path: Path, size: int, object_format: str) -> None:
    git(tmp_path, "init", "-q", f"--object-format={object_format}")
    pack = pack_of([("blob", b"x" * size)], object_format, level=1)
    subprocess.run(["git", "unpack-objects", "-q"], cwd=tmp_path, input=pack, check=True)
    assert git(tmp_path, "cat-file", "-s", object_id("blob", b"x" * size, object_format)) == f"{size}\n"


def test_a_conversation_that_ended_begins_anew(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    head = str(repository.head())
    conversation: Conversation = repository._reader._objects
    (process,) = conversation._processes.values()
    process.kill()
    process.proc.wait()
    with pytest.raises(RepositoryError):
        repository.tree(head, "snapshots/docs")
    assert set(repository.tree(head, "snapshots/docs")) == {"a.json", "b.json"}
    assert repository.file(head, "reports/1.md") == FIRST["reports/1.md"]
