"""The runbook's own rules for a manifest: what a schema can not express."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from itertools import combinations
from typing import Final

from msgspec import Struct

from driftwatch.located.problem import Severity
from driftwatch.located.value import Key
from driftwatch.manifests.file.targets import base_url_faults, doubled, not_production, path_faults
from driftwatch.model.manifest import CASES, Claims, ErrorCase, Evidence, FieldClaim, Manifest
from driftwatch.patterns import lazy_regex

MAX_ACCEPTANCE_DAYS: Final = 180
AHEAD_DAYS: Final = 1
"""Days by which a date may lie ahead: today is that of UTC, and east of it the next day begins earlier."""
_ID_FIELD: Final = lazy_regex(r"(^|[._*])(model|model_id|voice_id|resource_id|deployment|engine)$", re.IGNORECASE)

Path = tuple[Key, ...]


class Fault(Struct, frozen=True):
    """What is wrong at a path of the document."""

    path: Path
    says: str
    severity: Severity = "error"


def faults(manifest: Manifest, *, today: str) -> Iterator[Fault]:
    """Apply every rule to a manifest; `today` is ISO, without it nothing is out of date."""
    for rule in _RULES:
        yield from rule(manifest, today)


def days_between(earlier: str, later: str) -> int | None:
    """Return the days from one ISO date to another, None when one of them is no date."""
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return None


def _target(manifest: Manifest, _: str) -> Iterator[Fault]:
    for says in path_faults(manifest.path):
        yield Fault(("contract",), says)
    for says in base_url_faults(manifest.base_url):
        yield Fault(("base_url",), says)
    own = ((("variants", one.name), one.own_docs) for one in manifest.variants)
    for above, pages in (((), manifest.claims.docs), *own):
        for index, page in enumerate(pages):
            if "the URL is a placeholder" in base_url_faults(page.url):
                says = "the URL is a placeholder: name the page that documents the operation"
                yield Fault((*above, "docs", index), says)
    twice = doubled(manifest.base_url, manifest.path)
    if twice:
        yield Fault(
            ("base_url",), f"ends in {twice!r}, with which the path begins: the call would go to {twice}{twice}"
        )


def _environment(manifest: Manifest, _: str) -> Iterator[Fault]:
    why = not_production(manifest.base_url, manifest.path)
    if manifest.environment == "production" and why:
        yield Fault(("base_url",), f"environment is production, but {why}")
    if manifest.environment == "unknown":
        yield Fault(("environment",), "which environment base_url leads to is unknown", "warning")


def _dates(manifest: Manifest, today: str) -> Iterator[Fault]:
    for path, written in _all_dates(manifest):
        if days_between(written, written) is None:
            yield Fault(path, f"{written!r} is no day of the calendar")
        elif path[-1] in {"accessed", "at", "approved_at"} and (days_between(today, written) or 0) > AHEAD_DAYS:
            yield Fault(path, f"{written} lies in the future")


def _all_dates(manifest: Manifest) -> Iterator[tuple[Path, str]]:
    owner, review = manifest.owner, manifest.review
    found: list[tuple[Path, str]] = [
        (("accessed",), manifest.accessed),
        (("owner", "approved_at"), owner.approved_at),
        (("owner", "review_by"), owner.review_by),
        (("review", "at"), review.at if review else ""),
    ]
    found += [(("docs", index, "accessed"), page.accessed) for index, page in enumerate(manifest.claims.docs)]
    found += [(("releases", one.name, "at"), one.at) for one in manifest.releases]
    found += [(("accept", index, "until"), one.until) for index, one in enumerate(manifest.accepted)]
    for path, claim in _fields(manifest):
        found += [((*path, "accepted_risk", "until"), claim.risk.until)] if claim.risk else []
    for path, evidence in _evidence(manifest):
        found += [((*path, "evidence", "at"), evidence.at), ((*path, "evidence", "expires"), evidence.expires)]
    return ((path, written) for path, written in found if written)


def _access(manifest: Manifest, today: str) -> Iterator[Fault]:
    pages = (*manifest.claims.docs, *(page for variant in manifest.variants for page in variant.own_docs))
    if any(not page.accessed for page in pages):
        yield Fault(("docs",), "no access date: write accessed, the day on which the page was read")
    oldest = min((page.accessed for page in pages if page.accessed), default="")
    age = days_between(oldest, today) if oldest and today else None
    if age is not None and age > manifest.review_every_days:
        says = f"read {age} days ago, on {oldest}; the review interval is {manifest.review_every_days} days"
        yield Fault(("accessed",) if manifest.accessed else ("docs",), says, "warning")
    if today and manifest.owner.review_by and manifest.owner.review_by < today:
        yield Fault(("owner", "review_by"), f"the review was due on {manifest.owner.review_by}", "warning")


def _expiries(manifest: Manifest, today: str) -> Iterator[Fault]:
    for path, claim in _fields(manifest):
        if claim.risk and today and claim.risk.until < today:
            yield Fault((*path, "accepted_risk"), f"the accepted risk ended on {claim.risk.until}")
    for path, evidence in _evidence(manifest):
        if today and evidence.expires and evidence.expires < today:
            yield Fault((*path, "evidence"), f"the {evidence.label} ended on {evidence.expires}", "warning")
    for index, one in enumerate(manifest.accepted):
        left = days_between(today, one.until) if today else None
        if left is not None and left < 0:
            yield Fault(("accept", index), f"the acceptance ended on {one.until}", "warning")
        elif left is not None and left > MAX_ACCEPTANCE_DAYS:
            yield Fault(("accept", index, "until"), f"more than {MAX_ACCEPTANCE_DAYS} days ahead", "warning")


def _fallbacks(manifest: Manifest, _: str) -> Iterator[Fault]:
    for path, claim in _fields(manifest):
        if claim.fallback not in {"", "fail"} and not claim.tested_by:
            yield Fault((*path, "fallback"), f"{claim.fallback!r} has no test: write tested_by", "warning")


def _identifiers(manifest: Manifest, _: str) -> Iterator[Fault]:
    for above, claims in _every_claims(manifest):
        for index, one in enumerate(claims.identifiers):
            if not one.source:
                says = f"{one.field} {one.value!r} has no source: write the URL of the page that names it"
                yield Fault((*above, "identifiers", index), says)
        sourced = {one.field for one in claims.identifiers}
        for claim in claims.request:
            if claim.values and _ID_FIELD.search(claim.path) and claim.path not in sourced:
                says = "a hard-coded id without a source: list it under identifiers, with the URL that names it"
                yield Fault((*above, "request", "fields", claim.path), says)


def _retries(manifest: Manifest, _: str) -> Iterator[Fault]:
    for above, claims in _every_claims(manifest):
        if not claims.errors_stated:
            if not above:
                yield Fault(("errors",), "the errors are unknown: no failure has a retry policy", "warning")
            continue
        missing = [name for name in CASES if name not in {case.name for case in claims.cases}]
        if missing:
            yield Fault((*above, "errors", "cases"), f"no retry policy for {', '.join(missing)}", "warning")
        for case in claims.cases:
            if case.retry == "unknown":
                yield Fault((*above, "errors", "cases", case.name), "the retry policy is unknown", "warning")


def _ambiguous(manifest: Manifest, _: str) -> Iterator[Fault]:
    for above, claims in _every_claims(manifest):
        for one, other in combinations(claims.cases, 2):
            both = _alike(one, other)
            if both and one.retry != other.retry and len(one.body) == len(other.body):
                says = (
                    f"{both} is {one.name} (retry {one.retry}) as well as {other.name} (retry {other.retry}): "
                    "tell them apart by content_type or body"
                )
                yield Fault((*above, "errors", "cases", other.name), says, "warning")


def _alike(one: ErrorCase, other: ErrorCase) -> str:
    """Return a status that both cases match, "" when some condition keeps them apart."""
    if one.content_type != other.content_type:
        return ""
    theirs = dict(other.body)
    if any(path in theirs and theirs[path] != value for path, value in one.body):
        return ""
    return next((status for status in one.statuses if status in other.statuses), "")


def _limits(manifest: Manifest, _: str) -> Iterator[Fault]:
    billing = next((limit for limit in manifest.claims.limits if limit.topic == "billing"), None)
    if billing and billing.evidence.label == "unknown" and "load-test" not in billing.blocks:
        says = "the billing is unknown: settle it before a load test, or write blocks: [load-test]"
        yield Fault(("limits", "billing") if manifest.claims.limits_stated else ("limits",), says, "warning")


def _people(manifest: Manifest, _: str) -> Iterator[Fault]:
    if manifest.review and manifest.review.by == manifest.owner.approved_by:
        yield Fault(("review", "by"), f"{manifest.review.by} approves and reviews: two people are needed")
    for one in manifest.releases:
        if one.by == manifest.owner.approved_by:
            says = f"{one.by} approves, and reviews for the release: two people are needed"
            yield Fault(("releases", one.name, "by"), says)


def _variants(manifest: Manifest, _: str) -> Iterator[Fault]:
    for one, other in combinations(manifest.variants, 2):
        theirs = dict(other.when)
        shared = [field for field, _pattern in one.when if field in theirs]
        if shared and all(overlap(pattern, theirs[field]) for field, pattern in one.when if field in theirs):
            says = f"a call can be {one.name} as well as {other.name}: {shared[0]} matches both"
            yield Fault(("variants", other.name, "when"), says)
    shared_pages = {page.url for page in manifest.claims.docs}
    for variant in manifest.variants:
        for page in variant.own_docs:
            if page.url in shared_pages:
                yield Fault(("variants", variant.name, "docs"), "the page is listed above for every variant", "warning")


def overlap(one: str, other: str) -> bool:
    """Tell whether some text matches both patterns (`*` any text, `?` one character)."""
    if "*" not in one and "?" not in one:
        return fnmatchcase(one, other)
    row = _starts(other)
    for character in one[:200]:
        following = [character == "*" and row[0]]
        for index, theirs in enumerate(other[:200], start=1):
            same = row[index - 1] and (character == theirs or "?" in {character, theirs})
            star = (character == "*" and (row[index] or following[index - 1])) or (
                theirs == "*" and (row[index] or following[index - 1] or row[index - 1])
            )
            following.append(same or star or (character == "*" and row[index - 1]))
        row = following
    return row[-1]


def _starts(pattern: str) -> list[bool]:
    row = [True]
    for character in pattern[:200]:
        row.append(row[-1] and character == "*")
    return row


def _every_claims(manifest: Manifest) -> Iterator[tuple[Path, Claims]]:
    """Yield the claims with the path at which they are written; those of variants that are not used count as well."""
    yield (), manifest.claims
    for variant in manifest.variants:
        yield ("variants", variant.name), variant.claims


def _fields(manifest: Manifest) -> Iterator[tuple[Path, FieldClaim]]:
    for above, claims in _every_claims(manifest):
        sides = (("request", claims.request), ("response", claims.response), ("errors", claims.error_fields))
        for side, fields in sides:
            for claim in fields:
                yield (*above, side, "fields", claim.path), claim


def _evidence(manifest: Manifest) -> Iterator[tuple[Path, Evidence]]:
    yield ("auth",), manifest.auth.evidence
    for header in manifest.headers:
        yield ("headers", header.name), header.evidence
    for path, claim in _fields(manifest):
        yield path, claim.evidence
    for above, claims in _every_claims(manifest):
        for case in claims.cases:
            yield (*above, "errors", "cases", case.name), case.evidence
        for limit in claims.limits:
            yield (*above, "limits", limit.topic), limit.evidence
        for index, one in enumerate(claims.identifiers):
            yield (*above, "identifiers", index), one.evidence


_RULES: Final[tuple[Callable[[Manifest, str], Iterator[Fault]], ...]] = (
    _target, _environment, _dates, _access, _expiries, _fallbacks, _identifiers, _retries, _ambiguous, _limits, _people,
    _variants,
)  # fmt: skip
