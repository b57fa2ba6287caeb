"""What changed about an operation as such: its life cycle, names, servers, security and callbacks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any, Final

from msgspec import UNSET, Struct, structs

from driftwatch.compare.inherited import addresses, but_only_values, take_more
from driftwatch.compare.match.likeness import alike_names
from driftwatch.compare.operations.base_urls import is_at_home
from driftwatch.compare.operations.bodies import body_changes
from driftwatch.compare.operations.credentials import Demand, Wire, with_credentials
from driftwatch.compare.operations.parameters import parameter_changes
from driftwatch.compare.operations.security import (
    RequirementNames,
    Requirements,
    but_superfluous,
    requirement_changes,
    with_names,
)
from driftwatch.compare.schemas.references import by_file
from driftwatch.compare.schemas.sides import Call, Pair, Root, calls_of
from driftwatch.model.address import SEPARATOR, operation_key
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import Fact, Operation, Parameter, Unresolved
from driftwatch.model.json_values import Json, same_json
from driftwatch.model.paths import parts
from driftwatch.model.urls import base_meaning

STABILITY: Final = ("draft", "alpha", "beta", "stable")
_MOST_ALIKE: Final = 40
"""Callbacks that call one address, on both sides, of which the names are held against each other."""
_OPERATION: Final = RequirementNames(kind="security", role="operation", location="security")


class Effective(Struct, frozen=True, kw_only=True):
    """What the API as a whole demands and where it is, on both sides: what holds of an operation that states none."""

    old: Requirements = UNSET
    new: Requirements = UNSET
    servers: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    variables: tuple[Mapping[str, Json], Mapping[str, Json]] = ({}, {})
    """Variables of those servers, by URL."""
    renamed: dict[str, str] = {}
    """Old names of security schemes that only changed their name -> new names; `old` is written with new ones."""
    wires: tuple[Mapping[str, Wire], Mapping[str, Wire]] = ({}, {})
    """Where the credentials of its security schemes travel."""
    of_the_api: bool = False
    """Whether what the API demands otherwise is told of the API: not each of its operations states something itself."""
    by_operation: bool = False
    """Whether it holds of so few of its operations that each of these is told of instead."""
    servers_by_operation: bool = False
    """Whether so many paths took over what its base URLs lost, or the other way round, that the others are told of."""

    def security_of(self, old: Operation, new: Operation) -> tuple[Requirements, Requirements]:
        """Return what both versions of an operation demand; nothing of either where that is told once, for the API."""
        after = self.new if new.security is UNSET else new.security
        before = with_names(self.old if old.security is UNSET else old.security, self.renamed, after)
        unstated = old.security is UNSET and new.security is UNSET
        as_the_api = self.of_the_api and _demand_the_same(before, self.old) and _demand_the_same(after, self.new)
        told_of_the_api = (unstated or as_the_api) and not self.by_operation
        return (UNSET, UNSET) if told_of_the_api else (before, after)

    def told_where_it_holds(self, calls: Iterable[tuple[Operation, Operation]]) -> "Effective":
        """Tell what the API states otherwise by operation, where it is otherwise for few of these."""
        is_demanded = self.of_the_api and not _demand_the_same(self.old, self.new)
        before, after = (set(at.values()) for at in self._addresses(self.servers, self.variables))
        is_elsewhere = bool(before and after) and before != after
        # Of an API that says the same as before no operation is asked.
        known, found = tuple(calls) if is_demanded or is_elsewhere else (), self
        if is_demanded:
            ways = [self.security_of(*call) != (UNSET, UNSET) for call in known]
            if sum(ways) > len(ways) / 2:
                found = structs.replace(found, of_the_api=False, by_operation=True)
        if is_elsewhere:
            stay = [old.path == new.path and not old.servers and not new.servers for old, new in known]
            if sum(self.reach_the_same(*call) for call in known) > sum(stay):
                found = structs.replace(found, servers_by_operation=True)
        return found

    def demands_of(self, old: Call, new: Call) -> tuple[Demand, Demand]:
        """Return what both versions of a call demand, be it told once for the API, and how that is sent."""
        own = [call.operation.security if call.operation is not None else UNSET for call in (old, new)]
        stated = [known if said is UNSET else said for said, known in zip(own, (self.old, self.new), strict=True)]
        before, after = (Demand(requirements=one, wires=each) for one, each in zip(stated, self.wires, strict=True))
        return before, after

    def variables_of(self, old: Operation, new: Operation) -> tuple[dict[str, Json], dict[str, Json]]:
        """Return the variables of the servers of an operation by URL; none where neither side states servers."""
        if not old.servers and not new.servers:
            return {}, {}
        before, after = (
            {at: self._but_written_out(url, at, stated.get(url)) for url, at in known.items()}
            for known, stated in zip(self.addresses_of(old, new), self._stated(old, new), strict=True)
        )
        return before, after

    def addresses_of(self, old: Operation, new: Operation) -> tuple[dict[str, str], dict[str, str]]:
        """Return what the base URLs mean at which both versions of an operation are reached, by URL."""
        return self._addresses(self.servers_of(old, new), self._stated(old, new))

    def _stated(self, old: Operation, new: Operation) -> tuple[Mapping[str, Json], Mapping[str, Json]]:
        """Return the variables of the base URLs of both versions, be those stated by the API."""
        before, after = (
            said.server_variables if said.servers else {url: each for url, each in known.items() if each}
            for said, known in zip((old, new), self.variables, strict=True)
        )
        return before, after

    @staticmethod
    def _but_written_out(url: str, at: str, variables: Json) -> Json:
        return variables if base_meaning(url) == at else but_only_values(variables) or None

    @staticmethod
    def _addresses(
        servers: tuple[tuple[str, ...], tuple[str, ...]], variables: tuple[Mapping[str, Json], Mapping[str, Json]]
    ) -> tuple[dict[str, str], dict[str, str]]:
        return addresses(
            *({url: known.get(url) for url in urls} for urls, known in zip(servers, variables, strict=True))
        )

    def servers_of(self, old: Operation, new: Operation) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the base URLs at which both versions of an operation are reached."""
        return old.servers or self.servers[0], new.servers or self.servers[1]

    def reach_the_same(self, old: Operation, new: Operation) -> bool:
        """Tell whether base URLs and paths were only cut elsewhere: each URL that was called still is documented."""
        if old.method != new.method or old.path == new.path:
            return False
        before, after = (
            {operation_key("", at + said.path) for at in known.values()}
            for said, known in zip((old, new), self.addresses_of(old, new), strict=True)
        )
        return bool(before) and before <= after


def operation_changes(pair: Pair, effective: Effective) -> Iterator[Change | Root]:
    """Yield what differs between two versions of an operation, and the pairs of schemas to compare below it."""
    assert pair.old is not None  # noqa: S101 - both sides are there by construction
    assert pair.new is not None  # noqa: S101
    olds, news = calls_of(pair.old.facts), calls_of(pair.new.facts)
    former = _called_otherwise(olds.keys(), news.keys())
    for prefix in sorted(olds.keys() - former.values() | news.keys()):
        was = former.get(prefix, prefix)
        old, new = olds.get(was), news.get(prefix)
        here = _scene(pair, prefix, old or new, was=was)
        if was != prefix:
            name, now = parts(was)[-2], parts(prefix)[-2]
            yield here.change("callback.renamed", "operation", location="operation", before=name, after=now)
        if old is not None and new is not None:
            yield from _call_changes(here, old, new, effective)
        elif old is not None and old.operation is not None and pair.gone(old.operation):
            yield here.change(
                "callback.removed", "operation", location="operation", old=old.operation, before=old.operation.path
            )
        elif new is not None and new.operation is not None:
            yield here.change(
                "callback.added", "operation", location="operation", new=new.operation, after=new.operation.path
            )


def _by_address(prefixes: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Return addresses of callbacks by what they call, whatever their names are, each list sorted."""
    found: dict[tuple[str, ...], list[str]] = {}
    for prefix in sorted(prefixes):
        found.setdefault(tuple(parts(prefix)[2::3]), []).append(prefix)
    return found


def _called_otherwise(olds: AbstractSet[str], news: AbstractSet[str]) -> dict[str, str]:
    """Map addresses of callbacks to those that they had under another name: what calls where decides, not the name.

    Where several call the same way, be it before or now, that is taken whose name is alike; where there is none, or
    more, none is.
    """
    found: dict[str, str] = {}
    gone, come = _by_address(olds - news), _by_address(news - olds)
    stayed = _by_address(olds & news)
    for address, before in gone.items():
        rivals = come.get(address, [])
        if len(before) == len(rivals) == 1 and address not in stayed:
            found[rivals[0]] = before[0]
            continue
        for was in before if len(before) + len(rivals) <= _MOST_ALIKE else ():
            twins = [now for now in rivals if alike_names(parts(now)[-2], parts(was)[-2])]
            if len(twins) == 1 and twins[0] not in found:
                found[twins[0]] = was
    return found


def lifecycle_changes(
    old: Operation | Parameter, new: Operation | Parameter, change: Callable[..., Change]
) -> Iterator[Change]:
    """Yield deprecation, sunset and stability changes of one fact; `change` gets a kind without its noun."""
    if old.deprecated != new.deprecated:
        kind = "deprecated" if new.deprecated else "reactivated"
        traits = {"has-sunset"} if new.sunset else set()
        yield change(kind, before=old.deprecated, after=new.deprecated, traits=traits, sunset=new.sunset)
    elif new.deprecated and old.sunset != new.sunset:
        kind = "sunset.changed" if old.sunset and new.sunset else "sunset.set" if new.sunset else "sunset.removed"
        yield change(kind, before=old.sunset or None, after=new.sunset or None, sunset=new.sunset)
    if old.stability != new.stability:
        yield from _stability(old.stability, new.stability, change)


def _stability(old: str, new: str, change: Callable[..., Change]) -> Iterator[Change]:
    before, after = old or "stable", new or "stable"
    if before == after:
        return
    if before not in STABILITY or after not in STABILITY:
        yield change("stability.unreadable", before=old or None, after=new or None)
        return
    kind = "stability.lowered" if STABILITY.index(after) < STABILITY.index(before) else "stability.raised"
    yield change(kind, before=before, after=after)


def _scene(pair: Pair, prefix: str, call: Call | None, *, was: str) -> Pair:
    """Narrow a pair to one of its calls, which `was` at another address before."""
    operation = call.operation if call is not None else None
    event = operation.event if operation is not None else ""
    label = "".join(f"callback {step}." for step in parts(prefix)[1::3])
    if event == "webhook":
        label = "webhook."
    return Pair(
        sides=pair.sides,
        owner=pair.owner,
        old=pair.old,
        new=pair.new,
        operations=pair.operations,
        traits=pair.traits | ({event} if event else set()),
        call=prefix,
        former=was,
        prefix=label,
        inbound=bool(event),
    )


def _call_changes(pair: Pair, old: Call, new: Call, effective: Effective) -> Iterator[Change | Root]:
    yield from with_credentials(_demanded(pair, old, new, effective), (old, new), effective.demands_of(old, new))
    yield from reference_changes(pair, old.unresolved, new.unresolved)
    yield from body_changes(pair, old, new)


def _demanded(pair: Pair, old: Call, new: Call, effective: Effective) -> Iterator[Change | Root]:
    if old.operation is not None and new.operation is not None:
        yield from _own_changes(pair, old.operation, new.operation, effective)
    yield from parameter_changes(pair, old, new, lifecycle_changes, partial(_base_urls, old, new, effective))


def _base_urls(old: Call, new: Call, effective: Effective) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if old.operation is None or new.operation is None:
        return (), ()
    return effective.servers_of(old.operation, new.operation)


def reference_changes(pair: Pair, old: Mapping[str, Unresolved], new: Mapping[str, Unresolved]) -> Iterator[Change]:
    """Yield parts that are references which lead nowhere, and those that no longer are.

    What was known before is held against what it says now; that it can be read again is no news of its own then.
    """
    role: Role = "operation" if pair.owner.kind == "operation" else "api"
    before, after = by_file(old, new), by_file(new, old)
    for part in sorted(after.keys() - before.keys()):
        yield pair.change(
            "reference.unresolved", role, location="operation", new=after[part], name=_part(part),
            after=after[part].reference,
        )  # fmt: skip
    for part in sorted(part for part in before.keys() - after.keys() if not before[part].known):
        yield pair.change(
            "reference.resolved", role, location="operation", old=before[part], name=_part(part),
            before=before[part].reference,
        )  # fmt: skip


def _part(part: str) -> str:
    """Name a part of a call for people.

    >>> _part("response · 200 · header · x-a"), _part("parameter · #/components/parameters/Page")
    ('response 200 header x-a', 'parameter')
    """
    return "parameter" if part.startswith("parameter") else part.replace(SEPARATOR, " ")


def _own_changes(pair: Pair, old: Operation, new: Operation, effective: Effective) -> Iterator[Change]:
    def change(kind: str, **details: Any) -> Change:
        role: Role = "operation"
        return pair.change(f"operation.{kind}", role, location="operation", old=old, new=new, **details)

    yield from lifecycle_changes(old, new, change)
    yield from _last_slash(old, new, change)
    yield from _identifier(old, new, change)
    yield from _tags(old, new, change)
    if not old.event:
        yield from _security(pair, old, new, effective)
        yield from _servers(pair, old, new, effective)


def _last_slash(old: Operation, new: Operation, change: Callable[..., Change]) -> Iterator[Change]:
    """Yield that the path of one call is written with a slash at its end, or no longer: that is another URL.

    Pages write it now so and now so; a specification means what it says.
    """
    slashes = [said.path.endswith("/") for said in (old, new)]
    is_specified = old.stated_by == new.stated_by == "schema"
    keys = {operation_key(said.method, said.path) for said in (old, new)}
    if is_specified and len(keys) == 1 and slashes[0] != slashes[1]:
        yield change("slash.added" if slashes[1] else "slash.removed")


def _tags(old: Operation, new: Operation, change: Callable[..., Change]) -> Iterator[Change]:
    """Yield tags that came and went; one in place of another one is told with it."""
    gone, come = sorted(set(old.tags) - set(new.tags)), sorted(set(new.tags) - set(old.tags))
    instead = {"after": come[0]} if len(gone) == len(come) == 1 else {}
    for tag in () if instead else come:
        yield change("tag.added", name=tag, after=tag)
    for tag in gone:
        yield change("tag.removed", name=tag, before=tag, **instead)


def _identifier(old: Operation, new: Operation, change: Callable[..., Change]) -> Iterator[Change]:
    if old.operation_id == new.operation_id:
        return
    if not old.operation_id:
        yield change("operation-id.added", after=new.operation_id)
    elif not new.operation_id:
        yield change("operation-id.removed", before=old.operation_id)
    else:
        yield change("operation-id.changed", before=old.operation_id, after=new.operation_id)


def _demand_the_same(one: Requirements, other: Requirements) -> bool:
    return one is other or sorted(but_superfluous(one)) == sorted(but_superfluous(other))


def _security(pair: Pair, old: Operation, new: Operation, effective: Effective) -> Iterator[Change]:
    yield from requirement_changes(pair, _OPERATION, effective.security_of(old, new), (old, new))


def _variables(pair: Pair, old: Operation, new: Operation, effective: Effective) -> Iterator[Change]:
    """Compare the variables of the servers of an operation, of which one side at least states them for it alone."""
    before, after = effective.variables_of(old, new)
    differing = [url for url in sorted(before.keys() & after.keys()) if not same_json(before[url], after[url])]
    if differing:
        sides = [{url: side[url] for url in differing} for side in (before, after)]
        widened = all(take_more(before[url], after[url]) for url in differing)
        yield pair.change(
            f"server.variables.{'widened' if widened else 'changed'}", "operation", location="server", old=old, new=new,
            before=sides[0], after=sides[1],
        )  # fmt: skip


def _servers(pair: Pair, old: Operation, new: Operation, effective: Effective) -> Iterator[Change]:
    """Compare where an operation is reached; where neither side states it, it is told once, for the API."""
    if not old.servers and not new.servers and not effective.servers_by_operation:
        return
    yield from _variables(pair, old, new, effective)
    stated = effective.servers_of(old, new)
    before, after = (set(at.values()) for at in effective.addresses_of(old, new))
    if before == after or effective.reach_the_same(old, new):
        return
    facts: tuple[Fact, Fact] = (old, new)
    is_inner = bool(before - after) and all(map(is_at_home, before - after)) and not all(map(is_at_home, after))
    yield pair.change(
        "server.overridden",
        "operation",
        location="server",
        old=facts[0],
        new=facts[1],
        traits={"widening"} if before < after else {"inner"} if is_inner else set(),
        before=list(stated[0]) or None,
        after=list(stated[1]) or None,
    )
