"""Breaches: where a manifest and the documentation part, as changes that rules judge, with the line that claims it."""

from typing import TypedDict

from msgspec import UNSET, Struct, UnsetType

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import Fact
from driftwatch.model.failure import Failure, Tell, changes_of_failures
from driftwatch.model.finding import ManifestUse
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Manifest
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.source import Source


class Breach(Struct, frozen=True, kw_only=True):
    """What the documentation says otherwise, and who relies on it; `before` is the claim, `after` the documentation."""

    change: Change
    use: ManifestUse


class Spot(Struct, frozen=True, kw_only=True):
    """Which part of a call, or of what surrounds it, a claim is about: as `Change` names it."""

    role: Role = "operation"
    location: str = "operation"
    name: str | None = None
    field: str | None = None
    status: str | None = None
    media_type: str | None = None


WHOLE_CALL = Spot()


class Said(TypedDict, total=False):
    """What `Claimed.breach` is told of both sides, for those who hand it on."""

    before: Json | UnsetType
    after: Json | UnsetType
    traits: frozenset[str]


class Details(Said, total=False):
    """The same with what says it."""

    cite: tuple[Entry, Fact | None] | None


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
        spot: Spot = WHOLE_CALL,
        before: Json | UnsetType = UNSET,
        after: Json | UnsetType = UNSET,
        traits: frozenset[str] = frozenset(),
        cite: tuple[Entry, Fact | None] | None = None,
        url: str = "",
        identity: str = "",
        besides: tuple[Source, ...] = (),
    ) -> Breach:
        """Describe one breach.

        Args:
            what: the kind of change, without `manifest.`.
            line: of the manifest; 0 for the manifest as a whole.
            claim: what the line claims.
            spot: what it is about.
            before: the claim.
            after: what the documentation says.
            traits: as of `Change`.
            cite: the entry and the fact that say it; those of the call where there are none.
            url: the page to cite in place of a fact.
            identity: as of `Change`.
            besides: witnesses other than the documentation.
        """
        entry = self.view.entry if self.view else None
        owner = entry.owner if entry else Owner("operation", self.manifest.key)
        cited, fact = cite or (entry, None)
        documents = (Source(url=url),) if url else (self.documented.snapshot.source(cited, fact),) if cited else ()
        change = Change(
            kind=f"manifest.{what}",
            role=spot.role,
            owner=owner,
            operations=(owner,),
            location=spot.location,
            media_type=spot.media_type,
            status=spot.status,
            name=spot.name,
            field=spot.field,
            before=before,
            after=after,
            traits=traits,
            sources=(*documents, *besides),
            identity=identity,
        )
        return Breach(change=change, use=use_of(self.manifest, line=line, claim=claim))


def failed_check(manifest: Manifest, tell: Tell, error: Exception) -> tuple[Breach, ...]:
    """Return what stands for the breaches of a manifest whose check tripped a fault of ours, which `tell` is told."""
    owner = Owner("operation", manifest.key)
    failure = Failure(owner=owner, stage="check", error=error, operations=(owner,))
    tell(failure)
    use = use_of(manifest, line=manifest.line, claim="contract")
    return tuple(Breach(change=change, use=use) for change in changes_of_failures([failure]))


def use_of(manifest: Manifest, *, line: int, claim: str) -> ManifestUse:
    """Name the line of a manifest that relies on something."""
    return ManifestUse(
        manifest=manifest.name,
        file=manifest.file,
        line=line or manifest.line,
        owner=manifest.owner.team,
        claim=claim,
    )
