"""A repository of documentation, kept as a bare one without work tree: its history and its plain files.

It is somebody else's and hostile: nothing of it is run, no link, submodule or file of Git LFS is followed, and what it
holds is bounded in size. Only https, ssh and this machine's files are spoken to, never by a redirect.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.errors import printable
from driftwatch.adapters.git.objects import check_id, records
from driftwatch.adapters.git.read import contents_of
from driftwatch.errors import ObservationError
from driftwatch.model.moment import Moment
from driftwatch.redaction import redact

MOST_BYTES: Final = 2_000_000_000
"""Of a repository, packed."""
_MOST_OF_A_LIST: Final = 400_000_000
"""Bytes of a list of files or changes; a tree of a few objects can name thousands of millions of files."""
_FETCH_SECONDS: Final = 1800.0
_LIST_SECONDS: Final = 300.0
_REF: Final = "refs/driftwatch/origin"
_FILE_MODES: Final = ("100644", "100755")
_ALONE: Final = (
    "-c", "http.followRedirects=false",
    "-c", "http.proxy=",
    "-c", "http.extraHeader=",
    "-c", "http.cookieFile=",
    "-c", "http.lowSpeedLimit=1000",
    "-c", "http.lowSpeedTime=60",
    "-c", "credential.helper=",
    "-c", "core.askPass=true",
    "-c", "core.bigFileThreshold=32m",
    "-c", "fetch.unpackLimit=1",
    "-c", "fetch.recurseSubmodules=false",
    "-c", "submodule.recurse=false",
)  # fmt: skip
_NO_REASON: Final = "Could not read from remote repository"
_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "https:ssh:file",
    "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ClearAllForwardings=yes -o PermitLocalCommand=no",
}


class GitMirror:
    """A bare repository in a folder of ours."""

    def __init__(self, commands: GitCommands, folder: Path, object_format: str) -> None:
        self._commands = commands
        self._folder = folder
        self._object_format = object_format
        self._objects = commands.objects()

    def fetch(self, address: str, branch: str, *, whole: bool, settings: Iterable[str] = ()) -> str:
        """Bring what a repository holds now, and return the commit.

        Args:
            address: of the repository, checked by the caller.
            branch: or tag, checked as well; "" for its HEAD.
            whole: with its history, not only what it holds now.
            settings: of git, for this one command.

        Raises:
            ObservationError: it cannot be reached, holds no such branch, or holds too much.
        """
        depth = self._depth(whole=whole)
        chosen = [part for setting in settings for part in ("-c", setting)]
        answer = self._commands.supervised(
            *_ALONE, *chosen, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance",
            "--no-write-fetch-head", "--update-shallow", *depth, "--end-of-options", address,
            f"+{branch or 'HEAD'}:{_REF}",
            seconds=_FETCH_SECONDS, is_too_much=self._holds_too_much, env=_ENVIRONMENT,
        )  # fmt: skip
        if answer is None or self._holds_too_much():
            raise ObservationError(
                f"the repository holds more than {MOST_BYTES:,} bytes, packed", hint="nothing was changed"
            )
        commit = self._commands.id_of(f"{_REF}^{{commit}}") if answer.status == 0 else None
        if commit is None:
            raise _not_fetched(answer.complaint)
        return commit

    def is_shallow(self) -> bool:
        """Tell whether older commits are left out."""
        return (self._folder / "shallow").exists()

    def files(self, commit: str) -> Mapping[str, str]:
        """Return the plain files of a commit, path to blob id; what is no text in a path is left out.

        Raises:
            ObservationError: there are too many, or git cannot list them.
        """
        listing = self._listed("ls-tree", "-r", "-z", "--full-tree", check_id(commit))
        found: dict[str, str] = {}
        for record in records(listing):
            head, _, path = record.partition(b"\t")
            mode, _, object_id = head.decode("ascii").split(" ")
            if mode in _FILE_MODES and (name := _name(path)):
                found[name] = object_id
        return found

    def moments(self, commit: str) -> Iterator[Moment]:
        """Yield the commits of the first line up to one, oldest first, each with what it changed of plain files.

        Raises:
            ObservationError: there is too much, or git cannot list it.
        """
        listing = self._listed(
            "-c", "log.showRoot=true", "log", "-z", "--reverse", "--first-parent", "-m", "--raw", "-r", "--no-renames",
            "--no-abbrev", "--no-color", "--format=%H %ct", "--end-of-options", check_id(commit),
        )  # fmt: skip
        head, changes = "", dict[str, str | None]()
        fields = iter(records(listing if listing.endswith(b"\0") or not listing else listing + b"\0"))
        for field in fields:
            if not field.lstrip(b"\n").startswith(b":"):
                if head:
                    yield _moment(head, changes)
                head, changes = field.decode("ascii"), {}
                continue
            _, mode, _, object_id, _ = field.lstrip(b"\n").decode("ascii").split(" ")
            if name := _name(next(fields)):
                changes[name] = object_id if mode in _FILE_MODES else None
        if head:
            yield _moment(head, changes)

    def sizes(self, ids: Iterable[str]) -> Mapping[str, int]:
        """Return how large blobs are."""
        wanted = tuple(dict.fromkeys(check_id(one) for one in ids))
        if not wanted:
            return {}
        lines = "\n".join((*wanted, "")).encode("ascii")
        told = self._commands.line("cat-file", "--batch-check=%(objecttype) %(objectsize)", "--buffer", stdin=lines)
        answers = [line.split(" ") for line in told.split("\n")]
        return {one: int(each[1]) for one, each in zip(wanted, answers, strict=True) if each[0] == "blob"}

    def blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return the content of each blob, checked against its id; ask for their sizes first.

        Raises:
            RepositoryError: when a blob is missing or damaged.
        """
        return contents_of(self._objects, ids, object_format=self._object_format)

    def _depth(self, *, whole: bool) -> tuple[str, ...]:
        """Say how much history is asked for: what was brought once is kept."""
        if whole:
            return ("--unshallow",) if self.is_shallow() else ()
        known = self._commands.id_of(_REF) is not None
        return () if known and not self.is_shallow() else ("--depth=1",)

    def _listed(self, *arguments: str) -> bytes:
        """Return a list of git's as a whole."""
        answer = self._commands.beginning(*arguments, limit=_MOST_OF_A_LIST, seconds=_LIST_SECONDS)
        if not answer.is_whole:
            raise ObservationError("the repository holds more files than can be listed", hint="nothing was changed")
        return answer.output

    def _holds_too_much(self) -> bool:
        return sum(_size(path) for path in (self._folder / "objects").rglob("*")) > MOST_BYTES


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def _name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _moment(head: str, changes: Mapping[str, str | None]) -> Moment:
    commit, _, seconds = head.strip("\n").partition(" ")
    return Moment(origin=commit, seconds=int(seconds), changes=changes)


def _not_fetched(complaint: bytes) -> ObservationError:
    lines = [line for line in os.fsdecode(complaint).splitlines() if line.strip()]
    fatal = next((number for number, line in enumerate(lines) if line.startswith("fatal:")), len(lines) - 1)
    # ssh says why in the line before: the host is not known, or the key is not.
    because = fatal - 1 if fatal > 0 and _NO_REASON in lines[fatal] else fatal
    said = lines[because] if lines else "git said nothing"
    return ObservationError(
        f"the repository could not be read: {redact(printable(said.removeprefix('fatal:')))}",
        hint="nothing was changed; check `repository` and `branch` in driftwatch.toml, or try again later",
    )
