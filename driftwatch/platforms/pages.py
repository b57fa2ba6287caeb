"""Plain pages (GitBook, Slate, Stainless, tables by hand): what they say of fields, bound to the calls they name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.base_urls import servers
from driftwatch.extract.blocks import Section, Table
from driftwatch.extract.call_facts import Call, call_facts
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.wording import tidy
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import AnyFact, Field, Operation, Parameter, StatedBy
from driftwatch.model.paths import parts, split
from driftwatch.platforms.binding import bound
from driftwatch.platforms.endpoint_headings import ANY, NamedCall, calls_of_overview
from driftwatch.platforms.page_calls import Site, sites_of
from driftwatch.platforms.page_fields import Told, told_by
from driftwatch.platforms.page_objects import Returned, returned_facts
from driftwatch.platforms.parts_of_bodies import but_parts, in_samples
from driftwatch.platforms.sample_calls import call_of_samples, is_opened, method_of_samples
from driftwatch.platforms.sample_places import NOTHING_SENT, Sent, place_of_field, sent_by_samples
from driftwatch.platforms.widdershins import schemas_of, with_values, without_body_prefix

_OPEN: Final = 20
"""Calls of a page without a method for which its samples are looked through."""
_HEAD: Final = -2
"""Where a call stands that no block of the page names: before all of them."""


class PageOperation(Struct, frozen=True, kw_only=True):
    """One documented call of a page with its facts (an Operation fact first); `server` is "" when none is stated."""

    method: str
    path: str
    facts: tuple[AnyFact, ...]
    server: str = ""
    denied: frozenset[str] = frozenset()
    """Addresses of what it says outright is not required; else it may just not say."""


class _Found:
    """What is said of one call."""

    def __init__(self, call: NamedCall, sent: Sent, others: frozenset[str] = frozenset()) -> None:
        self.call = call
        self.own = frozenset(path_parameters(call.path))
        self.others = others - self.own
        """Parameters in the paths of other calls of the page."""
        self.sent = sent
        self.returned: dict[str, Returned] = {}
        self.request: list[DocumentedField] = []
        self.responses: dict[str, list[DocumentedField]] = {}
        self.media_type = ""
        self.is_component = False

    def add(self, told: Told) -> None:
        self.media_type = self.media_type or told.media_type
        self.is_component |= told.is_component
        if told.values:
            self.request = with_values(self.request, told.values)
        if told.returned:
            self.returned.setdefault(told.returned.status, told.returned)
        for status, fields in told.responses:
            self.responses.setdefault(status, []).extend(fields)
        for field in told.fields:
            within = self._within(field, told)
            if within == "response":
                self.responses.setdefault(told.status, []).append(replace(field, within="response"))
            elif within:
                self.request.append(replace(field, within=within))

    def _within(self, field: DocumentedField, told: Told) -> str:
        """Tell where a field travels; "" for what is no field of the request or of a response's body."""
        if field.within:
            return field.within
        if told.aim.is_elsewhere:
            return ""
        where = told.aim.where
        if where == "path" and field.name in self.others:
            return ""  # of another form of the call: `/state/{metric}` beside `/state`
        if where == "path" and told.aim.is_url and not self.own:
            return "query"
        return where or place_of_field(field, told, self.call, self.sent)

    def facts(self) -> tuple[AnyFact, ...]:
        responses = {status: tuple(fields) for status, fields in sorted(self.responses.items())}
        call = Call(request=without_body_prefix(self.request), responses=responses, media_type=self.media_type)
        stated_by: StatedBy = "component" if self.is_component else "table"
        known = call_facts(call, stated_by=stated_by)
        linked = [each for status, each in self.returned.items() if not responses.get(status)]
        added = (fact for each in linked for fact in returned_facts(each))
        return tuple({(type(fact), fact.at): fact for fact in (*added, *known)}.values())

    def denied(self, facts: Iterable[AnyFact]) -> frozenset[str]:
        """Return the addresses of the facts of which the page says outright that they are not required."""
        received = (field for fields in self.responses.values() for field in fields)
        said = {("request", field.name) for field in self.request if field.required is False}
        said |= {("response", field.name) for field in received if field.required is False}
        return frozenset(fact.at for fact in facts if _named(fact) in said)


def _named(fact: AnyFact) -> tuple[str, str]:
    """Return whether a fact is of the request or the response, and the name of its field; nothing for other facts."""
    if isinstance(fact, Parameter):
        return "request", fact.name
    root, path = split(fact.at)
    return (parts(root)[0], path) if isinstance(fact, Field) else ("", "")


def operations_of_page(page: Section, place: str, head: NamedCall | None = None) -> tuple[PageOperation, ...]:
    """Return the operations that a page documents, in its order; one that it names twice is told once.

    A call without a table, list or component about it is a mention where the page documents others, unless a heading
    names it or it stands in a section beside theirs. A page that documents none at all may list some in an overview.

    Args:
        page: its tree.
        place: its place in the site.
        head: the call that its front matter or its state names.
    """
    told = told_by(page, schemas_of(page), place)
    sites = _sites(page, told, head)
    if not sites:
        return tuple(_of_overviews(page, server=_server(page)))
    of_each = bound(told, sites)
    server = _server(page)
    sent = sent_by_samples(page)
    names = frozenset(name for site in sites for name in path_parameters(site.call.path))
    found: dict[tuple[str, str], tuple[Site, PageOperation]] = {}
    queries: dict[tuple[str, str], dict[str, str]] = {}
    for site, its in zip(sites, of_each, strict=True):
        if not its and (site.call == head or site.call.method == ANY or site.is_sentence):
            continue  # what its front matter names, it may document by a specification; an address may be any
        said = _Found(site.call, sent.get(site.call.method, NOTHING_SENT), names)
        operation = _operation(site, its, said, server=server, place=place)
        key = operation.method, operation.path
        queries.setdefault(key, {}).update((name, site.title) for name in site.query)
        if key not in found or len(operation.facts) > len(found[key][1].facts):
            found[key] = site, operation
    depths = {len(site.home) for site, operation in found.values() if len(operation.facts) > 1}
    return tuple(
        _with_query(operation, queries[key])
        for key, (site, operation) in found.items()
        if not depths or len(operation.facts) > 1 or site.is_named or (site.home and len(site.home) in depths)
    )


def _with_query(operation: PageOperation, names: Mapping[str, str]) -> PageOperation:
    """Add the parameters with which the call is written, each with the heading there, where nothing is told of them."""
    known = {fact.name for fact in operation.facts if isinstance(fact, Parameter)}
    known |= {parts(fact.at)[-1].partition("[")[0] for fact in operation.facts if isinstance(fact, Field)}
    fields = tuple(
        DocumentedField(name=name, within="query", locator=title) for name, title in names.items() if name not in known
    )
    facts = call_facts(Call(request=fields), stated_by="prose") if fields else ()
    return replace(operation, facts=(*operation.facts, *facts))


def _sites(page: Section, told: Sequence[Told], head: NamedCall | None) -> tuple[Site, ...]:
    """Return the sites of the page's calls; without any, the call of its samples where headings tell of its fields."""
    sites = sites_of(page)
    if 0 < sum(site.call.method == ANY for site in sites) <= _OPEN:
        sites = tuple(_with_method(site, page) for site in sites)
    if head is not None:
        return (Site(call=head, place=((), _HEAD), home=(), title=page.title), *sites)
    if sites or not any(each.fields and each.says_role for each in told):
        return sites
    names = [field.name for each in told for field in each.fields if "path" in (field.within, each.aim.within)]
    call = call_of_samples(page, tuple(dict.fromkeys(names)))
    return (Site(call=call, place=((), _HEAD), home=(), title=page.title, is_sample=True),) if call else ()


def _with_method(site: Site, page: Section) -> Site:
    """Take the method that a page leaves open from its samples."""
    method = method_of_samples(page, site.call.path) if site.call.method == ANY else ""
    if not method and site.call.method == ANY and site.call.server and is_opened(page, site.call.path):
        method = "GET"
    return replace(site, call=NamedCall(method, site.call.path, site.call.server)) if method else site


def _server(page: Section) -> str:
    stated = servers(page)
    return stated[0].url if len(stated) == 1 else ""


def _of_overviews(page: Section, *, server: str) -> Iterator[PageOperation]:
    seen: set[NamedCall] = set()
    for _, section in page.walk():
        for table in (block for block in section.blocks if isinstance(block, Table)):
            for call, target in calls_of_overview(table):
                if call not in seen:
                    seen.add(call)
                    place = f"{section.title} > {target}".removeprefix(" > ")
                    fact = Operation(
                        at="operation", method=call.method, path=call.path, stated_by="table", locator=place
                    )
                    yield PageOperation(method=call.method, path=call.path, facts=(fact,), server=call.server or server)


def _operation(site: Site, told: Sequence[Told], found: _Found, *, server: str, place: str) -> PageOperation:
    for each in but_parts(in_samples(told)):
        if each.says_role or not (site.is_sample and not site.home):
            found.add(each)
    operation = Operation(
        at="operation",
        method=site.call.method,
        path=site.call.path,
        summary=_summary(site),
        deprecated=bool(DEPRECATED_WORDS & set(re.findall(r"\w+", site.title.lower()))),
        stated_by="example" if site.is_sample and site.place[1] == _HEAD else "prose",
        locator=site.title or place,
    )
    facts = found.facts()
    return PageOperation(
        method=site.call.method,
        path=site.call.path,
        facts=(operation, *facts),
        server=site.call.server or server,
        denied=found.denied(facts),
    )


def _summary(site: Site) -> str:
    """Return the title, unless it is but the call itself."""
    return "" if site.call.path in site.title else tidy(site.title)
