"""The git repository that keeps the snapshots: read its history, commit to it, repair it after a kill."""

import logging
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from driftwatch.adapters.files import safe_relative
from driftwatch.adapters.git.command import ENVIRONMENT_LOCK, GitCommands, without_redirections
from driftwatch.adapters.git.commit import Committer, Plan
from driftwatch.adapters.git.identity import Identity, identity_of
from driftwatch.adapters.git.mirror import GitMirror
from driftwatch.adapters.git.objects import blob_id, empty_tree
from driftwatch.adapters.git.read import Commit, FileStatus, GitReader, Layout
from driftwatch.adapters.git.search import lines_naming
from driftwatch.adapters.git.work_tree import WorkTree
from driftwatch.adapters.lock import commit_lock
from driftwatch.errors import InternalError, RepositoryError, UnsafePathError
from driftwatch.model.code_line import CodeLine

if TYPE_CHECKING:
    from git import Repo

__all__ = ["Commit", "FileStatus", "GitMirror", "GitRepository", "Identity", "Layout", "mirror_in"]

log = logging.getLogger(__name__)

_PROGRAM = "GIT_PYTHON_GIT_EXECUTABLE"
_NO_PROGRAM = {_PROGRAM: os.devnull, "GIT_PYTHON_REFRESH": "quiet"}

# Shown as {U+202E}: they would reorder, hide or break what a reader of the log sees.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class GitRepository:
    """One work tree of a git repository (2.31 or newer), plain or linked, of either object format."""

    def __init__(self, commands: GitCommands, layout: Layout) -> None:
        self._layout = layout
        self._commands = commands
        self._reader = GitReader(commands, layout)
        self._work_tree = WorkTree(commands, layout, self._reader)

    @classmethod
    def discover(cls, path: Path) -> Self:
        """Open the repository that `path` lies in.

        Raises:
            RepositoryError: when there is none, it has no work tree, git does not trust it, or git is not installed.
        """
        repository = _open(path)
        commands = GitCommands(repository.git)
        names = ("--show-toplevel", "--absolute-git-dir", "--git-common-dir", "--show-object-format")
        answer = commands.line("rev-parse", "--path-format=absolute", *names).split("\n")
        root, own_dir, common_dir, object_format = answer
        located = {
            # Said outright, because core.worktree can put the files where no .git is found above them.
            "GIT_DIR": own_dir,
            "GIT_WORK_TREE": root,
            # git compares the newest files with the index through the filters that .gitattributes names: read none.
            "GIT_ATTR_SOURCE": empty_tree(object_format),
        }
        commands = GitCommands(repository.GitCommandWrapperType(root), located)
        return cls(commands, Layout(Path(root), Path(own_dir), Path(common_dir), object_format))

    @property
    def root(self) -> Path:
        """The top folder of the work tree."""
        return self._layout.root

    @property
    def git_dir(self) -> Path:
        """The git folder that all linked work trees share."""
        return self._layout.common_dir

    def head(self) -> str | None:
        """Return the id of the present commit; None on a branch without commits."""
        return self._reader.head()

    def resolve(self, revision: str, *, folder: str) -> str:
        """Return the id of the commit that `revision` names.

        A date (2026-11-01) names the last commit that touched `folder` up to the end of that day in UTC.

        Raises:
            UsageError: when it names no commit.
        """
        return self._reader.resolve(revision, folder=folder)

    def commits(self, path: str, *, limit: int | None = None, removing: bool = False) -> tuple[Commit, ...]:
        """Return the commits up to HEAD that touched `path`, newest first; none on a branch without commits.

        `removing`: only those that removed the file.
        """
        return self._reader.commits(path, limit=limit, removing=removing)

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        """Return the plain files below `folder` in `commit`: path relative to the folder, to blob id; sorted."""
        return self._reader.tree(commit, folder)

    def changed(self, before: str, after: str) -> frozenset[str]:
        """Return the files that a commit has otherwise than another one, or newly."""
        return self._reader.changed(before, after)

    def file(self, commit: str, path: str) -> bytes | None:
        """Return the content of a plain file in `commit`, None when it holds none of that path.

        Raises:
            RepositoryError: when the blob is missing or damaged.
        """
        return self._reader.file(commit, path)

    def holds(self, commit: str, path: str) -> bool:
        """Tell whether a commit has anything at a path, a file or a folder."""
        return path in self._reader.entries(commit, (path,))

    def trees(self, commits: Iterable[str], folder: str) -> Mapping[str, Mapping[str, str]]:
        """Return for each commit what `tree` does, with one more process of git however many there are."""
        return self._reader.trees(commits, folder)

    def blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return the content of each blob, read by one git process and checked against its id.

        Raises:
            RepositoryError: when a blob is missing or damaged.
        """
        return self._reader.blobs(ids)

    def is_shallow(self) -> bool:
        """Tell whether the clone leaves out older commits (`git clone --depth`)."""
        return self._reader.is_shallow()

    def remotes(self) -> tuple[str, ...]:
        """Return the configured addresses of other repositories, sorted; one may hold a password."""
        return self._reader.remotes()

    def status_of(self, paths: Iterable[str]) -> Mapping[str, FileStatus]:
        """Return the state of each of these files that HEAD, index and work tree do not agree on.

        Files are compared byte by byte: no filter and no line end conversion of the repository takes part.
        """
        return self._reader.status_of(paths)

    def lines_naming(
        self, names: Iterable[str], *, commit: str, leave_out: Iterable[str], within: Iterable[str] = ()
    ) -> tuple[CodeLine, ...]:
        """Return lines of a commit's text files that hold any of the names as whole words, by path and line.

        Bounded in names, files, lines, bytes and time; what lies below `leave_out` is not looked into, and where files
        are given `within` nothing but those.
        """
        return lines_naming(self._commands, names, commit=commit, leave_out=leave_out, within=within)

    def identity(self) -> Identity:
        """Return who commits: git's user.name and user.email, or ours where they are not set."""
        return identity_of(self._commands)

    def heal(self, folders: Iterable[str]) -> tuple[str, ...]:
        """Finish what killed runs left below `folders`; return the paths that were repaired, sorted.

        Call it at the start of a run, under the run's lock, with all folders that the run writes to. Files that
        somebody edited since are left alone, and so is everything outside of the folders.

        Raises:
            RepositoryError: when there is something to finish and git holds the index, or a merge is in progress.
        """
        with commit_lock(self._layout.common_dir):
            return self._work_tree.heal(folders)

    def commit_files(
        self,
        changes: Mapping[str, bytes | None],
        message: str,
        *,
        when: datetime,
        allow_empty: bool = False,
    ) -> str:
        """Commit exactly `changes` on the present branch or detached HEAD and return the commit's id.

        Whatever else is staged, edited or untracked stays as it is. The files of the work tree and the index entries
        of these paths are brought up to date once the commit is made; their uncommitted edits are overwritten. The
        same input, identity, parent and time give the same id.

        Args:
            changes: content by path relative to the root, None to delete.
            message: subject, and body after an empty line; invisible characters are spelled out.
            when: time of the commit, with a time zone.
            allow_empty: make a commit that changes nothing; otherwise HEAD's id is returned then.

        Raises:
            UnsafePathError: when a path leaves the repository, or a link, submodule or device is in the way.
            RepositoryError: during a merge, rebase or bisect; when another process holds git's lock or changed the same
                paths; when git cannot write. Nothing was changed then, unless the message says that the commit is made.
            ConfigError: when git's user.name or user.email cannot stand in a commit.
        """
        if when.tzinfo is None:
            raise InternalError("the time of a commit needs a time zone", hint="report this as a bug of driftwatch")
        identity = self.identity()
        if identity.is_fallback:
            log.warning("git has no user.name and user.email: committing as %s <%s>", identity.name, identity.email)
        wanted = {
            safe_relative(path): None if content is None else blob_id(content, self._layout.object_format)
            for path, content in changes.items()
        }
        _refuse_look_alikes(wanted)
        contents = {
            one: content
            for one, content in zip(wanted.values(), changes.values(), strict=True)
            if one and content is not None
        }
        plan = Plan(
            wanted=wanted,
            contents=contents,
            message=_clean(message),
            when=when,
            identity=identity,
            may_be_empty=allow_empty,
        )
        return Committer(self._commands, self._layout, self._reader, self._work_tree).commit(plan)


def mirror_in(folder: Path) -> GitMirror:
    """Open the bare repository in a folder of ours that keeps somebody else's; it is made when there is none.

    Raises:
        RepositoryError: git is not installed, or cannot make it.
    """
    _prepare_git_python()
    from git import Git

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RepositoryError(f"{folder} cannot be made: {error.strerror or error}", hint="check the folder") from None
    # Said outright: git finds no other repository, above this one, when this one is damaged.
    commands = GitCommands(Git(folder), {"GIT_DIR": str(folder)})
    if not (folder / "HEAD").exists():
        commands.run("init", "--quiet", "--bare", "--template=")
    return GitMirror(commands, folder, commands.line("rev-parse", "--show-object-format"))


def _prepare_git_python() -> None:
    """Import GitPython without letting it start git: as it is imported it asks git for its version, twice.

    It is shown a program that cannot be run, and told to be quiet about that, which it takes for a git to come.

    Raises:
        RepositoryError: it is not installed, or git is not.
    """
    if "git" not in sys.modules:
        with ENVIRONMENT_LOCK:
            before = {name: os.environ[name] for name in _NO_PROGRAM if name in os.environ}
            os.environ.update(_NO_PROGRAM)
            try:
                from git import Git
            except ImportError as error:
                raise _no_git() from error
            finally:
                for name in _NO_PROGRAM:
                    del os.environ[name]
                os.environ.update(before)
        Git.GIT_PYTHON_GIT_EXECUTABLE = before.get(_PROGRAM, Git.git_exec_name)
    from git import Git

    if shutil.which(Git.GIT_PYTHON_GIT_EXECUTABLE or "") is None:
        raise _no_git()


def _no_git() -> RepositoryError:
    return RepositoryError("git is not installed, or cannot be run", hint="install git 2.31 or newer")


def _open(path: Path) -> "Repo":
    _prepare_git_python()
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        with without_redirections():
            repository = Repo(path, search_parent_directories=True, expand_vars=False)
    except (InvalidGitRepositoryError, NoSuchPathError) as error:
        raise RepositoryError(
            f"{path} is not in a git repository",
            hint="run `git init`, or start driftwatch inside a repository",
        ) from error
    if repository.bare:
        raise RepositoryError(
            f"{path} is in a bare repository, which has no files to write snapshots to",
            hint="clone it, or add a work tree with `git worktree add`",
        )
    return repository


def _refuse_look_alikes(paths: Iterable[str]) -> None:
    """Refuse two paths that are one file on macOS or Windows."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            raise UnsafePathError(
                f"{other} and {path} are one file on some machines",
                hint="give them names that differ in more than case",
            )


def _clean(message: str) -> str:
    text = message.replace("\r\n", "\n").strip()
    if not text:
        raise InternalError("a commit needs a message", hint="report this as a bug of driftwatch")
    return "".join(_spelled(character) for character in text) + "\n"


def _spelled(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in _INVISIBLE:
        return character
    return f"{{U+{ord(character):04X}}}"
