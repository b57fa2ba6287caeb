"""Which manifests cannot be used, and what should be open about them: an issue for each file."""

from collections.abc import Callable, Collection, Iterable

from msgspec import structs

from driftwatch.adapters.workspace import Workspace
from driftwatch.config.sources import wanted_sources
from driftwatch.manifests.file.former import Unusable
from driftwatch.model.issue import Wanted
from driftwatch.ports import Project
from driftwatch.reports.unusable_manifest import manifest_issue
from driftwatch.workflows.manifest_sources import by_source
from driftwatch.workflows.publish_plan import Drift


def with_unusable(
    project: Project, name: str, drift: Drift, claimed: Collection[str], address: Callable[[str], str]
) -> Drift:
    """Add to what should be open for a source the issues of its manifests that cannot be used.

    Args:
        project: whose source it is.
        name: the source.
        drift: what should be open otherwise.
        claimed: keys of the issues in which breaches of its manifests are told.
        address: the web address of a commit.
    """
    faulty = project.policies.unusable
    issues = tuple(
        _issue(project, name, each, address) for each in faulty if _source_of(project.workspace, each) == name
    )
    return structs.replace(
        drift,
        wanted=(*issues, *drift.wanted),
        claims_read=all(each.commit for each in faulty),
        claimed=frozenset(claimed),
    )


def _issue(project: Project, name: str, faulty: Unusable, address: Callable[[str], str]) -> Wanted:
    owners: Iterable[str] = {manifest.owner.team for manifest in faulty.manifests}
    return manifest_issue(
        name,
        faulty.file,
        [str(problem) for problem in faulty.problems],
        project.workspace.config.issues,
        owner=min(owners, default=""),
        commit=faulty.commit,
        address=address(faulty.commit),
    )


def _source_of(workspace: Workspace, faulty: Unusable) -> str:
    """Return the source whose issues tell of a file: that of what it held, else the first that a job captures."""
    if faulty.manifests:
        return next(iter(by_source(workspace, faulty.manifests[:1])))
    return wanted_sources(workspace.config, None)[0]
