"""Hold the fields of a manifest against the schemas: stated at all, type, required, values, bounds."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import UNSET, Struct

from driftwatch.manifests.check.breach import Breach, Claimed, Spot
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.fields import Found
from driftwatch.manifests.paths import claim_steps
from driftwatch.model.change import Role
from driftwatch.model.facts import UNSTATED, Fact
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.manifest import Claims, FieldClaim, Manifest
from driftwatch.model.paths import parts
from driftwatch.model.snapshot import Entry, Snapshot

SideName = Literal["request", "response", "errors"]
ROLES: Final[dict[SideName, Role]] = {
    "request": "request-property",
    "response": "response-property",
    "errors": "response-property",
}


class Side(Struct, frozen=True, kw_only=True):
    """The request, the success response or the error response of one set of claims."""

    name: SideName
    fields: tuple[FieldClaim, ...]
    line: int
    status: str = ""
    media_type: str = ""

    @property
    def location(self) -> str:
        """Where a finding says that it stands."""
        return "errors" if self.name == "errors" else f"{self.name}.body"


def sides_of(claims: Claims) -> tuple[Side, ...]:
    """Return the sides on which claims name fields."""
    status = claims.response_status
    kind = claims.response_content_type
    return (
        Side(name="request", fields=claims.request, line=claims.request_line, media_type=claims.content_type),
        Side(name="response", fields=claims.response, line=claims.response_line, status=status, media_type=kind),
        Side(name="errors", fields=claims.error_fields, line=claims.errors_line, status="error"),
    )


def field_breaches(
    claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...], others: tuple[OperationView, ...]
) -> Iterator[Breach]:
    """Yield what the schemas say otherwise of the fields that are sent and read.

    Args:
        claimed: the manifest.
        claims: what it claims of this variant.
        mine: the documentations that the variant is about.
        others: documentations of the same operation that it is not about.
    """
    for side in sides_of(claims):
        if side.fields and not any(states_fields(view, side) for view in mine):
            unstated = tuple(claim for claim in side.fields if not _of_path(mine, side, claim))
            yield from _undocumented_body(claimed, side, unstated, mine)
            continue
        for claim in side.fields:
            yield from _field(claimed, side, claim, views=(mine, others))
    yield from _identifiers(claimed, claims, mine)
    yield from _unlisted(claimed, claims, mine)


def unmarked_responses(manifests: Iterable[Manifest], snapshot: Snapshot) -> tuple[tuple[Manifest, str], ...]:
    """Return the responses, by status, of which manifests expect fields that nothing marks as required now."""
    asking = [one for one in manifests if one.status != "retired"]
    documented = Documented(snapshot) if any(map(_expects, asking)) else None
    return tuple(
        (manifest, side.status)
        for manifest in asking
        if documented is not None and _expects(manifest)
        for _, claims in manifest.used_claims
        for side in sides_of(claims)
        if side.name == "response" and any(claim.required == "api" for claim in side.fields)
        if (views := documented.operations(manifest.key))
        if not any(view.promises_presence(side.status) for view in views)
    )


def _expects(manifest: Manifest) -> bool:
    return any(claim.required == "api" for _, claims in manifest.used_claims for claim in claims.response)


def lookup(view: OperationView, side: Side, claim: FieldClaim) -> tuple[Found, ...]:
    """Return what a documentation states at the path of a claim; a request field may also be a parameter.

    A field of which the documentation does not say where it travels may be any that is claimed.
    """
    return placed(view, side, claim) or tuple(one for within, one in _in_parameters(view, claim) if within == UNSTATED)


def placed(view: OperationView, side: Side, claim: FieldClaim) -> tuple[Found, ...]:
    """Return what a documentation states at the path of a claim, of fields of which it says where they travel."""
    steps = claim_steps(claim.path)
    if side.name != "request":
        return view.response_fields(side.status, steps, side.media_type)
    found = view.request_fields(steps, side.media_type) if claim.within == "body" else ()
    placed = [each for each in _in_parameters(view, claim) if each[0] != UNSTATED]
    own = [each for each in placed if each[0] == claim.within]  # of one name in path and query it is the one meant
    return found or tuple(one for _, one in own or placed)


def _in_parameters(view: OperationView, claim: FieldClaim) -> Iterator[tuple[str, Found]]:
    steps = claim_steps(claim.path)
    for parameter, below in view.parameter_fields(steps[0], steps[1:]):
        yield from ((parameter.within, one) for one in below)


def states_fields(view: OperationView, side: Side) -> bool:
    """Whether a documentation states any field of a side."""
    if side.name == "request":
        return view.has_request_fields(side.media_type) or bool(view.parameters)
    return view.has_response_fields(side.status, side.media_type) or view.has_unstated_fields


def _of_path(views: Iterable[OperationView], side: Side, claim: FieldClaim) -> tuple[OperationView, ...]:
    """Return the documentations of which the path alone states a parameter that is claimed to be in it."""
    if side.name != "request" or claim.within != "path":
        return ()
    name, *below = claim_steps(claim.path)
    return tuple(view for view in views if not below and name in view.in_path_alone)


def _undocumented_body(
    claimed: Claimed, side: Side, unstated: tuple[FieldClaim, ...], mine: tuple[OperationView, ...]
) -> Iterator[Breach]:
    if side.name == "errors" or not any(claim.claims_documented for claim in unstated):
        return
    role: Role = "request-body" if side.name == "request" else "response-body"
    names = [claim.path for claim in unstated]
    yield Claimed(manifest=claimed.manifest, documented=claimed.documented, view=mine[0]).breach(
        "body.undocumented", line=side.line, claim=side.name, spot=Spot(role=role, location=side.location), before=names
    )


def _field(
    claimed: Claimed,
    side: Side,
    claim: FieldClaim,
    *,
    views: tuple[tuple[OperationView, ...], tuple[OperationView, ...]],
) -> Iterator[Breach]:
    mine, others = views
    stating = [(view, found) for view in mine if (found := lookup(view, side, claim))]
    of_path = _of_path((view for view in mine if all(view is not one for one, _ in stating)), side, claim)
    speaker = _Speaker(claimed, side, claim)
    if stating:
        first, found = stating[0]
        yield from _stated(speaker.about(first), found)
        if claim.claims_documented and not any(placed(view, side, claim) for view, _ in stating):
            yield speaker.about(first).says(
                "place-unstated", before=_place(side, claim), after=UNSTATED, found=found[0]
            )
        if len(stating) + len(of_path) < len(mine) and claim.claims_documented:
            yield speaker.about(first).says("variant-only", after=_names(view for view, _ in stating), found=found[0])
        return
    elsewhere = [(view, found) for view in others if (found := lookup(view, side, claim))]
    if of_path or not claim.claims_documented:
        return
    if elsewhere:
        _, found = elsewhere[0]
        names = _names(one for one, _ in elsewhere)
        yield speaker.about(mine[0]).says("variant-only", after=names, cite=(found[0].entry, found[0].fact))
        return
    closed = frozenset({"closed"}) if side.name == "request" and _is_closed(mine) else frozenset[str]()
    yield speaker.about(mine[0]).says("undocumented", before=_types_claimed(claim), traits=closed)


class _Speaker:
    """Makes breaches about one field."""

    def __init__(self, claimed: Claimed, side: Side, claim: FieldClaim, *, named: str = "") -> None:
        self.claimed = claimed
        self.side = side
        self.claim = claim
        self.named = named or f"{side.name} field {claim.path}"

    def about(self, view: OperationView) -> "_Speaker":
        claimed = Claimed(manifest=self.claimed.manifest, documented=self.claimed.documented, view=view)
        return _Speaker(claimed, self.side, self.claim, named=self.named)

    def says(
        self,
        what: str,
        *,
        before: Json = UNSET,
        after: Json = UNSET,
        found: Found | None = None,
        cite: tuple[Entry, Fact] | None = None,
        traits: frozenset[str] = frozenset(),
    ) -> Breach:
        media_type, status = _home(found)
        spot = Spot(
            role=ROLES[self.side.name],
            location=self.side.location,
            field=self.claim.path,
            status=status if self.side.name != "request" else None,
            media_type=media_type,
        )
        return self.claimed.breach(
            f"field.{what}",
            line=self.claim.line,
            claim=self.named,
            spot=spot,
            before=before,
            after=after,
            cite=cite or ((found.entry, found.fact) if found else None),
            traits=traits,
        )


def _identifiers(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    """Tell which hard-coded ids are in none of the lists that the documentation has for their field."""
    request = sides_of(claims)[0]
    for one in claims.identifiers:
        claim = FieldClaim(path=one.field, values=(one.value,), line=one.line)
        stating = [(view, found) for view in mine if (found := lookup(view, request, claim))]
        if not stating or one.evidence.label != "documented":
            continue
        speaker = _Speaker(claimed, request, claim, named=f"identifier {one.value}")
        breaches = [tuple(_values(speaker.about(view), found)) for view, found in stating]
        if all(breaches):
            yield from breaches[0]


def _home(found: Found | None) -> tuple[str | None, str | None]:
    """Return media type and status of what is stated, None where the fact belongs to a shared schema."""
    steps = parts(found.fact.at) if found else []
    if steps[:1] == ["request"] and len(steps) > 1:
        return steps[1], None
    if steps[:1] == ["response"] and len(steps) > 2:  # noqa: PLR2004 - response · status · media type
        return steps[2], steps[1]
    return None, None


def _stated(speaker: _Speaker, found: tuple[Found, ...]) -> Iterator[Breach]:
    claim = speaker.claim
    if claim.documented is False:
        yield speaker.says("now-documented", before=False, after=True, found=found[0])
    if any(field.deprecated for one in found for field in one.direct):
        yield speaker.says("deprecated", after="deprecated", found=found[0])
    yield from _type(speaker, found)
    yield from _required(speaker, found)
    yield from _values(speaker, found)
    yield from _bounds(speaker, found)
    yield from _default(speaker, found)


def _type(speaker: _Speaker, found: tuple[Found, ...]) -> Iterator[Breach]:
    claimed = set(speaker.claim.types)
    for one in found:
        stated = set(one.types)
        if not claimed or not stated:
            continue
        if speaker.side.name == "request":
            wrong = not any(accepts(stated, name) for name in claimed - {"null"}) or (
                not all(accepts(stated, name) for name in claimed)
            )
        else:
            wrong = not all(accepts(claimed, name) for name in stated)
        if wrong:
            yield speaker.says("type", before=sorted(claimed), after=sorted(stated), found=one)
            return


def accepts(types: set[str], name: str) -> bool:
    """Tell whether a type is among some; every integer is a number."""
    return name in types or (name == "integer" and "number" in types)


def _required(speaker: _Speaker, found: tuple[Found, ...]) -> Iterator[Breach]:
    claim, view = speaker.claim, speaker.claimed.view
    if speaker.side.name == "request":
        required = all(one.required for one in found)
        if required and claim.required == "optional" and all(one.certain for one in found):
            yield speaker.says("required", before=claim.required, after="required", found=found[0], traits=_STRICTER)
        elif not required and claim.required == "api" and claim.documented is True:
            yield speaker.says("required", before="required", after="optional", found=found[0])
    elif speaker.side.name == "response" and claim.required == "api" and view is not None:
        status = speaker.side.status
        before = (speaker.claimed.manifest.key, status) in speaker.claimed.documented.marked
        if not all(one.promised for one in found) and (before or view.promises_presence(status)):
            yield speaker.says("required", before="required", after="optional", found=found[0])


_STRICTER: Final = frozenset({"stricter"})


def _values(speaker: _Speaker, found: tuple[Found, ...]) -> Iterator[Breach]:
    claimed = {canonical(value): value for value in speaker.claim.values}
    stated = [one.values for one in found]
    if not claimed or not stated or any(values is None for values in stated):
        return
    known = {canonical(value): value for values in stated for value in values or ()}
    gone = [claimed[text] for text in sorted(claimed.keys() - known.keys())]
    if gone:
        yield speaker.says("constant", before=gone, after=[known[text] for text in sorted(known)], found=found[0])
    fresh = [known[text] for text in sorted(known.keys() - claimed.keys())]
    if fresh and speaker.side.name != "request":
        yield speaker.says("unhandled", before=list(claimed.values()), after=fresh, found=found[0])


def _bounds(speaker: _Speaker, found: tuple[Found, ...]) -> Iterator[Breach]:
    claim = speaker.claim
    for one in found if speaker.side.name == "request" else ():
        for field in one.fields:
            low, high = field.minimum, field.maximum
            if claim.minimum is not UNSET and low is not UNSET and claim.minimum < low:
                yield speaker.says("bounds", before=claim.minimum, after=low, found=one)
            if claim.maximum is not UNSET and high is not UNSET and claim.maximum > high:
                yield speaker.says("bounds", before=claim.maximum, after=high, found=one)


def _default(speaker: _Speaker, found: tuple[Found, ...]) -> Iterator[Breach]:
    claimed = speaker.claim.default
    stated = [field.default for one in found for field in one.direct if field.default is not UNSET]
    if claimed is not UNSET and stated and canonical(claimed) != canonical(stated[0]):
        yield speaker.says("default", before=claimed, after=stated[0], found=found[0])


def _unlisted(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    """Tell which fields and parameters the documentation demands and the manifest does not send."""
    if len(mine) != 1:
        return
    view = mine[0]
    sent = {claim_steps(claim.path)[0] for claim in claims.request}
    about = Claimed(manifest=claimed.manifest, documented=claimed.documented, view=view)
    for name, fact in _demanded(claimed, claims, view):
        if name not in sent:
            role: Role = "request-property" if fact.at.startswith(("request", "schema")) else "request-parameter"
            within = parts(fact.at)[1] if role == "request-parameter" else "body"
            yield about.breach(
                "field.unlisted",
                line=claims.request_line,
                claim="request",
                spot=Spot(
                    role=role,
                    location=f"request.{within}",
                    name=name if role == "request-parameter" else None,
                    field=name if role == "request-property" else None,
                ),
                after="required",
                cite=(view.entry, fact),
            )


def _demanded(claimed: Claimed, claims: Claims, view: OperationView) -> Iterator[tuple[str, Fact]]:
    bodies = [
        dict(claimed.documented.trees.required_names(view.entry, prefix))
        for prefix in view.prefixes("request", media_type=claims.content_type)
    ]
    shared = set(bodies[0]).intersection(*bodies[1:]) if bodies else set()
    yield from ((name, bodies[0][name]) for name in sorted(shared))
    credential = claimed.manifest.auth.query
    for parameter in view.parameters:
        if parameter.required and parameter.within in {"query", "cookie"} and parameter.name != credential:
            yield parameter.name, parameter


def _is_closed(mine: tuple[OperationView, ...]) -> bool:
    roots = [field for view in mine for one in view.root_fields() for field in one.fields]
    return any(field.additional_properties is False or field.unevaluated_properties is False for field in roots)


def _place(side: Side, claim: FieldClaim) -> str:
    return claim.within if side.name == "request" else side.name


def _names(views: Iterator[OperationView]) -> list[str]:
    return sorted({view.owner.variant or view.owner.name for view in views})


def _types_claimed(claim: FieldClaim) -> Json:
    return list(claim.types) or "any"
