import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.adapters.files import (
    check_target,
    read_file,
    read_tree,
    remove_file,
    remove_leftovers,
    safe_relative,
    write_atomic,
    write_files,
)
from driftwatch.errors import RepositoryError, UnsafePathError, UsageError

HOSTILE_PATHS = (
    "",
    "/etc/cron.d/x",
    "../../../.github/workflows/pwn.yml",
    "a/../b",
    "a//b",
    "a/",
    "./a",
    "..\\..\\x",
    ".git/hooks/post-commit",
    "a/.GIT/config",
    "GIT~1/config",
    ".git\u200c/config",
    ".git::$INDEX_ALLOCATION",
    ".gitmodules",
    "CON",
    "aux.json",
    "a.json:evil",
    "a\nb",
    "a\x00b",
    "a\u202eb",
    "name.",
    "name ",
    "a" * 256,
    "/".join(["a" * 200] * 6),
)


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_a_path_that_means_another_file_somewhere_is_refused(path: str) -> None:
    with pytest.raises(UnsafePathError):
        safe_relative(path)


@pytest.mark.parametrize(
    "path", ["snapshots/cometapi/captures.jsonl", ".github/x.yml", "a..b", "caf\u00e9/x", "console"]
)
def test_a_plain_path_is_kept(path: str) -> None:
    assert safe_relative(path) == path


@given(st.text(max_size=40))
def test_an_accepted_path_stays_below_its_root(path: str) -> None:
    try:
        accepted = safe_relative(path)
    except UnsafePathError:
        return
    assert os.path.normpath(f"/root/{accepted}") == f"/root/{accepted}"


def test_a_megabyte_of_junk_is_refused_and_the_message_is_short() -> None:
    with pytest.raises(UnsafePathError) as caught:
        safe_relative("\x1b[31m/" * 200_000)
    assert len(str(caught.value)) < 1000
    assert "\x1b" not in str(caught.value)


def test_a_written_file_holds_its_bytes_and_no_temporary_file_stays(tmp_path: Path) -> None:
    write_atomic(tmp_path / "new/folder/x.txt", b"one\r\ntwo")
    assert (tmp_path / "new/folder/x.txt").read_bytes() == b"one\r\ntwo"
    assert os.listdir(tmp_path / "new/folder") == ["x.txt"]


def test_a_written_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomic(tmp_path / "ours", b"")
    assert stat.S_IMODE((tmp_path / "plain").stat().st_mode) == stat.S_IMODE((tmp_path / "ours").stat().st_mode)


def test_a_failed_write_keeps_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_bytes(b"old")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(RepositoryError, match="No space left"):
        write_atomic(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x"]


def test_a_hard_link_is_broken_and_the_other_name_keeps_its_content(tmp_path: Path) -> None:
    (tmp_path / "source.py").write_bytes(b"theirs")
    os.link(tmp_path / "source.py", tmp_path / "x.json")
    write_atomic(tmp_path / "x.json", b"ours")
    assert (tmp_path / "source.py").read_bytes() == b"theirs"


def test_a_symbolic_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"theirs")
    (tmp_path / "x.json").symlink_to(tmp_path / "target")
    with pytest.raises(UnsafePathError, match="symbolic link"):
        write_atomic(tmp_path / "x.json", b"ours")
    assert (tmp_path / "target").read_bytes() == b"theirs"


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.json")
    with pytest.raises(UnsafePathError, match="device or pipe"):
        write_atomic(tmp_path / "x.json", b"ours")
    with pytest.raises(UnsafePathError, match="device or pipe"):
        read_file(tmp_path / "x.json")
    with pytest.raises(UnsafePathError, match="device or pipe"):
        read_tree(tmp_path)


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root").mkdir()
    (tmp_path / "root/snapshots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePathError, match="symbolic link"):
        check_target(tmp_path / "root", "snapshots/docs/x.json")


def test_a_submodule_is_refused(tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots/.git").write_text("gitdir: ../.git/modules/snapshots\n")
    with pytest.raises(UnsafePathError, match="submodule"):
        check_target(tmp_path, "snapshots/docs/x.json")


def test_a_file_where_a_folder_is_needed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("")
    with pytest.raises(UnsafePathError, match="is a file"):
        check_target(tmp_path, "snapshots/x.json")


def test_a_folder_where_a_file_is_needed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "snapshots/x.json").mkdir(parents=True)
    with pytest.raises(UnsafePathError, match="is a folder"):
        check_target(tmp_path, "snapshots/x.json")


def test_one_unsafe_target_stops_all_writes(tmp_path: Path) -> None:
    (tmp_path / "z.json").symlink_to("nowhere")
    with pytest.raises(UnsafePathError):
        write_files(tmp_path, {"a.json": b"1", "z.json": b"2"})
    assert not (tmp_path / "a.json").exists()


def test_a_file_that_already_holds_its_content_is_not_touched(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/x": b"same"})
    before = (tmp_path / "a/x").stat().st_ino
    write_files(tmp_path, {"a/x": b"same"})
    assert (tmp_path / "a/x").stat().st_ino == before


def test_removing_the_last_file_removes_its_empty_folders_only(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/b/c/x": b"", "a/y": b""})
    remove_file(tmp_path, "a/b/c/x")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "y"]


def test_removing_what_is_not_there_is_fine(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/x": None})
    assert list(tmp_path.iterdir()) == []


@given(st.dictionaries(st.sampled_from(["a", "b/c", "b/d/e", "f.json"]), st.binary(max_size=50)))
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    root = tmp_path_factory.mktemp("tree")
    write_files(root, files)
    assert read_tree(root) == files


def test_a_tree_is_read_in_one_order(tmp_path: Path) -> None:
    for name in ("b", "a/z", "c", "a/y"):
        write_atomic(tmp_path / name, b"")
    assert list(read_tree(tmp_path)) == ["b", "c", "a/y", "a/z"]


@pytest.mark.parametrize("name", ["file-link", "folder-link"])
def test_a_tree_with_a_link_is_refused_since_leaving_it_out_would_look_like_a_removal(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "tree").mkdir()
    target = tmp_path / "outside"
    target.mkdir() if name == "folder-link" else target.touch()
    (tmp_path / "tree" / name).symlink_to(target)
    with pytest.raises(UnsafePathError, match="symbolic link"):
        read_tree(tmp_path / "tree")


@pytest.mark.parametrize("limits", [{"max_file": 9}, {"max_total": 19}, {"max_files": 1}])
def test_a_tree_beyond_a_limit_is_refused(tmp_path: Path, limits: dict[str, int]) -> None:
    write_files(tmp_path, {"a": b"0123456789", "b": b"0123456789"})
    with pytest.raises(UsageError):
        read_tree(tmp_path, **limits)


def test_a_tree_exactly_at_its_limits_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"0123456789", "b": b"0123456789"})
    assert len(read_tree(tmp_path, max_file=10, max_total=20, max_files=2)) == 2


def test_a_missing_folder_or_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone"):
        read_tree(tmp_path / "gone")
    with pytest.raises(UsageError, match="gone"):
        read_file(tmp_path / "gone")


def test_leftovers_of_dead_writers_go_and_those_of_live_ones_stay(tmp_path: Path) -> None:
    dead = tmp_path / "snapshots/.driftwatch-999999999-abc.tmp"
    alive = tmp_path / f"snapshots/.driftwatch-{os.getpid()}-abc.tmp"
    other = tmp_path / ".driftwatch-999999999-abc.tmp"
    for path in (dead, alive, other):
        write_atomic(path, b"")
    assert remove_leftovers(tmp_path / "snapshots") == (dead,)
    assert [dead.exists(), alive.exists(), other.exists()] == [False, True, True]


def test_leftovers_are_no_part_of_a_tree(tmp_path: Path) -> None:
    write_files(tmp_path, {"x": b"", ".driftwatch-12-abc.tmp": b"half"})
    assert list(read_tree(tmp_path)) == ["x"]


def test_of_a_file_that_is_too_large_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reading(_descriptor: int, _count: int) -> bytes:
        raise AssertionError("it was read")

    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(1 << 40)
    monkeypatch.setattr(os, "read", reading)
    with pytest.raises(UsageError, match="is larger than 700000000 bytes"):
        read_file(tmp_path / "huge", max_bytes=700_000_000)
