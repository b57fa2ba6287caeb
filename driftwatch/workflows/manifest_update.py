"""driftwatch manifest update: what drifted is taken into the manifests that rely on it, as a patch."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from driftwatch.adapters.files import read_file, write_atomic
from driftwatch.errors import ManifestError
from driftwatch.history.open_drift import OpenedSnapshot
from driftwatch.manifests.check.documented import Documented, page_of
from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.file.rewriting import rewritten
from driftwatch.manifests.update.edits import read_today, take
from driftwatch.manifests.update.steps import LABELS, Planned, Step, Todo, planned
from driftwatch.model.finding import Finding, singles
from driftwatch.model.manifest import Manifest
from driftwatch.ports import Project
from driftwatch.rules.folding import folded
from driftwatch.workflows.manifest_sources import by_source
from driftwatch.workflows.standing import standing


class Update(Struct, frozen=True, kw_only=True):
    """What is to be written into one file, and what is left to people."""

    file: str
    path: Path
    before: str
    after: str
    taken: tuple[Step, ...] = ()
    left: tuple[Todo, ...] = ()

    @property
    def patch(self) -> str:
        """The change as a unified diff; "" when there is none."""
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        return "".join(map(_ended, difflib.unified_diff(*lines, f"a/{self.file}", f"b/{self.file}")))


def updates(project: Project, manifests: Iterable[Manifest], *, source: str | None) -> tuple[Update, ...]:
    """Say what the open drift means for manifests, by file.

    Raises:
        RepositoryError: the captures cannot be read.
        UsageError: a file cannot be read.
    """
    files: dict[str, Update] = {}
    for name, mine in by_source(project.workspace, manifests).items():
        known, _ = project.workspace.source(source or name or None)
        stand = standing(project, known)
        newest = stand.drift.newest
        if newest is None:
            continue
        labels = (each for each in stand.breaches if each.finding.is_observed and each.finding.id in LABELS)
        findings = _by_cause(each.finding for each in (*stand.drift.found, *labels))
        for manifest in mine:
            before = files.get(manifest.file) or _untouched(project, manifest.file)
            files[manifest.file] = _updated(project, before, manifest, findings, newest)
    return tuple(each for each in files.values() if each.taken or each.left)


def _by_cause(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Part what one edit did both ways, and to a list: a line of a manifest takes a step for each."""
    return folded(structs.replace(one, edit="") for one in singles(findings))


def write(update: Update) -> None:
    """Write what an update comes to.

    Raises:
        RepositoryError: the file cannot be written.
    """
    write_atomic(update.path, update.after.encode())


def _untouched(project: Project, file: str) -> Update:
    path = project.workspace.path_of(file)
    text = read_file(path).decode("utf-8-sig")
    return Update(file=file, path=path, before=text, after=text)


def _updated(
    project: Project, update: Update, manifest: Manifest, findings: Sequence[Finding], newest: OpenedSnapshot
) -> Update:
    plan = tuple(_plan(project, manifest, findings))
    steps = tuple(each for each in plan if isinstance(each, Step))
    left = [each for each in plan if isinstance(each, Todo)]
    if not steps:
        return _with(update, update.after, (), left)
    refused: list[Step] = []

    def edit(document: Any) -> None:
        refused.extend(take(document, steps))
        if not left and not refused and (pages := _read_pages(manifest, newest)) is not None:
            read_today(document, day=newest.side.date, pages=pages)

    try:
        after = rewritten(update.after, edit, contract=manifest.contract, file=update.file)
        broken = lint(after.encode(), file=update.file).errors
    except ManifestError as error:
        after, broken = update.after, ()
        refused = list(steps)
        left += [Todo(use=step.use, says=f"{error.message} Write it by hand: {step.says}.") for step in steps]
    else:
        if broken:
            after, refused = update.after, list(steps)
        left += [Todo(use=step.use, says=f"Write it by hand: {step.says}.") for step in refused]
    return _with(update, after, (step for step in steps if step not in refused), left)


def _with(update: Update, after: str, taken: Iterable[Step], left: Iterable[Todo]) -> Update:
    return Update(
        file=update.file,
        path=update.path,
        before=update.before,
        after=after,
        taken=(*update.taken, *dict.fromkeys(taken)),
        left=(*update.left, *dict.fromkeys(left)),
    )


def _plan(project: Project, manifest: Manifest, findings: Iterable[Finding]) -> Iterator[Planned]:
    mine = project.workspace.path_of(manifest.file).resolve()
    for finding in findings:
        for use in finding.impact.uses:
            theirs = project.workspace.root / use.file
            if use.manifest == manifest.name and theirs.resolve() == mine:
                yield from planned(finding, use, manifest)


def _read_pages(manifest: Manifest, newest: OpenedSnapshot) -> Mapping[str, str] | None:
    """Return the digests of a manifest's pages as they were captured; None when one of them was not read."""
    known = Documented(newest.snapshot).documents_by_page
    found = {page.url: known.get(page_of(page.url)) for page in manifest.pages}
    if any(document is not None and document.state == "unseen" for document in found.values()):
        return None
    return {url: document.digest for url, document in found.items() if document is not None and document.digest}


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
