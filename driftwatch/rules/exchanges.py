"""One schema in place of another one: whatever the two differ in is one edit, wherever the one stands for the other."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from driftwatch.model.change import Change
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
        self._of_named: set[tuple[str, str, str]] = set()
        self._closing: defaultdict[str, set[Owner]] = defaultdict(set)
        self._gave_way: defaultdict[str, set[str]] = defaultdict(set)
        """The named schemas that gave way to others, by the names of these."""
        self._came: defaultdict[str, set[str]] = defaultdict(set)
        """What came in place of named schemas, by the names of these; "" is an object that is written out."""
        for change in changes:
            if not change.exchange:
                self._note(change)
                continue
            before, after = change.exchange
            self._came[before].add(after)
            if before and after:
                self._gave_way[after].add(before)

    def names(self, change: Change) -> list[str]:
        """Return the schemas one of which gave way to the other; none where the one that came was edited alike.

        Where several gave way to one, only that: they became one schema, which is one edit.

        What a schema demands by now it demands where it took the place of another one as well; and who closes objects
        all over an API closes those, too, that take the place of others. Which fields it has says that it is another.
        """
        edit = edit_of(change.kind)
        came = change.exchange[1] if change.exchange and edit not in ("new field", "gone field") else ""
        is_edited = bool(came) and (change.kind, came, self._done(change)) in self._of_named
        # The sides say it themselves of references, and of what went below a property: whatever that was.
        is_edited = is_edited or edit in _OF_REFERENCES or change.kind in _OF_ENVELOPES
        is_edited = is_edited or len(self._closing.get(change.kind, ())) >= MANY_OWNERS
        if is_edited:
            return []
        return self._called(*change.exchange) if change.exchange else []

    def gave_way_too(self, change: Change) -> tuple[str, ...]:
        """Return the other schemas that gave way elsewhere to the one that came in place of this one."""
        if not change.exchange:
            return ()
        return tuple(sorted(self._gave_way.get(change.exchange[1], set()).difference(change.exchange)))

    def took_name(self, change: Change) -> list[str]:
        """Return the exchange that left a schema without anybody who refers to it, where a name is gone; else none."""
        came = self._came.get(change.name or "", ()) if change.kind == "schema.removed" and not change.removal else ()
        return self._called(change.name or "", *came) if len(came) == 1 else []

    def _called(self, before: str, after: str) -> list[str]:
        return [after] if self._gave_way.get(after, set()).difference((before,)) else [before, after]

    def _note(self, change: Change) -> None:
        if change.owner.kind == "schema":
            self._of_named.add((change.kind, change.owner.name, self._done(change)))
        if edit_of(change.kind) == "closing":
            self._closing[change.kind].add(change.owner)
