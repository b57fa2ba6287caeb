"""Types as Swagger Codegen and OpenAPI Generator write them on pages: those of Java, with containers in brackets.

Source: `typeMapping` of `StaticHtmlGenerator` and `StaticHtml2Generator` in both projects.
"""

import re
from collections.abc import Container
from typing import Final

from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import tidy
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_DEEPEST: Final = 8
_CONTAINER: Final = lazy_regex(r"(array|list|set|map)\s?[\[<](.{1,300})[\]>]", re.IGNORECASE)
_KEY: Final = lazy_regex(r"\s{0,3}string\s{0,3},", re.IGNORECASE)
_PLAIN: Final = frozenset(("Object", "String", "Integer", "Long", "Float", "Double", "Boolean", "Date", "File", "List"))
"""Types of Java: a page writes a schema that is called so and any object or text alike."""
_OWN: Final[dict[str, dict[str, Json]]] = {
    "Date": {"type": "string", "format": "date-time"},
    "byte[]": {"type": "string", "format": "byte"},
}


def schema_named(said: str, schemas: Container[str], written: str = "", depth: int = 0) -> dict[str, Json]:
    """Return the schema of a type; one of the page's own is referred to, of an unknown one nothing is said.

    Args:
        said: the type as written.
        schemas: names of the schemas that the page describes.
        written: the format that stands behind it.
        depth: how deep it stands in others.

    >>> schema_named("array[Box]", {"Box"})
    {'type': 'array', 'items': {'$ref': '#/components/schemas/Box'}}
    >>> schema_named("Date", ()), schema_named("Integer", (), "int64")
    ({'type': 'string', 'format': 'date-time'}, {'type': 'integer', 'format': 'int64'})
    """
    word = tidy(said)
    if word in schemas and word not in _PLAIN:
        return {"$ref": f"#/components/schemas/{word.replace('~', '~0').replace('/', '~1')}"}
    container = _CONTAINER.fullmatch(word) if depth < _DEEPEST else None
    if container is None:
        found = {**_OWN.get(word, schema_of_type(word) or {})}
        return {**found, "format": written} if written else found
    inner = _KEY.sub("", container[2], count=1)
    within = schema_named(inner, schemas, written, depth + 1)
    if container[1].lower() == "map":
        return {"type": "object", "additionalProperties": within or True}
    return {"type": "array", "items": within} if within else {"type": "array"}
