"""A manifest file to located values: YAML 1.2, several documents, one clear problem for each fault.

PyYAML's C composer is used for its marks and its speed (0.9 ms for a long manifest, against 42 ms of ruamel.yaml's
round trip, measured): hundreds of manifests are read on every check.
"""

from collections.abc import Iterator
from typing import Final

import yaml
from msgspec import Struct

from driftwatch.extract.data.yaml import scalar_of, yaml_nodes
from driftwatch.located.problem import Problem, dotted, shown
from driftwatch.located.text import decoded
from driftwatch.located.value import Key, Located
from driftwatch.redaction import redact

MAX_BYTES: Final = 1_000_000
"""Size of a manifest file; the largest sensible one has some kilobytes."""
MAX_VALUES: Final = 50_000
"""Values in one document, its aliases and merge keys written out."""
MAX_DEPTH: Final = 100
_MERGE: Final = "tag:yaml.org,2002:merge"


class ReadFile(Struct, frozen=True, kw_only=True):
    """The documents of one file, and what is wrong with its text."""

    file: str
    documents: tuple[Located, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Fault(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, node: yaml.Node, path: tuple[Key, ...], says: str) -> None:
        super().__init__(says)
        self.node = node
        self.path = path
        self.says = says


def read_file_text(content: bytes, *, file: str) -> ReadFile:
    """Read the YAML documents of a file; empty documents are left out."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1e6:.1f} MB; a manifest file has at most {MAX_BYTES // 1_000_000} MB"
        return _unreadable(file, 1, 1, size)
    text = decoded(content, file=file)
    return ReadFile(file=file, problems=(text,)) if isinstance(text, Problem) else _documents(text, file)


def _documents(text: str, file: str) -> ReadFile:
    documents: list[Located] = []
    problems: list[Problem] = []
    try:
        for node in yaml_nodes(text):
            maker = _Maker(file)
            try:
                documents.append(maker.made(node))
            except _Fault as fault:
                problems.append(_at(file, fault.node, fault.path, fault.says))
            problems.extend(maker.problems)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problems.extend(_unreadable(file, line, column, f"not YAML: {_words(error)}").problems)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.extend(_unreadable(file, line, 1, f"not YAML: {_words(error)}").problems)
    except (yaml.YAMLError, ValueError) as error:
        problems.extend(_unreadable(file, 1, 1, f"not YAML: {redact(str(error))[:200]}").problems)
    except RecursionError:
        problems.extend(_unreadable(file, 1, 1, "nested too deeply").problems)
    kept = tuple(document for document in documents if document.value is not None)
    if not kept and not problems:
        problems.extend(_unreadable(file, 1, 1, "holds no manifest").problems)
    return ReadFile(file=file, documents=kept, problems=tuple(problems))


def _words(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.reader.ReaderError):
        return f"character U+{int(error.character):04X} is not allowed"
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or "it cannot be parsed"
    return redact(" ".join(str(problem).split()))[:200]


def _unreadable(file: str, line: int, column: int, says: str) -> ReadFile:
    return ReadFile(file=file, problems=(Problem(file=file, line=line, column=column, path="", says=says),))


def _at(file: str, node: yaml.Node, path: tuple[Key, ...], says: str) -> Problem:
    mark = node.start_mark
    return Problem(file=file, line=mark.line + 1, column=mark.column + 1, path=dotted(path), says=says)


class _Maker:
    """Makes located values of one document's nodes, within limits."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._count = 0
        self._open: set[int] = set()

    def made(self, node: yaml.Node, path: tuple[Key, ...] = (), key: yaml.Node | None = None) -> Located:
        self._count += 1
        if self._count > MAX_VALUES:
            raise _Fault(
                node,
                path[:3],
                f"holds more than {MAX_VALUES:,} values once its aliases are written out, its merge keys too",
            )
        if len(path) > MAX_DEPTH:
            raise _Fault(node, path[:3], "nested too deeply")
        mark = (key or node).start_mark
        return Located(self._value(node, path), mark.line + 1, mark.column + 1)

    def _value(self, node: yaml.Node, path: tuple[Key, ...]) -> object:
        if isinstance(node, yaml.ScalarNode):
            try:
                return scalar_of(node)
            except ValueError:
                raise _Fault(node, path, "has a tag or number that JSON does not know") from None
        if id(node) in self._open:
            raise _Fault(node, path, "an alias holds itself")
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            return tuple(self.made(item, (*path, index)) for index, item in enumerate(node.value))
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, path: tuple[Key, ...]) -> dict[str, Located]:
        found: dict[str, Located] = {}
        inherited: dict[str, Located] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                inherited |= self._inherited(value, path)
                continue
            if not isinstance(key, yaml.ScalarNode):
                raise _Fault(key, path, "a key is not text")
            name = str(key.value)
            if name in found:
                says = f"the key {shown(name, ())} stands twice; first in line {found[name].line}"
                self.problems.append(_at(self._file, key, path, says))
                continue
            found[name] = self.made(value, (*path, name), key)
        return {**inherited, **found}

    def _inherited(self, node: yaml.Node, path: tuple[Key, ...]) -> dict[str, Located]:
        merged: dict[str, Located] = {}
        for parent in _parents(node):
            if not isinstance(parent, yaml.MappingNode):
                raise _Fault(node, path, "<< takes a mapping or a list of mappings")
            if id(parent) in self._open:
                raise _Fault(node, path, "an alias holds itself")
            for name, value in self.made(parent, path).entries().items():
                merged.setdefault(name, value)
        return merged


def _parents(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    else:
        yield node
