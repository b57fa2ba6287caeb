"""The cause of a change: what one edit of the documentation did, whichever operations and copies it reached."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from msgspec import UNSET, UnsetType

from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import PROPERTY, parent, steps
from driftwatch.model.respelling import addresses_that_differ, renaming, steps_that_differ
from driftwatch.model.snapshot import Owner
from driftwatch.model.tree import but_alternatives
from driftwatch.rules.edits import Edit, NamedAnew, Ranges, RewrittenPages, edit_of, spelling_of
from driftwatch.rules.exchanges import MANY_OWNERS, Exchanges
from driftwatch.rules.rule import Rule
from driftwatch.rules.together import (
    MANY_ALIKE,
    OF_NULL,
    Calls,
    Companions,
    OtherWords,
    Proofs,
    Rewriting,
    Sweeps,
    Wrappers,
)

_OF_SECTIONS: Final[frozenset[Edit]] = frozenset(("sentence", "failure"))
"""Edits of one section, or of a page's list of failures, whatever each sentence or row is about."""
_OF_LISTS: Final[frozenset[Edit]] = _OF_SECTIONS | {
    "value", "form", "name", "need", "ruled-out field", "place", "parameter", "scope", "server", "gone field", "page",
}  # fmt: skip
"""Edits of a list, of which each change is about one member: those that came or went together are told together."""
_OF_KEYWORDS: Final[frozenset[Edit]] = frozenset(("keyword", "values", "type", "closing", "reference of a field"))
"""Edits of which the sides say what was done, whichever field of a schema it was done to."""
_LONG: Final[frozenset[Edit]] = _OF_SECTIONS | {"form", "name", "page"}
"""Lists that may have thousands of members: each would name them all, so that they are written out once."""
_OF_REFERENCES: Final[frozenset[Edit]] = frozenset(("reference", "reference of a field"))
_OF_NAMES: Final[frozenset[Edit]] = _OF_REFERENCES | {"name", "flow", "naming"}
"""Edits of which it does not matter what has the name."""
_UNSCOPED: Final = "unscoped"
"""Trait of scopes of a scheme that lists none on one of the sides. Where many calls list theirs by now, or do so no
longer, that is what was edited, whichever each of them needs."""
_DISCRIMINATES: Final = "discriminates"
"""Trait of the one value by which a schema is chosen anyway: who writes one out writes out all."""
_OF_WHOLE: Final = "emptied"
"""Trait of fields that are all that their object had. What comes says more than its name, and is told each."""
_COUNTS_NOW: Final = "counts-now"
"""Trait of what stood beside references all along, it may be, and counts since the format is a later one: one edit."""
_OF_PARAMETERS: Final = frozenset(f"request.{place}" for place in ("query", "header", "path", "cookie"))
_ONE_EDIT: Final = {"field.type.destringified": "field.type.changed", "server.overridden": "server.changed"}
"""Kinds of change that come from one edit with another one: where values travel as text, which a body may do in both
ways, and where a call has an address of its own."""
_PATTERNS: Final = "field.pattern."
_EACH_ITEM: Final = "[]"
_ANSWERS: Final = ("response.body", "response.header")
_DIGITS: Final = 12
_List: TypeAlias = tuple[str, Owner | None, str, str | None, str | None, str]


class Causes(NamedTuple):
    """Names that a change has in common with others, 12 hex digits each."""

    cause: str
    """Of what the same edit did elsewhere, as severe as this; of what is told alone, its own fingerprint."""
    edit: str = ""
    """Of what the same edit did the other way, or to the other end of a range, however severe that is; "" of others."""
    way: str = ""
    """Which part of it that is, where the other ones have to be of the same schema or call."""


class Lists:
    """What each list gained and lost by the same edit, be it values, forms or fields: that is its sides."""

    def __init__(self, changes: Iterable[Change]) -> None:
        changes = tuple(changes)
        self._wrappers = Wrappers(changes)
        self.rewriting = RewrittenPages(changes).edit
        self.both_ends = Ranges(changes).both_ends
        self._companions = Companions(changes)
        self.in_mapping = NamedAnew(changes).in_mapping
        self.exchanges = Exchanges(changes, done=_done)
        self.proofs = Proofs(changes)
        self._sweeps = Sweeps(changes)
        self._rewriting = Rewriting(changes)
        self._other_words = OtherWords(changes)
        self.calls = Calls(changes)
        self._unscoped = _unscoped(changes)
        self._values: defaultdict[_List, list[Json]] = defaultdict(list)
        self._known: dict[_List, list[Json]] = {}
        self._alike: Counter[_List] = Counter()
        self._retyped: dict[_List, list[Json]] = {}
        self._of_whole: defaultdict[_List, set[str]] = defaultdict(set)
        for change in changes:
            edit = edit_of(change.kind)
            if _is_of_whole(change):
                self._of_whole[_whole(change)].add(_name(change))
            if _may_be_key(change):
                self._alike[_map(change)] += 1
            elif edit == "type":
                self._retyped[_place(change, change.field or ROOT)] = [*_sides(change)]
            if edit in _OF_LISTS and (edit != "gone field" or _is_of_page(change)):
                self._values[_list(change, self.exchanges)].append(_one(change))
        came = filter(self.came_with_type, changes) if self._retyped else ()
        self._filled = {canonical(self._retyped[_place(change, parent(change.field or ROOT))]) for change in came}

    def sides(self, change: Change) -> list[Json]:
        """Return the sides of a change; of lists and sweeps those of all; of first scopes and known names none."""
        if _DISCRIMINATES in change.traits or self._is_unscoped(change) or self._sweeps.says_nothing(change):
            return self._sweeps.all_with(change)
        key = _list(change, self.exchanges)
        together = self._values.get(key, ())
        if len(together) < 2:  # noqa: PLR2004 - one is told alone
            return list(_sides(change))
        if key not in self._known:
            said = sorted(together, key=canonical)
            self._known[key] = [_digest(*said)] if edit_of(change.kind) in _LONG else said
        return self._known[key]

    def content(self, change: Change) -> str:
        """Return what stands at the field that came or went; of those that wrap others whatever they hold is one."""
        return self._wrappers.content(change)

    def holds_more(self, change: Change) -> bool:
        """Tell whether a change is about one of several fields of a list, all of which are told together."""
        return _is_of_fields(change) and self._is_one_of_several(change)

    def is_of_map(self, change: Change) -> bool:
        """Tell whether a change is about one of many fields of an object that are all alike.

        So many that came, or went, are the keys of a map that somebody wrote out.
        """
        return _may_be_key(change) and self._alike[_map(change)] >= MANY_ALIKE

    def is_of_sweep(self, change: Change) -> bool:
        """Tell whether a change is about one of many fields of an API that may all be null now, or are always there."""
        return self._sweeps.has(change) and _is_written(change)

    def came_or_holds_more(self, change: Change) -> bool:
        """Tell whether the object, or its list, says what came there."""
        return self.came_with_type(change) or self.holds_more(change)

    def came_with_type(self, change: Change) -> bool:
        """Tell whether a change is about a field of what was no object before: all of them came with its type."""
        return edit_of(change.kind) == "new field" and _place(change, parent(change.field or ROOT)) in self._retyped

    def retyping(self, change: Change) -> list[Json]:
        """Return the sides of the type that brought fields, of these and of itself; none where it brought none."""
        if edit_of(change.kind) == "type":
            sides = [*_sides(change)]
            return sides if canonical(sides) in self._filled else []
        return self._retyped[_place(change, parent(change.field or ROOT))] if self.came_with_type(change) else []

    def is_of_object(self, change: Change) -> bool:
        """Tell whether a change is about one of the fields of an object that somebody edited at once."""
        return self.is_of_map(change) or self.came_with_type(change)

    def companions(self, change: Change) -> list[Json]:
        """Return what fields that came to or went from the same objects have in common; so parameters, by their calls.

        The keys of a map, the fields of what was no object, and all that an object had are told by what they are of.
        """
        together = self._companions.of(change)
        if not together or self.is_of_object(change) or self.all_with(change) or self.is_of_sweep(change):
            return []
        return together

    def all_with(self, change: Change) -> list[Json]:
        """Return the names of all fields that an object lost with one; none where it has others."""
        names = self._of_whole.get(_whole(change), ()) if _is_of_whole(change) else ()
        return sorted(names) if len(names) > 1 else []

    def spelling(self, change: Change) -> list[Json]:
        """Return what is common to what is written, or spelled, in the same other way; of one parameter nothing."""
        if change.kind == "field.renamed":
            return spelling_of(change) or self._other_words.of(change)
        return self._rewriting.of(change)

    def names_each(self, change: Change) -> bool:
        """Tell whether a change is told with others that nobody knows who reads of one; calls a report lists anyway."""
        if self._rewriting.of(change) or self.companions(change):
            return True
        return self._sweeps.says_nothing(change) and change.kind.startswith("field.")

    def names_all(self, change: Change) -> bool:
        """Tell whether a change is about one of several parameters, which the list names together, or of a sweep."""
        return self._sweeps.says_nothing(change) or (_is_of_place(change) and self._is_one_of_several(change))

    def is_of_edited_section(self, change: Change) -> bool:
        """Tell whether a change is about one of several sentences of a section, all of which are told together."""
        return edit_of(change.kind) in _OF_SECTIONS and self._is_one_of_several(change)

    def _is_unscoped(self, change: Change) -> bool:
        return _UNSCOPED in change.traits and (change.kind, change.name) in self._unscoped

    def _is_one_of_several(self, change: Change) -> bool:
        return len(self._values.get(_list(change, self.exchanges), ())) > 1


def _unscoped(changes: Iterable[Change]) -> frozenset[tuple[str, str | None]]:
    """Return what happened to which schemes of which many calls list scopes for the first time, or none any more."""
    owners: defaultdict[tuple[str, str | None], set[Owner]] = defaultdict(set)
    for change in changes:
        if _UNSCOPED in change.traits:
            owners[change.kind, change.name].add(change.owner)
    return frozenset(key for key, known in owners.items() if len(known) >= MANY_OWNERS)


def _list(change: Change, exchanges: Exchanges) -> "_List":
    edit = edit_of(change.kind)
    if edit == "sentence":
        return change.location, change.owner, change.sources[0].locator if change.sources else "", None, None, ""
    if edit == "failure":
        # What an operation says of a failure, many say: it is told of all of them.
        alone = None if change.owner.kind == "page" else change.name
        return change.kind, change.owner, change.location, change.status if alone else None, alone, ""
    if edit in ("name", "page"):
        of_which = _folders(change) if edit == "page" else change.removal or " ".join(exchanges.took_name(change))
        return change.kind, None, of_which, None, None, ""
    if _is_of_place(change):
        if edit == "place":
            return change.kind, change.owner, f"{change.before} {change.after}", None, None, ""
        need = "required" if "required" in change.traits else "optional"
        return change.kind, change.owner, change.location, None, None, need
    above = parent(change.field) if _is_of_fields(change) and change.field else ""
    return change.kind, change.owner, change.location, change.status, change.name, above


def _folders(change: Change) -> str:
    """Return the folders in which a page was and is; apart those of what is said elsewhere by now."""
    folders = (side.rstrip("/").rpartition("/")[0] for side in (change.before, change.after) if isinstance(side, str))
    return " ".join((*folders, *({"elsewhere"} & change.traits)))


def _done(change: Change) -> str:
    """Say what was done to which field, whatever schema has it."""
    return canonical([_own(change), *_sides(change)])


def _may_be_key(change: Change) -> bool:
    """Tell whether a change is about a field that may be the key of a map: no caller has to send one of these."""
    edit = edit_of(change.kind)
    must_be_sent = edit == "new field" and change.role.startswith("request") and "required" in change.traits
    return edit in ("new field", "gone field") and not must_be_sent


def _map(change: Change) -> "_List":
    return _place(change, f"{parent(change.field or ROOT)} {change.kind} {change.content}")


def _is_of_whole(change: Change) -> bool:
    """Tell whether a change is about one of the fields of an object that has none any more."""
    return edit_of(change.kind) == "gone field" and _OF_WHOLE in change.traits


def _whole(change: Change) -> "_List":
    return _place(change, parent(change.field or ROOT))


def _name(change: Change) -> str:
    return steps(change.field or ROOT)[-1].text


def _place(change: Change, path: str) -> "_List":
    media_type = change.media_type or ""
    return media_type, change.owner, change.location, change.status, change.name, path


def _is_of_fields(change: Change) -> bool:
    """Tell whether a change is about one of several fields of an object that somebody edits at once."""
    edit = edit_of(change.kind)
    return edit in ("need", "ruled-out field") or (edit == "gone field" and _is_of_page(change))


def _is_of_page(change: Change) -> bool:
    return bool(change.sources) and all(source.stated_by != "schema" for source in change.sources)


def _is_of_place(change: Change) -> bool:
    """Tell whether a change is about one of several parameters of a call that somebody edits at once.

    What specifications say of each is told of all calls that say it; which of a table's rows went is one edit. What
    comes says more than its name.
    """
    edit = edit_of(change.kind)
    return edit == "place" or (edit == "parameter" and _is_of_page(change))


def _one(change: Change) -> list[Json]:
    """Return what a change says of its list: which field is or was required, else its sides, of which topic."""
    if edit_of(change.kind) in _OF_SECTIONS:
        return [change.name, change.status, *_sides(change)]
    if _is_of_place(change):
        return [change.name, *_sides(change)]
    return [_own(change)] if _is_of_fields(change) else list(_sides(change))


def cause_of(
    change: Change,
    *,
    rule: Rule,
    levels: tuple[Level, Level],
    bound: Level,
    where: str,
    fingerprint: str,
    lists: Lists | None = None,
) -> Causes:
    """Return what changes of one cause have in common; of what is told alone, its own fingerprint.

    Like a fingerprint, but without the owner; of what is inside an answer without the status, and of what is inside a
    body without the media type: equal bodies are one schema that is written several times. So are objects that are
    written out wherever they are used: of a field its own name counts, not what it is a field of; and not even that
    where the sides say it all, as a pattern in place of another one, or where one named schema gave way to another,
    which is one edit whatever the two have in common, nor where a name is only spelled otherwise. Of what a page says
    of failures its words count, not of which.
    The row that judges it and the bound take part, so that what is told together is as severe as each of it. What
    travels both ways is one schema as well: where both directions are as severe, for tolerant and strict readers, the
    levels stand for the row, and where they are not, both are one edit. So they do for sentences of one section: what
    the same edit did to several is told once; and for both ends of a range that the same places got or lost together.
    So are the calls of a page or path that is gone, and equal lines of several sections, whatever these are called:
    what a template says in all of them is edited once.
    Pages of one folder that come, go or move are one edit, which is of these pages alone. So is what asks for attention
    on a page that was written anew; what does not stays with its section, where it is found.

    Args:
        change: what is asked about.
        rule: the row that judges it.
        levels: of the finding that is made of it, and the one for a strict reader.
        bound: the most severe level that it can have, whatever the row says.
        where: the location, as a part of the fingerprint.
        fingerprint: of the finding that is made of it.
        lists: the values that lists gained and lost in the same comparison.
    """
    known, edit = lists or Lists(()), edit_of(change.kind)
    if levels[0] == "warning" and (page := known.rewriting(change)):
        return Causes(_digest("page", *page))
    said = _with_others(change, known)
    if said is not None or not rule.on or edit == "alone" or _is_of_words(change):
        whole = (change.kind, rule.id_at(change.role), [*levels], bound)
        return Causes(fingerprint if said is None else _digest(*whole, *said), _removal(change))
    if known.is_of_edited_section(change):
        return Causes(_digest(_list(change, known.exchanges)[0], [*levels], bound, *known.sides(change)))
    inside = change.location.endswith(_ANSWERS) and edit != "answer"
    written = _is_written(change)
    worded = edit == "words of failures"
    together, exchange = known.all_with(change), known.exchanges.names(change)
    spelled, company = known.spelling(change), known.companions(change)
    ends, named, proofs = known.both_ends(change), known.in_mapping(change), known.proofs.sides(change)
    swapped = edit == "need" and bool(ends)
    with_lengths = bool(ends) and change.kind.startswith(_PATTERNS)
    anywhere = written or (edit == "values" and bool(change.direction) and not with_lengths)
    row: Json = rule.id_at(change.role) if edit != "address" else [*levels]
    judged: Json = [row, sorted(rule.when), sorted(rule.unless), bound]
    on = f"condition.{rule.on.rpartition('.')[2]}" if edit == "condition" else _ONE_EDIT.get(rule.on, rule.on)
    what = "range" if ends else "alternative" if named else on
    where_and_which: tuple[Json, ...] = (
        None if anywhere else where,
        None if anywhere or edit == "form" else change.media_type,
        None if anywhere or inside or worded or company else change.status,
        None
        if anywhere or worded or company or spelled or proofs or _names_nothing(change) or known.names_all(change)
        else change.name,
        exchange
        or together
        or (None if _COUNTS_NOW in change.traits or spelled or company or swapped else _of_field(change, known)),
        None
        if exchange or together or spelled or company or swapped or known.came_or_holds_more(change)
        else known.content(change),
        change.sunset,
        change.identity,
        *(ends or named or spelled or company or proofs or known.sides(change)),
    )
    cause = _digest(what, [*levels] if anywhere or ends else judged, *where_and_which)
    took = known.exchanges.took_name(change)
    if exchanged := exchange or took:
        # The same name that another document leaves is none of it.
        return Causes(_digest(cause, *took) if took else cause, _digest("exchange", *exchanged))
    if retyping := known.retyping(change):
        what, where_and_which = "retyped", tuple(retyping)
    elif not (anywhere or ends):
        return Causes(cause, known.proofs.edit(change) or _removal(change))
    is_part = bool(ends or company or together or retyping)
    way = f"{change.direction} {rule.id_at(change.role) if is_part else ''}"
    return Causes(cause, _digest(what, *where_and_which), way)


def _with_others(change: Change, lists: Lists) -> list[Json] | None:
    """Return what calls, limits, lines and pages have in common of which each edit is one; None for the rest."""
    if went_with := _went_with(change, lists):
        return [went_with]
    edit = edit_of(change.kind)
    return list(_sides(change)) if edit == "line" else lists.sides(change) if edit == "page" else None


def _went_with(change: Change, lists: Lists) -> str:
    """Return with what a call went or came: its page, path or others; or what the limits of new pages share; or "".

    Who deletes a page deletes it once, whatever it documented, and so who deletes or adds a path with all its methods
    and all below it, or methods of a path, or adds to the list of webhooks; pages that come together repeat what holds
    for all.
    """
    if change.kind == "operation.removed" and "with-page" in change.traits and change.sources:
        return change.sources[0].url
    if change.kind in ("operation.added", "operation.removed"):
        return lists.calls.of(change)
    return f"new pages {change.name}" if change.kind == "notice.added" and "new-page" in change.traits else ""


def _removal(change: Change) -> str:
    """Return what a call that is gone has in common with the names of schemas that went with it."""
    return _digest("removal", change.removal) if change.removal else ""


def _is_written(change: Change) -> bool:
    """Tell whether a change is of a schema that may be written several times, and travel both ways."""
    return change.kind.startswith("field.") and (change.location.endswith(".body") or change.owner.kind == "schema")


def _is_of_words(change: Change) -> bool:
    """Tell whether a page contradicts itself: an example that many operations share is one, what pages say is not."""
    return edit_of(change.kind) == "contradiction" and change.owner.kind not in {"operation", "schema"}


def _of_field(change: Change, lists: Lists) -> str | None:
    """Return what the field says of the cause: of one of several that are told together, what they are fields of."""
    if change.field and lists.is_of_object(change):
        return parent(change.field)
    return None if lists.holds_more(change) or lists.is_of_sweep(change) else _own(change)


def _names_nothing(change: Change) -> bool:
    """Tell whether it does not matter of which of several a change is: of names, and where the sides say the edit."""
    edit = edit_of(change.kind)
    of_parameter = change.field in (None, _EACH_ITEM) and change.location in _OF_PARAMETERS
    return edit in _OF_NAMES or (edit in _OF_KEYWORDS and of_parameter)


def _own(change: Change) -> str | None:
    """Return the path of what changed, from the last field on; in parameters and headers the whole of it.

    None where the sides say what was edited, whatever it is that has them.
    """
    edit = edit_of(change.kind)
    if edit == "values":
        return None
    if change.field is None or not _is_written(change):
        return change.field
    if edit in _OF_KEYWORDS:
        return None
    known = but_alternatives(steps(change.field)) if change.kind in OF_NULL else steps(change.field)
    last = max((number for number, step in enumerate(known) if step.keyword == PROPERTY), default=0)
    return "".join(step.text for step in known[last:])


def cause_that_is_set(cause: str, level: Level) -> str:
    """Return the cause of those findings of a cause that a team set another level for: they are told apart as well."""
    return _digest(cause, level)


def cause_that_hurts(cause: str) -> str:
    """Return the cause of those findings of a cause that affect a manifest: they are told, and accepted, apart."""
    return _digest(cause, "affects")


def _sides(change: Change) -> tuple[Json, Json]:
    before, after = (None if isinstance(side, UnsetType) else side for side in (change.before, change.after))
    edit = edit_of(change.kind)
    if edit == "address":
        before, after = _only(before), _only(after)
    if edit in ("address", "move") and isinstance(before, str) and isinstance(after, str):
        return (addresses_that_differ if edit == "address" else steps_that_differ)(before, after)
    if edit == "naming" and isinstance(before, str) and isinstance(after, str):
        one, other = renaming(before, after)
        return [*one], [*other]
    if edit in _OF_REFERENCES:
        before, after = _without_fragments(before), _without_fragments(after)
    # That nothing is stated and that null is stated are two things.
    return [before, change.before is UNSET], [after, change.after is UNSET]


def _only(side: Json) -> Json:
    """Return the one base URL of a list that has no other."""
    return side[0] if isinstance(side, list) and len(side) == 1 else side


def _without_fragments(side: Json) -> Json:
    """Return references as the documents that they lead into; those into the same one as they are."""
    if isinstance(side, list):
        return sorted({str(_without_fragments(one)) for one in side})
    return side.partition("#")[0] or side if isinstance(side, str) else side


def _digest(*parts: Json) -> str:
    return hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
