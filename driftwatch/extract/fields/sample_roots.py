"""Where in a body the fields of a table stand, as the JSON sample beside it shows: `{"widget": {"name": ...}}`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.text.blocks import Code
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_LONGEST: Final = 50_000
_PAYLOAD: Final = lazy_regex(r"\s(?:-d|--data(?:-raw|-binary|-ascii)?|--json)[\s=]{1,3}'(\s{0,20}[{\[][^']*)'")
_ANY: Final = "*"
_PLACEHOLDER: Final = lazy_regex(
    r"(?:<[^<>]{1,60}>|\{[^{}]{1,60}\}|(?=[A-Fa-f]{0,40}[0-9])[0-9A-Fa-f]{16,64}"
    r"|(?=[a-z0-9_-]{0,64}[A-Z])(?=[A-Z0-9_-]{0,64}[a-z])(?=(?:[A-Za-z_-]{1,40}[0-9]{1,20}){3})[\w-]{16,64})$"
)
"""A name in brackets, or an id: digits of base 16, or letters of both cases with digits all over."""
_DEPTH: Final = 3
_DEEPEST: Final = 8
"""The same, where each field is looked for by itself."""
_MOST: Final = 64
"""Objects with a member of one name that are kept: what more have says nothing of where a field stands."""
_FEW: Final = 2
"""Names of a table that a sample has to show."""
_MANY: Final = 3
"""The same, of one object inside of it, where others stand at its root."""


def sample_of(block: Code) -> Json:
    """Return the JSON that a code block holds; None when it holds none."""
    return json_of_sample(block.text)


def payload_of(block: Code) -> Json:
    """Return the JSON that a curl command sends; None where it sends none."""
    match = _PAYLOAD.search(block.text) if len(block.text) <= _LONGEST and "curl" in block.text else None
    return sample_of(Code(lang="json", info="", text=match[1])) if match else None


def with_any_names(sample: Json, asked: AbstractSet[str], depth: int = 0) -> Json:
    """Write `*` for the members of a sample whose names are values: those asked for, and `<locale>` or `{id}`."""
    if depth > _DEPTH:
        return sample
    if isinstance(sample, list):
        return [with_any_names(item, asked, depth + 1) for item in sample]
    if not isinstance(sample, dict):
        return sample
    return {
        _ANY if name in asked or _PLACEHOLDER.match(name) else name: with_any_names(value, asked, depth + 1)
        for name, value in sample.items()
    }


class Shown:
    """What samples of one body show, found by the names of members: which objects have them, and how deep."""

    def __init__(self, samples: Sequence[Json]) -> None:
        self.samples = samples
        self._places: dict[str, list[tuple[int, str, int]]] = {}
        for number, sample in enumerate(samples):
            for path, keys, depth in _objects(sample, "", 0):
                for key in keys:
                    known = self._places.setdefault(key, [])
                    if len(known) < _MOST:
                        known.append((number, path, depth))

    def parents(self, name: str) -> set[str]:
        """Return the paths of the objects that have a member of this name."""
        return {path for _, path, _ in self._places.get(name, ())}

    def roots(self, names: AbstractSet[str]) -> set[str]:
        """Return for each sample the path of the one object that has most of the names, where that can be told."""
        counts: dict[int, Counter[str]] = {}
        for name in names:
            for number, path, depth in self._places.get(name, ()):
                if depth <= _DEPTH:
                    counts.setdefault(number, Counter())[path] += 1
        return {root for found in counts.values() if (root := _root(found, len(names))) is not None}


def placed_by(shown: Shown, fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Put fields below the one object of the samples that has them, where none of them stands at the root."""
    roots = shown.roots({steps[0] for field in fields if not field.within and (steps := steps_of(field.name))})
    if len(roots) != 1 or not (root := roots.pop()):
        return tuple(fields)
    return tuple(replace(field, name=f"{root}.{field.name}") if not field.within else field for field in fields)


def wrapped_by(shown: Shown, fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Put the fields of an object below what wraps all of its samples; it may stand anywhere in a larger message."""
    placed = placed_by(shown, fields)
    wrapper = wrapper_of(shown.samples)
    return placed if wrapper and all(steps_of(field.name)[:1] == (wrapper,) for field in placed) else tuple(fields)


def are_shown(shown: Shown, fields: Sequence[DocumentedField]) -> bool:
    """Tell whether one object of a sample has most of these fields."""
    return bool(shown.roots({steps[0] for field in fields if (steps := steps_of(field.name))}))


def are_all_of(sample: Json, names: AbstractSet[str]) -> bool:
    """Tell whether an object of a sample has members of these names and no others."""
    return len(names) >= _FEW and any(keys == names for _, keys, _ in _objects(sample, "", 0))


def nested_by(shown: Shown, fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Put each field of a flat table below the other one of it in which the samples show it, and nowhere else.

    Where several hold such a member, the one that stands last above it in the table has it, inside of what the samples
    show it in. What no sample shows stands where the rows around it do.
    """
    names = {field.name for field in fields}
    holders: list[str | None] = []
    above: dict[str, int] = {}
    for at, field in enumerate(fields):
        first = next(iter(steps_of(field.name)), "")
        paths = set[str]() if field.within else shown.parents(first)
        known = [path for path in paths if _last(path) in names]
        is_inner = bool(known) and not paths & {"", "[]"} and len(known) == len(paths)
        best = max(known, key=lambda path: (above.get(_last(path), -1), path)) if is_inner else ""
        holder = above.get(_last(best))
        holders.append((best if holder is not None else "") if paths or field.within else None)
        if holder is not None and not holders[holder]:
            holders[holder] = best.rpartition(".")[0]
        above[field.name] = at
    placed = zip(fields, _between(holders), strict=True)
    return tuple(replace(field, name=f"{holder}.{field.name}") if holder else field for field, holder in placed)


def parted_by(shown: Shown, fields: Sequence[DocumentedField], *, is_one: bool) -> tuple[DocumentedField, ...]:
    """Put fields below the one object of the samples that has most of them, where the others all stand at the root.

    What no sample shows stands where the rows around it do. Where they are those of one object (`is_one`) and the root
    has none of them, all of them stand there.
    """
    firsts = [next(iter(steps_of(field.name)), "") if not field.within else "" for field in fields]
    places = [shown.parents(first) if first else set[str]() for first in firsts]
    counts = Counter(path for paths in places for path in paths)
    root, most = max(counts.items(), key=lambda each: (each[1], each[0]), default=("", 0))
    is_told = root not in ("", "[]") and most >= _MANY and set(counts) <= {root, ""}
    if not is_told or any(len(paths) > 1 for paths in places) or _last(root) in firsts:
        return tuple(fields)
    unshown = root if is_one and "" not in counts else None
    holders = [next(iter(paths), unshown) if first else "" for first, paths in zip(firsts, places, strict=True)]
    placed = zip(fields, _between(holders), strict=True)
    return tuple(replace(field, name=f"{holder}.{field.name}") if holder else field for field, holder in placed)


def _between(holders: Sequence[str | None]) -> Iterator[str]:
    """Yield what holds each row of a table; where that is None, what holds the rows around it, if it is one."""
    below = [*holders]
    for at in range(len(below) - 2, -1, -1):
        below[at] = below[at + 1] if below[at] is None else below[at]
    above: str | None = None
    for holder, after in zip(holders, below, strict=True):
        above = above if holder is None else holder
        yield above if holder is None and above and above == after else holder or ""


def _last(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("[]")


def wrapper_of(samples: Sequence[Json]) -> str:
    """Return the one member of which all samples consist, an object that wraps what is sent; "" for none."""
    wrappers = {next(iter(sample)) if isinstance(sample, dict) and len(sample) == 1 else "" for sample in samples}
    name = wrappers.pop() if len(wrappers) == 1 else ""
    return name if all(isinstance(sample, dict) and isinstance(sample.get(name), dict) for sample in samples) else ""


def _root(counts: Counter[str], names: int) -> str | None:
    """Return the path of the one object that has most of the names; "" for the root, None where that cannot be told."""
    most = max(counts.values())
    paths = {path for path, count in counts.items() if count == most}
    at_root = next((counts[path] for path in ("", "[]") if path in counts), 0)
    if most < _FEW or most * 2 < names or len(paths) != 1 or (at_root and at_root < most):
        return None
    path = paths.pop()
    return "" if path == "[]" else path


def _objects(value: Json, path: str, depth: int) -> Iterator[tuple[str, set[str], int]]:
    """Yield the objects in a value, each with its members and depth; of a list the first item counts."""
    while isinstance(value, list) and value:
        value, path = value[0], f"{path}[]"
    if isinstance(value, dict):
        yield path, set(value), depth
        for name, inner in _inner(value) if depth < _DEEPEST else ():
            yield from _objects(inner, f"{path}.{name}" if path else name, depth + 1)


def _inner(value: dict[str, Json]) -> Iterable[tuple[str, Json]]:
    return (
        (name, inner)
        for name, inner in value.items()
        if isinstance(inner, dict | list) and (name == _ANY or name.isidentifier())
    )
