"""Manifests on disk: read, linted, held against the newest snapshot."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from driftwatch.adapters.files import exists, read_file
from driftwatch.errors import DriftwatchError, UsageError
from driftwatch.history.failure_log import log_failure
from driftwatch.history.review import without_idle_acceptances
from driftwatch.located.problem import Problem
from driftwatch.manifests.file.lint import LintedFile, conflicts, lint
from driftwatch.model.finding import Finding, Impact, Report, Side, Suppression
from driftwatch.model.manifest import Acceptance, Manifest
from driftwatch.model.snapshot import Snapshot
from driftwatch.ports import Project
from driftwatch.rules.judge import documented_paths, judge
from driftwatch.rules.order import order
from driftwatch.rules.policy import Policy, build_report
from driftwatch.rules.rows.lifecycle import Calendar
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.manifest_sources import by_source
from driftwatch.workflows.resolve import Sided, newest_side, resolver_of

if TYPE_CHECKING:
    from driftwatch.manifests.check.breach import Breach
    from driftwatch.manifests.threeway.past import Past

_SUFFIXES: Final = (".yaml", ".yml")
_SIDES: Final = ("request.", "response.", "errors.")


class ManifestSet(Struct, frozen=True, kw_only=True):
    """The manifests of a team, and everything that is wrong with their files."""

    files: tuple[LintedFile, ...] = ()
    disagreements: tuple[Problem, ...] = ()

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """The manifests that can be used, by file and line."""
        return tuple(manifest for file in self.files for manifest in file.manifests)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, by file and line."""
        return tuple(sorted((*(one for file in self.files for one in file.problems), *self.disagreements)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the command fail."""
        return tuple(one for one in self.problems if one.severity == "error")

    def only(self, wanted: Collection[Manifest]) -> "ManifestSet":
        """Leave out all other manifests; a file that cannot be used stays, nobody knows what is in it."""
        files = tuple(
            structs.replace(file, manifests=tuple(one for one in file.manifests if one in wanted))
            for file in self.files
        )
        return structs.replace(self, files=files)


def manifest_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the YAML files that paths name or that lie below them, sorted; hidden ones are left out.

    A link that leads nowhere is one of them: reading says so.

    Raises:
        UsageError: a path does not exist.
    """
    found: set[Path] = set()
    for path in paths:
        if not exists(path) and not leads_nowhere(path):
            raise UsageError(f"there is no file or folder {path}", hint="check the path")
        found.update(_below(path) if path.is_dir() else (path,))
    return tuple(sorted(found))


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, with links that lead nowhere and folders that are closed: reading says so."""
    closed: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(parent, name) for name in names if not name.startswith("."))
        files = (path for path in paths if path.suffix.lower() in _SUFFIXES)
        yield from (path for path in files if _is_there(path) or leads_nowhere(path))
    yield from closed


def _is_there(path: Path) -> bool:
    """Tell whether a path is a file, or is in a folder that names it and keeps it to itself: reading says so."""
    try:
        return path.is_file()
    except PermissionError:
        return True


def leads_nowhere(path: Path) -> bool:
    """Tell whether a path is a link to what does not exist, or to itself."""
    return _is_link(path) and not exists(path)


def _is_link(path: Path) -> bool:
    with suppress(OSError):  # what is asked is no link where it cannot be asked: a name is too long, a folder is closed
        return path.is_symlink()
    return False


def read_manifests(paths: Sequence[Path], *, root: Path, today: str) -> ManifestSet:
    """Read and lint manifest files; a file that cannot be read is a problem, and the others go on.

    Args:
        paths: files and folders.
        root: the folder to which names of files are relative, where they lie below it.
        today: ISO date.
    """
    files = tuple(_linted(path, root, today) for path in manifest_files(paths))
    manifests = [manifest for file in files for manifest in file.manifests]
    return ManifestSet(files=files, disagreements=conflicts(manifests))


def _linted(path: Path, root: Path, today: str) -> LintedFile:
    if leads_nowhere(path):  # asked first: no other question can be asked of a link to itself
        return _unread(_name_of_link(path, root), "a link that leads nowhere")
    if _leads_out(path, root):
        says = "a link to a file outside of the project is not followed: put the manifest itself here"
        return _unread(_name_of_link(path, root), says)
    name = named(path, root)
    try:
        content = read_file(path)
    except DriftwatchError as error:
        return _unread(name, error.message)
    return lint(content, file=name, today=today)


def _name_of_link(path: Path, root: Path) -> str:
    return Path(named(path.parent, root), path.name).as_posix()


def _unread(name: str, says: str) -> LintedFile:
    return LintedFile(file=name, problems=(Problem(file=name, line=1, column=1, path="", says=says),))


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a file is a link out of the project: what is wrong with a manifest is quoted, and that is not ours."""
    target = path.resolve()
    return _is_link(path) and not any(target.is_relative_to(one.resolve()) for one in (root, path.parent))


def named(path: Path, root: Path) -> str:
    """Name a file for messages: relative to the root where it lies below it."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)


def checked(
    project: Project,
    manifests: Iterable[Manifest],
    *,
    source: str | None,
    label: str,
    against: str | None,
    commit: str = "",
    pasts: "Sequence[Past]" = (),
) -> tuple[Report, tuple[Problem, ...]]:
    """Hold manifests against a snapshot.

    Args:
        project: where snapshots and policy come from.
        manifests: what to check.
        source: name of the source.
        label: what to call the source in the report.
        against: a date, revision, folder, file or `live`; the newest snapshot without it.
        commit: of a capture that was made just now, which is the newest snapshot whatever the work tree holds.
        pasts: what was observed.

    Returns:
        The report, and a problem for each manifest of an operation that no capture ever documented.
    """
    resolver = resolver_of(project, source)
    side = resolver.named(against) if against else resolver.newest(commit)
    mine = tuple(manifests)
    unlisted, known = never_documented(mine, side, resolver.ever_documented)
    report = report_of(known, side, policy=project.policies.own(), label=label, pasts=pasts)
    return report, unlisted


def sides_of(
    project: Project, manifests: tuple[Manifest, ...], source: str | None
) -> Iterator[tuple[str | None, Sided | None, tuple[Manifest, ...]]]:
    """Yield a source, its newest snapshot (None when there is none), and the manifests to be held against it.

    Args:
        project: where they are.
        manifests: all that are asked about.
        source: the one source that the user names; without it each manifest is held against its own.
    """
    parted = {source: manifests} if source is not None else by_source(project.workspace, manifests)
    for name, mine in parted.items():
        yield name or None, newest_side(project, name or None), mine


def joined(reports: Sequence[Report]) -> Report:
    """Make one report of the reports of several sources."""
    if len(reports) == 1:
        return reports[0]
    return structs.replace(
        reports[0],
        source=", ".join(report.source for report in reports),
        new=Side(label=", ".join(dict.fromkeys(report.new.label for report in reports))),
        findings=tuple(sorted((one for report in reports for one in report.findings), key=order)),
        suppressed=tuple(one for report in reports for one in report.suppressed),
        unused_suppressions=reports[0].unused_suppressions,
    )


def report_of(
    manifests: tuple[Manifest, ...], side: Sided, *, policy: Policy, label: str, pasts: "Sequence[Past]" = ()
) -> Report:
    """Judge the breaches of manifests under a team's policy: against documentation, and against what was observed."""
    # Whoever reads manifests imports this module, to check them or not: a run does not.
    from driftwatch.manifests.check.check import check
    from driftwatch.manifests.check.fields import unmarked_responses
    from driftwatch.manifests.check.pages import changed_pages
    from driftwatch.manifests.check.successors import missing_pages
    from driftwatch.manifests.threeway.check import observed_breaches

    lacking = missing_pages(manifests, side.snapshot)
    moved = side.moved(lacking) if lacking else {}
    quiet = side.quiet(changed_pages(manifests, side.snapshot))
    unmarked = unmarked_responses(manifests, side.snapshot)
    marked = side.marked(unmarked) if unmarked else frozenset[tuple[str, str]]()
    breaches = check(
        manifests,
        side.snapshot,
        today=policy.today,
        moved=moved,
        quiet=quiet,
        marked=marked,
        unwatched=side.unwatched(page.url for manifest in manifests for page in manifest.pages),
        tell=log_failure,
    )
    breaches += observed_breaches(manifests, side.snapshot, pasts, today=policy.today, tell=log_failure)
    report = build_report(
        findings_of(breaches, side.snapshot, manifests, today=policy.today),
        source=label,
        old=Side(label="the manifests"),
        new=side.side,
        today=policy.today,
        levels=policy.levels,
        suppressions=(*policy.suppressions, *acceptances(manifests)),
        ignored=policy.ignored,
        coverage=side.coverage,
    )
    return without_idle_acceptances(report)


def findings_of(
    breaches: "Iterable[Breach]", snapshot: Snapshot, manifests: Iterable[Manifest], *, today: str
) -> tuple[Finding, ...]:
    """Judge breaches; the same breach of several manifests is one finding that names them all."""
    breaches = tuple(breaches)
    changes = tuple(breach.change for breach in breaches)
    written = {manifest.key: manifest.contract for manifest in manifests}
    paths = documented_paths(changes, snapshot, snapshot)
    paths = {owner: written.get(path, path) if path == owner.name else path for owner, path in paths.items()}
    found: dict[str, Finding] = {}
    for breach in breaches:
        for finding in judge((breach.change,), calendar=Calendar(today=today), paths=paths):
            earlier = found.get(finding.fingerprint)
            uses = {breach.use, *(earlier.impact.uses if earlier else ())}
            impact = Impact(kind="affects", uses=tuple(sorted(uses)))
            found[finding.fingerprint] = structs.replace(finding, impact=impact)
    return tuple(found.values())


def acceptances(manifests: Iterable[Manifest]) -> tuple[Suppression, ...]:
    """Turn what manifests accept into suppressions; nobody can accept what hurts another team with the same call."""
    manifests = tuple(manifests)
    known = Counter(manifest.key for manifest in manifests)
    return tuple(
        _suppression(manifest, accepted)
        for manifest in manifests
        for accepted in manifest.accepted
        if known[manifest.key] == 1
    )


def _suppression(manifest: Manifest, accepted: Acceptance) -> Suppression:
    where = accepted.where
    for side in _SIDES:
        where = where.removeprefix(side)
    return Suppression(
        reason=accepted.because,
        owner=accepted.by,
        expires=accepted.until,
        rule=accepted.rule,
        operation=manifest.contract,
        field=where.replace(".*", "*"),
        where=f"{manifest.file}:{accepted.line}",
    )


def never_documented(
    manifests: tuple[Manifest, ...], side: Sided, ever: Callable[[Iterable[str]], frozenset[str] | None]
) -> tuple[tuple[Problem, ...], tuple[Manifest, ...]]:
    """Part manifests whose operation no capture ever documented from the others, as far as a history can tell.

    Args:
        manifests: what is asked about.
        side: the snapshot that they are held against.
        ever: returns those of some operations that any capture documented; None when nobody knows.
    """
    documented = {owner.name for owner in side.snapshot.entries if owner.kind == "operation"}
    missing = frozenset(manifest.key for manifest in manifests) - documented
    once = ever(missing) if missing else frozenset[str]()
    if once is None:
        return (), manifests
    unknown = missing - once
    unlisted = tuple(_unlisted(one, documented) for one in manifests if one.key in unknown and one.status != "retired")
    return unlisted, tuple(one for one in manifests if one.key not in unknown)


def _unlisted(manifest: Manifest, documented: set[str]) -> Problem:
    says = f"no capture ever documented {manifest.contract}{did_you_mean(manifest.key, documented)}"
    return Problem(file=manifest.file, line=manifest.line, column=1, path="contract", says=says)
