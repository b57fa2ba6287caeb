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
from driftwatch.extract.role_words import OBJECTS
from driftwatch.extract.sample_roots import placed_by, wrapper_of
from driftwatch.extract.type_words import schema_of_type
from driftwatch.extract.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.wording import tidy, word
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import AnyFact, Field, Operation, Parameter, StatedBy
from driftwatch.model.json_values import Json
from driftwatch.model.paths import parts, split
from driftwatch.platforms.binding import bound
from driftwatch.platforms.endpoint_headings import ANY, NamedCall, calls_of_overview
from driftwatch.platforms.page_calls import Site, sites_of
from driftwatch.platforms.page_fields import Told, told_by
from driftwatch.platforms.page_objects import Returned, returned_facts
from driftwatch.platforms.sample_calls import call_of_samples, method_of_samples
from driftwatch.platforms.sample_places import Sent, sent_by_samples
from driftwatch.platforms.widdershins import schemas_of, with_values, without_body_prefix

_BODILESS: Final = frozenset(("GET", "DELETE", "HEAD", "OPTIONS"))
_SAMPLES: Final = 20
"""Samples of one body that are looked at."""
_DEEPEST: Final = 12
"""Steps of a field below which no further fields are put: nobody writes so many by headings."""
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

    def __init__(self, call: NamedCall, sent: Sent | None) -> None:
        self.call = call
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
        return told.aim.where or self._by_method(field)

    def _by_method(self, field: DocumentedField) -> str:
        """Place a field of a table that is just called "Parameters": where samples send it, else as the method does."""
        if field.name in path_parameters(self.call.path):
            return "path"
        is_bodiless = self.call.method in _BODILESS
        sent = self.sent or Sent(set(), set())
        if is_bodiless:
            return "body" if field.name in sent.body - sent.query and self.call.method != "GET" else "query"
        return "query" if sent.query and not sent.body else "body"

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
    found: dict[tuple[str, str], tuple[Site, PageOperation]] = {}
    for site, its in zip(sites, of_each, strict=True):
        if not its and (site.call == head or site.call.method == ANY):
            continue  # what its front matter names, it may document by a specification; an address may be any
        operation = _operation(site, its, sent.get(site.call.method), server=server, place=place)
        known = found.get((operation.method, operation.path))
        if known is None or len(operation.facts) > len(known[1].facts):
            found[operation.method, operation.path] = site, operation
    depths = {len(site.home) for site, operation in found.values() if len(operation.facts) > 1}
    return tuple(
        operation
        for site, operation in found.values()
        if not depths or len(operation.facts) > 1 or site.is_named or (site.home and len(site.home) in depths)
    )


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


def _operation(site: Site, told: Sequence[Told], sent: Sent | None, *, server: str, place: str) -> PageOperation:
    found = _Found(site.call, sent)
    for each in _but_parts(_in_samples(told)):
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


def _in_samples(told: Sequence[Told]) -> tuple[Told, ...]:
    """Put the fields of a body below the object of its samples that has them."""
    samples: dict[tuple[str, str], list[Json]] = {}
    for each in told:
        if each.sample is not None:
            samples.setdefault((each.aim.side, each.status), []).append(each.sample)
    return tuple(_in_sample(each, samples.get((each.aim.side, each.status), [])[:_SAMPLES]) for each in told)


def _in_sample(told: Told, samples: Sequence[Json]) -> Told:
    if not told.fields or not samples or told.aim.within not in ("", "body"):
        return told
    fields = placed_by(samples, told.fields)
    is_placed = fields != told.fields
    if not is_placed and not told.part and (root := wrapper_of(samples)):
        fields = tuple(_inside(field, root) if not field.within else field for field in fields)
    return replace(told, fields=fields, part="" if is_placed else told.part)


def _but_parts(told: Sequence[Told]) -> Iterator[Told]:
    """Put the fields of an object inside a body below the field that holds it, where the body's own fields are told.

    What describes an object of which nobody says where it stands in the body is left out.
    """
    whole: dict[str, dict[str, DocumentedField]] = {}
    for each in told:
        if each.fields and not word(each.part).endswith(OBJECTS):
            whole.setdefault(each.aim.side, {}).update(_by_name(each.fields))
    for each in told:
        known = whole.setdefault(each.aim.side, {})
        own = _by_name(each.fields) if each.part else {}
        others = len(known) > sum(name in known for name in own)
        named = _holder(each, known, own) if own else None
        if named is not None and _can_hold(named):
            placed = tuple(_inside(field, named.name) for field in each.fields)
            known.update(_by_name(placed))
            yield replace(each, fields=placed)
        elif not each.fields or not others or not (named or word(each.part).endswith(OBJECTS)):
            yield each


def _by_name(fields: Sequence[DocumentedField]) -> dict[str, DocumentedField]:
    """Return fields by their whole names and by the last steps of these."""
    return {name: field for field in fields for name in (field.name.rpartition(".")[2], field.name)}


def _holder(
    told: Told, fields: Mapping[str, DocumentedField], own: Mapping[str, DocumentedField]
) -> DocumentedField | None:
    """Return the field that a heading or a sentence names as the holder of the fields below it, none of its own."""
    part = told.part
    said = next((part.removesuffix(f" {ending}") for ending in OBJECTS if part.endswith(f" {ending}")), part)
    plain = word(said)
    written = plain.replace(" ", "_")
    names = [said, f"{said}s", written, f"{written}s"]
    if " " in plain and all(piece in fields for piece in plain.split()):
        names.append(plain.split()[-1])  # "Usage breakdown", where both are fields
    found = next((fields[name] for name in names if name in fields and name not in own), None)
    return DocumentedField(name=said) if found is None and told.is_held else found


def _can_hold(field: DocumentedField) -> bool:
    """Tell whether a field may have fields in it, as far as its type says."""
    kind = (schema_of_type(field.type) or {}).get("type", "object")
    return field.name.count(".") < _DEEPEST and not {"object", "array"}.isdisjoint(
        [kind] if isinstance(kind, str) else kind
    )


def _inside(field: DocumentedField, part: str) -> DocumentedField:
    return field if field.name.startswith((f"{part}.", f"{part}[")) else replace(field, name=f"{part}.{field.name}")


def _summary(site: Site) -> str:
    """Return the title, unless it is but the call itself."""
    return "" if site.call.path in site.title else tidy(site.title)
