"""The cause of a change: a name that all changes have in common which one edit of the documentation made.

`SharedEdits` looks at all changes of a comparison once. `cause_of` then asks it, for each change that was judged, what
else the same edit did, and makes a digest of what is common to all of it. `rules/folding.py` tells findings of one
cause as one finding.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from driftwatch.model.change import Change
from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json
from driftwatch.model.paths import parent
from driftwatch.rules.edits import (
    OF_KEYWORDS,
    OF_REFERENCES,
    Edit,
    digest_of,
    edit_of,
    field_of,
    is_in_schema,
    sides_of,
)
from driftwatch.rules.lists import Lists, Objects
from driftwatch.rules.places import PARAMETERS
from driftwatch.rules.ranges import Ranges
from driftwatch.rules.replacements import (
    Exchanges,
    RenamedAlternatives,
    RenamedFields,
    RewrittenParameters,
    styles_of_names,
)
from driftwatch.rules.rule import Rule
from driftwatch.rules.together import Calls, Companions, RewrittenPages, SecurityLists, Sweeps, Wrappers

_OF_NAMES: Final[frozenset[Edit]] = OF_REFERENCES | {"name", "flow", "naming"}
"""Edits of names: it does not matter what has the name."""
_DISCRIMINATES: Final = "discriminates"
"""Trait of a `const` by which a schema is chosen anyway: whoever writes one of them out writes out all."""
_COUNTS_NOW: Final = "counts-now"
"""Trait of keywords beside a `$ref`, which count since the document is of OpenAPI 3.1: one edit, of whatever field."""
_ANSWERS: Final = ("response.body", "response.header")
_EACH_ITEM: Final = "[]"
_PATTERNS: Final = "field.pattern."
_ONE_EDIT: Final = {"field.type.destringified": "field.type.changed", "server.overridden": "server.changed"}
"""Kinds of change that one edit makes together with another kind: where values travel as text, and where a call has a
base URL of its own."""
_DIGITS: Final = 12


class Causes(NamedTuple):
    """Names that a change has in common with others, 12 hex digits each."""

    cause: str
    """Shared with all that the same edit did and that is as severe; the fingerprint of what is told alone."""
    edit: str = ""
    """Shared with what the same edit did in the other direction or to the other end of a range, however severe that is;
    "" if it did nothing of the kind."""
    way: str = ""
    """Which part of the edit this is; "" unless only parts done to the same schema or call are told together."""


class Judged(NamedTuple):
    """How a change was judged: what is told together must be judged alike."""

    rule: Rule
    """The row that judges it."""
    level: Level
    """The level of the finding."""
    strictly: Level
    """The level for readers who survive nothing new."""
    bound: Level
    """The most severe level that the change can have, whatever the row says."""
    where: str
    """The location, as it is a part of the fingerprint."""
    fingerprint: str
    """The fingerprint of the finding."""

    @property
    def levels(self) -> list[Json]:
        """Both levels."""
        return [self.level, self.strictly]


class SharedEdits:
    """What each change of one comparison shares with the others: made of all changes, asked for each."""

    def __init__(self, changes: Iterable[Change]) -> None:
        changes = tuple(changes)
        self.exchanges = Exchanges(changes)
        self.lists = Lists(changes, self.exchanges)
        self.objects = Objects(changes)
        self.ranges = Ranges(changes)
        self.renamed_alternatives = RenamedAlternatives(changes)
        self.security_lists = SecurityLists(changes)
        self.calls = Calls(changes)
        self.rewritten_pages = RewrittenPages(changes)
        self.wrappers = Wrappers(changes)
        self._sweeps = Sweeps(changes)
        self._companions = Companions(changes)
        self._parameters = RewrittenParameters(changes)
        self._fields = RenamedFields(changes)

    def sides(self, change: Change) -> list[Json]:
        """Return the sides that all members of a list, or of a sweep, have in common; else those of the change.

        Where the name or the kind of change says it all, there are none.
        """
        says_it_all = _DISCRIMINATES in change.traits or self.lists.is_of_first_scopes(change)
        if says_it_all or self._sweeps.is_told_by_kind(change):
            return self._sweeps.all_with(change)
        return self.lists.sides(change)

    def companions(self, change: Change) -> list[Json]:
        """Return a digest of what came or went in the same places; none where the object or a sweep tells it."""
        companions = self._companions.all_with(change)
        is_told = companions and (
            self.objects.tells(change) or self.objects.emptied(change) or self.is_of_swept_fields(change)
        )
        return [] if is_told else companions

    def spelling(self, change: Change) -> list[Json]:
        """Return what renamed, or rewrote, several fields or parameters in the same way; none for others."""
        if change.kind == "field.renamed":
            return styles_of_names(change) or self._fields.edit(change)
        return self._parameters.edit(change)

    def names_each(self, change: Change) -> bool:
        """Tell whether a finding must name all that it stands for: who reads of one of them cannot guess the others.

        Calls need no names, since a report lists all that a finding reaches.
        """
        if self._parameters.edit(change) or self.companions(change):
            return True
        return self._sweeps.is_told_by_kind(change) and change.kind.startswith("field.")

    def names_all(self, change: Change) -> bool:
        """Tell whether a list of parameters, or a sweep, names a change's thing together with others."""
        return self._sweeps.is_told_by_kind(change) or self.lists.names_parameters(change)

    def is_of_swept_fields(self, change: Change) -> bool:
        """Tell whether a change is about one of many fields of an API that may all be null now, or always come."""
        return self._sweeps.has(change) and is_in_schema(change)


def cause_of(change: Change, judged: Judged, edits: SharedEdits) -> Causes:
    """Return what a change has in common with all else that the same edit did.

    In this order: what warns of a page that was written anew belongs to that page. Calls, pages and lines of pages have
    a cause if others came, went or differ with them. What is about one thing as a whole is told alone. Sentences and
    rows of one section are told with their section. All other changes are about a part of a call or of a schema.
    """
    if judged.level == "warning" and (page := edits.rewritten_pages.edit(change)):
        return Causes(_digest("page", *page))
    if (together := _calls_pages_or_lines(change, edits)) is not None:
        row = change.kind, judged.rule.id_at(change.role), judged.levels, judged.bound
        return Causes(_digest(*row, *together), _removal(change))
    if _is_told_alone(change, judged.rule):
        return Causes(judged.fingerprint, _removal(change))
    if edits.lists.is_of_edited_section(change):
        section = edits.lists.key(change)[0]
        return Causes(_digest(section, judged.levels, judged.bound, *edits.sides(change)))
    return _cause_of_part(change, judged, edits)


def _calls_pages_or_lines(change: Change, edits: SharedEdits) -> list[Json] | None:
    """Return what a call, a page, a line of a page or a new limit has in common with others; None for all else.

    Whoever deletes a page deletes it once, whatever calls it documented; and so it is with a path and all below it.
    Pages that come together repeat the limits that hold for all.
    """
    if change.kind == "operation.removed" and "with-page" in change.traits and change.sources:
        return [change.sources[0].url]
    if change.kind in ("operation.added", "operation.removed"):
        together = edits.calls.edit(change)
        return [together] if together else None
    if change.kind == "notice.added" and "new-page" in change.traits:
        return [f"new pages {change.name}"]
    edit = edit_of(change.kind)
    if edit == "line":
        return list(sides_of(change))
    return edits.sides(change) if edit == "page" else None


def _is_told_alone(change: Change, rule: Rule) -> bool:
    """Tell whether a change has a cause of its own: it is about one whole thing, or a page contradicts itself.

    An example that contradicts its schema may be shared by many operations: that is one.
    """
    edit = edit_of(change.kind)
    is_of_page = edit == "contradiction" and change.owner.kind not in {"operation", "schema"}
    return not rule.on or edit == "alone" or is_of_page


def _removal(change: Change) -> str:
    """Return the edit that removed a call, and with it the names of schemas that only this call used."""
    return _digest("removal", change.removal) if change.removal else ""


class _Shared(NamedTuple):
    """What else the edit of one change did; each part is empty if it did nothing of the kind."""

    exchange: list[str]
    """The schemas one of which gave way to the other."""
    emptied: list[Json]
    """All fields that an object had."""
    spelling: list[Json]
    """How several names are written now."""
    companions: list[Json]
    """What came or went in the same places."""
    ends: list[Json]
    """Both ends of a range."""
    mapping: list[Json]
    """A mapping whose values were renamed."""
    security: list[Json]
    """A list of security requirements."""


def _cause_of_part(change: Change, judged: Judged, edits: SharedEdits) -> Causes:
    """Return the cause of a change of a part of a call or of a schema.

    Like a fingerprint, it is made of where the change is and what it says; but everything is left out of it in which
    places differ that one edit reached (the functions below say which, and why).
    """
    shared = _Shared(
        exchange=edits.exchanges.schemas(change),
        emptied=edits.objects.emptied(change),
        spelling=edits.spelling(change),
        companions=edits.companions(change),
        ends=edits.ranges.both_ends(change),
        mapping=edits.renamed_alternatives.mapping(change),
        security=edits.security_lists.sides(change),
    )
    is_anywhere = _is_anywhere(change, shared)
    where_and_what: tuple[Json, ...] = (
        None if is_anywhere else judged.where,
        None if is_anywhere or edit_of(change.kind) == "form" else change.media_type,
        _status(change, shared, is_anywhere=is_anywhere),
        _name(change, shared, edits, is_anywhere=is_anywhere),
        _field(change, shared, edits),
        _content(change, shared, edits),
        change.sunset,
        change.identity,
        *(
            shared.ends
            or shared.mapping
            or shared.spelling
            or shared.companions
            or shared.security
            or edits.sides(change)
        ),
    )
    # What travels both ways, or has two ends, is judged by two rows: there the levels stand for the row.
    severity = judged.levels if is_anywhere or shared.ends else _row(change, judged)
    cause = _digest(_sort_of_edit(judged.rule, shared), severity, *where_and_what)
    came_instead = edits.exchanges.that_removed(change)
    if exchanged := shared.exchange or came_instead:
        # A schema of the same name in another document did not go with this exchange.
        return Causes(_digest(cause, *came_instead) if came_instead else cause, _digest("exchange", *exchanged))
    retyping = edits.objects.retyping(change)
    if not (retyping or is_anywhere or shared.ends):
        return Causes(cause, edits.security_lists.edit(change) or _removal(change))
    edit = _digest("retyped", *retyping) if retyping else _digest(_sort_of_edit(judged.rule, shared), *where_and_what)
    has_parts = shared.ends or shared.companions or shared.emptied or retyping
    return Causes(cause, edit, f"{change.direction} {judged.rule.id_at(change.role) if has_parts else ''}")


def _is_anywhere(change: Change, shared: _Shared) -> bool:
    """Tell whether it does not matter where a change is: one schema is written out in many bodies, sent and received.

    A list of values, too, is that of a body and of a parameter; but not a pattern that is told with lengths.
    """
    if is_in_schema(change):
        return True
    with_lengths = bool(shared.ends) and change.kind.startswith(_PATTERNS)
    return edit_of(change.kind) == "values" and bool(change.direction) and not with_lengths


def _row(change: Change, judged: Judged) -> Json:
    """Return how the row judges a change: who moves an API moves base URLs of one level, whichever row judges each."""
    rule = judged.rule
    row: Json = judged.levels if edit_of(change.kind) == "address" else rule.id_at(change.role)
    return [row, sorted(rule.when), sorted(rule.unless), judged.bound]


def _sort_of_edit(rule: Rule, shared: _Shared) -> str:
    """Return what was edited, as one word for all kinds of change that the edit makes."""
    if shared.ends:
        return "range"
    if shared.mapping:
        return "alternative"
    if edit_of(rule.on) == "condition":
        return f"condition.{rule.on.rpartition('.')[2]}"
    return _ONE_EDIT.get(rule.on, rule.on)


def _status(change: Change, shared: _Shared, *, is_anywhere: bool) -> str | None:
    """Return the status, which counts only where it is what came or went, and not where answers repeat a schema."""
    edit = edit_of(change.kind)
    is_inside = change.location.endswith(_ANSWERS) and edit != "answer"
    is_left_out = is_anywhere or is_inside or edit == "words of failures" or shared.companions
    return None if is_left_out else change.status


def _name(change: Change, shared: _Shared, edits: SharedEdits, *, is_anywhere: bool) -> str | None:
    """Return the name of the parameter, header or scheme; None where the edit is the same under any name."""
    if is_anywhere or shared.companions or shared.spelling or shared.security:
        return None
    if edit_of(change.kind) == "words of failures" or _is_of_any_name(change) or edits.names_all(change):
        return None
    return change.name


def _is_of_any_name(change: Change) -> bool:
    """Tell whether a change is about a name itself, or the two sides of a parameter's schema say what was edited."""
    edit = edit_of(change.kind)
    is_parameter = change.field in (None, _EACH_ITEM) and change.location in PARAMETERS
    return edit in _OF_NAMES or (edit in OF_KEYWORDS and is_parameter)


def _field(change: Change, shared: _Shared, edits: SharedEdits) -> Json:
    """Return the field; what stands for it where it is told with others, None where any field is meant."""
    if shared.exchange or shared.emptied:
        return [*(shared.exchange or shared.emptied)]
    if _COUNTS_NOW in change.traits or _is_told_with_others(change, shared):
        return None
    if change.field and edits.objects.tells(change):
        return parent(change.field)
    return None if edits.lists.names_fields(change) or edits.is_of_swept_fields(change) else field_of(change)


def _content(change: Change, shared: _Shared, edits: SharedEdits) -> Json:
    """Return what stands at the field, or which type it came with; None where the edit is the same with any content."""
    if shared.exchange or shared.emptied or _is_told_with_others(change, shared):
        return None
    if edits.objects.came_with_type(change):
        return edits.objects.retyping(change)
    if edits.lists.names_fields(change):
        return None
    return edits.wrappers.content(change)


def _is_told_with_others(change: Change, shared: _Shared) -> bool:
    """Tell whether names or companions say what was edited, or fields that swapped what is required of them."""
    is_swap = edit_of(change.kind) == "need" and bool(shared.ends)
    return bool(shared.spelling or shared.companions) or is_swap


def _digest(*parts: Json) -> str:
    return digest_of(*parts)[:_DIGITS]
