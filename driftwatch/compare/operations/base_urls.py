"""Base URLs: which one came in place of which, and whether that may be the same address."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any, Final

from driftwatch.compare.inherited import by_meaning, default_of, take_more
from driftwatch.compare.schemas.sides import Pair
from driftwatch.model.address import TEMPLATE
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import AnyFact, Server
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.reading import LOOPBACK_HOSTS
from driftwatch.model.urls import base_meaning

_MOST_ADDRESSES: Final = 200
"""Addresses of one base URL that are made of the values of its variables."""
_MOST_UNKNOWN: Final = 50
"""Base URLs of which it is asked whether one without a host may be one of the others."""
_OF_DEVELOPERS: Final = frozenset({"dev", "develop", "development", "internal", "local"})
"""Parts of a host's name by which it is where somebody builds the API; a sandbox is for callers."""
_OWN_MACHINE: Final = LOOPBACK_HOSTS | {"0.0.0.0"}  # noqa: S104 - read in a document; nothing listens there
_INNER_DOMAINS: Final = frozenset({"internal", "lan", "local", "localhost"})
"""Top-level domains that only a network of one's own resolves: RFC 6761, RFC 6762, and ICANN's `internal`."""
_OF_MOCKS: Final = (
    ".virtserver.swaggerhub.com", ".mock.pstmn.io", ".apiary-mock.com", ".apiary.io", ".mockable.io",
    ".stoplightproxy.io", ".mocklab.io", ".wiremockapi.cloud", ".beeceptor.com", ".mockapi.io", ".petstore.swagger.io",
)  # fmt: skip
"""Hosts of services that answer as a document says, for whoever designs an API: nothing is served there."""
_OF_NOBODY: Final = (".example.com", ".example.net", ".example.org")
"""Domains that are for documents alone (RFC 2606, section 3): a host there stands for one that is not said yet."""


def server_changes(pair: Pair, old: Iterable[AnyFact], new: Iterable[AnyFact]) -> Iterator[Change]:
    """Yield base URLs added, removed and changed; a URL in place of a similar one is changed."""
    olds, news = by_meaning(*((fact for fact in side if isinstance(fact, Server)) for side in (old, new)))
    removed = [olds[at] for at in sorted(olds.keys() - news.keys()) if pair.gone(olds[at])]
    added = [news[at] for at in sorted(news.keys() - olds.keys())]
    for what, pairs in _BECAME.items():
        found = pairs(removed, added)
        paired = {id(server) for both in found for server in both}
        removed, added = ([server for server in side if id(server) not in paired] for side in (removed, added))
        for one, other in found:
            traits = {"inner"} if _leaves_home(one, other) else set()
            traits |= {"host-unknown"} if _may_be_the_same(one, other) else set()
            traits |= {"same-by-default"} if _are_same_by_default(one, other) else set()
            yield _server(pair, what, one, other, traits=traits, before=one.url, after=other.url)
    for one in removed:
        is_inner = bool(news) and is_at_home(one.url)
        yield _server(pair, "removed", one, None, traits={"inner"} if is_inner else set(), before=one.url)
    for other in added:
        yield _server(pair, "added", None, other, after=other.url)
    for at in sorted(olds.keys() & news.keys()):
        one, other = olds[at], news[at]
        if one.environment != other.environment:
            before, after = one.environment or None, other.environment or None
            yield _server(pair, "environment.changed", one, other, before=before, after=after)
        if canonical(one.variables) != canonical(other.variables):
            what = "widened" if take_more(dict(one.variables), dict(other.variables)) else "changed"
            yield _server(pair, f"variables.{what}", one, other, before=one.variables, after=other.variables)


def _server(
    pair: Pair, what: str, old: Server | None, new: Server | None, traits: Collection[str] = (), **details: Any
) -> Change:
    role: Role = "api" if pair.owner.kind == "api" else "page"
    fact = new or old
    environment = {fact.environment} if fact is not None and fact.environment else set()
    return pair.change(
        f"server.{what}", role, location="server", old=old, new=new, traits=environment.union(traits), **details
    )


def _replaced(removed: list[Server], added: list[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs that went with those that came: by host, by environment, then the last two left over.

    Where there are more, one that names no host is what another one may be: of those first that callers are sent to.
    """
    found: list[tuple[Server, Server]] = []
    ones, others = list(removed), list(added)
    keys: tuple[Callable[[Server], str], ...] = (_host, lambda server: server.environment)
    for key in keys:
        waiting: defaultdict[str, deque[int]] = defaultdict(deque)
        for number, server in enumerate(others):
            waiting[key(server)].append(number)
        taken: set[int] = set()
        left = []
        for one in ones:
            if key(one) and waiting[key(one)]:
                taken.add(number := waiting[key(one)].popleft())
                found.append((one, others[number]))
            else:
                left.append(one)
        ones, others = left, [server for number, server in enumerate(others) if number not in taken]
    if len(ones) == len(others) == 1:
        return [*found, (ones[0], others[0])]
    return found + _of_unknown_host(ones, others)


def _of_unknown_host(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair each base URL with one of the others that may be the same, where one of both names no host."""
    found: list[tuple[Server, Server]] = []
    waiting = sorted(added, key=lambda server: is_at_home(server.url))
    # One list of base URLs rarely has two that name no host: of hostile ones only as many are looked for.
    for one in sorted(removed, key=lambda server: is_at_home(server.url))[:_MOST_UNKNOWN]:
        other = next((each for each in waiting[:_MOST_UNKNOWN] if _may_be_the_same(one, each)), None)
        if other is not None:
            waiting.remove(other)
            found.append((one, other))
    return found


def _called_otherwise(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs whose variables have other names alone: the same values make the same addresses."""
    waiting = {_filled(server): server for server in added}
    return [(one, waiting.pop(filled)) for one in removed if (filled := _filled(one)) in waiting]


def _parametrized(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs without variables with those whose variables make the same address by default."""
    return _of_variables(removed, added, lambda server: [_by_default(server)])


def _offered(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs without variables with those of which other values than the default make the same address."""
    return _of_variables(removed, added, _addresses)


def _of_variables(
    removed: Iterable[Server], added: Iterable[Server], addresses: Callable[[Server], Iterable[str]]
) -> list[tuple[Server, Server]]:
    waiting = {at: server for server in added if server.variables for at in addresses(server)}
    found: dict[int, tuple[Server, Server]] = {}
    for one in removed:
        other = waiting.get(base_meaning(one.url)) if not one.variables else None
        if other is not None:
            found.setdefault(id(other), (one, other))
    return list(found.values())


def _by_default(server: Server) -> str:
    return _address(server, {name: default_of(value) for name, value in server.variables.items()})


def _are_same_by_default(one: Server, other: Server) -> bool:
    kept = bool(one.variables) and canonical(one.variables) == canonical(other.variables)
    return kept and _by_default(one) == _by_default(other)


def _addresses(server: Server) -> Iterator[str]:
    """Yield the addresses that a base URL makes with the values that its variables list, up to a bound."""
    listed = [
        value["enum"] if isinstance(value, Mapping) and isinstance(value.get("enum"), list) else [default_of(value)]
        for value in server.variables.values()
    ]
    for values in islice(product(*listed), _MOST_ADDRESSES):
        yield _address(server, dict(zip(server.variables, values, strict=True)))


def _address(server: Server, values: Mapping[str, Json]) -> str:
    return base_meaning(TEMPLATE.sub(lambda name: str(values.get(name[0][1:-1], name[0])), server.url))


def _filled(server: Server) -> str:
    """Return a base URL with what its variables may be, in the place of their names."""
    return base_meaning(TEMPLATE.sub(lambda name: f"{{{canonical(server.variables.get(name[0][1:-1]))}}}", server.url))


_BECAME: Final[Mapping[str, Callable[[list[Server], list[Server]], list[tuple[Server, Server]]]]] = {
    "variables.renamed": _called_otherwise,
    "parametrized": _parametrized,
    "offered": _offered,
    "changed": _replaced,
}
"""What is told of a base URL that came in place of one that went -> which ones are such, asked in this order."""


def is_at_home(url: str) -> bool:
    """Tell whether hardly a call goes to a base URL: it is where the API is built, or the caller's own machine."""
    return _is_inner(_host_of(url).partition(":")[0])


def _leaves_home(one: Server, other: Server) -> bool:
    """Tell whether a base URL to which hardly a call went gave way to one to which more go."""
    hosts = [_host(server).partition(":")[0] for server in (one, other)]
    if [f".{host}".endswith(_OF_NOBODY) for host in hosts] == [True, False]:
        return bool(hosts[1]) and not is_at_home(other.url)
    own = [host in _OWN_MACHINE for host in hosts]
    return is_at_home(one.url) and (not is_at_home(other.url) or own == [True, False])


def _may_be_the_same(one: Server, other: Server) -> bool:
    """Tell whether one of two base URLs names no host, and no other path: it may be that of the other one.

    A path alone, or nothing, is relative to where the document lies, which is not known here.
    """
    hosts = [bool(_host(server)) for server in (one, other)]
    if all(hosts) or not any(hosts) or any("//" in server.url for server in (one, other) if not _host(server)):
        return False
    paths = {_path(one), _path(other)}
    relative = other if hosts[0] else one
    return len(paths) == 1 or not _path(relative)


def _path(server: Server) -> str:
    """Return the path of a base URL with the values that its variables have by default."""
    url = _by_default(server)
    return (url.partition("://")[2].partition("/")[2] if "://" in url else url).strip("/")


def _is_inner(host: str) -> bool:
    """Tell whether a host is the caller's own machine, or one where only the provider's own people are at home.

    >>> [_is_inner(host) for host in ("localhost", "api", "api-dev.box.example", "box.dev", "sandbox.box.example", "")]
    [True, True, True, False, False, False]
    >>> _is_inner("virtserver.swaggerhub.com"), _is_inner("swaggerhub.com"), _is_inner("0.0.0.0")
    (True, False, True)
    """
    if host in _OWN_MACHINE or not host or host.startswith("[") or TEMPLATE.search(host):
        return host in _OWN_MACHINE
    *names, domain = host.split(".")
    inner = {part for name in names for part in name.split("-")} & _OF_DEVELOPERS
    return not names or domain in _INNER_DOMAINS or bool(inner) or f".{host}".endswith(_OF_MOCKS)


def _host(server: Server) -> str:
    return _host_of(server.url)


def _host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()
