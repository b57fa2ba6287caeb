"""Check: hold manifests against what a snapshot says now. Pure, and linear in what the manifests claim."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from driftwatch.isolation import isolated
from driftwatch.manifests.check.breach import Breach, Claimed, Spot, failed_check
from driftwatch.manifests.check.choosing import chosen
from driftwatch.manifests.check.documented import Documented, OperationView, page_of, tail_of
from driftwatch.manifests.check.fields import field_breaches
from driftwatch.manifests.check.limits import limit_breaches
from driftwatch.manifests.check.pages import page_breaches
from driftwatch.manifests.check.successors import Successors
from driftwatch.manifests.check.surroundings import case_breaches, surrounding_breaches
from driftwatch.manifests.file.lint_rules import days_between
from driftwatch.model.failure import Tell, untold
from driftwatch.model.manifest import Claims, Evidence, Manifest
from driftwatch.model.snapshot import Snapshot

_SENDING: Final = frozenset({"POST", "PUT", "PATCH"})
"""Methods of which one is at times documented in place of another."""


def check(
    manifests: Iterable[Manifest],
    snapshot: Snapshot,
    *,
    today: str = "",
    moved: Mapping[str, str] | None = None,
    quiet: Collection[str] = (),
    marked: Collection[tuple[str, str]] = (),
    unwatched: Collection[str] = (),
    tell: Tell = untold,
) -> tuple[Breach, ...]:
    """Return where the manifests and the documentation part.

    Args:
        manifests: those to check; one that trips a fault of ours is a breach that says so.
        snapshot: the documentation.
        today: ISO date; without it nothing is out of date.
        moved: URLs of today by the page (`page_of`) that moved there, as far as captures tell.
        quiet: URLs of pages that changed since they were read, and of which drift tells info at most.
        marked: responses (operation, status) of which fields were marked as required when manifests were written.
        unwatched: URLs of pages that the configuration leaves out: that they are not there says nothing.
        tell: takes what failed.
    """
    documented = Documented(snapshot, moved=moved or {}, quiet=quiet, marked=marked, unwatched=unwatched)
    found = (breach for manifest in manifests for breach in _checked(manifest, documented, today, tell))
    once: dict[tuple[object, ...], Breach] = {}
    for breach in found:
        change = breach.change
        key = (breach.use, change.kind, change.owner, change.field, change.name, repr((change.before, change.after)))
        once.setdefault(key, breach)
    return tuple(once.values())


def _checked(manifest: Manifest, documented: Documented, today: str, tell: Tell) -> tuple[Breach, ...]:
    return isolated(
        lambda: tuple(breaches_of(manifest, documented, today=today)), partial(failed_check, manifest, tell)
    )


def breaches_of(manifest: Manifest, documented: Documented, *, today: str) -> Iterator[Breach]:
    """Yield the breaches of one manifest; a retired one has none."""
    if manifest.status == "retired":
        return
    yield from _age(Claimed(manifest=manifest, documented=documented), today)
    views = documented.operations(manifest.key)
    if not views:
        yield from _absent(manifest, documented)
        return
    about = {name: chosen(manifest, name, views, documented) for name, _ in manifest.used_claims}
    successors = Successors(manifest, documented, {name: mine[0] for name, mine in about.items()})
    for name, claims in manifest.used_claims:
        claimed = Claimed(manifest=manifest, documented=documented, view=about[name][0])
        yield from page_breaches(claimed, claims, variant=name, successors=successors)
        yield from _claims(claimed, claims, about[name], views)


def _claims(
    claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...], views: tuple[OperationView, ...]
) -> Iterator[Breach]:
    others = tuple(view for view in views if view not in mine)
    yield from surrounding_breaches(claimed, claims, mine)
    yield from field_breaches(claimed, claims, mine, others)
    yield from case_breaches(claimed, claims, mine)
    yield from limit_breaches(claimed, claims, mine)


def _absent(manifest: Manifest, documented: Documented) -> Iterator[Breach]:
    """Tell that nothing documents the operation, or where it probably went."""
    moved = _moved(manifest, documented)
    claimed = Claimed(manifest=manifest, documented=documented, view=moved)
    if moved is None:
        yield claimed.breach("operation.missing", line=manifest.line, claim="contract", before=manifest.contract)
    else:
        now = moved.operation.call
        yield claimed.breach(
            "operation.moved", line=manifest.line, claim="contract", before=manifest.contract, after=now
        )


def _moved(manifest: Manifest, documented: Documented) -> OperationView | None:
    """Find the one operation that stands where this one stood: on its page, or under the same last segments."""
    pages = {page_of(page.url) for page in manifest.claims.docs}
    on_page = {key for page in pages for key in documented.keys_by_page.get(page, ())}
    alike = {key for key in documented.keys_by_tail.get(tail_of(manifest.key), ()) if _is_alike(key, manifest.key)}
    for keys in (on_page & alike, on_page, alike):
        if len(keys) == 1 and _may_replace(manifest.key, min(keys)):
            return documented.operations(min(keys))[0]
    return None


def _may_replace(one: str, other: str) -> bool:
    """Whether a call may stand in for another: who is told to read where they deleted has been told nothing."""
    methods = {one.partition(" ")[0], other.partition(" ")[0]}
    return len(methods) == 1 or methods <= _SENDING


def _is_alike(one: str, other: str) -> bool:
    """Whether two keys with the same last segments differ by their method alone, or by what stands before them."""
    (method, _, path), (other_method, _, other_path) = one.partition(" "), other.partition(" ")
    named = any(segment not in {"", "{}"} for segment in tail_of(one))
    return path == other_path or (method == other_method and named)


def _age(claimed: Claimed, today: str) -> Iterator[Breach]:
    manifest = claimed.manifest
    if not today:
        return
    pages = [page for page in manifest.claims.docs if page.accessed]
    oldest = min(pages, key=lambda page: page.accessed, default=None)
    age = days_between(oldest.accessed, today) if oldest else None
    if oldest and age is not None and age > manifest.review_every_days:
        interval = f"{manifest.review_every_days} days"
        yield claimed.breach(
            "access.overdue",
            line=oldest.line,
            claim="accessed",
            before=oldest.accessed,
            after=interval,
            spot=Spot(location="documents"),
        )
    for line, claim, evidence in _dated(manifest):
        if evidence.expires and evidence.expires < today:
            yield claimed.breach(
                "claim.expired", line=line, claim=claim, spot=Spot(name=claim), before=evidence.expires
            )
    for claims in (manifest.claims, *(variant.claims for variant in manifest.variants if variant.used)):
        for field in (*claims.request, *claims.response, *claims.error_fields):
            if field.risk and field.risk.until < today:
                name = f"accepted risk of {field.path}"
                yield claimed.breach(
                    "claim.expired", line=field.risk.line, claim=name, spot=Spot(name=name), before=field.risk.until
                )


def _dated(manifest: Manifest) -> Iterator[tuple[int, str, Evidence]]:
    yield manifest.auth.line, "auth", manifest.auth.evidence
    for header in manifest.headers:
        yield header.line, f"header {header.name}", header.evidence
    for claims in (manifest.claims, *(variant.claims for variant in manifest.variants if variant.used)):
        for field in (*claims.request, *claims.response, *claims.error_fields):
            yield field.line, f"field {field.path}", field.evidence
        for case in claims.cases:
            yield case.line, f"case {case.name}", case.evidence
        for limit in claims.limits:
            yield limit.line, f"limit {limit.topic}", limit.evidence
