import logging
import os
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.errors import ConfigError, InternalError, RepositoryError, UnsafePathError
from tests.adapters.git_sandbox import FIRST, SECOND, WHEN, files_of, git, new_repository, state, with_first_capture


def test_a_commit_holds_exactly_the_changes(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    made = repository.commit_files(SECOND, "docs: second\n\nbody", when=WHEN)
    assert files_of(tmp_path) == {
        "README.md": b"read me\n",
        "src/code.py": b"code\n",
        "reports/1.md": b"one\n",
        "reports/2.md": b"two\n",
        "snapshots/docs/a.json": b"a2\n",
        "snapshots/docs/new/c.json": b"c2\n",
    }
    assert git(tmp_path, "rev-parse", "main").strip() == made == repository.head()
    assert git(tmp_path, "log", "-1", "--format=%an|%ae|%cn|%aI|%cI|%B").strip() == (
        "driftwatch tests|tests@driftwatch.invalid|driftwatch tests|2026-11-01T06:00:00Z|2026-11-01T06:00:00Z"
        "|docs: second\n\nbody"
    )


def test_after_a_commit_files_and_index_agree_with_it(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    repository.commit_files(SECOND, "second", when=WHEN)
    assert state(tmp_path) == ("", "", "")
    assert not (tmp_path / "snapshots/docs/b.json").exists()
    assert (tmp_path / "snapshots/docs/new/c.json").read_bytes() == b"c2\n"
    assert repository.status_of([*FIRST, *SECOND]) == {}
    git(tmp_path, "fsck", "--strict")


def test_the_work_of_others_stays_as_it_was(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    (tmp_path / "src/code.py").write_bytes(b"staged\n")
    (tmp_path / "added.py").write_bytes(b"staged too\n")
    (tmp_path / "snapshots/notes.txt").write_bytes(b"intended\n")
    git(tmp_path, "add", "src/code.py", "added.py")
    git(tmp_path, "add", "--intent-to-add", "snapshots/notes.txt")
    git(tmp_path, "rm", "-q", "--cached", "README.md")
    (tmp_path / "src/code.py").write_bytes(b"staged, then edited\n")
    (tmp_path / "untracked.txt").write_bytes(b"untracked\n")
    before = state(tmp_path)
    repository.commit_files(SECOND, "second", when=WHEN)
    assert state(tmp_path) == before
    assert git(tmp_path, "show", "--name-only", "--format=").split() == sorted(SECOND)


def test_a_conflict_left_by_a_stash_stays_as_it_was(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    (tmp_path / "src/code.py").write_bytes(b"stashed\n")
    git(tmp_path, "stash")
    (tmp_path / "src/code.py").write_bytes(b"committed\n")
    git(tmp_path, "commit", "-qam", "theirs")
    with pytest.raises(Exception, match="stash"):
        git(tmp_path, "stash", "pop")
    before = git(tmp_path, "status", "--porcelain=v2"), git(tmp_path, "ls-files", "-u")
    repository.commit_files(SECOND, "second", when=WHEN)
    assert (git(tmp_path, "status", "--porcelain=v2"), git(tmp_path, "ls-files", "-u")) == before


def test_our_own_paths_are_brought_up_to_date_even_when_edited_or_staged(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    (tmp_path / "snapshots/docs/a.json").write_bytes(b"edited\n")
    git(tmp_path, "add", "snapshots/docs/a.json")
    (tmp_path / "snapshots/docs/a.json").write_bytes(b"edited again\n")
    repository.commit_files(SECOND, "second", when=WHEN)
    assert state(tmp_path) == ("", "", "")


def test_the_same_input_gives_the_same_commit(tmp_path: Path) -> None:
    one = with_first_capture(tmp_path / "one")
    two = with_first_capture(tmp_path / "two")
    later = WHEN.astimezone(timezone(timedelta(hours=9)))
    assert one.commit_files(SECOND, "second", when=WHEN) == two.commit_files(
        dict(reversed(SECOND.items())), "second\r\n", when=later
    )


def test_nothing_to_commit_gives_the_present_commit(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    head = repository.head()
    assert repository.commit_files(FIRST, "again", when=WHEN) == head
    assert repository.commit_files({"snapshots/docs/gone.json": None}, "again", when=WHEN) == head


def test_nothing_to_commit_still_brings_the_files_up_to_date(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    (tmp_path / "snapshots/docs/a.json").unlink()
    repository.commit_files(FIRST, "again", when=WHEN)
    assert state(tmp_path) == ("", "", "")


def test_an_empty_commit_is_made_on_request_only(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    head = repository.head()
    made = repository.commit_files({}, "nothing new", when=WHEN, allow_empty=True)
    assert made != head
    assert git(tmp_path, "diff-tree", "-r", str(head), made) == ""


def test_bytes_are_committed_as_they_are(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    content = bytes(range(256)) + b"\r\n$Id$\r\n"
    repository.commit_files({"snapshots/x.bin": content}, "bytes", when=WHEN)
    assert files_of(tmp_path)["snapshots/x.bin"] == content
    assert (tmp_path / "snapshots/x.bin").read_bytes() == content


def test_names_outside_of_ascii_are_kept(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    made = repository.commit_files({"snapshots/caf\u00e9/\U0001f4a9 x.json": b"{}"}, "caf\u00e9", when=WHEN)
    assert state(tmp_path) == ("", "", "")
    assert list(repository.tree(made, "snapshots/caf\u00e9")) == ["\U0001f4a9 x.json"]


@pytest.mark.parametrize(
    "path", ["../outside", "/etc/x", ".git/hooks/post-commit", "snapshots/.GIT/config", "a\nb", "snapshots/../../x"]
)
def test_a_path_that_leaves_the_repository_is_refused(tmp_path: Path, path: str) -> None:
    repository = with_first_capture(tmp_path / "root")
    head = repository.head()
    with pytest.raises(UnsafePathError):
        repository.commit_files({"ok.txt": b"", path: b"x"}, "x", when=WHEN)
    assert repository.head() == head
    assert state(tmp_path / "root") == ("", "", "")


@pytest.mark.parametrize("pair", [("a/X.json", "a/x.json"), ("caf\u00e9", "cafe\u0301")])
def test_two_names_of_one_file_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    repository = with_first_capture(tmp_path)
    with pytest.raises(UnsafePathError, match="one file on some machines"):
        repository.commit_files(dict.fromkeys(pair, b""), "x", when=WHEN)


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path / "root")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root/more").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePathError, match="symbolic link"):
        repository.commit_files({"more/x.json": b""}, "x", when=WHEN)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_commit_that_holds_something_else_in_our_place_is_refused(tmp_path: Path, kind: str) -> None:
    root = new_repository(tmp_path)
    if kind == "link":
        (root / "snapshots").symlink_to("src")
    else:
        (root / "snapshots").write_text("a file")
    git(root, "add", "snapshots")
    git(root, "commit", "-qm", "in our place")
    (root / "snapshots").unlink()
    with pytest.raises(UnsafePathError, match="at snapshots"):
        GitRepository.discover(root).commit_files(FIRST, "first", when=WHEN)


def test_a_submodule_in_our_place_is_refused(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "root")
    new_repository(root / "snapshots")
    git(root, "add", "snapshots")
    git(root, "commit", "-qm", "submodule")
    with pytest.raises(UnsafePathError, match="submodule"):
        GitRepository.discover(root).commit_files(FIRST, "first", when=WHEN)


def test_a_folder_that_became_a_file_name_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    git(tmp_path, "rm", "-rq", "--cached", "snapshots")
    os.rename(tmp_path / "snapshots", tmp_path / "moved")
    head = repository.head()
    with pytest.raises(UnsafePathError, match="holds a folder at snapshots/docs"):
        repository.commit_files({"snapshots/docs": b"file"}, "x", when=WHEN)
    assert repository.head() == head


def test_a_message_cannot_hide_or_reorder_text(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    made = repository.commit_files({}, "x\x1b[31m\u202ey\n\ttab\x00", when=WHEN, allow_empty=True)
    assert git(tmp_path, "log", "-1", "--format=%B", made).strip() == "x{U+001B}[31m{U+202E}y\n\ttab{U+0000}"


def test_a_message_and_a_time_zone_are_needed(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    with pytest.raises(InternalError, match="message"):
        repository.commit_files(SECOND, " \n", when=WHEN)
    with pytest.raises(InternalError, match="time zone"):
        repository.commit_files(SECOND, "x", when=datetime(2026, 11, 1))  # noqa: DTZ001


def test_without_a_git_identity_ours_is_used_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = new_repository(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(root, "config", "user.useConfigOnly", "true")
    with caplog.at_level(logging.WARNING):
        GitRepository.discover(root).commit_files(FIRST, "first", when=WHEN)
    assert git(root, "log", "-1", "--format=%an <%ae> %cn <%ce>").strip() == (
        "driftwatch <driftwatch@localhost> driftwatch <driftwatch@localhost>"
    )
    assert "git has no user.name and user.email" in caplog.text


def test_an_identity_in_the_environment_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = with_first_capture(tmp_path)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Robot")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "robot@ci.invalid")
    repository.commit_files(SECOND, "second", when=WHEN)
    assert git(tmp_path, "log", "-1", "--format=%an %ae").strip() == "Robot robot@ci.invalid"


def test_an_identity_that_breaks_out_of_the_header_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = with_first_capture(tmp_path)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "x <y>\ncommitter z")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "robot@ci.invalid")
    with pytest.raises(ConfigError, match=r"user\.name"):
        repository.commit_files(SECOND, "second", when=WHEN)


def test_a_run_that_lost_the_race_commits_on_top_when_the_paths_differ(tmp_path: Path) -> None:
    repositories = [with_first_capture(tmp_path), GitRepository.discover(tmp_path)]
    barrier = threading.Barrier(2)
    failures: list[Exception] = []

    def commit(number: int) -> None:
        barrier.wait()
        try:
            repositories[number].commit_files({f"snapshots/s{number}.json": b"x"}, f"run {number}", when=WHEN)
        except RepositoryError as error:
            failures.append(error)

    threads = [threading.Thread(target=commit, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {"snapshots/s0.json", "snapshots/s1.json"} <= set(files_of(tmp_path))
    assert state(tmp_path) == ("", "", "")
    assert git(tmp_path, "rev-list", "--count", "HEAD").strip() == "4"


def test_dates_before_1970_are_an_error_and_change_nothing(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    head = repository.head()
    with pytest.raises(RepositoryError):
        repository.commit_files(SECOND, "x", when=datetime(1960, 1, 1, tzinfo=UTC))
    assert repository.head() == head
