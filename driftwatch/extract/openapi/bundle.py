"""A specification that is written in several files, as one: what it refers to outside of itself is brought in.

Of another file a schema becomes a named schema, and whatever else (path items, parameters, responses) stands where it
is referred to: that is how such files are bundled before they are published. Source: OpenAPI 3.1, Reference Object and
"Relative References in URIs"; RFC 3986, section 5.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Final, TypeAlias
from urllib.parse import urldefrag, urljoin, urlsplit

from driftwatch.extract.data import loose
from driftwatch.model.json_values import Json, pointer_parts
from driftwatch.patterns import lazy_regex

STRUCTURED: Final = (".json", ".yaml", ".yml")
"""How files end that may be specifications, or parts of one."""
_OUTWARD: Final = lazy_regex(rb"""\$ref["']?\s{0,9}:\s{0,9}["']?[^#"'\s]""")
_DATA: Final = frozenset({"example", "value"})
"""Keys below which there are values, and nothing that refers to anything; of a schema all that are no schemas."""
_DATA_OF_SCHEMAS: Final = frozenset({"const", "default", "enum", "example", "examples"})
_SCHEMAS: Final = frozenset(
    {
        "additionalItems",
        "additionalProperties",
        "contains",
        "contentSchema",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
"""Keywords of a schema that hold one; JSON Schema 2020-12."""
_LISTS: Final = frozenset({"allOf", "anyOf", "items", "oneOf", "prefixItems"})
_MAPS: Final = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
_UNNAMED: Final = lazy_regex(r"[^A-Za-z0-9._-]+")
_MOST_INSIDE: Final = 30
"""Files that are written out one inside the other; what goes deeper stays a reference."""
MOST_WRITTEN_OUT: Final = 50_000
"""Places where what a file holds is written out; further ones stay references."""

_Target: TypeAlias = tuple[str, str]
"""URL of a file, and a JSON pointer in it."""


def refers_outward(content: bytes) -> bool:
    """Tell whether a text may refer to another file: a cheap look, before it is parsed."""
    return _OUTWARD.search(content) is not None


def is_specification(document: Json) -> bool:
    """Tell whether a document is an API by itself, not a part of one."""
    return isinstance(document, Mapping) and any(isinstance(document.get(key), str) for key in ("openapi", "swagger"))


def parts_of(document: Json, url: str) -> tuple[str, ...]:
    """Return the URLs of the other files that a document refers to, without fragments, sorted."""
    found = {_resolved(reference, url)[0] for reference in _references(document)}
    return tuple(sorted(each for each in found - {url, ""} if urlsplit(each).scheme == urlsplit(url).scheme))


def bundled(url: str, documents: Mapping[str, Json]) -> Json:
    """Return the document of a URL with what it refers to in the others brought in; what none of them holds stays."""
    return _Bundle(url, documents).whole()


def _references(node: Json) -> Iterator[str]:
    """Yield the references out of a document, whatever it is: a part does not say whether it is a schema."""
    waiting: list[tuple[Json, str]] = [(node, "")]
    while waiting:
        each, within = waiting.pop()
        if isinstance(each, list):
            waiting += [(one, "") for one in each]
        elif isinstance(each, Mapping):
            reference = each.get("$ref")
            if isinstance(reference, str) and not reference.startswith("#"):
                yield reference
            waiting += [(value, key) for key, value in each.items() if not _is_data(key, each, within)]


def _is_data(key: str, node: Mapping[str, Json], within: str) -> bool:
    """Tell whether a key holds values: not where it is a name, of a property or a schema."""
    if within in _MAPS or within == "schemas":
        return False
    return key in _DATA or (key in _DATA_OF_SCHEMAS and bool({"type", "allOf", "anyOf", "oneOf"} & node.keys()))


def _resolved(reference: str, url: str) -> _Target:
    """Return what a reference leads to; what is no URL leads nowhere."""
    try:
        place, fragment = urldefrag(urljoin(url, reference))
    except ValueError:
        return "", ""
    return place, fragment


class _Bundle:
    """One specification on its way to being whole."""

    def __init__(self, url: str, documents: Mapping[str, Json]) -> None:
        self._url = url
        self._documents = documents
        self._root = loose.mapping(documents[url])
        self._is_old = "swagger" in self._root
        self._names: dict[_Target, str] = {}
        self._waiting: list[_Target] = []
        self._left = MOST_WRITTEN_OUT
        self._stems = Counter(_stem(each) for each in documents)
        own = self._home_of(self._root)
        for name, schema in own.items():
            if (target := self._outward(schema, url)) is not None:
                self._names.setdefault(target, name)
        self._taken = set(own)

    def whole(self) -> Json:
        """Bring in all that is referred to, and what that refers to."""
        own = self._home_of(self._root)
        made = {key: self._node(value, self._url, ()) for key, value in self._root.items() if key not in self._home[:1]}
        schemas = {name: self._own_schema(name, schema) for name, schema in own.items()}
        beside = loose.mapping(self._root.get("components")) if not self._is_old else {}
        others = {key: self._node(value, self._url, ()) for key, value in beside.items() if key != "schemas"}
        while self._waiting:
            target = self._waiting.pop()
            schemas[self._names[target]] = self._content(target)
        if self._is_old:
            return made | ({"definitions": schemas} if schemas else {})
        components = others | ({"schemas": schemas} if schemas else {})
        return made | ({"components": components} if components else {})

    @property
    def _home(self) -> tuple[str, ...]:
        return ("definitions",) if self._is_old else ("components", "schemas")

    def _home_of(self, root: Mapping[str, Json]) -> Mapping[str, Json]:
        found: Json = dict(root)
        for key in self._home:
            found = loose.mapping(found).get(key)
        return loose.mapping(found)

    def _own_schema(self, name: str, schema: Json) -> Json:
        target = self._outward(schema, self._url)
        if target is not None and self._names.get(target) == name:
            return self._content(target)
        return self._schema(schema, self._url, ())

    def _content(self, target: _Target) -> Json:
        """Return the schema that a target is; one that is only another name for a further one refers to that."""
        return self._schema(self._found(target), target[0], (target,))

    def _outward(self, node: Json, url: str) -> _Target | None:
        """Return what a node refers to in another file than the first; None where it refers to nothing there."""
        reference = node.get("$ref") if isinstance(node, Mapping) else None
        if not isinstance(reference, str):
            return None
        target = _resolved(reference, url)
        return target if target[0] != self._url and self._found(target) is not None else None

    def _found(self, target: _Target) -> Json:
        node = self._documents.get(target[0]) if target[1][:1] in {"", "/"} else None
        for part in pointer_parts(target[1]):
            if isinstance(node, Mapping):
                node = node.get(part)
            elif isinstance(node, list) and part.isdigit() and int(part) < len(node):
                node = node[int(part)]
            else:
                return None
        return node

    def _node(self, node: Json, url: str, inside: tuple[_Target, ...]) -> Json:
        """Return what is no schema, with what it refers to written out."""
        if isinstance(node, list):
            return [self._node(each, url, inside) for each in node]
        if not isinstance(node, Mapping):
            return node
        target = self._outward(node, url)
        if target is not None and target not in inside and len(inside) < _MOST_INSIDE and self._left > 0:
            self._left -= 1
            content = self._node(self._found(target), target[0], (*inside, target))
            beside = {key: self._node(value, url, inside) for key, value in node.items() if key != "$ref"}
            return {**content, **beside} if isinstance(content, Mapping) else content
        return {
            key: value
            if key in _DATA
            else self._schema(value, url, inside)
            if key == "schema"
            else self._map(value, url, inside)
            if key in ("schemas", "definitions")
            else self._node(value, url, inside)
            for key, value in self._relocated(node, url).items()
        }

    def _schema(self, node: Json, url: str, inside: tuple[_Target, ...]) -> Json:
        """Return a schema whose references to other files are references to named schemas."""
        if not isinstance(node, Mapping):
            return node
        target = self._outward(node, url)
        if target is not None:
            node = {**node, "$ref": f"#/{'/'.join(self._home)}/{self._name(target)}"}
        else:
            node = self._relocated(node, url)
        made: dict[str, Json] = {}
        for key, value in node.items():
            if key in _LISTS and isinstance(value, list):
                made[key] = [self._schema(each, url, inside) for each in value]
            elif key in _SCHEMAS:
                made[key] = self._schema(value, url, inside)
            elif key in _MAPS:
                made[key] = self._map(value, url, inside)
            else:
                made[key] = self._discriminator(value, url) if key == "discriminator" else value
        return made

    def _map(self, node: Json, url: str, inside: tuple[_Target, ...]) -> Json:
        if not isinstance(node, Mapping):
            return node
        return {key: self._schema(value, url, inside) for key, value in node.items()}

    def _discriminator(self, node: Json, url: str) -> Json:
        mapping = loose.mapping(node.get("mapping")) if isinstance(node, Mapping) else {}
        if not isinstance(node, Mapping) or not mapping:
            return node
        return {**node, "mapping": {key: self._mapped(each, url) for key, each in mapping.items()}}

    def _mapped(self, named: Json, url: str) -> Json:
        if not isinstance(named, str):
            return named
        target = self._outward({"$ref": named}, url)
        return named if target is None else f"#/{'/'.join(self._home)}/{self._name(target)}"

    def _relocated(self, node: Mapping[str, Json], url: str) -> Mapping[str, Json]:
        """Return a node whose reference means the same in the first file: into it, or nowhere that is known."""
        reference = node.get("$ref")
        if not isinstance(reference, str) or (url == self._url and reference.startswith("#")):
            return node
        place, pointer = _resolved(reference, url)
        # Parts are written for the whole as well: what a file has not, the specification may have.
        if place == self._url or (reference.startswith("#") and self._found((self._url, pointer)) is not None):
            return {**node, "$ref": f"#{pointer}"}
        return {**node, "$ref": f"{place}#{pointer}" if pointer else place} if place else node

    def _name(self, target: _Target) -> str:
        if target not in self._names:
            parts = pointer_parts(target[1])
            short = _UNNAMED.sub("-", parts[-1] if parts else _stem(target[0]))
            is_plain = short and short not in self._taken and (parts or self._stems[_stem(target[0])] == 1)
            self._names[target] = short if is_plain else self._long_name(target)
            self._taken.add(self._names[target])
            self._waiting.append(target)
        return self._names[target]

    def _long_name(self, target: _Target) -> str:
        """Return a name that says where the schema stands: another file has one of the same short name."""
        here = self._url.rpartition("/")[0] + "/"
        path = target[0].removeprefix(here)
        name = _UNNAMED.sub("-", path.rpartition(".")[0] + target[1]).strip("-") or "schema"
        numbered = (f"{name}-{number}" for number in count(2))
        return next(each for each in chain((name,), numbered) if each not in self._taken)


def _stem(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2].partition(".")[0]
