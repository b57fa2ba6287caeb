"""Which of several documentations of an operation a manifest, or one of its variants, is about."""

import re
from fnmatch import fnmatchcase

from driftwatch.manifests.check.documented import Documented, OperationView, page_of
from driftwatch.manifests.paths import claim_steps
from driftwatch.model.manifest import DocsPage, Manifest, VariantClaims


def chosen(
    manifest: Manifest, variant: str, views: tuple[OperationView, ...], documented: Documented
) -> tuple[OperationView, ...]:
    """Return the documentations that a variant of a manifest ("" without variants) is about: at least one.

    They are told by the pages in docs, by the values of the fields in `when` and of what is sent, and by name; when
    nothing tells them apart all of them are meant.
    """
    if len(views) == 1:
        return views
    own = next((one for one in manifest.variants if one.name == variant), None)
    pages = own.own_docs if own else manifest.claims.docs
    return (
        _by_page(views, pages, documented)
        or _by_value(views, manifest, own)
        or (_by_name(views, own.name) if own else ())
        or views
    )


def places_of(view: OperationView, documented: Documented) -> set[str]:
    """Return the pages of a documentation: the places of its documents, and the pages that their URLs name."""
    documents = documented.snapshot.documents
    places = {page_of(place) for place in view.entry.documents}
    return places | {page_of(documents[place].url) for place in view.entry.documents if place in documents}


def _by_page(
    views: tuple[OperationView, ...], pages: tuple[DocsPage, ...], documented: Documented
) -> tuple[OperationView, ...]:
    wanted = {page_of(page.url) for page in pages}
    return tuple(view for view in views if wanted & places_of(view, documented))


def _by_value(
    views: tuple[OperationView, ...], manifest: Manifest, own: VariantClaims | None
) -> tuple[OperationView, ...]:
    patterns = own.when if own else ()
    claims = own.claims if own else manifest.claims
    patterns = patterns or tuple((one.field, one.value) for one in claims.identifiers)
    return tuple(view for view in views if patterns and all(_sends(view, *pattern) for pattern in patterns))


def _sends(view: OperationView, field: str, pattern: str) -> bool:
    found = view.request_fields(claim_steps(field))
    values = [value for one in found for value in (*(one.values or ()), one.fact.default)]
    return any(isinstance(value, str) and fnmatchcase(value, pattern) for value in values)


def _by_name(views: tuple[OperationView, ...], name: str) -> tuple[OperationView, ...]:
    words = {word for word in re.split(r"[^a-z0-9]+", name.lower()) if word}
    return tuple(view for view in views if words & set(re.split(r"[^a-z0-9]+", view.owner.variant.lower())))
