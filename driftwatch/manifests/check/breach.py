"""Breaches: where a manifest and the documentation part, as changes that rules judge, with the line that claims it."""

from msgspec import UNSET, Struct, UnsetType

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import Fact
from driftwatch.model.finding import ManifestUse
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Manifest
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.source import Source


class Breach(Struct, frozen=True, kw_only=True):
    """What the documentation says otherwise, and who relies on it; `before` is the claim, `after` the documentation."""

    change: Change
    use: ManifestUse


class Claimed(Struct, frozen=True, kw_only=True):
    """One claim while it is checked: of which manifest, at which line, against which documentation."""

    manifest: Manifest
    documented: Documented
    view: OperationView | None = None

    def breach(
        self,
        what: str,
        *,
        line: int,
        claim: str,
        role: Role = "operation",
        location: str = "operation",
        before: Json | UnsetType = UNSET,
        after: Json | UnsetType = UNSET,
        name: str | None = None,
        field: str | None = None,
        status: str | None = None,
        media_type: str | None = None,
        traits: frozenset[str] = frozenset(),
        cite: tuple[Entry, Fact | None] | None = None,
        url: str = "",
        identity: str = "",
        besides: tuple[Source, ...] = (),
    ) -> Breach:
        """Describe one breach; `what` is the kind of change without `manifest.`, `url` the page to cite.

        `besides` are witnesses other than the documentation.
        """
        entry = self.view.entry if self.view else None
        owner = entry.owner if entry else Owner("operation", self.manifest.key)
        cited, fact = cite or (entry, None)
        documents = (Source(url=url),) if url else (self.documented.snapshot.source(cited, fact),) if cited else ()
        change = Change(
            kind=f"manifest.{what}",
            role=role,
            owner=owner,
            operations=(owner,),
            location=location,
            media_type=media_type,
            status=status,
            name=name,
            field=field,
            before=before,
            after=after,
            traits=traits,
            sources=(*documents, *besides),
            identity=identity,
        )
        return Breach(change=change, use=use_of(self.manifest, line=line, claim=claim))


def use_of(manifest: Manifest, *, line: int, claim: str) -> ManifestUse:
    """Name the line of a manifest that relies on something."""
    return ManifestUse(
        manifest=manifest.name,
        file=manifest.file,
        line=line or manifest.line,
        owner=manifest.owner.team,
        claim=claim,
    )
