"""What changed in the bounds of one schema: of numbers, of sizes, and what texts must look like."""

from math import inf, isclose
from typing import Any, Final, TypeAlias

from msgspec import UNSET

from driftwatch.compare.match.digests import settled
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import GROUPS, View
from driftwatch.compare.values.demands import ANY_TEXT, NOTHING_LESS
from driftwatch.compare.values.parts import divides
from driftwatch.compare.values.widths import lengths_of
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_BOUNDS: Final = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusive-minimum",
    "exclusive_maximum": "exclusive-maximum",
    "min_length": "min-length",
    "max_length": "max-length",
    "min_items": "min-items",
    "max_items": "max-items",
    "min_properties": "min-properties",
    "max_properties": "max-properties",
    "min_contains": "min-contains",
    "max_contains": "max-contains",
}
_MORE: Final = "more than"
_ENDS: Final = (("minimum", "exclusive_minimum", _MORE), ("maximum", "exclusive_maximum", "less than"))
"""Two keywords of one end of a range: the number itself fits, or only what lies behind it."""
_Place: TypeAlias = tuple[float, bool]
_EXCLUSIVE: Final = frozenset(exclusive for _, exclusive, _ in _ENDS)
_COUNTS: Final = frozenset(("min_contains", "max_contains"))
_LENGTHS: Final = frozenset(("min_length", "max_length"))
_OF_FORMATS: Final = {"uuid": (36, 36), "date": (10, 10), "ipv4": (7, 15), "ipv6": (2, 45)}
"""How long texts of a format are at least and at most: RFC 4122, 3; RFC 3339, 5.6; RFC 2673, 3.2; RFC 4291, 2.2."""
_BEGINNING: Final = lazy_regex(r"\^([A-Za-z0-9_]+)(?![*?{])")
"""The plain beginning of a pattern, without a last letter that need not be there."""
_OF_PATHS: Final = "request.path"
_ANYTHING: Final = frozenset({".*", "^.*$", ".+", "^.+$", "^", "^.*", ".*$"})
_SIZED: Final = {
    "max_items": ("maximum",), "max_length": ("maximum",), "min_items": ("minimum",), "min_length": ("minimum",),
    "maximum": ("max_items", "max_length"), "minimum": ("min_items", "min_length"),
}  # fmt: skip
"""Bounds of sizes, with the keyword for numbers that people state in their place, and the other way round."""
_NUMBERS: Final = frozenset({"number", "integer"})
_DIGITS: Final = 16
_MOST_BITS: Final = 1024
_NEXT: Final = 2.0**-52
"""Digits of a number that a float keeps, bits of the largest one, and how far the next float is, as a share of it."""


def bound_changes(level: Level) -> None:
    """Note other bounds and patterns."""
    stated = level.stated
    if not _EXCLUSIVE.isdisjoint(stated):
        stated -= _crossed_ends(level)
    if not _COUNTS.isdisjoint(stated):
        stated -= _untold_counts(level)
    for attribute, noun in _BOUNDS.items() if stated else ():
        if attribute in stated:
            _bound(level, attribute, noun)
    if "multiple_of" in stated:
        _multiple_of(level)
    if "pattern" in stated:
        _pattern(level)


def _untold_counts(level: Level) -> frozenset[str]:
    """Return the numbers of matching items that say nothing here: where one side looks for none, that is told once."""
    looking = [view for view in (level.old, level.new) if view.below("contains")]
    if len(looking) == 1 and may_lack_all(looking[0]):
        return _COUNTS - {"max_contains"}
    return frozenset() if len(looking) > 1 else _COUNTS


def may_lack_all(view: View) -> bool:
    """Tell whether a list needs no item that is what `contains` says: that only says how many there may be then."""
    return bool(view.value("min_contains") == 0)


def _crossed_ends(level: Level) -> set[str]:
    """Note an end of the range that one side includes and the other one does not; return the keywords that say so."""
    told = set[str]()
    for inclusive, exclusive, word in _ENDS:
        stated = tuple(zip(level.sides(inclusive), level.sides(exclusive), strict=True))
        if any((one is UNSET) is (other is UNSET) for one, other in stated) or (stated[0][0] is UNSET) is (
            stated[1][0] is UNSET
        ):
            continue
        before, after = (f"{word} {other}" if one is UNSET else one for one, other in stated)
        places = [(other, word == _MORE) if one is UNSET else (one, word != _MORE) for one, other in stated]
        level.emit(f"field.{inclusive}.{'raised' if places[1] > places[0] else 'lowered'}", before, after)
        told |= {inclusive, exclusive}
    return told


def _bound(level: Level, attribute: str, noun: str) -> None:
    before, after = _numbers(level, attribute)
    if attribute == "min_properties" and _must_be_there_anyway(level, before, after):
        return
    if before == after or same_but_rounded(before, after):
        return
    was, now = _lengths_with_patterns(level, attribute, before, after)
    if was == now:
        return
    ends = _ends_of_both(level, attribute)
    if ends is not None and ends[0] == ends[1]:
        return
    is_said = _is_raised(before, after) is not _is_raised(was, now)
    is_said = is_said or (ends is not None and _moves_up(attribute, before, after) is not (ends[1] > ends[0]))
    is_said = is_said or _is_meant(level.old, attribute, after) or _is_meant(level.new, attribute, before)
    is_said = is_said or _are_kept_anyway(level, attribute, before, after)
    traits = {"said-otherwise"} if is_said else ()
    if before is None and not _holds_in_branches(level.old, attribute, after):
        level.emit(f"field.{noun}.set", after=after, traits=traits)
    elif after is None and not _holds_in_branches(level.new, attribute, before):
        level.emit(f"field.{noun}.unset", before=before, traits=traits)
    elif before is not None and after is not None:
        level.emit(f"field.{noun}.{'raised' if after > before else 'lowered'}", before, after, traits=traits)


def _ends_of_both(level: Level, attribute: str) -> tuple[_Place, _Place] | None:
    """Return where a range ends on both sides, if one of them states both keywords of this end; else None.

    The keyword that leaves more to the other one binds nothing: that it comes or goes moves no end.
    """
    for inclusive, exclusive, word in _ENDS:
        stated = list(zip(level.sides(inclusive), level.sides(exclusive), strict=True))
        if attribute in (inclusive, exclusive) and any(UNSET not in side for side in stated):
            whole = all(view.types - {"null"} == {"integer"} for view in (level.old, level.new))
            before, after = (_end(*side, is_lower=word == _MORE, whole=whole) for side in stated)
            return before, after
    return None


def _end(inclusive: Any, exclusive: Any, *, is_lower: bool, whole: bool) -> _Place:
    """Return the number at which a range ends, and whether the range, or its end, lies behind that number."""
    places = [] if inclusive is UNSET else [(inclusive, not is_lower)]
    if exclusive is not UNSET:
        next_to_it = whole and isinstance(exclusive, int)
        places.append((exclusive + (1 if is_lower else -1), not is_lower) if next_to_it else (exclusive, is_lower))
    return max(places, default=(-inf, False)) if is_lower else min(places, default=(inf, False))


def _moves_up(attribute: str, before: Json, after: Json) -> bool:
    """Tell whether a bound of numbers, by itself, is a higher one; without one there is no end."""
    absent = -inf if "minimum" in attribute else inf
    one, other = (absent if bound is None else bound for bound in (before, after))
    return bool(other > one)


def _numbers(level: Level, attribute: str) -> tuple[Json, Json]:
    """Return a bound of both sides, None where there is none.

    That more items than one must match is a bound of its own beside `contains`, which asks for one anyway. Without
    that keyword no item is counted.
    """
    stated: tuple[Any, ...] = level.sides(attribute)
    absent = NOTHING_LESS.get(attribute)
    if attribute in _COUNTS:
        views = (level.old, level.new)
        stated = tuple(said if view.below("contains") else UNSET for view, said in zip(views, stated, strict=True))
    if attribute == "min_contains" and all(value is UNSET or value > absent for value in stated):
        absent = None
    before, after = (absent if value is UNSET else value for value in stated)
    return before, after


def _are_kept_anyway(level: Level, attribute: str, before: Json, after: Json) -> bool:
    """Tell whether every text of the format that a side states is as long as the bound of its length demands."""
    stated = [(view, bound) for view, bound in ((level.old, before), (level.new, after)) if bound is not None]
    return attribute in _LENGTHS and all(_is_kept_anyway(view, attribute, bound) for view, bound in stated)


def _is_kept_anyway(view: View, attribute: str, bound: Any) -> bool:
    least, most = _OF_FORMATS.get(view.value("format"), (0, inf))
    return bool(bound <= least) if attribute == "min_length" else bool(bound >= most)


def _lengths_with_patterns(level: Level, attribute: str, before: Json, after: Json) -> tuple[Json, Json]:
    """Return how long texts are at least, or at most, since patterns may already say so: `^[a-z]+$`."""
    if attribute not in _LENGTHS:
        return before, after
    one, other = (lengths_of(_patterns(view)) for view in (level.old, level.new))
    if attribute == "min_length":
        return max(one.least, before or 0), max(other.least, after or 0)
    return min(one.most, inf if before is None else before), min(other.most, inf if after is None else after)


def _is_raised(before: Json, after: Json) -> bool:
    """Tell whether the second of two bounds, of which an upper one may be absent, is the higher one."""
    return before is not None and (after is None or after > before)


def _is_meant(view: View, attribute: str, bound: Json) -> bool:
    """Tell whether a side says a bound by another keyword: `maximum` of a list means how long it may be."""
    others = _SIZED.get(attribute, ())
    if not others or bound is None or view.stated(attribute) or not view.types or view.types & _NUMBERS:
        return False
    return any(view.value(other) == bound for other in others)


def _must_be_there_anyway(level: Level, before: Json, after: Json) -> bool:
    """Tell whether one side alone says how many properties there must be, and the other one requires as many."""
    required = [sum(member.required for member in view.members.values()) for view in (level.old, level.new)]
    return (not before and required[0] >= after) or (not after and required[1] >= before)


def _holds_in_branches(view: View, attribute: str, bound: float | None) -> bool:
    """Tell whether all alternatives of a schema keep a bound that it does not state itself."""
    if bound is None:
        return False
    is_upper = "max" in attribute
    for group in GROUPS:
        stated = [getattr(settled(node).field, attribute) for _, node in view.below(group)]
        known = [value for value in stated if isinstance(value, int | float)]
        if known and len(known) == len(stated) and (max(known) <= bound if is_upper else min(known) >= bound):
            return True
    return False


def same_but_rounded(one: float | None, other: float | None) -> bool:
    """Tell whether two numbers are as near to each other as floats get, of which one was written as a float.

    So it is with a whole number that is written with the digits of a float: what wrote it had it as one.
    """
    if one is None or other is None:
        return False
    try:
        if isinstance(one, float) is isinstance(other, float):
            return any(map(_is_rounded, (one, other))) and isclose(one, other, rel_tol=_NEXT)
        return float(one) == float(other)
    except OverflowError:
        return False


def _is_rounded(number: float) -> bool:
    """Tell whether all digits of a large whole number but those that a float keeps are zeros."""
    if not isinstance(number, int) or number.bit_length() > _MOST_BITS:
        return False
    more = len(str(abs(number))) - _DIGITS
    return more > 0 and number % 10**more == 0


def _multiple_of(level: Level) -> None:
    before, after = level.sides("multiple_of")
    if before == after:
        return
    if before is UNSET or after is UNSET:
        level.emit("field.multiple-of.set" if before is UNSET else "field.multiple-of.unset", before, after)
    elif divides(after, before):
        level.emit("field.multiple-of.loosened", before, after)
    else:
        level.emit(
            "field.multiple-of.tightened" if divides(before, after) else "field.multiple-of.changed", before, after
        )


def _pattern(level: Level) -> None:
    before, after = level.sides("pattern")
    if before == after:
        return
    olds, news = _patterns(level.old), _patterns(level.new)
    if olds and news and (olds < news or news < olds):
        # All must be met: one that comes beside those that stay demands more, whatever it says.
        added, removed = (" and ".join(sorted(patterns)) for patterns in (news - olds, olds - news))
        if olds < news:
            level.emit("field.pattern.set", after=added)
        else:
            level.emit("field.pattern.unset", before=removed)
    elif before is UNSET or after is UNSET:
        stated = after if before is UNSET else before
        # Whatever goes into a path is some text: a step without any is another path.
        is_any = stated in ANY_TEXT or (level.where.location.endswith(_OF_PATHS) and stated in _ANYTHING)
        kind = "field.pattern.set" if before is UNSET else "field.pattern.unset"
        level.emit(kind, before, after, traits={"anything"} if is_any else ())
    elif after in _ANYTHING:
        level.emit("field.pattern.generalized", before, after)
    elif before in _ANYTHING:
        level.emit("field.pattern.set", before, after)
    else:
        traits = {"disjoint"} if _begin_apart(before, after) else set[str]()
        level.emit("field.pattern.changed", before, after, traits=traits)


def _patterns(view: View) -> frozenset[str]:
    """Return the patterns of all parts of a schema but those that any text meets."""
    return frozenset(atom.field.pattern for atom in view.atoms if atom.field.pattern) - ANY_TEXT


def _begin_apart(one: str, other: str) -> bool:
    """Tell whether no text meets two patterns, since each says how it begins: `^MB[0-9]+$`, `^CH[0-9]+$`."""
    begin, begins = _beginning(one), _beginning(other)
    return not begin.startswith(begins) and not begins.startswith(begin)


def _beginning(pattern: str) -> str:
    """Return the letters and digits with which every text begins that meets a pattern; "" where that is not plain."""
    found = _BEGINNING.match(pattern)
    return found[1] if found is not None and "|" not in pattern else ""
