"""Which edit of the documentation each kind of change comes from: the table that all grouping of changes begins with.

Somebody edits the documentation once, and driftwatch sees many changes of it. This table sorts the kinds of change by
the sort of edit that makes them; the comment above each group says what makes two of its changes one edit. Every kind
that a rule judges stands here once; a test holds the table against the rules. `rules/cause.py` uses it.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import PROPERTY, steps
from driftwatch.model.respelling import addresses_that_differ, renaming, steps_that_differ
from driftwatch.model.tree import but_alternatives

Edit: TypeAlias = Literal[
    "alone", "line", "sentence", "failure", "words of failures", "contradiction", "name", "form", "place",
    "parameter", "scope", "server", "value", "flow", "reference", "move", "answer", "need", "naming",
    "ruled-out field", "page", "address",
    "new field", "gone field", "type", "closing", "condition", "reference of a field", "values", "keyword", "field",
    "thing",
]  # fmt: skip

OF_SECTIONS: Final[frozenset[Edit]] = frozenset(("sentence", "failure"))
"""Edits of one section, or of a page's list of failures, whatever each sentence or row is about."""
OF_KEYWORDS: Final[frozenset[Edit]] = frozenset(("keyword", "values", "type", "closing", "reference of a field"))
"""Edits that the two sides identify, whichever field of a schema they were made to."""
OF_REFERENCES: Final[frozenset[Edit]] = frozenset(("reference", "reference of a field"))
OF_NULL: Final = frozenset(("field.became-nullable", "field.became-not-nullable"))

KINDS_OF_EDITS: Final[Mapping[Edit, tuple[str, ...]]] = {
    # Told alone: about the whole of an operation, a schema, a page or a capture, or against what a manifest claims.
    "alone": (
        "capture.not-understood", "comparison.audit-ended", "comparison.failed", "comparison.not-explained",
        "document.failed", "document.first-read", "document.lessened", "document.missing", "document.unreadable",
        "documents.newly-watched", "manifest.access.overdue", "manifest.auth.differs",
        "manifest.base-url.differs", "manifest.body.undocumented", "manifest.claim.expired",
        "manifest.error.undocumented", "manifest.field.bounds", "manifest.field.constant", "manifest.field.default",
        "manifest.field.deprecated", "manifest.field.now-documented", "manifest.field.place-unstated",
        "manifest.field.required", "manifest.field.type", "manifest.field.undocumented", "manifest.field.unhandled",
        "manifest.field.unlisted", "manifest.field.variant-only", "manifest.header.undocumented",
        "manifest.header.unlisted", "manifest.limit.changed", "manifest.limit.now-documented",
        "manifest.limit.undocumented", "manifest.media-type.differs", "manifest.observed.deprecation",
        "manifest.observed.disagree", "manifest.observed.empty", "manifest.observed.failure.removed",
        "manifest.observed.failure.retry", "manifest.observed.failure.status", "manifest.observed.failure.unlisted",
        "manifest.observed.gone", "manifest.observed.limit", "manifest.observed.limit-undocumented",
        "manifest.observed.media-type", "manifest.observed.never", "manifest.observed.never-sent",
        "manifest.observed.new", "manifest.observed.no-longer", "manifest.observed.null",
        "manifest.observed.operation-undocumented", "manifest.observed.removed", "manifest.observed.retry-after",
        "manifest.observed.retry-after-denied", "manifest.observed.retry-after-missing", "manifest.observed.sometimes",
        "manifest.observed.success-status", "manifest.observed.sunset", "manifest.observed.type",
        "manifest.observed.type-undocumented", "manifest.observed.undocumented", "manifest.observed.unknown",
        "manifest.observed.value", "manifest.observed.value-undocumented", "manifest.operation.deprecated",
        "manifest.operation.missing", "manifest.operation.moved", "manifest.page.changed", "manifest.page.missing",
        "manifest.page.moved", "manifest.retry.reversed", "operation.added", "operation.removed",
        "page.digest.changed", "pages.not-understood", "reading.lost", "schema.resolved", "schema.unresolved",
        "variant.added", "variant.removed",
    ),
    # One of the pages of a folder, which somebody adds, deletes or moves at once.
    "page": (
        "document.added", "document.moved", "document.removed",
    ),
    # A line of a page, with both sides: what a template says on all pages of a kind is edited once.
    "line": (
        "page.row.added", "page.row.changed", "page.row.removed", "page.section.added", "page.section.removed",
        "page.text.changed", "sample.call.changed",
    ),
    # One sentence of a section about limits, money and the like: who edits that edits the section once.
    "sentence": (
        "notice.added", "notice.amounts.changed", "notice.names.changed", "notice.removed", "notice.reversed",
    ),
    # One row of a page's list of failures, which is edited once as well.
    "failure": (
        "error-rule.added", "error-rule.removed",
    ),
    # What a page says of failures: the same words for several are one sentence of it.
    "words of failures": (
        "error-rule.action.changed", "error-rule.meaning.changed",
    ),
    # An example that many operations share is one; what pages say is told of each.
    "contradiction": (
        "contradiction.added", "contradiction.resolved",
    ),
    # One of the names that the whole documentation gives.
    "name": (
        "operation.operation-id.added", "operation.operation-id.changed", "operation.operation-id.removed",
        "schema.added", "schema.removed",
    ),
    # A name that another one took the place of: in which words they differ says which edit it was.
    "naming": (
        "operation.tag.removed", "schema.renamed",
    ),
    # One of the forms of a body.
    "form": (
        "media-type.added", "media-type.removed",
    ),
    # One of the parameters that a page moved to another place together.
    "place": (
        "parameter.moved",
    ),
    # One of the parameters that a page lists below one heading.
    "parameter": (
        "parameter.removed",
    ),
    # One of the scopes that a security scheme, or a call of it, lists.
    "scope": (
        "security-scheme.scope.added", "security-scheme.scope.removed", "security.scope-added",
        "security.scope-removed",
    ),
    # One of the base URLs of an API.
    "server": (
        "server.added", "server.removed",
    ),
    # The base URL of an API, or of one call: who moves the API to another host moves both.
    "address": (
        "server.changed", "server.overridden",
    ),
    # One of the values of a list that a page states.
    "value": (
        "values.value.added", "values.value.removed",
    ),
    # A way to get a token, which the schemes of one server have in common.
    "flow": (
        "security-scheme.flow.added", "security-scheme.flow.removed",
    ),
    # Its sides are references: those into another document are one where that is another.
    "reference": (
        "reference.resolved", "reference.unresolved",
    ),
    # Calls that moved alike: the steps by which their paths differ say which edit it was.
    "move": (
        "operation.base-url.moved", "operation.moved",
    ),
    # A status of an answer, which is what came or went.
    "answer": (
        "response.added", "response.removed",
    ),
    # One of the fields that an object lists as required.
    "need": (
        "field.became-optional", "field.became-required",
    ),
    # One of the fields of an object that another part of it rules out: who closes that part closes it once.
    "ruled-out field": (
        "field.became-impossible", "field.became-possible",
    ),
    # One of the fields of an object.
    "new field": (
        "field.added",
    ),
    # One of the fields of an object, or of those that a page lists beside each other.
    "gone field": (
        "field.removed",
    ),
    # No value of before is one of today, so that all fields of what is an object by now came with it.
    "type": (
        "field.type.changed", "field.type.destringified", "field.type.stringified",
    ),
    # Made to all objects of an API at once; otherwise a keyword as those below.
    "closing": (
        "field.additional-properties.closed", "field.additional-properties.opened",
    ),
    # A part of one condition.
    "condition": (
        "field.else.added", "field.else.removed", "field.if.added", "field.if.changed", "field.if.removed",
        "field.then.added", "field.then.removed",
    ),
    # A reference that is said of a field.
    "reference of a field": (
        "field.reference.resolved", "field.reference.unresolved",
    ),
    # Its sides say it wherever they are told: one value that is gone is gone from a body, and from what is asked for
    # by a parameter.
    "values": (
        "field.const.changed", "field.const.set", "field.const.unset", "field.enum.set", "field.enum.unset",
        "field.enum.value-added", "field.enum.value-removed", "field.extensible-enum.set",
        "field.extensible-enum.unset", "field.extensible-enum.value-added", "field.extensible-enum.value-removed",
        "field.pattern.changed", "field.pattern.generalized", "field.pattern.set", "field.pattern.unset",
    ),
    # Its sides say which edit it was: one maximum in place of another one is one edit of all fields.
    "keyword": (
        "field.any-of.added", "field.any-of.dropped", "field.any-of.imposed", "field.any-of.removed",
        "field.any-of.unwrapped", "field.any-of.wrapped", "field.default.changed", "field.default.set",
        "field.default.unset", "field.discriminator-mapping.renamed",
        "field.exclusive-maximum.lowered", "field.exclusive-maximum.raised",
        "field.exclusive-maximum.set", "field.exclusive-maximum.unset", "field.exclusive-minimum.lowered",
        "field.exclusive-minimum.raised", "field.exclusive-minimum.set", "field.exclusive-minimum.unset",
        "field.format-remark.changed", "field.format.changed", "field.format.generalized", "field.format.specialized",
        "field.max-contains.lowered", "field.max-contains.raised", "field.max-contains.set",
        "field.max-contains.unset", "field.max-items.lowered", "field.max-items.raised", "field.max-items.set",
        "field.max-items.unset", "field.max-length.lowered", "field.max-length.raised", "field.max-length.set",
        "field.max-length.unset", "field.max-properties.lowered", "field.max-properties.raised",
        "field.max-properties.set", "field.max-properties.unset", "field.maximum.lowered", "field.maximum.raised",
        "field.maximum.set", "field.maximum.unset", "field.min-contains.lowered", "field.min-contains.raised",
        "field.min-contains.set", "field.min-contains.unset", "field.min-items.lowered", "field.min-items.raised",
        "field.min-length.lowered", "field.min-length.raised", "field.min-properties.lowered",
        "field.min-properties.raised", "field.minimum.lowered", "field.minimum.raised", "field.minimum.set",
        "field.minimum.unset", "field.moved-below", "field.moved-from-below",
        "field.multiple-of.changed", "field.multiple-of.loosened", "field.multiple-of.set",
        "field.multiple-of.tightened", "field.multiple-of.unset", "field.one-of.added", "field.one-of.dropped",
        "field.one-of.imposed", "field.one-of.removed", "field.one-of.unwrapped", "field.one-of.wrapped",
        "field.type.added", "field.type.generalized", "field.type.promoted", "field.type.removed",
        "field.type.specialized", "field.types.narrowed", "field.types.widened", "field.unevaluated-items.added",
        "field.unevaluated-items.removed", "field.unevaluated-properties.added",
        "field.unevaluated-properties.removed", "field.unique-items.set", "field.unique-items.unset",
    ),
    # The field says which edit it was, wherever it is written out: that several may be null, are deprecated or are new
    # says nothing of the kind.
    "field": (
        "field.additional-properties.freed", "field.additional-properties.restricted", "field.all-of.added",
        "field.all-of.annotation-added", "field.all-of.annotation-removed", "field.all-of.offered",
        "field.all-of.removed", "field.any-of.to-one-of", "field.became-not-nullable",
        "field.became-not-read-only", "field.became-not-write-only", "field.became-nullable",
        "field.became-read-only", "field.became-write-only", "field.contains.added", "field.contains.removed",
        "field.content-encoding.changed", "field.content-media-type.changed", "field.content-schema.added",
        "field.content-schema.removed", "field.dependent-required.added", "field.dependent-required.changed",
        "field.dependent-required.removed", "field.dependent-schema.added", "field.dependent-schema.removed",
        "field.deprecated", "field.discriminator-mapping.added", "field.discriminator-mapping.changed",
        "field.discriminator-mapping.removed", "field.discriminator.added", "field.discriminator.default-changed",
        "field.discriminator.property-changed", "field.discriminator.removed", "field.not.added", "field.not.changed",
        "field.not.removed", "field.one-of.to-any-of", "field.pattern-property.added",
        "field.pattern-property.removed", "field.prefix-items.added", "field.prefix-items.removed",
        "field.property-names.added", "field.property-names.removed", "field.reactivated", "field.renamed",
        "field.stability.lowered", "field.stability.raised", "field.stability.unreadable", "field.sunset.changed",
        "field.sunset.removed", "field.sunset.set", "field.unwrapped", "field.value-names.changed",
        "field.value-remarks.changed", "field.wrapped", "field.xml.changed",
    ),
    # Said of one parameter, header, scheme or the like: its name says which edit it was.
    "thing": (
        "api.version.lowered", "callback.added", "callback.removed", "callback.renamed", "error-rule.retry.changed",
        "error-rule.status.changed", "global-security.became-optional", "global-security.became-required",
        "global-security.requirement-added", "global-security.requirement-removed",
        "global-security.requirement-strengthened", "global-security.requirement-weakened",
        "global-security.scope-added", "global-security.scope-removed", "header.added", "header.became-optional",
        "header.became-required", "header.deprecated", "header.explode.changed", "header.reactivated",
        "header.removed", "header.style.changed", "link.added", "link.changed", "link.removed",
        "media-type.encoding.changed", "media-type.item-schema.added", "media-type.item-schema.removed",
        "media-type.renamed", "media-type.schema.added", "media-type.schema.removed", "operation.deprecated",
        "operation.reactivated", "operation.slash.added", "operation.slash.removed", "operation.stability.lowered",
        "operation.stability.raised", "operation.stability.unreadable", "operation.sunset.changed",
        "operation.sunset.removed", "operation.sunset.set", "operation.tag.added",
        "parameter.added", "parameter.allow-empty.removed", "parameter.allow-empty.set",
        "parameter.allow-reserved.removed", "parameter.allow-reserved.set", "parameter.became-optional",
        "parameter.became-required", "parameter.deprecated", "parameter.explode.changed",
        "parameter.media-type.changed", "parameter.place.stated", "parameter.place.unstated", "parameter.reactivated",
        "parameter.renamed", "parameter.stability.lowered", "parameter.stability.raised",
        "parameter.stability.unreadable", "parameter.style.changed", "parameter.sunset.changed",
        "parameter.sunset.removed", "parameter.sunset.set", "request-body.added", "request-body.became-optional",
        "request-body.became-required", "request-body.removed", "security-scheme.added",
        "security-scheme.authorization-url.changed", "security-scheme.bearer-format.changed",
        "security-scheme.deprecated", "security-scheme.device-url.changed", "security-scheme.metadata-url.changed",
        "security-scheme.openid-url.changed", "security-scheme.parameter.changed", "security-scheme.reactivated",
        "security-scheme.refresh-url.changed", "security-scheme.removed", "security-scheme.renamed",
        "security-scheme.scheme.changed", "security-scheme.token-url.changed", "security-scheme.type.changed",
        "security-scheme.within.changed", "security.became-optional", "security.became-required",
        "security.requirement-added", "security.requirement-removed", "security.requirement-strengthened",
        "security.requirement-weakened", "server.environment.changed", "server.offered", "server.parametrized",
        "server.prefix.moved", "server.variables.changed",
        "server.variables.renamed", "server.variables.widened", "values.added", "values.removed", "values.renamed",
    ),
}  # fmt: skip


@cache
def edit_of(kind: str) -> Edit:
    """Return the edit that a change of a kind comes from; what no rule judges is told alone."""
    return _edits().get(kind, "alone")


@cache
def _edits() -> Mapping[str, Edit]:
    return {kind: edit for edit, kinds in KINDS_OF_EDITS.items() for kind in kinds}


def stated(change: Change) -> tuple[Json, Json]:
    """Return both sides of a change; null for a side that states nothing."""
    before = None if isinstance(change.before, UnsetType) else change.before
    after = None if isinstance(change.after, UnsetType) else change.after
    return before, after


def sides_of(change: Change) -> tuple[Json, Json]:
    """Return as much of both sides of a change as tells which edit it was.

    Of two base URLs, or of two paths of a call, these are the steps that differ; of two names the words that differ; of
    a reference the document that it leads into.
    """
    before, after = stated(change)
    edit = edit_of(change.kind)
    if edit == "address":
        before, after = _only_url(before), _only_url(after)
    if edit in ("address", "move") and isinstance(before, str) and isinstance(after, str):
        return (addresses_that_differ if edit == "address" else steps_that_differ)(before, after)
    if edit == "naming" and isinstance(before, str) and isinstance(after, str):
        one, other = renaming(before, after)
        return [*one], [*other]
    if edit in OF_REFERENCES:
        before, after = _documents_of(before), _documents_of(after)
    # That nothing is stated and that null is stated are two things.
    return [before, change.before is UNSET], [after, change.after is UNSET]


def _only_url(side: Json) -> Json:
    """Return the base URL of a list of one; a longer list as it is."""
    return side[0] if isinstance(side, list) and len(side) == 1 else side


def _documents_of(side: Json) -> Json:
    """Return references without their fragments; those into the same document as they are."""
    if isinstance(side, list):
        return sorted({str(_documents_of(reference)) for reference in side})
    return side.partition("#")[0] or side if isinstance(side, str) else side


def field_of(change: Change) -> str | None:
    """Return as much of a change's path as tells which edit it was: the last field and what is below it.

    In parameters and headers that is the whole path. None where the sides tell it, whatever field they are of.
    """
    edit = edit_of(change.kind)
    if edit == "values":
        return None
    if change.field is None or not is_in_schema(change):
        return change.field
    if edit in OF_KEYWORDS:
        return None
    known = but_alternatives(steps(change.field)) if change.kind in OF_NULL else steps(change.field)
    last = max((number for number, step in enumerate(known) if step.keyword == PROPERTY), default=0)
    return "".join(step.text for step in known[last:])


def is_in_schema(change: Change) -> bool:
    """Tell whether a change is about a field of a body or of a named schema.

    One schema may be written out in several bodies, and be sent as well as received.
    """
    return change.kind.startswith("field.") and (change.location.endswith(".body") or change.owner.kind == "schema")


def is_by_pages_alone(change: Change) -> bool:
    """Tell whether only tables and sentences of pages state what changed, and no specification does."""
    return bool(change.sources) and all(source.stated_by != "schema" for source in change.sources)


def digest_of(*parts: Json) -> str:
    """Return a digest of what many changes share: else each of them would repeat what may be thousands of names."""
    return hashlib.sha256(canonical([*parts]).encode("utf-8", "surrogatepass")).hexdigest()
