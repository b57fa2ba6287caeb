import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from driftwatch.adapters.git import command as git_command
from driftwatch.adapters.git import work_tree as git_pending
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.errors import RepositoryError
from tests.adapters.git_sandbox import FIRST, SECOND, WHEN, files_of, git, new_repository, state, with_first_capture

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_pending, "INDEX_LOCK_PAUSE_SECONDS", 0)
    monkeypatch.setattr(git_command, "REF_LOCK_MILLISECONDS", 0)


def test_without_a_repository_the_hint_says_git_init(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError) as caught:
        GitRepository.discover(tmp_path)
    assert "git init" in caught.value.hint


def test_a_path_that_is_not_there_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="not in a git repository"):
        GitRepository.discover(tmp_path / "gone")


def test_a_repository_is_found_from_a_folder_inside(tmp_path: Path) -> None:
    new_repository(tmp_path)
    repository = GitRepository.discover(tmp_path / "src")
    assert (repository.root, repository.git_dir) == (tmp_path, tmp_path / ".git")


def test_a_bare_repository_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare")
    with pytest.raises(RepositoryError, match="bare repository"):
        GitRepository.discover(tmp_path)


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_the_first_commit_of_a_repository_can_be_ours(tmp_path: Path, options: tuple[str, ...]) -> None:
    git(tmp_path, "init", "-q", *options)
    (tmp_path / "staged").write_text("theirs")
    git(tmp_path, "add", "staged")
    repository = GitRepository.discover(tmp_path)
    with pytest.raises(RepositoryError, match="nothing to commit"):
        repository.commit_files({}, "x", when=WHEN)
    made = repository.commit_files({**FIRST, "gone": None}, "first", when=WHEN)
    assert files_of(tmp_path) == FIRST
    assert git(tmp_path, "rev-list", "HEAD").split() == [made]
    assert git(tmp_path, "status", "--porcelain") == "A  staged\n"


def test_a_sha256_repository_works(tmp_path: Path) -> None:
    repository = GitRepository.discover(new_repository(tmp_path, "--object-format=sha256"))
    repository.commit_files(FIRST, "first", when=WHEN)
    made = repository.commit_files(SECOND, "second", when=WHEN)
    assert len(made) == 64
    assert state(tmp_path) == ("", "", "")
    tree = repository.tree(made, "snapshots/docs")
    assert repository.blobs(tree.values())[tree["a.json"]] == b"a2\n"
    assert repository.commits("snapshots/docs")[0].id == made


def test_a_detached_head_moves_and_no_branch_does(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    git(tmp_path, "checkout", "-q", "--detach")
    branch = git(tmp_path, "rev-parse", "main")
    made = repository.commit_files(SECOND, "second", when=WHEN)
    assert git(tmp_path, "rev-parse", "HEAD").strip() == made
    assert git(tmp_path, "rev-parse", "main") == branch
    assert state(tmp_path) == ("", "", "")


def test_a_linked_work_tree_commits_on_its_own_branch(tmp_path: Path) -> None:
    main = with_first_capture(tmp_path / "main")
    before = main.head()
    git(tmp_path / "main", "worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    linked = GitRepository.discover(tmp_path / "linked/src")
    made = linked.commit_files(SECOND, "second", when=WHEN)
    assert (linked.root, linked.git_dir) == (tmp_path / "linked", tmp_path / "main/.git")
    assert (main.head(), linked.head()) == (before, made)
    assert state(tmp_path / "linked") == state(tmp_path / "main") == ("", "", "")


def test_files_that_lie_apart_from_the_git_folder_work(tmp_path: Path) -> None:
    new_repository(tmp_path / "kept")
    (tmp_path / "files").mkdir()
    git(tmp_path / "kept", "config", "core.worktree", str(tmp_path / "files"))
    repository = GitRepository.discover(tmp_path / "kept")
    repository.commit_files(FIRST, "first", when=WHEN)
    assert repository.root == tmp_path / "files"
    assert (tmp_path / "files/reports/1.md").read_bytes() == b"one\n"
    assert repository.status_of(FIRST) == {}


def test_a_submodule_is_a_repository_of_its_own(tmp_path: Path) -> None:
    new_repository(tmp_path / "origin")
    root = new_repository(tmp_path / "root")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "origin"), "inner")
    git(root, "commit", "-qm", "submodule")
    inner = GitRepository.discover(root / "inner")
    inner.commit_files(FIRST, "first", when=WHEN)
    assert inner.root == root / "inner"
    assert state(root / "inner") == ("", "", "")


def test_a_shallow_clone_works_and_says_that_it_is_shallow(tmp_path: Path) -> None:
    origin = with_first_capture(tmp_path / "origin")
    origin.commit_files(SECOND, "second", when=WHEN)
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}/origin", "shallow")
    shallow = GitRepository.discover(tmp_path / "shallow")
    shallow.commit_files({"snapshots/docs/d.json": b"d"}, "third", when=WHEN)
    assert len(shallow.commits("snapshots/docs")) == 2
    assert (True, False) == (shallow.is_shallow(), GitRepository.discover(tmp_path / "origin").is_shallow())
    assert state(tmp_path / "shallow") == ("", "", "")
    with pytest.raises(Exception, match="git fetch --unshallow"):
        shallow.resolve("HEAD~5", folder="snapshots/docs")


def test_a_partial_clone_commits_and_fetches_nothing(tmp_path: Path) -> None:
    origin = with_first_capture(tmp_path / "origin")
    old = str(origin.head())
    origin.commit_files(SECOND, "second", when=WHEN)
    git(tmp_path / "origin", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{tmp_path}/origin", "partial")
    shutil.rmtree(tmp_path / "origin")
    partial = GitRepository.discover(tmp_path / "partial")
    partial.commit_files({"snapshots/docs/d.json": b"d"}, "third", when=WHEN)
    assert state(tmp_path / "partial") == ("", "", "")
    with pytest.raises(RepositoryError) as caught:
        partial.blobs(partial.tree(old, "snapshots/docs").values())
    assert "--filter" in caught.value.hint


def test_a_sparse_checkout_works(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    git(tmp_path, "sparse-checkout", "set", "--sparse-index", "reports")
    before = state(tmp_path)
    repository.commit_files({"reports/2.md": b"two", "snapshots/docs/a.json": b"a2\n"}, "second", when=WHEN)
    assert state(tmp_path) == before
    assert files_of(tmp_path)["src/code.py"] == b"code\n"
    assert files_of(tmp_path)["snapshots/docs/a.json"] == b"a2\n"


@pytest.mark.parametrize("settings", [("core.splitIndex=true",), ("index.version=4",), ("core.untrackedCache=true",)])
def test_other_forms_of_the_index_work(tmp_path: Path, settings: tuple[str, ...]) -> None:
    repository = with_first_capture(tmp_path)
    for setting in settings:
        git(tmp_path, "config", *setting.split("="))
    git(tmp_path, "update-index", "--force-untracked-cache" if "untracked" in settings[0] else "--refresh")
    repository.commit_files(SECOND, "second", when=WHEN)
    assert state(tmp_path) == ("", "", "")


@pytest.mark.parametrize("what", ["merge", "rebase", "cherry-pick", "revert", "bisect"])
def test_in_the_middle_of_something_nothing_is_committed(tmp_path: Path, what: str) -> None:
    repository = with_first_capture(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "side")
    (tmp_path / "src/code.py").write_text("side\n")
    git(tmp_path, "commit", "-qam", "side")
    git(tmp_path, "checkout", "-q", "main")
    (tmp_path / "src/code.py").write_text("main\n")
    git(tmp_path, "commit", "-qam", "main")
    commands = {"rebase": ("rebase", "side"), "bisect": ("bisect", "start"), "revert": ("revert", "--no-edit", "side")}
    subprocess.run(["git", *commands.get(what, (what, "side"))], cwd=tmp_path, check=False, capture_output=True)
    before = repository.head(), *state(tmp_path)
    with pytest.raises(RepositoryError, match=f"a {what} is in progress"):
        repository.commit_files(SECOND, "second", when=WHEN)
    assert (repository.head(), *state(tmp_path)) == before


def test_a_held_index_is_named_and_never_freed(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    lock = tmp_path / ".git/index.lock"
    lock.write_text("")
    head = repository.head()
    with pytest.raises(RepositoryError) as caught:
        repository.commit_files(SECOND, "second", when=WHEN)
    assert str(lock) in caught.value.message
    assert lock.exists()
    assert repository.head() == head
    assert (tmp_path / "snapshots/docs/a.json").read_bytes() == b"a1\n"


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/heads/main.lock"])
def test_a_held_ref_is_named_and_never_freed(tmp_path: Path, name: str) -> None:
    repository = with_first_capture(tmp_path)
    lock = tmp_path / ".git" / name
    lock.write_text("")
    head = repository.head()
    with pytest.raises(RepositoryError) as caught:
        repository.commit_files(SECOND, "second", when=WHEN)
    assert str(lock) in caught.value.message
    assert lock.exists()
    assert repository.head() == head
    assert state(tmp_path) == ("", "", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_repository_without_write_permission_is_an_error_with_a_hint(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    folders = [tmp_path / ".git", *(path for path in (tmp_path / ".git").rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        with pytest.raises(RepositoryError) as caught:
            repository.commit_files(SECOND, "second", when=WHEN)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert "permissions" in caught.value.hint
    assert state(tmp_path) == ("", "", "")


def test_a_read_only_disk_is_an_error_with_a_hint(tmp_path: Path) -> None:
    repository = with_first_capture(tmp_path)
    script = f"""
mount --bind {tmp_path} {tmp_path} && mount -o remount,bind,ro {tmp_path} || exit 99
exec {sys.executable} -c '
from datetime import UTC, datetime
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.errors import RepositoryError
try:
    repository = GitRepository.discover("{tmp_path}")
    repository.commit_files({{"snapshots/x": b"x"}}, "x", when=datetime(2026, 11, 1, tzinfo=UTC))
except RepositoryError as error:
    print(error.message, "|", error.hint)
'"""
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("mount namespaces are not available")
    assert "cannot be written" in done.stdout
    assert "permissions" in done.stdout
    assert state(tmp_path) == ("", "", "")
    assert len(repository.commits("snapshots")) == 1


def plant(root: Path, name: str) -> str:
    """Make a program that leaves a file when it is run; return the shell command."""
    program = root.parent / f"{name}.sh"
    program.write_text(f"#!/bin/sh\ntouch {root.parent}/ran-{name}\ncat\n")
    program.chmod(0o755)
    return str(program)


def test_nothing_of_the_repository_is_run(tmp_path: Path) -> None:
    root = tmp_path / "root"
    repository = with_first_capture(root)
    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-index-change",
        "pre-auto-gc",
    ):
        shutil.copy(plant(root, name), hooks / name)
    for setting in ("core.fsmonitor", "gpg.program", "core.pager", "diff.external", "core.editor", "core.sshCommand"):
        git(root, "config", setting, plant(root, setting))
    for setting in ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv"):
        git(root, "config", setting, plant(root, setting))
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "log.showSignature", "true")
    (root / ".gitattributes").write_text("* filter=evil diff=evil ident text eol=crlf\n")
    made = repository.commit_files(SECOND, "second", when=WHEN)
    repository.status_of(SECOND)
    repository.commits("snapshots/docs")
    repository.blobs(repository.tree(made, "snapshots/docs").values())
    repository.heal(["snapshots"])
    assert [path.name for path in tmp_path.glob("ran-*")] == []
    assert (root / "snapshots/docs/a.json").read_bytes() == b"a2\n"


@pytest.mark.parametrize(
    "settings",
    [
        {"core.autocrlf": "true"},
        {"core.safecrlf": "true", "core.eol": "crlf"},
        {"i18n.commitEncoding": "ISO-8859-1", "i18n.logOutputEncoding": "UTF-16"},
        {"core.quotePath": "true", "core.precomposeUnicode": "true"},
        {"log.date": "relative", "log.decorate": "full", "color.ui": "always", "format.pretty": "oneline"},
        {"diff.renames": "copies", "diff.noprefix": "true", "core.abbrev": "4"},
        {"user.signingKey": "none", "tag.gpgSign": "true", "core.logAllRefUpdates": "false"},
    ],
)
def test_settings_of_the_user_change_no_byte(tmp_path: Path, settings: dict[str, str]) -> None:
    plain = with_first_capture(tmp_path / "plain").commit_files(SECOND, "caf\u00e9", when=WHEN)
    repository = with_first_capture(tmp_path / "other")
    for name, value in settings.items():
        git(tmp_path / "other", "config", name, value)
    assert repository.commit_files(SECOND, "caf\u00e9", when=WHEN) == plain
    assert repository.commits("snapshots/docs")[0].subject == "caf\u00e9"
    assert git(tmp_path / "other", "status", "--porcelain") == ""


def test_variables_that_redirect_git_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = new_repository(tmp_path / "other")
    before = state(other), git(other, "rev-parse", "HEAD")
    root = new_repository(tmp_path / "root")
    variables = {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git/objects"),
        "GIT_COMMON_DIR": str(other / ".git"),
        "GIT_NAMESPACE": "elsewhere",
        "GIT_CONFIG": os.devnull,
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        "GIT_EXTERNAL_DIFF": plant(root, "diff"),
        "GIT_TRACE": str(tmp_path / "ran-trace"),
        "GIT_QUARANTINE_PATH": str(tmp_path),
        "LC_ALL": "de_DE.UTF-8",
    }
    with monkeypatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        repository = GitRepository.discover(root)
        repository.commit_files(FIRST, "first", when=WHEN)
        assert repository.commits("snapshots/docs")[0].when == WHEN
        assert {name: os.environ[name] for name in variables} == variables
    assert state(root) == ("", "", "")
    assert files_of(root) == {"README.md": b"read me\n", "src/code.py": b"code\n", **FIRST}
    assert (state(other), git(other, "rev-parse", "HEAD")) == before
    assert list(tmp_path.glob("ran-*")) == []


def test_a_repository_of_another_user_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = new_repository(tmp_path)
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    for path in (root, root / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(RepositoryError) as caught:
        GitRepository.discover(root)
    assert caught.value.hint == f"if you trust it, run: git config --global --add safe.directory '{root}'"


def test_without_git_the_hint_says_to_install_it(tmp_path: Path) -> None:
    script = (
        "from driftwatch.adapters.git.repository import GitRepository; from driftwatch.errors import RepositoryError\n"
        f"try: GitRepository.discover({str(tmp_path)!r})\n"
        "except RepositoryError as error: print(error.message, error.hint, sep='|')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "git is not installed, or cannot be run|install git 2.31 or newer\n"


def test_the_command_line_does_not_pay_for_gitpython(tmp_path: Path) -> None:
    script = "import sys, driftwatch.adapters.git.repository; print('git' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("chosen", [False, True])
def test_gitpython_starts_no_git_when_it_is_imported_and_then_the_one_of_the_user(
    tmp_path: Path, *, chosen: bool
) -> None:
    git, log = tmp_path / ("chosen" if chosen else "git"), tmp_path / "log"
    git.write_text(f"#!/bin/sh\necho ran >> {log}\n")
    git.chmod(0o755)
    script = (
        "from pathlib import Path; from driftwatch.adapters.git.repository import GitRepository\n"
        "from driftwatch.errors import RepositoryError\n"
        "for _ in range(2):\n"
        f"    try: GitRepository.discover(Path({str(tmp_path)!r}))\n"
        "    except RepositoryError as error: assert 'is not in a git repository' in error.message\n"
        "import git, os, pathlib\n"
        f"print(pathlib.Path({str(log)!r}).exists(), sorted(name for name in os.environ if 'GIT' in name))\n"
        "git.Git().execute([git.Git.GIT_PYTHON_GIT_EXECUTABLE, 'any'])"
    )
    mine = {"GIT_PYTHON_GIT_EXECUTABLE": str(git)} if chosen else {}
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", **mine}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"False {sorted(mine)}\n"
    assert log.read_text() == "ran\n"


def test_a_machine_that_has_no_more_of_something_is_not_told_to_install_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = with_first_capture(tmp_path)

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(git_command.GitCommands, "_started", refused)
    with pytest.raises(RepositoryError, match=r"could not be run: .*Too many open files") as caught:
        repository.commits("snapshots")
    assert caught.value.hint == "raise that limit of the machine, then run again"
