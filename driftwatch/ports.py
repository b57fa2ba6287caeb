"""What the workflows need of the outside world, as protocols; adapters fit them without knowing them.

The order: time, documentation, GitHub, git, the person who started it, and the project that is made of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from driftwatch.adapters.workspace import Workspace
from driftwatch.config.keys import SourceConfig
from driftwatch.errors import DriftwatchError
from driftwatch.manifests.file.former import Unusable
from driftwatch.model.code_line import CodeLine
from driftwatch.model.issue import Comment, Issue, IssueState, Label, Wanted
from driftwatch.model.page import Page
from driftwatch.model.probe import ProbeRequest, Reply
from driftwatch.model.proposal import PullRequest, PullRequestState
from driftwatch.model.reading import Inventory, Reading
from driftwatch.model.schedule import ScheduledRun
from driftwatch.rules.policy import Policy

_Piece_contra = TypeVar("_Piece_contra", contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the time in UTC."""

    def today(self) -> str:
        """Return the date, ISO, UTC."""


class Stopwatch(Protocol):
    """Measures a run, whatever time the clock tells."""

    def seconds(self) -> float:
        """Return the seconds since it began."""

    def pause(self, seconds: float) -> None:
        """Wait."""


class Fetcher(Protocol):
    """Reads documents over HTTP, or out of what keeps them."""

    def stored(self) -> Inventory | None:
        """Return all that there is, where that is known without an index; None of a site."""

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        """Read each URL once, in the order given, one result for each, whatever fails."""

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        """Read each URL in full, whatever is remembered of it, which is forgotten."""

    def keep(self, reading: Reading) -> None:
        """Remember a document that was read and parsed well, so that the next run can ask whether it changed."""

    def forget_others(self) -> None:
        """Forget what is remembered of documents that could not be read with this fetcher: nothing lists them now.

        Only to be called once everything that the source lists was read.
        """


class StatementStore(Protocol):
    """Keeps what documents stated, as bytes, until the very same document is read again by the same reader."""

    def find(self, page: Page) -> bytes | None:
        """Return what is kept of a page, None without it."""

    def keep(self, page: Page, content: bytes) -> None:
        """Keep what a page states."""

    def discard(self) -> None:
        """Drop everything: it is not to be believed."""

    def forget_others(self) -> None:
        """Drop what is kept of pages that nobody asked for; only to be called once everything was read."""


class Rewinding(Fetcher, Protocol):
    """Reads the documents of one moment of a history after the other."""

    def turn_to(self, files: Mapping[str, str], *, origin: str) -> None:
        """Answer from now on with these files: path to the name of the content."""


class Prober(Protocol):
    """Sends single calls to the API that is observed: no redirect is followed, nothing is tried twice."""

    def send(self, request: ProbeRequest) -> Reply:
        """Send one call and return what came back, whatever fails."""


class Schedules(Protocol):
    """Knows the scheduled workflows of a repository, by the name of their file."""

    def state(self, workflow: str) -> str:
        """Return `active`, or how a workflow was switched off."""

    def last(self, workflow: str, *, status: Literal["completed", "success"]) -> ScheduledRun | None:
        """Return the newest scheduled run of this status."""


class Tracker(Protocol):
    """Where issues are kept."""

    def author(self) -> str:
        """Return the login that writes."""

    def listed(self, *, author: str, label: str) -> tuple[Issue, ...]:
        """Return the issues of an author with a label, open and closed."""

    def written_by_apps(self, *, label: str) -> tuple[Issue, ...]:
        """Return the open issues with a label that GitHub Apps wrote, as jobs do."""

    def provide(self, labels: Iterable[Label]) -> None:
        """Make the labels that are not there yet."""

    def get(self, number: int) -> Issue:
        """Return one issue as it is now."""

    def create(self, wanted: Wanted, body: str) -> Issue:
        """Open an issue; `lost` when nobody knows whether it was."""

    def edit(
        self,
        number: int,
        *,
        body: str,
        title: str | None = None,
        state: IssueState | None = None,
        reason: str | None = None,
        labels: tuple[str, ...] | None = None,
    ) -> None:
        """Change an issue in one call."""

    def comments(self, number: int, *, author: str) -> tuple[str, ...]:
        """Return the bodies of an author's comments."""

    def said(self, number: int) -> tuple[Comment, ...]:
        """Return everybody's comments, oldest first."""

    def permission(self, login: str) -> str:
        """Return what a person may do in the repository: `admin`, `write`, `read` or `none`."""

    def comment(self, number: int, body: str) -> None:
        """Write a comment."""

    def edit_comment(self, comment: int, body: str) -> None:
        """Write a comment of ours anew."""


class Host(Protocol):
    """Where pull requests are kept."""

    @property
    def repository(self) -> str:
        """The repository, `owner/name`."""

    def author(self) -> str | None:
        """Return the login that writes; None for an app that may not ask for its own."""

    def into(self, base: str) -> tuple[PullRequest, ...]:
        """Return the open pull requests into a branch, by number."""

    def was_proposed(self, branch: str) -> bool:
        """Tell whether a branch has or had a pull request."""

    def branches(self, beginning: str) -> tuple[str, ...]:
        """Return the names of the branches that begin so."""

    def get(self, number: int) -> PullRequest:
        """Return one pull request as it is now."""

    def create(self, *, title: str, body: str, branch: str, base: str) -> PullRequest:
        """Open a pull request; `lost` when nobody knows whether it was."""

    def edit(self, number: int, *, body: str, title: str | None = None, state: PullRequestState | None = None) -> None:
        """Change a pull request in one call."""


class CommitLike(Protocol):
    """One commit."""

    @property
    def id(self) -> str:
        """Full id."""

    @property
    def when(self) -> datetime:
        """When it was made, in UTC."""

    @property
    def subject(self) -> str:
        """First line of its message."""

    @property
    def body(self) -> str:
        """The rest of its message."""


class Committer(Protocol):
    """Who commits."""

    @property
    def name(self) -> str:
        """As git is configured."""

    @property
    def is_fallback(self) -> bool:
        """Whether git is configured with nobody."""


class Repository(Protocol):
    """The git repository that keeps the snapshots."""

    @property
    def root(self) -> Path:
        """Top folder of the work tree."""

    @property
    def git_dir(self) -> Path:
        """The git folder that linked work trees share."""

    def head(self) -> str | None:
        """Return the id of the present commit, if there is one."""

    def resolve(self, revision: str, *, folder: str) -> str:
        """Return the commit that a revision or a date names."""

    def commits(self, path: str, *, limit: int | None = None, removing: bool = False) -> Sequence[CommitLike]:
        """Return the commits that touched a path, newest first; with `removing` those after which it was gone."""

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        """Return relative path to blob id below a folder."""

    def changed(self, before: str, after: str) -> frozenset[str]:
        """Return the files that a commit has otherwise than another one, or newly."""

    def file(self, commit: str, path: str) -> bytes | None:
        """Return the content of a plain file in a commit, None when it holds none of that path."""

    def holds(self, commit: str, path: str) -> bool:
        """Tell whether a commit has anything at a path, a file or a folder."""

    def trees(self, commits: Iterable[str], folder: str) -> Mapping[str, Mapping[str, str]]:
        """Return for each commit relative path to blob id below a folder, all of them at once."""

    def blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return contents by blob id."""

    def is_shallow(self) -> bool:
        """Tell whether the clone leaves out older commits."""

    def remotes(self) -> tuple[str, ...]:
        """Return the configured addresses of other repositories, sorted; one may hold a password."""

    def lines_naming(
        self, names: Iterable[str], *, commit: str, leave_out: Iterable[str], within: Iterable[str] = ()
    ) -> tuple[CodeLine, ...]:
        """Return lines of a commit's text files that hold any of the names as whole words; bounded, sorted."""

    def identity(self) -> Committer:
        """Return who commits."""

    def status_of(self, paths: Iterable[str]) -> Mapping[str, object]:
        """Return the state of each of these files that HEAD, index and work tree do not agree on."""

    def heal(self, folders: Iterable[str]) -> tuple[str, ...]:
        """Finish what a killed run left."""

    def commit_files(
        self,
        changes: Mapping[str, bytes | None],
        message: str,
        *,
        when: datetime,
        allow_empty: bool = False,
    ) -> str:
        """Commit exactly these files and return the commit's id."""


class Crew(Protocol[_Piece_contra, _Result_co]):
    """Works on several pieces at once, elsewhere: in other processes of this machine, or on others."""

    @property
    def size(self) -> int:
        """How many pieces are worked on at once."""

    def start(self, name: str, piece: _Piece_contra) -> None:
        """Hand over a piece of work; names are told apart."""

    def finished(self) -> tuple[str, _Result_co | DriftwatchError]:
        """Wait until any piece is done, and return its name with the result, or with why there will be none.

        What a process that ended had in hand is done again by another one.
        """


class Receiver(Protocol):
    """Takes messages about drift."""

    def send(self, body: bytes, *, delivery: str) -> None:
        """Send a message; raises PublishError when it was not taken."""


class Talk(Protocol):
    """Tells a person how a run goes; never on stdout."""

    def say(self, line: str) -> None:
        """Say one line."""

    def started(self, what: str, total: int) -> None:
        """Begin a stage of `total` steps."""

    def step(self, line: str) -> None:
        """One step is done."""

    def finished(self) -> None:
        """End the stage."""


class Policies(Protocol):
    """Knows how the team of a project judges."""

    def own(self) -> Policy:
        """Return what the configuration says, whatever its manifests say."""

    def of(self, source: str | None) -> Policy:
        """Return the same with the manifests of a source, or with all; what is wrong with those is said."""

    @property
    def unusable(self) -> tuple[Unusable, ...]:
        """The manifest files that cannot be used, with what stands in for them."""


class Project(Protocol):
    """What a workflow works for: a folder with driftwatch.toml, its team, its repository, and a way to the world.

    Issues, pull requests and runs on GitHub are not part of it: a workflow that needs them takes them beside it, since
    the user may name another repository.
    """

    @property
    def workspace(self) -> Workspace:
        """The configuration, and where files lie."""

    @property
    def policies(self) -> Policies:
        """How the team judges."""

    @property
    def repository(self) -> Repository:
        """The git repository around the workspace."""

    def in_repository(self, path: Path) -> str:
        """Write a path relative to the root of the repository."""

    def fetcher(self, source: SourceConfig) -> AbstractContextManager[Fetcher]:
        """Open what reads the documents of a source."""

    def statements(self, source: SourceConfig) -> StatementStore | None:
        """Return where statements of the documents of a source are kept; None where nothing can be."""

    @property
    def clock(self) -> Clock:
        """Tells the time."""

    @property
    def talk(self) -> Talk:
        """Tells the user how it goes."""
