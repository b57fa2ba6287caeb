"""Plain pages (GitBook, Slate, Stainless, tables by hand): what they say of fields, bound to the calls they name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.call_facts import Call, call_facts
from driftwatch.extract.fields.dictionaries import bodies, dictionaries
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.pages.base_urls import servers
from driftwatch.extract.text.blocks import List, Section
from driftwatch.extract.words.error_words import LABELS
from driftwatch.extract.words.roles import Aim, aim_of
from driftwatch.extract.words.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.words.wording import tidy
from driftwatch.model.address import operation_key, path_parameters
from driftwatch.model.facts import AnyFact, Field, MediaType, Operation, Parameter, RequestBody, Response
from driftwatch.model.path_parameters import spelled_as
from driftwatch.model.paths import parts, split, stands_at
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.call_listings import calls_of_list, lists_known
from driftwatch.platforms.calls.captions import captions_in
from driftwatch.platforms.calls.endpoint_headings import is_base
from driftwatch.platforms.calls.named_call import ANY, NamedCall
from driftwatch.platforms.calls.numbered_calls import has_number
from driftwatch.platforms.calls.sample_calls import asked_by_samples, call_of_samples, is_opened, method_of_samples
from driftwatch.platforms.messages.arguments import of_function
from driftwatch.platforms.messages.beside_bodies import but_in_bodies, but_models
from driftwatch.platforms.messages.found_call import FoundCall, mark_needed, share_fields
from driftwatch.platforms.messages.listed_rows import ListedRow, rows_in
from driftwatch.platforms.messages.page_objects import with_targets
from driftwatch.platforms.messages.parts_of_bodies import (
    but_envelopes,
    but_parts,
    but_supposed,
    in_samples,
    returned_as_shown,
)
from driftwatch.platforms.messages.payload_columns import bodies_in_tables
from driftwatch.platforms.messages.sample_places import BODILESS, NOTHING_SENT, Sent, sent_by, sent_by_samples
from driftwatch.platforms.messages.shown_objects import ShownObjects
from driftwatch.platforms.messages.statuses import status_at_head
from driftwatch.platforms.messages.told import Path, Told, sections_of
from driftwatch.platforms.messages.types_in_labels import of_types
from driftwatch.platforms.pages.addressed_sites import with_addresses
from driftwatch.platforms.pages.binding import bound
from driftwatch.platforms.pages.blueprint import blueprint_calls, is_blueprint
from driftwatch.platforms.pages.ids_in_paths import with_parameters
from driftwatch.platforms.pages.own_sections import own_sections
from driftwatch.platforms.pages.page_calls import (
    Site,
    announces_sample,
    fits,
    sites_of,
)
from driftwatch.platforms.pages.page_fields import told_by
from driftwatch.platforms.pages.same_calls import together
from driftwatch.platforms.pages.sampled_sites import sites_of_documented, sites_of_templates

ToldOfFields: TypeAlias = Callable[[], Sequence[Told]]
"""Asks for all that a page says of fields, which is read for those pages alone that need it."""

_OPEN: Final = 20
"""Calls of a page without a method for which its samples are looked through."""
_LONGEST: Final = 400
"""Letters of a call in a table."""
_FEW: Final = 2
"""Names that a sample has to send."""
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
    assumed: frozenset[str] = frozenset()
    """Addresses of what stands where its method sends such fields, of which the page does not say more."""
    section: Path = ()
    """The section of the page that is about this call alone; () where none is."""


def operations_of_page(
    page: Section, place: str, head: NamedCall | None = None, told: ToldOfFields | None = None
) -> tuple[PageOperation, ...]:
    """Return the operations that a page documents, in its order; one that it names twice is told once, of both.

    A call without a table, list or component about it is a mention where the page documents others, unless a heading
    names it or it stands in a section beside theirs. A page that documents none at all may list some in an overview:
    in a table, or in a list, which on any other page may be of calls that a release has changed.

    Args:
        page: its tree.
        place: its place in the site.
        head: the call that its front matter or its state names.
        told: asks for all that it says of fields, by `told_by`, where others ask for it as well.
    """
    found = _operations(page, place, head, told or partial(told_by, page, place))
    named = bodies_in_tables(page, place) if found else {}
    return tuple(_with_bodies(each, named.get((each.method, each.path), ())) for each in found) if named else found


def _with_bodies(operation: PageOperation, named: Sequence[AnyFact]) -> PageOperation:
    """Add the bodies that a table names by links, where the page says nothing else of them."""
    known = {fact.at for fact in operation.facts if isinstance(fact, RequestBody)}
    known |= {split(fact.at)[0] for fact in operation.facts if isinstance(fact, MediaType)}
    added = (fact for fact in named if not any(stands_at(fact.at, at) for at in known))
    return replace(operation, facts=(*operation.facts, *added)) if named else operation


def _operations(page: Section, place: str, head: NamedCall | None, ask: ToldOfFields) -> tuple[PageOperation, ...]:
    if is_blueprint(page):
        return tuple(_of_blueprint(page, place))  # says of fields what its own format says
    sent = sent_by_samples(page)
    told = tuple(_as_sampled(each, sent) for each in ask())
    sites = with_parameters(_sites(page, told, head))
    is_shown = all(site.is_sample for site in sites)  # or names none: its lists are what documents the others
    overview, listing = _of_overviews(page, lists=is_shown, beside=sites)
    if not (sites or overview):
        sites = with_parameters(sites_of_documented(page, told))
    if head is None:
        sites = with_addresses(sites, page, told, [NamedCall(each.method, each.path) for each in overview])
    if not sites:
        return overview
    of_each = bound(but_envelopes(told) if len({site.call.path for site in sites}) > 1 else told, sites, listing)
    if all(site.is_row for site in sites) and not any(each.fields for its in of_each for each in its):
        return overview
    # what its front matter names, it may document by a specification; an address may be any
    said = [
        (site, its)
        for site, its in ((site, _its_own(site, its)) for site, its in zip(sites, of_each, strict=True))
        if its or not (site.call == head or site.call.method == ANY or site.is_sentence)
    ]
    kept = _documented(_with_fields(page, place, sites, said, sent), server=_server(page), place=place)
    listed = {operation_key(each.method, each.path): each for each in overview}
    kept = {key: _with_answers(each, listed[key]) if key in listed else each for key, each in kept.items()}
    own = own_sections(sites) if len(kept) > 1 else {}
    kept = {key: replace(each, section=own[key]) if key in own else each for key, each in kept.items()}
    return tuple({**listed, **kept}.values()) if listed.keys() - kept.keys() else tuple(kept.values())


def _its_own(site: Site, told: Sequence[Told]) -> Sequence[Told]:
    """Leave to a call that a section about one status names what that section says: the other ones answer any call."""
    if not told or not status_at_head(site.title):
        return told
    return [each for each in told if each.place[0][: len(site.home)] == site.home]


def _with_answers(operation: PageOperation, listed: PageOperation) -> PageOperation:
    """Add to a call what its row in a list says, where nothing else is told of it; else the statuses that it names.

    Of a success it does where nothing else tells of one.
    """
    if not _is_documented(operation):
        known_at = {fact.at for fact in operation.facts}
        added = tuple(fact for fact in listed.facts if fact.at not in known_at)
        return replace(operation, facts=(*operation.facts, *added))
    known = {fact.status for fact in operation.facts if isinstance(fact, Response)}
    is_told = any(status.startswith("2") for status in known)
    named = (fact for fact in listed.facts if isinstance(fact, Response) and fact.status not in known)
    added = tuple(fact for fact in named if not (is_told and fact.status.startswith("2")))
    return replace(operation, facts=(*operation.facts, *added)) if added else operation


def _with_fields(
    page: Section,
    place: str,
    sites: tuple[Site, ...],
    said: Iterable[tuple[Site, Sequence[Told]]],
    sent: Mapping[str, Sent],
) -> list[tuple[Site, FoundCall]]:
    """Return the calls that a page names, each with what is said of it there, in its samples and below its links."""
    in_paths = _in_paths(sites)
    asked = asked_by_samples(page, (site.call.path for site in sites if not site.is_sample))
    shown = ShownObjects(page, place)
    calls = [
        (site, _found(site, its, _begun(site, _sent(site, its, sent), in_paths), asked, shown)) for site, its in said
    ]
    mark_needed([call for _, call in calls])
    share_fields([(site.title, call) for site, call in calls])
    _with_messages(page, place, [call for _, call in calls])
    return calls


def _documented(calls: Sequence[tuple[Site, FoundCall]], *, server: str, place: str) -> dict[str, PageOperation]:
    """Return of each call the fullest documentation, by its key; without mentions, where others are documented.

    The queries that it is written with are of all of them.
    """
    found: dict[str, tuple[Site, PageOperation]] = {}
    of_same: dict[str, list[PageOperation]] = {}
    queries: dict[str, dict[str, str]] = {}
    for site, call in calls:
        operation = _operation(site, call, server=server, place=place)
        key = operation_key(operation.method, operation.path)
        of_same.setdefault(key, []).append(operation)
        queries.setdefault(key, {}).update((name, site.title) for name in site.query)
        if key not in found or len(operation.facts) > len(found[key][1].facts):
            found[key] = site, operation
    found = {key: (site, _with_others(operation, of_same[key])) for key, (site, operation) in found.items()}
    depths = _depths(calls, {key: site.home for key, (site, operation) in found.items() if _is_documented(operation)})
    # calls that are written as one that is documented are no mentions, however deep their sections lie
    as_request = any(site.is_request and _is_documented(operation) for site, operation in found.values())
    own = {
        operation_key(site.call.method, site.call.path)
        for site, _ in calls
        if _is_own(site, depths, as_request=as_request)
    }
    return {
        key: _with_query(operation, queries[key])
        for key, (site, operation) in found.items()
        if not depths or _is_documented(operation) or key in own
    }


def _is_own(site: Site, depths: AbstractSet[int], *, as_request: bool) -> bool:
    """Tell whether a call is no mention there: a heading names it, or it stands as those that are documented do."""
    is_request = as_request and site.is_request and not has_number(site.call)
    return site.is_named or is_request or bool(site.home and len(site.home) in depths)


def _depths(calls: Iterable[tuple[Site, FoundCall]], homes: Mapping[str, Path]) -> set[int]:
    """Return how deep sections lie that document a call, or that name it around one that does."""
    named = ((operation_key(site.call.method, site.call.path), site.home) for site, _ in calls) if homes else ()
    return {len(home) for key, home in named if key in homes and homes[key][: len(home)] == home}


def _with_others(operation: PageOperation, of_same: Sequence[PageOperation]) -> PageOperation:
    """Add to a call what other sections of the page tell of it."""
    if len(of_same) == 1:
        return operation
    facts = together([spelled_as(operation.path, each.path, each.facts) for each in of_same])
    denied = frozenset[str]().union(*(each.denied for each in of_same))
    assumed = frozenset[str]().union(*(each.assumed for each in of_same))
    return replace(operation, facts=facts, denied=denied, assumed=assumed)


def _of_blueprint(page: Section, place: str) -> Iterator[PageOperation]:
    seen: set[NamedCall] = set()
    server = _server(page)
    for each in blueprint_calls(page, place):
        if each.found.call not in seen:
            seen.add(each.found.call)
            site = Site(call=each.found.call, place=((), 0), home=(), title=each.title or each.locator)
            yield _operation(site, each.found, server=server, place=place)


def _as_sampled(told: Told, sent: Mapping[str, Sent]) -> Told:
    """Take fields of which nobody says what they are for as sent, where most of them are in the body of a sample."""
    names = told.names if told.is_sent and not told.aim.side else frozenset[str]()
    bodies = (each.body for method, each in sent.items() if method not in BODILESS) if names else ()
    shown = max((len(names & body) for body in bodies), default=0)
    return replace(told, aim=Aim("request", "body")) if shown >= _FEW and 2 * shown >= len(names) else told


def _is_documented(operation: PageOperation) -> bool:
    """Tell whether more is told of a call than statuses, which sentences around a mention may be about."""
    return sum(not isinstance(fact, Response) for fact in operation.facts) > 1


def _with_query(operation: PageOperation, names: Mapping[str, str]) -> PageOperation:
    """Add the parameters with which the call is written, each with the heading there, where nothing is told of them."""
    known = {fact.name for fact in operation.facts if isinstance(fact, Parameter)}
    sent = (fact for fact in operation.facts if isinstance(fact, Field) and not fact.at.startswith("response"))
    known |= {parts(fact.at)[-1].partition("[")[0] for fact in sent}
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
    sites = tuple(site for site in sites if not is_base(site.call))
    if head is not None:
        sites = tuple(site for site in sites if not (fits(site.call, head) and site.call.path != head.path))
        return (Site(call=head, place=((), _HEAD), home=(), title=page.title), *sites)
    says_role = any(each.fields and each.says_role for each in told)
    if not sites and (templates := tuple(sites_of_templates(page))):
        calls = {site.call for site in templates}
        sampled = _elsewhere(_sampled(page, told), templates) if says_role else ()
        shown = (*templates, *(site for site in sampled if site.call not in calls))
        return (*shown, *_elsewhere(sites_of_documented(page, told), shown))
    if sites:
        # those whose sample is longer are shown by it as well
        is_shown = says_role and all(site.is_sample for site in sites)
        return (*sites, *_elsewhere(_sampled(page, told), sites)) if is_shown else sites
    return _of_samples(page, told) if says_role else ()


def _elsewhere(found: Iterable[Site], sites: Sequence[Site]) -> Iterator[Site]:
    """Yield those that stand in no section of others."""
    homes = {site.home for site in sites}
    return (site for site in found if site.home not in homes)


def _of_samples(page: Section, told: Sequence[Told]) -> tuple[Site, ...]:
    """Return the site of the one call that the samples of a page show, else those of its sections."""
    names = [field.name for each in told for field in _in_path(each)]
    call = call_of_samples(page, tuple(dict.fromkeys(names)))
    if call is None:
        return tuple(_sampled(page, told))
    return (Site(call=call, place=((), _HEAD), home=(), title=page.title, is_sample=True),)


def _sampled(page: Section, told: Sequence[Told]) -> Iterator[Site]:
    """Yield the calls that sections show by a sample alone, where a heading in them says what their fields are for."""
    spoken = {each.place[0][:length] for each in told if each.fields and each.says_role for length in _lengths(each)}
    names: dict[Path, dict[str, None]] = {}
    for each in told:
        for home in (each.place[0][:length] for length in _lengths(each)):
            names.setdefault(home, {}).update((field.name, None) for field in _in_path(each))
    for path, above, section in sections_of(page):
        is_apart = bool(above) and announces_sample(section.title)
        home, around = (path[:-1], above[-1]) if is_apart else (path, section)
        title = around.title
        if home and home in spoken:
            own = Section(title=section.title, blocks=section.blocks)
            methods = ((method_of_samples(own, template), template) for template in captions_in(around))
            captioned = (NamedCall(method, template) for method, template in methods if method)
            call = next(captioned, None) or call_of_samples(own, tuple(names.get(home, ())))
            if call is not None:
                yield Site(call=call, place=(path, -1), home=home, title=title, is_sample=True)


def _lengths(told: Told) -> range:
    return range(1, len(told.place[0]) + 1)


def _in_path(told: Told) -> Iterator[DocumentedField]:
    return (field for field in told.fields if "path" in (field.within, told.aim.within))


def _with_method(site: Site, page: Section) -> Site:
    """Take the method that a page leaves open from its samples."""
    method = method_of_samples(page, site.call.path) if site.call.method == ANY else ""
    if not method and site.call.method == ANY and site.call.server and is_opened(page, site.call.path):
        method = "GET"
    return replace(site, call=NamedCall(method, site.call.path, site.call.server)) if method else site


def _server(page: Section) -> str:
    stated = servers(page)
    return stated[0].url if len(stated) == 1 else ""


def _of_overviews(
    page: Section, *, lists: bool, beside: Sequence[Site]
) -> tuple[tuple[PageOperation, ...], frozenset[Path]]:
    """Return the calls that tables of a page list, and those that lists do: all, or in sections `beside` calls.

    With them come the sections that list others than those.
    """
    known = {operation_key(site.call.method, site.call.path) for site in beside}
    listing: set[Path] = set()
    places: dict[NamedCall, tuple[str, ListedRow]] = {}
    queries: dict[NamedCall, dict[str, str]] = {}
    documented = frozenset(operation_key(site.call.method, site.call.path) for site in beside if not site.is_sample)
    walked = ((path, section, _is_beside(path, section, beside)) for path, _, section in sections_of(page))
    sections = [
        (path, section, lists or is_beside or lists_known(section, documented)) for path, section, is_beside in walked
    ]
    blocks = [block for _, section, read in sections if read for block in section.blocks if isinstance(block, List)]
    least = 1 if any(map(calls_of_list, blocks)) else 2  # beside lists of calls one call is a list as well
    for path, section, read in sections:
        for call, row in rows_in(section, least=least if read else 0, numbered=not beside):
            if operation_key(call.method, call.path) not in known:
                listing.add(path)
            place = f"{section.title} > {row.target}".removeprefix(" > ")
            places.setdefault(call, (place, row))
            queries.setdefault(call, {}).update((name, place) for name in row.query)
    server = _server(page) if places else ""
    found = (
        _with_query(_listed(call, place, row, server=server), queries[call]) for call, (place, row) in places.items()
    )
    return tuple(found), frozenset(listing)


def _is_beside(path: Path, section: Section, sites: Sequence[Site]) -> bool:
    """Tell whether a section stands beside those of calls and has none itself: what it lists are calls as they are.

    Unless it is about those that are to be used no longer.
    """
    if not path or not any(site.home and site.home[:-1] == path[:-1] for site in sites):
        return False
    is_of_others = bool(DEPRECATED_WORDS & set(section.title.lower().split()))
    return not is_of_others and not any(site.home[: len(path)] == path for site in sites)


def _listed(call: NamedCall, place: str, row: ListedRow, *, server: str) -> PageOperation:
    """Return a call of a list with the fields and the answers that its row names."""
    operation = Operation(at="operation", method=call.method, path=call.path, stated_by="table", locator=place)
    found = FoundCall(call, NOTHING_SENT)
    found.add(Told(place=((), 0), aim=Aim(), responses=tuple((status, ()) for status in row.answers)))
    for label, fields in row.said:
        found.add(Told(place=((), 0), aim=aim_of((label,)), fields=fields))
    facts = found.facts() if row.said or row.answers else ()
    return PageOperation(
        method=call.method,
        path=call.path,
        facts=(operation, *facts),
        server=call.server or server,
        denied=found.denied(facts),
        assumed=found.assumed(facts),
    )


def _with_messages(page: Section, place: str, calls: Sequence[FoundCall]) -> None:
    """Give calls the fields of the messages that they send and return, which the page describes in dictionaries."""
    messages = dictionaries(page)
    by_call = {call_of_line(said): known for said, known in bodies(page, messages).items() if len(said) <= _LONGEST}
    for call in calls:
        known = by_call.get(NamedCall(call.call.method, call.call.path))
        if known is not None:
            sent, returned = (with_targets(messages.get(name, ()), place) for name in (known.sent, known.returned))
            call.send(sent, returned)


def _in_paths(sites: Sequence[Site]) -> dict[Path | None, frozenset[str]]:
    """Return the parameters in the paths of the calls that each section names; of all of the page for None."""
    found: dict[Path | None, set[str]] = {None: set()}
    for site in sites:
        names = path_parameters(site.call.path)
        found[None].update(names)
        found.setdefault(site.home, set()).update(names)
    return {home: frozenset(names) for home, names in found.items()}


def _sent(site: Site, told: Sequence[Told], sent: Mapping[str, Sent]) -> Sent:
    """Return what samples send of a call; without its method, what those show that headings call its request."""
    samples = [each.sample for each in told if each.aim.side == "request"] if site.call.method == ANY else []
    shown = frozenset(name for sample in samples if isinstance(sample, dict) for name in sample)
    return Sent(frozenset(), shown) if shown else sent_by(site.call.method, sent)


def _begun(site: Site, sent: Sent, in_paths: Mapping[Path | None, frozenset[str]]) -> FoundCall:
    return FoundCall(site.call, sent, others=in_paths[None], beside=in_paths[site.home], query=site.query)


def _found(site: Site, told: Sequence[Told], found: FoundCall, asked: frozenset[str], shown: ShownObjects) -> FoundCall:
    if site.sends is not None:
        told = tuple(of_function(each, site.sends) for each in told)
    told = but_in_bodies(tuple(of_types(but_supposed(told, site.call.method))))
    told = but_models(told, shown.page, site.call.method)
    for each in but_parts(in_samples(returned_as_shown(told, site.call.method), asked)):
        if each.says_role or not (site.is_sample and not site.home):
            found.add(each)
    if not found.says_what_is_returned and (whole := shown.returned_by(site.call, site.title, told)) is not None:
        found.wholes[whole.status] = whole
    return found


def _operation(site: Site, found: FoundCall, *, server: str, place: str) -> PageOperation:
    operation = Operation(
        at="operation",
        method=site.call.method,
        path=site.call.path,
        summary=_summary(site),
        deprecated=bool(DEPRECATED_WORDS & set(re.findall(r"\w+", site.title.lower()))),
        stated_by="example" if site.is_answered or (site.is_sample and site.place[1] == _HEAD) else "prose",
        locator=site.title or place,
    )
    facts = found.facts()
    return PageOperation(
        method=site.call.method,
        path=site.call.path,
        facts=(operation, *facts),
        server=site.call.server or server,
        denied=found.denied(facts),
        assumed=found.assumed(facts),
    )


def _summary(site: Site) -> str:
    """Return the title, unless it is but the call itself, or the label of a sample: `HTTP`, beside `cURL`."""
    title = site.title.replace("<", "{").replace(">", "}")  # as a path is kept, however its parameters are written
    return "" if site.call.path in title or site.title.strip().lower() in LABELS else tidy(site.title)
