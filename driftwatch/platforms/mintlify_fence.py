"""The `## OpenAPI` fence of a Mintlify page, in both dialects, as an OpenAPI document; ReadMe's in JSON is like it.

A block called `openapi` that holds the paths of a document, and nothing of the API as such, is one as well.

The info string is `yaml [SPEC] METHOD PATH`. The newer dialect holds an OpenAPI document that is pruned to one
operation. The older one (2025, made by @mintlify/validation) describes the operation in words of its own: `paths.path`
is a string, schemas are lists of alternatives under `schemaArray`, `required` stands at each field, an enum's type is
`enum<string>`, named schemas are unfolded one level and keep their name as `refIdentifier`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from driftwatch.extract.data import loose
from driftwatch.model.json_values import Json, canonical
from driftwatch.patterns import lazy_regex

_OPENING: Final = lazy_regex(r"[ \t]{0,8}(`{3,20}|~{3,20})[ \t]{0,8}(ya?ml|json|openapi)\b([^\n`]{0,2000})$")
_INFO: Final = lazy_regex(
    r"(?:(?P<spec>\S.{0,1000}?)\s+)?(?P<method>get|put|post|delete|options|head|patch|trace|query|webhook)\s+(?P<path>\S.*)",
    re.IGNORECASE,
)
_CONTENT: Final = lazy_regex(r"(?:\{|[\"']?(?:openapi|swagger|paths|components|info|webhooks)\b)")
_JSON_CONTENT: Final = lazy_regex(r"\"(openapi|swagger|paths)\"\s{0,9}:")
_EXPORTED: Final = lazy_regex(r"\{\"(?:openapi|swagger)\":\"[23]\.")
_TITLE: Final = lazy_regex(r"#{1,6} {1,4}OpenAPI(?: definition| specification)?\s*", re.IGNORECASE)
_THEME: Final = lazy_regex(r"theme=\{[^}\n]{0,80}\}")
_SCHEMAS: Final = "#/components/schemas/"
_MAX_DEPTH: Final = 100
_PART: Final = "openapi"
"""Language of a block that holds the part of a document which documents a call: its paths, and nothing of the API."""
_PATHS: Final = lazy_regex(r"[\"']?paths[\"']?\s{0,9}:")
_DOCUMENT: Final = lazy_regex(r"(?:\{\s*)?[\"']?(?:openapi|swagger|paths)[\"']?\s{0,9}:|\{\s*$")
"""What stands in a document of its own, be it a part: a lesson on OpenAPI shows `components` alone."""
_OF_THE_API: Final = lazy_regex(r"[\"']?(?:openapi|swagger|info)[\"']?\s{0,9}:")
_VERSION: Final = "3.1.0"
_SIGNS_NEEDED: Final = 2
"""Of three: an info string that names a call, the content's outermost keys, the heading above."""


class Fence(Struct, frozen=True, kw_only=True):
    """A fence of YAML or JSON that documents an operation; `spec` is as written, `line` that of the opening, from 1.

    `closed` is False when the page ends before the fence does: the page was cut.
    """

    spec: str
    method: str
    path: str
    text: str
    line: int
    closed: bool = True


class Cut(Struct, frozen=True):
    """A page with its fences taken out; the lines keep their numbers."""

    text: str
    fences: tuple[Fence, ...] = ()


def cut_fences(text: str) -> Cut:
    """Take the OpenAPI fences out of a Markdown page; sample code in YAML stays."""
    lines = text.splitlines()
    kept: list[str] = []
    fences: list[Fence] = []
    at = 0
    heading = ""
    while at < len(lines):
        heading = lines[at] if lines[at].startswith("#") else heading
        opening = _OPENING.match(lines[at]) if "```" in lines[at] or "~~~" in lines[at] else None
        end = _closing(lines, at, opening[1], is_deep=opening[2] != _PART) if opening else at
        fence = _fence(lines, at, end, opening, heading) if opening else None
        if fence is None:
            kept.extend(lines[at : end + 1])
        else:
            fences.append(fence)
            kept.extend([""] * (min(end, len(lines) - 1) - at + 1))
        at = end + 1
    return Cut("\n".join(kept) + "\n", tuple(fences))


def openapi_of_fence(value: Json) -> Json:
    """Return a fence's value as an OpenAPI document: as it is, or translated from the older dialect.

    One that holds the paths alone is in the version that permits most.
    """
    if is_older(value):
        return openapi_of_older(value)
    is_part = isinstance(value, dict) and "paths" in value and not {"openapi", "swagger"} & value.keys()
    return {"openapi": _VERSION, **value} if is_part else value


def is_older(value: Json) -> bool:
    """Tell whether a value is in the older dialect."""
    paths = value.get("paths") if isinstance(value, Mapping) else None
    return isinstance(paths, Mapping) and isinstance(paths.get("path"), str) and isinstance(paths.get("method"), str)


def openapi_of_older(value: Json) -> dict[str, Json]:
    """Translate a value in the older dialect to an OpenAPI 3.1 document with one operation."""
    stated = loose.mapping(loose.mapping(value).get("paths"))
    schemas = loose.mapping(loose.mapping(loose.mapping(value).get("components")).get("schemas"))
    older = _Older(schemas)
    request = loose.mapping(stated.get("request"))
    operation: dict[str, Json] = {
        "parameters": list(older.parameters(request.get("parameters"))),
        "responses": older.responses(stated.get("response")),
    }
    if stated.get("deprecated") is True:
        operation["deprecated"] = True
    body = older.body(request.get("body"))
    if body:
        operation["requestBody"] = body
    schemes, security = _security(request.get("security"))
    if security is not None:
        operation["security"] = security
    home = "webhooks" if stated.get("type") == "webhook" else "paths"
    return {
        "openapi": _VERSION,
        "info": {},
        "servers": loose.items(stated.get("servers")),
        home: {str(stated["path"]): {str(stated["method"]).lower(): operation}},
        "components": {"schemas": older.schemas, "securitySchemes": schemes},
    }


class _Older:
    """Translates schemas of the older dialect; gathers those that it finds unfolded under their own name."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self.schemas: dict[str, Json] = {str(name): self.schema(node) for name, node in schemas.items()}

    def parameters(self, value: Json) -> Iterator[dict[str, Json]]:
        for within in ("path", "query", "header", "cookie"):
            for name, parameter in loose.mapping(loose.mapping(value).get(within)).items():
                alternatives = loose.mapping(parameter).get("schema")
                first = loose.mapping(next(iter(loose.items(alternatives)), alternatives))
                yield {
                    "name": str(name),
                    "in": within,
                    "required": first.get("required") is True or within == "path",
                    "deprecated": first.get("deprecated") is True,
                    "schema": self.alternatives(alternatives),
                }

    def body(self, value: Json) -> dict[str, Json]:
        content = self.content(value)
        if not content:
            return {}
        arrays = (loose.items(loose.mapping(media).get("schemaArray")) for media in loose.mapping(value).values())
        required = any(loose.mapping(node).get("required") is True for array in arrays for node in array)
        return {"required": required, "content": content}

    def responses(self, value: Json) -> dict[str, Json]:
        return {str(status): {"content": self.content(content)} for status, content in loose.mapping(value).items()}

    def content(self, value: Json) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for name, media in loose.mapping(value).items():
            if not isinstance(media, Mapping) or "/" not in str(name):
                continue
            found[str(name)] = {"schema": self.alternatives(media.get("schemaArray"))}
            # the example called "example" is rendered from the schema; what has a name of its own was written
            written = {key: item for key, item in loose.mapping(media.get("examples")).items() if key != "example"}
            if written:
                found[str(name)]["examples"] = written
        return found

    def alternatives(self, value: Json, depth: int = 0) -> Json:
        """Translate a list of alternatives: one is itself, several are `anyOf`."""
        options = [self.schema(node, depth) for node in (value if isinstance(value, list) else [value])]
        return options[0] if len(options) == 1 else {"anyOf": options} if options else {}

    def schema(self, node: Json, depth: int = 0) -> Json:
        if not isinstance(node, Mapping) or depth > _MAX_DEPTH:
            return node if isinstance(node, bool) else {}
        plain = _unwrapped(node)
        if "$ref" in plain:
            return {key: item for key, item in plain.items() if key != "required" or isinstance(item, list)}
        translated = self._translated(plain, depth)
        name = loose.text(plain.get("refIdentifier")).removeprefix(_SCHEMAS)
        return self._named(name, translated) if name and "/" not in name else translated

    def _translated(self, node: Mapping[str, Json], depth: int) -> dict[str, Json]:
        result: dict[str, Any] = {}
        for keyword, value in node.items():
            if keyword in {"requiredProperties", "refIdentifier"} or (keyword == "required" and value in (True, False)):
                continue
            result[keyword] = self._keyword(keyword, value, depth + 1)
        _plain_type(result)
        required = _required_of(node)
        if required:
            result["required"] = required
        return result

    def _keyword(self, keyword: str, value: Json, depth: int) -> Json:
        if keyword in {"properties", "patternProperties"} and isinstance(value, Mapping):
            return {str(name): self.alternatives(sub, depth) for name, sub in value.items()}
        if keyword in {"items", "additionalProperties", "not"} and isinstance(value, list | Mapping):
            return self.alternatives(value, depth)
        if keyword in {"allOf", "anyOf", "oneOf", "prefixItems"} and isinstance(value, list):
            return [self.schema(sub, depth) for sub in value]
        return value

    def _named(self, name: str, node: dict[str, Json]) -> Json:
        """Fold a schema back under its name, unless another one has that name already."""
        known = self.schemas.setdefault(name, node)
        return {"$ref": _SCHEMAS + name} if known is node or canonical(known) == canonical(node) else node


def _unwrapped(node: Mapping[str, Json]) -> Mapping[str, Json]:
    """Take away `allOf` around a single schema, which the converter puts around every nested property."""
    for _ in range(_MAX_DEPTH):
        inner = node.get("allOf")
        if not isinstance(inner, list) or len(inner) != 1 or not isinstance(inner[0], Mapping):
            return node
        beside = {key: value for key, value in node.items() if key != "allOf"}
        if beside.keys() & inner[0].keys() - {"description", "title", "example"}:
            return node
        node = {**inner[0], **beside}
    return node


def _required_of(node: Mapping[str, Json]) -> list[str]:
    """Gather required properties: listed in two ways, or marked at the property."""
    names = {name: None for key in ("required", "requiredProperties") for name in loose.names(node.get(key))}
    for name, sub in loose.mapping(node.get("properties")).items():
        options = sub if isinstance(sub, list) else [sub]
        if options and all(loose.mapping(option).get("required") is True for option in options):
            names[str(name)] = None
    return list(names)


def _plain_type(schema: dict[str, Json]) -> None:
    stated = schema.get("type")
    if not isinstance(stated, str):
        return
    if stated.startswith("enum<"):
        schema["type"] = stated[len("enum<") :].rstrip(">")
    elif stated == "file":
        schema.update({"type": "string", "format": "binary"})
    elif stated in {"any", ""}:
        del schema["type"]


def _security(value: Json) -> tuple[dict[str, Json], list[Json] | None]:
    """Return (security schemes, security requirements): every item is one alternative, titled `A & B`."""
    if not isinstance(value, list):
        return {}, None
    schemes: dict[str, Json] = {}
    alternatives: list[Json] = []
    for item in value:
        stated = loose.mapping(loose.mapping(item).get("parameters"))
        carriers = [
            (within, str(name), loose.mapping(scheme))
            for within in ("query", "header", "cookie")
            for name, scheme in loose.mapping(stated.get(within)).items()
        ]
        titles = [title.strip() for title in loose.text(loose.mapping(item).get("title")).split(" & ")]
        names = titles if len(titles) == len(carriers) else [name for _, name, _ in carriers]
        for name, (within, parameter, scheme) in zip(names, carriers, strict=True):
            schemes[name] = _scheme(within, parameter, scheme)
        alternatives.append({name: [] for name in names})
    return schemes, alternatives


def _scheme(within: str, parameter: str, scheme: Mapping[str, Json]) -> dict[str, Json]:
    stated = {str(key): value for key, value in scheme.items() if key != "description"}
    if stated.get("type") == "apiKey":
        stated = {**stated, "in": within, "name": parameter}
    return stated


def _is_openapi(body: list[str], head: str) -> bool:
    """Tell whether one of the outermost keys is one of OpenAPI's; their order means nothing."""
    indent = len(head) - len(head.lstrip())
    return any(_CONTENT.match(line, indent) for line in body if not line[:indent].strip())


def _but_front_matter(body: list[str]) -> list[str]:
    """Blank what stands between two rules above a part of a document, for the tool that builds the page."""
    ends = [at for at, line in enumerate(body) if line.rstrip() == "---"][:2]
    return ["", *[""] * ends[1], *body[ends[1] + 1 :]] if len(ends) > 1 and not any(body[: ends[0]]) else body


def _is_json_of_openapi(body: list[str]) -> bool:
    named = {match[1] for line in body for match in _JSON_CONTENT.finditer(line)}
    return "paths" in named and len(named) > 1


def _closing(lines: list[str], start: int, mark: str, *, is_deep: bool) -> int:
    """Return the line of the closing mark, or the number of lines when there is none; `is_deep` if it may be deep."""
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if line.startswith(mark) and not line.strip(mark[0]) and (is_deep or not lines[at][:4].isspace()):
            return at
    return len(lines)


def _is_export(body: list[str]) -> bool:
    """Tell whether it is what GitBook's `.md` holds of each operation: a whole document on one line, the version first.

    People write samples of OpenAPI over many lines.
    """
    said = [line for line in body if line.strip()]
    return len(said) == 1 and _EXPORTED.match(said[0].strip()) is not None and '"paths":{' in said[0]


def _fence(lines: list[str], start: int, end: int, opening: re.Match[str], heading: str) -> Fence | None:
    """Make a fence of lines that document an operation; YAML and JSON elsewhere are samples of something else."""
    body = lines[start + 1 : end]
    body = _but_front_matter(body) if opening[2] == _PART else body
    stated = _INFO.fullmatch(_THEME.sub("", opening[3]).strip())
    head = next((line for line in body if line.strip() and not line.lstrip().startswith("#")), "")
    if opening[2] == _PART:
        is_named = not opening[3][:1].strip()
        if not is_named or not any(map(_PATHS.match, body)) or any(map(_OF_THE_API.match, body)):
            return None
    elif opening[2] == "json":
        if not _is_json_of_openapi(body) or not (_TITLE.fullmatch(heading) or _is_export(body)):
            return None
    elif sum((stated is not None, _is_openapi(body, head), "openapi" in heading.lower())) < _SIGNS_NEEDED:
        return None
    indent = len(head) - len(head.lstrip())
    if stated is None and not _TITLE.fullmatch(heading) and not any(_DOCUMENT.match(line[indent:]) for line in body):
        return None
    return Fence(
        spec=(stated["spec"] or "") if stated else "",
        method=stated["method"].upper() if stated else "",
        path=stated["path"].strip() if stated else "",
        text="\n".join(line[min(indent, len(line) - len(line.lstrip())) :] for line in body) + "\n",
        line=start + 1,
        closed=end < len(lines),
    )
