"""YAML text to JSON values, safely.

It is read by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema): `no`, `on`, `OFF`, `1:30`
and `2026-10-01` stay text, `0755` is 755. Keys are always text, and duplicate keys are errors: the last one would hide
the first. What a document costs is counted before it is built: levels of nesting, values once aliases and merge keys
(https://yaml.org/type/merge.html) are written out, digits of a number. An alias may not hold itself; it means the last
node before it that has its anchor (https://yaml.org/spec/1.2.2/#71-alias-nodes), of which there may be several.
"""

import codecs
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import yaml

from driftwatch.errors import DocumentError
from driftwatch.extract.data.json_text import MAX_DEPTH, finite, one_line, shallow, whole
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

MAX_EXPANDED: Final = 2_000_000
"""Values that a YAML document may come to once its aliases and merge keys are written out."""

_Pair: TypeAlias = tuple[yaml.Node, yaml.Node]

_SCALARS: Final[Mapping[str, Callable[[str], Json]]] = {
    "str": str,
    "bool": lambda text: text.lower() == "true",
    "null": lambda _: None,
}
_INDENTED: Final = lazy_regex(rf"(?<![ ?:-])[ ?:-]{{{MAX_DEPTH},}}")
"""Every level of a block takes a column more, so that a shallower text has no such run after any kind of line end."""
_ANCHOR: Final = lazy_regex(r"(?<![^\s,:\[{-])&([\w-]+)")
"""What may be an anchor."""
_MERGE: Final = "tag:yaml.org,2002:merge"
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Loader(yaml.CSafeLoader):
    """CSafeLoader with the resolvers of YAML 1.2 core and the merge key."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._merged = 0
        self._written_out: dict[int, int] = {}
        self._merging: set[int] = set()

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Write what the merge keys of a mapping name into the mapping, counted before it is written.

        The mapping's own keys win over merged ones, and in a list of mappings the first wins.
        """
        sources = [value for key, value in node.value if key.tag == _MERGE]
        if not sources:
            return
        if id(node) in self._merging:
            raise DocumentError(f"line {node.start_mark.line + 1}: an alias holds itself")
        self._merging.add(id(node))
        own = {_key(key): (key, value) for key, value in node.value if key.tag != _MERGE}
        pairs: dict[str, _Pair] = {}
        merged = 0
        for parent in (parent for source in sources for parent in reversed(_parents(source))):
            self.flatten_mapping(_checked(parent))
            merged += self._count(parent)
            pairs |= {_key(key): (key, value) for key, value in parent.value}
        self._written_out[id(node)] = len(own) + merged
        node.value = list((pairs | own).values())
        self._merging.discard(id(node))

    def _count(self, parent: yaml.MappingNode) -> int:
        """Return how many keys are merged of a mapping, each as often as aliases would write it out."""
        merged = self._written_out.get(id(parent), len(parent.value))
        self._merged += merged
        if self._merged > MAX_EXPANDED:
            raise _explodes()
        return merged


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", lazy_regex(rf"^(?:{_pattern})$"), list(_first))


def _construct_int(loader: _Loader, node: yaml.ScalarNode) -> int:
    return whole(str(loader.construct_scalar(node)))


def _construct_float(loader: _Loader, node: yaml.ScalarNode) -> float | str:
    return finite(str(loader.construct_scalar(node)))


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    loader.flatten_mapping(_checked(node))
    return {_key(key): loader.construct_object(value, deep=True) for key, value in node.value}


def _checked(node: yaml.MappingNode) -> yaml.MappingNode:
    seen: set[Hashable] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise DocumentError(f"line {line}: duplicate key {key.value[:80]!r}")
            seen.add(key.value)
    return node


def _parents(source: yaml.Node) -> Sequence[yaml.MappingNode]:
    parents: list[yaml.MappingNode] = []
    for parent in source.value if isinstance(source, yaml.SequenceNode) else [source]:
        if not isinstance(parent, yaml.MappingNode):
            raise DocumentError(f"line {parent.start_mark.line + 1}: << takes a mapping or a list of mappings")
        parents.append(parent)
    return parents


def _key(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise DocumentError(f"line {node.start_mark.line + 1}: a key is not text")


_Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_float)
_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)


def read_yaml(text: str | bytes) -> Json:
    """Read one YAML document by the core schema of YAML 1.2.

    Raises:
        DocumentError: it is not YAML, has a duplicate key, an unknown tag, more than one document, or explodes.
    """
    try:
        source = text if isinstance(text, str) else _decoded(text)
        _refuse_depth(source)
        source = _with_anchors_of_their_own(source)
        value = yaml.load(source, Loader=_Loader)  # noqa: S506 - a safe loader of our own
    except yaml.MarkedYAMLError as error:
        raise DocumentError(_problem(error)) from None
    except (yaml.YAMLError, ValueError, UnicodeError) as error:
        raise DocumentError(f"not YAML: {one_line(str(error))}") from None
    except RecursionError:
        raise DocumentError("nested too deeply") from None
    if "&" in source and "*" in source:
        _bounded(value)
    return shallow(value)


def _decoded(content: bytes) -> str:
    """Decode as YAML says (https://yaml.org/spec/1.2.2/#52-character-encodings), less UTF-32, which libyaml lacks."""
    return content.decode("utf-16" if content.startswith(_UTF16) else "utf-8")


def yaml_nodes(text: str) -> Iterator[yaml.Node]:
    """Compose each YAML document of a text: nodes with their marks, tagged by the core schema of YAML 1.2.

    Raises:
        yaml.YAMLError: it is not YAML.
        RecursionError: it is nested too deeply.
    """
    _refuse_depth(text)
    loader = _Loader(_with_anchors_of_their_own(text))
    try:
        while loader.check_node():
            node = loader.get_node()
            if node is not None:
                yield node
    finally:
        loader.dispose()


def _with_anchors_of_their_own(text: str) -> str:
    """Give anchors that come again names of their own, which libyaml takes for a mistake; lines stay where they are."""
    known = _ANCHOR.findall(text) if "&" in text and "*" in text else []
    if len(known) == len(set(known)):
        return text
    text = text.removeprefix("\ufeff")  # it is counted by no mark
    taken, names = set(known), dict[str, str]()
    written, last = list[str](), 0
    for token in yaml.scan(text, Loader=_Loader):
        if not isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            continue
        start, end = token.start_mark.index, token.end_mark.index
        name = str(token.value)
        if isinstance(token, yaml.AnchorToken):
            names[name] = _unused(name, taken) if name in names else name
        written += [text[last : start + 1], names.get(name, name)]
        last = end
    return "".join([*written, text[last:]])


def _unused(name: str, taken: set[str]) -> str:
    """Return a name for an anchor that no other one has, and take it."""
    found = f"{name}-{len(taken)}"
    while found in taken:
        found += "-"
    taken.add(found)
    return found


def _refuse_depth(text: str) -> None:
    """Refuse a text that is nested more than MAX_DEPTH deep: the C composer recurses without a limit, and crashes."""
    if text.count("[") + text.count("{") <= MAX_DEPTH and not _INDENTED.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise RecursionError
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def scalar_of(node: yaml.ScalarNode) -> Json:
    """Return the value of one scalar node by the core schema of YAML 1.2.

    Raises:
        ValueError: its tag is not one of JSON's types.
    """
    kind = node.tag.rpartition(":")[2]
    text = str(node.value)
    if kind == "int":
        return whole(text)
    if kind == "float":
        return finite(text)
    if kind not in _SCALARS or not node.tag.startswith("tag:yaml.org,2002:"):
        raise ValueError(f"unknown tag {node.tag}")
    return _SCALARS[kind](text)


def _problem(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    line = f"line {mark.line + 1}: " if mark else ""
    return f"{line}not YAML: {one_line(str(error.problem or error.context or error))}"


def _explodes() -> DocumentError:
    return DocumentError(f"its aliases and merge keys would make it explode: more than {MAX_EXPANDED:,} values")


def _bounded(value: Json) -> None:
    sizes: dict[int, int] = {}
    active: set[int] = set()
    stack: list[tuple[Json, bool]] = [(value, False)]
    while stack:
        node, done = stack.pop()
        if not isinstance(node, dict | list) or id(node) in sizes:
            continue
        items = list(node.values()) if isinstance(node, dict) else node
        if done:
            active.discard(id(node))
            sizes[id(node)] = 1 + sum(sizes.get(id(item), 1) for item in items)
            if sizes[id(node)] > MAX_EXPANDED:
                raise _explodes()
            continue
        if id(node) in active:
            raise DocumentError("an alias holds itself")
        active.add(id(node))
        stack.append((node, True))
        for item in items:
            if isinstance(item, dict | list) and id(item) in active:
                raise DocumentError("an alias holds itself")
            stack.append((item, False))
