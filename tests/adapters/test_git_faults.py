"""What is left when a run is killed, or git fails, at any step: old or new as a whole, and the next run heals."""

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from driftwatch.adapters import files
from driftwatch.adapters.git import commit
from driftwatch.adapters.git import work_tree as git_pending
from driftwatch.adapters.git.command import Answer, GitCommands
from driftwatch.adapters.git.conversation import Conversation
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.errors import RepositoryError
from tests.adapters.git_sandbox import (
    FIRST,
    OURS,
    SECOND,
    WHEN,
    files_of,
    git,
    state,
    with_first_capture,
)

PROJECT = Path(__file__).parents[2]


class KilledError(BaseException):
    """The process ends here; nothing of it may act any more."""


class Fuse:
    """Counts the steps of a run and ends it at step `length`, for good."""

    def __init__(self, length: int) -> None:
        self.left = length
        self.steps: list[str] = []

    def burn(self, step: str) -> None:
        if self.left <= 0:
            raise KilledError(step)
        self.left -= 1
        self.steps.append(step)


class Intercepted(GitCommands):
    """The real git, with something done to the arguments or answers of each command."""

    def __init__(self, inner: GitCommands, meddle: Callable[[Callable[..., Answer], str, bytes], Answer]) -> None:
        self._inner = inner
        self._meddle = meddle

    def attempt(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Answer:
        name = next(one for one in arguments if not one.startswith("-") and "=" not in one)
        return self._meddle(lambda given: self._inner.attempt(*arguments, stdin=given, env=env), name, stdin)

    def objects(self) -> Conversation:
        return Conversation(lambda: Overheard(self), seconds=60)


class Overheard:
    """The git of a conversation, with the same done to each of its answers."""

    def __init__(self, commands: Intercepted) -> None:
        self.stdin = self.stdout = self
        self._commands = commands
        self._asked = b""
        self._told = io.BytesIO()

    def write(self, asked: bytes) -> None:
        self._asked += asked

    def flush(self) -> None:
        self._told = io.BytesIO(self._commands.attempt("cat-file", "--batch", stdin=self._asked).output)
        self._asked = b""

    def readline(self) -> bytes:
        return self._told.readline()

    def read(self, size: int) -> bytes:
        return self._told.read(size)

    def kill(self) -> None:
        """There is nothing to end."""

    def communicate(self, **_: float) -> tuple[bytes, bytes]:
        return b"", b""


def meddled(root: Path, meddle: Callable[[Callable[..., Answer], str, bytes], Answer]) -> GitRepository:
    plain = GitRepository.discover(root)
    return GitRepository(Intercepted(plain._commands, meddle), plain._layout)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_pending, "INDEX_LOCK_PAUSE_SECONDS", 0)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the first capture, one staged and one edited file of somebody else."""
    root = tmp_path_factory.mktemp("template")
    with_first_capture(root)
    (root / "src/code.py").write_bytes(b"staged\n")
    git(root, "add", "src/code.py")
    (root / "README.md").write_bytes(b"edited\n")
    return root


@pytest.fixture
def copies(template: Path, tmp_path: Path) -> Callable[[], Path]:
    def copy() -> Path:
        number = len(list(tmp_path.iterdir()))
        return Path(shutil.copytree(template, tmp_path / str(number), symlinks=True))

    return copy


THEIRS = " M README.md\nM  src/code.py\n"
OLD = {"README.md": b"read me\n", "src/code.py": b"code\n", **FIRST}
NEW = {path: content for path, content in {**OLD, **SECOND}.items() if content is not None}


def assert_healed(root: Path) -> None:
    """Assert that HEAD is old or new as a whole and that, after healing, files and index agree with it."""
    committed = files_of(root)
    assert committed in (OLD, NEW)
    repository = GitRepository.discover(root)
    repository.heal(OURS)
    assert git(root, "status", "--porcelain") == THEIRS
    on_disk = files.read_tree(root / "snapshots"), files.read_tree(root / "reports")
    assert {f"snapshots/{path}": content for path, content in on_disk[0].items()} == {
        path: content for path, content in committed.items() if path.startswith("snapshots/")
    }
    assert {f"reports/{path}" for path in on_disk[1]} == {path for path in committed if path.startswith("reports/")}
    assert list((root / ".git/driftwatch").glob("*")) == []


def instrument(monkeypatch: pytest.MonkeyPatch, fuse: Fuse) -> None:
    """Make each step on the work tree a step of the fuse, with a kill in the middle of a write among them."""
    replace, remove = files._replace, files.remove_file

    def mortal_replace(path: Path, content: bytes, *, sync: Callable[[int], None]) -> None:
        fuse.burn(f"before writing {path.name}")
        try:
            fuse.burn(f"in the middle of writing {path.name}")
        except KilledError:
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / ".driftwatch-999999999-half.tmp").write_bytes(content[:1])
            raise
        replace(path, content, sync=sync)

    def mortal_remove(root: Path, relative: str) -> None:
        fuse.burn(f"before deleting {relative}")
        remove(root, relative)

    monkeypatch.setattr(files, "_replace", mortal_replace)
    monkeypatch.setattr(files, "remove_file", mortal_remove)


def test_a_run_killed_at_any_step_leaves_old_or_new_and_the_next_run_heals(copies: Callable[[], Path]) -> None:
    steps: list[str] = []
    outcomes = set()
    for length in range(200):
        root = copies()
        fuse = Fuse(length)

        def meddle(run: Callable[..., Answer], name: str, stdin: bytes, fuse: Fuse = fuse) -> Answer:
            fuse.burn(f"before git {name}")
            return run(stdin)

        with pytest.MonkeyPatch.context() as patch:
            instrument(patch, fuse)
            try:
                meddled(root, meddle).commit_files(SECOND, "second", when=WHEN)
            except KilledError:
                pass
            else:
                steps = fuse.steps
                break
        outcomes.add(files_of(root) == NEW)
        assert_healed(root)
        shutil.rmtree(root)
        root.mkdir()
    assert outcomes == {False, True}
    assert {"before git update-ref", "before git update-index", "in the middle of writing c.json"} <= set(steps)
    assert len(steps) > 20


def test_after_a_kill_the_same_run_gives_what_it_would_have_given(copies: Callable[[], Path]) -> None:
    undisturbed = GitRepository.discover(copies()).commit_files(SECOND, "second", when=WHEN)
    root = copies()

    def meddle(run: Callable[..., Answer], name: str, stdin: bytes) -> Answer:
        if name == "update-ref":
            raise KilledError
        return run(stdin)

    with pytest.raises(KilledError):
        meddled(root, meddle).commit_files(SECOND, "second", when=WHEN)
    next_run = GitRepository.discover(root)
    assert next_run.heal(OURS) == ()
    assert next_run.commit_files(SECOND, "second", when=WHEN) == undisturbed


KILL_AFTER_UPDATE_REF = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.adapters.git.command import GitCommands
real = GitCommands.attempt
def attempt(self, *arguments, **rest):
    answer = real(self, *arguments, **rest)
    if "update-ref" in arguments:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
GitCommands.attempt = attempt
GitRepository.discover(Path(sys.argv[1])).commit_files(
    {"snapshots/docs/a.json": b"a2\\n", "snapshots/docs/b.json": None, "snapshots/docs/new/c.json": b"c2\\n",
     "reports/2.md": b"two\\n"}, "second", when=datetime(2026, 11, 1, 6, tzinfo=UTC))
"""


def test_a_process_killed_after_the_ref_moved_is_finished_by_the_next_run(copies: Callable[[], Path]) -> None:
    root = copies()
    done = subprocess.run([sys.executable, "-c", KILL_AFTER_UPDATE_REF, root], cwd=PROJECT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert files_of(root) == NEW
    assert git(root, "status", "--porcelain") != THEIRS
    assert set(GitRepository.discover(root).heal(OURS)) == set(SECOND)
    assert_healed(root)


Meddling = Callable[[Callable[..., Answer], bytes], Answer]


def full_disk(run: Callable[..., Answer], stdin: bytes) -> Answer:
    return Answer(128, b"", b"fatal: write error: No space left on device")


def cut_input(run: Callable[..., Answer], stdin: bytes) -> Answer:
    return run(stdin[: len(stdin) // 2])


def no_input(run: Callable[..., Answer], stdin: bytes) -> Answer:
    return run(b"")


def cut_output(run: Callable[..., Answer], stdin: bytes) -> Answer:
    answer = run(stdin)
    return Answer(answer.status, answer.output[: len(answer.output) // 2], answer.complaint)


@pytest.mark.parametrize("fault", [full_disk, cut_input, no_input, cut_output])
def test_git_failing_at_any_step_never_commits_a_part(copies: Callable[[], Path], fault: Meddling) -> None:
    for step in range(200):
        root = copies()
        calls: list[str] = []

        def meddle(
            run: Callable[..., Answer], name: str, stdin: bytes, calls: list[str] = calls, step: int = step
        ) -> Answer:
            calls.append(name)
            return fault(run, stdin) if len(calls) == step + 1 else run(stdin)

        try:
            meddled(root, meddle).commit_files(SECOND, "second", when=WHEN)
        except RepositoryError:
            pass
        else:
            assert files_of(root) == NEW
            assert fault is not full_disk or len(calls) <= step
        assert_healed(root)
        shutil.rmtree(root)
        root.mkdir()
        if len(calls) <= step:
            break
    assert step > 12


@pytest.mark.parametrize("fault", [cut_input, no_input, cut_output])
def test_a_cut_input_or_output_of_a_large_capture_is_noticed(copies: Callable[[], Path], fault: Meddling) -> None:
    many = {f"snapshots/docs/{number}.json": b"%d" % number for number in range(150)}
    for name_to_fail in ("index-pack", "cat-file"):
        root = copies()

        def meddle(run: Callable[..., Answer], name: str, stdin: bytes, failing: str = name_to_fail) -> Answer:
            return fault(run, stdin) if name == failing else run(stdin)

        try:
            meddled(root, meddle).commit_files(many, "many", when=WHEN)
        except RepositoryError:
            assert files_of(root) == OLD
        else:
            assert files_of(root) == {**OLD, **many}


@pytest.mark.parametrize("fault", [cut_input, no_input])
def test_the_first_commit_of_a_repository_is_checked_too(tmp_path: Path, fault: Meddling) -> None:
    git(tmp_path, "init", "-q")

    def meddle(run: Callable[..., Answer], name: str, stdin: bytes) -> Answer:
        return fault(run, stdin) if name == "unpack-objects" else run(stdin)

    with pytest.raises(RepositoryError):
        meddled(tmp_path, meddle).commit_files(FIRST, "first", when=WHEN)
    assert GitRepository.discover(tmp_path).head() is None


def with_commits_in_between(root: Path, *others: Mapping[str, bytes]) -> GitRepository:
    """A repository in which somebody commits just before each of our attempts to move the branch."""
    waiting = list(others)

    def meddle(run: Callable[..., Answer], name: str, stdin: bytes) -> Answer:
        if name == "update-ref" and waiting:
            for path, content in waiting.pop(0).items():
                (root / path).write_bytes(content)
                git(root, "commit", "-q", "-m", "in between", "--", path)
        return run(stdin)

    return meddled(root, meddle)


def test_a_foreign_commit_in_between_stays_and_ours_comes_on_top(copies: Callable[[], Path]) -> None:
    root = copies()
    made = with_commits_in_between(root, {"README.md": b"in between\n"}).commit_files(SECOND, "second", when=WHEN)
    assert git(root, "log", "--format=%s").split("\n")[:2] == ["second", "in between"]
    assert git(root, "rev-parse", "HEAD").strip() == made
    assert files_of(root) == {**NEW, "README.md": b"in between\n"}
    assert git(root, "status", "--porcelain") == "M  src/code.py\n"
    assert list((root / ".git/driftwatch").glob("*")) == []


def test_a_commit_to_our_paths_in_between_wins(copies: Callable[[], Path]) -> None:
    root = copies()
    with pytest.raises(RepositoryError, match=r"changed snapshots/docs/a\.json"):
        with_commits_in_between(root, {"snapshots/docs/a.json": b"theirs\n"}).commit_files(SECOND, "x", when=WHEN)
    assert files_of(root) == {**OLD, "snapshots/docs/a.json": b"theirs\n"}
    assert git(root, "status", "--porcelain") == THEIRS


def test_lost_races_are_run_again(copies: Callable[[], Path]) -> None:
    root = copies()
    others = [{"README.md": b"%d\n" % number} for number in range(30)]
    made = with_commits_in_between(root, *others).commit_files(SECOND, "second", when=WHEN)
    assert git(root, "rev-parse", "HEAD").strip() == made
    assert git(root, "log", "--format=%s").split("\n")[:31] == ["second", *["in between"] * 30]
    assert files_of(root) == {**NEW, "README.md": b"29\n"}


def test_a_branch_that_never_stands_still_makes_the_run_give_up(
    copies: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "REBASING_S", 0.2)
    root = copies()
    repository = with_commits_in_between(root, *({"README.md": b"%d\n" % number} for number in range(1_000)))
    with pytest.raises(RepositoryError, match=r"moved for 0\.2 seconds"):
        repository.commit_files(SECOND, "x", when=WHEN)
    assert {path: text for path, text in files_of(root).items() if path != "README.md"} == {
        path: text for path, text in OLD.items() if path != "README.md"
    }


def test_a_commit_whose_work_tree_lags_is_an_error_that_names_the_commit(copies: Callable[[], Path]) -> None:
    root = copies()

    def meddle(run: Callable[..., Answer], name: str, stdin: bytes) -> Answer:
        answer = run(stdin)
        if name == "update-ref":
            (root / ".git/index.lock").write_text("")
        return answer

    with pytest.raises(RepositoryError) as caught:
        meddled(root, meddle).commit_files(SECOND, "second", when=WHEN)
    assert caught.value.message.startswith(f"the capture is committed as {git(root, 'rev-parse', 'HEAD')[:12]}")
    assert "the next run brings it up to date" in caught.value.hint
    (root / ".git/index.lock").unlink()
    assert_healed(root)
    assert files_of(root) == NEW


@pytest.fixture
def killed(copies: Callable[[], Path]) -> Path:
    """A repository whose run was killed just after the ref moved."""
    root = copies()

    def meddle(run: Callable[..., Answer], name: str, stdin: bytes) -> Answer:
        answer = run(stdin)
        if name == "update-ref":
            raise KilledError
        return answer

    with pytest.raises(KilledError):
        meddled(root, meddle).commit_files(SECOND, "second", when=WHEN)
    return root


def test_what_somebody_edited_since_the_kill_is_left_alone(killed: Path) -> None:
    (killed / "snapshots/docs/a.json").write_bytes(b"edited since\n")
    healed = GitRepository.discover(killed).heal(OURS)
    assert (killed / "snapshots/docs/a.json").read_bytes() == b"edited since\n"
    assert (killed / "reports/2.md").read_bytes() == b"two\n"
    assert "reports/2.md" in healed
    assert git(killed, "status", "--porcelain") == " M README.md\n M snapshots/docs/a.json\nM  src/code.py\n"


def test_healing_brings_files_to_the_present_commit_when_others_followed(killed: Path) -> None:
    tree = git(killed, "rev-parse", "HEAD^{tree}").strip()
    later = git(killed, "commit-tree", "-p", "HEAD", "-m", "later", tree).strip()
    git(killed, "update-ref", "HEAD", later)
    GitRepository.discover(killed).heal(OURS)
    assert git(killed, "status", "--porcelain") == THEIRS


def test_a_commit_that_was_taken_back_is_not_finished(killed: Path) -> None:
    git(killed, "update-ref", "HEAD", "HEAD~1")
    assert GitRepository.discover(killed).heal(OURS) == ()
    assert git(killed, "status", "--porcelain") == THEIRS
    assert list((killed / ".git/driftwatch").glob("*")) == []


def test_an_edit_outlives_a_run_that_was_killed_before_it_committed(copies: Callable[[], Path]) -> None:
    root = copies()
    (root / "snapshots/docs/a.json").write_bytes(b"edited\n")
    before = state(root)

    def meddle(run: Callable[..., Answer], name: str, stdin: bytes) -> Answer:
        if name == "update-ref":
            raise KilledError
        return run(stdin)

    with pytest.raises(KilledError):
        meddled(root, meddle).commit_files(SECOND, "second", when=WHEN)
    assert GitRepository.discover(root).heal(OURS) == ()
    assert state(root) == before


def test_another_source_leaves_the_note_to_its_owner(killed: Path) -> None:
    assert GitRepository.discover(killed).heal(["snapshots/other", "reports"]) == ()
    assert_healed(killed)


def test_edits_without_a_kill_are_never_healed(copies: Callable[[], Path]) -> None:
    root = copies()
    (root / "snapshots/docs/a.json").write_bytes(b"edited\n")
    (root / "snapshots/docs/b.json").unlink()
    before = state(root)
    assert GitRepository.discover(root).heal(OURS) == ()
    assert state(root) == before


@pytest.mark.parametrize("content", [b'{"commit": 3', b'{"commit": "\xff", "paths": []}', b"[" * 100_000])
def test_a_damaged_note_is_dropped(copies: Callable[[], Path], content: bytes) -> None:
    root = copies()
    note = root / ".git/driftwatch/pending-x.json"
    note.parent.mkdir(exist_ok=True)
    note.write_bytes(content)
    assert GitRepository.discover(root).heal(OURS) == ()
    assert not note.exists()


def test_half_written_files_of_a_killed_run_go(copies: Callable[[], Path]) -> None:
    root = copies()
    (root / "snapshots/docs/.driftwatch-999999999-abc.tmp").write_bytes(b"half")
    assert GitRepository.discover(root).heal(OURS) == ("snapshots/docs/.driftwatch-999999999-abc.tmp",)
    assert git(root, "status", "--porcelain") == THEIRS


def test_healing_in_the_middle_of_a_merge_waits(killed: Path) -> None:
    (killed / ".git/MERGE_HEAD").write_text(git(killed, "rev-parse", "HEAD"))
    with pytest.raises(RepositoryError, match="a merge is in progress"):
        GitRepository.discover(killed).heal(OURS)
    os.unlink(killed / ".git/MERGE_HEAD")
    assert_healed(killed)
