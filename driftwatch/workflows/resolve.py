"""OLD and NEW of a diff: a date, a git revision, a snapshot folder, a file of OpenAPI or apiDoc, pages, or `live`."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from driftwatch.adapters.files import exists, read_file
from driftwatch.config.days import past_day
from driftwatch.config.keys import CONFIG_NAME
from driftwatch.config.sources import published_by
from driftwatch.errors import ConfigError, DocumentError, RepositoryError, UsageError
from driftwatch.extract.index.places import PAGE_SUFFIXES
from driftwatch.extract.openapi.bundle import STRUCTURED
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.access_dates import marked_then, quiet_pages
from driftwatch.history.captures import UNSHALLOW, History, snapshot_in_folder
from driftwatch.history.moved_pages import moved_pages
from driftwatch.model.finding import Coverage, Side
from driftwatch.model.manifest import DocsPage, Manifest
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import CAPTURES, DOCUMENTS, captures_of
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Project
from driftwatch.presence.watched import unwatched
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.whole_specifications import whole_file

if TYPE_CHECKING:
    from driftwatch.workflows.page_files import PageFiles

LIVE: Final = "live"
_NEWEST: Final = "the newest snapshot"
_TWO_SIDES: Final = "run `driftwatch run`, or name two sides: a date, a revision, a folder, a file or `live`"
_DATA: Final = (b"[", b"define(", b"(", b"!", b"/*")
"""How data of apiDoc begins: a list, what a page loads, or the script that it stands in."""
_HEAD: Final = 300
_DATE: Final = lazy_regex(r"\d{4}-\d{2}-\d{2}")


class Sided(Struct, frozen=True, kw_only=True):
    """A snapshot, and what to call it."""

    snapshot: Snapshot
    side: Side
    file: Path | None = None
    """The specification that it was read from; None for what was captured."""
    coverage: Coverage | None = None
    moved: Callable[[Iterable[str]], Mapping[str, str]] = lambda _: {}
    """Returns the URLs of today by the page that moved there, for pages that the snapshot lacks; see `moved_pages`."""
    quiet: Callable[[Iterable[DocsPage]], frozenset[str]] = lambda _: frozenset()
    """Returns the URLs of those of some pages of which drift tells info at most since they were read."""
    marked: Callable[[Iterable[tuple[Manifest, str]]], frozenset[tuple[str, str]]] = lambda _: frozenset()
    """Returns of which responses fields were marked as required when manifests were written; see `marked_then`."""
    unwatched: Callable[[Iterable[str]], frozenset[str]] = lambda _: frozenset()
    """Returns those of some URLs of pages that the configuration leaves out."""


class Resolver:
    """Turns what a user names into snapshots.

    Args:
        history: opens the captures in git, once a name needs them; None outside a repository.
        folder: the snapshot folder of the source in the work tree; None without a configuration.
        live: reads the documentation as it is now.
        choose: raises what is to be said where captures are needed, and the source is not told; else does nothing.
        today: tells the date, ISO, UTC.
        say: tells a person what is not as they may take it.
        releases: returns the digests of the snapshots that were reviewed for each release.
        published: returns the public URL of a page by that of its file, and what the page says of it.
        unwatched: returns those of some URLs of pages that the configuration leaves out.
    """

    def __init__(
        self,
        *,
        history: Callable[[], History | None],
        folder: Path | None,
        live: Callable[[], Sided],
        choose: Callable[[], object] = lambda: None,
        today: Callable[[], str] = lambda: "9999-12-31",
        say: Callable[[str], object] = lambda _: None,
        releases: Callable[[], Mapping[str, frozenset[str]]] = dict,
        published: Callable[[str, str], str] | None = None,
        unwatched: Callable[[Iterable[str]], frozenset[str]] = lambda _: frozenset(),
    ) -> None:
        self._open_history = history
        self._folder = folder
        self._live = live
        self._choose = choose
        self._today = today
        self._say = say
        self._releases = releases
        self._published = published
        self._unwatched = unwatched
        self._on_disk = OnDisk()

    @cached_property
    def _history(self) -> History | None:
        return self._open_history()

    def last_two(self) -> tuple[Sided, Sided]:
        """Return the last two captures, older first.

        Raises:
            UsageError: there are fewer than two.
        """
        history = self._needed()
        captures = history.captures(limit=2)
        if len(captures) < 2:  # noqa: PLR2004 - the last two
            has = f"only one capture, of {captures[0].date}" if captures else "no capture yet"
            missing = history.missing()
            raise UsageError(
                f"there is {has}: nothing to compare" + (f"; {missing}" if missing else ""),
                hint=UNSHALLOW if missing else _TWO_SIDES,
            )
        new, old = captures
        snapshots = history.several({capture.commit: capture.label for capture in captures})
        return (
            _sided(snapshots[old.commit], date=old.date),
            _sided(snapshots[new.commit], date=new.date),
        )

    def newest(self, commit: str = "") -> Sided:
        """Return the snapshot in the work tree, or of a commit that was made just now.

        Raises:
            UsageError: there is none.
        """
        self._choose()
        if self._folder is not None:
            kept = self._needed().at(commit, label=_NEWEST) if commit else None
            snapshot = kept or snapshot_in_folder(self._folder, label=_NEWEST)
            if snapshot is not None:
                public = snapshot.published(self._published)
                quiet = partial(self.quiet_pages, public)
                return structs.replace(
                    _sided(public),
                    moved=self.moved_pages,
                    quiet=quiet,
                    marked=self.marked_then,
                    unwatched=self._unwatched,
                )
        raise UsageError("there is no snapshot yet", hint="run `driftwatch run` first")

    def ever_documented(self, keys: Iterable[str]) -> frozenset[str] | None:
        """Return those of some operations that any capture documented; None when there is no history to look in."""
        return None if self._history is None else self._history.ever_documented(keys)

    def moved_pages(self, pages: Iterable[str]) -> Mapping[str, str]:
        """Return the URLs of today by the page that moved there; none when there is no history to look in."""
        return {} if self._history is None else moved_pages(self._history, pages)

    def quiet_pages(self, newest: Snapshot, pages: Iterable[DocsPage]) -> frozenset[str]:
        """Return the URLs of those of some pages of which drift tells info at most; none when there is no history."""
        return frozenset() if self._history is None else quiet_pages(self._history, newest, pages)

    def marked_then(self, responses: Iterable[tuple[Manifest, str]]) -> frozenset[tuple[str, str]]:
        """Return of which responses fields were marked as required; none when there is no history to look in."""
        return frozenset() if self._history is None else marked_then(self._history, responses)

    def named(self, name: str) -> Sided:
        """Return the snapshot that `name` names.

        Raises:
            UsageError: it names nothing.
            DocumentError: the file is not an OpenAPI document.
        """
        if name == LIVE:
            return self._live()
        path = Path(name)
        if not _DATE.fullmatch(name) and exists(path):
            return self._on_disk.side(path, name)
        if path.suffix.lower() in STRUCTURED:
            known = sorted(each.name for each in path.parent.iterdir()) if path.parent.is_dir() else []
            raise UsageError(f"there is no file {name}{did_you_mean(path.name, known)}", hint="check the path")
        reviewed = self._reviewed(name)
        if reviewed is not None:
            return reviewed
        if self._history is not None:
            day = past_day(name, today=self._today())
            commit = self._history.resolve(day or name)
            if day and commit.date != day:
                self._say(f"there is no capture of {day}: this is the last one before it, of {commit.date}")
            snapshot = self._history.at(commit.commit, label=commit.label)
            return _sided(snapshot, date=commit.date)
        self._choose()
        raise UsageError(
            f"{name!r} is no file or folder, and there is no git repository to look for a revision",
            hint="name a date, a git revision, a snapshot folder, an OpenAPI file, or `live`; or pages",
        )

    def newest_day(self) -> str:
        """Return the day of the capture in the work tree, ISO; "" where nothing tells it."""
        path = self._folder / CAPTURES if self._folder is not None else None
        captures = captures_of(read_file(path)) if path is not None and exists(path) else ()
        return captures[-1].at[:10] if captures else ""

    def release(self, name: str) -> Sided:
        """Return the snapshot that was reviewed for a release, else the one that its tag holds.

        Raises:
            UsageError: no manifest was reviewed for it, and there is no such tag.
        """
        reviewed = self._reviewed(name)
        if reviewed is not None:
            return reviewed
        try:
            return self.named(name)
        except UsageError:
            known = did_you_mean(name, self._releases())
            hint = "`driftwatch manifest review --by NAME --release RELEASE` pins what is reviewed; or name a tag"
            raise UsageError(f"no manifest was reviewed for a release {name!r}{known}", hint=hint) from None

    def with_digest(self, *digests: str, name: str = "") -> Sided | None:
        """Return the oldest capture that has one of some digests, named for people; None when no capture has."""
        commit = self._history.with_digest(digests) if self._history is not None else None
        if self._history is None or commit is None:
            return None
        label = f"{name}, reviewed {commit.label}" if name else commit.label
        return _sided(self._history.at(commit.commit, label=label), date=commit.date)

    def _reviewed(self, name: str) -> Sided | None:
        """Return what was reviewed for a release; None when no manifest was."""
        if self._history is None or _DATE.fullmatch(name) or not (digests := self._releases().get(name)):
            return None
        found = self.with_digest(*digests, name=name)
        if found is None:
            raise UsageError(
                f"no capture has the snapshot that was reviewed for {name}",
                hint="a shallow clone lacks old captures: `git fetch --unshallow`",
            )
        if len(digests) > 1:
            self._say(f"{len(digests)} snapshots were reviewed for {name}: this is the oldest, of {found.side.date}")
        return found

    def _needed(self) -> History:
        if self._history is None:
            self._choose()
            raise UsageError(
                "there is no configured source in a git repository here",
                hint="run `driftwatch init` in a git repository, or name two OpenAPI files, pages or folders",
            )
        return self._history


def resolver_of(project: Project, source: str | None) -> Resolver:
    """Return what turns the names of a diff's sides into snapshots; without a configuration it knows no captures."""
    workspace = project.workspace
    live = partial(_live, project, source)
    if workspace.file is None:
        return Resolver(history=lambda: None, folder=None, live=live)
    if source is None and len(workspace.config.sources) != 1:
        return Resolver(history=lambda: None, folder=None, live=live, choose=partial(workspace.source, None))
    name, settings = workspace.source(source)
    return Resolver(
        history=partial(_history, project, name),
        folder=workspace.snapshots(name),
        live=live,
        today=project.clock.today,
        say=project.talk.say,
        releases=partial(_releases, project, name),
        published=published_by(settings),
        unwatched=partial(unwatched, settings),
    )


def _releases(project: Project, source: str) -> Mapping[str, frozenset[str]]:
    """Return the digests that manifests of a source were reviewed against, by release."""
    found: dict[str, set[str]] = {}
    for manifest in project.policies.of(source).manifests:
        for one in manifest.releases:
            found.setdefault(one.name, set()).add(one.snapshot)
    return {name: frozenset(digests) for name, digests in found.items()}


def _history(project: Project, source: str) -> History | None:
    try:
        return History.of(project, source)
    except RepositoryError:
        return None


def _live(project: Project, source: str | None) -> Sided:
    """Read a source's documentation as it is now, without keeping anything of it."""
    from driftwatch.workflows.capture import capture

    workspace = project.workspace
    if workspace.file is None:
        raise ConfigError(
            f"there is no {CONFIG_NAME} here or above: nothing to read live", hint="run `driftwatch init`"
        )
    name, settings = workspace.source(source)
    stored = snapshot_in_folder(workspace.snapshots(name), label="stored")
    with project.fetcher(settings) as fetcher:
        today = f"{project.clock.now():%Y-%m-%d}"
        captured = capture(
            settings,
            previous=stored,
            fetcher=fetcher,
            talk=project.talk,
            label=LIVE,
            today=today,
            kept=project.statements(settings),
        )
    snapshot = captured.snapshot.published(published_by(settings))
    return Sided(snapshot=snapshot, side=Side(label=LIVE), coverage=captured.coverage)


class OnDisk:
    """Reads what lies on this machine: snapshots, OpenAPI files, and pages, of which one side knows the one before."""

    def side(self, path: Path, name: str) -> Sided:
        """Read what lies at a path and call it `name`.

        Raises:
            UsageError: the folder holds neither a snapshot nor pages.
            DocumentError: the file is no OpenAPI document, nor a page.
        """
        if (path / DOCUMENTS).is_file() and (stored := snapshot_in_folder(path, label=name)) is not None:
            return _sided(stored)
        if path.is_dir() or path.suffix.lower() in PAGE_SUFFIXES:
            captured, digest = self._pages.capture(path, name)
            side = Side(label=name, digest=digest)
            return Sided(snapshot=captured.snapshot, side=side, coverage=captured.coverage)
        return structs.replace(_sided(snapshot_of_file(path, name)), file=path)

    @cached_property
    def _pages(self) -> "PageFiles":
        from driftwatch.workflows.page_files import PageFiles  # whoever compares specifications imports no reader

        return PageFiles()


def snapshot_of_file(path: Path, name: str) -> Snapshot:
    """Read an OpenAPI file, JSON or YAML, with the files beside it that it refers to, or a file of data of apiDoc.

    Raises:
        DocumentError: it is none of them; the message names the file and the line.
    """
    try:
        content = read_file(path)
        data = _of_data(content, name)
        return data or snapshot_of_openapi(whole_file(path, content), place=name, label=name, url=name)
    except DocumentError as error:
        raise DocumentError(f"{name}: {error.message}", hint="check the file, for example with a linter") from None


def _of_data(content: bytes, name: str) -> Snapshot | None:
    """Read a file of data of apiDoc; None for any other. What reads it is imported for a file that begins so."""
    if not content[:_HEAD].lstrip().startswith(_DATA):
        return None
    from driftwatch.workflows.apidoc_files import snapshot_of_data

    return snapshot_of_data(content.decode("utf-8", "replace"), name)


def _sided(snapshot: Snapshot, *, date: str = "") -> Sided:
    return Sided(snapshot=snapshot, side=Side(label=snapshot.label, digest=snapshot.digest, date=date))


def newest_side(project: Project, source: str | None) -> Sided | None:
    """Return the newest snapshot; None when there is none."""
    try:
        return resolver_of(project, source).newest()
    except UsageError:
        return None
