"""Steps of a path that a parameter stands for by now: `/shop/boxes` is `/{place}/boxes` with `shop` as its default.

Or with a pattern for several steps, as calls of gRPC are written: `/shops/{shop}/boxes` is `/{parent}/boxes` then.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Final

from msgspec import UNSET

from driftwatch.compare.match.digests import keywords_of
from driftwatch.model.address import ROOT, TEMPLATE, join, operation_key, step
from driftwatch.model.change import Change
from driftwatch.model.facts import Field
from driftwatch.model.snapshot import Entry
from driftwatch.patterns import lazy_regex

_ANY_STEP: Final = "[^/]+"
_PLAIN: Final = lazy_regex(r"(?:[\w.~:-]+|\{\})(?:/(?:[\w.~:-]+|\{\}))*")
_AROUND: Final = 4
"""Steps before and behind the parameters of a path by which is asked whether it may be another one written out."""
_MOST: Final = 64
"""Paths that are written out of one whose parameters list what may stand for them."""


def written_out(entries: Iterable[Entry], names: Iterable[str]) -> Mapping[str, Entry]:
    """Return operations by those names that they have with a value that they document in place of a parameter.

    What two of them may be called is left out: nobody can tell which of the two it is. Facts are read only of those
    whose first and last steps one of the names has: of most that nobody knows yet.
    """
    known = [name.split("/") for name in names]
    first = {tuple(steps[:number]) for steps in known for number in range(_AROUND + 1)}
    last = {tuple(steps[-number:]) for steps in known for number in range(1, _AROUND + 1)} | {()}
    found: dict[str, Entry] = {}
    twice: set[str] = set()
    for entry in entries:
        before, after = _around(entry)
        for key in _keys(entry) if before in first and after in last else ():
            if found.setdefault(key, entry) is not entry:
                twice.add(key)
    return {key: entry for key, entry in found.items() if key not in twice}


def _around(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the steps of a call before the first and behind the last one that holds a parameter."""
    operation = entry.operation
    steps = operation_key(operation.method, operation.path).split("/") if operation is not None else [""]
    holding = [number for number, each in enumerate(steps) if "{}" in each] or [0]
    return tuple(steps[: holding[0]][:_AROUND]), tuple(steps[holding[-1] + 1 :][-_AROUND:])


def stands_for(one: Entry, other: Entry) -> bool:
    """Tell whether the path of one operation is that of another one with documented values for its parameters."""
    return one.owner.name != other.owner.name and one.owner.name in _keys(other)


def may_stand_for(one: Entry, other: Entry) -> bool:
    """Tell whether the path of one operation is that of another one, any text being documented for its parameters."""
    before, after = one.operation, other.operation
    if before is None or after is None or before.method != after.method:
        return False
    steps = [each.path.split("/") for each in (before, after)]
    if len(steps[0]) != len(steps[1]):
        return False
    apart = [pair for pair in zip(*steps, strict=True) if pair[0] != pair[1]]
    apart = [(old, new) for old, new in apart if not (TEMPLATE.fullmatch(old) and TEMPLATE.fullmatch(new))]
    return bool(apart) and all(old and "{" not in old and _takes_any_text(other, new) for old, new in apart)


def _takes_any_text(entry: Entry, written: str) -> bool:
    field = _field_of(entry, written) if TEMPLATE.fullmatch(written) else None
    return field is not None and keywords_of(field) == {"type": ("string",)}


def stands_for_several(one: Entry, other: Entry) -> bool:
    """Tell whether a parameter stands for several steps of the path of one operation: it may hold what these were."""
    if not stands_for(one, other) or one.operation is None or other.operation is None:
        return False
    return one.operation.path.count("/") > other.operation.path.count("/")


def but_of_steps(changes: Iterable[Change]) -> Iterator[Change]:
    """Leave out the pattern of a parameter that stands for several steps by now: it writes out what these were."""
    for change in changes:
        if change.kind != "field.pattern.set" or change.location != "request.path" or "/" not in str(change.after):
            yield change


def _keys(entry: Entry) -> Iterator[str]:
    operation = entry.operation
    if operation is None or operation.event or "{" not in operation.path:
        return
    steps = operation.path.split("/")
    choices = [_choices(entry, each) for each in steps]
    if all(len(each) == 1 for each in choices):
        return
    for written in islice(product(*choices), _MOST):
        if list(written) != steps:
            yield operation_key(operation.method, "/".join(written))


def _choices(entry: Entry, written: str) -> list[str]:
    """Return what may stand at a step of a path: the step itself, and what its parameter has as default or lists.

    The parameter may be a part of the step: `v1` and `v2` of `v{version}`.
    """
    field = _field_of(entry, written)
    if field is None:
        return [written]
    listed = list(field.enum) if isinstance(field.enum, tuple) else []
    said = [value for value in (field.default, field.const, *listed) if value is not UNSET]
    values = dict.fromkeys(value for value in said if isinstance(value, str) and value and "/" not in value)
    if several := _steps_of(field):
        values[several] = None
    return [written, *(value.join(TEMPLATE.split(written)) for value in values)]


def _steps_of(field: Field) -> str:
    """Return the steps that a pattern writes out, as in `shops/[^/]+/boxes/[^/]+`; "" for any other pattern."""
    pattern = field.pattern
    steps = pattern.removeprefix("^").removesuffix("$").replace(_ANY_STEP, "{}") if _ANY_STEP in pattern else ""
    return steps if "/" in steps and _PLAIN.fullmatch(steps) else ""


def _field_of(entry: Entry, written: str) -> Field | None:
    """Return what is documented for the parameter that a step of a path is, or has in it; None without just one."""
    names = TEMPLATE.findall(written)
    if len(names) != 1:
        return None
    at = join("parameter", "path", step(names[0][1:-1]), ROOT)
    return next((fact for fact in entry.facts if fact.at == at and isinstance(fact, Field)), None)
