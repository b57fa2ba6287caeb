"""Sites of apiDoc: pages that are empty until their script shows the data beside them, and that data.

The words of the data are read as its page shows them, so that what no fact holds is watched as text.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import structs

from driftwatch.errors import DocumentError
from driftwatch.extract.apidoc.data import Entry, current, is_apidoc, read_apidoc
from driftwatch.extract.apidoc.failures import failures_of
from driftwatch.extract.data import loose
from driftwatch.extract.index.places import visible_text
from driftwatch.extract.pages.base_urls import servers
from driftwatch.extract.pages.coverage import looked_at
from driftwatch.extract.pages.notices import notices
from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.blocks import Block, Code, Paragraph, Run, Section, Table, Text
from driftwatch.extract.text.prose import sentences_of
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.extract.words.wording import tidy
from driftwatch.model.facts import AnyFact
from driftwatch.model.json_values import Json
from driftwatch.model.page import Link, Page
from driftwatch.model.text import TRANSLATED
from driftwatch.patterns import lazy_regex, unescape
from driftwatch.platforms.apidoc_calls import call_said, groups_of, operations_of_apidoc
from driftwatch.platforms.documented import within_budget, without_secrets
from driftwatch.platforms.markdown_pages import problem_of
from driftwatch.platforms.page_statements import document_of, statements_of_html, table_documentations
from driftwatch.platforms.platform import Documentation, Statements
from driftwatch.platforms.specs import absolute_url
from driftwatch.presence.links import APIDOC, text_format

_TEMPLATES: Final = 'id="template-article"'
_SCRIPT: Final = lazy_regex(r"<script\b[^<>]{0,200}\bsrc=[\"']([^\"'<>\s]{0,300}main\.bundle\.js[^\"'<>\s]{0,80})[\"']")
_PLAIN: Final = lazy_regex(r"\s*<p>([^<>]*)</p>\s*")
_HEAD: Final = tuple(Text((Run(name),)) for name in ("Type", "Description"))
_SHOWN: Final = (("defaultValue", "Default value: {}"), ("size", "Size range: {}"))
_READ_AS: Final = 1
"""Descriptions are read as they were from the first: apiDoc writes their lists itself, and they hold no layout."""
_MEMBERS: Final = ("header", "parameter", "query", "body", "success", "error")


class ApiDocSite:
    """The page of apiDoc: templates that a script fills from the data."""

    name = "apidoc-site"

    def recognises(self, page: Page) -> bool:
        """Tell by the template of an article."""
        return _TEMPLATES in page.text and text_format(page.text) == "html"

    def links(self, page: Page) -> tuple[Link, ...]:
        """Return the data: the script of the page, or what the page loads beside itself."""
        script = _SCRIPT.search(page.text)
        names = (unescape(script[1]),) if script else ("api_data.js", "api_project.js")
        urls = (absolute_url(name, page.url).partition("?")[0] for name in names)
        return tuple(Link(url, kind="openapi") for url in urls if url)

    def statements(self, page: Page) -> Statements:
        """Return what little the page says itself."""
        return statements_of_html(page)


class ApiDocData:
    """The data of apiDoc: a list in JSON or in a script."""

    name = "apidoc"

    def recognises(self, page: Page) -> bool:
        """Tell by the head of the file, and the members that each list of calls has."""
        return is_apidoc(page.text)

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: the file holds everything."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what the newest version of each call states; a file that cannot be read is one problem."""
        try:
            said = read_apidoc(page.text)
            entries = current(said.entries)
            operations = operations_of_apidoc(entries, server=_server(said.project))
            found = table_documentations(page, operations)
            _hold_to_budget(found)
        except DocumentError as error:
            known = document_of(page, title="", document_format=APIDOC)
            return Statements(document=known, problems=(problem_of(page, error),))
        tree = _page(said.project, entries)
        words = watched((tree,))
        facts: tuple[AnyFact, ...] = (
            *failures_of(entries),
            *notices(tree, tuple(sentences_of(tree))),
            *servers(tree),
        )
        looked = looked_at(words.text.lines, (*facts, *(fact for each in operations for fact in each.facts)))
        known = document_of(page, title=tree.title, document_format=APIDOC, digest=words.digest)
        return Statements(
            document=structs.replace(known, seen=looked.seen),
            documentations=tuple(
                structs.replace(each, denied=operation.denied, assumed=operation.assumed)
                for each, operation in zip(found, operations, strict=True)
            ),
            facts=tuple(sorted(without_secrets(facts), key=lambda fact: fact.at)),
            text=words.text.in_form(TRANSLATED),
        )


def _hold_to_budget(found: Sequence[Documentation]) -> None:
    for _ in within_budget(entry for each in found for entry in each.entries):
        pass


def _server(project: Mapping[str, Json]) -> str:
    url = loose.text(project.get("url")).rstrip("/")
    return url if url.startswith(("http://", "https://")) else ""


def _page(project: Mapping[str, Json], entries: Sequence[Entry]) -> Section:
    """Return the page that the script shows: what is said of the project, and the calls below their groups."""
    blocks: list[Block] = []
    for name in ("description", "url"):
        if said := loose.text(project.get(name)):
            blocks += _prose(f"Base URL: {said}" if name == "url" else said)
    children = [_aside(project, "header"), *_grouped(entries), _aside(project, "footer")]
    title = tidy(loose.text(project.get("title")) or loose.text(project.get("name")))
    return _section(title, 1, blocks, [each for each in children if each is not None])


def _section(title: str, level: int, blocks: Sequence[Block], children: Sequence[Section] = ()) -> Section:
    heading = Text((Run(title),)) if title else Text()
    return Section(title=title, level=level, blocks=tuple(blocks), children=tuple(children), heading=heading)


def _aside(project: Mapping[str, Json], name: str) -> Section | None:
    """Return the text that stands in front of the calls, or behind them."""
    said = loose.mapping(project.get(name))
    content = loose.text(said.get("content"))
    if not content:
        return None
    tree = sections_of_html(content, steps_back=_READ_AS)
    return _section(tidy(loose.text(said.get("title"))), 2, tree.blocks, tree.children)


def _grouped(entries: Sequence[Entry]) -> Iterator[Section]:
    def group(entry: Entry) -> str:
        return loose.text(entry.get("group"))

    for _, its in groupby(sorted(entries, key=group), key=group):
        inside = tuple(its)
        titles = (loose.text(entry.get("groupTitle")) or group(entry) for entry in inside)
        said = next((text for entry in inside if (text := loose.text(entry.get("groupDescription")))), "")
        yield _section(tidy(next(titles)), 2, _prose(said), [_article(entry) for entry in inside])


def _article(entry: Entry) -> Section:
    call = call_said(entry)
    blocks: list[Block] = [Code("", "", call)] if call else []
    for said in (entry.get("deprecated"), entry.get("description")):
        blocks += _prose(loose.text(loose.mapping(said).get("content")) if isinstance(said, dict) else loose.text(said))
    names = ", ".join(loose.text(loose.mapping(each).get("name")) for each in loose.items(entry.get("permission")))
    blocks += [Paragraph(Text((Run(f"Permission: {names}"),)))] if names.strip(", ") else []
    blocks += _examples(entry.get("examples"))
    blocks += (part for member in _MEMBERS for part in _parts(entry, member))
    return _section(tidy(loose.text(entry.get("title"))) or call, 3, blocks)


def _parts(entry: Entry, member: str) -> Iterator[Block]:
    """Yield the tables of one member, and its samples.

    They stand in the section of the call: were each group one of its own, a call with another title would be many.
    """
    stated = entry.get(member)
    groups = [(member.title(), stated)] if isinstance(stated, list) else list(groups_of(entry, member))
    for title, items in groups:
        yield Table((Text((Run(title),)), *_HEAD), tuple(_row(loose.mapping(item)) for item in items))
    yield from _examples(loose.mapping(stated).get("examples"))


def _row(item: Mapping[str, Json]) -> tuple[Text, ...]:
    described = [tidy(visible_text(unescape(loose.text(item.get("description")))))]
    described += [shown.format(said) for name, shown in _SHOWN if (said := loose.text(item.get(name)))]
    allowed = ", ".join(map(loose.text, loose.items(item.get("allowedValues"))))
    described += [f"Allowed values: {allowed}"] if allowed else []
    name = loose.text(item.get("field")) + (" (optional)" if item.get("optional") is True else "")
    return tuple(Text((Run(said),)) for said in (name, loose.text(item.get("type")), "\n".join(described)))


def _examples(stated: Json) -> Iterator[Block]:
    for example in map(loose.mapping, loose.items(stated)):
        yield from _prose(loose.text(example.get("title")))
        yield Code(loose.text(example.get("type")), "", loose.text(example.get("content")))


def _prose(said: str) -> tuple[Block, ...]:
    """Return the blocks of a description; most are one paragraph."""
    if not said.strip():
        return ()
    plain = _PLAIN.fullmatch(said)
    if plain or "<" not in said:
        return (Paragraph(Text((Run(unescape(plain[1] if plain else said)),))),)
    return tuple(_flat(sections_of_html(said, steps_back=_READ_AS)))


def _flat(tree: Section) -> Iterator[Block]:
    for _, section in tree.walk():
        if section.title:
            yield Paragraph(section.heading)
        yield from section.blocks
