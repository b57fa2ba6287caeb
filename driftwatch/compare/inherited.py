"""What an API states for its operations: it holds of those that state nothing themselves."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from msgspec import UNSET, structs

from driftwatch.isolation import isolated
from driftwatch.model.address import SEPARATOR, TEMPLATE
from driftwatch.model.change import Change
from driftwatch.model.facts import Operation, Server, Unresolved
from driftwatch.model.json_values import Json
from driftwatch.model.paths import split, stands_at
from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.model.urls import base_meaning

_ADDRESSES: Final = frozenset(f"server.{what}" for what in ("added", "changed", "offered", "parametrized", "removed"))
GLOBAL_SECURITY: Final = "global-security"
States: TypeAlias = Callable[[Operation], bool]
"""Tells whether an operation states something itself."""
_STATES: Final[Mapping[str, States]] = {
    "servers": lambda operation: bool(operation.servers),
    "security": lambda operation: operation.security is not UNSET,
}


def but_overridden(
    changes: Iterable[Change], api: Entry, operations: Iterable[tuple[Entry, Entry]]
) -> Iterator[Change]:
    """Yield what an API says otherwise, but what holds of none of its operations: each of them states it itself.

    What each of them states on one side at least is told there, as it takes effect.
    """
    for change in changes:
        states = _stating(change)
        if states is None or not _is_overridden(states, api, operations):
            yield change


def _is_overridden(states: States, api: Entry, operations: Iterable[tuple[Entry, Entry]]) -> bool:
    """Tell whether each operation of an API states something itself, on one side at least."""
    has_calls = False
    for pair in operations:
        if _api_of(pair[1]) == api.owner.name:
            has_calls = True
            if not any(map(partial(_holds, states), pair)):
                return False
    return has_calls


def calls_of(api: Entry, operations: Iterable[tuple[Entry, Entry]]) -> Iterator[tuple[Operation, Operation]]:
    """Yield both versions of each operation of an API; what the provider calls has nothing of it."""
    for one, other in operations:
        old, new = _operation(one), _operation(other)
        if old is not None and new is not None and new.api == api.owner.name and not (old.event or new.event):
            yield old, new


def overridden(api: Entry, operations: Iterable[tuple[Entry, Entry]]) -> frozenset[str]:
    """Return what an API states for none of its operations: `servers`, `security`."""
    return frozenset(name for name, states in _STATES.items() if _is_overridden(states, api, operations))


def urls_of(api: Entry) -> tuple[str, ...]:
    """Return the base URLs of an API, sorted."""
    return tuple(sorted(fact.url for fact in api.facts if isinstance(fact, Server)))


def reached_alike(olds: Iterable[Entry], news: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Pair the APIs of two captures by base URLs that one of each states, where these speak for one pair."""
    found = {}
    before, after = _by_url(olds), _by_url(news)
    for url in before.keys() & after.keys():
        if len(before[url]) == len(after[url]) == 1:
            one, other = before[url][0], after[url][0]
            found[one.owner, other.owner] = one, other
    counts = Counter(one for one, _ in found), Counter(other for _, other in found)
    return [pair for (one, other), pair in sorted(found.items()) if counts[0][one] == counts[1][other] == 1]


def _by_url(apis: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for api in apis:
        for url in urls_of(api):
            found[url].append(api)
    return found


def by_meaning(old: Iterable[Server], new: Iterable[Server]) -> tuple[dict[str, Server], dict[str, Server]]:
    """Return base URLs of both sides by what they mean; none where one states `/` alone: so it is where none is."""
    olds, news = list(old), list(new)
    at = addresses(*({server.url: server.variables for server in side} for side in (olds, news)))
    before, after = (
        {known[server.url]: _as_meant(server, known[server.url]) for server in side}
        for side, known in zip((olds, news), at, strict=True)
    )
    return ({}, {}) if {frozenset(before), frozenset(after)} == {frozenset(), frozenset(("",))} else (before, after)


def addresses(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what base URLs mean, by URL; `old` and `new` hold their variables.

    A variable with one value is that value, as soon as the other side has written it out.
    """
    before, after = ({url: base_meaning(url) for url in side} for side in (old, new))
    return _written_out(before, old, after), _written_out(after, new, before)


def _written_out(mine: Mapping[str, str], variables: Mapping[str, Json], theirs: Mapping[str, str]) -> dict[str, str]:
    known, found = set(theirs.values()), dict(mine)
    for url, at in mine.items():
        plain = base_meaning(_with_only_values(url, variables[url]))
        if at not in known and plain in known:
            found[url] = plain
    return found


def _as_meant(server: Server, at: str) -> Server:
    """Return a base URL without the variables that are written out in what it means."""
    if base_meaning(server.url) == at:
        return server
    url = _with_only_values(server.url, server.variables)
    return structs.replace(server, url=url, variables=but_only_values(server.variables))


def but_only_values(variables: Json) -> dict[str, Json]:
    """Return the variables of a base URL of which another value can be chosen."""
    known = variables if isinstance(variables, Mapping) else {}
    return {name: value for name, value in known.items() if _only_value(value) is None}


def _with_only_values(url: str, variables: Json) -> str:
    """Return a base URL with the values of the variables that have one alone."""
    known = variables if isinstance(variables, Mapping) else {}
    only = {name: value for name, said in known.items() if (value := _only_value(said)) is not None}
    return TEMPLATE.sub(lambda name: only.get(name[0][1:-1], name[0]), url) if only else url


def _only_value(variable: Json) -> str | None:
    """Return the only value that can be chosen for a variable; None where nothing is listed: any text can."""
    default = default_of(variable)
    is_alone = isinstance(variable, Mapping) and variable.get("enum") == [default]
    return default if is_alone and isinstance(default, str) else None


def variables_of(api: Entry) -> dict[str, Json]:
    """Return the variables of the base URLs of an API, by URL."""
    return {fact.url: dict(fact.variables) for fact in api.facts if isinstance(fact, Server)}


def default_of(variable: Json) -> Json:
    """Return the value that a variable of a base URL has where nobody chooses another one."""
    return variable.get("default") if isinstance(variable, Mapping) else variable


def take_more(old: Json, new: Json) -> bool:
    """Tell whether variables of a base URL kept their names and defaults, and take all values that they took."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or old.keys() != new.keys():
        return False
    return all(default_of(old[name]) == default_of(new[name]) and _takes_all(old[name], new[name]) for name in old)


def _takes_all(old: Json, new: Json) -> bool:
    before, after = (each.get("enum") if isinstance(each, Mapping) else None for each in (old, new))
    return not after or (isinstance(before, list) and isinstance(after, list) and all(one in after for one in before))


def lost_parts(api: Entry) -> dict[str, Unresolved]:
    """Return the paths and security schemes of an API that are references which lead nowhere: `path · /v1/boxes`."""
    return {fact.at.partition(SEPARATOR)[2]: fact for fact in api.facts if isinstance(fact, Unresolved)}


def lost(snapshot: Snapshot) -> frozenset[str]:
    """Return the paths of a snapshot of which nobody can read what is documented."""
    apis = (entry for owner, entry in snapshot.entries.items() if owner.kind == "api")
    parts = (pair for api in apis for pair in lost_parts(api).items())
    return frozenset(split(part)[1] for part, fact in parts if not fact.known and stands_at(part, "path"))


def _stating(change: Change) -> States | None:
    """Return what tells whether an operation states itself what a change is about; None for what no operation can."""
    if change.kind in _ADDRESSES:
        return _STATES["servers"]
    return _STATES["security"] if change.kind.startswith(f"{GLOBAL_SECURITY}.") else None


def _operation(entry: Entry) -> Operation | None:
    return isolated(lambda: entry.operation, lambda _: None)


def _api_of(entry: Entry) -> str:
    operation = _operation(entry)
    return operation.api if operation is not None else ""


def _holds(states: States, entry: Entry) -> bool:
    """Tell whether an operation states something itself; those that the provider calls have nothing of the API."""
    operation = _operation(entry)
    return operation is not None and (bool(operation.event) or states(operation))
