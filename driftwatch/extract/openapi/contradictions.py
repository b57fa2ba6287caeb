"""Statements of one OpenAPI document that cannot all be true."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.claimed import described_default, is_described_as_repeated
from driftwatch.extract.openapi.disagreements import contradiction, same_text
from driftwatch.extract.openapi.examples import Direction, Mismatch, mismatches, type_of
from driftwatch.extract.openapi.reference_text import named_schema
from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.sample_values import Sample, statements_of, unlike_values
from driftwatch.extract.openapi.swagger2 import upgraded
from driftwatch.model import address, paths
from driftwatch.model.facts import Contradiction, Statement
from driftwatch.model.json_values import Json, canonical, json_set, pointer_part
from driftwatch.redaction import looks_secret

_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})

OwnerName = tuple[str, str]
"""("operation", its key) or ("schema", its name), as the entries of the document are named."""

MOST_EXAMPLES: Final = 20_000
"""Examples of one document that are checked; the rest is not judged."""

_MOST_STATEMENTS: Final = 4
_LONGEST_VALUE: Final = 80
_LONGEST_LIST: Final = 50
_FORMS: Final = ("multipart/", "application/x-www-form-urlencoded")
_MAX_DEPTH: Final = 60


class _Stated(Struct, frozen=True, kw_only=True):
    """An example or default with the schema that it belongs to."""

    value: Json
    schema: Json
    at: str
    """Where the schema's root stands."""
    path: str
    """Field path from there to the node that the value belongs to."""
    pointer: str
    aspect: str
    direction: Direction
    is_form: bool = False


class _Described(Struct, frozen=True, kw_only=True):
    """What a description says against its node, or samples against each other."""

    aspect: str
    says: Json
    expected: Json
    at: str
    path: str
    pointer: str


def contradictions_of_openapi(document: Json) -> dict[OwnerName, tuple[Contradiction, ...]]:
    """Check a document against itself: examples, defaults, path parameters, operations documented twice.

    The values of examples are told only when they are short and do not look like a secret.
    """
    if not isinstance(document, Mapping):
        return {}
    document = upgraded(document)
    pointers = Pointers(document, siblings=True)
    found: dict[OwnerName, dict[str, Contradiction]] = {}
    for owner, known in _paths(document, pointers):
        found.setdefault(owner, {}).setdefault(known.at, known)
    for checked, (owner, stated) in enumerate(_all_stated(document, pointers)):
        if checked >= MOST_EXAMPLES:
            break
        if isinstance(stated, _Described):
            against = _against(stated)
            found.setdefault(owner, {}).setdefault(against.at, against)
            continue
        for mismatch in mismatches(
            stated.value, stated.schema, pointers, direction=stated.direction, is_form=stated.is_form
        ):
            _add(found.setdefault(owner, {}), stated, mismatch)
    return {owner: tuple(by_at[at] for at in sorted(by_at)) for owner, by_at in found.items() if by_at}


def _against(stated: _Described) -> Contradiction:
    subject = address.join(stated.at, stated.path)
    if stated.aspect == "samples":
        sent = statements_of(stated.says, locator=stated.pointer)
        return contradiction(stated.aspect, subject, sent, stated_by="example")
    statements = (
        Statement(says=_telling(stated.expected), stated_by="schema"),
        Statement(says=_telling(stated.says), stated_by="prose", locator=stated.pointer),
    )
    return contradiction(stated.aspect, subject, statements, stated_by="prose")


def _described(node: Mapping[str, Json], at: str, path: str, pointer: str) -> Iterator[_Described]:
    """Yield what a field's own description says otherwise: its default, and that a single value is repeated."""
    text = loose.text(node.get("description"))
    kind = loose.text(node.get("type"))
    if not text or kind not in _SCALARS:
        return
    pointer = f"{pointer}/description"
    said = described_default(text) if "default" in node else None
    if said is not None and not same_text(node["default"], said):
        yield _Described(aspect="default", says=said, expected=node["default"], at=at, path=path, pointer=pointer)
    if is_described_as_repeated(text):
        yield _Described(aspect="repeat", says="array", expected=[kind], at=at, path=path, pointer=pointer)


def _add(known: dict[str, Contradiction], stated: _Stated, mismatch: Mismatch) -> None:
    aspect = stated.aspect
    if aspect == "example" and mismatch.kind == "missing":
        aspect = "missing-in-example"
    subject = address.join(stated.at, address.below(stated.path, mismatch.path))
    says = Statement(says=_telling(mismatch.got), stated_by="example", locator=stated.pointer)
    expected = Statement(says=_telling(mismatch.expected), stated_by="schema")
    at = address.join("contradiction", aspect, subject)
    statements = known[at].statements if at in known else (expected,)
    alike = any(canonical(says.says) == canonical(other.says) for other in statements[1:])
    if not alike and len(statements) < _MOST_STATEMENTS:
        known[at] = contradiction(aspect, subject, (*statements, says), stated_by="example")


def _telling(value: Json) -> Json:
    if isinstance(value, list):
        return list(json_set(_telling(item) for item in value))[:_LONGEST_LIST]
    if isinstance(value, dict) or (isinstance(value, str) and (len(value) > _LONGEST_VALUE or looks_secret(value))):
        return type_of(value)
    return value


def _paths(document: Mapping[str, Json], pointers: Pointers) -> Iterator[tuple[OwnerName, Contradiction]]:
    seen: dict[str, str] = {}
    for path, item in loose.mapping(document.get("paths")).items():
        resolved = pointers.resolved(item)
        for method in address.METHODS:
            node = resolved.get(method)
            if not isinstance(node, Mapping):
                continue
            key = address.operation_key(method, str(path))
            if key in seen:
                owner = f"{method.upper()} {path}"
                statements = tuple(Statement(says=written, stated_by="schema") for written in (seen[key], str(path)))
                yield (
                    ("operation", owner),
                    contradiction("documented-differently", "operation", statements, stated_by="schema"),
                )
                key = owner
            seen[key] = str(path)
            for missing in _undeclared(str(path), (*_listed(resolved), *_listed(node)), pointers):
                yield ("operation", key), missing


def _of_samples(node: Mapping[str, Json], pointers: Pointers, pointer: str) -> Iterator[_Described]:
    """Yield the fields with a closed list of which samples under one label send unlike values."""
    written = [loose.mapping(item) for item in loose.items(node.get("x-codeSamples"))]
    samples = [
        Sample(loose.text(item.get("lang")), loose.text(item.get("label")), loose.text(item.get("source")))
        for item in written
    ]
    body = pointers.resolved(node.get("requestBody"))
    for media, content in pointers.resolved(body.get("content")).items() if len(samples) > 1 else ():
        schema = pointers.resolved(pointers.resolved(content).get("schema"))
        lists = {
            str(name): loose.names(pointers.resolved(field).get("enum"))
            for name, field in loose.mapping(schema.get("properties")).items()
        }
        known = {name: frozenset(values) for name, values in lists.items() if values}
        for name, sent in unlike_values(samples, known):
            yield _Described(
                aspect="samples",
                says=dict[str, Json](sent),
                expected=None,
                at=address.join("request", address.name_step(str(media).lower())),
                path=address.escape(name),
                pointer=f"{pointer}/x-codeSamples",
            )


def _listed(node: Mapping[str, Json]) -> list[Json]:
    return loose.items(node.get("parameters"))


def _undeclared(path: str, parameters: tuple[Json, ...], pointers: Pointers) -> Iterator[Contradiction]:
    resolved = [pointers.resolved(parameter) for parameter in parameters]
    declared = sorted({loose.text(item.get("name")) for item in resolved if item.get("in") == "path"})
    for name in address.path_parameters(path):
        if name not in declared:
            statements = (
                Statement(says=declared, stated_by="schema"),
                Statement(says=path, stated_by="schema"),
            )
            subject = address.join("parameter", "path", address.step(name))
            yield contradiction("undeclared-parameter", subject, statements, stated_by="schema")


def _all_stated(document: Mapping[str, Json], pointers: Pointers) -> Iterator[tuple[OwnerName, _Stated | _Described]]:
    seen: set[str] = set()
    for path, item in loose.mapping(document.get("paths")).items():
        resolved = pointers.resolved(item)
        for method in address.METHODS:
            node = resolved.get(method)
            if isinstance(node, Mapping):
                key = address.operation_key(method, str(path))
                key = key if key not in seen else f"{method.upper()} {path}"
                seen.add(key)
                pointer = f"#/paths/{pointer_part(path)}/{method}"
                for stated in _of_operation(node, _listed(resolved), pointers, pointer):
                    yield ("operation", key), stated
                for described in _of_samples(node, pointers, pointer):
                    yield ("operation", key), described
    for name, schema in loose.mapping(loose.mapping(document.get("components")).get("schemas")).items():
        pointer = f"#/components/schemas/{pointer_part(name)}"
        for stated in _inside(schema, at="schema", pointer=pointer, direction="either"):
            yield ("schema", str(name)), stated


def _of_operation(
    node: Mapping[str, Json], shared: list[Json], pointers: Pointers, pointer: str
) -> Iterator[_Stated | _Described]:
    for parameter in map(pointers.resolved, (*shared, *_listed(node))):
        name, within = loose.text(parameter.get("name")), loose.text(parameter.get("in"))
        at = address.join("parameter", within, address.step(name.lower() if within == "header" else name))
        where = f"{pointer}/parameters/{name}"
        # what travels in a path, a query or a header is text, however an example writes it
        yield from _of_media(parameter, pointers, at=at, pointer=where, direction="request", is_form=True)
    body = pointers.resolved(node.get("requestBody"))
    yield from _of_content(body, pointers, at="request", pointer=f"{pointer}/requestBody")
    for status, response in pointers.resolved(node.get("responses")).items():
        at = address.join("response", address.step(str(status).upper().replace("DEFAULT", "default")))
        resolved = pointers.resolved(response)
        yield from _of_content(resolved, pointers, at=at, pointer=f"{pointer}/responses/{status}")


def _of_content(
    holder: Mapping[str, Json], pointers: Pointers, *, at: str, pointer: str
) -> Iterator[_Stated | _Described]:
    direction: Direction = "request" if at == "request" else "response"
    for name, media in pointers.resolved(holder.get("content")).items():
        where = address.join(at, address.name_step(str(name).lower()))
        resolved = pointers.resolved(media)
        kind = str(name).lower()
        is_form, is_text = kind.startswith(_FORMS), "json" not in kind and "*" not in kind
        inner = f"{pointer}/content/{pointer_part(name)}"
        written = _without_texts(resolved) if is_text else resolved
        yield from _of_media(written, pointers, at=where, pointer=inner, direction=direction, is_form=is_form)


def _without_texts(media: Mapping[str, Json]) -> Mapping[str, Json]:
    """Leave out examples that are the text of a body in another form than JSON: XML, lines of events."""
    kept = {key: value for key, value in media.items() if key != "example" or not isinstance(value, str)}
    named = loose.mapping(media.get("examples"))
    texts = [name for name, example in named.items() if isinstance(loose.mapping(example).get("value"), str)]
    return {**kept, "examples": {name: example for name, example in named.items() if name not in texts}}


def _is_failure(steps: list[str]) -> bool:
    """Tell whether the steps of an address lead into a response that says what went wrong."""
    return steps[0] == "response" and any(status == "default" or status[:1] in ("4", "5") for status in steps[1:2])


def _of_media(
    media: Mapping[str, Json],
    pointers: Pointers,
    *,
    at: str,
    pointer: str,
    direction: Direction,
    is_form: bool = False,
) -> Iterator[_Stated | _Described]:
    schema = media.get("schema")
    if not isinstance(schema, Mapping):
        return
    aspect = "error-example" if _is_failure(paths.parts(at)) else "example"
    values = [(f"{pointer}/example", media["example"])] if "example" in media else []
    for name, example in loose.mapping(media.get("examples")).items():
        resolved = pointers.resolved(example)
        if "value" in resolved:
            values.append((f"{pointer}/examples/{pointer_part(name)}", resolved["value"]))
    for where, value in values:
        yield _Stated(
            value=value,
            schema=schema,
            at=at,
            path=address.ROOT,
            pointer=where,
            aspect=aspect,
            direction=direction,
            is_form=is_form,
        )
    yield from _inside(schema, at=at, pointer=f"{pointer}/schema", direction=direction, is_form=is_form)


def _inside(
    schema: Json, *, at: str, pointer: str, direction: Direction, is_form: bool = False
) -> Iterator[_Stated | _Described]:
    """Yield the examples and defaults of the nodes of a schema, without going into what it refers to."""
    stack: list[tuple[Json, str, str, int]] = [(schema, address.ROOT, pointer, 0)]
    while stack:
        node, path, where, depth = stack.pop()
        if not isinstance(node, Mapping) or depth > _MAX_DEPTH or named_schema(loose.text(node.get("$ref"))):
            continue
        values = [("example", node[key], f"{where}/{key}") for key in ("example",) if key in node]
        values += [("example", value, f"{where}/examples") for value in loose.items(node.get("examples"))]
        values += [("default", node["default"], f"{where}/default")] if "default" in node else []
        for aspect, value, stated_at in values:
            yield _Stated(
                value=value,
                schema=node,
                at=at,
                path=path,
                pointer=stated_at,
                aspect=aspect,
                direction=direction,
                is_form=is_form,
            )
        if direction != "response":
            yield from _described(node, at, path, where)
        for step, sub, inner in _children(node):
            stack.append((sub, address.child(path, step), f"{where}/{inner}", depth + 1))


def _children(node: Mapping[str, Json]) -> Iterator[tuple[str, Json, str]]:
    for name, sub in loose.mapping(node.get("properties")).items():
        yield address.escape(str(name)), sub, f"properties/{pointer_part(name)}"
    if isinstance(node.get("items"), Mapping):
        yield "[]", node["items"], "items"
    if isinstance(node.get("additionalProperties"), Mapping):
        yield ".*", node["additionalProperties"], "additionalProperties"
