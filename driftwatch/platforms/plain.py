"""Every page that no other platform claims: Markdown, HTML, reStructuredText or AsciiDoc with headings and tables."""

from collections.abc import Iterator

from msgspec import structs

from driftwatch.extract.index.places import ASCIIDOC, RESTRUCTURED
from driftwatch.extract.pages.page_text import Watched
from driftwatch.model.page import Link, Page
from driftwatch.model.text import TRANSLATED
from driftwatch.platforms.markdown_pages import former_readings_of_markdown, statements_of_markdown
from driftwatch.platforms.page_statements import former_readings_of_html, statements_of_html
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import text_format


class PlainPages:
    """Pages by hand or from tools without a mark of their own (Slate, widdershins, Stainless)."""

    name = "pages"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - part of the protocol
        """Take every page."""
        return True

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: what such a page says stands on it."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what the page states."""
        # The readers of both are imported for the first page that is in one of them: few sites have any.
        if page.path.lower().endswith(RESTRUCTURED):
            from driftwatch.extract.text.restructured_text import markdown_of_restructured  # noqa: PLC0415 - see above

            return _translated(page, markdown_of_restructured(page.text))
        if page.path.lower().endswith(ASCIIDOC):
            return _of_asciidoc(page)
        if text_format(page.text) != "html":
            return statements_of_markdown(page)
        return statements_of_html(page)


def former_readings(page: Page) -> Iterator[Watched]:
    """Yield the words of a page each time before pages of its kind were read otherwise, the last one first."""
    if page.path.lower().endswith(RESTRUCTURED):
        from driftwatch.extract.text.restructured_text import STEPS, markdown_of_restructured  # noqa: PLC0415 - see above

        for steps in range(1, STEPS + 1):
            read = _translated(page, markdown_of_restructured(page.text, steps_back=steps))
            if read.text is not None:
                yield Watched(text=read.text, digest=read.document.digest)
    elif text_format(page.text) == "html":
        yield from former_readings_of_html(page.text)
    else:
        yield from former_readings_of_markdown(page)


def _translated(page: Page, text: str) -> Statements:
    """Read what a page says in Markdown; its lines have a normal form of their own."""
    read = statements_of_markdown(structs.replace(page, text=text))
    return structs.replace(read, text=read.text and read.text.in_form(TRANSLATED))


def _of_asciidoc(page: Page) -> Statements:
    """Read a page of AsciiDoc; where it was written otherwise once, it is known by the digest of that as well."""
    from driftwatch.extract.text.asciidoc import markdowns_of_asciidoc  # noqa: PLC0415 - see above

    text, former = markdowns_of_asciidoc(page.text)
    read = _translated(page, text)
    known = read.document
    if text == former or (digest := _translated(page, former).document.digest) == known.digest:
        return read
    return structs.replace(read, document=structs.replace(known, formerly=(digest,)))
