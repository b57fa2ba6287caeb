"""What is sent of a contract: for each case the call, or why there is none; what may bill only within a budget."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct, structs

from driftwatch.manifests.probe.bodies import broken, encoded, query_pairs
from driftwatch.manifests.probe.bounds import TOKENS, bounded
from driftwatch.manifests.probe.budget import Budget
from driftwatch.manifests.probe.cases import CASES, NEVER, POLLED, Choice, ProbeCase, unwanted
from driftwatch.manifests.probe.parts import (
    Parts,
    filled,
    implied,
    mistaken,
    parts_of,
    paths_sent,
    with_unknown,
    without_each,
)
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.probe import Presented, ProbeRequest
from driftwatch.model.probing import ContractPlan, PlannedCall, ProbedPlace

_IMPATIENT: Final = 0.05
"""Seconds after which the case `timeout` waits no longer."""
_PRESENTED: Final[Mapping[str, Presented]] = {"auth-missing": "none", "auth-invalid": "canary"}
_BARE: Final = frozenset({"malformed-json", "path-mistake"})
"""Cases that need no recorded request: whatever stands in the body is not looked at."""
_DESTROYS: Final = frozenset({"DELETE"})
"""Methods of which a call that works leaves less than there was."""


class Recorded(Struct, frozen=True, kw_only=True):
    """The recorded requests of a contract, as values."""

    minimal: Json = None
    """None where none is recorded."""
    production: Json = None
    files: Mapping[str, bytes] = {}
    """What stands in files that they name."""
    digests: Mapping[str, str] = {}
    """`sha256:` and the digest by the name of the recording."""


class _Sketch(Struct, frozen=True, kw_only=True):
    """What every case of a contract starts from."""

    manifest: Manifest
    claims: Claims
    place: ProbedPlace
    recorded: Recorded
    choice: Choice
    tokens: int
    """That one call may ask for."""


def plan_of(
    manifest: Manifest,
    variant: str,
    claims: Claims,
    *,
    place: ProbedPlace,
    recorded: Recorded,
    choice: Choice,
    budget: Budget,
) -> ContractPlan:
    """Plan what is sent of one variant of a contract.

    Args:
        manifest: of the contract.
        variant: its name, "" without variants.
        claims: of the variant.
        place: where calls go.
        recorded: its recorded requests.
        choice: of the user.
        budget: of the contract, within that of the run; what is planned is charged to it.
    """
    limits = [one for one in (manifest.probe.max_output_tokens or TOKENS, choice.max_output_tokens) if one]
    sketch = _Sketch(
        manifest=manifest, claims=claims, place=place, recorded=recorded, choice=choice, tokens=min(limits)
    )
    calls = tuple(_within(budget, call) for case in CASES for call in _calls(case, sketch))
    never = (PlannedCall(case=name, verdict="unknown", because=_never(name)) for name in NEVER)
    return ContractPlan(manifest=manifest, variant=variant, claims=claims, place=place, calls=(*calls, *never))


def _never(name: str) -> str:
    return f"never provoked: `driftwatch observe add CONTRACT --case {name}` writes down an incident"


def _within(budget: Budget, call: PlannedCall) -> PlannedCall:
    if call.request is None:
        return call
    because = budget.charge(call)
    return structs.replace(call, request=None, because=because) if because else call


def _calls(case: ProbeCase, sketch: _Sketch) -> Iterator[PlannedCall]:
    because = _refused(case, sketch)
    if because:
        yield PlannedCall(case=case.name, billing=case.billing, because=because)
        return
    made = list(_made(case, sketch))
    for about, parts in made:
        if isinstance(parts, str):
            yield PlannedCall(case=case.name, billing=case.billing, because=parts)
        else:
            yield _call(case, about, parts, sketch)
    if not made:
        yield PlannedCall(case=case.name, billing=case.billing, because="no required field is sent")


def _refused(case: ProbeCase, sketch: _Sketch) -> str:
    """Say why a case is not sent whatever its call is, "" when it may be."""
    manifest = sketch.manifest
    destroys = manifest.method in _DESTROYS and case.name.startswith("valid-")
    because = unwanted(case, sketch.choice, skip=manifest.probe.skip, opt_in=case.is_opt_in or destroys)
    if because:
        return because
    if case.name in _PRESENTED and manifest.auth.is_none:
        return "the contract needs no credential"
    if case.billing != "no" and manifest.probe.billable == "never":
        return "it may bill, and probe.billable is never"
    unsaid = [one.name for one in manifest.headers if one.required == "api" and not one.value and not one.env]
    return f"nothing says what the header {unsaid[0]} holds" if unsaid else ""


def _made(case: ProbeCase, sketch: _Sketch) -> Iterator[tuple[str, Parts | str]]:
    """Yield what a case sends, each with the field that it is about; text where it cannot be made."""
    base = _minimal(sketch)
    if isinstance(base, str) and case.name in _BARE:
        base = parts_of(sketch.manifest, sketch.claims, {})
    if sketch.manifest.method in _DESTROYS and not case.name.startswith("valid-") and not isinstance(base, str):
        # A lax API would do it: what nobody has cannot be lost.
        base = with_unknown(base, sketch.claims) or "it would destroy, and the call names no resource"
    if case.name == "valid-production":
        yield "", _production(sketch)
    elif isinstance(base, str):
        yield "", base
    elif case.name == "missing-required-field":
        yield from without_each(base, sketch.claims)
    elif case.name == "unknown-resource":
        yield "", with_unknown(base, sketch.claims) or "the call names no resource: list it under identifiers"
    elif case.name == "malformed-json":
        yield "", base if base.body is not None else "the call has no body"
    else:
        yield "", base


def _minimal(sketch: _Sketch) -> Parts | str:
    recorded = sketch.recorded.minimal
    if recorded is None:
        recorded = implied(sketch.claims)
    if recorded is None:
        return "no recording: request.minimal names none"
    return parts_of(sketch.manifest, sketch.claims, recorded)


def _production(sketch: _Sketch) -> Parts | str:
    if sketch.recorded.production is None:
        return "no recording: request.production names none"
    return parts_of(sketch.manifest, sketch.claims, sketch.recorded.production)


def _call(case: ProbeCase, about: str, parts: Parts, sketch: _Sketch) -> PlannedCall:
    less = bounded(parts.body, tokens=sketch.tokens, known=_known(sketch.claims))
    parts = structs.replace(parts, body=less.body)
    call = PlannedCall(
        case=case.name,
        about=about,
        billing=case.billing,
        tokens=less.tokens if case.billing != "no" else 0,
        sent=paths_sent(parts) if case.name != "malformed-json" else (),
        digest=_digest(case, sketch),
        is_streamed=isinstance(parts.body, dict) and parts.body.get("stream") is True,
        note="no field says how much is made" if sketch.choice.max_output_tokens and not less.has_bound else "",
    )
    files = sketch.recorded.files
    whole = encoded(parts.body, parts.media_type, files) if parts.body is not None else None
    if case.name == "malformed-json":
        whole = broken(parts.body, parts.media_type, files)
        if whole is None:
            return structs.replace(call, because=f"{parts.media_type} cannot be malformed")
    path = mistaken(sketch.manifest.path) if case.name == "path-mistake" else sketch.manifest.path
    request = ProbeRequest(
        case=case.name,
        method=sketch.manifest.method,
        path=urlsplit(sketch.place.base_url).path.rstrip("/") + filled(path, parts.path),
        query=tuple(pair for name, value in parts.query.items() for pair in query_pairs(name, value)),
        headers=_headers(sketch.manifest),
        body=whole.body if whole else b"",
        media_type=whole.media_type if whole else "",
        presented="none" if sketch.manifest.auth.is_none else _PRESENTED.get(case.name, "own"),
        seconds=_IMPATIENT if case.name == "timeout" else sketch.choice.seconds,
    )
    return structs.replace(call, request=request)


def _known(claims: Claims) -> frozenset[str]:
    return frozenset(claim.path for claim in claims.request if claim.within == "body")


def _digest(case: ProbeCase, sketch: _Sketch) -> str:
    if case.name == "malformed-json":
        return ""
    name = sketch.claims.production if case.name == "valid-production" else sketch.claims.minimal
    return sketch.recorded.digests.get(name, "")


def _headers(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    """Return what is sent besides the credential and the media type, as the manifest says it."""
    own = {manifest.auth.header.lower(), "content-type", "content-length", "host"}
    return tuple((one.name, one.value) for one in manifest.headers if one.value and one.name.lower() not in own)


def polling(plan: ContractPlan, job: str, *, seconds: float) -> ProbeRequest | None:
    """Return the call that asks about a job, None where the manifest does not say how."""
    poll = plan.manifest.probe.poll
    if poll is None:
        return None
    (name,) = (part.partition("}")[0] for part in poll.path.split("{")[1:])
    return ProbeRequest(
        case=POLLED,
        method="GET",
        path=urlsplit(plan.place.base_url).path.rstrip("/") + filled(poll.path, {name: job}),
        headers=_headers(plan.manifest),
        seconds=seconds,
    )
