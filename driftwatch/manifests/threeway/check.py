"""Check against what was observed: manifests, documentation and the live API, each against the other two."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from driftwatch.isolation import isolated
from driftwatch.manifests.check.breach import Breach, failed_check
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.threeway.failures import answer_breaches, failure_breaches
from driftwatch.manifests.threeway.fields import read_breaches, sent_breaches
from driftwatch.manifests.threeway.headers import header_breaches
from driftwatch.manifests.threeway.past import Past, past_of
from driftwatch.manifests.threeway.witness import Witness
from driftwatch.model.failure import Tell, untold
from driftwatch.model.manifest import Manifest
from driftwatch.model.snapshot import Snapshot


def observed_breaches(
    manifests: Iterable[Manifest], snapshot: Snapshot, pasts: Sequence[Past], *, today: str, tell: Tell = untold
) -> tuple[Breach, ...]:
    """Return where the API was lately seen to part from documentation and manifests.

    Args:
        manifests: those to check; one that trips a fault of ours is a breach that says so.
        snapshot: the documentation.
        pasts: what was observed, of whatever contract; without any there is nothing to say.
        today: ISO date, on which observations are fresh or old.
        tell: takes what failed.
    """
    if not pasts:
        return ()
    documented = Documented(snapshot)
    return tuple(
        breach
        for manifest in manifests
        if manifest.status != "retired"
        for breach in isolated(
            partial(_checked, manifest, documented, tuple(pasts), today), partial(failed_check, manifest, tell)
        )
    )


def _checked(manifest: Manifest, documented: Documented, pasts: tuple[Past, ...], today: str) -> tuple[Breach, ...]:
    return tuple(
        breach for witness in witnesses_of(manifest, documented, pasts, today) for breach in _breaches(witness)
    )


def witnesses_of(manifest: Manifest, documented: Documented, pasts: tuple[Past, ...], today: str) -> Iterator[Witness]:
    """Yield each variant that is used between its witnesses."""
    for variant, claims in manifest.used_claims:
        past = past_of(pasts, manifest, variant)
        yield Witness(manifest, variant, claims, documented=documented, past=past, today=today)


def _breaches(witness: Witness) -> Iterator[Breach]:
    is_seen = bool(witness.answered) and not (witness.sight.is_empty and witness.claims.response)
    if not is_seen:
        yield witness.says("unknown", line=witness.manifest.line, claim="contract")
    if not witness.views:
        if is_seen:
            yield witness.says(
                "operation-undocumented",
                line=witness.manifest.line,
                claim="contract",
                holds=lambda seen: any(case.answer and case.answer.status < 300 for case in seen.cases),  # noqa: PLR2004 - a success
                before=witness.manifest.contract,
            )
        return
    yield from read_breaches(witness)
    yield from sent_breaches(witness)
    yield from answer_breaches(witness)
    yield from failure_breaches(witness)
    yield from header_breaches(witness)
