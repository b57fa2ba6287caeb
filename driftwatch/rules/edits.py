"""Which edit of documentation changes of a kind come from, so that what one edit did is told once.

Every kind of change that a rule judges stands here once, below the edit that says what it has in common with others; a
test holds the table against the rules. `rules/cause.py` reads which changes are one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

from msgspec import UnsetType

from driftwatch.model.change import Change
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import parent, steps
from driftwatch.model.respelling import respelling
from driftwatch.model.snapshot import Owner

Edit: TypeAlias = Literal[
    "alone", "line", "sentence", "failure", "words of failures", "contradiction", "name", "form", "place",
    "parameter", "scope", "server", "value", "flow", "reference", "move", "answer", "need", "naming",
    "ruled-out field", "page", "address",
    "new field", "gone field", "type", "closing", "condition", "reference of a field", "values", "keyword", "field",
    "thing",
]  # fmt: skip

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


_ENDS: Final = {
    "minimum": "maximum", "exclusive-minimum": "exclusive-maximum", "min-length": "max-length",
    "min-items": "max-items", "min-properties": "max-properties", "min-contains": "max-contains",
}  # fmt: skip
_NEEDS: Final = {"became-optional": "became-required"}
_EACH: Final = {
    **{f"{name}.removed": f"{name}.added" for name in ("any-of", "one-of")},
    **{f"{scheme}removed": f"{scheme}added" for scheme in ("security.scope-", "security-scheme.scope.")},
}
"""Lists of alternatives and of scopes, of which each change is about one member."""
_LISTS: Final = {f"{name}.value-removed": f"{name}.value-added" for name in ("enum", "extensible-enum")}
_OTHER_END: Final = {
    end: other for one, two in (_ENDS | _LISTS | _NEEDS | _EACH).items() for end, other in ((one, two), (two, one))
}
"""The keyword for the other end of a range; of what a list lost, what it gained."""
_OF_TEXT: Final = frozenset(("pattern", "min-length", "max-length"))
"""What limits one text together: its form, and how long it may be."""
_OF_NEEDS: Final = frozenset((*_NEEDS, *_NEEDS.values()))
_OF_EACH: Final = frozenset((*_EACH, *_EACH.values()))
_BOUNDING: Final = (_OTHER_END.keys() | _OF_TEXT) - _OF_NEEDS
_Place: TypeAlias = tuple[Owner, str, str | None, str | None, str | None, str | None]


class Ranges:
    """Which bounds are the two ends of one range: the same places got the one and the other, and no further one.

    So it is with the values that one list lost and gained, with the names in an object's list of what is required, with
    alternatives, with the scopes that a call needs, and with the pattern of a text and its lengths.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._ends: defaultdict[_Place, dict[str, str]] = defaultdict(dict)
        places: defaultdict[tuple[str, str | None], set[_Place]] = defaultdict(set)
        listed: defaultdict[tuple[str, str | None, _Place], list[str]] = defaultdict(list)
        patterns: set[str] = set()
        for change in changes:
            end = _end_of(change.kind)
            if end in _OF_EACH:
                listed[end, change.direction, _place(change)].append(canonical([*stated(change)]))
            elif end in _OF_NEEDS and change.field:
                listed[end, change.direction, _place(change)].append(steps(change.field)[-1].text)
            elif end in _BOUNDING:
                bound = canonical([change.kind, *stated(change)])
                self._ends[_place(change)][end] = bound
                places[bound, change.direction].add(_place(change))
                patterns |= {bound} if end == "pattern" else set()
        for (end, direction, place), names in listed.items():
            bound = written_out(end, *sorted(names))  # thousands of names may be swapped, each of which names all
            self._ends[place][end] = bound
            places[bound, direction].add(place)
        # Thousands of lists may have changed alike: where they are is held against each other once, not for each.
        numbers: dict[frozenset[_Place], int] = {}
        self._places = {bound: numbers.setdefault(frozenset(known), len(numbers)) for bound, known in places.items()}
        """Where each bound came, as a number, by the way in which its values travel: each way is told by itself."""
        everywhere: defaultdict[str, set[_Place]] = defaultdict(set)
        for (bound, _), known in places.items():
            if bound in patterns:
                everywhere[bound] |= known
        self._named = {bound: _written_places(known) for bound, known in everywhere.items()}
        """The places of each pattern: who accepts what became of some texts accepts it of no further ones."""

    def both_ends(self, change: Change) -> list[Json]:
        """Return what became of both ends of the range that a bound is an end of; none where it is told alone."""
        end = _end_of(change.kind)
        together = _OF_TEXT if end in _OF_TEXT else frozenset((end, _OTHER_END.get(end, end)))
        own = self._ends.get(_place(change), {}) if len(together) > 1 else {}
        bounds = [own[each] for each in together & own.keys()]
        places = {bound: self._places.get((bound, change.direction)) for bound in bounds}
        alike = sorted(bound for bound in bounds if places[bound] == places.get(own.get(end, "")))
        return [*alike, *(self._named[bound] for bound in alike if bound in self._named)] if len(alike) > 1 else []


_NAMED_ANEW: Final = "field.discriminator-mapping.renamed"


class NamedAnew:
    """Which alternatives are named by another value: the mapping says it, and the schema whose one value it is.

    Where mappings say different things of one schema, it follows none of them.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._mappings: dict[tuple[str, Json, Json], list[Json]] = {}
        for change in changes:
            if change.kind == _NAMED_ANEW:
                together = _written_out(change)
                for naming in _namings(*stated(change)):
                    is_one = self._mappings.get(naming, together) == together
                    self._mappings[naming] = together if is_one else []

    def in_mapping(self, change: Change) -> list[Json]:
        """Return the sides of the mapping that a change is about, or follows; none for others."""
        if not self._mappings:
            return []
        if change.kind == _NAMED_ANEW:
            return _written_out(change)
        of_one_value = change.kind == "field.const.changed" and change.owner.kind == "schema"
        sides = stated(change) if of_one_value else ()
        if not all(isinstance(side, str) for side in sides):
            return []
        return self._mappings.get((change.owner.name, *sides), []) if sides else []


def _namings(before: Json, after: Json) -> Iterator[tuple[str, Json, Json]]:
    """Yield the schemas that mappings lead to, each with the values that name it on both sides."""
    olds, news = (_named_once(side if isinstance(side, dict) else {}) for side in (before, after))
    for target in olds.keys() & news.keys():
        yield target.rpartition("/")[2], olds[target], news[target]


def _named_once(mapping: Mapping[str, Json]) -> Mapping[str, str]:
    """Return the one value that leads to each schema; none for those of other documents, or with several values."""
    counts = Counter(map(str, mapping.values()))
    named = ((str(target), value) for value, target in mapping.items())
    return {target: value for target, value in named if counts[target] == 1 and target.find("#") <= 0}


def _written_out(change: Change) -> list[Json]:
    """Return both sides of a mapping as one name: it may have thousands of values, and as many schemas follow it."""
    return [written_out(*stated(change))]


def written_out(*parts: Json) -> str:
    """Return one name for what is too long to be written out for each of those who have it in common."""
    return hashlib.sha256(canonical([*parts]).encode("utf-8", "surrogatepass")).hexdigest()


def spelling_of(change: Change) -> list[Json]:
    """Return the styles of both names of what is only spelled otherwise: who edits that edits all names."""
    before, after = change.before, change.after
    return [*(respelling(before, after) or ())] if isinstance(before, str) and isinstance(after, str) else []


def _end_of(kind: str) -> str:
    """Return the keyword that a change is about, and of a list what became of its values."""
    if not kind.startswith("field."):
        return kind if kind in _OF_EACH else ""
    keyword = kind.removeprefix("field.")
    return keyword if keyword in _OTHER_END else keyword.split(".")[0]


def stated(change: Change) -> tuple[Json, Json]:
    """Return both sides of a change, of what is not stated as null."""
    before, after = (None if isinstance(side, UnsetType) else side for side in (change.before, change.after))
    return before, after


def _place(change: Change) -> _Place:
    """Return where a change is; the list of a named schema is one, whichever way its values travel.

    What is required is listed by the object.
    """
    is_list = change.owner.kind == "schema" and ".value-" in change.kind
    location = "" if is_list else change.location
    field = parent(change.field) if change.field and _end_of(change.kind) in _OF_NEEDS else change.field
    return change.owner, location, change.status, change.media_type, change.name, field


def _written_places(places: Iterable[_Place]) -> str:
    return written_out("places", *sorted(canonical([owner.kind, owner.name, *where]) for owner, *where in places))


_REWRITTEN: Final = "rewritten"
"""Trait of what is said otherwise on a page of which most sections are."""


class RewrittenPages:
    """What is said otherwise on pages that were written anew, and on which pages the same is."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._said: defaultdict[Owner, list[str]] = defaultdict(list)
        self._known: dict[Owner, str] = {}
        self._pages: defaultdict[str, set[Owner]] = defaultdict(set)
        for change in changes:
            if edit_of(change.kind) == "line":
                self._pages[_line(change)].add(change.owner)
            if _REWRITTEN in change.traits:
                self._said[change.owner].append(_line(change))

    def edit(self, change: Change) -> list[Json]:
        """Return the page on which something is said and all that is on it, where it was written anew; else nothing.

        What other pages say in the same words a template says: that is another edit.
        """
        owner = change.owner
        if _REWRITTEN not in change.traits or len(self._pages[_line(change)]) > 1:
            return []
        if owner not in self._known:  # written out once, however many sections there are
            said = "".join(sorted(self._said[owner]))
            self._known[owner] = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        return [owner.name, self._known[owner]]


def _line(change: Change) -> str:
    sides = (None if isinstance(side, UnsetType) else side for side in (change.before, change.after))
    return canonical([change.kind, *sides])
