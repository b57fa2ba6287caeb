"""What stands below a property by now, as in `{"data": …}`, or no longer does: one edit, whatever it holds."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from driftwatch.compare.match.digests import digest, property_names, settled
from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import Member, View, opened
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json
from driftwatch.model.paths import PROPERTY, Step

_HOLDING: Final = frozenset(("request-body", "response-body", "request-property", "response-property"))
"""A named schema is a body here and a property there: both are told the same."""
_BODIES: Final = frozenset(("request-body", "response-body"))
_KINDS: Final = frozenset(("field.wrapped", "field.unwrapped"))
_OF_A_VALUE: Final = "of-a-value"
_SEVERAL: Final = 3
"""Owners whose bodies are values below one property now, or were: fewer may be so by chance."""
_OBJECT: Final = frozenset({"object"})
_SAME_BODY: Final = 0.5
"""Share of common properties from which what stands below a property is what all of it was."""
_MOST: Final = 20
"""Properties that are looked at for one below which the rest stands."""


def envelope_changes(level: Level) -> bool:
    """Note that all of an object stands below one property now, or stood there before, and go on with what that holds.

    What comes or goes beside that property is told by whoever calls.
    """
    if level.task.role not in _HOLDING or level.textual:
        return False
    if not level.old.declared.isdisjoint(level.new.declared):
        return False  # as of most, which is seen without a look at what they declare
    old, new = level.old.members, level.new.members
    if not old or not new or not old.keys().isdisjoint(new.keys()):
        return False
    wrapping, wrapped = _envelope(level, new, old), _envelope(level, old, new)
    if wrapping and not wrapped:
        member = new[wrapping]
        level.emit("field.wrapped", after=wrapping)
        level.go_on(level.task.old, member.nodes, Step(PROPERTY, wrapping, wrapping))
        _tell_beside(level, new, wrapping)
        return True
    if wrapped and not wrapping and len(old) == 1:
        level.emit("field.unwrapped", before=wrapped)
        level.tasks.append(level.task._replace(old=old[wrapped].nodes, exchange=None))
        return True
    return False


def value_envelope_changes(level: Level) -> None:
    """Note that a body which is no object of fields stands as the only property of one now, or stood there before.

    Whether it is told so, or as a body of another type, the other bodies decide (`with_common_envelopes`).
    """
    if level.task.role not in _BODIES or level.textual or bool(level.old.members) is bool(level.new.members):
        return
    outer, inner = (level.old, level.task.new) if level.old.members else (level.new, level.task.old)
    name = _only_property(outer)
    if not name or len(inner) != 1 or digest(settled(outer.members[name].nodes[0])) != digest(settled(inner[0])):
        return
    if outer is level.old:
        level.emit("field.unwrapped", before=name, traits={_OF_A_VALUE})
    else:
        level.emit("field.wrapped", after=name, traits={_OF_A_VALUE})


def _only_property(view: View) -> str:
    """Return the name of the only property of an object of which nothing else is said; "" where there are more."""
    members = view.members
    name = next(iter(members)) if len(members) == 1 and view.types == _OBJECT else ""
    return name if name and len(members[name].nodes) == 1 else ""


def with_common_envelopes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Tell values that went below a property, or came from there, as that where objects or several values did as well.

    A lone one is a body of another type.
    """
    found = tuple(changes)
    values = [change for change in found if _OF_A_VALUE in change.traits]
    if not values:
        return found
    owners = Counter(key for key, _ in {(_envelope_of(change), change.owner) for change in values})
    common = {_envelope_of(change) for change in found if change.kind in _KINDS and _OF_A_VALUE not in change.traits}
    common |= {key for key, number in owners.items() if number >= _SEVERAL}
    told = {_body_of(change) for change in values if _envelope_of(change) in common}
    return tuple(
        replace(change, traits=change.traits - {_OF_A_VALUE}) if _OF_A_VALUE in change.traits else change
        for change in found
        if (_body_of(change) in told) is (_OF_A_VALUE in change.traits)
    )


def _envelope_of(change: Change) -> tuple[str, Json]:
    return change.kind, change.before if change.kind == "field.unwrapped" else change.after


def _body_of(change: Change) -> tuple[object, ...]:
    return change.owner, change.location, change.status, change.media_type


def _envelope(level: Level, outer: dict[str, Member], inner: dict[str, Member]) -> str:
    """Return the only one of some properties that holds what others were; "" where none or several do."""
    names = frozenset(inner)
    found = [
        name
        for name, member in list(outer.items())[:_MOST]
        if len(member.nodes) == 1 and overlap(property_names(opened((settled(member.nodes[0]),))), names) >= _SAME_BODY
    ]
    if len(found) != 1 or len(outer) > _MOST:
        return ""
    return found[0] if _are_the_same(level, outer[found[0]], inner) else ""


def _are_the_same(level: Level, member: Member, inner: dict[str, Member]) -> bool:
    """Tell whether what bears the same names below a property may be what bore them: an `id` may be any."""
    held = View(opened((settled(member.nodes[0]),)), singles=True).members
    common = [name for name in held.keys() & inner.keys() if held[name].nodes and inner[name].nodes]
    apart = [name for name in common if level.are_disjoint(held[name].nodes[0], inner[name].nodes[0])]
    return len(apart) < len(common) or not common


def _tell_beside(level: Level, members: dict[str, Member], envelope: str) -> None:
    """Note the properties that came beside the one that holds what there was."""
    for name, member in members.items():
        if name != envelope and member.nodes:
            traits = {"required" if member.required else "optional"}
            level.emit("field.added", step=Step(PROPERTY, name, name), nodes=(None, member.nodes[0]), traits=traits)
