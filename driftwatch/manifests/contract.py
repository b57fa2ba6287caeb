"""The contract table of a manifest, and the sources that it was checked in."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import structs

from driftwatch.model.contract import CheckedSource, Contract, ContractRow
from driftwatch.model.json_values import as_text
from driftwatch.model.manifest import Auth, Claims, DocsPage, ErrorCase, Evidence, FieldClaim, HeaderClaim, Manifest

_AGAIN: Final = ("backoff", "after-header", "once")
_PURPOSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "endpoint": "endpoint and method",
        "auth": "authentication",
        "request": "request fields",
        "response": "response fields",
        "errors": "errors and retrying",
        "limits": "rate limits",
        "billing": "billing",
    }
)
"""What a page is read for, by what `covers` says of it."""


def contract_of(manifest: Manifest) -> Contract:
    """Tell a manifest in the runbook's items."""
    return Contract(
        manifest=manifest.name,
        contract=manifest.contract,
        file=manifest.file,
        title=manifest.title,
        rows=tuple(_rows(manifest)),
        sources=tuple(_sources(manifest)),
    )


def evidences(manifest: Manifest, claims: Claims) -> Iterator[tuple[str, Evidence, int]]:
    """Yield the name of every claim of a variant, with how well it is founded, and its line."""
    yield "authentication", manifest.auth.evidence, manifest.auth.line
    for header in manifest.headers:
        yield f"header {header.name}", header.evidence, header.line
    sides = (("request", claims.request), ("response", claims.response), ("error", claims.error_fields))
    for side, fields in sides:
        for field in fields:
            yield f"{side} field {field.path}", field.evidence, field.line
    for case in claims.cases:
        yield f"case {case.name}", case.evidence, case.line
    for limit in claims.limits:
        yield f"limit {limit.topic}", limit.evidence, limit.line
    for held in claims.identifiers:
        yield f"{held.field} {held.value}", held.evidence, held.line


def _rows(manifest: Manifest) -> Iterator[ContractRow]:
    pages = _pages(manifest)
    yield _row("Documentation URL", (page.url for page in pages))
    yield _row("Access date", sorted({page.accessed for page in pages if page.accessed}))
    yield _row("Base URL", (manifest.base_url,))
    yield _row("Environment", (manifest.environment,))
    yield _row("Endpoint path", (manifest.path,))
    yield _row("HTTP method", (manifest.method,))
    sent = [one for one in manifest.headers if one.required != "optional"]
    labels = [manifest.auth.evidence, *(one.evidence for one in sent)]
    yield _row("Required headers", (*_authentication(manifest.auth), *map(_header, sent)), labels)
    for name, claims in manifest.used_claims:
        yield from _claimed(name, claims)
    owner = manifest.owner
    approved = f"approved by {owner.approved_by}" + (f" on {owner.approved_at}" if owner.approved_at else "")
    releases = [f"{one.name} by {one.by} on {one.at}" for one in manifest.releases]
    if releases:
        yield _row("Reviewed for release", releases)
    yield _row("Approving owner", (owner.team, *((approved,) if owner.approved_by else ())))


def _claimed(variant: str, claims: Claims) -> Iterator[ContractRow]:
    needed = [one for one in claims.request if one.required != "optional"]
    optional = [one for one in claims.request if one.required == "optional"]
    yield _fields("Required request fields", needed, variant)
    yield _fields("Optional fields used", optional, variant)
    yield _fields("Expected success fields", claims.response, variant)
    yield _stated(_fields("Error format", claims.error_fields, variant))
    for item, retries in (
        ("Retryable conditions", _AGAIN),
        ("Non-retryable conditions", ("never",)),
        ("Conditions with unknown retry", ("unknown",)),
    ):
        cases = [one for one in claims.cases if one.retry in retries]
        if cases or item != "Conditions with unknown retry":
            yield _stated(_row(item, map(_case, cases), (one.evidence for one in cases), variant))
    limits = [f"{one.topic}: {one.says or one.evidence.label}" for one in claims.limits]
    yield _row("Billing or rate limit assumptions", limits, (one.evidence for one in claims.limits), variant)


def _row(item: str, values: Iterable[str], evidence: Iterable[Evidence] = (), variant: str = "") -> ContractRow:
    labels = tuple(dict.fromkeys(_label(one) for one in evidence))
    return ContractRow(item=item, values=tuple(values), labels=labels, variant=variant)


def _stated(row: ContractRow) -> ContractRow:
    """Call unknown what a manifest says nothing of."""
    return row if row.values else structs.replace(row, labels=("unknown",))


def _fields(item: str, fields: Iterable[FieldClaim], variant: str) -> ContractRow:
    fields = tuple(fields)
    return _row(item, map(_field, fields), (one.evidence for one in fields), variant)


def _field(claim: FieldClaim) -> str:
    place = f" in {claim.within}" if claim.within != "body" else ""
    types = f" ({' or '.join(claim.types)})" if claim.types else ""
    values = f" = {', '.join(map(as_text, claim.values))}" if claim.values else ""
    return f"{claim.path}{types}{place}{values}"


def _authentication(auth: Auth) -> tuple[str, ...]:
    if auth.is_none:
        return ("no authentication",)
    where = f"{auth.header}:" if auth.header else f"?{auth.query}="
    scheme = f" {auth.scheme}" if auth.scheme else ""
    return (f"{where}{scheme} ${auth.env}",)


def _header(header: HeaderClaim) -> str:
    return f"{header.name}: {header.value or f'${header.env}'}" if header.value or header.env else header.name


def _case(case: ErrorCase) -> str:
    statuses = f" ({', '.join(case.statuses)})" if case.statuses else ""
    body = "".join(f" with {path} = {as_text(value)}" for path, value in case.body)
    attempts = f", {case.attempts} attempts" if case.attempts else ""
    return f"{case.name}{statuses}{body}: {case.retry}{attempts}"


def _label(evidence: Evidence) -> str:
    more = " ".join(part for part in (evidence.by, evidence.at, evidence.ref) if part)
    until = f" until {evidence.expires}" if evidence.expires else ""
    return f"{evidence.label}{f' ({more})' if more else ''}{until}"


def _pages(manifest: Manifest) -> tuple[DocsPage, ...]:
    own = (page for variant in manifest.variants if variant.used for page in variant.own_docs)
    return (*manifest.claims.docs, *own)


def _sources(manifest: Manifest) -> Iterator[CheckedSource]:
    found: dict[tuple[str, str], list[str]] = {}
    for page in _pages(manifest):
        purposes = [_PURPOSES.get(one, one) for one in page.covers] or ["the contract"]
        found.setdefault((page.url, page.accessed), []).extend(purposes)
    read_on = {page.url: page.accessed for page in _pages(manifest)}
    for _, claims in manifest.used_claims:
        for held in claims.identifiers:
            if held.source:
                accessed = read_on.get(held.source, manifest.accessed)
                found.setdefault((held.source, accessed), []).append(f"{held.field} {held.value}")
        for name, evidence, _ in evidences(manifest, claims):
            if evidence.ref:
                found.setdefault((evidence.ref, evidence.at), []).append(f"{name}: {evidence.label}")
    for (source, accessed), purposes in found.items():
        yield CheckedSource(source=source, accessed=accessed, purpose=tuple(dict.fromkeys(purposes)))
