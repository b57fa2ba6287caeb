import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.repository import Commit, FileStatus, GitRepository
from driftwatch.errors import InternalError, RepositoryError, UsageError
from tests.adapters.git_sandbox import FIRST, SECOND, WHEN, git, new_repository, with_first_capture

FOLDER = "snapshots/docs"


def at(day: int, hour: int = 6, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def with_history(root: Path) -> tuple[GitRepository, list[str]]:
    """Three captures: on the 1st at 06:00, on the 3rd at 23:59, on the 5th at 06:00; a foreign commit comes last."""
    repository = with_first_capture(root)
    ids = [str(repository.head())]
    for number, when in ((2, at(3, 23, 59)), (3, at(5))):
        changes = {"snapshots/docs/a.json": f"a{number}\n".encode()}
        ids.append(repository.commit_files(changes, f"docs: capture {number}\n\nbody {number}\n\nmore", when=when))
    ids.append(repository.commit_files({"src/code.py": b"foreign\n"}, "foreign", when=at(6)))
    return repository, ids


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-11-01", 0), ("2026-11-02", 0), ("2026-11-03", 1), ("2026-11-04", 1), ("2026-12-24", 2)],
)
def test_a_date_means_the_last_capture_up_to_the_end_of_that_day(tmp_path: Path, date: str, expected: int) -> None:
    repository, ids = with_history(tmp_path)
    assert repository.resolve(date, folder=FOLDER) == ids[expected]


def test_a_date_before_the_first_capture_is_told_when_captures_begin(tmp_path: Path) -> None:
    repository, _ = with_history(tmp_path)
    with pytest.raises(UsageError, match="the oldest capture is of 2026-11-01"):
        repository.resolve("2026-10-31", folder=FOLDER)


def test_a_date_without_any_capture_says_so(tmp_path: Path) -> None:
    repository = GitRepository.discover(new_repository(tmp_path))
    with pytest.raises(UsageError, match="no capture yet"):
        repository.resolve("2026-10-31", folder=FOLDER)


@pytest.mark.parametrize(
    ("revision", "expected"), [("HEAD", 3), ("main~1", 2), ("v1", 1), ("HEAD@{0}", 3), (":/capture 3", 2)]
)
def test_a_revision_means_what_it_means_to_git(tmp_path: Path, revision: str, expected: int) -> None:
    repository, ids = with_history(tmp_path)
    git(tmp_path, "tag", "-a", "-m", "annotated", "v1", ids[1])
    assert repository.resolve(revision, folder=FOLDER) == ids[expected]
    assert repository.resolve(ids[expected][:10], folder=FOLDER) == ids[expected]


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "nonsense",
        "--upload-pack=touch pwned",
        "--output=pwned",
        "-h",
        "--all",
        "HEAD^{tree}",
        "HEAD:README.md",
        "HEAD..main",
        "HEAD\x00",
        "HEAD\n--all",
        "2026-13-40",
        "x" * 100_000,
        "HEAD" + "^" * 5000,
        "../../etc/passwd",
        "\u202eHEAD",
    ],
)
def test_what_names_no_commit_is_a_usage_error_and_no_option(tmp_path: Path, revision: str) -> None:
    repository = with_first_capture(tmp_path)
    with pytest.raises(UsageError) as caught:
        repository.resolve(revision, folder=FOLDER)
    assert len(caught.value.message) < 500
    assert caught.value.message.isprintable()
    assert not (tmp_path / "pwned").exists()


def test_where_a_branch_is_missing_the_error_names_those_that_there_are(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    for number in range(6):
        subprocess.run(["git", "branch", f"release-{number}"], cwd=tmp_path, check=True)
    with pytest.raises(UsageError) as caught:
        repository.resolve("relaese-4", folder=FOLDER)
    assert "git knows no such commit; did you mean 'release-4'?" in caught.value.message
    assert "; branches and tags here: release-4, " in caught.value.hint
    assert caught.value.hint.endswith(" and 2 more")


def test_commits_are_listed_newest_first_with_their_message(tmp_path: Path) -> None:
    repository, ids = with_history(tmp_path)
    assert repository.commits(FOLDER) == (
        Commit(ids[2], at(5), "docs: capture 3", "body 3\n\nmore"),
        Commit(ids[1], at(3, 23, 59), "docs: capture 2", "body 2\n\nmore"),
        Commit(ids[0], WHEN, "docs: first capture", ""),
    )
    assert repository.commits(FOLDER, limit=1)[0].id == ids[2]
    assert repository.commits("nowhere") == ()


def test_a_path_is_no_pattern_and_no_option(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    assert repository.commits("snap*") == ()
    assert repository.commits(":(glob)**") == ()
    assert repository.commits("--all") == ()


def test_dates_beyond_the_calendar_do_not_stop_the_history(tmp_path: Path) -> None:
    root = new_repository(tmp_path)
    date = {"GIT_AUTHOR_DATE": "@99999999999999 +0000", "GIT_COMMITTER_DATE": "@1 +0000"}
    git(root, "commit", "-q", "--allow-empty-message", "--allow-empty", "-m", "", env=date)
    git(root, "commit", "-q", "--amend", "-m", "far", "--allow-empty", env=date)
    (root / "README.md").write_text("x")
    git(root, "commit", "-qam", "far", env=date)
    assert GitRepository.discover(root).commits("README.md", limit=1)[0].when.year == 9999


def test_a_tree_lists_plain_files_below_the_folder(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    (tmp_path / "snapshots/docs/link").symlink_to("a.json")
    git(tmp_path, "add", "snapshots/docs/link")
    git(tmp_path, "commit", "-qm", "a link")
    head = str(repository.head())
    tree = repository.tree(head, FOLDER)
    assert list(tree) == ["a.json", "b.json"]
    assert list(repository.tree(head, "snapshots")) == ["docs/a.json", "docs/b.json"]
    assert repository.tree(head, "snapshots/doc") == {}
    assert repository.blobs(tree.values()) == {tree["a.json"]: b"a1\n", tree["b.json"]: b"b1\n"}


def with_every_kind_of_change(root: Path) -> tuple[GitRepository, list[str]]:
    """Commits between which files come, go, change, move, become a link and a folder, and are files again."""
    repository = with_first_capture(root)
    folder = root / FOLDER
    ids = [str(repository.head())]

    def commit() -> None:
        git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", "next")
        ids.append(str(repository.head()))

    (folder / "new").mkdir()
    (folder / "new/:(top)c \t.json").write_bytes(b"c\n")
    (folder / "a.json").write_bytes(b"a2\n")
    commit()
    commit()
    (folder / "a.json").unlink()
    (folder / "a.json").symlink_to("b.json")
    (folder / "b.json").rename(folder / "new/b.json")
    commit()
    (folder / "a.json").unlink()
    (folder / "a.json").mkdir()
    (folder / "a.json/d.json").write_bytes(b"d\n")
    commit()
    git(root, "rm", "-rq", FOLDER)
    commit()
    folder.mkdir(parents=True)
    (folder / "a.json").write_bytes(b"a1\n")
    commit()
    folder.with_name("docs2").mkdir()
    (folder.with_name("docs2") / "a.json").write_bytes(b"other\n")
    commit()
    return repository, ids


@pytest.mark.parametrize("turned", [False, True])
def test_the_trees_of_many_commits_are_those_of_each(tmp_path: Path, *, turned: bool) -> None:
    repository, ids = with_every_kind_of_change(tmp_path)
    wanted = ids[::-1] if turned else ids
    expected = {commit: repository.tree(commit, FOLDER) for commit in wanted}
    assert len({tuple(tree.items()) for tree in expected.values()}) == 6
    trees = repository.trees([*wanted, wanted[0]], FOLDER)
    assert [(commit, list(tree.items())) for commit, tree in trees.items()] == [
        (commit, list(tree.items())) for commit, tree in expected.items()
    ]
    assert repository.trees([], FOLDER) == {}
    assert repository.trees(ids, "snapshots/doc") == {commit: {} for commit in ids}


def test_the_trees_of_many_commits_take_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, ids = with_every_kind_of_change(tmp_path)
    repository = GitRepository.discover(tmp_path)
    started: list[str] = []
    start = GitCommands._started

    def counted(self: GitCommands, *arguments: str, **options: Any) -> Any:
        started.append(next(one for one in arguments if not one.startswith("-")))
        return start(self, *arguments, **options)

    monkeypatch.setattr(GitCommands, "_started", counted)
    repository.trees(ids, FOLDER)
    assert started == ["cat-file", "diff-tree"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_tree_of_a_commit_that_git_lacks_is_an_error(tmp_path: Path, place: int) -> None:
    repository, ids = with_every_kind_of_change(tmp_path)
    with pytest.raises(RepositoryError, match=r"(?i)cannot be read|could not read|not a tree object"):
        repository.trees([*ids[:place], "0123456789" * 4, *ids[place:2]], FOLDER)


def test_two_thousand_files_come_back_whole(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    files = {f"snapshots/docs/many/{number:04}.json": bytes([number % 256]) * number for number in range(2000)}
    made = repository.commit_files({f"{path}": content for path, content in files.items()}, "many", when=WHEN)
    tree = repository.tree(made, "snapshots/docs/many")
    blobs = repository.blobs(tree.values())
    assert {f"snapshots/docs/many/{name}": blobs[one] for name, one in tree.items()} == files


def test_no_ids_ask_nothing(tmp_path: Path) -> None:
    assert with_first_capture(tmp_path).blobs(()) == {}


def test_a_missing_blob_is_named(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="e" * 40):
        with_first_capture(tmp_path).blobs(["e" * 40])


@pytest.mark.parametrize("name", ["HEAD", "--batch-all-objects", "abc", "a" * 40 + "\n"])
def test_only_full_ids_are_read(tmp_path: Path, name: str) -> None:
    repository = with_first_capture(tmp_path)
    with pytest.raises(InternalError):
        repository.blobs([name])
    with pytest.raises(InternalError):
        repository.tree(name, FOLDER)


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_blob_is_refused(tmp_path: Path, damage: bytes | None) -> None:
    repository = with_first_capture(tmp_path)
    tree = repository.tree(str(repository.head()), FOLDER)
    loose = [tmp_path / ".git/objects" / one[:2] / one[2:] for one in tree.values()]
    loose[0].chmod(0o644)
    # None: the other blob's content, so that zlib finds nothing wrong and only the id tells.
    loose[0].write_bytes(loose[1].read_bytes() if damage is None else damage)
    with pytest.raises(RepositoryError, match=r"git fsck|cannot be read|damaged"):
        repository.blobs(tree.values())


def test_the_status_tells_head_index_and_file_apart(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    tree = repository.tree(str(repository.head()), FOLDER)
    (tmp_path / "snapshots/docs/a.json").write_bytes(b"b1\n")
    git(tmp_path, "rm", "-q", "--cached", "snapshots/docs/b.json")
    same, other = tree["a.json"], tree["b.json"]
    assert repository.status_of(FIRST) == {
        "snapshots/docs/a.json": FileStatus(head=same, index=same, work=other),
        "snapshots/docs/b.json": FileStatus(head=other, index=None, work=other),
    }


def test_before_the_first_commit_there_is_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    repository = GitRepository.discover(tmp_path)
    assert repository.head() is None
    assert repository.commits(FOLDER) == ()
    with pytest.raises(UsageError):
        repository.resolve("HEAD", folder=FOLDER)


def test_a_head_that_cannot_be_read_is_not_taken_for_an_empty_branch(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    head = str(repository.head())
    (tmp_path / ".git/objects" / head[:2] / head[2:]).unlink()
    with pytest.raises(RepositoryError, match=r"git fsck|cannot be read"):
        repository.head()
    with pytest.raises(RepositoryError):
        repository.commit_files(SECOND, "x", when=WHEN)


def test_a_branch_whose_ref_was_lost_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    (tmp_path / ".git/refs/heads/main").write_bytes(b"")
    with pytest.raises(RepositoryError, match="HEAD"):
        repository.commits(FOLDER)
    with pytest.raises(RepositoryError, match="HEAD"):
        repository.commit_files(SECOND, "x", when=WHEN)
