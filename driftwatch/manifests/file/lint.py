"""Lint: everything that can be known to be wrong with a manifest file from its text and the date alone."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from driftwatch.located.problem import Problem, problem
from driftwatch.located.value import Key, Located, walk
from driftwatch.manifests.file.expand import manifest_of
from driftwatch.manifests.file.lint_rules import Fault, faults
from driftwatch.manifests.file.shape import shape_problems
from driftwatch.model.manifest import Manifest
from driftwatch.redaction import looks_secret

_OTHERS: Final = ("driftwatch_observation", "interactions")
"""Top keys of observations and VCR cassettes."""
_VARIANT: Final = ("variants", "NAME")
"""The path of a variant."""


class LintedFile(Struct, frozen=True, kw_only=True):
    """One file: the manifests in it that can be used, and what is wrong, in the order of the file."""

    file: str
    manifests: tuple[Manifest, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make a manifest unusable."""
        return tuple(one for one in self.problems if one.severity == "error")


def lint(content: bytes, *, file: str, today: str = "") -> LintedFile:
    """Read a manifest file and say all that is wrong with it.

    Args:
        content: the bytes of the file.
        file: its name, for messages.
        today: ISO date; without it nothing is out of date.
    """
    # A parser of YAML is a fifth of what a run imports, and a team without manifests needs none.
    from driftwatch.manifests.file.reading import read_file_text  # noqa: PLC0415

    read = read_file_text(content, file=file)
    problems = list(read.problems)
    manifests: list[Manifest] = []
    sound = not read.problems
    for document in filter(_is_manifest, read.documents):
        wrong = _shape(document, file)
        if not wrong:
            manifest = manifest_of(document, file=file)
            told = (fault for fault in faults(manifest, today=today) if not _is_inherited(fault, document))
            wrong = tuple(_located(fault, document, file) for fault in told)
            if sound and not any(one.severity == "error" for one in wrong):
                manifests.append(manifest)
        problems.extend(wrong)
    return LintedFile(file=file, manifests=tuple(manifests), problems=tuple(sorted(set(problems))))


def _is_manifest(document: Located) -> bool:
    """Whether a document is meant to be one: observations and recordings may lie beside manifests."""
    return not any(isinstance(document.get(key), Located) for key in _OTHERS)


def conflicts(manifests: Iterable[Manifest]) -> tuple[Problem, ...]:
    """Find manifests that claim different things of one operation: one problem for each pair, at the later one."""
    first: dict[tuple[str, str], Manifest] = {}
    found: list[Problem] = []
    for manifest in sorted(manifests, key=lambda one: (one.file, one.line)):
        earlier = first.setdefault((manifest.key, manifest.base_url), manifest)
        if earlier is manifest:
            continue
        says = _disagreement(earlier, manifest)
        if says:
            where = f"{earlier.file}:{earlier.line}"
            text = f"two manifests claim different things of {manifest.contract}: {says}; the other is {where}"
            found.append(Problem(file=manifest.file, line=manifest.line, column=1, path="contract", says=text))
    return tuple(found)


def _disagreement(one: Manifest, other: Manifest) -> str:
    """Say in what two manifests contradict each other; listing other fields is no contradiction."""
    for name in ("environment", "status"):
        if name == "environment" and getattr(one, name) != getattr(other, name):
            return f"{name} {getattr(one, name)} and {getattr(other, name)}"
    if (one.auth.header.lower(), one.auth.query, one.auth.scheme) != (
        other.auth.header.lower(),
        other.auth.query,
        other.auth.scheme,
    ):
        return "how the call authenticates"
    theirs = dict(_statements(other))
    for what, claim in _statements(one):
        if what in theirs and theirs[what] != claim:
            return f"{what} is {claim} and {theirs[what]}"
    if one.owner.team == other.owner.team and dict(_statements(one)) != theirs:
        return f"both belong to {one.owner.team}; make them one"
    return ""


def _statements(manifest: Manifest) -> Iterable[tuple[str, str]]:
    for variant, claims in manifest.used_claims:
        of = f" (variant {variant})" if variant else ""
        for side, fields in (("request", claims.request), ("response", claims.response)):
            for claim in fields:
                if claim.types:
                    yield f"{side} field {claim.path}{of}", " or ".join(claim.types)
        for case in claims.cases:
            yield f"retry for {case.name}{of}", case.retry


def _shape(document: Located, file: str) -> tuple[Problem, ...]:
    wrong = shape_problems(document, file=file)
    places = {(one.line, one.column) for one in wrong}
    secrets = _secrets(document, file)
    return (*wrong, *(one for one in secrets if (one.line, one.column) not in places))


def _secrets(document: Located, file: str) -> tuple[Problem, ...]:
    says = "(value hidden) looks like a credential; write the NAME of an environment variable"
    return tuple(
        problem(file, at, path, says)
        for path, at in walk(document)
        if isinstance(at.value, str) and looks_secret(at.value)
    )


def _is_inherited(fault: Fault, document: Located) -> bool:
    """Whether a variant only inherits what is wrong: it is told once, where it is written."""
    if fault.path[0] != "variants" or len(fault.path) <= len(_VARIANT):
        return False
    own, shared = _reached(fault.path, document)[1], _reached(fault.path[len(_VARIANT) :], document)[1]
    return shared > own - len(_VARIANT)


def _located(fault: Fault, document: Located, file: str) -> Problem:
    """Give a fault the place of its path in the document, or of the nearest key above it."""
    return problem(file, _reached(fault.path, document)[0], fault.path, fault.says, severity=fault.severity)


def _reached(path: tuple[Key, ...], document: Located) -> tuple[Located, int]:
    """Follow a path as far as it goes; returns what stands there, and how many keys were followed."""
    at = document
    for depth, key in enumerate(path):
        found = _child(at, key)
        if found is None:
            return at, depth
        at = found
    return at, len(path)


def _child(at: Located, key: Key) -> Located | None:
    if isinstance(key, str):
        return at.get(key)
    items = at.items()
    return items[key] if key < len(items) else None
