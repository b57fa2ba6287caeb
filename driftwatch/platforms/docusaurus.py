"""Pages of docusaurus-plugin-openapi-docs: front matter `api:` holds base64 of deflated JSON of one operation."""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from typing import Final

from msgspec import structs

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.json_text import read_json
from driftwatch.model.json_values import Json
from driftwatch.model.page import Link, Page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.documented import documentation_of
from driftwatch.platforms.markdown_pages import problem_of, statements_of_markdown
from driftwatch.platforms.platform import Statements

LARGEST_OPERATION: Final = 10_000_000
"""Bytes of JSON that one operation may come to when it is inflated."""

_API: Final = lazy_regex(r"^api:[ \t]{0,8}[\"']?([A-Za-z0-9+/=_-]{40,4000000})[\"']?[ \t]*$", re.MULTILINE)
_KEPT: Final = ("operationId", "summary", "description", "tags", "deprecated", "parameters", "requestBody", "responses")


class Docusaurus:
    """Markdown sources of a Docusaurus site with the OpenAPI plugin."""

    name = "docusaurus"

    def recognises(self, page: Page) -> bool:
        """Tell by the `api:` line of the front matter."""
        return page.text.lstrip("\ufeff").startswith("---") and _API.search(page.text) is not None

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: the page holds its operation."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what the operation in the front matter and the prose below it state."""
        match = _API.search(page.text)
        without = page.text[: match.start()] + page.text[match.end() :] if match else page.text
        statements = statements_of_markdown(Page(url=page.url, path=page.path, text=without))
        try:
            document = openapi_of(inflated(match[1] if match else ""))
            documentation = documentation_of(document, place=page.path, form="embedded")
        except DocumentError as error:
            return structs.replace(statements, problems=(*statements.problems, problem_of(page, error, offset=1)))
        return structs.replace(statements, documentations=(documentation, *statements.documentations))


def inflated(text: str) -> Json:
    """Decode base64 and inflate it, up to `LARGEST_OPERATION` bytes.

    Raises:
        DocumentError: it is not base64 of deflated JSON, or larger than that.
    """
    try:
        packed = base64.b64decode(text, altchars=b"-_" if "-" in text or "_" in text else None, validate=True)
        inflater = zlib.decompressobj()
        plain = inflater.decompress(packed, LARGEST_OPERATION)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise DocumentError(f"`api` in the front matter is not base64 of deflated JSON: {error}") from None
    if inflater.unconsumed_tail or not inflater.eof:
        raise DocumentError(f"`api` in the front matter is cut, or inflates to more than {LARGEST_OPERATION} bytes")
    return read_json(plain)


def openapi_of(operation: Json) -> Json:
    """Make an OpenAPI document of the JSON of one operation, whose references the plugin resolved.

    Raises:
        DocumentError: it names no method and path.
    """
    stated = loose.mapping(operation)
    method, path = loose.text(stated.get("method")).lower(), loose.text(stated.get("path"))
    if not method or not path:
        raise DocumentError("`api` in the front matter names no method and path")
    node = {key: stated[key] for key in (*_KEPT, "security") if key in stated}
    document: dict[str, Json] = {
        "openapi": "3.0.3",
        "info": loose.mapping(stated.get("info")),
        "paths": {path: {method: node}},
    }
    if isinstance(stated.get("servers"), list):
        document["servers"] = stated["servers"]
    if isinstance(stated.get("securitySchemes"), Mapping):
        document["components"] = {"securitySchemes": stated["securitySchemes"]}
    return document
