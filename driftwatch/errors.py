"""Every error that driftwatch raises on purpose, as one tree.

DriftwatchError
├── UsageError             exit 2: wrong options, arguments or revisions
│   ├── ConfigError        exit 2: driftwatch.toml is wrong
│   ├── ManifestError      exit 2: a manifest is wrong
│   ├── DocumentError      exit 2: a document cannot be parsed (a capture turns it into a finding)
│   │   └── BudgetError    exit 2: a document holds more than is read of one
│   ├── SnapshotError      exit 2: a stored snapshot is damaged or of a newer format
│   └── LeakError          exit 2: what was to be written would repeat a credential; it was not written
├── ObservationError       exit 3: the documentation could not be observed; nothing was changed
│   ├── LossError          exit 3: too much is missing to believe it, until a person accepts it
│   └── RepositoryError    exit 3: the git repository could not be read or written
│       └── UnsafePathError exit 3: a path or what lies there is not safe to write or read
├── UnfinishedError        exit 3: something was done and stays; the message says what, and what could not be done
├── ProbeError             exit 3: a call must not be sent, or cannot be; nothing of it is known
├── PublishError           exit 3: the tracker could not be read or written; the next run finishes
└── InternalError          exit 4: a bug of ours

Each carries a message (what happened, where) and a hint (what to do).
"""

from collections.abc import Callable
from typing import ClassVar, Literal, Self


class DriftwatchError(Exception):
    """The base of every expected failure: one message, one hint, one exit code."""

    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[Callable[..., "DriftwatchError"], tuple[object, ...]]:
        """Pickle it as it is: an error comes back from other processes, whatever its class is made with."""
        return _as_it_was, (type(self), self.args, dict(self.__dict__))


def _as_it_was(kind: type[DriftwatchError], arguments: tuple[object, ...], state: dict[str, object]) -> DriftwatchError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class UsageError(DriftwatchError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class ConfigError(UsageError):
    """driftwatch.toml cannot be used; the message names file, line and key."""


class ManifestError(UsageError):
    """A manifest cannot be used; the message names file, line and column."""


class DocumentError(UsageError):
    """A document cannot be parsed; the message names the line where there is one."""


OVER_BUDGET = "over budget: "
"""How the message of a `BudgetError` begins."""


class BudgetError(DocumentError):
    """A document holds more of something than is read of one; the message names the limit."""

    def __init__(self, limit: int, what: str) -> None:
        super().__init__(f"{OVER_BUDGET}more than {limit:,} {what}")


class SnapshotError(UsageError):
    """A stored snapshot cannot be read."""

    RESTORE: ClassVar = (
        "restore it from git: `git restore {0}` takes back what is not committed yet; else `git log -- {0}` shows who "
        "changed it, and `git restore --source=COMMIT {0}` brings back what stood there before, to be committed; or "
        "remove the folder, commit that and start anew"
    )
    _NEWER: ClassVar = "if a newer driftwatch wrote it, use that version or a newer one; if none did, "
    _MARKS: ClassVar = (*(sign * 7 + b" " for sign in (b"<", b">", b"|")), b"=======")
    """How the lines begin that git leaves where two sides of a merge disagree."""
    _OF_A_MERGE: ClassVar = (
        "captures are not merged line by line: take the folder of the source from one side (`git checkout --ours -- "
        "FOLDER`, or `--theirs`), add it, and finish the merge; the next run captures what is documented by then. "
        "Where the marks are committed, `git log -- {0}` shows by whom, and `git restore --source=COMMIT FOLDER` "
        "brings back what stood there before"
    )

    _OF_WINDOWS: ClassVar = (
        "write `snapshots/** -text` into .gitattributes, so that git changes no line there, and bring back what a run "
        "wrote: `git log -- {0}` shows by whom it was changed, and `git restore --source=COMMIT {0}` takes what stood "
        "there before, to be committed"
    )

    @classmethod
    def damaged(cls, where: str, why: str, name: str, content: bytes = b"") -> Self:
        """Return what is said of a file, or of a line of it, that nobody can read."""
        if content.startswith(cls._MARKS):
            why, hint = "it holds the marks of a merge that nobody settled", cls._OF_A_MERGE
        elif b"\r\n" in content and "unknown field" not in why:
            why, hint = "its lines end as on Windows (CR LF)", cls._OF_WINDOWS
        else:
            hint = (cls._NEWER if "unknown field" in why else "") + cls.RESTORE
        return cls(f"{where} is not of a driftwatch snapshot: {why}", hint=hint.format(name))


class LeakError(UsageError):
    """What was to be written would repeat a credential of this run; the message has its label."""


class ObservationError(DriftwatchError):
    """The documentation could not be observed; nothing was changed."""

    exit_code = 3


class LossError(ObservationError):
    """Too much of what was documented is missing to believe it: refused on every run until a person accepts it."""


class RepositoryError(ObservationError):
    """The git repository could not be read or written."""


class UnsafePathError(RepositoryError):
    """A path, or the link, device or submodule that lies there, is not safe to write or read."""


class UnfinishedError(DriftwatchError):
    """What was done stays, and the rest could not be done; the message says what there is, the hint what to do."""

    exit_code = 3


class ProbeError(DriftwatchError):
    """A call to the live API was not sent; the message holds nothing of what the client said.

    `kind` is `refused` for a call that must not be sent, `failed` for a fault of ours.
    """

    exit_code = 3

    def __init__(self, kind: Literal["refused", "failed"], message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.kind = kind


class PublishError(DriftwatchError):
    """The tracker could not be read or written as needed; what was done stays, the next run finishes.

    `status` is the HTTP status of a refusal, 0 without one; `lost` says that nobody knows whether a write was done;
    `final` that the next call would fare the same.
    """

    exit_code = 3

    def __init__(
        self, message: str, *, hint: str = "", status: int = 0, lost: bool = False, final: bool = False
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.lost = lost
        self.final = final


class InternalError(DriftwatchError):
    """Something that must not happen did."""
