"""What stands in for a manifest file that cannot be used: the file as it was committed last in a state that can."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct

from driftwatch.located.problem import Problem
from driftwatch.manifests.file.lint import LintedFile, lint
from driftwatch.model.manifest import Manifest

Versions: TypeAlias = Callable[[str], Iterable[tuple[str, bytes]]]
"""Returns the commit and the bytes of a file's committed versions, newest first, by the name of the file."""


class Unusable(Struct, frozen=True, kw_only=True):
    """A manifest file of which something cannot be used."""

    file: str
    problems: tuple[Problem, ...]
    manifests: tuple[Manifest, ...] = ()
    """What stands in for that which cannot be used."""
    commit: str = ""
    """Where that was committed; "" when no commit holds the file in a state that can be used."""


def unusable(file: LintedFile, versions: Versions) -> Unusable | None:
    """Look for what stands in for a file; None when all of the file can be used.

    A manifest of the file that can still be used is not among what stands in.
    """
    if not file.errors:
        return None
    usable = {(manifest.contract, manifest.owner.team) for manifest in file.manifests}
    for commit, content in versions(file.file):
        former = lint(content, file=file.file)
        if not former.errors:
            lost = tuple(one for one in former.manifests if (one.contract, one.owner.team) not in usable)
            return Unusable(file=file.file, problems=file.errors, manifests=lost, commit=commit)
    return Unusable(file=file.file, problems=file.errors)
