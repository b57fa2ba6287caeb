"""What the keywords of a schema demand of the values of one type, made into parts of a set of values."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import reduce
from math import inf
from typing import Any, Final

from msgspec import UNSET, Struct

from driftwatch.compare.match.digests import digest, is_annotation, settled
from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import Alternative, admits_nothing
from driftwatch.compare.values.kinds import ALL, common_types, implied_types, is_any_name
from driftwatch.compare.values.parts import Edge, Joint, Part, joined, kind_of
from driftwatch.compare.values.widths import lengths_of
from driftwatch.model.address import escape
from driftwatch.model.formats import ALIASES, RANGES, narrows
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import ITEMS, MAP, PROPERTY

_FEW: Final[dict[str, dict[str, Json]]] = {"null": {"null": None}, "boolean": {"false": False, "true": True}}
"""Types that have so few values that they are always listed."""
ANY_TEXT: Final = frozenset({"", ".*", "^.*$", "^", "^.*", ".*$", "$"})
"""Patterns that every text matches."""
_SIZES: Final = {
    "string": ("min_length", "max_length"),
    "array": ("min_items", "max_items"),
    "object": ("min_properties", "max_properties"),
}
NOTHING_LESS: Final = {"min_length": 0, "min_items": 0, "min_properties": 0, "min_contains": 1}
"""Lower bounds whose absence means a number: JSON Schema 2020-12, validation, section 6."""
_OPAQUE: Final = {
    "object": ("patternProperties", "dependentSchemas", "propertyNames"),
    "array": ("contains",),
    "string": ("contentSchema",),
}
_ANYWHERE: Final = ("not", "if", "then", "else")
_BESIDE: Final = frozenset(("if", "then", "else", "dependentSchemas"))
"""Keywords whose schemas name properties of the same object; those of alternatives and of allOf are parts of it."""
_COUNTED_BY_NOTHING: Final = ((1, UNSET), (0, UNSET))
"""Numbers of matching items that say no more than `contains` does alone, or than nothing does."""


def parts_of(alternative: Alternative) -> Iterator[Part]:
    """Yield what an alternative admits, type by type."""
    atoms = alternative.atoms
    if any(map(admits_nothing, atoms)):
        return
    types = _types(alternative)
    listed = _listed(atoms)
    if types is None and listed is None:
        types = implied_types(atoms)
    kinds = ALL if types is None else {"number" if name == "integer" else name for name in types}
    whole = types is not None and "integer" in types and "number" not in types
    for kind in sorted(kinds):
        part = _part(kind, alternative, listed, whole=whole and kind == "number")
        if part is not None:
            yield part


def _types(alternative: Alternative) -> frozenset[str] | None:
    stated = [frozenset(atom.field.type) for atom in alternative.atoms if atom.field.type]
    if alternative.only_null:
        stated.append(frozenset(("null",)))
    return reduce(common_types, stated) if stated else None


def _listed(atoms: Iterable[Node]) -> dict[str, Json] | None:
    found: dict[str, Json] | None = None
    for atom in atoms:
        lists = [] if atom.field.enum is UNSET else [atom.field.enum]
        lists += [] if atom.field.const is UNSET else [(atom.field.const,)]
        for values in lists:
            texts = {canonical(value): value for value in values}
            found = texts if found is None else {text: found[text] for text in found if text in texts}
    return found


def _part(kind: str, alternative: Alternative, listed: dict[str, Json] | None, *, whole: bool) -> Part | None:
    atoms = alternative.atoms
    values = _FEW.get(kind)
    if listed is not None:
        kept = {text: value for text, value in listed.items() if kind_of(value) == kind}
        values = kept if values is None else {text: value for text, value in kept.items() if text in values}
    draft = _Draft(kind=kind, values=values, whole=whole, tokens=_tokens(kind, atoms), absent=alternative.absent)
    if kind in _FILLED:
        _FILLED[kind](draft, atoms)
    if draft.low > draft.high or draft.low[0] == inf or (draft.values is not None and not draft.values):
        return None
    return Part(
        kind=kind,
        values=draft.values,
        whole=draft.whole,
        low=draft.low,
        high=draft.high,
        multiples=draft.multiples,
        tokens=frozenset(draft.tokens),
        required=draft.required,
        members=draft.members,
        extra=draft.extra,
        first=draft.first,
        within=alternative.within,
    )


class _Draft(Struct, kw_only=True):
    """A part in the making."""

    kind: str
    values: dict[str, Json] | None
    whole: bool
    tokens: set[Hashable]
    low: Edge = (-inf, 0)
    high: Edge = (inf, 0)
    multiples: frozenset[float] = frozenset()
    required: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    members: Mapping[str, Joint] = {}
    extra: Joint = ()
    first: tuple[Joint, ...] = ()


def _tokens(kind: str, atoms: tuple[Node, ...]) -> set[Hashable]:
    found: set[Hashable] = set()
    for atom in atoms:
        if atom.field.ref and atom.target() is None:
            found.add(("ref", atom.field.ref))
        if not atom.keywords:
            continue
        conditions = [(keyword, digest(node)) for keyword in _ANYWHERE for _, node in atom.below(keyword)]
        found.update(pair for pair in conditions if pair[0] == "not")
        if any(keyword == "if" for keyword, _ in conditions):
            found.add(tuple(pair for pair in conditions if pair[0] != "not"))
        for keyword in _OPAQUE.get(kind, ()):
            found.update(
                (keyword, step.label, digest(node))
                for step, node in atom.below(keyword)
                if not (keyword == "propertyNames" and is_any_name(node))
                and not (keyword == "contains" and _counts(atom) == (0, UNSET))
            )
    return found


def _number(draft: _Draft, atoms: tuple[Node, ...]) -> None:
    lows, highs, multiples = [draft.low], [draft.high], set[float]()
    for field in (atom.field for atom in atoms):
        least, most = RANGES.get(field.format, (None, None))
        lows += [(value, 0) for value in (field.minimum, least) if value is not UNSET and value is not None]
        highs += [(value, 0) for value in (field.maximum, most) if value is not UNSET and value is not None]
        lows += [] if field.exclusive_minimum is UNSET else [(field.exclusive_minimum, 1)]
        highs += [] if field.exclusive_maximum is UNSET else [(field.exclusive_maximum, -1)]
        multiples |= set() if field.multiple_of is UNSET else {field.multiple_of}
    low, high = max(lows), min(highs)
    draft.whole = draft.whole or any(isinstance(number, int) and number for number in multiples)
    if draft.whole:
        low = (low[0] + 1, 0) if low[1] and isinstance(low[0], int) else low
        high = (high[0] - 1, 0) if high[1] and isinstance(high[0], int) else high
    if draft.values is None:
        draft.low, draft.high = low, high
        draft.multiples = frozenset(multiples - ({1} if draft.whole else set()))
        return
    draft.values = {
        text: value
        for text, value in draft.values.items()
        if low <= (value, 0) <= high and (not draft.whole or isinstance(value, int) or value.is_integer())
    }
    draft.whole = False
    draft.tokens |= {("multiple", number) for number in multiples}


def _size(draft: _Draft, atoms: tuple[Node, ...]) -> None:
    least, most = _SIZES[draft.kind]
    lows = [value for atom in atoms if (value := getattr(atom.field, least)) is not UNSET]
    highs = [value for atom in atoms if (value := getattr(atom.field, most)) is not UNSET]
    draft.low, draft.high = (max([0, *lows]), 0), (min([inf, *highs]), 0)


def _string(draft: _Draft, atoms: tuple[Node, ...]) -> None:
    _size(draft, atoms)
    draft.tokens |= {("pattern", atom.field.pattern) for atom in atoms if atom.field.pattern not in ANY_TEXT}
    if draft.values is None:
        _keep_to_lengths(draft, atoms)
        stated = {atom.field.format for atom in atoms if atom.field.format}
        stated |= {
            name for name, (key, value) in ALIASES.items() for atom in atoms if getattr(atom.field, key) == value
        }
        draft.tokens |= {("format", one) for one in stated if narrows(one, frozenset(("string",)))}
        return
    low, high = draft.low[0], draft.high[0]
    draft.values = {text: value for text, value in draft.values.items() if low <= len(value) <= high}
    draft.low, draft.high = (-inf, 0), (inf, 0)


def _keep_to_lengths(draft: _Draft, atoms: tuple[Node, ...]) -> None:
    """Keep to how long a text is that meets the patterns; where bounds rule all of these out one of both is wrong."""
    lengths = lengths_of(atom.field.pattern for atom in atoms)
    low, high = max(draft.low, (lengths.least, 0)), min(draft.high, (lengths.most, 0))
    if low <= high:
        draft.low, draft.high = low, high


def _array(draft: _Draft, atoms: tuple[Node, ...]) -> None:
    _size(draft, atoms)
    tokens = draft.tokens
    firsts = [[node for _, node in sorted(atom.below("prefixItems"), key=_place)] for atom in atoms]
    rests = [[node for _, node in atom.below(ITEMS)] for atom in atoms]
    length = max(map(len, firsts), default=0)
    first = tuple(
        joined(node for own, rest in zip(firsts, rests, strict=True) for node in (own[index : index + 1] or rest))
        for index in range(length)
    )
    extra = joined(node for rest in rests for node in rest)
    for atom in atoms:
        tokens |= {"unique"} if atom.field.unique_items else set()
        if atom.below("contains") and _counts(atom) not in _COUNTED_BY_NOTHING:
            tokens.add(("contains", *map(str, _counts(atom))))
    tokens |= _unevaluated(atoms, "unevaluated_items", "unevaluatedItems", length, bool(extra))
    if extra is None or None in first:
        draft.high = min(draft.high, (_passing(first), 0))
    draft.first, draft.extra = first, extra


def _counts(atom: Node) -> tuple[Any, Any]:
    """Return how many items must be what `contains` says, at least and at most: one is enough where nobody says it."""
    least = atom.field.min_contains
    return NOTHING_LESS["min_contains"] if least is UNSET else least, atom.field.max_contains


def _passing(first: tuple[Joint, ...]) -> int:
    """Return how many items may come before one that must not."""
    return next((index for index, item in enumerate(first) if item is None), len(first))


def _place(child: tuple[Any, Node]) -> int:
    label: str = child[0].label
    return int(label) if label.isdecimal() else 0


def _object(draft: _Draft, atoms: tuple[Node, ...]) -> None:
    _size(draft, atoms)
    tokens, required = draft.tokens, set[str]()
    own = [{step.label: node for step, node in atom.below(PROPERTY)} for atom in atoms]
    names = {name for declared in own for name in declared}
    alone = _is_all_there_is(atoms)
    extras = [_left_over(atom) if alone else _extra(atom) for atom in atoms]
    for atom, declared, extra in zip(atoms, own, extras, strict=True):
        required |= {name for name, node in declared.items() if node.field.required and name}
        required |= {escape(name) for name in atom.field.requires if name}
        tokens |= {("dependent", key, name) for key, more in atom.field.dependent_required.items() for name in more}
        if atom.below("patternProperties") and extra != ():
            rest = None if extra is None else tuple(digest(node) for node in extra)
            tokens.add(("beside", *sorted(declared), rest))
    if not alone:
        tokens |= _unevaluated(atoms, "unevaluated_properties", "unevaluatedProperties", *sorted(names))
    loose = [() if atom.below("patternProperties") else extra for atom, extra in zip(atoms, extras, strict=True)]
    members = {
        name: _meet(
            [(declared[name],) if name in declared else rest for declared, rest in zip(own, loose, strict=True)]
        )
        for name in sorted(names)
    }
    members |= dict.fromkeys(draft.absent)
    impossible = any(members.get(name, ()) is None for name in required)
    draft.low = (inf if impossible else max(draft.low[0], len(required)), 0)
    draft.required, draft.members, draft.extra = frozenset(required), members, _meet(loose)


def _is_all_there_is(atoms: tuple[Node, ...]) -> bool:
    """Tell whether nothing stands beside what an object says: then what is left over are its further properties."""
    return len(atoms) == 1 and _BESIDE.isdisjoint(atoms[0].keywords)


def _left_over(atom: Node) -> Joint:
    """Return what any property must be that an object does not name, be it told by `unevaluatedProperties`."""
    children = [node for _, node in atom.below("unevaluatedProperties")]
    if atom.field.additional_properties is not UNSET or not (children or atom.field.unevaluated_properties is False):
        return _extra(atom)
    return joined(children) if children else None


def _extra(atom: Node) -> Joint:
    children = [node for _, node in atom.below(MAP)]
    if not children and atom.field.additional_properties is False:
        return None
    return joined(children)


def _unevaluated(atoms: tuple[Node, ...], attribute: str, keyword: str, *known: Hashable) -> set[Hashable]:
    """Make a token of what is demanded of the rest: which rest that is depends on all that is known beside it."""
    found: set[Hashable] = set()
    for atom in atoms:
        below = [node for _, node in atom.below(keyword) if not is_annotation(settled(node))]
        if getattr(atom.field, attribute) is False or any(map(admits_nothing, below)):
            found.add((keyword, (), known))
        elif below:
            found.add((keyword, tuple(map(digest, below)), known))
    return found


def _meet(joints: Iterable[Joint]) -> Joint:
    found: list[Node] = []
    for joint in joints:
        if joint is None:
            return None
        found += joint
    return joined(found)


_FILLED: Final = {"number": _number, "string": _string, "array": _array, "object": _object}
