"""Read the sources of the bundled site: a first version, and overlays that hold only what later ones changed.

A folder holds `site.json` (how the generator of that day wrote its pages, and what it left out), `pages/`
(prose as MDX, with front matter) and `api/openapi/` (one OpenAPI file an operation).
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

VERSIONS = ("2026-03-15", "2026-05-28", "2026-10-01")

_PAGES = "pages/"
_LOCALES = frozenset({"fr", "pl"})


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the docs generator of one day wrote; nothing here is contract.

    `epoch` is the Unix time in seconds around which examples are stamped. `deleted` names sources that the
    version no longer has, `redirects` maps old page paths to new ones, `titles` renames pages.
    """

    build: str
    epoch: int
    last_modified: str
    key_placeholder: str
    key_from_environment: bool = False
    indent: int
    order: Literal["written", "sorted", "reversed"]
    quotes: Literal["straight", "typographic"]
    tables: Literal["compact", "padded"]
    banner: bool
    fence_spec: Literal["relative", "rooted"]
    sample_enums: bool
    sample_languages: tuple[str, ...]
    deleted: tuple[str, ...] = ()
    redirects: Mapping[str, str] = {}
    titles: Mapping[str, str] = {}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page: where it lives, what it says, and the operation that it documents, if any.

    `spec` is the path of an OpenAPI file; `spec_from` the version that it is taken from (locale copies lag);
    `dialect` is how the fence in the page's Markdown is written; a page of the form `html` has no Markdown at all.
    """

    path: str
    title: str
    description: str
    body: str
    spec: str | None = None
    spec_from: str | None = None
    dialect: Literal["newer", "older"] = "newer"
    form: Literal["both", "html"] = "both"

    @property
    def locale(self) -> str:
        """The locale of the page, `en` when its path names none."""
        head = self.path.split("/", 1)[0]
        return head if head in _LOCALES else "en"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one version is built from. `unlisted` OpenAPI files feed a page but are not published."""

    version: str
    style: Style
    pages: tuple[Page, ...]
    specs: Mapping[str, str]
    unlisted: frozenset[str]


@cache
def source_of(version: str) -> Source:
    """Give the sources of `version`: the first version with every overlay up to it laid over."""
    texts: dict[str, str] = {}
    redirects: dict[str, str] = {}
    titles: dict[str, str] = {}
    for dated in VERSIONS[: VERSIONS.index(version) + 1]:
        overlay = dict(_texts(files("driftwatch.demo") / "site" / dated))
        style = msgspec.json.decode(overlay.pop("site.json"), type=Style)
        texts.update(overlay)
        redirects.update(style.redirects)
        titles.update(style.titles)
        for path in style.deleted:
            del texts[path]
    style = msgspec.structs.replace(style, redirects=redirects, titles=titles)
    pages = tuple(_page(path, text, titles) for path, text in sorted(texts.items()) if path.startswith(_PAGES))
    specs = {path: text for path, text in sorted(texts.items()) if path.endswith(".openapi.json")}
    unlisted = frozenset(texts["unlisted.txt"].split())
    return Source(version=version, style=style, pages=pages, specs=specs, unlisted=unlisted)


def _texts(folder: Traversable, prefix: str = "") -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for entry in folder.iterdir():
        path = prefix + entry.name
        if entry.is_dir():
            texts.update(_texts(entry, path + "/"))
        else:
            texts[path] = entry.read_text(encoding="utf-8")
    return texts


def _page(source: str, text: str, titles: Mapping[str, str]) -> Page:
    _, front, body = text.split("---\n", 2)
    path = source.removeprefix(_PAGES).removesuffix(".mdx")
    matter = dict(line.split(": ", 1) for line in front.splitlines())
    matter["title"] = titles.get(path, matter["title"])
    return msgspec.convert({**matter, "path": path, "body": body.strip("\n")}, Page)
