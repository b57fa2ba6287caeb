"""One schema in place of another one: whatever the two differ in is one edit, wherever the one stands for the other."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from driftwatch.model.change import Change, Exchange
from driftwatch.model.json_values import canonical
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import edit_of

MANY_OWNERS: Final = 3
"""So many operations and schemas of which one says something make it an edit of the whole API."""
_OF_REFERENCES: Final = frozenset(("reference", "reference of a field"))
_OF_ENVELOPES: Final = frozenset(("field.wrapped", "field.unwrapped"))


class Exchanges:
    """Which schemas gave way to which, and what of it is told as the edit that put the one in place of the other."""

    def __init__(self, changes: Iterable[Change], done: Callable[[Change], str]) -> None:
        """Sort out exchanges; `done` says what was done to which field of a schema, whatever is called what."""
        self._done = done
        self._of_named: set[tuple[str, str, str, str]] = set()
        self._closing: defaultdict[str, set[Owner]] = defaultdict(set)
        self._gave_way: defaultdict[str, set[str]] = defaultdict(set)
        """Names of the schemas that gave way to named ones, by these."""
        self._came: defaultdict[str, set[str]] = defaultdict(set)
        """What came in place of schemas, by these."""
        for change in changes:
            if not change.exchange:
                self._note(change)
                continue
            before, after = _sides(change.exchange)
            self._came[before].add(after)
            if all(change.exchange.names):
                self._gave_way[after].add(change.exchange.before)

    def names(self, change: Change) -> list[str]:
        """Return the schemas one of which gave way to the other; none where the one that came was edited alike.

        Where several gave way to one, only that: they became one schema, which is one edit.

        What a schema demands by now it demands where it took the place of another one as well; and who closes objects
        all over an API closes those, too, that take the place of others. Which fields it has says that it is another.
        """
        edit = edit_of(change.kind)
        came = change.exchange.after if change.exchange and edit not in ("new field", "gone field") else ""
        scope = change.exchange.scope if change.exchange else ""
        is_edited = bool(came) and (change.kind, came, scope, self._done(change)) in self._of_named
        # The sides say it themselves of references, and of what went below a property: whatever that was.
        is_edited = is_edited or edit in _OF_REFERENCES or change.kind in _OF_ENVELOPES
        is_edited = is_edited or len(self._closing.get(change.kind, ())) >= MANY_OWNERS
        if is_edited:
            return []
        return self._called(change.exchange.before, *_sides(change.exchange)) if change.exchange else []

    def gave_way_too(self, change: Change) -> tuple[str, ...]:
        """Return the other schemas that gave way elsewhere to the one that came in place of this one."""
        if not change.exchange:
            return ()
        _, came = _sides(change.exchange)
        return tuple(sorted(self._gave_way.get(came, set()).difference(change.exchange.names)))

    def took_name(self, change: Change) -> list[str]:
        """Return the exchange that left a schema without anybody who refers to it, where a name is gone; else none."""
        if change.kind != "schema.removed" or change.removal or not change.name:
            return []
        gone = _named(change.name, change.owner.scope)
        came = self._came.get(gone, set())
        return self._called(change.name, gone, *came) if len(came) == 1 else []

    def _called(self, name: str, before: str, after: str) -> list[str]:
        """Return both, of which the one that was there is called `name`; of several that became one only that."""
        others = self._gave_way.get(after, set()).difference((name,)) if name else ()
        return [after] if others else [before, after]

    def _note(self, change: Change) -> None:
        if change.owner.kind == "schema":
            self._of_named.add((change.kind, change.owner.name, change.owner.scope, self._done(change)))
        if edit_of(change.kind) == "closing":
            self._closing[change.kind].add(change.owner)


def _sides(exchange: Exchange) -> tuple[str, str]:
    """Tell both schemas from all others: one with a name by this, an object that is written out by its fields."""
    scope, written = exchange.scope, canonical([exchange.scope, "", exchange.written])
    before, after = (_named(name, scope) if name else written for name in exchange.names)
    return before, after


def _named(name: str, scope: str) -> str:
    return canonical([scope, name])
