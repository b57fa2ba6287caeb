"""One cause, one change: base URLs and failures that several places state, and what goes with its operations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import structs

from driftwatch.model import paths
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change
from driftwatch.model.facts import ErrorRule, Server
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner, OwnerKind, Snapshot

_OPERATION_GONE: Final = frozenset({"operation.removed", "variant.removed"})
_LIST_GONE: Final = "values.removed"
_FAILURE_GONE: Final = "error-rule.removed"
_SILENT: Final = frozenset(("elsewhere", "guide"))
"""Traits of a page that is gone which tell that nothing is lost with it, or nothing that a client has to obey."""
_Failure: TypeAlias = tuple[str, str, str]
"""Whether it came or went, the URL of the page that says so, and its status."""
_Of: TypeAlias = tuple[Owner, str]
"""A call, and the URL of the page that speaks of it."""
_CAME, _WENT = "added", "removed"
_OF_RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "error-rule.added": (_CAME,),
    "error-rule.removed": (_WENT,),
    "error-rule.status.changed": (_WENT, _CAME),
}
"""Kind of change of an error rule -> what became of its statuses, in the order in which it names them."""
_OF_CALLS: Final[Mapping[str, str]] = {"response.added": _CAME, "response.removed": _WENT}
_NEED_OF_BODY: Final = "request-body.became-"
_MAY_STAY_AWAY: Final = frozenset(("read-only", "has-default"))
"""Of what is required: it is not sent at all, or has a value without being sent."""
_IN_SPECIFICATIONS: Final = "schema"


def told_once(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield changes, leaving out those that say what is known or told.

    - A page repeats the base URL of its API: only what no API and no other page states is a change of its own.
    - An API that is gone with all of its operations is told by their removal.
    - So is a list of values on the page of operations that are gone with it: it says what they take. Error rules and
      notices are told all the same, because other operations can rest on them (`gone_along` says of failures that they
      went with their page).
    - A failure of a call that came or went with the page's rule of it is told by that, which says what it means and
      whether to send again: it names the call.
    - That a page's call needs a body follows from its fields, of which one is required: it is told by the field. So
      does that of a form in Swagger 2.0, and whoever sends no body sends no field either way.
    """
    known = _but_derived(_with_calls(tuple(changes), old))
    if not any(change.location == "server" or change.kind == _LIST_GONE for change in known):
        yield from known
        return
    gone = _Gone(old, new, frozenset(change.owner for change in known if change.kind in _OPERATION_GONE))
    sides = _Stated(old), _Stated(new)
    for change in known:
        if change.kind == _LIST_GONE and gone.page(change.owner):
            continue
        if change.location == "server" and (_is_repeated(change, *sides) or gone.api(change)):
            continue
        yield change


def gone_along(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield changes; failures that went with their page, of which it is told that it or its calls went, say so.

    Where the removal of the page is told, that asks for attention, whatever calls of other pages rest on them; where
    only that of its calls is, all that have them are gone. Of a page in which nobody is interested they are told as
    ever.
    """
    known = tuple(changes)
    if not any(change.kind == _FAILURE_GONE for change in known):
        yield from known
        return
    pages = {change.owner for change in known if change.kind == "document.removed" and not change.traits & _SILENT}
    removed = frozenset(change.owner for change in known if change.kind in _OPERATION_GONE)
    gone = _Gone(old, new, removed)
    for change in known:
        is_failure = change.kind == _FAILURE_GONE
        is_left = change.owner.name in new.documents
        with_calls = is_failure and not is_left and removed.issuperset(change.operations) and gone.page(change.owner)
        goes = is_failure and (change.owner in pages or with_calls)
        yield structs.replace(change, traits=change.traits | {"gone-along"}) if goes else change


def _but_derived(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    if not any(change.kind.startswith(_NEED_OF_BODY) for change in changes):
        return changes
    fields = {change.owner for change in changes if change.location == "request.body" and change.field is not None}
    needed = {change.owner for change in changes if _is_needed_now(change)}
    return tuple(
        change
        for change in changes
        if not (_is_derived(change) and change.owner in fields)
        and not (change.kind == f"{_NEED_OF_BODY}required" and change.owner in needed)
    )


def _is_needed_now(change: Change) -> bool:
    """Tell whether a change is that a field of the body itself must be sent now."""
    if change.location != "request.body" or change.field in (None, ROOT) or paths.parent(change.field or ROOT) != ROOT:
        return False
    came = change.kind == "field.added" and "required" in change.traits
    needed = came or change.kind == "field.became-required"
    return needed and change.role == "request-property" and _MAY_STAY_AWAY.isdisjoint(change.traits)


def _is_derived(change: Change) -> bool:
    """Tell whether a change is that a body became required or optional of which no specification says so."""
    of_body = change.kind.startswith(_NEED_OF_BODY) and bool(change.sources)
    return of_body and all(source.stated_by != _IN_SPECIFICATIONS for source in change.sources)


def _with_calls(changes: tuple[Change, ...], old: Snapshot) -> tuple[Change, ...]:
    if not any(change.kind in _OF_CALLS for change in changes):
        return changes
    rules: defaultdict[_Failure, list[int]] = defaultdict(list)
    for number, change in enumerate(changes):
        for failure in _failures_of_page(change):
            rules[failure].append(number)
    calls: dict[int, set[Owner]] = {}
    left: list[Change | None] = list(changes)
    for number, change in enumerate(changes) if rules else ():
        told = [by for failure in _failures_of_call(change) for by in rules.get(failure, ())]
        left[number] = None if told else change
        for by in told:
            calls.setdefault(by, {*changes[by].operations}).update(change.operations)
    for by, operations in calls.items():
        left[by] = structs.replace(changes[by], operations=tuple(sorted(operations)))
    return tuple(_swapped([change for change in left if change is not None], old))


def _swapped(changes: list[Change], old: Snapshot) -> Iterator[Change]:
    """Tell the failure of a call that went and the one that came as one: where a page says so, and of no third one.

    The one that came may be told by the page's rule: where the one that went meant the same, it is told there.
    """
    went: defaultdict[_Of, list[Change]] = defaultdict(list)
    came: defaultdict[_Of, list[Change]] = defaultdict(list)
    for change in changes:
        for fate, url, _ in _failures_of_call(change):
            (went if fate == _WENT else came)[change.owner, url].append(change)
        for url in {source.url for source in change.sources} if change.kind == "error-rule.added" else ():
            for call in change.operations:
                came[call, url].append(change)
    pairs = [(ones[0], came[of][0]) for of, ones in went.items() if len(ones) == len(came.get(of, ())) == 1]
    told = {id(one): other for one, other in pairs if _is_same_failure(one, other, old)}
    swapped = {id(other): one for one, other in pairs if id(one) in told}
    for change in changes:
        if id(change) in swapped:
            yield _as_one(swapped[id(change)], change)
        elif id(change) not in told:
            yield change


def _is_same_failure(went: Change, came: Change, old: Snapshot) -> bool:
    """Tell whether the failure that came may be the one that went: as far as the page says, they mean the same."""
    if came.kind != "error-rule.added":
        return True
    entry = old.entries.get(came.owner)
    rules = [fact for fact in entry.facts if isinstance(fact, ErrorRule)] if entry is not None else []
    before = next((rule for rule in rules if rule.signal == went.status and rule.status is not None), None)
    after = came.after if isinstance(came.after, dict) else {}
    return (
        before is not None
        and len(came.operations) == 1
        and came.name == came.status
        and before.meaning in ("", after.get("meaning"))
    )


def _as_one(went: Change, came: Change) -> Change:
    if came.kind != "error-rule.added":
        return structs.replace(went, after=came.after, sources=came.sources)
    statuses = {"before": int(went.status or 0), "after": int(came.status or 0)}
    return structs.replace(came, kind="error-rule.status.changed", name=went.status, **statuses)


def _failures_of_page(change: Change) -> Iterator[_Failure]:
    """Yield the statuses that came to a page's error rules or left them; `4XX` is the name of a rule, and no status."""
    fates = _OF_RULES.get(change.kind, ())
    moved = len(fates) > 1
    statuses = (change.before, change.after) if moved else (change.status or (change.name or "").upper(),)
    for fate, status in zip(fates, statuses, strict=False):
        yield from ((fate, source.url, str(status)) for source in change.sources)


def _failures_of_call(change: Change) -> Iterator[_Failure]:
    """Yield the failure that came to a call or left it, where pages say so and no specification."""
    fate = _OF_CALLS.get(change.kind)
    if fate is not None and "non-success" in change.traits:
        for source in change.sources:
            if source.stated_by != _IN_SPECIFICATIONS:
                yield fate, source.url, change.status or ""


class _Stated:
    """The base URLs of one side: of its APIs, and of everything that states one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.by_apis = _urls(snapshot, ("api",))
        self.anywhere = _urls(snapshot, ("api", "page"))


def _urls(snapshot: Snapshot, kinds: tuple[OwnerKind, ...]) -> frozenset[Json]:
    entries = (entry for owner, entry in snapshot.entries.items() if owner.kind in kinds)
    return frozenset(fact.url for entry in entries for fact in entry.facts if isinstance(fact, Server))


def _is_repeated(change: Change, old: _Stated, new: _Stated) -> bool:
    if change.owner.kind != "page":
        return False
    match change.kind:
        case "server.removed":
            return change.before in old.by_apis | new.anywhere
        case "server.added":
            return change.after in new.by_apis | old.anywhere
        case "server.changed":
            return change.before in old.by_apis and change.after in new.by_apis
        case _:
            return False


class _Gone:
    """Which pages and APIs are gone with all of their operations, of which each is told as removed."""

    def __init__(self, old: Snapshot, new: Snapshot, removed: frozenset[Owner]) -> None:
        self._old = old
        self._new = new
        self._removed = removed

    def page(self, owner: Owner) -> bool:
        """Tell whether a page is gone with the operations that it documents."""
        if not self._removed or owner.kind != "page" or owner in self._new.entries or owner not in self._old.entries:
            return False
        places = frozenset(self._old.entries[owner].documents)
        return self._all_removed(
            one for one, entry in self._old.entries.items() if not places.isdisjoint(entry.documents)
        )

    def api(self, change: Change) -> bool:
        """Tell whether a base URL is gone because its API is, with the operations that it holds."""
        owner = change.owner
        if change.kind != "server.removed" or owner.kind != "api" or owner in self._new.entries:
            return False
        return self._all_removed(one for one, entry in self._old.entries.items() if entry.api == owner.name)

    def _all_removed(self, owners: Iterable[Owner]) -> bool:
        operations = {owner for owner in owners if owner.kind == "operation"}
        return bool(operations) and operations <= self._removed
