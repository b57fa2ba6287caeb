"""What sub-schemas look like: equality by content, whatever their order, titles and evidence; and closeness."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import UNSET

from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.trees import Node, Tree, differing
from driftwatch.model.facts import Fact, Field
from driftwatch.model.formats import is_remark, narrows
from driftwatch.model.json_values import canonical
from driftwatch.model.paths import PROPERTY, Step

_SILENT: Final = (*Fact.__struct_encode_fields__, "fact", "title", "required")
"""Attributes of a field that say nothing of its own values: evidence, title, and `required`, which is its parent's."""
_EMPTY: Final = {"additional_properties": True, "min_length": 0, "min_items": 0, "min_properties": 0}
"""Values that say what holds anyway."""
_VALUES: Final = frozenset(("enum", "const", "default", "extensible_enum"))
_DEFAULTS: Final = {name: getattr(Field(at=""), name) for name in Field.__struct_fields__}
_BRANCHES: Final = ("oneOf", "anyOf", "allOf")
_MAX_FEATURES: Final = 200
_MAX_LOOKS: Final = 80
"""Schemas that are looked at for the features of one: alternatives that hold each other have no end."""
_MAX_NESTING: Final = 3
_MAX_HOPS: Final = 20
_MANY_PARTS: Final = 200
_NULLABLE: Final = b"nullable=true"
Branch: TypeAlias = tuple[Step, Node]
_encode: Final = msgspec.json.Encoder(order="sorted").encode


def stated_keywords(node: Node) -> dict[str, Any]:
    """Return what a schema states of itself, by attribute of its field; not to be changed."""
    return _stated(node.tree, node.path)


def _stated(tree: Tree, path: str) -> dict[str, Any]:
    stated = tree.stated.get(path)
    if stated is None:
        stated = tree.stated[path] = keywords_of(tree.fields[path])
    return stated


def keywords_of(field: Field) -> dict[str, Any]:
    """Return what a field states of the values that stand there, by attribute, without what holds anyway."""
    stated: dict[str, Any] = msgspec.to_builtins(field)
    for name in _SILENT:
        stated.pop(name, None)
    if "format" in stated and not _says_something(stated["format"], frozenset(field.type)):
        del stated["format"]
    for name, value in _EMPTY.items():
        if name in stated and stated[name] is value:
            del stated[name]
    return stated


def _says_something(format_: str, types: frozenset[str]) -> bool:
    return narrows(format_, types) or is_remark(format_, types)


def state_the_same(one: Node, other: Node) -> bool:
    """Tell whether two schemas state the same of themselves, but for names of schemas that they refer to."""
    said, says = _but_for_names(one), _but_for_names(other)
    # Python calls True and 1 equal; where there may be such values, texts are compared.
    return said == says and (_VALUES.isdisjoint(said) or canonical(said) == canonical(says))


def _but_for_names(node: Node) -> dict[str, Any]:
    stated = stated_keywords(node)
    return {name: value for name, value in stated.items() if name != "ref"} if "ref" in stated else stated


def is_stated(name: str, value: object) -> bool:
    """Tell whether a keyword, by the name of its attribute, says anything with `value`."""
    default = _DEFAULTS[name]
    return value is not default and (value != default or default is UNSET)


def _text(stated: dict[str, Any]) -> bytes:
    if not stated:
        return b""
    text = _encode(stated)
    # Only numbers that may be written in two ways need the slower canonical text.
    return canonical(stated).encode() if b"." in text else text


def _below(step: Step, field: Field, digest: bytes) -> bytes:
    label = "" if step.keyword in _BRANCHES else step.label
    return f"{step.keyword}:{field.required}:{label}:".encode("utf-8", "surrogatepass") + digest


@lru_cache(maxsize=20_000)
def _leaf(text: bytes) -> bytes:
    """Hash what nothing hangs on: three of four schemas, and most of them say one of a few things."""
    return _hash(text)


def _hash(*parts: bytes) -> bytes:
    """Hash parts; unlike Python's own hash it is the same in every run, so that ties are broken alike."""
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()


def digest(node: Node) -> bytes:
    """Return what is equal for equal content; references count by name."""
    return _digest_at(node.tree, node.path)


def are_alike(one: Node, other: Node) -> bool:
    """Tell whether the digests of two schemas are equal: of those of many parts only the parts that differ are made."""
    parts, others = one.tree.children(one.path), other.tree.children(other.path)
    if one.path != other.path or min(len(parts), len(others)) <= _MANY_PARTS:
        return digest(one) == digest(other)
    if _text(stated_keywords(one)) != _text(stated_keywords(other)):
        return False
    apart = differing(one.tree, other.tree)
    left, come = (
        sorted(_content(node.tree, step, path) for step, path in below if path in apart)
        for node, below in ((one, parts), (other, others))
    )
    return left == come


def have_one_content(ones: Sequence[Node], others: Sequence[Node]) -> bool:
    """Tell whether nodes that all hold are the same as others by their digests."""
    if len(ones) == len(others) == 1:
        return are_alike(ones[0], others[0])
    return {*map(digest, ones)} == {*map(digest, others)}


def _content(tree: Tree, step: Step, path: str) -> bytes:
    return _below(step, tree.fields[path], _digest_at(tree, path))


def _digest_at(tree: Tree, path: str) -> bytes:
    """Return the digest of what stands at a path; of the whole tree only where its root is asked for."""
    known = tree.digests
    if path not in known:
        waiting = [path]
        while waiting:
            at = waiting[-1]
            below = tree.children(at)
            unknown = [under for _, under in below if under not in known]
            if unknown:
                # Three of four schemas are leaves: they are made at once.
                known |= {under: _leaf(_text(_stated(tree, under))) for under in unknown if not tree.children(under)}
                waiting += [under for under in unknown if under not in known]
            if waiting[-1] == at:
                known[at] = _made(tree, at, below)
                waiting.pop()
    return known[path]


def _made(tree: Tree, path: str, below: list[tuple[Step, str]]) -> bytes:
    """Make the digest of what stands at a path from those of what hangs on it."""
    known, text = tree.digests, _text(_stated(tree, path))
    if not below:
        return _leaf(text)
    if not text and len(below) == 1 and below[0][0].keyword in _BRANCHES:
        return known[below[0][1]]
    return _hash(text, *sorted(_below(step, tree.fields[under], known[under]) for step, under in below))


def unwrapped(node: Node) -> Node:
    """Look through compositions of one branch that say nothing themselves."""
    while True:
        # What hangs on a schema is at hand, what it states has to be found out first.
        children = node.tree.children(node.path)
        if len(children) != 1 or children[0][0].keyword not in _BRANCHES or stated_keywords(node):
            return node
        node = Node(node.tree, children[0][1])


def settled(node: Node) -> Node:
    """Look through such compositions, and follow a bare reference to what it refers to."""
    node = unwrapped(node)
    for _ in range(_MAX_HOPS):
        target = node.target() if node.field.ref else None
        if target is None or len(stated_keywords(node)) > 1 or node.tree.children(node.path):
            break
        node = unwrapped(target)
    return node


def name_of(node: Node) -> str:
    """Name the schema that a node refers to, be it wrapped; "" when it is none that only refers."""
    names = node.tree.names
    if node.path not in names:
        names[node.path] = _name_of(unwrapped(node))
    return names[node.path]


def _name_of(node: Node) -> str:
    children = node.tree.children(node.path)
    if len(children) == 1 and children[0][0].keyword == "allOf" and not node.field.ref:
        # What stands beside a reference in OpenAPI 3.1 stands beside an allOf around it in 3.0.
        node = unwrapped(Node(node.tree, children[0][1]))
        children = node.tree.children(node.path)
    return "" if children else node.field.ref


def is_annotation(node: Node) -> bool:
    """Tell whether a schema says nothing about values: only a description or a title."""
    says = stated_keywords(node) or node.field.additional_properties is not UNSET
    return not says and not node.tree.children(node.path)


def is_one_of(single: Node, several: Node, keyword: str) -> bool:
    """Tell whether a schema says what one branch of `keyword` in `several` says, and what stands beside the branches.

    Null counts only where `single` admits it and `several` does not.
    """
    if all(_has_other_parts(one, several, keyword) for one in (single, settled(single))):
        return False
    beside = _statements(several, without=keyword) - {_NULLABLE}
    taken = {_NULLABLE} if several.field.nullable else set()
    branches = [branch for _, branch in several.below(keyword)]
    for one in {single.key: single, (target := settled(single)).key: target}.values():
        if _outnumber(one, branches, but=len(beside) + len(taken)):
            continue
        said = _statements(one) - taken
        rest = said - beside
        if beside <= said and any(_states(form, rest) for branch in branches for form in _forms(branch)):
            return True
    return False


def _forms(branch: Node) -> tuple[Node, ...]:
    inline = unwrapped(branch)
    return (inline, settled(inline)) if inline.field.ref else (inline,)


def _has_other_parts(node: Node, several: Node, keyword: str) -> bool:
    """Tell whether something hangs on a schema by a keyword by which nothing hangs on any of a few branches.

    It is seen at once, and of most schemas that offer alternatives it is so.
    """
    branches = several.below(keyword)
    left = node.keywords - (several.keywords - {keyword})
    if not left or len(branches) > _MANY_PARTS:
        return False
    return not any(left <= form.keywords for _, branch in branches for form in _forms(branch))


def _outnumber(node: Node, branches: Iterable[Node], *, but: int) -> bool:
    """Tell whether a schema of many parts makes more statements than any branch, though it makes `but` of them aside.

    No more of the parts are looked into than that takes.
    """
    parts = node.tree.children(node.path)
    if len(parts) <= _MANY_PARTS:
        return False
    most = max(map(_most_parts, branches), default=0) + len(_DEFAULTS) + but
    return len(parts) > most and len(set(islice(_each_statement(node), most + 1))) > most


def _most_parts(branch: Node) -> int:
    parts = len(branch.tree.children(branch.path))
    if parts > 1 and not branch.field.ref:
        return parts  # it has no other form
    return max(len(form.tree.children(form.path)) for form in _forms(branch))


def _states(node: Node, wanted: frozenset[bytes]) -> bool:
    """Tell whether a schema states just this; most of many alternatives state less, and need not be written out."""
    most = len(stated_keywords(node)) + len(node.tree.children(node.path))
    return most >= len(wanted) and _statements(node) == wanted


def _statements(node: Node, *, without: str = "") -> frozenset[bytes]:
    """Return what a schema states of itself and below itself, but for what hangs on `without`."""
    return frozenset(_each_statement(node, without=without))


def _each_statement(node: Node, *, without: str = "") -> Iterator[bytes]:
    yield from (f"{name}={canonical(value)}".encode() for name, value in stated_keywords(node).items())
    for step, path in node.tree.children(node.path):
        if step.keyword != without:
            yield _content(node.tree, step, path)


def features(node: Node) -> frozenset[str]:
    """Describe a schema by its marks: types, values, property names, constants, but not by titles.

    Bounded; references are followed.
    """
    name = name_of(node)
    if not name or len(stated_keywords(node)) > 1:
        return _features(node)
    owner, known = node.tree.side.owner_named(name), node.tree.side.known.features
    if owner not in known:
        known[owner] = _features(node)
    return known[owner]


def _features(node: Node) -> frozenset[str]:
    found: set[str] = set()
    waiting = deque([("", node, 0)])
    seen: set[tuple[str, tuple[int, str]]] = set()
    looks = 0
    while waiting and len(found) < _MAX_FEATURES and looks < _MAX_LOOKS:
        looks += 1
        prefix, current, depth = waiting.popleft()
        current = settled(current)
        if (prefix, current.key) in seen:
            continue
        seen.add((prefix, current.key))
        found |= {f"{prefix}type:{name}" for name in current.field.type}
        found |= {f"{prefix}{text}" for text in _marks(current)}
        for step, below in current.children():
            if step.keyword == PROPERTY:
                found.add(f"{prefix}property:{step.label}")
                found |= {f"{prefix}property:{step.label}:{text}" for text in _marks(below)}
            elif depth < _MAX_NESTING:
                more = "" if step.keyword == "allOf" else f"{step.keyword}:"
                waiting.append((prefix + more, below, depth + 1))
    return frozenset(found)


def _marks(node: Node) -> list[str]:
    """Say what a node states, but for names of schemas: they may have changed."""
    return [f"{name}={value}" for name, value in stated_keywords(node).items() if name not in ("ref", "mapping")]


@lru_cache(maxsize=20_000)
def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two descriptions share, 0 to 1."""
    return overlap(one, other)


def property_names(nodes: Iterable[Node]) -> frozenset[str]:
    """Name the properties that nodes declare."""
    below = (node.tree.by_keyword(node.path).get(PROPERTY, ()) for node in nodes)
    return frozenset([step.label for pairs in below for step, _ in pairs])
