"""Run git through GitPython so that a repository cannot make it run, or reach, anything else.

No hook, filter, file system monitor, signer, pager, editor or password prompt of the repository is run, nothing is
fetched but by `mirror.py`, and variables that point git elsewhere (`GIT_DIR` inside a hook, say) are not passed on.
"""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from subprocess import PIPE, TimeoutExpired
from typing import Any

import msgspec

from driftwatch.adapters.git.conversation import Conversation
from driftwatch.adapters.git.errors import explain
from driftwatch.adapters.git.objects import is_id
from driftwatch.errors import RepositoryError

TIMEOUT_SECONDS = 300
# Another git that is just committing holds the lock of a ref for milliseconds.
REF_LOCK_MILLISECONDS = 2000
_GLANCE_SECONDS = 0.5
"""How often a look is taken at what a command has written."""

# Values on the command line win over every configuration file.
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.autocrlf=false",
    "core.safecrlf=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    # Without syncing references a crash of the machine can leave an empty ref (git 2.36 added the setting for that).
    "core.fsync=committed,loose-object,reference",
    "gc.auto=0",
    "maintenance.auto=false",
    "log.showSignature=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
)
_ENVIRONMENT = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "TZ": "UTC",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
}
# What a user sets on purpose: where configuration lies and who commits. Every other GIT_ variable is taken away.
_KEPT = ("GIT_CONFIG_", "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_PYTHON_", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES")
# No fault of git: the machine has no more of something.
_LIMITS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)
ENVIRONMENT_LOCK = threading.Lock()
"""Held by whoever changes the environment of this process for a moment."""


class Answer(msgspec.Struct, frozen=True):
    """What one git command said: its exit status and both of its outputs."""

    status: int
    output: bytes
    complaint: bytes


class Beginning(msgspec.Struct, frozen=True):
    """The output of a git command as far as it was read, and whether it ended by itself."""

    output: bytes
    is_whole: bool


class GitCommands:
    """The git of one work tree, as GitPython's command wrapper `Repo.git`; `environment` is added to every command."""

    def __init__(self, git: Any, environment: Mapping[str, str] | None = None) -> None:
        self._git = git
        self._environment = {**_ENVIRONMENT, **(environment or {})}

    def attempt(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Answer:
        """Run one git command to its end and return its answer, whatever the exit status.

        Raises:
            RepositoryError: when git cannot be started or does not end.
        """
        try:
            process = self._started("--literal-pathspecs", *arguments, env=env)
            output, complaint = process.communicate(stdin, timeout=TIMEOUT_SECONDS)
        except TimeoutExpired as error:
            raise RepositoryError(
                f"git {arguments[0]} did not end within {TIMEOUT_SECONDS} seconds",
                hint="check that the disk of the repository answers",
            ) from error
        except (OSError, ValueError) as error:
            raise _not_started(arguments, error) from error
        return Answer(process.returncode, output, complaint)

    def id_of(self, expression: str) -> str | None:
        """Return the id of the object that an expression names, None when there is none."""
        answer = self.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", expression)
        found = answer.output.decode("ascii", "replace").strip()
        return found if answer.status == 0 and is_id(found) else None

    def run(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """Run one git command and return its output.

        Raises:
            RepositoryError: with what git said and what to do, when it fails.
        """
        answer = self.attempt(*arguments, stdin=stdin, env=env)
        if answer.status != 0:
            raise explain(arguments, answer.complaint)
        return answer.output

    def beginning(self, *arguments: str, limit: int, seconds: float) -> Beginning:
        """Run one git command that only reads, and return what it says first; at a limit it is ended.

        Paths among the arguments may have magic (`:(exclude)`): none may be from outside without `literal`.

        Args:
            arguments: of git; what fails or says nothing has an empty output.
            limit: bytes that are read.
            seconds: how long it may take.

        Raises:
            RepositoryError: when git cannot be started.
        """
        try:
            process = self._started(*arguments)
        except (OSError, ValueError) as error:
            raise _not_started(arguments, error) from error
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            output = process.stdout.read(limit + 1)
            is_whole = timer.is_alive() and len(output) <= limit
        finally:
            timer.cancel()
            process.kill()
            process.communicate()
        return Beginning(output[:limit], is_whole=is_whole)

    def supervised(
        self, *arguments: str, seconds: float, is_too_much: Callable[[], bool], env: Mapping[str, str]
    ) -> Answer | None:
        """Run one git command that writes what it is sent; it is ended, and None returned, when that becomes too much.

        Raises:
            RepositoryError: when git cannot be started or does not end in time.
        """
        try:
            process = self._started("--literal-pathspecs", *arguments, env=env)
        except (OSError, ValueError) as error:
            raise _not_started(arguments, error) from error
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                with suppress(TimeoutExpired):
                    output, complaint = process.communicate(timeout=_GLANCE_SECONDS)
                    return Answer(process.returncode, output, complaint)
                if is_too_much():
                    return None
        finally:
            process.kill()
            process.communicate()
        raise RepositoryError(
            f"git {arguments[0]} did not end within {seconds:.0f} seconds", hint="nothing was changed; try again later"
        )

    def objects(self) -> Conversation:
        """Return a conversation about objects, which begins with its first question."""

        def start() -> Any:
            try:
                return self._started("cat-file", "--batch")
            except (OSError, ValueError) as error:
                raise _not_started(("cat-file",), error) from error

        return Conversation(start, seconds=TIMEOUT_SECONDS)

    def _started(self, *arguments: str, env: Mapping[str, str] | None = None) -> Any:
        command = [self._git.GIT_PYTHON_GIT_EXECUTABLE, "--no-pager"]
        for setting in (*_SETTINGS, f"core.filesRefLockTimeout={REF_LOCK_MILLISECONDS}"):
            command += ["-c", setting]
        with without_redirections():
            # A group of its own: Ctrl-C on a terminal is for us to handle, not for a git in the middle of a write.
            return self._git.execute(
                [*command, *arguments],
                istream=PIPE,
                as_process=True,
                env={**self._environment, **(env or {})},
                process_group=0,
            )

    def line(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        """Run one git command and return its output as text, without the line end."""
        return os.fsdecode(self.run(*arguments, stdin=stdin, env=env)).rstrip("\n")


def _not_started(arguments: Sequence[str], error: Exception) -> RepositoryError:
    is_limit = isinstance(error, OSError) and error.errno in _LIMITS
    hint = "raise that limit of the machine, then run again" if is_limit else "install git 2.31 or newer"
    return RepositoryError(f"git {arguments[0]} could not be run: {error}", hint=hint)


@contextmanager
def without_redirections() -> Iterator[None]:
    """Hide the variables that would point git at another repository, index or program while the block runs.

    GitPython hands every child a copy of this process's environment and can only add to it.
    """
    with ENVIRONMENT_LOCK:
        hidden = {name: value for name, value in os.environ.items() if _redirects(name)}
        for name in hidden:
            del os.environ[name]
        try:
            yield
        finally:
            os.environ.update(hidden)


def _redirects(name: str) -> bool:
    return name.startswith("GIT_") and not name.startswith(_KEPT)
