"""Whether recorded bodies fit what a manifest claims of them."""

from collections.abc import Iterator

from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import types_at, values_of
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.manifest import Claims, ErrorCase, FieldClaim


def misfits(body: Json, fields: tuple[FieldClaim, ...]) -> Iterator[str]:
    """Say where a body lacks a field that is claimed as required, or holds another type or value."""
    for claim in fields:
        if claim.within != "body":
            continue
        steps = claim_steps(claim.path)
        types, missing = types_at(body, steps)
        if missing and claim.required in {"api", "product"}:
            yield f"`{claim.path}` is absent"
        wrong = [name for name in types if not _is_among(name, claim.types)]
        if wrong:
            yield f"`{claim.path}` is {', '.join(wrong)}, not {' or '.join(claim.types)}"
        else:
            yield from _values(body, claim)


def unlisted(body: Json, claims: Claims) -> tuple[str, ...]:
    """Return the top fields of a request body that a manifest does not list."""
    known = {claim_steps(claim.path)[0] for claim in claims.request}
    return tuple(sorted(set(body) - known)) if isinstance(body, dict) else ()


def case_of(claims: Claims, *, status: int, body: Json, content_type: str = "") -> ErrorCase | None:
    """Return the case that a failure is: of those whose conditions all hold the most specific; the first on a tie."""
    fitting = [case for case in claims.cases if _holds(case, status, body, content_type)]
    return max(fitting, key=_conditions, default=None)


def _conditions(case: ErrorCase) -> tuple[int, int, int]:
    exact = sum(1 for code in case.statuses if code.isdigit())
    return len(case.body), int(bool(case.content_type)), int(bool(exact))


def _holds(case: ErrorCase, status: int, body: Json, content_type: str) -> bool:
    if not case.statuses and not case.body:
        return False
    if case.statuses and not case.covers(status):
        return False
    if case.content_type and content_type and not content_type.lower().startswith(case.content_type):
        return False
    held = [(claim_steps(path), value) for path, value in case.body]
    present = list(values_of(body)) if held else []
    return all(
        any(steps == at and canonical(item) == canonical(value) for at, item in present) for steps, value in held
    )


def _values(body: Json, claim: FieldClaim) -> Iterator[str]:
    if not claim.values:
        return
    steps = claim_steps(claim.path)
    known = {canonical(value) for value in claim.values}
    for at, value in values_of(body):
        if at == steps and canonical(value) not in known:
            yield f"`{claim.path}` holds a value that is not listed under one_of"
            return


def _is_among(name: str, types: tuple[str, ...]) -> bool:
    return not types or name in types or (name == "integer" and "number" in types)
