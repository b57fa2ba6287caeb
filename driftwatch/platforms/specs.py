"""OpenAPI files, pages that embed or link to them, and Markdown exports that carry them (Fern, Apidog, GitBook)."""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import structs

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.index.places import ASCIIDOC, RESTRUCTURED
from driftwatch.extract.openapi.document import is_openapi
from driftwatch.extract.text.platform_blocks import parted
from driftwatch.model.json_values import Json
from driftwatch.model.page import Link, Page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.documented import documentation_of
from driftwatch.platforms.markdown_pages import Part, problem_of, statements_of_markdown
from driftwatch.platforms.page_statements import document_of, statements_of_html
from driftwatch.platforms.platform import Documentation, Problem, Statements
from driftwatch.platforms.specs_in_html import embedded_openapi, linked_openapi
from driftwatch.presence.links import kind_of, text_format
from driftwatch.redaction import scrub_query

_HEAD: Final = 4_000
_BUNDLE: Final = "SwaggerUIBundle("
_FERN: Final = lazy_regex(r"^ {2}version: [\"']?endpoint_", re.MULTILINE)
_FERN_CALL: Final = lazy_regex(
    r"^(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE) (https?://\S{1,2000})$", re.MULTILINE
)
_GITBOOK_BLOCK: Final = lazy_regex(r"\{% {0,3}(?:openapi|openapi-operation|openapi-schemas|swagger)\b([^%]{0,4000})%\}")
_GITBOOK_SOURCE: Final = lazy_regex(r"\bsrc=[\"']<?([^\"'<>\s]{1,2000})>?[\"']")
_GITBOOK_INNER: Final = lazy_regex(r"\s{0,20}\[[^\]\n]{0,300}\]\(<?([^)\s>]{1,4000})>?\)")
_BROKEN: Final = "broken-reference"


class OpenApiFile:
    """An OpenAPI or Swagger document of its own, in JSON or YAML."""

    name = "openapi"

    def recognises(self, page: Page) -> bool:
        """Tell by the first characters; a JSON or YAML address counts as well, so that a damaged file is a problem."""
        return text_format(page.text) == "openapi" or (
            kind_of(page.url) == "openapi" and text_format(page.text) != "html"
        )

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: the file holds everything."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what the file states; a file that cannot be read is one problem."""
        try:
            document = read_structured(page.text.removeprefix("\ufeff"))
            title = loose.text(loose.mapping(loose.mapping(document).get("info")).get("title"))
            known = document_of(page, title=title, document_format="openapi")
            if _is_of_another_kind(document):
                return Statements(document=known)
            found = documentation_of(document, place=page.path, form="openapi")
            return Statements(document=known, documentations=(found,))
        except DocumentError as error:
            known = document_of(page, title="", document_format="openapi")
            return Statements(document=known, problems=(problem_of(page, error),))


def _is_of_another_kind(document: Json) -> bool:
    """Tell AsyncAPI documents and Postman collections, which indexes list beside OpenAPI files."""
    stated = loose.mapping(document)
    return "asyncapi" in stated or "_postman_id" in loose.mapping(stated.get("info"))


class EmbeddedOpenApi:
    """Redoc, Swagger UI, Scalar, ReadMe, RapiDoc, Elements: HTML around an OpenAPI document."""

    name = "embedded"

    def recognises(self, page: Page) -> bool:
        """Tell by a document in the page, or by a reference to one."""
        if text_format(page.text) != "html" and _BUNDLE not in page.text:
            return False
        return bool(linked_openapi(page.text)) or bool(embedded_openapi(page.text))

    def links(self, page: Page) -> tuple[Link, ...]:
        """Return the OpenAPI documents that the page refers to, or the files that name them."""
        targets = (absolute_url(target, page.url) for target in linked_openapi(page.text))
        return tuple(sorted({Link(url, kind="openapi") for url in targets if url}))

    def statements(self, page: Page) -> Statements:
        """Return what the embedded documents state; of the page around a linked one, or of a guide, its prose."""
        documentations: list[Documentation] = []
        problems: list[Problem] = []
        for document in embedded_openapi(page.text):
            try:
                documentations.append(documentation_of(document, place=page.path, form="embedded"))
            except DocumentError as error:
                problems.append(problem_of(page, error))
        if not documentations and not problems and text_format(page.text) == "html":
            return statements_of_html(page)
        known = document_of(page, title="", document_format="html")
        if documentations or problems or not _is_guide(page):
            return Statements(document=known, documentations=tuple(documentations), problems=tuple(problems))
        read = statements_of_markdown(page)  # guides were viewers once: they are known by the digest of one as well
        formerly = (*read.document.formerly, known.digest)
        return structs.replace(read, document=structs.replace(read.document, formerly=formerly))


def _is_guide(page: Page) -> bool:
    """Tell a page in Markdown that shows in its samples alone how a viewer is set up."""
    if text_format(page.text) != "markdown" or page.path.lower().endswith((*ASCIIDOC, RESTRUCTURED)):
        return False
    return not any(_BUNDLE in piece for is_code, piece in parted(page.text) if not is_code)


class MarkdownExport:
    """Markdown pages of Fern and Apidog, with a YAML block under `## OpenAPI Specification`."""

    name = "markdown-export"

    def recognises(self, page: Page) -> bool:
        """Tell by the heading, and by a block that only these tools write."""
        return (
            text_format(page.text) == "markdown"
            and re.search(r"^## OpenAPI Specification$", page.text, re.MULTILINE) is not None
        )

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: the block holds everything."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what block and prose state."""
        return statements_of_markdown(page, _with_server if _FERN.search(page.text) else _as_it_is)


class GitBook:
    """Markdown of GitBook: its blocks name an OpenAPI document and show one operation of it."""

    name = "gitbook"

    def recognises(self, page: Page) -> bool:
        """Tell by an openapi or swagger block."""
        return text_format(page.text) == "markdown" and _GITBOOK_BLOCK.search(page.text) is not None

    def links(self, page: Page) -> tuple[Link, ...]:
        """Return the documents that blocks name; the query of a pre-signed address is left out, it is a credential."""
        targets: list[str] = []
        for block in _GITBOOK_BLOCK.finditer(page.text):
            source = _GITBOOK_SOURCE.search(block[1])
            inner = _GITBOOK_INNER.match(page.text, block.end())
            targets += [match[1] for match in (source, inner) if match and _BROKEN not in match[1]]
        urls = (absolute_url(_unsigned(target), page.url) for target in targets)
        return tuple(sorted({Link(url, kind="openapi") for url in urls if url}))

    def statements(self, page: Page) -> Statements:
        """Return what the prose around the blocks states; the blocks' documents speak for themselves."""
        return statements_of_markdown(page)


def _as_it_is(document: Json, _: Part) -> Json:
    return document


def _with_server(document: Json, part: Part) -> Json:
    """Add the server that Fern writes above the block: the full address, less the path of the block."""
    call = _FERN_CALL.search(part.text[:_HEAD])
    if not call or not is_openapi(document) or loose.items(document.get("servers")):
        return document
    path = next(iter(loose.mapping(document.get("paths"))), "")
    url = call[1].partition("?")[0]
    parts = urlsplit(url)
    server = url.removesuffix(str(path)) if path and url.endswith(str(path)) else f"{parts.scheme}://{parts.netloc}"
    return {**loose.mapping(document), "servers": [{"url": server}]}


def _unsigned(url: str) -> str:
    return url.partition("?")[0] if scrub_query(url) != url else url


def absolute_url(target: str, base: str) -> str:
    """Return where a target leads that a page at `base` names, without fragment; "" for what no HTTP reaches."""
    try:
        url = urljoin(base, target).partition("#")[0]
        return url if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname else ""
    except ValueError:
        return ""
