"""OpenAPI 3.0, 3.1 and Swagger 2.0 documents to entries: one for the API, each operation and each named schema.

Entries are lazy: an entry's digest is made from the document's own text of that part, and its facts only when they are
asked for, so that two large documents are compared by reading what differs.

Source: https://spec.openapis.org/oas/v3.1.1, https://spec.openapis.org/oas/v3.0.4, https://swagger.io/specification/v2/
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

import msgspec

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.openapi.api import SECURITY_SCHEME, api_facts
from driftwatch.extract.openapi.known_fields import KnownFields
from driftwatch.extract.openapi.operation import (
    MAX_CALLBACK_DEPTH,
    Site,
    call_fact,
    called_back,
    operation_facts,
    substance,
    unresolved,
)
from driftwatch.extract.openapi.reference_text import named_schema, references_in
from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.schema import fields_of
from driftwatch.extract.openapi.swagger2 import upgraded
from driftwatch.model import address
from driftwatch.model.facts import ADDRESS, AnyFact
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Document, Entry, Owner, Reference, Snapshot
from driftwatch.model.tree import NAMED_ROOT, Usage, is_asked, referring

_SUBSTANCE: Final = ("paths", "webhooks", "components", "definitions")
"""A document says something when it has one of these."""
_NO_CONTRACT: Final = "#/components/examples/"
_KNOWN: Final = KnownFields()
"""For all documents that are read: it changes what reading costs, and never what is read."""
_MOST_REFERRING: Final = 50_000
_FEW_BEHIND: Final = 20
"""References behind one, up to which they are remembered for the next that asks."""
_JOINING: Final = (b'"allOf"', b'"discriminator"')
"""What has neither in its text, nor in what its references lead to, joins no schema to itself."""


class _KnownReferences:
    """The named schemas that entries refer to, by digest: two versions of a document have most entries in common."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Reference, ...]] = {}

    def of(self, digest: str, make: Callable[[], tuple[Reference, ...]]) -> tuple[Reference, ...]:
        """Return what an entry refers to; `make` finds it when no entry of this content was seen before."""
        found = self._known.get(digest)
        if found is None:
            if len(self._known) >= _MOST_REFERRING:
                self._known.clear()
            found = self._known[digest] = make()
        return found


_REFERENCES: Final = _KnownReferences()
_encode: Final = msgspec.json.Encoder(order="sorted").encode
_encode_as_is: Final = msgspec.json.Encoder().encode


def snapshot_of_openapi(document: Json, *, place: str, label: str, url: str = "") -> Snapshot:
    """Make a snapshot of one OpenAPI document.

    Raises:
        DocumentError: it is not an OpenAPI document.
    """
    entries = entries_of_openapi(document, place=place)
    stated = sorted(f"{entry.owner!r} {entry.digest}\n" for entry in entries)
    digest = hashlib.sha256("".join(stated).encode("utf-8", "surrogatepass")).hexdigest()
    title = _title(document)
    known = Document(path=place, url=url or place, title=title, format="openapi", digest=digest)
    return Snapshot(entries, (known,), label=label, digest=digest)


def is_openapi(document: Json) -> bool:
    """Tell whether a JSON value is an OpenAPI or Swagger document with something in it."""
    if not isinstance(document, Mapping):
        return False
    versioned = isinstance(document.get("openapi"), str | float | int) or str(document.get("swagger", "")) == "2.0"
    return versioned and any(isinstance(document.get(key), Mapping) for key in _SUBSTANCE)


def entries_of_openapi(
    document: Json, *, place: str, scope: str = "", api: str = "", variant: str = ""
) -> tuple[Entry, ...]:
    """Split an OpenAPI document into entries.

    Args:
        document: the parsed document.
        place: the document's place in its site, as evidence.
        scope: scope of its named schemas.
        api: name of the owner of its servers and security schemes.
        variant: variant of its operations.

    Raises:
        DocumentError: it is not an OpenAPI document.
    """
    if not is_openapi(document):
        raise DocumentError("not an OpenAPI document: it has no `openapi` version with paths or components")
    reader = _Reader(upgraded(document), place=place, site=Site(scope=scope, api=api, variant=variant))
    return tuple(reader.entries())


_PLAIN: Final[tuple[Usage, ...]] = ("parameter", "request", "response", "header")
_TURNED: Final[tuple[Usage, ...]] = ("header", "response", "request", "parameter")


class _Reader:
    """Reads one document; keeps what its entries share."""

    def __init__(self, document: Mapping[str, Json], *, place: str, site: Site) -> None:
        modern = str(document.get("openapi", "")).startswith(("3.1", "3.2"))
        self.document = document
        self.pointers = Pointers(document, siblings=modern, known=_KNOWN)
        self.place = place
        self.site = site
        self.dialect = b"3.1" if modern else b"3.0"
        self._behind = _Behind(self.pointers)
        self._responses: dict[str, tuple[AbstractSet[str], AbstractSet[str]]] = {}
        """The schemas of the bodies and of the headers of responses that operations refer to."""

    def entries(self) -> Iterator[Entry]:
        yield self._api()
        for owner, path, method, item, node in self._calls():
            yield self._operation(owner, path, method, item, node)
        schemas = loose.mapping(loose.mapping(self.document.get("components")).get("schemas"))
        for name, node in schemas.items():
            yield self._schema(str(name), node)

    def _api(self) -> Entry:
        facts = tuple(sorted((*api_facts(self.document, self.pointers), *self._lost()), key=ADDRESS))
        digest = self._digest(b"api", msgspec.json.encode(facts))
        owner = Owner("api", self.site.api)
        return Entry(owner, (self.place,), digest, facts=lambda: facts, references=tuple)

    def _lost(self) -> Iterator[AnyFact]:
        """Yield paths, security schemes and calls of paths that are references which lead nowhere."""
        schemes = loose.mapping(self.document.get("components")).get("securitySchemes")
        for kind, parts in (("path", self.document.get("paths")), (SECURITY_SCHEME, schemes)):
            for name, part in loose.mapping(parts).items():
                yield from unresolved(part, self.pointers, kind, address.step(str(name)))
        for path, item in loose.mapping(self.document.get("paths")).items():
            methods = map(self.pointers.resolved(item).get, address.METHODS)
            lost = next((node for node in methods if node and self.pointers.dangling(node)), None)
            yield from unresolved(lost, self.pointers, "path", address.step(str(path)))

    def _calls(self) -> Iterator[tuple[Owner, str, str, Mapping[str, Json], Mapping[str, Json]]]:
        """Yield the calls; where paths differ only by names of parameters, each is a variant named by its path."""
        calls = list(self._documented())
        keys = [address.operation_key(method, path) for path, method, _, _ in calls]
        twins = {key for key, count in Counter(keys).items() if count > 1}
        for key, (path, method, item, node) in zip(keys, calls, strict=True):
            spelling = path if key in twins else ""
            variant = " ".join(filter(None, (self.site.variant, spelling)))
            yield Owner("operation", key, variant), path, method, item, node

    def _documented(self) -> Iterator[tuple[str, str, Mapping[str, Json], Mapping[str, Json]]]:
        for path, item in loose.mapping(self.document.get("paths")).items():
            for method, node in self._methods(item):
                yield str(path), method, self.pointers.resolved(item), node
        hooks = self.document.get("webhooks", self.document.get("x-webhooks"))
        for name, item in loose.mapping(hooks).items():
            for method, node in self._methods(item):
                yield f"webhook:{name}", method, self.pointers.resolved(item), node

    def _methods(self, item: Json) -> Iterator[tuple[str, Mapping[str, Json]]]:
        resolved = self.pointers.resolved(item)
        more = resolved.get("additionalOperations")
        methods = (method for method in address.METHODS if method in resolved)
        for method in methods if more is None else (*methods, *loose.mapping(more)):
            node = resolved.get(method, loose.mapping(more).get(method))
            if isinstance(node, dict) and not self.pointers.dangling(node):
                yield method, self.pointers.resolved(node)

    def _operation(
        self, owner: Owner, path: str, method: str, item: Mapping[str, Json], node: Mapping[str, Json]
    ) -> Entry:
        shared = {name: item[name] for name in ("parameters", "servers") if name in item}
        text = _encode([path, method, shared, node])
        referred = references_in(text)
        digest = self._digest(b"operation", text, *self._behind.texts(referred))
        named = partial(_REFERENCES.of, digest, partial(self._operation_references, path, shared, node))
        return Entry(
            owner,
            (self.place,),
            digest,
            facts=partial(self._operation_facts, path, method, shared, node),
            references=named if referred else tuple,
            operation=partial(call_fact, node, path=path, method=method, shared=shared, site=self.site),
            gist=partial(self._gist, path, method, shared, node),
        )

    def _gist(self, path: str, method: str, shared: Mapping[str, Json], node: Mapping[str, Json]) -> str:
        text = _encode([path, method, self.site.scope, self.site.api, substance(shared), substance(node)])
        return self._digest(b"gist", text, *self._behind.texts(references_in(text)))

    def _operation_facts(
        self, path: str, method: str, shared: Mapping[str, Json], node: Mapping[str, Json]
    ) -> tuple[AnyFact, ...]:
        try:
            facts = operation_facts(
                node, path=path, method=method, shared=shared, pointers=self.pointers, site=self.site
            )
            return tuple(sorted(facts, key=ADDRESS))
        except RecursionError:
            raise DocumentError(f"{self.place}: {method.upper()} {path} is nested too deeply") from None

    def _operation_references(
        self, path: str, shared: Mapping[str, Json], node: Mapping[str, Json]
    ) -> tuple[Reference, ...]:
        found: set[Reference] = set()
        waiting = [(node, shared, path.startswith("webhook:"), 0)]
        while waiting:
            call, around, turned, depth = waiting.pop()
            found |= self._call_references(call, around, _TURNED if turned else _PLAIN)
            if depth < MAX_CALLBACK_DEPTH:
                waiting += [(inner, item, True, depth + 1) for item, inner in called_back(call, self.pointers)]
        return tuple(sorted(found))

    def _call_references(
        self, node: Mapping[str, Json], shared: Mapping[str, Json], usages: tuple[Usage, ...]
    ) -> set[Reference]:
        """Name the schemas of one call; `usages` are those of parameters, request, responses and headers."""
        found: set[Reference] = set()
        responses = [self._named_in_response(item) for item in self.pointers.resolved(node.get("responses")).values()]
        parts = (
            self._named_in([shared.get("parameters"), node.get("parameters")]),
            self._named_in(node.get("requestBody")),
            set[str]().union(*(content for content, _ in responses)),
            set[str]().union(*(headers for _, headers in responses)),
        )
        for usage, names in zip(usages, parts, strict=True):
            found.update(Reference(name, usage) for name in names)
        return found

    def _named_in(self, part: Json) -> AbstractSet[str]:
        return self._behind.schemas(references_in(_encode_as_is(part))) if part else frozenset()

    def _named_in_response(self, item: Json) -> tuple[AbstractSet[str], AbstractSet[str]]:
        """Name the schemas of a response's bodies and of its headers; what is referred to is looked into once."""
        reference = item.get("$ref") if isinstance(item, dict) else None
        known = self._responses.get(reference) if isinstance(reference, str) else None
        if known is None:
            response = self.pointers.resolved(item)
            known = self._named_in(response.get("content")), self._named_in(response.get("headers"))
            if isinstance(reference, str):
                self._responses[reference] = known
        return known

    def _schema(self, name: str, node: Json) -> Entry:
        text = _encode(node)
        referred = references_in(text)
        texts = [text, *self._behind.texts(referred)]
        digest = self._digest(b"schema", *texts)
        named = partial(self._schema_references, referred)
        if b'"if"' in text or b'"not"' in text:
            named = partial(self._references_of_one_that_asks, referred, digest, node)
        return Entry(
            Owner("schema", name, scope=self.site.scope),
            (self.place,),
            digest,
            facts=partial(self._schema_facts, digest, node),
            references=partial(_REFERENCES.of, digest, named),
            joins=any(word in each for each in texts for word in _JOINING),
        )

    def _schema_facts(self, digest: str, node: Json) -> tuple[AnyFact, ...]:
        """Flatten a named schema, or take what one of the same text came to: its digest takes no further writing."""
        known = _KNOWN.get(digest)
        if known is None:
            before = _KNOWN.kept + _KNOWN.taken
            found = fields_of(node, at=NAMED_ROOT, pointers=self.pointers, is_new=True)
            known = tuple(sorted(found, key=ADDRESS))
            _KNOWN.keep(digest, known, but=_KNOWN.kept + _KNOWN.taken - before)
        return known

    def _schema_references(self, referred: AbstractSet[str]) -> tuple[Reference, ...]:
        return tuple(sorted(Reference(name, "either") for name in self._behind.schemas(referred)))

    def _references_of_one_that_asks(
        self, referred: AbstractSet[str], digest: str, node: Json
    ) -> tuple[Reference, ...]:
        fields = tuple(referring(self._schema_facts(digest, node)))
        asked = {field.ref for field in fields if is_asked(field.at)}
        alone = asked.difference(field.ref for field in fields if not is_asked(field.at))
        stated = (one for one in self._schema_references(referred) if one.schema not in alone)
        return tuple(sorted((*stated, *(Reference(name, "asked") for name in asked))))

    def _digest(self, kind: bytes, *texts: bytes) -> str:
        written = hashlib.sha256(b"\0".join((self.dialect, kind, b"")))
        for text in texts:
            written.update(text)
        return "raw:" + written.hexdigest()


class _Behind:
    """What references of one document lead to: everything but named schemas is looked through, each thing once."""

    def __init__(self, pointers: Pointers) -> None:
        self._pointers = pointers
        self._texts: dict[str, bytes] = {}
        self._inside: dict[str, frozenset[str]] = {}
        self._walked: dict[str, AbstractSet[str]] = {}
        """What some references lead to, themselves included: most operations refer to the same few things."""

    def texts(self, references: AbstractSet[str]) -> list[bytes]:
        """Return the texts behind references, however far, in a stable order."""
        return [self._texts[reference] for reference in sorted(self._followed(references))]

    def schemas(self, references: AbstractSet[str]) -> set[str]:
        """Name the schemas among references, through components of other kinds as well."""
        found = set(references)
        for reference in self._followed(references):
            found |= self._inside[reference]
        return {name for reference in found if (name := named_schema(reference))}

    def _followed(self, references: AbstractSet[str]) -> set[str]:
        found: set[str] = set()
        for reference in references:
            behind = self._walked.get(reference)
            found.update(self._walk(reference, found) if behind is None else behind)
        return found

    def _walk(self, start: str, known: AbstractSet[str]) -> AbstractSet[str]:
        """Return what a reference leads to, itself included, but for what is behind something that is known."""
        found: set[str] = set()
        waiting, whole = [start], True
        while waiting:
            reference = waiting.pop()
            if reference in known:
                whole = False
            elif reference not in found and not named_schema(reference) and not reference.startswith(_NO_CONTRACT):
                found.add(reference)
                if reference not in self._inside:
                    self._texts[reference] = _encode(self._pointers.target(reference))
                    self._inside[reference] = references_in(self._texts[reference])
                waiting.extend(self._inside[reference])
        if whole and len(found) <= _FEW_BEHIND:  # of a long chain each link would hold all that are left of it
            self._walked[start] = found
        return found


def _title(document: Mapping[str, Json]) -> str:
    title = loose.mapping(document.get("info")).get("title")
    return title if isinstance(title, str) else ""
