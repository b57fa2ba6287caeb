"""What a caller must prove: alternatives of requirements, their scopes, and the schemes themselves."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias
from urllib.parse import urljoin

from msgspec import UNSET, Struct, UnsetType, structs

from driftwatch.compare.operations.credentials import wire_of
from driftwatch.compare.schemas.sides import Pair
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import Fact, Requirement, SecurityScheme
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.respelling import letters_of_label
from driftwatch.model.urls import meaning, same_url
from driftwatch.patterns import lazy_regex

Alternative: TypeAlias = tuple[Requirement, ...]
Bases: TypeAlias = tuple[Iterable[str], Iterable[str]]
"""The base URLs of an API, before and today."""
Requirements: TypeAlias = tuple[Alternative, ...] | UnsetType

_SCHEME_FACETS: Final = (
    ("type", "type.changed"),
    ("parameter", "parameter.changed"),
    ("within", "within.changed"),
    ("scheme", "scheme.changed"),
    ("bearer_format", "bearer-format.changed"),
    ("open_id_connect_url", "openid-url.changed"),
    ("oauth2_metadata_url", "metadata-url.changed"),
)
_ADDRESSES: Final = frozenset({"open_id_connect_url", "oauth2_metadata_url"})
_URLS: Final = (
    ("authorizationUrl", "authorization-url.changed"),
    ("tokenUrl", "token-url.changed"),
    ("refreshUrl", "refresh-url.changed"),
    ("deviceAuthorizationUrl", "device-url.changed"),
)
_MOST: Final = 50
"""Of so many requirements that came it is told what each that went was replaced with: each names all of them."""


_FILLED_IN: Final = lazy_regex(r"[\W_]{0,3}[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+[\W_]{0,3}")
_ONE_HEADER: Final = frozenset({("apiKey", ""), ("http", "bearer")})
"""Two ways to write down one header: Swagger 2.0 knows no bearer. Basic credentials, which it knows, are others."""
_MOST_NAMED: Final = 6
"""Requirements that a sentence names; of more the others are counted."""


class RequirementNames(Struct, frozen=True, kw_only=True):
    """How changes of requirements are called: for one operation, or for the API as a whole."""

    kind: str
    role: Role
    location: str


def requirement_changes(
    pair: Pair, names: RequirementNames, requirements: tuple[Requirements, Requirements], facts: tuple[Fact, Fact]
) -> Iterator[Change]:
    """Yield alternatives added and removed, and scopes added to and removed from those that stay.

    What takes the place of an alternative that is gone is told with it.
    """
    old, new = (_alternatives(side) for side in requirements)
    traits = set()
    if _public(old) != _public(new):
        traits = {"became-public"} if _public(new) else {"narrowing"}
    always = {"stays-public"} if _public(old) and _public(new) else set()

    def change(what: str, *, traits: AbstractSet[str] = frozenset(), **details: Any) -> Change:
        kind, said = f"{names.kind}.{what}", {*traits, *always}
        return pair.change(
            kind, names.role, location=names.location, old=facts[0], new=facts[1], traits=said, **details
        )

    olds, news, pairs = _aligned(old, new)
    if traits and olds.keys() & news.keys():
        # What was accepted still is: that something must be proved is one edit, what else is accepted another one.
        what = "became-optional" if _public(new) else "became-required"
        yield change(what, before=not _public(old), after=not _public(new))
        traits = {"stays-public"} if _public(new) else set()
    gone, come = olds.keys() - news.keys(), news.keys() - olds.keys()
    for one, other in _replaced(gone, come, olds, news):
        gone, come = gone - {one}, come - {other}
        what = "requirement-weakened" if _schemes(news[other]) < _schemes(olds[one]) else "requirement-strengthened"
        yield change(what, name=other, before=_shown(olds[one]), after=_shown(news[other]))
    needless = frozenset() if traits or always else _needless(gone, olds, news)
    gone = gone - needless
    instead = {"after": sorted(come)[:_MOST]} if gone and come and not traits else {}
    if traits and max(len(gone), len(come)) > 1 and not (gone and come):
        # Where nothing was needed before, or is now, it is one edit which proofs are the ones to choose from.
        name, shown = _choice(olds if gone else news, gone or come)
        kind, side = ("requirement-removed", "before") if gone else ("requirement-added", "after")
        yield change(kind, name=name, traits=traits, **{side: shown})
        gone, come = set(), set()
    for schemes in () if instead else sorted(come):
        yield change("requirement-added", name=schemes, after=_shown(news[schemes]), traits=traits)
    for schemes in sorted(gone | needless):
        details = {"traits": {"needless"}} if schemes in needless else {"traits": traits, **instead}
        yield change("requirement-removed", name=schemes, before=_shown(olds[schemes]), **details)
    yield from _scope_changes(pairs, change)


def _choice(alternatives: Mapping[str, Alternative], chosen: AbstractSet[str]) -> tuple[str, Json]:
    """Name several alternatives, of which one has to be proved, and return each of them."""
    known = sorted(chosen)
    more = len(known) - _MOST_NAMED
    named = [*known[:_MOST_NAMED], f"{more} more"] if more > 0 else known
    return " or ".join(named), [_shown(alternatives[each]) for each in known[:_MOST]]


def _replaced(
    gone: AbstractSet[str], come: AbstractSet[str], olds: Mapping[str, Alternative], news: Mapping[str, Alternative]
) -> list[tuple[str, str]]:
    """Pair what was accepted with what takes its place and needs some of the same, or the same and more."""
    found: list[tuple[str, str]] = []
    free: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for each in sorted(come):
        for scheme in _schemes(news[each]) or {""}:
            free[scheme][each] = None
    for one in sorted(gone):
        before = _schemes(olds[one])
        near = sorted({each for scheme in ("", *before) for each in free[scheme]} if before else come)
        other = next(
            (each for each in near if _is_enough(olds[one], news[each]) or before < _schemes(news[each])), None
        )
        if other is not None:
            for scheme in _schemes(news[other]) or {""}:
                del free[scheme][other]
            come = come - {other}
            found.append((one, other))
    return found


def _needless(
    gone: AbstractSet[str], olds: Mapping[str, Alternative], news: Mapping[str, Alternative]
) -> frozenset[str]:
    """Return the alternatives that are gone of which a part was enough by itself, and still is."""
    staying: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(olds.keys() & news.keys()) if gone else ():
        staying[min(_schemes(news[each]), default="")].append(each)
    return frozenset(
        one
        for one in gone
        if any(
            _is_enough(olds[one], news[other]) for scheme in _schemes(olds[one]) for other in staying[scheme][:_MOST]
        )
    )


def _is_enough(old: Alternative, new: Alternative) -> bool:
    """Tell whether whoever proves what was needed before proves more than is needed now."""
    return _schemes(new) < _schemes(old) and _scopes(new) <= _scopes(old)


def _schemes(alternative: Alternative) -> frozenset[str]:
    return frozenset(one.scheme for one in alternative)


def _scope_changes(
    pairs: Collection[tuple[Alternative, Alternative]], change: Callable[..., Change]
) -> Iterator[Change]:
    """Yield the scopes that came and went; one that took the place of another one of its scheme is told with that.

    Of a scheme of which one side lists none at all that is said by a trait.
    """
    come, gone = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for found, sides in ((come, [(new, old) for old, new in pairs]), (gone, pairs)):
        for scheme, scope in sorted({each for one, other in sides for each in _scopes(one) - _scopes(other)}):
            found[scheme].append(scope)
    exchanged = {name for name in come.keys() & gone.keys() if len(come[name]) == len(gone[name]) == 1}
    listed = [{name for each in side for name, _ in _scopes(each)} for side in zip(*pairs, strict=True)]
    unscoped = frozenset[str](), frozenset({"unscoped"})
    first = {scheme for scheme in come.keys() | gone.keys() if not all(scheme in side for side in listed)}
    for scheme in come:
        for scope in come[scheme]:
            instead = {"before": gone[scheme][0]} if scheme in exchanged else {}
            traits = frozenset({"exchanged"}) if instead else unscoped[scheme in first]
            yield change("scope-added", name=scheme, after=scope, traits=traits, **instead)
    for scheme in sorted(gone.keys() - exchanged):
        for scope in gone[scheme]:
            yield change("scope-removed", name=scheme, before=scope, traits=unscoped[scheme in first])


def scheme_changes(pair: Pair, old: Mapping[str, Fact], new: Mapping[str, Fact], servers: Bases) -> Iterator[Change]:
    """Yield changes of the security schemes of an API; `old` and `new` are its facts by address.

    Args:
        pair: the two versions of the API.
        old: its facts by address, before.
        new: its facts by address, today.
        servers: its base URLs, before and today.
    """
    olds = {fact.name: fact for fact in old.values() if isinstance(fact, SecurityScheme)}
    news = {fact.name: fact for fact in new.values() if isinstance(fact, SecurityScheme)}
    gone = {name: scheme for name, scheme in olds.items() if name in news or pair.gone(scheme)}
    renamed = _renamed(gone, news)
    for name, twin in renamed.items():
        yield _changed(pair, "renamed", olds[name], news[twin], before=name, after=twin)
    removed = [gone[name] for name in sorted(gone.keys() - news.keys() - renamed.keys())]
    added = [news[name] for name in sorted(news.keys() - olds.keys() - set(renamed.values()))]
    swapped = len(removed) == len(added) == 1
    for scheme in removed:
        yield pair.change(
            "security-scheme.removed", "api", location="security", old=scheme, name=scheme.name, before=_facets(scheme),
            after=added[0].name if swapped else UNSET,
        )  # fmt: skip
    for scheme in () if swapped else added:
        yield pair.change(
            "security-scheme.added", "api", location="security", new=scheme, name=scheme.name, after=_facets(scheme)
        )
    for name in sorted(olds.keys() & news.keys()):
        yield from _scheme(pair, *in_full(olds[name], news[name], servers))


def but_swapped(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Leave out that a scheme, or a scope of one, took the place of another one where calls say that they need it."""
    swaps: set[tuple[str, str | None, Json | UnsetType, Json | UnsetType]] = set()
    for change in changes:
        after = change.after
        if change.kind.endswith("security.requirement-removed") and isinstance(after, list) and len(after) == 1:
            swaps.add(("security-scheme.removed", change.name, UNSET, after[0]))
        elif change.kind.endswith("security.scope-added") and "exchanged" in change.traits:
            swaps.add(("security-scheme.scope.removed", change.name, change.before, after))
    return tuple(change for change in changes if _swapped(change) not in swaps) if swaps else changes


def _swapped(change: Change) -> tuple[str, str | None, Json | UnsetType, Json | UnsetType] | None:
    if change.kind == "security-scheme.removed":
        return change.kind, change.name, UNSET, change.after if isinstance(change.after, str) else UNSET
    if change.kind == "security-scheme.scope.removed":
        return change.kind, change.name, change.before, change.after
    return None


def renamed_schemes(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> dict[str, str]:
    """Map the old names of security schemes that only changed their name to the new ones."""
    olds = {fact.name: fact for fact in old.values() if isinstance(fact, SecurityScheme)}
    news = {fact.name: fact for fact in new.values() if isinstance(fact, SecurityScheme)}
    return _renamed(olds, news)


def _renamed(olds: Mapping[str, SecurityScheme], news: Mapping[str, SecurityScheme]) -> dict[str, str]:
    """Map the names that are gone to new ones of schemes that say the same, each to the first that is left."""
    free: defaultdict[str, deque[str]] = defaultdict(deque)
    for name in sorted(news.keys() - olds.keys()):
        free[canonical(_facets(news[name]))].append(name)
    gone = ((name, free.get(canonical(_facets(olds[name])))) for name in sorted(olds.keys() - news.keys()))
    return {name: twins.popleft() for name, twins in gone if twins}


def with_names(requirements: Requirements, names: Mapping[str, str], after: Requirements) -> Requirements:
    """Write requirements with today's names of schemes, so that a renamed scheme is no change of what is demanded.

    Nor is a name that is only spelled anew in `after`: what differs between the schemes themselves is told of them.
    """
    if isinstance(requirements, UnsetType) or requirements == after:
        return requirements
    names = {**_respelled(after, requirements), **names}
    if not names:
        return requirements
    return tuple(
        tuple(Requirement(names.get(one.scheme, one.scheme), one.scopes) for one in alternative)
        for alternative in requirements
    )


def _respelled(one: Requirements, other: Requirements) -> dict[str, str]:
    """Map names of schemes in `other` to those in `one` of the same letters and digits, where each side has but one."""
    olds, news = ({need.scheme for each in _alternatives(side) for need in each} for side in (one, other))
    plain: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(olds - news):
        plain[letters_of_label(name)].append(name)
    found = {name: plain.pop(letters_of_label(name), []) for name in sorted(news - olds)}
    return {name: known[0] for name, known in found.items() if len(known) == 1}


def _way(scheme: SecurityScheme) -> tuple[str, str]:
    return scheme.type, scheme.scheme.lower()


def _scheme(pair: Pair, old: SecurityScheme, new: SecurityScheme) -> Iterator[Change]:
    if old.type != new.type:
        is_same = {_way(old), _way(new)} == _ONE_HEADER and wire_of(old) == wire_of(new)
        traits = {"same-header"} if is_same else set[str]()
        yield _changed(pair, "type.changed", old, new, before=_facets(old), after=_facets(new), traits=traits)
        return
    for attribute, kind in _SCHEME_FACETS:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if attribute == "parameter":
            before, after = _wire_name(old, new), _wire_name(new, old)
        if attribute in _ADDRESSES:
            before, after = meaning(before), meaning(after)
        if before != after:
            traits = _stated_on(before, after) if attribute in _ADDRESSES else set[str]()
            before, after = getattr(old, attribute) or None, getattr(new, attribute) or None
            yield _changed(pair, kind, old, new, before=before, after=after, traits=traits)
    if old.deprecated != new.deprecated:
        kind = "deprecated" if new.deprecated else "reactivated"
        yield _changed(pair, kind, old, new, before=old.deprecated, after=new.deprecated)
    yield from _flows(pair, old, new)


def _flows(pair: Pair, old: SecurityScheme, new: SecurityScheme) -> Iterator[Change]:
    for flow in sorted(old.flows.keys() - new.flows.keys()):
        yield _changed(pair, "flow.removed", old, new, before=flow)
    for flow in sorted(new.flows.keys() - old.flows.keys()):
        yield _changed(pair, "flow.added", old, new, after=flow)
    for flow in sorted(old.flows.keys() & new.flows.keys()):
        for key, kind in _URLS:
            before, after = old.flows[flow].get(key), new.flows[flow].get(key)
            if before != after and not same_url(before or "", after or ""):
                traits = _stated_on(before, after)
                traits |= set[str]() if _is_address(before) and _is_address(after) else {"no-address"}
                yield _changed(pair, kind, old, new, before=before, after=after, traits=traits)
        yield from _scopes_of_flow(pair, flow, old, new)


def _stated_on(before: str | None, after: str | None) -> set[str]:
    """Tell whether one side alone states an address: nobody was sent to another one."""
    if before and after:
        return set()
    return {"came"} if after else {"went"}


def _is_address(url: str | None) -> bool:
    """Tell whether an address leads anywhere: a word that is filled in elsewhere, as `TOKEN_URL`, is none."""
    return not url or not _FILLED_IN.fullmatch(url)


def _scopes_of_flow(pair: Pair, flow: str, old: SecurityScheme, new: SecurityScheme) -> Iterator[Change]:
    before, after = set(old.scopes.get(flow, ())), set(new.scopes.get(flow, ()))
    come, gone = sorted(after - before), sorted(before - after)
    if len(come) == len(gone) == 1:
        yield _changed(pair, "scope.removed", old, new, before=gone[0], after=come[0])
        return
    for scope in come:
        yield _changed(pair, "scope.added", old, new, after=scope)
    for scope in gone:
        yield _changed(pair, "scope.removed", old, new, before=scope)


def in_full(old: SecurityScheme, new: SecurityScheme, servers: Bases) -> tuple[SecurityScheme, SecurityScheme]:
    """Write addresses that are relative to a base URL as the other version does, where they lead to the same place."""
    return _in_full(old, new, servers[0]), _in_full(new, old, servers[1])


def _in_full(one: SecurityScheme, other: SecurityScheme, bases: Iterable[str]) -> SecurityScheme:
    bases = tuple(bases)

    def written(url: str, there: str) -> str:
        leads_there = url and any(same_url(urljoin(f"{base.rstrip('/')}/", url), there) for base in bases)
        return there if leads_there else url

    flows = {
        flow: {key: written(url, other.flows.get(flow, {}).get(key, "")) for key, url in urls.items()}
        for flow, urls in one.flows.items()
    }
    discovered = {name: written(getattr(one, name), getattr(other, name)) for name in _ADDRESSES}
    return structs.replace(one, flows=flows, **discovered)


def _changed(pair: Pair, what: str, old: SecurityScheme, new: SecurityScheme, **details: Any) -> Change:
    return pair.change(
        f"security-scheme.{what}", "api", location="security", old=old, new=new, name=new.name, **details
    )


def meaning_of(scheme: SecurityScheme) -> Mapping[str, object]:
    """Return what a security scheme demands, by facet, with its addresses in their one spelling."""
    flows = {flow: {key: meaning(url) for key, url in urls.items()} for flow, urls in scheme.flows.items()}
    stated = {**_facets(scheme), "name": _wire_name(scheme, scheme), "flows": flows}
    stated |= {"openIdConnectUrl": meaning(scheme.open_id_connect_url), "bearerFormat": scheme.bearer_format}
    stated |= {"oauth2MetadataUrl": meaning(scheme.oauth2_metadata_url)}
    return stated | {"deprecated": scheme.deprecated}


def _wire_name(scheme: SecurityScheme, other: SecurityScheme) -> str:
    """Header names ignore case; names of query parameters and cookies do not."""
    return scheme.parameter.lower() if "header" in {scheme.within, other.within} else scheme.parameter


def _facets(scheme: SecurityScheme) -> dict[str, object]:
    facets: dict[str, object] = {
        "type": scheme.type,
        "in": scheme.within,
        "name": scheme.parameter,
        "scheme": scheme.scheme,
        "openIdConnectUrl": scheme.open_id_connect_url,
        "oauth2MetadataUrl": scheme.oauth2_metadata_url,
        "flows": scheme.flows,
        "scopes": {flow: list(scopes) for flow, scopes in scheme.scopes.items()},
    }
    return {key: value for key, value in facets.items() if value}


def _alternatives(requirements: Requirements) -> tuple[Alternative, ...]:
    return () if isinstance(requirements, UnsetType) else requirements


def _public(alternatives: tuple[Alternative, ...]) -> bool:
    """Tell whether a call without any credential is accepted."""
    return not alternatives or () in alternatives


def _aligned(
    old: tuple[Alternative, ...], new: tuple[Alternative, ...]
) -> tuple[dict[str, Alternative], dict[str, Alternative], list[tuple[Alternative, Alternative]]]:
    """Return the alternatives of both sides by name, and those that are one and the same with other scopes.

    A name is the schemes that are needed together. Where several alternatives need the same schemes, any of them is
    enough, so that their scopes are part of the name. The empty alternative (no credentials) is told by traits.
    """
    olds, news = _by_schemes(old), _by_schemes(new)
    named: tuple[dict[str, Alternative], dict[str, Alternative]] = {}, {}
    pairs: list[tuple[Alternative, Alternative]] = []
    for schemes in sorted(olds.keys() | news.keys()):
        sides = olds.get(schemes, []), news.get(schemes, [])
        if max(map(len, sides)) == 1:
            pairs += [(one, other) for one in sides[0] for other in sides[1]]
            for side, found in zip(named, sides, strict=True):
                side.update(zip([schemes], found, strict=False))
            continue
        if not sides[1] and len(sides[0]) > _MOST_NAMED:
            # What is accepted with none of many scopes any more is told once, and not scope by scope.
            named[0][schemes] = tuple(Requirement(one.scheme, ()) for one in sides[0][0])
            continue
        matched = _matched(*sides)
        pairs += matched
        for side, found, taken in zip(named, sides, _sides(matched), strict=True):
            side |= {_with_scopes(one): one for one in found if one not in taken}
    return *named, pairs


def _matched(olds: list[Alternative], news: list[Alternative]) -> list[tuple[Alternative, Alternative]]:
    """Pair alternatives of the same schemes: equal ones, then those of which one needs all scopes of the other.

    What is left is a pair where it is one of each side; else some came and some went.
    """
    same = [(one, one) for one in olds if one in news]
    olds, news = [one for one in olds if one not in news], [one for one in news if one not in olds]
    near = [
        (one, other) for one in olds for other in news if _scopes(one) < _scopes(other) or _scopes(other) < _scopes(one)
    ]
    paired = _sides(near)
    left = [one for one in olds if one not in paired[0]], [one for one in news if one not in paired[1]]
    exchanged = [(left[0][0], left[1][0])] if len(left[0]) == len(left[1]) == 1 else []
    return same + near + exchanged


def _sides(pairs: Collection[tuple[Alternative, Alternative]]) -> tuple[list[Alternative], list[Alternative]]:
    return [old for old, _ in pairs], [new for _, new in pairs]


def _by_schemes(alternatives: tuple[Alternative, ...]) -> dict[str, list[Alternative]]:
    """Group alternatives by the schemes that they need together."""
    found: defaultdict[str, list[Alternative]] = defaultdict(list)
    for alternative in filter(None, but_superfluous(alternatives)):
        found[" + ".join(one.scheme for one in alternative)].append(alternative)
    return found


def but_superfluous(requirements: Requirements) -> list[Alternative]:
    """Return the alternatives without those that need further scopes of the schemes of another one, in order."""
    least: defaultdict[frozenset[str], dict[Alternative, None]] = defaultdict(dict)
    for one in sorted(_alternatives(requirements)):
        least[_schemes(one)][one] = None
    return [
        one for group in least.values() for one in group if not any(_scopes(other) < _scopes(one) for other in group)
    ]


def _with_scopes(alternative: Alternative) -> str:
    return " + ".join(f"{one.scheme} ({', '.join(one.scopes)})" if one.scopes else one.scheme for one in alternative)


def _scopes(alternative: Alternative) -> set[tuple[str, str]]:
    return {(one.scheme, scope) for one in alternative for scope in one.scopes}


def _shown(alternative: Alternative) -> dict[str, list[str]]:
    return {one.scheme: list(one.scopes) for one in alternative}
