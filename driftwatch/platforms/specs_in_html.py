"""OpenAPI documents that an HTML page embeds or links to: Redoc, Swagger UI, Scalar, ReadMe, RapiDoc, Elements.

The page is searched as text: what these tools render is made from the document, and says less than it does.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from driftwatch.errors import DocumentError
from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.openapi.document import is_openapi
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex, unescape

MOST_NODES: Final = 300_000
"""Values of a page's embedded state that are looked at."""

_MOST_BLOBS: Final = 40
"""Places of each kind where a page's state is looked for: from each, the rest of the page may be read."""
_LONGEST_HEAD: Final = 2_000
_BLOBS: Final = lazy_regex(
    r"__redoc_state\s{0,4}=\s{0,4}|__redoc_definition\s{0,4}=\s{0,4}|[\"']?swaggerDoc[\"']?\s{0,4}:\s{0,4}"
    r"|\bspec\s{0,4}:\s{0,4}(?=\{)|\bcontent\s{0,4}:\s{0,4}(?=\{)|\bdefinition\s{0,4}=\s{0,4}(?=\{)"
    r"|\.loadSpec\(\s{0,8}(?=\{)|\.apiDescriptionDocument\s{0,4}=\s{0,4}(?=\{)"
)
_PRE: Final = lazy_regex(r"<pre\b[^<>]{0,1000}>")
_ANY_TAG: Final = lazy_regex(r"</?[a-zA-Z][^<>]{0,1000}>")
_WHOLE: Final = lazy_regex(r"^(?:openapi|swagger):|\A\{\s{0,40}\"(?:openapi|swagger)\"", re.MULTILINE)
"""What stands in a whole document: its members may be in the order of the alphabet."""
_HOLDER: Final = lazy_regex(r"\bid=[\"'](?:api-reference|ssr-props|__NEXT_DATA__)[\"']")
_PROPERTY: Final = lazy_regex(r"\b(?:data-initial-props|data-configuration)=([\"'])")
_TAG: Final = lazy_regex(r"<([a-zA-Z][\w-]{0,40})\b([^<>]*)>")
_ATTRIBUTE: Final = lazy_regex(
    r"\b(spec-url|apiDescriptionUrl|data-url|src)=[\"']([^\"'\s]{1,2000})[\"']", re.IGNORECASE
)
_URL: Final = lazy_regex(r"[\"']?\burl[\"']?\s{0,4}:\s{0,4}[\"']([^\"'\s]{1,2000})[\"']")
_HANDED: Final = lazy_regex(
    r"(?:Redoc\.init\(|\.loadSpec\(|\.apiDescriptionUrl\s{0,4}=)\s{0,8}[\"']([^\"'\s]{1,2000})[\"']"
)
"""The address that a script hands to a viewer."""
_FRAME: Final = lazy_regex(r"swagger-[0-9a-f]{4,64}\.html\Z")
_VIEWERS: Final = ("SwaggerUIBundle", "SwaggerUI(", "createApiReference", "data-configuration")
_STRUCTURED: Final = lazy_regex(r"\.(?:json|ya?ml)(?:[?#]|\Z)|api-docs|openapi|swagger", re.IGNORECASE)
_decode: Final = json.JSONDecoder().raw_decode


def embedded_openapi(text: str) -> tuple[Json, ...]:
    """Return the OpenAPI documents that a page embeds, in its order, each once."""
    found: dict[str, Json] = {}
    for blob in _blobs(text):
        for document in _documents_in(blob):
            found.setdefault(json.dumps(document, sort_keys=True), document)
    return tuple(found.values())


def openapi_in_pre(text: str) -> tuple[Json, ...]:
    """Return the OpenAPI documents that a page shows whole below a heading that says so, as `.md` twins have a fence.

    A sample of OpenAPI stands below another heading.
    """
    found = []
    for match in islice(_PRE.finditer(text), _MOST_BLOBS):
        heading = text.rfind("<h", 0, match.start())
        end = text.find("</pre", match.end())
        if (
            heading < 0
            or end < 0
            or "openapi" not in text[heading : heading + _LONGEST_HEAD].partition("</h")[0].lower()
        ):
            continue
        said = unescape(_ANY_TAG.sub("", text[match.end() : end])).strip()
        if _WHOLE.search(said) and is_openapi(value := _structured(said)):
            found.append(value)
    return tuple(found)


def _structured(text: str) -> Json:
    try:
        return read_structured(text)
    except DocumentError:
        return None


def linked_openapi(text: str) -> tuple[str, ...]:
    """Return the addresses of OpenAPI documents (or of the file that names them), as written, each once."""
    targets = [match[1] for match in _HANDED.finditer(text)]
    for tag in _TAG.finditer(text):
        for attribute, target in _ATTRIBUTE.findall(tag[2]):
            if _names_a_document(tag[1].lower(), attribute.lower(), target):
                targets.append(target)
    if any(viewer in text for viewer in _VIEWERS):
        plain = unescape(text) if "data-configuration" in text else text
        targets += [match[1] for match in _URL.finditer(plain) if _STRUCTURED.search(match[1])]
    return tuple(dict.fromkeys(unescape(target) for target in targets))


def _names_a_document(tag: str, attribute: str, target: str) -> bool:
    if attribute != "src":
        return attribute != "data-url" or tag == "script" or _STRUCTURED.search(target) is not None
    if tag == "swagger-ui":
        return True
    if tag == "iframe":
        return _FRAME.search(target) is not None
    return tag == "script" and target.endswith("swagger-initializer.js")


def _blobs(page: str) -> Iterator[Json]:
    text = spelled_halves(page)
    for match in islice(_BLOBS.finditer(text), _MOST_BLOBS):
        value = _json_at(text, match.end())
        if value is not None:
            yield value
    for match in islice(_HOLDER.finditer(text), _MOST_BLOBS):
        value = _held(text, match)
        if value is not None:
            yield value


def _held(text: str, match: re.Match[str]) -> Json:
    """Read the state that a script element with a known id carries in an attribute or as its text."""
    start = text.rfind("<", max(0, match.start() - _LONGEST_HEAD), match.start())
    named = _PROPERTY.search(text, max(start, 0), match.end() + _LONGEST_HEAD)
    closing = text.find(">", match.end(), match.end() + _LONGEST_HEAD)
    if named and (closing < 0 or named.start() < closing):
        end = text.find(named[1], named.end())
        return _json_at(unescape(text[named.end() : end]), 0) if end >= 0 else None
    return _json_at(text, closing + 1) if closing >= 0 else None


def _json_at(text: str, at: int) -> Json:
    while at < len(text) and text[at].isspace():
        at += 1
    if not text.startswith(("{", "[", '"'), at):
        return None
    try:
        value, _ = _decode(text, at)
        return json.loads(spelled_halves(value)) if isinstance(value, str) and value.startswith("{") else value
    except (ValueError, RecursionError):
        return None


def _documents_in(value: Json) -> Iterator[Json]:
    """Look for OpenAPI documents inside a page's state, outermost first, within a bound."""
    waiting: deque[Json] = deque([value])
    visited = 0
    while waiting and visited < MOST_NODES:
        node = waiting.popleft()
        visited += 1
        if is_openapi(node):
            yield node
        elif isinstance(node, Mapping):
            waiting.extend(item for item in node.values() if isinstance(item, dict | list))
            texts = (item for item in node.values() if isinstance(item, str) and item.lstrip().startswith("{"))
            waiting.extend(parsed for text in texts if (parsed := _text_as_json(text)) is not None)
        elif isinstance(node, list):
            waiting.extend(item for item in node if isinstance(item, dict | list))


def _text_as_json(text: str) -> Json:
    return _json_at(spelled_halves(text), 0) if '"openapi"' in text or '"swagger"' in text else None
