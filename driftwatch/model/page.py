"""Pages of a documentation site: decoded documents, and what points to them."""

from typing import Literal, TypeAlias

from msgspec import Struct

LinkKind: TypeAlias = Literal["page", "openapi", "index"]


class Page(Struct, frozen=True, kw_only=True):
    """One document as it was read. `path` is where it lies in the site, `url` where it was found after redirects."""

    url: str
    path: str
    text: str
    content_type: str = ""


class Link(Struct, frozen=True, order=True):
    """Another document of the site that a document points to; `url` is absolute, without fragment."""

    url: str
    title: str = ""
    kind: LinkKind = "page"
