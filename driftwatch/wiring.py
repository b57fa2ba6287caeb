"""The composition root: reads the environment, chooses adapters, sets up logging."""

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeVar
from urllib.parse import quote

from driftwatch.adapters.files import own_folder
from driftwatch.adapters.workspace import Workspace
from driftwatch.config.faults import is_reserved
from driftwatch.config.keys import CONFIG_NAME, NotifyConfig, SourceConfig
from driftwatch.config.sources import allowed_hosts
from driftwatch.errors import ConfigError, RepositoryError, UsageError
from driftwatch.model.reading import FetchPolicy, Inventory, Reading
from driftwatch.ports import Clock, Fetcher, Repository, StatementStore, Stopwatch, Talk, Tracker

if TYPE_CHECKING:
    from driftwatch.adapters.dated_folders import DatedFolders
    from driftwatch.adapters.github.api import GitHubPart
    from driftwatch.adapters.github.issues import GitHubIssues
    from driftwatch.adapters.github.pulls import GitHubPulls
    from driftwatch.adapters.github.runs import GitHubRuns
    from driftwatch.adapters.http.archive import Recording
    from driftwatch.adapters.http.cache import BodyCache
    from driftwatch.adapters.http.fetcher import HttpFetcher
    from driftwatch.adapters.origin import RepositoryOrigin
    from driftwatch.adapters.probe.senders import Senders
    from driftwatch.adapters.webhook import Webhook
    from driftwatch.workflows.policies import ConfiguredPolicies

_Part = TypeVar("_Part", bound="GitHubPart")
READING: Final = (
    "alignment.py",
    "config",
    "errors.py",
    "extract",
    "isolation.py",
    "located",
    "model",
    "patterns.py",
    "platforms",
    "presence",
    "redaction.py",
    "spelling.py",
)
"""Where the code lies that reads a document out, and its tables."""
_PARSERS: Final = ("beautifulsoup4", "lxml", "markdown-it-py", "msgspec", "PyYAML", "ruamel.yaml")
_MEGABYTE: Final = 1_000_000
_GITHUB_API: Final = "https://api.github.com"


class App:
    """The project that a command works for; each part of it is made when it is asked for.

    Args:
        config_file: driftwatch.toml of the user's choice; else the nearest one from `start` upwards.
        talk: tells how a run goes.
        start: where to look, by default the current folder.
    """

    def __init__(self, config_file: str | None = None, *, talk: Talk, start: Path | None = None) -> None:
        self.talk = talk
        self.workspace = Workspace(start or Path.cwd(), file=config_file)
        self._folders: dict[str, Path | None] = {}

    @cached_property
    def policies(self) -> "ConfiguredPolicies":
        """How the team judges, by configuration and manifests."""
        from driftwatch.workflows.policies import ConfiguredPolicies

        return ConfiguredPolicies(self.workspace, clock=self.clock, talk=self.talk, versions=self._versions)

    def _versions(self, file: str) -> Iterator[tuple[str, bytes]]:
        """Return what was committed of a file of the workspace, newest first; nothing outside a repository."""
        from driftwatch.history.versions import versions

        try:
            yield from versions(self.repository, self.in_repository(self.workspace.root / file))
        except (RepositoryError, ConfigError):
            return

    @cached_property
    def repository(self) -> Repository:
        """The git repository around the configuration (or around the current folder without one).

        Raises:
            RepositoryError: there is none.
        """
        from driftwatch.adapters.git.repository import GitRepository

        return GitRepository.discover(self.workspace.root)

    def in_repository(self, path: Path) -> str:
        """Write a path relative to the root of the repository.

        Raises:
            RepositoryError: there is none.
            ConfigError: the path lies outside, or in a folder whose files git or GitHub obey.
        """
        root = self.repository.root.resolve()
        hint = f"change the paths in {CONFIG_NAME}"
        try:
            inside = Path(os.path.realpath(path)).relative_to(root)  # Path.resolve raises for a link to itself
        except ValueError:
            raise ConfigError(f"{path} lies outside the repository {root}", hint=hint) from None
        if reserved := is_reserved(inside.parts):
            raise ConfigError(f"{path} lies in {reserved}", hint=hint)
        return inside.as_posix()

    @cached_property
    def clock(self) -> Clock:
        """The clock."""
        from driftwatch.adapters.clock import SystemClock

        return SystemClock()

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables of the environment."""
        return os.environ

    @property
    def watch(self) -> Stopwatch:
        """A stopwatch that begins now."""
        from driftwatch.adapters.clock import SystemStopwatch

        return SystemStopwatch()

    def probers(self, key_file: str | None) -> "Senders":
        """Return what opens clients of the live API, with the credentials of the environment or of a file."""
        from driftwatch.adapters.probe.senders import Senders

        return Senders(self.variables, key_file)

    def receiver(self, settings: NotifyConfig) -> "Webhook":
        """Return who takes notifications, with the address and the key of the environment.

        Raises:
            UsageError: one is missing, or cannot be used.
        """
        from driftwatch.adapters.webhook import Webhook

        return Webhook(settings, self.variables)

    def github(self, repository: str | None) -> "GitHub":
        """Return a repository on GitHub, by default the one that the environment names."""
        return GitHub(repository)

    @contextmanager
    def fetcher(self, source: SourceConfig) -> Iterator[Fetcher]:
        """Open a fetcher for a source; in a repository it remembers documents, so that unchanged ones cost a 304.

        Raises:
            ObservationError: the source is a repository that cannot be read.
        """
        if source.repository:
            with self.origin(source, whole=False) as origin:
                yield origin.documents_now()
            return
        cache = self._cache(source)
        with self.http(source, cache) as fetcher:
            yield _Remembering(fetcher, cache, self._drop_unlisted)

    @contextmanager
    def origin(self, source: SourceConfig, *, whole: bool) -> Iterator["RepositoryOrigin"]:
        """Open the repository that a source is; outside of a repository of ours nothing is kept of it.

        Raises:
            ObservationError: it cannot be read.
        """
        from driftwatch.adapters.origin import RepositoryOrigin

        name = self._name_of(source)
        with ExitStack() as kept:
            try:
                folder = self.repository.git_dir / "driftwatch" / "origins" / name
            except RepositoryError:
                name = ""
            if not name:
                from tempfile import TemporaryDirectory

                folder = Path(kept.enter_context(TemporaryDirectory(prefix="driftwatch-", ignore_cleanup_errors=True)))
            yield RepositoryOrigin(source, root=self.workspace.root, folder=folder, whole=whole)

    @contextmanager
    def past(self, name: str, source: SourceConfig, folders: str | None) -> Iterator["RepositoryOrigin | DatedFolders"]:
        """Open the history of a source's documents: dated folders, or its repository.

        Raises:
            UsageError: there are no dated folders, or the source is no repository.
            ObservationError: the repository cannot be read.
        """
        if folders is not None:
            from driftwatch.adapters.dated_folders import DatedFolders

            yield DatedFolders(Path(folders), source)
        elif not source.repository:
            raise UsageError(
                f"{name} is no repository: a site does not tell what it said before",
                hint="`--folders DIR` takes pages that were saved in folders named by date",
            )
        else:
            with self.origin(source, whole=True) as origin:
                if origin.is_cut_off:
                    self.talk.say(f"{name}: the repository itself is a shallow clone and lacks older commits")
                yield origin

    @contextmanager
    def visitor(self, source: SourceConfig) -> Iterator[Fetcher]:
        """Open what reads documents of a source that is not configured yet: within the same limits, nothing is kept.

        Raises:
            ObservationError: the source is a repository that cannot be read.
        """
        if source.repository:
            with self.origin(source, whole=False) as origin:
                yield origin.documents_now()
            return
        with self.http(source, None) as fetcher:
            yield _Remembering(fetcher, None, lambda: None)

    @contextmanager
    def recorded(self, name: str, source: SourceConfig) -> Iterator[tuple[Fetcher, Callable[[], bytes]]]:
        """Open a fetcher that reads everything in full, and what writes down what was sent and answered so far.

        Raises:
            UsageError: the source is a repository, of which nothing is asked over HTTP.
        """
        from driftwatch.adapters.http.fetcher import HttpFetcher
        from driftwatch.adapters.http.recording import Recorder
        from driftwatch.adapters.http.safety import resolve
        from driftwatch.adapters.http.transport import GuardedTransport
        from driftwatch.config.rewriting import source_table

        if source.repository:
            raise UsageError(
                f"{name} is a repository: nothing of it is asked over HTTP", hint="attach the commit that it is read at"
            )
        policy = policy_of(source)
        recorder = Recorder(GuardedTransport(policy, resolve), limit=policy.max_bytes, now=self.clock.now)
        settings, started = source_table(name, source), self.clock.now()
        with HttpFetcher(policy, transport=recorder) as fetcher:
            yield (
                _Remembering(fetcher, None, lambda: None),
                lambda: recorder.written(source=name, settings=settings, started=started),
            )

    @contextmanager
    def replayed(self, recording: "Recording", source: SourceConfig) -> Iterator[Fetcher]:
        """Open a fetcher that answers out of a recording; nothing is sent."""
        from driftwatch.adapters.http.fetcher import HttpFetcher
        from driftwatch.adapters.http.recording import Replay, timing_of

        timing = timing_of(recording)
        with HttpFetcher(policy_of(source), transport=Replay(recording), timing=timing) as fetcher:
            yield _Remembering(fetcher, None, lambda: None)

    def _name_of(self, source: SourceConfig) -> str:
        if self.workspace.file is None:
            return ""
        return next((name for name, known in self.workspace.config.sources.items() if known == source), "")

    def http(self, source: SourceConfig, cache: "BodyCache | None") -> "HttpFetcher":
        """Return what reads the documents of a source over HTTP; without a cache it reads all of them in full."""
        from driftwatch.adapters.http.fetcher import HttpFetcher

        return HttpFetcher(policy_of(source), cache=cache)

    def statements(self, source: SourceConfig) -> StatementStore | None:
        """Return where statements of the documents of a source are kept: beside their bodies, in a repository."""
        from driftwatch.adapters.kept_statements import KeptStatements, reader_version

        folder = self._folder_of(source)
        if folder is None:
            return None
        return KeptStatements(folder, reader=reader_version(Path(__file__).parent, READING, _PARSERS))

    def _cache(self, source: SourceConfig) -> "BodyCache | None":
        from driftwatch.adapters.http.cache import BodyCache

        folder = self._folder_of(source)
        return BodyCache(folder, most_bytes=policy_of(source).max_bytes) if folder is not None else None

    def _folder_of(self, source: SourceConfig) -> Path | None:
        """Return where a configured source may keep what it read; None outside a repository."""
        name = self._name_of(source)
        if self._cache_folder is None or not name:
            return None
        if name not in self._folders:
            self._folders[name] = own_folder(self._cache_folder / name, self.talk.say)
        return self._folders[name]

    def _drop_unlisted(self) -> None:
        from driftwatch.adapters.http.cache import drop_unlisted

        if self._cache_folder is not None:
            drop_unlisted(self._cache_folder, self.workspace.config.sources)

    @cached_property
    def _cache_folder(self) -> Path | None:
        try:
            folder = self.repository.git_dir / "driftwatch" / "cache"
        except RepositoryError:
            return None
        return own_folder(folder, self.talk.say) if own_folder(folder.parent, self.talk.say) else None


class _Remembering:
    """A fetcher with its cache as one port.

    Args:
        fetcher: reads.
        cache: of the source; None outside a repository.
        drop_unlisted: drops what is kept for sources that are no longer configured.
    """

    def __init__(self, fetcher: "HttpFetcher", cache: "BodyCache | None", drop_unlisted: Callable[[], None]) -> None:
        self._fetcher = fetcher
        self._cache = cache
        self._drop_unlisted = drop_unlisted
        self._read: set[str] = set()

    def stored(self) -> Inventory | None:
        return None

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        readings = self._fetcher.read(urls, on_reading)
        self._read.update(reading.url for reading in readings if reading.state == "read")
        return readings

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        if self._cache is not None:
            for url in urls:
                self._cache.forget(url)
        return self.read(urls)

    def keep(self, reading: Reading) -> None:
        if self._cache is not None:
            self._cache.keep(reading)

    def forget_others(self) -> None:
        if self._cache is not None:
            self._cache.prune(self._read)
            self._drop_unlisted()


class GitHub:
    """A repository on GitHub, reached with the token of the environment.

    Args:
        repository: OWNER/NAME; None for the one that the environment names.
    """

    def __init__(self, repository: str | None) -> None:
        self._name = repository or os.environ.get("GITHUB_REPOSITORY", "")

    def issues(self) -> AbstractContextManager["GitHubIssues"]:
        """Open its issues.

        Raises:
            UsageError: GITHUB_TOKEN is missing, or no repository is named.
        """
        from driftwatch.adapters.github.issues import GitHubIssues

        return self._opened(GitHubIssues)

    @property
    def has_token(self) -> bool:
        """Whether the environment holds a token, usable or not."""
        return bool(os.environ.get("GITHUB_TOKEN", "").strip())

    def no_issues(self) -> AbstractContextManager[Tracker]:
        """Open a repository without any issue, for somebody without a token who wants to know what would be opened."""
        from driftwatch.adapters.github.nothing import NoIssues

        return nullcontext(NoIssues())

    def check(self) -> None:
        """Refuse an environment with which nothing can be published; raises as `issues` does."""
        with self.issues():
            """Nothing is asked yet."""

    def pulls(self) -> AbstractContextManager["GitHubPulls"]:
        """Open its pull requests; raises as `issues` does."""
        from driftwatch.adapters.github.pulls import GitHubPulls

        return self._opened(GitHubPulls)

    def schedules(self) -> AbstractContextManager["GitHubRuns"]:
        """Open its scheduled runs; raises as `issues` does."""
        from driftwatch.adapters.github.runs import GitHubRuns

        return self._opened(GitHubRuns)

    def commit_address(self, commit: str) -> str:
        """Return the web address of a commit, where a report can be read in full; "" without a repository."""
        return f"{self._page}/commit/{commit}" if self._name and commit else ""

    def file_address(self, commit: str, path: str) -> str:
        """Return the web address of a file as it was at a commit; "" without a repository."""
        return f"{self._page}/blob/{commit}/{quote(path)}" if self._name else ""

    def is_home_of(self, remotes: Iterable[str]) -> bool:
        """Tell whether a git repository with these remotes is this one; another one is told nothing of its code."""
        name = self._name.casefold()
        ends = (re.split(r"[/:]", remote.rstrip("/").removesuffix(".git"))[-2:] for remote in remotes)
        return bool(name) and any("/".join(end).casefold() == name for end in ends)

    @property
    def _page(self) -> str:
        return f"{os.environ.get('GITHUB_SERVER_URL') or 'https://github.com'}/{self._name}"

    def _opened(self, part: type[_Part]) -> AbstractContextManager[_Part]:
        """Open a part of GitHub's API, to be closed at the end."""
        token = os.environ.get("GITHUB_TOKEN", "").strip()
        if not token or not token.isascii() or not token.isprintable():
            raise UsageError("GITHUB_TOKEN is not set", hint="in a workflow: env: GITHUB_TOKEN: ${{ github.token }}")
        if not self._name:
            raise UsageError("no repository is named", hint="set GITHUB_REPOSITORY, or use --repo OWNER/NAME")
        return closing(part(self._name, token=token, api=os.environ.get("GITHUB_API_URL") or _GITHUB_API))


def policy_of(source: SourceConfig) -> FetchPolicy:
    """Turn the limits of a source into those of its fetcher."""
    return FetchPolicy(
        allowed_hosts=allowed_hosts(source),
        user_agent=source.user_agent,
        concurrency=source.concurrency,
        deadline=source.timeout_s,
        connect_timeout=min(10.0, source.timeout_s),
        max_bytes=int(source.max_megabytes * _MEGABYTE),
        max_documents=source.max_documents + 50,
        respect_robots=source.respect_robots,
    )


class _LineFormatter(logging.Formatter):
    """Writes records in which text from outside forges no line of the log, and no command of its reader."""

    def format(self, record: logging.LogRecord) -> str:
        from driftwatch.reports.safe import visible

        return "\n  | ".join(map(visible, super().format(record).splitlines()))


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to what stderr is at the time: it may be replaced by one that masks credentials."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def log_to_stderr(*, verbose: bool) -> None:
    """Send log records to stderr, redacted; one line a document when verbose, else only warnings."""
    from driftwatch.history.failure_log import RepeatedFaults
    from driftwatch.redaction import RedactingFilter

    handler = _StderrHandler()
    handler.setFormatter(_LineFormatter("%(levelname)s %(message)s"))
    handler.addFilter(RepeatedFaults())
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger("driftwatch")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO if verbose else logging.WARNING)
    logger.propagate = False
