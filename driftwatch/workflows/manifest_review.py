"""manifest review: what changed since a manifest's pages were read, and the record that somebody looked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from driftwatch.adapters.files import read_file, write_atomic
from driftwatch.errors import UsageError
from driftwatch.history.review import review
from driftwatch.manifests.check.documented import Documented, page_of
from driftwatch.manifests.file.rewriting import Reviewed, recorded
from driftwatch.manifests.threeway.past import Past
from driftwatch.model.finding import Finding
from driftwatch.model.manifest import Manifest
from driftwatch.ports import Project
from driftwatch.rules.policy import Policy
from driftwatch.workflows.manifest_sources import by_source
from driftwatch.workflows.manifests import report_of
from driftwatch.workflows.observations import observed
from driftwatch.workflows.resolve import Resolver, Sided, resolver_of


class ManifestReview(Struct, frozen=True, kw_only=True):
    """What there is to look at for one manifest, and what recording it writes."""

    manifest: Manifest
    path: Path
    lines: tuple[str, ...]
    digest: str
    pages: Mapping[str, str]


def reviews(project: Project, manifests: Iterable[Manifest], *, source: str | None) -> Iterator[ManifestReview]:
    """Yield a review of each manifest."""
    pasts = observed(project).pasts
    for name, mine in by_source(project.workspace, manifests).items():
        resolver = resolver_of(project, source or name or None)
        newest = resolver.newest()
        for manifest in mine:
            yield _reviewed(project, manifest, resolver=resolver, newest=newest, pasts=pasts)


def record(one: ManifestReview, *, by: str, ref: str, today: str, release: str = "") -> None:
    """Write a review into its manifest.

    Raises:
        ManifestError: the file cannot be rewritten.
        UsageError: it cannot be read.
    """
    reviewed = Reviewed(
        contract=one.manifest.contract,
        accessed=today,
        by=by,
        ref=ref,
        snapshot=one.digest,
        pages=one.pages,
        release=release,
    )
    text = read_file(one.path).decode("utf-8-sig")
    write_atomic(one.path, recorded(text, reviewed, file=one.manifest.file).encode())


def _reviewed(
    project: Project, manifest: Manifest, *, resolver: Resolver, newest: Sided, pasts: Sequence[Past]
) -> ManifestReview:
    since = min((page.accessed for page in manifest.pages if page.accessed), default="")
    policy = structs.replace(project.policies.own(), manifests=(manifest,))
    label = project.workspace.label(None)
    breaches = report_of((manifest,), newest, policy=policy, label=label, pasts=pasts).findings
    changes, note = _since(resolver, since, newest=newest, policy=policy)
    mine = [finding for finding in changes if finding.impact.kind == "affects"]
    lines = [f"{manifest.file}: {manifest.contract} (pages read on {since or 'no date'})"]
    lines += [note] if note else []
    lines += [f"  changed since then: {_told(finding)}" for finding in mine]
    lines += [f"  differs: {_told(finding)}" for finding in breaches]
    lines += [f"  not relied on: {len(changes) - len(mine)} further findings"] if len(changes) > len(mine) else []
    if not mine and not breaches:
        lines.append("  nothing that it relies on changed")
    known = Documented(newest.snapshot).documents_by_page
    digests = {page.url: found.digest for page in manifest.pages if (found := known.get(page_of(page.url)))}
    pages = {url: digest for url, digest in digests.items() if digest}
    return ManifestReview(
        manifest=manifest,
        path=project.workspace.path_of(manifest.file),
        lines=tuple(lines),
        digest=newest.snapshot.digest,
        pages=pages,
    )


def _since(resolver: Resolver, since: str, *, newest: Sided, policy: Policy) -> tuple[tuple[Finding, ...], str]:
    """Return what changed since a date, and what to say when there is no capture of that time."""
    if not since:
        return (), "  no access date: nothing to compare with"
    try:
        then = resolver.named(since)
    except UsageError as error:
        return (), f"  {error.message}"
    report = review(
        then.snapshot,
        newest.snapshot,
        source="",
        policy=policy,
        sides=(then.side, newest.side),
        coverage=newest.coverage,
    )
    return report.findings, ""


def _told(finding: Finding) -> str:
    lines = ", ".join(f"line {use.line}" for use in finding.impact.uses)
    return f"{finding.level} {finding.id}: {finding.message} ({lines})"
