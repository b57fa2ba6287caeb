"""The newest result of the self-test of redaction, as evidence for the gate."""

from msgspec import structs

from driftwatch.adapters.files import exists, read_file
from driftwatch.errors import DriftwatchError
from driftwatch.manifests.gate.evidence import Evident
from driftwatch.manifests.gate.redaction import selftest_of
from driftwatch.ports import Project
from driftwatch.workflows.manifests import named


def with_selftest(evident: Evident, project: Project) -> Evident:
    """Add what the self-test found, and where its result is or would be."""
    path = project.workspace.selftest
    try:
        content = read_file(path) if exists(path) else None
    except DriftwatchError:
        content = b""
    return structs.replace(
        evident,
        selftest=selftest_of(content) if content is not None else None,
        selftest_file=named(path, project.workspace.root),
        selftest_is_there=content is not None,
    )
