"""Documented, relied on, observed: the three side by side, for a person to compare."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.choosing import chosen
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.failures import code_of, rules_for, statuses_for
from driftwatch.manifests.file.lint_rules import days_between
from driftwatch.manifests.observations.matching import VALID
from driftwatch.manifests.paths import claim_steps
from driftwatch.model.manifest import Claims, ErrorCase, FieldClaim, Manifest
from driftwatch.model.observation import Observation, ObservedCase, SeenField, Witnessed, Witnesses
from driftwatch.model.paths import ANY

_DAY: Final = 10
_UNKNOWN: Final = "?"
_CODES: Final = 3
"""Rows of codes that are shown of one status: which of them came, nobody knows."""


class _Side(Struct, frozen=True, kw_only=True):
    """What one variant of a manifest is held against."""

    claims: Claims
    views: tuple[OperationView, ...]
    documented: Documented | None
    fresh: tuple[tuple[Observation, ObservedCase], ...]
    """The cases that were seen lately enough."""


def witnesses(
    manifest: Manifest, seen: Iterable[tuple[str, Observation]], documented: Documented | None, *, today: str
) -> Iterator[Witnesses]:
    """Yield for each variant that is used what documentation, manifest and observations say.

    Args:
        manifest: what is relied on.
        seen: observations of the contract, by the name of their file.
        documented: the newest snapshot; None when there is none.
        today: ISO date, on which observations are fresh or old.
    """
    seen = tuple((file, one) for file, one in seen if one.contract == manifest.contract)
    for name, claims in manifest.used_claims:
        mine = tuple((file, one) for file, one in seen if one.variant == name)
        views = _views(manifest, name, documented)
        fresh = tuple(
            (one, case)
            for _, one in mine
            for case in one.cases
            if case.answer is not None and is_fresh(one.seen_at(case), manifest, today=today)
        )
        side = _Side(claims=claims, views=views, documented=documented, fresh=fresh)
        yield Witnesses(
            contract=manifest.contract,
            variant=name,
            manifest=manifest.file,
            is_documented=bool(views),
            observations=tuple(_line(file, one) for file, one in mine),
            rows=(*_sent(side), *_read(side), *_failures(side)),
        )


def is_fresh(at: str, manifest: Manifest, *, today: str) -> bool:
    """Whether what was seen at a time still counts."""
    age = days_between(at[:_DAY], today)
    return age is not None and age <= manifest.fresh_days


def _views(manifest: Manifest, variant: str, documented: Documented | None) -> tuple[OperationView, ...]:
    views = documented.operations(manifest.key) if documented else ()
    return chosen(manifest, variant, views, documented) if documented and views else ()


def _line(file: str, one: Observation) -> str:
    return f"{file}: {one.target.origin}, by {one.run.by}, {one.run.newest[:_DAY]}"


def _sent(side: _Side) -> Iterator[Witnessed]:
    sent = {path for _, case in side.fresh for path in case.sent}
    has_sent = any(case.sent for _, case in side.fresh)
    claimed = {claim.path: claim for claim in side.claims.request if claim.within == "body"}
    for path in (*claimed, *sorted(sent - claimed.keys())):
        stated = {name for view in side.views for one in view.request_fields(claim_steps(path)) for name in one.types}
        is_stated = any(view.request_fields(claim_steps(path)) for view in side.views)
        yield Witnessed(
            kind="sent",
            name=path,
            documented=_types(stated, is_there=is_stated),
            relied_on=_claim(claimed[path]) if path in claimed else "",
            observed=("sent" if path in sent else "not sent") if has_sent else _UNKNOWN,
        )


def _read(side: _Side) -> Iterator[Witnessed]:
    cases = [case for _, case in side.fresh if case.name in VALID]
    seen: dict[str, list[SeenField]] = {}
    for case in cases:
        for field in case.fields:
            seen.setdefault(field.path, []).append(field)
    claimed = {claim.path: claim for claim in side.claims.response}
    for path in (*claimed, *(path for path in seen if path not in claimed and not path.endswith(ANY))):
        steps = claim_steps(path)
        found = [one for view in side.views for one in view.response_fields("", steps)]
        if path not in claimed and found:
            continue  # documented, and nobody relies on it
        yield Witnessed(
            kind="read",
            name=path,
            documented=_types({name for one in found for name in one.types}, is_there=bool(found)),
            relied_on=_claim(claimed[path]) if path in claimed else "",
            observed=_seen(path, seen) if cases else _UNKNOWN,
        )


def _seen(path: str, seen: dict[str, list[SeenField]]) -> str:
    found = seen.get(path, [])
    if found:
        types = sorted({name for one in found for name in one.types})
        rare = next((one for one in found if one.there < one.of), None)
        return " or ".join(types) + (f", {rare.there} of {rare.of}" if rare else "") or _UNKNOWN
    steps = claim_steps(path)
    for one in (one for fields in seen.values() for one in fields if one.items == 0):
        above = claim_steps(one.path)
        if steps[: len(above)] == above:
            return _UNKNOWN  # the list that would hold it had no items
    return "never"


def _failures(side: _Side) -> Iterator[Witnessed]:
    observed: dict[str, list[tuple[Observation, ObservedCase]]] = {}
    for one, case in side.fresh:
        if case.name not in VALID:
            observed.setdefault(case.name, []).append((one, case))
    claimed = {case.name: case for case in side.claims.cases}
    for name in (*claimed, *(name for name in observed if name not in claimed)):
        found = observed.get(name, [])
        statuses = {case.answer.status for _, case in found if case.answer is not None}
        statuses |= {int(code) for code in (claimed[name].statuses if name in claimed else ()) if code.isdigit()}
        yield Witnessed(
            kind="failure",
            name=name,
            documented=", ".join(dict.fromkeys(said for status in sorted(statuses) for said in _stated(side, status))),
            relied_on=_case(claimed[name]) if name in claimed else "",
            observed="; ".join(_answers(one, case) for one, case in found) or _UNKNOWN,
        )


def _stated(side: _Side, status: int) -> Iterator[str]:
    yield from statuses_for(side.views, status)
    if side.documented is not None:
        stated = [rule for rule, _ in rules_for(side.views, side.documented, status=status)]
        for rule in stated[: _CODES if stated and code_of(stated[0]) else 1]:
            yield f"{rule.signal}: retry {rule.retry}"


def _answers(one: Observation, case: ObservedCase) -> str:
    status = case.answer.status if case.answer else 0
    told = f"{status}, {case.answers} x, {one.seen_at(case)[:_DAY]}"
    by = one.seen_by(case)
    return f"{told}, observed only" if by == "hand" else told


def _case(case: ErrorCase) -> str:
    return ", ".join([*case.statuses, f"retry {case.retry}", case.evidence.label])


def _claim(claim: FieldClaim) -> str:
    return ", ".join([" or ".join(claim.types) or "any", claim.required, claim.evidence.label])


def _types(types: set[str], *, is_there: bool) -> str:
    return " or ".join(sorted(types)) or "stated" if is_there else ""
