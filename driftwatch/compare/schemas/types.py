"""How types and formats changed: widened, narrowed, or into something else.

The words are those of sets of values: what is `generalized` admits more than before, what is `specialized` admits less,
`changed` is neither, and `compatible` differs only until it is written as text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Final, Literal, TypeAlias

from msgspec import UNSET

from driftwatch.compare.match.digests import Branch, settled, stated_keywords
from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import GROUPS, TYPES_BOUND, View
from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import admits_everything
from driftwatch.compare.values.kinds import types_of_values
from driftwatch.compare.values.lists import values_of_union
from driftwatch.model.address import ROOT
from driftwatch.model.facts import BINDING
from driftwatch.model.formats import ALIASES, RANGES, SPELLINGS, is_remark, narrows, takes_numbers
from driftwatch.model.json_values import Json, as_text
from driftwatch.model.paths import ITEMS, Step
from driftwatch.spelling import closest

Relation = Literal["same", "generalized", "specialized", "changed"]
Typed: TypeAlias = dict[str, tuple[Step | None, tuple[Node, ...]]]
"""What is said of the values of each type, and where."""

_FORMATS: Final = (("int8", "int16", "int32"), ("uint8", "uint16", "uint32", "uint64"))
"""Formats each of which admits all that those before it admit."""
_STATED_OF_TEXT: Final = frozenset({"type", "nullable", "default", "deprecated"})
"""What may be stated of a text, or of a list of texts, that is any."""
_DEMANDS: Final = frozenset({"min_length", "max_length", "pattern"})
"""What may be demanded of texts: of all that can be sent, whether it is called a text or not."""
_SCALARS: Final = frozenset({"string", "number", "integer", "boolean"})
_STANDARD: Final = (*sorted(_SCALARS), "array", "object", "null")
_SLIP: Final = 0.8
"""difflib's ratio: a letter too many, too few or in the place of the next one keeps as much of each type's name."""
_OF_ROWS: Final = ("text/csv", "text/tab-separated-values")
"""Media types of rows: what is called a list of them is written as text all the same."""
_SPELLINGS: Final = {
    "str": "string", "text": "string", "float": "number", "double": "number",
    "int": "integer", "integer": "integer", "long": "integer",
    "bool": "boolean", "dict": "object", "map": "object", "list": "array",
    **dict.fromkeys((*RANGES, "int64"), "integer"),
    **dict.fromkeys(("date", "date-time", "datetime", "email", "uri", "url", "uuid"), "string"),
}  # fmt: skip
"""Types that no standard knows, by what programming languages mean by them; formats that stand in their place."""
_OF_BYTES: Final = (
    "image/", "audio/", "video/", "font/", "application/pdf", "application/octet-stream", "application/zip",
    "application/gzip",
)  # fmt: skip
_NO_LONGER: Final = frozenset({"changed", "specialized"})
"""How types relate where one that was allowed is not any more."""
_NULL: Final = frozenset({"null"})
"""The types of what is always null."""
_INTEGER: Final = frozenset({"integer"})
_TWICE: Final = {("number",), ("integer",)}


def type_changes(level: Level) -> bool:
    """Note how type, format and null changed; tell whether no type is left that was allowed before.

    Where no value fits on one side that is all there is to tell.
    """
    old, new = level.old, level.new
    changed = False
    if old.impossible != new.impossible:
        level.emit("field.became-impossible" if new.impossible else "field.became-possible")
        return False
    if not _grouped(old) and not _grouped(new) and "type" not in level.task.beside:
        changed = _typed(level)
    null_changes(level)
    return changed


def null_changes(level: Level) -> None:
    """Note that null is allowed or ruled out now, where that was not judged above."""
    old, new = level.old, level.new
    before, after = old.nullable, new.nullable
    # Null may move between the alternatives and what stands beside them all; where both sides offer some alike, each
    # that no longer admits it is told by itself.
    moved = before != after and _grouped(old) and _grouped(new) and old.admits_null is new.admits_null
    if moved or (_grouped(old) is not _grouped(new) and not (_offered(old) and _offered(new))):
        before, after = old.admits_null, new.admits_null
    told = level.task.null_apart or before == after or _is_null_alone(old, new)
    if not told and (level.referring or not (old.unlimited or new.unlimited)):
        kind = "field.became-nullable" if after else "field.became-not-nullable"
        implied = any(view.types and not any(atom.field.type for atom in view.atoms) for view in (old, new))
        level.emit(kind, before, after, traits={"type-implied"} if implied else ())
    elif not level.task.null_apart and level.knows_null and not (old.nullable or new.nullable):
        _null_in_alternatives(level)


def _null_in_alternatives(level: Level) -> None:
    """Note that null, which alternatives admit, is ruled out now by what stands beside them, or no longer is."""
    sides = level.old, level.new
    ruled_out = [any(_rules_null_out(atom) for atom in view.atoms) for view in sides]
    if ruled_out[0] is not ruled_out[1] and all(map(_offers_null, sides)):
        kind = "field.became-not-nullable" if ruled_out[1] else "field.became-nullable"
        level.emit(kind, ruled_out[1], ruled_out[0], traits={"beside-alternatives"})


def _rules_null_out(atom: Node) -> bool:
    return bool(atom.field.type) and "null" not in atom.field.type and not atom.field.nullable


def _offers_null(view: View) -> bool:
    """Tell whether any alternative admits null, be it by what it refers to."""
    offered = (settled(node).field for node in _offered(view))
    return any(field.nullable or "null" in field.type for field in offered)


def covers(wide: str, narrow: str) -> bool:
    """Tell whether every value of type `narrow` is one of type `wide`."""
    return wide == narrow or (wide, narrow) == ("number", "integer")


def relation_of_types(old: frozenset[str], new: frozenset[str]) -> Relation:
    """Compare two sets of types; an empty set admits everything."""
    if old == new:
        return "same"
    kept = not new or (bool(old) and all(any(covers(wide, type_) for wide in new) for type_ in old))
    back = not old or (bool(new) and all(any(covers(wide, type_) for wide in old) for type_ in new))
    if kept:
        return "same" if back else "generalized"
    return "specialized" if back else "changed"


def relation_of_formats(old: str, new: str, types: frozenset[str]) -> Relation:
    """Compare two formats of values of `types`; no format admits everything, and one that rules nothing out is none."""
    if SPELLINGS.get(old, old) == SPELLINGS.get(new, new):
        return "same"
    old, new = (one if one and narrows(one, types) else "" for one in (old, new))
    if old == new:
        return "same"
    if not old or not new:
        return "generalized" if old else "specialized"
    for formats in _FORMATS:
        if old in formats and new in formats:
            return "generalized" if formats.index(old) < formats.index(new) else "specialized"
    return "changed"


def _offered(view: View) -> list[Node]:
    return [node for group in GROUPS for _, node in view.below(group)]


def _grouped(view: View) -> bool:
    offered = _offered(view)
    return not view.types and bool(offered) and not any(map(admits_everything, offered))


def _typed(level: Level) -> bool:
    old, new = level.old, level.new
    ones, others = _meant(old, new), _meant(new, old)
    alone = _is_null_alone(old, new)
    if alone:
        ones, others = (types | _NULL if view.nullable else types for types, view in ((ones, old), (others, new)))
    types = _relation(level, ones, others)
    before, after = _formats(old, new)
    formats = relation_of_formats(before, after, others)
    said = (_words(ones, before, every=old.contradicts), _words(others, after, every=new.contradicts))
    if ones != others and said[0] == said[1]:
        return False  # a type of no standard, as in `type: string (url)`, that is what is said now in two words
    if types == "same" or _are_integers_anyway({ones: before, others: after}):
        if formats != "same":
            level.emit(f"field.format.{formats}", *said, traits={"in-formats"} if before and after else ())
        else:
            slips = [" or ".join(sorted(view.slips)) for view in (old, new)]
            words = slips[0] or said[0], slips[1] or said[1]
            respelled = types if slips[0] == slips[1] else "changed"
            _remarked(level, respelled, _remarks(before, after, others), words)
        return False
    if not ones or not others:
        _said_on_one_side(level, ones or others, said, is_new=bool(others), is_plain=not before and not after)
        return False
    if before and after and formats not in {"same", types}:
        types = "changed"
    action = _as_text(level, types, before, ones, others) if types == "changed" else _step(level, types)
    if types in _NO_LONGER and _is_text_for(level, level.old.types - level.new.types, level.new.types, new.atoms):
        action = "stringified"
    traits = {"contradicted"} if old.contradicts else set()
    traits |= _form_anyway(level) if action == "changed" else set()
    level.emit(f"field.type.{action}", *said, traits=traits)
    return alone or (types == "changed" and not ones & others)


def _said_on_one_side(
    level: Level, types: frozenset[str], said: tuple[Json, Json], *, is_new: bool, is_plain: bool
) -> None:
    """Note that the types of values are stated where nothing was, or no longer; `is_plain`: without any format."""
    traits = {"as-text"} if is_plain and _is_text_anyway(level, types) else set[str]()
    if _is_of_words(level.old if is_new else level.new):
        traits.add("first-said" if is_new else "last-said")
    level.emit("field.type.added" if is_new else "field.type.removed", *said, traits=traits)


def _remarked(level: Level, types: Relation, remarks: tuple[str, str], said: tuple[Json, Json]) -> None:
    """Note that a type is called otherwise that is the same, or that another remark is made on it."""
    if types != "same":
        level.emit("field.type.changed", *said, traits={"respelled"})
    elif remarks[0] != remarks[1]:
        level.emit("field.format-remark.changed", *said)


def _is_of_words(view: View) -> bool:
    """Tell whether only words of a page state what is here: what they leave out may be anything."""
    return bool(view.atoms) and not any(node.field.stated_by in BINDING for node in view.atoms)


def _is_null_alone(old: View, new: View) -> bool:
    """Tell whether one side is always null, and the other one of some types: null is one of them then, if it can be."""
    return _NULL in {old.types, new.types} and bool(old.types and new.types) and old.types != new.types


def _remarks(before: str, after: str, types: frozenset[str]) -> tuple[str, str]:
    """Return the remarks that formats of both sides make; on a number one that takes the place of another format."""
    if "string" not in types and not (before and after):
        return "", ""
    return before if is_remark(before, types) else "", after if is_remark(after, types) else ""


def _is_text_anyway(level: Level, types: frozenset[str]) -> bool:
    """Tell whether one side says of what travels as text that it is one, or a list of such: one text is a list of one.

    Of the other side nothing was said, and nothing else than texts can be sent there. What is kept of numbers or of
    items says that it was one of these.
    """
    if not level.textual or level.knows_null or level.where.role not in {"request-parameter", "response-header"}:
        return False
    view = level.new if level.new.types else level.old
    if len(view.atoms) != 1 or types not in ({"string"}, {"array"}):
        return False
    stated = stated_keywords(view.atoms[0]).keys() - _STATED_OF_TEXT
    if types == {"array"}:
        return not stated and _is_any_text(tuple(node for _, node in view.below(ITEMS)))
    is_as_before = all(name in _DEMANDS and level.old.value(name) == level.new.value(name) for name in stated)
    return is_as_before and not view.atoms[0].keywords


def _relation(level: Level, ones: frozenset[str], others: frozenset[str]) -> Relation:
    """Compare the types of both sides; parts that contradict each other admit nothing, whatever they state.

    Where they state none of the types that there were, they are meant as others: a mistake in writing them.
    """
    nothing = (level.old.contradicts, level.new.contradicts)
    if not any(nothing):
        return relation_of_types(ones, others)
    if all(nothing):
        return "same"
    if ones and others and not any(covers(*pair) or covers(*pair[::-1]) for pair in product(ones, others)):
        return "changed"
    return "specialized" if nothing[1] else "generalized"


def _meant(view: View, other: View) -> frozenset[str]:
    """Return the types of a schema; where only the values that it lists have any, they are those of the other side."""
    if view.types or not view.listed or not other.types:
        return view.types
    types = types_of_values(view.listed)
    return other.types if all(any(covers(wide, name) for wide in other.types) for name in types) else types


def _step(level: Level, types: Relation) -> str:
    """Tell a longer list of types from a type that holds another one: integers are numbers."""
    widened = level.old.types < level.new.types or level.old.contradicts
    return "promoted" if types == "generalized" and not widened else types


def _formats(old: View, new: View) -> tuple[str, str]:
    """Return the formats of both sides; one that either side says by other keywords is none."""
    before, after = old.value("format") or "", new.value("format") or ""
    before, after = (
        "" if _is_kept_by_bounds(one, old) or _is_kept_by_bounds(one, new) else one for one in (before, after)
    )
    return ("" if _is_said_by(before, new) else before, "" if _is_said_by(after, old) else after)


def _is_kept_by_bounds(format_: str, view: View) -> bool:
    """Tell whether the numbers that a format leaves are all that the bounds of a side leave, or more of them."""
    if format_ not in RANGES or view.types != _INTEGER:
        return False
    least, most = RANGES[format_]
    lows = (view.value(keyword) for keyword in ("minimum", "exclusive_minimum"))
    highs = (view.value(keyword) for keyword in ("maximum", "exclusive_maximum"))
    return (least is None or any(low is not UNSET and low >= least for low in lows)) and (
        most is None or any(high is not UNSET and high <= most for high in highs)
    )


def _is_said_by(format_: str, view: View) -> bool:
    keyword, value = ALIASES.get(format_, ("", ""))
    return bool(keyword) and not view.value("format") and view.value(keyword) == value


def _as_text(level: Level, types: Relation, format_before: str, old: frozenset[str], new: frozenset[str]) -> str:
    """Weigh a change of type where values travel as text: every scalar is a string there."""
    if not level.textual:
        return types
    if new == {"array"} and old <= _SCALARS and _is_one_item(level):
        return _repeated(level)
    format_ = level.new.value("format") or ""
    if new == {"string"} and old <= _SCALARS and (not format_ or takes_numbers(format_, old)):
        return types if _lists_others(level.new, level.old) else "stringified"
    if old == {"array"} and level.separator_before and _is_any_text(level.new.atoms):
        return "generalized"
    if old == {"string"} and new <= _SCALARS and (not format_before or takes_numbers(format_before, new)):
        return types if _lists_others(level.old, level.new) else "destringified"
    return types


def _is_text_for(level: Level, lost: Collection[str], new: Collection[str], texts: tuple[Node, ...]) -> bool:
    """Tell whether what is sent of types that are no longer allowed is text all the same, and any text is allowed."""
    is_text = level.textual and bool(lost) and _SCALARS.issuperset(lost) and "string" in new
    is_any = is_text and _is_any_text(texts) and not texts[0].field.format
    return is_any and level.role.startswith("request")


def lists_of_types(level: Level, old: Typed, new: Typed) -> None:
    """Note types that a list of them gained, and those that it lost."""
    added = [name for name in new if not any(covers(other, name) for other in old)]
    removed = [name for name in old if not any(covers(other, name) for other in new)]
    if added:
        level.emit("field.types.widened", sorted(old), sorted(new))
    if removed and _is_text_for(level, removed, new, new["string"][1] if "string" in new else ()):
        level.emit("field.type.stringified", *(" or ".join(sorted(side)) for side in (old, new)))
    elif removed:
        level.emit("field.types.narrowed", sorted(old), sorted(new))


def _lists_others(texts: View, scalars: View) -> bool:
    """Tell whether one side lists texts which are not all that numbers, or flags, of the other one are written as."""
    listed = _listed(texts)
    known = _listed(scalars) or ((True, False) if scalars.types == {"boolean"} else ())
    return bool(listed) and not (known and {*map(as_text, known)} <= {*map(as_text, listed)})


def _listed(view: View) -> tuple[Json, ...]:
    return view.listed or (len(view.atoms) == 1 and values_of_union(view.atoms[0])) or ()


def _form_anyway(level: Level) -> set[str]:
    """Say that values are what they were, whichever type they are called by."""
    if _spelled(level.old.types) == _spelled(level.new.types):
        return {"respelled"}
    return {"as-rows"} if _are_rows_anyway(level) else {"as-bytes"} if _are_bytes_anyway(level) else set()


def _are_integers_anyway(formats: Mapping[frozenset[str], str]) -> bool:
    """Tell whether the format of a number says that it is an integer, as which the other side calls it."""
    number, integer = frozenset({"number"}), frozenset({"integer"})
    return formats.keys() == {number, integer} and _SPELLINGS.get(formats[number]) == "integer"


def _spelled(types: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_meant_by, types))


@lru_cache(maxsize=1_000)
def _meant_by(name: str) -> str:
    """Return the type that a word means: another one's name in a programming language, or a slip of a letter.

    What is more than letters, `string?`, says more than a type, and a plural may mean a list.
    """
    word = name.lower()
    if word in _STANDARD or word in _SPELLINGS:
        return _SPELLINGS.get(word, word)
    if word.endswith("s") or not word.isalpha():
        return word
    as_long = [each for each in _STANDARD if abs(len(each) - len(word)) <= 1]
    return next(iter(closest(word, as_long, least=_SLIP)), word)


def _are_rows_anyway(level: Level) -> bool:
    """Tell whether a body of rows is called a list of them on one side, and a text on the other one.

    What travels is the same: nobody sends rows in any other form.
    """
    if level.task.path != ROOT or not (level.where.media_type or "").startswith(_OF_ROWS):
        return False
    views = {tuple(sorted(view.types)): view for view in (level.old, level.new)}
    text = views.get(("string",))
    return text is not None and ("array",) in views and _is_any_text(text.atoms)


def _are_bytes_anyway(level: Level) -> bool:
    """Tell whether a body is a picture, a sound or a file: bytes of the media type, whatever type a schema names."""
    media = (level.where.media_type or "").partition(";")[0].strip()
    return level.task.path == ROOT and media.startswith(_OF_BYTES) and "+" not in media


def _is_one_item(level: Level) -> bool:
    """Tell whether all that was sent reads as one item of a list: always where it is repeated."""
    if level.separator is None:
        return False
    listed = (level.old.value("const"),) if level.old.stated("const") else level.old.value("enum") or ()
    if not level.separator or "string" not in level.old.types:
        return True
    return bool(listed) and not any(isinstance(value, str) and level.separator in value for value in listed)


def _repeated(level: Level) -> str:
    """Weigh that several values may be sent: one is a list of one, if the items admit what was sent before."""
    items = tuple(node for _, node in level.new.below(ITEMS))
    if (level.new.value("min_items") or 0) > 1:
        return "changed"
    verdict = level.relate_but_null(level.task.old, items)
    if verdict in {"equal", "wider"} or _is_any_text(items):
        return "generalized"
    return "specialized" if verdict == "narrower" else "changed"


def _is_any_text(items: tuple[Node, ...]) -> bool:
    """Tell whether items may be any text: then every scalar is one, as it is written."""
    return len(items) == 1 and "string" in items[0].field.type and _is_bare(items[0])


def _is_bare(node: Node) -> bool:
    """Tell whether a schema demands nothing of texts; what it says of values of other types binds none."""
    return all(
        name in _STATED_OF_TEXT or "string" not in TYPES_BOUND.get(name, ("string",))
        for name in (*stated_keywords(node), *node.keywords)
    )


def _words(types: frozenset[str], format_: str, *, every: bool) -> Json:
    """Name types; where a value had to be of `every` one of them, so that there is none, with `and`."""
    if not types:
        return f"any ({format_})" if format_ else "any"
    said = (" and " if every else " or ").join(sorted(types))
    return f"{said} ({format_})" if format_ else said


def is_list_of_types(branches: Sequence[Branch]) -> bool:
    """Tell whether the branches of a oneOf or anyOf only name types, each another one."""
    names: list[str] = []
    for _, branch in branches:
        node = settled(branch)
        if len(node.field.type) != 1 or node.field.ref or any(step.keyword != ITEMS for step, _ in node.children()):
            return False
        names += node.field.type
    return len(set(names)) == len(names)


def by_type(branches: Sequence[Branch]) -> Typed:
    """Return the branches of such a list by the types that they name."""
    return {settled(branch).field.type[0]: (step, (branch,)) for step, branch in branches}


def names_a_type(branch: Node) -> bool:
    """Tell whether a branch says nothing but a type."""
    node = settled(branch)
    return not node.keywords and stated_keywords(node).keys() == {"type"}


def name_numbers_twice(keyword: str, branches: Sequence[Branch]) -> bool:
    """Tell whether a oneOf names both whole numbers and any numbers: a whole one is refused, which nobody means."""
    return keyword == "oneOf" and _named(branches) >= _TWICE


def are_any_number(view: View, keyword: str, branches: Sequence[Branch]) -> bool:
    """Tell whether branches name whole numbers and any numbers alone, where a schema is of any number."""
    twice = len(branches) == len(_TWICE) and name_numbers_twice(keyword, branches)
    return twice and {(name,) for name in view.types} == {("number",)}


def name_their_type(view: View, branches: Sequence[Branch]) -> bool:
    """Tell whether branches only name types, among them the one that is stated beside them: that alone counts."""
    named = _named(branches)
    stated = any(atom.field.type for atom in view.atoms) and not view.admits_null
    return stated and len(named) == len(branches) and {(name,) for name in view.types} <= named


def _named(branches: Sequence[Branch]) -> set[tuple[str, ...]]:
    return {settled(node).field.type for _, node in branches if names_a_type(node)}


def other_numbers(old: Collection[str], new: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield whole numbers and any numbers where one side has the one and the other side the other."""
    for pair in (("integer", "number"), ("number", "integer")):
        if [name in old for name in pair] == [True, False] and [name in new for name in pair] == [False, True]:
            yield pair
