"""The composition root: reads the environment, chooses adapters, sets up logging."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import quote

from msgspec import structs

from driftwatch.config import CONFIG_NAME, Config, SourceConfig, allowed_hosts, parse_config, source_named
from driftwatch.errors import ConfigError, RepositoryError, UsageError
from driftwatch.model.finding import Side, Suppression
from driftwatch.model.manifest import Manifest
from driftwatch.model.reading import FetchPolicy, Reading
from driftwatch.ports import Clock, Fetcher, Place, Repository, Talk
from driftwatch.rules.policy import Policy
from driftwatch.workflows.resolve import LIVE, Resolver, Sided
from driftwatch.workflows.stored_history import History, snapshot_in_folder

if TYPE_CHECKING:
    from driftwatch.adapters.github import GitHubIssues
    from driftwatch.adapters.github_api import GitHubPart
    from driftwatch.adapters.github_pulls import GitHubPulls
    from driftwatch.adapters.github_runs import GitHubRuns
    from driftwatch.adapters.http import HttpFetcher
    from driftwatch.adapters.http_cache import BodyCache
    from driftwatch.rules.overrides import Setting
    from driftwatch.workflows.manifests import ManifestSet

_Part = TypeVar("_Part", bound="GitHubPart")
_MEGABYTE: Final = 1_000_000
_GITHUB_API: Final = "https://api.github.com"


class App:
    """What a command works with; each part is made when it is asked for.

    Args:
        config_file: driftwatch.toml of the user's choice; else the nearest one from `start` upwards.
        talk: tells how a run goes.
        start: where to look, by default the current folder.
    """

    def __init__(self, config_file: str | None = None, *, talk: Talk, start: Path | None = None) -> None:
        self.talk = talk
        self._start = start or Path.cwd()
        self._config_file = config_file

    @cached_property
    def config_path(self) -> Path:
        """The path of driftwatch.toml.

        Raises:
            ConfigError: there is none.
        """
        path = self.find_config()
        if path is None:
            raise ConfigError(f"there is no {CONFIG_NAME} here or above", hint="run `driftwatch init`")
        return path

    def find_config(self) -> Path | None:
        """Return the path of driftwatch.toml, None when there is none here or above."""
        if self._config_file is not None:
            return Path(self._config_file)
        folders = (self._start, *self._start.resolve().parents)
        return next((folder / CONFIG_NAME for folder in folders if (folder / CONFIG_NAME).is_file()), None)

    @cached_property
    def config(self) -> Config:
        """The configuration.

        Raises:
            ConfigError: driftwatch.toml is missing or wrong.
        """
        try:
            text = self.config_path.read_text(encoding="utf-8-sig")  # editors of Windows begin it with a mark
        except UnicodeDecodeError:
            raise ConfigError(f"{self.config_path} is not UTF-8", hint="save it as UTF-8") from None
        except OSError as error:
            raise ConfigError(
                f"{self.config_path} cannot be read: {error.strerror or error}",
                hint="check --config, or run `driftwatch init`",
            ) from None
        return parse_config(text, file=str(self._config_file or CONFIG_NAME))

    @cached_property
    def root(self) -> Path:
        """The folder of driftwatch.toml, to which its paths are relative."""
        return self.config_path.resolve().parent

    @cached_property
    def repository(self) -> Repository:
        """The git repository around the configuration (or around the current folder without one).

        Raises:
            RepositoryError: there is none.
        """
        from driftwatch.adapters.git import GitRepository

        return GitRepository.discover(self.root if self.find_config() else self._start)

    @cached_property
    def clock(self) -> Clock:
        """The clock."""
        from driftwatch.adapters.clock import SystemClock

        return SystemClock()

    def source(self, name: str | None) -> tuple[str, SourceConfig]:
        """Pick a source of the configuration by name, or the only one."""
        return source_named(self.config, name)

    def folder(self, source: str) -> Path:
        """The folder of a source's snapshot in the work tree."""
        return self.root / self.config.snapshots / source

    def history(self, source: str) -> History:
        """The captures of a source.

        Raises:
            RepositoryError: there is no repository.
        """
        return History(self.repository, self.in_repository(self.folder(source)))

    def place(self, source: str) -> Place:
        """Return where a run of a source writes."""
        return Place(snapshots=self.in_repository(self.folder(source)), reports=self.reports_folder)

    @property
    def reports_folder(self) -> str:
        """The folder of all reports, relative to the root of the repository."""
        return self.in_repository(self.root / self.config.reports)

    def in_repository(self, path: Path) -> str:
        """Write a path relative to the root of the repository.

        Raises:
            ConfigError: it lies outside.
        """
        root = self.repository.root.resolve()
        try:
            return path.resolve().relative_to(root).as_posix()
        except ValueError:
            raise ConfigError(
                f"{path} lies outside the repository {root}", hint=f"change the paths in {CONFIG_NAME}"
            ) from None

    @property
    def fail_on(self) -> str:
        """The level from which findings fail a command, as configured."""
        return self.config.fail_on if self.find_config() else "breaking"

    def source_label(self, source: str | None) -> str:
        """What to call a source in a report."""
        if self.find_config() is None:
            return source or "diff"
        return source or (next(iter(self.config.sources)) if len(self.config.sources) == 1 else "diff")

    def resolver(self, source: str | None) -> Resolver:
        """Return what turns the names of a diff's sides into snapshots; it works without a configuration as well."""
        if self.find_config() is None:
            return Resolver(history=lambda: None, folder=None, live=self._no_live)
        if source is None and len(self.config.sources) != 1:
            return Resolver(history=lambda: None, folder=None, live=lambda: self.live(None))
        name, _ = self.source(source)
        return Resolver(
            history=lambda: self._history_or_none(name), folder=self.folder(name), live=lambda: self.live(name)
        )

    def live(self, name: str | None) -> Sided:
        """Read a source's documentation as it is now, without keeping anything of it."""
        from driftwatch.workflows.capture import capture

        name, source = self.source(name)
        stored = snapshot_in_folder(self.folder(name), label="stored")
        with self.fetcher(source) as fetcher:
            captured = capture(source, previous=stored, fetcher=fetcher, talk=self.talk, label=LIVE)
        return Sided(snapshot=captured.snapshot, side=Side(label=LIVE), coverage=captured.coverage)

    def policy(self, source: str | None = None) -> Policy:
        """Return how the team judges, as configured, with its manifests; what is wrong with those is said.

        Args:
            source: leave out the manifests that were read from other sources, which may document the same call.
        """
        own = self.own_policy()
        if self.find_config() is None:
            return own
        from driftwatch.workflows.manifests import acceptances

        mine = self._usable
        if source is not None:
            mine = self.sources_of(mine).get(source, ())
        return structs.replace(own, suppressions=(*own.suppressions, *acceptances(mine)), manifests=mine)

    def own_policy(self) -> Policy:
        """Return how the team judges, as configured, whatever its manifests say."""
        from driftwatch.rules.overrides import read_ignored, read_levels, read_severity_levels

        today = self.today
        if self.find_config() is None:
            return Policy(today=today)
        levels: dict[str, Setting] = {}
        if self.config.oasdiff_levels:
            levels |= read_severity_levels(self._text(self.config.oasdiff_levels), source=self.config.oasdiff_levels)
        levels |= read_levels(self.config.rules, source=f"{CONFIG_NAME}: rules")
        return Policy(
            today=today,
            levels=levels,
            suppressions=suppressions_of(self.config),
            ignored=tuple(
                line for file in self.config.oasdiff_ignore for line in read_ignored(self._text(file), source=file)
            ),
        )

    @property
    def today(self) -> str:
        """The date, ISO, UTC."""
        return f"{self.clock.now():%Y-%m-%d}"

    def manifests_at(self, paths: Sequence[str]) -> "ManifestSet":
        """Return the manifests in files and folders that the user names, else those of the configured folder.

        Raises:
            UsageError: a path does not exist, or there is nothing to look at.
        """
        from driftwatch.workflows.manifests import read_manifests

        if not paths:
            folder = self.root / self.config.manifests
            if not folder.is_dir():
                raise UsageError(
                    f"there is no folder {self.config.manifests}/ with manifests",
                    hint='write a manifest with `driftwatch manifest init "POST /v1/..."`, or name a file',
                )
            return self.manifests
        return read_manifests(tuple(map(Path, paths)), root=self._start, today=self.today)

    def sources_of(self, manifests: Iterable[Manifest]) -> Mapping[str, tuple[Manifest, ...]]:
        """Part manifests by the source that they were read from; without a configuration there is one, called ""."""
        if self.find_config() is None:
            return {"": tuple(manifests)}
        from driftwatch.workflows.manifests import parted_by_source

        hosts = {name: allowed_hosts(source) for name, source in self.config.sources.items()}
        parted = parted_by_source(manifests, hosts)
        return {name: mine for name, mine in parted.items() if mine or len(parted) == 1}

    def file_of(self, manifest: Manifest) -> Path:
        """Return the path of a manifest's file."""
        here = self._start / manifest.file
        return here if here.is_file() else self.root / manifest.file

    def project(self) -> Path:
        """Return the folder to which references in manifests are relative: that of the configuration."""
        return self.root if self.find_config() else self._start

    def manifest_folder(self) -> Path:
        """Return where manifests are kept: as configured, else `contracts` in the current folder."""
        return self.root / self.config.manifests if self.find_config() else self._start / Config().manifests

    @cached_property
    def _usable(self) -> tuple[Manifest, ...]:
        for problem in self.manifests.left_out:
            self.talk.say(f"manifest left out: {problem}")
        for problem in self.manifests.disagreements:
            self.talk.say(f"manifests disagree: {problem}")
        return self.manifests.manifests

    @cached_property
    def manifests(self) -> "ManifestSet":
        """The manifests of the configured folder; none when it does not exist."""
        from driftwatch.workflows.manifests import ManifestSet, read_manifests

        folder = self.root / self.config.manifests
        if not folder.is_dir():
            return ManifestSet()
        return read_manifests((folder,), root=self.root, today=self.today)

    def github(self, repository: str | None) -> "GitHub":
        """Return a repository on GitHub, by default the one that the environment names."""
        return GitHub(repository)

    def _history_or_none(self, name: str) -> History | None:
        try:
            return self.history(name)
        except RepositoryError:
            return None

    def _no_live(self) -> Sided:
        raise ConfigError(
            f"there is no {CONFIG_NAME} here or above: nothing to read live", hint="run `driftwatch init`"
        )

    def _text(self, file: str) -> str:
        try:
            return (self.root / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file} cannot be read: {error}", hint=f"check the path in {CONFIG_NAME}") from None

    @contextmanager
    def fetcher(self, source: SourceConfig) -> Iterator[Fetcher]:
        """Open a fetcher for a source; in a repository it remembers documents, so that unchanged ones cost a 304."""
        from driftwatch.adapters.http import HttpFetcher

        cache = self._cache(source)
        with HttpFetcher(policy_of(source), cache=cache) as fetcher:
            yield _Remembering(fetcher, cache, self._drop_strangers)

    def _cache(self, source: SourceConfig) -> "BodyCache | None":
        from driftwatch.adapters.http_cache import BodyCache

        folder = self._cache_folder
        name = next((name for name, known in self.config.sources.items() if known == source), "")
        return BodyCache(folder / name) if folder is not None and name else None

    def _drop_strangers(self) -> None:
        from driftwatch.adapters.http_cache import drop_strangers

        if self._cache_folder is not None:
            drop_strangers(self._cache_folder, self.config.sources)

    @cached_property
    def _cache_folder(self) -> Path | None:
        try:
            return self.repository.git_dir / "driftwatch" / "cache"
        except RepositoryError:
            return None


class _Remembering:
    """A fetcher with its cache as one port.

    Args:
        fetcher: reads.
        cache: of the source; None outside a repository.
        drop_strangers: drops what is kept for sources that are no longer configured.
    """

    def __init__(self, fetcher: "HttpFetcher", cache: "BodyCache | None", drop_strangers: Callable[[], None]) -> None:
        self._fetcher = fetcher
        self._cache = cache
        self._drop_strangers = drop_strangers
        self._read: set[str] = set()

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        readings = self._fetcher.read(urls, on_reading)
        self._read.update(reading.url for reading in readings if reading.state == "read")
        return readings

    def keep(self, reading: Reading) -> None:
        if self._cache is not None:
            self._cache.keep(reading)

    def forget_others(self) -> None:
        if self._cache is not None:
            self._cache.prune(self._read)
            self._drop_strangers()


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
        from driftwatch.adapters.github import GitHubIssues

        return self._opened(GitHubIssues)

    def check(self) -> None:
        """Refuse an environment with which nothing can be published; raises as `issues` does."""
        with self.issues():
            """Nothing is asked yet."""

    def pulls(self) -> AbstractContextManager["GitHubPulls"]:
        """Open its pull requests; raises as `issues` does."""
        from driftwatch.adapters.github_pulls import GitHubPulls

        return self._opened(GitHubPulls)

    def schedules(self) -> AbstractContextManager["GitHubRuns"]:
        """Open its scheduled runs; raises as `issues` does."""
        from driftwatch.adapters.github_runs import GitHubRuns

        return self._opened(GitHubRuns)

    def commit_address(self, commit: str) -> str:
        """Return the web address of a commit, where a report can be read in full; "" without a repository."""
        return f"{self._page}/commit/{commit}" if self._name and commit else ""

    def file_address(self, commit: str, path: str) -> str:
        """Return the web address of a file as it was at a commit; "" without a repository."""
        return f"{self._page}/blob/{commit}/{quote(path)}" if self._name else ""

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


def suppressions_of(config: Config) -> tuple[Suppression, ...]:
    """Turn the accepted findings of the configuration into suppressions."""
    return tuple(
        Suppression(
            reason=each.reason,
            owner=each.owner,
            expires=each.expires,
            fingerprint=each.fingerprint,
            rule=each.rule,
            operation=each.operation,
            field=each.field,
            where=f"{CONFIG_NAME}: accept {number}",
        )
        for number, each in enumerate(config.accept, start=1)
    )


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


def log_to_stderr(*, verbose: bool) -> None:
    """Send log records to stderr, redacted; one line a document when verbose, else only warnings."""
    from driftwatch.redaction import RedactingFilter

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LineFormatter("%(levelname)s %(message)s"))
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger("driftwatch")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO if verbose else logging.WARNING)
    logger.propagate = False
