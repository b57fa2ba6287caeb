"""Type words as pages write them, in several languages, to JSON Schema."""

import re
from functools import lru_cache
from typing import Final

from driftwatch.extract.words.vocabulary import FORMATS, TYPES
from driftwatch.extract.words.wording import is_need_word, tidy
from driftwatch.model.json_values import Json, canonical, json_set
from driftwatch.patterns import lazy_regex

_LONGEST: Final = 2_000
_DEPTH: Final = 8
_OPENING: Final = "<[({"
_CLOSING: Final = ">])}"
_CONTAINER: Final = lazy_regex(
    r"(array|list|arr|seq|sequence|set|tuple|map|dict|dictionary|record|object|enum|optional|nullable|数组|array of)\s?"
    r"[<\[({](.*)[>\])}]$",
    re.IGNORECASE | re.DOTALL,
)
_OF: Final = lazy_regex(
    r"(?:array|list|массив|список|масив|lista|tableau|liste|matriz|arreglo|arranjo|elenco|tablica|mảng|danh sách|larik"
    r"|daftar|数组)\s(?:(?:of|из|з|із|de|di|von|các|dari)\s|(?=string|chuỗi|số|object))(?:up\sto\s\d{1,9}\s)?(.+)$",
    re.IGNORECASE,
)
_MAP_TO: Final = lazy_regex(
    r"(?:map(?:ping)?|dict(?:ionary)?|hash|object)\s(?:of|from)\s.{1,60}?\sto\s(?:an?\s)?(.+)$", re.IGNORECASE
)
_MAP_WITH: Final = lazy_regex(
    r"(?:map(?:ping)?|dict(?:ionary)?|hash|object)\s(?:of|with|from|keyed)\s.+$", re.IGNORECASE
)
_BEHIND: Final = lazy_regex(r"<\s?(\S.{0,400})\s?>\s(array|list|set|map)$", re.IGNORECASE)
"""What a container holds in front of its name: `< string > array`, as Swagger2Markup writes it."""
_MAP_GO: Final = lazy_regex(r"map\[[^\]]{1,40}\](.+)$", re.IGNORECASE)
_QUALIFIED: Final = lazy_regex(r"([^\s(<\[]{1,40})\s?[(<\[]\$?([^()<>\[\]]{1,60})[)>\]]$")
_REMARKS: Final = lazy_regex(r"[,;，、]\s?(?![^<\[({]*[>\])}])")
_IN_BRACKETS: Final = lazy_regex(r"\s?\(([^()]{1,40})\)$")
_BETWEEN: Final = lazy_regex(
    r"[<\[({>\])}]|\"[^\"]*\"|'[^']*'|\s(?:or|oder|ou|или|або|lub|o|veya|hoặc|atau|或)\s|\s?\|{1,2}\s?|\s?/\s?|\s?或\s?"
)
"""What stands between alternatives, and what keeps them together."""
_NULLABLE: Final = lazy_regex(r"^\?|^(?:nullable|可空)\s|\s\(?(?:nullable|可空)\)?$", re.IGNORECASE)
"""`?string` as Discord and PHP write it; what is `string?` may be optional or null."""
_OBJECTS: Final = (" object", " objects", "对象")
_LITERAL: Final = lazy_regex(r"(?:\"([^\"]*)\"|'([^']*)')$")
_TEXT: Final = r"(?:\"[^\"]{0,200}\"|'[^']{0,200}')"
_LITERALS: Final = lazy_regex(
    rf"{_TEXT}(?:\s?(?:[|/]|,(?:\s?(?:or|and)(?=\s))?|(?:or|and)(?=\s))\s?{_TEXT}){{1,100}}(?P<null>\s?(?:[,|/]|,?\s?or)\s?null)?$"
)
"""Nothing but texts in quotes, be it with commas between them, which elsewhere part remarks: `"a", "b" or null`."""
_EACH_TEXT: Final = lazy_regex(_TEXT)
_PLACES: Final = frozenset(("path", "query", "header", "body", "cookie", "form", "formdata"))

_SCALAR: Final = frozenset(("string", "integer", "number"))
_VALUE: Final = lazy_regex(r"[A-Za-z][\w.-]{0,60}")
"""A value of an enumeration without quotes: `enum (OPEN, CLOSED)`."""
_ENUMERATION: Final = lazy_regex(r"(?:string[\s-])?(?:enum(?:eration)?|枚举)(?:\sstring|[.:]\w{1,60})?$")
"""A list of values that says no more than its name: `enum`, `ENUM.WidgetState`."""

_WITH_FORMAT: Final = lazy_regex(r"(string|number|integer)/([a-z][\w-]{1,40})$", re.IGNORECASE)
_KINDS: Final = frozenset(("string", "number", "integer", "boolean", "bool", "object", "array", "list", "null", "file"))
"""What stands behind a stroke as a further type; another word is the format of the first: `string/decimal`."""

Schema = dict[str, Json]


def schema_of_type(text: str) -> Schema | None:
    """Return the schema of a type as written; None when its words are not known, {} for any type.

    >>> schema_of_type("array<string>"), schema_of_type("int64"), schema_of_type("widget")
    ({'type': 'array', 'items': {'type': 'string'}}, {'type': 'integer'}, None)
    """
    found = _known(text) if len(text) <= _LONGEST else None
    return None if found is None else _copied(found)


def names_type(text: str) -> bool:
    """Tell whether words are those of a type."""
    return len(text) <= _LONGEST and _known(text) is not None


@lru_cache(maxsize=1024)  # a type is asked for half a dozen times, and a page writes the same few again and again
def _known(text: str) -> Schema | None:
    return _schema(tidy(text).replace("`", "").replace("\\|", "|").replace("\u00a6", "|").strip(" .,;"), 0)


def _copied(schema: Schema) -> Schema:
    """Return a schema that its owner may write into."""
    return {key: _copied(value) if isinstance(value, dict) else _own(value) for key, value in schema.items()}


def _own(value: Json) -> Json:
    return [_own(item) for item in value] if isinstance(value, list) else value


def is_enumeration(text: str) -> bool:
    """Tell whether the words of a type say that there is a list of values, and not which."""
    return _ENUMERATION.match(text.strip(" *_`").lower()) is not None


def is_scalar(text: str) -> bool:
    """Tell whether the words of a type name text or a number, of which a list may say all that it may be."""
    found = _known(text) if len(text) <= _LONGEST else None
    kinds = set(_types(found or {})) - {"null"}
    return len(kinds) == 1 and kinds <= _SCALAR


def _schema(text: str, depth: int) -> Schema | None:
    if text.startswith("<") and depth < _DEPTH and (held := _BEHIND.match(text)):
        items = held[1].partition(",")[2] or held[1]
        return _map_of(items.strip(), depth) if held[2].lower() == "map" else _array_of(held[1].strip(), depth)
    if ('"' in text or "'" in text) and (texts := _texts(text)) is not None:
        return texts
    text = _without_words(text)
    if not text or depth > _DEPTH:
        return None
    if (formed := _WITH_FORMAT.match(text)) and formed[2].lower() not in _KINDS:
        return _word(f"{formed[1]}({formed[2]})")
    parts = _alternatives(text)
    if len(parts) == 1 and _NULLABLE.search(text) and (inner := _NULLABLE.sub("", text).strip()):
        parts = [inner, "null"]
    if len(parts) > 1:  # what is undefined is left out
        return _union([part for part in parts if part != "undefined"] or parts, depth)
    return _literal(text) or _array(text, depth) or _container(text, depth) or _word(text)


def _without_words(text: str) -> str:
    """Take out what a type cell says besides the type: required, optional, where it travels."""
    pieces = [piece.strip() for piece in _REMARKS.split(text)]
    kept = [piece for piece in pieces if not is_need_word(piece) and piece.lower() not in _PLACES]
    null = any(piece.lower() in ("nullable", "可空") for piece in kept[1:])
    text = ("?" if null else "") + (kept or pieces)[0] if len(pieces) > 1 else text
    match = _IN_BRACKETS.search(text)
    if match and (is_need_word(match[1]) or match[1].lower() in _PLACES):
        text = text[: match.start()]
    text = text.strip().removesuffix("?").strip()
    need, _, rest = text.partition(" ")
    text = rest.strip() if rest and is_need_word(need) and not need[:1].isdigit() else text
    head, space, said = text.rpartition(" ")
    return head.strip() if space and is_need_word(said) and not said[:1].isdigit() else text


def _alternatives(text: str) -> list[str]:
    """Split at `|`, `or`, `/` outside brackets and quotes."""
    parts: list[str] = []
    depth = start = 0
    for match in _BETWEEN.finditer(text):
        token = match.group()
        if token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
        elif depth == 0 and token[0] not in "\"'":
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def _union(parts: list[str], depth: int) -> Schema | None:
    """Join alternatives: types together, literals as an enum, items of arrays as items."""
    read = [_schema(part, depth + 1) for part in parts]
    known = [schema for schema in read if schema]
    if len(known) != len(read):
        return None
    types = sorted({name for schema in known for name in _types(schema)})
    merged: Schema = {"type": types[0] if len(types) == 1 else types}
    items = [schema["items"] for schema in known if schema.get("items")]
    if items:
        merged["items"] = items[0] if len({canonical(item) for item in items}) == 1 else {}
    values = [value for schema in known for value in schema.get("enum", ())]
    if values and all("enum" in schema or schema["type"] == "null" for schema in known):
        merged["enum"] = list(json_set(values))
    formats = {schema["format"] for schema in known if "format" in schema}
    if len(formats) == 1 and all("format" in schema or schema["type"] == "null" for schema in known):
        merged["format"] = formats.pop()
    return merged


def _texts(text: str) -> Schema | None:
    """Return the schema of several texts in quotes, or of an array of such, in place of which null may stand."""
    held = _OF.match(text)
    listed = _LITERALS.match(held[1] if held else text)
    if listed is None:
        return None
    values = [found[1:-1] for found in _EACH_TEXT.findall(listed.group())]
    kind = "array" if held else "string"
    said: Schema = {"type": sorted(("null", kind)) if listed["null"] else kind}
    enum: list[Json] = list(json_set(values))
    return said | ({"items": {"type": "string", "enum": enum}} if held else {"enum": enum})


def _types(schema: Schema) -> list[str]:
    stated = schema.get("type")
    return stated if isinstance(stated, list) else [str(stated)] if stated else []


def _literal(text: str) -> Schema | None:
    match = _LITERAL.match(text)
    return {"type": "string", "enum": [match[1] if match[1] is not None else match[2]]} if match else None


def _array(text: str, depth: int) -> Schema | None:
    if text.endswith("[]"):
        return _array_of(text[:-2], depth)
    if text.startswith("[]"):
        return _array_of(text[2:], depth)  # as Go writes it
    if text.startswith("[") and text.endswith("]"):
        return _array_of(text[1:-1], depth)
    if match := _OF.match(text):
        return _array_of(match[1].removesuffix("s") if match[1].lower() not in TYPES else match[1], depth)
    inner, space, last = text.rpartition(" ")
    if (
        space
        and last.lower() in ("array", "list", "массив", "масив", "dizisi", "listesi", "数组")
        and inner.lower() in TYPES
    ):
        return _array_of(inner, depth)
    return None


def _array_of(inner: str, depth: int) -> Schema:
    items = _schema(inner, depth + 1)
    return {"type": "array", "items": items} if items else {"type": "array"}


def _container(text: str, depth: int) -> Schema | None:
    if match := _MAP_GO.match(text):
        return _map_of(match[1], depth)
    match = _CONTAINER.match(text)
    if not match:
        return _described_map(text, depth)
    name, inner = match[1].lower(), match[2]
    if name == "enum":
        return _enum(inner, depth)
    if name in ("optional", "nullable"):
        return _union([inner, "null"], depth) if name == "nullable" else _schema(inner, depth + 1)
    if name in ("map", "dict", "dictionary", "record"):
        return _map_of(inner.partition(",")[2] or inner, depth)
    return {"type": "object"} if name == "object" else _array_of(inner, depth)


def _described_map(text: str, depth: int) -> Schema | None:
    """Read "map of ids to widgets", "dictionary with keys in locales"."""
    if match := _MAP_TO.match(text):
        return {"type": "object", "additionalProperties": _schema(match[1], depth + 1) or {}}
    return {"type": "object"} if _MAP_WITH.match(text) else None


def _enum(inner: str, depth: int) -> Schema:
    values = _alternatives(inner.replace(",", " | "))
    literals = [found["enum"][0] for value in values if (found := _literal(value))]
    if literals and len(literals) == len(values):
        return {"type": "string", "enum": literals}
    is_listed = len(values) > 1 or inner.isupper()
    if is_listed and all(map(_VALUE.fullmatch, values)) and TYPES.keys().isdisjoint(map(str.lower, values)):
        return {"type": "string", "enum": list(values)}
    return _schema(inner, depth + 1) or {}


def _map_of(inner: str, depth: int) -> Schema:
    values = _schema(inner, depth + 1)
    return {"type": "object", "additionalProperties": values} if values else {"type": "object"}


def _word(text: str) -> Schema | None:
    plain = text.lower().strip("*_:")
    if plain in ("any", "mixed", "unknown", "*", "任意"):
        return {}
    match = _QUALIFIED.match(plain)
    qualifier = ""
    if match and match[1] in TYPES:
        plain, qualifier = match[1], match[2].strip()
    known = TYPES.get(plain) or TYPES.get(plain.removesuffix("s"))
    if known is None and plain.endswith(_OBJECTS):
        return {"type": "object"}
    if known is None:
        return {"type": "string"} if _ENUMERATION.match(plain) else None
    kind, form = known
    form = qualifier if qualifier in FORMATS and qualifier not in ("int32", "int64", "float", "double") else form
    return {"type": kind, "format": form} if form else {"type": kind}
