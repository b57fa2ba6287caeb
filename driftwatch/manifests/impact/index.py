"""Impact: which line of which manifest relies on what changed."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from driftwatch.manifests.check.choosing import chosen
from driftwatch.manifests.check.documented import Documented, page_of
from driftwatch.manifests.impact.claims import Relying, cites, uses_of
from driftwatch.manifests.impact.renamed import Renamed
from driftwatch.model.address import METHODS, from_root, operation_key
from driftwatch.model.finding import Finding, Impact, ManifestUse
from driftwatch.model.manifest import Manifest
from driftwatch.model.snapshot import Snapshot
from driftwatch.patterns import lazy_regex

_RELATIVE: Final = lazy_regex(r"\w[\w.~-]*(?:/|$)")
_OF_NOBODY: Final = ("api-tag-", "api-operation-id-", "api-version-", "document-added", "endpoint-added")
"""Ids of findings about what no integration relies on."""


class ManifestIndex:
    """Manifests by the operation that they rely on.

    Args:
        manifests: all of them; retired ones rely on nothing.
        snapshots: the two that are compared; with them shared schemas and variants are followed exactly.
        findings: all that comparing them found; with them what was called otherwise before is known.
    """

    def __init__(
        self, manifests: Iterable[Manifest], snapshots: Iterable[Snapshot] = (), findings: Iterable[Finding] = ()
    ) -> None:
        self.manifests = tuple(one for one in manifests if one.status != "retired")
        self.documented = tuple(Documented(snapshot) for snapshot in snapshots)
        self.renamed = Renamed(findings)
        self._by_key: dict[str, list[Manifest]] = {}
        self._keys: dict[tuple[str, ...], set[str]] = {}
        for manifest in self.manifests:
            self._by_key.setdefault(manifest.key, []).append(manifest)

    def relying(self, keys: AbstractSet[str], variant: str | None) -> Iterator[Relying]:
        """Yield the claims about operations; those of a variant only, when it is named."""
        for key in sorted(self._by_key.keys() & keys):
            for manifest in self._by_key[key]:
                yield from self._of(manifest, variant)

    def keys_of(self, finding: Finding) -> AbstractSet[str]:
        """Return the keys of the operations that a finding names. Thousands of findings may name the same thousands."""
        named = self._keys.get(finding.operations)
        if named is None:
            named = self._keys[finding.operations] = _keys(finding.operations)
        if finding.area != "operation":
            return named
        return named | _keys(side for side in (finding.before, finding.after) if isinstance(side, str))

    def everybody(self) -> Iterator[Relying]:
        """Yield all claims that are used."""
        for manifest in self.manifests:
            yield from self._of(manifest, None)

    def _of(self, manifest: Manifest, variant: str | None) -> Iterator[Relying]:
        for name, claims in manifest.used_claims:
            if variant is None or self._is_about(manifest, name, variant):
                yield Relying(manifest=manifest, variant=name, claims=claims, documented=self.documented)

    def _is_about(self, manifest: Manifest, name: str, variant: str) -> bool:
        """Whether a variant of a manifest is about a variant of the documentation, on any side that has it."""
        known = False
        for documented in self.documented:
            views = documented.operations(manifest.key)
            if any(view.owner.variant == variant for view in views):
                known = True
                mine = chosen(manifest, name, views, documented)
                if any(view.owner.variant == variant for view in mine):
                    return True
        return not known and _names(manifest, name, variant)


def impact_of(finding: Finding, index: ManifestIndex) -> Impact:
    """Return which manifests rely on what a finding is about."""
    if not index.manifests:
        return Impact()
    if finding.area == "manifest":
        return finding.impact
    if finding.id.startswith(_OF_NOBODY):
        return Impact(kind="unused")
    found = sorted({use for version in index.renamed.versions(finding) for use in _uses(version, index)})
    return Impact(kind="affects", uses=tuple(found)) if found else Impact(kind="unused")


def _uses(finding: Finding, index: ManifestIndex) -> Iterator[ManifestUse]:
    keys = index.keys_of(finding)
    # A failure stands for whoever handles it, also where the page that documents it names a call that has it.
    page_wide = not keys or finding.area == "errors"
    whom = index.everybody() if page_wide else index.relying(keys, finding.variant)
    for relying in whom:
        # A schema that no operation uses is in nobody's messages: it stands for whoever cites the page that has it.
        if keys or not finding.schema or cites(relying, finding):
            yield from uses_of(finding, relying, page_wide=page_wide)


def _keys(calls: Iterable[str]) -> set[str]:
    return {from_root(operation_key(*parts)) for text in calls if (parts := _call(text))}


def _call(text: str) -> tuple[str, str] | None:
    method, _, path = text.strip().partition(" ")
    # A path may be written without its first slash; what is named otherwise is called by the provider.
    is_path = path.startswith("/") or _RELATIVE.match(path) is not None
    return (method, path) if method.lower() in METHODS and is_path else None


def _names(manifest: Manifest, name: str, variant: str) -> bool:
    """Guess without snapshots whether a manifest is about a variant: its pages hold the words of the variant's name."""
    own = next((one for one in manifest.variants if one.name == name), None)
    pages = [page_of(page.url) for page in (own.own_docs if own else manifest.claims.docs)]
    words = [word for word in variant.lower().split("/") if word]
    if own is None and not any(set(words) & set(page.split("/")) for page in pages):
        return True
    return any(set(words) <= set(page.split("/")) for page in pages) or name in words
