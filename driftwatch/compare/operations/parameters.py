"""What changed about the parameters of a call: which there are, where they go, and how they are written."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator
from difflib import SequenceMatcher
from functools import partial
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from msgspec import UNSET

from driftwatch.compare.match.likeness import alike_names
from driftwatch.compare.schemas.sides import Call, Fields, Pair, Root
from driftwatch.compare.schemas.views import View, opened
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.extract.openapi.operation import PATH_ITEM
from driftwatch.model.address import ROOT, SEPARATOR, TEMPLATE, join, path_parameters, step
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import CARRIED_OTHERWISE, UNSTATED, Field, Operation, Parameter, content_of
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.respelling import words_of

_MANY: Final = 400
"""Pairs of parameters that are held against each other name by name."""
_LONGEST: Final = 200
_PLAIN: Final = frozenset({"", "text/plain", "plain/text"})
"""Media types by which a single value of a parameter is written as without one; the last is meant as the second."""
_AS_IT_IS: Final = frozenset({"", "form", "simple"})
ALWAYS_EXPLODED: Final = frozenset({"deepObject"})
"""Styles with one way of writing, `name[key]=value`: `explode`, which is off unless it is stated, changes nothing."""
_SCALAR: Final = frozenset({"string", "number", "integer", "boolean", "null"})
_Pairs = list[tuple[str, str]]
"""Addresses of the same parameter on both sides."""

Lifecycle: TypeAlias = Callable[[Operation | Parameter, Operation | Parameter, Callable[..., Change]], Iterator[Change]]
"""Yields the life-cycle changes of one fact: its old and new state, and what makes a change of an address."""


def parameter_changes(
    pair: Pair, old: Call, new: Call, lifecycle: Lifecycle, urls: Callable[[], Iterable[Iterable[str]]]
) -> Iterator[Change | Root]:
    """Yield changes of parameters, and the pairs of their schemas to compare; `urls`: the base URLs of both sides."""
    same = _same(old, new)
    removed, added = _apart(old, {one for one, _ in same}), _apart(new, {other for _, other in same})
    for one, other in _moved(removed, added):
        same.append((one, other))
        yield _between(pair, "moved", removed.pop(one), added.pop(other))
    yield from _moved_with_body(pair, (old, new), removed, added)
    for one, other in _renamed(old, new, removed, added):
        same.append((one, other))
        yield _between(pair, "renamed", removed.pop(one), added.pop(other))
    paths = _paths(old, new, urls)
    for at in sorted(removed) if not new.lacks("parameter", old) else ():
        is_ignored = _is_carried_otherwise(removed[at], new)
        if not is_ignored and pair.gone(removed[at]) and not paths.tell_of(removed[at], side=0):
            traits = paths.traits_of(removed[at], side=0)
            yield _only(pair, "removed", removed[at], old.fields.get(at, {}), traits, before=_shown(removed[at]))
    for at in sorted(added) if not old.lacks("parameter", new) else ():
        if not paths.tell_of(added[at], side=1) and not _is_carried_otherwise(added[at], old):
            traits = paths.traits_of(added[at], side=1)
            yield _only(pair, "added", added[at], new.fields.get(at, {}), traits, after=_shown(added[at]))
    for one, other in sorted(same):
        yield from _modified(pair, (old, new), (one, other), lifecycle)


def _is_carried_otherwise(parameter: Parameter, other: Call) -> bool:
    """Tell whether a header that a page lists is one for which the other side, a specification, has other words."""
    is_of_page = parameter.stated_by != "schema" and parameter.within == "header"
    is_specified = other.operation is not None and other.operation.stated_by == "schema"
    return is_of_page and is_specified and parameter.name.lower() in CARRIED_OTHERWISE


def _apart(call: Call, paired: Container[str]) -> dict[str, Parameter]:
    """Return the parameters that only one side has; of those that its path states alone the path tells."""
    return {at: each for at, each in call.parameters.items() if at not in paired and not _is_of_path(call, at)}


def _is_of_path(call: Call, at: str) -> bool:
    return call.parameters[at].is_of_path_alone(call.fields.get)


def _same(old: Call, new: Call) -> _Pairs:
    """Pair parameters by place and name; those of the path by their position in it, whatever their names.

    One that only the path stated comes once it is described.
    """

    def alike(one: str, other: str) -> bool:
        return _is_of_path(old, one) is _is_of_path(new, other)

    pairs = [(at, at) for at in sorted(old.parameters.keys() & new.parameters.keys()) if alike(at, at)]
    taken = {at for at, _ in pairs}
    if old.operation is None or new.operation is None:
        return pairs
    for before, after in _positions(old.operation.path, new.operation.path):
        one, other = (join("parameter", "path", step(name)) for name in (before, after))
        known = before != after and one in old.parameters and other in new.parameters
        if known and alike(one, other) and not {one, other} & taken:
            pairs.append((one, other))
            taken |= {one, other}
    return pairs


def _positions(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Pair the parameters of two paths by position: by the steps around them where one path has more of them."""
    before, after = path_parameters(old), path_parameters(new)
    if len(before) == len(after):
        yield from zip(before, after, strict=True)
        return
    steps = [TEMPLATE.sub("{}", path).split("/") for path in (old, new)]
    numbers = [list(accumulate((step.count("{}") for step in side), initial=0)) for side in steps]
    for one, other, count in SequenceMatcher(None, steps[0], steps[1], autojunk=False).get_matching_blocks():
        first, last = numbers[0][one], numbers[0][one + count]
        start = numbers[1][other]
        yield from zip(before[first:last], after[start:], strict=False)


def _moved(removed: dict[str, Parameter], added: dict[str, Parameter]) -> _Pairs:
    """Pair parameters that keep their name and go elsewhere: query to header."""
    found: _Pairs = []
    waiting: defaultdict[str, deque[str]] = defaultdict(deque)
    for other in sorted(added):
        waiting[_bare(added[other].name)].append(other)
    for one in sorted(removed):
        others = waiting.get(_bare(removed[one].name))
        places = {removed[one].within, added[others[0]].within} if others else set()
        if others and len(places) > 1 and UNSTATED not in places:
            found.append((one, others.popleft()))
    return found


def _moved_with_body(
    pair: Pair, calls: tuple[Call, Call], removed: dict[str, Parameter], added: dict[str, Parameter]
) -> Iterator[Change]:
    """Yield that parameters are fields of a body now, or the other way round; they are taken out."""
    old, new = calls
    for at, field in fields_of_body(new, old).items():
        if at in removed:
            yield _between(pair, "moved", removed.pop(at), field)
    for at, field in fields_of_body(old, new).items():
        if at in added:
            yield _between(pair, "moved", field, added.pop(at))


def fields_of_body(call: Call, other: Call) -> dict[str, Field]:
    """Return fields of a body that only one side has, by the address of the parameter that they are on the other side.

    A word of a heading makes one of the other on a page, and changes nothing else of it; in a specification a body is
    more than what it holds.
    """
    if call.body is None or other.body is not None or call.body.stated_by == "schema":
        return {}
    names = {each.name: at for at, each in sorted(other.parameters.items()) if at not in call.parameters}
    bodies = (fields for at, fields in call.fields.items() if at.startswith("request"))
    found = ((names.get(path), field) for fields in bodies for path, field in fields.items() if path != ROOT)
    return {at: field for at, field in found if at is not None and _is_said_alike(other, at, field)}


def _is_said_alike(call: Call, at: str, field: Field) -> bool:
    """Tell whether a parameter and a field of a body are the same but for where they travel."""
    whole = call.fields.get(at, {})
    said, other = ({**content_of(one), "required": False} for one in (whole.get(ROOT, field), field))
    return len(whole) <= 1 and call.parameters[at].required == field.required and canonical(said) == canonical(other)


def is_of_parameters(call: Call, other: Call) -> bool:
    """Tell whether a body that only one side has holds nothing but what are parameters on the other side."""
    paths = {path for at, fields in call.fields.items() if at.startswith("request") for path in fields if path != ROOT}
    return bool(paths) and len(fields_of_body(call, other)) == len(paths)


def _renamed(old: Call, new: Call, removed: dict[str, Parameter], added: dict[str, Parameter]) -> _Pairs:
    """Pair parameters of one place with the same schema whose names are alike.

    Names of the same words are looked up; other likeness is looked for among few parameters only.
    """
    before = {at: _shape(removed[at], old.fields.get(at, {})) for at in sorted(removed)}
    after = {at: _shape(added[at], new.fields.get(at, {})) for at in sorted(added)}
    by_words = {(shape, _words(added[at])): at for at, shape in reversed(after.items())}
    found: _Pairs = []
    for one, shape in list(before.items()):
        other = by_words.pop((shape, _words(removed[one])), None)
        if other is not None:
            found.append((one, other))
            del before[one], after[other]
    if len(before) * len(after) > _MANY:
        return found
    alike = [
        (one, other)
        for one, shape in before.items()
        for other in after
        if after[other] == shape
        and alike_names(removed[one].name, added[other].name)
        and not _have_other_values(old.fields.get(one, {}), new.fields.get(other, {}))
    ]
    olds, news = Counter(one for one, _ in alike), Counter(other for _, other in alike)
    return found + [(one, other) for one, other in alike if olds[one] == 1 and news[other] == 1]


def _have_other_values(old: Fields, new: Fields) -> bool:
    """Tell whether both list their values, and no value of the one is one of the other: they mean different things."""
    listed = [fields[ROOT].enum if ROOT in fields else None for fields in (old, new)]
    return all(listed) and not any(value in (listed[1] or ()) for value in listed[0] or ())


_Shape = tuple[str, bool, frozenset[tuple[str, tuple[str, ...], str]]]


def _shape(parameter: Parameter, fields: Fields) -> _Shape:
    """Return what a parameter and its renamed self have in common."""
    schema = frozenset((path, field.type, field.ref) for path, field in fields.items())
    return parameter.within, parameter.required, schema


def _words(parameter: Parameter) -> tuple[str, ...]:
    return tuple(words_of(parameter.name[:_LONGEST]))


def _bare(name: str) -> str:
    return re.sub(r"[-_]", "", name).lower()


def _role(pair: Pair) -> Role:
    """What a webhook's call carries in headers or query is received, as a header is."""
    return pair.role("request-parameter", "response-header")


def _location(parameter: Parameter) -> str:
    return f"request.{parameter.within}"


class _Paths(NamedTuple):
    """The names that stand in the path of a call, before and now."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    urls: Callable[[], Iterable[Iterable[str]]]
    """Returns the base URLs of both sides."""

    def tell_of(self, parameter: Parameter, *, side: int) -> bool:
        """Tell whether a parameter came or went with its place in the path: that the path is another one says so."""
        return len(self.old) != len(self.new) and self._holds(parameter, side)

    def traits_of(self, parameter: Parameter, *, side: int) -> frozenset[str]:
        """Say whether the path has the place of a parameter on both sides, whoever documents what goes there.

        One of a page that has no place in the path goes nowhere: the page documents several paths with one table.
        """
        if parameter.within == "path" and parameter.stated_by != "schema" and not self._holds(parameter, side):
            return frozenset({"unreached"})
        is_kept = self._is_in_base_urls(parameter) or (len(self.old) == len(self.new) and self._holds(parameter, side))
        return frozenset({"in-template"} if is_kept else ())

    def _is_in_base_urls(self, parameter: Parameter) -> bool:
        """Tell whether a parameter that no path has a place for is a variable of every base URL, before and now."""
        if parameter.within != "path" or parameter.name in (*self.old, *self.new):
            return False
        known = [*map(tuple, self.urls())]
        return all(known) and all(parameter.name in path_parameters(url) for urls in known for url in urls)

    def _holds(self, parameter: Parameter, side: int) -> bool:
        return parameter.within == "path" and parameter.name in (self.old, self.new)[side]


def _paths(old: Call, new: Call, urls: Callable[[], Iterable[Iterable[str]]]) -> _Paths:
    before, after = (call.operation.path if call.operation is not None else "" for call in (old, new))
    return _Paths(path_parameters(before), path_parameters(after), urls)


def _only(pair: Pair, what: str, parameter: Parameter, fields: Fields, more: frozenset[str], **sides: Json) -> Change:
    traits = {"required" if parameter.required or parameter.within == "path" else "optional", parameter.within, *more}
    root = fields.get(ROOT)
    if root is not None and root.default is not UNSET:
        traits.add("has-default")
    if parameter.deprecated:
        traits.add("deprecated")
    if parameter.locator == PATH_ITEM:
        traits.add("path-item")
    return pair.change(
        f"parameter.{what}",
        _role(pair),
        location=_location(parameter),
        old=parameter if what == "removed" else None,
        new=parameter if what == "added" else None,
        name=parameter.name,
        traits=traits,
        sunset=parameter.sunset,
        **sides,
    )


def _between(pair: Pair, what: str, old: Parameter | Field, new: Parameter | Field) -> Change:
    sides = [_place(one) if what == "moved" else _name(one) for one in (old, new)]
    traits = {"required" if old.required or new.required else "optional", _place(new)}
    if what == "renamed" and _place(new) == "path":
        traits = {"path"}
    return pair.change(
        f"parameter.{what}",
        _role(pair),
        location=f"request.{_place(new if isinstance(new, Parameter) else old)}",
        old=old,
        new=new,
        name=_name(new),
        traits=traits,
        before=sides[0],
        after=sides[1],
    )


def _place(carried: Parameter | Field) -> str:
    return carried.within if isinstance(carried, Parameter) else "body"


def _name(carried: Parameter | Field) -> str:
    return carried.name if isinstance(carried, Parameter) else carried.at.rpartition(SEPARATOR)[2]


def _modified(
    pair: Pair, calls: tuple[Call, Call], at: tuple[str, str], lifecycle: Lifecycle
) -> Iterator[Change | Root]:
    old, new = calls[0].parameters[at[0]], calls[1].parameters[at[1]]

    def change(kind: str, traits: frozenset[str] | set[str] = frozenset(), **details: Json) -> Change:
        return pair.change(
            f"parameter.{kind}",
            _role(pair),
            location=_location(new),
            old=old,
            new=new,
            name=new.name,
            traits={new.within, *traits},
            **details,
        )

    if old.name != new.name and old.within == new.within == "path":
        yield change("renamed", before=old.name, after=new.name)
    if old.required != new.required and old.within == new.within != "path":
        kind = "became-required" if new.required else "became-optional"
        yield change(kind, _default_trait(calls[1].fields.get(at[1], {})), before=old.required, after=new.required)
    yield from lifecycle(old, new, change)
    yield from _writing(old, new, partial(_roots, pair, at), change)
    yield pair.root(
        at[0], at[1], _role(pair), location=_location(new), name=new.name, media_type=new.media_type or None
    )


def _writing(
    old: Parameter, new: Parameter, roots: Callable[[], Iterable[Node | None]], change: Callable[..., Change]
) -> Iterator[Change]:
    """Yield changes of how values are written on the wire; what schemas there are is asked where it matters."""
    if old.media_type != new.media_type:
        if not (are_both_plain(old, new) and any(map(is_scalar, roots()))):
            yield change("media-type.changed", before=old.media_type or None, after=new.media_type or None)
        return
    if old.within == new.within and old.style != new.style:
        yield change("style.changed", before=old.style, after=new.style)
    elif (
        old.within == new.within
        and old.explode != new.explode
        and new.style not in ALWAYS_EXPLODED
        and not any(map(is_scalar, roots()))
    ):
        yield change("explode.changed", before=old.explode, after=new.explode)
    if old.within != "query" or new.within != "query":
        return
    if old.allow_reserved != new.allow_reserved:
        kind = "allow-reserved.set" if new.allow_reserved else "allow-reserved.removed"
        yield change(kind, before=old.allow_reserved, after=new.allow_reserved)
    if old.allow_empty_value != new.allow_empty_value:
        kind = "allow-empty.set" if new.allow_empty_value else "allow-empty.removed"
        yield change(kind, before=old.allow_empty_value, after=new.allow_empty_value)


def are_both_plain(old: Parameter, new: Parameter) -> bool:
    """Tell whether a single value is sent as it is on both sides: in the style of its place, or as a text."""
    names = (one.media_type.partition(";")[0].strip().lower() for one in (old, new))
    return {old.style, new.style} <= _AS_IT_IS and all(name in _PLAIN for name in names)


def _roots(pair: Pair, at: tuple[str, str]) -> Iterator[Node | None]:
    """Yield the schemas of a parameter on both sides."""
    sides = (pair.old, pair.sides.old, pair.former), (pair.new, pair.sides.new, pair.call)
    for (entry, snapshot, call), address in zip(sides, at, strict=True):
        yield SchemaSide(entry, snapshot).root(join(call, address)) if entry is not None else None


def is_scalar(root: Node | None) -> bool:
    """Tell whether every value is a single one: then `explode` makes no difference on the wire."""
    types = View(opened((root,)), singles=True).types if root is not None else frozenset()
    return bool(types) and types <= _SCALAR


def _default_trait(fields: Fields) -> set[str]:
    root = fields.get(ROOT)
    return {"has-default"} if root is not None and root.default is not UNSET else set()


def _shown(parameter: Parameter) -> Json:
    return {"in": parameter.within, "name": parameter.name, "required": parameter.required}
