"""Properties that stand below a new one beside them by now, or came from below one that is gone: they moved, as one."""

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import settled
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import Member, View, opened
from driftwatch.model.json_values import Json
from driftwatch.model.paths import PROPERTY, Step, unescape

_HOLDING: Final = frozenset(("request-body", "response-body", "request-property", "response-property"))
_MOST: Final = 20
"""Properties that are looked into for those that others may have moved below."""
_HALF: Final = 0.5
"""Share of what stands below a property from which that is there for what moved."""
_ANYTHINGS: Final = frozenset(("id", "name", "type", "value", "data", "status", "code"))
"""Names that one property below another one has whatever it is: alone they say nothing."""

_Members = Mapping[str, Member]


class _Nest(NamedTuple):
    """A property that only one side has, and those below it that are the other side's own."""

    name: str
    member: Member
    held: _Members
    moved: tuple[str, ...]

    @property
    def names(self) -> list[Json]:
        """The names of what moved, as people write them."""
        return [unescape(name) for name in self.moved]


def nesting_changes(level: Level, lost: _Members, come: _Members) -> tuple[set[str], set[str]]:
    """Note which properties moved below a new one beside them, or from there; return the names that are told so.

    Args:
        level: both sides.
        lost: properties that only the old side declares.
        come: those that only the new one declares.

    Returns:
        The names of both sides.
    """
    if not lost or not come or level.task.role not in _HOLDING or level.textual:
        return set(), set()
    below = [_below(level, lost, nest) for nest in _nests(level, come, lost)]
    gone, new = {name for nest in below for name in nest.moved}, {nest.name for nest in below}
    left, rest = ({name: ones[name] for name in ones.keys() - told} for ones, told in ((lost, gone), (come, new)))
    out_of = [_out_of(level, rest, nest) for nest in _nests(level, left, rest)]
    return gone | {nest.name for nest in out_of}, new | {name for nest in out_of for name in nest.moved}


def _below(level: Level, own: _Members, nest: _Nest) -> _Nest:
    nodes = (own[nest.moved[0]].nodes[0], nest.member.nodes[0])
    traits = _missed(level, own, nest)
    level.emit("field.moved-below", nest.names, unescape(nest.name), nodes=nodes, traits=traits)
    for name in nest.moved:
        step = Step(PROPERTY, name, f"{nest.name}.{name}")
        level.go_on(own[name].nodes, nest.held[name].nodes, step, required=_needs(own[name], nest.held[name]))
    return nest


def _out_of(level: Level, own: _Members, nest: _Nest) -> _Nest:
    nodes = (nest.member.nodes[0], own[nest.moved[0]].nodes[0])
    traits = _missed(level, own, nest)
    level.emit("field.moved-from-below", unescape(nest.name), nest.names, nodes=nodes, traits=traits)
    for name in nest.moved:
        step = Step(PROPERTY, name, name)
        level.go_on(nest.held[name].nodes, own[name].nodes, step, required=_needs(nest.held[name], own[name]))
    return nest


def _nests(level: Level, outer: _Members, inner: _Members) -> list[_Nest]:
    """Return the properties below which others stand that are own ones on the other side.

    Where several hold what may be the same nobody can tell which of them it went to, or came from.
    """
    found: list[_Nest] = []
    for name, member in sorted(outer.items()) if len(outer) <= _MOST else ():
        held = View(opened((settled(member.nodes[0]),)), singles=True).members if len(member.nodes) == 1 else {}
        moved = tuple(
            sorted(each for each in held.keys() & inner.keys() if _may_be_one(level, held[each], inner[each]))
        )
        if moved and len(moved) >= len(held) * _HALF and (len(moved) > 1 or _is_alone(moved[0], held)):
            found.append(_Nest(name, member, held, moved))
    times = Counter(name for nest in found for name in nest.moved)
    return [nest for nest in found if all(times[name] == 1 for name in nest.moved)]


def _is_alone(name: str, held: _Members) -> bool:
    """Tell whether the only property that moved is all that stands there, under a name that says what it is."""
    return len(held) == 1 and name not in _ANYTHINGS


def _may_be_one(level: Level, one: Member, other: Member) -> bool:
    """Tell whether what bears one name here and there may be the same."""
    return bool(one.nodes and other.nodes) and not level.are_disjoint(one.nodes[0], other.nodes[0])


def _needs(old: Member, new: Member) -> tuple[bool, bool]:
    return old.required, new.required


def _missed(level: Level, own: _Members, nest: _Nest) -> set[str]:
    """Tell whether a correct caller fails: who must send it where it is now, or was to find it where it was."""
    moved = [own[name].required for name in nest.moved]
    if level.role.startswith("request"):
        needed = nest.member.required if nest.name not in level.old.members else any(moved)
        closed = level.new.value("additional_properties") is False
        return {"missed"} if needed or closed else set()
    came = moved if nest.name not in level.old.members else [nest.member.required]
    unsaid = not any(member.required for member in level.old.members.values())
    return {"missed"} if any(came) or unsaid else set()
