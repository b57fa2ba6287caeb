"""What a schema says beside the values that it takes: how they are written in XML, and what those listed are called.

Sources: https://spec.openapis.org/oas/v3.2.0#xml-object; for names and remarks of listed values, for which JSON Schema
has no keyword, what generators of clients and documentation read: https://openapi-generator.tech/docs/templating#enum,
https://github.com/RicoSuter/NSwag, https://www.speakeasy.com/docs/sdks/customize/data-model/enums,
https://redocly.com/docs/api-reference-docs/specification-extensions/x-enum-descriptions,
https://buildwithfern.com/learn/api-definitions/openapi/extensions/enums,
https://github.com/Azure/autorest/blob/main/docs/extensions/readme.md#x-ms-enum.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from driftwatch.extract.data import loose
from driftwatch.model.json_values import Json, as_text, canonical

_NAMES: Final = ("x-enum-varnames", "x-enumNames", "x-speakeasy-enums")
_REMARKS: Final = ("x-enum-descriptions", "x-enumDescriptions", "x-speakeasy-enum-descriptions")
_BOTH: Final = ("x-ms-enum", "x-fern-enum")
"""Keywords that say both, value by value."""
KEYWORDS: Final = ("xml", *_NAMES, *_REMARKS, *_BOTH)


def remarks(node: Mapping[str, Json], name: str) -> Iterator[tuple[str, Any]]:
    """Yield what a schema says beside its values, by attribute of its field; `name` is that of the property it is."""
    written = _xml(node.get("xml"), name)
    if written:
        yield "xml", written
    values = node.get("enum", node.get("x-extensible-enum"))
    if isinstance(values, list):
        yield from _of_values(node, values)


def _xml(value: Json, name: str) -> dict[str, Json]:
    """Return what changes how a value is written: not the prefix, which stands for the namespace and can be any."""
    stated = loose.mapping(value)
    found: dict[str, Json] = {}
    for keyword in ("name", "namespace", "nodeType"):
        said = loose.text(stated.get(keyword))
        if said and (keyword, said) not in (("name", name), ("nodeType", "element")):
            found[keyword] = said
    found |= {keyword: True for keyword in ("attribute", "wrapped") if stated.get(keyword) is True}
    if found.get("nodeType") == "attribute":
        del found["nodeType"]
        found["attribute"] = True
    return {key: found[key] for key in sorted(found)}


def _of_values(node: Mapping[str, Json], values: list[Json]) -> Iterator[tuple[str, dict[str, str]]]:
    texts = [as_text(value) for value in values]
    for attribute, keywords, member in (("value_names", _NAMES, "name"), ("value_remarks", _REMARKS, "description")):
        found: dict[str, str] = {}
        for keyword in keywords:
            found |= _each(texts, values, node.get(keyword))
        for keyword in _BOTH:
            found |= dict(_members(texts, values, node.get(keyword), member))
        if found:
            yield attribute, {key: found[key] for key in sorted(found)}


def _each(texts: Iterable[str], values: Iterable[Json], said: Json) -> dict[str, str]:
    """Read a list beside the values, or an object by value."""
    by_value = loose.mapping(said)
    stated = said if isinstance(said, list) else [by_value.get(str(value)) for value in values]
    return {text: each for text, each in zip(texts, stated, strict=False) if isinstance(each, str) and each}


def _members(texts: Iterable[str], values: Iterable[Json], said: Json, member: str) -> Iterator[tuple[str, str]]:
    """Read an object for each value: by value, or in a list with the value in it."""
    by_value = loose.mapping(said)
    listed = loose.items(by_value.get("values"))
    known = {canonical(each.get("value")): each for each in listed if isinstance(each, dict)}
    for text, value in zip(texts, values, strict=True):
        each = loose.text(loose.mapping(known.get(canonical(value), by_value.get(str(value)))).get(member))
        if each:
            yield text, each
