"""Reviews of manifests: who has looked at what drifted, so that it is drift no longer."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from driftwatch.model.finding import Finding
from driftwatch.model.manifest import Manifest, SignOff


class Seen(Struct, frozen=True, kw_only=True):
    """What tells a capture apart for a review: the digest of its snapshot, and its day (ISO, UTC)."""

    digest: str
    date: str


class Reviews:
    """The reviews that manifests record, against the captures of their source.

    Args:
        manifests: those of the source.
        captures: newest first.
    """

    def __init__(self, manifests: Iterable[Manifest], captures: Sequence[Seen]) -> None:
        never = len(captures)
        self._up_to = {
            (manifest.name, manifest.file): _first_seen(manifest.review, captures) if manifest.review else never
            for manifest in manifests
            if manifest.status != "retired"
        }

    def cover(self, finding: Finding, capture: int) -> bool:
        """Tell whether a finding was seen: every manifest that it affects was reviewed since a capture brought it.

        What affects none was seen when all of them were reviewed.

        Args:
            finding: what is asked about.
            capture: index of the capture that brought it.
        """
        affected = {(use.manifest, use.file) for use in finding.impact.uses} or self._up_to.keys()
        return bool(affected) and all(self._up_to[one] <= capture for one in affected if one in self._up_to)


def _first_seen(review: SignOff, captures: Sequence[Seen]) -> int:
    """Return the index of the newest capture that a review saw.

    It is the one with the recorded digest. Without it, no capture of the day of the review counts: nobody can tell
    which of the two came first.
    """
    for index, captured in enumerate(captures):
        if review.snapshot and captured.digest == review.snapshot and captured.date <= review.at:
            return index
    return next((index for index, captured in enumerate(captures) if captured.date < review.at), len(captures))
