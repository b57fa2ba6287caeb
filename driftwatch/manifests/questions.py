"""What a manifest does not know, as questions to whoever could settle it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from driftwatch.manifests.contract import evidences
from driftwatch.model.contract import Question
from driftwatch.model.manifest import CASES, Claims, Evidence, Manifest

SUPPORT: Final = "support"
_RETRY: Final = "Which status and body does it have, and may the call be sent again, after how long?"
_UNANSWERED: Final = ("timeout", "network-failure")
"""Failures without an answer that could have a status."""
_CASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "auth-missing": "What does `{contract}` answer without a credential?",
        "auth-invalid": "What does `{contract}` answer to a credential that is wrong or was withdrawn?",
        "malformed-json": "What does `{contract}` answer to a body that is no JSON?",
        "missing-required-field": "What does `{contract}` answer where a required field is missing?",
        "unknown-resource": "What does `{contract}` answer for a model or resource that does not exist?",
        "path-mistake": "What comes back for a path that does not exist: JSON, or a page?",
        "rate-limited": "What does `{contract}` answer above the rate limit?",
        "quota-exhausted": "What does `{contract}` answer when credit or quota is used up?",
        "timeout": "After how long does `{contract}` give up, and is a call that timed out executed and billed?",
        "upstream-5xx": "Which failures of the platform or behind it does `{contract}` answer with?",
        "network-failure": "Is a call of `{contract}` that broke off executed and billed?",
    }
)
_LIMITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rate": "How many calls of `{contract}` are allowed, in which time, counted by what?",
        "concurrency": "How many calls of `{contract}` may be open at once?",
        "quota": "Is there a quota on `{contract}`, and when does it begin anew?",
        "billing": "What does a call of `{contract}` cost, and are failed calls charged?",
    }
)


def questions_of(manifest: Manifest) -> tuple[Question, ...]:
    """Return what a manifest leaves unknown, each question once; a retired one asks nothing."""
    if manifest.status == "retired":
        return ()
    found = (*_of_the_call(manifest), *_of_the_team(manifest))
    variants = [one for name, claims in manifest.used_claims for one in _of_claims(manifest, claims, name)]
    return tuple(dict.fromkeys((*found, *variants)))


def _of_the_call(manifest: Manifest) -> Iterator[Question]:
    if manifest.environment == "unknown":
        asks = f"To which environment does `{manifest.base_url}` lead: production, sandbox, preview?"
        yield _question(manifest, "environment", asks, line=manifest.base_url_line)


def _of_the_team(manifest: Manifest) -> Iterator[Question]:
    owner = manifest.owner
    for missing, claim, asks in (
        (owner.team == "unassigned", "owner", "Which team answers for `{contract}`?"),
        (not owner.approved_by, "owner.approved_by", "Who approves the contract of `{contract}`?"),
        (not owner.escalation, "owner.escalation", "Where is written whom to call when `{contract}` fails?"),
    ):
        if missing:
            yield _question(manifest, claim, asks, line=owner.line, evidence=Evidence(ask=owner.team))


def _of_claims(manifest: Manifest, claims: Claims, variant: str) -> Iterator[Question]:
    of = f" (variant {variant})" if variant else ""
    known = {case.name for case in claims.cases if case.retry != "unknown"}
    yield from _of_failures(manifest, claims, of)
    for name, evidence, line in evidences(manifest, claims):
        kind, _, rest = name.partition(" ")
        if evidence.label == "assumption":
            asks = f"Is it so, or only assumed until {evidence.expires}: `{name}{of}`?"
            yield _question(manifest, f"{name}{of}", asks, line=line, evidence=evidence)
        elif evidence.label == "unknown" and kind == "limit":
            yield _question(manifest, f"{name}{of}", _LIMITS[rest], line=line, evidence=evidence)
        elif evidence.label == "unknown" and (kind != "case" or rest in known):
            asks = (
                "How does a call authenticate?" if name == "authentication" else f"Does `{name}{of}` stand, and where?"
            )
            yield _question(manifest, f"{name}{of}", asks, line=line, evidence=evidence)


def _of_failures(manifest: Manifest, claims: Claims, of: str) -> Iterator[Question]:
    by_name = {case.name: case for case in claims.cases}
    for name in CASES:
        case = by_name.get(name)
        line = case.line if case else claims.errors_line
        evidence = case.evidence if case else None
        if case is None or (case.retry == "unknown" and not case.statuses):
            asks = _CASES[name] if name in _UNANSWERED else f"{_CASES[name]} {_RETRY}"
            yield _question(manifest, f"case {name}{of}", asks, line=line, evidence=evidence)
    for case in claims.cases:
        if case.retry == "unknown" and case.statuses:
            codes = ", ".join(case.statuses)
            doubted = f"Is {codes} the answer, and may" if case.evidence.label == "unknown" else "May"
            after = "it" if case.evidence.label == "unknown" else codes
            asks = f"{doubted} a call be sent again after {after}, and after how long?"
            yield _question(manifest, f"case {case.name}{of}", asks, line=case.line, evidence=case.evidence)
    if not claims.error_fields:
        asks = "Which fields does the body of a failure of `{contract}` have?"
        yield _question(manifest, f"error format{of}", asks, line=claims.errors_line)


def _question(manifest: Manifest, claim: str, asks: str, *, line: int, evidence: Evidence | None = None) -> Question:
    return Question(
        owner=manifest.owner.team,
        ask=evidence.ask if evidence and evidence.ask else SUPPORT,
        contract=manifest.contract,
        file=manifest.file,
        line=line or manifest.line,
        claim=claim,
        asks=asks.replace("{contract}", manifest.contract),
    )
