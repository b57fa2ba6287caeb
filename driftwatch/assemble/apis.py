"""The `api` owners: documents with the same servers share one, whatever their titles say.

A site of a hundred one-operation files has one API, not a hundred. The security that most operations have by default is
the API's; an operation whose document says otherwise carries it itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import UNSET, Struct, UnsetType, structs

from driftwatch.assemble.merging import bare_text
from driftwatch.assemble.naming import host_name, short_name
from driftwatch.assemble.variants import Part
from driftwatch.model import address
from driftwatch.model.facts import AnyFact, Api, Operation, Requirement, SecurityScheme, Server, Unresolved
from driftwatch.model.json_values import canonical
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.stored import entry_of

Security = tuple[tuple[Requirement, ...], ...] | UnsetType


class Apis(Struct, frozen=True, kw_only=True):
    """The API entries, with the name and the default security of each part's API (by position)."""

    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    security: tuple[Security, ...]
    """What the API demands."""
    own: tuple[Security, ...]
    """What the part's document demands where it is not what the API does; UNSET where it is, or is not stated."""
    servers: tuple[tuple[str, ...], ...]
    """Where the part's calls are reached, where its document states other base URLs than the API has; else nothing."""


class _Stated(Struct, frozen=True, kw_only=True):
    """What one part says of its API; `weight` is the number of operations that stand on it."""

    part: Part
    weight: int
    facts: tuple[AnyFact, ...]
    group: str

    @property
    def servers(self) -> frozenset[str]:
        return frozenset(fact.url for fact in self.facts if isinstance(fact, Server))

    @property
    def is_full(self) -> bool:
        """Whether it says all that there is to say: the older dialect gives security at the operation alone."""
        return self.part.is_whole and self.part.documentation.is_exact

    @property
    def api(self) -> Api:
        return next((fact for fact in self.facts if isinstance(fact, Api)), Api(at="api"))


def apis_of(parts: Sequence[Part], weights: Sequence[int]) -> Apis:
    """Gather the APIs of parts; `weights` are the numbers of operations that each part is believed for."""
    stated = [_stated(part, weight) for part, weight in zip(parts, weights, strict=True)]
    stated = _placed(stated)
    groups: dict[str, list[_Stated]] = {}
    for item in stated:
        groups.setdefault(item.group, []).append(item)
    names = _names(groups)
    security = {group: _majority(members) for group, members in groups.items()}
    servers = {group: frozenset[str]().union(*(item.servers for item in members)) for group, members in groups.items()}
    entries = tuple(_entry(names[group], members, security[group]) for group, members in sorted(groups.items()))
    return Apis(
        entries=tuple(entry for entry in entries if entry is not None),
        names=tuple(names[item.group] for item in stated),
        security=tuple(security[item.group] for item in stated),
        own=tuple(_own_security(item, security[item.group]) for item in stated),
        servers=tuple(_own_servers(item, servers[item.group]) for item in stated),
    )


def with_api(facts: Iterable[AnyFact], apis: Apis, number: int, *, schemas: str) -> tuple[AnyFact, ...]:
    """Say in an operation's facts which API and which scope of schemas it belongs to.

    What it demands, and where it is reached, stands there only where the API states something else.
    """

    def placed(fact: Operation) -> Operation:
        stated = apis.own[number] if fact.security is UNSET else fact.security
        security = UNSET if stated == apis.security[number] else stated
        servers = fact.servers or apis.servers[number]
        return structs.replace(fact, api=apis.names[number], schemas=schemas, security=security, servers=servers)

    return tuple(placed(fact) if isinstance(fact, Operation) else fact for fact in facts)


def _stated(part: Part, weight: int) -> _Stated:
    facts = tuple(fact for entry in part.documentation.entries if entry.owner.kind == "api" for fact in entry.facts)
    if not facts and part.documentation.server:
        url = part.documentation.server.rstrip("/")
        facts = (Server(at=address.join("server", address.step(url)), url=url, stated_by="prose"),)
    servers = sorted(canonical([fact.url, fact.variables]) for fact in facts if isinstance(fact, Server))
    api = next((fact for fact in facts if isinstance(fact, Api)), None)
    says_security = api is not None and api.security is not UNSET
    return _Stated(part=part, weight=weight, facts=facts, group=canonical([servers, says_security]) if facts else "")


def _placed(stated: list[_Stated]) -> list[_Stated]:
    """Give pages that state no security, or nothing at all, to an API that is described in full."""
    whole = {item.group for item in stated if item.is_full and item.facts}
    first: dict[str, str] = {}
    for group, urls in sorted({item.group: item.servers for item in stated if item.group in whole}.items()):
        for url in urls:
            first.setdefault(url, group)
    totals: dict[str, int] = {}
    for item in stated:
        totals[item.group] = totals.get(item.group, 0) + item.weight
    stating = whole or {item.group for item in stated if item.facts}
    main = min(stating, key=lambda group: (-totals[group], group), default="")
    placed = []
    for item in stated:
        group = item.group
        if not item.facts:
            group = main
        elif not item.is_full and group not in whole:
            group = min((first[url] for url in item.servers if url in first), default=group)
        placed.append(structs.replace(item, group=group))
    return placed


def _names(groups: Mapping[str, list[_Stated]]) -> dict[str, str]:
    """Name the API of most operations "", the others by host, and by place where the host is the same."""
    ordered = sorted(groups, key=lambda group: (-sum(item.weight for item in groups[group]), group))
    names = {ordered[0]: ""} if ordered else {}
    taken = {""}
    candidates: dict[tuple[str, str], Iterator[str]] = {}
    for group in ordered[1:]:
        members = groups[group]
        urls = sorted(fact.url for item in members for fact in item.facts if isinstance(fact, Server))
        host = next((host for url in urls if (host := host_name(url))), "") or "unstated"
        place = short_name(min(item.part.page for item in members))
        # What one group was not called because it is taken, no other one is called.
        further = candidates.setdefault((host, place), _candidates(host, place))
        names[group] = next(name for name in further if name not in taken)
        taken.add(names[group])
    return names


def _candidates(host: str, place: str) -> Iterator[str]:
    yield host
    yield f"{host} ({place})"
    number = 2
    while True:
        yield f"{host} ({place} {number})"
        number += 1


def _majority(members: list[_Stated]) -> Security:
    votes: dict[str, int] = {}
    known: dict[str, Security] = {}
    for item in members:
        if item.is_full:
            text = repr(item.api.security)
            votes[text] = votes.get(text, 0) + item.weight
            known[text] = item.api.security
    return known[min(votes, key=lambda text: (-votes[text], text))] if votes else UNSET


def _own_security(item: _Stated, of_api: Security) -> Security:
    return UNSET if not item.is_full or item.api.security == of_api else item.api.security


def _own_servers(item: _Stated, of_api: frozenset[str]) -> tuple[str, ...]:
    """Return the base URLs of a document, where those of its API are more: they are not the majority's."""
    servers = item.servers
    return tuple(sorted(servers)) if servers and servers != of_api else ()


def _entry(name: str, members: list[_Stated], security: Security) -> Entry | None:
    """Make the entry of an API: what its documents agree on, each server and scheme once."""
    if not any(item.facts for item in members):
        return None
    apis = [item.api for item in members if any(isinstance(fact, Api) for fact in item.facts)]
    head = Api(
        at="api",
        title=_common(api.title for api in apis),
        version=_common(api.version for api in apis),
        openapi=_common(api.openapi for api in apis),
        security=security,
        tags=tuple(sorted({tag for api in apis for tag in api.tags})),
    )
    facts: dict[str, AnyFact] = {head.at: head}
    for at, fact in sorted(_shared(members).items()):
        facts.setdefault(at, fact)
    first = members[0].part.path
    return entry_of(Owner("api", name), (first,), facts.values())


def _shared(members: list[_Stated]) -> dict[str, AnyFact]:
    """Return servers, schemes and unknown paths by address; where documents describe one differently, what most say."""
    votes: dict[str, dict[str, int]] = {}
    known: dict[tuple[str, str], AnyFact] = {}
    for item in members:
        for fact in item.facts:
            if isinstance(fact, Server | SecurityScheme | Unresolved):
                text = bare_text(fact)
                tally = votes.setdefault(fact.at, {})
                tally[text] = tally.get(text, 0) + max(item.weight, 1)
                known[fact.at, text] = fact
    return {at: known[at, min(tally, key=lambda text: (-tally[text], text))] for at, tally in votes.items()}


def _common(values: Iterable[str]) -> str:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else ""
