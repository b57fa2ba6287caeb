"""Where the findings for whole situations differ from oasdiff's, and why; what differs in one row stands in the row.

A `deviation` says why one rule has another id or level. What is written here is about several rules at once: things
that are told once, or that oasdiff leaves out altogether. `driftwatch rules ID` and docs/rules.md show both.
"""

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct


class Difference(Struct, frozen=True, kw_only=True):
    """One situation in which oasdiff 1.27.0 says something else. In ids `*` stands for any text."""

    title: str
    theirs: tuple[str, ...] = ()
    """Ids that only oasdiff says, where one of `ours` is said here."""
    ours: tuple[str, ...] = ()
    """Ids that only driftwatch says."""
    both: tuple[str, ...] = ()
    """Ids that both say, and that say it all here."""
    of_same_values: bool = False
    """Whether it is that both sides admit the same values, everywhere: then nothing is said here."""
    when: frozenset[str] = frozenset()
    """Traits of a change of which one must be there for `ours`; empty: always."""
    reason: str

    def is_about(self, rule_id: str) -> bool:
        """Tell whether findings with this id can differ for this reason."""
        return _is_among(rule_id, (*self.theirs, *self.ours, *self.both))

    def explains_extra(self, rule_id: str, traits: Collection[str]) -> bool:
        """Tell whether this is why only driftwatch says `rule_id`, of a change with `traits`."""
        return _is_among(rule_id, self.ours) and (not self.when or not self.when.isdisjoint(traits))

    def explains_missing(self, rule_id: str, told: Collection[str], *, same_values: bool = False) -> bool:
        """Tell whether this is why only oasdiff says `rule_id`, where driftwatch has `told` other ids.

        `same_values` says that what is sent and answered admits the same values on both sides.
        """
        if self.of_same_values:
            return same_values and _is_among(rule_id, self.theirs)
        return _is_among(rule_id, self.theirs) and any(_is_among(each, (*self.ours, *self.both)) for each in told)


def _is_among(rule_id: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(rule_id, pattern) for pattern in patterns)


_OF_OPERATIONS: Final = (
    "api-path-*",
    "api-removed-*",
    "api-operation-*",
    "api-tag-*",
    "api-stability-*",
    "api-sunset-*",
    "endpoint-*",
    "sunset-deleted",
    "new-*",
    "request-*",
    "response-*",
    "optional-response-header-removed",
)
_TYPES: Final = ("request-parameter-type-*", "response-header-type-*")

DIFFERENCES: Final[tuple[Difference, ...]] = (
    Difference(
        title="Operations in draft or alpha",
        ours=_OF_OPERATIONS,
        when=frozenset({"preview"}),
        reason="oasdiff leaves out operations whose stability is draft or alpha. They can be called, and some are, so "
        "every change of them is told; nothing was promised, so each is info.",
    ),
    Difference(
        title="What is not there on that side",
        ours=_OF_OPERATIONS,
        when=frozenset({"read-only", "write-only"}),
        reason="What is read-only is never sent, and what is write-only never comes: whatever else changed about it, "
        "or below it, is info. oasdiff 1.27 knows that of some changes, later releases of all.",
    ),
    Difference(
        title="What was draft or alpha can be relied on",
        ours=("*-stability-increased",),
        reason="oasdiff says nothing when the thing was draft or alpha before. That it may be relied on now is what "
        "those who waited want to know: info.",
    ),
    Difference(
        title="Callbacks",
        ours=_OF_OPERATIONS,
        when=frozenset({"callback"}),
        reason="oasdiff does not look into callbacks. Who is called back parses what comes, so callbacks are compared "
        "like webhooks.",
    ),
    Difference(
        title="A list of values where any value could come",
        theirs=("*-became-enum", "*-enum-value-added"),
        ours=("*-became-enum",),
        reason="oasdiff tells the new list, and again each of its values as added (for headers also under a second "
        "id). Nothing was added, everything else was ruled out: it is told once.",
    ),
    Difference(
        title="A property with another name",
        theirs=("new-*-property*", "request-property-removed", "response-*-property-added", "response-*-removed"),
        ours=("*-renamed",),
        reason="oasdiff tells a removal and an addition. Likeness of name, type and place shows one renaming: it is "
        "told once, with both names.",
    ),
    Difference(
        title="An operation that moved",
        theirs=("api-path-removed-*", "api-removed-*", "endpoint-added"),
        ours=("endpoint-moved",),
        reason="oasdiff tells a removal and an addition. The operation id or the content shows one move: it is told "
        "once, with both addresses.",
    ),
    Difference(
        title="Alternatives that became one schema",
        theirs=("new-*-property*", "*-type-changed"),
        ours=("*-one-of-removed", "*-any-of-removed"),
        reason="oasdiff tells the removed alternatives, and beside them the properties and the type of the one that "
        "stayed, which were there before. Only what is gone is told.",
    ),
    Difference(
        title="A part of a response that is gone",
        theirs=("response-*-all-of-removed",),
        ours=("response-*-property-removed",),
        reason="oasdiff tells that a branch of allOf is gone. What a reader misses is what the branch promised: its "
        "properties are told one by one, as if they had been written inline.",
    ),
    Difference(
        title="Null became possible",
        theirs=("*-list-of-types-widened",),
        ours=("*-became-nullable",),
        reason="oasdiff tells a longer list of types when the other alternative changed as well. Null is told as "
        "null, whatever else changed.",
    ),
    Difference(
        title="Lists of types of parameters and headers",
        theirs=_TYPES,
        ours=_TYPES,
        reason="oasdiff compares lists of types there in one direction only, which makes a longer list an error in a "
        "request and a shorter one info, and string compatible with any type in a header. Here the sets of values "
        "are compared, as everywhere: fewer break requests that are no text all the same, more break responses.",
    ),
    Difference(
        title="Bounds of a parameter that stands at the path",
        ours=("request-parameter-*-decreased", "request-parameter-*-increased", "request-parameter-*-set"),
        reason="oasdiff overlooks bounds inside the items of parameters that are written once for all methods of a "
        "path, unless told to flatten them. They bind the caller wherever they are written.",
    ),
    Difference(
        title="Other credentials for an operation",
        ours=("api-security-removed",),
        reason="oasdiff tells only what is needed now when the scheme of an operation was exchanged. That the old "
        "credentials are no longer enough is what breaks the caller.",
    ),
    Difference(
        title="Another success status",
        theirs=("response-success-status-added",),
        both=("response-success-status-removed",),
        reason="oasdiff tells the status that is gone and the one that came. An operation that answers one status in "
        "place of another one is told once, with both.",
    ),
    Difference(
        title="What went with its type",
        theirs=("request-property-removed", "response-*-property-removed"),
        both=("*-type-changed",),
        reason="oasdiff tells each property of an object that is a list now, or a text. Nothing of the object is "
        "left, which its other type says: it is told once.",
    ),
    Difference(
        title="What holds properties or items and states no type",
        theirs=("*-type-generalized", "*-type-specialized"),
        ours=("*-became-nullable", "*-became-not-nullable"),
        when=frozenset({"type-implied"}),
        reason="oasdiff takes it for any value. It is an object or a list, by what it holds, and most documents that "
        "leave the type out mean no more than that: that null came or went is told, and no other type.",
    ),
    Difference(
        title="A format of another type",
        theirs=("*-type-changed",),
        ours=("*-type-generalized", "*-type-specialized"),
        when=frozenset({"in-formats"}),
        reason="oasdiff takes any other format for another type. A format that is not about values of the type, as "
        "uuid of an integer, rules nothing out: what changed is that the bounds of the other one came or went.",
    ),
    Difference(
        title="Other words for the same values",
        theirs=("*-all-of-*", "*-any-of-*", "*-one-of-*", "*-increased", "*-decreased"),
        of_same_values=True,
        reason="oasdiff compares how a schema is written: a branch that another branch repeats, or a bound beside a "
        "list of values that all meet it. The values that are admitted are the same, so nothing is told.",
    ),
    Difference(
        title="A version that went down",
        ours=("api-version-decreased",),
        reason="oasdiff has the check, and its changelog says nothing. An older description may have been published "
        "by mistake, which explains many other findings: info.",
    ),
)
"""General reasons; a test runs pairs of documents and accepts no difference without one."""


def differences_of(rule_id: str) -> tuple[Difference, ...]:
    """Return the situations in which findings with this id differ from oasdiff's."""
    return tuple(each for each in DIFFERENCES if each.is_about(rule_id))
