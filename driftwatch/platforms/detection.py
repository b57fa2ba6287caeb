"""Which platform a page belongs to, by its content alone.

The readers are imported for the first page that is read out: they are a quarter of what a run imports, and one whose
documents are all as they were reads none.
"""

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import structs

from driftwatch.errors import DocumentError
from driftwatch.extract.index.places import place_of
from driftwatch.isolation import isolated
from driftwatch.model.page import Link, Page
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Document
from driftwatch.platforms.platform import Platform, Problem, Statements
from driftwatch.presence.integrity import text_of
from driftwatch.presence.links import text_format
from driftwatch.redaction import scrub_query

if TYPE_CHECKING:
    from driftwatch.extract.pages.page_text import Watched


def page_of(reading: Reading, base: str) -> Page:
    """Decode a document that was read; what its encoding does not allow becomes U+FFFD."""
    try:
        text = text_of(reading.content_type, reading.body)
    except UnicodeDecodeError:
        text = reading.body.decode("utf-8", "replace")
    return Page(
        url=reading.final_url,
        path=place_of(reading.final_url, base),
        text=text.removeprefix("\ufeff").replace("\r\n", "\n"),
        content_type=reading.content_type,
    )


def platform_of(page: Page) -> Platform:
    """Return the platform that a page belongs to."""
    from driftwatch.platforms.readers import READERS  # noqa: PLC0415 - see above

    return next(platform for platform in READERS if platform.recognises(page))


def links_of(page: Page) -> tuple[Link, ...]:
    """Return the documents that hold what the page only shows."""
    return platform_of(page).links(page)


def unknown_document(page: Page) -> Document:
    """Return the record of a page of whose text nothing is known."""
    return Document(path=page.path, url=scrub_query(page.url), format=text_format(page.text))


def former_reading(stated: Statements, page: Page, pinned: AbstractSet[str]) -> "Watched | None":
    """Return the words of a document as they were read formerly, None where it was never read otherwise.

    A page is read a second time for it: only where nothing that is pinned is the digest of what is read today. Of a
    document that was known its own digest alone is: what another one says does not tell how this one was read.
    """
    document = stated.document
    if not pinned or not document.digest or not pinned.isdisjoint((document.digest, *document.formerly)):
        return None
    from driftwatch.platforms.plain import former_readings  # noqa: PLC0415 - see above

    readings = isolated(lambda: tuple(former_readings(page)), lambda _: ())
    others = [former for former in readings if former.digest != document.digest]
    return next((former for former in others if former.digest in pinned), next(iter(others), None))


def known_by(stated: Statements, former: "Watched | None", pinned: AbstractSet[str]) -> Statements:
    """Know a document also by the digest of what was read of it formerly, where one that is pinned is that."""
    if former is None or former.digest not in pinned:
        return stated
    document = stated.document
    formerly = (*document.formerly, former.digest)
    return structs.replace(stated, document=structs.replace(document, formerly=formerly))


def failed_statements(document: Document, error: Exception) -> Statements:
    """Return what stands for the statements of a document that tripped a fault of ours: nothing, and a problem.

    It has no digest: when it is understood for the first time, what it says is not told as new.
    """
    kind = type(error).__name__
    reason = f"it could not be understood: {kind}, a fault of driftwatch's own"
    return Statements(
        document=structs.replace(document, digest=""),
        problems=(Problem(path=document.path, url=document.url, reason=reason),),
        failed=kind,
    )


def statements_of(page: Page) -> Statements:
    """Return what a page states; a page that cannot be read is a problem, never an exception."""
    try:
        return platform_of(page).statements(page)
    except (DocumentError, RecursionError) as error:
        reason = error.message if isinstance(error, DocumentError) else "nested too deeply"
        from driftwatch.platforms.page_statements import document_of  # noqa: PLC0415 - see above

        known = document_of(page, title="", document_format=text_format(page.text))
        return Statements(document=known, problems=(Problem(path=page.path, url=page.url, reason=reason),))
