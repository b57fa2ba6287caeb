"""From a page's tree of sections to its statements: what is common to Markdown and HTML."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from msgspec import structs

from driftwatch.errors import DocumentError
from driftwatch.extract.fields.components import component_facts
from driftwatch.extract.index.places import digest_of
from driftwatch.extract.pages.coverage import bound, looked_at, specifications_in
from driftwatch.extract.pages.page_facts import page_facts
from driftwatch.extract.pages.page_text import Watched, watched
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.empty_boxes import empty_boxes
from driftwatch.extract.text.markdown_lines import split_front_matter
from driftwatch.extract.text.sections import sections_of_html, steps_back
from driftwatch.isolation import isolated
from driftwatch.model.address import operation_key
from driftwatch.model.call_fields import has_fields
from driftwatch.model.facts import AnyFact, Operation, Parameter, Response
from driftwatch.model.json_values import Json
from driftwatch.model.page import Page
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document, Entry, Owner
from driftwatch.model.stored import entry_of
from driftwatch.model.text import TRANSLATED, PageText
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.calls_in_items import with_calls_of_items
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.sample_calls import call_of_samples
from driftwatch.platforms.claims import claims_of, claims_of_calls
from driftwatch.platforms.documented import documentation_of, without_secrets
from driftwatch.platforms.generated.codegen_pages import openapi_of_boxes
from driftwatch.platforms.generated.schema_boxes import openapi_of_schema_boxes
from driftwatch.platforms.generated.schema_views import Views, views_in
from driftwatch.platforms.messages.labels_in_lists import with_labels_apart
from driftwatch.platforms.messages.loose_fields import loose_facts
from driftwatch.platforms.messages.page_objects import listed_by, objects_of
from driftwatch.platforms.pages.page_fields import told_by
from driftwatch.platforms.pages.plain_page import PageOperation, ToldOfFields, operations_of_page
from driftwatch.platforms.platform import Claim, Documentation, Form, Problem, Statements, operations_of
from driftwatch.platforms.specs_in_html import openapi_in_pre
from driftwatch.platforms.tables_beside import table_claims, tables_beside
from driftwatch.redaction import redact, scrub_query

_LONGEST_TITLE: Final = 200
_LONGEST_FRONT: Final = 20_000
_ADDRESS: Final = lazy_regex(r"(?m)^(slug|permalink|url):[ \t]{0,4}[\"']?([\w./:~-]{1,200})[\"']?[ \t]{0,4}$")
"""By Docusaurus and others, by Jekyll, by Hugo."""


class Tree(NamedTuple):
    """A page, or a part of one that stands for itself, by its headings."""

    place: str
    page: Section
    call: tuple[str, str] = ("", "")
    """Method and address that its head names."""


class _Stated(NamedTuple):
    """What one tree states."""

    beside: tuple[Documentation, ...]
    """Of operations, on its own account or beside the OpenAPI block of its page."""
    facts: tuple[AnyFact, ...]
    claims: tuple[Claim, ...]
    has_loose_fields: bool


def statements_of_html(page: Page) -> Statements:
    """Return what an HTML page states by its headings and tables, and by OpenAPI documents that it shows whole."""
    documentations: list[Documentation] = []
    problems: list[Problem] = []
    views = views_in(page.text)
    for document in (*openapi_in_pre(page.text), *_generated(page.text, views)):
        try:
            documentations.append(documentation_of(document, place=page.path, form="embedded"))
        except DocumentError as error:
            problems.append(Problem(path=page.path, url=page.url, reason=error.message))
    if views and views.is_damaged:
        problems.append(Problem(path=page.path, url=page.url, reason="the scripts of the page hold no schemas"))
    stated = statements_of_tree(
        page,
        trees=(Tree(page.path, sections_of_html(page.text)),),
        documentations=tuple(documentations),
        problems=tuple(problems),
        document_format="html",
        read_apart=views.pieces if views else (),
    )
    return _with_drawn(stated, views) if views else _with_boxes(stated, page.text)


def former_readings_of_html(html: str) -> Iterator[Watched]:
    """Yield the words of a page each time before it was read otherwise, the last one first."""
    for steps in steps_back(html):
        views = views_in(html)
        yield watched((sections_of_html(html, steps_back=steps),), views.pieces if views else ())


def _with_boxes(stated: Statements, html: str) -> Statements:
    """Count the boxes that a script fills, where the page documents a call and nothing of what is sent or answered."""
    calls = [entry for each in stated.documentations for entry in each.entries if entry.owner.kind == "operation"]
    drawn = 0 if not calls or any(map(has_fields, calls)) else empty_boxes(html)
    if not drawn:
        return stated
    seen = structs.replace(stated.document.seen or Seen(), drawn=drawn)
    return structs.replace(stated, document=structs.replace(stated.document, seen=seen))


def _generated(text: str, views: Views | None) -> Iterator[Json]:
    """Yield what pages of known generators document, in terms of OpenAPI."""
    document = views.document if views is not None else openapi_of_boxes(text) or openapi_of_schema_boxes(text)
    if document is not None:
        yield document


def _with_drawn(stated: Statements, views: Views) -> Statements:
    """Add the words that scripts write: in a form of its own, as pages were kept without them once."""
    lines = stated.text.lines if stated.text is not None else ()
    text = PageText(lines=(*lines, *watched((views.words,)).text.lines), form=TRANSLATED)
    return structs.replace(stated, text=text)


def statements_of_tree(
    page: Page,
    *,
    trees: tuple[Tree, ...],
    documentations: tuple[Documentation, ...],
    problems: tuple[Problem, ...],
    document_format: str,
    read_apart: tuple[str, ...] = (),
) -> Statements:
    """Join what the parts of a document state; `documentations` are those that its OpenAPI blocks hold.

    `document_format` is markdown or html; what HTML says of operations is trusted least. `read_apart` are the texts of
    blocks that are in none of the trees.
    """
    stated = [_stated_by(page, tree, documentations, document_format) for tree in trees]
    facts: dict[tuple[str, str], AnyFact] = {}
    for fact in (fact for each in stated for fact in each.facts):
        facts.setdefault((type(fact).__name__, fact.at), fact)
    found = (*documentations, *(item for each in stated for item in each.beside))
    title = next((tree.page.title for tree in trees if tree.page.title), "")
    calls = (" ".join(tree.call) for tree in trees if tree.call[0])
    words = watched((tree.page for tree in trees), (*read_apart, *calls))
    linked = () if documentations else specifications_in(page.text, page.url)
    looked = looked_at(words.text.lines, (*bound(facts.values()), *_facts_of(found)), linked)
    known = document_of(page, title=title, document_format=document_format, digest=words.digest)
    objects = {
        anchor: fields for tree in reversed(trees) for anchor, fields in objects_of(tree.page, tree.place).items()
    }
    return Statements(
        document=structs.replace(known, seen=looked.seen),
        text=words.text,
        documentations=found,
        facts=tuple(facts[key] for key in sorted(facts)),
        objects=objects,
        missed=looked.missed if objects else (),
        listed={
            anchor: values for tree in reversed(trees) for anchor, values in listed_by(tree.page, tree.place).items()
        },
        claims=tuple(claim for each in stated for claim in each.claims),
        problems=problems,
        has_loose_fields=any(each.has_loose_fields for each in stated),
    )


def _stated_by(page: Page, tree: Tree, documentations: tuple[Documentation, ...], document_format: str) -> _Stated:
    """Read out one tree of a page; of `documentations` those count that are of its OpenAPI blocks."""
    own = [item for item in documentations if (item.part or page.path) == tree.place]
    head = NamedCall(*_split(tree.call)) if tree.call[0] and document_format == "markdown" and not own else None
    components = component_facts(tree.page)
    opened = tree._replace(page=with_calls_of_items(with_labels_apart(tree.page)))
    told = cache(partial(told_by, opened.page, tree.place))
    operations = operations_of_page(opened.page, tree.place, None if components else head, told)
    beside = tuple(_beside(page, opened, own, operations, head=head, told=told, components=components))
    keys = {key for documentation in (*own, *beside) for key in operations_of(documentation)}
    apart = {item.section: operation_key(item.method, item.path) for item in operations if item.section}
    loose = () if own or beside else loose_facts(told())
    return _Stated(
        beside=tuple(structs.replace(item, form="html") for item in beside) if document_format == "html" else beside,
        facts=tuple(without_secrets((*page_facts(tree.page), *loose))),
        claims=(
            *(claims_of_calls(opened.page, apart) if len(keys) > 1 else claims_of(tree.page)),
            *(table_claims(tree.page) if own else ()),
        ),
        has_loose_fields=not own and not beside and bool(components),
    )


def _facts_of(documentations: Iterable[Documentation]) -> Iterator[AnyFact]:
    """Yield the facts of documentations; those that cannot be made are told where they are compared."""
    for documentation in documentations:
        for entry in documentation.entries:
            yield from isolated(partial(_facts, entry), lambda _: ())


def _facts(entry: Entry) -> tuple[AnyFact, ...]:
    return entry.facts


def document_of(page: Page, *, title: str, document_format: str, digest: str = "") -> Document:
    """Make the record of a document that was read; without a digest of its words that of its whole text counts."""
    return Document(
        path=page.path,
        url=scrub_query(page.url),
        title=redact(" ".join(title.split()))[:_LONGEST_TITLE],
        format=document_format,
        digest=digest or digest_of(page.text),
        address=_address_of(page.text),
    )


def _address_of(text: str) -> str:
    """Return where front matter puts a page: the first of the keys by which generators are told."""
    if not text.startswith("---"):
        return ""
    front, _ = split_front_matter(text[:_LONGEST_FRONT].replace("\r\n", "\n"))
    found = _ADDRESS.search(front)
    return f"{found[1]}: {found[2]}" if found else ""


def table_documentations(page: Page, operations: tuple[PageOperation, ...]) -> tuple[Documentation, ...]:
    """Make documentations of the operations that a reader of pages found."""
    return tuple(
        _documentation(
            page, page.path, operation_key(item.method, item.path), item.facts, form="table", server=item.server
        )
        for item in operations
    )


def _beside(
    page: Page,
    tree: Tree,
    own: list[Documentation],
    operations: tuple[PageOperation, ...],
    *,
    head: NamedCall | None,
    told: ToldOfFields,
    components: tuple[AnyFact, ...],
) -> Iterator[Documentation]:
    """Yield what components and tables state: on their own account, or beside the page's OpenAPI block."""
    place, sections = tree.place, tree.page
    keys = {key for documentation in own for key in operations_of(documentation)}
    if keys:
        if components and len(keys) == 1:
            yield _documentation(page, place, next(iter(keys)), components, form="component")
        yield from _tables_beside(page, place, sections, keys)
        # a quick mention of another endpoint is no documentation of it
        operations = tuple(item for item in operations if operation_key(item.method, item.path) in keys)
    elif components and (tree.call[0] or len(operations) <= 1):
        answers = _answers(sections, place, head, told) if head is not None else ()
        sample = call_of_samples(sections, _path_names(components))
        operations = _with_components(operations, (*components, *answers), tree.call, sample)
    form: Form = "component" if components and not keys else "table"
    for item in operations:
        key = operation_key(item.method, item.path)
        found = _documentation(page, place, key, item.facts, form=form, server=item.server)
        yield structs.replace(found, denied=item.denied, assumed=item.assumed)


def _tables_beside(page: Page, place: str, tree: Section, keys: set[str]) -> Iterator[Documentation]:
    if len(keys) == 1:
        key = next(iter(keys))
        method, _, path = key.partition(" ")
        for beside in tables_beside(tree, NamedCall(method, path)):
            found = _documentation(page, place, key, beside.facts, form="table")
            yield structs.replace(found, adds=beside.adds, assumed=beside.assumed)


def _with_components(
    operations: tuple[PageOperation, ...],
    components: tuple[AnyFact, ...],
    call: tuple[str, str],
    sample: NamedCall | None,
) -> tuple[PageOperation, ...]:
    """Give a page's components to the operation that its head or its heading names, else to that of its sample."""
    if not call[0] and not operations:
        if sample is None:
            return ()
        method, path, server = sample.method, sample.path, sample.server
        stated: tuple[AnyFact, ...] = (Operation(at="operation", method=method, path=path, stated_by="example"),)
    elif call[0]:
        method, path, server = _split(call)
        stated = (Operation(at="operation", method=method, path=path, stated_by="component"),)
    else:
        first = operations[0]
        method, path, server, stated = first.method, first.path, first.server, first.facts
    known = {(type(fact).__name__, fact.at) for fact in components}
    rest = tuple(fact for fact in stated if (type(fact).__name__, fact.at) not in known)
    return (PageOperation(method=method, path=path, facts=(*rest, *components), server=server),)


def _answers(tree: Section, place: str, head: NamedCall, told: ToldOfFields) -> tuple[AnyFact, ...]:
    """Return with what the call of a page's head answers, as the words and tables beside its components say."""
    found = operations_of_page(tree, place, head, told)
    of_head = (each for each in found if (each.method, each.path) == (head.method, head.path))
    return tuple(fact for each in of_head for fact in each.facts if isinstance(fact, Response))


def _path_names(components: tuple[AnyFact, ...]) -> tuple[str, ...]:
    return tuple(fact.name for fact in components if isinstance(fact, Parameter) and fact.within == "path")


def _split(call: tuple[str, str]) -> tuple[str, str, str]:
    method, target = call
    if "/:" in target and "?" not in target and (named := call_of_line(f"{method} {target}")) is not None:
        return method, named.path, named.server
    if "://" not in target:
        return method, "/" + target.partition("?")[0].lstrip("/"), ""
    parts = urlsplit(target)
    return method, parts.path or "/", f"{parts.scheme}://{parts.netloc}"


def _documentation(
    page: Page, place: str, key: str, facts: tuple[AnyFact, ...], *, form: Form, server: str = ""
) -> Documentation:
    unique = {(type(fact).__name__, fact.at): fact for fact in reversed(without_secrets(facts))}
    entry = entry_of(Owner("operation", key), (page.path,), unique.values())
    part = "" if place == page.path else place
    return Documentation(form=form, entries=(entry,), server=redact(server), part=part)
