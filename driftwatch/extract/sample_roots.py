"""Where in a body the fields of a table stand, as the JSON sample beside it shows: `{"widget": {"name": ...}}`."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.blocks import Code
from driftwatch.extract.fields import DocumentedField, steps_of
from driftwatch.extract.halves import spelled_halves
from driftwatch.model.json_values import Json

_LONGEST: Final = 50_000
_TEXT: Final = r"(\"(?:[^\"\\]|\\.)*(?:\"|$))"
"""A text of JSON, kept as it is; one that never closes reaches to the end."""
_REMARK: Final = re.compile(_TEXT + r"|//[^\n]*|\.{3},?", re.DOTALL)
_LAST_COMMA: Final = re.compile(_TEXT + r"|,(?=\s*[}\]])", re.DOTALL)
_PAYLOAD: Final = re.compile(r"\s(?:-d|--data(?:-raw|-binary|-ascii)?|--json)[\s=]{1,3}'(\s{0,20}[{\[][^']*)'")
_DEPTH: Final = 3
_DEEPEST: Final = 8
"""The same, where each field is looked for by itself."""
_FEW: Final = 2
"""Names of a table that a sample has to show."""


def sample_of(block: Code) -> Json:
    """Return the JSON that a code block holds; None when it holds none.

    People overlook a comma too many, and put remarks and dots for what they leave out between the members.
    """
    text = block.text.strip()
    if len(text) > _LONGEST or text[:1] not in ("{", "["):
        return None
    found = _json(text)
    if found is not None:
        return found
    return _json(_LAST_COMMA.sub(_kept, _REMARK.sub(_kept, text)))


def payload_of(block: Code) -> Json:
    """Return the JSON that a curl command sends; None where it sends none."""
    match = _PAYLOAD.search(block.text) if len(block.text) <= _LONGEST and "curl" in block.text else None
    return sample_of(Code(lang="json", info="", text=match[1])) if match else None


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def _json(text: str) -> Json:
    try:
        found: Json = json.loads(spelled_halves(text))
    except (ValueError, RecursionError):
        return None
    return found


def placed_by(samples: Sequence[Json], fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Put fields below the one object of the samples that has them, where none of them stands at the root."""
    names = {steps[0] for field in fields if not field.within and (steps := steps_of(field.name))}
    roots = {root for sample in samples if (root := _root(sample, names)) is not None}
    if len(roots) != 1 or not (root := roots.pop()):
        return tuple(fields)
    return tuple(replace(field, name=f"{root}.{field.name}") if not field.within else field for field in fields)


def are_shown(samples: Iterable[Json], fields: Sequence[DocumentedField]) -> bool:
    """Tell whether one object of a sample has most of these fields."""
    names = {steps[0] for field in fields if (steps := steps_of(field.name))}
    return any(_root(sample, names) is not None for sample in samples)


def nested_by(samples: Sequence[Json], fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Put each field of a flat table below the other one of it in which the samples show it, and nowhere else.

    Where several hold such a member, the one that stands last above it in the table has it.
    """
    names = {field.name: at for at, field in reversed(list(enumerate(fields)))}
    parents: dict[str, set[str]] = {}
    for sample in samples:
        for path, keys in _objects(sample, "", 0, deepest=_DEEPEST):
            for key in keys & names.keys():
                parents.setdefault(key, set()).add(path)
    found: list[DocumentedField] = []
    above: dict[str, int] = {}
    for at, field in enumerate(fields):
        paths = parents.get(field.name, set())
        known = [path for path in paths if path and set(steps_of(path)) - {"[]"} <= names.keys()]
        is_inner = bool(known) and not field.within and not paths & {"", "[]"} and len(known) == len(paths)
        best = max(known, key=lambda path: (above.get(_last(path), -1), path)) if is_inner else ""
        found.append(replace(field, name=f"{best}.{field.name}") if best and _last(best) in above else field)
        above[field.name] = at
    return tuple(found)


def _last(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("[]")


def wrapper_of(samples: Sequence[Json]) -> str:
    """Return the one member of which all samples consist, an object that wraps what is sent; "" for none."""
    wrappers = {next(iter(sample)) if isinstance(sample, dict) and len(sample) == 1 else "" for sample in samples}
    name = wrappers.pop() if len(wrappers) == 1 else ""
    return name if all(isinstance(sample, dict) and isinstance(sample.get(name), dict) for sample in samples) else ""


def _root(sample: Json, names: set[str]) -> str | None:
    """Return the path of the one object that has most of the names; "" for the root, None where that cannot be told."""
    found = [(path, len(names & keys)) for path, keys in _objects(sample, "", 0)]
    most = max((count for _, count in found), default=0)
    paths = {path for path, count in found if count == most}
    at_root = next((count for path, count in found if path in ("", "[]")), 0)
    if most < _FEW or most * 2 < len(names) or len(paths) != 1 or (at_root and at_root < most):
        return None
    path = paths.pop()
    return "" if path == "[]" else path


def _objects(value: Json, path: str, depth: int, *, deepest: int = _DEPTH) -> Iterator[tuple[str, set[str]]]:
    """Yield the objects in a value, each with the names of its members; of a list the first item counts."""
    while isinstance(value, list) and value:
        value, path = value[0], f"{path}[]"
    if isinstance(value, dict):
        yield path, set(value)
        for name, inner in _inner(value) if depth < deepest else ():
            yield from _objects(inner, f"{path}.{name}" if path else name, depth + 1, deepest=deepest)


def _inner(value: dict[str, Json]) -> Iterable[tuple[str, Json]]:
    return ((name, inner) for name, inner in value.items() if isinstance(inner, dict | list) and name.isidentifier())
